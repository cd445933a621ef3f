"""A record's dates as entries of calendars (RFC 5545): openings, closings, answers due and meetings.

An entry keeps its UID for ever; its SEQUENCE rises with each change of its date. Nothing in it comes from the wall clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from duthao.clock import Point, date_vi
from duthao.domain import deadline_words
from duthao.domain.draft import Round
from duthao.domain.ending import ending
from duthao.domain.entry_keys import key
from duthao.domain.events import MEETING_LABEL
from duthao.domain.fates import fates
from duthao.domain.lifecycle import ended_since, ended_spans
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.meetings.meeting_states import called, called_off, minutes_out, moves
from duthao.domain.publication import effective
from duthao.domain.rounds import ANSWERS, answer_due, deadlines, is_answered, results
from duthao.outputs.shared.status import shortened
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

ZONE = "Asia/Ho_Chi_Minh"
# From the start of the entry: at 9:00 three days before the last day and at 8:00 of that day; an hour; a day.
_ALARMS = {
    "opens": ("PT8H",),
    "closes": ("-P2DT15H", "PT8H"),
    "hour": ("-PT3H",),
    "answer": ("PT8H",),
    "answered": (),
    "meeting": ("-P1D",),
}
_LINE = 75  # octets, the line's end not counted
# Pieces of a longer line, none ending within a letter; the space that begins a continued line counts.
_CUT = re.compile(rb"\A.{1,75}(?![\x80-\xbf])|.{1,74}(?![\x80-\xbf])", re.DOTALL)
_ESCAPED = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"), ("\r", ""))


class Entry(NamedTuple):
    """A finished VEVENT: what it is about, and the epoch day on which it is over."""

    about: str
    day: int
    text: str


@memo
def entries(site: Site, record: Record) -> tuple[Entry, ...]:
    """All that a record puts into calendars."""
    return tuple(_Calendar(site, record).entries())


class _Calendar:
    """The entries of one record; what all of them say is folded once."""

    def __init__(self, site: Site, record: Record) -> None:
        self.site, self.record, self.front = site, record, record.draft
        self.ended = ended_since(self.front, site.now)
        spans = ended_spans(self.front)
        # Each withdrawal and each reinstatement so far: entries of a later day changed with it.
        self.turns = sorted({m for span in spans for m in span if m and m <= site.now})
        url = site.links.absolute(site.links.draft(record.id))
        who = site.drafters(record)
        demo = "".join(f"{warning}.\n" for warning in site.warning)
        demo += "Dữ liệu minh họa.\n" if self.front.demo else ""
        self.title = escape(self.front.short_title)
        self.said = escape(
            f"{demo}{{}}\nCơ quan chủ trì soạn thảo: {who}.\nMã hồ sơ: {record.code}.\n{url}"
        )
        topics = ",".join(escape(site.registers.topics[key].name) for key in self.front.topics)
        self.tail = (
            f"{folded('CATEGORIES:' + topics)}\r\n{folded('URL:' + url)}\r\nTRANSP:TRANSPARENT"
        )
        self.first = min((effective(s) for s in self.front.stages), default=None)

    def entries(self) -> Iterator[Entry]:
        for number, round_ in enumerate(self.front.rounds, 1):
            if round_.opens and round_.closes:
                yield from self._round(number, round_, round_.opens)
        for meeting in self.front.events:
            if called(meeting, self.site.now):
                yield self._meeting(meeting)

    def _round(self, number: int, round_: Round, opens: Point) -> Iterator[Entry]:
        held = [
            d for place, d in enumerate(deadlines(round_)) if place == 0 or d.since <= self.site.now
        ]
        closes, changed = held[-1].closes, len(held) - 1
        stamp = held[-1].since if changed else self._known(opens.start)
        nth = f" (đợt {number})" if len(self.front.rounds) > 1 else ""
        off = self.ended is not None and self.ended < opens.start
        why = "".join(f" {said}" for said in shortened(self.front))
        cut = self._cut(closes)
        lead = "Thời hạn góp ý đã công bố:" if cut else "Góp ý"
        words = f"{lead} {deadline_words.period(opens, closes)}.{cut}{why}"
        yield self._entry(
            "opens",
            f"opens-{number}",
            f"Mở lấy ý kiến{nth}",
            words,
            days(opens.day),
            opens.day,
            self._known(opens.start),
            0,
            off,
        )
        off = self.ended is not None and self.ended < closes.end
        was = f" Hạn trước đây: {deadline_words.until(held[-2].closes)}." if changed else ""
        said = "Thời hạn góp ý đã công bố:" if cut else "Góp ý"
        lead, words = (
            f"Hạn góp ý{nth}",
            f"{said} đến {deadline_words.until(closes)}.{cut}{was}{why}",
        )
        yield self._entry(
            "closes",
            f"closes-{number}",
            lead,
            words,
            days(closes.day),
            closes.day,
            stamp,
            changed,
            off,
        )
        if timed := [d.closes for d in held if d.closes.timed]:
            gone = not closes.timed  # the new deadline names no hour
            yield self._entry(
                "hour",
                f"closes-{number}-hour",
                lead,
                words,
                _instant(timed[-1].start),
                timed[-1].day,
                stamp,
                changed,
                off or gone,
            )
        if due := answer_due(round_, closes, self.site.terms):
            answered = self.ended is not None and is_answered(self.front, number, self.ended)
            ended = cut or ("" if answered else self._cut(due))
            out = self._answers(number)
            yield self._entry(
                "answered" if out else "answer",
                f"answer-{number}",
                f"Hạn công bố tiếp thu, giải trình{nth}",
                ended.strip() or self._answer(number, due.day),
                days(due.day),
                due.day,
                max([stamp, *(when for when, _ in out[:1])]),
                changed + bool(out),
                off or bool(ended),
            )
        yield from self._answered(number, round_, nth)

    def _answered(self, number: int, round_: Round, nth: str) -> Iterator[Entry]:
        """The day on which it was published what became of the opinions."""
        for name, step in results(round_):
            when = effective(step)
            if name != "answered" or when > self.site.now:
                continue
            known = round_.outcome
            told = [f"Đã nhận {known.received} ý kiến góp ý."] if known and known.received else []
            parts = fates(known) if known else ""
            yield self._entry(
                "answered",
                f"answered-{number}",
                f"Công bố tiếp thu, giải trình{nth}",
                " ".join([*told, *([f"Trong đó: {parts}."] if parts else [])])
                or "Đã công bố kết quả tiếp thu, giải trình.",
                days(when.date()),
                when.date(),
                when,
                0,
                off=False,
            )

    def _cut(self, until: Point) -> str:
        """That the draft was taken back before the end of `until`; "" where it was not."""
        ended = ending(self.front, self.site.now)
        return f" {ended.sentence}" if ended and ended.when < until.end else ""

    def _answer(self, number: int, due: date) -> str:
        """By when the round is to be answered; once it is, when that was, or that no answer will come."""
        said = f"Hạn công bố tiếp thu, giải trình: {deadline_words.due(due)}."
        out = self._answers(number)
        if not out:
            return said
        when, name = out[0]
        day = date_vi(when.date())
        if name == "answered":
            return f"{said} Đã công bố ngày {day}."
        return f"{said} Ngày {day} đã thông báo không công bố báo cáo tiếp thu, giải trình."

    def _answers(self, number: int) -> list[tuple[datetime, str]]:
        """What is out that answers this round, or says that nothing will: when it came out, and its name; the first first."""
        return sorted(
            (effective(step), name)
            for round_ in self.front.rounds[number - 1 :]
            for name, step in results(round_)
            if name in ANSWERS and effective(step) <= self.site.now
        )

    def _meeting(self, meeting: MeetingEvent) -> Entry:
        """A meeting moved or corrected is told by an entry in `changes`: each raises its SEQUENCE."""
        cancelled, moved = called_off(meeting, self.site.now), moves(meeting, self.site.now)
        changes = [effective(c) for c in self.front.changes if effective(c) <= self.site.now]
        changes += [effective(move) for move in moved]
        changes += [effective(cancelled)] if cancelled else []
        stamp = max([(meeting.published or meeting.at).start, *changes])
        when = meeting_times(meeting)
        said = [f"{MEETING_LABEL[meeting.kind]}: {meeting.title}."]
        said += [f"Tham dự trực tuyến: {meeting.online_url}"] if meeting.online_url else []
        if meeting.minutes_file and minutes_out(meeting, self.site.now):
            path = self.site.links.draft(self.record.id, meeting.minutes_file)
            said.append(f"Biên bản: {self.site.links.absolute(path)}")
        more = "\r\n" + folded("LOCATION:" + escape(meeting.place)) if meeting.place else ""
        said += [f"Không tổ chức. Lý do: {cancelled.reason}"] if cancelled else []
        off = self.ended is not None and self.ended < meeting.at.start
        return self._entry(
            "meeting",
            f"meeting-{key(meeting)}",
            f"{MEETING_LABEL[meeting.kind]}: {meeting.title}",
            "\n".join(said),
            when + more,
            (meeting.ends or meeting.at).day,
            stamp,
            len(changes),
            off or cancelled is not None,
        )

    def _known(self, opens: datetime) -> datetime:
        """When a date entered before its day was put out, as nearly as the record tells."""
        return opens if self.first is None else min(self.first, opens)

    def _entry(
        self,
        about: str,
        uid: str,
        lead: str,
        words: str,
        when: str,
        day: date,
        stamp: datetime,
        changed: int,
        off: bool,
    ) -> Entry:
        # Cancelled by a withdrawal; confirmed again by a reinstatement, for who took the cancellation.
        if off or (len(self.turns) > 1 and day >= self.turns[0].date()):
            stamp, changed = max([stamp, *self.turns]), changed + max(1, len(self.turns))
        title = escape(lead) if about == "meeting" else f"{escape(lead)}: {self.title}"
        lines = [
            "BEGIN:VEVENT",
            f"UID:{self.record.id}-{uid}@{self.site.settings.tag_authority}",
            f"DTSTAMP:{utc(stamp)}",
            f"SEQUENCE:{changed}",
            when,
            folded("SUMMARY:" + title),
            folded("DESCRIPTION:" + self.said.replace("{}", escape(words), 1)),
            self.tail,
            "STATUS:" + ("CANCELLED" if off else "CONFIRMED"),
        ]
        if not off:
            rings = folded("DESCRIPTION:" + title)
            lines += [
                f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{at}\r\n{rings}\r\nEND:VALARM"
                for at in _ALARMS[about]
            ]
        return Entry(
            {"hour": "closes", "answered": "answer"}.get(about, about),
            day.toordinal(),
            "\r\n".join([*lines, "END:VEVENT\r\n"]),
        )


def meeting_times(meeting: MeetingEvent) -> str:
    """When a meeting begins and ends, as properties."""
    ends = meeting.ends
    if not meeting.at.timed:
        return days(meeting.at.day, ends.day if ends else None)
    return _instant(meeting.at.start) + (
        f"\r\nDTEND;TZID={ZONE}:{_basic(ends.start)}" if ends and ends.timed else ""
    )


@lru_cache(4096)
def days(first: date, last: date | None = None) -> str:
    """Whole days; the end is the day after the last."""
    return f"DTSTART;VALUE=DATE:{_basic(first)}\r\nDTEND;VALUE=DATE:{_basic((last or first) + timedelta(days=1))}"


def _instant(moment: datetime) -> str:
    return f"DTSTART;TZID={ZONE}:{_basic(moment)}"


@lru_cache(4096)
def utc(moment: datetime) -> str:
    """The instant as a time stamp."""
    return _basic(moment.astimezone(UTC)) + "Z"


def _basic(when: date) -> str:
    """A day or an instant in the basic form of ISO 8601: `20261205`, `20261205T170000`."""
    return when.isoformat()[:19].replace("-", "").replace(":", "")


def escape(text: str) -> str:
    """Text as a value of a property."""
    for sign, said in _ESCAPED:  # the backslash first
        text = text.replace(sign, said)
    return text


def folded(line: str) -> str:
    """A content line cut so that none is longer than 75 octets, never within a letter."""
    raw = line.encode()
    return line if len(raw) <= _LINE else b"\r\n ".join(_CUT.findall(raw)).decode()
