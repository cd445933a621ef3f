"""Meetings with people about drafts: what is to come, and what was held, with its minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from duthao.clock import Point, date_vi, moment_words
from duthao.domain.events import MEETING_LABEL
from duthao.domain.lifecycle import ended_since
from duthao.domain.meeting_events import MeetingEvent
from duthao.domain.publication import as_published
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, FEEDS, feeds
from duthao.outputs.shared.turns import epoch, span
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Basics, Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import MEETINGS

CALLED = "meetings"  # the snippet
_TITLE = "Hội nghị, tọa đàm, đối thoại"
PAST = 100  # meetings that have begun; earlier ones stand on the pages of their drafts
_LEAD = "Các cuộc họp về dự thảo đã được thông báo. Muốn dự, hỏi cơ quan chủ trì soạn thảo."


Entry = dict[str, Any]


class Meeting(NamedTuple):
    """A meeting that was called, in words; `begins` in epoch seconds, `begun` by the instant of the build.

    `coming` and `over` are the attributes of what stands in the list of what is to come and of what was held; `off` of
    the words that a meeting is not held.
    """

    begins: int
    begun: bool
    when: str
    label: str
    title: str
    place: str
    online: str
    minutes: str
    called_off: bool
    coming: Markup
    over: Markup
    off: Markup


def called(site: Site, record: Record) -> tuple[Meeting, ...]:
    """The record's meetings that have been called by now."""
    return tuple(
        _meeting(site, record, meeting)
        for meeting in record.draft.events
        if (meeting.published or meeting.at).start <= site.now
    )


def _meeting(site: Site, record: Record, meeting: MeetingEvent) -> Meeting:
    begins, stopped = epoch(meeting.at.start), site.settings.as_of is not None
    over = epoch(meeting.at.end)  # of a meeting whose hour nobody told: when its day is over
    known, by = as_published(record.draft, site.now), meeting.at.start
    ended = ended_since(known, min(site.now, by) if stopped else by)
    file = meeting.minutes_file
    minutes = site.links.attachment(record.id, file) if file else ""
    return Meeting(
        begins,
        meeting.at.end <= site.now,
        _when(meeting.at, meeting.ends),
        MEETING_LABEL[meeting.kind],
        meeting.title,
        meeting.place or "",
        meeting.online_url or "",
        minutes,
        ended is not None,
        Markup("") if stopped else span([(0, over)]),
        Markup("") if stopped or meeting.at.end <= site.now else span([(over, 0)]),
        span([(epoch(ended), 0)]) if ended and ended > site.now else Markup(""),
    )


def _when(at: Point, ends: Point | None) -> str:
    begins = moment_words(at.start)
    if not ends or (ends.day == at.day and not ends.timed):
        return begins
    if ends.day == at.day:
        return f"{at.start:%H:%M} đến {ends.start:%H:%M} ngày {date_vi(at.day)}"
    return f"{begins} đến {moment_words(ends.start)}"


class Meetings(Output):
    """Meetings with people about drafts: what is to come, and what was held, with its minutes."""

    name = "meetings"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/su-kien/`."""
        summaries = tuple(
            sorted((c for c in site.summaries if c.fields.happened), key=lambda c: c.id)
        )
        yield Artifact(
            site.links.file(MEETINGS),
            partial(_page, site, summaries),
            depends_on=snippet_digest(summaries, CALLED, BASICS),
        )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's meetings."""
        return {CALLED: called(site, record)}


def _entries(summaries: Sequence[Summary]) -> list[Entry]:
    """All meetings, first to begin first, each with the card of its draft."""
    told = [
        (meeting.begins, card.id, meeting, card)
        for card, meetings in zip(summaries, snippets(summaries, CALLED), strict=True)
        for meeting in meetings
    ]
    return [
        {**meeting._asdict(), "card": card}
        for _, _, meeting, card in sorted(told, key=lambda t: t[:3])
    ]


def _with_draft(site: Site, entry: Entry) -> Entry:
    """An entry with what the page says of its draft."""
    card = entry["card"]
    own: Basics = card.snippet(BASICS)
    url = "~/" + site.links.draft(card.id)
    return {**entry, "draft": own.short_title, "url": url, "demo": own.demo}


def grouped(entries: Sequence[Entry]) -> tuple[list[tuple[str, list[Entry]]], bool]:
    """What is to come, soonest first, and what has begun, latest first; and whether some of that is left out.

    What is to come stands among what has begun too: it is shown there when it has.
    """
    begun = [e for e in reversed(entries) if e["begun"]]
    to_come = [e for e in entries if not e["begun"]]
    will = [e for e in reversed(to_come) if e.get("over")]
    return [("Sắp diễn ra", to_come), ("Đã diễn ra", will + begun[:PAST])], len(begun) > PAST


def _page(site: Site, summaries: Sequence[Summary]) -> bytes:
    found, more = grouped(_entries(summaries))
    (first, to_come), (second, begun) = found
    groups = [
        (first, [_with_draft(site, entry) for entry in to_come], bool(to_come)),
        (second, [_with_draft(site, entry) for entry in begun], any(e["begun"] for e in begun)),
    ]
    main = site.render(
        "meetings.html",
        crumbs=CRUMBS[:1],
        title=_TITLE,
        lead=_LEAD,
        groups=groups,
        more=more,
        feeds=[{"label": label, "url": f"~/{name}"} for label, name, _ in FEEDS],
    )
    return site.page(
        "follow",
        MEETINGS,
        title=_TITLE,
        description=_LEAD,
        main=main,
        feeds=feeds(site.settings.province.site_title, ""),
    )
