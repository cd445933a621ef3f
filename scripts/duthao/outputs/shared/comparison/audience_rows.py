"""The rows of a comparison by whom they touch."""

from __future__ import annotations

from typing import NamedTuple

from duthao.outputs.shared.sheet import changes
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

NO_RULE = "Chưa có quy định"  # in the place of an empty cell of what holds today


class ChangedRow(NamedTuple):
    """A row that changes something: what it is about, what holds now, what is proposed."""

    subject: str
    now: str
    draft: str


class AudienceRows(NamedTuple):
    """An audience of the register with its rows, in the order of the comparison; there is at least one."""

    key: str
    name: str
    rows: tuple[ChangedRow, ...]


@memo
def audience_rows(site: Site, record: Record) -> tuple[AudienceRows, ...]:
    """The audiences that the record names and rows of its comparison too, in the record's order."""
    by_audience: dict[str, list[ChangedRow]] = {key: [] for key in record.draft.audiences}
    for row in changes(record):
        changed = ChangedRow(row["subject"] or "", row["now"] or NO_RULE, row["draft"] or "")
        for key in site.registers.audience_names.keys(row["who"] or ""):
            if key in by_audience:
                by_audience[key].append(changed)
    return tuple(
        AudienceRows(key, site.registers.audiences[key].name, tuple(rows))
        for key, rows in by_audience.items()
        if rows
    )
