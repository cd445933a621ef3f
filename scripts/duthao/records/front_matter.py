"""Strict YAML: every scalar a string, every fault with its line, nothing that surprises an officer.

YAML 1.1 turns `17:00` into 1020, `0214…` into an octal number and `no` into False, lets a repeated key
win in silence, and can be made to blow up by aliases. So libyaml only splits the text into events here;
what they mean is decided below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from duthao.errors import Finding, Say
from duthao.records import yaml_cuts
from duthao.text import nfc

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
Value = str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]
KEY = ""
_FENCE = re.compile(r"---[^\S\n]*(?![^\n])")
_NEXT_FENCE = re.compile(r"\n" + _FENCE.pattern)
_NOTHING = frozenset({"", "~", "null"})
_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SCALAR, _ALIAS = yaml.ScalarEvent, yaml.AliasEvent
_LIST, _LIST_END, _GROUP_END = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.MappingEndEvent


class Mark(NamedTuple):
    """Where a value stands: line and column from 1, width in characters."""

    line: int
    column: int
    width: int


class Document(NamedTuple):
    """A Markdown file with front matter: its data, the body and the line on which the body begins."""

    data: dict[str, Value]
    yaml_text: str
    yaml_line: int
    body: str
    body_line: int
    has_blank: bool = False

    def marks(self) -> dict[Path, Mark]:
        """The place of every list entry and of every value, or of its key where it stands on other lines; of the
        keys themselves under (…, KEY). Costs a second parse: asked for only by a fault."""
        found: dict[Path, Mark] = {}
        _Builder(self.yaml_text, self.yaml_line, found).build()
        return found

    def blank(self) -> list[Path]:
        """The fields that were left blank (`summary:`) and so are not in the data. Costs a second parse."""
        builder = _Builder(self.yaml_text, self.yaml_line, {})
        builder.build()
        return builder.blank


def decode(raw: bytes, path: str) -> tuple[str, list[Finding]]:
    """The text in NFC with LF line ends; faults if it is not UTF-8, too large or has control characters."""
    if len(raw) > MAX_BYTES:
        return "", [
            _fault(
                path,
                0,
                "file-size",
                f"Tệp lớn hơn {MAX_BYTES // 1024} kB.",
                f"The file is larger than {MAX_BYTES // 1024} kB.",
                "Rút gọn nội dung; đưa phần dài vào tệp đính kèm.",
                "Shorten it; put the long part into an attachment.",
            )
        ]
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [
            _fault(
                path,
                line,
                "not-utf8",
                "Tệp không phải mã UTF-8.",
                "The file is not UTF-8.",
                "Lưu lại tệp với bảng mã UTF-8.",
                "Save the file as UTF-8.",
            )
        ]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = nfc(text)
    return text, list(_control_characters(text, path))


def _control_characters(text: str, path: str) -> Iterator[Finding]:
    if text.replace("\n", "").isprintable():
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable() or all(_allowed(c) for c in line):
            continue
        column = next(i for i, c in enumerate(line, 1) if not _allowed(c))
        code = f"U+{ord(line[column - 1]):04X}"
        yield Finding(
            path,
            number,
            "control-character",
            Say(
                f"Có ký tự điều khiển {code} không nhìn thấy được.",
                f"There is an invisible control character {code}.",
            ),
            Say(
                "Xóa ký tự đó (thường do dán từ tệp Word hoặc PDF).",
                "Delete it (often pasted from Word or PDF).",
            ),
            column=column,
            width=1,
        )


def _allowed(char: str) -> bool:
    # No-break and narrow spaces, soft hyphens and joiners come with honest copy and paste.
    return (
        char.isprintable()
        or char in "\t\u00a0\u00ad\u2007\u2009\u200b\u200c\u200d\u202f\u3000\ufeff"
    )


def read_document(raw: bytes, path: str) -> tuple[Document | None, list[Finding]]:
    """Split a record into front matter and body. Never raises on any bytes."""
    text, faults = decode(raw, path)
    if any(f.rule in ("file-size", "not-utf8") for f in faults):
        return None, faults
    if not text.strip():
        return None, [
            _fault(
                path,
                1,
                "empty-file",
                "Tệp trống.",
                "The file is empty.",
                "Tạo hồ sơ bằng lệnh «duthao new».",
                "Make a record with `duthao new`.",
            )
        ]
    opening = _FENCE.match(text)
    if not opening:
        return None, [
            *faults,
            _fault(
                path,
                1,
                "front-matter-missing",
                "Dòng đầu phải là «---» mở phần khai báo.",
                "The first line must be `---`, opening the front matter.",
                "Thêm dòng «---» ở đầu tệp.",
                "Add a line `---` at the top.",
            ),
        ]
    closing = _NEXT_FENCE.search(text, opening.end())
    if not closing:
        return None, [
            *faults,
            _fault(
                path,
                1,
                "front-matter-unclosed",
                "Phần khai báo không có dòng «---» kết thúc.",
                "The front matter has no closing `---`.",
                "Thêm dòng «---» sau khai báo cuối cùng.",
                "Add a line `---` after the last field.",
            ),
        ]
    yaml_text = text[opening.end() + 1 : closing.start()] + "\n"
    data, more, has_blank = parse(yaml_text, path, first_line=2)
    faults += more
    if data is None or any(f.rule == "control-character" for f in faults):
        return None, faults
    body_line = text.count("\n", 0, closing.end()) + 2
    return Document(data, yaml_text, 2, text[closing.end() + 1 :], body_line, has_blank), faults


def parse(
    text: str, path: str, first_line: int = 1
) -> tuple[dict[str, Value] | None, list[Finding], bool]:
    """Read one YAML mapping, and whether a field in it was left blank; `first_line` is the number of its first line."""
    builder = _Builder(text, first_line)
    try:
        data = builder.build()
    except _TooDeep:
        data = None
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_fault(path, error, text, first_line)], False
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        return None, [_syntax(path, text.count("\n", 0, position) + first_line, "")], False
    faults = [Finding(path, *place) for place in builder.faults]
    if isinstance(data, dict):
        return data, faults, bool(builder.blank)
    if not faults:
        faults = [
            _fault(
                path,
                first_line,
                "front-matter-empty",
                "Phần khai báo không có trường nào.",
                "The front matter holds no field.",
                "Khai báo theo dạng «tên: giá trị».",
                "Write fields as `name: value`.",
            )
        ]
    return None, faults, False


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

    def __init__(self, text: str, first_line: int, marks: dict[Path, Mark] | None = None) -> None:
        self.next = _Loader(text).get_event
        self.text = text
        self.commented = yaml_cuts.may_hide(text)
        self.first_line = first_line
        self.marks = marks
        self.blank: list[Path] = []  # paths are whole only where marks are asked for
        self.faults: list[tuple[int, str, Say, Say]] = []

    def build(self) -> Value | None:
        """The document's value; None when there is none. Raises yaml.YAMLError on broken syntax."""
        value: Value | None = None
        documents = 0
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        event,
                        "yaml-documents",
                        *_BROKEN,
                    )
                    break
                value = self._value(self.next(), (), 1)
        return value

    # Events are told apart by their very class: it costs a third of `isinstance`, some hundred times a record. For
    # the same reason ordinary scalars, which nearly all of them are, are taken where they are met.

    def _value(self, event: Any, path: Path, depth: int) -> Value:
        kind = type(event)
        if kind is _SCALAR:
            if event.anchor or event.tag:
                self._unwelcome(event)
            if self.commented:
                self._commented(event)
            return str(event.value)
        if kind is _ALIAS:
            self._unwelcome(event)
            return ""
        if event.anchor or event.tag:
            self._unwelcome(event)
        if depth > MAX_DEPTH:
            self._refuse(
                event,
                "yaml-depth",
                Say(f"Lồng quá {MAX_DEPTH} bậc.", f"Nested deeper than {MAX_DEPTH}."),
                Say("Bỏ bớt các dấu ngoặc hoặc bậc lùi dòng.", "Remove brackets or indentation."),
            )
            raise _TooDeep
        if kind is _LIST:
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _sequence(self, path: Path, depth: int) -> list[Value]:
        found: list[Value] = []
        following, marks = self.next, self.marks
        while type(event := following()) is not _LIST_END:
            here = path
            if marks is not None:
                here = (*path, len(found))
                marks[here] = self._mark(event)
            found.append(self._value(event, here, depth + 1))
        return found

    def _mapping(self, path: Path, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        seen: dict[str, Any] = {}
        following, marks, below = self.next, self.marks, depth + 1
        while (kind := type(event := following())) is not _GROUP_END:
            if kind is _SCALAR and not event.tag and not event.anchor:
                key = event.value
            else:
                key = self._key(event, path, below)
            here = path
            if marks is not None:
                here = (*path, key)
                marks.setdefault((*here, KEY), self._mark(event))
                marks.setdefault(here, self._mark(event))
            if key in seen:
                self._repeated(event, key, seen[key])
            else:
                seen[key] = event.start_mark
            named = event
            event = following()
            if type(event) is not _SCALAR:
                value = self._value(event, here, below)
            else:
                value = event.value
                if event.tag or event.anchor:
                    self._unwelcome(event)
                if self.commented and self._commented(event) and not value:
                    value = "#"  # it was given: that it is missing would be a second fault of one mistake
                if marks is not None and value:
                    self._value_mark(here, event)
                # A field left blank (`summary:`, or `~`) is a field not given; `""` is an empty text on purpose.
                if value in _NOTHING and event.implicit[0]:
                    self._blank(named, key, here)
                    continue
            found.setdefault(key, value)
        return found

    def _blank(self, named: Any, key: str, here: Path) -> None:
        if said := yaml_cuts.by_comma(self.text, key, named.end_mark.index):
            self._refuse(named, "yaml-comma", *said)
        else:
            self.blank.append(here)

    def _commented(self, event: Any) -> bool:
        """Whether a comment cut this plain value: that is refused."""
        if not event.implicit[0]:
            return False
        said = yaml_cuts.by_comment(self.text, event.value, event.end_mark.index)
        if said:
            self._refuse(event, "yaml-comment", *said)
        return said is not None

    def _key(self, event: Any, path: Path, depth: int) -> str:
        key = self._value(event, path, depth)
        if isinstance(key, str):
            return key
        self._refuse(
            event,
            "yaml-key",
            Say("Tên trường không phải là chữ.", "A key is not a plain word."),
            Say("Viết «tên: giá trị».", "Write `name: value`."),
        )
        return ""

    def _repeated(self, event: Any, key: str, before: Any) -> None:
        first = before.line + self.first_line
        self._refuse(
            event,
            "repeated-key",
            Say(
                f"Trường «{key}» khai báo hai lần (lần đầu ở dòng {first}).",
                f"Key `{key}` stands twice (first on line {first}).",
            ),
            Say("Giữ lại một dòng.", "Keep one of them."),
        )

    def _value_mark(self, here: Path, event: Any) -> None:
        """What is wrong with a field is mostly its value: shown where it stands on the line of its key."""
        assert self.marks is not None
        mark = self._mark(event)
        if mark.width and mark.line == self.marks[here].line:
            self.marks[here] = mark

    def _mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 0
        return Mark(start.line + self.first_line, start.column + 1, max(width, 0))

    def _unwelcome(self, event: Any) -> None:
        self._refuse(
            event,
            "yaml-alias",
            Say(
                "Không dùng ký hiệu &, * hoặc ! của YAML ở đây.",
                "Anchors, aliases and tags are not allowed.",
            ),
            Say("Đặt giá trị trong dấu ngoặc kép.", "Put the value in double quotes."),
        )

    def _refuse(self, event: Any, rule: str, message: Say, remedy: Say) -> None:
        self.faults.append((event.start_mark.line + self.first_line, rule, message, remedy))


# What was begun and never ended is shown where it begins: the parser notices lines later.
_BEGUN = ("quoted scalar", "flow", "simple key")


def _syntax_fault(path: str, error: yaml.MarkedYAMLError, text: str, first_line: int) -> Finding:
    begun = any(what in str(error.context) for what in _BEGUN)
    mark = (begun and error.context_mark) or error.problem_mark or error.context_mark
    line = (mark.line if mark else 0) + first_line
    if "document start" in str(error.problem):  # after `...`, or a line that begins with %
        return Finding(path, line - 1, "yaml-documents", *_BROKEN)
    column = mark.column if mark else 0
    sign = "".join(text.split("\n")[line - first_line : line - first_line + 1])[column : column + 1]
    return _syntax(path, line, str(error.problem or error.context or ""), sign, column + 1)


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
        Say(
            "Kiểm tra dấu hai chấm, khoảng trắng đầu dòng và dấu ngoặc kép; chữ có dấu «:» phải đặt trong ngoặc kép.",
            "Check colons, indentation and quotes; text with a colon needs double quotes.",
        ),
        column=column,
        width=1 if column else 0,
    )


def _fault(
    path: str, line: int, rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str
) -> Finding:
    return Finding(path, line, rule, Say(vi, en), Say(remedy_vi, remedy_en))


Loc = tuple[str | int, ...]


def nearest(marks: Mapping[Path, Mark], loc: Loc) -> Mark:
    """Where a field stands, or else the nearest one above it; line 1 where there is none."""
    for length in range(len(loc), 0, -1):
        if loc[:length] in marks:
            return marks[loc[:length]]
    return Mark(1, 1, 3)
