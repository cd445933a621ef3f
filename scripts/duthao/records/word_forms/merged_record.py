"""What a filled form changes in a record: whatever stands in it as the form was made stays as it is written, to the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from duthao.domain.registers import Registers
from duthao.errors import FieldPath, Say
from duthao.records.strict_yaml import Value
from duthao.records.word_forms import form_items, form_values
from duthao.records.word_forms.filled_rows import FilledEntry, FilledRow, FilledRows, Members
from duthao.records.word_forms.form_items import AFTER, BEFORE, COLUMNS, COMPARISON, ROWS, FormItem
from duthao.records.word_forms.unreadable import Unreadable


class RowChange(NamedTuple):
    """A question that the form answers in another way: its path, its row, what was said ("": nothing) and what is said now."""

    path: FieldPath
    number: str
    label: str
    old: str
    new: str


class RowFault(NamedTuple):
    """A fault in a row of the file."""

    place: int
    path: FieldPath
    fault: Unreadable


@dataclass
class MergedRecord:
    """`tree` as `form_of_record.tree_of`; `places` the row of the file of each path; `absent` the numbers of rows that the record
    answers and the file lacks.
    """

    tree: dict[str, Value] = field(default_factory=dict)
    changes: list[RowChange] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    places: dict[FieldPath, int] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)


# What was announced and is never said in another way: a question, or all below a list.
_FIXED = ("rounds.*.closes", "rounds.*.deadline_changes.", "changes.")


def merge(
    actual: Mapping[str, Value],
    base: FilledRows,
    filled: FilledRows,
    registers: Registers,
    *,
    released: bool,
) -> MergedRecord:
    """The record as it is to be. `actual` is what it says, `base` the rows of the form that was made of it (of a new record none
    that say anything), `filled` those of the file. Of a record that was `released` what is only ever added to is compared.
    """
    merger = _Merger(registers, released)
    items = [item for group in form_items.groups() for item in group.items]
    merger.made.tree = merger.group(items, actual, base.members, filled.members, ())
    return merger.made


class _Merger:
    def __init__(self, registers: Registers, released: bool) -> None:
        self.registers, self.released, self.made = registers, released, MergedRecord()

    def group(
        self,
        items: Sequence[FormItem],
        actual: Mapping[str, Value],
        base: Members,
        filled: Members,
        path: FieldPath,
    ) -> dict[str, Value]:
        """The members of a group, in the order in which they stand; new ones behind, in the order of the form."""
        made = dict(actual)
        for item in items:
            value = self._member(
                item,
                actual.get(item.name),
                base.get(item.name),
                filled.get(item.name),
                (*path, item.name),
            )
            if value is None:
                made.pop(item.name, None)
            else:
                made[item.name] = value
        return made

    def _member(
        self, item: FormItem, actual: Value | None, base: object, filled: object, path: FieldPath
    ) -> Value | None:
        if item.question:
            return self._answer(item, actual, base, filled, path)
        if item.many:
            olds, news = (side if isinstance(side, list) else [] for side in (base, filled))
            return self._list(item, actual if isinstance(actual, list) else [], olds, news, path)
        sides = [side if isinstance(side, dict) else {} for side in (actual, base, filled)]
        before = len(self.made.changes)
        made = self.group(item.items, sides[0], sides[1], sides[2], path)
        return actual if len(self.made.changes) == before else made or None

    def _answer(
        self, item: FormItem, actual: Value | None, base: object, filled: object, path: FieldPath
    ) -> Value | None:
        old = base.words[0] if isinstance(base, FilledRow) else ""
        if not isinstance(filled, FilledRow):
            if old.strip():
                self.made.absent.append(form_items.number_of(path))
            return actual
        assert item.question
        self.made.places[path] = filled.place
        before = form_values.from_words(item.question, old, self.registers)
        said = form_values.from_words(item.question, filled.words[0], self.registers)
        if said == before or (filled.words[0].strip() == old.strip()):
            return actual
        if isinstance(said, Unreadable):
            # What cannot be read stays for the judges: they conclude nothing of a field that is faulty.
            self.made.faults.append(RowFault(filled.place, path, said))
            return filled.words[0]
        if self.released and old.strip() and item.path.startswith(_FIXED):
            self.made.faults.append(RowFault(filled.place, path, _fixed(old)))
            return actual
        self._changed(path, item.label, old, filled.words[0])
        return said

    def _changed(self, path: FieldPath, label: str, old: str, new: str) -> None:
        self.made.changes.append(
            RowChange(path, form_items.number_of(path), label, _shown(old), _shown(new))
        )

    def _list(
        self,
        item: FormItem,
        actual: list[Value],
        base: list[FilledEntry],
        filled: list[FilledEntry],
        path: FieldPath,
    ) -> Value | None:
        """The entries in the order of the file. The first that bears the number of an old one is that one; others are new."""
        made: list[Value] = []
        taken: set[int] = set()
        before = len(self.made.changes)
        for entry in filled:
            place = entry.printed - 1
            old = base[place] if place < len(base) and place not in taken else None
            if old is not None:
                taken.add(place)
            value = actual[place] if old is not None and place < len(actual) else None
            merged = self._entry(item, value, old, entry, (*path, len(made)))
            if merged is not None:
                made.append(merged)
        for place in range(len(actual)):  # of which no row is left in the file
            if place not in taken:
                self.made.absent.append(form_items.number_of((*path, place)))
                made.insert(place, actual[place])
        if len(self.made.changes) == before:
            return actual or None
        return made or None

    def _entry(
        self,
        item: FormItem,
        actual: Value | None,
        base: FilledEntry | None,
        filled: FilledEntry,
        path: FieldPath,
    ) -> Value | None:
        if item.is_comparison:
            return self._cells(item, actual, base, filled, path)
        self.made.places[path] = filled.place
        old = actual if isinstance(actual, dict) else {}
        faults, absent = len(self.made.faults), len(self.made.absent)
        made = self.group(item.items, old, base.members if base else {}, filled.members, path)
        if made or faults != len(self.made.faults) or absent != len(self.made.absent):
            left = set(made) - {inner.name for inner in item.items}
            if old and left == set(made):
                self.made.faults.append(RowFault(filled.place, path, _HELD))
            return made
        return None

    def _cells(
        self,
        item: FormItem,
        actual: Value | None,
        base: FilledEntry | None,
        filled: FilledEntry,
        path: FieldPath,
    ) -> Value | None:
        row = filled.members["cells"]
        old = base.members["cells"] if base else None
        assert isinstance(row, FilledRow)
        self.made.places[path] = row.place
        cells = [" ".join(word.split()) for word in row.words]
        before = (
            [" ".join(word.split()) for word in old.words]
            if isinstance(old, FilledRow)
            else [""] * len(COLUMNS)
        )
        if cells == before:
            return actual
        self._changed(
            path,
            item.entry_label,
            " | ".join(before) if any(before) else "",
            " | ".join(cells) if any(cells) else "",
        )
        return list(cells) if any(cells) else None


def _fixed(old: str) -> Unreadable:
    return Unreadable(
        "word-form-fixed",
        Say(f"Đã công bố là «{_shown(old)}» nên không sửa, không xóa ở đây.", f"It was released as `{_shown(old)}` and stays."),
        Say("Ghi lại như cũ; gia hạn, rút ngắn hoặc đính chính thì thêm một mục mới.", "Put it back; add an entry for what is new."),
    )  # fmt: skip


_HELD = Unreadable(
    "word-form-kept",
    Say("Mục này còn những phần không có trong mẫu nên không xóa được bằng mẫu.", "The entry has parts that the form cannot show, so that the form cannot take it out."),
    Say("Điền lại các dòng của mục, hoặc xóa mục trong hồ sơ.", "Fill in its rows again, or take it out of the record."),
)  # fmt: skip


def _shown(words: str) -> str:
    """The words on one line, of boxes the ticked ones."""
    lines = words.split("\n")
    if any(line.startswith((form_values.TICKED, form_values.UNTICKED)) for line in lines):
        lines = [line[1:].strip() for line in lines if line.startswith(form_values.TICKED)]
        return "; ".join(lines)
    return " ".join(" ".join(lines).split())


def split(
    tree: Mapping[str, Value], sections: Mapping[str, str]
) -> tuple[dict[str, Value], dict[str, str]]:
    """The fields of a merged tree, and its sections; `sections` are those of before, of which the comparison is taken where it did
    not change.
    """
    prefix = "body."
    data = {name: value for name, value in tree.items() if not name.startswith(prefix)}
    made = {
        name.removeprefix(prefix): value
        for name, value in tree.items()
        if name.startswith(prefix) and isinstance(value, str)
    }
    parts = tree.get(COMPARISON)
    if isinstance(parts, dict):
        rows = [[str(cell) for cell in row] for row in parts.get(ROWS, []) if isinstance(row, list)]
        key = COMPARISON.removeprefix(prefix)
        now = (str(parts.get(BEFORE, "")), rows, str(parts.get(AFTER, "")))
        old = sections.get(key, "")
        same = form_values.split_comparison(old, COLUMNS) == now
        if text := old if same else form_values.join_comparison(*now, COLUMNS):
            made[key] = text
    return data, made
