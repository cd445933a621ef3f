"""What an XLSX holds beside the texts that its cells share: numbers, formulas, headers and footers, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, repeat
from typing import Any

from duthao.records.file_contents.active_parts import DDE_FORMULA
from duthao.records.file_contents.extracted_content import Trace
from duthao.records.file_contents.table_cells_said import is_of_money, number_said
from duthao.records.packed_files import elements

_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_PRINT_CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F+-]+|\d+|[A-KM-QS-Za-z])")
_PRINT_PARTS = re.compile(r"&[LCR]")
_LETTERS = re.compile(r"[A-Z]+")
_HEADING_ROWS = 30
# Numbers and texts of the data behind a pivot table, which may hold columns and rows that the table does not show.
_PIVOT = re.compile(r"xl/pivotCache/[^/]+\.xml")
_DIGITS = re.compile(r"\D")
_ZEROS = re.compile(r"0{9,12}")


class Workbook:
    """Gathers, part by part, in the order of the archive; `text` and `traces` when all parts were given."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.text: list[str] = []
        self.traces: list[Trace] = []
        self._pivots: dict[str, list[str]] = {}
        self._strings = list(_strings(parts.get("xl/sharedStrings.xml", b"")))
        self._formats = list(_padded(parts.get("xl/styles.xml", b"")))
        if "xl/workbook.xml" in parts:
            self._sheets(parts["xl/workbook.xml"])
        for name, raw in parts.items():
            if _SHEET_PART.fullmatch(name):
                self._sheet(raw)
            elif name.startswith("xl/externalLinks/") and name.endswith(".xml"):
                dde = b"ddeLink" in raw
                self.traces.append(Trace("dde" if dde else "external-link", name))
                self.text += [e.text for e, _ in elements(raw, "v") if e.text]
            elif _PIVOT.fullmatch(name):
                self._pivot(name, raw)
            elif name == "xl/connections.xml":
                self.traces.append(Trace("data-source", name))
                for element, _ in elements(raw, "connection", "dbPr", "webPr", "textPr", "olapPr"):
                    self.text += map(str, element.values())
            elif name.startswith("xl/threadedComments/"):
                notes = sum(1 for _ in elements(raw, "threadedComment"))
                self.traces.append(Trace("comments", "", notes))

    def _pivot(self, name: str, raw: bytes) -> None:
        number = _DIGITS.sub("", name)
        if "Definition" in name:
            self.traces.append(Trace("hidden-sheets", "dữ liệu gốc của bảng tổng hợp (PivotTable)"))
            self._pivots[number] = []
            for field, _ in elements(raw, "cacheField"):
                self._pivots[number].append(field.get("name", ""))
                self._pivot_items(field.iter("{*}s", "{*}n"), repeat(field.get("name", "")))
            self.text += self._pivots[number]
        for row, _ in elements(raw, "r") if "Records" in name else ():
            self._pivot_items(row, self._pivots.get(number, []))
            row.clear()

    def _pivot_items(self, items: Iterable[Any], headings: Iterable[str]) -> None:
        for item, heading in zip(items, chain(headings, repeat("")), strict=False):
            shown = item.get("v", "")
            digits = shown.removesuffix(".0")
            self.text.append(number_said(digits, heading) if digits.isdecimal() else shown)

    def _sheets(self, raw: bytes) -> None:
        hidden = []
        for sheet, name in elements(raw, "sheet", "definedName"):
            if name == "definedName":
                self.text.append(sheet.text or "")
                continue
            self.text.append(sheet.get("name", ""))
            if sheet.get("state") in ("hidden", "veryHidden"):
                hidden.append(f"trang «{sheet.get('name', '')}»")
        if hidden:
            self.traces.append(Trace("hidden-sheets", "; ".join(hidden[:5]), len(hidden)))

    def _sheet(self, raw: bytes) -> None:
        numbers: list[tuple[str, str]] = []
        headings: dict[str, str] = {}
        money, before, hidden = False, "", 0
        for element, name in elements(
            raw, "c", "row", "col", "f", "oddHeader", "oddFooter", "evenHeader", "evenFooter",
            "firstHeader", "firstFooter", "dataValidation", "hyperlink", "formula1", "formula2",
        ):  # fmt: skip
            if name == "c":
                text = self._string(element)
                if text is None:
                    if digits := self._digits(element):
                        column = _column(element)
                        numbers.append((digits, f"{headings.get(column, '')} {before}"))
                else:
                    before = text
                    money = money or is_of_money(text)
                    if len(headings) < 500 and _row(element) <= _HEADING_ROWS and text.strip():
                        headings[_column(element)] = text
            elif name in ("row", "col"):
                before = ""
                hidden += element.get("hidden") in ("1", "true")
                if name == "row":
                    element.clear()
            elif name in ("f", "formula1", "formula2"):
                self._formula(element.text or "")
            elif name in ("dataValidation", "hyperlink"):
                shown = ("prompt", "promptTitle", "error", "tooltip", "display")
                self.text += [element.get(key, "") for key in shown]
            else:
                bare = _PRINT_CODES.sub("", element.text or "")
                self.text += [part.strip() for part in _PRINT_PARTS.split(bare)]
        self.text += [number_said(digits, heading, money) for digits, heading in numbers]
        if hidden:
            self.traces.append(Trace("hidden-sheets", "hàng hoặc cột bị ẩn", hidden))

    def _formula(self, code: str) -> None:
        self.text.append(code)
        if DDE_FORMULA.search(code):
            self.traces.append(Trace("dde", code[:60]))

    def _string(self, cell: Any) -> str | None:
        """The text of a cell that is one; None of a number."""
        kind = cell.get("t", "n")
        if kind == "n":
            return None
        shown = "".join(e.text or "" for e in cell.iter("{*}v", "{*}t"))
        if kind == "s" and shown.isdecimal():
            place = int(shown)
            return self._strings[place] if place < len(self._strings) else ""
        if kind == "str":
            self.text.append(shown)
        return shown

    def _digits(self, cell: Any) -> str:
        """A whole number of nine digits or more, with the zeros that its format shows before it."""
        raw = next((e.text or "" for e in cell.iter("{*}v")), "")
        if not raw.isdecimal():
            try:
                number = float(raw)
            except ValueError:
                return ""
            if not number.is_integer() or not 1e8 <= number < 1e16:
                return ""
            raw = str(int(number))
        style = cell.get("s", "")
        place = int(style) if style.isdecimal() else -1
        width = self._formats[place] if 0 <= place < len(self._formats) else 0
        digits = raw.zfill(width)
        return digits if len(digits) >= 8 else ""


def _strings(raw: bytes) -> Iterator[str]:
    for element, _ in elements(raw, "si") if raw else ():
        yield "".join(t.text or "" for t in element.iter("{*}t"))
        element.clear()


def _padded(raw: bytes) -> Iterator[int]:
    """For each format of cells, how many digits it shows at least (0: as many as there are)."""
    codes: dict[str, int] = {}
    for element, name in elements(raw, "numFmt", "cellXfs") if raw else ():
        if name == "numFmt":
            zeros = _ZEROS.fullmatch(element.get("formatCode", ""))
            codes[element.get("numFmtId", "")] = len(zeros[0]) if zeros else 0
        else:
            yield from (codes.get(xf.get("numFmtId", ""), 0) for xf in element.iter("{*}xf"))


def _column(cell: Any) -> str:
    match = _LETTERS.match(cell.get("r", ""))
    return match[0] if match else ""


def _row(cell: Any) -> int:
    digits = _LETTERS.sub("", cell.get("r", ""))
    return int(digits) if digits.isdecimal() else 0
