"""The table of responses of a record, with the place of each cell, and what follows from it for the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from duthao.domain import responses
from duthao.domain.draft import Draft
from duthao.domain.responses import Response
from duthao.errors import Finding, Say, Severity
from duthao.records.strict_yaml import Mark


@dataclass(frozen=True)
class ResponseTable:
    """The rows as they stand in the file `path` (relative to the root), with the place of each cell.

    `complete`: no row was left out for a fault.
    """

    path: str
    rows: tuple[Response, ...]
    complete: bool = True
    marks: tuple[Mapping[str, Mark], ...] = field(default=(), compare=False, repr=False)

    def of_round(self, number: int) -> tuple[Response, ...]:
        """The rows of one round, counted from 1."""
        return tuple(row for row in self.rows if row.round == number)

    def line(self, row: int) -> int:
        """The line of a row, which is counted from 0; of a workbook the number that stands beside it."""
        mark = self.marks[row].get("no") if row < len(self.marks) else None
        return mark.line if mark else 0

    def finding(
        self,
        rule: str,
        row: int,
        column: str,
        message: Say,
        remedy: Say,
        severity: Severity = "error",
    ) -> Finding:
        """A fault in a cell: `row` counts `rows` from 0, `column` is a key ("": the whole row)."""
        marks = self.marks[row] if row < len(self.marks) else {}
        mark = marks.get(column) or Mark(self.line(row), 0, 0)
        cell = (column,) if column else ()
        return Finding(
            self.path,
            mark.line,
            rule,
            message,
            remedy,
            severity,
            mark.column,
            mark.width,
            ("rows", row, *cell),
        )


def softened(finding: Finding, draft: Draft, row: Response) -> Finding:
    """The finding as a warning while the row's round has no answer out: what nobody reads yet stops no site."""
    number = row.round
    outcome = draft.rounds[number - 1].outcome if 0 < number <= len(draft.rounds) else None
    out = outcome is not None and outcome.answered is not None
    return finding if out else replace(finding, severity="warning")


def counted(draft: Draft, table: ResponseTable) -> Draft:
    """The draft with the counts of the table's rows in each round's outcome, where nobody typed another one."""
    if not table.complete:
        return draft
    rounds = []
    for number, round_ in enumerate(draft.rounds, 1):
        rows, outcome = table.of_round(number), round_.outcome
        if rows and outcome:
            figures = {
                name: count
                for name, count in responses.counts(rows).items()
                if getattr(outcome, name) is None
            }
            round_ = round_.model_copy(update={"outcome": outcome.model_copy(update=figures)})
        rounds.append(round_)
    return draft.model_copy(update={"rounds": tuple(rounds)})
