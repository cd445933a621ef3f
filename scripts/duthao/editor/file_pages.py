"""Files beside a record: each is judged before it lies there, and never lies there before the officer saw what is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath, PureWindowsPath

from starlette.responses import Response

from duthao import rules
from duthao.editor.page_context import EditorDesk, PageRequest, go
from duthao.editor.record_forms.field_changes import RecordContents
from duthao.editor.working_copies import contents, refuse_reserved
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import attachments, record_reader
from duthao.records.strict_yaml import Value
from duthao.text import nfc, slug

_WAITING = "tai-len"  # the folder in which files wait for the officer's word
_LONGEST = 60  # letters of a name
_ROOM = "tep"


def upload(desk: EditorDesk, asked: PageRequest) -> Response:
    """Judge a file. Without a fault it is put beside the record at once; else the officer sees what is wrong first."""
    record_id = desk.record_id(asked)
    chosen = [file for file in asked.files.get(_ROOM, ()) if file.filename]
    if not chosen:
        raise DuthaoError(Say("Chưa chọn tệp.", "No file was chosen."))
    if len(chosen) > 1:
        raise DuthaoError(
            Say(
                "Mỗi lần gửi một tệp. Chưa nhận tệp nào.", "Send one file at a time; none was kept."
            )
        )
    sent = chosen[0]
    shown = PurePath(PureWindowsPath(nfc(sent.filename or "")).name).name
    if sent.size and sent.size > attachments.MAX_BYTES:
        most = attachments.MAX_BYTES // 1024 // 1024
        raise DuthaoError(
            Say(f"Tệp «{shown}» lớn hơn {most} MB.", f"`{shown}` is larger than {most} MB.")
        )
    name = free_name(shown, ())
    refuse_reserved(name)
    path = _waiting(desk, record_id) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        shutil.copyfileobj(sent.file, stream)
    if _is_fine(desk, record_id, path):
        return _place(desk, record_id, name, shown)
    return _shown(desk, record_id, path, shown)


def place_all(desk: EditorDesk, record_id: str, files: Mapping[str, Path]) -> bool:
    """Move files, by the names that they are to have, beside a copy that lists them; those with faults wait for the officer's word.

    Returns whether any waits.
    """
    folder = _waiting(desk, record_id)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, path in files.items():
        path.replace(folder / name)
    for path in sorted(folder.iterdir()):
        if _is_fine(desk, record_id, path):
            desk.copies.place_file(record_id, path.name, path)
    return any(folder.iterdir())


def ask(desk: EditorDesk, asked: PageRequest) -> Response:
    """The next file that waits, and what is wrong with it."""
    record_id = desk.record_id(asked)
    folder = _waiting(desk, record_id)
    waits = sorted(folder.iterdir()) if folder.is_dir() else []
    if not waits:
        return go(f"/ho-so/{record_id}/tep/")
    return _shown(desk, record_id, waits[0], waits[0].name)


def accept(desk: EditorDesk, asked: PageRequest) -> Response:
    """Put a file that waits beside the record, or drop it, as the officer said."""
    record_id, name = desk.record_id(asked), PurePath(asked.one("ten")).name
    refuse_reserved(name)
    path = _waiting(desk, record_id) / name
    if not path.is_file():
        raise DuthaoError(Say("Tệp không còn: tải lên lại.", "The file is gone: send it again."))
    if asked.one("nhan"):
        return _place(desk, record_id, name, asked.one("ten-goc"))
    path.unlink()
    _forget(desk, record_id, name)
    return go(f"/ho-so/{record_id}/tai-tep/nhan/")


def _place(desk: EditorDesk, record_id: str, name: str, shown: str) -> Response:
    """Put it beside the copy, and list it where nothing names it yet; what kind it is the officer says."""
    desk.copies.place_file(record_id, name, _waiting(desk, record_id) / name)
    state = contents(desk.copies.text(record_id))
    record, _ = record_reader.read(desk.copies.shadow, record_id)
    if record and name not in {named for _, named in record.named_files()}:
        listed = state.data.get("documents")
        title = PurePath(shown).stem.replace("_", " ").strip() or name
        documents: list[Value] = [
            *(listed if isinstance(listed, list) else []),
            {"title": title, "file": name},
        ]
        data: dict[str, Value] = {**state.data, "documents": documents}
        desk.copies.save(
            record_id, RecordContents(data, state.sections), desk.copies.version(record_id)
        )
    return go(f"/ho-so/{record_id}/tai-tep/nhan/")


def _forget(desk: EditorDesk, record_id: str, name: str) -> None:
    """Take a file that was refused out of the list of documents, unless one of this name lies beside the copy."""
    state = contents(desk.copies.text(record_id))
    listed = state.data.get("documents")
    if name in desk.copies.files(record_id) or not isinstance(listed, list):
        return
    kept = [row for row in listed if not (isinstance(row, dict) and row.get("file") == name)]
    if kept != listed:
        data: dict[str, Value] = {**state.data, "documents": kept}
        version = desk.copies.version(record_id)
        desk.copies.save(record_id, RecordContents(data, state.sections), version)


def _is_fine(desk: EditorDesk, record_id: str, path: Path) -> bool:
    """Whether a file may lie beside the record without a word of the officer."""
    return path.name not in desk.copies.files(record_id) and not any(_faults(desk, record_id, path))


def _shown(desk: EditorDesk, record_id: str, path: Path, shown: str) -> Response:
    found = list(_faults(desk, record_id, path))
    there = path.name in desk.copies.files(record_id)
    return desk.page(
        "file", id=record_id, shown=shown, name=path.name, faults=found, replaces=there
    )


def _faults(desk: EditorDesk, record_id: str, path: Path) -> Iterator[Finding]:
    """What is wrong with a file, by the scan and the rules that judge every file of a record."""
    files, faults = attachments.read(path.parent, desk.copies.shadow, [path.name])
    yield from faults
    record, _ = desk.judging.read(record_id)
    if record is None or not files:
        return
    judging = desk.judging
    ids = frozenset(record_reader.ids(desk.root))
    context = rules.Context(judging.registers, judging.settings, judging.now, ids)
    with_it = replace(record, files=files)
    yield from (f for f in rules.judge(with_it, context) if f.path.rpartition("/")[2] == path.name)


def _waiting(desk: EditorDesk, record_id: str) -> Path:
    return desk.copies.shadow / _WAITING / record_id


def free_name(shown: str, taken: Container[str]) -> str:
    """A name that every system and every address takes, and none of those taken: `Tờ trình (1).PDF` → `to-trinh-1.pdf`."""
    path = PurePath(shown)
    stem, suffix = slug(path.stem)[:_LONGEST].strip("-") or "tep", path.suffix.lower()
    names = (f"{stem}{mark}{suffix}" for mark in ("", *(f"-{n}" for n in range(2, 100))))
    return next(name for name in names if name not in taken)
