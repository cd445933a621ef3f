"""Of a field that could not be read nothing is concluded: a fault is told once, and nothing false beside it."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from duthao import clock, rules
from duthao.domain.draft import Draft
from duthao.errors import Finding
from duthao.records import front_matter, record_reader, register_reader, settings_reader
from duthao.records.faulty_fields import left_out, noted_reads
from duthao.records.record_writer.rewrite import rewrite
from duthao.records.strict_yaml import Loc
from tests.conftest import ROOT

RECORDS = ("lc-2026-004", "lc-2026-010")
KNOWN, _ = register_reader.load(ROOT)
SETTINGS, _ = settings_reader.load(ROOT)
assert KNOWN
CONTEXT = rules.Context(
    KNOWN, SETTINGS, clock.now(SETTINGS.as_of), frozenset(record_reader.ids(ROOT))
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few records of the sample, with their tables and files."""
    root = tmp_path_factory.mktemp("faulty")
    for name in ("_registers", *RECORDS):
        shutil.copytree(ROOT / "drafts" / name, root / "drafts" / name)
    return root


def text_of(record_id: str) -> str:
    return (ROOT / "drafts" / record_id / "index.md").read_text(encoding="utf-8")


def found(root: Path, record_id: str, text: str) -> list[Finding]:
    (root / "drafts" / record_id / "index.md").write_text(text, encoding="utf-8")
    record, findings = record_reader.read(root, record_id)
    return [*findings, *(rules.judge(record, CONTEXT) if record else ())]


@pytest.mark.parametrize(
    "old,new,told",
    [
        ("closes: 2026-09-25", "closes: 25/09/2026", ["bad-date"]),
        ("demo: true", "demo: có", ["bad-value"]),
        ("topics: [van-hoa-the-thao, du-lich, dan-toc-ton-giao]", "topics: [Y tế]", ["bad-form"]),
        ("places: [ta-van, ta-phin]", "places: [Y tế]", ["bad-form"]),
        ("rounds:", "round:", ["unknown-key"]),
        ("    opens:", "    open:", ["unknown-key"]),
        ("document_type:", "document_typ:", ["unknown-key", "field-missing"]),
        ("title: ", "title: #", ["yaml-comment"]),
    ],
)
def test_a_field_that_could_not_be_read_has_one_fault(
    old: str, new: str, told: list[str], root: Path
) -> None:
    text = text_of(RECORDS[0])
    assert old in text
    assert found(root, RECORDS[0], text) == []
    rules_found = [f.rule for f in found(root, RECORDS[0], text.replace(old, new, 1))]
    assert sorted(rules_found) == sorted(told)


def leaves(value: Any, loc: Loc = ()) -> Iterator[Loc]:
    if isinstance(value, str):
        yield loc
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(inner, (*loc, key))


@pytest.mark.parametrize("record_id", RECORDS)
def test_any_field_of_a_wrong_shape_brings_no_other_fault(record_id: str, root: Path) -> None:
    """Every text of a record that has a log, answers and channels becomes a group, one after the other."""
    text = text_of(record_id)
    source, _ = front_matter.read_document(text.encode(), "")
    assert source
    before = {(f.rule, f.field) for f in found(root, record_id, text)}
    locs = list(leaves(source.data))
    assert len(locs) > 60
    for loc in locs[::2]:
        data: Any = copy.deepcopy(source.data)
        here = data
        for part in loc[:-1]:
            here = here[part]
        here[loc[-1]] = {"lạ": "có"}
        for finding in found(root, record_id, rewrite(text, data)):
            about = finding.field[: len(loc)] == loc
            assert about or (finding.rule, finding.field) in before, (loc, finding)


def test_what_rests_on_other_fields_is_told_in_the_same_run(root: Path) -> None:
    text = text_of(RECORDS[0]).replace("closes: 2026-09-25", "closes: 25/09/2026")
    text = text.replace("document_type: ", "document_type: la-")
    told = [(f.rule, f.field) for f in found(root, RECORDS[0], text)]
    assert ("unknown-reference", ("document_type",)) in told


def test_a_document_with_a_fault_is_declared_all_the_same(root: Path) -> None:
    text = text_of(RECORDS[0])
    assert "    file: " in text
    kind = text.index("kind: ", text.index("documents:"))
    end = text.index("\n", kind)
    told = [f.rule for f in found(root, RECORDS[0], text[:kind] + "kind: Văn bản" + text[end:])]
    assert told == ["bad-form"]


def test_entries_behind_one_that_was_left_out_keep_their_place() -> None:
    data: Any = {"documents": [{"kind": "a"}, "x", {"kind": "b", "title": "B"}, {"title": "C"}]}
    draft, faulty = left_out.without_faults(data, [("documents", 1)])
    assert draft is None or all(loc[0] != "documents" or loc[1] != 2 for loc in faulty)
    assert left_out.as_written(("documents", 1, "kind"), {("documents", 1)}) == (
        "documents",
        2,
        "kind",
    )
    assert left_out.as_written(("a", 0), {("a", 0), ("a", 1), ("b", 2)}) == ("a", 2)


def test_a_noted_draft_says_what_the_draft_says(root: Path) -> None:
    record, _ = record_reader.read(ROOT, RECORDS[1])
    assert record
    reads = noted_reads.Reads(frozenset(), frozenset())
    noted = noted_reads.noted(record.draft, reads)
    assert isinstance(noted, Draft)
    assert noted.model_dump() == record.draft.model_dump()
    assert noted.model_copy(update={"demo": False}).demo is False
    assert noted_reads.plain(noted) is record.draft


def test_a_row_of_the_log_that_could_not_be_read_may_be_the_one_that_is_missed(root: Path) -> None:
    """A product is accepted; whether the row of the log says that it was made that has no date nobody knows."""
    text = re.sub(r"^ +done: .*\n|,? *done: [\d-]+", "", text_of(RECORDS[0]), flags=re.MULTILINE)
    path = root / "drafts" / RECORDS[0] / "log.csv"
    log = path.read_text(encoding="utf-8")
    head, *rows = log.splitlines(keepends=True)
    path.write_text(head, encoding="utf-8")
    assert "accepted-before-done" in {f.rule for f in found(root, RECORDS[0], text)}
    path.write_text(head + "".join(f"x{row}" for row in rows), encoding="utf-8")
    told = {f.rule for f in found(root, RECORDS[0], text)}
    path.write_text(log, encoding="utf-8")
    assert "log-value" in told
    assert not told & {"accepted-before-done", "accepted-without-evidence"}


@pytest.mark.parametrize("sign", [r"\u0007", r"\x00", r"\b", r"\u2028", r"\U0010FFFF"])
def test_a_control_character_that_is_written_by_its_number_is_refused(
    sign: str, root: Path
) -> None:
    text = text_of(RECORDS[0])
    start = text.index("    reason: ") if "    reason: " in text else text.index("title: ")
    line = text[start : text.index("\n", start)]
    key = line.partition(":")[0]
    told = found(root, RECORDS[0], text.replace(line, f'{key}: "Nghị{sign} quyết"', 1))
    assert ("control-character", key.strip()) in {
        (f.rule, f.field[-1:][0]) for f in told if f.field
    }
    assert {f.rule for f in told} == {"control-character"}
    assert "control-character" not in {
        f.rule for f in found(root, RECORDS[0], text.replace(line, f'{key}: "Nghị\\tquyết"', 1))
    }
