"""Making what lists, feeds and data know of a draft, once when it is made."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from duthao.domain.events import Event, events
from duthao.domain.lifecycle import lists, moments, state_since, view
from duthao.domain.meetings import meeting_states
from duthao.domain.plans import publication_instants
from duthao.domain.publication import as_published, publication_times
from duthao.outputs.site import AHEAD, Site
from duthao.outputs.summary import BASICS, Basics, IndexFields, Turned
from duthao.records import release_facts
from duthao.records.record import Record


def pickled(site: Site, record: Record, snippets: Mapping[str, object]) -> dict[str, bytes]:
    """The snippets of a record, its basics among them, each by itself."""
    draft, agency = record.draft, site.drafters(record)
    basics = Basics(
        draft.short_title,
        agency,
        draft.demo,
        site.view(record),
        site.events(record),
        bool(release_facts.response_rows(record, site.now)),
    )
    return {name: pickle.dumps(value, 5) for name, value in {BASICS: basics, **snippets}.items()}


def index_fields(site: Site, record: Record, pickled: Mapping[str, bytes]) -> IndexFields:
    """What lists sort and group by, with the digests of these snippets."""
    front, now, seen = record.draft, site.now, site.view(record)
    turns = moments(front, site.terms)
    settled, to_come = state_since(front, now, site.terms), [m for m in turns if m > now]
    happened = [e for e in site.events(record) if e.when <= now]
    news = site.news(record)
    return IndexFields(
        record.id,
        record.digest,
        front.title,
        front.demo,
        front.document_type,
        front.agencies,
        front.issuers,
        front.topics,
        front.places,
        front.audiences,
        front.campaigns,
        front.plan or "",
        seen.state,
        seen.closing_soon,
        seen.answer_overdue,
        tuple(sorted(lists(front, now, site.terms))),
        _epoch(seen.opens.start) if seen.opens else None,
        _epoch(seen.closes.end) if seen.closes else None,
        tuple(_epoch(e.when) for e in happened),
        tuple(_epoch(when) for _, when in news),
        tuple(event.kind for event, _ in news),
        _waiting(site, record, happened),
        _epoch(settled) if settled else 0,
        _epoch(to_come[0]) if to_come else None,
        {name: hashlib.blake2b(p, digest_size=8).hexdigest() for name, p in pickled.items()},
        tuple(_turned(site, record)) if to_come and not site.settings.as_of else (),
        _holds(site, record, turns),
        tuple(record.published_translations),
    )


def _waiting(site: Site, record: Record, happened: Sequence[Event]) -> int:
    """How many of these events the next release lets out."""
    out = record.history.events if record.history else {}
    return (
        sum(e.name not in out and release_facts.has_come(e, site.now) for e in happened)
        * site.released
    )


def _turned(site: Site, record: Record) -> Iterator[Turned]:
    """How the record will stand by what was put out, from each of its moments that lists look ahead to."""
    known = as_published(record.draft, site.now)
    told = events(record.id, known, site.settings.tag_authority, site.terms)
    for moment in moments(known, site.terms):
        if site.now < moment <= site.now + AHEAD:
            seen = view(known, moment, site.terms)
            yield (
                _epoch(moment),
                seen.state,
                seen.closing_soon,
                seen.answer_overdue,
                tuple(sorted(lists(known, moment, site.terms))),
                _epoch(seen.opens.start) if seen.opens else None,
                _epoch(seen.closes.end) if seen.closes else None,
                max((_epoch(e.when) for e in told if e.when <= moment), default=0),
            )


def _holds(site: Site, record: Record, moments: Sequence[datetime]) -> tuple[int, int | None]:
    """Since and until when nothing of the record changes: how it stands, what may be told of it, how far lists look ahead."""
    now, front = site.now, record.draft
    turning = [instant for m in moments for instant in (m - AHEAD, m)] + [*publication_times(front)]
    turning += publication_instants(site.registers.plans, front.plan or "")
    for dossier in site.registers.meetings.values():
        if record.id in dossier.meeting.drafts:
            turning += meeting_states.instants(dossier.meeting)
    past = [m for m in turning if m <= now]
    to_come = [m for m in turning if m > now]
    return _epoch(max(past)) if past else 0, _epoch(min(to_come)) if to_come else None


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())
