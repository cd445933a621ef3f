"""A PDF without properties, reviewers' notes, actions and embedded files; pages, links and bookmarks stay."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from duthao.errors import Say
from duthao.records.clean_copies.uncleanable import CannotClean
from duthao.records.file_contents.active_parts import SCRIPT_LINK

# Notes of reviewers, and what plays or holds files. What is written on the page itself (FreeText, Stamp) stays.
_NOTES = frozenset(
    {"/Text", "/Popup", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Ink"}
)
_FILES = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_BAD_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/RichMediaExecute", "/Rendition"}
)


def clean(raw: bytes) -> tuple[bytes, tuple[Say, ...]]:
    """The copy and what was taken. Raises CannotClean of a signed file, one with a password, and one that is drawn by XFA."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted:
        raise CannotClean(
            Say(
                "Tệp có mật khẩu hoặc bị khóa quyền: xuất lại không có mật khẩu.",
                "The file is encrypted: export it without a password.",
            )
        )
    root = reader.trailer["/Root"].get_object()
    _refuse(root)
    writer = PdfWriter(clone_from=reader)
    copied = writer.root_object
    taken = list(_from_catalogue(writer, copied))
    notes = files = actions = 0
    for page in writer.pages:
        actions += _drop(page, "/AA")
        files += _drop(page, "/AF")
        kept: list[Any] = []
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            if note.get("/Subtype") in _NOTES:
                notes += note.get("/Subtype") != "/Popup"
                _empty(note)
            elif note.get("/Subtype") in _FILES:
                files += 1
                _empty(note)
            else:
                actions += _without_actions(note)
                if note.get("/Subtype") != "/Widget":
                    _drop(note, "/T")
                kept.append(reference)
        _replace_annotations(page, kept)
    actions += sum(_without_actions(thing) for thing in _fields_and_bookmarks(copied))
    if notes:
        taken.append(Say(f"{notes} ghi chú trên trang", f"{notes} notes on pages"))
    if files:
        taken.append(Say(f"{files} tệp đính kèm trên trang", f"{files} files attached to pages"))
    if actions:
        taken.append(Say(f"{actions} lệnh tự chạy", f"{actions} actions"))
    return _only_what_is_reached(_written(writer), reader.pdf_header), tuple(taken)


def _written(writer: Any) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _only_what_is_reached(raw: bytes, header: str) -> bytes:
    """The file without the objects that nothing leads to any more: what was taken would still lie in it. `header` says by
    which version of the format it is to be read (`%PDF-1.7`).
    """
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    writer.clone_document_from_reader(PdfReader(BytesIO(raw)))
    writer.metadata = None
    writer.pdf_header = header
    return _written(writer)


def _refuse(root: Any) -> None:
    form = root.get("/AcroForm")
    form = form.get_object() if form is not None else {}
    if int(form.get("/SigFlags", 0)) & 1 or "/Perms" in root:
        raise CannotClean(
            Say(
                "Tệp có chữ ký số, bản sạch sẽ mất chữ ký: xóa phần thừa ở tệp chưa ký rồi ký lại.",
                "The file is signed and a copy would lose that: clean it before it is signed.",
            )
        )
    if root.get("/NeedsRendering") or ("/XFA" in form and not form.get("/Fields")):
        raise CannotClean(
            Say(
                "Trang của tệp do biểu mẫu XFA vẽ ra: in ra PDF thường rồi dùng tệp đó.",
                "Its pages are drawn by an XFA form: print it to a plain PDF.",
            )
        )


def _empty(note: Any) -> None:
    """Nothing of it stays, though the structure of a tagged file still leads to it."""
    _drop(note, *[key for key in note if key not in ("/Type", "/Subtype", "/Rect")])


def _drop(thing: Any, *keys: str) -> int:
    present = [key for key in keys if key in thing]
    for key in present:
        del thing[key]
    return len(present)


def _from_catalogue(writer: Any, root: Any) -> Iterator[Say]:
    if any(value for key, value in (writer.metadata or {}).items()) or "/Metadata" in root:
        yield Say("thuộc tính của tệp (người soạn, tên, từ khóa…)", "properties of the file")
    writer.metadata = None
    _drop(root, "/Metadata", "/PieceInfo")
    acting = _drop(root, "/AA")
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, dict):
        acting += _drop(root, "/OpenAction") if _is_bad(opening) else _drop(opening, "/Next")
    names = root["/Names"].get_object() if "/Names" in root else {}
    acting += _drop(names, "/JavaScript")
    embedded = _drop(names, "/EmbeddedFiles") + _drop(root, "/AF", "/Collection")
    form = root["/AcroForm"].get_object() if "/AcroForm" in root else {}
    acting += _drop(form, "/XFA", "/CO")
    if acting:
        yield Say("lệnh tự chạy khi mở tệp, biểu mẫu XFA", "actions at opening, XFA forms")
    if embedded:
        yield Say("tệp nhúng bên trong", "embedded files")


def _is_bad(action: Any) -> bool:
    kind = action.get("/S")
    script = kind == "/URI" and SCRIPT_LINK.match(str(action.get("/URI", "")))
    return kind in _BAD_ACTIONS or "/JS" in action or bool(script)


def _without_actions(thing: Any) -> int:
    """Take what a link, field or bookmark runs; a plain link keeps its address, and nothing that follows it."""
    count = _drop(thing, "/AA", "/PA")
    action = thing.get("/A")
    action = action.get_object() if action is not None else None
    if isinstance(action, dict):
        count += _drop(thing, "/A") if _is_bad(action) else _drop(action, "/Next")
    return count


def _fields_and_bookmarks(root: Any) -> Iterator[Any]:
    starts = [root[key] for key in ("/AcroForm", "/Outlines") if key in root]
    seen: set[int] = set()
    while starts:
        thing = starts.pop().get_object()
        if not isinstance(thing, dict) or id(thing) in seen:
            continue
        seen.add(id(thing))
        yield thing
        starts += [thing[key] for key in ("/First", "/Next") if key in thing]
        for key in ("/Fields", "/Kids"):
            starts += list(thing.get(key) or ())


def _replace_annotations(page: Any, kept: list[Any]) -> None:
    from pypdf.generic import ArrayObject, NameObject

    if "/Annots" in page:
        _drop(page, "/Annots")
        if kept:
            page[NameObject("/Annots")] = ArrayObject(kept)
