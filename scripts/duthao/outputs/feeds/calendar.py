"""Calendars to subscribe to: of the site, of lists by state, of each topic, agency, place, audience, campaign and draft.

The text of an entry is made once and joined into every calendar that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial

from duthao.clock import VN
from duthao.outputs.artifact import Artifact, digest
from duthao.outputs.feeds.ics import ZONE, Entry, days, entries, escape, folded, utc
from duthao.outputs.feeds.meeting_entries import site_entries
from duthao.outputs.output import Output
from duthao.outputs.shared.draft_news import DEMO
from duthao.outputs.shared.subscriptions import CAMPAIGN, Subscription, subscriptions
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record

ENTRIES = "calendar"  # the snippet
FILE = "lich.ics"
# Kept +07:00 without daylight saving since 1975: one constant component is exact.
_VTIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)
# A list by state holds of its drafts only the dates that it is about.
_ABOUT = {"closing_soon": "closes", "answered": "answer"}
# Days for which an entry that is over stays in calendars: they look ahead, and a year of what is over, in the
# calendar of each commune, would be a fifth of the site. Lists by state, of few dates, go back a year; a draft's to its start.
_PAST, _PAST_OF_LISTS = 31, 12 * 31


@dataclass(frozen=True)
class _EntryGroup:
    """Drafts whose entries since a day stand together in calendars; groups of one digest hold the same."""

    digest: str
    summaries: tuple[Summary, ...] = field(compare=False)
    since: int = field(compare=False)
    about: str = field(compare=False)


# ---- which calendars there are


class Calendar(Output):
    """Calendars to subscribe to: of the site, of lists by state, of each topic, agency, place, audience, campaign and draft."""

    name = "calendar"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/lich.ics`."""
        head = calendar_head(site, record.draft.short_title)
        yield Artifact(
            site.links.draft(record.id, FILE), partial(_draft, head, entries(site, record))
        )

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`lich.ics` of the site, of the lists that can be followed, of each topic, agency, place, audience and campaign."""
        known: dict[tuple[int, str], _EntryGroup] = {}
        meetings = [(agency, entry.text) for agency, entry in site_entries(site)]
        summaries = tuple(sorted(site.summaries, key=lambda summary: summary.id))
        for subscription in list(
            subscriptions(site, summaries)
        ):  # kept, so that no two shelves have one id
            about = _ABOUT.get(subscription.kind, "")
            groups = []
            for shelf in subscription.shelves:
                if (id(shelf), about) not in known:
                    past = _PAST_OF_LISTS if about else _PAST
                    known[id(shelf), about] = _entry_group(shelf, past, about)
                groups.append(known[id(shelf), about])
            head = calendar_head(site, _name(site, subscription))
            if subscription.kind == CAMPAIGN:
                head += _campaign(site, subscription)
            own = [text for agency, text in meetings if _holds(subscription, agency)]
            yield Artifact(
                subscription.path + FILE,
                partial(_calendar, head, tuple(groups), own),
                depends_on=(head, [group.digest for group in groups], own),
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's entries."""
        return {ENTRIES: entries(site, record)}


def _holds(subscription: Subscription, agency: str) -> bool:
    """Whether a meeting of the whole site stands in a calendar: in that of the site, and in that of the agency that holds it."""
    return not subscription.kind or (subscription.kind, subscription.key) == ("agency", agency)


def _name(site: Site, subscription: Subscription) -> str:
    title = site.settings.province.site_title
    return f"{subscription.name} – {title}" if subscription.kind else title


def _entry_group(summaries: Sequence[Summary], past: int, about: str) -> _EntryGroup:
    """Entries from so many days before the newest event of these cards, whatever day it is now: no other moves them."""
    newest = max(
        [summary.fields.happened[-1] for summary in summaries if summary.fields.happened], default=0
    )
    day = datetime.fromtimestamp(newest, VN).toordinal() - past
    since = datetime.fromordinal(day).replace(tzinfo=VN).timestamp()
    # What has neither happened since nor is anything to come of stands in no calendar: its heavy half stays unread.
    kept = tuple(
        c
        for c in summaries
        if c.fields.until is not None or (c.fields.happened and c.fields.happened[-1] >= since)
    )
    return _EntryGroup(digest((day, about, snippet_digest(kept, ENTRIES))), kept, day, about)


def _campaign(site: Site, subscription: Subscription) -> str:
    """The days of the campaign itself, as one entry: stamped with its first day, for nothing else dates the register."""
    campaign = site.registers.campaigns[subscription.key]
    url = site.links.absolute(subscription.path)
    said = "\n".join([*([f"{DEMO}."] if campaign.demo else []), campaign.summary, url])
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:dot-truyen-thong-{subscription.key}@{site.settings.tag_authority}",
            f"DTSTAMP:{utc(campaign.first.start)}",
            days(campaign.opens, campaign.closes),
            folded(f"SUMMARY:{escape(f'Đợt truyền thông: {campaign.name}')}"),
            folded(f"DESCRIPTION:{escape(said)}"),
            folded("URL:" + url),
            "TRANSP:TRANSPARENT",
            "STATUS:CONFIRMED",
            "END:VEVENT\r\n",
        ]
    )


# ---- making


def calendar_head(site: Site, name: str) -> str:
    """All before the first entry."""
    title = escape(name)
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//{site.settings.tag_authority}//duthao//VI",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            folded("NAME:" + title),
            folded("X-WR-CALNAME:" + title),
            f"X-WR-TIMEZONE:{ZONE}",
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
            "X-PUBLISHED-TTL:PT12H",
            *_VTIMEZONE,
            "",
        )
    )


def _draft(head: str, held: Sequence[Entry]) -> bytes:
    return "".join([head, *(entry.text for entry in held), "END:VCALENDAR\r\n"]).encode()


def _calendar(head: str, groups: tuple[_EntryGroup, ...], own: Sequence[str] = ()) -> bytes:
    shared = "".join(own).encode()
    return b"".join((head.encode(), *map(_joined, groups), shared, b"END:VCALENDAR\r\n"))


@lru_cache(maxsize=4)
def _joined(group: _EntryGroup) -> bytes:
    """The group's entries by record, those that are over for long left out."""
    return "".join(
        entry.text
        for entries in snippets(group.summaries, ENTRIES)
        for entry in entries
        if entry.day >= group.since and (not group.about or entry.about == group.about)
    ).encode()
