"""What happened to a draft, added to its record: nothing that was written before is changed, and the person sees first what people will read."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError
from starlette.responses import Response

from duthao import clock
from duthao.domain import deadline_words
from duthao.domain.draft import Draft
from duthao.domain.events import events
from duthao.domain.lifecycle import view
from duthao.domain.record_questions.questions import LIST, RecordQuestion, by_path, label_of
from duthao.domain.rounds import time_limits
from duthao.editor.page_context import EditorDesk, PageRequest, go
from duthao.editor.record_forms import field_changes, form_answers, form_tree
from duthao.editor.record_forms.field_changes import RecordContents
from duthao.editor.record_forms.form_tree import Control, FormContents
from duthao.editor.record_forms.shown_values import read
from duthao.editor.working_copies import Stale, contents
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import validation
from duthao.records.record import INDEX


class RecordedStep(NamedTuple):
    """A thing that happens: where it is written (`#`: the last round, `+`: a new row), and which fields are asked.

    `given`: fields that the step itself says.
    """

    title: str
    place: str
    fields: tuple[str, ...]
    given: Mapping[str, str] = {}


# The letter by which it is done; who does not have it yet adds it later.
_LETTER = tuple(f"documents.0.{name}" for name in ("kind", "title", "number", "date", "file"))
STEPS: Mapping[str, RecordedStep] = {
    "doi-han": RecordedStep("Gia hạn hoặc rút ngắn thời hạn góp ý", "rounds.#.deadline_changes.+", ("closes", "reason", "decided", "published", *_LETTER)),
    "dinh-chinh": RecordedStep("Đính chính", "changes.+", ("at", "published", "note"), {"kind": "correction"}),
    "cap-nhat": RecordedStep("Cập nhật hồ sơ dự thảo", "changes.+", ("at", "published", "note"), {"kind": "change"}),
    "tong-hop": RecordedStep("Công bố bản tổng hợp ý kiến", "rounds.#.outcome.summarised", ("at", "published", "file")),
    "giai-trinh": RecordedStep("Công bố tiếp thu, giải trình", "rounds.#.outcome.answered", ("at", "published", "file")),
    "giai-doan": RecordedStep("Chuyển giai đoạn", "stages.+", ("stage", "at", "published", "note")),
    "ban-hanh": RecordedStep("Ban hành", "issued", ("number", "date", "published", "effective", "gazette_url")),
    "rut": RecordedStep("Rút dự thảo", "withdrawn", ("reason", "at", "published")),
}  # fmt: skip


def offered(state: RecordContents) -> list[tuple[str, str]]:
    """The steps that can be written into a record: each key with its title; what is written once already is none."""
    return [(key, step.title) for key, step in STEPS.items() if _place(step, state) is not None]


def ask(desk: EditorDesk, asked: PageRequest) -> Response:
    """The few questions of a step."""
    return _page(desk, asked, {}, ())


def answer(desk: EditorDesk, asked: PageRequest) -> Response:
    """Show what people will read; where the person has seen it, write it into the copy."""
    record_id = desk.record_id(asked)
    state = contents(desk.copies.text(record_id))
    step, place = _step(asked, state)
    data: dict[str, Any] = copy.deepcopy(dict(state.data))
    for name, value in step.given.items():
        form_answers.put(data, f"{place}.{name}", value)
    for control in _controls(desk, record_id, state, step, place):
        typed = asked.one(control.name)
        form_answers.put(data, control.name, read(control.question.kind, typed))
    if faults := list(_faults(data, place, step)):
        return _page(desk, asked, asked.sent, faults)
    after = RecordContents(data, state.sections)
    if not asked.one("ghi"):
        return _page(desk, asked, asked.sent, (), after)
    try:
        desk.copies.save(record_id, after, asked.one("ban"))
    except Stale:
        raise DuthaoError(
            Say("Hồ sơ vừa được sửa ở nơi khác: mở lại trang rồi làm lại.", "It changed meanwhile.")
        ) from None
    return go(f"/ho-so/{record_id}/")


def _page(
    desk: EditorDesk,
    asked: PageRequest,
    sent: Mapping[str, Any],
    faults: Any,
    after: RecordContents | None = None,
) -> Response:
    record_id = desk.record_id(asked)
    state = contents(desk.copies.text(record_id))
    step, place = _step(asked, state)
    at: dict[str, list[Finding]] = {}
    for fault in faults:
        at.setdefault(".".join(map(str, fault.field)), []).append(fault)
    controls = [
        _filled(c, sent[c.name][0]) if c.name in sent else c
        for c in _controls(desk, record_id, state, step, place)
    ]
    registers = desk.judging.registers
    title = state.data.get("short_title", "")
    return desk.page(
        "step",
        422 if faults else 200,
        id=record_id,
        key=asked.path["step"],
        step_title=step.title,
        title=title,
        version=desk.copies.version(record_id),
        controls=controls,
        faults=at,
        changes=field_changes.changes(state, after, registers) if after else [],
        lines=list(_lines(desk, record_id, state, after)) if after else [],
    )


def _lines(
    desk: EditorDesk, record_id: str, state: RecordContents, after: RecordContents
) -> Iterator[str]:
    """What is news by this step, with its day, and how the draft stands then."""
    limits, authority = time_limits(desk.judging.settings), desk.judging.settings.tag_authority
    draft = Draft.model_validate(after.data)
    try:
        before = events(record_id, Draft.model_validate(state.data), authority, limits)
    except ValidationError:
        before = ()
    known = {(event.id, event.text) for event in before}
    for event in events(record_id, draft, authority, limits):
        if (event.id, event.text) not in known:
            day = clock.date_vi(event.when.astimezone(clock.VN).date())
            yield f"{day}: {event.label}. {event.text}"
    status = view(draft, desk.judging.now, limits)
    yield f"Tình trạng trên trang: {status.label}"
    if status.closes:
        yield f"Thời hạn góp ý: {deadline_words.until(status.closes)}"


def _faults(data: Mapping[str, Any], place: str, step: RecordedStep) -> Iterator[Finding]:
    """What of the step cannot be read; what was wrong elsewhere before is told by the record's own pages."""
    try:
        Draft.model_validate(data)
    except ValidationError as error:
        here = tuple(place.split("."))
        for fault in error.errors(include_url=False):
            loc = tuple(map(str, fault["loc"]))
            if loc[: len(here)] == here or here[: len(loc)] == loc:
                rule, message, remedy = validation.explain(Draft, fault)
                first = (*here, step.fields[0]) if len(loc) <= len(here) else loc
                yield Finding(INDEX, 0, rule, message, remedy, field=first)
    if place.split(".")[0] not in data:
        yield _empty(place, step)


def _empty(place: str, step: RecordedStep) -> Finding:
    say = Say("Chưa điền gì.", "Nothing was filled in.")
    return Finding(INDEX, 0, "missing", say, Say("", ""), field=(*place.split("."), step.fields[0]))


def _controls(
    desk: EditorDesk, record_id: str, state: RecordContents, step: RecordedStep, place: str
) -> list[Control]:
    files = list(desk.copies.files(record_id))
    form = FormContents(state.data, state.sections, desk.judging.registers, files)
    schema = step.place.replace("#", "*").replace("+", "*")
    return [
        form_tree.control_of(_question(schema, name), None, f"{place}.{name}", form)
        for name in step.fields
    ]


def _question(schema: str, name: str) -> RecordQuestion:
    """What a step asks; of what may be left out as a whole nothing is required, and each label says of what it is."""
    group, numbered, field = name.rpartition(".0.")
    if not numbered:
        return by_path()[f"{schema}.{name}"]
    question = by_path()[f"{schema}.{group}.{LIST}.{field}"]
    label = f"{label_of(f'{schema}.{group}')}: {question.label[:1].lower()}{question.label[1:]}"
    return replace(question, label=label, required=False)


def _filled(control: Control, typed: str) -> Control:
    chosen = tuple(replace(c, chosen=c.key == typed) for c in control.offered)
    return replace(control, value=typed.replace("\r\n", "\n"), offered=chosen)


def _step(asked: PageRequest, state: RecordContents) -> tuple[RecordedStep, str]:
    step = STEPS.get(asked.path["step"])
    place = _place(step, state) if step else None
    if step is None or place is None:
        raise DuthaoError(
            Say("Việc này không ghi được vào hồ sơ lúc này.", "It cannot be written now.")
        )
    return step, place


def _place(step: RecordedStep, state: RecordContents) -> str | None:
    """Where a step is written in this record; None where there is no round yet, or it is written already."""
    parts: list[str] = []
    held: Any = state.data
    for part in step.place.split("."):
        if part == "#":
            if not isinstance(held, list) or not held:
                return None
            part = str(len(held) - 1)
        elif part == "+":
            if held is not None and not isinstance(held, list):
                return None
            part = str(len(held or ()))
        parts.append(part)
        if isinstance(held, list):
            held = held[int(part)] if int(part) < len(held) else None
        else:
            held = held.get(part) if isinstance(held, dict) else None
    return None if held else ".".join(parts)
