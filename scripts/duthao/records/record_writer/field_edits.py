"""Which characters of a YAML text are to be another, so that it holds other values and is laid out as before.

Comments on lines of their own stay, but those inside of a value that goes, and below it where they stand deeper than its
key. Those directly above an entry of a list belong to it: they move with it and go with it. A comment at the end of a line
stays with the value that takes the old one's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from duthao.records.record_writer import list_order, scalars, values
from duthao.records.record_writer.layout import Unusual, YamlEntry, YamlNode
from duthao.records.strict_yaml import Value

_COMMENT = re.compile(r"[ \t]+#[^\n]*")


class Edit(NamedTuple):
    """The characters from `start` to before `end` become `text`."""

    start: int
    end: int
    text: str


class FieldEdits:
    """The edits of one text. `whole`: a field whose value is another is written anew as a whole; `blocks`: a text of several
    lines stands on several, where none does yet.
    """

    def __init__(self, text: str, root: YamlNode, *, whole: bool, blocks: bool) -> None:
        self._text, self._root, self._whole, self._blocks = text, root, whole, blocks
        self._edits: list[Edit] = []

    def between(self, before: Mapping[str, Value], wanted: Mapping[str, Value]) -> list[Edit]:
        """The edits that make `wanted` of what is there; fields that are as `before` are not looked at."""
        same = {key for key, value in wanted.items() if key in before and before[key] == value}
        self._group(self._root, wanted, same)
        return sorted(self._edits, key=lambda edit: edit[:2])

    def _edit(self, start: int, end: int, text: str) -> None:
        self._edits.append(Edit(start, end, text))

    # ---- a value

    def _value(self, entry: YamlEntry, wanted: Value, parent: YamlNode) -> None:
        node, done = entry.node, len(self._edits)
        if not entry.blank and node.value == wanted:
            return
        inside = bool(wanted and node.entries) and not self._whole
        try:
            if inside and isinstance(wanted, dict) and node.kind == "group":
                self._group(node, wanted)
            elif inside and isinstance(wanted, list) and node.kind == "list":
                self._list(node, wanted)
            else:
                self._replace(entry, wanted, parent)
        except Unusual:
            if not inside:
                raise
            del self._edits[done:]
            self._replace(entry, wanted, parent)

    def _replace(self, entry: YamlEntry, wanted: Value, parent: YamlNode) -> None:
        """Write a value in the place of another, of whatever kind."""
        if entry.after < 0 or _holds_cut_text(entry.node):
            raise Unusual
        if parent.braces:
            new = values.between(wanted)
            if isinstance(wanted, str) and entry.node.kind == "text" and not entry.blank:
                new = scalars.in_style(wanted, entry.node.style, braces=True)
            self._in_place(entry, new)
            if cut := _cut_text(entry, parent):  # it was a part of the value that is another now
                self._edit(entry.end, cut[-1].end, "")
        elif isinstance(wanted, str):
            self._in_place(entry, self._written(entry, wanted, parent))
        elif values.on_one_line(wanted):
            self._in_place(entry, values.between(wanted))
        else:
            self._below(entry, wanted, parent)

    def _written(self, entry: YamlEntry, wanted: str, parent: YamlNode) -> str:
        """A text as it stands behind its colon or dash, in the style of the one that is there, on one line or more."""
        node = entry.node
        old = node.style if node.kind == "text" and not entry.blank else None
        lies_below = node.kind != "text" and not node.braces
        place = entry.after if lies_below else max(node.end, entry.after)
        comment = _COMMENT.match(self._text, place) is not None
        if old in ("|", ">") or ("\n" in wanted and self._blocks and not comment):
            inner = self._text[node.start : node.end].split("\n")
            indent = " " * (parent.column + len(values.STEP))
            sign_comment = _COMMENT.search(inner[0]) if old in ("|", ">") else None
            if old in ("|", ">") and (first := next(filter(str.strip, inner[1:]), "")):
                indent = first[: len(first) - len(first.lstrip(" "))]
            width = max((len(line) for line in inner[1:]), default=0) - len(indent)
            lines = scalars.folded(wanted, max(width, 40)) if old == ">" else None
            lines = lines or (scalars.lines_of_block(wanted) if "\n" in wanted else None)
            follows = self._text[self._next_line(entry.end) :].lstrip(" ")[:1]
            if lines and (old in ("|", ">") or follows not in ("#", "\n")):
                sign = lines[0] + (sign_comment[0] if sign_comment else "")
                return "\n".join([sign, *values.indented(lines[1:], indent)])
            return scalars.quoted(wanted) + (sign_comment[0] if sign_comment else "")
        if old is None:
            return scalars.quoted(wanted) if comment else scalars.scalar(wanted)
        return scalars.in_style(wanted, old, comment=comment)

    def _in_place(self, entry: YamlEntry, new: str) -> None:
        """Put what begins on the line of its key or dash, or where the old value begins."""
        node = entry.node
        if node.kind != "text" and not node.braces:
            if self._line(node.start) == self._line(entry.after):  # a group behind its dash
                raise Unusual
            self._edit(entry.after, entry.after, f" {new}")
            start, end = self._line(node.start), self._next_line(node.end)
            if node.kind == "list":  # comments of its entries go with them
                spans = self._spans(node)
                start, end = spans[0][0], spans[-1][1]
            self._edit(start, end, "")
        elif node.start == node.end:
            self._edit(entry.after, entry.after, f" {new}")
        else:
            self._edit(node.start, node.end, new)

    def _below(self, entry: YamlEntry, wanted: Value, parent: YamlNode) -> None:
        """Put a list or a group on the lines below its field."""
        node = entry.node
        if parent.kind == "list":
            raise Unusual
        indent = " " * (parent.column + len(values.STEP))
        lines = values.indented(values.lines(wanted, blocks=self._blocks), indent)
        if node.start > entry.after and self._line(node.start) > self._line(entry.after):
            start, end = self._line(node.start), self._next_line(node.end)
            kept = [line.strip() for line in self._text[start:end].split("\n")]
            lines = [indent + line for line in kept if line.startswith("#")] + lines
            if behind := _COMMENT.match(self._text, node.end):
                lines.insert(0, indent + behind[0].strip())
            if lines[0].lstrip().startswith("#") and isinstance(wanted, list):
                first = next(n for n, line in enumerate(lines) if not line.lstrip().startswith("#"))
                lines.insert(first, "")  # nobody knows of which entry they spoke
            self._edit(start, end, _joined(lines))
        else:
            self._edit(entry.after, max(node.end, entry.after), "")
            place = self._next_line(entry.end)
            self._edit(place, place, _joined(lines))

    # ---- a group

    def _group(
        self,
        node: YamlNode,
        wanted: Mapping[str, Value],
        same: frozenset[str] | set[str] = frozenset(),
    ) -> None:
        present: dict[str, YamlEntry] = {}
        for entry in sorted(node.entries, key=lambda e: e.blank):
            present.setdefault(entry.key, entry)
        for key, value in wanted.items():
            if key in present and key not in same:
                self._value(present[key], value, node)
        gone = [e for e in node.entries if e.key not in wanted and not e.blank]
        new = [key for key in wanted if key not in present and key not in same]
        if node.braces:
            self._between_brackets(node, gone, wanted, new, present)
        else:
            self._remove(node, gone)
            self._add(node, gone, wanted, new, present)

    def _remove(self, node: YamlNode, gone: Sequence[YamlEntry]) -> None:
        for place, entry in enumerate(node.entries):
            if entry not in gone:
                continue
            if self._alone(entry.start):
                self._edit(self._line(entry.start), self._behind(entry, node.column), "")
                continue
            # Behind a dash: what follows takes its place.
            after = node.entries[place + 1 : place + 2]
            if not after or self._text[self._next_line(entry.end) : after[0].start].strip():
                raise Unusual
            if after[0] in gone:
                raise Unusual
            self._edit(entry.start, after[0].start, "")

    def _add(
        self,
        node: YamlNode,
        gone: Sequence[YamlEntry],
        wanted: Mapping[str, Value],
        new: Sequence[str],
        present: Mapping[str, YamlEntry],
    ) -> None:
        indent = " " * node.column
        for key in new:
            lines = values.indented(values.lines({key: wanted[key]}, blocks=self._blocks), indent)
            anchor = _before(key, wanted, present, gone)
            staying = next((e for e in node.entries if e not in gone), None)
            if anchor:
                place = self._behind(anchor, node.column)
            elif self._alone(node.entries[0].start):
                place = self._line((staying or node.entries[0]).start)
            elif staying:
                self._edit(staying.start, staying.start, _joined(lines)[len(indent) :] + indent)
                continue
            else:
                raise Unusual
            self._edit(place, place, _joined(lines))

    # ---- a list

    def _list(self, node: YamlNode, wanted: list[Value]) -> None:
        pairs = list_order.pairs([entry.node.value for entry in node.entries], wanted)
        if node.braces:
            self._items_between_brackets(node, wanted, pairs)
            return
        if not all(self._alone(entry.start) for entry in node.entries):
            raise Unusual
        spans = self._spans(node)
        gone = [i for i, j in pairs if i is not None and j is None]
        place = spans[0][0]
        for i, j in pairs:
            if j is None:
                assert i is not None
                self._edit(*spans[i], "")
            elif i is None:
                self._edit(place, place, self._entry(node, spans, gone, wanted[j]))
            else:
                self._value(node.entries[i], wanted[j], node)
                place = spans[i][1]

    def _entry(
        self, node: YamlNode, spans: Sequence[tuple[int, int]], gone: Sequence[int], value: Value
    ) -> str:
        """The lines of an entry that is new in its place: its own where it comes from another one of the list."""
        for i in gone:
            if node.entries[i].node.value == value:
                return self._text[slice(*spans[i])]
        lines = values.indented(values.lines([value], blocks=self._blocks), " " * node.column)
        came_from = list_order.surely_the_same([node.entries[i].node.value for i in gone], value)
        if came_from is None:
            return _joined(lines)
        old = gone[came_from]
        return self._text[spans[old][0] : self._line(node.entries[old].start)] + _joined(lines)

    def _spans(self, node: YamlNode) -> list[tuple[int, int]]:
        """From where to before where the lines of each entry of a list go, its comments included.

        These are the ones directly above it, and below it those that stand deeper than its dash. What an empty line parts from
        an entry is of none; above the first one, neither is what stands further left, as the field does.
        """
        spans: list[tuple[int, int]] = []
        for entry in node.entries:
            start = self._line(entry.start)
            above = spans[-1][1] if spans else 0
            while start > above:
                line = self._text[self._line(start - 1) : start - 1]
                bare = line.lstrip(" ")
                if bare[:1] != "#" or (not spans and len(line) - len(bare) < node.column):
                    break
                start = self._line(start - 1)
            spans.append((start, self._behind(entry, node.column)))
        return spans

    # ---- between brackets

    def _between_brackets(
        self,
        node: YamlNode,
        gone: Sequence[YamlEntry],
        wanted: Mapping[str, Value],
        new: Sequence[str],
        present: Mapping[str, YamlEntry],
    ) -> None:
        additions: list[tuple[YamlEntry | None, str]] = []
        for key in new:
            anchor = _before(key, wanted, present, gone)
            additions.append((anchor, values.between({key: wanted[key]})[1:-1]))
        self._brackets(node, gone, additions)

    def _items_between_brackets(
        self, node: YamlNode, wanted: list[Value], pairs: Sequence[list_order.Pair]
    ) -> None:
        gone = [node.entries[i] for i, j in pairs if i is not None and j is None]
        additions: list[tuple[YamlEntry | None, str]] = []
        anchor: YamlEntry | None = None
        for i, j in pairs:
            if i is None and j is not None:
                additions.append((anchor, values.between(wanted[j])))
            elif i is not None and j is not None:
                anchor = node.entries[i]
                self._value(anchor, wanted[j], node)
        self._brackets(node, gone, additions)

    def _brackets(
        self,
        node: YamlNode,
        gone: Sequence[YamlEntry],
        additions: Sequence[tuple[YamlEntry | None, str]],
    ) -> None:
        """Take entries out from between brackets, and put others behind those that stay (None: before the first)."""
        if any(e.after < 0 for e in gone):
            raise Unusual
        staying = [e for e in node.entries if e not in gone]
        if not staying:
            inside = self._text[node.start + 1 : node.end - 1]
            if "#" in inside:
                raise Unusual
            joined = ", ".join(text for _, text in additions)
            self._edit(node.start + 1, node.end - 1, joined)
            return
        for anchor, text in additions:
            if anchor:
                self._edit(anchor.end, anchor.end, f", {text}")
            else:
                self._edit(staying[0].start, staying[0].start, f"{text}, ")
        last = node.entries.index(staying[-1])
        for place, entry in enumerate(node.entries[:last]):
            if entry in gone:
                self._edit(entry.start, node.entries[place + 1].start, "")
        if node.entries[last + 1 :]:
            self._edit(staying[-1].end, node.entries[-1].end, "")

    # ---- lines

    def _line(self, place: int) -> int:
        """Where the line begins in which a character stands."""
        return self._text.rfind("\n", 0, place) + 1

    def _next_line(self, end: int) -> int:
        """Where the line begins that follows what ends before `end`."""
        if self._text[end - 1 : end] == "\n":
            return end
        found = self._text.find("\n", end)
        return len(self._text) if found < 0 else found + 1

    def _alone(self, place: int) -> bool:
        """Whether nothing but blanks stands before a character on its line."""
        return not self._text[self._line(place) : place].strip(" ")

    def _behind(self, entry: YamlEntry, column: int) -> int:
        """Where the line begins that follows an entry and the comments below it that stand deeper than its key."""
        place = self._next_line(entry.end)
        while place < len(self._text):
            line = self._text[place : self._next_line(place + 1) - 1]
            bare = line.lstrip(" ")
            if bare[:1] != "#" or len(line) - len(bare) <= column:
                break
            place = self._next_line(place + 1)
        return place


def _cut_text(entry: YamlEntry, parent: YamlNode) -> list[YamlEntry]:
    """What a comma between brackets cut from a value: fields without a colon that follow it."""
    behind = parent.entries[parent.entries.index(entry) + 1 :]
    return list(takewhile(lambda e: e.after < 0, behind))


def _holds_cut_text(node: YamlNode) -> bool:
    """Whether there is text in a value, cut by a comma, that would be lost with its brackets."""
    return any(e.after < 0 or _holds_cut_text(e.node) for e in node.entries)


def _before(
    key: str,
    wanted: Mapping[str, Value],
    present: Mapping[str, YamlEntry],
    gone: Sequence[YamlEntry],
) -> YamlEntry | None:
    """The entry that stays and stands last before a key in the order of what is wanted."""
    anchor = None
    for name in wanted:
        if name == key:
            return anchor
        if name in present and present[name] not in gone:
            anchor = present[name]
    return anchor


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
