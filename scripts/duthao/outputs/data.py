"""For machines: all drafts as one JSON file, the map of all pages, and what robots may read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

from duthao.catalogue import grouped, in_state
from duthao.clock import VN, Point
from duthao.events import Event
from duthao.lifecycle import effective
from duthao.links import ALL, LISTS
from duthao.model import Document
from duthao.records import Record
from duthao.registers import Agency, Audience, DocumentType, Place, Topic
from duthao.site import Card, Part, Site

NAME = "data"
VERSION = 1  # of the shape: a field may be added, but none is renamed or removed under /api/v1/
DRAFTS = "api/v1/drafts.json"
_Named = Mapping[str, Agency] | Mapping[str, Audience] | Mapping[str, DocumentType] | Mapping[str, Place] | Mapping[str, Topic]


def excerpt(site: Site, record: Record) -> str:
    """The record as one line of JSON, made once."""
    return json.dumps(_draft(site, record), ensure_ascii=False, separators=(",", ":"))


def of_site(site: Site) -> Iterator[Part]:
    """`/api/v1/drafts.json`, `/sitemap.xml` and `/robots.txt`."""
    cards = tuple(sorted(site.cards, key=lambda c: c.id))
    yield Part(DRAFTS, partial(_drafts, cards), _digest([c.light.face for c in cards]))
    pages = tuple(sorted(address for address in site.pages if address != "404.html"))
    placed = [(c.id, c.light.agency, c.light.issuer, c.light.topics, c.light.places, c.light.audiences, c.light.state,
               c.light.closing_soon, c.light.answer_overdue, c.light.happened[-1:]) for c in cards]
    yield Part("sitemap.xml", partial(_sitemap, replace(site, shells={}, pages={}, cards=cards), pages), _digest((site.links, pages, placed)))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.links.absolute('sitemap.xml')}\n"
    yield Part("robots.txt", robots.encode, _digest(robots))


# ---- drafts.json

def _draft(site: Site, record: Record) -> dict[str, Any]:
    front, links, registers, view = record.front, site.links, site.registers, site.view(record)
    flags = {"closing_soon": view.closing_soon, "answer_overdue": view.answer_overdue}
    return {
        "id": record.id,
        "code": record.code,
        "title": front.title,
        "short_title": front.short_title,
        "summary": front.summary,
        "state": view.state,
        "label": view.label,
        "flags": [flag for flag, up in flags.items() if up],
        "opens": _written(view.opens),
        "closes": _written(view.closes),
        "first_closes": _written(view.first_closes),
        "document_type": _named(registers.document_types, front.document_type),
        "agency": {"key": front.agency, "name": site.agency_name(record, front.agency)},
        "issuer": {"key": front.issuer, "name": site.agency_name(record, front.issuer)},
        "topics": [_named(registers.topics, key) for key in front.topics],
        "places": [_named(registers.places, key) for key in front.places],
        "audiences": [_named(registers.audiences, key) for key in front.audiences],
        "url": links.absolute(links.draft(record.id)),
        "short_url": links.absolute(links.short(record.id)),
        "demo": front.demo,
        "documents": [_document(site, record, d) for d in _published(site, record)],
        "events": [_event(e) for e in site.events(record) if e.when <= site.now],
    }


def _named(register: _Named, key: str) -> dict[str, str]:
    return {"key": key, "name": register[key].name}


def _written(point: Point | None) -> str | None:
    """A day (`2026-11-30`: to its end), or an instant with its offset."""
    if point is None:
        return None
    return point.start.isoformat() if point.timed else point.day.isoformat()


def _published(site: Site, record: Record) -> Iterator[Document]:
    """The dossier, then what rounds begun and stages reached brought with them."""
    yield from record.front.documents
    for round_ in record.front.rounds:
        if round_.opens and round_.opens.start <= site.now:
            yield from round_.documents
    for stage in record.front.stages:
        if effective(stage) <= site.now:
            yield from stage.documents


def _document(site: Site, record: Record, document: Document) -> dict[str, Any]:
    """Size in bytes and digest only of files that lie beside the record."""
    file = record.files.get(document.file or "")
    return {
        "kind": document.kind,
        "title": document.title,
        "url": site.links.absolute(site.links.draft(record.id, file.name)) if file else document.url,
        "size": file.size if file else None,
        "sha256": file.sha256 if file else None,
    }


def _event(event: Event) -> dict[str, str | None]:
    return {"id": event.id, "kind": event.kind, "label": event.label, "at": _written(event.at),
            "when": event.when.isoformat(), "text": event.text}


def _drafts(cards: Sequence[Card]) -> bytes:
    """All records by id. `generated_from` names the content: the same drafts give the same bytes at any time."""
    drafts = ",\n".join(card.heavy.excerpts[NAME] for card in cards).encode()
    head = {"version": VERSION, "generated_from": {"records": len(cards), "sha256": hashlib.sha256(drafts).hexdigest()}}
    return json.dumps(head).encode()[:-1] + b', "drafts": [\n' + drafts + b"\n]}\n"


# ---- sitemap.xml

def _sitemap(site: Site, pages: Sequence[str]) -> bytes:
    """Every page that search engines may show, with the instant of the newest event on it.

    Hand-written pages have no date of their own; the later pages of a list are reached from its first.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, cards in _addresses(site, pages):
        newest = max((card.light.happened[-1] for card in cards if card.light.happened), default=None)
        changed = f"<lastmod>{datetime.fromtimestamp(newest, VN).isoformat()}</lastmod>" if newest is not None else ""
        lines.append(f"<url><loc>{escape(site.links.absolute(address))}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _addresses(site: Site, pages: Sequence[str]) -> Iterator[tuple[str, Sequence[Card]]]:
    """Each address with the cards that stand on it."""
    yield from ((address, ()) for address in pages)
    yield from ((site.links.draft(card.id), [card]) for card in site.cards)
    yield ALL, site.cards
    yield from ((path, in_state(site.cards, name)) for name, path in LISTS.items())
    for kind, by_key in grouped(site, site.cards).items():
        yield site.links.by(kind), ()
        yield from ((site.links.by(kind, key), cards) for key, cards in by_key.items())


def _digest(said: object) -> str:
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()
