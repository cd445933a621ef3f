"""Which outputs there are: every module of a medium's folder that has a `NAME`; the others there help it."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, ModuleType

from duthao.errors import DuthaoError, Say
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

SHARED = "shared"  # the folder that is no medium


@cache
def modules() -> Mapping[str, ModuleType]:
    """Every output by its `NAME`, sorted. Raises DuthaoError where there is none."""
    here = Path(__file__).parent
    media = [m.name for m in pkgutil.iter_modules([str(here)]) if m.ispkg and m.name != SHARED]
    found = [
        import_module(f"{__package__}.{medium}.{m.name}")
        for medium in media
        for m in pkgutil.iter_modules([str(here / medium)])
    ]
    outputs = {module.NAME: module for module in found if hasattr(module, "NAME")}
    if not outputs:
        raise DuthaoError(
            Say(
                "Không tìm thấy loại kết quả nào: cài lại phần mềm.",
                "No output was found: install again.",
            )
        )
    return MappingProxyType(dict(sorted(outputs.items())))


def names() -> tuple[str, ...]:
    """The names of all outputs, sorted."""
    return tuple(modules())


PageLink = tuple[str, str, str, str]


@memo
def page_links(site: Site, record: Record) -> list[PageLink]:
    """What outputs say that they make of a draft: (group, label, address, note) of each that has such a function."""
    return [offer for module in _offering() for offer in module.page_links(site, record)]


@cache
def _offering() -> tuple[ModuleType, ...]:
    return tuple(module for module in modules().values() if hasattr(module, "page_links"))
