"""Texts that were read through and stand in files: what is made now must be the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

SWITCH = "DUTHAO_ACCEPT"


def accepting() -> bool:
    """Whether what is made now is taken as right: `DUTHAO_ACCEPT=1`; 0 and nothing mean no.

    Raises UsageError for any other value, and in CI, where nobody reads what is accepted.
    """
    value = os.environ.get(SWITCH, "")
    if value not in ("", "0", "1"):
        raise pytest.UsageError(f"{SWITCH} is 1 or 0, not {value!r}")
    if value == "1" and os.environ.get("CI"):
        raise pytest.UsageError(f"{SWITCH}=1 is for a person who reads the difference, not for CI")
    return value == "1"


def compare(place: Path, said: str) -> None:
    """The file holds what is said now, or is made to where that is accepted."""
    if accepting():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(said.encode())
    assert said == place.read_bytes().decode()


def lines(said: Any, name: str = "", indent: str = "") -> Iterator[str]:
    """Names and values, a line each."""
    if isinstance(said, Mapping):
        yield from [f"{indent}{name}:"] if name else []
        for key, value in said.items():
            yield from lines(value, key, indent + ("  " if name else ""))
    elif isinstance(said, (list, tuple)):
        yield f"{indent}{name}:"
        for value in said:
            first, *rest = lines(value, "", indent + "    ")
            yield f"{indent}  - {first.strip()}"
            yield from rest
    else:
        yield f"{indent}{name}: {said}" if name else f"{indent}{said}"
