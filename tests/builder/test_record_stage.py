"""The records' files: what was read of a record before the workers came is not read again."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import NOW, PROVINCE, ROOT

# More records than two workers live for: all of them were read, none of them is there to be read again.
MADE = """
import sys
from pathlib import Path
from duthao.builder import record_stage
from duthao.builder.inputs import Options
from duthao.errors import Finding, Say
from tests.feed_site import site_at
root, code, now = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
many = record_stage._BATCH * record_stage._LIFE * 2 + 30
ids = [f"ht-2031-{number:04}" for number in range(many)]
known = {i: (None, [Finding(i, 0, "known", Say("", ""), Say("", ""))]) for i in ids}
options = Options(code, root / "site", now, jobs=2)
made = record_stage.make(options, site_at(root), "", [(i, "") for i in ids], frozenset(ids), known)
first = next(made)
left = len(known)
results = [*first, *(result for batch in made for result in batch)]
told = [(result.id, finding.rule) for result in results for finding in result.findings]
print(many - left == len(first), not known, told == [(i, "known") for i in ids], "typst" in sys.modules)
"""


def test_workers_that_are_forked_later_have_what_was_read_too() -> None:
    """In a process of its own: once Typst has run in this one nobody is forked here."""
    command = [sys.executable, "-c", MADE, str(PROVINCE), str(ROOT), NOW]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True", "False"]
