"""Where each value of a YAML text stands, with its signs: what an edit needs to know beside what `strict_yaml` reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from duthao.records.strict_yaml import Value

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COLON = re.compile(r"[ \t]*:")
_DASH = re.compile(r"-[ \t\n]")
ValueKind = Literal["text", "list", "group"]


@dataclass(slots=True, eq=False)
class YamlNode:
    """A value: its first character, and the one behind its last. Places are counted in characters from 0.

    `style`: how a text is written ("", `'`, `"`, `|`, `>`). `braces`: a list or a group between brackets. Of a group
    `entries` are its fields, of a list its items; `column` is that of its keys or dashes.
    """

    kind: ValueKind
    start: int
    end: int
    column: int
    style: str = ""
    braces: bool = False
    text: str = ""
    entries: list[YamlEntry] = field(default_factory=list)

    @property
    def value(self) -> Value:
        """What the strict reader makes of it, fields that are blank left out."""
        if self.kind == "list":
            return [entry.node.value for entry in self.entries]
        if self.kind == "group":
            values: dict[str, Value] = {}
            for entry in self.entries:
                if not entry.blank:
                    values.setdefault(entry.key, entry.node.value)
            return values
        return self.text


@dataclass(slots=True, eq=False)
class YamlEntry:
    """A field of a group, or an item of a list (with the key ""): where its key or dash begins, and where its value may (-1: there is
    no colon between brackets).
    """

    key: str
    start: int
    after: int
    node: YamlNode

    @property
    def end(self) -> int:
        """The first character behind it."""
        return max(self.node.end, self.after)

    @property
    def blank(self) -> bool:
        """A field without a value: it is not in the data."""
        node = self.node
        return node.kind == "text" and node.style == "" and node.text in ("", "~", "null")


class Unusual(Exception):
    """The text is laid out in a way that no officer writes and no edit knows."""


def read(text: str) -> YamlNode:
    """The layout of the one document in the text. Raises Unusual where there is none, or it has anchors or tags; yaml.YAMLError."""
    reader = _Reader(text)
    root = reader.document()
    if root.kind != "group":
        raise Unusual
    return root


class _Reader:
    def __init__(self, text: str) -> None:
        self._next = _Loader(text).get_event
        self._text = text

    def document(self) -> YamlNode:
        root: YamlNode | None = None
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if root:
                    raise Unusual
                root = self._node(self._next())
        if root is None:
            raise Unusual
        return root

    def _node(self, event: Any) -> YamlNode:
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
            raise Unusual
        start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
        if isinstance(event, yaml.ScalarEvent):
            style = event.style if event.style in ("'", '"', "|", ">") else ""
            if style in ("|", ">"):  # the reader goes on to whatever follows
                keeps = "+" in self._text[start:end].partition("\n")[0].partition("#")[0]
                end = end if keeps else start + len(self._text[start:end].rstrip())
            return YamlNode("text", start, end, column, style, text=str(event.value))
        node = YamlNode("group", start, end, column, braces=bool(event.flow_style))
        if isinstance(event, yaml.SequenceStartEvent):
            node.kind = "list"
            end = self._items(node)
        else:
            end = self._fields(node)
        node.end = end if node.braces else max((e.node.end for e in node.entries), default=start)
        return node

    def _items(self, node: YamlNode) -> int:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            before = node.entries[-1].node.end if node.entries else node.start
            item = self._node(event)
            dash = item.start if node.braces else self._dash(before, _start(event), node)
            node.entries.append(YamlEntry("", dash, dash if node.braces else dash + 1, item))
        return _end(event)

    def _dash(self, before: int, start: int, node: YamlNode) -> int:
        """Where the dash of an item stands whose value begins at `start`: in the column of its list, alone in its place."""
        if not node.entries:
            return node.start
        line_end = start
        while (line := self._text.rfind("\n", 0, line_end) + 1) > before - 1:
            dash = line + node.column
            alone = not self._text[line:dash].strip(" ")
            if alone and _DASH.match(self._text, dash):
                return dash
            line_end = line - 1
        raise Unusual

    def _fields(self, node: YamlNode) -> int:
        while not isinstance(named := self._next(), yaml.MappingEndEvent):
            if not isinstance(named, yaml.ScalarEvent) or named.anchor or named.tag:
                raise Unusual
            value = self._node(self._next())
            colon = _COLON.match(self._text, _end(named))
            after = colon.end() if colon else -1
            node.entries.append(YamlEntry(str(named.value), _start(named), after, value))
        return _end(named)


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)
