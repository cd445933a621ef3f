"""Which outputs there are: every class of a medium's folder that is an `Output`."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from duthao.errors import DuthaoError, Say
from duthao.outputs.output import Output, PageLink
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

SHARED = "shared"  # the folder that is no medium


@cache
def outputs() -> Mapping[str, Output]:
    """Every output by its name, sorted. Raises DuthaoError where there is none."""
    here = Path(__file__).parent
    media = [m.name for m in pkgutil.iter_modules([str(here)]) if m.ispkg and m.name != SHARED]
    modules = [
        import_module(f"{__package__}.{medium}.{m.name}")
        for medium in media
        for m in pkgutil.iter_modules([str(here / medium)])
    ]
    defined = [
        value()
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Output)
        and value.__module__ == module.__name__
    ]
    if not defined:
        raise DuthaoError(
            Say(
                "Không tìm thấy loại kết quả nào: cài lại phần mềm.",
                "No output was found: install again.",
            )
        )
    return MappingProxyType(
        {output.name: output for output in sorted(defined, key=lambda o: o.name)}
    )


@cache
def chosen(only: tuple[str, ...] = (), *, internal: bool = False) -> tuple[Output, ...]:
    """The outputs of these names, sorted by name; of none: all that are published, or all that are for the office alone."""
    return tuple(
        o for name, o in outputs().items() if o.internal == internal and (not only or name in only)
    )


@memo
def page_links(site: Site, record: Record) -> list[PageLink]:
    """What all outputs say that they make of a draft, for its page and its data."""
    return [link for output in chosen() for link in output.page_links(site, record)]
