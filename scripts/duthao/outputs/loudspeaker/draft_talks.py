"""What a person says of a draft: a page, a text and a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker.script_kinds import closed_reason
from duthao.outputs.loudspeaker.talks import PAPER, TEXT, paper, shown, talk, text_of
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.over_sheet import over_sheet
from duthao.outputs.shared.sheet import own_marks
from duthao.outputs.shared.status import status
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering.links import ALL

OVER = "Bài nói không dùng nữa"


class DraftTalks(Output):
    """Of every draft whose time for comments is known. Its address stays: once it is used no more it says so."""

    name = "talks"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/bai-noi/` with `bai-noi.txt` and `bai-noi.pdf`."""
        if site.view(record).round is None:
            return
        address, said, title = site.links.talk(record.id), talk(site, record), _title(record)
        yield Artifact(site.links.file(address), partial(_page, site, record))
        yield Artifact(address + TEXT, partial(text_of, title, said, own_marks(site, record)))
        if site.printed and said.over:
            yield over_sheet(site, record, address + PAPER, OVER, [said.over])
        elif site.printed:
            yield paper(
                site,
                address + PAPER,
                record.path,
                said,
                edition(site, record),
                title=title,
                author=site.agency_name(record, record.draft.agency),
                marks=own_marks(site, record),
            )

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The page, while it may be used."""
        view = site.view(record)
        if view.round is not None and not closed_reason(view):
            note = "chào cờ, giao ban, sinh hoạt đoàn thể"
            yield PageLink("speech", "Bài nói 2–3 phút", site.links.talk(record.id), note)


def _title(record: Record) -> str:
    return f"Bài nói: {record.draft.short_title}"


def _page(site: Site, record: Record) -> bytes:
    path, short_title = site.links.talk(record.id), record.draft.short_title
    draft_url = "~/" + site.links.draft(record.id)
    files = [{"label": "Tệp lời nói", "url": "~/" + path + TEXT}]
    if site.printed:
        files.append({"label": "Bản in, chữ to", "url": "~/" + path + PAPER})
    main = site.render(
        "talk.html",
        title=_title(record),
        crumbs=[
            {"text": "Trang chủ", "url": "~/"},
            {"text": "Dự thảo", "url": "~/" + ALL},
            {"text": record.code, "url": draft_url},
        ],
        legal={"text": f"Mã hồ sơ {record.code}: xem trang của dự thảo", "url": draft_url},
        status=status(site, record),
        demo=record.draft.demo,
        talks=turns(site, record, lambda s, r: shown(talk(s, r))),
        # They say what is said at the build: when that turns, nobody is offered them.
        files=turns(site, record, lambda s, r: files if talk(s, r) == talk(site, r) else None),
    )
    description = f"Bài nói hai đến ba phút về dự thảo: {short_title}."
    return site.page("plain", path, title=_title(record), description=description, main=main)
