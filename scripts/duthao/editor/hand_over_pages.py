"""A record handed over for approval: what changed since the last approval, the ways to approve it, and all its files in one package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec

from starlette.responses import Response

from duthao.editor import sheet_to_sign
from duthao.editor.approval_ways import SIGNED_ON, ApprovalWay, approvers, ways
from duthao.editor.page_context import EditorDesk, PageRequest
from duthao.editor.record_forms import field_changes
from duthao.editor.record_forms.field_changes import FieldChange, RecordContents
from duthao.editor.working_copies import contents, sections
from duthao.errors import DuthaoError, Findings, Say
from duthao.records import approval, record_reader
from duthao.records.approvals import approved_content, signed_sheet
from duthao.records.attachments import Attachment
from duthao.records.record import FOLDER, Record

_NAME = "DOI-CHIEU.txt"
# They stand for what was approved before, and not for what is handed over.
_OF_BEFORE = frozenset({approved_content.NAME, signed_sheet.NAME})
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same record gives the same package


def ask(desk: EditorDesk, asked: PageRequest) -> Response:
    """What the approver will be told; the package is offered where no fault is left."""
    record_id = desk.record_id(asked)
    errors = sum(f.severity == "error" for f in desk.judging.findings(record_id))
    record, _ = desk.judging.read(record_id)
    return desk.page(
        "hand-over",
        id=record_id,
        title=record.draft.short_title if record else "",
        errors=errors,
        approved=_approved(desk, record_id) is not None,
        changes=_changes(desk, record_id),
        files=_files(desk, record_id),
        ways=_ways(desk, record_id),
        approvers=_approvers(desk, record_id),
        sheet=_sheet_name(record_id),
        with_sheet=_with_sheet(desk, record_id),
        unsaved=desk.copies.has_copy(record_id),
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
            if path.is_file() and not path.is_symlink() and path.name not in _OF_BEFORE:
                name = f"{record_id}/{path.relative_to(folder).as_posix()}"
                packed.writestr(_entry(name), path.read_bytes())
        sheet = _sheet(desk, record_id)
        if sheet:
            packed.writestr(_entry(_sheet_name(record_id)), sheet)
        text = "\r\n".join(_sentences(desk, record_id, bool(sheet))) + "\r\n"
        packed.writestr(_entry(_NAME), text.encode("utf-8-sig"))  # as the Notepad of Windows reads
    headers = {"content-disposition": f'attachment; filename="{record_id}-gui-duyet.zip"'}
    return Response(made.getvalue(), media_type="application/zip", headers=headers)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sentences(desk: EditorDesk, record_id: str, with_sheet: bool) -> Iterator[str]:
    record, _ = desk.judging.read(record_id)
    yield f"ĐỐI CHIẾU HỒ SƠ {record_id.upper()}"
    yield record.draft.title if record else ""
    yield ""
    known = _approved(desk, record_id) is not None
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
    yield "Cách duyệt:"
    if with_sheet:
        yield f"  Phiếu duyệt để ký: {_sheet_name(record_id)}"
    for way in _ways(desk, record_id).values():
        yield f"  Duyệt {way.name}: {way.how} Lệnh: {way.command}"
    yield "Gói này chưa được duyệt."


def _approved(desk: EditorDesk, record_id: str) -> RecordContents | None:
    """What was approved last: as it is kept beside the record, or the record itself where it is as it was approved."""
    record, _ = record_reader.read(desk.root, record_id)
    if desk.copies.is_new(record_id) or record is None or record.draft.approved is None:
        return None
    folder = desk.root / FOLDER / record_id
    if kept := approved_content.kept(folder, record.draft.approved.sha256):
        return RecordContents(kept.fields, sections(kept.body))
    return _of(record) if approval.fault(record) is None else None


def _of(record: Record) -> RecordContents:
    """What of a record is approved."""
    content = approval.content(record)
    return RecordContents(content.fields, sections(content.body))


def _changes(desk: EditorDesk, record_id: str) -> list[FieldChange]:
    """From what was approved to what is shown; from nothing where nothing that was approved is at hand."""
    record, _ = desk.judging.read(record_id)
    shown = _of(record) if record else contents(desk.copies.text(record_id))
    before = _approved(desk, record_id) or RecordContents({}, {})
    changes = field_changes.changes(before, shown, desk.judging.registers)
    return [change for change in changes if change.path.partition(".")[0] not in ("approved", "demo")]  # fmt: skip


def _ways(desk: EditorDesk, record_id: str) -> Mapping[str, ApprovalWay]:
    record, _ = desk.judging.read(record_id)
    return ways(record_id, record.draft, desk.judging.settings) if record else {}


def _approvers(desk: EditorDesk, record_id: str) -> Mapping[str, str]:
    record, _ = desk.judging.read(record_id)
    if record is None:
        return {}
    return approvers(record.draft, desk.judging.registers, desk.judging.now.date())


def _with_sheet(desk: EditorDesk, record_id: str) -> bool:
    """Whether there is a sheet to be signed: the declaration that there is no secret is part of what is signed."""
    record, _ = desk.judging.read(record_id)
    if find_spec("typst") is None:  # the ZIP for Windows sets no paper
        return False
    signed_on = SIGNED_ON & _ways(desk, record_id).keys()
    return record is not None and record.draft.no_secret is not None and bool(signed_on)


def _sheet_name(record_id: str) -> str:
    return f"{record_id}-phieu-duyet.pdf"


def _sheet(desk: EditorDesk, record_id: str) -> bytes | None:
    """The sheet of what is shown; None where there is none to be signed. Raises DuthaoError where it cannot be set."""
    record, _ = desk.judging.read(record_id)
    if record is None or not _with_sheet(desk, record_id):
        return None
    try:
        return sheet_to_sign.sheet(desk.judging.site, record)
    except Findings as faults:
        raise DuthaoError(faults.findings[0].message) from None


def _files(desk: EditorDesk, record_id: str) -> dict[str, Attachment]:
    record, _ = desk.judging.read(record_id)
    return dict(sorted({**record.files, **record.side_files}.items())) if record else {}
