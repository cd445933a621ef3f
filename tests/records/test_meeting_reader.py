"""Meetings of the whole site as they are read: every fault at once, each at its line, and nothing dropped in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

from duthao.domain.registers import Registers
from duthao.errors import Finding
from duthao.records import register_reader
from duthao.records.meeting_files import meeting_reader
from tests.conftest import PROVINCE

GOOD = """---
kind: tap-huan
title: Tập huấn cho trưởng thôn
agency: so-nong-nghiep-va-moi-truong
at: 2026-10-15T08:00+07:00
place: Hội trường
published: 2026-10-05
---
"""


def known() -> Registers:
    registers, _ = register_reader.load(PROVINCE)
    assert registers
    return registers


def read(root: Path, **texts: str) -> tuple[set[str], list[Finding]]:
    """The ids of the meetings that can be used, and the findings."""
    for name, text in texts.items():
        folder = root / "drafts" / "_events" / name.replace("_", "-")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.md").write_text(text, encoding="utf-8")
    meetings, findings = meeting_reader.load(root, known().agencies)
    return set(meetings), findings


def test_where_nobody_holds_any_there_is_none(tmp_path: Path) -> None:
    assert read(tmp_path) == (set(), [])


def test_every_fault_is_told_at_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    bad = GOOD.replace("kind: tap-huan", "kind: tiec").replace("place:", "plaec:").replace(
        "at: 2026-10-15T08:00+07:00", "at: 15/10/2026\ncancelled: {at: 2026-10-10}"
    )  # fmt: skip
    usable, findings = read(tmp_path, good_one=GOOD, bad_one=bad)
    assert usable == {"good-one"}
    assert {(f.path, f.line, f.rule) for f in findings} == {
        ("drafts/_events/bad-one/index.md", 2, "bad-value"),
        ("drafts/_events/bad-one/index.md", 5, "bad-date"),
        ("drafts/_events/bad-one/index.md", 6, "field-missing"),  # no reason
        ("drafts/_events/bad-one/index.md", 7, "unknown-key"),
    }
    assert all(f.message.vi and f.remedy.vi for f in findings)


def test_an_agency_that_no_register_has(tmp_path: Path) -> None:
    usable, findings = read(tmp_path, good_one=GOOD.replace("agency: so-", "agency: s-"))
    assert (usable, [(f.rule, f.line) for f in findings]) == (set(), [("unknown-reference", 4)])
    assert "so-nong-nghiep-va-moi-truong" in findings[0].remedy.vi


def test_files_that_are_named_and_those_that_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "drafts" / "_events" / "good-one"
    folder.mkdir(parents=True)
    (folder / "khac.txt").write_text("x", encoding="utf-8")
    (folder.parent / "lac.md").write_text("x", encoding="utf-8")
    text = GOOD.replace("published", "handouts: [{title: Tài liệu, file: phat.pdf}]\npublished")
    usable, findings = read(tmp_path, good_one=text)
    assert not usable
    assert {(f.path.removeprefix("drafts/_events/"), f.rule, f.severity) for f in findings} == {
        ("good-one/index.md", "file-missing", "error"),
        ("good-one/khac.txt", "file-unlisted", "warning"),
        ("lac.md", "stray-file", "warning"),
    }
    (folder / "phat.pdf").write_bytes(b"no PDF")
    _, findings = read(tmp_path)
    assert "attachment-content" in {f.rule for f in findings}


def test_a_folder_that_is_no_address_or_holds_nothing(tmp_path: Path) -> None:
    for name in ("Họp", "trong"):
        (tmp_path / "drafts" / "_events" / name).mkdir(parents=True)
    _, findings = read(tmp_path)
    assert sorted(f.rule for f in findings) == ["id-form", "record-missing", "record-missing"]


def test_a_meeting_that_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "drafts" / "_events" / "hop-x1"
    folder.mkdir(parents=True)
    for content in (b"", b"\xff\xfe\x00", b"---\n", b"---\n- a\n---\n", b"---\n---\n"):
        (folder / "index.md").write_bytes(content)
        usable, findings = read(tmp_path)
        assert not usable and findings


def test_a_faulty_meeting_keeps_no_record_from_being_judged(tmp_path: Path) -> None:
    """The registers are there; the fault is told beside."""
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    read(tmp_path, bad_one=GOOD.replace("kind: tap-huan", "kind: tiec"), good_one=GOOD)
    registers, findings = register_reader.load(tmp_path)
    assert registers and set(registers.meetings) == {"good-one"}
    assert [f.rule for f in findings] == ["bad-value"]


def test_the_hour_of_an_item_is_asked_for_as_an_hour(tmp_path: Path) -> None:
    text = GOOD.replace("published:", "programme: [{time: 8:00, item: Khai mạc}]\npublished:")
    _, [finding] = read(tmp_path, hop_x1=text)
    assert finding.rule == "bad-form" and "05:00" in finding.remedy.vi
