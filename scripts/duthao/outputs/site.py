"""What outputs are given: one build's instant, province, addresses, layouts and drafts."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import update_wrapper
from pathlib import Path
from typing import Any, TypeVar

from duthao.clock import moment_words
from duthao.domain.draft import Front
from duthao.domain.events import Event, events
from duthao.domain.lifecycle import (
    Terms,
    View,
    lists,
    moments,
    own_day,
    put_out,
    putting_out,
    terms_of,
    view,
)
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.outputs.summary import PARTICULARS, Card, Light, Particulars, Turned
from duthao.records import release_facts
from duthao.records.known_at import Dated, Recall
from duthao.records.record import Record
from duthao.rendering import templates
from duthao.rendering.layouts import Shell
from duthao.rendering.links import Links

Made = TypeVar("Made")
AHEAD = timedelta(days=8)  # how far lists look ahead: a page that is older says that it may be old


UNAPPROVED = "CHƯA DUYỆT"  # on all that a preview makes of a record that nobody approved


@dataclass(frozen=True)
class Site:
    """One build: the province, the instant, the addresses; for site-wide outputs also every card, by id.

    `shells` are the host's empty pages by kind, `pages` the hand-written ones by address;
    `printed` is False where no PDF is made, `approved` where a record is made for the preview that nobody approved.
    `released`: feeds tell only what a release has let out.
    """

    root: Path
    settings: Settings
    links: Links
    registers: Registers
    now: datetime
    shells: Mapping[str, Shell]
    printed: bool = True
    approved: bool = True
    released: bool = False
    pages: Mapping[str, Shell] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()

    @property
    def terms(self) -> Terms:
        """The settings that time depends on."""
        return terms_of(self.settings)

    @property
    def warning(self) -> tuple[str, ...]:
        """What every text that may be copied begins with while nobody stands for it."""
        return () if self.approved else (UNAPPROVED,)

    @property
    def fixed_clock(self) -> str | None:
        """For a sample whose clock stands still: that instant in words."""
        return moment_words(self.now) if self.settings.as_of else None

    def render(self, template: str, **context: Any) -> str:
        """A template of `theme/pages` or `theme/speech`."""
        return templates.render(self.root, template, context)

    def view(self, record: Record) -> View:
        """The record's state and flags now."""
        return _view(self, record)

    def events(self, record: Record) -> tuple[Event, ...]:
        """All events of a record, past and to come, oldest first."""
        return _events(self, record)

    def news(self, record: Record) -> Sequence[Dated]:
        """Those that feeds tell, each with its date there, oldest first."""
        return Recall(record, self.released).news(self.events(record), self.now)

    def agency_name(self, record: Record, agency: str) -> str:
        """The name that the agency bore on the record's own day."""
        return self.registers.agencies[agency].name_on(self.day_of(record).date())

    def day_of(self, record: Record) -> datetime:
        """The record's own day; see `lifecycle.own_day`."""
        return _day(self, record)


def once(make: Callable[[Site, Record], Made]) -> Callable[[Site, Record], Made]:
    """What several outputs want of a record: made when the first asks, and kept on the record for the others."""

    def given(site: Site, record: Record) -> Made:
        key = make, site.now  # of a record to come other things are said
        held = record.kept.get(key)
        if held is None or held[0] is not site:
            held = record.kept[key] = site, make(site, record)
        made: Made = held[1]
        return made

    return update_wrapper(given, make)


@once
def _view(site: Site, record: Record) -> View:
    return view(record.front, site.now, site.terms)


@once
def _day(site: Site, record: Record) -> datetime:
    return own_day(record.front, site.now)


@once
def _events(site: Site, record: Record) -> tuple[Event, ...]:
    return events(record.id, record.front, site.settings.tag_authority, site.terms)


def pieces(site: Site, record: Record, excerpts: Mapping[str, Any]) -> dict[str, bytes]:
    """The excerpts of a record, its particulars among them, each pickled by itself."""
    who = site.agency_name(record, record.front.agency)
    front = record.front
    own = Particulars(front.short_title, who, front.demo, site.view(record), site.events(record))
    return {name: pickle.dumps(made, 5) for name, made in {PARTICULARS: own, **excerpts}.items()}


def light(site: Site, record: Record, pieces: Mapping[str, bytes]) -> Light:
    """The half of the record's card that lists sort and group by, with the faces of these excerpts."""
    front, now, seen = record.front, site.now, site.view(record)
    turns = moments(front, site.terms)
    past, to_come = [m for m in turns if m <= now], [m for m in turns if m > now]
    happened = [e for e in site.events(record) if e.when <= now]
    news = site.news(record)
    return Light(
        record.id,
        record.digest,
        front.title,
        front.demo,
        front.document_type,
        front.agency,
        front.issuer,
        front.topics,
        front.places,
        front.audiences,
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
        _epoch(past[-1]) if past else 0,
        _epoch(to_come[0]) if to_come else None,
        {name: hashlib.blake2b(p, digest_size=8).hexdigest() for name, p in pieces.items()},
        tuple(_turned(site, record)) if to_come and not site.settings.as_of else (),
        _holds(front, turns, now),
    )


def _waiting(site: Site, record: Record, happened: Sequence[Event]) -> int:
    """How many of these events the next release lets out."""
    out = record.history.events if record.history else {}
    return (
        sum(e.name not in out and release_facts.comes(e, site.now) for e in happened)
        * site.released
    )


def _turned(site: Site, record: Record) -> Iterator[Turned]:
    """How the record will stand by what was put out, from each of its moments that lists look ahead to."""
    known = put_out(record.front, site.now)
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


def _holds(front: Front, moments: Sequence[datetime], now: datetime) -> tuple[int, int | None]:
    """Since and until when nothing of the record changes: how it stands, what may be told of it, how far lists look ahead."""
    turning = [instant for m in moments for instant in (m - AHEAD, m)] + [*putting_out(front)]
    past = [m for m in turning if m <= now]
    to_come = [m for m in turning if m > now]
    return _epoch(max(past)) if past else 0, _epoch(min(to_come)) if to_come else None


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())
