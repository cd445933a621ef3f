"""What a fresh machine has: the Python of Debian 12, a locale of plain ASCII, a folder with a Vietnamese name."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tests.conftest import NOW, PROVINCE, ROOT, duthao, lay_out, tree

LOCKS = sorted(ROOT.glob("requirements-*.txt"))
PINNED = re.compile(r"^([\w.-]+)==(\S+) ", re.MULTILINE)
ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": ""}


def earliest() -> str:
    """The earliest Python that the project promises to run on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = SpecifierSet(project["requires-python"])
    (floor,) = (one.version for one in asked if one.operator == ">=")
    return floor


def test_nothing_locked_asks_for_a_later_python() -> None:
    """Of every package that is installed as the locks name it."""
    seen = 0
    for lock in LOCKS:
        for name, version in PINNED.findall(lock.read_text(encoding="utf-8")):
            try:
                found = distribution(name)
            except PackageNotFoundError:  # a need of the bench
                continue
            if found.version == version:
                asked = SpecifierSet(found.metadata["Requires-Python"] or "")
                assert Version(earliest()) in asked, f"{lock.name}: {name} {version} asks {asked}"
                seen += 1
    assert seen > 100


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text and not re.search(r"^-", text, re.MULTILINE)
    assert len(PINNED.findall(text)) == text.count("==")


def test_where_nothing_but_ascii_is_known(tmp_path: Path, built: Path) -> None:
    """In the locale C, below a folder with spaces and Vietnamese letters, the same bytes come out."""
    root = lay_out(tmp_path / "Sở Tư pháp" / "lấy ý kiến")
    done = duthao("check", "--root", root, "--as-of", NOW, env=ASCII)
    assert done.returncode == 0, done.stdout + done.stderr
    done = duthao("build", "--root", root, "--as-of", NOW, env=ASCII)
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(root) in done.stderr
    assert tree(root / "site") == tree(built / "site")
    assert duthao("build", "--root", root, "--as-of", NOW, env=ASCII).returncode == 0


def test_faults_are_told_where_nothing_but_ascii_is_known(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "Sở Tư pháp", PROVINCE / "drafts")
    (root / "drafts" / "ht-2026-900").mkdir()
    (root / "drafts" / "ht-2026-900" / "index.md").write_bytes(
        "---\ntiêu đề: ".encode() + b"\xff\n---\n"
    )
    done = duthao("check", "--root", root, "--as-of", NOW, env=ASCII)
    assert done.returncode == 1
    assert "drafts/ht-2026-900/index.md" in done.stdout and "Traceback" not in done.stderr
