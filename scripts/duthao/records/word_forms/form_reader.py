"""A filled form to its rows, within bounds; it runs in the process that reads attachments (see `attachment_scan`).

Read are the rows of tables: where content controls were lost, by the numbers that are printed in them; where a number was lost, by
the tag of the content control, which says it too.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from duthao.records.packed_files import elements, member_bytes
from duthao.records.word_files import docx_reader
from duthao.records.word_files.document import cleaned
from duthao.records.word_forms import row_numbers
from duthao.records.word_forms.form_texts import PLACEHOLDERS

MACROS = "macros"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEART = "word/document.xml"
_COMMENTS = "word/comments.xml"
_MAX_ROWS = 5_000
_MAX_COMMENTS = 200
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"})
# What Word and LibreOffice show in an empty control.
_OF_PROGRAMS = frozenset(
    {
        "Click or tap here to enter text.", "Click here to enter text.", "Choose an item.", "Click or tap to enter a date.",
        "Click here to enter a date.", "Bấm hoặc gõ nhẹ vào đây để nhập văn bản.", "Chọn một mục.", "Bấm hoặc gõ nhẹ để nhập ngày.",
    }
)  # fmt: skip


def read(stream: IO[bytes]) -> dict[str, Any]:
    """`rows`, each `{number, cells, place, tracked}`; `outside`, paragraphs that stand in no table; `comments`, each
    `{author, text, place}` (`place` as of rows, -1: elsewhere); `notes` as `docx_reader.read`. Or `fault`, as there, and `macros`.

    `place` counts the rows of all tables from 0, as they stand in the file.
    """
    return docx_reader.opened(stream, _read)


def _read(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> dict[str, Any]:
    if any(name.startswith("word/vbaProject") for name in parts):
        return {"fault": MACROS}
    reader = _FormReader(docx_reader.numbers(archive, parts))
    body, _ = next(elements(member_bytes(archive, parts[_HEART]), "body"))
    outside = [block["text"] for block in reader.blocks(body) if "text" in block]
    comments = []
    if _COMMENTS in parts:
        comments = list(_comments(member_bytes(archive, parts[_COMMENTS]), body))
    if reader.old_font:
        return {"fault": "old-font"}
    return {
        "rows": reader.read_rows,
        "outside": outside,
        "comments": comments,
        "notes": sorted(reader.notes),
    }


def _comments(raw: bytes, body: Any) -> Iterator[dict[str, Any]]:
    places: dict[str, int] = {}
    for place, row in enumerate(body.iter(_W + "tr")):
        for mark in row.iter(_W + "commentReference"):
            places[str(mark.get(_W + "id"))] = place
    for element, _ in list(elements(raw, "comment"))[:_MAX_COMMENTS]:
        text = " ".join(t.text or "" for t in element.iter(_W + "t"))
        yield {
            "author": str(element.get(_W + "author", "")),
            "text": cleaned(text),
            "place": places.get(str(element.get(_W + "id")), -1),
        }


class _FormReader(docx_reader.Reader):
    """Gathers rows where its elder gathers grids."""

    def __init__(self, numbers: Any) -> None:
        super().__init__(numbers)
        self.read_rows: list[dict[str, Any]] = []
        self.places: dict[Any, int] | None = None
        self.tag = ""

    def _rows(self, table: Any) -> list[list[str]]:
        if self.places is None:
            root = table.getroottree().getroot()
            body = root if root.tag == _W + "body" else root.find(_W + "body")
            self.places = {row: place for place, row in enumerate(body.iter(_W + "tr"))}
        for row in table.iter(_W + "tr"):
            if self._owner(row) is not table:
                continue
            if len(self.read_rows) >= _MAX_ROWS:
                self.notes.add("cut")
                break
            self.tag = ""
            cells = [self._cell(cell) for cell in row.iter(_W + "tc") if self._row_of(cell) is row]
            tracked = any(
                e.tag[len(_W) :] in _TRACKED
                for e in row.iter()
                if isinstance(e.tag, str) and e.tag.startswith(_W)
            )
            number, *rest = cells or [""]
            if row_numbers.steps(number) is None and self.tag:
                number, rest = self.tag, rest if not number else cells
            self.read_rows.append(
                {
                    "number": number,
                    "cells": rest,
                    "place": self.places.get(row, -1),
                    "tracked": tracked,
                }
            )
        return []

    def _pieces(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        for piece in super()._pieces(element, boxes):
            yield "" if piece.strip() in _OF_PROGRAMS else piece

    def _skips(self, element: Any) -> bool:
        """A content control that nobody filled in shows what is to be put there."""
        if element.tag != _W + "sdt":
            return False
        properties = element.find(_W + "sdtPr")
        if properties is None:
            return False
        tag = properties.find(_W + "tag")
        if tag is not None and not self.tag:
            self.tag = str(tag.get(_W + "val", ""))
        shown = properties.find(_W + "showingPlcHdr")
        return shown is not None and shown.get(_W + "val") not in ("0", "false", "off")

    def _cell(self, cell: Any) -> str:
        lines: list[str] = []
        for block in self.blocks(cell):
            if "text" in block:
                lines.append(block["text"])
        typed = map(str.strip, "\n".join(lines).split("\n"))
        return "\n".join(line for line in typed if _is_typed(line))


def _is_typed(line: str) -> bool:
    """Whether it says more than what empty controls show whose marks were lost: within a sentence such a sign is the officer's."""
    for sign in PLACEHOLDERS:
        line = line.replace(sign, "")
    return bool(line.strip())
