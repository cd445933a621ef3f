"""A small site to build: the test province with the project's own theme and pages."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from duthao import approval, records

ROOT = Path(__file__).resolve().parent.parent
PROVINCE = ROOT / "tests" / "province"
NOW = "2026-11-22T08:00+07:00"


def lay_out(root: Path, records: Path = PROVINCE / "drafts") -> Path:
    """A root with the project's theme and content, and the records and settings of the test province."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(records, root / "drafts")
    shutil.copy(PROVINCE / "mkdocs.yml", root / "mkdocs.yml")
    return root


def tree(folder: Path) -> dict[str, str]:
    """Path → digest of every file; health.json names the instant of the build and is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "health.json"
    }


def duthao(
    *arguments: str | Path, env: dict[str, str] | None = None, **kwargs: object
) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, in a process of its own."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "duthao", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        check=False,
        **kwargs,
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test province, built once with everything; not to be changed by a test."""
    root = lay_out(tmp_path_factory.mktemp("province") / "root")
    done = duthao("build", "--root", root, "--as-of", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def province(tmp_path: Path, built: Path) -> Path:
    """A copy of the test province of one's own, not built, with the host's pages made already."""
    root = lay_out(tmp_path / "root")
    shutil.copytree(built / "build" / "host", root / "build" / "host")
    shutil.copy(built / "build" / "host.digest", root / "build" / "host.digest")
    shutil.copytree(built / "build" / "cache" / "scans", root / "build" / "cache" / "scans")
    return root


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site of the project itself, built once."""
    out = tmp_path_factory.mktemp("sample") / "site"
    done = duthao("build", "--root", ROOT, "--site", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def approve(root: Path, *ids: str) -> None:
    """Approve records after an edit (none named: all of the root), as their office would."""
    for record_id in ids or records.ids(root):
        path = root / "drafts" / record_id / "index.md"
        path.write_bytes(
            approval.approved_text(root, record_id, "Văn phòng", date(2026, 11, 22)).encode()
        )


Edit = Callable[[Path, str, str], None]


def replace_text(path: Path, old: str, new: str) -> None:
    """Edit a file; the old text must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
