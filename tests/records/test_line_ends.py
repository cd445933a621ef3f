"""Editors and git on Windows change line ends: of what was approved no reader notices, or it is said what changed."""

from __future__ import annotations

import codecs
import shutil
import subprocess
from pathlib import Path

import pytest

from duthao import clock, rules
from duthao.errors import Finding
from duthao.records import approval, record_reader, register_reader
from tests.conftest import NOW, ROOT
from tests.judged_records import SETTINGS

TRANSLATED = "lc-2026-011"
SAMPLE = ROOT / "drafts"


def on_windows(text: bytes) -> bytes:
    """As an editor on Windows saves it."""
    return codecs.BOM_UTF8 + text.replace(b"\n", b"\r\n")


def judged(root: Path, record_id: str) -> list[Finding]:
    """Everything that is found in a record."""
    record, findings = record_reader.read(root, record_id)
    known, _ = register_reader.load(root)
    assert record and known
    context = rules.Context(known, SETTINGS, clock.now(NOW), frozenset(record_reader.ids(root)))
    return [*findings, *rules.judge(record, context), *filter(None, [approval.fault(record)])]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A record of the sample with its translations."""
    for name in (TRANSLATED, "_registers"):
        shutil.copytree(SAMPLE / name, tmp_path / "drafts" / name)
    return tmp_path


def test_a_record_saved_on_windows_is_read_judged_and_approved_as_before(root: Path) -> None:
    before = judged(root, TRANSLATED)
    texts = list((root / "drafts" / TRANSLATED).glob("*.md"))
    assert len(texts) >= 3
    for path in texts:
        path.write_bytes(on_windows(path.read_bytes()))
    assert judged(root, TRANSLATED) == before
    assert all(f.rule != approval.BROKEN for f in before)


def test_a_fault_in_a_record_saved_on_windows_stands_on_the_same_line(root: Path) -> None:
    path = root / "drafts" / TRANSLATED / "index.md"
    wrong = path.read_bytes().replace(b"\ntitle:", b"\ntitel:", 1)
    path.write_bytes(wrong)
    before = [str(f) for f in record_reader.read(root, TRANSLATED)[1]]
    path.write_bytes(on_windows(wrong))
    assert [str(f) for f in record_reader.read(root, TRANSLATED)[1]] == before != []


@pytest.mark.parametrize("name", ["index.md", "en.md"])
def test_a_word_that_changed_breaks_the_approval(root: Path, name: str) -> None:
    path = root / "drafts" / TRANSLATED / name
    path.write_bytes(on_windows(path.read_bytes()).rstrip() + b" x\r\n")
    fault = next(f for f in judged(root, TRANSLATED) if f.rule == approval.BROKEN)
    assert "đã thay đổi" in fault.message.vi and "duthao approve" in fault.remedy.vi


def test_git_on_windows_breaks_no_approval(tmp_path: Path) -> None:
    """Where it is told to change line ends: attachments come back byte for byte, records with LF, and all stay approved."""

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "core.autocrlf=true", "-c", "user.name=a", "-c", "user.email=a@b.example",
             *arguments],
            cwd=office, check=True, capture_output=True,
        )  # fmt: skip

    office, elsewhere = tmp_path / "office", tmp_path / "elsewhere"
    shutil.copytree(SAMPLE, office / "drafts")
    shutil.copy(ROOT / ".gitattributes", office)
    meetings = list((office / "drafts/_events").glob("*/index.md"))
    records = [*(office / "drafts").glob("*/*.md"), *meetings]
    for path in records:
        path.write_bytes(on_windows(path.read_bytes()).removeprefix(codecs.BOM_UTF8))
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    git("clone", "-q", ".", str(elsewhere))
    files = [p for p in SAMPLE.rglob("*") if p.is_file()]
    changed = [p for p in files if (elsewhere / p.relative_to(ROOT)).read_bytes() != p.read_bytes()]
    assert len(records) > 17 and meetings and changed == []
    for record_id in record_reader.ids(elsewhere):
        record, _ = record_reader.read(elsewhere, record_id)
        assert record and approval.fault(record) is None


def test_git_has_every_file_as_its_attributes_say() -> None:
    """None would be changed by being added anew; every file that is no text is named as such."""
    listed = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    wrong = [
        line
        for line in listed
        if not line.startswith(("i/lf", "i/none")) and "attr/-text" not in line
    ]
    assert len(listed) > 1000 and wrong == []
