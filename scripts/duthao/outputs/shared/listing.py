"""Which drafts stand in which list, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from duthao.clock import VN
from duthao.domain import deadline_words
from duthao.domain.language_codes import VIETNAMESE
from duthao.domain.registers import Registers
from duthao.outputs.shared.turns import steps
from duthao.outputs.site import Site
from duthao.outputs.summary import IndexFields, Summary, snippets
from duthao.rendering.links import ALL, BY, FEED_TYPES

# Whether a draft that stands so at the instant (epoch seconds; 0: now) belongs in a list.
Membership = Callable[[IndexFields, int], bool]
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
    ("RSS", "rss.xml", FEED_TYPES["rss.xml"]),
    ("Atom", "atom.xml", FEED_TYPES["atom.xml"]),
    ("JSON Feed", "feed.json", FEED_TYPES["feed.json"]),
    ("Lịch", "lich.ics", FEED_TYPES["lich.ics"]),
)
# The one of a place's own news alone, beside those of a place within another.
OWN = ("RSS, tin riêng", "rieng.xml", FEED_TYPES["rieng.xml"])
# The one of new drafts alone, which audiences have.
NEW = ("RSS, dự thảo mới", "moi.xml", FEED_TYPES["moi.xml"])
CARDS = "card"  # the snippet: the draft as an entry of a list, finished HTML
# A commune's list holds the province-wide drafts on which its people can still say something.
_CURRENT = ("open", "upcoming")
_ORDER = {"open": 0, "upcoming": 1, "planned": 2}


@lru_cache(maxsize=4)
def ordered(summaries: tuple[Summary, ...]) -> tuple[Summary, ...]:
    """What can be commented on first, soonest to close; then what is to come; then what moved last."""
    return tuple(sorted(summaries, key=lambda summary: _rank(summary.fields)))


def rank_group(fields: IndexFields) -> int:
    """0: open, by its end; 1: to come, by its opening; 2: planned, 3: all others, both by their last event, the newest first."""
    return _ORDER.get(fields.state, 3)


def _rank(fields: IndexFields) -> tuple[int, int, str]:
    group = rank_group(fields)
    when = {0: fields.closes, 1: fields.opens}.get(group)
    return group, -max(fields.happened, default=0) if when is None else when, fields.id


def members(summaries: Iterable[Summary], name: str) -> tuple[Summary, ...]:
    """The summaries of the list by state, flag or fact `name` (a key of `links.LISTS`), in the order given."""
    return tuple(s for s in summaries if name in s.fields.lists)


@cache
def in_list(name: str) -> Membership:
    """Whether a record stands in the list by state, flag or fact `name`."""
    return lambda fields, _: name in fields.lists


_grouped: list[tuple[Registers, Sequence[Summary], Groups]] = []


def grouped(site: Site, summaries: Sequence[Summary]) -> Groups:
    """topic, agency, place, audience → every key of its register, in that order → its summaries."""
    for registers, known, groups in _grouped:
        if registers is site.registers and known is summaries:
            return groups
    groups = _group(site.registers, summaries, lambda fields: fields.state in _CURRENT)
    _grouped[:] = [*_grouped[-3:], (site.registers, summaries, groups)]
    return groups


def draft_lists(site: Site, summaries: Sequence[Summary]) -> Mapping[str, Mapping[str, DraftList]]:
    """The groups from now on: a commune's list holds what its people can still say something on."""
    groups = _group(
        site.registers,
        summaries,
        lambda fields: any(
            f.state in _CURRENT for f in (fields, *map(fields.turned, fields.turns))
        ),
    )
    return {
        kind: {
            key: draft_list(group, _in_group(site.registers, kind, key))
            for key, group in by_key.items()
        }
        for kind, by_key in groups.items()
    }


def _in_group(registers: Registers, kind: str, key: str) -> Membership:
    if kind != "place":
        return lambda fields, _: True
    return lambda fields, _: fields.state in _CURRENT or key in _heirs(registers, fields)


def _heirs(registers: Registers, fields: IndexFields) -> tuple[str, ...]:
    """The places that a draft names, and their successors."""
    heirs = (heir for key in fields.places for heir in registers.place_heirs(key))
    return tuple(dict.fromkeys(heirs))


def _group(
    registers: Registers, summaries: Sequence[Summary], current: Callable[[IndexFields], bool]
) -> Groups:
    heirs, reached = cache(registers.heirs), cache(registers.places_reached)
    groups: dict[str, dict[str, list[Summary]]] = {kind: defaultdict(list) for kind in BY}
    for summary in summaries:
        fields = summary.fields
        keys = {
            "topic": fields.topics,
            "agency": dict.fromkeys(heir for body in fields.bodies for heir in heirs(body)),
            "place": reached(fields.places) if current(fields) else _heirs(registers, fields),
            "audience": fields.audiences,
        }
        for kind in BY:
            for key in keys[kind]:
                groups[kind][key].append(summary)
    names = {
        "topic": registers.topics,
        "agency": registers.agencies,
        "place": registers.places,
        "audience": registers.audiences,
    }
    return {kind: {key: tuple(groups[kind][key]) for key in names[kind]} for kind in BY}


def own_drafts(
    registers: Registers, summaries: Sequence[Summary]
) -> Mapping[str, tuple[Summary, ...]]:
    """Every place → the drafts that concern it and not the place above it, in the order of lists."""
    places, reached = registers.places, cache(registers.places_reached)
    own: dict[str, list[Summary]] = {key: [] for key in places}
    for summary in ordered(tuple(summaries)):
        here = reached(summary.fields.places)
        for key in here:
            if places[key].within not in here:
                own[key].append(summary)
    return {key: tuple(drafts) for key, drafts in own.items()}


def feeds(
    title: str, folder: str, names: Iterable[tuple[str, str, str]] = FEEDS
) -> list[dict[str, str]]:
    """The feeds in `folder` (an address of the site) for theme/pages/head.html; `title` says of what."""
    return [
        {"label": f"{title} ({label})", "url": f"~/{folder}{name}", "type": kind}
        for label, name, kind in names
    ]


class DraftList(NamedTuple):
    """A list now and later: `steps` are the drafts in it, in order, each from an instant in epoch seconds on, the first from now (0)."""

    steps: tuple[tuple[int, tuple[Summary, ...]], ...]

    @property
    def now(self) -> tuple[Summary, ...]:
        """The drafts in it now."""
        return self.steps[0][1]

    @property
    def all(self) -> tuple[Summary, ...]:
        """Those in it now, then those to come."""
        return tuple(dict.fromkeys(summary for _, summaries in self.steps for summary in summaries))

    def at(self, instant: int) -> tuple[Summary, ...]:
        """The drafts in it at an instant."""
        return next(listed for start, listed in reversed(self.steps) if start <= instant)

    def part(self, first: int, last: int) -> DraftList:
        """The places from `first` to before `last`."""
        return DraftList(tuple((start, summaries[first:last]) for start, summaries in self.steps))

    @property
    def order(self) -> Markup:
        """The attribute of the list whose entries are those of `all`; "" where nothing changes."""
        place = {summary: number for number, summary in enumerate(self.all)}
        orders = [(start, " ".join(str(place[s]) for s in listed)) for start, listed in self.steps]
        return steps("order", orders)

    def counted(self, words: str, none: str | None = None) -> Markup:
        """The attribute of an element that says how many there are: `words` with the number for `{}`; `none` of none."""
        empty = words.format(0) if none is None else none
        counts = [(start, words.format(len(s)) if s else empty) for start, s in self.steps]
        return steps("steps", counts)


def draft_list(summaries: Sequence[Summary], belongs: Membership) -> DraftList:
    """The list of those of `summaries` that belong in it, now and later."""
    fields_of: dict[Summary, IndexFields] = {}
    turning: dict[int, list[tuple[Summary, IndexFields]]] = defaultdict(list)
    for summary in summaries:
        turned = [(turn[0], summary.fields.turned(turn)) for turn in summary.fields.turns]
        if belongs(summary.fields, 0) or any(belongs(fields, start) for start, fields in turned):
            fields_of[summary] = summary.fields
            for start, fields in turned:
                turning[start].append((summary, fields))
    changes: list[tuple[int, tuple[Summary, ...]]] = []
    for start in (0, *sorted(turning)):
        fields_of |= dict(turning.get(start, ()))
        here = [summary for summary, fields in fields_of.items() if belongs(fields, start)]
        listed = tuple(sorted(here, key=lambda summary: _rank(fields_of[summary])))
        if not changes or changes[-1][1] != listed:
            changes.append((start, listed))
    return DraftList(tuple(changes))


def joined(lists: Sequence[DraftList]) -> DraftList:
    """One list after the other."""
    starts = sorted({start for listing in lists for start, _ in listing.steps})
    return DraftList(
        tuple((start, tuple(s for listing in lists for s in listing.at(start))) for start in starts)
    )


def entries_html(listing: DraftList, name: str = CARDS) -> Markup:
    """The finished entries of a list, one after the other: what does not stand in it yet is hidden."""
    shown, summaries = set(listing.now), listing.all
    return Markup(
        "".join(
            html if summary in shown else html.replace("<li", "<li hidden", 1)
            for summary, html in zip(summaries, snippets(summaries, name), strict=True)
        )
    )


def unchanged_since(summaries: Sequence[Summary], lang: str = VIETNAMESE) -> str:
    """Since when a list has been as it is, in a language, for browsers without scripts; "" where no draft of it will change."""
    turning = any(summary.fields.turns for summary in summaries)
    last = max((summary.fields.since for summary in summaries), default=0)
    since = datetime.fromtimestamp(last, VN)
    return deadline_words.moment_in(lang, since) if turning and last else ""
