"""Processes that share the work of one command: they end with it, however it ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Made = TypeVar("Made")


def cores() -> int:
    """How many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def forks() -> bool:
    """Whether workers may be forked, which lets them share what is loaded already.

    Not on Windows and macOS, and not once Typst has run here: its threads do not survive a fork.
    """
    from multiprocessing import get_start_method

    wanted = get_start_method(allow_none=True) in (None, "fork")
    return wanted and sys.platform == "linux" and "typst" not in sys.modules


_adopted: list[Callable[[Any], Any]] = []


def _adopt(task: Callable[[Any], Any]) -> None:
    """The first thing that a worker does."""
    gc.disable()  # what a record leaves behind has no cycles, and looking for them in all cards costs two fifths
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _adopted[:] = [task]


def _do(batch: Any) -> Any:
    return _adopted[0](batch)


def _die_with_parent() -> None:
    """A worker whose parent was killed would wait for ever, and hold the build's lock."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def uncollected() -> Iterator[None]:
    """Work that leaves no cycles behind, in which looking for them in thousands of cards would cost a tenth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def pool(
    many: int, task: Callable[[Batch], Made], life: int = 0, *, apart: bool = False
) -> Iterator[Callable[[Iterable[Batch]], Iterator[Made]]]:
    """So many processes for a task: gives what takes batches and gives back what came of each, in order.

    They are forked where they may be, and have the task as it stands; else they are started anew, and it must be
    picklable. With one, all is done in this process, when it is asked for, unless that is to be kept `apart`. They end
    with the block: at once where an error or Ctrl-C ends it. With a `life` others take their place after so many batches each, and what libraries keep
    goes with them; then batches are begun when they are asked for.
    """
    if many == 1 and not apart:
        yield partial(map, task)
        return
    from concurrent.futures import ProcessPoolExecutor  # a small build does without: 10 ms
    from multiprocessing import active_children, get_context, get_start_method

    how = "fork" if forks() else get_start_method(allow_none=True) or "spawn"

    def begin() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(many, get_context(how), initializer=_adopt, initargs=(task,))

    workers = begin()

    def by_turns(batches: Iterable[Batch]) -> Iterator[Made]:
        nonlocal workers
        rest = iter(batches)
        while some := list(islice(rest, life * many)):
            yield from workers.map(_do, some)
            workers.shutdown()
            workers = begin()

    try:
        yield by_turns if life else partial(workers.map, _do)
    except KeyboardInterrupt:
        # Wherever it struck the pool may hold a lock of its own: it cannot be asked to end, so it is ended.
        for worker in active_children():
            worker.kill()
        raise
    except BaseException:
        workers.shutdown(wait=False, cancel_futures=True)
        raise
    workers.shutdown()
