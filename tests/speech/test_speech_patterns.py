"""The patterns of the reader, which are compiled when first used: each of them compiles."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

from duthao import speech
from duthao.speech import patterns


def test_every_pattern_compiles_at_its_first_use() -> None:
    modules = [
        import_module(f"duthao.speech.{m.name}") for m in pkgutil.iter_modules(speech.__path__)
    ]
    held = {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, patterns.pattern)  # type: ignore[arg-type]
    }
    assert len(held) > 100
    for pattern in held.values():
        pattern.search("Ngày 05/12/2026")


def test_it_is_what_re_makes_of_it() -> None:
    lazy = patterns.pattern(r"(\d+) xã\n", re.IGNORECASE)
    found = lazy.match("12 XÃ\n")
    assert found and found[1] == "12"
    assert lazy.pattern == r"(\d+) xã\n"
