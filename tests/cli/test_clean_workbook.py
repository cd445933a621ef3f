"""`duthao clean` of workbooks: values stay, and nothing that reaches out of the file."""

from __future__ import annotations

import io
import zipfile

import openpyxl

from tests import leaking_files as leaks
from tests.cli.test_clean import cleaned, scan


def test_a_workbook_keeps_its_values() -> None:
    def fill(book: object) -> None:
        page = book.add_worksheet("Bảng")  # type: ignore[attr-defined]
        page.write_row(0, 0, ["Xã", "Số hộ"])
        page.write_row(1, 0, ["Tả Van", 12])
        page.write_formula("B3", "=SUM(B2:B2)", None, 12)
        page.write_formula("B4", "='[khac.xlsx]A'!A1", None, 7)
        page.write_formula("B5", "=cmd|'/c calc'!A0", None, 9)
        page.write_comment("A1", "Hỏi lại chị C")
        book.set_properties({"author": "Trần B"})  # type: ignore[attr-defined]

    copy, taken = cleaned(leaks.workbook(fill), ".xlsx")
    found = scan(copy, ".xlsx")
    assert (found.traces, found.faults, found.authors) == ((), (), ())
    assert "ghi chú" in taken and "2 công thức" in taken and "thuộc tính" in taken
    page = openpyxl.load_workbook(io.BytesIO(copy))["Bảng"]
    assert [[c.value for c in row] for row in page["A1:B5"]] == [
        ["Xã", "Số hộ"], ["Tả Van", 12], [None, "=SUM(B2:B2)"], [None, 7], [None, 9],
    ]  # fmt: skip
    assert page["A1"].comment is None


def rewritten(content: bytes, **changes: str) -> bytes:
    """A workbook whose only sheet has these texts in place of others."""
    name = "xl/worksheets/sheet1.xml"
    sheet = zipfile.ZipFile(io.BytesIO(content)).read(name).decode()
    for before, after in changes.items():
        assert before in sheet
        sheet = sheet.replace(before, after)
    return leaks.beside(content, {name: sheet})


def test_cells_that_share_a_formula_lose_it_together() -> None:
    def fill(book: object) -> None:
        page = book.add_worksheet()  # type: ignore[attr-defined]
        for row in range(3):
            page.write_formula(row, 1, f"=A{row + 1}*2", None, row + 1)
        page.write_formula(3, 1, "=SUM(B1:B3)", None, 6)

    content = rewritten(
        leaks.workbook(fill),
        **{
            "<f>A1*2</f>": '<f t="shared" ref="B1:B3" si="0">A1*[1]Gia!$A$1</f>',
            "<f>A2*2</f>": '<f t="shared" si="0"/>',
            "<f>A3*2</f>": '<f t="shared" si="0"/>',
            "</sheetData>": '</sheetData><dataValidations count="1"><dataValidation type="list" sqref="A2">'
            "<formula1>[1]Gia!$A$1:$A$9</formula1></dataValidation></dataValidations>",
        },
    )
    copy, taken = cleaned(content, ".xlsx")
    page = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert page and [page.cell(row, 2).value for row in range(1, 5)] == [1, 2, 3, "=SUM(B1:B3)"]
    assert "3 công thức" in taken and "1 danh sách chọn" in taken
    assert b"dataValidation" not in zipfile.ZipFile(io.BytesIO(copy)).read(
        "xl/worksheets/sheet1.xml"
    )


def test_a_column_of_a_table_is_no_other_workbook() -> None:
    copy, taken = cleaned(leaks.workbook(leaks.table), ".xlsx")
    assert "công thức" not in taken
    page = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert page and "Bang1[2025]" in str(page["B5"].value)


def test_a_connection_is_taken_and_a_pivot_is_told() -> None:
    plain = leaks.workbook(lambda book: book.add_worksheet().write(0, 0, "x"))
    copy, taken = cleaned(leaks.beside(plain, leaks.CONNECTION), ".xlsx")
    assert (
        "kết nối" in taken
        and "xl/connections.xml" not in zipfile.ZipFile(io.BytesIO(copy)).namelist()
    )
    copy, _ = cleaned(leaks.beside(plain, leaks.PIVOT), ".xlsx")
    assert [trace.kind for trace in scan(copy, ".xlsx").traces] == ["hidden-sheets"]
