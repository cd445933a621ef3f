"""A year in the life of the feeds: `python -m tests.soak [DAYS]`. Every day is built, and every reader fetches."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from duthao import clock
from tests.clients import follow
from tests.conftest import PROVINCE
from tests.test_feeds import all_records, site_at

START = "2026-01-01T05:17+07:00"


def main(days: int) -> None:
    """Follow the whole test province for so many days, built at 5:17 and 17:37 as the schedule has it."""
    start = clock.now(START)
    instants = [
        start + timedelta(days=day, minutes=minutes) for day in range(days) for minutes in (0, 740)
    ]
    with tempfile.TemporaryDirectory() as folder:
        seen = follow(site_at(PROVINCE), list(all_records(PROVINCE)), instants, Path(folder))
    print(f"{days} days, {len(instants)} builds, {seen} events: each seen once by every reader")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 420)
