"""Beside Hugo: the rows of `make bench WHAT=build` that README shows, at one size."""

from __future__ import annotations

import re

from tests.bench import build

COUNT = 1000
_CASES = ("full build", "one edit, a commune's body", "nothing changed")


def measure() -> dict[str, str]:
    """Processor seconds of duthao with all text outputs, of Hugo with the pages alone, and how many times as many."""
    figures = {}
    for line in build.run([COUNT], rounds=1, material_up_to=0, hugo_front="yaml", keep=None):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 6 and cells[2] in _CASES and cells[3] == build.WHOLE:
            own, hugo, ratio = (re.search(r"\((.*)\)", cell)[1] for cell in cells[4:7])  # type: ignore[index]
            figures[f"{COUNT:,} records, text alone, {cells[2]}: duthao / Hugo"] = (
                f"{own} s / {hugo} s = {ratio}"
            )
    return figures
