"""`duthao responses table`: the table of opinions and answers as an agency signs it, before anything of it is published."""

from __future__ import annotations

import argparse
from pathlib import Path

from duthao import clock
from duthao.cli.console import FINE, FOUND, replace_bytes
from duthao.cli.response_files import record_of
from duthao.domain.rounds import latest_round
from duthao.errors import DuthaoError, Findings, Say
from duthao.outputs.paper import signed_table
from duthao.outputs.site import Site
from duthao.records import register_reader, settings_reader
from duthao.rendering.links import Links


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write PDF, Word document and workbook. Returns 1 where rows have no answer yet. Raises DuthaoError."""
    record, registers = record_of(root, arguments.id), register_reader.sound(root)
    settings, site_url = settings_reader.load(root)
    now = clock.now(arguments.as_of or settings.as_of)
    site = Site(root, settings, Links(site_url), registers, now, {})
    latest = latest_round(record.draft, now)
    number = arguments.round or (latest[0] if latest else 1)
    rows = record.responses.of_round(number) if record.responses else ()
    if not rows or number > len(record.draft.rounds):
        raise DuthaoError(
            Say(
                f"Đợt {number} của {record.id} chưa có dòng nào trong bảng ý kiến.",
                f"There is no row of round {number} of {record.id}.",
            )
        )
    files = signed_table.files(site, record, number, rows)
    folder = arguments.to or root / "build" / "responses" / record.id
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, render in files.items():
            replace_bytes(folder / name, render())
            print(folder / name)
    except Findings as fault:
        print("\n".join(map(str, fault.findings)))
        return FOUND
    if missing := [str(row.no) for row in rows if not (row.verdict and row.answer)]:
        print(
            Say(
                f"Còn {len(missing)} dòng chưa trả lời: số {', '.join(missing[:20])}{', …' if len(missing) > 20 else ''}.",
                f"{len(missing)} rows have no answer yet: {', '.join(missing[:20])}.",
            )
        )
    return FOUND if missing else FINE
