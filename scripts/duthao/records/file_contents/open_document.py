"""What ODT and ODS hold beside what they show: notes of reviewers, changes, hidden text, tables, rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from duthao.records.file_contents.extracted_content import Trace
from duthao.records.packed_files import elements

_TEXTS = ("span", "p", "h")
_MOST_PARENTS = 20  # a circle of styles ends here


def traces(parts: Mapping[str, bytes]) -> Iterator[Trace]:
    """Of each kind one, with how often it is there."""
    raw = parts.get("content.xml", b"")
    for kind, names in (("comments", ("annotation",)), ("tracked-changes", ("changed-region",))):
        if count := sum(1 for _ in elements(raw, *names)):
            yield Trace(kind, "", count)
    styles = _Styles([parts.get("styles.xml", b""), raw])
    hidden = sum(1 for _ in elements(raw, "hidden-text", "hidden-paragraph"))
    if styles.hiding:
        hidden += sum(
            styles.hides(element) and bool("".join(element.itertext()).strip())
            for element, _ in elements(raw, *_TEXTS)
        )
    if hidden:
        yield Trace("hidden-text", "", hidden)
    unseen = sum(
        value_of(element, "visibility") in ("collapse", "filter")
        or (name == "table" and styles.hides(element))
        for element, name in elements(raw, "table", "table-row", "table-column")
    )
    if unseen:
        yield Trace("hidden-sheets", "trang, hàng hoặc cột bị ẩn", unseen)


def value_of(element: Any, name: str) -> str:
    """An attribute by its local name; "" where there is none."""
    return next((str(v) for k, v in element.items() if k.rpartition("}")[2] == name), "")


class _Styles:
    """Which styles hide what they dress, by themselves or by their parents."""

    def __init__(self, parts: list[bytes]) -> None:
        self.hiding: set[str] = set()
        self._said: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        for raw in parts:
            for style, _ in elements(raw, "style") if b"display" in raw else ():
                self._add(style)
        self.hiding = {name for name in {*self._said, *self._parents} if self._is_hiding(name)}

    def _add(self, style: Any) -> None:
        name = value_of(style, "name")
        if parent := value_of(style, "parent-style-name"):
            self._parents[name] = parent
        for properties in style:
            if shown := value_of(properties, "display"):
                self._said[name] = shown in ("none", "false")

    def _is_hiding(self, name: str) -> bool:
        for _ in range(_MOST_PARENTS):
            if name in self._said or name not in self._parents:
                return self._said.get(name, False)
            name = self._parents[name]
        return False

    def hides(self, element: Any) -> bool:
        return value_of(element, "style-name") in self.hiding
