"""A list of drafts as pages of fifty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from duthao.outputs.artifact import Artifact
from duthao.outputs.shared.listing import (
    CARDS,
    FEEDS,
    DraftList,
    entries_html,
    feeds,
    unchanged_since,
)
from duthao.outputs.site import Site
from duthao.outputs.summary import snippet_digest, snippets
from duthao.rendering.links import ALL, BY, LISTS, SUBSCRIBE

NARROWER = "Lọc thêm trong danh sách này"
PER_PAGE = 50
COUNTED = "{} dự thảo"
Link = Mapping[str, str]
Choice = Mapping[str, Any]  # a list by state that can be chosen instead, see theme/pages/list.html


@dataclass(frozen=True)
class ListSection:
    """A part of a list under a heading of its own, whose anchor is `key`; `empty`: what is said while nothing stands in it."""

    key: str
    heading: str
    held: DraftList
    empty: str


@dataclass(frozen=True)
class ListLead:
    """What stands before a list on its first page, under a heading whose anchor is `key`: of the drafts `held` the entries
    that `snippet` has by `about`, an HTML text each; `more`: what is said where `held` is not all of them, or "".
    """

    key: str
    heading: str
    held: DraftList
    snippet: str
    about: str
    more: str


@dataclass(frozen=True)
class ListOfDrafts:
    """A list before it is cut into pages.

    `first`: what stands before it. `sections`: its parts, one after the other, where it has some; how many drafts stand in all but the last never
    changes. `here`: the commune that it is of, see theme/pages/my-place-here.html. `feeds`: label, file name and media type of its own; `nearest`: where it has none, name and folder of
    a wider list that has some, else the whole site's are offered; `filter`: what theme/pages/filter.html needs; `facet`:
    the choice that it is among all drafts, as an address asks for it; `narrower`: the words that lead there.
    """

    path: str
    title: str
    lead: str
    crumbs: Sequence[Link]
    held: DraftList
    empty: str
    feeds: tuple[tuple[str, str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    here: Link | None = None
    filter: Mapping[str, Any] | None = None
    facet: str = ""
    narrower: str = NARROWER
    more: tuple[Link, ...] = ()
    sections: tuple[ListSection, ...] = ()
    nearest: tuple[str, str] | None = None
    first: ListLead | None = None


def pages(site: Site, list_: ListOfDrafts) -> Iterator[Artifact]:
    """Every page of a list."""
    of = max(1, -(-len(list_.held.now) // PER_PAGE))
    texts = (list_.path, list_.title, list_.lead, list_.more, list_.choices, list_.feeds)
    for number in range(1, of + 1):
        parts = _parts(list_, number)
        drafts = [draft for part in parts for draft in part.held.all]
        yield Artifact(
            site.links.file(site.links.paged(list_.path, number)),
            partial(_page, site, list_, parts, number, of),
            depends_on=(
                texts,
                list_.held.counted(COUNTED),
                len(list_.held.now),
                number,
                [(part.key, part.held.order, len(part.held.now)) for part in parts],
                [(s.heading, s.held.counted(COUNTED), len(s.held.now)) for s in list_.sections],
                unchanged_since(drafts),
                snippet_digest(drafts, CARDS),
                _lead_digest(list_.first) if number == 1 else (),
            ),
        )


def _lead_digest(lead: ListLead | None) -> tuple[object, ...]:
    if lead is None:
        return ()
    held = lead.held
    return (
        lead.heading,
        held.order,
        len(held.now),
        lead.more,
        snippet_digest(held.all, lead.snippet),
    )


def _lead(lead: ListLead) -> dict[str, Any]:
    """As theme/pages/list.html shows it: what does not stand in it yet is hidden."""
    shown, drafts = set(lead.held.now), lead.held.all
    entries = [
        by_about[lead.about]
        if draft in shown
        else by_about[lead.about].replace("<li", "<li hidden", 1)
        for draft, by_about in zip(drafts, snippets(drafts, lead.snippet), strict=True)
    ]
    return {
        "key": lead.key,
        "heading": lead.heading,
        "entries": Markup("".join(entries)),
        "order": lead.held.order,
        "some": bool(shown),
        "more": lead.more,
    }


def _parts(list_: ListOfDrafts, number: int) -> list[ListSection]:
    """What of each section stands on a page; a section that is empty stands on the first."""
    first, last = (number - 1) * PER_PAGE, number * PER_PAGE
    if not list_.sections:
        return [ListSection("", "", list_.held.part(first, last), list_.empty)]
    parts, before = [], 0
    for section in list_.sections:
        held = section.held.part(max(0, first - before), max(0, last - before))
        if held.all or (number == 1 and not section.held.all):
            parts.append(ListSection(section.key, section.heading, held, section.empty))
        before += len(section.held.now)
    return parts


def _page(
    site: Site, list_: ListOfDrafts, parts: Sequence[ListSection], number: int, of: int
) -> bytes:
    path = site.links.paged(list_.path, number)
    title = list_.title if number == 1 else f"{list_.title}, trang {number}"
    follow, folder, offered = _followed(list_)
    name = list_.title if list_.feeds else list_.nearest[0] if list_.nearest else ""
    whole = {section.key: section.held for section in list_.sections} or {"": list_.held}
    main = site.render(
        "list.html",
        crumbs=list_.crumbs,
        title=title,
        lead=list_.lead,
        choices=list_.choices,
        here=list_.here,
        filter=list_.filter if number == 1 else None,
        narrower=_narrower(list_, number),
        first=_lead(list_.first) if list_.first and number == 1 else None,
        sections=[
            {
                "key": part.key,
                "heading": part.heading,
                "count": COUNTED.format(len(whole[part.key].now)),
                "counted": whole[part.key].counted(COUNTED),
                "cards": entries_html(part.held),
                "order": part.held.order,
                "some": bool(part.held.now),
                "empty": part.empty,
            }
            for part in parts
        ],
        known=unchanged_since([draft for part in parts for draft in part.held.all]),
        more=list_.more,
        follow=follow,
        choose=_choose(list_),
        feeds=[{"label": label, "url": f"~/{folder}{file}"} for label, file, _ in offered],
        pages=pager(site, list_.path, number, of),
    )
    return site.page(
        _layout(list_),
        path,
        title=title,
        description=f"{title}. {list_.lead}".strip(),
        main=main,
        feeds=feeds(name or site.settings.province.site_title, folder, offered),
    )


def _followed(list_: ListOfDrafts) -> tuple[str, str, tuple[tuple[str, str, str], ...]]:
    """What is said before the nearest feeds, the folder that they lie in, and which there are."""
    if list_.feeds:
        return "Theo dõi danh sách này", list_.path, list_.feeds
    if list_.path == ALL:
        return "Theo dõi tất cả dự thảo", "", FEEDS
    name, folder = list_.nearest or ("tất cả dự thảo", "")
    said = f"Danh sách này không có nguồn tin riêng. Gần nhất là nguồn tin của {name}"
    return said, folder, FEEDS


def _layout(list_: ListOfDrafts) -> str:
    """The layout under whose tab a reader looks for the list: that of its own address, else all drafts."""
    if list_.path == LISTS["open"]:
        return "open"
    return "grouped" if list_.path.startswith(tuple(BY.values())) else "list"


def _choose(list_: ListOfDrafts) -> str:
    """The page to subscribe from with this list chosen; "" where it has no feeds for each kind of news."""
    named = list_.feeds[:1] == FEEDS[:1] and list_.path.startswith(tuple(BY.values()))
    return f"~/{SUBSCRIBE}?nguon={list_.path.rstrip('/')}" if named else ""


def _narrower(list_: ListOfDrafts, number: int) -> Link | None:
    if list_.filter:
        return {"url": f"~/{ALL}", "text": "Lọc và sắp xếp"} if number > 1 else None
    return {"url": f"~/{ALL}?{list_.facet}", "text": list_.narrower}


def pager(site: Site, path: str, number: int, of: int) -> dict[str, Any] | None:
    """The links between the pages of a list, as its template takes them; None where there is only one."""
    if of == 1:
        return None

    def url(page: int) -> str | None:
        return "~/" + site.links.paged(path, page) if 1 <= page <= of else None

    shown = sorted({1, of, *(page for page in range(number - 2, number + 3) if 1 <= page <= of)})
    items = [{"text": str(page), "url": url(page), "current": page == number} for page in shown]
    return {"previous": url(number - 1), "next": url(number + 1), "items": items}
