"""The page of each meeting: programme, hand-outs, questions to discuss; afterwards who came, what was decided, the minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup

from duthao.domain.meetings.site_meetings import FOLDER
from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.shared.shown_meetings import ShownMeeting, of_record, of_site
from duthao.outputs.shared.turns import span
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Basics, Summary, snippet_digest
from duthao.records.record import Record
from duthao.rendering.links import MEETINGS

_INDEX = "Hội nghị, đối thoại"
_CALENDAR = "lich.ics"
Titles = Sequence[tuple[str, str]]  # of drafts: id, title


class MeetingPages(Output):
    """Of every meeting that was called, for ever: of one that was called off too."""

    name = "meeting_pages"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/su-kien/<key>/`."""
        titles = [(record.id, record.draft.short_title)]
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
                depends_on=(tuple(meeting), snippet_digest(drafts, BASICS)),
            )
            dossier = site.registers.meetings[meeting.id]
            for name, file in sorted(dossier.files.items()):
                if name == dossier.meeting.minutes_file and not meeting.minutes_url:
                    continue  # it goes out with the result
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


def _page_of_site(site: Site, meeting: ShownMeeting, drafts: Sequence[Summary]) -> bytes:
    titles = []
    for card in drafts:
        basics: Basics = card.snippet(BASICS)
        titles.append((card.id, basics.short_title))
    return _page(site, meeting, titles, MEETINGS + _CALENDAR)


def _page(site: Site, meeting: ShownMeeting, titles: Titles, calendar: str) -> bytes:
    stopped = site.settings.as_of is not None
    before, after = span([(0, meeting.over)]), span([(meeting.over, 0)])
    if stopped or meeting.begun:  # nothing turns any more
        before = after = Markup("")
    lead = ", ".join(filter(None, (meeting.when, meeting.place)))
    main = site.render(
        "meeting.html",
        crumbs=[CRUMBS[0], {"text": _INDEX, "url": f"~/{MEETINGS}"}],
        meeting=meeting,
        to_come=not meeting.begun,
        was=meeting.begun or not stopped,
        before=before,
        after=after,
        off=Markup("") if meeting.dropped else span([(meeting.dropped_at, 0)]),
        drafts=[{"url": "~/" + site.links.draft(key), "title": title} for key, title in titles],
        calendar=f"~/{calendar}",
    )
    return site.page(
        "follow",
        meeting.path,
        title=meeting.name,
        description=f"{meeting.name}. {lead}.",
        main=main,
    )
