"""The signed table as a Word document, which an office edits before it signs: laid out as theme/print/y-kien.typ does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.outputs.paper.signed_table_data import SignedTableData, TablePart, TableRow
from duthao.rendering.word import PageLayout, Paragraph, Table, TextRun, docx

_LAYOUT = PageLayout()
_WIDE = _LAYOUT.width - _LAYOUT.left - _LAYOUT.right
_LEFT = 112.0  # of the head
_COLUMNS = (0.19, 0.17, 0.29, 0.35)
_SMALL = 12.0  # points, in the tables
_INDENT = 12.0
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MOTTO_WIDTH = 56.0


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
    if data["marks"]:
        yield Paragraph([TextRun(" · ".join(data["marks"]), bold=True, size=9)], "right", after=3)
    yield _head(data)
    yield Paragraph([], after=4)
    yield Paragraph([TextRun(data["heading"], bold=True, size=14)], "center", keep_next=True)
    yield Paragraph([TextRun(data["subject"], bold=True, size=14)], "center", after=2)
    yield Paragraph([TextRun("", size=2)], "center", rule=60, width=_WIDE, after=8)
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
    yield _signature(data)


def _text(words: str, number: str = "", *, keep_next: bool = False) -> Paragraph:
    runs = [TextRun(f"{number} ", bold=True)] if number else []
    return Paragraph([*runs, TextRun(words)], "both", _INDENT, after=6, keep_next=keep_next)


def _head(data: SignedTableData) -> Table:
    """The drafting agency on the left, the state on the right; number and date stay blank."""
    right = _WIDE - _LEFT
    superior = data["superior"]
    agency = [Paragraph([TextRun(superior.upper())], "center")] if superior else []
    agency += [
        Paragraph([TextRun(data["body_name"].upper(), bold=True)], "center"),
        Paragraph([TextRun("", size=2)], "center", rule=32, width=_LEFT, after=6),
    ]
    state = [
        Paragraph([TextRun(_NATION, bold=True)], "center"),
        Paragraph([TextRun(_MOTTO, bold=True, size=14)], "center"),
        Paragraph([TextRun("", size=2)], "center", rule=_MOTTO_WIDTH, width=right, after=6),
    ]
    day = f"{data['place']}, ngày         tháng         năm           "
    return Table(
        (_LEFT, right),
        [
            [agency, state],
            [
                [Paragraph([TextRun("Số:                 ")], "center")],
                [Paragraph([TextRun(day, italic=True)], "center")],
            ],
        ],
        borders=False,
    )


def _table(columns: list[str], part: TablePart, *, last: bool) -> Table:
    """The last row of the last table stays with the signature, which never stands alone on a page."""
    heading = [[Paragraph([TextRun(words, bold=True, size=_SMALL)], "center")] for words in columns]
    rows = [_row(row) for row in part["rows"]]
    if last and rows:
        rows[-1] = [[p._replace(keep_next=True) for p in cell] for cell in rows[-1]]
    return Table(
        [share * _WIDE for share in _COLUMNS],
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


def _signature(data: SignedTableData) -> Table:
    lines = [line for line in (data["authority"], data["position"]) if line]
    signed = [
        Paragraph([TextRun(line.upper(), bold=True)], "center", keep_next=True) for line in lines
    ]
    return Table(
        (_WIDE / 2, _WIDE / 2),
        [[[Paragraph([])], [*signed, *(Paragraph([]) for _ in range(4))]]],
        borders=False,
    )
