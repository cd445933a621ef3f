"""The first sheet of an XLSX workbook as text, each cell with its row and letter. Formulas are read as what Excel kept."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime
from typing import Any, NamedTuple

_MAX_UNPACKED = 64 << 20
_MAX_CELLS = 2_000_000


class SheetCell(NamedTuple):
    """A value as text, its row from 1, and its name on the sheet (`G12`)."""

    text: str
    row: int
    name: str


class MalformedXlsx(Exception):
    """No workbook, one with a password, or one that unpacks to more than can be meant."""


def parse(raw: bytes) -> list[list[SheetCell]]:
    """The rows of the first sheet that is not hidden; rows without text are none. Raises MalformedXlsx."""
    # 70 ms: paid only where there is a workbook.
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise MalformedXlsx
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = next(s for s in book.worksheets if s.sheet_state == "visible")
        rows: list[list[SheetCell]] = []
        cells = 0
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells += len(values)
            if cells > _MAX_CELLS:
                raise MalformedXlsx
            texts = [_text(value) for value in values]
            if any(text.strip() for text in texts):
                rows.append(
                    [
                        SheetCell(text, number, f"{get_column_letter(place)}{number}")
                        for place, text in enumerate(texts, 1)
                    ]
                )
    except MalformedXlsx:
        raise
    except (
        Exception
    ) as error:  # whatever a broken file makes openpyxl raise: KeyError, BadZipFile, ParseError, …
        raise MalformedXlsx from error
    return rows


def _text(value: Any) -> str:
    """As an officer sees it: whole numbers without a point, days as days."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
