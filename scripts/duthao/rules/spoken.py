"""What is read aloud says the same figures and dates as what is written: the loudspeaker is heard once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule
from duthao.speech import figures, read, roman
from duthao.speech.heard import Figure

RULES = {
    "spoken-differs": Rule(
        "Lời đọc nói con số hoặc ngày khác với chữ viết",
        "Sửa lời đọc cho đúng con số, ngày ghi trong hồ sơ.",
    )
}


_RUN = re.compile(r"[0-9]+")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The title for the ear says no number that the titles do not have; each reading the numbers of its term."""
    spoken = record.draft.spoken
    if spoken is None:
        return
    if spoken.title:
        written = f"{record.draft.title}. {record.draft.short_title}"
        known = {figure.value for figure in _of(written)} | set(_romans(written))
        more = [f.value for f in _of(spoken.title) if f.certain and f.value not in known]
        if more:
            yield _fault(record, ("spoken", "title"), record.draft.short_title, spoken.title)
    for term, said in spoken.terms.items():
        if not _same(term, said):
            yield _fault(record, ("spoken", "terms", term), term, said)


def _same(term: str, said: str) -> bool:
    written, heard = _of(term), _of(said)
    digits = {int(run) for run in _RUN.findall(term)}  # a doubtful word that stands for one is none
    needed = _count(f for f in written if f.certain or f.value in digits)
    allowed = _count(written) + Counter(_romans(term))
    if needed <= _count(heard) and _count(f for f in heard if f.certain) <= allowed:
        return True
    return bool(written) and _digits(written) == _digits(
        heard
    )  # a telephone number in other groups


def _of(text: str) -> Sequence[Figure]:
    """The numbers of a written text, as they are read."""
    return figures(read(text).text)


def _romans(text: str) -> Iterator[Fraction]:
    for word in text.replace("/", " ").replace("-", " ").split():
        if value := roman(word.strip(".,;:()")):
            yield Fraction(value)


def _count(found: Iterator[Figure] | Sequence[Figure]) -> Counter[Fraction]:
    return Counter(figure.value for figure in found)


def _digits(found: Sequence[Figure]) -> str:
    return "".join(figure.digits for figure in found)


def _fault(record: Record, loc: tuple[str, ...], written: str, said: str) -> Finding:
    return record.finding(
        "spoken-differs",
        loc,
        Say(
            f"Lời đọc «{said}» nói con số hoặc ngày khác với «{written}».",
            f"`{said}` says another figure or date than `{written}`.",
        ),
        Say(
            f"Sửa lời đọc. Hệ thống tự đọc là «{read(written).text}».",
            f"Mend it. The program itself reads `{read(written).text}`.",
        ),
    )
