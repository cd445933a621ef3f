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
_OTHER_BOOK = re.compile(r"\[\d+\]|'?[^'!\[\]]*\[[^\[\]]+\.xls[xmb]?\]", re.IGNORECASE)


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
    frozen = 0
    for name in [n for n in package.parts if _SHEETS.fullmatch(n)]:
        for formula in list(package.root(name).iter("{*}f")):
            code = formula.text or ""
            if _OTHER_BOOK.search(code) or DDE_FORMULA.search(code):
                take(formula)
                frozen += 1
    links = package.take_parts(lambda name: name.startswith("xl/externalLinks/"))
    book = package.root("xl/workbook.xml")
    for name in list(book.iter("{*}definedName")):
        if _OTHER_BOOK.search(name.text or "") or DDE_FORMULA.search(name.text or ""):
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


def _take_if_empty(element: Any) -> None:
    if len(element) == 0:
        take(element)
