"""The figures of a period by agency, type of document, topic and quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from duthao.domain.statistics.figure_types import PeriodFigure, Statistics
from duthao.domain.statistics.figures import statistics
from duthao.domain.statistics.record_facts import RecordFacts
from duthao.domain.statistics.report_periods import ReportPeriod, quarters

BreakdownKind = Literal["agency", "document_type", "topic", "quarter"]
KINDS: tuple[BreakdownKind, ...] = ("agency", "document_type", "topic", "quarter")
# The figures that each row has.
COLUMNS = ("asked", "told_declared", "received", "accepted", "partly", "kept", "on_time")


class BreakdownRow(NamedTuple):
    """The figures of what has this key: of a register, or of a quarter (`2026-quy-4`)."""

    key: str
    statistics: Statistics

    @property
    def figures(self) -> tuple[PeriodFigure, ...]:
        """Those of `COLUMNS`."""
        return tuple(self.statistics.figures[key] for key in COLUMNS)


def breakdown(
    kind: BreakdownKind,
    facts: Sequence[RecordFacts],
    period: ReportPeriod,
    now: datetime,
    *,
    demo: bool = False,
) -> tuple[BreakdownRow, ...]:
    """Rows that have anything to tell, by key; all quarters that have begun, in order.

    A draft of several topics, or drafted by several agencies, stands in each and counts once in the whole. By quarter what counts is decided at the end of each, so that what was overdue
    then is told of that quarter.
    """
    if kind == "quarter":
        return tuple(
            BreakdownRow(quarter.key, statistics(facts, quarter, now, demo=demo))
            for quarter in quarters(period)
            if quarter.start < now
        )
    return tuple(_rows(kind, facts, period, now, demo=demo))


def _rows(
    kind: BreakdownKind,
    facts: Sequence[RecordFacts],
    period: ReportPeriod,
    now: datetime,
    *,
    demo: bool,
) -> Iterator[BreakdownRow]:
    groups: dict[str, list[RecordFacts]] = {}
    for record in facts:
        for key in _keys(kind, record):
            groups.setdefault(key, []).append(record)
    for key in sorted(groups):
        row = BreakdownRow(key, statistics(groups[key], period, now, demo=demo))
        if any(figure.value or (figure.among and figure.among.value) for figure in row.figures):
            yield row


def _keys(kind: BreakdownKind, record: RecordFacts) -> tuple[str, ...]:
    if kind == "topic":
        return record.topics
    return record.drafting if kind == "agency" else (record.document_type,)
