"""How a meeting stands at an instant: whether it was called, moved, called off, held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from duthao.clock import midnight
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
    """What became of it, once that was told and something can have come of it; nothing where it was called off."""
    held = meeting.held
    if held is None or called_off(meeting, now):
        return None
    return held if max(effective(held), result_from(meeting)) <= now else None


def result_from(meeting: MeetingEvent) -> datetime:
    """The first instant at which something can have come of it: its beginning; of one of several days its last day."""
    several = meeting.ends and meeting.ends.day > meeting.at.day
    return midnight(meeting.ends.day) if meeting.ends and several else meeting.at.start


def minutes_out(meeting: MeetingEvent, now: datetime) -> bool:
    """Whether the file of the minutes may be shown: with the result where that has its own time, else once it has begun."""
    if meeting.held:
        return result(meeting, now) is not None
    return called(meeting, now) and not called_off(meeting, now) and result_from(meeting) <= now


def files_to_come(meeting: MeetingEvent, now: datetime) -> Iterator[str]:
    """Names of its files that may not be shown yet: hand-outs before it is called, the minutes before `minutes_out`."""
    given = [handout.file for handout in meeting.handouts if handout.file]
    if not called(meeting, now):
        yield from given
    elif meeting.minutes_file in given:
        return
    if meeting.minutes_file and not minutes_out(meeting, now):
        yield meeting.minutes_file


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
    yield from (meeting.at.start, meeting.at.end, result_from(meeting), ends(meeting))
    entries = (*meeting.moves, meeting.cancelled, meeting.held)
    yield from (effective(entry) for entry in entries if entry)
