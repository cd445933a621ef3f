"""Real feed readers see each event once: never twice, none missed, none back-dated. Every day of a year: `make soak`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.clients import follow
from tests.conftest import PROVINCE
from tests.test_feeds import all_records, site_at


@pytest.mark.parametrize("draft_id", ["ht-2026-003", "ht-2026-017"])
def test_the_days_around_each_event(draft_id: str, tmp_path: Path) -> None:
    """Of a draft that was extended, and of one extended after it had closed."""
    site = site_at(PROVINCE)
    records = [record for record in all_records(PROVINCE) if record.id == draft_id]
    whens = sorted({event.when for event in site.events(records[0])})
    second = timedelta(seconds=1)
    instants = sorted(
        {moment for when in whens for moment in (when - second, when, when + timedelta(days=1))}
    )
    assert follow(site, records, instants, tmp_path) == len(site.events(records[0])) > 4
