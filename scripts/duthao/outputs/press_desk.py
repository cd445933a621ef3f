"""The press desk: the kits of what is open and of what changed lately."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from duthao.catalogue import CRUMBS, feeds, ordered
from duthao.clock import until_words
from duthao.links import PRESS
from duthao.reach import digest
from duthao.site import PARTICULARS, Card, Part, Particulars, Site, faces

NAME = "press_desk"
SHOWS = (PARTICULARS,)
_LATELY = 30 * 86400  # seconds before the newest event of the site
_TITLE = "Tài liệu cho báo chí"
_LEAD = (
    "Bộ tài liệu của các dự thảo đang lấy ý kiến và các dự thảo có tin mới trong 30 ngày gần đây."
)


def of_site(site: Site) -> Iterator[Part]:
    """`/bao-chi/`."""
    cards = ordered(site.cards)
    newest = max((card.light.happened[-1] for card in cards if card.light.happened), default=0)
    current = tuple(c for c in cards if c.light.state == "open")
    lately = tuple(
        sorted(
            (
                c
                for c in cards
                if c.light.state != "open"
                and c.light.happened
                and c.light.happened[-1] >= newest - _LATELY
            ),
            key=lambda c: (-c.light.happened[-1], c.id),
        )
    )
    needs = digest([faces(held, PARTICULARS) for held in (current, lately)])
    yield Part(site.links.file(PRESS), partial(_page, site, current, lately), needs)


def _page(site: Site, current: Sequence[Card], lately: Sequence[Card]) -> bytes:
    groups = [
        {"heading": heading, "entries": [_entry(site, card) for card in cards]}
        for heading, cards in (
            ("Đang lấy ý kiến", current),
            ("Có tin trong 30 ngày gần đây", lately),
        )
        if cards
    ]
    main = site.render(
        "press-desk.html", crumbs=CRUMBS[:1], title=_TITLE, lead=_LEAD, groups=groups
    )
    head = site.render(
        "head.html",
        feeds=feeds(site.settings.province.site_title, ""),
        alternates=[],
        robots="",
        card=None,
        data="",
    )
    slots = {
        "title": _TITLE,
        "description": _LEAD,
        "canonical": site.links.absolute(PRESS),
        "head": head,
        "toc": "",
        "main": main,
    }
    return site.shells["press"].pour(PRESS, slots)


def _entry(site: Site, card: Card) -> dict[str, str]:
    """The newest event is the news; of what is open, the deadline."""
    own: Particulars = card.excerpt(PARTICULARS)
    seen, told = own.view, [e for e in own.events if e.when <= site.now]
    news = (
        f"góp ý đến {until_words(seen.closes)}"
        if seen.open and seen.closes
        else told[-1].label
        if told
        else seen.label
    )
    demo = " · dữ liệu minh họa" if own.demo else ""
    kit = site.links.press(card.id)
    return {
        "text": own.short_title,
        "url": "~/" + kit,
        "pack": f"~/{kit}bao-chi.zip",
        "said": f"{own.agency_name} · {news}{demo}",
    }
