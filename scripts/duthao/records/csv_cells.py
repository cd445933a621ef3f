"""CSV as RFC 4180 has it, each cell with its place: what Excel, LibreOffice and forms write, and what this program does.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and read without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_SEPARATOR = re.compile(r"sep=([,;\t])\n", re.IGNORECASE)  # Excel's own first line
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_SPECIAL = re.compile(r'[",;\r\n\t]')


class Cell(NamedTuple):
    """A value with the line and column (from 1, in characters) where it begins, and its width there."""

    text: str
    line: int
    column: int
    width: int


class MalformedCsv(Exception):
    """A quotation mark that is never closed, or text behind a closed one: at this line and column."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"{line}:{column}")
        self.line, self.column = line, column


def parse(text: str, delimiter: str) -> list[list[Cell]]:
    """The rows of a text with LF line ends; blank lines are none. Raises MalformedCsv."""
    plain = re.compile(f"[^{re.escape(delimiter)}\n]*")
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    here, line, line_start = 0, 1, 0
    if match := _SEPARATOR.match(text):
        here, line, line_start = match.end(), 2, match.end()
    while here <= len(text):
        column = here - line_start + 1
        quoted = text.startswith('"', here)
        match = (_QUOTED if quoted else plain).match(text, here)
        if match is None:
            raise MalformedCsv(line, column)
        value = match[1].replace('""', '"') if quoted else match[0]
        row.append(Cell(value, line, column, match.end() - here if "\n" not in match[0] else 0))
        if breaks := match[0].count("\n"):
            line += breaks
            line_start = match.start() + match[0].rindex("\n") + 1
        here = match.end()
        after = text[here : here + 1]
        if after not in ("", "\n", delimiter):
            raise MalformedCsv(line, here - line_start + 1)
        here += 1
        if after != delimiter:
            if any(cell.text.strip() for cell in row):
                rows.append(row)
            row = []
            line, line_start = line + 1, here
    return rows


def delimiter_of(text: str) -> str:
    """Which of comma, semicolon and tab parts the cells: that of Excel's `sep=`, else the commonest of the first line."""
    if match := _SEPARATOR.match(text):
        return match[1]
    first = _QUOTED.sub("", text.lstrip("\n").partition("\n")[0])
    return max(DELIMITERS, key=first.count)


def write(rows: Iterable[Sequence[str]], *, delimiter: str = ",", bom: bool = True) -> bytes:
    """The file: CRLF line ends, quoted where needed; with a BOM, without which Excel takes UTF-8 for another code."""
    lines = (delimiter.join(_written(cell) for cell in row) + "\r\n" for row in rows)
    return (("\ufeff" if bom else "") + "".join(lines)).encode()


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it: `=1+1` → `'=1+1`. `unguarded` gives it back."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What was guarded as it was."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text


def _written(text: str) -> str:
    text = guarded(text)
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text
