"""Everything that a record becomes: one file an output, found by discovery. See docs/adding-an-output.md."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


def names() -> tuple[str, ...]:
    """The names of all output modules, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__)))


@cache
def offering() -> tuple[ModuleType, ...]:
    """The outputs that say what they make of a draft: `offers(site, record)` yields (group, label, address, note)."""
    modules = (import_module(f"{__name__}.{name}") for name in names())
    return tuple(module for module in modules if hasattr(module, "offers"))
