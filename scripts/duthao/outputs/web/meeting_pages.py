"""The page of each meeting: programme, hand-outs, questions to discuss; afterwards who came, what was decided, the minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup

from duthao.domain.lifecycle import LABELS
from duthao.domain.meetings.meeting_states import files_to_come
from duthao.domain.meetings.site_meetings import FOLDER
from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.shared.shown_meetings import MEETING_LIST, ShownMeeting, of_record, of_site
from duthao.outputs.shared.turns import epoch, span
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Basics, Summary, snippet_digest
from duthao.records.record import Record
from duthao.rendering.links import MEETINGS

_CALENDAR = "lich.ics"
# Of drafts: id, title, and that it was withdrawn or dropped ("": it was not; of its own meetings the page says so elsewhere)
Titles = Sequence[tuple[str, str, str]]


class MeetingPages(Output):
    """Of every meeting that was called, for ever: of one that was called off too."""

    name = "meeting_pages"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/su-kien/<key>/`."""
        titles = [(record.id, record.draft.short_title, "")]
        for meeting in of_record(site, record):
            calendar = site.links.draft(record.id, _CALENDAR)
            page = partial(_page, site, meeting, titles, calendar)
            yield Artifact(site.links.file(meeting.path), page)

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """Each of them, to come or held."""
        for meeting in of_record(site, record):
            yield PageLink("meetings", meeting.name, meeting.path, meeting.when)

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/su-kien/<id>/` and the files beside it."""
        cards = {summary.id: summary for summary in site.summaries}
        for meeting in of_site(site):
            drafts = [cards[key] for key in meeting.drafts if key in cards]
            yield Artifact(
                site.links.file(meeting.path),
                partial(_page_of_site, site, meeting, drafts),
                depends_on=(tuple(meeting), snippet_digest(drafts, BASICS), [*map(_ended, drafts)]),
            )
            dossier = site.registers.meetings[meeting.id]
            for name, file in sorted(dossier.files.items()):
                if name in files_to_come(dossier.meeting, site.now):
                    continue
                yield Artifact(
                    site.links.meeting(meeting.id, name),
                    partial(_bytes, site.root / FOLDER / meeting.id / name, file.sha256),
                    depends_on=file.sha256,
                    content_key=partial(str, file.sha256),
                )


def _bytes(path: Path, sha256: str) -> bytes:
    """The bytes that were judged. Raises DuthaoError where the file has others by now."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DuthaoError(
            Say(
                f"{path}: tệp thay đổi trong khi dựng trang. Chạy lại.",
                f"{path}: the file changed while the site was built. Run again.",
            )
        )
    return content


def _ended(card: Summary) -> str:
    """That a draft was withdrawn or dropped, in words; "" where it was not."""
    state = card.fields.state
    return LABELS[state] if state in ("withdrawn", "dropped") else ""


def _page_of_site(site: Site, meeting: ShownMeeting, drafts: Sequence[Summary]) -> bytes:
    titles = []
    for card in drafts:
        basics: Basics = card.snippet(BASICS)
        titles.append((card.id, basics.short_title, _ended(card)))
    return _page(site, meeting, titles, MEETINGS + _CALENDAR)


def badges(site: Site, meeting: ShownMeeting) -> list[dict[str, object]]:
    """Whether it is to come, under way or over, now and from when on: `{state, label, span}`."""
    now, stopped = epoch(site.now), site.settings.as_of is not None
    stages = (
        ("upcoming", "Sắp diễn ra", 0, meeting.running),
        ("open", "Đang diễn ra", meeting.running, meeting.over),
        ("answered", "Đã diễn ra", meeting.over, 0),
    )
    found: list[dict[str, object]] = []
    for state, label, since, until in stages:
        if since == until or (until and until <= now) or (stopped and since > now):
            continue
        stretch = (0 if since <= now else since, 0 if stopped else until)
        found.append({"state": state, "label": label, "span": span([stretch])})
    return found


def _article(site: Site, meeting: ShownMeeting, titles: Titles, calendar: str) -> str:
    stopped = site.settings.as_of is not None
    return site.render(
        "meeting.html",
        crumbs=[CRUMBS[0], {"text": MEETING_LIST, "url": f"~/{MEETINGS}"}],
        meeting=meeting,
        badges=badges(site, meeting),
        off=Markup("") if meeting.dropped else span([(meeting.dropped_at, 0)]),
        open={"span": span([(0, 0 if stopped else meeting.over)])} if not meeting.ended else None,
        all=MEETING_LIST,
        drafts=[
            {"url": "~/" + site.links.draft(key), "title": title, "ended": ended}
            for key, title, ended in titles
        ],
        calendar=f"~/{calendar}",
    )


def _page(site: Site, meeting: ShownMeeting, titles: Titles, calendar: str) -> bytes:
    lead = ", ".join(filter(None, (meeting.when, meeting.place)))
    return site.page(
        "follow",
        meeting.path,
        title=meeting.name,
        description=f"{meeting.name}. {lead}.",
        main=_article(site, meeting, titles, calendar),
    )
