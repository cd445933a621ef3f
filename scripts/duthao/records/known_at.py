"""What of a record had been let out at an instant: its news with their dates, and the record as it was known then.

With a register an entry counts from the release that let it out; without one from when it says that it was put out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from duthao.domain import entry_keys
from duthao.domain.draft import Draft, Round
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.events import Event
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.publication import effective
from duthao.domain.rounds import results
from duthao.records.record import Record
from duthao.records.release_facts import FIGURES


class PublishedEvent(NamedTuple):
    """An event that was let out, and when: the date that it bears in feeds for ever."""

    event: Event
    when: datetime


class KnownRecord(NamedTuple):
    """A record and what is known of its releases; `released`: what no release has let out is not news yet."""

    record: Record
    released: bool

    def news(self, events: Sequence[Event], now: datetime) -> list[PublishedEvent]:
        """Return those of its events that have been released at `now`, oldest first."""
        published = []
        for event in events:
            when = self._out(event.when, event.name)
            if when is not None and event.when <= now and when <= now:
                published.append(PublishedEvent(event, when))
        return sorted(
            published, key=lambda d: (d.when, d.event.when, d.event.at.start, d.event.name)
        )

    def draft(self, at: datetime) -> Draft:
        """Return the draft with only those entries and dates of rounds that were released at `at`."""
        draft = self.record.draft
        withdrawn = draft.withdrawn
        if withdrawn and not self._known(withdrawn, at):
            withdrawn = None
        elif withdrawn and withdrawn.reinstated and not self._known(withdrawn.reinstated, at):
            withdrawn = withdrawn.model_copy(update={"reinstated": None})
        update: dict[str, Any] = {
            "rounds": tuple(self._rounds(at)),
            "stages": tuple(entry for entry in draft.stages if self._known(entry, at)),
            "issued": draft.issued if draft.issued and self._known(draft.issued, at) else None,
            "withdrawn": withdrawn,
            "events": tuple(self._meetings(at)),
        }
        return draft.model_copy(update=update)

    def offered(self, document: Document, at: datetime) -> bool:
        """Tell whether the file of a document, as it is today, was published at `at`."""
        file, history = self.record.files.get(document.file or ""), self.record.history
        if file is None:
            return False
        version = history.files.get(file.name) if history else None
        if version:
            return version.since <= at and version.sha256 == file.sha256
        if self.released:
            return False
        if document.date and document.date > at.date():
            return False
        changed = [effective(change) for change in self.record.draft.changes]
        return document.version == 1 or max(changed, default=at) <= at

    def listed(self, document: Document, at: datetime) -> bool:
        """Tell whether a file of that name was published at `at`, be it another version."""
        history = self.record.history
        version = history.files.get(document.file or "") if history else None
        return version.first <= at if version else not self.released

    def _meetings(self, at: datetime) -> Iterator[MeetingEvent]:
        history = self.record.history
        notices = history.meetings(at) if history else {}
        for meeting in self.record.draft.events:
            (name,) = entry_keys.names(meeting)
            if notice := notices.get(name):
                meeting = meeting.model_copy(update={"at": notice.at, "place": notice.place})
            yield meeting

    def _rounds(self, at: datetime) -> Iterator[Round]:
        history = self.record.history
        dates = history.rounds(at) if history else {}
        for number, round_ in enumerate(self.record.draft.rounds, 1):
            if number not in dates and self.released and round_.opens:
                return
            update: dict[str, Any] = {
                "deadline_changes": tuple(
                    change for change in round_.deadline_changes if self._known(change, at)
                )
            }
            if number in dates:
                update |= {"opens": dates[number].opens, "closes": dates[number].closes}
            if round_.outcome:
                unpublished = {
                    name: None
                    for name, step in results(round_)
                    if not self._since(effective(step), at, f"{name}/{number}")
                }
                fields = history.outcomes(at).get(number, {}) if history else {}
                figures = {n: int(fields[n]) if n in fields else None for n in FIGURES if fields}
                update["outcome"] = round_.outcome.model_copy(update={**figures, **unpublished})
            yield round_.model_copy(update=update)

    def _known(self, entry: entry_keys.KeyedEntry, at: datetime) -> bool:
        return self._since(effective(entry), at, *entry_keys.names(entry))

    def _since(self, when: datetime, at: datetime, *names: str) -> bool:
        out = self._out(when, *names)
        return out is not None and out <= at

    def _out(self, when: datetime, *names: str) -> datetime | None:
        """When the event of one of these names was let out, or would be where it bears the date `when`; None: not yet."""
        history = self.record.history
        if history:
            for name in names:
                if name in history.events:
                    return history.events[name]
        if self.released:
            return None
        return max(when, history.last) if history else when
