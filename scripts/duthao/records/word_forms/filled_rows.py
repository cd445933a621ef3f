"""Rows as they were read, put together to a tree by their printed numbers: also where blocks were copied, moved or lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from duthao.records.word_forms import form_items, row_numbers
from duthao.records.word_forms.form_items import FormItem


class FilledRow(NamedTuple):
    """A row of a table: its number as it is printed ("": none), what it is called, its words (of the comparison four), and which
    row of the file it is, from 0; -1 where it is of no file.
    """

    number: str
    label: str
    words: tuple[str, ...]
    place: int = -1


@dataclass(slots=True)
class FilledEntry:
    """An entry of a list: the number that it bears, and what is in it."""

    printed: int
    place: int
    members: Members = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


Members = dict[str, "FilledRow | Members | list[FilledEntry]"]


class FilledRows(NamedTuple):
    """`members` by the names of items; `places` the row of each block's heading by its number; `unknown` rows that are of no
    item, `repeated` those that say the same thing twice.
    """

    members: Members
    unknown: list[FilledRow]
    repeated: list[FilledRow]


def gather(rows: Iterable[FilledRow]) -> FilledRows:
    """The tree of these rows, in the order in which they stand."""
    filled = FilledRows({}, [], [])
    for row in rows:
        steps = row_numbers.steps(row.number)
        if steps is None or not _put(filled, row, steps):
            filled.unknown.append(row)
    return filled


def _put(filled: FilledRows, row: FilledRow, steps: Sequence[tuple[str, int]]) -> bool:
    """Put a row into its place; False where its number is none of an item."""
    items = form_items.top_items(steps[0][1])
    here, item = filled.members, None
    for place, (sign, count) in enumerate(steps[1:], 1):
        if sign == ".":
            if not 0 < count <= len(items) or (item and item.many and steps[place - 1][0] == "."):
                return False
            item = items[count - 1]
            items = item.items
            if item.question:
                return place == len(steps) - 1 and _answer(filled, here, item, row)
            if not item.many:
                here = here.setdefault(item.name, {})  # type: ignore[assignment]
        elif item is None or not item.many or not count:
            return False
        else:
            rest = steps[place + 1 :]
            entry = _entry(here.setdefault(item.name, []), count, rest, row)  # type: ignore[arg-type]
            here = entry.members
            if item.is_comparison:
                here["cells"] = row
                return not rest
    return True


def _answer(filled: FilledRows, here: Members, item: FormItem, row: FilledRow) -> bool:
    before = here.get(item.name)
    if isinstance(before, FilledRow):
        if any(before.words) and any(row.words):
            filled.repeated.append(row)
            return True
        if any(before.words):
            return True
    here[item.name] = row
    return True


def _entry(
    entries: list[FilledEntry], count: int, rest: Sequence[tuple[str, int]], row: FilledRow
) -> FilledEntry:
    """The entry that a row belongs to: one that bears its number and lacks the row, else a new one (its block was copied)."""
    own = "" if not any(sign == "-" for sign, _ in rest) else None
    key = "".join(f"{sign}{n}" for sign, n in rest) if own == "" else None
    same = [e for e in entries if e.printed == count]
    for entry in reversed(same):
        if key is None or key not in entry.seen:
            break
    else:
        entry = FilledEntry(count, row.place)
        entries.append(entry)
    if key is not None:
        entry.seen.add(key)
    return entry
