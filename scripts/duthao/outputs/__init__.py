"""Everything that a record becomes: one file an output, found by discovery. See docs/adding-an-output.md."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from duthao.errors import DuthaoError, Say
from duthao.records.record import Record
from duthao.site import Site, once


@cache
def names() -> tuple[str, ...]:
    """The names of all output modules, sorted."""
    found = tuple(sorted(m.name for m in pkgutil.iter_modules(__path__)))
    if not found:
        raise DuthaoError(
            Say(
                "Không tìm thấy loại kết quả nào: cài lại phần mềm.",
                "No output was found: install again.",
            )
        )
    return found


Offer = tuple[str, str, str, str]


@once
def offers(site: Site, record: Record) -> list[Offer]:
    """What outputs say that they make of a draft: (group, label, address, note) of each that has such a function."""
    return [offer for module in _offering() for offer in module.offers(site, record)]


@cache
def _offering() -> tuple[ModuleType, ...]:
    modules = (import_module(f"{__name__}.{name}") for name in names())
    return tuple(module for module in modules if hasattr(module, "offers"))
