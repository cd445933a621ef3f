"""A record whose round was answered row by row, beside the test province's: for tests of what is made of a table."""

from __future__ import annotations

from duthao.outputs.site import Site
from duthao.records import record_reader
from duthao.records.record import Record
from tests.judged_records import CASES, ID

TABLE = (CASES / "reason-missing" / "good.csv").read_text(encoding="utf-8")
ANSWERED = (CASES / "answered.md").read_text(encoding="utf-8")


def answered_record(site: Site, table: str = TABLE, text: str = ANSWERED) -> Record:
    """The record as it is read with this table."""
    folder = site.root / "drafts" / ID
    folder.mkdir(exist_ok=True)
    (folder / "index.md").write_text(text, encoding="utf-8")
    (folder / "responses.csv").write_text(table, encoding="utf-8")
    record, findings = record_reader.read(site.root, ID)
    assert record and not findings
    return record


def edited(old: str, new: str) -> str:
    """The table with a cell changed."""
    assert old in TABLE
    return TABLE.replace(old, new, 1)
