"""Bytes of cached artifacts, kept between builds by what they depend on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path


def path_of(work: Path, cache_key: str) -> Path:
    """Where the bytes lie that were rendered for this key."""
    return work / "artifacts" / cache_key[:2] / cache_key


def prune(work: Path, wanted: Collection[str]) -> None:
    """Drop what was rendered for other keys than these."""
    for path in (work / "artifacts").glob("*/*"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)
