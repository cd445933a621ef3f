"""The archived pages of feeds (RFC 5005): what no feed reaches back to, month by month or year by year, for ever the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from duthao.channel import Page, feeds
from duthao.pouring import archive, bare
from duthao.reach import MONTH, digest, period
from duthao.site import Card, Part, Site, faces
from duthao.story import STORIES, told

NAME = "archives"


def of_site(site: Site) -> Iterator[Part]:
    """Every archived page; those of one time one after the other, for they hold the same news."""
    pages = (page for planned in feeds(site) for page in planned.pages)
    for page in sorted(pages, key=lambda p: (p.name, p.path)):
        address = site.links.absolute(page.path)
        needs = digest(*page[:-1], faces(page.cards, STORIES))
        yield Part(page.path, partial(_page, address, page), needs)


def _page(address: str, page: Page) -> bytes:
    """An archived page: lead and link of each piece of news, newest first."""
    name, kinds = page.name, page.kinds
    found = sorted(
        (when, news_id, item)
        for card in page.cards
        for month, kind, when, news_id, item in _bare(card)
        if month.startswith(name) and (not kinds or kind in kinds)
    )
    return archive(page.channel, address, -found[0][0] if found else 0, [f[2] for f in found])


@lru_cache(maxsize=1536)  # the pages of one time, which follow each other, hold the same cards
def _bare(card: Card) -> tuple[tuple[str, str, int, str, bytes], ...]:
    """The bare items of a card: month, kind, minus epoch second, id, item."""
    story = told(card)
    return tuple(
        (period(n.when, MONTH), n.kind, -n.when, n.id, item)
        for n, item in zip(story.news, bare(story, story.news), strict=True)
    )
