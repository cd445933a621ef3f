"""The archived pages of feeds (RFC 5005): what no feed reaches back to, month by month or year by year, for ever the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial

from duthao.channel import Page, feeds
from duthao.pouring import archive, bare
from duthao.reach import MONTH, YEAR, digest, period
from duthao.site import Card, Part, Site, faces
from duthao.story import STORIES, told

NAME = "archives"
_Bare = tuple[int, str, str, bytes]  # minus epoch second, id, kind, item


def of_site(site: Site) -> Iterator[Part]:
    """Every archived page; those of one time one after the other, for they hold the same news."""
    pages = (page for planned in feeds(site) for page in planned.pages)
    for page in sorted(pages, key=lambda p: (p.name, p.path)):
        address = site.links.absolute(page.path)
        needs = digest(*page[:-1], faces(page.cards, STORIES))
        yield Part(page.path, partial(_page, address, page), needs)


def _page(address: str, page: Page) -> bytes:
    """An archived page: lead and link of each piece of news, newest first."""
    kinds = page.kinds
    found: list[_Bare] = []
    for card in page.cards:
        found += _bare(card)[page.name]
    if kinds:
        found = [f for f in found if f[2] in kinds]
    found.sort()
    return archive(page.channel, address, -found[0][0] if found else 0, [f[3] for f in found])


@lru_cache(maxsize=1024)  # the pages of one time, which follow each other, hold the same cards
def _bare(card: Card) -> Mapping[str, Sequence[_Bare]]:
    """The bare items of a card by month and by year."""
    story = told(card)
    found: dict[str, list[_Bare]] = defaultdict(list)
    for n, item in zip(story.news, bare(story), strict=True):
        entry = -n.when, n.id, n.kind, item
        for length in (MONTH, YEAR):
            found[period(n.when, length)].append(entry)
    return found
