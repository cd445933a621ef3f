"""What tells one kind of table from another: its columns, and the rules under which its faults are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from duthao.domain.table_columns import TableColumn
from duthao.records.form_exports.private_details import details

_SHOWN = 100  # characters of a cell in a message


class TableRule(NamedTuple):
    """The public id of a rule by which reading a table judges."""

    id: str


class TableKind(NamedTuple):
    """A kind of table. `form`: the rule of what makes a whole table unreadable, `value`: that of a cell.

    `keys` are those of columns by their headings as slugs. What stands in `unsaid` columns is never repeated in a message:
    a name may stand there.
    """

    form: TableRule
    value: TableRule
    columns: Sequence[TableColumn]
    keys: Mapping[str, str]
    unsaid: Collection[str]

    def heading(self, key: str) -> str:
        """The Vietnamese heading of a column."""
        return next(column.heading for column in self.columns if column.key == key)

    def may_repeat(self, text: str, key: str = "") -> bool:
        """Whether a message may repeat what stands in a cell of this column ("": in a heading)."""
        return key not in self.unsaid and len(text) <= _SHOWN and not details(text)
