"""Dates and hours that nobody means: the middle of the night, years ahead, after the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from duthao.clock import Point, at_words, date_vi
from duthao.domain.draft import Round
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.meeting_files.placed_meetings import PlacedMeeting, of_record, of_site
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Library, Rule

RULES = {
    "closes-at-midnight": Rule(
        "Hạn góp ý là 0 giờ, người đọc tưởng còn cả ngày hôm đó",
        "Ghi ngày hôm trước, không ghi giờ: chỉ ghi ngày là đến hết 24 giờ ngày đó.",
        "warning",
    ),
    "closes-at-night": Rule("Hạn góp ý vào giữa đêm", "Kiểm tra lại giờ.", "warning"),
    "round-of-years": Rule("Đợt lấy ý kiến dài hơn hai năm", "Kiểm tra lại năm."),
    "round-long": Rule("Đợt lấy ý kiến dài hơn nửa năm", "Kiểm tra lại ngày.", "warning"),
    "extended-after-closing": Rule(
        "Gia hạn được quyết định khi đã hết hạn hơn một tháng",
        "Kiểm tra ngày quyết định; nếu đúng, ghi ở lý do vì sao mở lại.",
        "warning",
    ),
    "answer-due-far": Rule(
        "Hạn giải trình sau hạn góp ý hơn một năm", "Kiểm tra lại năm.", "warning"
    ),
    "effect-far": Rule(
        "Ngày có hiệu lực sau ngày ban hành hơn ba năm", "Kiểm tra lại năm.", "warning"
    ),
    "meeting-of-days": Rule("Cuộc họp kéo dài hơn ba ngày", "Kiểm tra lại «ends».", "warning"),
    "meeting-far": Rule(
        "Cuộc họp cách đợt lấy ý kiến, ngày thông báo hơn hai năm", "Kiểm tra lại năm.", "warning"
    ),
    "channel-far": Rule(
        "Kênh truyền thông dự kiến cách đợt lấy ý kiến hơn hai năm", "Kiểm tra lại năm.", "warning"
    ),
}
_YEAR = timedelta(days=366)
_MONTH = timedelta(days=31)  # soon after its end a round is opened again, now and then
_DAWN = 6  # the hour before which no office closes and nobody meets
_CHECK_YEAR = Say("Kiểm tra lại năm.", "Check the year.")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Rounds, then what is planned around them."""
    draft = record.draft
    for number, round_ in enumerate(draft.rounds):
        yield from _round(record, ("rounds", number), round_)
    issued = draft.issued
    if issued and issued.effective and issued.effective - issued.date.day > 3 * _YEAR:
        yield record.finding(
            "effect-far",
            ("issued", "effective"),
            Say(
                f"Văn bản ban hành ngày {date_vi(issued.date.day)} mà đến {date_vi(issued.effective)} mới có hiệu lực.",
                f"Issued on {issued.date}, in force on {issued.effective}.",
            ),
            _CHECK_YEAR,
        )
    for placed in of_record(record):
        yield from _meeting(placed)
    yield from _far_from_rounds(record)


def _round(record: Record, loc: Loc, round_: Round) -> Iterator[Finding]:
    ends: list[tuple[Loc, Point]] = [((*loc, "closes"), round_.closes)] if round_.closes else []
    ends += [
        ((*loc, "deadline_changes", place, "closes"), change.closes)
        for place, change in enumerate(round_.deadline_changes)
    ]
    for where, closes in ends:
        yield from _closing(record, where, closes, round_.opens)
    for place, change in enumerate(round_.deadline_changes):
        before = deadlines(
            round_.model_copy(update={"deadline_changes": round_.deadline_changes[:place]})
        )
        if before and change.decided.start - before[-1].closes.end > _MONTH:
            yield record.finding(
                "extended-after-closing",
                (*loc, "deadline_changes", place, "decided"),
                Say(
                    f"Quyết định ngày {date_vi(change.decided.day)}, khi đã hết hạn {date_vi(before[-1].closes.day)}.",
                    f"Decided on {change.decided}, after the closing on {before[-1].closes}.",
                ),
                Say(
                    "Kiểm tra ngày quyết định; nếu đúng, ghi ở lý do vì sao mở lại.",
                    "Check the day; if it is right, say in the reason why it was opened again.",
                ),
            )
    if round_.answer_due and ends and round_.answer_due - ends[-1][1].day > _YEAR:
        yield record.finding(
            "answer-due-far",
            (*loc, "answer_due"),
            Say(
                f"Hạn giải trình {date_vi(round_.answer_due)} sau hạn góp ý {date_vi(ends[-1][1].day)} hơn một năm.",
                f"The answer is due on {round_.answer_due}, more than a year after {ends[-1][1]}.",
            ),
            _CHECK_YEAR,
        )


def _closing(record: Record, loc: Loc, closes: Point, opens: Point | None) -> Iterator[Finding]:
    if closes.timed and closes.start.hour < _DAWN:
        before = closes.day - timedelta(days=1)
        rule, remedy = (
            (
                "closes-at-midnight",
                Say(
                    f"Ghi ngày {date_vi(before)} không kèm giờ: đó là đến hết 24 giờ ngày {date_vi(before)}.",
                    f"Write the day before, {before}, without an hour.",
                ),
            )
            if closes.start.hour == closes.start.minute == 0
            else (
                "closes-at-night",
                Say("Kiểm tra lại giờ (giờ ghi theo 24 giờ).", "Check the hour (of 24)."),
            )
        )
        message = Say(f"Hạn góp ý: {at_words(closes)}.", f"It closes at {closes}.")
        yield record.finding(rule, loc, message, remedy)
    length = closes.end - opens.start if opens else timedelta()
    if length > _YEAR / 2:
        rule, message = (
            (
                "round-of-years",
                Say(
                    f"Đợt lấy ý kiến kéo dài {length.days // 365} năm, đến {date_vi(closes.day)}.",
                    f"The round lasts {length.days // 365} years, until {closes}.",
                ),
            )
            if length > 2 * _YEAR
            else (
                "round-long",
                Say(
                    f"Từ ngày mở đến hạn {date_vi(closes.day)} là {length.days} ngày.",
                    f"It closes on {closes}, {length.days} days after it opens.",
                ),
            )
        )
        yield record.finding(
            rule,
            loc,
            message,
            Say("Kiểm tra lại ngày, nhất là năm.", "Check the date, above all the year."),
        )


def check_all(library: Library) -> Iterator[Finding]:
    """Meetings of the site: how long, and how far from when people were told of them."""
    for placed in of_site(library.registers.meetings, library.read, library.ids):
        yield from _meeting(placed)
        meeting = placed.meeting
        told = meeting.published.day if meeting.published else library.now.date()
        if abs(meeting.at.day - told) > 2 * _YEAR:
            yield placed.finding(
                "meeting-far",
                ("at",),
                Say(
                    f"Cuộc họp ngày {date_vi(meeting.at.day)} cách ngày thông báo hơn hai năm.",
                    f"The meeting of {meeting.at.day} is more than two years away from its call.",
                ),
                _CHECK_YEAR,
            )


def _meeting(placed: PlacedMeeting) -> Iterator[Finding]:
    meeting = placed.meeting
    if meeting.ends and meeting.ends.end - meeting.at.start > timedelta(days=4):
        yield placed.finding(
            "meeting-of-days",
            ("ends",),
            Say(
                f"Cuộc họp kéo dài đến {date_vi(meeting.ends.day)}.",
                f"The meeting lasts until {meeting.ends}.",
            ),
            Say("Kiểm tra lại «ends».", "Check `ends`."),
        )


def _far_from_rounds(record: Record) -> Iterator[Finding]:
    draft = record.draft
    days = [r.opens.day for r in draft.rounds if r.opens]
    days += [d.closes.day for r in draft.rounds for d in deadlines(r)]
    if not days:
        return
    first, last = min(days) - 2 * _YEAR, max(days) + 2 * _YEAR
    dates = [
        ("meeting-far", ("events", n, "at"), m.at.day, Say("Cuộc họp", "The meeting"))
        for n, m in enumerate(draft.events)
    ]
    dates += [
        (
            "channel-far",
            ("channels", n, "planned"),
            c.planned,
            Say("Việc truyền thông", "The channel"),
        )
        for n, c in enumerate(draft.channels)
        if c.planned
    ]
    for rule, loc, day, what in dates:
        if not first <= day <= last:
            yield record.finding(
                rule,
                loc,
                Say(
                    f"{what.vi} ngày {date_vi(day)} cách đợt lấy ý kiến hơn hai năm.",
                    f"{what.en} of {day} is more than two years away from the consultation.",
                ),
                _CHECK_YEAR,
            )
