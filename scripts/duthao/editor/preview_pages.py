"""«Xem thử»: what people will see and hear of a record as it stands, made by the same code as the build, marked as not approved.

The page needs the empty pages of the site, which a build leaves in `build/host/`; without them, script and notice are shown.
What is shown of the page runs no script, and loads nothing but the site's own style and pictures. What makes pages and paper is
not in the ZIP for Windows: there the script is shown alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from starlette.responses import FileResponse, Response

from duthao.editor.page_context import EditorDesk, PageRequest
from duthao.errors import DuthaoError, Findings, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering.links import Links

_ASSETS = (".css", ".svg", ".png", ".woff2", ".webp", ".ico", ".jpg")
_NOTICE = "thong-bao.pdf"


def overview(desk: EditorDesk, asked: PageRequest) -> Response:
    """Where to look: the page, the notice, and the script as it is said."""
    record_id = desk.record_id(asked)
    record, site = _seen(desk, record_id)
    return desk.page(
        "preview",
        id=record_id,
        title=record.draft.short_title if record else "",
        address=site.links.draft(record_id) if record and _empty_pages(desk).is_dir() else "",
        notice=bool(record and _notice_of(site, record)),
        scripts=desk.judging.scripts(record_id),
        readable=record is not None,
    )


def file(desk: EditorDesk, asked: PageRequest) -> Response:
    """The page of the draft, its notice, or what the page loads of the site."""
    record_id, path = desk.record_id(asked), asked.path["path"]
    record, site = _seen(desk, record_id)
    if path == _NOTICE and record and (notice := _notice_of(site, record)):
        return Response(_rendered(notice), media_type="application/pdf")
    if path == site.links.draft(record_id) and record:
        return Response(_rendered(_page_of(desk, site, record)), media_type="text/html")
    folder = _empty_pages(desk).resolve()
    there = (folder / path).resolve()
    if PurePosixPath(path).suffix in _ASSETS and there.is_file() and folder in there.parents:
        return FileResponse(there)
    return desk.said("Không xem thử được", "Ở đây chỉ xem thử trang của dự thảo này.", f"/ho-so/{record_id}/xem-thu/", 404)  # fmt: skip


def _seen(desk: EditorDesk, record_id: str) -> tuple[Record | None, Site]:
    """The record without faults that keep it from being shown, else None; and a site that approves nothing."""
    judging = desk.judging
    record, _ = judging.read(record_id)
    if record is not None and record.faulty_fields:
        record = None
    site = Site(desk.root, judging.settings, Links(judging.address), judging.registers, judging.now, {}, approved=False)  # fmt: skip
    return record, site


def _notice_of(site: Site, record: Record) -> Artifact | None:
    if find_spec("typst") is None:
        return None
    from duthao.outputs.paper.notice import NoticeSheet

    made = NoticeSheet().for_record(site, record)
    return next((a for a in made if a.path.endswith(f"/{_NOTICE}")), None)


def _page_of(desk: EditorDesk, site: Site, record: Record) -> Artifact:
    from duthao.outputs.web.draft_page import DraftPage
    from duthao.rendering import mkdocs_site

    folder = _empty_pages(desk)
    if not folder.is_dir():
        raise DuthaoError(
            Say("Chạy «duthao build» một lần để xem được trang.", "Run `duthao build` once.")
        )
    banner = partial(mkdocs_site.banner, desk.root, site.settings, site.now)
    mark = site.render("unapproved.html")
    layouts = mkdocs_site.read(folder.parent, site.links, lambda lang: banner(lang) + mark).layouts
    return next(DraftPage().for_record(replace(site, layouts=layouts), record))


def _rendered(artifact: Artifact) -> bytes:
    try:
        return artifact.render()
    except Findings as fault:
        raise DuthaoError(fault.findings[0].message) from fault


def _empty_pages(desk: EditorDesk) -> Path:
    return desk.root / "build" / "host" / "site"
