"""Figures of each year of the calendar, what each counts, and the drafts behind it: `/thong-ke/`, `/thong-ke/<year>/`.

They say the day on which anything last changed them. What comes after that day is not told, so nothing goes false between
two builds, and a page whose figures stand is not made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from duthao.clock import VN, date_vi, iso
from duthao.domain.statistics.breakdowns import COLUMNS, BreakdownKind, BreakdownRow
from duthao.domain.statistics.figure_definitions import DEFINITIONS, GROUPS
from duthao.domain.statistics.figure_types import CountedItem, PeriodFigure, Statistics
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.shared.period_figures import (
    FACTS,
    KIND_LABEL,
    NOTHING,
    SHORT_LABEL,
    PeriodReport,
    facts_of,
    figures_csv,
    figures_json,
    meeting_digest,
    nothing_words,
    overlap_words,
    row_name,
)
from duthao.outputs.site import Site
from duthao.outputs.summary import snippet_digest
from duthao.outputs.web.statistics_years import (
    MOMENTS,
    moments_of,
    past_moments,
    settled_at,
    told_until,
    year_report,
)
from duthao.records.record import Record
from duthao.rendering.links import STATISTICS

TITLE = "Thống kê"
_RECORDS, _JSON, _CSV = "ho-so/", "so-lieu.json", "so-lieu.csv"
_VERDICTS = ("accepted", "partly", "kept", "noted", "out_of_scope")
_ANSWERS = ("on_time", "late", "no_report", "overdue")
_YEARLY = ("asked", "told_declared", "received", "on_time")
_KEYS: Mapping[BreakdownKind, str] = {
    "agency": "co-quan",
    "document_type": "loai",
    "topic": "linh-vuc",
    "quarter": "quy",
}


class StatisticsPages(Output):
    """Figures of each year in which anything changed that is counted."""

    name = "statistics"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/thong-ke/`; of each year its page, the drafts behind it, and both as data."""
        past = past_moments(site)
        settled = settled_at(site, past)
        rests_on = (snippet_digest(site.summaries, FACTS), meeting_digest(site), iso(settled))
        years = sorted({datetime.fromtimestamp(at, VN).year for at in past}, reverse=True)
        told = {year: told_until(year, settled, site.now) for year in years}
        yield Artifact(
            site.links.file(STATISTICS),
            partial(_index, site, settled, told),
            depends_on=(*rests_on, [*map(iso, told.values())]),
        )
        for year, told_then in told.items():
            for name, make in (("", _page), (_RECORDS, _records), (_JSON, _json), (_CSV, _csv)):
                path = site.links.file(site.links.statistics(year, name))
                yield Artifact(
                    path, partial(make, site, year, told_then), (*rests_on, iso(told_then))
                )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's facts, and apart from them the moments at which they change a figure, which planning reads."""
        facts = facts_of(site, record)
        return {FACTS: facts, MOMENTS: moments_of(site, facts)}


def _json(site: Site, year: int, told_at: datetime) -> bytes:
    return figures_json(site.registers, year_report(site, year, told_at))


def _csv(site: Site, year: int, told_at: datetime) -> bytes:
    return figures_csv(year_report(site, year, told_at).whole)


# ---- pages


def _index(site: Site, settled: datetime, told_at: Mapping[int, datetime]) -> bytes:
    told = [(year, year_report(site, year, at).whole) for year, at in told_at.items()]
    rows = [
        {
            "year": str(year),
            "url": "~/" + site.links.statistics(year),
            "cells": [_cell(whole.figures[key]) for key in _YEARLY],
        }
        for year, whole in told
    ]
    main = site.render(
        "statistics.html",
        crumbs=CRUMBS[:1],
        title=TITLE,
        demo=site.settings.sample,
        lead=_lead(site),
        columns=["Năm", *(SHORT_LABEL[key] for key in _YEARLY)],
        rows=rows,
        note=_note(),
        until=date_vi(settled.date()),
        notes=_left_out(told[0][1]) if told else [],
        closing=_closing(site),
    )
    return site.page("plain", STATISTICS, title=TITLE, description=_lead(site), main=main)


def _page(site: Site, year: int, told_at: datetime) -> bytes:
    report = year_report(site, year, told_at)
    whole, records = report.whole, "~/" + site.links.statistics(year, _RECORDS)
    title = f"{TITLE} {whole.period.words}"
    main = site.render(
        "statistics-year.html",
        crumbs=[CRUMBS[0], {"text": TITLE, "url": f"~/{STATISTICS}"}],
        title=title,
        demo=whole.demo,
        lead=_lead(site),
        until="" if whole.closed else date_vi(whole.last_day),
        notes=_left_out(whole),
        closing=_closing(site),
        quarters=_bars(site, report),
        opinions=_parts(whole, _VERDICTS),
        answers=_parts(whole, _ANSWERS),
        answers_none=whole.figures["on_time"].words if not whole.figures["due"].value else "",
        groups=[
            {
                "label": label,
                "figures": [
                    _figure(figure, records)
                    for figure in whole.figures.values()
                    if figure.definition.group == group
                ],
                "channels": [f"{c.label.lower()} {c.value} lần" for c in whole.channels]
                if group == "channels"
                else [],
            }
            for group, label in GROUPS.items()
        ],
        columns=[SHORT_LABEL[key] for key in COLUMNS],
        parts=[
            {
                "label": KIND_LABEL[kind],
                "head": KIND_LABEL[kind].removeprefix("Theo ").capitalize(),
                "overlap": overlap_words(kind, rows),
                "rows": [
                    {
                        "name": row_name(site.registers, kind, row, whole.period),
                        "url": f"{records}#{_anchor(kind, row)}" if _drafts(row) else "",
                        "cells": [_cell(figure) for figure in row.figures],
                    }
                    for row in rows
                ],
            }
            for kind, rows in report.parts.items()
        ],
        note=_note(),
        late=_entries(site, whole.late_entries),
        later=_entries(site, whole.later_entries),
        undated=_entries(site, whole.undated),
        records=records,
        data=[
            {"label": "Bảng CSV", "url": "~/" + site.links.statistics(year, _CSV)},
            {"label": "Dữ liệu JSON", "url": "~/" + site.links.statistics(year, _JSON)},
        ],
    )
    return site.page(
        "plain", site.links.statistics(year), title=title, description=_lead(site), main=main
    )


def _records(site: Site, year: int, told_at: datetime) -> bytes:
    report = year_report(site, year, told_at)
    whole, own = report.whole, site.links.statistics(year)
    title = f"Hồ sơ đứng sau số liệu {whole.period.words}"
    lead = "Mỗi chỉ tiêu là một danh sách dưới đây: cộng danh sách lại thì ra đúng con số."
    main = site.render(
        "statistics-records.html",
        crumbs=[
            CRUMBS[0],
            {"text": TITLE, "url": f"~/{STATISTICS}"},
            {"text": whole.period.words.capitalize(), "url": f"~/{own}"},
        ],
        title=title,
        demo=whole.demo,
        lead=lead,
        until="" if whole.closed else date_vi(whole.last_day),
        figures=[
            {
                "id": _id(figure.key),
                "label": figure.definition.label,
                "words": figure.words,
                "drafts": _entries(site, figure.items, figure.definition.unit),
            }
            for figure in whole.figures.values()
            if figure.items
        ],
        parts=[
            {
                "label": KIND_LABEL[kind],
                "rows": [
                    {
                        "id": _anchor(kind, row),
                        "name": row_name(site.registers, kind, row, whole.period),
                        "drafts": _behind(site, row),
                    }
                    for row in rows
                    if _drafts(row)
                ],
            }
            for kind, rows in report.parts.items()
        ],
    )
    return site.page(
        "plain", site.links.statistics(year, _RECORDS), title=title, description=lead, main=main
    )


def _lead(site: Site) -> str:
    return (
        f"Cơ quan nhà nước {site.settings.province.name} đã lấy ý kiến những dự thảo nào, nhận được bao nhiêu ý kiến, "
        "trả lời đúng hạn đến đâu."
    )


def _closing(site: Site) -> str:
    """Why figures of reports differ from those of a year."""
    half, year = (
        f"{day[3:]}/{day[:2]}"
        for day in (site.settings.report.half_year, site.settings.report.year)
    )
    return (
        f"Số liệu ở đây tính theo năm dương lịch. Báo cáo định kỳ chốt số liệu ngày {half} và ngày {year}, nên số của báo cáo "
        "có thể khác."
    )


def _left_out(whole: Statistics) -> list[str]:
    """What a reader must know before any figure."""
    notes = ["Trang mẫu: đây là số liệu minh họa, chỉ đếm dự thảo minh họa."] if whole.demo else []
    if whole.others:
        kind = "có thật" if whole.demo else "minh họa"
        notes.append(f"{whole.others} dự thảo {kind} không tính vào số liệu này.")
    if whole.central:
        notes.append(
            f"{whole.central} dự thảo của cơ quan trung ương, đăng để Nhân dân trong tỉnh góp ý, không tính vào số liệu này."
        )
    return notes


def _note() -> str:
    return f"Dấu {NOTHING} nghĩa là {' hoặc '.join(nothing_words())}."


def _id(key: str) -> str:
    return key.replace("_", "-")


def _anchor(kind: BreakdownKind, row: BreakdownRow) -> str:
    return f"{_KEYS[kind]}-{row.key}"


def _cell(figure: PeriodFigure) -> str:
    return figure.cell if figure.told else NOTHING


def _figure(figure: PeriodFigure, records: str) -> dict[str, str]:
    known = figure.definition
    return {
        "label": known.label,
        "words": figure.words,
        "url": f"{records}#{_id(figure.key)}" if figure.items else "",
        "plain": known.plain,
        "strict": known.strict,
    }


def _bars(site: Site, report: PeriodReport) -> list[dict[str, Any]]:
    """Drafts asked about in each quarter, as bars of a width of at most 100."""
    rows = report.parts["quarter"]
    values = [row.statistics.figures["asked"].value for row in rows]
    most = max(values, default=0) or 1
    return [
        {
            "label": row_name(site.registers, "quarter", row, report.whole.period),
            "words": row.statistics.figures["asked"].words,
            "width": round(100 * value / most, 2),
        }
        for row, value in zip(rows, values, strict=True)
    ]


def _parts(whole: Statistics, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The parts of a bar of width 100; none where there is nothing to divide."""
    values = {key: whole.figures[key].value for key in keys}
    total, before, parts = sum(values.values()), 0, []
    for key, value in values.items() if total else ():
        if value:
            label = DEFINITIONS[key].label.lower()
            x, width = round(100 * before / total, 2), round(100 * value / total, 2)
            parts.append({"part": key, "label": label, "value": value, "x": x, "width": width})
        before += value
    return parts


def _entries(site: Site, items: Sequence[CountedItem], unit: str = "") -> list[dict[str, str]]:
    """Lines of a list behind a figure: the draft, and what of the figure comes from it."""
    return [
        {
            "title": item.title,
            "url": "~/" + (site.links.meeting if item.is_meeting else site.links.draft)(item.id),
            "said": " · ".join(
                filter(
                    None,
                    (
                        f"đợt {item.round}" if item.round else "",
                        f"{item.amount} {unit}" if unit else "",
                        item.note,
                    ),
                )
            ),
        }
        for item in items
    ]


def _drafts(row: BreakdownRow) -> dict[str, str]:
    """The drafts behind any figure of a row: id → title."""
    items = (item for figure in row.figures for item in figure.items or ())
    wholes = (i for figure in row.figures if figure.among for i in figure.among.items or ())
    return dict(sorted({item.id: item.title for item in (*items, *wholes)}.items()))


def _behind(site: Site, row: BreakdownRow) -> list[dict[str, str]]:
    """The drafts of a row, each with what of the row's figures comes from it."""
    figures = [part for f in row.figures for part in (f.among, f) if part]
    return [
        {
            "title": title,
            "url": "~/" + site.links.draft(draft),
            "said": " · ".join(
                f"{figure.definition.label.lower()}: {amount}"
                for figure in figures
                if (amount := sum(i.amount for i in figure.items or () if i.id == draft))
            ),
        }
        for draft, title in _drafts(row).items()
    ]
