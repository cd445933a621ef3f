"""Whom a draft touches and how: a page whose parts print on a leaf for each audience, and what lists of audiences show of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import TO_AUDIENCE, Output, PageLink
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.comparison.audience_rows import AudienceRows, audience_rows
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.shared.sheet import takes_comments
from duthao.outputs.shared.status import status
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering import qr
from duthao.text import slug

Link = dict[str, str]
HEADING = "Ai bị ảnh hưởng"
_ROWS = 4  # of a draft in a list


class AffectedPage(Output):
    """Of every draft whose comparison has rows for its audiences. Once it is over it says so; it is gone with the last such row
    (0077).
    """

    name = "affected"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/doi-tuong/`."""
        if audience_rows(site, record):
            path = site.links.file(site.links.affected(record.id))
            yield Artifact(path, partial(_page, site, record))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The page, while a leaf of it serves."""
        if audience_rows(site, record) and _serves(site, record):
            path = site.links.affected(record.id)
            yield PageLink("print", "Tờ cho từng đối tượng", path, "A4, in từ trang")


def _serves(site: Site, record: Record) -> bool:
    """Whether a leaf is of use: opinions are or will be taken."""
    view = site.view(record)
    return view.closes is not None and takes_comments(site, view)


def _comparison(record: Record) -> str:
    """The anchor of the whole comparison on the draft's page."""
    section = record.body["new"]
    return slug(section.heading) if section else ""


def entries(site: Site, record: Record) -> dict[str, str]:
    """Audience → the draft as an entry of its list, while opinions are or will be taken."""
    asking = turns(site, record, lambda s, r: takes_comments(s, s.view(r)))
    touched = audience_rows(site, record) if asking else ()
    return {about.key: _entry(site, record, about) for about in touched}


def section(site: Site, record: Record) -> list[dict[str, Any]]:
    """What the draft's page says of it: {name, url, subjects} of each audience."""
    return [
        {
            "name": about.name,
            "url": "~/" + site.links.affected(record.id, about.key),
            "subjects": [row.subject for row in about.rows],
        }
        for about in audience_rows(site, record)
    ]


def _ways_at(address: str, site: Site, record: Record) -> str | None:
    """The address of the ways to comment, while they are open."""
    return address if site.view(record).open and channels(site, record) else None


def _entry(site: Site, record: Record, about: AudienceRows) -> str:
    address = "~/" + site.links.draft(record.id) + "#gop-y"
    return site.render(
        "affected-entry.html",
        title=record.draft.short_title,
        url="~/" + site.links.affected(record.id, about.key),
        at=site.links.spelled(site.links.short(record.id)),
        comment=turns(site, record, partial(_ways_at, address)),
        demo=record.draft.demo,
        status=status(site, record),
        rows=about.rows[:_ROWS],
        others=max(0, len(about.rows) - _ROWS),
    )


def _page(site: Site, record: Record) -> bytes:
    path, title = site.links.affected(record.id), f"{HEADING}: {record.draft.short_title}"
    short = site.links.short(record.id)
    asking = turns(site, record, lambda s, r: s.view(r).open)
    ways = channels(site, record) if asking else []
    printed = turns(site, record, _serves)
    main = site.render(
        "affected.html",
        crumbs=[
            *CRUMBS,
            {"text": record.code, "url": "~/" + site.links.draft(record.id)},
        ],
        title=title,
        name=record.draft.short_title,
        code=record.code,
        draft="~/" + site.links.draft(record.id),
        agency=site.drafters(record),
        whose=whose(site, record),
        status=status(site, record),
        demo=record.draft.demo,
        audiences=[*_parts(site, record)],
        comment={"span": asking[0]["span"], "channels": ways} if ways else None,
        comparison="~/" + site.links.draft(record.id) + f"#{_comparison(record)}",
        marks=list(site.warning),
        printed=printed,
        qr=qr.svg(site.links.absolute(short)) if printed else "",
        address=site.links.spelled(short),
    )
    names = ", ".join(about.name.lower() for about in audience_rows(site, record))
    description = f"Dự thảo thay đổi điều gì với: {names}."
    return site.page("plain", path, title=title, description=description, main=main)


def _parts(site: Site, record: Record) -> Iterator[dict[str, Any]]:
    for about in audience_rows(site, record):
        yield {
            "key": about.key,
            "name": about.name,
            "rows": about.rows,
            "list": "~/" + site.links.by("audience", about.key),
            "talk": turns(site, record, partial(_talk, TO_AUDIENCE + about.key)),
        }


def _talk(group: str, site: Site, record: Record) -> Link | None:
    """What a person says to the audience, while it may be said."""
    links = (link for link in discovery.page_links(site, record) if link.group == group)
    found = next(links, None)
    return {"text": found.label, "url": "~/" + found.path} if found else None
