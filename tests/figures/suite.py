"""How much is tested, and what judging costs."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from tempfile import TemporaryDirectory

import yaml

from duthao import clock, rules
from duthao.records import record_reader, register_reader, settings_reader
from tests.figures.document import ROOT


def measure() -> dict[str, str]:
    """Counts of what `make test` tries, and processor time of all rules on one record of the sample."""
    with TemporaryDirectory(prefix="duthao-figures-") as folder:
        listed = subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "TMPDIR": folder},
            capture_output=True,
            text=True,
            check=True,
        )
    cases = yaml.safe_load((ROOT / "tests" / "speech" / "cases.yaml").read_text(encoding="utf-8"))
    tests = sum(int(n) for n in re.findall(r"(?m)^tests/\S+: (\d+)$", listed.stdout))
    return {
        "tests": f"{tests:,}",
        "rules that records are held to": str(len(rules.catalogue())),
        "written Vietnamese with its reading aloud, all read or refused as they should be": f"{len(cases['cases']):,} cases",
        "all rules together, a record of the sample": f"{_judged():.1f} ms",
    }


def _judged() -> float:
    settings, _ = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers
    ids = record_reader.ids(ROOT)
    records = [record for name in ids if (record := record_reader.read(ROOT, name)[0])]
    context = rules.Context(
        registers, settings, clock.now(settings.as_of and str(settings.as_of)), frozenset(ids)
    )
    best = float("inf")
    for _ in range(20):
        began = time.process_time()
        for record in records:
            list(rules.judge(record, context))
        best = min(best, time.process_time() - began)
    return 1000 * best / len(records)
