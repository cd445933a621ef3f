"""Papers that an office signs as Word documents, which it edits before: laid out as theme/print/van-ban.typ does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.outputs.shared.signed_papers.official_document_data import (
    Block,
    DocumentData,
    NumberedAnnex,
)
from duthao.outputs.shared.signed_papers.word_letter import (
    BODY_SIZE,
    INDENT,
    letter_head,
    marks,
    signature,
)
from duthao.rendering.word import PageLayout, Paragraph, Table, TableCell, TextRun, docx

_PORTRAIT = PageLayout(width=210, height=297, left=30, right=17, top=20, bottom=22, size=BODY_SIZE)
_LANDSCAPE = _PORTRAIT._replace(width=297, height=210)
_SMALL = 12.0  # points, in tables
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def word_document(data: DocumentData, dated: date) -> bytes:
    """The bytes of the document."""
    return docx(
        [*_blocks(data)],
        title=data["title"],
        dated=dated,
        layout=_PORTRAIT,
        footer=" · ".join([*data["marks"], data["imprint"]]),
    )


def _blocks(data: DocumentData) -> Iterator[Paragraph | Table | PageLayout]:
    yield from marks(data["marks"])
    about = [] if data["name"] else [f"V/v {data['subject']}"]
    number = data["number"] or f"          /{data['symbol']}"
    line = f"Số: {number}" if data["numbered"] else ""
    yield letter_head(data, line, _PORTRAIT.measure, 70.0, about)
    yield Paragraph([], after=4)
    yield from _title(data)
    for block in data["blocks"]:
        yield from _block(block, _PORTRAIT)
    yield _text(f"{data['closing']}./.", keep_next=True)
    yield signature(data, _PORTRAIT.measure, [*data["recipients"], f"Lưu: {data['archive']}"])
    for annex in data["annexes"]:
        layout = _LANDSCAPE if annex["landscape"] else _PORTRAIT
        yield layout
        yield from _annex(annex, layout)


def _title(data: DocumentData) -> Iterator[Paragraph]:
    if data["name"]:
        yield Paragraph([TextRun(data["name"], bold=True)], "center", keep_next=True)
        yield Paragraph([TextRun(data["subject"], bold=True)], "center", after=2)
        yield Paragraph([TextRun("", size=2)], "center", rule=50, width=_PORTRAIT.measure, after=8)
        return
    to = data["addressees"]
    if len(to) == 1:
        yield Paragraph([TextRun(f"Kính gửi: {to[0]}.")], "center", after=10)
    elif to:
        yield Paragraph([TextRun("Kính gửi:")], "left", 30, after=2, keep_next=True)
        for n, name in enumerate(to, 1):
            end = "." if n == len(to) else ";"
            yield Paragraph([TextRun(f"- {name}{end}")], "left", 42, after=10 if end == "." else 2)


def _annex(annex: NumberedAnnex, layout: PageLayout) -> Iterator[Paragraph | Table]:
    yield Paragraph([TextRun(annex["name"], bold=True)], "center", keep_next=True)
    yield Paragraph([TextRun(annex["title"].upper(), bold=True)], "center", keep_next=True)
    yield Paragraph([TextRun(annex["of"], italic=True)], "center", after=2, keep_next=True)
    yield Paragraph([TextRun("", size=2)], "center", rule=50, width=layout.measure, after=8)
    for block in annex["blocks"]:
        yield from _block(block, layout)


def _text(words: str, *, keep_next: bool = False) -> Paragraph:
    return Paragraph([TextRun(words)], "both", INDENT, after=6, keep_next=keep_next)


def _block(block: Block, layout: PageLayout) -> Iterator[Paragraph | Table]:
    if block["kind"] == "heading":
        yield Paragraph(
            [TextRun(block["text"], bold=True)], "left", INDENT, after=6,
            heading=block["level"] == 1, keep_next=True,
        )  # fmt: skip
    elif block["kind"] == "text":
        yield _text(block["text"])
    elif block["kind"] == "points":
        for n, item in enumerate(block["items"]):
            yield _text(f"{_LETTERS[n] if n < len(_LETTERS) else n + 1}) {item}")
    elif block["kind"] == "dashes":
        for item in block["items"]:
            yield _text(f"- {item}")
    elif block["kind"] == "table":
        yield _table(block, layout.measure)
        yield Paragraph([], after=4)
    else:
        yield _text(block["text"], keep_next=True)
        # No borders: those of paragraphs that follow each other are drawn as one, around them all.
        for _ in range(block["lines"]):
            yield Paragraph([], after=4, dots=layout.measure)


def _table(block: Block, measure: float) -> Table:
    whole = sum(block["widths"])
    columns = [
        [Paragraph([TextRun(words, bold=True, size=_SMALL)], "center")]
        for words in block["columns"]
    ]
    return Table(
        [width / whole * measure for width in block["widths"]],
        [columns, *([*_row(row, block["numbers"])] for row in block["rows"])],
        headings=1,
    )


def _row(row: list[str], numbers: list[int]) -> Iterator[TableCell]:
    for n, words in enumerate(row):
        align = "right" if n in numbers else "left"
        yield [
            Paragraph([TextRun(line, size=_SMALL)], align, after=2) for line in words.split("\n")
        ]
