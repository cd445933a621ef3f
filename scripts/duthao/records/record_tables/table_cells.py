"""The bytes of a table beside a record to cells, each with its place, or to what hinders that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from duthao.errors import FieldPath, Finding, Say
from duthao.records import csv_cells, source_text, xlsx_cells
from duthao.records.record_tables.table_kind import TableKind
from duthao.records.strict_yaml import Mark
from duthao.text import nfc

MAX_BYTES = 8 << 20
NOWHERE = Mark(0, 0, 0)


class PlacedCell(NamedTuple):
    """A value with its place; `name` is that on a sheet (`G12`), "" in a CSV."""

    text: str
    mark: Mark
    name: str


def read_bytes(path: Path, where: str, kind: TableKind) -> tuple[bytes, list[Finding]]:
    """The bytes of a file, or why they are not read. Raises OSError. `where` is the path that findings name."""
    if path.is_symlink() or not path.is_file():
        return b"", [
            fault(
                where,
                NOWHERE,
                kind.form.id,
                Say("Không phải tệp thật.", "This is no real file."),
                Say("Chép tệp vào thư mục hồ sơ.", "Copy the file into the folder."),
            )
        ]
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1), []


def parse(raw: bytes, where: str, kind: TableKind) -> tuple[list[list[PlacedCell]], list[Finding]]:
    """The rows of a CSV, or of an XLSX where `where` ends so; none of them where anything is at fault."""
    return (_xlsx if where.lower().endswith(".xlsx") else _csv)(raw, where, kind)


def fault(
    where: str, mark: Mark, rule: str, message: Say, remedy: Say, field: FieldPath = ()
) -> Finding:
    """A fault at a place of the file."""
    return Finding(
        where,
        mark.line,
        rule,
        message,
        remedy,
        column=mark.column,
        width=mark.width,
        field=field,
    )


def _csv(raw: bytes, where: str, kind: TableKind) -> tuple[list[list[PlacedCell]], list[Finding]]:
    text, findings = source_text.decode(raw, where, MAX_BYTES)
    if findings:
        return [], findings
    try:
        rows = csv_cells.parse(text, csv_cells.delimiter_of(text))
    except csv_cells.MalformedCsv as error:
        return [], [
            fault(
                where,
                Mark(error.line, error.column, 1),
                kind.form.id,
                Say(
                    "Dấu ngoặc kép mở hoặc đóng sai nên không biết ô kết thúc ở đâu.",
                    "A quotation mark is not closed, or text follows a closed one.",
                ),
                Say(
                    "Mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng CSV UTF-8.",
                    "Open it in Excel or LibreOffice and save it as CSV UTF-8.",
                ),
            )
        ]
    return [
        [
            PlacedCell(csv_cells.unguarded(cell.text), Mark(cell.line, cell.column, cell.width), "")
            for cell in row
        ]
        for row in rows
    ], []


def _xlsx(raw: bytes, where: str, kind: TableKind) -> tuple[list[list[PlacedCell]], list[Finding]]:
    try:
        if len(raw) > MAX_BYTES:
            raise xlsx_cells.MalformedXlsx
        rows = xlsx_cells.parse(raw)
    except xlsx_cells.MalformedXlsx:
        return [], [
            fault(
                where,
                NOWHERE,
                kind.form.id,
                Say(
                    "Không mở được tệp Excel (hỏng, đặt mật khẩu hoặc quá lớn).",
                    "The workbook cannot be opened (broken, with a password, or too large).",
                ),
                Say("Lưu lại dạng .xlsx, bỏ mật khẩu.", "Save it as .xlsx without a password."),
            )
        ]
    if findings := list(_faults_of_book(raw, rows, where, kind)):
        return [], findings
    return [
        [PlacedCell(nfc(csv_cells.unguarded(c.text)), Mark(c.row, 0, 0), c.name) for c in row]
        for row in rows
    ], []


def _faults_of_book(
    raw: bytes, rows: Iterable[Sequence[xlsx_cells.SheetCell]], where: str, kind: TableKind
) -> Iterator[Finding]:
    """What a workbook may not hold: errors, formulas without a value, signs that nobody sees, a second sheet with text."""
    first, *others = xlsx_cells.sheets_with_text(raw) or [""]
    for name in others:
        yield fault(
            where,
            NOWHERE,
            kind.form.id,
            Say(
                f"Chỉ trang tính đầu («{first}») được đọc, mà trang «{name}» cũng có chữ.",
                f"Only the first sheet (`{first}`) is read, and sheet `{name}` has text too.",
            ),
            Say(
                f"Chép các dòng của «{name}» sang «{first}», rồi xóa hoặc ẩn trang «{name}».",
                f"Move the rows of `{name}` to `{first}`, then delete or hide `{name}`.",
            ),
        )
    for cell in (cell for row in rows for cell in row):
        yield from source_text.control_character_in_cell(cell.text, where, cell.row, cell.name)
        if cell.unknown:
            yield _unknown(cell, where, kind)


def _unknown(cell: xlsx_cells.SheetCell, where: str, kind: TableKind) -> Finding:
    said = (
        Say(f"công thức báo lỗi {cell.text}.", f"the formula gives {cell.text}.")
        if cell.text
        else Say("công thức chưa có kết quả.", "a formula without a result.")
    )
    return fault(
        where,
        Mark(cell.row, 0, 0),
        kind.value.id,
        Say(f"Ô {cell.name}: {said.vi}", f"Cell {cell.name}: {said.en}"),
        Say(
            "Sửa công thức, hoặc gõ thẳng giá trị vào ô, rồi lưu lại bằng Excel.",
            "Mend the formula or type the value, and save it anew from a spreadsheet.",
        ),
    )
