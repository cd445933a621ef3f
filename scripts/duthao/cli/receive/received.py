"""What a form says of which record, and every fault in it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from duthao import clock
from duthao.cli.receive import judged_copy
from duthao.cli.receive.files_beside import FilesBeside, files_beside
from duthao.domain.draft import Draft
from duthao.domain.fields import fields_by_key
from duthao.domain.record_questions import questions
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.editor.new_records.blank_record import next_id
from duthao.editor.record_forms import fault_words
from duthao.errors import DuthaoError, FieldPath, Finding, Say, Severity
from duthao.records import record, record_reader
from duthao.records.record_writer.rewrite import rewrite
from duthao.records.word_forms import (
    filled_form,
    filled_rows,
    form_items,
    form_of_record,
    merged_record,
    record_at,
)
from duthao.records.word_forms.filled_form import FilledForm
from duthao.records.word_forms.filled_rows import FilledRows
from duthao.records.word_forms.merged_record import MergedRecord, RowChange
from duthao.records.word_forms.record_at import RecordText

# The text of a record that says nothing yet: the fields that every record has, in their order.
_EMPTY = "\n".join(
    ["---", *(f"{n}:" for n, f in fields_by_key(Draft).items() if f.is_required()), "---", "", ""]
)
_ENTRY = re.compile(r"-\d+$")  # at the end of the number of an entry of a list


class FormFault(NamedTuple):
    """A fault: the row of the file (-1: none), its number ("": none), and what is told."""

    place: int
    number: str
    rule: str
    message: Say
    remedy: Say
    severity: Severity = "error"


class Received(NamedTuple):
    """A form that was read, with the files beside it."""

    draft_id: str
    known: RecordText | None
    target: Path
    text: str
    changes: list[RowChange]
    files: FilesBeside
    faults: list[FormFault]

    @property
    def is_faulty(self) -> bool:
        """Whether nothing may be written."""
        return any(fault.severity == "error" for fault in self.faults)


def read(
    arguments: argparse.Namespace, root: Path, registers: Registers, settings: Settings
) -> Received:
    """The form at `arguments.file`, compared with its record and judged. Raises DuthaoError where it is no form, or of no record."""
    form = filled_form.read(arguments.file)
    draft_id, folder = _record_of(arguments, root, form, settings)
    known = record_at.read(folder / draft_id) or record_at.read(root / record.FOLDER / draft_id)
    _refuse(form, draft_id, known)
    merged, filled = _merged(form, known, registers)
    data, sections = merged_record.split(merged.tree, known.sections if known else {})
    if known is None:
        data = {name: data[name] for name in fields_by_key(Draft) if name in data}
    text = rewrite(known.text if known else _EMPTY, data, sections)
    files = files_beside(arguments.file.resolve().parent, data, known, merged.changes)
    faults = [*_of_rows(form, merged, filled)]
    places = _places(form, merged)
    found = judged_copy.findings(
        root,
        arguments.as_of or settings.as_of,
        draft_id,
        known.folder if known else None,
        text,
        files.taken,
    )
    told = {fault.number for fault in faults if fault.severity == "error"} - {""}
    faults += [
        f for f in (_of_finding(finding, places) for finding in found) if f.number not in told
    ]
    faults.sort(key=lambda fault: fault.place)
    return Received(draft_id, known, folder / draft_id, text, merged.changes, files, faults)


def _record_of(
    arguments: argparse.Namespace, root: Path, form: FilledForm, settings: Settings
) -> tuple[str, Path]:
    """The id of the record, and the folder in which its folder stands or will."""
    given = (arguments.id or "").lower()
    if given and form.draft_id and given != form.draft_id:
        raise DuthaoError(
            Say(
                f"Mẫu ghi mã {form.draft_id} ở dòng 0.1, không phải {given}.",
                f"The form is of {form.draft_id}, not of {given}.",
            )
        )
    draft_id = given or form.draft_id
    if not draft_id:
        year = clock.now(arguments.as_of or settings.as_of).year
        draft_id = next_id(record_reader.ids(root), year, settings.province.key)
    if faults := record_reader.id_faults(draft_id):
        raise DuthaoError(faults[0].message)
    return draft_id, (arguments.to or root / record.FOLDER).resolve()


def _refuse(form: FilledForm, draft_id: str, known: RecordText | None) -> None:
    """Say why the form is not compared with the record at all."""
    if known is None and form.mark:
        raise DuthaoError(
            Say(
                f"Mẫu này lập từ hồ sơ {draft_id}, nhưng không thấy hồ sơ ấy ở đây.",
                f"The form was made of {draft_id}, which is not here.",
            )
        )
    if known and not form.mark:
        raise DuthaoError(
            Say(
                f"Hồ sơ {draft_id} đã có, mẫu này không lập từ hồ sơ ấy: chạy «duthao form {draft_id}» rồi điền tiếp vào mẫu đó.",
                f"There is a record {draft_id}, of which this form was not made: run `duthao form {draft_id}`.",
            )
        )
    if known and form.mark != known.mark:
        raise DuthaoError(
            Say(
                f"Hồ sơ {draft_id} đã được sửa sau khi lập mẫu này: chạy «duthao form {draft_id}» để lấy mẫu mới rồi điền lại chỗ cần sửa.",
                f"Record {draft_id} changed since the form was made: run `duthao form {draft_id}`.",
            )
        )


def _merged(
    form: FilledForm, known: RecordText | None, registers: Registers
) -> tuple[MergedRecord, FilledRows]:
    tree = known.tree if known else {}
    as_made = (
        form_of_record.as_read(form_of_record.rows(tree, registers, spare=False)) if known else ()
    )
    base, filled = filled_rows.gather(as_made), filled_rows.gather(form.rows)
    released = known.released if known else False
    return merged_record.merge(tree, base, filled, registers, released=released), filled


# ---- faults


def _of_rows(form: FilledForm, merged: MergedRecord, filled: FilledRows) -> Iterator[FormFault]:
    """What the rows themselves show."""
    numbers = {row.place: row.number for row in form.rows}
    for place, fault, grave in form.doubts:
        yield FormFault(place, numbers.get(place, ""), *fault, "error" if grave else "warning")
    for row_fault in merged.faults:
        yield FormFault(row_fault.place, form_items.number_of(row_fault.path), *row_fault.fault)
    for row in filled.unknown:
        yield FormFault(
            row.place,
            row.number,
            "word-form-row",
            Say(f"Dòng {row.number} không có trong mẫu.", f"The form has no row {row.number}."),
            Say(
                "Chuyển nội dung vào dòng có số của mẫu, rồi xóa dòng này.",
                "Move its text into a row of the form.",
            ),
        )
    for row in filled.repeated:
        yield FormFault(
            row.place,
            row.number,
            "word-form-row",
            Say(
                f"Dòng {row.number} có hai lần, mỗi lần một nội dung.",
                f"Row {row.number} stands twice.",
            ),
            Say(
                "Giữ một dòng; thêm mục mới thì chép cả khối dòng của mục.",
                "Keep one; for a new entry copy its whole block.",
            ),
        )
    by_number = {row.number: row.place for row in form.rows}
    for number in merged.absent:
        if _ENTRY.search(number):
            yield _entry_gone(number, by_number)
            continue
        yield FormFault(
            -1,
            number,
            "word-form-row",
            Say(
                f"Mẫu thiếu dòng {number}; nội dung trong hồ sơ giữ nguyên.",
                f"Row {number} is missing; the record stays as it is there.",
            ),
            Say(
                "Muốn xóa nội dung thì để dòng lại và xóa trắng ô.",
                "To take it out leave the row and empty its cell.",
            ),
            "warning",
        )


def _entry_gone(number: str, by_number: Mapping[str, int]) -> FormFault:
    """Whoever deletes an entry believes it gone from what is published; whoever lost it by chance does not want that."""
    of_list = _ENTRY.sub("", number)
    comparison = of_list == form_items.number_of((form_items.COMPARISON, form_items.ROWS))
    remedy = Say(
        "Muốn bỏ mục thì chép lại các dòng của mục từ mẫu cũ, để nguyên số, xóa trắng các ô; muốn giữ thì chép lại nguyên vẹn.",
        "To take it out copy its rows from the old form, keep their numbers and empty the cells; to keep it copy them as they were.",
    )
    if comparison:
        remedy = Say(
            f"Muốn bỏ dòng khỏi bảng so sánh thì thêm lại một dòng mang số {number}, để trắng bốn ô; muốn giữ thì ghi lại nội dung.",
            f"To take it out of the comparison put back a row {number} with its four cells empty; to keep it put back its text.",
        )
    return FormFault(
        by_number.get(of_list, -1),
        number,
        "word-form-entry",
        Say(
            f"{'Dòng' if comparison else 'Mục'} {number} đã bị xóa khỏi mẫu, nhưng hồ sơ vẫn còn.",
            f"Entry {number} is gone from the form, but stands in the record.",
        ),
        remedy,
    )


def _places(form: FilledForm, merged: MergedRecord) -> Mapping[FieldPath, int]:
    """Path of the record → row of the file; () is the first."""
    by_number = {row.number: row.place for row in form.rows}
    blocks = {
        path: by_number[number]
        for path in {p[:n] for p in merged.places for n in range(1, len(p))}
        if path not in merged.places and (number := form_items.number_of(path)) in by_number
    }
    return {**blocks, **merged.places}


def _of_finding(finding: Finding, places: Mapping[FieldPath, int]) -> FormFault:
    """A finding at its row. Remedies that name YAML are put as people at a form need them."""
    path = finding.field
    if path[:1] == (questions.BODY,) and len(path) > 1:
        path = (f"{questions.BODY}.{path[1]}", *path[2:])
    near = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in places), ())
    message, remedy = _SAID.get(finding.rule, (None, None))
    message = message or _in_words(finding.message, finding.field)
    if (name := finding.path.rpartition("/")[2]) != record.INDEX:  # a file beside the record
        message = Say(f"{name}: {message.vi}", f"{name}: {message.en}")
    return FormFault(
        places.get(near, -1),
        form_items.number_of(near),
        finding.rule,
        message,
        remedy or _in_words(finding.remedy, finding.field),
        finding.severity,
    )


def _in_words(said: Say, field: FieldPath) -> Say:
    return Say(fault_words.text_in_words(said.vi, field), said.en)


_FILL = Say("Điền dòng này.", "Fill in this row.")
_SAID: Mapping[str, tuple[Say | None, Say]] = {
    "file-missing": (None, Say("Đặt tệp cùng thư mục với mẫu, tên đúng cả chữ hoa, chữ thường.", "Put the file beside the form; case matters.")),
    "field-missing": (Say("Dòng bắt buộc chưa điền.", "A required row is empty."), _FILL),
    "empty-value": (None, _FILL),
    "section-missing": (None, _FILL),
}  # fmt: skip
