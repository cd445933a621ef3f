"""Everything that a record becomes: one file an output, found by discovery. See docs/adding-an-output.md."""

from __future__ import annotations

import pkgutil


def names() -> tuple[str, ...]:
    """The names of all output modules, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__)))
