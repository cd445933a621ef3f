"""`python -m tests.bench build|province|web|pdf|speech|all [N …]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Measure what was asked for and print it as Markdown; the figures are for reading, not for passing."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="duthao beside Hugo and MkDocs-Material, and what print and speech cost.",
    )
    parser.add_argument(
        "what",
        nargs="?",
        default="all",
        choices=("build", "province", "web", "pdf", "speech", "all"),
    )
    parser.add_argument(
        "counts",
        nargs="*",
        type=int,
        metavar="N",
        help="numbers of records (default: 1000 5000; province, web: 1000)",
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often each build is timed (default: 3)"
    )
    parser.add_argument(
        "--mkdocs-up-to",
        type=int,
        default=1000,
        metavar="N",
        help="leave MkDocs out above so many records (default: 1000)",
    )
    parser.add_argument(
        "--hugo-front",
        choices=("json", "yaml"),
        default="yaml",
        help="Hugo's front matter: yaml, as officers write it (default), or json, which it reads faster",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="lay everything out in this empty folder and leave it there",
    )
    parser.add_argument(
        "--base", default="", metavar="COMMIT", help="province: measure the code of this commit too"
    )
    parser.add_argument(
        "--open",
        nargs="+",
        type=float,
        default=[],
        metavar="SHARE",
        help="province: at the first N, also with these shares of open drafts (default: 0.06 alone)",
    )
    said = parser.parse_args()
    if said.what == "province":
        from tests.bench import province

        for line in province.run(said.counts or [1000], said.base, said.open, said.keep):
            print(line, flush=True)
    if said.what == "web":
        from tests.bench import web

        for line in web.run(said.counts or [1000]):
            print(line, flush=True)
    if said.what in ("build", "all"):
        from tests.bench import build

        counts = said.counts or [1000, 5000]
        for line in build.run(counts, said.rounds, said.mkdocs_up_to, said.hugo_front, said.keep):
            print(line, flush=True)
    if said.what in ("pdf", "speech", "all"):
        from tests.bench import parts

        whats = [name for name in ("pdf", "speech") if said.what in (name, "all")]
        count = said.counts[0] if said.counts and said.what != "all" else 200
        print(parts.run(whats, count), flush=True)
    return 0


sys.exit(main())
