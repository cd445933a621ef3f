"""`duthao next`: what the clock alone will change, and when; which meetings come, and what is due of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from duthao import clock
from duthao.cli.console import FINE, FOUND
from duthao.domain.events import events, meeting_name
from duthao.domain.lifecycle import LABELS, View, moments, view
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.meetings.meeting_states import called_off, ends
from duthao.domain.rounds import TimeLimits, time_limits
from duthao.errors import Say
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record

_LATE = timedelta(days=30)


class Upcoming(NamedTuple):
    """An instant at which a record changes by itself, and what happens then, in an official's words."""

    when: datetime
    id: str
    text: str


def run(arguments: argparse.Namespace) -> int:
    """Print what changes next, a line each. Returns 1 when a record could not be read, else 0."""
    root = arguments.root.resolve()
    settings, _ = settings_reader.load(root)
    now = clock.now(arguments.as_of or settings.as_of)
    terms = time_limits(settings)
    changes: list[Upcoming] = []
    unread: list[str] = []
    for record_id in record_reader.ids(root):
        record, _ = record_reader.read(root, record_id)
        if record is None or record.faulty_fields:
            unread.append(record_id)
        else:
            changes += upcoming(record, now, terms, settings.tag_authority)
            for meeting in record.draft.events:
                changes += of_meeting(record_id, meeting, now)
    registers, _ = register_reader.load(root)
    for dossier in registers.meetings.values() if registers else ():
        changes += of_meeting(dossier.id, dossier.meeting, now)
    for change in sorted(changes)[: arguments.count]:
        print(f"{change.when.astimezone(clock.VN):%Y-%m-%d %H:%M}  {change.id}  {change.text}")
    if not changes:
        print(Say("Không có thay đổi nào sắp đến.", "Nothing is going to change."))
    for record_id in unread:
        print(
            Say(
                f"Bỏ qua {record_id}: hồ sơ có lỗi, chạy «duthao check».",
                f"{record_id} is left out: it has faults, run `duthao check`.",
            ),
            file=sys.stderr,
        )
    return FOUND if unread else FINE


def upcoming(
    record: Record, now: datetime, terms: TimeLimits, authority: str
) -> Iterator[Upcoming]:
    """What will change of the record after `now`, soonest first; instants at which nothing changes are left out."""
    record_events = events(record.id, record.draft, authority, terms)
    for moment in moments(record.draft, terms):
        if moment > now:
            before, after = (
                view(record.draft, at, terms) for at in (moment - timedelta(seconds=1), moment)
            )
            text = " · ".join(
                dict.fromkeys(
                    [*(e.label for e in record_events if e.when == moment), *_newly(before, after)]
                )
            )
            if after.state != before.state:
                text = f"{text} → {after.label}".strip()
            if text:
                yield Upcoming(moment, record.id, f"{text} ({record.draft.short_title})")


def of_meeting(id_: str, meeting: MeetingEvent, now: datetime) -> Iterator[Upcoming]:
    """When a meeting begins, before which it is called and invited to; and when it ends, after which its result is due.

    A result that is missing is named for `_LATE` after the end. Nothing of a meeting that was called off.
    """
    if called_off(meeting, now):
        return
    name, over = meeting_name(meeting.kind, meeting.title), ends(meeting)
    if meeting.at.start > now:
        place = f", {meeting.place}" if meeting.place else ""
        due = (
            "gửi giấy mời trước giờ này («duthao build --internal»)"
            if meeting.published and meeting.published.start <= now
            else "chưa thông báo («published»), chưa mời"
        )
        yield Upcoming(meeting.at.start, id_, f"{name}{place}: {due}")
    if not (meeting.held or meeting.minutes_file) and now < over + _LATE:
        due = "chưa ghi kết quả" if over <= now else "họp xong, ghi kết quả"
        yield Upcoming(over, id_, f"{name}: {due} («held»)")


def _newly(before: View, after: View) -> Iterator[str]:
    """The labels of the flags that `after` has and `before` has not."""
    for flag in ("closing_soon", "answer_overdue"):
        if getattr(after, flag) and not getattr(before, flag):
            yield LABELS[flag]
