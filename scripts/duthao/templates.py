"""The one Jinja environment."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from duthao.clock import date_vi, moment_words, until_words


class _Environment(jinja2.Environment):
    """Looks up `a.b` as an entry first: contexts are mappings, and an attribute that fails costs an exception."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The entry, or else the attribute."""
        try:
            return obj[attribute]
        except (TypeError, LookupError, AttributeError):
            return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict: Jinja's chain of maps would be walked anew at every rendering."""
        return {**self.globals, **(d or {})}


@cache
def environment(root: Path) -> jinja2.Environment:
    """Templates of `theme/pages` (escaped) and `theme/speech` (plain text); an unknown name is an error."""
    compiled = root / "build" / "cache" / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    env = _Environment(
        loader=jinja2.FileSystemLoader([root / "theme" / "pages", root / "theme" / "speech"]),
        autoescape=lambda name: name is not None and not name.endswith(".txt"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(compiled)),
        auto_reload=False,
    )
    env.filters.update(date=date_vi, moment=moment_words, until=until_words)
    return env


def render(root: Path, name: str, context: dict[str, Any]) -> str:
    """One template with its context."""
    return environment(root).get_template(name).render(context)
