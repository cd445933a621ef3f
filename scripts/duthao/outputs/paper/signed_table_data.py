"""What the signed table says, as both its templates are given it."""

from __future__ import annotations

from typing import TypedDict

from duthao.outputs.shared.sheet import SheetData
from duthao.outputs.shared.signed_papers.letterhead import Letterhead


class NumberedClause(TypedDict):
    """A numbered clause of the opening, and points below it."""

    number: str
    text: str
    points: list[str]


class TableRow(TypedDict):
    """A row: `place` in lines (group of questions, provision); `verdict`, `answer`, `changed` may be ""."""

    place: list[str]
    who: str
    gist: str
    verdict: str
    answer: str
    changed: str


class TablePart(TypedDict):
    """The rows about one part of the draft, under its heading."""

    heading: str
    rows: list[TableRow]


class SignedTableData(SheetData, Letterhead):
    """`theme/print/y-kien.typ` and the Word document. Number, date and signature stay blank."""

    heading: str
    subject: str
    opening: list[str]
    clauses: list[NumberedClause]
    columns: list[str]
    parts: list[TablePart]
