"""What a person reads of a finding: the line as it is written, and the fault beneath it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from duthao.cli.findings_report import FORMS
from duthao.errors import Finding, Say
from tests.conftest import NOW, PROVINCE

SAID = Say("Sai.", "Wrong.")


def shown(root: Path, text: str, line: int, column: int, width: int) -> list[str]:
    path = root / f"{abs(hash((text, column)))}.md"
    path.write_text(text, encoding="utf-8", newline="")
    fault = Finding(path.name, line, "a-rule", SAID, Say("Sửa.", "Mend."), "error", column, width)
    return FORMS["text"]([fault], root).split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "demo: yes",
        "demo: yes " + "x" * 300,
        "x" * 400 + "demo: yes",
        "a" * 300 + "demo: yes" + "b" * 300,
    ],
)
def test_the_fault_is_underlined_wherever_it_stands(line: str, tmp_path: Path) -> None:
    column = line.index("yes") + 1
    _, source, marks = shown(tmp_path, f"---\n{line}\n", 2, column, 3)
    start = marks.index("^")
    assert source[start : start + marks.count("^")] == "yes" and len(source) < 180
    assert source.startswith("    2 │ ")


def test_letters_that_were_typed_apart_and_line_ends_of_any_kind(tmp_path: Path) -> None:
    line = unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh: yes")
    for end in ("\n", "\r\n", "\r"):
        _, source, marks = shown(tmp_path, f"---{end}{line}{end}", 2, 23, 3)
        assert source[marks.index("^") :] == "yes"


def test_what_would_play_with_the_terminal_is_not_printed(tmp_path: Path) -> None:
    text = "\n".join(shown(tmp_path, "a\x1b[2Jb\u202ec\u2028d\x0ce\n", 1, 2, 1))
    assert text.endswith("│ a·[2Jb·c·d·e\n      │  ^")


def test_colour_only_where_a_person_looks(tmp_path: Path) -> None:
    record = tmp_path / "drafts" / "ht-2026-900"
    record.mkdir(parents=True)
    (record / "index.md").write_text("---\nx: 1\n---\n", encoding="utf-8")
    (tmp_path / "drafts" / "_registers").symlink_to(PROVINCE / "drafts" / "_registers")
    (tmp_path / "mkdocs.yml").symlink_to(PROVINCE / "mkdocs.yml")

    def on_a_terminal(**env: str) -> str:
        here, there = pty.openpty()
        plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
        command = [sys.executable, "-m", "duthao", "check", "--root", str(tmp_path), "--as-of", NOW]
        done = subprocess.run(
            command, stdout=there, stderr=there, env={**plain, **env}, check=False
        )
        os.close(there)
        said = b""
        while True:
            try:
                part = os.read(here, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
        assert done.returncode == 1
        return said.decode()

    assert "\x1b[31m" in on_a_terminal() and "unknown-key" in on_a_terminal()
    assert "\x1b" not in on_a_terminal(NO_COLOR="1")


def test_forms_for_machines_hold_the_same(tmp_path: Path) -> None:
    faults = [
        Finding("drafts/a b/index.md", 3, "r-a", Say("50%: «a,b»\nx", "e"), SAID, "warning", 4, 5),
        Finding("drafts/a b/index.md", 0, "r-b", SAID, SAID),
    ]
    data = json.loads(FORMS["json"](faults, tmp_path))
    assert [(f["path"], f["line"], f["rule"], f["severity"]) for f in data] == [
        ("drafts/a b/index.md", 3, "r-a", "warning"),
        ("drafts/a b/index.md", 0, "r-b", "error"),
    ]
    lines = FORMS["github"](faults, tmp_path).split("\n")
    assert len(lines) == 2 and "%25" in lines[0] and "%0A" in lines[0]
    run = json.loads(FORMS["sarif"](faults, tmp_path))["runs"][0]
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 4,
        "endColumn": 9,
    }
    assert {r["id"] for r in run["tool"]["driver"]["rules"]} == {"r-a", "r-b"}
    uri = first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "drafts/a%20b/index.md"
