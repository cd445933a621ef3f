"""Questions that newsrooms and people ask of every draft, each answered from its record, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.sheet import UNKNOWN
from duthao.outputs.site import Site
from duthao.records.body import Section
from duthao.records.record import Record
from duthao.text import fold

Fact = tuple[str, str]  # a question or a label, and what is said of it


def plain_texts(section: Section | None) -> list[str]:
    """The paragraphs and items of a section as plain text; none where there is no section."""
    return (
        [text for kind, text in section.blocks if kind in ("paragraph", "item")] if section else []
    )


def told(section: Section | None) -> list[str]:
    """The same without what says no more than that nothing is known yet."""
    return [text for text in plain_texts(section) if not fold(text).startswith(UNKNOWN)]


def asked_and_answered(site: Site, record: Record, view: View, who: str) -> Iterator[Fact]:
    """(question, answer) in the order in which they are asked; `who` drafts. None that the record cannot answer."""
    draft, registers = record.draft, site.registers
    if necessity := told(record.body["necessity"]):
        yield "Vì sao cần ban hành văn bản?", necessity[0]
    if points := told(record.body["content"]):
        yield "Dự thảo quy định những gì?", " ".join(points)
    whom = [registers.audiences[key].name for key in draft.audiences]
    where = ", ".join(site.place_names(record))
    yield (
        "Áp dụng cho ai, ở đâu?",
        f"{'; '.join(whom)}; địa bàn: {where}." if whom else f"Địa bàn: {where}.",
    )
    if view.state in ("open", "upcoming") and view.opens and view.closes:
        until = deadline_words.remaining(view.opens, view.closes, site.now).capitalize()
        ways = "; ".join(f"{way['label'].lower()}: {way['text']}" for way in channels(site, record))
        yield (
            "Người dân góp ý đến khi nào, bằng cách nào?",
            f"{until}. Cách góp ý: {ways}. Ghi mã hồ sơ {record.code}.",
        )
    if view.answer_due and view.state in ("open", "upcoming", "analysing", "summarised"):
        yield (
            "Khi nào có kết quả tiếp thu, giải trình?",
            f"Thời hạn công bố là {deadline_words.due(view.answer_due)}; đến nay {who} chưa công bố."
            if view.answer_overdue
            else f"{who} công bố {deadline_words.due_by(view.answer_due)}.",
        )
