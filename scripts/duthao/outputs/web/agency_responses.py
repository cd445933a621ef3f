"""What an agency did not accept and why, and the answers that it still owes: `/co-quan/<key>/y-kien/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from markupsafe import Markup

from duthao.clock import all_day, date_vi
from duthao.domain import deadline_words
from duthao.domain.fates import fates
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, TITLES, feeds
from duthao.outputs.shared.response_rows import (
    OWING,
    PAGE,
    answered_rounds,
    answering,
    capital,
    row_words,
)
from duthao.outputs.shared.turns import epoch, span
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Basics, Summary, snippet_digest
from duthao.records.record import Record

REASONS = "response_reasons"  # the snippet
_NOT_ACCEPTED = ("kept", "partly", "out_of_scope")
TITLE = "Trả lời ý kiến góp ý"


class AgencyResponses(Output):
    """An index of reasons and of overdue answers for each agency that has any."""

    name = "agency_responses"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """One page an agency; the days by which an answer is late are those of the build."""
        for agency, held in answering(site.summaries).items():
            path = site.links.by("agency", agency) + PAGE
            yield Artifact(
                site.links.file(path),
                partial(_page, site, agency, held),
                depends_on=(snippet_digest(held, REASONS, BASICS), site.now.date()),
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """What was not accepted of the draft's opinions: of each round the figures in words and the rows; empty without a table."""
        return {
            REASONS: [
                {
                    "fates": capital(fates(round_.outcome)),
                    "rows": [
                        row_words(site, record, row)
                        for row in round_.rows
                        if row.verdict in _NOT_ACCEPTED
                    ],
                }
                for round_ in answered_rounds(site, record)
            ]
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


def _overdue(site: Site, drafts: Sequence[Summary]) -> Iterator[dict[str, Any]]:
    """Answers that are owed: how many days late at the build, or shown from the day on which they will be."""
    for summary in drafts:
        basics: Basics = summary.snippet(BASICS)
        due = basics.view.answer_due
        if due is None or summary.fields.state not in OWING:
            continue
        missed = all_day(due).end
        stopped = site.settings.as_of is not None
        if missed > site.now and stopped:
            continue
        yield {
            "title": basics.short_title,
            "url": "~/" + site.links.draft(summary.id),
            "demo": basics.demo,
            "due": f"hạn công bố là {deadline_words.due(due)}",
            "late": _late(missed, site.now),
            "missed": epoch(missed) if missed > site.now else 0,
            "span": span([(epoch(missed), 0)]) if missed > site.now else Markup(""),
        }


def _from(overdue: Sequence[dict[str, Any]], *, answered: bool) -> dict[str, Any]:
    """Attributes of the list of what is overdue and of the words that there is nothing: one may wait for its time."""
    first = min((entry["missed"] for entry in overdue), default=0)
    return {
        "overdue_span": span([(first, 0)]) if first else Markup(""),
        "nothing_span": span([(0, first)]) if first else Markup(""),
        "nothing": not answered and (first > 0 or not overdue),
    }


def _late(missed: datetime, now: datetime) -> str:
    days = (now.date() - missed.date()).days + 1
    return f"quá hạn {days} ngày tính đến {date_vi(now.date())}" if missed <= now else "đã quá hạn"


def _drafts(site: Site, drafts: Sequence[Summary]) -> Iterator[dict[str, Any]]:
    for summary in drafts:
        basics: Basics = summary.snippet(BASICS)
        page = "~/" + site.links.draft(summary.id, PAGE)
        for round_ in summary.snippet(REASONS):
            yield {"title": basics.short_title, "url": page, "demo": basics.demo, **round_}
