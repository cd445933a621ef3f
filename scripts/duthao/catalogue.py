"""Which drafts stand in which list, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from markupsafe import Markup

from duthao.links import ALL, BY
from duthao.registers import Registers
from duthao.site import Card, Site, excerpts

Groups = Mapping[str, Mapping[str, tuple[Card, ...]]]

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
# The output that keeps the finished card of each record.
CARDS = "lists"
# A commune's list holds the province-wide drafts on which its people can still say something.
_CURRENT = ("open", "upcoming")
_ORDER = {"open": 0, "upcoming": 1, "planned": 2}


@lru_cache(maxsize=4)
def ordered(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """What can be commented on first, soonest to close; then what is to come; then what moved last."""
    return tuple(sorted(cards, key=_rank))


def _rank(card: Card) -> tuple[int, int, str]:
    light = card.light
    group = _ORDER.get(light.state, 3)
    when = {0: light.closes, 1: light.opens}.get(group)
    return group, -max(light.happened, default=0) if when is None else when, light.id


def in_state(cards: Iterable[Card], name: str) -> tuple[Card, ...]:
    """The cards of the list by state, flag or fact `name` (a key of `links.LISTS`), in the order given."""
    return tuple(c for c in cards if name in c.light.lists)


_grouped: list[tuple[Registers, Sequence[Card], Groups]] = []


def grouped(site: Site, cards: Sequence[Card]) -> Groups:
    """topic, agency, place, audience → every key of its register, in that order → its cards."""
    for registers, held, found in _grouped:
        if registers is site.registers and held is cards:
            return found
    found = _group(site.registers, cards)
    _grouped[:] = [*_grouped[-3:], (site.registers, cards, found)]
    return found


def _group(registers: Registers, cards: Sequence[Card]) -> Groups:
    heirs, reached = cache(registers.heirs), cache(registers.places_reached)
    found: dict[str, dict[str, list[Card]]] = {kind: defaultdict(list) for kind in BY}
    for card in cards:
        light = card.light
        keys = {
            "topic": light.topics,
            "agency": dict.fromkeys((*heirs(light.agency), *heirs(light.issuer))),
            "place": reached(light.places) if light.state in _CURRENT else light.places,
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


def joined(cards: Sequence[Card]) -> Markup:
    """The finished cards, one after the other."""
    return Markup("".join(excerpts(cards, CARDS)))
