"""What a paper says that an office signs, as both its templates are given it: parts of the text, annexes, the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict

from duthao.outputs.shared.signed_papers.letterhead import Letterhead


class Block(TypedDict, total=False):
    """A part of the text; which keys there are follows from `kind`.

    `heading`: `text`, `level` (1 or 2) · `text`: `text` · `points`: `items`, lettered a), b), c), d), đ) · `dashes`: `items` ·
    `table`: `columns`, `widths` (shares), `rows` of cells, `numbers` (columns set to the right, from 0) ·
    `blank`: `text` and `lines` to be written on by hand
    """

    kind: Literal["heading", "text", "points", "dashes", "table", "blank"]
    text: str
    level: int
    items: list[str]
    columns: list[str]
    widths: list[float]
    rows: list[list[str]]
    numbers: list[int]
    lines: int


class Annex(TypedDict):
    """A part behind the signature, on pages of its own; `landscape` for wide tables."""

    title: str
    landscape: bool
    blocks: list[Block]


class NumberedAnnex(Annex):
    """`name`: "Phụ lục", or "Phụ lục II" where there are several; `of` says to what it belongs."""

    name: str
    of: str


class DocumentData(Letterhead):
    """`theme/print/van-ban.typ` and the Word document.

    `name` is "" of a letter, which says at once whom it is to (`addressees`). `number` is "" where one is to be given: then its place stays blank before
    `symbol`; a paper that is not `numbered` has no such place. `closing` is the last paragraph, without its
    end sign. `marks` stand on every page, `imprint` is the small line at the foot.
    """

    title: str
    marks: list[str]
    imprint: str
    name: str
    symbol: str
    number: str
    numbered: bool
    subject: str
    addressees: list[str]
    blocks: list[Block]
    closing: str
    recipients: list[str]
    archive: str
    annexes: list[NumberedAnnex]


def heading(text: str, level: int = 1) -> Block:
    """A heading, numbered by who writes it: `I. …` (1) or `1. …` (2)."""
    return {"kind": "heading", "text": text, "level": level}


def text(words: str) -> Block:
    """A paragraph."""
    return {"kind": "text", "text": words}


def points(items: Sequence[str]) -> Block:
    """Lettered points; each bears its own end sign."""
    return {"kind": "points", "items": list(items)}


def dashes(items: Sequence[str]) -> Block:
    """A list with dashes; each item bears its own end sign."""
    return {"kind": "dashes", "items": list(items)}


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = (),
    numbers: Sequence[int] = (),
) -> Block:
    """A table; `widths` are shares of the measure (none: equal)."""
    return {
        "kind": "table",
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "widths": [float(width) for width in widths] or [1.0] * len(columns),
        "numbers": list(numbers),
    }


def blank(label: str, lines: int = 2) -> Block:
    """Room for what only a person knows, under a label."""
    return {"kind": "blank", "text": label, "lines": lines}


def annex(title: str, blocks: Sequence[Block], *, landscape: bool = False) -> Annex:
    """An annex."""
    return {"title": title, "landscape": landscape, "blocks": list(blocks)}
