"""The readings in `spoken` say the same figures and dates as the text that they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule
from duthao.speech import figures, read, roman
from duthao.speech.spoken_numbers import Figure

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
        written_values = {figure.value for figure in _figures_of(written)} | set(_romans(written))
        extra = [
            f.value
            for f in _figures_of(spoken.title)
            if f.certain and f.value not in written_values
        ]
        if extra:
            yield _fault(record, ("spoken", "title"), record.draft.short_title, spoken.title)
    for term, reading in spoken.terms.items():
        if not _same_figures(term, reading):
            yield _fault(record, ("spoken", "terms", term), term, reading)


def _same_figures(term: str, reading: str) -> bool:
    written, spoken = _figures_of(term), _figures_of(reading)
    digits = {int(run) for run in _RUN.findall(term)}  # a doubtful word that stands for one is none
    needed = _count(f for f in written if f.certain or f.value in digits)
    allowed = _count(written) + Counter(_romans(term))
    if needed <= _count(spoken) and _count(f for f in spoken if f.certain) <= allowed:
        return True
    return bool(written) and _digits(written) == _digits(
        spoken
    )  # a telephone number in other groups


def _figures_of(text: str) -> Sequence[Figure]:
    """The numbers of a written text, as they are read."""
    return figures(read(text).text)


def _romans(text: str) -> Iterator[Fraction]:
    for word in text.replace("/", " ").replace("-", " ").split():
        if value := roman(word.strip(".,;:()")):
            yield Fraction(value)


def _count(numbers: Iterator[Figure] | Sequence[Figure]) -> Counter[Fraction]:
    return Counter(figure.value for figure in numbers)


def _digits(numbers: Sequence[Figure]) -> str:
    return "".join(figure.digits for figure in numbers)


def _fault(record: Record, loc: tuple[str, ...], written: str, reading: str) -> Finding:
    return record.finding(
        "spoken-differs",
        loc,
        Say(
            f"Lời đọc «{reading}» nói con số hoặc ngày khác với «{written}».",
            f"`{reading}` says another figure or date than `{written}`.",
        ),
        Say(
            f"Sửa lời đọc. Hệ thống tự đọc là «{read(written).text}».",
            f"Mend it. The program itself reads `{read(written).text}`.",
        ),
    )
