"""The archived pages of feeds (RFC 5005): what no feed reaches back to, month by month or year by year, for ever the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from duthao.outputs.artifact import Artifact, digest
from duthao.outputs.feeds.feed_list import Page, feeds
from duthao.outputs.feeds.items import Item, Items
from duthao.outputs.feeds.window import YEAR, bounds
from duthao.outputs.feeds.writer import archive, without_text
from duthao.outputs.shared.draft_news import STORIES, DraftNews
from duthao.outputs.site import Site
from duthao.outputs.summary import snippet_digest

NAME = "archives"
SHOWS = (STORIES,)


def of_site(site: Site) -> Iterator[Artifact]:
    """Every archived page; those of one year one after the other, for they hold the same news."""
    pages = (page for planned in feeds(site) for page in planned.pages)
    held = Items(_in_year)
    for page in sorted(pages, key=lambda p: (p.name, p.path)):
        address = site.links.absolute(page.path)
        needs = digest(*page[:-1], snippet_digest(page.cards, STORIES))
        yield Artifact(page.path, partial(_page, held, address, page), needs, kin=page.name[:YEAR])


def _page(held: Items, address: str, page: Page) -> bytes:
    """An archived page: lead and link of each piece of news, newest first."""
    kinds, year = page.kinds, page.name[:YEAR]
    first, after = bounds(page.name)
    found: list[Item] = []
    for items in held.get(year, page.cards):
        found += items
    if page.name != year:
        found = [item for item in found if first <= -item[0] < after]
    if kinds:
        found = [item for item in found if item[2] in kinds]
    found.sort()
    return archive(page.header, address, -found[0][0] if found else 0, [i[3][0] for i in found])


def _in_year(year: str, story: DraftNews) -> Sequence[Item]:
    """The bare items of a story's news of that year."""
    first, after = bounds(year)
    told = [n for n in story.news if first <= n.when < after]
    return [
        (-n.when, n.id, n.kind, (said,))
        for n, said in zip(told, without_text(story, told), strict=True)
    ]
