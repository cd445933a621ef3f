"""Every word that goes on air of a draft in each state, full and short.

A change that is meant is accepted with `DUTHAO_ACCEPT=1`; read it aloud first.
"""

from __future__ import annotations

import pytest

from tests import states
from tests.conftest import PROVINCE, ROOT
from tests.loudspeaker_scripts import site_of, texts
from tests.snapshots import compare

GOLDEN = ROOT / "tests" / "golden" / "air"


@pytest.mark.parametrize("state", states.names())
def test_scripts_of_a_state(state: str) -> None:
    scripts = texts(site_of(PROVINCE), states.record(state))
    said = [f"{file}{' (over)' if s.expired else ''}\n\n{s.text}" for file, s in scripts.items()]
    compare(GOLDEN / f"{state}.txt", "\n".join(said) or "no script\n")
