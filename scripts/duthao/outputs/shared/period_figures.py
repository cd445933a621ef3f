"""Figures of a period for outputs: the facts that drafts leave for them, names of what they are divided by, files of data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from duthao.clock import iso
from duthao.domain.registers import Registers
from duthao.domain.statistics.breakdowns import (
    COLUMNS,
    KINDS,
    BreakdownKind,
    BreakdownRow,
    breakdown,
)
from duthao.domain.statistics.figure_definitions import DEFINITIONS, GROUPS
from duthao.domain.statistics.figure_types import CountedItem, PeriodFigure, Statistics
from duthao.domain.statistics.figures import statistics
from duthao.domain.statistics.record_facts import RecordFacts, meeting_facts, record_facts
from duthao.domain.statistics.report_periods import ReportPeriod, is_cut, quarters
from duthao.outputs.artifact import digest
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippets
from duthao.records import csv_cells
from duthao.records.record import Record

FACTS = "record_facts"  # the snippet
KIND_LABEL: Mapping[BreakdownKind, str] = {
    "agency": "Theo cơ quan chủ trì soạn thảo",
    "document_type": "Theo loại văn bản",
    "topic": "Theo lĩnh vực",
    "quarter": "Theo quý",
}
# Figures as headings of columns.
SHORT_LABEL: Mapping[str, str] = {
    "asked": "Dự thảo được lấy ý kiến",
    "told_declared": "Truyền thông mọi giai đoạn (trên số thuộc phạm vi)",
    "received": "Ý kiến nhận được",
    "accepted": "Tiếp thu",
    "partly": "Tiếp thu một phần",
    "kept": "Giữ nguyên",
    "on_time": "Trả lời đúng hạn (trên số đến hạn)",
}
NOTHING = "–"  # in tables: there is nothing to take a share of
# `period` and `until`: the period's key, and the last day that is counted.
_HEADINGS = ("Nhóm", "Chỉ tiêu", "Số liệu", "Mã hồ sơ", "Dự thảo", "Đợt", "Số lượng", "Ghi chú", "period", "until")  # fmt: skip


class PeriodReport(NamedTuple):
    """All that is told of a period: its figures, and the same divided, by kind."""

    whole: Statistics
    parts: Mapping[BreakdownKind, tuple[BreakdownRow, ...]]


def facts_of(site: Site, record: Record) -> RecordFacts:
    """The facts of a draft, by the registers and settings of the site."""
    log = record.log.entries if record.log else None
    return record_facts(record.id, record.draft, site.registers, site.terms, log)


def facts_of_drafts(summaries: Sequence[Summary]) -> tuple[RecordFacts, ...]:
    """Those that drafts left as the snippet `FACTS`, by id; those of the meetings of the whole site are `meeting_facts`."""
    return tuple(sorted(snippets(summaries, FACTS), key=lambda facts: facts.id))


def meeting_digest(site: Site) -> str:
    """A digest of what is counted of the meetings of the whole site."""
    return digest([tuple(facts) for facts in meeting_facts(site.registers)])


def of_agency(facts: Iterable[RecordFacts], agency: str | None) -> tuple[RecordFacts, ...]:
    """The drafts of an agency and of those that it took over from; all where none is named."""
    return tuple(f for f in facts if agency is None or agency in f.agencies)


def period_report(
    facts: Sequence[RecordFacts], period: ReportPeriod, now: datetime, *, demo: bool
) -> PeriodReport:
    """The figures at an instant: of a sample (`demo`) those of invented drafts, else those of real ones alone."""
    return PeriodReport(
        statistics(facts, period, now, demo=demo),
        {kind: breakdown(kind, facts, period, now, demo=demo) for kind in KINDS},
    )


def nothing_words() -> list[str]:
    """What `NOTHING` stands for in the divisions, in words."""
    return list(dict.fromkeys(none for key in COLUMNS if (none := DEFINITIONS[key].none)))


def row_name(
    registers: Registers, kind: BreakdownKind, row: BreakdownRow, period: ReportPeriod
) -> str:
    """How a row of a division is called; a quarter that the period cuts with its days."""
    if kind == "quarter":
        quarter = _quarter(row, period)
        words = quarter.words[:1].upper() + quarter.words[1:]
        return f"{words} ({quarter.days_words})" if is_cut(quarter) else words
    tables: Mapping[str, Mapping[str, Any]] = {
        "agency": registers.agencies,
        "document_type": registers.document_types,
        "topic": registers.topics,
    }
    entry = tables[kind].get(row.key)
    return entry.name if entry else row.key


def overlap_words(kind: BreakdownKind, rows: Sequence[BreakdownRow]) -> str:
    """Why the rows of a division come to more than the whole; "" where they do not."""
    if kind == "topic":
        return "Dự thảo thuộc nhiều lĩnh vực được đếm ở mỗi lĩnh vực."
    behind = Counter(draft for row in rows for draft in {*_drafts(row)})
    several = sorted(draft for draft, count in behind.items() if count > 1)
    if kind != "agency" or not several:
        return ""
    codes = ", ".join(draft.upper() for draft in several)
    return (
        "Dự thảo do nhiều cơ quan cùng chủ trì soạn thảo được đếm ở mỗi cơ quan, còn trong tổng số chỉ đếm một lần: "
        f"{codes}. Vì vậy cộng các dòng có thể ra số lớn hơn tổng số."
    )


def _drafts(row: BreakdownRow) -> Iterator[str]:
    """The drafts behind any figure of a row."""
    for figure in row.figures:
        for counted in filter(None, (figure, figure.among)):
            yield from (item.id for item in counted.items or () if not item.is_meeting)


def _quarter(row: BreakdownRow, period: ReportPeriod) -> ReportPeriod:
    return next(quarter for quarter in quarters(period) if quarter.key == row.key)


def _days(kind: BreakdownKind, row: BreakdownRow, period: ReportPeriod) -> dict[str, str]:
    """The first and the last day of a quarter; nothing of other rows."""
    if kind != "quarter":
        return {}
    quarter = _quarter(row, period)
    return {"first": quarter.first.isoformat(), "last": quarter.last.isoformat()}


def figures_json(registers: Registers, report: PeriodReport) -> bytes:
    """Period, figures with definitions and the records behind each, and the divisions."""
    whole = report.whole
    data = {
        "period": {
            "key": whole.period.key,
            "words": whole.period.words,
            "first": whole.period.first.isoformat(),
            "last": whole.period.last.isoformat(),
            "counted_until": iso(whole.cut),
            "closed": whole.closed,
        },
        "demo": whole.demo,
        "left_out": {"demo": whole.others, "central": whole.central},
        "figures": [_figure(figure) for figure in whole.figures.values()],
        "channels": [
            {"key": c.channel, "label": c.label, "value": c.value, "records": _items(c.items)}
            for c in whole.channels
        ],
        "late_entries": _items(whole.late_entries),
        "later_entries": _items(whole.later_entries),
        "undated": _items(whole.undated),
        "by": {
            kind: [
                {
                    "key": row.key,
                    "name": row_name(registers, kind, row, whole.period),
                    **_days(kind, row, whole.period),
                    "figures": {f.key: f.value if f.told else None for f in row.figures},
                }
                for row in rows
            ]
            for kind, rows in report.parts.items()
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _figure(figure: PeriodFigure) -> dict[str, Any]:
    definition = figure.definition
    return {
        "key": figure.key,
        "label": definition.label,
        "unit": definition.unit,
        "value": figure.value if figure.told else None,
        "of": figure.among.value if figure.among else None,
        "coverage": figure.coverage._asdict() if figure.coverage else None,
        "words": figure.words,
        "definition": definition.plain,
        "strict_definition": definition.strict,
        "records": None if figure.items is None else _items(figure.items),
    }


def _items(items: Iterable[CountedItem]) -> list[dict[str, Any]]:
    return [
        {
            "id": i.id,
            "kind": "meeting" if i.is_meeting else "draft",
            "round": i.round,
            "amount": i.amount,
            "note": i.note or None,
        }
        for i in items
    ]


def figures_csv(whole: Statistics) -> bytes:
    """A line for each record behind each figure; a figure without any has a line of its own. Each line names the
    period and the last day that is counted, so that lines of several files may be put together.
    """
    return csv_cells.write([_HEADINGS, *_lines(whole)])


def _lines(whole: Statistics) -> Iterator[tuple[str, ...]]:
    counted = (whole.period.key, whole.last_day.isoformat())
    for figure in whole.figures.values():
        definition = figure.definition
        head = (GROUPS[definition.group], definition.label, figure.cell)
        for item in figure.items or ():
            number = str(item.round or "")
            yield (*head, item.id, item.title, number, str(item.amount), item.note, *counted)
        if not figure.items:
            yield (*head, "", "", "", "", "", *counted)
