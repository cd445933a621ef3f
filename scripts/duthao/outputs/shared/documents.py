"""The files and addresses of a draft, as pages list them. Shape of an entry: theme/pages/draft.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from duthao.clock import date_vi
from duthao.domain import deadline_words
from duthao.domain.draft import Draft, OutcomeStep
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.events import STAGE_LABEL
from duthao.domain.publication import effective
from duthao.outputs.shared.languages import own_name
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.rendering.links import host_of

FileEntry = dict[str, str]


@memo
def documents(site: Site, record: Record) -> tuple[dict[str, Any], ...]:
    """`{heading, files}` of each group that has any."""
    return tuple(
        {"heading": heading, "files": [_entry(site, record, d) for d in listed]}
        for heading, listed in groups(record.draft, site.now)
        if listed
    )


def groups(draft: Draft, now: datetime) -> Iterator[tuple[str, Sequence[Document]]]:
    """The dossier, under "", then what the posting, rounds begun, changes of their deadlines and stages reached brought with them, under their names."""
    yield "", draft.documents
    if draft.official_posting:
        yield "Văn bản lấy ý kiến, đăng tải", draft.official_posting.documents
    for number, round_ in enumerate(draft.rounds, 1):
        if round_.opens and round_.opens.start <= now:
            yield f"Đợt lấy ý kiến {number}", round_.documents
        letters = [
            paper
            for change in round_.deadline_changes
            if effective(change) <= now
            for paper in change.documents
        ]
        yield "Văn bản về thời hạn góp ý", letters
    for stage in draft.stages:
        if effective(stage) <= now:
            yield STAGE_LABEL[stage.stage], stage.documents


def paper_form(site: Site, record: Record) -> FileEntry | None:
    """The comment form to print and fill in, where the dossier holds one."""
    form = next((d for d in record.draft.documents if d.kind == "phieu-gop-y" and d.file), None)
    return {"text": "tải phiếu góp ý để in", "url": _address(site, record, form)} if form else None


def answer_file(site: Site, record: Record, label: str, step: OutcomeStep) -> FileEntry:
    """The published file of a step of the outcome."""
    attachment = record.files[step.file or ""]
    return {
        "kind": f"Công bố ngày {date_vi(step.at.day)}",
        "title": label,
        "url": site.links.attachment(record.id, step.file or ""),
        "format": attachment.format,
        "size": attachment.extent_words,
        "note": "",
    }


def _address(site: Site, record: Record, document: Document) -> str:
    return site.links.attachment(record.id, document.file) if document.file else document.url or ""


def _entry(site: Site, record: Record, document: Document) -> FileEntry:
    attachment = record.files.get(document.file or "")
    return {
        "kind": site.registers.document_kinds[document.kind].name,
        "title": document.title,
        "url": _address(site, record, document),
        "format": attachment.format if attachment else host_of(document.url or ""),
        "size": attachment.extent_words if attachment else "",
        "note": " · ".join(_notes(document)),
    }


def _notes(document: Document) -> Iterator[str]:
    if document.version > 1:
        yield f"bản {document.version}"
    if document.number:
        yield document.reference
    elif document.date:
        yield f"ngày {date_vi(document.date)}"
    if document.closes:
        yield f"góp ý đến {deadline_words.until(document.closes)}"
    if document.language != "vi":
        yield own_name(document.language)
