"""How far back a feed reaches, and into which archived pages its news is laid that never change again.

All follows from the fields of summaries, so that planning reads no snippet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from duthao.clock import VN
from duthao.domain.settings import Feeds
from duthao.outputs.artifact import digest
from duthao.outputs.feeds.xml_templates import moment
from duthao.outputs.shared.draft_news import NEWS, TEXT
from duthao.outputs.summary import Summary, snippet_digest

_ZONE = 7 * 3600  # seconds by which Việt Nam is ahead
MONTH, YEAR = (
    7,
    4,
)  # an archived page holds a month or a year: so many letters of `2026-11-22` name it


FULL = 50  # so many items of a feed, the newest, hold the whole text: else a large feed outgrows readers


class Bucket(NamedTuple):
    """Drafts that have events, latest event first; those that are open among them; the epoch seconds of the latest events."""

    summaries: Sequence[Summary] = ()
    open: Sequence[Summary] = ()
    latest: Sequence[int] = ()


@dataclass(frozen=True)
class FeedSlice:
    """Some drafts' news for a feed: those since the epoch second `since`, and of an open consultation all since it opened.

    Where `kinds` are named, only those. Slices of the same `digest` hold the same, but for the text of the news.
    """

    digest: str
    summaries: tuple[Summary, ...] = field(compare=False)
    since: int = field(compare=False)
    kinds: tuple[str, ...] = field(compare=False, default=())

    @cached_property
    def newest(self) -> FeedSlice:
        """The slice with those drafts alone that have one of its newest `FULL` events; its digest is that of their text too."""
        lately = self._lately()
        last = sorted([when for when, _ in lately])[-FULL:]
        summaries = tuple({summary: None for when, summary in lately if when >= last[0]})
        said = digest((self.since, self.kinds, snippet_digest(summaries, NEWS, TEXT)))
        return FeedSlice(said, summaries, self.since, self.kinds)

    def _lately(self) -> Sequence[tuple[int, Summary]]:
        """When its newest events were and whose: `FULL` of them, and some more."""
        held, kinds, first = self.summaries, self.kinds, 0
        if len(held) > FULL and not kinds:  # so many cards have an event each since then
            first = held[FULL - 1].fields.told[-1]
            held = held[: bisect_right(held, -first, key=lambda summary: -summary.fields.told[-1])]
        return [
            (when, summary)
            for summary in held
            for when, kind in zip(summary.fields.told, summary.fields.kinds, strict=True)
            if when >= max(first, reached(self, summary)) and (not kinds or kind in kinds)
        ]


def latest_first(summaries: Iterable[Summary]) -> list[Summary]:
    """Those that have events, the latest event first."""
    return sorted((c for c in summaries if c.fields.told), key=lambda c: (-c.fields.told[-1], c.id))


def bucket(held: Sequence[Summary], keep: Feeds) -> Bucket:
    """Of drafts that have events, latest first."""
    # Each has an event, so the latest `items` events are all among the first `items` drafts, and none before their last.
    latest: list[int] = []
    first = held[keep.items - 1].fields.told[-1] if len(held) >= keep.items else 0
    for summary in held[: keep.items]:
        happened = summary.fields.told
        latest += happened[bisect_left(happened, first) :]
    latest.sort()
    return Bucket(
        held, [summary for summary in held if summary.fields.state == "open"], latest[-keep.items :]
    )


def feed_slice(held: Bucket, since: int) -> FeedSlice:
    """What a feed over this bucket holds of it, latest event first."""
    late = bisect_right(held.summaries, -since, key=lambda summary: -summary.fields.told[-1])
    summaries = (
        *held.summaries[:late],
        *(summary for summary in held.open if summary.fields.told[-1] < since),
    )
    floors = [_floor(summary, since) for summary in summaries]
    return FeedSlice(digest((floors, snippet_digest(summaries, NEWS))), summaries, since)


def feed_slice_of_kinds(held: Bucket, kinds: tuple[str, ...], keep: Feeds, floor: int) -> FeedSlice:
    """What a feed of some kinds of news holds of this bucket, at least all since the epoch second `floor`."""
    found = [
        (when, summary)
        for summary in held.summaries
        for when, kind in zip(summary.fields.told, summary.fields.kinds, strict=True)
        if kind in kinds
    ]
    back = min(floor, since(keep, [when for when, _ in found]))
    summaries = tuple(
        dict.fromkeys(summary for when, summary in found if when >= _floor(summary, back))
    )
    floors = [_floor(summary, back) for summary in summaries]
    said = digest((kinds, floors, snippet_digest(summaries, NEWS)))
    return FeedSlice(said, summaries, back, kinds)


def reached(slice_: FeedSlice, summary: Summary) -> int:
    """The epoch second since which a slice tells of a draft."""
    return _floor(summary, slice_.since)


def _floor(summary: Summary, since: int) -> int:
    fields = summary.fields
    return min(since, fields.opens) if fields.state == "open" and fields.opens else since


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


def bounds(period: str) -> tuple[int, int]:
    """The first epoch second of a period (`2026-11`, `2026`), and the first after it."""
    year, month = int(period[:YEAR]), int(period[YEAR + 1 :] or 0)
    last = (year, month + 1) if 0 < month < 12 else (year + 1, 1)
    first, after = (datetime(*turn, 1, tzinfo=VN) for turn in ((year, month or 1), last))
    return int(first.timestamp()), int(after.timestamp())


@lru_cache(maxsize=1 << 15)
def _periods(whens: tuple[int, ...], length: int) -> tuple[str, ...]:
    """Each once; a draft stands in several subscriptions, of a month or of a year."""
    if length == YEAR:
        return tuple({month[:YEAR]: None for month in _periods(whens, MONTH)})
    return tuple({_day((when + _ZONE) // 86400)[:MONTH]: None for when in whens})


def begins(when: int, length: int) -> int:
    """The first epoch second of the period of `when`."""
    first = moment(when).replace(day=1, hour=0, minute=0, second=0)
    return int((first if length == MONTH else first.replace(month=1)).timestamp())


def closed(summaries: Sequence[Summary], length: int) -> Mapping[str, tuple[Summary, ...]]:
    """The periods that are over, by name, oldest first, each with the drafts that have news in it.

    A period is over when there is news of a later one, whatever day it is now.
    """
    found: dict[str, list[Summary]] = defaultdict(list)
    for summary in summaries:
        for name in _periods(summary.fields.told, length):
            found[name].append(summary)
    return {name: tuple(found[name]) for name in sorted(found)[:-1]}


def last_closed(latest_first: Sequence[Summary], length: int) -> str:
    """The newest of the periods that `closed` finds, or an empty string."""
    first = begins(latest_first[0].fields.told[-1], length) if latest_first else 0
    newest: int | None = None
    for summary in latest_first:
        happened = summary.fields.told
        if newest is not None and happened[-1] <= newest:
            break
        if before := bisect_left(happened, first):
            newest = max(newest or 0, happened[before - 1])
    return "" if newest is None else period(newest, length)
