"""Forms in Word as people and programs leave them: filled in, with blocks copied, without content controls."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from tests.sample_files import packed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


def _edited(raw: bytes, edit: Callable[[Any], None]) -> bytes:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[_BODY])
    edit(root)
    parts[_BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def text_of(element: Any) -> str:
    """What its runs say, a line a paragraph."""
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in element.iter(W + "p"))


def rows(root: Any) -> dict[str, Any]:
    """The first row of each number."""
    found: dict[str, Any] = {}
    for row in root.iter(W + "tr"):
        found.setdefault(text_of(row.find(W + "tc")), row)
    return found


def filled(raw: bytes, words: Mapping[str, str | tuple[str, ...]]) -> bytes:
    """The form with these words in the last cell of the rows of these numbers (of the comparison in its four), a line a
    paragraph, typed over whatever stood there.
    """

    def edit(root: Any) -> None:
        found = rows(root)
        for number, said in words.items():
            cells = found[number].findall(W + "tc")
            texts = (said,) if isinstance(said, str) else said
            type_into(cells[-len(texts) :], texts)

    return _edited(raw, edit)


def type_into(cells: Sequence[Any], texts: Sequence[str]) -> None:
    """Type a text into each cell, over what stands there."""
    for cell, text in zip(cells, texts, strict=True):
        _type(cell, text)


def _type(cell: Any, text: str) -> None:
    for child in list(cell):
        if child.tag != W + "tcPr":
            cell.remove(child)
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(cell, W + "p"), W + "r")
        etree.SubElement(run, W + "t").text = line


def without_controls(raw: bytes) -> bytes:
    """The form as a program leaves it that knows no content controls."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_BODY] = re.sub(
        rb"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt>|</?w:sdtContent>", b"", parts[_BODY], flags=re.DOTALL
    )
    return packed(parts)


def without_numbers(raw: bytes) -> bytes:
    """The form after somebody emptied the column of numbers."""
    return _edited(raw, lambda root: [_type(row.find(W + "tc"), "") for row in root.iter(W + "tr")])  # type: ignore[arg-type, return-value]


def with_block_copied(raw: bytes, first: str) -> bytes:
    """The form with the block of an entry copied below itself: the heading's row and those whose numbers go on with it."""

    def edit(root: Any) -> None:
        own = [
            row
            for number, row in rows(root).items()
            if number == first or number.startswith(f"{first}.")
        ]
        last = own[-1]
        for row in reversed([copy.deepcopy(row) for row in own]):
            last.addnext(row)

    return _edited(raw, edit)


def changed(raw: bytes, edit: Callable[[Any], None]) -> bytes:
    """The form after `edit` of the tree of its body."""
    return _edited(raw, edit)


def comments(path: Path) -> dict[str, list[str]]:
    """The comments of a copy by the numbers of the rows in which they stand."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read(_BODY))
        notes = etree.fromstring(archive.read("word/comments.xml"))
    said = {note.get(W + "id"): text_of(note) for note in notes}
    found: dict[str, list[str]] = {}
    for row in body.iter(W + "tr"):
        for mark in row.iter(W + "commentReference"):
            found.setdefault(text_of(row.find(W + "tc")), []).append(said.pop(mark.get(W + "id")))
    assert not said
    return found
