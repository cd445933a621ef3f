"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of what happened: an event is an item, made once and joined into every feed that holds it.

What no feed reaches back to lies in its archived pages, which `archives` makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from duthao.channel import channel, feeds
from duthao.moulds import FORMS, JSON
from duthao.pouring import Channel, begin, end, feed, pour, whole
from duthao.reach import FULL, Strand, digest, newest, reached
from duthao.records import Record
from duthao.site import Card, Part, Site, faces
from duthao.story import DEMO, STORIES, TEXTS, Item, Items, News, Story, Text, in_full, story, told
from duthao.story import text as full_text

NAME = STORIES


def excerpt(site: Site, record: Record) -> Story:
    """The record's items as data, for all feeds in which they stand."""
    return story(site, record)


def text(site: Site, record: Record) -> Text:
    """The text that they share, for the feeds in which one of them is among the newest."""
    return full_text(site, record)


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """The feeds of a draft: all of its events."""
    lead = f"Mọi tin về hồ sơ {record.code}." + (f" {DEMO}." if record.front.demo else "")
    head = channel(site, site.links.draft(record.id), record.front.short_title, lead)
    for form in (*FORMS, JSON):
        yield Part(head.path + form, partial(_of_draft, form, head, site, record))


def of_site(site: Site) -> Iterator[Part]:
    """The feeds of the site, of what closes soon and what was answered, of each topic, agency and place.

    Their newest items change most often: the rest of a feed is a part of its own.
    """
    planned = []
    for head, strands, *_ in feeds(site):
        lately = newest(strands)
        said = [(s.since, s.kinds, faces(s.cards, STORIES, TEXTS)) for s in lately]
        planned.append((head, strands, lately, said, [s.digest for s in strands]))
    held = Items(_brief)
    for form in (*FORMS, JSON):
        for head, strands, lately, said, older in planned:
            rest = Part("", partial(_older, held, form, strands), digest(form, older))
            make = partial(_newest, form, head, lately)
            yield Part(head.path + form, make, digest(form, head, said), rest=rest, kin=form)


# ---- making


def _of_draft(form: str, head: Channel, site: Site, record: Record) -> bytes:
    """The newest item holds the whole text: the others would repeat it word for word."""
    told = story(site, record)
    latest = sorted(told.news, key=lambda n: (-n.when, n.id))
    made = pour(form, told, latest[:1], full_text(site, record)) + pour(form, told, latest[1:])
    return feed(form, head, latest[0].when if latest else 0, made)


def _newest(form: str, head: Channel, strands: tuple[Strand, ...]) -> bytes:
    """A feed up to the last of its items that hold the whole text."""
    found = sorted(
        (-n.when, n.id, card, place)
        for strand in strands
        for card in strand.cards
        for place, n in _news(strand, card)
    )
    made = [whole(form, told(card), place, in_full(card)) for *_, card, place in found[:FULL]]
    return begin(form, head, -found[0][0] if found else 0, made)


def _older(held: Items, form: str, strands: tuple[Strand, ...]) -> bytes:
    """The rest of a feed."""
    parts = [_found(held, form, strand) for strand in strands]
    found = parts[0] if len(parts) == 1 else sorted(item for part in parts for item in part)
    return end(form, [item.said for item in found[FULL:]])


@lru_cache(maxsize=2)  # a commune's own, and what is province-wide in all of them
def _found(held: Items, form: str, strand: Strand) -> Sequence[Item]:
    """The strand's items, newest first."""
    found: list[Item] = []
    for card, items in zip(strand.cards, held.get(form, strand.cards), strict=True):
        since = -reached(strand, card)
        found += [i for i in items if i[0] <= since and (not strand.kinds or i[2] in strand.kinds)]
    return sorted(found)


def _brief(form: str, story: Story) -> Sequence[Item]:
    items = pour(form, story, story.news)
    return [Item(-n.when, n.id, n.kind, said) for n, said in zip(story.news, items, strict=True)]


def _news(strand: Strand, card: Card) -> Iterator[tuple[int, News]]:
    """The news of a card that a strand tells, each with its place among all of the card."""
    floor = reached(strand, card)
    for place, n in enumerate(told(card).news):
        if n.when >= floor and (not strand.kinds or n.kind in strand.kinds):
            yield place, n
