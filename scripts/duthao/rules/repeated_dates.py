"""Dates of a round written again in prose: there they go stale, and the page says them anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from duthao import written_dates
from duthao.clock import date_vi
from duthao.domain.draft import Draft
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule, in_body
from duthao.written_dates import WrittenDate

RULES = {
    "other-deadline-in-text": Rule(
        "Lời văn ghi thời hạn lấy ý kiến khác với hồ sơ",
        "Xóa ngày trong lời văn; hạn góp ý chỉ ghi ở «rounds».",
    ),
    "deadline-in-text": Rule(
        "Lời văn ghi lại thời hạn lấy ý kiến",
        "Bỏ ngày trong lời văn: mọi trang đã tự ghi, và tự đổi khi gia hạn.",
        "warning",
    ),
}
_BREAK = re.compile(r"[.!?;]\s|\||\n\s*(?:\n|[-*#]|\d+\.)")
_SENTENCE = 240  # characters to either side of a date in which its sentence is looked for
_ASKING = re.compile(
    r"góp ý|lấy ý kiến|ý kiến (?:được (?:tiếp )?nhận|đóng góp|tham gia)|(?:nhận|gửi|đóng góp|tham gia) ý kiến|đợt thứ",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:cũ|trước đây|ban đầu|lần đầu|thay cho|thay vì)\b|(?:gia hạn|rút ngắn|kéo dài) từ",
    re.IGNORECASE,
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Summary and body leave the dates of rounds to the record."""
    draft = record.draft
    for field in ("short_title", "summary"):
        text = getattr(draft, field)
        for written in _dates(text):
            if fault := _fault(draft, text, written):
                yield record.finding(fault[0], (field,), *fault[1:])
    text = record.source.body
    for written in _dates(text):
        if fault := _fault(draft, text, written):
            yield in_body(record, written.start, written.end - written.start, *fault)


def _dates(text: str) -> Iterator[WrittenDate]:
    """Those that can be nothing but a date: with the word «ngày», or in figures with a year of four."""
    for written in written_dates.find(text):
        if written.labelled or (written.year and not written.short_year):
            yield written


def _fault(draft: Draft, text: str, written: WrittenDate) -> tuple[str, Say, Say] | None:
    earliest = max(0, written.start - _SENTENCE)
    begin = max((b.end() for b in _BREAK.finditer(text, earliest, written.start)), default=earliest)
    lead = text[max(begin, written.start - 120) : written.start]
    if not written_dates.is_from(lead) and not written_dates.is_until(lead):
        return None
    latest = min(len(text), written.end + _SENTENCE)
    stop = _BREAK.search(text, written.end, latest)
    sentence = text[begin : stop.start() if stop else latest]
    date_text = written.text
    if any(map(written.is_of, _current_days(draft))) or (
        _FORMER.search(sentence) and any(map(written.is_of, _superseded_days(draft)))
    ):
        return (
            "deadline-in-text",
            Say(
                f"Lời văn ghi lại ngày {date_text} của đợt lấy ý kiến.",
                f"The prose repeats {date_text}, a date of the round.",
            ),
            Say(
                "Bỏ ngày này trong lời văn: mọi trang đã tự ghi, và tự đổi khi gia hạn.",
                "Leave it out: every page says it, and changes it on an extension.",
            ),
        )
    if not _ASKING.search(sentence):
        return None
    last = max(_current_days(draft), default=None)
    recorded = (
        Say(f"hồ sơ ghi {date_vi(last)}", f"the record says {last}")
        if last
        else Say("hồ sơ không ghi ngày", "the record has no date")
    )
    return (
        "other-deadline-in-text",
        Say(
            f"Lời văn ghi {date_text} là thời hạn lấy ý kiến, nhưng {recorded.vi}.",
            f"The prose gives {date_text} for the consultation, but {recorded.en}.",
        ),
        Say(
            "Xóa ngày trong lời văn; hạn góp ý chỉ ghi ở «rounds».",
            "Delete it; deadlines stand in `rounds` only.",
        ),
    )


def _current_days(draft: Draft) -> set[date]:
    """The opening and the closing of every round as they hold in the end, and documents' own deadlines."""
    days = {closings[-1].closes.day for r in draft.rounds if (closings := deadlines(r))}
    days |= {r.opens.day for r in draft.rounds if r.opens}
    documents = [*draft.documents, *(d for r in draft.rounds for d in r.documents)]
    return days | {d.closes.day for d in documents if d.closes}


def _superseded_days(draft: Draft) -> set[date]:
    """Closings that a later change replaced."""
    return {d.closes.day for r in draft.rounds for d in deadlines(r)[:-1]}
