"""The yearly plans: `/ke-hoach/`, that of each year by quarter, and the rows of each agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from duthao.domain.plans import STATES, PlanRow, YearPlan
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared import plan_document, plan_rows
from duthao.outputs.shared.listing import CRUMBS, FEEDS, feeds
from duthao.outputs.shared.plan_rows import PER_PAGE, RowGroup, Standing
from duthao.outputs.shared.status import status
from duthao.outputs.shared.turns import span, steps, with_stretches
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.outputs.web.list_pages import pager
from duthao.records.record import Record
from duthao.rendering.links import PLANS

DRAFT = "plan_draft"  # the snippet: a draft below the row that it fulfils, finished HTML
_TITLE = "Kế hoạch năm"
_LEAD = "Những văn bản cơ quan dự kiến xây dựng, thời gian dự kiến và cách truyền thông, lấy ý kiến Nhân dân."
# Icon and colours of each state of a row: those of a draft that stands alike.
_LOOKS = {
    "fulfilled": "answered",
    "due": "upcoming",
    "late": "answer_overdue",
    "planned": "planned",
    "undated": "undated",
    "ended": "withdrawn",
    "dropped": "dropped",
}
_FEEDS = tuple(feed for feed in FEEDS if feed[1] in ("rss.xml", "lich.ics"))
Drafts = Mapping[str, tuple[Summary, ...]]
Standings = Mapping[str, tuple[Standing, ...]]


class PlanList(NamedTuple):
    """A list of rows before it is cut into pages; `whole` is the plan where the list is all of it."""

    year: int
    plan: YearPlan
    path: str
    title: str
    groups: Sequence[RowGroup]
    whole: bool


class PlanPages(Output):
    """The plans that are out, with the draft of each row and how it stands."""

    name = "plan_pages"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/ke-hoach/`, `/ke-hoach/<year>/` and `/ke-hoach/<year>/co-quan/<agency>/`, the later pages of each."""
        plans, drafts = plan_rows.shown_plans(site), plan_rows.drafts_by_row(site)
        stand = {
            key: plan_rows.standings(site, row, drafts.get(key, ()))
            for plan in plans.values()
            for key, row in plan.rows.items()
        }
        yield Artifact(
            site.links.file(PLANS),
            partial(_index, site, plans, stand),
            depends_on=[
                (year, _counted(plan.rows, stand), _total(site, plan.rows))
                for year, plan in plans.items()
            ],
        )
        for year, plan in plans.items():
            for rows in _lists(site, year, plan):
                yield from _pages(site, rows, drafts, stand)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft as it stands below its row."""
        if not record.draft.plan:
            return {}
        html = site.render(
            "plan-draft.html",
            url="~/" + site.links.draft(record.id),
            title=record.draft.short_title,
            status=status(site, record),
            demo=record.draft.demo,
        )
        return {DRAFT: html}


def _lists(site: Site, year: int, plan: YearPlan) -> Iterator[PlanList]:
    """The whole plan, then the rows of each agency that leads."""
    groups = plan_rows.row_groups(site, plan.rows)
    yield PlanList(year, plan, site.links.plan(year), plan_rows.title_of(year), groups, whole=True)
    for agency, name, rows in _by_agency(site, plan):
        path, title = site.links.plan_of(year, agency), f"{name}: kế hoạch năm {year}"
        yield PlanList(year, plan, path, title, plan_rows.row_groups(site, rows), whole=False)


def _by_agency(site: Site, plan: YearPlan) -> list[tuple[str, str, dict[str, PlanRow]]]:
    """Key, name and rows of each agency that leads, in the order of the register."""
    rows: dict[str, dict[str, PlanRow]] = {}
    for key, row in plan.rows.items():
        if row.agency:
            rows.setdefault(row.agency, {})[key] = row
    agencies = site.registers.agencies
    return [(key, agencies[key].name, rows[key]) for key in agencies if key in rows]


def _counted(
    rows: Mapping[str, PlanRow], stand: Standings
) -> list[tuple[str, list[tuple[int, int]]]]:
    """Each state that a row is in, now or soon, with how many are, now and from each instant on."""
    counted = plan_rows.counts([stand[key] for key in rows])
    return [(state, found) for state, found in counted.items() if any(n for _, n in found)]


def _total(site: Site, rows: Mapping[str, PlanRow]) -> str:
    return plan_rows.counted_words(site, rows.values())


def _words(site: Site, group: RowGroup) -> str:
    return plan_rows.counted_words(site, (row for _, row in group.rows))


def _states(counted: Sequence[tuple[str, list[tuple[int, int]]]]) -> list[dict[str, Any]]:
    return [
        {
            "label": STATES[state],
            "look": _LOOKS[state],
            "count": found[0][1],
            "steps": steps("steps", [(start, str(n)) for start, n in found]),
            "span": span(
                [
                    (start, end)
                    for some, start, end in with_stretches([(since, n > 0) for since, n in found])
                    if some
                ]
            ),
        }
        for state, found in counted
    ]


# ---- pages


def _pages(site: Site, rows: PlanList, drafts: Drafts, stand: Standings) -> Iterator[Artifact]:
    """The pages of a list; the first also says what the plan is, and what became of it."""
    listed = [(group, row) for group in rows.groups for row in group.rows]
    of = max(1, -(-len(listed) // PER_PAGE))
    for number in range(1, of + 1):
        here = listed[(number - 1) * PER_PAGE : number * PER_PAGE]
        keys = [key for _, (key, _) in here]
        named = [draft for key in keys for draft in drafts.get(key, ())]
        head = (_counted(rows.plan.rows, stand), repr(rows.plan)) if number == 1 else ()
        yield Artifact(
            site.links.file(site.links.paged(rows.path, number)),
            partial(_page, site, rows, here, (number, of), drafts, stand),
            depends_on=(
                head,
                of,
                rows.title,
                [_words(site, group) for group in rows.groups],
                [_total(site, own) for *_, own in _by_agency(site, rows.plan)],
                _total(site, rows.plan.rows),
                [(group.key, repr(row), stand[key]) for group, (key, row) in here],
                [plan_rows.dropped_words(site, row) for _, (_, row) in here],
                plan_rows.changes_out(site, rows.plan),
                snippet_digest(named, DRAFT),
            ),
        )


def _page(
    site: Site,
    rows: PlanList,
    here: Sequence[tuple[RowGroup, plan_rows.PlannedRow]],
    place: tuple[int, int],
    drafts: Drafts,
    stand: Standings,
) -> bytes:
    number, of = place
    path = site.links.paged(rows.path, number)
    title = rows.title if number == 1 else f"{rows.title}, trang {number}"
    sections: dict[str, dict[str, Any]] = {}
    for group, (key, row) in here:
        section = sections.setdefault(
            group.key,
            {"id": f"thoi-gian-{group.key}", "heading": group.heading, "count": _words(site, group), "rows": []},
        )  # fmt: skip
        section["rows"].append(_row(site, key, row, drafts.get(key, ()), stand[key]))
    crumbs = [CRUMBS[0], {"text": _TITLE, "url": f"~/{PLANS}"}]
    if not rows.whole or number > 1:
        crumbs.append({"text": f"Năm {rows.year}", "url": "~/" + site.links.plan(rows.year)})
    first = rows.whole and number == 1
    main = site.render(
        "plan.html",
        crumbs=crumbs,
        title=title,
        lead=plan_rows.issued_words(site, rows.plan) if first else "",
        basis=rows.plan.basis if first else "",
        demo=rows.plan.demo,
        files=_files(site, rows.year) if first else [],
        total=_total(site, rows.plan.rows),
        states=_states(_counted(rows.plan.rows, stand)) if first else [],
        changes=plan_rows.changes_out(site, rows.plan) if first else [],
        agencies=_agencies(site, rows) if first else [],
        sections=list(sections.values()),
        pages=pager(site, rows.path, number, of),
        feeds=_links_to_feeds(),
    )
    return site.page(
        "list", path, title=title, description=f"{title}. {_LEAD}", main=main, feeds=_feeds()
    )


def _feeds() -> list[dict[str, str]]:
    """For the heads of pages of plans that are out."""
    return feeds(_TITLE, PLANS, _FEEDS)


def _links_to_feeds() -> list[dict[str, str]]:
    return [{"url": f"~/{PLANS}{name}", "label": label} for label, name, _ in _FEEDS]


def _files(site: Site, year: int) -> list[dict[str, str]]:
    forms = [("pdf", "Bản PDF")] if site.printed else []
    return [
        {"url": f"~/{site.links.plan(year, plan_document.FILE)}.{form}", "text": text}
        for form, text in (*forms, ("docx", "Bản Word"))
    ]


def _agencies(site: Site, rows: PlanList) -> list[dict[str, Any]]:
    return [
        {"url": "~/" + site.links.plan_of(rows.year, key), "text": name, "count": _total(site, own)}
        for key, name, own in _by_agency(site, rows.plan)
    ]


def _row(
    site: Site, key: str, row: PlanRow, drafts: Sequence[Summary], stand: Sequence[Standing]
) -> dict[str, Any]:
    """What theme/pages/plan.html is given of a row."""
    badges = [
        {"label": STATES[state], "look": _LOOKS[state], "span": span([(start, end)])}
        for state, start, end in with_stretches([(s.since, s.state) for s in stand])
    ]
    return {
        "id": key,
        "title": row.title,
        "badges": badges,
        "agency": plan_rows.agency_words(site, row),
        "kind": plan_rows.kind_words(site, row),
        "expected": plan_rows.expected_words(site, row),
        "facts": list(plan_rows.facts(site, row)),
        "dropped": plan_rows.dropped_words(site, row),
        "drafts": [Markup(draft.snippet(DRAFT)) for draft in drafts],
    }


def _index(site: Site, plans: Mapping[int, YearPlan], stand: Standings) -> bytes:
    years = [
        {
            "url": "~/" + site.links.plan(year),
            "title": plan_rows.title_of(year),
            "total": _total(site, plan.rows),
            "demo": plan.demo,
            "states": _states(_counted(plan.rows, stand)),
        }
        for year, plan in plans.items()
    ]
    main = site.render(
        "plans.html",
        crumbs=CRUMBS[:1],
        title=_TITLE,
        lead=_LEAD,
        years=years,
        feeds=_links_to_feeds() if plans else [],
    )
    return site.page(
        "list", PLANS, title=_TITLE, description=_LEAD, main=main, feeds=_feeds() if plans else ()
    )
