"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of what happened: an event is an item in every feed that holds it.

What no feed reaches back to lies in its archived pages (see `archives`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds.archives import archived_pages
from duthao.outputs.feeds.feed_list import Feed, feed_header, feeds
from duthao.outputs.feeds.window import DAY, DAYS, FULL, FeedSlice
from duthao.outputs.feeds.writer import FeedHeader, brief_item, feed, item
from duthao.outputs.feeds.xml_templates import ALL, RSS
from duthao.outputs.output import Output
from duthao.outputs.shared.draft_news import (
    DEMO,
    NEWS,
    TEXT,
    draft_news,
    news_of,
    news_text,
    text_of,
)
from duthao.outputs.shared.news import News
from duthao.outputs.shared.sheet import is_news
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.records.record import Record

_Item = tuple[int, str, bytes, Summary]  # minus epoch second, id, bytes; of whom


class NewsFeeds(Output):
    """The feeds of a draft, of the site, of what closes soon and what was answered, of each topic, agency, place and audience."""

    name = "feeds"
    plans_from_summaries = True

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """The feeds of a draft: all of its events."""
        marks = [*site.warning, *([DEMO] if record.draft.demo else [])]
        lead = f"Mọi tin về hồ sơ {record.code}." + "".join(f" {mark}." for mark in marks)
        header = feed_header(site, site.links.draft(record.id), record.draft.short_title, lead)
        for form in ALL:
            yield Artifact(header.path + form, partial(_of_draft, form, header, site, record))

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """All other feeds, with their archived pages."""
        for planned in feeds(site):
            said = [slice_.digest for slice_ in planned.slices]
            texts = [slice_.text_digest for slice_ in planned.slices] if planned.full else []
            for name in planned.names:
                yield Artifact(
                    planned.header.path + name,
                    partial(_of_slices, name, planned._replace(archived=None)),
                    depends_on=(planned.header, planned.brief, said, texts),
                )
            yield from archived_pages(site, planned)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's news, and apart from them the text that they share, which only the newest items hold."""
        return {NEWS: draft_news(site, record), TEXT: news_text(site, record)}


def _of_draft(form: str, header: FeedHeader, site: Site, record: Record) -> bytes:
    """While the draft is news its items are in detail, the newest with the whole text, which the others would repeat word for
    word; then the newest alone is in detail.
    """
    draft, fresh = draft_news(site, record), is_news(site, record)
    latest = sorted(draft.news, key=lambda n: (-n.when, n.id))
    items = [item(form, draft, n, news_text(site, record) if fresh else None) for n in latest[:1]]
    items += [(item if fresh else brief_item)(form, draft, n) for n in latest[1:]]
    return feed(form, header, latest[0].when if latest else 0, items)


def _of_slices(name: str, planned: Feed) -> bytes:
    """A feed, newest first. In detail, but where the feed is brief: its newest items and all of some days; of the newest the
    newest of each draft holds the whole text.
    """
    form = name if name in ALL else RSS
    items = sorted(
        (item for slice_ in planned.slices for item in _items(form, slice_)),
        key=lambda item: item[:2],
    )
    newest: dict[Summary, str] = {}
    for _, id_, _, summary in items[:FULL] if planned.full else ():
        newest.setdefault(summary, id_)
    recent = items[0][0] + DAYS * DAY if items else 0
    contents = []
    for n, (minus_when, id_, content, summary) in enumerate(items):
        if newest.get(summary) == id_:
            content = _with_text(summary, id_)[ALL.index(form)]
        elif not planned.brief and (n < FULL or minus_when <= recent):
            content = _with_lead(summary)[id_][ALL.index(form)]
        contents.append(content)
    return feed(form, planned.header, -items[0][0] if items else 0, contents, name)


def _items(form: str, slice_: FeedSlice) -> Iterator[_Item]:
    """What a slice tells, each piece of news as a brief item."""
    for summary, since in zip(slice_.summaries, slice_.since, strict=True):
        for news, contents in _briefly(summary):
            if news.when >= since and (not slice_.kinds or news.kind in slice_.kinds):
                yield -news.when, news.id, contents[ALL.index(form)], summary


# What is said of a draft stands in its topics', its agency's and its places' feeds, each in three forms.


@lru_cache(maxsize=2048)
def _briefly(summary: Summary) -> Sequence[tuple[News, Sequence[bytes]]]:
    """The draft's news, each with its brief item in each form."""
    draft = news_of(summary)
    return [(n, [brief_item(form, draft, n) for form in ALL]) for n in draft.news]


@lru_cache(maxsize=512)
def _with_lead(summary: Summary) -> Mapping[str, Sequence[bytes]]:
    """The draft's news by id, each as an item of lead, categories and file in each form."""
    draft = news_of(summary)
    return {n.id: [item(form, draft, n) for form in ALL] for n in draft.news}


@lru_cache(maxsize=128)
def _with_text(summary: Summary, news_id: str) -> Sequence[bytes]:
    """A piece of news as an item in each form with the whole text: kilobytes that few feeds need."""
    draft, text = news_of(summary), text_of(summary)
    news = next(n for n in draft.news if n.id == news_id)
    return [item(form, draft, news, text) for form in ALL]
