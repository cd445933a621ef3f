"""`duthao check`: what it remembers is what it would find, and it finds what it is asked for."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from duthao import clock
from duthao.builder import check as judgement
from duthao.builder.check import MEMORY, check
from duthao.domain.lifecycle import moments
from duthao.errors import Finding
from duthao.records import record_reader
from tests.conftest import NOW, PROVINCE, approve, duthao, replace_text
from tests.record_edits import CHANGE, GOOD, WAYS

UNDATED = "ht-2026-950"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The records of the test province, none checked yet; one more has no date at all, and an agency that ended."""
    shutil.copytree(PROVINCE / "drafts", tmp_path / "drafts")
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    text = (PROVINCE / "drafts" / "ht-2026-001" / "index.md").read_text(encoding="utf-8")
    front = [line for line in text.split("---\n")[1].splitlines() if line[:1].isalpha()]
    kept = [
        line
        for line in front
        if line.split(":")[0] in ("title", "document_type", "issuer", "topics", "places")
        and not line.endswith((">-", "|"))
    ]
    fields = {
        "title": "Một văn bản chưa định ngày",
        "short_title": "Chưa định ngày",
        "summary": "Thử.",
    }
    lines = [f"{key}: {value}" for key, value in fields.items()]
    lines += [line for line in kept if not line.startswith("title")]
    lines += ["agency: so-thong-tin-va-truyen-thong"]
    (tmp_path / "drafts" / UNDATED).mkdir()
    (tmp_path / "drafts" / UNDATED / "index.md").write_text(
        "---\n" + "\n".join(lines) + "\n---\n", encoding="utf-8"
    )
    settle(tmp_path)
    return tmp_path


def settle(root: Path) -> None:
    """Let every file be old enough that its time of change can be trusted."""
    for path in (root / "drafts").rglob("*"):
        stat = path.stat()
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns - 10**9))


def anew(root: Path, as_of: str = NOW) -> tuple[Finding, ...]:
    """What is found where nothing is remembered."""
    kept = root / "kept"
    (root / MEMORY).rename(kept) if (root / MEMORY).exists() else None
    try:
        return check(root, as_of)
    finally:
        shutil.rmtree(root / MEMORY, ignore_errors=True)
        kept.rename(root / MEMORY) if kept.exists() else None


def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the records that are read and judged from now on, as they are."""
    seen: list[str] = []
    row = judgement._Judge.row
    monkeypatch.setattr(judgement._Judge, "row", lambda self, i: (seen.append(i), row(self, i))[1])
    return seen


def test_only_what_changed_is_judged_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = record_reader.ids(root)
    first, seen = check(root, NOW), judged(monkeypatch)
    assert check(root, NOW) == first and seen == []
    path = root / "drafts" / "ht-2026-002" / "index.md"
    replace_text(path, "title:", "titel:")
    assert {"unknown-key", "field-missing"} <= {f.rule for f in check(root, NOW)}
    assert seen == ["ht-2026-002"]
    replace_text(path, "titel:", "title:")
    settle(root)
    assert check(root, NOW) == first and seen == ["ht-2026-002"] * 2
    path.touch()  # as a clone does: other times, same bytes
    assert check(root, NOW) == first and seen == ["ht-2026-002"] * 2
    replace_text(root / "drafts" / "_registers" / "topics.yml", "name: ", "name: Về ")
    check(root, NOW)
    assert sorted(seen[2:]) == ids


def test_another_record_may_be_linked_to(root: Path) -> None:
    place = root / "drafts" / "ht-2026-002" / "index.md"
    replace_text(
        place, "## Nội dung cơ bản\n", "## Nội dung cơ bản\n\n[Khác](duthao:ht-2026-970).\n"
    )
    assert "link-to-no-record" in {f.rule for f in check(root, NOW)}
    shutil.copytree(root / "drafts" / "ht-2026-003", root / "drafts" / "ht-2026-970")
    settle(root)
    assert "link-to-no-record" not in {f.rule for f in check(root, NOW)}
    shutil.rmtree(root / "drafts" / "ht-2026-970")
    findings = check(root, NOW)
    assert "link-to-no-record" in {f.rule for f in findings} and findings == anew(root)


def test_time_passes(root: Path) -> None:
    """At each instant at which a rule may see it, and the second before: what is remembered is what is so."""
    path = root / "drafts" / "ht-2026-002" / "index.md"  # it must not become right or wrong unseen
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^spoken:\n(?: .*\n)+", "", text)
    only = "comment:\n  email: gopy@hatinh.example\n"
    path.write_text(re.sub(r"(?m)^comment:\n(?: .*\n)+", only, text), encoding="utf-8")
    settle(root)
    turns = {clock.midnight(date(2025, 3, 1)), clock.midnight(date(2026, 11, 22))}
    for record_id in record_reader.ids(root):
        record, _ = record_reader.read(root, record_id)
        turns |= set(moments(record.draft)) if record else set()
    told = set()
    for turn in sorted(turns)[::3] + sorted(turns)[::-7]:
        for instant in (turn - timedelta(seconds=1), turn):
            as_of = instant.isoformat()
            findings = check(root, as_of)
            assert findings == anew(root, as_of), as_of
            told.add(tuple((f.path, f.rule) for f in findings))
    assert len(told) >= 3  # time did change something


def test_many_are_judged_by_several_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = anew(root)
    monkeypatch.setattr(judgement, "_MANY", 2)
    monkeypatch.setattr(judgement, "_BATCH", 3)
    assert check(root, NOW, jobs=2) == alone == check(root, NOW)


@pytest.mark.parametrize("harm", ["damaged", "another's", "no folder"])
def test_without_a_memory_it_only_takes_longer(root: Path, harm: str) -> None:
    first = check(root, NOW)
    state = root / MEMORY / "state.sqlite"
    if harm == "damaged":
        state.write_bytes(b"x" * 5000)
    elif harm == "another's":
        state.unlink()
        sqlite3.connect(state).execute("CREATE TABLE record (id)")
    else:
        shutil.rmtree(root / "build")
        (root / "build").write_text("a file where a folder should be", encoding="utf-8")
    assert check(root, NOW) == first == check(root, NOW)


def test_a_file_that_was_not_read_in_time_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from duthao.records import attachment_scan

    with monkeypatch.context() as slow:
        slow.setattr(attachment_scan, "scan", lambda *_: attachment_scan.Scan(faults=("unread",)))
        assert "attachment-unread" in {f.rule for f in check(root, NOW)}
    assert "attachment-unread" not in {f.rule for f in check(root, NOW)}


def test_approval_is_checked_too(root: Path) -> None:
    """What would stop the build stops the check, and approving mends it."""
    shutil.rmtree(root / "drafts" / UNDATED)
    path = root / "drafts" / "ht-2026-002" / "index.md"
    replace_text(path, "## Nội dung cơ bản\n", "## Nội dung cơ bản\n\nCâu vừa thêm.\n")
    errors = {(f.rule, f.severity, f.path) for f in check(root, NOW) if f.severity == "error"}
    assert errors == {("approval-broken", "error", "drafts/ht-2026-002/index.md")}
    approve(root, "ht-2026-002")
    assert not [f for f in check(root, NOW) if f.severity == "error"]


# ---- paths


def paths(root: Path, *arguments: str, cwd: Path | None = None) -> tuple[int, set[str]]:
    done = duthao(
        "check", "--root", root, "--as-of", NOW, "--format", "json", *arguments, cwd=cwd or root
    )
    assert "Traceback" not in done.stderr
    data = json.loads(done.stdout) if done.stdout else []
    return done.returncode, {f["path"].split("/")[1] for f in data if f["severity"] == "error"}


def test_only_these_records(root: Path) -> None:
    for record_id in ("ht-2026-002", "ht-2026-003"):
        replace_text(root / "drafts" / record_id / "index.md", "title:", "titel:")
    one = (1, {"ht-2026-002"})
    for argument in (
        "ht-2026-002",
        "drafts/ht-2026-002",
        "drafts/ht-2026-002/",
        "drafts/ht-2026-002/index.md",
        "./drafts/../drafts/ht-2026-002/index.md",
        str(root / "drafts" / "ht-2026-002"),
    ):
        assert paths(root, argument) == one, argument
    assert paths(root, "--only", "drafts/ht-2026-002") == one
    assert paths(root, "index.md", cwd=root / "drafts" / "ht-2026-002") == one
    assert paths(root, ".", cwd=root / "drafts" / "ht-2026-002") == one
    both = (1, {"ht-2026-002", "ht-2026-003", UNDATED})
    assert paths(root) == paths(root, "drafts") == paths(root, ".") == both
    assert paths(root, "drafts/_registers/topics.yml") == both  # it concerns every record
    assert paths(root, "ht-2026-002", "ht-2026-003") == (1, {"ht-2026-002", "ht-2026-003"})


def test_a_path_at_which_there_is_no_record(root: Path) -> None:
    for argument in ("ht-2026-999", "drafts/ht-2026-999/index.md", "mkdocs.yml"):
        done = duthao("check", "--root", root, argument, cwd=root)
        assert done.returncode == 2 and argument in done.stderr and "Không có hồ sơ" in done.stderr


# ---- the last second, wherever the machine stands


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
@pytest.mark.parametrize(
    "closes,last,after",
    [
        ("2026-12-31", "2026-12-31T16:59:59Z", "2026-12-31T17:00:00Z"),  # the year's end
        ("2027-02-06", "2027-02-06 23:59:59", "2027-02-07"),  # the first day of Tết
        ("2028-02-29", "2028-02-29T08:59:59-08:00", "2028-02-29T09:00:00-08:00"),
        ("2026-12-31 17:00", "2026-12-31 16:59:59", "2026-12-31 17:00"),
    ],
)
def test_ways_are_owed_until_the_last_second_in_viet_nam(
    closes: str, last: str, after: str, zone: str, tmp_path: Path
) -> None:
    text = GOOD.replace(WAYS, "comment: {email: gopy@hatinh.example}\n").replace(CHANGE, "")
    text = text.replace("    deadline_changes:\n", "").replace(
        "closes: 2026-11-30", f"closes: {closes}"
    )
    text = text.replace("    answer_due: 2027-01-10\n", "")
    (tmp_path / "drafts" / "ht-2026-900").mkdir(parents=True)
    (tmp_path / "drafts" / "ht-2026-900" / "index.md").write_text(text, encoding="utf-8")
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    for instant, code in ((last, 1), (after, 0), (last, 1)):
        done = duthao("check", "--root", tmp_path, "--as-of", instant, env={"TZ": zone})
        assert done.returncode == code, (instant, done.stdout)
        assert ("no-offline-way" in done.stdout) == bool(code)
