"""Running a build and looking at it from outside: seconds, and the memory of all its processes together.

Memory is watched in runs of its own: looking costs a core some of its time.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import psutil

_EVERY = 0.05  # seconds between two looks at memory


class Took(NamedTuple):
    """Seconds of a run on the wall, and of all processors together (0 where the system does not tell)."""

    wall: float
    processors: float


def time_of(command: Sequence[str], environment: Mapping[str, str]) -> Took:
    """How long a run takes. RuntimeError, with what it said, when it fails."""
    os.sync()  # what runs before it has written is not this run's to wait for
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    took, after = time.perf_counter() - began, os.times()
    _refuse(command, done.returncode, done.stdout + done.stderr)
    return Took(
        took,
        after.children_user + after.children_system - before.children_user - before.children_system,
    )


def peak(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Bytes: the most that the process and all its descendants held at one moment, shared pages counted once.

    Proportional set size where the system tells it (Linux); elsewhere what each process holds alone.
    """
    most = 0
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, held(process.pid))
            time.sleep(_EVERY)
    _refuse(command, process.returncode, "")
    return most


def held(pid: int) -> int:
    """Bytes that a process and all its descendants hold now."""
    total = 0
    try:
        top = psutil.Process(pid)
        tree = [top, *top.children(recursive=True)]
    except psutil.Error:
        return 0
    for process in tree:
        try:
            memory = process.memory_full_info()
        except psutil.Error:  # gone meanwhile
            continue
        total += getattr(memory, "pss", memory.uss)
    return total


def _refuse(command: Sequence[str], code: int, said: str) -> None:
    if code:
        raise RuntimeError(f"{' '.join(command)} ended with {code}\n{said}")
