"""A sheet of an XLSX workbook as text (openpyxl), each cell with its row and letter.

Formulas are read as what the program that saved the file kept of them; an error (`#REF!`) is left as it stands.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

from duthao.records.packed_files import elements, member_bytes, open_archive

_MAX_CELLS = 2_000_000
_MAX_MERGED = 100_000  # cells in a range; a larger one is a whole column
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


class SheetCell(NamedTuple):
    """A value as text, its row from 1, and its name on the sheet (`G12`); `unknown`: an error, or a formula without a value."""

    text: str
    row: int
    name: str
    unknown: bool = False


class MalformedXlsx(Exception):
    """No workbook, one with a password, or one that unpacks to more than can be meant."""


def parse(raw: bytes, sheet: str = "") -> list[list[SheetCell]]:
    """The rows of the first sheet that is not hidden and has text, or of the one of that name; rows without text are none.

    Raises MalformedXlsx.
    """
    with _opened(raw) as (book, uncalculated):
        for page in book.worksheets:
            wanted = page.title == sheet if sheet else page.sheet_state == "visible"
            rows = list(_rows(page)) if wanted else []
            if wanted and uncalculated:
                rows = _marked(rows, raw, page.title, uncalculated)
            if rows:
                return rows
    return []


def sheets_with_text(raw: bytes) -> list[str]:
    """The names of the sheets that are not hidden and have text, in their order. Raises MalformedXlsx."""
    with _opened(raw) as (book, _):
        return [
            page.title
            for page in book.worksheets
            if page.sheet_state == "visible" and any(_rows(page))
        ]


def merged_cells(raw: bytes) -> frozenset[str]:
    """The names of all cells, on whatever sheet, that are covered by one above or beside them. Raises MalformedXlsx."""
    from openpyxl.utils import get_column_letter, range_boundaries

    packed = open_archive(io.BytesIO(raw))
    if packed is None:
        raise MalformedXlsx
    archive, members = packed
    names: set[str] = set()
    for member in members:
        if not (member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")):
            continue
        for cell, _ in elements(member_bytes(archive, member), "mergeCell"):
            try:
                left, top, right, bottom = range_boundaries(cell.get("ref", ""))
            except (TypeError, ValueError):
                continue  # a range that is none covers nothing
            if (
                None in (left, top, right, bottom)
                or (bottom - top + 1) * (right - left + 1) > _MAX_MERGED
            ):
                continue
            names |= {
                f"{get_column_letter(column)}{row}"
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
                if (row, column) != (top, left)
            }
    return frozenset(names)


@contextmanager
def _opened(raw: bytes, *, formulas: bool = False) -> Iterator[tuple[Any, frozenset[str]]]:
    """The workbook, and the names of cells on any of its sheets with a formula of which it keeps no value."""
    from openpyxl import load_workbook  # 70 ms: paid only where there is a workbook

    try:
        packed = open_archive(io.BytesIO(raw))
        if packed is None:
            raise MalformedXlsx
        archive, members = packed
        uncalculated = frozenset(
            name
            for member in members
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
            for name in _uncalculated(member_bytes(archive, member))
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=not formulas)
            yield book, uncalculated
    except MalformedXlsx:
        raise
    except Exception as error:  # a broken file makes it raise KeyError, BadZipFile, ParseError, …
        raise MalformedXlsx from error


def _uncalculated(sheet: bytes) -> Iterator[str]:
    """The names of cells in this XML with a formula and no value; of a text that is empty there is one."""
    if b"<f" in sheet:
        for cell, _ in elements(sheet, "c"):
            missing = cell.get("t") != "str" and not cell.findtext("{*}v")
            if missing and cell.find("{*}f") is not None:
                yield cell.get("r", "")


def _marked(
    rows: list[list[SheetCell]], raw: bytes, sheet: str, uncalculated: frozenset[str]
) -> list[list[SheetCell]]:
    """The rows, each formula without a value `unknown`, and rows of nothing but those: which names are of this sheet only its
    formulas tell.
    """
    with _opened(raw, formulas=True) as (book, _):
        page = book[sheet]
        page.reset_dimensions()
        unknown = {
            cell.coordinate: cell.row
            for line in page.iter_rows()
            for cell in line
            if cell.data_type == "f" and cell.coordinate in uncalculated
        }
    marked = [
        [cell._replace(unknown=cell.unknown or cell.name in unknown) for cell in row]
        for row in rows
    ]
    known = {row[0].row for row in rows}
    alone: dict[int, list[SheetCell]] = {}
    for name, number in unknown.items():
        if number not in known:
            alone.setdefault(number, []).append(SheetCell("", number, name, True))
    return sorted([*marked, *alone.values()], key=lambda row: row[0].row)


def _rows(page: Any) -> Iterator[list[SheetCell]]:
    """Each row from its first column to the last that has a cell."""
    from openpyxl.utils import get_column_letter

    page.reset_dimensions()  # what the file says of its size may be wrong, and cuts it
    cells = 0
    for number, values in enumerate(page.iter_rows(values_only=True), 1):
        cells += max(1, len(values))
        if cells > _MAX_CELLS:
            raise MalformedXlsx
        texts = [_text(value) for value in values]
        if any(text.strip() for text in texts):
            yield [
                SheetCell(text, number, f"{get_column_letter(place)}{number}", text in _ERRORS)
                for place, text in enumerate(texts, 1)
            ]


def _text(value: Any) -> str:
    """As an officer sees it: whole numbers without a point, days as days."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        whole = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if whole else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
