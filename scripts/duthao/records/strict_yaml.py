"""Strict YAML: every scalar a string, every fault with its line, nothing that surprises an officer.

YAML 1.1 turns `17:00` into 1020, `0214…` into an octal number and `no` into False, lets a repeated key
win in silence, and can be made to blow up by aliases. So libyaml only splits the text into events here;
what they mean is decided below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import yaml

from duthao.errors import Finding, Say
from duthao.records import source_text, yaml_cuts

MAX_DEPTH = 32
Value = str | list["Value"] | dict[str, "Value"]
Loc = tuple[str | int, ...]
KEY = ""  # ends the place of a key itself, as against that of its value
_NOTHING = frozenset({"", "~", "null"})
_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Mark(NamedTuple):
    """Where a value stands: line and column from 1, width in characters."""

    line: int
    column: int
    width: int


class Yaml(NamedTuple):
    """A mapping, where each of its parts stands, and the fields that were left blank (`summary:`) and so are not in it.

    `marks` has the place of every list entry and of every value, or of its key where the value stands on other lines;
    of the keys themselves under (…, KEY).
    """

    data: dict[str, Value]
    marks: Mapping[Loc, Mark]
    blank: tuple[Loc, ...]

    def nearest(self, loc: Loc) -> Mark:
        """Return where a field stands, or else the nearest one above it; line 1 where there is none."""
        for length in range(len(loc), 0, -1):
            if loc[:length] in self.marks:
                return self.marks[loc[:length]]
        return Mark(1, 1, 3)


def parse(text: str, path: str, first_line: int = 1) -> tuple[Yaml | None, list[Finding]]:
    """Read one YAML mapping; None where there is none. `first_line` is the number of its first line in the file `path`."""
    builder = _Builder(text, path, first_line)
    try:
        data = builder.build()
    except _TooDeep:
        data = None
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_fault(path, error, text, first_line)]
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        return None, [_syntax(path, text.count("\n", 0, position) + first_line, "")]
    faults = builder.faults
    if isinstance(data, dict):
        return Yaml(data, builder.marks, tuple(builder.blank)), faults
    if not faults:
        faults = [
            Finding(
                path,
                first_line,
                "front-matter-empty",
                Say("Phần khai báo không có trường nào.", "The front matter holds no field."),
                Say("Khai báo theo dạng «tên: giá trị».", "Write fields as `name: value`."),
            )
        ]
    return None, faults


_BROKEN = (
    Say("Phần khai báo bị ngắt đôi.", "A second document."),
    Say(
        "Xóa dòng «---», «...» hoặc dòng bắt đầu bằng «%».",
        "Remove the `---`, the `...`, or the line that begins with `%`.",
    ),
)


class _TooDeep(Exception):
    """Stops the builder before the interpreter's own recursion limit does."""


class _Builder:
    """Builds plain data from libyaml's events, gathering what is refused instead of stopping at it."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.next_event = _Loader(text).get_event
        self.text = text
        self.commented = yaml_cuts.may_hide(text)
        self.path, self.first_line = path, first_line
        self.marks: dict[Loc, Mark] = {}
        self.blank: list[Loc] = []
        self.faults: list[Finding] = []

    def build(self) -> Value | None:
        """Return the document's value; None when there is none. Raises yaml.YAMLError on broken syntax."""
        value: Value | None = None
        documents = 0
        while not isinstance(event := self.next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "yaml-documents", *_BROKEN)
                    break
                value = self._value(self.next_event(), (), 1)
        return value

    def _value(self, event: Any, loc: Loc, depth: int) -> Value:
        if event.anchor or getattr(event, "tag", None):
            self._unwelcome(event, loc)
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"':
                self._control_characters(event, loc)
            if self._commented(event, loc) and not event.value:
                return (
                    "#"  # it was given: that it is missing would be a second fault of one mistake
                )
            return str(event.value)
        if isinstance(event, yaml.AliasEvent):
            return ""
        if depth > MAX_DEPTH:
            self._refuse(
                event,
                "yaml-depth",
                Say(f"Lồng quá {MAX_DEPTH} bậc.", f"Nested deeper than {MAX_DEPTH}."),
                Say("Bỏ bớt các dấu ngoặc hoặc bậc lùi dòng.", "Remove brackets or indentation."),
                loc,
            )
            raise _TooDeep
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loc, depth + 1)
        return self._mapping(loc, depth + 1)

    def _sequence(self, loc: Loc, depth: int) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            here = (*loc, len(values))
            self.marks[here] = self._mark(event)
            values.append(self._value(event, here, depth))
        return values

    def _mapping(self, loc: Loc, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        first: dict[str, Any] = {}
        while not isinstance(named := self.next_event(), yaml.MappingEndEvent):
            plain = isinstance(named, yaml.ScalarEvent) and not (named.anchor or named.tag)
            key = str(named.value) if plain else self._key(named, loc, depth)
            here = (*loc, key)
            mark = self._mark(named)
            self.marks.setdefault((*here, KEY), mark)
            self.marks.setdefault(here, mark)
            if key in first:
                self._repeated(named, here, first[key])
            first.setdefault(key, named.start_mark)
            event = self.next_event()
            value = self._value(event, here, depth)
            # A field left blank (`summary:`, or `~`) is a field not given; `""` is an empty text on purpose.
            if isinstance(event, yaml.ScalarEvent):
                if value:
                    self._value_mark(here, event)
                if value in _NOTHING and event.implicit[0]:
                    self._blank(named, key, here)
                    continue
            values.setdefault(key, value)
        return values

    def _blank(self, named: Any, key: str, here: Loc) -> None:
        if fault := yaml_cuts.by_comma(self.text, key, named.end_mark.index):
            self._refuse(named, "yaml-comma", *fault, here)
        else:
            self.blank.append(here)

    def _control_characters(self, event: Any, loc: Loc) -> None:
        """Refuse those that are written by their number: the text of the file holds none."""
        line = event.start_mark.line + self.first_line
        self.faults += (
            replace(fault, field=loc)
            for fault in source_text.control_character_in_value(event.value, self.path, line)
        )

    def _commented(self, event: Any, loc: Loc) -> bool:
        """Whether a comment cut this plain value: that is refused."""
        if not self.commented or not event.implicit[0]:
            return False
        fault = yaml_cuts.by_comment(self.text, event.value, event.end_mark.index)
        if fault:
            self._refuse(event, "yaml-comment", *fault, loc)
        return fault is not None

    def _key(self, event: Any, loc: Loc, depth: int) -> str:
        key = self._value(event, loc, depth)
        if isinstance(key, str):
            return key
        self._refuse(
            event,
            "yaml-key",
            Say("Tên trường không phải là chữ.", "A key is not a plain word."),
            Say("Viết «tên: giá trị».", "Write `name: value`."),
            loc,
        )
        return ""

    def _repeated(self, event: Any, here: Loc, before: Any) -> None:
        first, key = before.line + self.first_line, here[-1]
        self._refuse(
            event,
            "repeated-key",
            Say(
                f"Trường «{key}» khai báo hai lần (lần đầu ở dòng {first}).",
                f"Key `{key}` stands twice (first on line {first}).",
            ),
            Say("Giữ lại một dòng.", "Keep one of them."),
            here,
        )

    def _value_mark(self, here: Loc, event: Any) -> None:
        """What is wrong with a field is mostly its value: shown where it stands on the line of its key."""
        mark = self._mark(event)
        if mark.width and mark.line == self.marks[here].line:
            self.marks[here] = mark

    def _mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 0
        return Mark(start.line + self.first_line, start.column + 1, width)

    def _unwelcome(self, event: Any, loc: Loc) -> None:
        self._refuse(
            event,
            "yaml-alias",
            Say(
                "Không dùng ký hiệu &, * hoặc ! của YAML ở đây.",
                "Anchors, aliases and tags are not allowed.",
            ),
            Say("Đặt giá trị trong dấu ngoặc kép.", "Put the value in double quotes."),
            loc,
        )

    def _refuse(self, event: Any, rule: str, message: Say, remedy: Say, loc: Loc = ()) -> None:
        line = event.start_mark.line + self.first_line
        self.faults.append(Finding(self.path, line, rule, message, remedy, field=loc))


# What was opened and never closed is shown where it begins: the parser notices lines later.
_OPENED = ("quoted scalar", "flow", "simple key")


def _syntax_fault(path: str, error: yaml.MarkedYAMLError, text: str, first_line: int) -> Finding:
    opened = any(what in str(error.context) for what in _OPENED)
    mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
    line = (mark.line if mark else 0) + first_line
    if "document start" in str(error.problem):  # after `...`, or a line that begins with %
        return Finding(path, line - 1, "yaml-documents", *_BROKEN)
    column = mark.column if mark else 0
    sign = "".join(text.split("\n")[line - first_line : line - first_line + 1])[column : column + 1]
    return _syntax(path, line, str(error.problem or error.context or ""), sign, column + 1)


_ANY_SIGN = Say(
    "Kiểm tra dấu hai chấm, khoảng trắng đầu dòng và dấu ngoặc kép; chữ có dấu «:» phải đặt trong ngoặc kép.",
    "Check colons, indentation and quotes; text with a colon needs double quotes.",
)
_IN_QUOTES = Say(
    'Đặt cả nội dung của trường trong ngoặc kép: «tên: "nội dung"»; dấu ngoặc kép ở trong thì viết «\\"».',
    'Put the whole value in double quotes: `name: "text"`; write a quote inside as `\\"`.',
)
_OPENED_LIST = Say(
    "Đóng danh sách hoặc nhóm đã mở: mỗi «[» có một «]», mỗi «{» có một «}».",
    "Close what was opened: each `[` has a `]`, each `{` a `}`.",
)
_SIGN_REMEDIES = {
    "\t": Say(
        "Xóa dấu Tab ở đầu dòng, dùng dấu cách cho thẳng với dòng trên.",
        "Delete the tab; indent with blanks like the line above.",
    ),
    **dict.fromkeys(('"', "'", ":", "@", "`", "%", "&", "*", "!"), _IN_QUOTES),
    **dict.fromkeys("[]{}", _OPENED_LIST),
}


def _syntax(path: str, line: int, problem: str, sign: str = "", column: int = 0) -> Finding:
    """`sign` is what stands where reading stopped, in `column`; a letter there tells nothing, the line does."""
    shown = "Tab" if sign == "\t" else sign
    if not sign or (sign != "\t" and (sign.isalnum() or not sign.isprintable() or sign == " ")):
        shown, column = "", 0
    at = f", ở dấu «{shown}»" if shown else ""
    return Finding(
        path,
        line,
        "yaml-syntax",
        Say(
            f"Không đọc được phần khai báo từ dòng này{at}.",
            f"The front matter cannot be read from here: {problem}.",
        ),
        _SIGN_REMEDIES.get(sign, _ANY_SIGN),
        column=column,
        width=1 if column else 0,
    )
