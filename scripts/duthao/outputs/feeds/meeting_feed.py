"""Meetings of the whole site as news and as entries of calendars; those of a draft stand among what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from duthao.clock import moment_words
from duthao.domain.meetings import meeting_states
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.domain.publication import effective
from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds.calendar import FILE, calendar_head
from duthao.outputs.feeds.feed_list import feed_header
from duthao.outputs.feeds.meeting_entries import site_entries
from duthao.outputs.feeds.writer import brief_item, feed
from duthao.outputs.feeds.xml_templates import RSS
from duthao.outputs.output import Output
from duthao.outputs.shared.draft_news import DEMO, DraftNews
from duthao.outputs.shared.news import News, paragraph
from duthao.outputs.shared.shown_meetings import (
    MEETING_LIST,
    ShownMeeting,
    of_site,
    place_before,
    time_after,
)
from duthao.outputs.shared.turns import epoch
from duthao.outputs.site import Site
from duthao.rendering.links import MEETINGS

_LEAD = "Tin mời họp, dời, hủy và kết quả các cuộc họp chung, lớp tập huấn."
MeetingNews = tuple[DraftNews, News]


class MeetingFeed(Output):
    """What is told of the meetings of the whole site; where there are none, no feed."""

    name = "meeting_feed"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/su-kien/rss.xml` and `/su-kien/lich.ics`."""
        meetings = [*of_site(site)]
        if not meetings:
            return
        told = sorted(
            (piece for meeting in meetings for piece in _news(site, meeting)),
            key=lambda piece: (-piece[1].when, piece[1].id),
        )
        yield Artifact(
            MEETINGS + RSS, partial(_feed, site, told), depends_on=[tuple(news) for _, news in told]
        )
        entries = [entry.text for _, entry in site_entries(site)]
        yield Artifact(MEETINGS + FILE, partial(_calendar, site, entries), depends_on=entries)


def _feed(site: Site, told: list[MeetingNews]) -> bytes:
    header = feed_header(site, MEETINGS, MEETING_LIST, _LEAD)
    return feed(RSS, header, told[0][1].when, [brief_item(RSS, *piece) for piece in told])


def _calendar(site: Site, entries: list[str]) -> bytes:
    title = f"{MEETING_LIST} – {site.settings.province.site_title}"
    return "".join([calendar_head(site, title), *entries, "END:VCALENDAR\r\n"]).encode()


def _news(site: Site, meeting: ShownMeeting) -> Iterator[MeetingNews]:
    """That it was called, each time that it was moved, that it was called off, what became of it."""
    dossier = site.registers.meetings[meeting.id]
    own, now = dossier.meeting, site.now
    assert own.published
    called_at = place_before(own, 0)
    where = f" Địa điểm: {called_at}." if called_at else ""
    first = own.moves[0].was.start if own.moves else own.at.start
    when = meeting.when if not own.moves else moment_words(first)
    yield _told(
        site,
        meeting,
        dossier,
        "called/1",
        "Mời dự",
        own.published.start,
        f"Thời gian: {when}.{where}",
    )
    for number, move in enumerate(meeting_states.moves(own, now), 1):
        last = number == len(own.moves)
        begins = time_after(own, number - 1)
        put_off = begins != move.was.start
        new = []
        if put_off or move.was_ends:
            new.append(f"Thời gian mới: {meeting.when if last else moment_words(begins)}.")
        if move.was_place:
            new.append(f"Địa điểm mới: {place_before(own, number)}.")
        label = "Dời lịch" if put_off else "Thay đổi"
        words = " ".join([*new, meeting.moved[number - 1]])
        yield _told(site, meeting, dossier, f"moved/{number}", label, effective(move), words)
    if cancelled := meeting_states.called_off(own, now):
        yield _told(
            site, meeting, dossier, "cancelled/1", "Hủy", effective(cancelled), meeting.called_off
        )
    if held := meeting_states.result(own, now):
        count = f"{meeting.attended[:1].upper()}{meeting.attended[1:]}." if meeting.attended else ""
        said = " ".join([count, *meeting.decided]).strip() or "Đã công bố kết quả cuộc họp."
        at = max(effective(held), own.at.start)
        yield _told(site, meeting, dossier, "held/1", "Kết quả", at, said)


def _told(
    site: Site,
    meeting: ShownMeeting,
    dossier: MeetingDossier,
    name: str,
    doing: str,
    when: datetime,
    said: str,
) -> MeetingNews:
    """A piece of news, and what it is about. The id rests on the day on which the meeting was called, which stays."""
    published = dossier.meeting.published
    assert published
    about = DraftNews(
        site.links.absolute(meeting.path), meeting.name, meeting.organiser, (), (), "", ""
    )
    id_ = f"tag:{site.settings.tag_authority},{published.day.year}:su-kien-{meeting.id}/{name}"
    marks = paragraph(f"{DEMO}.") if meeting.demo else ""
    brief = marks + paragraph(f"{meeting.organiser}.")
    return about, News(
        id_, "meeting", doing, meeting.label, epoch(when), brief, brief, paragraph(said), False, "", None
    )  # fmt: skip
