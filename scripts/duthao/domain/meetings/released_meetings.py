"""What a release fixed of a meeting: when, where and how it is held; and whether what it says now was told as a move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from duthao.domain.fields import Count, Strict, Text, When
from duthao.domain.meetings.meeting_events import MeetingEvent, MeetingMove
from duthao.domain.meetings.meeting_states import called_off, moves


class MeetingNotice(Strict):
    """When, where and how a meeting was called for, how often it had been moved, and the day on which it was called off.

    Releases of before these were kept say `at` and `place` alone.
    """

    at: When
    ends: When | None = None
    place: Text | None = None
    online_url: Text | None = None
    moves: Count | None = None
    cancelled: When | None = None


class ReleasedMeeting(NamedTuple):
    """A meeting of the site as it was released: its first title, every notice, first to last, and when the last went out."""

    title: str
    notices: tuple[MeetingNotice, ...]
    last: datetime


def notice(meeting: MeetingEvent, now: datetime) -> MeetingNotice:
    """Return when, where and how a meeting is held, as it is told at `now`."""
    cancelled = called_off(meeting, now)
    return MeetingNotice(
        at=meeting.at,
        ends=meeting.ends,
        place=meeting.place,
        online_url=meeting.online_url,
        moves=len(moves(meeting, now)) or None,
        cancelled=cancelled.at if cancelled else None,
    )


def changed(before: MeetingNotice, after: MeetingNotice) -> tuple[str, ...]:
    """Return the fields of which people were told otherwise; what was not told before may be added.

    An end that moves with the beginning is part of its move.
    """
    return tuple(_changed(before, after))


def _changed(before: MeetingNotice, after: MeetingNotice) -> Iterator[str]:
    if before.at.start != after.at.start or before.at.timed != after.at.timed:
        yield "at"
    elif before.ends and (after.ends is None or before.ends.end != after.ends.end):
        yield "ends"
    for name in ("place", "online_url"):
        if (told := getattr(before, name)) and told != getattr(after, name):
            yield name


def not_told(
    before: MeetingNotice, after: MeetingNotice, told: Sequence[MeetingMove]
) -> tuple[str, ...]:
    """Return those of the changed fields of which none of the moves says what was before."""
    was: dict[str, set[object]] = {
        "at": {move.was.start for move in told},
        "ends": {move.was_ends.end for move in told if move.was_ends},
        "place": {move.was_place for move in told},
        "online_url": {move.was_online_url for move in told},
    }
    old = {
        "at": before.at.start,
        "ends": before.ends.end if before.ends else None,
        "place": before.place,
        "online_url": before.online_url,
    }
    return tuple(name for name in changed(before, after) if old[name] not in was[name])


def taken_back(before: MeetingNotice, after: MeetingNotice) -> bool:
    """Whether a move or a cancellation that was released is no more."""
    fewer = (before.moves or 0) > (after.moves or 0)
    return fewer or bool(before.cancelled and not after.cancelled)
