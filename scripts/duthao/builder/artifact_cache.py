"""Bytes of cached artifacts, kept between builds by what they depend on, each in a file that the tree can share.

A file is named by its key and the seal of its bytes (see `memory`), so that it holds nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path

from duthao import memory


def file_of(work: Path, key: str, render: Callable[[], bytes]) -> Path:
    """The file that holds the bytes of this key: rendered where there is none that is as it was kept. Raises Findings."""
    folder = work / "artifacts" / key[:2]
    folder.mkdir(parents=True, exist_ok=True)
    for name in os.listdir(folder):
        if name.startswith(f"{key}-"):
            path = folder / name
            if name == _name(key, path.read_bytes()):
                return path
            memory.distrust(path)
            path.unlink(missing_ok=True)
    content = render()
    path = folder / _name(key, content)
    partial = folder / f".{os.getpid()}"
    partial.write_bytes(content)
    partial.replace(path)
    return path


def _name(key: str, content: bytes) -> str:
    return f"{key}-{memory.seal(key.encode(), content).hex()}"


def prune(work: Path, wanted: Collection[str]) -> None:
    """Drop what was made for other keys than these."""
    for path in (work / "artifacts").glob("*/*"):
        if path.name.partition("-")[0] not in wanted:
            path.unlink(missing_ok=True)
