"""A yearly plan as a paper that its agency signs: what it says for everybody, and what for the office alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from duthao.clock import date_vi
from duthao.domain.plans import Cost, PlanChange, RowDropped, Task, YearPlan
from duthao.domain.publication import effective
from duthao.outputs.shared import plan_rows
from duthao.outputs.shared.signed_papers.official_document import PLAN, document
from duthao.outputs.shared.signed_papers.official_document_data import (
    Annex,
    Block,
    DocumentData,
    annex,
    blank,
    heading,
    table,
    text,
)
from duthao.outputs.site import Site
from duthao.records.plan_files.plan_reader import plan_path
from duthao.text import thousands

FILE = "ke-hoach"
_UNDATED = "…"
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_Section = tuple[str, Sequence[Block]]
_ROWS = ("Mã", "Tên văn bản", "Cơ quan chủ trì; phối hợp", "Loại, hình thức", "Thời gian dự kiến", "Đối tượng, địa bàn", "Kênh, sản phẩm truyền thông")  # fmt: skip
_WIDTHS = (2, 5, 3, 2.5, 2.2, 3, 3.5)
TASKS = ("Đơn vị thực hiện", "Việc", "Từ ngày", "Đến ngày", "Văn bản")
BUDGET = ("Khoản chi", "Đơn vị tính", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)", "Căn cứ")


class BudgetLine(NamedTuple):
    """So many of an item of the unit prices; `price` and `total` are None where no price is known."""

    name: str
    unit: str
    number: int
    price: int | None
    total: int | None
    source: str


class PlannedTask(NamedTuple):
    """A task, and the row that it is for."""

    row: str
    title: str
    task: Task


def source_of(year: int) -> str:
    """The file of which faults are told."""
    return plan_path(year)


def day_of(site: Site, plan: YearPlan) -> date:
    """The day for which the paper is made: that of the latest change that is out, so that it is no other paper each day."""
    entries: list[PlanChange | RowDropped] = [*plan.changes]
    entries += [row.dropped for row in plan.rows.values() if row.dropped]
    days = [when.date() for entry in entries if (when := effective(entry)) <= site.now]
    if plan.published and plan.published.start <= site.now:
        days.append(plan.published.day)
    return max(days, default=site.now.date())


def public_document(site: Site, year: int, plan: YearPlan) -> DocumentData:
    """What everybody may read: the list of texts, how many in which quarter, adjustments."""
    return _document(site, year, plan, _numbered(_sections(site, plan)), [])


def office_document(site: Site, year: int, plan: YearPlan) -> DocumentData:
    """The same with room for what only the office can say, tasks by unit and the budget."""
    lines = budget(site, plan)
    sections = [
        ("MỤC ĐÍCH, YÊU CẦU", [_room()]),
        *_sections(site, plan),
        ("KINH PHÍ", [text(total_words(lines))]),
        ("TỔ CHỨC THỰC HIỆN", [_room()]),
    ]
    more = [
        annex("Phân công nhiệm vụ", [table(TASKS, task_rows(site, plan), (3, 5, 2.2, 2.2, 5))], landscape=True),
        annex("Dự toán kinh phí", [table(BUDGET, budget_rows(lines), (4, 1.5, 1.5, 2, 2.5, 3), (2, 3, 4))], landscape=True),
    ]  # fmt: skip
    return _document(site, year, plan, _numbered(sections), more)


def _room() -> Block:
    """Room for what is the office's to say."""
    return blank("(Cơ quan ghi)", 3)


def _numbered(sections: Sequence[_Section]) -> list[Block]:
    return [
        block
        for number, (name, blocks) in zip(_ROMAN, sections, strict=False)
        for block in (heading(f"{number}. {name}"), *blocks)
    ]


def _sections(site: Site, plan: YearPlan) -> list[_Section]:
    changes = plan_rows.changes_out(site, plan)
    told: list[_Section] = [("NỘI DUNG", list(_about(site, plan)))]
    if changes:
        told.append(("ĐIỀU CHỈNH", [text(f"Ngày {day}: {words}") for day, words in changes[::-1]]))
    return told


def _document(
    site: Site, year: int, plan: YearPlan, blocks: Sequence[Block], more: Sequence[Annex]
) -> DocumentData:
    listed = annex(
        f"Danh mục văn bản, kế hoạch năm {year}",
        [table(_ROWS, list(_rows(site, plan)), _WIDTHS)],
        landscape=True,
    )
    return document(
        site,
        plan.agency,
        PLAN,
        f"truyền thông dự thảo chính sách năm {year}",
        blocks,
        closing="Danh mục văn bản có tại Phụ lục kèm theo Kế hoạch này",
        dated=day_of(site, plan),
        recipients=["Các cơ quan có tên tại Phụ lục"],
        annexes=[listed, *more],
        demo=plan.demo,
        number=_number(site, plan),
    )


def _number(site: Site, plan: YearPlan) -> str:
    """The number of the plan while the paper is the one that was put out; of an adjusted one none, until it is signed."""
    published = plan.published if plan.shown(site.now) else None
    return plan.number or "" if published and published.day == day_of(site, plan) else ""


def _about(site: Site, plan: YearPlan) -> Iterator[Block]:
    if plan.basis:
        yield text(plan.basis)
    groups = plan_rows.row_groups(site, plan.rows)
    total = plan_rows.counted_words(site, plan.rows.values())
    yield text(f"Kế hoạch gồm {total}, xếp theo thời gian dự kiến như sau:")
    yield table(
        ("Thời gian", "Số văn bản"),
        [
            [group.heading, str(count)]
            for group in groups
            if (count := sum(not plan_rows.dropped_out(site, row) for _, row in group.rows))
        ],
        (3, 1),
        (1,),
    )


def _rows(site: Site, plan: YearPlan) -> Iterator[list[str]]:
    for group in plan_rows.row_groups(site, plan.rows):
        for key, row in group.rows:
            told = dict(plan_rows.facts(site, row))
            dropped, when = plan_rows.dropped_words(site, row), plan_rows.expected_words(site, row)
            who = [plan_rows.agency_words(site, row), told.get("Cơ quan phối hợp", "")]
            whom = [told.get("Đối tượng chịu tác động", ""), told.get("Địa bàn", "")]
            how = [told.get("Kênh truyền thông", ""), told.get("Sản phẩm truyền thông", "")]
            yield [
                key,
                "\n".join(filter(None, (row.title, dropped))),
                "\n".join(filter(None, who)),
                plan_rows.kind_words(site, row),
                when[:1].upper() + when[1:],
                "\n".join(filter(None, whom)),
                "\n".join(filter(None, how)),
            ]


# ---- for the office alone


def tasks(plan: YearPlan) -> list[PlannedTask]:
    """All tasks, by unit, then by when they begin; those without a day last."""
    found = [
        PlannedTask(key, row.title, task)
        for key, row in plan.rows.items()
        for task in (row.internal.tasks if row.internal else ())
    ]
    return sorted(found, key=lambda t: (t.task.unit, t.task.begins or date.max, t.row))


def task_rows(site: Site, plan: YearPlan) -> list[list[str]]:
    """The tasks as rows of `TASKS`."""
    return [
        [
            planned.task.unit,
            planned.task.what,
            date_vi(planned.task.begins) if planned.task.begins else _UNDATED,
            date_vi(planned.task.ends) if planned.task.ends else _UNDATED,
            f"{planned.row}: {planned.title}",
        ]
        for planned in tasks(plan)
    ]


def budget(site: Site, plan: YearPlan) -> list[BudgetLine]:
    """What all tasks need of each item, in the order of the unit prices."""
    return budget_lines(site, (cost for planned in tasks(plan) for cost in planned.task.costs))


def budget_lines(site: Site, costs: Iterable[Cost]) -> list[BudgetLine]:
    """What these need of each item together, in the order of the unit prices."""
    counted: Counter[str] = Counter()
    for cost in costs:
        counted[cost.item] += cost.count
    lines = []
    for key, item in site.registers.unit_prices.items():
        if key in counted:
            total = None if item.price is None else item.price * counted[key]
            lines.append(
                BudgetLine(item.name, item.unit, counted[key], item.price, total, item.source or "")
            )
    return lines


def budget_rows(lines: Sequence[BudgetLine]) -> list[list[str]]:
    """The budget as rows of `BUDGET`; a price that nobody knows is left blank, and the sum says so."""
    rows = [
        [
            line.name,
            line.unit,
            amount(line.number),
            amount(line.price),
            amount(line.total),
            line.source,
        ]
        for line in lines
    ]
    known = [line.total for line in lines if line.total is not None]
    missing = len(lines) - len(known)
    label = "Cộng" + (f" (chưa gồm {missing} khoản chưa có đơn giá)" if missing else "")
    return [*rows, [label, "", "", "", amount(sum(known)), ""]] if lines else []


def total_words(lines: Sequence[BudgetLine]) -> str:
    """What all comes to, as far as prices are known."""
    known = [line.total for line in lines if line.total is not None]
    if not lines:
        return "Chưa có khoản chi nào ghi ở các dòng của kế hoạch."
    missing = [line.name for line in lines if line.total is None]
    said = f"Dự toán theo đơn giá nội bộ: {amount(sum(known))} đồng"
    return (
        f"{said}; chưa gồm các khoản chưa có đơn giá: {'; '.join(missing)}."
        if missing
        else f"{said}."
    )


def amount(number: int | None) -> str:
    """`5.000.000`; "" where nothing is known."""
    return "" if number is None else thousands(number)


def notes(plan: YearPlan) -> Mapping[str, str]:
    """The notes for the office, by row."""
    return {
        key: row.internal.note
        for key, row in plan.rows.items()
        if row.internal and row.internal.note
    }
