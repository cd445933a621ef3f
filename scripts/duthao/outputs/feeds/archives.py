"""The archived pages of feeds (RFC 5005): what no feed reaches back to, month by month or year by year, for ever the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds.feed_list import Feed, Page
from duthao.outputs.feeds.window import bounds
from duthao.outputs.feeds.writer import archive, item_without_text
from duthao.outputs.shared.draft_news import NEWS
from duthao.outputs.site import Site
from duthao.outputs.summary import snippet_digest, snippets


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
    news = [
        (-n.when, n.id, draft, n)
        for draft in snippets(page.summaries, NEWS)
        for n in draft.news
        if first <= n.when < after and (not page.kinds or n.kind in page.kinds)
    ]
    news.sort(key=lambda entry: entry[:2])
    items = [item_without_text(draft, n) for _, _, draft, n in news]
    return archive(page.header, address, -news[0][0] if news else 0, items)
