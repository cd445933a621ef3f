"""The yearly plans as pages, papers, feeds and calendars tell them: which are shown, in which order, how each row stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from duthao.clock import VN, date_vi
from duthao.domain import expected_time
from duthao.domain.communication_log import PLANNED
from duthao.domain.expected_time import QUARTERS
from duthao.domain.plans import (
    FORMS,
    PRODUCTS,
    STATES,
    PlanRow,
    RowState,
    YearPlan,
    row_of,
    row_state,
    turning,
    year_of,
)
from duthao.domain.publication import effective
from duthao.domain.registers import Registers
from duthao.outputs.artifact import digest
from duthao.outputs.shared.turns import epoch
from duthao.outputs.site import AHEAD, Site
from duthao.outputs.summary import Summary
from duthao.records.record import Record
from duthao.rendering.links import PLANS

UNKNOWN = "Chưa rõ thời gian"
LONGER = "Trong năm, dài hơn một quý"
PER_PAGE = 50
PlannedRow = tuple[str, PlanRow]


class RowGroup(NamedTuple):
    """Rows that are expected in one quarter, or of which that cannot be said."""

    key: str
    heading: str
    rows: tuple[PlannedRow, ...]


class Standing(NamedTuple):
    """How a row stands from an instant on (epoch seconds; 0: now)."""

    since: int
    state: RowState


def title_of(year: int) -> str:
    """What the plan of a year is called."""
    return f"Kế hoạch truyền thông dự thảo chính sách năm {year}"


def shown_plans(site: Site) -> Mapping[int, YearPlan]:
    """The plans that are out, the newest year first."""
    plans = site.registers.plans
    return {
        year: plans[year] for year in sorted(plans, reverse=True) if plans[year].shown(site.now)
    }


def row_groups(site: Site, rows: Mapping[str, PlanRow]) -> list[RowGroup]:
    """All rows by quarter, those of no quarter last; within by the end of what is expected, then in the plan's order."""
    sessions = site.registers.sessions
    groups: dict[str, list[tuple[Any, PlannedRow]]] = {}
    for place, (key, row) in enumerate(rows.items()):
        time = row.expected
        last = expected_time.window(time, sessions)[1] if time else None
        quarter = expected_time.quarter_of(time, sessions) if time else ""
        name = quarter or ("~1" if last else "~2")
        groups.setdefault(name, []).append(((last or site.now.date(), place), (key, row)))
        if last is None:
            groups[name][-1] = ((site.now.date().min, place), (key, row))
    return [
        RowGroup(name.lower().strip("~"), _heading(name), tuple(row for _, row in sorted(found, key=lambda f: f[0])))
        for name, found in sorted(groups.items())
    ]  # fmt: skip


def _heading(name: str) -> str:
    year, _, quarter = name.partition("-Q")
    if quarter:
        return f"Quý {QUARTERS[int(quarter) - 1]}/{year}"
    return LONGER if name == "~1" else UNKNOWN


def drafts_by_row(site: Site) -> Mapping[str, tuple[Summary, ...]]:
    """The drafts that name each row, by id; of a plan that is not invented none that is."""
    named: dict[str, list[Summary]] = {}
    plans = site.registers.plans
    for summary in sorted((s for s in site.summaries if s.fields.plan), key=lambda s: s.id):
        plan = plans.get(year_of(summary.fields.plan))
        if plan and summary.fields.demo and not plan.demo:
            continue
        named.setdefault(summary.fields.plan, []).append(summary)
    return {row: tuple(drafts) for row, drafts in named.items()}


def standings(site: Site, row: PlanRow, drafts: Sequence[Summary]) -> tuple[Standing, ...]:
    """How a row stands now, and from each instant on at which that changes, as far as lists look ahead."""
    sessions = site.registers.sessions
    until = site.now if site.settings.as_of else site.now + AHEAD
    instants = {m for m in turning(row, sessions) if m and site.now < m <= until}
    turns = [turn for draft in drafts for turn in draft.fields.turns]
    instants |= {datetime.fromtimestamp(turn[0], VN) for turn in turns}
    found: list[Standing] = []
    for instant in (site.now, *sorted(instants)):
        states = [_state_at(draft, epoch(instant)) for draft in drafts]
        state = row_state(row, sessions, instant, states)
        if not found or found[-1].state != state:
            found.append(Standing(epoch(instant) if found else 0, state))
    return tuple(found)


def _state_at(draft: Summary, instant: int) -> str:
    """The state of a draft at an instant, from now on."""
    turned = [turn[1] for turn in draft.fields.turns if turn[0] <= instant]
    return turned[-1] if turned else draft.fields.state


def counts(all_standings: Sequence[Sequence[Standing]]) -> dict[RowState, list[tuple[int, int]]]:
    """Each state → how many rows stand so from each instant on, the first from now (0)."""
    starts = sorted({s.since for standing in all_standings for s in standing} | {0})
    counted: dict[int, Counter[str]] = {
        start: Counter(
            next(s.state for s in reversed(standing) if s.since <= start)
            for standing in all_standings
        )
        for start in starts
    }
    return {state: [(start, counted[start][state]) for start in starts] for state in STATES}  # type: ignore[misc]


def dropped_out(site: Site, row: PlanRow) -> bool:
    """Whether it is out that the text will not be made."""
    return row.dropped is not None and effective(row.dropped) <= site.now


# ---- in words


def counted_words(site: Site, rows: Iterable[PlanRow]) -> str:
    """`6 văn bản (không kể 1 văn bản đã đưa ra khỏi kế hoạch)`."""
    dropped = Counter(dropped_out(site, row) for row in rows)
    beside = f" (không kể {dropped[True]} văn bản đã đưa ra khỏi kế hoạch)" if dropped[True] else ""
    return f"{dropped[False]} văn bản{beside}"


def expected_words(site: Site, row: PlanRow) -> str:
    """When a row is expected; in the office's own words where these say more."""
    if row.expected_words:
        return row.expected_words
    if row.expected is None:
        return "chưa rõ"
    return expected_time.words(row.expected, site.registers.sessions)


def agency_words(site: Site, row: PlanRow) -> str:
    """Who leads; "" where nobody is named."""
    if row.agency:
        return site.registers.agencies[row.agency].name
    return row.agency_words or ""


def facts(site: Site, row: PlanRow) -> Iterator[tuple[str, str]]:
    """What else the plan says of a row, each with its label."""
    known = site.registers
    cooperating = row.cooperating_words or "; ".join(
        known.agencies[k].name for k in row.cooperating
    )
    audiences = "; ".join(known.audiences[key].name for key in row.audiences)
    places = "; ".join(known.places[key].name for key in row.places)
    for label, text in (
        ("Cơ quan phối hợp", cooperating),
        ("Đối tượng chịu tác động", audiences),
        ("Địa bàn", places[:1].upper() + places[1:]),
        ("Kênh truyền thông", "; ".join(PLANNED[key][0] for key in row.channels)),
        ("Sản phẩm truyền thông", "; ".join(PRODUCTS[key] for key in row.products)),
        ("Phạm vi Đề án 407", scope_words(row)),
        ("Ghi chú", row.note or ""),
    ):
        if text:
            yield label, text


def scope_words(row: PlanRow) -> str:
    """Whether the text falls under Đề án 407, and on what that rests; "" where nobody said."""
    if row.scope is None:
        return ""
    said = f"chưa đủ tiêu chí {', '.join(row.scope.unmet)}" if row.scope.unmet else "thuộc phạm vi"
    return f"{said}. Căn cứ: {row.scope.reason}" if row.scope.reason else said


def kind_words(site: Site, row: PlanRow) -> str:
    """The type of the text and what is done: `Nghị quyết của Hội đồng nhân dân tỉnh, ban hành mới`."""
    kind = site.registers.document_types[row.document_type].name if row.document_type else ""
    form = FORMS[row.form].lower() if row.form else ""
    return ", ".join(filter(None, (kind, form)))


def dropped_words(site: Site, row: PlanRow) -> str:
    """When and why a row was dropped; "" while that is not out."""
    if row.dropped is None or not dropped_out(site, row):
        return ""
    return f"Đưa ra khỏi kế hoạch ngày {date_vi(row.dropped.at.day)}. Lý do: {row.dropped.reason}"


def changes_out(site: Site, plan: YearPlan) -> list[tuple[str, str]]:
    """The adjustments of the plan that are out, the newest first: day and words."""
    out = [change for change in plan.changes if effective(change) <= site.now]
    return [
        (date_vi(change.at.day), change.note) for change in sorted(out, key=effective, reverse=True)
    ]


def issued_words(site: Site, plan: YearPlan) -> str:
    """Who issued the plan, its number, when it was put out."""
    number = f" số {plan.number}" if plan.number else ""
    day = f", công bố ngày {date_vi(plan.published.day)}" if plan.published else ""
    return f"{site.registers.agencies[plan.agency].name} ban hành{number}{day}."


def row_of_record(site: Site, record: Record) -> tuple[int, str] | None:
    """The year and the id of the row that a record fulfils, where its plan is shown."""
    row_id = record.draft.plan
    found = row_of(site.registers.plans, row_id) if row_id else None
    if row_id is None or found is None or not found[0].shown(site.now):
        return None
    return year_of(row_id), row_id


_addresses: list[tuple[Registers, str, Mapping[str, str]]] = []


def row_addresses(site: Site, year: int) -> Mapping[str, str]:
    """Where on the site each row of a plan stands; worked out once for all drafts that name one."""
    path = site.links.plan(year)
    for registers, of, known in _addresses:
        if registers is site.registers and of == path:
            return known
    groups = row_groups(site, site.registers.plans[year].rows)
    keys = [key for group in groups for key, _ in group.rows]
    found = {
        key: f"{site.links.paged(path, place // PER_PAGE + 1)}#{key}"
        for place, key in enumerate(keys)
    }
    _addresses[:] = [*_addresses[-3:], (site.registers, path, found)]
    return found


def plan_digest(site: Site, plan: YearPlan) -> str:
    """A digest of all that a plan says by itself; not of the instant."""
    return digest((repr(plan), repr(site.registers.sessions)))


def addresses(site: Site) -> Iterator[str]:
    """All pages of plans, but the later ones of a list."""
    yield PLANS
    for year, plan in shown_plans(site).items():
        yield site.links.plan(year)
        leading = {row.agency for row in plan.rows.values()}
        yield from (
            site.links.plan_of(year, key) for key in site.registers.agencies if key in leading
        )
