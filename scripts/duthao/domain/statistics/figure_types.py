"""A figure and the list from which it is counted; all figures of a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from duthao.domain.statistics.figure_definitions import (
    CHANNEL_LABEL,
    DEFINITIONS,
    FigureDefinition,
)
from duthao.domain.statistics.report_periods import ReportPeriod


class CountedItem(NamedTuple):
    """One line of the list behind a figure: `amount` of it come from this draft, or from this round of it (None: the whole draft).

    `note` says when or why, in words. `is_meeting`: it is a meeting of the whole site, and no draft.
    """

    id: str
    title: str
    round: int | None = None
    amount: int = 1
    note: str = ""
    is_meeting: bool = False


class LoggedDrafts(NamedTuple):
    """Of how many drafts a figure can be told, because they have a log, of how many that it is about."""

    logged: int
    drafts: int


class PeriodFigure(NamedTuple):
    """A figure and the list behind it (None: nothing is recorded of it yet); `among` is the figure that it is a part of, None
    where it is none. `coverage` is None where it is told of all drafts.
    """

    key: str
    items: tuple[CountedItem, ...] | None
    among: PeriodFigure | None = None
    coverage: LoggedDrafts | None = None

    @property
    def value(self) -> int:
        """The number; 0 of what is not recorded."""
        return sum(item.amount for item in self.items or ())

    @property
    def told(self) -> bool:
        """Whether there is a number: it is recorded, and there is something to be a part of."""
        return self.items is not None and (self.among is None or self.among.value > 0)

    @property
    def definition(self) -> FigureDefinition:
        """What it counts."""
        return DEFINITIONS[self.key]

    @property
    def words(self) -> str:
        """`7 dự thảo`; of a part `7 trên 9 dự thảo (77,8 %)`; with its coverage `7 xã, phường (theo nhật ký của 2 trên 9 dự
        thảo)`; in words that there is no number, and why.
        """
        unit = self.definition.unit
        if not self.told:
            return self.definition.none
        if self.coverage is not None:
            logged, drafts = self.coverage
            return f"{self.value} {unit} (theo nhật ký của {logged} trên {drafts} dự thảo)"
        if self.among is None:
            return f"{self.value} {unit}"
        whole = self.among.value
        return f"{self.value} trên {whole} {unit} ({share_words(self.value, whole)})"

    @property
    def cell(self) -> str:
        """The same in a cell of a table: `7`, `7/9 (77,8 %)`, `7 (nhật ký của 2/9 dự thảo)`, or those words."""
        if not self.told:
            return self.definition.none
        if self.coverage is not None:
            return (
                f"{self.value} (nhật ký của {self.coverage.logged}/{self.coverage.drafts} dự thảo)"
            )
        if self.among is None:
            return str(self.value)
        whole = self.among.value
        return f"{self.value}/{whole} ({share_words(self.value, whole)})"


class ChannelFigure(NamedTuple):
    """How often one channel was used, and the list behind it."""

    channel: str
    items: tuple[CountedItem, ...]

    @property
    def label(self) -> str:
        """Its name."""
        return CHANNEL_LABEL[self.channel]

    @property
    def value(self) -> int:
        """The number."""
        return sum(item.amount for item in self.items)


class Statistics(NamedTuple):
    """All figures of a period, counted up to `cut`, by key.

    `channels` divide `channel_uses`. `late_entries` happened before the period and were put out in it, so they count here;
    `later_entries` happened in it and were put out after it, so they count in a later one. `undated` are drafts of which
    nobody knows when opinions were asked; `others` those that are left out because they are invented (or, on a sample,
    because they are not), `central` how many because a central agency drafts them.
    """

    period: ReportPeriod
    cut: datetime
    demo: bool
    figures: Mapping[str, PeriodFigure]
    channels: tuple[ChannelFigure, ...]
    late_entries: tuple[CountedItem, ...]
    later_entries: tuple[CountedItem, ...]
    undated: tuple[CountedItem, ...]
    others: int
    central: int

    @property
    def closed(self) -> bool:
        """Whether the period is over."""
        return self.cut == self.period.end

    @property
    def last_day(self) -> date:
        """The last day that is counted: of the period, or that of the cut where it is not over."""
        return self.period.last if self.closed else self.cut.date()


def share_words(part: int, whole: int) -> str:
    """`66,7 %`; nothing but all of it is said to be 100 %, and nothing but none of it 0 %."""
    tenths = (2000 * part + whole) // (2 * whole)  # half of a tenth is rounded up
    if 0 < part < whole:
        tenths = min(999, max(1, tenths))
    return f"{tenths // 10},{tenths % 10} %" if tenths % 10 else f"{tenths // 10} %"
