"""What differs between two states of a record, field by field, in words; and two changes of one state put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from duthao.domain.record_questions import questions
from duthao.domain.record_questions.choices import choices
from duthao.domain.record_questions.headings import HEADINGS
from duthao.domain.registers import Registers
from duthao.editor.record_forms.shown_values import NO, YES, shown
from duthao.records.strict_yaml import Value

NOTHING = "(chưa có)"


class RecordContents(NamedTuple):
    """The fields of a record's front matter, and its sections by key."""

    data: Mapping[str, Value]
    sections: Mapping[str, str]


class FieldChange(NamedTuple):
    """A field with its value before and after, in words. `path` is `comment.email` or `rounds` (a list is one value)."""

    path: str
    label: str
    before: str
    after: str


class MergedContents(NamedTuple):
    """Two changes of one state together. `both`: the paths that both changed, each to another value; there the second counts."""

    state: RecordContents
    both: tuple[str, ...]


def changes(
    before: RecordContents, after: RecordContents, registers: Registers
) -> list[FieldChange]:
    """Every field that differs, in the order of the questions."""
    old, new = _units(before), _units(after)
    paths = sorted({*old, *new}, key=_place)
    return [
        FieldChange(
            path,
            label(path),
            words(path, old.get(path), registers),
            words(path, new.get(path), registers),
        )
        for path in paths
        if old.get(path) != new.get(path)
    ]


def merged(
    base: RecordContents, mine: RecordContents, theirs: RecordContents, choice: Mapping[str, str]
) -> MergedContents:
    """`theirs` with what `mine` changed. `choice`: path → "mine" or "theirs", of those that both changed."""
    was, my, their = _units(base), _units(mine), _units(theirs)
    both = []
    data, sections = dict(theirs.data), dict(theirs.sections)
    for path in sorted({*was, *my, *their}, key=_place):
        if my.get(path) == was.get(path) or my.get(path) == their.get(path):
            continue
        if their.get(path) != was.get(path):
            both.append(path)
            if choice.get(path) != "mine":
                continue
        _set(data, sections, path, my.get(path))
    return MergedContents(RecordContents(data, sections), tuple(both))


def label(path: str) -> str:
    """What a field is called, with the group it is in: `Cách góp ý: Thư điện tử nhận góp ý`."""
    head, _, rest = path.partition(".")
    try:
        if rest and head != questions.BODY:
            return f"{questions.label_of(head)}: {questions.label_of(path)}"
        return questions.label_of(path)
    except KeyError:  # no field of the schema: the rules say so
        return path


def words(path: str, value: Any, registers: Registers) -> str:
    """A value as a person reads it; a list of groups a line each."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, dict):
        parts = ((f"{path}.{key}", inner) for key, inner in value.items())
        return "; ".join(f"{_label(p)}: {words(p, v, registers)}" for p, v in parts)
    if isinstance(value, list):
        if any(isinstance(row, dict) for row in value):
            rows = (words(f"{path}.*", row, registers) for row in value)
            return "\n".join(f"{n}. {row}" for n, row in enumerate(rows, 1))
        return ", ".join(words(path, item, registers) for item in value)
    question = questions.by_path().get(path)
    if question is None:
        return str(value)
    if question.kind == "truth":
        return {YES: "có", NO: "không"}.get(value, str(value))
    if question.choices_of:
        return choices(question.choices_of, registers).get(value, str(value))
    return shown(question.kind, str(value))


def _label(path: str) -> str:
    try:
        return questions.label_of(path)
    except KeyError:
        return path.rpartition(".")[2]


def _units(state: RecordContents) -> dict[str, Value]:
    """Path → value, of what is changed as one."""
    return dict(_units_of(state))


def _units_of(state: RecordContents) -> Iterator[tuple[str, Value]]:
    for key, value in state.data.items():
        if isinstance(value, dict) and value:
            yield from ((f"{key}.{inner}", held) for inner, held in value.items())
        else:
            yield key, value
    yield from ((f"{questions.BODY}.{key}", text) for key, text in state.sections.items())


def _set(data: dict[str, Value], sections: dict[str, str], path: str, value: Value | None) -> None:
    head, _, rest = path.partition(".")
    if head == questions.BODY and rest in HEADINGS.values():
        sections.pop(rest, None) if value is None else sections.update({rest: str(value)})
        return
    if not rest:
        data.pop(head, None) if value is None else data.update({head: value})
        return
    held = data.get(head)
    group: dict[str, Value] = dict(held) if isinstance(held, dict) else {}
    group.pop(rest, None) if value is None else group.update({rest: value})
    if group:
        data[head] = group
    else:
        data.pop(head, None)


def _place(path: str) -> tuple[int, str]:
    order = [q.path for group in questions.groups() for q in group.questions]
    place = next((n for n, p in enumerate(order) if p == path or p.startswith(f"{path}.")), 999)
    return place, path
