"""What is put out of the yearly plans, each event once and for ever: a plan, an adjustment of one, a text that was dropped.

That a text is late is no event: it follows from the day, and ends when the office names another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from duthao.domain.entry_keys import day_and_digest
from duthao.domain.plans import PlanChange, YearPlan
from duthao.domain.publication import effective


class PlanEvent(NamedTuple):
    """`name` stands in the register of what was let out, `path` ends its id; both follow from what the plan says, never from a
    place in a list. `row` is the row that was dropped ("": none), `change` the adjustment.
    """

    year: int
    kind: Literal["published", "changed", "dropped"]
    name: str
    path: str
    when: datetime
    row: str = ""
    change: PlanChange | None = None


def plan_events(plans: Mapping[int, YearPlan]) -> Iterator[PlanEvent]:
    """All events of plans that say when they are published, past and to come; none before its plan is out."""
    for year, plan in plans.items():
        if plan.published is None:
            continue
        out = plan.published.start
        yield PlanEvent(year, "published", f"published/{year}", "published/1", out)
        for change in plan.changes:
            key = day_and_digest(change.at, change.published, change.note)
            when = max(out, effective(change))
            yield PlanEvent(
                year, "changed", f"changed/{year}-{key}", f"changed/{key}", when, change=change
            )
        for row_id, row in plan.rows.items():
            if row.dropped:
                when = max(out, effective(row.dropped))
                yield PlanEvent(
                    year, "dropped", f"dropped/{row_id}", f"{row_id}/dropped", when, row_id
                )
