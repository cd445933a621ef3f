"""What feeds tell of each event, as it was when it was let out: nothing in it knows what came later.

Only the record's own words, its title above all, are those of today: they may be corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from duthao.clock import date_vi, moment_words
from duthao.domain import deadline_words
from duthao.domain.draft import Draft
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.ending import ending
from duthao.domain.events import Event, events
from duthao.domain.lifecycle import view
from duthao.domain.rounds import closes_at, latest_round
from duthao.outputs.shared.response_rows import (
    PAGE,
    AnsweredRound,
    answered_rounds,
    point_words,
    points,
)
from duthao.outputs.site import Site
from duthao.records.known_at import KnownRecord
from duthao.records.record import Record
from duthao.records.release_facts import response_rows
from duthao.speech.sentences import listed

MEDIA_TYPES = MappingProxyType(
    {
        "csv": "text/csv",
        "jpeg": "image/jpeg",
        "jpg": "image/jpeg",
        "mp3": "audio/mpeg",
        "pdf": "application/pdf",
        "png": "image/png",
        "txt": "text/plain",
        "zip": "application/zip",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    }
)
# Of these the day is no news of its own: it is worked out, or stands in what is said of them.
_UNDATED = ("opened", "closing_soon", "closed", "overdue", "announced", "meeting")
# What is said of these depends on other entries too, or may be changed: a meeting may be moved.
_RELATED = ("extended", "shortened", "summarised", "answered", "no_report", "meeting")


class NewsFile(NamedTuple):
    """A file to take along: full address, bytes, media type."""

    url: str
    size: int
    type: str


class News(NamedTuple):
    """One event that was let out: `when` in epoch seconds; `lead`, `brief` and `said` as HTML.

    `lead` tells who asks opinions on what, until when; `brief` the same without the title; `said` what happened.
    `label` begins the title; `category` names the kind (of a meeting without its title). `asks`: comments were taken then;
    `state`: the draft's then.
    """

    id: str
    kind: str
    label: str
    category: str
    when: int
    lead: str
    brief: str
    said: str
    asks: bool
    state: str
    file: NewsFile | None


def news(site: Site, record: Record, mark: str = "") -> Iterator[News]:
    """The record's news, oldest first; `mark` is HTML that begins each lead, brief or not."""
    recall = KnownRecord(record, site.released)
    for event, when in site.news(record):
        draft = recall.draft(when)
        if event.kind in _RELATED:
            then = events(record.id, draft, site.settings.tag_authority, site.terms)
            event = next((e for e in then if e.id == event.id), event)
        agencies = (site.registers.agencies[key] for key in record.draft.agencies)
        who = listed(agency.name_on(when.date()) for agency in agencies)
        lead, brief, asks = _lead(draft, who, when)
        yield News(
            event.id,
            event.kind,
            event.label,
            event.label.partition(": ")[0],
            int(when.timestamp()),
            mark + paragraph(lead),
            mark + paragraph(brief),
            paragraph(_said(event)) + _answers(site, record, event),
            asks,
            view(draft, when, site.terms).state,
            _file(site, recall, when) if record.files else None,
        )


def _said(event: Event) -> str:
    """What happened, with its day where that is not the day of the news itself."""
    if event.kind == "meeting":
        return f"Thời gian: {moment_words(event.at.start)}." + (
            f" Địa điểm: {event.text}." if event.text else ""
        )
    if event.kind in _UNDATED:
        return event.text
    return f"{event.label} ngày {date_vi(event.at.day)}. {event.text}".rstrip()


def _answers(site: Site, record: Record, event: Event) -> str:
    """What people raised most and what became of it, as HTML; "" where rows were changed or added since the answer was let out."""
    if event.kind != "answered":
        return ""
    known = next((r for r in answered_rounds(site, record) if str(r.number) == event.key), None)
    if known is None or not _as_released(site, record, known):
        return ""
    items = [f"<li>{escape(point_words(point))}</li>" for point in points(known.rows)]
    page = site.links.absolute(site.links.draft(record.id, PAGE))
    return (
        f"<p>Được nêu nhiều nhất:</p><ul>{''.join(items)}</ul>"
        f'<p><a href="{escape(page)}">Trả lời từng ý kiến</a>.</p>'
    )


def _as_released(site: Site, record: Record, known: AnsweredRound) -> bool:
    """Whether the rows of a round are those that went out with its answer; without a register they are."""
    history = record.history
    if history is None or not history.responses:
        return not site.released
    numbers = {row.no for row in known.rows}
    told = [release for _, release in history.releases if numbers & release.responses.keys()]
    current = response_rows(record, site.now)
    return len(told) == 1 and all(told[0].responses.get(no) == current[no] for no in numbers)


def _lead(draft: Draft, who: str, at: datetime) -> tuple[str, str, bool]:
    """Who asks opinions on what, until when, as it stood at `at`; the same without the title; and whether opinions were taken or would be."""
    text = draft.title if draft.title.casefold().startswith("dự thảo") else f"dự thảo {draft.title}"
    text = text[:1].lower() + text[1:]
    dated = [(r.opens.start, r) for r in draft.rounds if r.opens and r.closes]
    ended, current = ending(draft, at), latest_round(draft, at)
    end = f"; {ended.words}" if ended else ""

    def drafts(rest: str) -> tuple[str, str, bool]:
        who_drafts = f"{who} chủ trì soạn thảo"
        return f"{who_drafts} {text}{rest}", f"{who_drafts} dự thảo này{rest}", False

    def asks(verb: str, rest: str, taken: bool, proposal: bool = False) -> tuple[str, str, bool]:
        what = f" về đề nghị xây dựng {draft.title}" if proposal else f" về {text}"
        briefly = " về đề nghị xây dựng văn bản" if proposal else ""
        return f"{who} {verb}{what}{rest}", f"{who} {verb}{briefly}{rest}", taken

    if any(r.unknown for r in draft.rounds):
        return drafts(". Không có thông tin về thời gian lấy ý kiến.")
    if not dated and view(draft, at).state == "planned":
        return asks("dự kiến lấy ý kiến", ". Chưa ấn định thời gian lấy ý kiến.", False)
    if not dated or (ended and not current):
        return drafts(f"{end}.")
    round_ = current[1] if current else min(dated, key=lambda d: d[0])[1]
    closes = closes_at(round_, at)
    assert round_.opens and closes
    until, proposal = deadline_words.until(closes), round_.of == "proposal"
    if not current:
        period = deadline_words.period(round_.opens, closes)
        return asks("lấy ý kiến", f" {period}.", True, proposal)
    if ended and ended.when < closes.end:
        since = deadline_words.since(round_.opens)
        before = f"trước khi hết thời hạn góp ý đã công bố ({until})"
        return asks("lấy ý kiến", f" {since}{end}, {before}.", False, proposal)
    if closes.end <= at:
        return asks("đã lấy ý kiến", f" đến {until}{end}.", False, proposal)
    return asks("lấy ý kiến", f" đến {until}.", True, proposal)


def _file(site: Site, recall: KnownRecord, at: datetime) -> NewsFile | None:
    """The latest text of the draft that lay open at `at`, else the first file of the dossier; none where its bytes are others now."""
    record = recall.record
    documents: list[Document] = list(record.draft.documents)
    for round_ in record.draft.rounds:
        documents += round_.documents if round_.opens and round_.opens.start <= at else ()
    listed_files = [d for d in documents if d.file in record.files and recall.listed(d, at)]
    if not listed_files:
        return None
    chosen = next((d for d in reversed(listed_files) if d.kind == "du-thao"), listed_files[0])
    if not recall.offered(chosen, at):
        return None
    file = record.files[chosen.file or ""]
    url = site.links.attachment_address(record.id, file.name)
    return NewsFile(url, file.size, MEDIA_TYPES[file.name.rsplit(".", 1)[1].lower()])


def paragraph(text: str) -> str:
    """The text as HTML; "" of an empty one."""
    return f"<p>{escape(text)}</p>" if text else ""
