"""A value as lines of YAML, or between brackets."""

from __future__ import annotations

import re

from duthao.records.record_writer import scalars
from duthao.records.strict_yaml import Value

STEP = "  "
_SLUG = re.compile(r"[a-z0-9-]+")
_LONGEST = 80  # characters of a list on one line


def lines(value: Value, *, blocks: bool = True) -> list[str]:
    """The value as it stands below its field, without the blanks before it: a field or an item a line.

    `blocks`: whether a text of several lines stands on several.
    """
    written: list[str] = []
    if isinstance(value, dict):
        for name, inner in value.items():
            head = f"{scalars.key(name)}:"
            one, *more = _field(inner, blocks)
            written += [f"{head} {one}" if one else head, *more]
    elif isinstance(value, list):
        for inner in value:
            one, *more = [between(inner)] if on_one_line(inner) else _text_or_lines(inner, blocks)
            written += [f"- {one}", *indented(more)]
    return written


def on_one_line(value: Value) -> bool:
    """Whether a list or a group is written between brackets: it is empty, or a short list of keys."""
    if isinstance(value, list):
        short = all(isinstance(item, str) and _SLUG.fullmatch(item) for item in value)
        return short and len(between(value)) <= _LONGEST
    return value == {}


def between(value: Value) -> str:
    """The value on one line, as it may stand between brackets."""
    if isinstance(value, dict):
        fields = (f"{scalars.key(name)}: {between(inner)}" for name, inner in value.items())
        return "{" + ", ".join(fields) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(between, value)) + "]"
    return scalars.scalar(value, braces=True)


def indented(written: list[str], step: str = STEP) -> list[str]:
    """The lines with blanks before them; a line without signs stays so."""
    return [step + line if line else "" for line in written]


def _field(value: Value, blocks: bool) -> list[str]:
    """What stands behind the colon ("": nothing), and the lines below."""
    if isinstance(value, str):
        one, *more = _text_or_lines(value, blocks)
        return [one, *indented(more)]
    return [between(value)] if on_one_line(value) else ["", *indented(lines(value, blocks=blocks))]


def _text_or_lines(value: Value, blocks: bool) -> list[str]:
    if not isinstance(value, str):
        return lines(value, blocks=blocks)
    return (scalars.lines_of_block(value) if blocks and "\n" in value else None) or [
        scalars.scalar(value)
    ]
