"""Tables to an XLSX workbook: text stays text, whatever it begins with, and the same tables give the same bytes.

Written by hand, since openpyxl writes the time of day into each file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from duthao.rendering.office_package import content_types, packed, relations, xml_bytes, xml_text

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LISTS = "Danh mục"
_LAST_ROW = 20_000  # to which a choice is offered
_PLAIN, _HEADING, _NUMBER = "1", "2", "3"  # styles, by their place in `_styles`
MAX_CELL = 32_767  # characters: more in a cell, and Excel calls the file damaged


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of text and whole numbers, the first of them headings.

    `widths` in characters by column from 0 (12 where nothing is said); `choices`: column → the values that it offers.
    """

    name: str
    rows: Sequence[Sequence[str | int]]
    widths: Mapping[int, int] = field(default_factory=dict)
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def workbook(sheets: Sequence[Sheet], font: str = "Times New Roman") -> bytes:
    """The bytes of the workbook. Raises ValueError on a cell longer than `MAX_CELL`."""
    lists = [list(values) for sheet in sheets for _, values in sorted(sheet.choices.items())]
    names = [sheet.name for sheet in sheets]
    parts = {}
    column = 0
    for number, sheet in enumerate(sheets, 1):
        ranges = {}
        for place, values in sorted(sheet.choices.items()):
            letter = letters(column)
            ranges[place] = f"'{_LISTS}'!${letter}$1:${letter}${len(values)}"
            column += 1
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, ranges)
    if lists:
        names.append(_LISTS)
        rows = [
            [values[row] if row < len(values) else "" for values in lists]
            for row in range(max(map(len, lists)))
        ]
        parts[f"xl/worksheets/sheet{len(names)}.xml"] = _sheet(Sheet(_LISTS, rows), {})
    sheet_parts = dict.fromkeys(parts, _TYPE + "worksheet+xml")
    return packed(
        {
            "[Content_Types].xml": content_types(
                {
                    "xl/workbook.xml": _TYPE + "sheet.main+xml",
                    **sheet_parts,
                    "xl/styles.xml": _TYPE + "styles+xml",
                }
            ),
            "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": _book(names, hidden=_LISTS if lists else ""),
            "xl/_rels/workbook.xml.rels": relations(
                {
                    **{
                        f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml")
                        for n in range(1, len(names) + 1)
                    },
                    f"rId{len(names) + 1}": ("styles", "styles.xml"),
                }
            ),
            "xl/styles.xml": _styles(font),
            **parts,
        }
    )


@cache
def letters(column: int) -> str:
    """2 → `C`."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _element(name: str, /, **attributes: str) -> Any:
    from lxml import etree

    return etree.Element(f"{{{_MAIN}}}{name}", attributes, nsmap={None: _MAIN, "r": _LINK})


def _within(parent: Any, name: str, /, **attributes: str) -> Any:
    from lxml import etree

    return etree.SubElement(parent, f"{{{_MAIN}}}{name}", attributes)


def _book(names: Sequence[str], hidden: str) -> bytes:
    root = _element("workbook")
    sheets = _within(root, "sheets")
    for number, name in enumerate(names, 1):
        sheet = _within(sheets, "sheet", name=name, sheetId=str(number))
        if name == hidden:
            sheet.set("state", "hidden")
        sheet.set(f"{{{_LINK}}}id", f"rId{number}")
    return xml_bytes(root)


def _styles(font: str) -> bytes:
    root = _element("styleSheet")
    fonts = _within(root, "fonts", count="2")
    for bold in (False, True):
        entry = _within(fonts, "font")
        if bold:
            _within(entry, "b")
        _within(entry, "sz", val="12")
        _within(entry, "name", val=font)
    fills = _within(root, "fills", count="2")
    for pattern in ("none", "gray125"):
        _within(_within(fills, "fill"), "patternFill", patternType=pattern)
    borders = _within(root, "borders", count="2")
    _within(borders, "border")
    border = _within(borders, "border")
    for side in ("left", "right", "top", "bottom"):
        _within(border, side, style="thin")
    _within(
        _within(root, "cellStyleXfs", count="1"),
        "xf",
        numFmtId="0",
        fontId="0",
        fillId="0",
        borderId="0",
    )
    styles = _within(root, "cellXfs", count="4")
    _within(styles, "xf", numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0")
    for face, number_format, across in (
        ("0", "49", ""),
        ("1", "49", "center"),
        ("0", "0", "center"),
    ):
        style = _within(
            styles,
            "xf",
            numFmtId=number_format,
            fontId=face,
            fillId="0",
            borderId="1",
            xfId="0",
            applyNumberFormat="1",
            applyFont="1",
            applyBorder="1",
            applyAlignment="1",
        )
        if (
            number_format == "49"
        ):  # text, also when it is edited: no sign at its beginning makes it a formula
            style.set("quotePrefix", "1")
        alignment = _within(style, "alignment", vertical="top", wrapText="1")
        if across:
            alignment.set("horizontal", across)
    names = _within(root, "cellStyles", count="1")
    _within(names, "cellStyle", name="Normal", xfId="0", builtinId="0")
    return xml_bytes(root)


def _sheet(sheet: Sheet, ranges: Mapping[int, str]) -> bytes:
    from lxml import etree

    root = _element("worksheet")
    pane = _within(_within(root, "sheetViews"), "sheetView", workbookViewId="0")
    _within(pane, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    width = max((len(row) for row in sheet.rows), default=0)
    if width:
        columns = _within(root, "cols")
        for place in range(width):
            _within(
                columns,
                "col",
                min=str(place + 1),
                max=str(place + 1),
                width=str(sheet.widths.get(place, 12)),
                customWidth="1",
            )
    data = _within(root, "sheetData")
    row_tag, cell_tag, string_tag, text_tag, value_tag = (
        f"{{{_MAIN}}}{name}" for name in ("row", "c", "is", "t", "v")
    )
    for number, cells in enumerate(sheet.rows, 1):
        row = etree.SubElement(data, row_tag, r=str(number))
        for place, value in enumerate(cells):
            if value == "" and number > 1:
                continue
            cell = etree.SubElement(row, cell_tag, r=f"{letters(place)}{number}")
            if isinstance(value, int):
                cell.set("s", _NUMBER)
                etree.SubElement(cell, value_tag).text = str(value)
                continue
            if len(value) > MAX_CELL:
                raise ValueError(f"{letters(place)}{number}")
            cell.set("s", _HEADING if number == 1 else _PLAIN)
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, string_tag), text_tag)
            text.text = xml_text(value)
            if value[:1].isspace() or value[-1:].isspace() or "\n" in value:
                text.set(_SPACE, "preserve")
    if ranges:
        rules = _within(root, "dataValidations", count=str(len(ranges)))
        for place, where in ranges.items():
            letter = letters(place)
            rule = _within(
                rules,
                "dataValidation",
                type="list",
                allowBlank="1",
                sqref=f"{letter}2:{letter}{_LAST_ROW}",
            )
            _within(rule, "formula1").text = where
    _within(
        root,
        "pageMargins",
        left="0.5",
        right="0.5",
        top="0.6",
        bottom="0.6",
        header="0.3",
        footer="0.3",
    )
    _within(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    return xml_bytes(root)
