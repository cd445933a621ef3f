"""When an entry of the front matter counts, and what of it is published at an instant.

An entry counts from the later of when it happened and when it was published: the public cannot be told
earlier, and a late entry must not rewrite what stood on the page before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from duthao.clock import Point
from duthao.domain.draft import (
    Change,
    Issued,
    NoReport,
    OutcomeStep,
    Reinstated,
    StageEntry,
    Withdrawn,
)
from duthao.domain.draft_parts.dossier_documents import DeadlineChange
from duthao.domain.meetings.meeting_events import (
    MeetingCancelled,
    MeetingEvent,
    MeetingHeld,
    MeetingMove,
)

DatedEntry = (
    Change
    | DeadlineChange
    | Issued
    | MeetingCancelled
    | MeetingEvent
    | MeetingHeld
    | MeetingMove
    | NoReport
    | OutcomeStep
    | Reinstated
    | StageEntry
    | Withdrawn
)
_Model = TypeVar("_Model", bound=BaseModel)


class PlanEntry(Protocol):
    """A dated entry of a plan: see `plans`."""

    @property
    def at(self) -> Point:
        """When it happened."""

    @property
    def published(self) -> Point | None:
        """When it was published."""


def effective(entry: DatedEntry | PlanEntry) -> datetime:
    """Return the later of when an entry happened and when it was published."""
    happened = _happened(entry).start
    return max(happened, entry.published.start) if entry.published else happened


def as_published(model: _Model, now: datetime) -> _Model:
    """Return a part of the front matter without the entries that are published only after `now`."""
    fields: dict[str, Any] = {}
    for name, value in model:
        if isinstance(value, BaseModel):
            fields[name] = None if _is_later(value, now) else as_published(value, now)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            fields[name] = tuple(as_published(e, now) for e in value if not _is_later(e, now))
    return model.model_copy(update=fields)


def publication_times(model: BaseModel) -> Iterator[datetime]:
    """Yield the instants at which entries of the front matter are published: what may be said of it changes then."""
    for _, value in model:
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, DatedEntry):
                yield _published(entry)
            if isinstance(entry, BaseModel):
                yield from publication_times(entry)


def _is_later(entry: BaseModel, now: datetime) -> bool:
    return isinstance(entry, DatedEntry) and _published(entry) > now


def _published(entry: DatedEntry) -> datetime:
    """When an entry was published: as it says, else when it happened."""
    return (entry.published or _happened(entry)).start


def _happened(entry: DatedEntry | PlanEntry) -> Point:
    if isinstance(entry, DeadlineChange):
        return entry.decided
    return entry.date if isinstance(entry, Issued) else entry.at
