"""Records as data, under `/api/v1/`: a field may be added, but none is renamed or removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import to_json

from duthao.clock import Point, iso
from duthao.domain.campaigns import Campaign
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.events import Event
from duthao.domain.registers import Agency, Audience, DocumentType, Place, Topic
from duthao.outputs.shared.documents import groups
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

VERSION = 1  # of the shape
_Named = (
    Mapping[str, Agency]
    | Mapping[str, Audience]
    | Mapping[str, Campaign]
    | Mapping[str, DocumentType]
    | Mapping[str, Place]
    | Mapping[str, Topic]
)


@memo
def draft_line(site: Site, record: Record) -> bytes:
    """The record as one line of JSON, made once."""
    return written_json(draft_data(site, record))


def written_json(value: object) -> bytes:
    """Compact JSON, letters as they are."""
    return to_json(value)


def draft_data(site: Site, record: Record) -> dict[str, Any]:
    """What the list of all drafts says of one."""
    draft, links, registers, view = record.draft, site.links, site.registers, site.view(record)
    flags = {"closing_soon": view.closing_soon, "answer_overdue": view.answer_overdue}
    drafters, issuers = (
        [{"key": key, "name": site.agency_name(record, key)} for key in keys]
        for keys in (draft.agencies, draft.issuers)
    )
    return {
        "id": record.id,
        "code": record.code,
        "title": draft.title,
        "short_title": draft.short_title,
        "summary": draft.summary,
        "state": view.state,
        "label": view.label,
        "flags": [flag for flag, up in flags.items() if up],
        "opens": point_data(view.opens),
        "closes": point_data(view.closes),
        "first_closes": point_data(view.first_closes),
        "next_round": {
            "number": view.next_round,
            "opens": point_data(view.next_opens),
            "closes": point_data(view.next_closes),
        }
        if view.next_round
        else None,
        "document_type": _named(registers.document_types, draft.document_type),
        "agency": drafters[0],
        "issuer": issuers[0],
        "agencies": drafters,
        "issuers": issuers,
        "nationwide": draft.nationwide,
        "topics": [_named(registers.topics, key) for key in draft.topics],
        "places": [_named(registers.places, key) for key in draft.places],
        "audiences": [_named(registers.audiences, key) for key in draft.audiences],
        "campaigns": [_named(registers.campaigns, key) for key in draft.campaigns],
        "url": links.absolute(links.draft(record.id)),
        "short_url": links.absolute(links.short(record.id)),
        "demo": draft.demo,
        "documents": [_document(site, record, d) for d in published_documents(site, record)],
        "events": [event_data(e) for e in site.events(record) if e.when <= site.now],
    }


def _named(register: _Named, key: str) -> dict[str, str]:
    return {"key": key, "name": register[key].name}


def point_data(point: Point | None) -> str | None:
    """A day (`2026-11-30`: to its end), or an instant with its offset."""
    if point is None:
        return None
    return iso(point.start) if point.timed else point.text


def published_documents(site: Site, record: Record) -> Iterator[Document]:
    """All documents that have been put out, in the order of `documents.groups`."""
    for _, listed in groups(record.draft, site.now):
        yield from listed


def _document(site: Site, record: Record, document: Document) -> dict[str, Any]:
    """Size in bytes and digest only of files that lie beside the record."""
    file = record.files.get(document.file or "")
    return {
        "kind": document.kind,
        "title": document.title,
        "number": document.number,
        "date": document.date.isoformat() if document.date else None,
        "url": site.links.attachment_address(record.id, file.name) if file else document.url,
        "size": file.size if file else None,
        "sha256": file.sha256 if file else None,
    }


def paper(document: Document) -> dict[str, str | None]:
    """What a letter is called and by which number and day it is known; its file stands among the documents."""
    return {
        "kind": document.kind,
        "title": document.title,
        "number": document.number,
        "date": document.date.isoformat() if document.date else None,
    }


def event_data(event: Event) -> dict[str, str | None]:
    """What lists say of an event; `when` is the later of when it happened and when it was put out."""
    return {
        "id": event.id,
        "kind": event.kind,
        "label": event.label,
        "at": point_data(event.at),
        "when": iso(event.when),
        "text": event.text,
    }
