"""The log of a record, with the place of each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from duthao.domain.communication_log import LogEntry
from duthao.errors import Finding, Say
from duthao.records.strict_yaml import Mark


@dataclass(frozen=True)
class LogTable:
    """The entries as they stand in the file `path` (relative to the root), with the place of each cell.

    `missing`: files named as evidence that do not lie in the record's folder. `complete`: no row was left out for its faults.
    """

    path: str
    entries: tuple[LogEntry, ...]
    marks: tuple[Mapping[str, Mark], ...] = field(default=(), compare=False, repr=False)
    missing: frozenset[str] = frozenset()
    complete: bool = True

    def line(self, row: int) -> int:
        """The line of an entry, which is counted from 0; of a workbook the number that stands beside it."""
        return self.marks[row]["at"].line if row < len(self.marks) else 0

    def finding(self, rule: str, row: int, column: str, message: Say, remedy: Say) -> Finding:
        """A fault in a cell: `row` counts `entries` from 0, `column` is a key."""
        marks = self.marks[row] if row < len(self.marks) else {}
        mark = marks.get(column) or Mark(self.line(row), 0, 0)
        return Finding(
            self.path,
            mark.line,
            rule,
            message,
            remedy,
            column=mark.column,
            width=mark.width,
            field=("rows", row, column),
        )
