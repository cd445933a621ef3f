"""All meetings with people, of drafts and of the site: what is to come, and what was held, with its minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, FEEDS, feeds
from duthao.outputs.shared.shown_meetings import (
    CALLED,
    MEETING_LIST,
    ShownMeeting,
    of_record,
    of_site,
)
from duthao.outputs.shared.turns import span
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Basics, Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import MEETINGS

PAST = 100  # meetings that have begun; earlier ones stand on the pages of their drafts
_LEAD = "Các cuộc họp về dự thảo và lớp tập huấn đã được thông báo. Muốn dự, hỏi cơ quan tổ chức."
Entry = dict[str, Any]


class Meetings(Output):
    """All meetings with people: what is to come, and what was held, with its minutes."""

    name = "meetings"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/su-kien/`."""
        summaries = tuple(
            sorted((c for c in site.summaries if c.fields.happened), key=lambda c: c.id)
        )
        named = {key for meeting in of_site(site) for key in meeting.drafts}
        about = tuple(sorted((c for c in site.summaries if c.id in named), key=lambda c: c.id))
        yield Artifact(
            site.links.file(MEETINGS),
            partial(_page, site, summaries, about),
            depends_on=(
                snippet_digest(summaries, CALLED, BASICS),
                snippet_digest(about, BASICS),
                [tuple(meeting) for meeting in of_site(site)],
            ),
        )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's meetings."""
        return {CALLED: tuple(map(listed, of_record(site, record)))}


def listed(meeting: ShownMeeting) -> ShownMeeting:
    """What lists need of it."""
    return meeting._replace(
        participants="", chair="", programme=(), handouts=(), questions=(), moved=meeting.moved[-1:], decided=(), minutes=(), body=""
    )  # fmt: skip


def _entries(site: Site, summaries: Sequence[Summary]) -> list[Entry]:
    """All meetings, first to begin first, each with what the page says of its draft."""
    told: list[tuple[int, str, ShownMeeting, Summary | None]] = [
        (meeting.begins, meeting.id, meeting, card)
        for card, meetings in zip(summaries, snippets(summaries, CALLED), strict=True)
        for meeting in meetings
    ]
    told += [(meeting.begins, meeting.id, meeting, None) for meeting in of_site(site)]
    return [
        _entry(site, meeting, card) for _, _, meeting, card in sorted(told, key=lambda t: t[:2])
    ]


def _entry(site: Site, meeting: ShownMeeting, card: Summary | None) -> Entry:
    """`coming` and `past` are the attributes of what stands in the list of what is to come and of what was held; `off` of the
    words that a meeting is not held.
    """
    stopped = site.settings.as_of is not None
    over = meeting.over
    return {
        **meeting._asdict(),
        "url": f"~/{meeting.path}",
        "card": card,
        "coming": Markup("") if stopped else span([(0, over)]),
        "past": Markup("") if stopped or meeting.ended else span([(over, 0)]),
        "off": Markup("") if meeting.dropped else span([(meeting.dropped_at, 0)]),
    }


def _with_titles(entry: Entry, about: Mapping[str, Summary]) -> Entry:
    """An entry with the titles of its drafts, made for those alone that the page shows."""
    cards = [entry["card"]] if entry["card"] else [about[k] for k in entry["drafts"] if k in about]
    basics: list[Basics] = [card.snippet(BASICS) for card in cards]
    return {**entry, "titles": [own.short_title for own in basics]}


def grouped(entries: Sequence[Entry]) -> tuple[list[tuple[str, list[Entry]]], bool]:
    """What is to come, soonest first, and what has begun, latest first; and whether some of that is left out.

    What is to come stands among what has begun too: it is shown there when it has.
    """
    begun = [e for e in reversed(entries) if e["ended"]]
    to_come = [e for e in entries if not e["ended"]]
    will = [e for e in reversed(to_come) if e.get("past")]
    return [("Sắp diễn ra, đang diễn ra", to_come), ("Đã diễn ra", will + begun[:PAST])], len(
        begun
    ) > PAST


def _page(site: Site, summaries: Sequence[Summary], about: Sequence[Summary]) -> bytes:
    """`about` are the drafts that meetings of the whole site are about."""
    with_titles = partial(_with_titles, about={card.id: card for card in about})
    found, more = grouped(_entries(site, summaries))
    (first, to_come), (second, begun) = found
    groups = [
        (first, [*map(with_titles, to_come)], bool(to_come)),
        (second, [*map(with_titles, begun)], any(e["ended"] for e in begun)),
    ]
    main = site.render(
        "meetings.html",
        crumbs=CRUMBS[:1],
        title=MEETING_LIST,
        lead=_LEAD,
        groups=groups,
        more=more,
        feeds=[{"label": label, "url": f"~/{name}"} for label, name, _ in FEEDS],
        own=any(True for _ in of_site(site)),
    )
    return site.page(
        "follow",
        MEETINGS,
        title=MEETING_LIST,
        description=_LEAD,
        main=main,
        feeds=feeds(site.settings.province.site_title, ""),
    )
