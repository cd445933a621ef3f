"""Amounts and percentages of the key points and of the comparison that stand nowhere in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.stated_facts import worked_out_amounts
from duthao.records.stated_facts.papers_of_record import DRAFT, papers
from duthao.rules import Context, Rule, in_body

RULES = {
    "amount-not-in-draft": Rule(
        "Số tiền, tỷ lệ trong lời văn không có trong tệp dự thảo",
        "Đối chiếu với dự thảo; sửa số sai, hoặc ghi rõ đó là số ước tính.",
        "warning",
    )
}
_ANNEX = "tai-lieu-khac"  # may hold an annex with the amounts
_MOST = 5  # findings of one record
_COLUMN = re.compile(r"dự thảo|quy định mới|nội dung mới|sửa đổi", re.IGNORECASE)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Where the whole draft could be read, with its annexes, and it is a text of articles."""
    read = list(papers(record, DRAFT, _ANNEX))
    drafts = [p for p in read if p.document.kind == DRAFT]
    if not any(p.of("title") for p in drafts):
        return
    if not all(p.is_readable and p.file.scan.numbers for p in read):
        return  # an annex with tables of another program, or pictures of pages
    known = frozenset(n for p in read for n in p.file.scan.numbers)
    year = min((r.opens.start.year for r in record.draft.rounds if r.opens), default=0)
    told = 0
    for text in dict.fromkeys(_texts(record)):
        for amount in worked_out_amounts.of_draft(text, year, known):
            if told >= _MOST:
                return
            told += 1
            name = ", ".join(p.file.name for p in drafts)
            start = record.source.body.find(amount.text)
            yield in_body(
                record,
                max(start, 0),
                len(amount.text) if start >= 0 else 0,
                "amount-not-in-draft",
                Say(
                    f"Hồ sơ ghi «{text.strip()[:200]}», nhưng {name} không có số «{amount.text}».",
                    f"The record says `{text.strip()[:200]}`, but {name} has no `{amount.text}`.",
                ),
                Say(
                    "Đối chiếu với dự thảo, sửa bên sai; nếu là số ước tính, viết «khoảng», «dự kiến».",
                    "Compare it with the draft and mend the wrong one; of an estimate say so.",
                ),
            )


def _texts(record: Record) -> Iterator[str]:
    """Sentences of the key points, and cells of the draft's column, that say what the draft sets."""
    if section := record.body["content"]:
        for text in (*section.items, *section.paragraphs):
            yield from re.split(r"(?<=[.!?;])\s+(?=[^\W\d])", text)
    section = record.body["new"]
    rows = section.table if section else ()
    columns = [n for n, head in enumerate(rows[0]) if _COLUMN.search(head)] if rows else []
    if len(columns) == 1:
        for row in rows[1:]:
            if columns[0] < len(row):
                yield row[columns[0]]
