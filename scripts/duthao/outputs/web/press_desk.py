"""The press desk: the kits of what is open and of what changed lately."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

from duthao.domain import deadline_words
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import (
    CRUMBS,
    DraftList,
    draft_list,
    entries_html,
    feeds,
    in_list,
    unchanged_since,
)
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.outputs.summary import IndexFields, snippet_digest
from duthao.records.record import Record
from duthao.rendering.links import ALL, LISTS, PRESS

ENTRY = "press_entry"  # the snippet
_LATELY = 30 * 86400  # seconds before the newest event of the site
_OPEN, _NEWEST = 15, 20  # drafts shown: lists and feeds hold all
_TITLE = "Tài liệu cho báo chí"
# Heading, and where the rest stands.
_GROUPS = (
    ("Đang lấy ý kiến", "Tất cả dự thảo đang lấy ý kiến", LISTS["open"]),
    ("Tin mới nhất", "Tất cả dự thảo", ALL),
)
_LEAD = (
    "Bộ tài liệu của các dự thảo đang lấy ý kiến và các dự thảo có tin mới trong 30 ngày gần đây."
)


def entry(site: Site, record: Record) -> str:
    """The record's entry as finished HTML; of what is open it tells the deadline, else the newest event."""
    kit = site.links.press(record.id)
    return site.render(
        "press-entry.html",
        text=record.draft.short_title,
        url="~/" + kit,
        pack=f"~/{kit}bao-chi.zip",
        who=site.drafters(record),
        demo=record.draft.demo,
        news=turns(site, record, _news),
    )


def _news(site: Site, record: Record) -> str:
    seen = site.view(record)
    if seen.open and seen.closes:
        return f"góp ý đến {deadline_words.until(seen.closes)}"
    told = [e for e in site.events(record) if e.when <= site.now]
    return told[-1].label if told else seen.label


class PressDesk(Output):
    """The press desk: the kits of what is open and of what changed lately."""

    name = "press_desk"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/bao-chi/`."""

        @cache  # for each instant at which a list turns all drafts are looked at
        def newest_at(now: int) -> int:
            turns = ((t[0], t[-1]) for s in site.summaries for t in s.fields.turns)
            happened = (max(s.fields.happened, default=0) for s in site.summaries)
            return max([0, *happened, *(last for start, last in turns if start <= now)])

        def lately(fields: IndexFields, now: int) -> bool:
            newest = newest_at(now)
            last = max(fields.happened, default=0)
            return fields.state != "open" and last > 0 and last >= newest - _LATELY

        groups = (
            draft_list(site.summaries, in_list("open")).part(0, _OPEN),
            draft_list(site.summaries, lately).part(0, _NEWEST),
        )
        yield Artifact(
            site.links.file(PRESS),
            partial(_page, site, groups),
            depends_on=[
                (held.order, unchanged_since(held.all), snippet_digest(held.all, ENTRY))
                for held in groups
            ],
        )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's entry as finished HTML."""
        return {ENTRY: entry(site, record)}


def _page(site: Site, held: Sequence[DraftList]) -> bytes:
    groups = [
        {
            "heading": heading,
            "entries": entries_html(listed, ENTRY),
            "order": listed.order,
            "some": bool(listed.now),
            "more": {"text": text, "url": "~/" + url},
        }
        for (heading, text, url), listed in zip(_GROUPS, held, strict=True)
    ]
    main = site.render(
        "press-desk.html",
        crumbs=CRUMBS[:1],
        title=_TITLE,
        lead=_LEAD,
        groups=groups,
        known=unchanged_since([c for listed in held for c in listed.all]),
    )
    return site.page(
        "press",
        PRESS,
        title=_TITLE,
        description=_LEAD,
        main=main,
        feeds=feeds(site.settings.province.site_title, ""),
    )
