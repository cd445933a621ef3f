"""The lasting names of a record's entries: `kind/key`, as they end the ids of events and stand in `released.yml`.

A key follows from what the entry says, never from its place in a list: entries may be added anywhere and none is renamed.
See docs/decisions/0043-keys-follow-from-what-is-said.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from types import MappingProxyType

from duthao.clock import Point, iso
from duthao.domain.draft import Change, Issued, Reinstated, StageEntry, Withdrawn
from duthao.domain.draft_parts.dossier_documents import DeadlineChange
from duthao.domain.meetings.meeting_events import MeetingEvent

KeyedEntry = Change | DeadlineChange | Issued | MeetingEvent | Reinstated | StageEntry | Withdrawn
# Steps of the procedure that are an event of their own.
OWN_EVENT = MappingProxyType(
    {"adoption": "adopted", "promulgation": "issued", "stopped": "dropped"}
)


def names(entry: KeyedEntry) -> tuple[str, ...]:
    """The names that the entry's event may have: more than one where the kind follows from other entries."""
    return tuple(f"{kind}/{key(entry)}" for kind in _kinds(entry))


def among(entry: KeyedEntry, known: Collection[str]) -> list[str]:
    """The names of the entry that are in `known`, as those under which it was released; none where it was not."""
    return [name for name in names(entry) if name in known]


def key(entry: KeyedEntry) -> str:
    """The key of the entry's event: a day, and a digest of all that may not be said otherwise once it was let out."""
    if isinstance(entry, Issued):
        return day(entry.date)
    if isinstance(entry, StageEntry):
        if entry.stage == "promulgation":  # as of the block `issued`, which may follow later
            return day(entry.at)
        dated = f"{day(entry.at)}-{_digest(entry.at, entry.published)}"
        return dated if entry.stage in OWN_EVENT else f"{entry.stage}-{dated}"
    if isinstance(entry, DeadlineChange):
        digest = _digest(entry.closes, entry.decided, entry.published, entry.reason)
        return f"{day(entry.closes)}-{digest}"
    if isinstance(entry, MeetingEvent):  # it may be moved: what names it is when it was called
        announced = entry.published or entry.at
        return f"{day(announced)}-{_digest(announced, entry.kind, entry.title)}"
    text = entry.note if isinstance(entry, Change) else entry.reason
    return day_and_digest(entry.at, entry.published, text)


def day_and_digest(at: Point, published: Point | None, text: str) -> str:
    """The key of an entry that says what happened on a day."""
    return f"{day(at)}-{_digest(at, published, text)}"


def day(point: Point) -> str:
    """A point as it stands in a tag URI: `2026-11-30`, or `2026-11-30T17:00` in Việt Nam time."""
    if not point.timed:
        return point.day.isoformat()
    return f"{point.start:%Y-%m-%dT%H:%M}" + (f"{point.start::%S}" if point.start.second else "")


def _kinds(entry: KeyedEntry) -> tuple[str, ...]:
    if isinstance(entry, Change):
        return ("changed",) if entry.kind == "change" else ("corrected",)
    if isinstance(entry, DeadlineChange):
        return ("extended", "shortened")
    if isinstance(entry, StageEntry):
        return (OWN_EVENT.get(entry.stage, "stage"),)
    if isinstance(entry, Issued):
        return ("issued",)
    if isinstance(entry, MeetingEvent):
        return ("meeting",)
    return ("withdrawn",) if isinstance(entry, Withdrawn) else ("reinstated",)


def _digest(*parts: Point | str | None) -> str:
    """Eight hex digits; how a time or a space is written does not matter."""
    words = (
        f"{iso(part.start)} {part.timed}"
        if isinstance(part, Point)
        else " ".join((part or "").split())
        for part in parts
    )
    return hashlib.blake2b("\0".join(words).encode(), digest_size=4).hexdigest()
