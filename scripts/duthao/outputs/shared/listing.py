"""Which drafts stand in which list, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from duthao.clock import VN, moment_words
from duthao.domain.registers import Registers
from duthao.outputs.shared.turns import steps
from duthao.outputs.site import Site
from duthao.outputs.summary import IndexFields, Summary, snippets
from duthao.rendering.links import ALL, BY

Holds = Callable[
    [IndexFields, int], bool
]  # a record as it stands, and the instant in epoch seconds (0: now)
Groups = Mapping[str, Mapping[str, tuple[Summary, ...]]]

TITLES = MappingProxyType(
    {"topic": "Lĩnh vực", "agency": "Cơ quan", "place": "Địa bàn", "audience": "Đối tượng"}
)
CRUMBS = (
    MappingProxyType({"text": "Trang chủ", "url": "~/"}),
    MappingProxyType({"text": "Dự thảo", "url": f"~/{ALL}"}),
)
# Label, file name and media type of the feeds that stand beside a list or a draft.
FEEDS = (
    ("RSS", "rss.xml", "application/rss+xml"),
    ("Atom", "atom.xml", "application/atom+xml"),
    ("JSON Feed", "feed.json", "application/feed+json"),
    ("Lịch", "lich.ics", "text/calendar"),
)
CARDS = "card"  # the snippet: a draft's finished card
# A commune's list holds the province-wide drafts on which its people can still say something.
_CURRENT = ("open", "upcoming")
_ORDER = {"open": 0, "upcoming": 1, "planned": 2}


@lru_cache(maxsize=4)
def ordered(cards: tuple[Summary, ...]) -> tuple[Summary, ...]:
    """What can be commented on first, soonest to close; then what is to come; then what moved last."""
    return tuple(sorted(cards, key=lambda card: _rank(card.fields)))


def _rank(light: IndexFields) -> tuple[int, int, str]:
    group = _ORDER.get(light.state, 3)
    when = {0: light.closes, 1: light.opens}.get(group)
    return group, -max(light.happened, default=0) if when is None else when, light.id


def in_state(cards: Iterable[Summary], name: str) -> tuple[Summary, ...]:
    """The cards of the list by state, flag or fact `name` (a key of `links.LISTS`), in the order given."""
    return tuple(c for c in cards if name in c.fields.lists)


@cache
def stands(name: str) -> Holds:
    """Whether a record stands in the list by state, flag or fact `name`."""
    return lambda light, _: name in light.lists


_grouped: list[tuple[Registers, Sequence[Summary], Groups]] = []


def grouped(site: Site, cards: Sequence[Summary]) -> Groups:
    """topic, agency, place, audience → every key of its register, in that order → its cards."""
    for registers, held, found in _grouped:
        if registers is site.registers and held is cards:
            return found
    found = _group(site.registers, cards, lambda light: light.state in _CURRENT)
    _grouped[:] = [*_grouped[-3:], (site.registers, cards, found)]
    return found


def courses(site: Site, cards: Sequence[Summary]) -> Mapping[str, Mapping[str, Course]]:
    """The groups from now on: a commune's list holds what its people can still say something on."""
    found = _group(site.registers, cards, lambda light: any(s in _CURRENT for s in _states(light)))
    return {
        kind: {key: course(held, _held_by(kind, key)) for key, held in by_key.items()}
        for kind, by_key in found.items()
    }


def _states(light: IndexFields) -> Iterator[str]:
    yield light.state
    for turn in light.turns:
        yield light.turned(turn).state


def _held_by(kind: str, key: str) -> Holds:
    if kind != "place":
        return lambda light, now: True
    return lambda light, now: light.state in _CURRENT or key in light.places


def _group(
    registers: Registers, cards: Sequence[Summary], current: Callable[[IndexFields], bool]
) -> Groups:
    heirs, reached = cache(registers.heirs), cache(registers.places_reached)
    found: dict[str, dict[str, list[Summary]]] = {kind: defaultdict(list) for kind in BY}
    for card in cards:
        light = card.fields
        keys = {
            "topic": light.topics,
            "agency": dict.fromkeys((*heirs(light.agency), *heirs(light.issuer))),
            "place": reached(light.places) if current(light) else light.places,
            "audience": light.audiences,
        }
        for kind in BY:
            for key in keys[kind]:
                found[kind][key].append(card)
    names = {
        "topic": registers.topics,
        "agency": registers.agencies,
        "place": registers.places,
        "audience": registers.audiences,
    }
    return {kind: {key: tuple(found[kind][key]) for key in names[kind]} for kind in BY}


def feeds(title: str, folder: str) -> list[dict[str, str]]:
    """The feeds in `folder` (an address of the site) for theme/pages/head.html; `title` says of what."""
    return [
        {"label": f"{title} ({label})", "url": f"~/{folder}{name}", "type": kind}
        for label, name, kind in FEEDS
    ]


class Course(NamedTuple):
    """A list from now on: what stands in it, in its order, from each instant in epoch seconds on; the first from now (0)."""

    steps: tuple[tuple[int, tuple[Summary, ...]], ...]

    @property
    def now(self) -> tuple[Summary, ...]:
        """What stands in it now."""
        return self.steps[0][1]

    @property
    def all(self) -> tuple[Summary, ...]:
        """What stands in it now, then what will."""
        return tuple(dict.fromkeys(card for _, cards in self.steps for card in cards))

    def part(self, first: int, last: int) -> Course:
        """The places from `first` to before `last`."""
        return Course(tuple((start, cards[first:last]) for start, cards in self.steps))

    @property
    def order(self) -> Markup:
        """The attribute of the list whose entries are those of `all`; "" where nothing changes."""
        place = {card: number for number, card in enumerate(self.all)}
        said = [
            (start, " ".join(str(place[card]) for card in cards)) for start, cards in self.steps
        ]
        return steps("order", said)

    def counted(self, words: str, none: str | None = None) -> Markup:
        """The attribute of an element that says how many there are: `words` with the number for `{}`; `none` of none."""
        empty = words.format(0) if none is None else none
        said = [(start, words.format(len(c)) if c else empty) for start, c in self.steps]
        return steps("steps", said)


def course(cards: Sequence[Summary], holds: Holds) -> Course:
    """What will stand in a list of those of `cards` that it `holds`."""
    lights: dict[Summary, IndexFields] = {}
    turning: dict[int, list[tuple[Summary, IndexFields]]] = defaultdict(list)
    for card in cards:
        turned = [(turn[0], card.fields.turned(turn)) for turn in card.fields.turns]
        if holds(card.fields, 0) or any(holds(light, start) for start, light in turned):
            lights[card] = card.fields
            for start, light in turned:
                turning[start].append((card, light))
    found: list[tuple[int, tuple[Summary, ...]]] = []
    for start in (0, *sorted(turning)):
        lights |= dict(turning.get(start, ()))
        held = [card for card, light in lights.items() if holds(light, start)]
        here = tuple(sorted(held, key=lambda card: _rank(lights[card])))
        if not found or found[-1][1] != here:
            found.append((start, here))
    return Course(tuple(found))


def joined(held: Course, name: str = CARDS) -> Markup:
    """The finished entries of a list, one after the other: what does not stand in it yet is hidden."""
    shown, cards = set(held.now), held.all
    return Markup(
        "".join(
            made if card in shown else made.replace("<li", "<li hidden", 1)
            for card, made in zip(cards, snippets(cards, name), strict=True)
        )
    )


def known(cards: Sequence[Summary]) -> str:
    """Since when a list stands as it does, for browsers without scripts; "" where nothing of it will turn."""
    turning = any(card.fields.turns for card in cards)
    last = max((card.fields.since for card in cards), default=0)
    return moment_words(datetime.fromtimestamp(last, VN)) if turning and last else ""
