"""Tables to an XLSX workbook (XlsxWriter): text stays text, whatever it begins with, and the same tables give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from duthao.rendering.office_package import xml_text

MAX_CELL = 32_767  # characters: more in a cell, and Excel calls the file damaged
_LISTS = "Danh mục"
_LAST_ROW = 20_000  # to which a choice is offered
_WIDTH = 12  # characters
# What Excel would make of a text: nothing.
_TEXT_ALONE = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "in_memory": True,
}
_BEGINNING = datetime(1980, 1, 1)  # XlsxWriter writes the time of day where it is given none


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of text and whole numbers, the first of them headings.

    `widths` in characters by column from 0 (12 where nothing is said); `choices`: column → the values that it offers;
    `cell_choices`: the same of single cells, by (row, column) from 0. `ruled`: empty cells have borders, to be filled in.
    """

    name: str
    rows: Sequence[Sequence[str | int]]
    widths: Mapping[int, int] = field(default_factory=dict)
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    cell_choices: Mapping[tuple[int, int], Sequence[str]] = field(default_factory=dict)
    ruled: bool = False


def workbook(sheets: Sequence[Sheet], font: str = "Times New Roman") -> bytes:
    """The bytes of the workbook. Raises ValueError, naming the cell, on one longer than `MAX_CELL`."""
    # 60 ms: paid only where a workbook is written.
    import xlsxwriter
    from xlsxwriter.utility import xl_rowcol_to_cell

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _TEXT_ALONE)
    book.set_properties({"created": _BEGINNING})
    # "@": text also when it is edited, so that no sign at its beginning makes it a formula.
    look = {"font_name": font, "font_size": 12, "border": 1, "valign": "top", "text_wrap": True}
    plain = book.add_format({**look, "num_format": "@", "quote_prefix": True})
    head = book.add_format({**look, "num_format": "@", "bold": True, "align": "center"})
    number = book.add_format({**look, "align": "center"})
    pages = [(sheet, book.add_worksheet(sheet.name)) for sheet in sheets]
    for sheet, page in pages:
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for column in range(max(map(len, sheet.rows), default=0)):
            page.set_column(column, column, sheet.widths.get(column, _WIDTH))
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                if isinstance(value, int):
                    page.write_number(row, column, value, number)
                elif len(value) > MAX_CELL:
                    raise ValueError(xl_rowcol_to_cell(row, column))
                elif value or not row:
                    page.write_string(row, column, xml_text(value), plain if row else head)
                elif sheet.ruled:
                    page.write_blank(row, column, None, plain)
    _offer_choices(book, pages)
    book.close()
    return stream.getvalue()


def _offer_choices(book: Any, pages: Sequence[tuple[Sheet, Any]]) -> None:
    """Let a cell be chosen from a list; lists stand on a hidden sheet, as Excel takes 255 characters of one in the cell."""
    from xlsxwriter.utility import xl_range_abs

    asked = [
        (page, (1, column, _LAST_ROW - 1, column), values)
        for sheet, page in pages
        for column, values in sorted(sheet.choices.items())
    ]
    asked += [
        (page, (*cell, *cell), values)
        for sheet, page in pages
        for cell, values in sorted(sheet.cell_choices.items())
    ]
    if not asked:
        return
    lists = book.add_worksheet(_LISTS)
    lists.hide()
    for place, (page, cells, values) in enumerate(asked):
        lists.write_column(0, place, values)
        source = f"='{_LISTS}'!{xl_range_abs(0, place, len(values) - 1, place)}"
        page.data_validation(*cells, {"validate": "list", "source": source})
