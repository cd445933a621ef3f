"""A record and the files beside it, written as a whole or not at all."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from duthao.cli.receive.received import Received
from duthao.errors import DuthaoError, Say
from duthao.records.record import INDEX


def write(received: Received) -> None:
    """Write the record into its folder. A new folder appears as a whole; in one that is there the text changes last, after the
    files that it names. Raises DuthaoError, and OSError, and then leaves what was there.
    """
    target, known = received.target, received.known
    if known and known.folder == target:
        _renew(received)
        return
    half = target.with_name(f".{target.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.parent.mkdir(parents=True, exist_ok=True)
        if known:
            shutil.copytree(known.folder, half, symlinks=True)
        else:
            half.mkdir()
        for name, path in received.files.taken.items():
            shutil.copyfile(path, half / name)
        (half / INDEX).write_bytes(received.text.encode())
        if target.exists():
            raise DuthaoError(Say(f"{target} đã có.", f"{target} is there already."))
        half.rename(target)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _renew(received: Received) -> None:
    target = received.target
    pairs: list[tuple[Path, Path]] = []
    try:
        for name, path in received.files.taken.items():
            half = target / f".{name}.half"
            pairs.append((half, target / name))
            shutil.copyfile(path, half)
        half = target / f".{INDEX}.half"
        pairs.append((half, target / INDEX))
        half.write_bytes(received.text.encode())
        for half, place in pairs:
            half.replace(place)
    finally:
        for half, _ in pairs:
            with suppress(OSError):
                half.unlink(missing_ok=True)
