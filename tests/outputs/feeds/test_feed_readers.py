"""Real feed readers see each event once: never twice, none missed, none back-dated. The whole year: `make soak`."""

from __future__ import annotations

from pathlib import Path

from tests import year_of_edits
from tests.feed_readers import follow
from tests.soak import SMALL, turns


def test_weeks_of_edits(tmp_path: Path) -> None:
    """Corrections that bear only the day, an extension, a withdrawal taken back, a meeting moved, a text replaced."""
    root = tmp_path / "root"
    year_of_edits.lay_out(root)
    edits = list(year_of_edits.edits())
    with SMALL():
        seen = follow(root, turns(edits, year_of_edits.at(0, "00:00"), 45), tmp_path / "readers")
    kinds = {item.split("/")[-2] for item in seen}
    assert len(seen) > 20 and kinds > {
        "corrected",
        "extended",
        "meeting",
        "reinstated",
        "withdrawn",
    }
