"""The script of a video about a draft: a page, a text, and its subtitles in two forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker.video_script import VideoScript, sub_rip, video_script, web_vtt
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.sheet import own_marks
from duthao.outputs.shared.status import status
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering.links import ALL

TEXT, VTT, SRT = "video.txt", "video.vtt", "video.srt"


class VideoPage(Output):
    """Of every draft whose time for comments is known. Its addresses stay: once it is used no more they say so."""

    name = "video"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/video/` with `video.txt`, `video.vtt` and `video.srt`."""
        if site.view(record).round is None:
            return
        script = video_script(site, record)
        yield Artifact(site.links.file(site.links.video(record.id)), partial(_page, site, record))
        yield Artifact(site.links.video(record.id, TEXT), partial(_text, site, record, script))
        yield Artifact(site.links.video(record.id, VTT), partial(web_vtt, script))
        yield Artifact(site.links.video(record.id, SRT), partial(sub_rip, script))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The page, while the script may be used."""
        if site.view(record).round is not None and not video_script(site, record).over:
            path = site.links.video(record.id)
            yield PageLink(
                "press", "Kịch bản video một phút", path, "lời đọc, chữ trên hình, phụ đề"
            )


def _title(record: Record) -> str:
    return f"Kịch bản video: {record.draft.short_title}"


def _text(site: Site, record: Record, script: VideoScript) -> bytes:
    return site.render(
        "video.txt",
        marks=own_marks(site, record),
        title=_title(record),
        note=script.note,
        over=script.over,
        scenes=script.scenes,
    ).encode()


def _page(site: Site, record: Record) -> bytes:
    path, title = site.links.video(record.id), _title(record)
    draft = "~/" + site.links.draft(record.id)
    files = [
        {"label": label, "url": f"~/{path}{file}"}
        for label, file in (("Tệp kịch bản", TEXT), ("Phụ đề SRT", SRT), ("Phụ đề WebVTT", VTT))
    ]

    def same(s: Site, r: Record) -> list[dict[str, str]] | None:
        """They say what is said at the build: when that turns, nobody is offered them."""
        script = video_script(s, r)
        return files if script == video_script(site, record) and not script.over else None

    main = site.render(
        "video.html",
        title=title,
        crumbs=[
            {"text": "Trang chủ", "url": "~/"},
            {"text": "Dự thảo", "url": "~/" + ALL},
            {"text": record.code, "url": draft},
        ],
        legal={"text": f"Mã hồ sơ {record.code}: xem trang của dự thảo", "url": draft},
        status=status(site, record),
        demo=record.draft.demo,
        scripts=turns(site, record, lambda s, r: _shown(video_script(s, r))),
        files=turns(site, record, same),
    )
    description = f"Kịch bản video một phút về dự thảo: {record.draft.short_title}."
    return site.page("plain", path, title=title, description=description, main=main)


def _shown(script: VideoScript) -> dict[str, Any]:
    return {
        "note": script.note,
        "over": script.over,
        "scenes": [scene._asdict() for scene in script.scenes],
    }
