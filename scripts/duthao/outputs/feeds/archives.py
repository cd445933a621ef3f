"""The archived pages of feeds (RFC 5005): what no feed reaches back to, month by month or year by year, for ever the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds.feed_list import Feed, Page
from duthao.outputs.feeds.window import bounds
from duthao.outputs.feeds.writer import archive, item_without_text
from duthao.outputs.shared.draft_news import NEWS, news_of
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest


def archived_pages(site: Site, feed: Feed) -> Iterator[Artifact]:
    """The archived pages of a feed."""
    for page in feed.pages:
        yield Artifact(
            page.path,
            partial(_page, site.links.absolute(page.path), page),
            depends_on=(*page[:-1], snippet_digest(page.summaries, NEWS)),
        )


def _page(address: str, page: Page) -> bytes:
    """An archived page: lead and link of each piece of news, newest first."""
    first, after = bounds(page.name)
    items = sorted(
        item
        for summary in page.summaries
        for item in _items(summary)
        if first <= -item[0] < after and (not page.kinds or item[2] in page.kinds)
    )
    newest = -items[0][0] if items else 0
    return archive(page.header, address, newest, [content for *_, content in items])


@lru_cache(
    maxsize=8192
)  # a draft stands in some twenty pages: to read its news for each takes ten times as long
def _items(summary: Summary) -> Sequence[tuple[int, str, str, bytes]]:
    """The draft's news: minus epoch second, id, kind, and the item."""
    draft = news_of(summary)
    return [(-n.when, n.id, n.kind, item_without_text(draft, n)) for n in draft.news]
