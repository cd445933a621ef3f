"""A running form for the tests of a module, on records of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.editor_form import Form, running


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's records and the form's own files."""
    root = tmp_path_factory.mktemp("edit")
    for name in ("drafts", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="module")
def form(root: Path) -> Iterator[Form]:
    """An officer who opened the printed address."""
    with running(root) as opened:
        yield opened.enter()
