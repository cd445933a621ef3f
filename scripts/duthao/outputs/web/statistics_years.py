"""In which years anything is counted, and the figures of each: once, for its page, its lists and its data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from duthao.clock import VN
from duthao.domain.statistics.figures import counted_records
from duthao.domain.statistics.record_facts import RecordFacts, meeting_facts, moments
from duthao.domain.statistics.report_periods import calendar_year
from duthao.outputs.shared.period_figures import PeriodReport, facts_of_drafts, period_report
from duthao.outputs.shared.turns import epoch
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippets

MOMENTS = "record_moments"  # the snippet: a draft's `moments_of`
_SECOND = timedelta(seconds=1)


def moments_of(site: Site, facts: RecordFacts) -> list[int]:
    """The instants at which a draft or a meeting changes a figure, in epoch seconds; none where it is not counted."""
    counted = counted_records([facts], demo=site.settings.sample)
    return sorted({epoch(moment) for f in counted for moment in moments(f)})


def _of_meetings(site: Site) -> list[list[int]]:
    return [moments_of(site, facts) for facts in meeting_facts(site.registers)]


def past_moments(site: Site) -> list[int]:
    """The instants by now at which anything changed that is counted of drafts and meetings, in epoch seconds."""
    now = epoch(site.now)
    counted = [*snippets(site.summaries, MOMENTS), *_of_meetings(site)]
    return [at for moments_of_one in counted for at in moments_of_one if at <= now]


def settled_at(site: Site, past: Sequence[int]) -> datetime:
    """The last of these instants; now where there is none."""
    return datetime.fromtimestamp(max(past), VN) if past else site.now


def told_until(year: int, settled: datetime, now: datetime) -> datetime:
    """The instant whose figures a year's files tell: the last change, of a year that is over not before its end, since it is
    told as a whole though nothing may have changed since its midst.
    """
    end = calendar_year(year).end
    return max(settled + _SECOND, end if end <= now else settled)


def year_report(site: Site, year: int, told: datetime) -> PeriodReport:
    """The figures of a year as they stood at an instant."""
    meetings = tuple(meeting_facts(site.registers))
    return _reported(site.summaries, meetings, year, told, site.settings.sample)


@lru_cache(maxsize=8)  # the index tells of all years, and of each there are four files
def _reported(
    summaries: tuple[Summary, ...],
    meetings: tuple[RecordFacts, ...],
    year: int,
    told_at: datetime,
    demo: bool,
) -> PeriodReport:
    facts = (*facts_of_drafts(summaries), *meetings)
    return period_report(facts, calendar_year(year), told_at, demo=demo)
