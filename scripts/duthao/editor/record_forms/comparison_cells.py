"""The comparison of a record, cell by cell: the first table of a section, and the text above and below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

COLUMNS = ("Nội dung", "Quy định hiện hành", "Dự thảo", "Ai bị ảnh hưởng")
_BAR = re.compile(r"(?<!\\)\|")
_RULE_ROW = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")


class TableCells(NamedTuple):
    """`above` and `below` are Markdown; `head` are the names of the columns, `rows` the cells as a person types them."""

    above: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: str


def read(markdown: str) -> TableCells | None:
    """The table of a section; without one an empty table. None where it is not even, so that it cannot be shown in cells."""
    lines = markdown.split("\n")
    head = next((n for n in range(1, len(lines)) if _is_head(lines, n)), None)
    if head is None:
        return TableCells(markdown.strip("\n"), COLUMNS, (), "")
    end = head + 1
    while end < len(lines) and "|" in lines[end]:
        end += 1
    names = _cells(lines[head - 1])
    rows = tuple(_cells(line) for line in lines[head + 1 : end])
    even = all(len(row) == len(names) for row in rows)
    if "```" in markdown or "~~~" in markdown or not even:
        return None
    above, below = "\n".join(lines[: head - 1]), "\n".join(lines[end:])
    return TableCells(above.strip("\n"), names, rows, below.strip("\n"))


def written(markdown: str, cells: TableCells) -> str:
    """The section with these cells; the lines of rows that are as they were stay, and so does a section that says the same."""
    before = read(markdown)
    if before == cells:
        return markdown
    old = {}
    if before is not None:
        lines = [line for line in markdown.split("\n") if "|" in line]
        old = {_cells(line): line for line in lines}
    table = [old.get(row) or _row(row) for row in cells.rows]
    if table:
        rule = next((s for s in markdown.split("\n") if "|" in s and _RULE_ROW.match(s)), None)
        head = old.get(cells.head) or _row(cells.head)
        table = [head, rule or "|" + "---|" * len(cells.head), *table]
    parts = [cells.above.strip("\n"), "\n".join(table), cells.below.strip("\n")]
    return "\n\n".join(part for part in parts if part)


def _is_head(lines: Sequence[str], n: int) -> bool:
    return "|" in lines[n - 1] and "|" in lines[n] and bool(_RULE_ROW.match(lines[n]))


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in _BAR.split(inner))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
