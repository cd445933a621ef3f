"""The bench still runs: what it builds of duthao ends well, in each of its variants."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.bench.contenders import PAGES, Duthao
from tests.bench.records import communes, generate
from tests.conftest import ROOT


@pytest.mark.parametrize("only", [PAGES, ()], ids=["part", "whole"])
def test_a_variant_builds(tmp_path: Path, only: tuple[str, ...]) -> None:
    records = list(generate(3, communes(ROOT)))
    contender = Duthao("duthao", tmp_path, only)
    contender.lay(records)
    done = subprocess.run(
        contender.command,
        env=dict(contender.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(contender.page(record.id).exists() for record in records)
