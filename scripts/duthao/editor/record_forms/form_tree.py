"""The controls of one group of questions, as a tree: fields, groups of fields, lists with their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duthao.domain.record_questions import questions
from duthao.domain.record_questions.choices import choices
from duthao.domain.record_questions.questions import LIST, NOT_ASKED, QuestionGroup, RecordQuestion
from duthao.domain.registers import Registers
from duthao.editor.record_forms import comparison_cells
from duthao.editor.record_forms.comparison_cells import TableCells
from duthao.editor.record_forms.shown_values import NO, YES, shown
from duthao.records.strict_yaml import Value

# What comes only after a draft was posted: folded away until there is something in it.
_LATER = frozenset({"deadline_changes", "outcome", "changes", "issued", "withdrawn", "reinstated"})
_SELDOM = frozenset({"shortened", "privacy", "events", "stages", "channels", "documents"})


@dataclass(frozen=True)
class OfferedChoice:
    """One of what may be chosen."""

    key: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Control:
    """A field of a form. `name` is its path with numbers; `value` what stands in it; of a comparison `cells`.

    `in_order`: of a list whose order counts, what is chosen, the first before. `stuck`: the record holds here what no such field can show; it is left as it is.
    """

    name: str
    question: RecordQuestion
    value: str = ""
    offered: tuple[OfferedChoice, ...] = ()
    cells: TableCells | None = None
    in_order: tuple[str, ...] | None = None
    stuck: bool = False
    kind = "control"


@dataclass(frozen=True)
class FormBlock:
    """Controls that belong together: a group of fields, or one row of a list. `rows` of a list, `inner` of the others.

    `number` counts rows from 1, 0: it is no row. `folded`: shut until somebody opens it.
    """

    name: str
    title: str
    hint: str
    inner: tuple[Control | FormBlock, ...] = ()
    rows: tuple[FormBlock, ...] = ()
    is_list: bool = False
    number: int = 0
    folded: bool = False
    stuck: bool = False
    can_grow: bool = False
    kind = "block"


@dataclass(frozen=True)
class FormContents:
    """What a record says, and what may be chosen: `files` lie beside it, `rows` is how many rows a list has at least."""

    data: Mapping[str, Value]
    sections: Mapping[str, str]
    registers: Registers
    files: Sequence[str] = ()
    rows: Mapping[str, int] | None = None


def tree(group: QuestionGroup, contents: FormContents) -> tuple[Control | FormBlock, ...]:
    """The controls of a group, in its order."""
    sections = [q for q in group.questions if q.kind == "section"]
    others = [q for q in group.questions if q.kind != "section"]
    made = [_section(q, contents) for q in sections]
    return (*made, *_level(others, contents.data, "", "", contents))


def controls(nodes: Sequence[Control | FormBlock]) -> Iterator[Control]:
    """Every control of a tree, in order."""
    for node in nodes:
        if isinstance(node, Control):
            yield node
        else:
            yield from controls(node.inner)
            yield from controls(node.rows)


def lists(nodes: Sequence[Control | FormBlock]) -> Iterator[FormBlock]:
    """Every list of a tree, the outer before the inner."""
    for node in nodes:
        if isinstance(node, FormBlock):
            if node.is_list:
                yield node
            yield from lists(node.inner)
            yield from lists(node.rows)


def not_shown(data: Mapping[str, Value]) -> list[str]:
    """What a record holds that no form asks for, by what it is called; it is kept as it is."""
    titles: dict[str, None] = {}
    for path in _paths(data, ""):
        head = next((p for p in NOT_ASKED if path == p or path.startswith(f"{p}.")), None)
        if head and head not in ("approved", "demo"):
            titles[f"{questions.label_of(head)} ({NOT_ASKED[head]})"] = None
    return list(titles)


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for inner in value:
            yield from _paths(inner, f"{path}.{LIST}")
    else:
        yield path


def _section(question: RecordQuestion, contents: FormContents) -> Control:
    name = question.path
    markdown = contents.sections.get(name.partition(".")[2], "")
    cells = comparison_cells.read(markdown) if name == "body.new" else None
    if cells:
        least = (contents.rows or {}).get(f"{name}.rows", 0)
        more = max(least - len(cells.rows), 0 if cells.rows else 1)
        cells = cells._replace(rows=(*cells.rows, *[("",) * len(cells.head)] * more))
    return Control(name, question, markdown, cells=cells)


def _level(
    asked: Sequence[RecordQuestion], value: Any, schema: str, name: str, contents: FormContents
) -> Iterator[Control | FormBlock]:
    """Controls and blocks directly below a path of the schema, which is called `name` in this record."""
    done: set[str] = set()
    for question in asked:
        rest = question.path[len(schema) :].split(".")
        head = rest[0]
        if head in done:
            continue
        done.add(head)
        held = value.get(head) if isinstance(value, dict) else None
        if len(rest) == 1:
            yield control_of(question, held, name + head, contents)
            continue
        below = [q for q in asked if q.path.startswith(f"{schema}{head}.")]
        block = _list if rest[1] == LIST else _group
        yield block(below, held, schema + head, name + head, contents)


def _group(
    asked: Sequence[RecordQuestion], held: Any, schema: str, name: str, contents: FormContents
) -> FormBlock:
    stuck = held is not None and not isinstance(held, dict)
    inner = () if stuck else tuple(_level(asked, held, f"{schema}.", f"{name}.", contents))
    folded = not held and schema.rpartition(".")[2] in _LATER | _SELDOM
    title, hint = questions.label_of(schema), questions.hint_of(schema)
    return FormBlock(name, title, hint, inner, folded=folded, stuck=stuck)


def _list(
    asked: Sequence[RecordQuestion], held: Any, schema: str, name: str, contents: FormContents
) -> FormBlock:
    stuck = held is not None and not (
        isinstance(held, list) and all(isinstance(row, dict) for row in held)
    )
    entries = [] if stuck else list(held or ())
    own = any(q.path.count(".") == schema.count(".") + 2 for q in asked)  # not only lists within
    wanted = (contents.rows or {}).get(name, 0) if own else 0
    entries += [{}] * (wanted - len(entries))
    title = questions.label_of(schema)
    rows = tuple(
        FormBlock(
            f"{name}.{n}",
            title,
            "",
            tuple(_level(asked, row, f"{schema}.{LIST}.", f"{name}.{n}.", contents)),
            number=n + 1,
        )
        for n, row in enumerate(entries)
    )
    folded = not entries and schema.rpartition(".")[2] in _LATER | (_SELDOM if "." in name else set())  # fmt: skip
    hint = questions.hint_of(schema)
    return FormBlock(name, title, hint, rows=rows, is_list=True, folded=folded, stuck=stuck, can_grow=own)  # fmt: skip


def control_of(question: RecordQuestion, held: Any, name: str, contents: FormContents) -> Control:
    """The control of a question; `held` is what the record has there, None where it has nothing."""
    if question.one_or_several and isinstance(held, str):
        held = [held]
    if question.kind == "choices":
        stuck = held is not None and not (
            isinstance(held, list) and all(isinstance(item, str) for item in held)
        )
        chosen = [] if stuck else list(held or ())
        in_order = tuple(chosen) if question.one_or_several else None
        offered = _offered(question, chosen, contents)
        return Control(name, question, "", offered, in_order=in_order, stuck=stuck)
    if question.kind == "lines" and isinstance(held, list):
        plain = all(isinstance(line, str) and "\n" not in line for line in held)
        return Control(name, question, "\n".join(map(str, held)) if plain else "", stuck=not plain)
    if held is not None and not isinstance(held, str):
        return Control(name, question, stuck=True)
    value = shown(question.kind, held or "")
    if question.kind in ("choice", "truth", "file"):
        return Control(
            name, question, value, _offered(question, [value] if value else [], contents)
        )
    return Control(name, question, value)


def _offered(
    question: RecordQuestion, chosen: Sequence[str], contents: FormContents
) -> tuple[OfferedChoice, ...]:
    """What may be chosen; what the record holds and nothing offers stands last, as it is written."""
    if question.kind == "truth":
        names: Mapping[str, str] = {YES: "Có", NO: "Không"}
    elif question.kind == "file":
        names = {file: file for file in contents.files}
    else:
        names = choices(question.choices_of, contents.registers)
    known = [OfferedChoice(key, label, key in chosen) for key, label in names.items()]
    others = [OfferedChoice(k, f"«{k}» (không có để chọn)", True) for k in chosen if k not in names]
    return (*known, *others)
