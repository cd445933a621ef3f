"""The signed table as a Word document, which an office edits before it signs: laid out as theme/print/y-kien.typ does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.outputs.paper.signed_table_data import SignedTableData, TablePart, TableRow
from duthao.outputs.shared.signed_papers.word_letter import INDENT, letter_head, marks, signature
from duthao.rendering.word import PageLayout, Paragraph, Table, TextRun, docx

_LAYOUT = PageLayout()
_LEFT = 112.0  # of the head
_COLUMNS = (0.19, 0.17, 0.29, 0.35)
_SMALL = 12.0  # points, in the tables


def word_document(data: SignedTableData, dated: date) -> bytes:
    """The bytes of the document."""
    return docx(
        [*_blocks(data)],
        title=data["title"],
        dated=dated,
        layout=_LAYOUT,
        footer=" · ".join([*data["marks"], data["imprint"]]),
    )


def _blocks(data: SignedTableData) -> Iterator[Paragraph | Table]:
    yield from marks(data["marks"])
    yield letter_head(data, "Số:                 ", _LAYOUT.measure, _LEFT)
    yield Paragraph([], after=4)
    yield Paragraph([TextRun(data["heading"], bold=True, size=14)], "center", keep_next=True)
    yield Paragraph([TextRun(data["subject"], bold=True, size=14)], "center", after=2)
    yield Paragraph([TextRun("", size=2)], "center", rule=60, width=_LAYOUT.measure, after=8)
    for words in data["opening"]:
        yield _text(words)
    for clause in data["clauses"]:
        yield _text(clause["text"], clause["number"], keep_next=bool(clause["points"]))
        for point in clause["points"]:
            yield _text(f"- {point}")
    for number, part in enumerate(data["parts"], 1):
        yield Paragraph([TextRun(part["heading"])], heading=True, after=6)
        yield _table(data["columns"], part, last=number == len(data["parts"]))
    yield Paragraph([], after=6, keep_next=True)
    yield signature(data, _LAYOUT.measure)


def _text(words: str, number: str = "", *, keep_next: bool = False) -> Paragraph:
    runs = [TextRun(f"{number} ", bold=True)] if number else []
    return Paragraph([*runs, TextRun(words)], "both", INDENT, after=6, keep_next=keep_next)


def _table(columns: list[str], part: TablePart, *, last: bool) -> Table:
    """The last row of the last table stays with the signature, which never stands alone on a page."""
    heading = [[Paragraph([TextRun(words, bold=True, size=_SMALL)], "center")] for words in columns]
    rows = [_row(row) for row in part["rows"]]
    if last and rows:
        rows[-1] = [[p._replace(keep_next=True) for p in cell] for cell in rows[-1]]
    return Table(
        [share * _LAYOUT.measure for share in _COLUMNS],
        [heading, *rows],
        headings=1,
    )


def _row(row: TableRow) -> list[list[Paragraph]]:
    answer = [TextRun(f"{row['verdict']}. ", bold=True, size=_SMALL)] if row["verdict"] else []
    answer += [TextRun(row["answer"], size=_SMALL)] if row["answer"] else []
    changed = [Paragraph([TextRun(f"Đã sửa: {row['changed']}", italic=True, size=_SMALL)], after=2)]
    return [
        [Paragraph([TextRun(words, size=_SMALL)], after=2) for words in row["place"]],
        [Paragraph([TextRun(row["who"], size=_SMALL)], after=2)],
        [Paragraph([TextRun(row["gist"], size=_SMALL)], after=2)],
        [Paragraph(answer, after=2), *(changed if row["changed"] else [])],
    ]
