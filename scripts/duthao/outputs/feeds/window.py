"""How far back a feed reaches, and into which archived pages its older news is laid.

All follows from the fields of summaries, so that planning reads no snippet.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import chain, pairwise
from typing import NamedTuple

from duthao.outputs.artifact import digest
from duthao.outputs.feeds.xml_templates import moment
from duthao.outputs.shared.draft_news import NEWS, TEXT
from duthao.outputs.summary import Summary, snippet_digest

ITEMS = 200  # a feed holds so many items, the newest;
WIDER = 40  # a commune's so many of what is wider than the commune;
KIND = 20  # one of a single kind of news so many, of a commune's own and of what is wider each;
DAYS = 8  # and at least all of so many days before its newest, in detail, for who asks once a week
FULL = 20  # so many, the newest, are told in detail, and of each draft the newest among them holds the whole text
PAGE = 100  # an archived page is full with the day that brings it so many items
MONTH, YEAR = 7, 4  # it spans a month or a year at most: so many letters of `2026-11-22` name it
_ZONE, DAY = 7 * 3600, 86400  # seconds by which Việt Nam is ahead; of a day


class Period(NamedTuple):
    """The period of an archived page: its name (`2026-11`, `2026-11-trang-2`, `2026`), its first epoch second, and the first after it."""

    name: str
    first: int
    after: int


@dataclass(frozen=True)
class FeedSlice:
    """What a feed tells of some drafts: of each the news of `kinds` (empty: of all) since its epoch second in `since`.

    Slices of the same `digest` hold the same; `text_digest` is of the text of those drafts that have one of its newest items.
    """

    digest: str
    text_digest: str
    summaries: tuple[Summary, ...]
    since: tuple[int, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Stream:
    """The news of some drafts, of `kinds` alone where some are named; archived pages span a `length` of time at most."""

    summaries: Sequence[Summary]
    length: int = YEAR
    kinds: tuple[str, ...] = ()

    @property
    def whole(self) -> FeedSlice:
        """All of it."""
        return self._slice(0)

    def newest(self, items: int) -> FeedSlice:
        """The newest `items`, at least all of `DAYS` and what no archived page holds yet, and one of each open draft."""
        newest = nlargest(items, chain.from_iterable(map(self._told, self.summaries)))
        if not newest:
            return self.whole
        return self._slice(min(newest[-1], newest[0] - DAYS * DAY, self.periods[-1].first))

    def latest(self, items: int) -> FeedSlice:
        """The newest `items`, at least all of `DAYS`, and one of each open draft: of a feed without archived pages."""
        newest = nlargest(items, chain.from_iterable(map(self._told, self.summaries)))
        return self._slice(min(newest[-1], newest[0] - DAYS * DAY) if newest else 0)

    @cached_property
    def periods(self) -> Sequence[Period]:
        """The periods of its pages, oldest first, each of whole days; the last is not over: no news of a later day came.

        There is one wherever these drafts had any news, whatever `kinds` there are.
        """
        items = Counter(chain.from_iterable(_days(self._told(s)) for s in self.summaries))
        days = set(chain.from_iterable(_days(s.fields.told) for s in self.summaries))
        begun: list[tuple[str, int]] = []  # name and first day
        span, part, held = "", 0, 0
        for day in sorted(days):
            if (name := moment(day * DAY).date().isoformat()[: self.length]) != span:
                span, part, held = name, 0, PAGE
            if held >= PAGE:
                part, held = part + 1, 0
                begun.append((span if part == 1 else f"{span}-trang-{part}", day))
            held += items[day]
        return [
            Period(name, first * DAY - _ZONE, after * DAY - _ZONE)
            for (name, first), (_, after) in pairwise([*begun, ("", 0)])
        ]

    @cached_property
    def pages(self) -> Sequence[tuple[Period, tuple[Summary, ...]]]:
        """The pages that are over, oldest first, each with the drafts that have news in it."""
        firsts = [period.first for period in self.periods]
        held: list[list[Summary]] = [[] for _ in firsts]
        for summary in self.summaries:
            for page in {bisect_right(firsts, when) - 1 for when in self._told(summary)}:
                held[page].append(summary)
        return [(period, tuple(of)) for period, of in zip(self.periods, held, strict=True)][:-1]

    def _told(self, summary: Summary) -> tuple[int, ...]:
        """When its news came, oldest first."""
        fields = summary.fields
        if not self.kinds:
            return fields.told
        dated = zip(fields.told, fields.kinds, strict=True)
        return tuple(when for when, kind in dated if kind in self.kinds)

    def _slice(self, since: int) -> FeedSlice:
        """The news since then, and the last of each draft that is open."""
        held: list[Summary] = []
        firsts: list[int] = []
        recent: list[tuple[int, Summary]] = []
        for summary in self.summaries:
            told = self._told(summary)
            if told and (told[-1] >= since or summary.fields.state == "open"):
                held.append(summary)
                firsts.append(min(since, told[-1]))
                recent += [(when, summary) for when in told if when >= firsts[-1]]
        last = min(nlargest(FULL, (when for when, _ in recent)), default=0)
        texts = dict.fromkeys(summary for when, summary in recent if when >= last)
        said = digest((self.kinds, firsts, snippet_digest(held, NEWS)))
        text = snippet_digest(texts, TEXT)
        return FeedSlice(said, text, tuple(held), tuple(firsts), self.kinds)


@lru_cache(maxsize=1 << 15)
def _days(whens: tuple[int, ...]) -> tuple[int, ...]:
    """The days in Việt Nam, counted from 1970; a draft stands in several streams."""
    return tuple((when + _ZONE) // DAY for when in whens)


def latest_first(summaries: Iterable[Summary]) -> list[Summary]:
    """Those that have events, the latest event first."""
    return sorted((c for c in summaries if c.fields.told), key=lambda c: (-c.fields.told[-1], c.id))
