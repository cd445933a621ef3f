"""`drafts/<id>/log.csv` (or `.xlsx`): what was done to make a draft known, read and written.

    table, findings = log_reader.read(path, "drafts/lc-2026-007/log.csv")   # a file
    table, findings = log_reader.parse(raw, where)                          # its bytes
    raw = log_reader.to_csv(table.entries)                                  # bytes of a CSV

Headings may be the keys or the Vietnamese headings of `domain.communication_log.COLUMNS`, in any order; values of columns
with labels may be key or label; days may be written as people write them. A row with a fault is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from duthao import clock
from duthao.clock import Point
from duthao.domain import communication_log as log
from duthao.domain.communication_log import LogEntry
from duthao.errors import Finding, Say
from duthao.records import csv_cells
from duthao.records.record_tables import table_cells
from duthao.records.record_tables.log_table import LogTable
from duthao.records.record_tables.table_cells import PlacedCell
from duthao.records.record_tables.table_kind import TableKind, TableRule
from duthao.records.record_tables.table_rows import RowReader, one_of, places_of_columns
from duthao.records.strict_yaml import Mark

NAMES = ("log.csv", "log.xlsx")
EVIDENCE = "minh-chung"  # the folder of a record in which files of evidence lie
KIND = TableKind(
    form=TableRule("log-form"),
    value=TableRule("log-value"),
    columns=log.COLUMNS,
    keys=log.HEADINGS,
    unsaid=("unit", "office", "evidence"),  # where a name stands, were one written
)
_SEVERAL = re.compile(r"\s*;\s*")
_DAY = Say(
    "Ghi ngày có thật, ví dụ 05/12/2026 hoặc 2026-12-05 17:00.",
    "Write a day that exists, e.g. 2026-12-05 or 2026-12-05 17:00.",
)


def read(path: Path, where: str) -> tuple[LogTable | None, list[Finding]]:
    """Read a log; None where nothing of it can be used. Raises OSError. `where` is the path that findings name."""
    raw, findings = table_cells.read_bytes(path, where, KIND)
    return (None, findings) if findings else parse(raw, where)


def parse(raw: bytes, where: str) -> tuple[LogTable | None, list[Finding]]:
    """Read the bytes of a CSV, or of an XLSX where `where` ends so."""
    cells, findings = table_cells.parse(raw, where, KIND)
    if findings:
        return None, findings
    return _table(cells, where)


def _table(cells: list[list[PlacedCell]], where: str) -> tuple[LogTable | None, list[Finding]]:
    places, findings = places_of_columns(cells, where, KIND)
    if findings:
        return None, findings
    entries: list[LogEntry] = []
    marks: list[Mapping[str, Mark]] = []
    for number, line in enumerate(cells[1:]):
        row = RowReader(places, line, where, KIND, number)
        found = None if row.findings else entry(row)  # else its cells stand in wrong columns
        findings += row.findings
        if found is not None:
            entries.append(found)
            marks.append(row.marks)
    complete = len(entries) == len(cells) - 1
    return LogTable(where, tuple(entries), tuple(marks), complete=complete), findings


def entry(row: RowReader, place: str | None = None) -> LogEntry | None:
    """The entry that a row holds (None where it has a fault, which then stands in its findings); at `place`, if one is given."""
    at = _point(row)
    found = {key: _value(row, key) for key in ("channel", "event")}
    until = _until(row)
    minutes, copies = row.number("minutes", 0), row.number("copies", 0)
    if at is None or row.findings:
        return None
    return LogEntry(
        at=at,
        place=row.text("place") if place is None else place,
        channel=found["channel"],
        event=found["event"],
        unit=row.text("unit"),
        minutes=minutes,
        copies=copies,
        until=until,
        evidence=tuple(filter(None, _SEVERAL.split(row.text("evidence")))),
        office=row.text("office"),
    )


def _point(row: RowReader) -> Point | None:
    text = row.text("at", required=True)
    try:
        return clock.parse(clock.year_first(text)) if text else None
    except ValueError:
        row.refuse("at", text, Say("không phải thời điểm", "is no instant"), _DAY)
        return None


def _until(row: RowReader) -> date | None:
    text = row.text("until")
    try:
        return clock.parse_date(clock.year_first(text)) if text else None
    except ValueError:
        row.refuse("until", text, Say("không phải một ngày", "is no day"), _DAY)
        return None


def _value(row: RowReader, key: str) -> str:
    """The key of a value that may be a label."""
    text = row.text(key, required=True)
    value = log.value_key(key, text) if text else ""
    if value is None:
        row.refuse(key, text, Say("không có", "is unknown"), one_of(log.labels(key)))
    return value or ""


def to_csv(entries: Iterable[LogEntry]) -> bytes:
    """The log as CSV that Excel and LibreOffice open: Vietnamese headings and labels, what looks like a formula as text."""
    return csv_cells.write(
        [[column.heading for column in log.COLUMNS], *(written(entry) for entry in entries)]
    )


def written(entry: LogEntry) -> list[str]:
    """The cells of an entry in the order of `COLUMNS`, as an officer reads them."""
    cells = {
        "at": entry.at.text,
        "channel": log.CHANNELS[entry.channel].label,
        "event": log.EVENTS[entry.event],
        "minutes": str(entry.minutes or ""),
        "copies": str(entry.copies or ""),
        "until": entry.until.isoformat() if entry.until else "",
        "evidence": "; ".join(entry.evidence),
    }
    return [cells[key] if key in cells else str(getattr(entry, key)) for key in log.KEYS]
