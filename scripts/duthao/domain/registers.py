"""What stands in `drafts/_registers/`: agencies, places, topics, audiences, campaigns, types of document, kinds of file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from duthao.domain.acceptance import CriteriaSet
from duthao.domain.approvals.approvers import Approver
from duthao.domain.audience_names import AudienceNames
from duthao.domain.campaigns import Campaign
from duthao.domain.fields import Day, Email, Key, OneLine, Stage, Strict, Truth
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.domain.plans import CouncilSession, UnitPrice, YearPlan
from duthao.domain.published import Published
from duthao.text import slug

_KIND_OF_PLACE = re.compile(r"^(?:tỉnh|thành phố|xã|phường|đặc khu) ")
_Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Level = Literal["central", "province", "commune"]


class FormerName(Strict):
    """A name that an agency bore until a day (the last)."""

    name: OneLine
    until: Day


class OfficialContact(Strict):
    """Published contact of an agency."""

    address: OneLine | None = None
    email: Email | None = None
    phone: OneLine | None = None


class Agency(Strict):
    """A body that drafts or issues. `since` and `until` are its first and last day."""

    name: OneLine
    short: OneLine | None = None
    level: Level
    kind: Literal["department", "committee", "council", "other"] = "department"
    superior: Key | None = None
    place: Key | None = None
    since: Day | None = None
    until: Day | None = None
    successor: Key | None = None
    former_names: tuple[FormerName, ...] = ()
    contact: OfficialContact = Field(default_factory=OfficialContact)
    symbol: OneLine | None = None
    chairman: Truth = False

    def name_on(self, day: date) -> str:
        """The name that it bore on that day."""
        for former in sorted(self.former_names, key=lambda f: f.until):
            if day <= former.until:
                return former.name
        return self.name


class Place(Strict):
    """The province, a commune or a ward. `code` is its official number, `since` and `until` its first and last day."""

    name: OneLine
    kind: Literal["tinh", "xa", "phuong", "dac-khu"]
    code: OneLine
    within: Key | None = None
    former: tuple[OneLine, ...] = ()
    since: Day | None = None
    until: Day | None = None
    successor: Key | None = None
    slot_minutes: int | None = Field(None, ge=1)
    broadcast: tuple[_Clock, ...] = ()
    languages: tuple[OneLine, ...] = ()


class Topic(Strict):
    """A field of policy."""

    name: OneLine


class Audience(Strict):
    """Whom a policy touches. `also`: what else people write for them, by which a comparison's rows are known as theirs."""

    name: OneLine
    also: tuple[OneLine, ...] = ()


class MinimumDays(Strict):
    """How long a posting must last under the law in force between two days; `days` absent: not known."""

    since: Day = Field(alias="from")
    until: Day | None = None
    days: int | None = Field(None, ge=0)
    source: OneLine | None = None
    certainty: Literal["verified", "second_hand", "unverified"]
    note: OneLine | None = None


class Chain(Strict):
    """The steps of making a text, in order, under the law in force between two days."""

    since: Day | None = Field(None, alias="from")
    until: Day | None = None
    stages: tuple[Stage, ...] = Field(min_length=1)
    source: OneLine | None = None
    certainty: Literal["verified", "second_hand", "unverified"]


class PublicPosting(Strict):
    """How long a commune makes public what it asked its people and what it answers, in days running: at least so many on the
    board, and on the air (at most the week for which a result is on air anyway); absent: not known.
    """

    board_days: int | None = Field(None, ge=1)
    air_days: int | None = Field(None, ge=1, le=7)
    source: OneLine
    certainty: Literal["verified", "second_hand", "unverified"]


class BodiesAsked(Strict):
    """The bodies whose opinion the law asks for on every draft of a type, and within how many days of being asked they answer.

    `shortened_days` in the shortened procedure; None: not known.
    """

    agencies: tuple[Key, ...] = Field(min_length=1)
    days: int | None = Field(None, ge=1)
    shortened_days: int | None = Field(None, ge=1)
    source: OneLine
    certainty: Literal["verified", "second_hand", "unverified"]


class DocumentType(Strict):
    """A type of legal document. `chains` are its steps under one law after the other."""

    name: OneLine
    code: OneLine
    symbol: OneLine
    level: Level
    chains: tuple[Chain, ...] = Field(min_length=1)
    minimum_days: tuple[MinimumDays, ...] = ()
    public_posting: PublicPosting | None = None
    bodies_asked: BodiesAsked | None = None

    def chain(self, day: date) -> tuple[Stage, ...]:
        """The steps of a text begun on that day; of a day that no chain covers those of the nearest."""
        covering = [
            c
            for c in self.chains
            if (c.since is None or c.since <= day) and (c.until is None or day <= c.until)
        ]
        if covering:
            return covering[0].stages
        early = [c for c in self.chains if c.since is not None and day < c.since]
        return (early[0] if early else self.chains[-1]).stages

    def regime(self, day: date) -> MinimumDays | None:
        """What is known of the law in force on that day."""
        return next(
            (
                m
                for m in self.minimum_days
                if m.since <= day and (m.until is None or day <= m.until)
            ),
            None,
        )


class DocumentKind(Strict):
    """A kind of file in a dossier."""

    name: OneLine


class Registers(Strict):
    """All registers; each maps a key to its entry. Places and agencies know who belongs to whom.

    `meetings` are those of the whole site, by id. `plans` are those of each year, `criteria` the sets by which products are
    accepted. `approval_roots` are the certificates (PEM) that signed approvals are trusted by. `unit_prices`, and the `internal` of rows, are there only where something is made for the office alone.
    `published` is what was let out of the site (None: nothing ever), `plan_news` the events of plans that were,
    by name, each with its instant (None: before any release knew of plans, when news bore the plans' own dates). No page
    depends on them, so they are left out of what pages are said to depend on.
    """

    agencies: Mapping[str, Agency]
    places: Mapping[str, Place]
    topics: Mapping[str, Topic]
    audiences: Mapping[str, Audience]
    document_types: Mapping[str, DocumentType]
    document_kinds: Mapping[str, DocumentKind]
    abbreviations: Mapping[str, str]
    campaigns: Mapping[str, Campaign] = Field(default_factory=dict)
    approvers: Mapping[str, Approver] = Field(default_factory=dict)
    approval_roots: str = ""
    sessions: Mapping[str, CouncilSession] = Field(default_factory=dict)
    plans: Mapping[int, YearPlan] = Field(default_factory=dict)
    meetings: Mapping[str, MeetingDossier] = Field(default_factory=dict)
    unit_prices: Mapping[str, UnitPrice] = Field(default_factory=dict)
    criteria: Mapping[str, CriteriaSet] = Field(default_factory=dict)
    published: Published | None = Field(None, repr=False)
    plan_news: Mapping[str, datetime] | None = Field(None, repr=False)

    def places_reached(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Every place whose people a record of `keys` concerns: themselves, their successors and all places within them."""
        meant = {heir for key in keys for heir in self.place_heirs(key)}
        return tuple(k for k, over in self._upwards.items() if not over.isdisjoint(meant))

    @cached_property
    def _upwards(self) -> Mapping[str, frozenset[str]]:
        """Every place → itself and what it lies within."""
        return {key: frozenset(self.upward(key)) for key in self.places}

    @cached_property
    def audience_names(self) -> AudienceNames:
        """The names of all audiences, to find those that a text names."""
        named = {key: (entry.name, *entry.also) for key, entry in self.audiences.items()}
        return AudienceNames(named)

    def upward(self, place: str) -> tuple[str, ...]:
        """The place and what it lies within, smallest first."""
        return _line(self.places, place, "within")

    def place_heirs(self, place: str) -> tuple[str, ...]:
        """The place and its successors, in order."""
        return _line(self.places, place, "successor")

    def heirs(self, agency: str) -> tuple[str, ...]:
        """The agency and its successors, in order: the lists in which its records stand."""
        return _line(self.agencies, agency, "successor")


def _line(table: Mapping[str, Any], key: str, field: str) -> tuple[str, ...]:
    """The key and whatever each points to by this field, in order."""
    chain: list[str] = []
    here: str | None = key
    while here is not None and here in table and here not in chain:
        chain.append(here)
        here = getattr(table[here], field)
    return tuple(chain)


def place_keys(registers: Registers) -> dict[str, str]:
    """The name of each place, with and without `xã`, and its key, as slugs → its key."""
    names: dict[str, str] = {}
    for key, place in registers.places.items():
        names |= {slug(bare_name(place.name)): key, slug(place.name): key, key: key}
    return names


def bare_name(name: str) -> str:
    """`xã Trịnh Tường` → `Trịnh Tường`."""
    return _KIND_OF_PLACE.sub("", name)
