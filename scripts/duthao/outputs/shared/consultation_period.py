"""From when to when opinions are asked, in sentences that an agency signs; and the days on which a loudspeaker says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from duthao.clock import all_day
from duthao.domain import deadline_words
from duthao.domain.lifecycle import NEWS, View
from duthao.domain.rounds import deadlines
from duthao.outputs.shared.status import former_deadlines, shortened
from duthao.outputs.site import Site
from duthao.records.record import Record


def consultation_period(site: Site, record: Record, view: View) -> Iterator[str]:
    """The period, why it is shorter than usual, and the deadlines that it replaced; the view must have dates."""
    assert view.opens is not None and view.closes is not None
    yield f"{deadline_words.period(view.opens, view.closes).capitalize()}."
    yield from shortened(record.draft)
    for change in former_deadlines(record.draft, view, site.now):
        yield f"Thời hạn góp ý đã thông báo trước đây là {change['words']}. {change['change']}"


def broadcast_periods(
    site: Site, record: Record, view: View, begun: str, arrives: timedelta = timedelta()
) -> list[str]:
    """When a draft is to be on the air: a week after it opens or its deadline changes, and its last days; none that will be
    over when what says so `arrives`.

    Of one that has begun it is `begun` that stands for its first day.
    """
    assert view.opens is not None and view.closes is not None and view.round is not None
    changes = deadlines(record.draft.rounds[view.round - 1])[1:]
    start = max([view.opens.start, *(d.since for d in changes if d.since <= site.now)])
    soon = view.closes.end - timedelta(days=site.settings.closing_soon_days)
    week = all_day((start + NEWS - timedelta(days=1)).date())
    spans = [(start, view.closes)] if soon <= start + NEWS else [(start, week), (soon, view.closes)]
    return [
        f"{begun} đến {deadline_words.until(end)}"
        if since <= site.now
        else deadline_words.period(all_day(since.date()), end)
        for since, end in spans
        if end.end > site.now + arrives
    ]
