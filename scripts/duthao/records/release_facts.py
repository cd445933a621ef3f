"""What a release of a record fixes: the events that have come, the dates of its rounds, the figures of outcomes, its
meetings, the rows of its table of responses, its files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from duthao.clock import parse
from duthao.domain import entry_keys
from duthao.domain.draft import NoReport, OutcomeStep, Round
from duthao.domain.events import Event
from duthao.domain.meetings.meeting_states import called
from duthao.domain.meetings.released_meetings import notice
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.domain.publication import effective
from duthao.domain.responses import Response
from duthao.domain.rounds import results
from duthao.records.record import Record
from duthao.records.released import Dates, History, Release, ReleasedFile

ASKED = (
    "asked",
    "agreed",
    "opined",
    "silent",
    "communes_asked",
    "communes_sent",
    "documents",
    "received",
)
# Told with the answer; all other figures with whatever is put out first.
FATES = ("accepted", "partly", "kept", "noted", "out_of_scope")
FIGURES = (*ASKED, *FATES)


def at(record: Record, events: Sequence[Event], now: datetime) -> Release:
    """Return all that is published of the record at `now`; `events` are all that it has."""
    rounds = list(enumerate(record.draft.rounds, 1))
    return Release(
        title=record.draft.title,
        events=tuple(event.name for event in events if has_come(event, now)),
        rounds={number: Dates(opens=r.opens, closes=r.closes) for number, r in rounds if r.opens},
        outcomes={number: fields for number, r in rounds if (fields := outcome(r, now))},
        meetings={
            name: notice(meeting, now)
            for meeting in record.draft.events
            for name in entry_keys.names(meeting)
            if called(meeting, now)
        },
        responses=response_rows(record, now),
        files=files(record),
    )


def of_meeting(dossier: MeetingDossier, now: datetime) -> Release:
    """Return all that is published of a meeting of the site at `now`; nothing until it is called."""
    meeting = dossier.meeting
    if not meeting.published or not called(meeting, now):
        return Release()
    name = f"meeting/{dossier.id}"
    return Release(title=meeting.title, meetings={name: notice(meeting, now)})


def not_yet_released(release: Release, history: History | None) -> Release:
    """Return what of `release` no earlier release has said."""
    if history is None:
        return release
    rounds, known_outcomes, meetings = history.rounds(), history.outcomes(), history.meetings()
    known = {
        name: ReleasedFile(version=f.version, sha256=f.sha256) for name, f in history.files.items()
    }
    outcomes = {
        number: {
            name: value
            for name, value in fields.items()
            if known_outcomes.get(number, {}).get(name) != value
        }
        for number, fields in release.outcomes.items()
    }
    return Release(
        title=None if history.title else release.title,
        events=tuple(name for name in release.events if name not in history.events),
        rounds={n: dates for n, dates in release.rounds.items() if rounds.get(n) != dates},
        outcomes={number: fields for number, fields in outcomes.items() if fields},
        meetings={n: fields for n, fields in release.meetings.items() if meetings.get(n) != fields},
        responses={
            n: row for n, row in release.responses.items() if history.responses.get(n) != row
        },
        files={name: file for name, file in release.files.items() if known.get(name) != file},
    )


def outcome(round_: Round, now: datetime) -> dict[str, str]:
    """Return what is said at `now` of the outcome of a round, by field; empty before anything is published."""
    steps = {name: step for name, step in results(round_) if effective(step) <= now}
    if not steps or round_.outcome is None:
        return {}
    figures = {name: getattr(round_.outcome, name) for name in FIGURES}
    names = [n for n in FIGURES if n not in FATES or "answered" in steps]
    fields = {name: str(figures[name]) for name in names if figures[name] is not None}
    return fields | {name: _step(step) for name, step in steps.items()}


def response_rows(record: Record, now: datetime) -> dict[int, str]:
    """Return the rows that are out at `now`, by number: verdict, and a digest of what is published of the row.

    All rows of a round go out with its answer, none before.
    """
    if record.responses is None:
        return {}
    answered = {
        number
        for number, round_ in enumerate(record.draft.rounds, 1)
        if round_.outcome and round_.outcome.answered and effective(round_.outcome.answered) <= now
    }
    return {
        row.no: f"{row.verdict} {_digest(row)}"
        for row in sorted(record.responses.rows, key=lambda row: row.no)
        if row.round in answered
    }


def _digest(row: Response) -> str:
    """Of all but the group, which only orders the page. The text is public, so its digest tells nothing more."""
    told = [str(getattr(row, name)) for name in Response.__slots__ if name != "group"]
    return hashlib.blake2b("\n".join(told).encode(), digest_size=8).hexdigest()


def files(record: Record) -> dict[str, ReleasedFile]:
    """Return every file of the record with its version; one that is no document has version 1 for ever."""
    versions = {
        document.file: document.version for _, document in record.documents() if document.file
    }
    return {
        name: ReleasedFile(version=versions.get(name, 1), sha256=file.sha256)
        for name, file in sorted(record.files.items())
    }


def _step(step: OutcomeStep | NoReport) -> str:
    """Its dates, then its file or reason."""
    detail = step.reason if isinstance(step, NoReport) else step.file
    points = [step.at.text, *([f"({step.published.text})"] if step.published else [])]
    return " ".join([*points, *([detail] if detail else [])])


def has_come(event: Event, now: datetime) -> bool:
    """Tell whether an event has come; a reminder is not sent after its deadline."""
    return event.when <= now and (event.kind != "closing_soon" or now < parse(event.key).end)
