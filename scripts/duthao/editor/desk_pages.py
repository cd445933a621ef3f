"""The desk: records by state with what is due, and a record that begins."""

from __future__ import annotations

from starlette.responses import Response

from duthao.domain.record_questions.choices import choices
from duthao.editor.judging import DeskRow
from duthao.editor.new_records.blank_record import blank_record, next_id
from duthao.editor.page_context import EditorDesk, PageRequest, go
from duthao.outputs.shared.proposed_channels import proposed
from duthao.records import record_reader

# What is asked before a record begins; all else is asked in its form.
_ASKED = (
    ("id", "Mã hồ sơ", "Chữ thường không dấu và chữ số; dùng trong địa chỉ, không đổi được."),
    ("title", "Tên đầy đủ của văn bản", ""),
    ("short_title", "Tên ngắn", "Lời thường, không quá 90 ký tự."),
    ("type", "Loại văn bản", ""),
    ("agency", "Cơ quan chủ trì soạn thảo", ""),
)
_TABLES = {"type": "document_types", "agency": "agencies"}


def desk(desk: EditorDesk, asked: PageRequest) -> Response:
    """Every record, those that are being written and those with something due first."""
    rows = desk.judging.desk()
    being_written = [row for row in rows if row.being_written]
    due = [row for row in rows if row.due and not row.being_written]
    others = [row for row in rows if not row.due and not row.being_written]
    parts = [
        ("Đang soạn, chưa lưu vào hồ sơ", being_written),
        ("Có việc sắp đến hạn", due),
        ("Hồ sơ khác", sorted(others, key=_id, reverse=True)),
    ]
    return desk.page("desk", parts=[(title, rows) for title, rows in parts if rows])


def _id(row: DeskRow) -> str:
    return row.id


def new(desk: EditorDesk, asked: PageRequest) -> Response:
    """The few questions with which a record begins."""
    return _questions(desk, {}, {})


def create(desk: EditorDesk, asked: PageRequest) -> Response:
    """Begin the record as a copy that is still to be written."""
    answers = {name: asked.one(name).strip() for name, _, _ in _ASKED}
    answers["id"] = answers["id"].lower()
    faults: dict[str, str] = {}
    if fault := id_fault(desk, answers["id"]):
        faults["id"] = fault
    for name, question, _ in _ASKED:
        table = _TABLES.get(name)
        if not answers[name]:
            faults.setdefault(name, f"Chưa điền: {question.lower()}.")
        elif table and answers[name] not in choices(table, desk.judging.registers):
            faults[name] = "Chọn một trong danh sách."
    if faults:
        return _questions(desk, answers, faults, 422)
    province = desk.judging.settings.province.key
    unknown = {"issuer": "", "topic": "", "place": province, "opens": "", "closes": ""}
    text = blank_record({**answers, **unknown}, proposed(desk.judging.registers, unknown["place"]))
    desk.copies.create(answers["id"], text)
    return go(f"/ho-so/{answers['id']}/van-ban/")


def id_fault(desk: EditorDesk, record_id: str) -> str:
    """Why no record can begin under this id; "" where one can."""
    if faults := record_reader.id_faults(record_id):
        return faults[0].message.vi
    return f"Mã {record_id} đã có hồ sơ." if desk.copies.exists(record_id) else ""


def proposed_id(desk: EditorDesk) -> str:
    """The next id that is free."""
    taken = {*record_reader.ids(desk.root), *desk.copies.ids()}
    return next_id(taken, desk.judging.now.year, desk.judging.settings.province.key)


def _questions(
    desk: EditorDesk, answers: dict[str, str], faults: dict[str, str], status: int = 200
) -> Response:
    judging, proposal = desk.judging, proposed_id(desk)
    fields = [
        {
            "name": name,
            "label": label,
            "hint": hint,
            "value": answers.get(name, proposal if name == "id" else ""),
            "fault": faults.get(name, ""),
            "choices": choices(_TABLES[name], judging.registers) if name in _TABLES else None,
        }
        for name, label, hint in _ASKED
    ]
    return desk.page("new", status, fields=fields)
