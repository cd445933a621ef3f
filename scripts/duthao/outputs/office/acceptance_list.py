"""All that is to be accepted: `nghiem-thu.html` and `nghiem-thu.xlsx`, of the period of reports that runs, of the one that closed
last, and what is left from before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from duthao.clock import date_vi, moment_words
from duthao.domain import communication_log as log
from duthao.domain.acceptance import (
    ACCEPTANCE_STATES,
    AcceptanceState,
    acceptance_state,
    entries_of_use,
)
from duthao.domain.channel_use import ChannelUse
from duthao.domain.communication_log import LogEntry
from duthao.domain.statistics import report_periods
from duthao.domain.statistics.report_periods import ReportPeriod
from duthao.outputs.artifact import Artifact
from duthao.outputs.office.acceptance_minutes import channels_done, minutes_path
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.central_drafts import is_central
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.workbook import Sheet, workbook

_USES = "office_acceptance"  # the snippet: short title, channels as they are written, the log's entries, where minutes are
_PAGE, _TABLE = "nghiem-thu.html", "nghiem-thu.xlsx"
_COLUMNS = ("Mã hồ sơ", "Dự thảo", "Kênh", "Đơn vị thực hiện", "Ngày dự kiến", "Ngày làm", "Tình trạng", "Biên bản")  # fmt: skip
_STATES = tuple(ACCEPTANCE_STATES)


class ChannelProduct(NamedTuple):
    """What came, or is to come, of one use of a channel. `day` is when it was done, else when it is planned (None: nobody
    knows); `minutes` the file of its minutes without ending, "" where there is nothing to accept yet.
    """

    code: str
    title: str
    demo: bool
    use: ChannelUse
    day: date | None
    state: AcceptanceState
    minutes: str


class PeriodProducts(NamedTuple):
    """A period and its products, those first of which most lacks; `name` is short enough for a sheet of a workbook."""

    name: str
    words: str
    days: str
    products: list[ChannelProduct]


class AcceptanceList(Output):
    """How a product stands changes from day to day, so it is worked out when the files are made."""

    name = "acceptance_list"
    internal = True

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """`office_acceptance`; None of a record without channels, or of a central body's."""
        draft = record.draft
        if not draft.channels or is_central(site.registers, draft.document_type):
            return {_USES: None}
        paths = {
            channel: minutes_path(record.id, channel) for channel in channels_done(site, record)
        }
        entries = record.log.entries if record.log else ()
        written = record.source.data.get("channels")
        return {_USES: (draft.short_title, draft.demo, written, entries, paths)}

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The page and the workbook."""
        depends_on = (snippet_digest(site.summaries, _USES), site.now.isoformat())
        yield Artifact(_PAGE, partial(_page, site), depends_on)
        yield Artifact(_TABLE, partial(_workbook, site), depends_on)

    def site_links(self, site: Site) -> Iterator[PageLink]:
        """Both."""
        group, label = "Truyền thông", "Sản phẩm cần nghiệm thu"
        yield PageLink(group, label, _PAGE, "theo kỳ báo cáo")
        yield PageLink(group, label, _TABLE, "Excel")


def sections(site: Site) -> list[PeriodProducts]:
    """The period that runs; the one that closed last, unless it is the first half of that; and of the time before what nobody
    has accepted. What is planned for a day nobody knows belongs to the period that runs.
    """
    products = sorted(_products(site, site.summaries, site.now.date()), key=_order)
    running = report_periods.current(site.now, site.settings.report)
    closed = report_periods.last_closed(site.now, site.settings.report)
    found = [
        _section(
            "Kỳ này", running, [p for p in products if _within(running, p.day or running.first)]
        )
    ]
    if closed.first != running.first:
        found.append(
            _section("Kỳ trước", closed, [p for p in products if p.day and _within(closed, p.day)])
        )
    first = min(running.first, closed.first)
    left = [p for p in products if p.day and p.day < first and p.state != "accepted"]
    words = f"trước ngày {date_vi(first)}, chưa nghiệm thu"
    return [*found, PeriodProducts("Trước đó", "Trước đó", words, left)]  # fmt: skip


def _section(name: str, period: ReportPeriod, products: list[ChannelProduct]) -> PeriodProducts:
    words = f"{name}: {period.words}"
    return PeriodProducts(name, words, period.days_words, products)


def _within(period: ReportPeriod, day: date) -> bool:
    return period.first <= day <= period.last


def _products(site: Site, summaries: Sequence[Summary], today: date) -> Iterator[ChannelProduct]:
    for summary, made in zip(summaries, snippets(summaries, _USES), strict=True):
        if made is None:
            continue
        title, demo, written, entries, paths = made
        uses = [ChannelUse.model_validate(value) for value in written]
        so_far = [entry for entry in entries if entry.at.day <= today]
        for use in uses:
            logged = entries_of_use(use, uses, so_far)
            yield ChannelProduct(
                summary.id.upper(),
                title,
                demo,
                use,
                _day(use, logged),
                acceptance_state(use, logged, today),
                paths.get(use.channel, ""),
            )


def _day(use: ChannelUse, logged: Sequence[LogEntry]) -> date | None:
    return use.done or min((entry.at.day for entry in logged), default=use.planned)


def _order(product: ChannelProduct) -> tuple[int, date, str]:
    return _STATES.index(product.state), product.day or date.max, product.code


def _state(product: ChannelProduct) -> str:
    accepted = product.use.accepted
    if product.state != "accepted" or accepted is None:
        return ACCEPTANCE_STATES[product.state]
    return f"{ACCEPTANCE_STATES['accepted']}: số {accepted.number}, ngày {date_vi(accepted.date)}"


def counted(section: PeriodProducts) -> list[tuple[str, int]]:
    """How many products stand how: (words, number), as far as there are any."""
    numbers = Counter(product.state for product in section.products)
    return [(words, numbers[key]) for key, words in ACCEPTANCE_STATES.items() if numbers[key]]


def _cells(product: ChannelProduct) -> list[str]:
    use = product.use
    done = date_vi(use.done) if use.done else ""
    if not done and product.state != "not_done" and product.day:
        done = f"{date_vi(product.day)} (theo nhật ký)"
    return [
        product.code,
        product.title,
        log.PLANNED[use.channel][0],
        use.unit or "",
        date_vi(use.planned) if use.planned else "",
        done,
        _state(product),
    ]


def _page(site: Site) -> bytes:
    return site.render(
        "office-acceptance.html",
        site=site,
        as_of=moment_words(site.now),
        columns=_COLUMNS,
        sections=[
            {
                "words": section.words,
                "days": section.days,
                "counted": counted(section),
                "rows": [
                    {"cells": _cells(p)[2:], "code": p.code, "title": p.title, "demo": p.demo, "minutes": p.minutes}
                    for p in section.products
                ],
            }
            for section in sections(site)
        ],
    ).encode()  # fmt: skip


def _workbook(site: Site) -> bytes:
    widths = {0: 14, 1: 46, 2: 22, 3: 34, 4: 14, 5: 24, 6: 40, 7: 34}
    sheets = []
    for section in sections(site):
        rows = [[*_cells(p), f"{p.minutes}.docx" if p.minutes else ""] for p in section.products]
        sheets.append(Sheet(section.name, [list(_COLUMNS), *rows], widths))
    notes: list[list[str | int]] = [[f"Tính đến {moment_words(site.now)}"]]
    notes += [[words] for words in site.warning]
    for section in sections(site):
        notes.append([f"{section.words}: {section.days}"])
        notes += [[f"- {words}: {number}"] for words, number in counted(section)]
    return workbook([*sheets, Sheet("Ghi chú", notes, {0: 60})])
