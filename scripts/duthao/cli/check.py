"""`duthao check`: every finding in the records that were named, or in all."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from duthao.builder import deep_check
from duthao.cli.console import FINE, FOUND, progress
from duthao.cli.findings_report import print_findings
from duthao.errors import DuthaoError, Say
from duthao.records import record, record_reader


def run(arguments: argparse.Namespace) -> int:
    """Print the findings. Returns 1 where one of them is an error."""
    root = arguments.root.resolve()
    only = _records_at(root, [*arguments.paths, *arguments.only])
    findings = deep_check.check(root, arguments.as_of, only, progress)
    print_findings(findings, arguments.format, root)
    return FOUND if any(f.severity == "error" for f in findings) else FINE


def _records_at(root: Path, paths: list[Path]) -> frozenset[str]:
    """The ids of the records at these paths, or in these folders: ids, folders, or files in them. Empty: all records.

    A register or a meeting of the site concerns every record. Raises DuthaoError for a path at which there is no record.
    """
    all_ids, drafts = frozenset(record_reader.ids(root)), root / record.FOLDER
    ids: set[str] = set()
    for path in paths:
        full = Path(os.path.normpath(Path.cwd() / path))
        inside = full.relative_to(drafts).parts if full.is_relative_to(drafts) else ()
        if drafts.is_relative_to(full) or inside[:1] in (("_registers",), ("_events",)):
            return frozenset()
        name = inside[0] if inside else str(path).lower()
        if name not in all_ids:
            raise DuthaoError(Say(f"Không có hồ sơ ở {path}.", f"There is no record at {path}."))
        ids.add(name)
    return frozenset(ids)
