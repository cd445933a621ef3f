"""What outputs are given and what they give back."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import update_wrapper
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

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
from duthao.records import release_facts
from duthao.records.known_at import Dated, Recall
from duthao.records.record import Record
from duthao.rendering import templates
from duthao.rendering.layouts import Shell
from duthao.rendering.links import Links

Made = TypeVar("Made")


class Part(NamedTuple):
    """One file of the site: its path, and how its bytes are made.

    `needs` is a digest of all that the part depends on, known before it is paid for: a part of the whole site is
    made again only when it changed (None: with every change of anything). The bytes of a `costly` part are kept
    between builds under its `needs`. Parts of a record that cost little are made whenever the record changed.
    The bytes of one that is `alike` stand at many paths. `rest` is what follows in the same file and is made again only
    when its own needs changed (its `path` is not read).
    Parts of one `kin` draw on the same pieces: one process makes them, one after the other.
    `make` may raise `errors.Findings`; it must be picklable in parts of the whole site.
    """

    path: str
    make: Callable[[], bytes]
    needs: str | None = None
    costly: bool = False
    alike: bool = False
    rest: Part | None = None
    kin: str = ""

    def whole(self) -> bytes:
        """Its bytes, its rest with them."""
        return self.make() + (self.rest.make() if self.rest else b"")


# A plain tuple, so that cards can be kept by marshal.
Turned = tuple[int, str, bool, bool, tuple[str, ...], int | None, int | None, int]
AHEAD = timedelta(days=8)  # how far lists look ahead: a page that is older says that it may be old


class Light(NamedTuple):
    """The half of a card that sorting and grouping thousands of records needs.

    `lists` are those in which it stands (see `lifecycle.lists`).
    `happened` are the epoch seconds of its events so far, oldest first; `told` those of the dates that its news bear in
    feeds, `kinds` what they were, `waiting` how many no release has let out yet. `opens` and `closes` are those of its
    round (closing: the exclusive end); `faces` a digest of each of its excerpts, by name.
    `turns` is how it will stand, as far as lists look ahead: each the epoch second from which, state, the two flags,
    lists, opens, closes and what will have happened last. What was made of the record holds in the stretch `holds`.
    """

    id: str
    digest: str
    title: str
    demo: bool
    document_type: str
    agency: str
    issuer: str
    topics: tuple[str, ...]
    places: tuple[str, ...]
    audiences: tuple[str, ...]
    state: str
    closing_soon: bool
    answer_overdue: bool
    lists: tuple[str, ...]
    opens: int | None
    closes: int | None
    happened: tuple[int, ...]
    told: tuple[int, ...]
    kinds: tuple[str, ...]
    waiting: int
    since: int
    until: int | None
    faces: Mapping[str, str]
    turns: tuple[Turned, ...]
    holds: tuple[int, int | None]

    def turned(self, turn: Turned) -> Light:
        """The record as it stands after a turn."""
        _, state, soon, overdue, stands, opens, closes, last = turn
        return self._replace(
            state=state,
            closing_soon=soon,
            answer_overdue=overdue,
            lists=stands,
            opens=opens,
            closes=closes,
            happened=(last,),
        )


class Particulars(NamedTuple):
    """What several places say of a record in their own words."""

    short_title: str
    agency_name: str
    demo: bool
    view: View
    events: tuple[Event, ...]


PARTICULARS = "particulars"  # their name among the excerpts
TEXT = ".text"  # ends the name of an excerpt that few places need: kilobytes apart from what the output's others need


class Store(Protocol):
    """Where excerpts lie, each under a number."""

    def pieces(self, numbers: Sequence[int]) -> Sequence[bytes]:
        """Some of them as they were pickled, in this order."""


@dataclass(frozen=True, eq=False)
class Card:
    """What lists, feeds and data know of a record at the instant of the build, true from `light.since` to before `light.until`.

    Its other half are excerpts: what outputs made of the record once, for all places in which it stands, by name. They
    lie in `store`, from the number `first` in the order of `light.faces`.
    """

    light: Light
    store: Store
    first: int

    @property
    def id(self) -> str:
        """The record's id."""
        return self.light.id

    def number(self, name: str) -> int:
        """Where an excerpt lies."""
        return self.first + list(self.light.faces).index(name)

    def excerpt(self, name: str) -> Any:
        """An excerpt, read anew whenever it is asked for: most places want one, and all of all records would fill the memory.

        Who asks often keeps what was given.
        """
        return pickle.loads(self.store.pieces((self.number(name),))[0])


def excerpts(cards: Sequence[Card], name: str) -> Iterator[Any]:
    """An excerpt of each card, read some at a time: that takes a third of the time."""
    for n in range(0, len(cards), _AT_ONCE):
        some = cards[n : n + _AT_ONCE]
        yield from map(pickle.loads, some[0].store.pieces([card.number(name) for card in some]))


_AT_ONCE = 50


UNAPPROVED = "CHƯA DUYỆT"  # on all that a preview makes of a record that nobody approved


def faces(cards: Iterable[Card], *names: str) -> str:
    """A digest of some excerpts of some cards: who shows them needs it."""
    if len(names) == 1:  # as most ask, for a hundred thousand cards in all
        (name,) = names
        held = [card.light.faces[name] for card in cards]
    else:
        held = [face[name] for face in [card.light.faces for card in cards] for name in names]
    return hashlib.blake2b("".join(held).encode(), digest_size=16).hexdigest()


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
