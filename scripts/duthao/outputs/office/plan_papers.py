"""The yearly plan with what is for the office alone: tasks of each unit with their days, the budget; PDF, Word and Excel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.domain.plans import YearPlan
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared import plan_document, plan_rows
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.site import Site
from duthao.rendering.workbook import Sheet, workbook

_GROUP = "Kế hoạch năm"


class PlanPapers(Output):
    """Of every plan, published or not: an office works on it before."""

    name = "plan_papers"
    internal = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`ke-hoach-<year>.pdf`, `.docx` and `.xlsx`."""
        for year, plan in sorted(site.registers.plans.items()):
            data = plan_document.office_document(site, year, plan)
            yield from official_document.artifacts(
                site,
                _name(year),
                plan_document.source_of(year),
                data,
                plan_document.day_of(site, plan),
            )
            prices = repr(site.registers.unit_prices)
            yield Artifact(
                f"{_name(year)}.xlsx",
                partial(_workbook, site, year, plan),
                depends_on=(plan_rows.plan_digest(site, plan), prices, site.warning),
            )

    def site_links(self, site: Site) -> Iterator[PageLink]:
        """The files of each year."""
        for year in sorted(site.registers.plans, reverse=True):
            title, forms = plan_rows.title_of(year), ("pdf",) if site.printed else ()
            for form in (*forms, "docx", "xlsx"):
                yield PageLink(
                    _GROUP,
                    f"{title} ({form.upper()})",
                    f"{_name(year)}.{form}",
                    "nhiệm vụ, kinh phí",
                )


def _name(year: int) -> str:
    return f"ke-hoach-{year}"


def _workbook(site: Site, year: int, plan: YearPlan) -> bytes:
    """The rows, the tasks and the budget, a sheet each; every sheet says that it is not to be published."""
    mark = [" · ".join([*site.warning, *(["Dữ liệu minh họa"] if plan.demo else [])])]
    notes = plan_document.notes(plan)
    rows: list[list[str | int]] = [
        [
            key,
            row.title,
            plan_rows.agency_words(site, row),
            plan_rows.kind_words(site, row),
            plan_rows.expected_words(site, row),
            notes.get(key, ""),
        ]
        for key, row in plan.rows.items()
    ]
    lines = plan_document.budget(site, plan)
    budget: list[list[str | int]] = [
        [
            line.name,
            line.unit,
            line.number,
            "" if line.price is None else line.price,
            "" if line.total is None else line.total,
            line.source,
        ]
        for line in lines
    ]
    total = sum(line.total for line in lines if line.total is not None)
    headings = [
        "Mã",
        "Tên văn bản",
        "Cơ quan chủ trì",
        "Loại, hình thức",
        "Thời gian dự kiến",
        "Ghi chú nội bộ",
    ]
    return workbook(
        [
            Sheet("Danh mục", [headings, *rows, mark], {0: 12, 1: 60, 2: 30, 3: 30, 4: 24, 5: 40}),
            Sheet(
                "Nhiệm vụ",
                [list(plan_document.TASKS), *plan_document.task_rows(site, plan), mark],
                {0: 30, 1: 50, 2: 14, 3: 14, 4: 60},
            ),
            Sheet(
                "Dự toán",
                [list(plan_document.BUDGET), *budget, ["Cộng", "", "", "", total, plan_document.total_words(lines)], mark],
                {0: 40, 1: 14, 2: 12, 3: 16, 4: 18, 5: 40},
            ),
        ]
    )  # fmt: skip
