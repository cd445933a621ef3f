"""Cards that other sites show in a frame: of one draft, and of what a place is asked on now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.listing import DraftList, draft_list, entries_html, in_list
from duthao.outputs.shared.status import status
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.records.record import Record

ENTRY = "embed_entry"  # the snippet: a draft in the card of a place
FOLDER = "nhung/"
_UP = "../../../"  # from a card to the site's root
_MOST = 5  # drafts in the card of a place
_DRAFT_HEIGHT, _PLACE_HEIGHT = 320, 460  # pixels that the frame is given


class Embed(Output):
    """They tell the state by the one clock, and ask no script of the page around them."""

    name = "embed"
    plans_from_summaries = True

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/nhung/`."""
        yield Artifact(
            site.links.file(site.links.draft(record.id, FOLDER)), partial(_draft, site, record)
        )

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/dia-ban/<place>/nhung/` of every place."""
        asked = draft_list(site.summaries, in_list("open"))
        places: dict[str, list[Summary]] = {key: [] for key in site.registers.places}
        for summary in asked.all:
            for key in site.registers.places_reached(summary.fields.places):
                places[key].append(summary)
        for key, summaries in places.items():
            here = draft_list(summaries, in_list("open"))
            shown = here.part(0, _MOST)
            count = here.counted("{}")
            yield Artifact(
                site.links.file(site.links.by("place", key) + FOLDER),
                partial(_place, site, key, shown, len(here.now), count),
                depends_on=(
                    site.registers.places[key].name,
                    shown.order,
                    len(here.now),
                    count,
                    snippet_digest(shown.all, ENTRY),
                ),
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft as one entry of a place's card."""
        draft = record.draft
        return {
            ENTRY: site.render(
                "embed-entry.html",
                url=_UP + site.links.draft(record.id),
                title=draft.short_title,
                demo=draft.demo,
                status=status(site, record),
            )
        }

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The card, with the code to be copied."""
        path = site.links.draft(record.id, FOLDER)
        yield PageLink("share", "Thẻ để nhúng vào trang khác", path, "kèm mã nhúng")


def _draft(site: Site, record: Record) -> bytes:
    draft, path = record.draft, site.links.draft(record.id, FOLDER)
    return _card(
        site,
        path,
        title=draft.short_title,
        about=site.links.draft(record.id),
        height=_DRAFT_HEIGHT,
        draft={
            "status": status(site, record),
            "demo": draft.demo,
            "agency": site.drafters(record),
        },
    )


def _place(site: Site, key: str, shown: DraftList, count: int, counted: Markup) -> bytes:
    folder = site.links.by("place", key)
    return _card(
        site,
        folder + FOLDER,
        title=f"Đang lấy ý kiến: {site.registers.places[key].name}",
        about=folder,
        height=_PLACE_HEIGHT,
        entries={
            "html": entries_html(shown, ENTRY),
            "order": shown.order,
            "some": bool(shown.now),
            "count": count,
            "counted": counted,
        },
    )


def _card(
    site: Site,
    path: str,
    title: str,
    about: str,
    height: int,
    draft: Mapping[str, Any] | None = None,
    entries: Mapping[str, Any] | None = None,
) -> bytes:
    return site.render(
        "embed.html",
        up=_UP,
        address=site.links.absolute(path),
        title=title,
        url=_UP + about,
        canonical=site.links.absolute(about),
        height=height,
        draft=draft,
        entries=entries,
        warning=site.warning,
        as_of=site.now.isoformat() if site.settings.as_of else "",
        fixed=site.fixed_clock or "",
        stale=site.settings.stale_after_hours,
        site_title=site.settings.province.site_title,
        imprint=site.settings.province.imprint,
    ).encode()
