"""Cells of a table as text that the search of `sensitive_data` understands: a bare number says nothing without its heading.

An identity number always begins with 0 (the code of a province), which a spreadsheet drops; a sum of money never does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from duthao.records.csv_cells import DELIMITERS, delimiter_of
from duthao.records.file_contents.extracted_content import MAX_TEXT
from duthao.text import fold

_MAX_ROWS = 500_000
_HEADING_ROWS = 30  # in which a heading may stand
_IDENTITY = re.compile(
    r"\b(?:cccd|cmnd|cmtnd|can cuoc|chung minh|dinh danh ca nhan|ho chieu|giay to tuy than)\b"
)
# Headings of other numbers too (of offices, schools, pupils): below them a number has to have the form of a person's.
_MAYBE_IDENTITY = re.compile(r"\b(?:(?:so|ma) dinh danh|(?:so )?ddcn|so cc|ma so ca nhan)\b")
_TELEPHONE = re.compile(r"\b(?:dien thoai|di dong|sdt|so dt|zalo|phone|mobile)\b")
_ACCOUNT = re.compile(r"\b(?:tai khoan|stk|so tk)\b")
_MONEY = re.compile(
    r"\b(?:dong|vnd|kinh phi|so tien|thanh tien|du toan|von|ngan sach|don gia|gia tri|tong muc|tong cong|chi phi|doanh thu)\b"
)
_MARK = re.compile("[Mm][ậẬ][tT]|[nN][ộỘ][iI] [bB][ộỘ]")


def is_of_money(text: str) -> bool:
    """Whether a heading or a note speaks of sums."""
    return bool(_MONEY.search(fold(text)))


def number_said(digits: str, heading: str, money: bool = False) -> str:
    """A whole number of a cell below or beside `heading`, with the word or the zero that makes it what it is; `money`:
    the sheet is one of sums. Every other number comes back as it is.
    """
    said = fold(heading)
    if not 8 <= len(digits) <= 19:
        return digits
    if _IDENTITY.search(said):
        return "CCCD " + (digits.zfill(12) if 10 <= len(digits) <= 12 else digits)
    if _MAYBE_IDENTITY.search(said) and _is_identity(full := digits.zfill(12)):
        return "CCCD " + full
    if _TELEPHONE.search(said):
        return "0" + digits if len(digits) == 9 and digits[0] != "0" else digits
    if _ACCOUNT.search(said):
        return "số tài khoản " + digits
    if digits[0] != "0" and (money or _MONEY.search(said)):
        return digits + " đồng"
    if len(digits) == 11 and _is_identity("0" + digits):
        return "0" + digits
    return digits


def _is_identity(digits: str) -> bool:
    """Three digits of a province (001 to 096), one of sex and century, two of the year of birth: by Decree 137/2015."""
    return (
        len(digits) == 12
        and 1 <= int(digits[:3]) <= 96
        and digits[3] in "0123"
        and digits[-3:] != "000"
    )


def csv_text(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A CSV file as lines to be searched, and cells that a spreadsheet would run: the row from 1, and the cell."""
    head = text[:4096]
    first = head.lstrip("\r\n").splitlines()[:1]
    parted = any(sign in line for line in first for sign in DELIMITERS)
    delimiter = delimiter_of(head) if parted else max(DELIMITERS, key=head.count)
    lines, active, headings = list[str](), list[tuple[int, str]](), dict[int, str]()
    csv.field_size_limit(
        MAX_TEXT
    )  # else a huge cell ends the reading, and what follows is not seen
    try:
        # A cell may hold several lines, so the text is not cut into lines before.
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        rows = list(islice(reader, _MAX_ROWS))
    except csv.Error:
        rows = [line.split(delimiter) for line in text.splitlines()[:_MAX_ROWS]]
    money = is_of_money(head)
    for number, row in enumerate(rows, 1):
        said = list(_cells_said(row, headings, money, number <= _HEADING_ROWS))
        lines.append("\t".join(said))
        if len(said) > 1:
            within = [line for cell in said if _MARK.search(cell) for line in cell.splitlines()]
            lines += [line for line in within if len(line) <= 60 and _MARK.search(line)]
        active += [(number, cell) for cell in row if cell[:1] in _ACTIVE and _acts(cell)]
    return "\n".join(lines), active


def _cells_said(
    row: list[str], headings: dict[int, str], money: bool, heading: bool
) -> Iterator[str]:
    before = ""
    for column, cell in enumerate(row):
        bare = cell.strip()
        if bare.isdecimal() and bare.isascii():
            yield number_said(bare, f"{headings.get(column, '')} {before}", money)
        else:
            yield bare
            before = bare
            if heading and bare:
                headings[column] = bare


# What spreadsheets take for the head of a formula.
_ACTIVE = frozenset("=+-@＝＋－＠")
_NUMBER = re.compile(r"[+-]?[\d.,\u00a0 ()/%-]*(?:[eE][+-]?\d+)?")
_DIGIT = re.compile(r"\d")
_CALL = re.compile(r"[=＝]\s*\S|[-+@＋－＠]\s*(?:[A-Za-z_.]+\d*\s*\(|[^|!]{0,200}\|[^|]{0,200}!)")


def is_formula(cell: str) -> bool:
    """Whether a cell surely is one: `=…`, a function's name with its bracket, or a call of another program (`|…!`)."""
    return bool(_CALL.match(cell))


def _acts(cell: str) -> bool:
    """Whether a spreadsheet may run it: no number, and no item of a list (`- Hộ nghèo`)."""
    return is_formula(cell) or not (
        len(cell.strip()) <= 1
        or (_NUMBER.fullmatch(cell) and _DIGIT.search(cell))
        or cell[1:2] in " \u00a0-+.="
    )
