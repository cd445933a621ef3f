"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of what happened: an event is an item, made once and joined into every feed that holds it.

What no feed reaches back to lies in archived pages (RFC 5005), which never change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from duthao.channel import Page, channel, feeds
from duthao.moulds import ATOM, FORMS, JSON
from duthao.pouring import Channel, archive, feed, items, pour, whole
from duthao.reach import Strand, digest, period, since
from duthao.records import Record
from duthao.site import Card, Part, Site
from duthao.story import DEMO, STORIES, Story, story

NAME = STORIES
FULL = 50  # so many items of a feed, the newest, hold the whole text: else a large feed outgrows readers
# Minus epoch second, id, brief item, whose and which news.
_Found = tuple[int, str, bytes, Story, int]


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
    """The feeds of the site, of what closes soon and what was answered, of each topic, agency and place; their archives."""
    planned = list(feeds(site))
    for form in (*FORMS, JSON):
        for head, strands, _ in planned:
            needs = digest(form, *head, *(strand.digest for strand in strands))
            yield Part(head.path + form, partial(_feed, form, head, strands), needs)
    # Pages of one time one after the other: they hold the same news.
    pages = sorted((page for p in planned for page in p.pages), key=lambda p: (p.name, p.path))
    for page in pages:
        faces = [card.light.face for card in page.cards]
        yield Part(
            page.path,
            partial(_page, site.links.absolute(page.path), page),
            digest(*page[:-1], faces),
        )


# ---- making


def _of_draft(form: str, head: Channel, told: Story) -> bytes:
    """The newest item holds the whole text: the others would repeat it word for word."""
    latest = sorted(told.news, key=lambda n: (-n.when, n.id))
    made = pour(form, told, latest[:1], "full") + pour(form, told, latest[1:], "brief")
    return feed(form, head, latest[0].when if latest else 0, made)


def _feed(form: str, head: Channel, strands: tuple[Strand, ...]) -> bytes:
    parts = [_found(form, strand) for strand in strands]
    found = parts[0] if len(parts) == 1 else sorted(f for part in parts for f in part)
    made = [whole(form, told, place) for *_, told, place in found[:FULL]]
    made += [brief for _, _, brief, _, _ in found[FULL:]]
    return feed(form, head, -found[0][0] if found else 0, made)


@lru_cache(maxsize=8)
def _found(form: str, strand: Strand) -> Sequence[_Found]:
    """The strand's items, newest first."""
    if strand.kinds:
        return _found_by_kind(form, strand)
    found: list[_Found] = []
    for card in strand.cards:
        told, opens = _story(card), card.light.opens
        still = card.light.state == "open" and opens is not None
        floor = min(strand.since, opens) if still and opens else strand.since
        held = items(form, told, "brief")
        found += [
            (-n.when, n.id, held[place], told, place)
            for place, n in enumerate(told.news)
            if n.when >= floor
        ]
    return sorted(found)


def _found_by_kind(form: str, strand: Strand) -> Sequence[_Found]:
    """The few items of some kinds, found among all."""
    told = [
        (card, n, place)
        for card in strand.cards
        for place, n in enumerate(_story(card).news)
        if n.kind in strand.kinds
    ]
    back = min(strand.since, since(strand.keep, [n.when for _, n, _ in told]))
    return sorted(
        (-n.when, n.id, pour(form, _story(card), (n,), "brief")[0], _story(card), place)
        for card, n, place in told
        if n.when >= back or (card.light.state == "open" and n.when >= (card.light.opens or 0))
    )


def _page(address: str, page: Page) -> bytes:
    """An archived page: lead and link of each piece of news, newest first."""
    length, kinds = len(page.name), page.kinds
    found = []
    for card in page.cards:
        told = _story(card)
        held = items(ATOM, told, "bare")
        found += [
            (-n.when, n.id, held[place])
            for place, n in enumerate(told.news)
            if (not kinds or n.kind in kinds) and period(n.when, length) == page.name
        ]
    found.sort()
    return archive(page.channel, address, -found[0][0] if found else 0, [f[2] for f in found])


@lru_cache(maxsize=1024)
def _story(card: Card) -> Story:
    """Read anew for each that is not held here: with their texts, those of all records would fill the memory."""
    told: Story = card.load().excerpts[STORIES]
    return told
