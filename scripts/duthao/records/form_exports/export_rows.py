"""Rows of exports, and how a cell of the work table names those that an opinion comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_ROW = re.compile(r"[0-9]{1,9}")


class ExportRow(NamedTuple):
    """A row of an export, and a fingerprint of what it says ("" where it is not known): of one name there may be two exports."""

    name: str
    row: int
    mark: str = ""


def source_words(sources: Iterable[ExportRow]) -> str:
    """`google.csv: 2-40, 45; kobo.xlsx: 3#90ab12cd34ef`: the rows that an opinion comes from, with the mark of a single one."""
    sources = list(sources)
    rows: dict[str, list[int]] = {}
    for source in sources:
        rows.setdefault(source.name, []).append(source.row)
    if len(sources) == 1 and sources[0].mark:
        return f"{sources[0].name}: {sources[0].row}#{sources[0].mark}"
    return "; ".join(
        f"{name}: {', '.join(_ranges(sorted(numbers)))}" for name, numbers in rows.items()
    )


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    start = last = numbers[0]
    for number in [*numbers[1:], 0]:
        if number != last + 1:
            yield str(start) if start == last else f"{start}-{last}"
            start = number
        last = number


def read_sources(words: str) -> Iterator[ExportRow]:
    """What `source_words` wrote; what a person wrote otherwise is passed over."""
    for part in words.split("; "):
        name, _, rows = part.rpartition(": ")
        for written in rows.split(", "):
            span, _, mark = written.partition("#")
            first, _, last = span.partition("-")
            if _ROW.fullmatch(first) and _ROW.fullmatch(last or first):
                yield from (
                    ExportRow(name, n, mark)
                    for n in range(int(first), min(int(last or first), int(first) + 100_000) + 1)
                )
