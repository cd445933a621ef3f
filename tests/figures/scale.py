"""A province's records with all their paper: what a machine and a host must have."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import measure as run
from tests.bench.contenders import Duthao
from tests.bench.records import communes, generate
from tests.figures.document import ROOT

COUNT = 100


class _WithPaper(Duthao):
    @property
    def command(self) -> list[str]:
        return [argument for argument in super().command if argument != "--no-pdf"]


def measure() -> dict[str, str]:
    """One full build for its time, another for its memory; no record has attachments."""
    with TemporaryDirectory(prefix="duthao-figures-") as folder:
        laid = _WithPaper("everything", Path(folder))
        places = communes(ROOT)
        laid.lay(generate(COUNT, places))
        took = run.time_of(laid.command, laid.environment)
        made = [path for path in (Path(folder) / "root" / "site").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in made)
        laid.clear()
        held = run.peak(laid.command, laid.environment)
        return {
            f"{COUNT} records, {len(places)} communes, everything from nothing": f"{took.processors:.0f} s",
            "the same: memory of all processes at its peak": f"{held / 1e6:.0f} MB",
            "the same: files of the site, and their size": f"{len(made):,}, {size / 1e6:.0f} MB",
        }
