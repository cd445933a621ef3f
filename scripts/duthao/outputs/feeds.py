"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of what happened: an event is an item, made once and joined into every feed that holds it.

What no feed reaches back to lies in its archived pages, which `archives` makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from duthao.channel import channel, feeds
from duthao.moulds import FORMS, JSON
from duthao.pouring import Channel, feed, items, pour, whole
from duthao.reach import Strand, digest, since
from duthao.records import Record
from duthao.site import Card, Part, Site
from duthao.story import DEMO, STORIES, Story, in_full, story, told

NAME = STORIES
FULL = 50  # so many items of a feed, the newest, hold the whole text: else a large feed outgrows readers
# Minus epoch second, id, brief item, whose and which news.
_Found = tuple[int, str, bytes, Card, int]


def excerpt(site: Site, record: Record) -> Story:
    """The record's items as data, for all feeds in which they stand."""
    return story(site, record)


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """The feeds of a draft: all of its events."""
    lead = f"Mọi tin về hồ sơ {record.code}." + (f" {DEMO}." if record.front.demo else "")
    head = channel(site, site.links.draft(record.id), record.front.short_title, lead)
    for form in (*FORMS, JSON):
        yield Part(head.path + form, partial(_of_draft, form, head, excerpt(site, record)))


def of_site(site: Site) -> Iterator[Part]:
    """The feeds of the site, of what closes soon and what was answered, of each topic, agency and place."""
    planned = list(feeds(site))
    for form in (*FORMS, JSON):
        for head, strands, _ in planned:
            needs = digest(form, *head, *(strand.digest for strand in strands))
            yield Part(head.path + form, partial(_feed, form, head, strands), needs)


# ---- making


def _of_draft(form: str, head: Channel, told: Story) -> bytes:
    """The newest item holds the whole text: the others would repeat it word for word."""
    latest = sorted(told.news, key=lambda n: (-n.when, n.id))
    made = pour(form, told, latest[:1], "full") + pour(form, told, latest[1:], "brief")
    return feed(form, head, latest[0].when if latest else 0, made)


def _feed(form: str, head: Channel, strands: tuple[Strand, ...]) -> bytes:
    parts = [_found(form, strand) for strand in strands]
    found = parts[0] if len(parts) == 1 else sorted(f for part in parts for f in part)
    made = [whole(form, in_full(card), place) for *_, card, place in found[:FULL]]
    made += [brief for _, _, brief, _, _ in found[FULL:]]
    return feed(form, head, -found[0][0] if found else 0, made)


@lru_cache(maxsize=3)  # a commune's own, and what is province-wide in all of them
def _found(form: str, strand: Strand) -> Sequence[_Found]:
    """The strand's items, newest first."""
    if strand.kinds:
        return _found_by_kind(form, strand)
    found: list[_Found] = []
    for card in strand.cards:
        tells, opens = told(card), card.light.opens
        still = card.light.state == "open" and opens is not None
        floor = min(strand.since, opens) if still and opens else strand.since
        held = items(form, tells)
        found += [
            (-n.when, n.id, held[place], card, place)
            for place, n in enumerate(tells.news)
            if n.when >= floor
        ]
    return sorted(found)


def _found_by_kind(form: str, strand: Strand) -> Sequence[_Found]:
    return sorted(
        (-when, news_id, items(form, told(card))[place], card, place)
        for when, news_id, card, place in _by_kind(strand)
    )


@lru_cache(maxsize=2)
def _by_kind(strand: Strand) -> Sequence[tuple[int, str, Card, int]]:
    """The few items of some kinds, found among all: when, id, whose and which news."""
    chosen = [
        (n.when, n.id, card, place)
        for card in strand.cards
        for place, n in enumerate(told(card).news)
        if n.kind in strand.kinds
    ]
    back = min(strand.since, since(strand.keep, [when for when, *_ in chosen]))
    return [
        (when, news_id, card, place)
        for when, news_id, card, place in chosen
        if when >= back or (card.light.state == "open" and when >= (card.light.opens or 0))
    ]
