"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of what happened: an event is an item, made once and joined into every feed that holds it.

What no feed reaches back to lies in its archived pages, which `archives` makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain

from duthao.outputs.artifact import Artifact, digest
from duthao.outputs.feeds.feed_list import feed_header, feeds
from duthao.outputs.feeds.items import Item, Items
from duthao.outputs.feeds.window import FULL, FeedSlice, reached
from duthao.outputs.feeds.writer import FeedHeader, begin, end, feed, pour
from duthao.outputs.feeds.xml_templates import ALL
from duthao.outputs.shared.draft_news import (
    DEMO,
    STORIES,
    TEXTS,
    DraftNews,
    NewsText,
    draft_news,
    news_of,
    text_of,
)
from duthao.outputs.shared.draft_news import text as full_text
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.records.record import Record

NAME = STORIES
SHOWS = (STORIES, TEXTS)
_KIN = 60  # feeds that one process makes in all forms: fewer would share less, more keep the others waiting


def snippet(site: Site, record: Record) -> DraftNews:
    """The record's items as data, for all feeds in which they stand."""
    return draft_news(site, record)


def text(site: Site, record: Record) -> NewsText:
    """The text that they share, for the feeds in which one of them is among the newest."""
    return full_text(site, record)


def of_record(site: Site, record: Record) -> Iterator[Artifact]:
    """The feeds of a draft: all of its events."""
    marks = [*site.warning, *([DEMO] if record.draft.demo else [])]
    lead = f"Mọi tin về hồ sơ {record.code}." + "".join(f" {mark}." for mark in marks)
    head = feed_header(site, site.links.draft(record.id), record.draft.short_title, lead)
    for form in ALL:
        yield Artifact(head.path + form, partial(_of_draft, form, head, site, record))


def of_site(site: Site) -> Iterator[Artifact]:
    """The feeds of the site, of what closes soon and what was answered, of each topic, agency and place.

    Their newest items change most often: the rest of a feed is a part of its own.
    """
    held = Items(_brief)
    for n, (head, strands, *_) in enumerate(feeds(site)):
        newest = tuple(strand.newest for strand in strands)
        needs = digest(head, [strand.digest for strand in newest])
        older = digest([strand.digest for strand in strands])
        for form in ALL:
            rest = Artifact("", partial(_older, held, form, strands), older)
            make = partial(_newest, held, form, head, newest)
            yield Artifact(head.path + form, make, needs, rest=rest, kin=f"{NAME} {n // _KIN}")


# ---- making


def _of_draft(form: str, head: FeedHeader, site: Site, record: Record) -> bytes:
    """The newest item holds the whole text: the others would repeat it word for word."""
    told = draft_news(site, record)
    latest = sorted(told.news, key=lambda n: (-n.when, n.id))
    made = pour(form, told, latest, full_text(site, record))
    return feed(form, head, latest[0].when if latest else 0, made)


def _newest(held: Items, form: str, head: FeedHeader, strands: Sequence[FeedSlice]) -> bytes:
    """A feed up to the last of its items that hold the whole text."""
    found = sorted(chain(*(_latest(held, strand) for strand in strands)))[:FULL]
    made = [_whole(card, id_)[ALL.index(form)] for _, id_, card in found]
    return begin(form, head, -found[0][0] if found else 0, made)


def _older(held: Items, form: str, strands: Sequence[FeedSlice]) -> bytes:
    """The rest of a feed."""
    place = ALL.index(form)
    return end(form, [item[3][place] for item in _merged(held, strands)[FULL:]])


# The forms of a feed follow each other, and so do the communes, which have their own news and the province's: hence two.


@lru_cache(maxsize=2)
def _latest(held: Items, strand: FeedSlice) -> Sequence[tuple[int, str, Summary]]:
    """The strand's newest items: minus epoch second, id, card."""
    return sorted(
        (before, id_, card)
        for card, items in zip(strand.cards, held.get(NAME, strand.cards), strict=True)
        for before, id_, *_ in _told(strand, card, items)
    )[:FULL]


@lru_cache(maxsize=1)
def _merged(held: Items, strands: Sequence[FeedSlice]) -> Sequence[Item]:
    """The items of strands, newest first."""
    parts = [_sorted(held, strand) for strand in strands]
    return parts[0] if len(parts) == 1 else sorted(chain(*parts))


@lru_cache(maxsize=2)
def _sorted(held: Items, strand: FeedSlice) -> Sequence[Item]:
    found: list[Item] = []
    for card, items in zip(strand.cards, held.get(NAME, strand.cards), strict=True):
        found += _told(strand, card, items)
    return sorted(found)


def _told(strand: FeedSlice, card: Summary, items: Sequence[Item]) -> Sequence[Item]:
    """The items of a card (oldest first) that a strand holds."""
    first, kinds = -reached(strand, card), strand.kinds
    if kinds:
        return [item for item in items if item[0] <= first and item[2] in kinds]
    if items[0][0] <= first:
        return items
    return [item for item in items if item[0] <= first]


@lru_cache(maxsize=128)
def _whole(card: Summary, news: str) -> Sequence[bytes]:
    """The item of a piece of news (its id) with the whole text, in each form: kilobytes that few feeds need."""
    story, text = news_of(card), text_of(card)
    one = [n for n in story.news if n.id == news]
    return [pour(form, story, one, text)[0] for form in ALL]


def _brief(_: str, story: DraftNews) -> Sequence[Item]:
    items = zip(*(pour(form, story, story.news) for form in ALL), strict=True)
    return [(-n.when, n.id, n.kind, said) for n, said in zip(story.news, items, strict=True)]
