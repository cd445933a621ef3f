"""The rows of the form: of a blank one, or of one that says what a record says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duthao.domain.record_questions.questions import BODY
from duthao.domain.registers import Registers
from duthao.errors import FieldPath
from duthao.records.strict_yaml import Value
from duthao.records.word_files.document import cleaned
from duthao.records.word_forms import form_items, form_values
from duthao.records.word_forms.filled_rows import FilledRow
from duthao.records.word_forms.form_items import AFTER, BEFORE, COLUMNS, COMPARISON, ROWS, FormItem

_SPARE = {"rounds": 1, "stages": 2, "events": 1, "changes": 1, "channels": 3, "documents": 3}


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the form: of a question with what the record says, or the heading of a block (`words` empty).

    `path` is that of the record, entries counted from 0; `entry` the number of the entry that a heading begins, 0: none.
    """

    number: str
    path: FieldPath
    item: FormItem
    words: tuple[str, ...]
    entry: int = 0

    @property
    def label(self) -> str:
        """What the row is called, as it is printed and read again."""
        return f"{self.item.entry_label} {self.entry}" if self.entry else self.item.label

    @property
    def is_heading(self) -> bool:
        """Whether nothing is answered in it."""
        return self.item.question is None and not (self.entry and self.item.is_comparison)


def tree_of(data: Mapping[str, Value], sections: Mapping[str, str]) -> dict[str, Value]:
    """What a record says in the shape of the form: sections beside fields, the comparison as rows of four cells."""
    tree: dict[str, Value] = dict(data)
    for key, markdown in sections.items():
        tree[f"{BODY}.{key}"] = markdown
    markdown = sections.get(COMPARISON.removeprefix(f"{BODY}."), "")
    before, rows, after = form_values.split_comparison(markdown, COLUMNS)
    parts: dict[str, Value] = {BEFORE: before, ROWS: [list(row) for row in rows], AFTER: after}
    tree[COMPARISON] = {name: part for name, part in parts.items() if part}
    return tree


def rows(
    tree: Mapping[str, Value], registers: Registers, *, spare: bool = True
) -> Iterator[FormRow]:
    """Every row, in order; with `spare` entries of lists that are still to be filled in."""
    for group in form_items.groups():
        for place, item in enumerate(group.items, 1):
            yield from _rows(
                item, tree.get(item.name), f"{group.number}.{place}", (item.name,), registers, spare
            )


def _rows(
    item: FormItem,
    value: Value | None,
    number: str,
    path: FieldPath,
    registers: Registers,
    spare: bool,
) -> Iterator[FormRow]:
    if item.question:
        words = form_values.to_words(item.question, value or "", registers)
        yield FormRow(number, path, item, (words,))
        return
    yield FormRow(number, path, item, ())
    if not item.many:
        yield from _members(item, value, number, path, registers, spare)
        return
    entries = value if isinstance(value, list) else []
    for place in range(len(entries) + (_spare(item, path, len(entries)) if spare else 0)):
        entry: Value = entries[place] if place < len(entries) else {}
        own, within = f"{number}-{place + 1}", (*path, place)
        if item.is_comparison:
            cells = (
                [str(cell) for cell in entry] if isinstance(entry, list) else [""] * len(COLUMNS)
            )
            yield FormRow(own, within, item, tuple(cells), place + 1)
        else:
            yield FormRow(own, within, item, (), place + 1)
            yield from _members(item, entry, own, within, registers, spare)


def _spare(item: FormItem, path: FieldPath, filled: int) -> int:
    """How many empty entries a form has: more of a list that is empty."""
    if item.is_comparison:
        return 2 if filled else 6
    return 1 if filled or len(path) > 1 else _SPARE.get(item.name, 1)


def _members(
    item: FormItem,
    value: Value | None,
    number: str,
    path: FieldPath,
    registers: Registers,
    spare: bool,
) -> Iterator[FormRow]:
    group = value if isinstance(value, dict) else {}
    for place, inner in enumerate(item.items, 1):
        yield from _rows(
            inner, group.get(inner.name), f"{number}.{place}", (*path, inner.name), registers, spare
        )


def as_read(form_rows: Sequence[FormRow] | Iterator[FormRow]) -> Iterator[FilledRow]:
    """The rows as the reader of a file would find them in a form that nobody touched."""
    for row in form_rows:
        words = tuple("\n".join(map(cleaned, word.split("\n"))) for word in row.words)
        yield FilledRow(row.number, row.label, words)
