"""Meetings as people are told of them, of drafts and of the whole site: pages, calendar, news and papers say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from duthao.clock import at_words, moment_words, when_words
from duthao.domain import entry_keys
from duthao.domain.events import MEETING_LABEL, meeting_name
from duthao.domain.lifecycle import ended_since
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.meetings.meeting_states import (
    called,
    called_off,
    ends,
    files_to_come,
    minutes_out,
    moves,
    result,
)
from duthao.domain.meetings.site_meetings import MeetingDossier, named_files
from duthao.domain.publication import as_published, effective
from duthao.outputs.shared.turns import epoch
from duthao.outputs.site import Site
from duthao.records.attachments import Attachment
from duthao.records.record import Record
from duthao.rendering import markdown

CALLED = "meetings"  # the snippet: the meetings of a draft that were called
MEETING_LIST = "Hội nghị, đối thoại, tập huấn"  # what the page of all meetings is called


class ShownHandout(NamedTuple):
    """A paper for those who come: its title, the link, and its size in words ("": not known)."""

    title: str
    url: str
    extent: str


class ShownMeeting(NamedTuple):
    """A meeting that was called, in words; "" or () where nothing is said.

    `running` is from when on it is no more to come: it is under way until `over`, where the two differ.
    `name` says its kind and title, `path` is its page, `agency` the key of who holds it, `drafts` the ids that it is about. `begins` and `over` are epoch
    seconds: a meeting whose end nobody told is over when it begins, without an hour when its day is; `ended`: it is by now. `called_off` says why it is not held; `dropped_at` is
    when its draft was withdrawn or dropped before it (0: never), `dropped` whether it was by now. `body` is HTML.
    """

    id: str
    path: str
    label: str
    name: str
    demo: bool
    agency: str
    organiser: str
    drafts: tuple[str, ...]
    begins: int
    running: int
    over: int
    ended: bool
    when: str
    place: str
    online: str
    participants: str
    chair: str
    programme: tuple[tuple[str, str, str], ...]
    handouts: tuple[ShownHandout, ...]
    questions: tuple[str, ...]
    moved: tuple[str, ...]
    called_off: str
    dropped_at: int
    dropped: bool
    attended: str
    decided: tuple[str, ...]
    minutes: tuple[str, ...]
    minutes_url: str
    body: str


def of_site(site: Site) -> Iterator[ShownMeeting]:
    """Those of the whole site that have been called by now, by id."""
    for dossier in site.registers.meetings.values():
        if dossier.meeting.published and called(dossier.meeting, site.now):
            yield of_dossier(site, dossier)


def about_draft(site: Site, draft: str) -> list[ShownMeeting]:
    """Those of the whole site that are about a draft and have been called by now, first to begin first."""
    return sorted((m for m in of_site(site) if draft in m.drafts), key=lambda m: (m.begins, m.id))


def of_dossier(site: Site, dossier: MeetingDossier) -> ShownMeeting:
    """One of the whole site, called or not."""
    meeting, path = dossier.meeting, site.links.meeting(dossier.id)

    def link(name: str) -> tuple[str, str]:
        file = dossier.files.get(name)
        return f"~/{site.links.meeting(dossier.id, name)}", file.extent if file else ""

    agency = site.registers.agencies[meeting.agency].name_on(meeting.at.day)
    body = markdown.html(dossier.body, lambda key: "~/" + site.links.draft(key))
    return _shown(
        site, dossier.id, path, meeting, link, meeting.agency, agency, meeting.drafts, meeting.demo, body
    )  # fmt: skip


def of_record(site: Site, record: Record) -> Iterator[ShownMeeting]:
    """Those of a draft that have been called by now."""
    for meeting in record.draft.events:
        if called(meeting, site.now):
            yield of_draft(site, record, meeting)


def of_draft(site: Site, record: Record, meeting: MeetingEvent) -> ShownMeeting:
    """One of a draft, called or not."""
    draft, key = record.draft, entry_keys.key(meeting).rpartition("-")[2]

    def link(name: str) -> tuple[str, str]:
        file = record.files.get(name)
        return site.links.attachment(record.id, name), file.extent_words if file else ""

    known, by = as_published(draft, site.now), meeting.at.start
    stopped = site.settings.as_of is not None
    ended = ended_since(known, min(site.now, by) if stopped else by)
    shown = _shown(
        site,
        f"{record.id}-{key}",
        site.links.draft_meeting(record.id, key),
        meeting,
        link,
        draft.lead_agency,
        site.drafters(record),
        (record.id,),
        draft.demo,
        "",
    )
    if ended is None:
        return shown
    return shown._replace(dropped_at=epoch(ended), dropped=ended <= site.now)


def files_out(site: Site, record: Record) -> dict[str, Attachment]:
    """The files beside a record by name, without those that only entries name which are not published yet.

    Whatever publishes or lists the files of a record asks here.
    """
    now = site.now
    published = replace(record, draft=as_published(record.draft, now))
    shown = {name for loc, name in published.named_files() if loc[0] != "events"}
    for meeting in record.draft.events:
        shown |= {name for _, name in named_files(meeting)} - {*files_to_come(meeting, now)}
    to_come = {name for _, name in record.named_files()} - shown
    return {name: file for name, file in record.files.items() if name not in to_come}


def _shown(
    site: Site,
    id_: str,
    path: str,
    meeting: MeetingEvent,
    link: Callable[[str], tuple[str, str]],
    agency: str,
    organiser: str,
    drafts: tuple[str, ...],
    demo: bool,
    body: str,
) -> ShownMeeting:
    now = site.now
    held, cancelled = result(meeting, now), called_off(meeting, now)
    return ShownMeeting(
        id_,
        path,
        MEETING_LABEL[meeting.kind],
        meeting_name(meeting.kind, meeting.title),
        demo,
        agency,
        organiser,
        drafts,
        epoch(meeting.at.start),
        epoch(meeting.at.end),
        epoch(ends(meeting)),
        ends(meeting) <= now,
        when_words(meeting.at, meeting.ends),
        meeting.place or "",
        meeting.online_url or "",
        meeting.participants or "",
        meeting.chair or "",
        tuple((row.time or "", row.item, row.who or "") for row in meeting.programme),
        tuple(_handouts(meeting, link)),
        meeting.questions,
        tuple(moved_words(meeting, now)),
        f"Không tổ chức. Lý do: {cancelled.reason}" if cancelled else "",
        0,
        False,
        f"{held.attended} người dự" if held and held.attended else "",
        held.decided if held else (),
        tuple(line for line in (held.minutes or "").splitlines() if line.strip()) if held else (),
        link(meeting.minutes_file)[0] if meeting.minutes_file and minutes_out(meeting, now) else "",
        body,
    )


def _handouts(
    meeting: MeetingEvent, link: Callable[[str], tuple[str, str]]
) -> Iterator[ShownHandout]:
    """Each with its file, its address, or both."""
    for handout in meeting.handouts:
        if handout.file:
            yield ShownHandout(handout.title, *link(handout.file))
        if handout.url:
            other = ", bản trực tuyến" if handout.file else ""
            yield ShownHandout(handout.title + other, handout.url, "")


def moved_words(meeting: MeetingEvent, now: datetime) -> Iterator[str]:
    """What is told of each time that it was moved: from when, from where, what else is another."""
    for number, move in enumerate(moves(meeting, now)):
        place = f"ở {_within(move.was_place)}" if move.was_place else ""
        online = ["đổi cách tham dự trực tuyến"] if move.was_online_url else []
        if time_after(meeting, number) != move.was.start:
            was = ", ".join(filter(None, [moment_words(move.was.start), place]))
            parts = [f"đã dời từ {was}", *online]
        else:
            ends = f"{moment_words(move.was_ends.start)}" if move.was_ends else ""
            parts = [
                *([f"đã đổi địa điểm, trước đây {place}"] if place else []),
                *([f"đã đổi giờ kết thúc, trước đây là {ends}"] if ends else []),
                *(["đã " + words for words in online]),
            ]
        what = "; ".join(parts) or "đã đổi"
        yield f"{what[:1].upper()}{what[1:]}, theo thông báo {at_words(move.at)}. Lý do: {move.reason}"


def time_after(meeting: MeetingEvent, number: int) -> datetime:
    """When it was to begin after the move of that number (from 0)."""
    later = sorted(meeting.moves, key=effective)[number + 1 :]
    return (later[0].was if later else meeting.at).start


def place_before(meeting: MeetingEvent, number: int) -> str:
    """Where it was to be before the move of that number (from 0); after the last: where it is."""
    later = sorted(meeting.moves, key=effective)[number:]
    return next((move.was_place for move in later if move.was_place), meeting.place or "")


def _within(words: str) -> str:
    return words[:1].lower() + words[1:]
