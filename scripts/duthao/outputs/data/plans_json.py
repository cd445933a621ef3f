"""The yearly plans as data: `/api/v1/plans.json`, which there are, and `/api/v1/plans/<year>.json`, the rows of one.

What is for the office alone is not there to be written: outputs of the site are given no such part of a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from duthao.domain import expected_time
from duthao.domain.plans import STATES, PlanRow, YearPlan
from duthao.domain.publication import effective
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared import plan_rows
from duthao.outputs.shared.record_data import VERSION, written_json
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.rendering.links import API


class PlansJson(Output):
    """The plans that are out. A row stands as it does at the build; whoever reads later has its days."""

    name = "plans_json"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The index, and a file a plan; the index is there without any."""
        plans, drafts = plan_rows.shown_plans(site), plan_rows.drafts_by_row(site)
        index = []
        for year, plan in plans.items():
            path = f"{API}plans/{year}.json"
            content = written_json(_plan(site, year, plan, drafts)) + b"\n"
            yield Artifact(path, partial(bytes, content), content)
            url, json = site.links.absolute(site.links.plan(year)), site.links.absolute(path)
            index.append({"year": year, "rows": len(plan.rows), "url": url, "json": json})
        listed = written_json({"version": VERSION, "plans": index}) + b"\n"
        yield Artifact(f"{API}plans.json", partial(bytes, listed), listed)


def _plan(
    site: Site, year: int, plan: YearPlan, drafts: Mapping[str, tuple[Summary, ...]]
) -> dict[str, Any]:
    assert plan.published
    out = [change for change in plan.changes if effective(change) <= site.now]
    return {
        "version": VERSION,
        "year": year,
        "title": plan_rows.title_of(year),
        "agency": _named(plan.agency, site.registers.agencies[plan.agency].name),
        "number": plan.number,
        "published": plan.published.text,
        "basis": plan.basis,
        "demo": plan.demo,
        "url": site.links.absolute(site.links.plan(year)),
        "changes": [{"at": change.at.text, "note": change.note} for change in out],
        "rows": [_row(site, year, key, row, drafts.get(key, ())) for key, row in plan.rows.items()],
    }


def _row(
    site: Site, year: int, key: str, row: PlanRow, drafts: tuple[Summary, ...]
) -> dict[str, Any]:
    known, time = site.registers, row.expected
    first, last = expected_time.window(time, known.sessions) if time else (None, None)
    state = plan_rows.standings(site, row, drafts)[0].state
    dropped = row.dropped if plan_rows.dropped_out(site, row) else None
    kind = row.document_type
    return {
        "id": key,
        "title": row.title,
        "state": state,
        "label": STATES[state],
        "agency": {"key": row.agency, "name": plan_rows.agency_words(site, row)},
        "cooperating": [
            *(_named(agency, known.agencies[agency].name) for agency in row.cooperating),
            *([_named(None, row.cooperating_words)] if row.cooperating_words else []),
        ],
        "document_type": _named(kind, known.document_types[kind].name) if kind else None,
        "form": row.form,
        "expected": {
            "text": time.text if time else None,
            "words": plan_rows.expected_words(site, row),
            "first": first.isoformat() if first else None,
            "last": last.isoformat() if last else None,
        },
        "falls_under_407": None if row.scope is None else not row.scope.unmet,
        "audiences": [_named(name, known.audiences[name].name) for name in row.audiences],
        "places": [_named(place, known.places[place].name) for place in row.places],
        "channels": list(row.channels),
        "products": list(row.products),
        "note": row.note,
        "dropped": {"at": dropped.at.text, "reason": dropped.reason} if dropped else None,
        "drafts": [draft.id for draft in drafts],
        "url": site.links.absolute(plan_rows.row_addresses(site, year)[key]),
    }


def _named(key: str | None, name: str) -> dict[str, str | None]:
    return {"key": key, "name": name}
