"""What a form in Word asks, as a tree of numbered items: the questions of a record, each with the number printed at its row.

A number is `2.1-1.3`: the third question of the first entry of the first item of the second group. `.` goes to a question
or a block, `-` to an entry of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from duthao.domain.record_questions import questions
from duthao.domain.record_questions.questions import BODY, LIST, RecordQuestion
from duthao.errors import FieldPath

COMPARISON = f"{BODY}.new"
ROWS = "rows"  # of the comparison, as findings name them
COLUMNS = ("Nội dung", "Quy định hiện hành", "Dự thảo", "Ai bị ảnh hưởng")
BEFORE, AFTER = "before", "after"
_ENTRIES = {"rounds": "Đợt lấy ý kiến", f"{COMPARISON}.{ROWS}": "Dòng của bảng so sánh"}
_COMPARISON = {BEFORE: "Lời trước bảng", ROWS: "Bảng so sánh", AFTER: "Lời sau bảng"}


@dataclass(frozen=True, slots=True)
class FormItem:
    """A question, a block of items (`question` None), or a list of such blocks (`many`).

    `path` is as a question's; `name` its last step, of a section the whole of it. Of the comparison's list an entry is a row of
    four cells, and has no items.
    """

    name: str
    path: str
    label: str
    hint: str
    question: RecordQuestion | None
    many: bool
    items: tuple[FormItem, ...]

    @property
    def is_comparison(self) -> bool:
        """Whether its entries are rows of the comparison."""
        return self.path == f"{COMPARISON}.{ROWS}"

    @property
    def entry_label(self) -> str:
        """What an entry of the list is called, before its number."""
        return _ENTRIES.get(self.path, f"{self.label}, mục")


@dataclass(frozen=True, slots=True)
class FormGroup:
    """The items of a group of questions, numbered `<number>.1`, `<number>.2`, …"""

    number: int
    title: str
    items: tuple[FormItem, ...]


class _Block:
    """A block while its questions are gathered."""

    def __init__(self, path: str, many: bool) -> None:
        self.path, self.many = path, many
        self.members: dict[str, _Block | RecordQuestion] = {}

    def items(self) -> tuple[FormItem, ...]:
        made = []
        for name, member in self.members.items():
            if isinstance(member, _Block):
                label, hint = questions.label_of(member.path), questions.hint_of(member.path)
                made.append(
                    FormItem(name, member.path, label, hint, None, member.many, member.items())
                )
            elif member.path == COMPARISON:
                made.append(_comparison(member))
            else:
                made.append(
                    FormItem(name, member.path, member.label, member.hint, member, False, ())
                )
        return tuple(made)


def _comparison(question: RecordQuestion) -> FormItem:
    parts = tuple(
        FormItem(name, f"{COMPARISON}.{name}", label, "", None if name == ROWS else RecordQuestion(f"{COMPARISON}.{name}", label, "section", "", False, ""), name == ROWS, ())
        for name, label in _COMPARISON.items()
    )  # fmt: skip
    return FormItem(COMPARISON, COMPARISON, question.label, question.hint, None, False, parts)


@cache
def groups() -> tuple[FormGroup, ...]:
    """All groups. What is asked of the entries of a list stands with the list, in whatever group it is asked."""
    blocks: dict[str, _Block] = {}
    tops: list[tuple[str, _Block]] = []
    for group in questions.groups():
        top = _Block("", False)
        tops.append((group.title, top))
        for question in group.questions:
            _place(question, top, blocks)
    return tuple(
        FormGroup(number, title, top.items()) for number, (title, top) in enumerate(tops, 1)
    )


def _place(question: RecordQuestion, top: _Block, blocks: dict[str, _Block]) -> None:
    parts = question.path.split(".")
    here, path = top, ""
    for place, name in enumerate(parts[:-1]):
        if name in (LIST, BODY):
            path = f"{path}.{name}".lstrip(".")
            continue
        path = f"{path}.{name}".lstrip(".")
        if path not in blocks:
            blocks[path] = _Block(path, parts[place + 1] == LIST)
            here.members[name] = blocks[path]
        here = blocks[path]
    here.members[question.path if question.kind == "section" else parts[-1]] = question


def top_items(group: int) -> tuple[FormItem, ...]:
    """The items of the group of this number; none where there is no such group."""
    return next((g.items for g in groups() if g.number == group), ())


def item_at(steps: Sequence[tuple[str, int]]) -> FormItem | None:
    """What the row of a number is of, a question, a block or a list; None where there is no such row."""
    items, item = top_items(steps[0][1]), None
    for sign, count in steps[1:]:
        if sign == ".":
            if not 0 < count <= len(items):
                return None
            item = items[count - 1]
            items = item.items
        elif item is None or not item.many:
            return None
    return item


def number_of(path: FieldPath) -> str:
    """The number of the row that asks for what stands at a path of the record, or of the nearest row above; "" for none."""
    if path[:1] == (BODY,) and len(path) > 1:
        path = (f"{BODY}.{path[1]}", *path[2:])
    for group in groups():
        if found := _number(group.items, path, str(group.number)):
            return found
    return ""


def _number(items: Sequence[FormItem], path: FieldPath, before: str) -> str:
    for place, item in enumerate(items, 1):
        if path and item.name == path[0]:
            here, rest = f"{before}.{place}", path[1:]
            if item.many and rest and isinstance(rest[0], int):
                here, rest = f"{here}-{rest[0] + 1}", rest[1:]
            return _number(item.items, rest, here) or here
    return ""


def walk(items: Sequence[FormItem]) -> Iterator[FormItem]:
    """Every item and those within it, in order."""
    for item in items:
        yield item
        yield from walk(item.items)
