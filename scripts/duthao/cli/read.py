"""`duthao read`: written Vietnamese as it is said."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from duthao.cli.console import FINE, FOUND
from duthao.errors import Say
from duthao.speech import Speaker, default_abbreviations, read


def run(arguments: argparse.Namespace) -> int:
    """Print each line as an announcer would say it. Returns 1 where something could not be read."""
    speaker = Speaker(
        abbreviations={**default_abbreviations(), **_local_abbreviations(arguments.root)}
    )
    lines = arguments.text or (line.rstrip("\n") for line in sys.stdin)
    code = FINE
    for number, line in enumerate(lines, 1):
        reading = read(line, speaker)
        print(reading.text)
        for unread in reading.unread:
            code = FOUND
            print(
                Say(
                    f"dòng {number}: không đọc được «{unread.token}». {unread.suggestion}",
                    f"line {number}: cannot read `{unread.token}`.",
                ),
                file=sys.stderr,
            )
    return code


def _local_abbreviations(root: Path) -> dict[str, str]:
    if not (root / "drafts" / "_registers" / "abbreviations.yml").exists():
        return {}
    from duthao.records.register_reader import abbreviations

    return dict(abbreviations(root))
