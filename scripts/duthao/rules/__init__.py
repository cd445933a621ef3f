"""The judge: one subject a file, found by discovery; each rule has a public id.

A rule module offers `RULES` (rule id → its Vietnamese title, for the handbook) and
`check(record, context)`, which yields findings. See docs/adding-a-rule.md.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from types import ModuleType

from duthao.errors import Finding
from duthao.records import NOT_TO_BE_SAID, Record
from duthao.registers import Registers
from duthao.settings import Settings


@dataclass(frozen=True)
class Context:
    """What a record is judged against."""

    registers: Registers
    settings: Settings
    now: datetime


@cache
def modules() -> tuple[ModuleType, ...]:
    """All rule modules, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def catalogue() -> dict[str, str]:
    """Rule id → its title."""
    return {rule: title for module in modules() for rule, title in sorted(module.RULES.items())}


def judge(record: Record, context: Context) -> Iterator[Finding]:
    """Every fault of one record by every rule."""
    for module in modules():
        for finding in module.check(record, context):
            if finding.line != NOT_TO_BE_SAID:
                yield finding
