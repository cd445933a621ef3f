"""Meetings of the whole site as entries of calendars: one UID for ever, a SEQUENCE that rises with each move."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain.meetings import meeting_states
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.domain.publication import effective
from duthao.outputs.feeds.ics import Entry, escape, folded, meeting_times, utc
from duthao.outputs.shared.draft_news import DEMO
from duthao.outputs.shared.shown_meetings import of_dossier
from duthao.outputs.site import Site


def site_entries(site: Site) -> Iterator[tuple[str, Entry]]:
    """Those that have been called by now, each with the key of the agency that holds it."""
    for dossier in site.registers.meetings.values():
        if dossier.meeting.published and meeting_states.called(dossier.meeting, site.now):
            yield dossier.meeting.agency, _entry(site, dossier)


def _entry(site: Site, dossier: MeetingDossier) -> Entry:
    own, shown = dossier.meeting, of_dossier(site, dossier)
    assert own.published
    cancelled = meeting_states.called_off(own, site.now)
    changes = [effective(move) for move in meeting_states.moves(own, site.now)]
    changes += [effective(cancelled)] if cancelled else []
    url = site.links.absolute(shown.path)
    said = [
        *([f"{DEMO}."] if own.demo else []),
        *([shown.called_off] if shown.called_off else []),
        *shown.moved,
        f"Cơ quan tổ chức: {shown.organiser}.",
        *([f"Tham dự trực tuyến: {own.online_url}"] if own.online_url else []),
        url,
    ]
    lines = [
        "BEGIN:VEVENT",
        f"UID:su-kien-{dossier.id}@{site.settings.tag_authority}",
        f"DTSTAMP:{utc(max([own.published.start, *changes]))}",
        f"SEQUENCE:{len(changes)}",
        meeting_times(own),
        folded("SUMMARY:" + escape(shown.name)),
        folded("DESCRIPTION:" + escape("\n".join(said))),
        *([folded("LOCATION:" + escape(own.place))] if own.place else []),
        folded("URL:" + url),
        "TRANSP:TRANSPARENT",
        "STATUS:" + ("CANCELLED" if cancelled else "CONFIRMED"),
        "END:VEVENT\r\n",
    ]
    return Entry("meeting", (own.ends or own.at).day.toordinal(), "\r\n".join(lines))
