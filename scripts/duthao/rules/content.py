"""The contents that people must be told: every section of the form, what is new, and how it compares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records.body import HEADINGS, Section
from duthao.records.record import Record
from duthao.rules import Context, Rule, in_body
from duthao.text import fold

RULES = {
    "section-missing": Rule("Thiếu đề mục bắt buộc", "Thêm đề mục, viết đúng tên trong mẫu."),
    "section-empty": Rule(
        "Đề mục bắt buộc còn trống", "Viết nội dung; nếu chưa rõ thì ghi «Chưa có thông tin»."
    ),
    "nothing-new": Rule(
        "Chưa nêu điểm mới", "Điền bảng so sánh, hoặc viết những gì mới so với quy định hiện hành."
    ),
    "comparison-missing": Rule(
        "Văn bản sửa đổi, thay thế mà không có bảng so sánh",
        "Thêm bảng «Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng».",
    ),
    "comparison-heading": Rule(
        "Bảng so sánh không đúng tên cột",
        "Dùng đúng bốn cột: Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng.",
    ),
    "comparison-gap": Rule(
        "Bảng so sánh có ô trống", "Điền đủ các ô; không có thì ghi «Không quy định».", "warning"
    ),
    "questions-not-listed": Rule(
        "Câu hỏi lấy ý kiến không đánh số, không gạch đầu dòng nên không in trên phiếu",
        "Ghi mỗi câu hỏi thành một dòng bắt đầu bằng «- » hoặc «1. ».",
        "warning",
    ),
}
COLUMNS: tuple[str, ...] = ("Nội dung", "Quy định hiện hành", "Dự thảo", "Ai bị ảnh hưởng")
_HEADER = "| " + " | ".join(COLUMNS) + " |"
_REQUIRED = ("necessity", "purpose", "scope", "content", "new", "contested")
_TITLE = {key: heading for heading, key in HEADINGS.items()}
_WORD_CHARACTER = re.compile(r"\w")
_GAP = re.compile(r"\|[ \t]*\|")
COMPARISON = "ban-so-sanh"  # the kind of document
_AMENDS = re.compile(r"\b(?:sua doi|bo sung|thay the|bai bo)\b")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """All six sections say something where opinions are asked or the draft falls under Đề án 407; questions are items of a list."""
    yield from _questions(record)
    yield from _sections(record)


def _questions(record: Record) -> Iterator[Finding]:
    """The notice and the form to comment on print items alone; words that lead to them end in a colon."""
    section = record.body["questions"]
    lost = [p for p in section.paragraphs if not p.endswith(":")] if section else []
    if section and lost:
        yield Finding(
            record.path,
            section.line,
            "questions-not-listed",
            Say(
                f"Đề mục «{section.heading}» có câu không phải là mục của danh sách nên không in trên phiếu góp ý và thông báo: «{lost[0]}»",
                f"`{section.heading}` has text that is no item of a list, so that no paper shows it: `{lost[0]}`",
            ),
            Say(
                "Ghi mỗi câu hỏi thành một dòng bắt đầu bằng «- » hoặc «1. ».",
                "Write each question as an item, with `- ` or `1. ` before it.",
            ),
            field=("body", "questions"),
        )


def _sections(record: Record) -> Iterator[Finding]:
    draft = record.draft
    if any(r.unknown for r in draft.rounds) or not (
        draft.falls_under_407 or any(r.opens and r.closes for r in draft.rounds)
    ):
        return
    sections = {section.key: section for section in record.body.sections}
    for key in _REQUIRED:
        section = sections.get(key)
        if section is None:
            yield Finding(
                record.path,
                record.source.body_line,
                "section-missing",
                Say(f"Thiếu đề mục «{_TITLE[key]}».", f"Section `{_TITLE[key]}` is missing."),
                Say(
                    f"Thêm dòng «## {_TITLE[key]}» và nội dung.",
                    f"Add `## {_TITLE[key]}` and its text.",
                ),
                field=("body", key),
            )
        elif key == "new":
            yield from _new(record, section)
        elif not _WORD_CHARACTER.search(section.markdown):
            yield Finding(
                record.path,
                section.line,
                "section-empty",
                Say(
                    f"Đề mục «{section.heading}» còn trống.",
                    f"Section `{section.heading}` is empty.",
                ),
                Say(
                    "Viết nội dung; nếu chưa rõ thì ghi «Chưa có thông tin».",
                    "Fill it in; if nothing is known yet, say so.",
                ),
                field=("body", key),
            )


def _new(record: Record, section: Section) -> Iterator[Finding]:
    text = section.markdown
    start, columns = text.find(_HEADER), COLUMNS
    if start < 0 and section.table:
        start, columns = text.rfind("\n", 0, text.index("|")) + 1, section.table[0]
    header = text[start:].partition("\n")[0] if start >= 0 else ""
    if not _WORD_CHARACTER.search(text.replace(header, "", 1)):
        yield Finding(
            record.path,
            section.line,
            "nothing-new",
            Say("Chưa nêu điểm mới so với quy định hiện hành.", "It is not said what is new."),
            Say(
                "Điền bảng so sánh, hoặc viết những gì mới.",
                "Fill in the comparison, or write what is new.",
            ),
            field=("body", section.key),
        )
    elif columns != COLUMNS:
        yield in_body(
            record,
            record.source.body.index(header),
            len(header),
            "comparison-heading",
            Say(
                f"Tên cột là «{' | '.join(columns)}».", f"The columns are `{' | '.join(columns)}`."
            ),
            Say(
                f"Dùng đúng bốn cột: {' | '.join(COLUMNS)}.", f"Use exactly: {' | '.join(COLUMNS)}."
            ),
        )
    elif header and (gap := _GAP.search(text)):
        yield in_body(
            record,
            record.source.body.index(text) + gap.start(),
            len(gap[0]),
            "comparison-gap",
            Say("Bảng so sánh có ô trống.", "The comparison has an empty cell."),
            Say(
                "Điền đủ các ô; không có thì ghi «Không quy định».",
                "Fill every cell; say so where there is no rule.",
            ),
        )
    elif (
        not header
        and not any(document.kind == COMPARISON for _, document in record.documents())
        and _AMENDS.search(fold(record.draft.title))
    ):
        yield Finding(
            record.path,
            section.line,
            "comparison-missing",
            Say(
                "Văn bản sửa đổi, thay thế quy định cũ mà không có bảng so sánh.",
                "The text amends what there is, but nothing is compared.",
            ),
            Say(
                f"Thêm bảng «{' | '.join(COLUMNS)}», hoặc đính kèm bản so sánh (kind: {COMPARISON}).",
                f"Add a table `{' | '.join(COLUMNS)}`, or list an attached comparison (kind: {COMPARISON}).",
            ),
            field=("body", section.key),
        )
