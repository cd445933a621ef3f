"""The form of a record: its groups of questions, faults beside fields, saving, and two who wrote at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import FileResponse, Response

from duthao.domain.record_questions.questions import QuestionGroup, groups
from duthao.editor import step_pages
from duthao.editor.page_context import EditorDesk, PageRequest, go
from duthao.editor.record_forms import faults_at_fields, field_changes, form_tree
from duthao.editor.record_forms.faults_at_fields import PlacedFaults
from duthao.editor.record_forms.field_changes import FieldChange, RecordContents
from duthao.editor.record_forms.form_answers import answered, rows_of
from duthao.editor.record_forms.form_tree import FormBlock, FormContents
from duthao.editor.working_copies import Stale, contents
from duthao.errors import DuthaoError, Say
from duthao.records.record_writer.rewrite import rewrite

ADD, REMOVE, VERSION = "them", "bo", "ban"


def overview(desk: EditorDesk, asked: PageRequest) -> Response:
    """Where the record stands: what is wrong, group by group, what is to be done with it."""
    record_id = desk.record_id(asked)
    copies = desk.copies
    state = contents(copies.text(record_id))
    placed = _placed(desk, record_id, state)
    return desk.page(
        "record",
        **_head(desk, record_id, state, placed),
        all_faults=_by_group(placed, desk, record_id, state),
        steps=step_pages.offered(state),
        not_shown=form_tree.not_shown(state.data),
    )


def form(desk: EditorDesk, asked: PageRequest) -> Response:
    """One group of questions, with what the record holds."""
    return _form_page(desk, desk.record_id(asked), _group(asked), asked.query.get(ADD, ""))


def save(desk: EditorDesk, asked: PageRequest) -> Response:
    """Keep what was sent in the copy; then the same page, with another row where one was asked for."""
    record_id, group = desk.record_id(asked), _group(asked)
    base_text = desk.copies.earlier(asked.one(VERSION))
    if base_text is None:
        raise DuthaoError(
            Say("Trang đã cũ: mở lại trang rồi làm lại.", "The page is too old: open it again.")
        )
    base = contents(base_text)
    sent_form = _contents(desk, record_id, base, rows_of(asked.sent))
    mine = RecordContents(*answered(group, sent_form, asked.sent, asked.one(REMOVE)))
    desk.copies.begin(record_id)
    text = desk.copies.text(record_id)
    joined = field_changes.merged(base, mine, contents(text), {})
    if joined.both:
        kept = desk.copies.keep(rewrite(base_text, mine.data, mine.sections))
        return _conflict(desk, record_id, asked.one(VERSION), kept, text, "nhap")
    desk.copies.save(record_id, joined.state, desk.copies.version(record_id))
    address = f"/ho-so/{record_id}/{group.key}/"
    if wanted := asked.one(ADD):
        return go(f"{address}?{ADD}={wanted}#them-{wanted}")
    if asked.one("tiep"):
        keys = [other.key for other in groups()]
        place = keys.index(group.key) + 1
        after = f"{keys[place]}/" if place < len(keys) else ""
        return go(f"/ho-so/{record_id}/{after}")
    return go(address)


# ---- into drafts/


def confirm(desk: EditorDesk, asked: PageRequest) -> Response:
    """What saving would change in the record, and what is still wrong with it."""
    record_id = desk.record_id(asked)
    if not desk.copies.has_copy(record_id):
        return go(f"/ho-so/{record_id}/")
    state = contents(desk.copies.text(record_id))
    placed = _placed(desk, record_id, state)
    return desk.page(
        "confirm",
        **_head(desk, record_id, state, placed),
        changes=_changed(desk, record_id, state),
        new_files=desk.copies.new_files(record_id),
    )


def write_back(desk: EditorDesk, asked: PageRequest) -> Response:
    """Write the copy into `drafts/`; where the record changed meanwhile, show both."""
    record_id = desk.record_id(asked)
    if not desk.copies.has_copy(record_id):
        return go(f"/ho-so/{record_id}/")
    if desk.copies.is_stale(record_id):
        theirs = desk.copies.record_text(record_id)
        origin = desk.copies.keep(desk.copies.origin(record_id))
        mine = desk.copies.version(record_id)
        return _conflict(desk, record_id, origin, mine, theirs, "ho-so")
    try:
        desk.copies.write_back(record_id)
    except Stale:
        return _file_conflict(desk, record_id)
    return desk.said(
        "Đã lưu vào hồ sơ",
        f"Hồ sơ {record_id} đã được ghi vào thư mục drafts. Việc tiếp theo: gửi người có thẩm quyền duyệt.",
        f"/ho-so/{record_id}/",
    )


def ask_to_discard(desk: EditorDesk, asked: PageRequest) -> Response:
    """What would be lost."""
    record_id = desk.record_id(asked)
    if not desk.copies.has_copy(record_id):
        return go("/")
    return _discard_page(desk, record_id, 200)


def discard(desk: EditorDesk, asked: PageRequest) -> Response:
    """Forget the copy; asked again where more was written since the page said what would be lost."""
    record_id = desk.record_id(asked)
    if desk.copies.has_copy(record_id):
        if desk.copies.state(record_id) != asked.one(VERSION):
            return _discard_page(desk, record_id, 409)
        desk.copies.discard(record_id)
    return go("/")


def _discard_page(desk: EditorDesk, record_id: str, status: int) -> Response:
    state = contents(desk.copies.text(record_id))
    return desk.page(
        "discard",
        status,
        id=record_id,
        version=desk.copies.state(record_id),
        again=status != 200,
        changes=_changed(desk, record_id, state),
        new_files=desk.copies.new_files(record_id),
    )


# ---- two who wrote at once


def merge(desk: EditorDesk, asked: PageRequest) -> Response:
    """Put two changes together as the person chose; asked again where somebody wrote once more."""
    record_id, where = desk.record_id(asked), asked.one("noi")
    if not desk.copies.has_copy(record_id):
        return go(f"/ho-so/{record_id}/")
    base_text, mine_text = (desk.copies.earlier(asked.one(name)) for name in ("goc", "cua-toi"))
    theirs = desk.copies.record_text(record_id) if where == "ho-so" else desk.copies.text(record_id)
    if base_text is None or mine_text is None:
        raise DuthaoError(Say("Trang đã cũ: mở lại hồ sơ.", "The page is too old."))
    chosen = {n.removeprefix("chon:"): v[0] for n, v in asked.sent.items() if n.startswith("chon:")}
    origin, mine_now = asked.one("goc"), asked.one("cua-toi")
    seen = desk.copies.keep(theirs) == asked.one("cua-ho")
    if where == "ho-so":  # the copy too may be another by now, by another page that was open
        now = (desk.copies.keep(desk.copies.origin(record_id)), desk.copies.version(record_id))
        seen, (origin, mine_now) = seen and now == (origin, mine_now), now
    if not seen:
        return _conflict(desk, record_id, origin, mine_now, theirs, where)
    base, mine = _or_nothing(base_text), contents(mine_text)
    joined = field_changes.merged(base, mine, contents(theirs), chosen)
    if any(chosen.get(path) not in ("mine", "theirs") for path in joined.both):
        return _conflict(desk, record_id, origin, mine_now, theirs, where)
    text = rewrite(theirs, joined.state.data, joined.state.sections)
    desk.copies.replace(record_id, text, rebase=where == "ho-so")
    return go(f"/ho-so/{record_id}/")


def _conflict(
    desk: EditorDesk, record_id: str, base: str, mine: str, theirs_text: str, where: str
) -> Response:
    """Both values of each field that two changed. `base`, `mine`: versions; `where`: in the copy or in the record."""
    base_text, mine_text = desk.copies.earlier(base) or "", desk.copies.earlier(mine) or ""
    mine_state, theirs_state = contents(mine_text), contents(theirs_text)
    both = field_changes.merged(_or_nothing(base_text), mine_state, theirs_state, {}).both
    differing = field_changes.changes(theirs_state, mine_state, desk.judging.registers)
    return desk.page(
        "conflict",
        409,
        id=record_id,
        base=base,
        mine=mine,
        theirs=desk.copies.keep(theirs_text),
        where=where,
        fields=[change for change in differing if change.path in both],
    )


def _file_conflict(desk: EditorDesk, record_id: str) -> Response:
    """Each file that two changed, by name; both are still there."""
    files = desk.copies.file_conflicts(record_id)
    return desk.page("file-conflict", 409, id=record_id, files=files)


def settle_files(desk: EditorDesk, asked: PageRequest) -> Response:
    """Of each file that two changed keep the one chosen; asked again where one of them is another by now, or none was chosen."""
    record_id = desk.record_id(asked)
    if not desk.copies.has_copy(record_id):
        return go(f"/ho-so/{record_id}/")
    chosen = {
        file.name: asked.one(f"chon:{file.name}")
        for file in desk.copies.file_conflicts(record_id)
        if asked.one(f"thay:{file.name}") == f"{file.mine} {file.theirs}"
    }
    desk.copies.settle_files(record_id, chosen)
    if desk.copies.file_conflicts(record_id):
        return _file_conflict(desk, record_id)
    return go(f"/ho-so/{record_id}/luu/")


def file_of(desk: EditorDesk, asked: PageRequest) -> Response:
    """One of two files that were both changed, to be looked at."""
    record_id, name = desk.record_id(asked), asked.path["name"]
    path = desk.copies.conflicting_file(record_id, name, mine=asked.path["whose"] == "nhap")
    if path is None:
        raise DuthaoError(Say("Tệp không còn.", "The file is gone."))
    return FileResponse(path, filename=name)


def _or_nothing(text: str) -> RecordContents:
    return contents(text) if text else RecordContents({}, {})


# ---- what pages are given


def _form_page(desk: EditorDesk, record_id: str, group: QuestionGroup, add: str) -> Response:
    state = contents(desk.copies.text(record_id))
    plain = _contents(desk, record_id, state, {})
    rows = {}
    for block in form_tree.lists(form_tree.tree(group, plain)):
        if block.name == add:
            rows[add] = len(block.rows) + 1
    if add == "body.new.rows":
        cells = next(c.cells for c in form_tree.controls(form_tree.tree(group, plain)) if c.cells)
        rows[add] = len(cells.rows) + 1
    nodes = form_tree.tree(group, plain if not rows else _contents(desk, record_id, state, rows))
    placed = _placed(desk, record_id, state)
    return desk.page(
        "form",
        **_head(desk, record_id, state, placed),
        group=group,
        nodes=nodes,
        add=add,
        version=desk.copies.version(record_id),
        files=desk.copies.files(record_id) if group.key == "tep" else {},
    )


def _head(
    desk: EditorDesk, record_id: str, state: RecordContents, placed: PlacedFaults
) -> dict[str, Any]:
    title = state.data.get("short_title")
    return {
        "id": record_id,
        "title": title if isinstance(title, str) and title else "Dự thảo chưa đặt tên",
        "groups": groups(),
        "faults": placed.at,
        "other_faults": placed.rest,
        "counts": placed.groups,
        "errors": placed.errors,
        "has_copy": desk.copies.has_copy(record_id),
        "is_new": desk.copies.is_new(record_id),
    }


def _by_group(
    placed: PlacedFaults, desk: EditorDesk, record_id: str, state: RecordContents
) -> list[tuple[QuestionGroup, list[tuple[str, Any]]]]:
    """The findings of each group, each with the name of its control."""
    found = []
    for group, nodes in _trees(desk, record_id, state).items():
        names = list(faults_at_fields.names(nodes))
        told = [(name, f) for name in dict.fromkeys(names) for f in placed.at.get(name, ())]
        if told:
            found.append((next(g for g in groups() if g.key == group), told))
    return found


def _trees(
    desk: EditorDesk, record_id: str, state: RecordContents
) -> Mapping[str, tuple[form_tree.Control | FormBlock, ...]]:
    shown = _contents(desk, record_id, state, {})
    return {group.key: form_tree.tree(group, shown) for group in groups()}


def _placed(desk: EditorDesk, record_id: str, state: RecordContents) -> PlacedFaults:
    findings = desk.judging.findings(record_id)
    return faults_at_fields.place(findings, _trees(desk, record_id, state))


def _contents(
    desk: EditorDesk, record_id: str, state: RecordContents, rows: Mapping[str, int]
) -> FormContents:
    files = list(desk.copies.files(record_id))
    return FormContents(state.data, state.sections, desk.judging.registers, files, rows)


def _changed(desk: EditorDesk, record_id: str, state: RecordContents) -> list[FieldChange]:
    before = _or_nothing(desk.copies.origin(record_id))
    return field_changes.changes(before, state, desk.judging.registers)


def _group(asked: PageRequest) -> QuestionGroup:
    group = next((g for g in groups() if g.key == asked.path["group"]), None)
    if group is None:
        raise DuthaoError(Say("Không có mục này.", "There is no such group."))
    return group
