"""A sheet of an XLSX workbook as text (openpyxl), each cell with its row and letter. Formulas are read as what Excel kept."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from duthao.records.packed_files import open_archive

_MAX_CELLS = 2_000_000
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


class SheetCell(NamedTuple):
    """A value as text, its row from 1, and its name on the sheet (`G12`)."""

    text: str
    row: int
    name: str


class MalformedXlsx(Exception):
    """No workbook, one with a password, or one that unpacks to more than can be meant."""


def parse(raw: bytes, sheet: str = "") -> list[list[SheetCell]]:
    """The rows of the first sheet that is not hidden and has text, or of the one of that name; rows without text are none.

    Raises MalformedXlsx.
    """
    from openpyxl import load_workbook  # 70 ms: paid only where there is a workbook

    try:
        if open_archive(io.BytesIO(raw)) is None:
            raise MalformedXlsx
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            for page in book.worksheets:
                wanted = page.title == sheet if sheet else page.sheet_state == "visible"
                if wanted and (rows := list(_rows(page))):
                    return rows
    except MalformedXlsx:
        raise
    except Exception as error:  # a broken file makes it raise KeyError, BadZipFile, ParseError, …
        raise MalformedXlsx from error
    return []


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
                SheetCell(text, number, f"{get_column_letter(place)}{number}")
                for place, text in enumerate(texts, 1)
            ]


def _text(value: Any) -> str:
    """As an officer sees it: whole numbers without a point, days as days; nothing of an error."""
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
    text = str(value)
    return "" if text in _ERRORS else text
