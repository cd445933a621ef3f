"""What a workbook of responses may not hold: errors, formulas without a value, signs that nobody sees, a second sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from duthao.errors import Finding, Say
from duthao.records import source_text, xlsx_cells


def faults(
    raw: bytes, rows: Iterable[Sequence[xlsx_cells.SheetCell]], where: str
) -> Iterator[Finding]:
    """All of the workbook `raw`, whose first sheet has these rows."""
    yield from _other_sheets(xlsx_cells.sheets_with_text(raw), where)
    for row in rows:
        for cell in row:
            yield from source_text.control_character_in_cell(cell.text, where, cell.row, cell.name)
            if cell.unknown:
                yield _unknown(cell, where)


def _unknown(cell: xlsx_cells.SheetCell, where: str) -> Finding:
    said = (
        Say(f"công thức báo lỗi {cell.text}.", f"the formula gives {cell.text}.")
        if cell.text
        else Say("công thức chưa có kết quả.", "a formula without a result.")
    )
    return Finding(
        where,
        cell.row,
        "responses-value",
        Say(f"Ô {cell.name}: {said.vi}", f"Cell {cell.name}: {said.en}"),
        Say(
            "Sửa công thức, hoặc gõ thẳng giá trị vào ô, rồi lưu lại bằng Excel.",
            "Mend the formula or type the value, and save it anew from a spreadsheet.",
        ),
    )


def _other_sheets(names: Sequence[str], where: str) -> Iterator[Finding]:
    for name in names[1:]:
        yield Finding(
            where,
            0,
            "responses-form",
            Say(
                f"Chỉ trang tính đầu («{names[0]}») được đọc, mà trang «{name}» cũng có chữ.",
                f"Only the first sheet (`{names[0]}`) is read, and sheet `{name}` has text too.",
            ),
            Say(
                f"Chép các dòng của «{name}» sang «{names[0]}», rồi xóa hoặc ẩn trang «{name}».",
                f"Move the rows of `{name}` to `{names[0]}`, then delete or hide `{name}`.",
            ),
        )
