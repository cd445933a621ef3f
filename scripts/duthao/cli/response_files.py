"""The table of opinions of a record as a file: where it lies, how it is written, what its columns offer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from duthao.cli.console import replace_bytes
from duthao.domain import responses
from duthao.errors import DuthaoError, Say
from duthao.records import record_reader, responses_reader
from duthao.records.record import FOLDER, Record
from duthao.rendering.workbook import Sheet, workbook

# Of columns of the table, in characters.
WIDTHS = {
    "gist": 60,
    "answer": 60,
    "changed": 30,
    "group": 25,
    "ref": 22,
    "who": 22,
    "part": 22,
    "verdict": 22,
}
_CHOICES = {
    "verdict": responses.VERDICTS,
    "who": responses.WHO,
    "channel": responses.CHANNELS,
    "part": responses.PARTS,
}


def record_of(root: Path, draft_id: str) -> Record:
    """The record of this id. Raises DuthaoError where there is none, or where it cannot be read."""
    if draft_id not in record_reader.ids(root):
        raise DuthaoError(Say(f"Không có hồ sơ {draft_id}.", f"There is no record {draft_id}."))
    record, _ = record_reader.read(root, draft_id)
    if record is None or record.faulty_fields:
        raise DuthaoError(
            Say(
                f"Hồ sơ {draft_id} có lỗi: chạy «duthao check {draft_id}».",
                f"The record {draft_id} has faults: run `duthao check {draft_id}`.",
            )
        )
    return record


def table_path(root: Path, draft_id: str) -> Path | None:
    """The table of a record; None where it has none."""
    folder = root / FOLDER / draft_id
    return next((folder / n for n in responses_reader.NAMES if (folder / n).exists()), None)


def choices(articles: tuple[str, ...] = ()) -> dict[int, list[str]]:
    """What the columns of the table offer, by their place."""
    offered = {responses.KEYS.index(key): list(labels.values()) for key, labels in _CHOICES.items()}
    return offered | ({responses.KEYS.index("ref"): list(articles)} if articles else {})


def write_table(path: Path, rows: Sequence[responses.Response]) -> None:
    """Write the table of a record as CSV or XLSX, by the suffix of its path."""
    if path.suffix == ".csv":
        replace_bytes(path, responses_reader.to_csv(rows))
        return
    headings = [column.heading for column in responses.COLUMNS]
    widths = {responses.KEYS.index(key): width for key, width in WIDTHS.items()}
    cells = [headings, *(responses_reader.written(row) for row in rows)]
    replace_bytes(path, workbook([Sheet("Ý kiến", cells, widths, choices())]))
