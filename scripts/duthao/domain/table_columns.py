"""A column of a table that officers fill in beside a record, and the headings by which it is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duthao.text import slug


class TableColumn(NamedTuple):
    """A column: its key, the heading that is written, other headings that are read (folded), and what it is for."""

    key: str
    heading: str
    others: tuple[str, ...]
    description: str
    required: bool = False


def keys_by_heading(columns: Sequence[TableColumn]) -> Mapping[str, str]:
    """Every heading of the columns as a slug, Vietnamese, English or another that is read → the key of its column."""
    return {
        name: column.key
        for column in columns
        for name in (slug(column.key), slug(column.heading), *column.others)
    }
