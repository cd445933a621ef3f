"""A package that was copied in part refuses to judge: "no fault" would be said of records that nobody looked at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from duthao import rules
from tests.conftest import NOW, PROVINCE, ROOT, lay_out


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the catalogue of rules of other rooms, and without every rule that judges."""
    folder = tmp_path_factory.mktemp("scripts")
    shutil.copytree(
        ROOT / "scripts" / "duthao",
        folder / "duthao",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for path in (folder / "duthao" / "rules").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in ("__init__.py", "reported_elsewhere.py"):
            path.unlink()
    return folder


@pytest.mark.parametrize(
    "command",
    [["check"], ["build"], ["approve", "ht-2026-001", "--by", "A", "--no-secret-by", "B"]],
)
def test_without_rules_nothing_is_judged(command: list[str], package: Path, tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root", PROVINCE / "drafts")
    done = subprocess.run(
        [sys.executable, "-m", "duthao", *command, "--root", str(root), "--as-of", NOW],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(package)},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    number = len(rules.MODULES)
    assert done.stderr.startswith(
        f"Phần mềm thiếu {number - 1} trong {number} phần quy tắc kiểm tra ("
    )
    assert done.stderr.endswith("nên không hồ sơ nào được kiểm tra: cài lại phần mềm.\n")


def test_without_some_of_the_rules_nothing_is_judged(tmp_path: Path) -> None:
    folder = tmp_path / "scripts"
    shutil.copytree(
        ROOT / "scripts" / "duthao",
        folder / "duthao",
        ignore=shutil.ignore_patterns("__pycache__", "secrecy.py", "plain_faults"),
    )
    root = lay_out(tmp_path / "root", PROVINCE / "drafts")
    done = subprocess.run(
        [sys.executable, "-m", "duthao", "check", "--root", str(root), "--as-of", NOW],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "thiếu 7 trong" in done.stderr and "plain_faults.empty_outcomes" in done.stderr


def test_the_list_of_rules_is_that_of_the_folder() -> None:
    there = [module.__name__.removeprefix("duthao.rules.") for module in rules.modules()]
    assert sorted(there) == rules.MODULES
