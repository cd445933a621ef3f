"""What outputs are given: one build's instant, province, addresses, layouts and drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import update_wrapper
from pathlib import Path
from typing import Any, TypeVar

from duthao.clock import moment_words
from duthao.domain.events import Event, events
from duthao.domain.language_codes import VIETNAMESE
from duthao.domain.lifecycle import View, reference_day, view
from duthao.domain.registers import Registers
from duthao.domain.rounds import TimeLimits, time_limits
from duthao.domain.settings import Settings
from duthao.outputs.summary import Summary
from duthao.records.known_at import KnownRecord, PublishedEvent
from duthao.records.record import Record
from duthao.rendering import templates
from duthao.rendering.layouts import Layout
from duthao.rendering.links import Links
from duthao.speech.sentences import listed

Memoised = TypeVar("Memoised")
AHEAD = timedelta(days=8)  # how far lists look ahead: a page that is older says that it may be old


NATIONWIDE = "Cả nước"
UNAPPROVED = "CHƯA DUYỆT"  # on all that a preview makes of a record that nobody approved
INTERNAL = "NỘI BỘ, KHÔNG CÔNG BỐ"  # on all that is for the office alone


@dataclass(frozen=True)
class Site:
    """One build: the province, the instant, the addresses; for files of the whole site also every draft's summary, by id.

    `layouts` are the empty pages of MkDocs by kind, `pages` the hand-written ones by address;
    `printed` is False where no PDF is made, `approved` where a record is made for the preview that nobody approved.
    `internal` where only what is for the office is made. `released`: feeds tell only what a release has let out. `lang` is the language in which templates speak.
    """

    root: Path
    settings: Settings
    links: Links
    registers: Registers
    now: datetime
    layouts: Mapping[str, Layout]
    printed: bool = True
    approved: bool = True
    released: bool = False
    internal: bool = False
    lang: str = VIETNAMESE
    pages: Mapping[str, Layout] = field(default_factory=dict)
    summaries: tuple[Summary, ...] = ()

    @property
    def terms(self) -> TimeLimits:
        """The settings that time depends on."""
        return time_limits(self.settings)

    @property
    def warning(self) -> tuple[str, ...]:
        """What every text that may be copied begins with: that nobody stands for it yet, or that it is for the office alone."""
        internal = (INTERNAL,) if self.internal else ()
        return internal if self.approved else (*internal, UNAPPROVED)

    @property
    def fixed_clock(self) -> str | None:
        """For a sample whose clock stands still: that instant in words."""
        return moment_words(self.now) if self.settings.as_of else None

    def render(self, template: str, **context: Any) -> str:
        """A template of `theme/pages` or `theme/speech`."""
        return templates.render(self.root, template, context, self.lang)

    def head(
        self,
        feeds: Sequence[Mapping[str, str]] = (),
        image: str = "",
        robots: str = "",
        alternates: Sequence[tuple[str, str]] = (),
    ) -> str:
        """What a page has in its head beside title and address; shapes: theme/pages/head.html."""
        return self.render(
            "head.html",
            lang=self.lang,
            feeds=feeds,
            image=image,
            robots=robots,
            alternates=alternates,
        )

    def page(
        self,
        layout: str,
        path: str,
        *,
        title: str,
        description: str,
        main: str,
        feeds: Sequence[Mapping[str, str]] = (),
        image: str = "",
        data: str = "",
        toc: str = "",
        alternates: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        """The page at the address `path`: `main` in a layout of MkDocs (see `layouts`).

        `image` is the full address of the picture that messengers show, `data` JSON-LD without "</", both "" where there is
        none. What is for machines alone comes last: people read first. `alternates`: the page in every language, as
        `head.html` has them.
        """
        slots = {
            "title": title,
            "description": description,
            "canonical": self.links.absolute(path),
            "head": self.head(feeds, image, alternates=alternates),
            "toc": toc,
            "main": main + (self.render("linked-data.html", data=data) if data else ""),
        }
        return self.layouts[layout].fill(path, slots)

    def view(self, record: Record) -> View:
        """The record's state and flags now."""
        return _view(self, record)

    def events(self, record: Record) -> tuple[Event, ...]:
        """All events of a record, past and to come, oldest first."""
        return _events(self, record)

    def news(self, record: Record) -> Sequence[PublishedEvent]:
        """Those that feeds tell, each with its date there, oldest first."""
        return KnownRecord(record, self.released).news(self.events(record), self.now)

    def agency_name(self, record: Record, agency: str) -> str:
        """The name that the agency bore on the record's own day."""
        return self.registers.agencies[agency].name_on(self.day_of(record).date())

    def drafters(self, record: Record) -> str:
        """Who drafts, by the names of that day: `Sở Y tế và Sở Nội vụ`."""
        return listed(self.agency_name(record, key) for key in record.draft.agencies)

    def issuers(self, record: Record) -> str:
        """Who issues, in the same way."""
        return listed(self.agency_name(record, key) for key in record.draft.issuers)

    def place_names(self, record: Record) -> tuple[str, ...]:
        """The places that it applies to; of a draft for the whole country that alone."""
        if record.draft.nationwide:
            return (NATIONWIDE,)
        return tuple(self.registers.places[key].name for key in record.draft.places)

    def day_of(self, record: Record) -> datetime:
        """The record's own day; see `lifecycle.reference_day`."""
        return _day(self, record)


def memo(make: Callable[[Site, Record], Memoised]) -> Callable[[Site, Record], Memoised]:
    """What several outputs want of a record: made when the first asks, and kept on the record for the others."""

    def given(site: Site, record: Record) -> Memoised:
        key = make, site.now, site.lang  # of a record to come other things are said
        held = record.memo.get(key)
        if held is None or held[0] is not site:
            held = record.memo[key] = site, make(site, record)
        made: Memoised = held[1]
        return made

    return update_wrapper(given, make)


@memo
def _view(site: Site, record: Record) -> View:
    return view(record.draft, site.now, site.terms)


@memo
def _day(site: Site, record: Record) -> datetime:
    return reference_day(record.draft, site.now)


@memo
def _events(site: Site, record: Record) -> tuple[Event, ...]:
    return events(record.id, record.draft, site.settings.tag_authority, site.terms)
