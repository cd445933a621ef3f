"""Files that commands replace: whole or not at all, and nothing beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from duthao.cli.console import replace_bytes
from duthao.errors import DuthaoError


def test_a_file_is_replaced_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "y-kien.xlsx"
    path.write_bytes(b"old")
    replace_bytes(path, b"new")
    assert path.read_bytes() == b"new" and [*tmp_path.iterdir()] == [path]


def test_what_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "y-kien.xlsx"
    (taken / "in-it").mkdir(parents=True)
    with pytest.raises(OSError):
        replace_bytes(taken, b"new")
    assert [*tmp_path.iterdir()] == [taken]


def test_a_file_that_excel_holds_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody replace a file that Excel shows: here the system is made to refuse likewise."""
    path = tmp_path / "y-kien.xlsx"
    path.write_bytes(b"old")

    def refuse(half: Path, target: Path) -> Path:
        raise PermissionError(13, "Access is denied", str(half), 5, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DuthaoError) as refused:
        replace_bytes(path, b"new")
    assert path.read_bytes() == b"old" and [*tmp_path.iterdir()] == [path]
    assert "Đóng tệp ấy rồi chạy lại" in refused.value.say.vi and "y-kien.xlsx" in refused.value.say.vi  # fmt: skip
