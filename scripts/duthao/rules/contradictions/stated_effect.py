"""Number and day of effect of what was issued, and the day of effect that the prose names for the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from duthao import written_dates
from duthao.clock import date_vi
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.stated_facts.papers_of_record import DRAFT, ISSUED, papers
from duthao.rules import Context, Rule, in_body
from duthao.text import fold
from duthao.written_dates import WrittenDate

RULES = {
    "file-number-differs": Rule(
        "Tệp văn bản đã ban hành ghi số khác",
        "Đối chiếu với văn bản; sửa «issued.number» hoặc thay tệp.",
        "warning",
    ),
    "file-effect-differs": Rule(
        "Tệp ghi ngày có hiệu lực khác với hồ sơ",
        "Đối chiếu với tệp; sửa bên sai.",
        "warning",
    ),
}
_EFFECT = re.compile(
    r"(?P<text>[Nn]ghị quyết|[Qq]uyết định|[Vv]ăn bản|[Dd]ự thảo)(?P<this> này)? (?:dự kiến )?có hiệu lực(?: thi hành)? (?:kể )?từ (?:ngày )?(?=\d)"
)
_NOTHING_ELSE = re.compile(
    r"\s*(?:[.;,)|\n]|$)"
)  # else the day belongs to the name of another text
_MEND = Say("Đối chiếu hai nơi, sửa bên sai.", "Compare the two and mend the wrong one.")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """What was issued against its file; the prose of a record that is not issued against its draft."""
    if record.draft.issued:
        yield from _issued(record)
    else:
        yield from _prose(record)


def _issued(record: Record) -> Iterator[Finding]:
    issued = record.draft.issued
    assert issued
    for paper in papers(record, ISSUED):
        for stated in paper.of("number"):
            if _bare(stated.value) != _bare(issued.number):
                yield record.finding(
                    "file-number-differs",
                    ("issued", "number"),
                    Say(
                        f"{paper.says(stated)}, nhưng hồ sơ ghi số {issued.number}.",
                        f"{paper.says(stated)}, but the record has {issued.number}.",
                    ),
                    _MEND,
                )
        for stated in paper.of("effective"):
            day = date.fromisoformat(stated.value)
            if issued.effective and day != issued.effective:
                yield record.finding(
                    "file-effect-differs",
                    ("issued", "effective"),
                    Say(
                        f"{paper.says(stated)}, nhưng hồ sơ ghi có hiệu lực từ ngày {date_vi(issued.effective)}.",
                        f"{paper.says(stated)}, but the record has {issued.effective}.",
                    ),
                    _MEND,
                )


def _bare(number: str) -> str:
    """Without blanks and noughts before: `05/2026/NQ-HĐND` and `5/2026/NQ-HĐND` are one."""
    return re.sub(r"\s", "", number).casefold().lstrip("0")


def _prose(record: Record) -> Iterator[Finding]:
    stated = [(p, s) for p in papers(record, DRAFT) for s in p.of("effective")]
    body = record.source.body
    if len(stated) != 1 or "hiệu lực" not in body:
        return
    paper, sentence = stated[0]
    day = date.fromisoformat(sentence.value)
    for match in _EFFECT.finditer(body):
        written = written_dates.find(body[match.end() : match.end() + 40])
        if not written or written[0].start or not written[0].year or written[0].is_of(day):
            continue
        if match["this"] or _may_be_this(record, match, written[0]):
            yield in_body(
                record,
                match.start(),
                match.end() - match.start() + len(written[0].text),
                "file-effect-differs",
                Say(
                    f"{paper.says(sentence)}, nhưng lời văn ghi «{match[0]}{written[0].text}».",
                    f"{paper.says(sentence)}, but the prose says `{match[0]}{written[0].text}`.",
                ),
                _MEND,
            )


def _may_be_this(record: Record, match: re.Match[str], written: WrittenDate) -> bool:
    """Whether a text that is not called «này» is this one: of its kind, not yet in force, and nothing is said of it but the day."""
    kind = fold(match["text"])
    if kind in ("nghi quyet", "quyet dinh") and not fold(record.draft.title).startswith(kind):
        return False
    opens = min((r.opens.start for r in record.draft.rounds if r.opens), default=None)
    if opens and written.year and written.year < opens.year:
        return False
    return bool(_NOTHING_ELSE.match(record.source.body, match.end() + len(written.text)))
