"""What was sent from a form, as a record: what was not touched stays as it was, to the letter."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from duthao.domain.draft import Draft
from duthao.domain.fields import fields_by_key
from duthao.domain.record_questions.listed_lines import LISTED, listed
from duthao.domain.record_questions.questions import (
    QuestionGroup,
    RecordQuestion,
    by_path,
    one_or_several,
)
from duthao.editor.record_forms import comparison_cells
from duthao.editor.record_forms.comparison_cells import TableCells
from duthao.editor.record_forms.form_tree import (
    Control,
    FormBlock,
    FormContents,
    controls,
    lists,
    tree,
)
from duthao.editor.record_forms.shown_values import read
from duthao.records.strict_yaml import Value

Sent = Mapping[str, Sequence[str]]  # the name of a control → what was sent under it
ROWS = "so-dong:"  # before the name of a list: how many rows its form has
SHOWN = "co:"  # before the name of a control whose boxes may all be empty: that it was there
_ORDER = {name: place for place, name in enumerate(fields_by_key(Draft))}
_Nodes = Sequence[Control | FormBlock]


def rows_of(sent: Sent) -> dict[str, int]:
    """How many rows each list of a form had."""
    counted = {key.removeprefix(ROWS): values[0] for key, values in sent.items() if key.startswith(ROWS)}  # fmt: skip
    return {name: min(int(n), 500) for name, n in counted.items() if n.isascii() and n.isdigit()}


def answered(
    group: QuestionGroup, contents: FormContents, sent: Sent, remove: str = ""
) -> tuple[dict[str, Value], dict[str, str]]:
    """The front matter and the sections as they shall be. `remove`: the row of a list that goes, as `documents.2`."""
    data: dict[str, Any] = copy.deepcopy(dict(contents.data))
    sections = dict(contents.sections)
    nodes = tree(group, contents)
    for control in controls(nodes):
        if control.stuck:
            continue
        if control.question.kind == "section":
            _answer_section(control, sent, sections, remove)
        elif control.question.kind == "choices":
            _answer_choices(control, sent, data)
        elif control.name in sent:
            typed = sent[control.name][0]
            if typed.replace("\r\n", "\n") != control.value:
                put(data, control.name, _value(control.question, typed))
    _shorten(data, nodes, contents.data, remove)
    return data, sections


def _value(question: RecordQuestion, typed: str) -> Value:
    """What a record holds for what was typed."""
    text = read(question.kind, typed)
    if question.kind != "lines" or not text:
        return text
    lines: list[Value] = [line.strip() for line in text.split("\n") if line.strip()]
    return one_or_several(lines)


def _answer_choices(control: Control, sent: Sent, data: dict[str, Any]) -> None:
    if SHOWN + control.name not in sent:
        return
    if control.in_order is not None:
        listed: list[Value] = [*dict.fromkeys(filter(None, sent.get(control.name, ())))]
        if listed != list(control.in_order):
            put(data, control.name, one_or_several(listed))
        return
    chosen = set(sent.get(control.name, ()))
    if chosen == {choice.key for choice in control.offered if choice.chosen}:
        return
    before = _at(data, control.name) or []
    kept = [key for key in before if key in chosen]
    new = [c.key for c in control.offered if c.key in chosen and c.key not in kept]
    put(data, control.name, [*kept, *new])


def _answer_section(control: Control, sent: Sent, sections: dict[str, str], remove: str) -> None:
    key = control.name.partition(".")[2]
    if control.cells is None:
        if control.name not in sent:
            return
        text = sent[control.name][0].replace("\r\n", "\n")
        if text == control.value:
            return
        if control.question.path in LISTED:
            text = listed(text)
    elif f"{control.name}.above" not in sent:
        return
    else:
        text = comparison_cells.written(control.value, _cells(control, control.cells, sent, remove))
        if text == control.value:
            return
    text = text.strip("\n")
    if text or key in sections:
        sections[key] = text


def _cells(control: Control, before: TableCells, sent: Sent, remove: str) -> TableCells:
    rows = []
    for n, row in enumerate(before.rows):
        name = f"{control.name}.rows.{n}"
        cells = tuple(_line(sent, f"{name}.{place}", cell) for place, cell in enumerate(row))
        if any(cells) and name != remove:
            rows.append(cells)
    above, below = (
        sent.get(f"{control.name}.{part}", [old])[0].replace("\r\n", "\n").strip("\n")
        for part, old in (("above", before.above), ("below", before.below))
    )
    return before._replace(above=above, rows=tuple(rows), below=below)


def _line(sent: Sent, name: str, old: str) -> str:
    typed = sent.get(name, [old])[0]
    return old if typed == old else " ".join(typed.split())


def _at(data: Any, name: str) -> Any:
    for part in name.split("."):
        if isinstance(data, list):
            data = data[int(part)] if int(part) < len(data) else None
        elif isinstance(data, dict):
            data = data.get(part)
    return data


def put(data: dict[str, Any], name: str, value: Value) -> None:
    """Write a value at its place, or take the field out where it is nothing; groups and rows on the way are made."""
    *way, last = name.split(".")
    here: Any = data
    if not value and way and _at(data, ".".join(way)) is None:
        return
    for place, part in enumerate(way):
        makes: Any = [] if [*way, last][place + 1].isdigit() else {}
        if isinstance(here, list):
            while len(here) <= int(part):
                here.append({})
            here = here[int(part)]
        else:
            if part not in here:
                _insert(here, part, makes, ".".join(way[:place]))
            here = here[part]
    if value:
        _insert(here, last, value, ".".join(way))
    else:
        here.pop(last, None)


def _insert(group: dict[str, Any], key: str, value: Any, within: str) -> None:
    """Set a field, a new one where the schema has it among the others."""
    if key in group:
        group[key] = value
        return
    order = _ORDER if not within else _order_within(within)
    mine = order.get(key, len(order))
    later = [k for k in group if order.get(k, -1) > mine]
    held = list(group.items())
    place = next((n for n, (k, _) in enumerate(held) if k in later), len(held))
    group.clear()
    group.update([*held[:place], (key, value), *held[place:]])


def _order_within(within: str) -> dict[str, int]:
    path = ".".join("*" if part.isdigit() else part for part in within.split("."))
    heads = [p[len(path) + 1 :].split(".")[0] for p in by_path() if p.startswith(f"{path}.")]
    return {name: place for place, name in enumerate(dict.fromkeys(heads))}


def _shorten(data: dict[str, Any], nodes: _Nodes, before: Mapping[str, Value], remove: str) -> None:
    """Take out the row that goes, rows in which nothing was written, and groups that nothing is left of."""
    for block in reversed(list(lists(nodes))):
        rows = _at(data, block.name)
        if not isinstance(rows, list):
            continue
        gone = remove.rpartition(".")
        kept = [
            row
            for n, row in enumerate(rows)
            if row != {} and not (gone[0] == block.name and gone[2] == str(n))
        ]
        if kept != rows:
            put(data, block.name, kept)
    _prune(data, before)


def _prune(value: dict[str, Any], before: Any) -> None:
    """Without groups that hold nothing and did not hold nothing before."""
    for key in list(value):
        inner = value[key]
        was = before.get(key) if isinstance(before, dict) else None
        if isinstance(inner, dict):
            _prune(inner, was)
            if not inner and was != {}:
                del value[key]
        elif isinstance(inner, list):
            for n, row in enumerate(inner):
                if isinstance(row, dict):
                    _prune(row, was[n] if isinstance(was, list) and n < len(was) else None)
