"""When a meeting is: by day, in order, and while opinions are asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from itertools import pairwise

from duthao.clock import date_vi, hour_words
from duthao.domain.draft import Draft
from duthao.domain.meetings.meeting_events import ASKING, MeetingEvent
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.meeting_files.placed_meetings import PlacedMeeting, of_record, of_site
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule

RULES = {
    "ends-before-start": Rule(
        "Cuộc họp kết thúc trước khi bắt đầu", "Sửa lại cho đúng thứ tự thời gian."
    ),
    "meeting-at-night": Rule(
        "Cuộc họp vào ban đêm",
        "Kiểm tra lại giờ: ghi theo 24 giờ, 14:00 là hai giờ chiều.",
        "warning",
    ),
    "meeting-outside-round": Rule(
        "Cuộc họp lấy ý kiến nằm ngoài thời gian lấy ý kiến",
        "Kiểm tra lại ngày họp; nếu họp để thông báo kết quả thì để nguyên.",
        "warning",
    ),
    "programme-out-of-order": Rule(
        "Chương trình cuộc họp không theo thứ tự thời gian",
        "Xếp các mục theo giờ, trong khoảng thời gian của cuộc họp.",
        "warning",
    ),
}
_DAWN, _NIGHT = time(6), time(22)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The meetings of a record."""
    for placed in of_record(record):
        yield from _judged(placed)


def check_all(library: Library) -> Iterator[Finding]:
    """Those of the site."""
    for placed in of_site(library.registers.meetings, library.read, library.ids):
        yield from _judged(placed)


def _judged(placed: PlacedMeeting) -> Iterator[Finding]:
    meeting = placed.meeting
    if meeting.ends and meeting.ends.end <= meeting.at.start:
        yield placed.finding(
            "ends-before-start",
            ("ends",),
            Say("Cuộc họp kết thúc trước khi bắt đầu.", "The meeting ends before it starts."),
            Say("Sửa lại cho đúng thứ tự thời gian.", "Put the dates in order."),
        )
    for name in ("at", "ends"):
        point = getattr(meeting, name)
        if point and point.timed and not _DAWN <= point.start.time() <= _NIGHT:
            yield placed.finding(
                "meeting-at-night",
                (name,),
                Say(
                    f"Giờ họp là {hour_words(point)}, vào ban đêm.",
                    f"The meeting is at {point.start:%H:%M}, by night.",
                ),
                Say("Kiểm tra lại giờ: ghi theo 24 giờ.", "Check the hour, of 24."),
            )
    yield from _programme(placed)
    if meeting.kind in ASKING and not meeting.cancelled:
        for draft in placed.drafts:
            yield from _round(placed, draft)


def _round(placed: PlacedMeeting, draft: Draft) -> Iterator[Finding]:
    """Outside every round, and with no round of which the dates are not known."""
    spans = list(_spans(draft))
    at = placed.meeting.at
    if spans and not any(since <= at.end and at.start < until for since, until in spans):
        yield placed.finding(
            "meeting-outside-round",
            ("at",),
            Say(
                f"Cuộc họp ngày {date_vi(at.day)} nằm ngoài thời gian lấy ý kiến về «{draft.short_title}».",
                f"The meeting on {at.day} is outside every round of `{draft.short_title}`.",
            ),
            Say(
                "Kiểm tra lại ngày họp; nếu họp để thông báo kết quả thì để nguyên.",
                "Check the day; leave it where the meeting tells the results.",
            ),
        )


def _spans(draft: Draft) -> Iterator[tuple[datetime, datetime]]:
    """From the opening to the latest deadline of each dated round."""
    for round_ in draft.rounds:
        if round_.opens and (held := deadlines(round_)):
            yield round_.opens.start, max(deadline.closes.end for deadline in held)


def _programme(placed: PlacedMeeting) -> Iterator[Finding]:
    times = [(n, row.time) for n, row in enumerate(placed.meeting.programme) if row.time]
    odd = [second[0] for first, second in pairwise(times) if second[1] <= first[1]]
    odd += [n for n, hour in times if not _inside(placed.meeting, hour)]
    for place in sorted(set(odd)):
        yield placed.finding(
            "programme-out-of-order",
            ("programme", place, "time"),
            Say(
                f"Mục {place + 1} của chương trình không theo thứ tự, hoặc ngoài giờ họp.",
                f"Item {place + 1} of the programme is out of order, or outside the meeting.",
            ),
            Say("Xếp lại theo giờ.", "Put the items in order."),
        )


def _inside(meeting: MeetingEvent, hour: str) -> bool:
    """Whether an hour lies within a meeting of one day; of one of several days, or without hours, any does."""
    if meeting.ends and meeting.ends.day != meeting.at.day:
        return True
    first = f"{meeting.at.start:%H:%M}" if meeting.at.timed else "00:00"
    last = f"{meeting.ends.start:%H:%M}" if meeting.ends and meeting.ends.timed else "23:59"
    return first <= hour <= last
