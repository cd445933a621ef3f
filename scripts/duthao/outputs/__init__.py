"""Everything that a record becomes: one file an output, found by discovery. See docs/adding-an-output.md."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from duthao.records import Record
from duthao.site import Site


@cache
def names() -> tuple[str, ...]:
    """The names of all output modules, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__)))


Offer = tuple[str, str, str, str]
_last: list[
    tuple[Site, Record, list[Offer]]
] = []  # several outputs ask for the same, one after the other


def offers(site: Site, record: Record) -> list[Offer]:
    """What outputs say that they make of a draft: (group, label, address, note) of each that has such a function."""
    if not (_last and _last[0][0] is site and _last[0][1] is record):
        _last[:] = [
            (
                site,
                record,
                [offer for module in _offering() for offer in module.offers(site, record)],
            )
        ]
    return _last[0][2]


@cache
def _offering() -> tuple[ModuleType, ...]:
    modules = (import_module(f"{__name__}.{name}") for name in names())
    return tuple(module for module in modules if hasattr(module, "offers"))
