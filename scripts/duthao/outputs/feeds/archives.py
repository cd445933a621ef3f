"""The archived pages of feeds (RFC 5005): what no feed reaches back to. A page that is over holds the same items for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds.feed_list import Feed, archived
from duthao.outputs.feeds.window import Period
from duthao.outputs.feeds.writer import FeedHeader, archive, brief_item
from duthao.outputs.feeds.xml_templates import ATOM
from duthao.outputs.shared.draft_news import NEWS, news_of
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest

_Page = tuple[Period, tuple[str, ...], tuple[Summary, ...]]  # its period; of which kinds, of whom


def archived_pages(site: Site, feed: Feed) -> Iterator[Artifact]:
    """The archived pages of a feed, oldest first, each knowing the one before it and the one after it."""
    if not feed.archived:
        return
    pages, kinds = feed.archived.pages, feed.archived.kinds
    names = ["", *(archived(feed.header.path, period) for period, _ in pages), ""]
    for n, (period, summaries) in enumerate(pages, 1):
        before, path, after = names[n - 1 : n + 2]
        head = feed.header._replace(archive=before and site.links.absolute(before))
        next_page = after and site.links.absolute(after)
        yield Artifact(
            path,
            partial(_page, head, site.links.absolute(path), next_page, (period, kinds, summaries)),
            depends_on=(path, head, next_page, period, kinds, snippet_digest(summaries, NEWS)),
        )


def _page(header: FeedHeader, address: str, next_page: str, page: _Page) -> bytes:
    """An archived page: each piece of news as a brief item, newest first."""
    period, kinds, summaries = page
    items = sorted(
        item
        for summary in summaries
        for item in _items(summary)
        if period.first <= -item[0] < period.after and (not kinds or item[2] in kinds)
    )
    newest = -items[0][0] if items else 0
    return archive(header, address, next_page, newest, [content for *_, content in items])


# A draft stands in some twenty pages: to read its news for each takes ten times as long.
@lru_cache(maxsize=8192)
def _items(summary: Summary) -> Sequence[tuple[int, str, str, bytes]]:
    """The draft's news: minus epoch second, id, kind, and the item."""
    draft = news_of(summary)
    return [(-n.when, n.id, n.kind, brief_item(ATOM, draft, n)) for n in draft.news]
