"""An XLSX without notes, without links to other workbooks, and without formulas that call programs; values stay."""

from __future__ import annotations

import re
from typing import Any

from duthao.errors import Say
from duthao.records.clean_copies.package_parts import Package, clean_common, take
from duthao.records.clean_copies.uncleanable import CannotClean
from duthao.records.file_contents.active_parts import DDE_FORMULA

_NOTES = re.compile(
    r"xl/(?:comments\d*\.xml|comments/|threadedComments/|persons/|drawings/commentsDrawing)"
)
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_TABLES = re.compile(r"xl/tables/[^/]+\.xml")
_PIVOTS = re.compile(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml")
# Before a sheet or a name of another book; `Bang1[2025]` is a column of a table.
_OTHER_BOOK = re.compile(
    r"""'[^'\[\]!]*\[\d+\][^'\[\]!]*'!|(?<![\w\])])\[\d+\][^\[\]!'"(),;+*/&<>=^ -]*!|\[[^\[\]]+\.xls[xmb]?\]""",
    re.IGNORECASE,
)
_CHARTS = re.compile(r"xl/charts/[^/]+\.xml")
# What rests on a formula that is not a cell's, and goes with it; then what held it, if nothing else is in there.
_ON_FORMULAS = ("dataValidation", "cfRule", "sparkline")
_HOLDERS = frozenset(
    {
        *("dataValidations", "conditionalFormatting", "conditionalFormattings", "sparklines"),
        *("sparklineGroup", "sparklineGroups", "ext", "extLst"),
    }
)


def clean(raw: bytes) -> tuple[bytes, tuple[Say, ...]]:
    """The copy and what was taken. What is hidden stays: formulas may rest on it, and only the officer knows."""
    package = Package(raw)
    _take_notes(package)
    _take_links(package)
    _take_sources(package)
    clean_common(package)
    return package.packed(), tuple(package.taken)


def _take_notes(package: Package) -> None:
    count = 0
    for name in list(package.parts):
        if _NOTES.match(name) and name.endswith(".xml") and "persons" not in name:
            count += sum(1 for _ in package.root(name).iter("{*}comment", "{*}threadedComment"))
    if package.take_parts(_NOTES.match):
        # The boxes of notes are drawn in a part of their own, which holds nothing else.
        package.take_relations(
            lambda kind, _, target: kind == "vmlDrawing" and _of_notes(package, target)
        )
        package.say(f"{count} ghi chú, nhận xét ở ô", f"{count} notes and comments of cells")


def _of_notes(package: Package, name: str) -> bool:
    raw = package.parts.get(name, b"")
    if b'ObjectType="Note"' not in raw:
        return False
    package.parts.pop(name, None)
    return True


def _take_links(package: Package) -> None:
    if any(
        _reaches_out(formula)
        for name in package.parts
        if _CHARTS.fullmatch(name)
        for formula in package.root(name).iter("{*}f")
    ):
        raise CannotClean(
            Say(
                "Biểu đồ của tệp lấy số liệu từ bảng tính khác: dán biểu đồ thành ảnh, hoặc chép số liệu vào tệp này.",
                "A chart takes its figures from another workbook: paste it as a picture, or copy the figures.",
            )
        )
    frozen = others = 0
    for name in [n for n in package.parts if _SHEETS.fullmatch(n)]:
        root = package.root(name)
        found = [
            f
            for f in root.iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2")
            if _reaches_out(f)
        ]
        # Cells that share a formula name it by its number.
        shared = {f.get("si") for f in found if f.get("t") == "shared"} - {None}
        found += [f for f in root.iter("{*}f") if f.get("si") in shared and f not in found]
        for formula in found:
            if formula.getparent() is not None and formula.getparent().tag.endswith("}c"):
                take(formula)
                frozen += 1
            else:
                others += _take_with_holder(formula)
    if others:
        package.say(
            f"{others} danh sách chọn, định dạng theo điều kiện lấy từ bảng tính khác",
            f"{others} lists and conditional formats that rest on other workbooks",
        )
    links = package.take_parts(lambda name: name.startswith("xl/externalLinks/"))
    book = package.root("xl/workbook.xml")
    for name in list(book.iter("{*}definedName")):
        if _reaches_out(name):
            take(name)
    for group in ("externalReferences", "definedNames"):
        for element in list(book.iter(f"{{*}}{group}")):
            _take_if_empty(element)
    if links or frozen:
        package.say(
            f"liên kết tới bảng tính, chương trình khác; {frozen} công thức thành giá trị đang hiện",
            f"links to other workbooks and programs; {frozen} formulas became the value that they show",
        )
    # A chain of calculation that names a formula which is gone makes Excel mend the file aloud.
    if frozen:
        package.take_parts("xl/calcChain.xml".__eq__)


def _take_sources(package: Package) -> None:
    """Connections to databases and files, and what asks by them; tables keep the rows that they show."""
    if "xl/connections.xml" not in package.parts:
        return
    pivots = [package.root(name) for name in package.parts if _PIVOTS.fullmatch(name)]
    if any(name.startswith("xl/model/") for name in package.parts) or any(
        next(root.iter("{*}cacheSource"), root).get("connectionId") for root in pivots
    ):
        raise CannotClean(
            Say(
                "Bảng tổng hợp (PivotTable) của tệp lấy số liệu từ nguồn khác: dán giá trị (Paste Special › Values) sang tệp mới.",
                "Its pivot tables take figures from a source: paste the values into a new file.",
            )
        )
    package.take_parts(lambda name: name == "xl/connections.xml" or "/queryTables/" in name)
    for name in [n for n in package.parts if _TABLES.fullmatch(n)]:
        for element in package.root(name).iter("{*}table", "{*}tableColumn"):
            for key in ("tableType", "connectionId", "queryTableFieldId"):
                element.attrib.pop(key, None)
    package.say(
        "kết nối tới nguồn số liệu khác (số liệu đang hiện còn lại)",
        "connections to other sources (the figures stay)",
    )


def _reaches_out(formula: Any) -> bool:
    code = formula.text or ""
    return bool(_OTHER_BOOK.search(code) or DDE_FORMULA.search(code))


def _take_with_holder(formula: Any) -> int:
    """Take what rests on a formula of no cell; how many that were."""
    thing = next(formula.iterancestors(*(f"{{*}}{name}" for name in _ON_FORMULAS)), None)
    if thing is None:
        return 0
    while (holder := thing.getparent()) is not None:
        take(thing)
        if len(holder) or holder.tag.rpartition("}")[2] not in _HOLDERS:
            if "count" in holder.attrib:
                holder.set("count", str(len(holder)))
            break
        thing = holder
    return 1


def _take_if_empty(element: Any) -> None:
    if len(element) == 0:
        take(element)
