"""A year in the life of the feeds, released and built three times a day and whenever somebody edits: `python -m tests.soak [DAYS]`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from duthao.clock import VN
from tests import year_of_edits
from tests.conftest import PROVINCE
from tests.feed_readers import follow
from tests.feed_site import windows
from tests.year_of_edits import Edit

# Feeds and archived pages so small that a few drafts outgrow them; who asks once a week still misses nothing.
SMALL = partial(windows, items=4, days=8, page=5)
TIMES = ("00:13", "04:37", "17:37")  # of the scheduled releases
PUSH = timedelta(minutes=4)  # after an edit is merged, it is out


def turns(
    edits: Sequence[Edit], start: datetime, days: int
) -> Iterator[tuple[datetime, list[Edit]]]:
    """Every instant of a release from a midnight on, and what was edited just before it."""
    first = start.date()
    clocks = {
        datetime.combine(first + timedelta(days=n), time.fromisoformat(clock), VN)
        for n in range(days)
        for clock in TIMES
    }
    at = {
        edit.when + PUSH: edit for edit in edits if edit.when.date() < first + timedelta(days=days)
    }
    for now in sorted(clocks | at.keys()):
        yield now, [at[now]] if now in at else []


def main(days: int) -> None:
    """Follow the officers' year, then the whole test province for so many days."""
    start = year_of_edits.at(0, "00:00")
    with tempfile.TemporaryDirectory() as folder, SMALL():
        root = Path(folder) / "year"
        year_of_edits.lay_out(root)
        made = list(turns(list(year_of_edits.edits()), start, min(days, year_of_edits.DAYS)))
        seen = follow(root, made, Path(folder) / "readers")
        print(f"A year of edits: {len(made)} releases, {len(seen)} items, each seen once by all")
        root = Path(folder) / "province"
        root.mkdir()
        shutil.copytree(PROVINCE / "drafts", root / "drafts")
        shutil.copy(PROVINCE / "mkdocs.yml", root / "mkdocs.yml")
        made = list(turns((), datetime(2026, 1, 1, tzinfo=VN), days))
        seen = follow(root, made, Path(folder) / "others")
        print(f"The province: {len(made)} releases, {len(seen)} items, each seen once by all")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 420)
