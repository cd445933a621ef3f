"""Bytes of costly parts, kept between builds by what they depend on."""

from __future__ import annotations

from pathlib import Path


def kept(work: Path, needs: str) -> Path:
    """Where the bytes of a costly part lie that depends on `needs`."""
    return work / "parts" / needs[:2] / needs


def forget(work: Path, wanted: set[str]) -> None:
    """Drop remembered parts that no record wants any more."""
    for path in (work / "parts").glob("*/*"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)
