"""`duthao log`: what was done to make drafts known: reported by communes, kept beside records, and how far it got.

Here: the log of a record as a file, where it lies and how it is written. Each action has a file in `log_actions/`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from duthao.cli.console import replace_bytes
from duthao.domain import communication_log as log
from duthao.domain.communication_log import LogEntry
from duthao.domain.table_columns import TableColumn
from duthao.errors import Finding
from duthao.records import record_reader
from duthao.records.record import FOLDER, Record
from duthao.records.record_tables import log_reader
from duthao.rendering.workbook import Sheet, workbook

SHEET = "Nhật ký"
# Of columns, in characters.
_WIDTHS = {
    "draft": 16,
    "at": 18,
    "place": 22,
    "channel": 30,
    "event": 28,
    "unit": 32,
    "evidence": 40,
    "office": 28,
}


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for. Returns 1 where something is at fault or lacks. Raises DuthaoError."""
    # Loaded only when it is asked for.
    command = import_module(f"duthao.cli.log_actions.log_{arguments.action}")
    return int(command.run(arguments.root.resolve(), arguments))


def log_path(root: Path, draft_id: str) -> Path | None:
    """The log of a record; None where it has none."""
    folder = root / FOLDER / draft_id
    return next((folder / n for n in log_reader.NAMES if (folder / n).exists()), None)


def read_whole(root: Path, draft_id: str) -> tuple[Record | None, list[Finding]]:
    """The record, with its log, and no fault; None and the faults where either could be read in part alone.

    A row with a fault is left out of what is read, and a log with a fault in its headings altogether: whoever counts, asks
    or writes by what was read has to know.
    """
    record, findings = record_reader.read(root, draft_id)
    errors = [finding for finding in findings if finding.severity == "error"]
    if record is None or record.faulty_fields:
        return None, errors
    logs = {f"{FOLDER}/{draft_id}/{name}" for name in log_reader.NAMES}
    errors = [finding for finding in errors if finding.path in logs]
    return (None, errors) if errors else (record, [])


def write_log(path: Path, entries: Sequence[LogEntry]) -> None:
    """Write the log of a record as CSV or XLSX, by the suffix of its path."""
    if path.suffix == ".csv":
        replace_bytes(path, log_reader.to_csv(entries))
    else:
        replace_bytes(path, log_workbook([log_reader.written(entry) for entry in entries]))


def log_workbook(
    rows: Sequence[Sequence[str]],
    columns: Sequence[TableColumn] = log.COLUMNS,
    offered: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """A workbook of these rows, with room for more; forms and events are chosen from lists, and what is `offered` besides."""
    keys = [column.key for column in columns]
    choices = {key: list(log.labels(key).values()) for key in ("channel", "event")}
    choices |= {key: list(values) for key, values in (offered or {}).items()}
    cells = [[column.heading for column in columns], *rows]
    return workbook(
        [
            Sheet(
                SHEET,
                cells,
                {keys.index(key): width for key, width in _WIDTHS.items() if key in keys},
                {keys.index(key): values for key, values in choices.items()},
                ruled=True,
            )
        ]
    )
