"""How far back a feed reaches, and into which archived pages its news is laid that never change again.

All is told from the light halves of cards, so that planning reads nothing heavy.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from duthao.moulds import moment
from duthao.settings import Feeds
from duthao.site import Card

_ZONE = 7 * 3600  # seconds by which Việt Nam is ahead
MONTH, YEAR = (
    7,
    4,
)  # an archived page holds a month or a year: so many letters of `2026-11-22` name it


class Shelf(NamedTuple):
    """Cards that have events, latest event first; those that are open among them; the epoch seconds of the latest events."""

    cards: Sequence[Card] = ()
    open: Sequence[Card] = ()
    latest: Sequence[int] = ()


@dataclass(frozen=True)
class Strand:
    """Some cards' news for a feed: those since the epoch second `since`, and of an open consultation all since it opened.

    Where `kinds` are named, only those, and how far back is found when they are made, from `keep`.
    Strands of the same `digest` hold the same.
    """

    digest: str
    cards: tuple[Card, ...] = field(compare=False)
    since: int = field(compare=False)
    kinds: tuple[str, ...] = field(compare=False)
    keep: Feeds = field(compare=False)


def shelf(cards: Iterable[Card], keep: Feeds) -> Shelf:
    """The cards that have events."""
    held = sorted(
        (c for c in cards if c.light.happened), key=lambda c: (-c.light.happened[-1], c.id)
    )
    # Each card has an event, so the latest `items` events are all among the first `items` cards.
    latest = sorted(when for card in held[: keep.items] for when in card.light.happened)
    return Shelf(held, [card for card in held if card.light.state == "open"], latest[-keep.items :])


def strand(keep: Feeds, held: Shelf, since: int) -> Strand:
    """What a feed over this shelf holds of it."""
    late = bisect_right(held.cards, -since, key=lambda card: -card.light.happened[-1])
    cards = (*held.cards[:late], *(card for card in held.open if card.light.happened[-1] < since))
    return Strand(digest(since, *(card.light.face for card in cards)), cards, since, (), keep)


def since(keep: Feeds, whens: Iterable[int]) -> int:
    """The epoch second from which events are kept: the greater of so many items and so many months before the newest."""
    latest = sorted(whens)[-keep.items :]
    if len(latest) < keep.items:
        return latest[0] if latest else 0
    newest = moment(latest[-1])
    months = max(
        newest.year * 12 + newest.month - 1 - keep.months, 1900 * 12
    )  # any number may be set, to keep all
    year, month = months // 12, months % 12 + 1
    day = min(newest.day, monthrange(year, month)[1])
    return min(latest[0], int(newest.replace(year=year, month=month, day=day).timestamp()))


# ---- archived pages


def period(when: int, length: int) -> str:
    """The month (`2026-11`) or year (`2026`) in Việt Nam of an epoch second."""
    return _day((when + _ZONE) // 86400)[:length]


@cache
def _day(number: int) -> str:
    return moment(number * 86400).date().isoformat()


@lru_cache(maxsize=1 << 15)
def _periods(whens: tuple[int, ...], length: int) -> tuple[str, ...]:
    """Each once; a card stands in several streams."""
    return tuple({period(when, length): None for when in whens})


def begins(when: int, length: int) -> int:
    """The first epoch second of the period of `when`."""
    first = moment(when).replace(day=1, hour=0, minute=0, second=0)
    return int((first if length == MONTH else first.replace(month=1)).timestamp())


def closed(cards: Sequence[Card], length: int) -> Mapping[str, tuple[Card, ...]]:
    """The periods that are over, by name, oldest first, each with the cards that have news in it.

    A period is over when there is news of a later one, whatever day it is now.
    """
    found: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for name in _periods(card.light.happened, length):
            found[name].append(card)
    return {name: tuple(found[name]) for name in sorted(found)[:-1]}


def digest(*said: object) -> str:
    """Of all that a part depends on."""
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()
