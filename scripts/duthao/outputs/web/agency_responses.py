"""What an agency did not accept and why, and the answers that it still owes: `/co-quan/<key>/y-kien/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from duthao.domain import deadline_words
from duthao.domain.fates import fates
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, TITLES, feeds
from duthao.outputs.shared.response_rows import (
    PAGE,
    answered_rounds,
    answering,
    capital,
    row_words,
)
from duthao.outputs.shared.turns import Stretch, over_time, span, with_stretches
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Basics, Summary, snippet_digest
from duthao.records.record import Record

REASONS = "response_reasons"  # the snippet
OVERDUE = "answer_overdue"  # the snippet
_NOT_ACCEPTED = ("kept", "partly", "out_of_scope")
# Said of a round that has no such row: by the verdicts that it has.
_WITHOUT = MappingProxyType(
    {
        frozenset({"accepted"}): "Mọi ý kiến đều được tiếp thu.",
        frozenset({"noted"}): "Mọi ý kiến đều được ghi nhận.",
        frozenset({"accepted", "noted"}): "Mọi ý kiến đều được tiếp thu hoặc ghi nhận.",
    }
)
TITLE = "Trả lời ý kiến góp ý"


class AgencyResponses(Output):
    """An index of reasons and of overdue answers for each agency that has any."""

    name = "agency_responses"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """One page an agency."""
        for agency, held in answering(site.registers, site.summaries).items():
            path = site.links.by("agency", agency) + PAGE
            yield Artifact(
                site.links.file(path),
                partial(_page, site, agency, held),
                depends_on=(
                    snippet_digest(held, REASONS, OVERDUE, BASICS),
                    site.now.date() if site.settings.as_of else None,
                ),
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """What was not accepted of the draft's opinions: of each round the figures in words and the rows; empty without a table.

        Beside it when an answer is late, as long as nothing is put out: the day that is missed, and the stretch.
        """
        return {
            OVERDUE: [
                (due, (start, end))
                for due, start, end in with_stretches(over_time(site, record, _missed))
                if due
            ],
            REASONS: [
                {
                    "fates": capital(fates(round_.outcome)),
                    "without": _WITHOUT.get(frozenset(row.verdict for row in round_.rows), ""),
                    "rows": [
                        row_words(site, record, row)
                        for row in round_.rows
                        if row.verdict in _NOT_ACCEPTED
                    ],
                }
                for round_ in answered_rounds(site, record)
            ],
        }


def _page(site: Site, agency: str, drafts: Sequence[Summary]) -> bytes:
    name = site.registers.agencies[agency].name
    path = site.links.by("agency", agency) + PAGE
    own = "~/" + site.links.by("agency", agency)
    lead = "Các ý kiến không được tiếp thu hoặc chỉ được tiếp thu một phần, kèm lý do; và các dự thảo quá hạn trả lời."
    overdue, answered = list(_overdue(site, drafts)), list(_drafts(site, drafts))
    main = site.render(
        "agency-responses.html",
        crumbs=[
            CRUMBS[0],
            {"text": TITLES["agency"], "url": "~/" + site.links.by("agency")},
            {"text": name, "url": own},
        ],
        title=f"{TITLE}: {name}",
        lead=lead,
        overdue=overdue,
        drafts=answered,
        **_from(overdue, answered=bool(answered)),
    )
    return site.page(
        "plain",
        path,
        title=f"{TITLE}: {name}",
        description=lead,
        main=main,
        feeds=feeds(name, site.links.by("agency", agency)),
    )


def _missed(site: Site, record: Record) -> date | None:
    """The day by whose end an answer was due that is not out; None where none is late."""
    view = site.view(record)
    return view.answer_due if view.answer_overdue else None


def _overdue(site: Site, drafts: Sequence[Summary]) -> Iterator[dict[str, Any]]:
    """Answers that are late, and those that will be, shown from that day on; the browser counts by how many days."""
    for summary in drafts:
        basics: Basics = summary.snippet(BASICS)
        for due, stretch in summary.snippet(OVERDUE):
            yield {
                "title": basics.short_title,
                "url": "~/" + site.links.draft(summary.id),
                "demo": basics.demo,
                "due": f"hạn công bố là {deadline_words.due(due)}",
                "since": due.isoformat(),
                "days": _days(site, due) if site.settings.as_of else "",
                "stretch": stretch,
                "span": span([stretch]),
            }


def _from(overdue: Sequence[dict[str, Any]], *, answered: bool) -> dict[str, Any]:
    """Attributes of the list of what is overdue and of the words that there is nothing: each holds in stretches of its own."""
    stretches: list[Stretch] = [entry["stretch"] for entry in overdue]
    starts = sorted({0, *(moment for stretch in stretches for moment in stretch)})
    some = with_stretches(
        (at, any(start <= at and (at < end or not end) for start, end in stretches))
        for at in starts
    )
    late = [(start, end) for held, start, end in some if held]
    nothing = [(start, end) for held, start, end in some if not held]
    return {
        "overdue_span": span(late) if late else "",
        "nothing_span": span(nothing) if nothing else "",
        "nothing": not answered and bool(nothing),
    }


def _days(site: Site, due: date) -> str:
    return f"{(site.now.date() - due).days} ngày"


def _drafts(site: Site, drafts: Sequence[Summary]) -> Iterator[dict[str, Any]]:
    for summary in drafts:
        basics: Basics = summary.snippet(BASICS)
        page = "~/" + site.links.draft(summary.id, PAGE)
        for round_ in summary.snippet(REASONS):
            yield {"title": basics.short_title, "url": page, "demo": basics.demo, **round_}
