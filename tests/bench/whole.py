"""A run and every process that comes of it, to the last: seconds, memory and bytes written. Linux only.

Processes that outlive who started them (the readers of attachments end when their worker is gone) become children of this
one, which waits for them: so the kernel's sums of children that were waited for, of processor time and of bytes given to
the file system, leave nobody out. Memory is looked at several times a second: proportional set size, which counts a page
that several share once.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import held

_CHILD_SUBREAPER = 36  # <linux/prctl.h>: orphans among our descendants become our children
_OFTEN, _SELDOM = 0.05, 0.25  # seconds between two looks at memory, in the first seconds and then
_FIRST = 2.0


class Spent(NamedTuple):
    """Seconds on the wall and of all processors, and bytes: the most held at one moment, and what was written."""

    wall: float
    processors: float
    held: int
    written: int


def run(command: Sequence[str], environment: Mapping[str, str]) -> Spent:
    """What a run costs. RuntimeError, with what it said, where it fails."""
    if ctypes.CDLL(None, use_errno=True).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "processes that are left alone cannot be waited for")
    os.sync()  # what runs before it has written is not this run's to wait for
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        processors, written, began = _processors(), _written(), time.perf_counter()
        most = 0
        with subprocess.Popen(command, env=environment, stdout=said, stderr=said) as process:
            while process.poll() is None:
                most = max(most, held(process.pid))
                time.sleep(_OFTEN if time.perf_counter() - began < _FIRST else _SELDOM)
        wall = time.perf_counter() - began
        _wait_for_orphans()
        if process.returncode:
            said.seek(0)
            raise RuntimeError(
                f"{' '.join(command)} ended with {process.returncode}\n{said.read()}"
            )
        return Spent(wall, _processors() - processors, most, _written() - written)


def _wait_for_orphans() -> None:
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _written() -> int:
    """Bytes that this process and its children that were waited for gave to the file system."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["write_bytes"])
