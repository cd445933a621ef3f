"""The rows of a table that another program wrote: CSV, XLSX or ODS, every value as text.

CSV may be parted by `,` `;` `|` or tabs, in UTF-8 with or without a mark, UTF-16, or the old Vietnamese code page of
Windows. Of a workbook the first visible sheet with text is read. Everything is bounded: what is larger than any export
of opinions raises `UnreadableTable`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, NoReturn

from duthao.errors import DuthaoError, Say
from duthao.records import csv_cells, xlsx_cells
from duthao.records.packed_files import MAX_PART, elements, member_bytes, open_archive
from duthao.text import nfc

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".ods")
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELL = 100_000  # characters
_DELIMITERS = ",;\t|"
_TRIED = 40  # lines that tell by what a CSV is parted


class Line(NamedTuple):
    """A row that is not blank: its number in the file from 1, and its cells, without blank ones at the end."""

    number: int
    cells: tuple[str, ...]


class UnreadableTable(DuthaoError):
    """A file that is no table, or one larger than the bounds."""


def read_table(raw: bytes, suffix: str) -> list[Line]:
    """The rows of the file that are not blank, by its (lower-case) suffix. Raises UnreadableTable."""
    if len(raw) > MAX_PART:
        _refuse("tệp quá lớn", "the file is too large")
    rows: Iterator[tuple[int, list[str]]]
    try:
        if suffix == ".xlsx":
            rows = _xlsx(raw)
        elif suffix == ".ods":
            rows = _ods(raw)
        elif suffix in SUFFIXES:
            rows = enumerate(_csv(raw), 1)
        else:
            _refuse(
                f"không đọc được loại tệp «{suffix}»: dùng CSV, XLSX hoặc ODS",
                f"files of kind `{suffix}` are not read: use CSV, XLSX or ODS",
            )
        return list(_bounded(rows))
    except csv_cells.MalformedCsv as error:
        _refuse(
            f"dấu ngoặc kép mở hoặc đóng sai ở dòng {error.line}: mở tệp bằng Excel hoặc LibreOffice rồi lưu lại",
            f"a quotation mark is wrong in line {error.line}: save the file anew from a spreadsheet",
        )
    except xlsx_cells.MalformedXlsx:
        _refuse(
            "tệp hỏng, có mật khẩu hoặc là Excel đời cũ: lưu lại thành .xlsx không có mật khẩu",
            "the file is damaged, has a password or is of an old Excel: save it as .xlsx without one",
        )
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        # what is no table breaks its reader in one of these ways; lxml's faults are SyntaxErrors
        _refuse(
            "tệp hỏng, hoặc không phải bảng tính", "the file is damaged, or it is no spreadsheet"
        )


def _refuse(vi: str, en: str) -> NoReturn:
    raise UnreadableTable(Say(vi, en))


def _bounded(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    for number, texts in rows:
        cells = [nfc(text).strip() for text in texts]
        while cells and not cells[-1]:
            cells.pop()
        if number > MAX_ROWS:
            _refuse(f"bảng có quá {MAX_ROWS} dòng", f"the table has more than {MAX_ROWS} rows")
        if len(cells) > MAX_COLUMNS:
            _refuse(
                f"dòng {number} có quá {MAX_COLUMNS} cột",
                f"row {number} has more than {MAX_COLUMNS} columns",
            )
        if any(len(cell) > MAX_CELL for cell in cells):
            _refuse(
                f"dòng {number} có ô dài quá {MAX_CELL} ký tự",
                f"row {number} has a cell of more than {MAX_CELL} characters",
            )
        if cells:
            yield Line(number, tuple(cells))


# ---- XLSX

_SHOWN = 20  # names of cells in a message


def _xlsx(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    lines = xlsx_cells.parse(raw)
    if unknown := [cell.name for line in lines for cell in line if cell.unknown and not cell.text]:
        shown = ", ".join(unknown[:_SHOWN]) + (", …" if len(unknown) > _SHOWN else "")
        _refuse(
            f"công thức chưa có kết quả ở ô {shown}: mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nhập",
            f"formulas without a value in {shown}: open the file in a spreadsheet and save it",
        )
    return ((line[0].row, [cell.text for cell in line]) for line in lines)


# ---- CSV


def _csv(raw: bytes) -> Iterator[list[str]]:
    text = _decoded(raw).replace("\r\n", "\n").replace("\r", "\n")
    for row in csv_cells.parse(text, _delimiter(text)):
        yield [csv_cells.unguarded(cell.text) for cell in row]


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    beginning = raw[:2000]
    if beginning.count(0) > len(beginning) // 4:
        return raw.decode("utf-16-be" if beginning[:1] == b"\0" else "utf-16-le")
    if b"\0" in raw:
        raise ValueError("not text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1258")


def _delimiter(text: str) -> str:
    """That of the first line `sep=;`, else that by which most rows have as many cells as the headings, and several.

    A count of signs in the headings alone is misled by headings such as `Xã, phường, thị trấn`.
    """
    if announced := re.match(r"sep=([,;\t|])\n", text, re.IGNORECASE):
        return announced[1]

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv_cells.parse(_beginning(text), delimiter)]
        except csv_cells.MalformedCsv:
            return 0, 0
        if not widths or widths[0] == 1:
            return 0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    return max(_DELIMITERS, key=fit)


def _beginning(text: str) -> str:
    """The first lines, to an end outside quotation marks."""
    end = quotes = 0
    for number in range(len(text)):
        start, end = end, text.find("\n", end) + 1
        if not end:
            return text
        quotes += text.count('"', start, end)
        if number >= _TRIED and quotes % 2 == 0:
            return text[:end]
    return text


# ---- ODS

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def _ods(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    opened = open_archive(io.BytesIO(raw))
    if opened is None:
        _refuse("tệp nén quá lớn khi mở ra", "the file unpacks to something too large")
    archive, members = opened
    content = next((member for member in members if member.filename == "content.xml"), None)
    if content is None:
        raise KeyError("content.xml")
    for sheet, _ in elements(member_bytes(archive, content), "table"):
        if rows := list(_ods_rows(sheet)):
            return iter(rows)
    return iter(())


def _ods_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in sheet.iter(_TABLE + "table-row"):
        times = int(row.get(_TABLE + "number-rows-repeated", "1"))
        if any(cells := _ods_cells(row)):
            if number + times > MAX_ROWS:
                _refuse(f"bảng có quá {MAX_ROWS} dòng", f"the table has more than {MAX_ROWS} rows")
            yield from ((number + n, cells) for n in range(1, times + 1))
        number += times  # blank rows make the sheet look endless


def _ods_cells(row: Any) -> list[str]:
    cells: list[str] = []
    blank = 0
    for cell in row.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        times = int(cell.get(_TABLE + "number-columns-repeated", "1"))
        text = _ods_value(cell)
        if not text:
            blank += times
            continue
        if len(cells) + blank + times > MAX_COLUMNS:
            _refuse(
                f"bảng có quá {MAX_COLUMNS} cột", f"the table has more than {MAX_COLUMNS} columns"
            )
        cells += [""] * blank + [text] * times
        blank = 0
    return cells


def _ods_value(cell: Any) -> str:
    kind: Mapping[str, str] = cell.attrib
    if date := kind.get(_OFFICE + "date-value"):
        return date.partition(".")[0]
    number = kind.get(_OFFICE + "value")
    if number is not None and kind.get(_OFFICE + "value-type") == "float":
        return str(int(float(number))) if float(number) == int(float(number)) else number
    return "\n".join(_ods_text(paragraph) for paragraph in cell.iterchildren(_TEXT + "p"))


def _ods_text(paragraph: Any) -> str:
    """The text of a paragraph; several spaces, tabs and line breaks are elements of their own."""
    text = paragraph.text or ""
    for child in paragraph:
        if child.tag == _TEXT + "s":
            text += " " * min(int(child.get(_TEXT + "c", "1")), 100)
        elif child.tag in (_TEXT + "tab", _TEXT + "line-break"):
            text += "\t" if child.tag.endswith("tab") else "\n"
        elif child.tag != _OFFICE + "annotation":
            text += _ods_text(child)
        text += child.tail or ""
    return text
