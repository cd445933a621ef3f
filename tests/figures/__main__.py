"""`python -m tests.figures GROUP …` measures groups and writes docs/figures.yml and the tables of documents."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import date

import yaml

from tests.figures import bench, document, libraries, province, sample, suite

GROUPS = {
    "sample": sample.measure,
    "province": province.measure,
    "bench": bench.measure,
    "suite": suite.measure,
    "libraries": libraries.measure,
}


def main() -> None:
    """Measure what was asked for, one group after the other, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m tests.figures", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=GROUPS, default=["sample", "suite"])
    for group in parser.parse_args().groups:
        known = document.load()
        known[group] = {
            "command": f"make figures WHAT={group}",
            "measured": f"{date.today():%Y-%m-%d}, {_machine()}",
            "figures": GROUPS[group](),
        }
        document.FIGURES.write_text(
            document.HEAD
            + yaml.safe_dump(
                {name: known[name] for name in GROUPS if name in known},
                allow_unicode=True,
                sort_keys=False,
                width=1000,
            ),
            encoding="utf-8",
        )
        for path in document.documents():
            text = path.read_text(encoding="utf-8")
            path.write_text(document.filled(text, known), encoding="utf-8")
        print("\n".join(f"{label}: {value}" for label, value in known[group]["figures"].items()))


def _machine() -> str:
    """What the figures depend on; a load above the number of cores makes every second longer."""
    system, python = platform.system(), platform.python_version()
    return f"{os.cpu_count()} cores, load {os.getloadavg()[1]:.0f}, {system}, Python {python}"


if __name__ == "__main__":
    main()
