"""Meetings of a record and of the site alike, each with a way to tell a fault at the line of its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from duthao.domain.draft import Draft
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc


class PlacedMeeting(NamedTuple):
    """A meeting, the drafts that it is about as far as they can be read, and `finding`: rule, field of the meeting, message,
    remedy → the fault at its line.
    """

    meeting: MeetingEvent
    drafts: tuple[Draft, ...]
    finding: Callable[[str, Loc, Say, Say], Finding]


def of_record(record: Record) -> Iterator[PlacedMeeting]:
    """Those in a record's `events`."""
    for place, meeting in enumerate(record.draft.events):

        def finding(rule: str, loc: Loc, message: Say, remedy: Say, place: int = place) -> Finding:
            return record.finding(rule, ("events", place, *loc), message, remedy)

        yield PlacedMeeting(meeting, (record.draft,), finding)


def of_site(
    meetings: Mapping[str, MeetingDossier],
    read: Callable[[str], Record | None],
    ids: frozenset[str],
) -> Iterator[PlacedMeeting]:
    """Those of the whole site; `read` gives the record of an id in `ids`."""
    for dossier in meetings.values():
        records = [read(draft) for draft in dossier.meeting.drafts if draft in ids]
        drafts = tuple(record.draft for record in records if record)
        yield PlacedMeeting(dossier.meeting, drafts, dossier.finding)
