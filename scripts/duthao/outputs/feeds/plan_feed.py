"""What is put out of the yearly plans as news, and when their texts are expected as a calendar.

That a text is late is no news here: it follows from the day, and is said no more once the office names another time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial

from duthao.domain import expected_time
from duthao.domain.plan_events import PlanEvent, plan_events
from duthao.domain.plans import PlanRow, YearPlan
from duthao.domain.publication import effective
from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds.calendar import FILE, calendar_head
from duthao.outputs.feeds.feed_list import feed_header
from duthao.outputs.feeds.ics import days, escape, folded, utc
from duthao.outputs.feeds.writer import brief_item, feed
from duthao.outputs.feeds.xml_templates import RSS
from duthao.outputs.output import Output
from duthao.outputs.shared import plan_rows
from duthao.outputs.shared.draft_news import DEMO, DraftNews
from duthao.outputs.shared.news import News, paragraph
from duthao.outputs.shared.turns import epoch
from duthao.outputs.site import Site
from duthao.rendering.links import PLANS

_TITLE = "Kế hoạch năm"
_LEAD = "Tin công bố, điều chỉnh kế hoạch truyền thông dự thảo chính sách."
_MONTH = 31  # days: of what is expected less exactly no calendar has a day
_LABELS = {
    "published": "Công bố kế hoạch",
    "changed": "Điều chỉnh kế hoạch",
    "dropped": "Đưa ra khỏi kế hoạch",
}
Told = tuple[DraftNews, News]


class PlanFeed(Output):
    """The plans that are out; where there are none, no feed."""

    name = "plan_feed"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/ke-hoach/rss.xml` and `/ke-hoach/lich.ics`."""
        plans = plan_rows.shown_plans(site)
        if not plans:
            return
        digests = [plan_rows.plan_digest(site, plan) for plan in plans.values()]
        told: list[Told] = sorted(
            _news(site),
            key=lambda piece: (-piece[1].when, piece[1].id),
        )
        yield Artifact(PLANS + RSS, partial(_feed, site, told), depends_on=(digests, [(news.id, news.when) for _, news in told]))  # fmt: skip
        entries = [entry for year, plan in plans.items() for entry in _entries(site, year, plan)]
        yield Artifact(PLANS + FILE, partial(_calendar, site, entries), depends_on=entries)


def _feed(site: Site, told: list[Told]) -> bytes:
    header = feed_header(site, PLANS, _TITLE, _LEAD)
    items = [brief_item(RSS, draft, news) for draft, news in told]
    return feed(RSS, header, told[0][1].when if told else 0, items)


def _news(site: Site) -> Iterator[Told]:
    """That a plan was put out, each adjustment, each text that was dropped, with the date that its news bears for ever."""
    for event in plan_events(site.registers.plans):
        when = _let_out(site, event)
        if when is not None:
            yield _told(site, event, when)


def _let_out(site: Site, event: PlanEvent) -> datetime | None:
    """When a release let it out, or it came by itself before any release knew of plans; None while it is no news yet."""
    news = site.registers.plan_news if site.released else None
    when = event.when if news is None else news.get(event.name)
    return when if when is not None and event.when <= site.now and when <= site.now else None


def _told(site: Site, event: PlanEvent, when: datetime) -> Told:
    """A piece of news, and what it is about."""
    plan = site.registers.plans[event.year]
    path, title = site.links.plan(event.year), plan_rows.title_of(event.year)
    if event.row:
        row = plan.rows[event.row]
        path, title = plan_rows.row_addresses(site, event.year)[event.row], row.title
        said = plan_rows.dropped_words(site, row)
    elif event.change:
        said = event.change.note
    else:  # not how many texts: that is of today, not of that day
        said = plan_rows.issued_words(site, plan)
    agency = site.registers.agencies[plan.agency].name
    draft = DraftNews(site.links.absolute(path), title, agency, (), (), "", "")
    id_ = f"tag:{site.settings.tag_authority},{event.year}:ke-hoach-{event.year}/{event.path}"
    marks = "".join(paragraph(f"{DEMO}.") for _ in [0] if plan.demo)
    brief, label = marks + paragraph(said), _LABELS[event.kind]
    return draft, News(id_, f"plan_{event.kind}", label, label, epoch(when), brief, brief, "", False, "", None)  # fmt: skip


# ---- the calendar


def _calendar(site: Site, entries: list[str]) -> bytes:
    title = f"{_TITLE} – {site.settings.province.site_title}"
    return "".join([calendar_head(site, title), *entries, "END:VCALENDAR\r\n"]).encode()


def _entries(site: Site, year: int, plan: YearPlan) -> Iterator[str]:
    """The rows that are expected within a month or less, each over its days, in the order of the plan."""
    changes = [effective(change) for change in plan.changes]
    changes = [when for when in changes if when <= site.now]
    for key, row in plan.rows.items():
        time = row.expected
        first, last = expected_time.window(time, site.registers.sessions) if time else (None, None)
        if last is None:
            continue
        first = first or last
        if (last - first).days < _MONTH:
            yield _entry(site, (year, plan), (key, row), (first, last), changes)


def _entry(
    site: Site,
    of: tuple[int, YearPlan],
    named: tuple[str, PlanRow],
    span: tuple[date, date],
    changes: list[datetime],
) -> str:
    (year, plan), (key, row) = of, named
    assert plan.published
    dropped = row.dropped is not None and effective(row.dropped) <= site.now
    stamps = [plan.published.start, *changes]
    if row.dropped and dropped:
        stamps.append(effective(row.dropped))
    url = site.links.absolute(plan_rows.row_addresses(site, year)[key])
    lines: Mapping[str, str] = {
        "SUMMARY": f"Dự kiến: {row.title}",
        "DESCRIPTION": "\n".join(
            [
                *([f"{DEMO}."] if plan.demo else []),
                f"Thời gian dự kiến: {plan_rows.expected_words(site, row)}.",
                *(
                    [f"Cơ quan chủ trì: {who}."]
                    if (who := plan_rows.agency_words(site, row))
                    else []
                ),
                *([plan_rows.dropped_words(site, row)] if dropped else []),
                url,
            ]
        ),
    }
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:ke-hoach-{key}@{site.settings.tag_authority}",
            f"DTSTAMP:{utc(max(stamps))}",
            f"SEQUENCE:{len(changes) + dropped}",
            days(*span),
            *(folded(f"{name}:{escape(text)}") for name, text in lines.items()),
            folded("URL:" + url),
            "TRANSP:TRANSPARENT",
            f"STATUS:{'CANCELLED' if dropped else 'TENTATIVE'}",
            "END:VEVENT\r\n",
        ]
    )
