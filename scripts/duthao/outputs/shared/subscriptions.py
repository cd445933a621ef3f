"""What can be followed: the whole site, what closes soon, what was answered, each topic, agency and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from duthao.domain.lifecycle import LABELS
from duthao.outputs.shared.listing import members
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.rendering.links import LISTS

# The lists by state that can be followed.
BY_STATE = ("closing_soon", "answered")
Shelf = tuple[Summary, ...]


class Subscription(NamedTuple):
    """Something to follow: `path` is the folder of its files, `shelves` its cards in the order given, none on two shelves.

    A shelf stands in many streams (what is province-wide in each place's) and is the same object there.
    `kind` is topic, agency, place, a list by state, or empty for the whole site.
    """

    path: str
    kind: str
    key: str
    name: str
    shelves: tuple[Shelf, ...]


def subscriptions(site: Site, cards: Shelf) -> Iterator[Subscription]:
    """Every stream of these cards but those of single drafts; a place's also holds what is wider than the place."""
    yield Subscription("", "", "", site.settings.province.site_title, (cards,))
    for state in BY_STATE:
        yield Subscription(LISTS[state], state, "", LABELS[state], (members(cards, state),))
    held, registers = _held(site, cards), site.registers
    named = [("topic", key, topic.name) for key, topic in registers.topics.items()]
    named += [("agency", key, agency.name) for key, agency in registers.agencies.items()]
    named += [("place", key, place.name) for key, place in registers.places.items()]
    for kind, key, name in named:
        above = registers.upward(key) if kind == "place" else (key,)
        shelves = tuple(held[kind, up] for up in above if (kind, up) in held)
        yield Subscription(
            site.links.by(kind, key), kind, key, name[:1].upper() + name[1:], shelves
        )


def _held(site: Site, cards: Shelf) -> Mapping[tuple[str, str], Shelf]:
    """The cards of each topic, agency (its predecessors' too) and, of places, the widest that a card names."""
    heirs, upward = cache(site.registers.heirs), cache(site.registers.upward)
    held: dict[tuple[str, str], list[Summary]] = defaultdict(list)
    for card in cards:
        light = card.fields
        for topic in light.topics:
            held["topic", topic].append(card)
        for agency in dict.fromkeys((*heirs(light.agency), *heirs(light.issuer))):
            held["agency", agency].append(card)
        for place in light.places:
            if not any(up in light.places for up in upward(place)[1:]):
                held["place", place].append(card)
    return {key: tuple(found) for key, found in held.items()}
