"""The numbers that Word puts before paragraphs by itself: they stand in no text, and `1.` or `Điều 3.` would be lost."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 9  # levels of a list


class _Level(NamedTuple):
    start: int
    form: str
    text: str


class ListNumbers:
    """Counts through a document. `elements` are those of numbering.xml, `styles` the lists that styles stand for."""

    def __init__(self, elements: list[Any], styles: dict[str, tuple[str, int]]) -> None:
        self.styles = styles
        abstract = {
            e.get(_W + "abstractNumId"): _levels(e) for e in elements if _is(e, "abstractNum")
        }
        self.lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for number in (e for e in elements if _is(e, "num")):
            link = number.find(_W + "abstractNumId")
            key = link.get(_W + "val") if link is not None else None
            levels = {**abstract.get(key, {})}
            for override in number.findall(_W + "lvlOverride"):
                if (level := override.find(_W + "lvl")) is not None:
                    levels |= {_int(override.get(_W + "ilvl")): _level(level)}
            self.lists[number.get(_W + "numId")] = (str(key), levels)
        self.counts: dict[str, list[int]] = {}

    def before(self, properties: Any) -> str:
        """What stands before the paragraph with these properties, with a blank behind it; "" where nothing does."""
        number, level = self._place(properties)
        key, levels = self.lists.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self.counts.setdefault(key, [])
        while len(counts) <= level:
            counts.append(levels[len(counts)].start - 1 if len(counts) in levels else 0)
        del counts[level + 1 :]
        counts[level] += 1
        if levels[level].form == "bullet":
            return "- "
        shown = re.sub(
            r"%(\d)",
            lambda m: _shown(counts, levels, int(m[1]) - 1),
            levels[level].text,
        )
        return f"{shown} " if shown.strip() else ""

    def _place(self, properties: Any) -> tuple[str, int]:
        found = properties.find(_W + "numPr")
        if found is not None and found.find(_W + "numId") is not None:
            level = found.find(_W + "ilvl")
            return str(found.find(_W + "numId").get(_W + "val")), _int(
                level.get(_W + "val") if level is not None else "0"
            )
        style = properties.find(_W + "pStyle")
        return self.styles.get(style.get(_W + "val"), ("", 0)) if style is not None else ("", 0)


def of_styles(styles: list[Any]) -> dict[str, tuple[str, int]]:
    """The list and level that each style puts its paragraphs in."""
    found: dict[str, tuple[str, int]] = {}
    for style in styles:
        number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        level = style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        if number is not None:
            found[style.get(_W + "styleId")] = (
                str(number.get(_W + "val")),
                _int(level.get(_W + "val")) if level is not None else 0,
            )
    return found


def _levels(abstract: Any) -> dict[int, _Level]:
    levels = abstract.findall(_W + "lvl")[:_MOST]
    return {_int(level.get(_W + "ilvl")): _level(level) for level in levels}


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(_W + name)
        return str(found.get(_W + "val", default)) if found is not None else default

    return _Level(_int(value("start", "1")), value("numFmt", "decimal"), value("lvlText", ""))


def _shown(counts: list[int], levels: dict[int, _Level], level: int) -> str:
    if level >= len(counts) or level not in levels:
        return ""
    count, form = counts[level], levels[level].form
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= count <= 39:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text


def _int(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _is(element: Any, name: str) -> bool:
    return bool(element.tag == _W + name)
