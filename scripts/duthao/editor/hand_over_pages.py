"""A record handed over for approval: what changed since the last approval, in sentences, and all its files in one package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from starlette.responses import Response

from duthao.editor.page_context import EditorDesk, PageRequest
from duthao.editor.record_forms import field_changes
from duthao.editor.record_forms.field_changes import FieldChange, RecordContents
from duthao.editor.working_copies import contents
from duthao.errors import DuthaoError, Say
from duthao.records.attachments import Attachment
from duthao.records.record import FOLDER

_NAME = "DOI-CHIEU.txt"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same record gives the same package


def ask(desk: EditorDesk, asked: PageRequest) -> Response:
    """What the approver will be told; the package is offered where no fault is left."""
    record_id = desk.record_id(asked)
    errors = sum(f.severity == "error" for f in desk.judging.findings(record_id))
    return desk.page(
        "hand-over",
        id=record_id,
        errors=errors,
        approved=_is_approved(desk, record_id),
        changes=_changes(desk, record_id),
        files=_files(desk, record_id),
    )


def package(desk: EditorDesk, asked: PageRequest) -> Response:
    """The record's folder and the sentences as a ZIP. It approves nothing. Raises DuthaoError where a fault is left."""
    record_id = desk.record_id(asked)
    if any(f.severity == "error" for f in desk.judging.findings(record_id)):
        raise DuthaoError(
            Say("Hồ sơ còn lỗi: sửa xong rồi gửi duyệt.", "There are faults: mend them first.")
        )
    folder = desk.copies.home(record_id) / FOLDER / record_id
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                name = f"{record_id}/{path.relative_to(folder).as_posix()}"
                packed.writestr(_entry(name), path.read_bytes())
        text = "\r\n".join(_sentences(desk, record_id)) + "\r\n"
        packed.writestr(_entry(_NAME), text.encode("utf-8-sig"))  # as the Notepad of Windows reads
    headers = {"content-disposition": f'attachment; filename="{record_id}-gui-duyet.zip"'}
    return Response(made.getvalue(), media_type="application/zip", headers=headers)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sentences(desk: EditorDesk, record_id: str) -> Iterator[str]:
    record, _ = desk.judging.read(record_id)
    yield f"ĐỐI CHIẾU HỒ SƠ {record_id.upper()}"
    yield record.draft.title if record else ""
    yield ""
    known = _is_approved(desk, record_id)
    yield "Thay đổi so với lần duyệt trước:" if known else "Không có bản đã duyệt để đối chiếu; toàn bộ nội dung:"  # fmt: skip
    changes = _changes(desk, record_id)
    for change in changes:
        yield ""
        yield change.label
        yield from (f"  Trước: {line}" for line in change.before.split("\n"))
        yield from (f"  Nay:   {line}" for line in change.after.split("\n"))
    if not changes:
        yield "Không có thay đổi về nội dung."
    yield ""
    yield "Tệp trong hồ sơ:"
    yield from (f"  {name}: {file.format}, {file.extent_words}" for name, file in _files(desk, record_id).items())  # fmt: skip
    yield ""
    yield "Gói này chưa được duyệt."


def _is_approved(desk: EditorDesk, record_id: str) -> bool:
    """Whether the record in `drafts/` is as it was approved, so that it can be compared with."""
    if desk.copies.is_new(record_id):
        return False
    return desk.judging.approval_of(desk.root, record_id) is None


def _changes(desk: EditorDesk, record_id: str) -> list[FieldChange]:
    """From what was approved to what is shown; from nothing where nothing that was approved is at hand."""
    shown = contents(desk.copies.text(record_id))
    before = RecordContents({}, {})
    if _is_approved(desk, record_id):
        before = contents(desk.copies.record_text(record_id))
    changes = field_changes.changes(before, shown, desk.judging.registers)
    return [change for change in changes if change.path.partition(".")[0] not in ("approved", "demo")]  # fmt: skip


def _files(desk: EditorDesk, record_id: str) -> dict[str, Attachment]:
    record, _ = desk.judging.read(record_id)
    return dict(sorted({**record.files, **record.side_files}.items())) if record else {}
