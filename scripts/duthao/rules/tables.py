"""Tables of the body: each row has as many cells as the head, since a stray `|` moves all that follows it into the next column."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records.body import uneven_rows
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule

RULES = {
    "table-cells": Rule(
        "Dòng của bảng không đủ ô hoặc thừa ô",
        "Mỗi dòng có đúng số ô của dòng tên cột; dấu | trong câu thì viết «\\|».",
    )
}
_REMEDY = Say(
    "Kiểm tra các dấu |; dấu | trong câu thì viết «\\|». Dòng chữ sau bảng thì cách một dòng trống.",
    "Check the bars; write one that is text as `\\|`. Leave a blank line between the table and what follows.",
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every row of every table has as many cells as its head."""
    if "|" not in record.source.body:
        return
    start = 0
    for section in record.body.sections:
        if not section.markdown:
            continue
        # Counted in the body itself: between a heading and its text may stand any number of blank lines.
        start = record.source.body.index(section.markdown, start)
        for row, cells, width in uneven_rows(section.markdown):
            line, _ = record.place_in_body(start)
            where = record.field_at(line + row)
            message = _message(cells, width)
            yield Finding(record.path, line + row, "table-cells", message, _REMEDY, field=where)


def check_all(library: Library) -> Iterator[Finding]:
    """The same in the words of meetings of the site."""
    for dossier in library.registers.meetings.values():
        for row, cells, width in uneven_rows(dossier.body) if "|" in dossier.body else ():
            at = (row + 1, 1, 1)
            yield dossier.finding_at_line("table-cells", (), at, _message(cells, width), _REMEDY)


def _message(cells: int, width: int) -> Say:
    if not width:
        return Say(
            "Dòng này viết như dòng của bảng nhưng không thuộc bảng nào.",
            "This looks like a row, but belongs to no table.",
        )
    return Say(
        f"Dòng này có {cells} ô, bảng có {width} cột.",
        f"This row has {cells} cells; the table has {width} columns.",
    )
