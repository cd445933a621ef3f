"""Tries mutants: each in a process of its own, in a copy of the tree, against the tests that are to notice it."""

from __future__ import annotations

import contextlib
import importlib
import itertools
import math
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LEFT_OUT = {".git", ".venv", "site", "build", "node_modules"}  # of the root
# Loaded once, before the processes part: what takes longest to import, and nothing of our own.
HEAVY = (
    "pytest", "hypothesis", "pydantic", "jinja2", "yaml", "lxml.html", "cmarkgfm", "nh3", "feedgen.feed", "segno", "typst",
    "pypdf", "pikepdf", "PIL.Image", "playwright.sync_api", "icalendar", "jsonschema", "feedparser",
)  # fmt: skip
OURS = {"duthao", "tests"}
WORTH = 30  # jobs from which on loading them once is quicker
WAIT = 0.02  # seconds between two looks at the processes
PATIENCE = (
    10  # times the seconds of a processor may pass on the clock: others work on the machine too
)
_times = itertools.count(1)


@dataclass(frozen=True)
class Job:
    """A file of the tree (its path below the root), what it is to hold, and the tests that are run, within so many seconds of a
    processor (each process that they start has as many).
    """

    path: str
    source: str
    tests: tuple[str, ...]
    limit: float


@dataclass(frozen=True)
class Verdict:
    """How it went: `code` is that of pytest (0: nothing was noticed), None where the time ran out; `seconds` of a processor,
    with those of the processes that the tests started.
    """

    code: int | None
    seconds: float
    output: str


@dataclass
class _Slot:
    """A copy of the tree in which one job is done at a time."""

    folder: Path
    number: int = -1
    pid: int = 0
    begun: float = 0.0
    job: Job | None = None
    whole: dict[str, bytes] = field(default_factory=dict)

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    def begin(self, number: int, job: Job) -> None:
        self.number, self.job, self.begun = number, job, time.monotonic()
        place = self.tree / job.path
        self.whole.setdefault(job.path, place.read_bytes())
        place.write_bytes(job.source.encode())
        # A time that no other source of this file had: so no byte code of another is taken for its own.
        os.utime(place, (now := next(_times), now))
        self.pid = os.fork()
        if self.pid == 0:
            _run(self.folder, self.tree, job)

    def ended(self) -> Verdict | None:
        """How it went; None while it goes on."""
        assert self.job
        pid, status, used = os.wait4(self.pid, os.WNOHANG)
        if not pid and time.monotonic() < self.begun + PATIENCE * self.job.limit:
            return None
        self.end()
        if not pid:
            _, status, used = os.wait4(self.pid, 0)
        place = self.tree / self.job.path
        place.write_bytes(self.whole[self.job.path])
        os.utime(place, (0, 0))
        self.job = None
        code = os.waitstatus_to_exitcode(status)
        output = (self.folder / "output").read_text(encoding="utf-8", errors="replace")
        late = code in (-signal.SIGXCPU, -signal.SIGKILL)
        return Verdict(None if late else code, used.ru_utime + used.ru_stime, output)

    def end(self) -> None:
        """End the process, and what the tests started and left."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


def _run(folder: Path, tree: Path, job: Job) -> None:
    """In the new process: run the tests of the copy, and end with what pytest says."""
    code = 1
    try:
        os.setsid()
        limit = math.ceil(job.limit)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        out = os.open(folder / "output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.chdir(tree)
        sys.path[:0] = paths = [str(tree / "scripts"), str(tree)]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)  # for commands that tests start
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.dont_write_bytecode = False
        for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
            del sys.modules[name]
        import hypothesis
        import pytest

        # What is found need not be made small.
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(
            "mutants", derandomize=True, database=None, deadline=None, phases=phases
        )
        options = ["-x", "--no-header", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist"]
        options += ["--hypothesis-profile=mutants", f"--basetemp={folder / 'tmp'}"]
        # One after the other: a mutant that the first kills need not load the rest.
        for test in job.tests:
            if code := int(pytest.main([*options, test])):
                break
        sys.stdout.flush()
    finally:
        os._exit(code)


def try_all(root: Path, work: Path, jobs: list[Job], at_once: int) -> Iterator[tuple[int, Verdict]]:
    """The number of each job and its verdict, in the order in which they end. `work` is a folder for the copies."""
    for name in HEAVY if len(jobs) >= WORTH else ():
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    waiting = [*enumerate(jobs)][::-1]

    def left_out(folder: str, names: list[str]) -> set[str]:
        return LEFT_OUT if Path(folder) == root else {"__pycache__"}

    slots = [_Slot(work / str(n)) for n in range(min(at_once, len(jobs)))]
    for slot in slots:
        if not slot.tree.exists():
            shutil.copytree(root, slot.tree, ignore=left_out, symlinks=True)
    try:
        while waiting or any(slot.job for slot in slots):
            for slot in slots:
                if slot.job is None and waiting:
                    slot.begin(*waiting.pop())
                elif slot.job and (verdict := slot.ended()):
                    yield slot.number, verdict
            time.sleep(WAIT)
    finally:  # somebody has had enough
        for slot in slots:
            if slot.job:
                slot.end()
