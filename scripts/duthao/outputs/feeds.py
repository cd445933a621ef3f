"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of what happened: an event is an item, made once and joined into every feed that holds it.

What no feed reaches back to lies in archived pages (RFC 5005), which never change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from duthao.channel import Page, channel, feeds
from duthao.moulds import ATOM, FORMS, JSON
from duthao.pouring import Channel, archive, feed, items, pour, whole
from duthao.reach import Strand, bounds, digest, since
from duthao.records import Record
from duthao.site import Card, Part, Site
from duthao.story import DEMO, STORIES, News, Story, Told, story

NAME = STORIES
FULL = 50  # so many items of a feed, the newest, hold the whole text: else a large feed outgrows readers
# Minus epoch second, id, brief item; whose card, and which news.
_Found = tuple[int, str, bytes, Card, News]


def excerpt(site: Site, record: Record) -> Told:
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


def _of_draft(form: str, head: Channel, told: Told) -> bytes:
    """The newest item holds the whole text: the others would repeat it word for word."""
    of, text = told
    latest = sorted(of.news, key=lambda n: (-n.when, n.id))
    made = pour(form, of, latest[:1], text=text) + pour(form, of, latest[1:])
    return feed(form, head, latest[0].when if latest else 0, made)


def _feed(form: str, head: Channel, strands: tuple[Strand, ...]) -> bytes:
    parts = [_found(form, strand) for strand in strands]
    found = parts[0] if len(parts) == 1 else sorted((f for part in parts for f in part), key=_order)
    made = [_whole(form, card, news) for *_, card, news in found[:FULL]]
    made += [brief for _, _, brief, _, _ in found[FULL:]]
    return feed(form, head, -found[0][0] if found else 0, made)


@lru_cache(maxsize=512)
def _whole(form: str, card: Card, news: News) -> bytes:
    of, text = _told(card)
    return whole(form, of, text, news)


@lru_cache(maxsize=8)
def _found(form: str, strand: Strand) -> Sequence[_Found]:
    """The strand's items, newest first."""
    if strand.kinds:
        return _found_by_kind(form, strand)
    found: list[_Found] = []
    for card in strand.cards:
        of, opens = _story(card), card.light.opens
        still = card.light.state == "open" and opens is not None
        floor = min(strand.since, opens) if still and opens else strand.since
        brief = items(form, of, "brief")
        found += [
            (-n.when, n.id, brief[place], card, n)
            for place, n in enumerate(of.news)
            if n.when >= floor
        ]
    return sorted(found, key=_order)


def _found_by_kind(form: str, strand: Strand) -> Sequence[_Found]:
    found = [
        (-n.when, n.id, pour(form, _story(card), (n,))[0], card, n) for card, n in _of_kinds(strand)
    ]
    return sorted(found, key=_order)


@lru_cache(maxsize=4)
def _of_kinds(strand: Strand) -> Sequence[tuple[Card, News]]:
    """The few news of some kinds, found among all."""
    told = [(card, n) for card in strand.cards for n in _story(card).news if n.kind in strand.kinds]
    back = min(strand.since, since(strand.keep, [n.when for _, n in told]))
    return [
        (card, n)
        for card, n in told
        if n.when >= back or (card.light.state == "open" and n.when >= (card.light.opens or 0))
    ]


def _order(found: _Found) -> tuple[int, str]:
    return found[:2]


def _page(address: str, page: Page) -> bytes:
    """An archived page: lead and link of each piece of news, newest first."""
    (start, end), kinds = bounds(page.name), page.kinds
    found = []
    for card in page.cards:
        told = _story(card)
        held = items(ATOM, told, "bare")
        found += [
            (-n.when, n.id, held[place])
            for place, n in enumerate(told.news)
            if start <= n.when < end and (not kinds or n.kind in kinds)
        ]
    found.sort()
    return archive(page.channel, address, -found[0][0] if found else 0, [f[2] for f in found])


_stories: dict[str, Story] = {}  # by the face of their cards: the same face, the same story


def _story(card: Card) -> Story:
    """Kept without its text: with it, those of all records would fill the memory."""
    face = card.light.face
    if face not in _stories:
        if len(_stories) >= 10_000:
            _stories.clear()
        _stories[face] = _told(card)[0]
    return _stories[face]


def _told(card: Card) -> Told:
    told: Told = card.load().excerpts[STORIES]
    return told
