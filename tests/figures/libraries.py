"""Decision 0054: click, rich and icalendar beside what the package does itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar

from duthao import clock
from duthao.outputs.feeds import ics
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.rendering.links import Links
from tests.figures.document import ROOT

_MODULES = {"click": "click", "rich": "rich.progress", "icalendar": "icalendar"}
# Label → file and the functions in it that a library would stand for; none named: the whole file.
_OWN: dict[str, tuple[str, set[str]]] = {
    "argparse, the parser": ("cli/parser.py", set()),
    "progress, the bar": ("cli/console.py", {"progress"}),
    "ICS, the form of a line and of a date": (
        "outputs/feeds/ics.py",
        {"days", "_instant", "utc", "_basic", "escape", "folded"},
    ),
}


def measure() -> dict[str, str]:
    """Import time (of the processor, best of nine), size beyond what the site needs anyway, lines of ours, and the calendars."""
    figures = {"import argparse": _imported("argparse")}
    needed = set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements-site.txt").read_text()))
    for name, module in _MODULES.items():
        with TemporaryDirectory(prefix="duthao-figures-") as folder:
            pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
            subprocess.run([*pip, "--target", folder, name], check=True, capture_output=True)
            figures[f"import {module}"] = _imported(module, folder)
            figures[f"{name} installed, beyond what is installed anyway"] = _size(
                Path(folder), needed
            )
    return figures | lines() | calendars()


def _imported(module: str, folder: str = "") -> str:
    code = f"import sys, time; sys.path.insert(0, {folder!r}); t = time.process_time(); import {module}; print(time.process_time() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(9)
    ]
    return f"{1000 * min(runs):.0f} ms"


def _size(folder: Path, needed: set[str]) -> str:
    total = 0
    for info in folder.glob("*.dist-info"):
        name = re.sub(r"[-_.]+", "-", info.name.split("-")[0]).lower()
        if name not in needed:
            lines = (info / "RECORD").read_text(encoding="utf-8").splitlines()
            paths = [folder / line.split(",")[0] for line in lines if "__pycache__" not in line]
            total += sum(path.stat().st_size for path in paths if path.is_file())
    return f"{total / 1e6:.1f} MB"


def lines() -> dict[str, str]:
    """What we keep ourselves."""
    figures = {}
    for label, (path, names) in _OWN.items():
        text = (ROOT / "scripts/duthao" / path).read_text(encoding="utf-8")
        parts = [
            node
            for node in ast.parse(text).body
            if isinstance(node, ast.FunctionDef) and node.name in names
        ]
        assert {node.name for node in parts} == names, (path, names)
        count = sum((node.end_lineno or 0) - node.lineno + 1 for node in parts)
        figures[f"lines of ours: {label}"] = str(count or text.count("\n"))
    return figures


def calendars() -> dict[str, str]:
    """The sample's entries, read by icalendar and written by it again: as many lines, each the same once unfolded."""
    settings, site_url = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers
    site = Site(ROOT, settings, Links(site_url), registers, clock.now(settings.as_of), {})
    records = [
        record for name in record_reader.ids(ROOT) if (record := record_reader.read(ROOT, name)[0])
    ]
    began = time.process_time()
    ours = [entry.text for record in records for entry in ics.entries(site, record)]
    spent = time.process_time() - began
    read = [icalendar.Event.from_ical(text) for text in ours]
    began = time.process_time()
    theirs = [event.to_ical(sorted=False).decode() for event in read]
    written = time.process_time() - began
    same = sum(_unfolded(a) == _unfolded(b) for a, b in zip(ours, theirs, strict=True))
    return {
        "calendar entries of the sample that icalendar writes with the same lines": f"{same} of {len(ours)}",
        "a calendar entry: worded and written by us": f"{1000 * spent / len(ours):.2f} ms",
        "a calendar entry: written by icalendar, its words and values given": f"{1000 * written / len(ours):.2f} ms",
    }


def _unfolded(text: str) -> list[str]:
    return sorted(text.replace("\r\n ", "").split("\r\n"))
