"""A .docx to paragraphs and tables, within bounds; it runs in the process that reads attachments (see `attachment_scan`).

Of tracked changes what was inserted is read and what was deleted is not, as the text will be once they are accepted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from duthao.records.packed_files import elements, member_bytes, open_archive
from duthao.records.word_files.document import cleaned
from duthao.records.word_files.list_numbers import ListNumbers, of_styles

MAX_PARAGRAPHS = 20_000  # some six hundred pages
MAX_ROWS = 1_000  # of one table
_MAX_COLUMNS = 20
_MAX_CHARACTERS = 1_500_000  # of a whole file, merged cells in each place: some five hundred pages
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEART = "word/document.xml"
# `Fallback` repeats what stands in `Choice`; properties hold `tab` and `del` of their own.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"})  # fmt: skip
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OLD_FONTS = (".vn", "vni-", "vni ")
_BESIDE = {"word/comments.xml": ("comments", "comment"), "word/footnotes.xml": ("footnotes", "footnote"), "word/endnotes.xml": ("footnotes", "endnote")}  # fmt: skip


def read(stream: IO[bytes]) -> dict[str, Any]:
    """`blocks`, each `{text, centred}` or `{rows}`, and `notes` as in `document.WordDocument`; or `fault`.

    A fault is of: damaged, encrypted, bomb, old-font (letters of TCVN3 or VNI, which are no Unicode), no-text.
    """
    return opened(stream, _read)


def opened(
    stream: IO[bytes],
    take: Callable[[zipfile.ZipFile, dict[str, zipfile.ZipInfo]], dict[str, Any]],
) -> dict[str, Any]:
    """What `take` makes of a Word file and its parts by name; or a `fault`: damaged, encrypted, bomb."""
    head = stream.read(8)
    stream.seek(0)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return {"fault": "encrypted"}
    try:
        unpacked = open_archive(stream)
        if unpacked is None:
            return {"fault": "bomb"}
        archive, members = unpacked
        parts = {member.filename: member for member in members}
        if _HEART not in parts:
            return {"fault": "damaged"}
        if any(member.flag_bits & 1 for member in members):
            return {"fault": "encrypted"}
        return take(archive, parts)
    except Exception:  # a broken file breaks its reader in ways that nobody can list
        return {"fault": "damaged"}


def _read(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> dict[str, Any]:
    reader = Reader(numbers(archive, parts))
    body, _ = next(elements(member_bytes(archive, parts[_HEART]), "body"))
    blocks = list(reader.blocks(body))
    for name, (note, element) in _BESIDE.items():
        if name in parts and _has_text(member_bytes(archive, parts[name]), element):
            reader.notes.add(note)
    if reader.old_font:
        return {"fault": "old-font"}
    if not any(block.get("text") or any(map(any, block.get("rows", ()))) for block in blocks):
        return {"fault": "no-text"}
    return {"blocks": blocks, "notes": sorted(reader.notes)}


def numbers(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> ListNumbers:
    """What Word puts before the paragraphs of a file by itself; `parts` are its files by name."""
    lists, styles = list[Any](), dict[str, tuple[str, int]]()
    if part := parts.get("word/numbering.xml"):
        lists = [e for e, _ in elements(member_bytes(archive, part), "abstractNum", "num")]
    if lists and (part := parts.get("word/styles.xml")):
        styles = of_styles([e for e, _ in elements(member_bytes(archive, part), "style")])
    return ListNumbers(lists, styles)


def _has_text(raw: bytes, name: str) -> bool:
    return any(
        any(t.text and t.text.strip() for t in element.iter(_W + "t"))
        for element, _ in elements(raw, name)
    )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Reader:
    """Goes through the body once, and keeps what is to be said of the file."""

    def __init__(self, numbers: ListNumbers) -> None:
        self.numbers = numbers
        self.notes: set[str] = set()
        self.old_font = False
        self.paragraphs = self.characters = 0
        self.joined = ""  # of paragraphs whose end was deleted: the next one goes on with them

    def blocks(self, holder: Any) -> Iterator[dict[str, Any]]:
        for element in holder:
            if self.paragraphs >= MAX_PARAGRAPHS or self.characters >= _MAX_CHARACTERS:
                self.notes.add("cut")
                return
            name = _name(element)
            if name in _CHANGES:
                self.notes.add("tracked")
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                if rows := self._rows(element):
                    yield {"rows": rows}
            elif name in _HOLDERS and not self._skips(element):
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[dict[str, Any]]:
        self.paragraphs += 1
        boxes: list[Any] = []
        properties = element.find(_W + "pPr")
        text = "".join(self._pieces(element, boxes))
        if properties is not None:
            if text.strip():
                text = self.numbers.before(properties) + text
            if properties.find(f"{_W}rPr/{_W}del") is not None:
                self.notes.add("tracked")
                self.joined += text
                return
        text, self.joined = cleaned(self.joined + text), ""
        self.characters += len(text)
        if text:
            alignment = properties.find(_W + "jc") if properties is not None else None
            centred = alignment is not None and alignment.get(_W + "val") == "center"
            yield {"text": text, "centred": centred}
        for box in boxes:
            yield from self.blocks(box)

    def _pieces(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        for child in element:
            name = _name(child)
            if name in _CHANGES:
                self.notes.add("tracked")
            if name in _SKIPPED or self._skips(child):
                continue
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "r" and (why := self._unread(child)):
                self.notes.add(why)
            else:
                yield from self._pieces(child, boxes)

    def _skips(self, element: Any) -> bool:
        """Whether what stands in an element is not read; for readers that know more of a file."""
        return False

    def _unread(self, run: Any) -> str:
        """Why a run is no text: it is hidden, or struck through by hand as if it were deleted; "" where it is."""
        properties = run.find(_W + "rPr")
        if properties is None:
            return ""
        fonts = properties.find(_W + "rFonts")
        if fonts is not None and str(fonts.get(_W + "ascii", "")).lower().startswith(_OLD_FONTS):
            text = "".join(t.text or "" for t in run.iter(_W + "t"))
            # Letters of old typefaces lie below U+0100; Vietnamese in Unicode has letters above it.
            if not text.isascii() and all(ord(c) < 0x100 or not c.isalpha() for c in text):
                self.old_font = True
        if _is_set(properties, "vanish"):
            return "hidden"
        return "struck" if _is_set(properties, "strike") or _is_set(properties, "dstrike") else ""

    def _rows(self, table: Any) -> list[list[str]]:
        rows: list[list[str]] = []
        for element in table.iter(_W + "tr"):
            if self._owner(element) is not table:
                continue
            if len(rows) >= MAX_ROWS or self.characters >= _MAX_CHARACTERS:
                self.notes.add("cut")
                break
            if element.find(f"{_W}trPr/{_W}del") is not None:
                self.notes.add("tracked")
                continue
            rows.append(self._cells(element, rows[-1] if rows else []))
        width = max(map(len, rows), default=0)
        return [row + [""] * (width - len(row)) for row in rows]

    def _owner(self, row: Any) -> Any:
        parent = row.getparent()
        while parent is not None and _name(parent) != "tbl":
            parent = parent.getparent()
        return parent

    def _cells(self, row: Any, above: list[str]) -> list[str]:
        cells: list[str] = []
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        if before is not None:
            cells += [""] * min(_number(before), _MAX_COLUMNS)
        for cell in row.iter(_W + "tc"):
            if self._row_of(cell) is not row or len(cells) >= _MAX_COLUMNS:
                continue
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(_W + "val") != "restart"
            text = above[len(cells)] if goes_on and len(cells) < len(above) else self._cell(cell)
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            count = max(1, _number(span)) if span is not None else 1
            copies = min(count, _MAX_COLUMNS - len(cells))
            cells += [text] * copies
            self.characters += len(text) * (copies if goes_on else copies - 1)
        return cells

    def _row_of(self, cell: Any) -> Any:
        parent = cell.getparent()
        while parent is not None and _name(parent) != "tr":
            parent = parent.getparent()
        return parent

    def _cell(self, cell: Any) -> str:
        lines: list[str] = []
        for block in self.blocks(cell):
            if "rows" in block:
                self.notes.add("nested")
                lines += [" ".join(dict.fromkeys(filter(None, row))) for row in block["rows"]]
            else:
                lines.append(block["text"])
        return "\n".join(filter(None, lines))


def _is_set(properties: Any, name: str) -> bool:
    found = properties.find(_W + name)
    return found is not None and found.get(_W + "val") not in ("0", "false", "off")


def _number(element: Any) -> int:
    text = str(element.get(_W + "val", ""))
    return int(text) if text.isdigit() else 0
