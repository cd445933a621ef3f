"""What follows from the table of responses: counts in the outcome, rows that are let out, provisions that are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from duthao import clock
from duthao.domain.provisions import found_in
from duthao.records import record_reader, release_facts
from duthao.records.record import Record
from tests.judged_records import CASES, ID, judged, release

TABLE = (CASES / "reason-missing" / "good.csv").read_text(encoding="utf-8")
ANSWERED = (CASES / "answered.md").read_text(encoding="utf-8")


def record_of(root: Path, table: str, text: str = ANSWERED) -> Record:
    folder = root / "drafts" / ID
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "responses.csv").write_text(table, encoding="utf-8")
    (folder / "index.md").write_text(text, encoding="utf-8")
    record, findings = record_reader.read(root, ID)
    assert record and not findings
    return record


def test_counts_are_those_of_the_rows(tmp_path: Path) -> None:
    outcome = record_of(tmp_path, TABLE).draft.rounds[0].outcome
    assert outcome
    assert (outcome.received, outcome.accepted, outcome.partly) == (17, 12, 1)
    assert (outcome.kept, outcome.noted, outcome.out_of_scope) == (3, 0, 1)
    changed = record_of(tmp_path, TABLE.replace(";12;", ";13;")).draft.rounds[0].outcome
    assert changed and (changed.received, changed.accepted) == (18, 13)


def test_what_was_typed_is_not_overwritten(tmp_path: Path) -> None:
    text = ANSWERED.replace("      answered:", "      received: 40\n      answered:")
    outcome = record_of(tmp_path, TABLE, text).draft.rounds[0].outcome
    assert outcome and (outcome.received, outcome.accepted) == (40, 12)
    assert "response-count-differs" in {f.rule for f in judged(tmp_path, text)}


def test_rows_are_let_out_with_the_answer_all_at_once(tmp_path: Path) -> None:
    record = record_of(tmp_path, TABLE)
    assert release_facts.response_rows(record, clock.now("2026-09-24T23:59+07:00")) == {}
    rows = release_facts.response_rows(record, clock.now("2026-09-25T00:00+07:00"))
    assert [(no, row.split()[0]) for no, row in rows.items()] == [
        (1, "accepted"),
        (2, "kept"),
        (3, "partly"),
        (4, "out_of_scope"),
    ]
    regrouped = record_of(tmp_path, TABLE.replace("Mức hỗ trợ;", "Tiền;"))
    assert release_facts.response_rows(regrouped, clock.now("2026-10-01")) == rows
    out = release(tmp_path, ANSWERED)
    assert out.responses == rows
    record, findings = record_reader.read(tmp_path, ID)  # type: ignore[assignment]
    assert not findings and record and record.history
    assert record.history.responses == rows


def test_two_tables_are_one_too_many(tmp_path: Path) -> None:
    record_of(tmp_path, TABLE)
    Workbook().save(tmp_path / "drafts" / ID / "responses.xlsx")
    record, findings = record_reader.read(tmp_path, ID)
    assert record and record.responses is None
    assert [(f.rule, f.path.rpartition("/")[2]) for f in findings] == [
        ("responses-twice", "responses.xlsx")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Điều 1. Phạm vi\n1. Một.\n2. Hai.\n“Điều 2: Mức chi\na) Ba.\n", "1 1.1 1.2 2"),
        ("Điều 1. Phạm vi\nĐiều 3. Mức chi\n", ""),
        ("Theo Điều 1. của luật\n", ""),
        ("Điều 1. Phạm vi\n2. Hai.\n", "1"),
        ("Hỗ trợ bảo tồn nhà.\n", ""),
    ],
)
def test_provisions_of_a_text(text: str, found: str) -> None:
    keys = ["dieu-" + name.replace(".", ".khoan-") for name in found.split()]
    assert list(found_in(text)) == keys
