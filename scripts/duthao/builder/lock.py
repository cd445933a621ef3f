"""One build at a time for each output folder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from duthao.errors import DuthaoError, Say


@contextmanager
def locked(work: Path) -> Iterator[None]:
    """One build at a time for each output folder. Raises DuthaoError when another is running."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("a") as handle:
        if not _lock(handle.fileno()):
            raise DuthaoError(
                Say(
                    "Một lần dựng trang khác đang chạy cho cùng thư mục kết quả.",
                    "Another build of this output folder is running.",
                )
            )
        yield


def _lock(handle: int) -> bool:
    """Take the lock; tries for a second, because the workers of a build that was killed let go a moment later."""
    for _ in range(20):
        try:
            _lock_now(handle)
            return True
        except OSError:
            time.sleep(0.05)
    return False


def _lock_now(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
