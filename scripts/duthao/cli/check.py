"""`duthao check`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from duthao.cli.console import FINE, FOUND, progress
from duthao.errors import DuthaoError, Say


def check_command(arguments: argparse.Namespace) -> int:
    """Tell every finding in the records that were named, or in all. Returns the exit code."""
    from duthao.builder import deep_check
    from duthao.cli.report import tell

    root = arguments.root.resolve()
    only = _records_at(root, [*arguments.paths, *arguments.only])
    findings = deep_check.check(root, arguments.as_of, only, progress)
    tell(findings, arguments.format, root)
    return FOUND if any(f.severity == "error" for f in findings) else FINE


def _records_at(root: Path, paths: list[Path]) -> frozenset[str]:
    """The ids of the records at these paths, or in these folders: ids, folders, or files in them. None: all records.

    A register concerns every record. Raises DuthaoError for a path at which there is no record.
    """
    from duthao.records import record, record_reader

    known, drafts = frozenset(record_reader.ids(root)), root / record.FOLDER
    found: set[str] = set()
    for path in paths:
        full = path if path.is_absolute() else Path.cwd() / path
        full = Path(os.path.normpath(full))
        inside = full.relative_to(drafts).parts if full.is_relative_to(drafts) else ()
        if drafts.is_relative_to(full) or inside[:1] == ("_registers",):
            return frozenset()
        name = inside[0] if inside else str(path).lower()
        if name not in known:
            raise DuthaoError(Say(f"Không có hồ sơ ở {path}.", f"There is no record at {path}."))
        found.add(name)
    return frozenset(found)
