"""How a meeting stands at an instant: whether it was called, moved, called off, held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from duthao.domain.meetings.meeting_events import (
    MeetingCancelled,
    MeetingEvent,
    MeetingHeld,
    MeetingMove,
)
from duthao.domain.publication import effective


def called(meeting: MeetingEvent, now: datetime) -> bool:
    """Whether people have been told of it: from `published` on, else from its beginning."""
    return (meeting.published or meeting.at).start <= now


def called_off(meeting: MeetingEvent, now: datetime) -> MeetingCancelled | None:
    """Why it is not held, once that was told."""
    cancelled = meeting.cancelled
    return cancelled if cancelled and effective(cancelled) <= now else None


def result(meeting: MeetingEvent, now: datetime) -> MeetingHeld | None:
    """What became of it, once that was told and it has begun."""
    held = meeting.held
    return held if held and max(effective(held), meeting.at.start) <= now else None


def moves(meeting: MeetingEvent, now: datetime) -> tuple[MeetingMove, ...]:
    """The times that it was moved, as far as they were told, first to last."""
    told = (move for move in meeting.moves if effective(move) <= now)
    return tuple(sorted(told, key=effective))


def ends(meeting: MeetingEvent) -> datetime:
    """The first instant after it; where nobody told when it ends, that at which it begins, or the end of its day."""
    return max(meeting.at.end, meeting.ends.end) if meeting.ends else meeting.at.end


def instants(meeting: MeetingEvent) -> Iterator[datetime]:
    """Those at which what is said of it changes."""
    yield (meeting.published or meeting.at).start
    yield from (meeting.at.start, meeting.at.end)
    entries = (*meeting.moves, meeting.cancelled, meeting.held)
    yield from (effective(entry) for entry in entries if entry)
