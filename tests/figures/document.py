"""docs/figures.yml, and the tables of documents that are made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "docs" / "figures.yml"
HEAD = "# Written by `make figures`, not by hand. The tables of figures in documents are made from this file.\n"
# A document says which groups it shows; what stands between the two marks is made.
BLOCK = re.compile(r"(<!-- figures: ([a-z ]+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def documents() -> Iterator[Path]:
    """What is written for people who work on the project."""
    yield from (ROOT / name for name in ("README.md", "CONTRIBUTING.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def load() -> dict[str, Any]:
    """What was measured, by group; nothing where nothing was."""
    return yaml.safe_load(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}


def filled(text: str, known: Mapping[str, Any]) -> str:
    """The document with its tables as the figures make them."""
    return BLOCK.sub(
        lambda match: f"{match[1]}\n{_table(match[2].split(), known)}\n\n{match[3]}", text
    )


def _table(groups: list[str], known: Mapping[str, Any]) -> str:
    lines = ["| what | measured | `make figures` |", "|---|--:|---|"]
    measured: dict[str, list[str]] = {}
    for group in (group for group in groups if group in known):
        measured.setdefault(known[group]["measured"], []).append(group)
        for label, value in known[group]["figures"].items():
            lines.append(f"| {label} | {value} | `WHAT={group}` |")
    lines += ["", *(f"Measured {when}: {', '.join(names)}." for when, names in measured.items())]
    return "\n".join(lines)
