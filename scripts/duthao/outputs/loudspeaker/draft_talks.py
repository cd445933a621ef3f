"""What a person says of a draft: a page, a text and a sheet; and to each audience whom it touches a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker.audience_talks import audience_talks
from duthao.outputs.loudspeaker.script_kinds import closed_reason
from duthao.outputs.loudspeaker.talks import PAPER, TEXT, paper, shown, talk, text_of
from duthao.outputs.output import TO_AUDIENCE, Output, PageLink
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
    """Of every draft whose time for comments is known. Its address stays: once it is used no more it says so. A text for an
    audience stands while the comparison names it (0077).
    """

    name = "talks"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/bai-noi/` with `bai-noi.txt`, `bai-noi.pdf` and for each audience `danh-cho-<audience>.txt`."""
        if site.view(record).round is None:
            return
        address, said, title = site.links.talk(record.id), talk(site, record), _title(record)
        yield Artifact(site.links.file(address), partial(_page, site, record))
        yield Artifact(address + TEXT, partial(text_of, title, said, own_marks(site, record)))
        for key, to_audience in audience_talks(site, record).items():
            heading = f"Dành cho: {site.registers.audiences[key].name}. {title}"
            text = partial(text_of, heading, to_audience, own_marks(site, record))
            yield Artifact(address + _file_of(key), text)
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
                author=site.drafters(record),
                marks=own_marks(site, record),
            )

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The page, and its part for each audience, while it may be used."""
        view = site.view(record)
        if view.round is not None and not closed_reason(view):
            note = "chào cờ, giao ban, sinh hoạt đoàn thể"
            path = site.links.talk(record.id)
            yield PageLink("speech", "Bài nói 2–3 phút", path, note)
            for key in audience_talks(site, record):
                yield PageLink(TO_AUDIENCE + key, "Lời nói một phút", f"{path}#{key}", "")


def _file_of(audience: str) -> str:
    return f"danh-cho-{audience}.txt"


def _title(record: Record) -> str:
    return f"Bài nói: {record.draft.short_title}"


def _page(site: Site, record: Record) -> bytes:
    path, short_title = site.links.talk(record.id), record.draft.short_title
    now = talk(site, record)
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
        # They say what is said at the build: when that turns, nobody is offered them, nor when it is used no more.
        files=turns(
            site, record, lambda s, r: files if not now.over and talk(s, r) == now else None
        ),
        audiences=[*_to_audiences(site, record)],
    )
    description = f"Bài nói hai đến ba phút về dự thảo: {short_title}."
    return site.page("plain", path, title=_title(record), description=description, main=main)


def _to_audiences(site: Site, record: Record) -> Iterator[dict[str, Any]]:
    """What is said to each audience, while it may be."""
    now = audience_talks(site, record)
    for key in now:

        def said(s: Site, r: Record, key: str = key) -> dict[str, object] | None:
            there = audience_talks(s, r).get(key)
            return shown(there) if there and not there.over else None

        def file(s: Site, r: Record, key: str = key) -> str | None:
            unchanged = audience_talks(s, r).get(key) == now[key] and not now[key].over
            return "~/" + site.links.talk(record.id, _file_of(key)) if unchanged else None

        if talks := turns(site, record, said):
            (there,) = turns(site, record, lambda s, r, said=said: said(s, r) is not None)  # type: ignore[misc]
            yield {
                "key": key,
                "name": site.registers.audiences[key].name,
                "span": there["span"],
                "talks": talks,
                "files": turns(site, record, file),
            }
