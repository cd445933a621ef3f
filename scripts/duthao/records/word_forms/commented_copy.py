"""A copy of a filled form with a comment at each row that has a fault; all else of it as it came."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from duthao.records.clean_copies.package_parts import pack
from duthao.records.packed_files import member_bytes, open_archive, tree
from duthao.records.word_forms.filled_form import AUTHOR

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_BODY, _COMMENTS = "word/document.xml", "word/comments.xml"
_BODY_RELATIONS, _CONTENT_TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


class RowComment(NamedTuple):
    """What is said at a row of the file, counted over all tables from 0; -1: at the first."""

    place: int
    text: str


def commented(raw: bytes, comments: Sequence[RowComment]) -> bytes:
    """The file with these comments; those that such a copy bore before are taken out. Raises ValueError on what is no form."""
    opened = open_archive(BytesIO(raw))
    if opened is None:
        raise ValueError("unreasonable size")
    archive, members = opened
    parts = {member.filename: member_bytes(archive, member) for member in members}
    body = tree(parts[_BODY])
    notes = tree(parts[_COMMENTS]) if _COMMENTS in parts else _element("comments")
    _take_old(body, notes)
    rows = list(body.iter(_name("tr")))
    used = [int(n) for e in notes if (n := e.get(_name("id"), "")).isdigit()]
    for number, comment in enumerate(comments, max(used, default=-1) + 1):
        _mark(rows[max(comment.place, 0)] if rows else body, str(number))
        _write(notes, str(number), comment.text)
    parts[_BODY], parts[_COMMENTS] = _bytes(body), _bytes(notes)
    parts[_BODY_RELATIONS] = _related(parts.get(_BODY_RELATIONS))
    parts[_CONTENT_TYPES] = _typed(parts[_CONTENT_TYPES])
    return pack(parts)


def _take_old(body: Any, notes: Any) -> None:
    own = {e.get(_name("id")) for e in notes if e.get(_name("author")) == AUTHOR}
    for element in [e for e in notes if e.get(_name("id")) in own]:
        notes.remove(element)
    for name in _MARKS:
        for mark in [e for e in body.iter(_name(name)) if e.get(_name("id")) in own]:
            run = mark.getparent()
            run.remove(mark)
            if name == "commentReference" and not run.findall(_name("t")):
                run.getparent().remove(run)


def _mark(row: Any, number: str) -> None:
    """Put the marks around the first paragraph of the row's answer, its last cell."""
    cells = list(row.iter(_name("tc")))
    paragraph = next((cells[-1] if cells else row).iter(_name("p")))
    start = _element("commentRangeStart", id=number)
    properties = paragraph.find(_name("pPr"))
    paragraph.insert(0 if properties is None else list(paragraph).index(properties) + 1, start)
    paragraph.append(_element("commentRangeEnd", id=number))
    run = _element("r")
    run.append(_element("commentReference", id=number))
    paragraph.append(run)


def _write(notes: Any, number: str, text: str) -> None:
    note = _element("comment", id=number, author=AUTHOR, initials="dt")
    paragraph, run, words = _element("p"), _element("r"), _element("t")
    words.text = text
    run.append(words)
    paragraph.append(run)
    note.append(paragraph)
    notes.append(note)


def _related(raw: bytes | None) -> bytes:
    from lxml import etree

    root = (
        tree(raw)
        if raw
        else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    )
    if not any(relation.get("Type") == _KIND for relation in root):
        taken = {relation.get("Id") for relation in root}
        free = next(name for n in range(1, 10_000) if (name := f"rIdComments{n}") not in taken)
        etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", Id=free, Type=_KIND, Target="comments.xml"
        )
    return _bytes(root)


def _typed(raw: bytes) -> bytes:
    from lxml import etree

    root = tree(raw)
    if not any(e.get("PartName") == f"/{_COMMENTS}" for e in root):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{_COMMENTS}", ContentType=_TYPE)
    return _bytes(root)


def _element(name: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.Element(
        _name(name), {_name(key): value for key, value in attributes.items()}, nsmap={"w": _W}
    )


def _name(name: str) -> str:
    return f"{{{_W}}}{name}"


def _bytes(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
