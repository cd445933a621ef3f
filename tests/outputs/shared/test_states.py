"""What is said of a draft in each state, by every output that there is: the table in tests/states/, asserted whole.

An output that is new has no row and fails; a sentence that is changed is accepted with
`DUTHAO_ACCEPT=1 make test TESTS=tests/outputs/shared/test_states.py` and read in the diff.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests import states
from tests.conftest import approve, duthao, lay_out
from tests.snapshots import accepting

_OVER = ("withdrawn", "withdrawn-upcoming", "withdrawn-late", "dropped")
_ASKING = re.compile(
    r"^Mời |mời bà con|mời Nhân dân|Góp ý đến|Nộp phiếu|Hãy góp ý|lấy ý kiến về .* đến hết ngày",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """A built site that holds one draft in every state and no other."""
    root = lay_out(tmp_path_factory.mktemp("states") / "root")
    shutil.copytree(built / "build" / "host", root / "build" / "host")
    for name in ("host.digest", "seal"):
        shutil.copy(built / "build" / name, root / "build" / name)
    for folder in (root / "drafts").glob("[!_]*"):
        shutil.rmtree(folder)
    for state in states.names():
        states.write(root, state)
    approve(root)
    done = duthao("build", "--root", root, "--as-of", states.NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.mark.parametrize("state", states.names())
def test_every_output_says_of_a_state_what_the_table_says(root: Path, state: str) -> None:
    sentences = states.read(root, state)
    if accepting():
        states.accept(state, sentences)
    assert sentences == states.said_of(state)
