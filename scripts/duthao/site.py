"""What outputs are given and what they give back."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import update_wrapper
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from duthao import templates
from duthao.clock import moment_words
from duthao.events import Event, events
from duthao.lifecycle import Terms, View, moments, own_day, view
from duthao.links import Links
from duthao.records import Record
from duthao.registers import Registers
from duthao.settings import Settings
from duthao.shells import Shell

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the site: its path, and how its bytes are made.

    `needs` is a digest of all that the part depends on, known before it is paid for: a part of the whole site is
    made again only when it changed (None: with every change of anything). The bytes of a `costly` part are kept
    between builds under its `needs`. Parts of a record that cost little are made whenever the record changed.
    `make` may raise `errors.Findings`; it must be picklable in parts of the whole site.
    """

    path: str
    make: Callable[[], bytes]
    needs: str | None = None
    costly: bool = False


class Light(NamedTuple):
    """The half of a card that sorting and grouping thousands of records needs."""

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
    opens: int | None
    closes: int | None
    happened: tuple[int, ...]
    since: int
    until: int | None
    face: str


@dataclass(frozen=True)
class Heavy:
    """The half of a card that is read only where the record is shown.

    `excerpts` holds what each output made of the record once, for all places in which it stands, by output name.
    Pickled, each field and each excerpt is a piece of its own, thawed whenever it is asked for and not kept: most
    places want one, and all of all records would fill the memory. Who asks often keeps what was given.
    """

    short_title: str
    summary: str
    agency_name: str
    view: View
    events: tuple[Event, ...]
    files: tuple[tuple[str, int, str], ...]
    excerpts: Mapping[str, Any]

    def __getstate__(self) -> dict[str, Any]:
        """The pieces, each pickled by itself."""
        pieces = {name: _piece(getattr(self, name)) for name in _COLD}
        return pieces | {"excerpts": {name: _piece(x) for name, x in self.excerpts.items()}}

    def __setstate__(self, pieces: dict[str, Any]) -> None:
        """Take the pieces as they came."""
        object.__setattr__(self, "_pieces", pieces)
        object.__setattr__(self, "excerpts", _Excerpts(pieces["excerpts"]))

    def __getattr__(self, name: str) -> Any:
        """A field, thawed."""
        if name not in _COLD:
            raise AttributeError(name)
        return pickle.loads(self._pieces[name])


_COLD = ("short_title", "summary", "agency_name", "view", "events", "files")


class _Excerpts(Mapping[str, Any]):
    """Excerpts by output name, thawed whenever one is asked for."""

    def __init__(self, pieces: Mapping[str, bytes]) -> None:
        self._pieces = pieces

    def __getitem__(self, name: str) -> Any:
        return pickle.loads(self._pieces[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


def _piece(value: object) -> bytes:
    return pickle.dumps(value, 5)


@dataclass(frozen=True, eq=False)
class Card:
    """What lists, feeds and data know of a record at the instant of the build.

    `light.happened` are the epoch seconds of its events so far, `opens` and `closes` those of its round
    (closing: the exclusive end); the card is true from `since` to before `until`; `face` is a digest of all that `heavy` holds: what shows a card needs it.
    """

    light: Light
    load: Callable[[], Heavy]

    @property
    def id(self) -> str:
        """The record's id."""
        return self.light.id

    @property
    def heavy(self) -> Heavy:
        """Read anew whenever it is asked for: see `Heavy`."""
        return self.load()


@dataclass(frozen=True)
class Site:
    """One build: the province, the instant, the addresses; for site-wide outputs also every card, by id.

    `shells` are the host's empty pages by kind, `pages` the hand-written ones by address;
    `printed` is False where no PDF is made, `approved` where a record is made for the preview that nobody approved.
    """

    root: Path
    settings: Settings
    links: Links
    registers: Registers
    now: datetime
    shells: Mapping[str, Shell]
    printed: bool = True
    approved: bool = True
    pages: Mapping[str, Shell] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()

    @property
    def terms(self) -> Terms:
        """The settings that time depends on."""
        return Terms(self.settings.closing_soon_days, self.settings.answer_due_days)

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

    def agency_name(self, record: Record, agency: str) -> str:
        """The name that the agency bore on the record's own day."""
        return self.registers.agencies[agency].name_on(self.day_of(record).date())

    def day_of(self, record: Record) -> datetime:
        """The record's own day; see `lifecycle.own_day`."""
        return own_day(record.front, self.now)


def once(make: Callable[[Site, Record], Made]) -> Callable[[Site, Record], Made]:
    """What several outputs want of a record: made when the first asks, and kept on the record for the others."""

    def given(site: Site, record: Record) -> Made:
        held = record.kept.get(make)
        if held is None or held[0] is not site:
            held = record.kept[make] = site, make(site, record)
        made: Made = held[1]
        return made

    return update_wrapper(given, make)


@once
def _view(site: Site, record: Record) -> View:
    return view(record.front, site.now, site.terms)


@once
def _events(site: Site, record: Record) -> tuple[Event, ...]:
    return events(record.id, record.front, site.settings.tag_authority, site.terms)


def light(site: Site, record: Record, heavy: Heavy, face: str) -> Light:
    """The half of the record's card that lists sort and group by."""
    front, now = record.front, site.now
    seen = heavy.view
    turns = moments(front, site.terms)
    past, to_come = [m for m in turns if m <= now], [m for m in turns if m > now]
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
        _epoch(seen.opens.start) if seen.opens else None,
        _epoch(seen.closes.end) if seen.closes else None,
        tuple(_epoch(e.when) for e in heavy.events if e.when <= now),
        _epoch(past[-1]) if past else 0,
        _epoch(to_come[0]) if to_come else None,
        face,
    )


def heavy(site: Site, record: Record, excerpts: Mapping[str, Any]) -> Heavy:
    """The half of the record's card that is shown."""
    return Heavy(
        record.front.short_title,
        record.front.summary,
        site.agency_name(record, record.front.agency),
        site.view(record),
        site.events(record),
        tuple((f.name, f.size, f.sha256) for f in record.files.values()),
        excerpts,
    )


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())
