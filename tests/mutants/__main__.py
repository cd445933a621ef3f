"""`python -m tests.mutants [WHAT] [N]`: see the package."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.mutants.operators import Mutant, of_python, of_script
from tests.mutants.runner import Job, try_all

AIM = 0.9  # of the mutants of each module are killed
FIRST = 600.0  # seconds of a processor for the tests of a module as it stands
MORE = 4  # times as long as these take has each mutant, and LEAST seconds
LEAST = 20.0
TELL = 15.0  # seconds between two lines of progress


@dataclass
class Module:
    """A file under test (its path below the root), the tests that are to notice what is wrong with it, and how it went."""

    path: str
    tests: tuple[str, ...]
    excused: dict[tuple[str, str], str]
    mutants: list[Mutant] = field(default_factory=list)
    seconds: float = 0.0
    killed: int = 0
    late: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many of its mutants have a verdict."""
        return self.killed + self.late + len(self.survivors)

    @property
    def share(self) -> float:
        """Of how many of its mutants the tests noticed."""
        return (self.killed + self.late) / self.tried if self.tried else 1.0

    def unexcused(self) -> list[Mutant]:
        """The survivors of whom no reason is written down."""
        return [m for m in self.survivors if (m.place, m.change) not in self.excused]

    def stale(self) -> Iterator[tuple[str, str]]:
        """Reasons for mutants that were killed, or that are no more."""
        alive = {(m.place, m.change) for m in self.survivors}
        return (known for known in self.excused if known not in alive)


def modules_of(root: Path, what: str) -> list[Module]:
    """The modules whose path holds `what`. Raises ValueError where a table names what is not there."""
    folder = root / "tests" / "mutants"
    table = yaml.safe_load((folder / "modules.yml").read_text(encoding="utf-8"))
    reasons = yaml.safe_load((folder / "survivors.yml").read_text(encoding="utf-8")) or {}
    if unknown := set(reasons) - set(table):
        raise ValueError(f"survivors.yml names what modules.yml does not: {unknown}")
    found = []
    for path, names in table.items():
        if what in path:
            known = {(r.get("in", ""), r["change"]): r["why"] for r in reasons.get(path, ())}
            found.append(Module(path, tuple(test_of(root, name) for name in names), known))
    return found


def test_of(root: Path, name: str) -> str:
    """`test_x::test_y` → `tests/room/test_x.py::test_y`, wherever the file lies."""
    stem, *test = name.split("::")
    files = [*(root / "tests").rglob(f"{stem}.py")]
    if len(files) != 1:
        raise ValueError(f"{stem}.py is {len(files)} files below tests/")
    return "::".join([files[0].relative_to(root).as_posix(), *test])


def drawn(mutants: list[Mutant], count: int) -> list[Mutant]:
    """So many of them (0: all), the same ones as long as they are there, in their order."""

    def lot(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{mutant.place}\0{mutant.change}".encode()).digest()

    if not count or count >= len(mutants):
        return mutants
    chosen = {id(m) for m in sorted(mutants, key=lot)[:count]}
    return [m for m in mutants if id(m) in chosen]


def mutants_of(root: Path, path: str) -> list[Mutant]:
    """Every mutant of a file."""
    source = (root / path).read_text(encoding="utf-8")
    return [*(of_python if path.endswith(".py") else of_script)(source)]


def measure(root: Path, work: Path, modules: list[Module], at_once: int) -> list[str]:
    """Run the tests of each module as it stands. The output of those that fail already."""
    of_tests = {module.tests: module for module in modules}
    whole = [(m.path, (root / m.path).read_text(encoding="utf-8")) for m in of_tests.values()]
    jobs = [Job(*file, tests, FIRST) for file, tests in zip(whole, of_tests, strict=True)]
    seconds: dict[tuple[str, ...], float] = {}
    wrong = []
    for number, verdict in try_all(root, work, jobs, at_once):
        seconds[jobs[number].tests] = verdict.seconds
        if verdict.code != 0:
            wrong.append(
                f"{' '.join(jobs[number].tests)}: they fail as it stands\n{verdict.output}"
            )
    for module in modules:
        module.seconds = seconds[module.tests]
    return wrong


class Killed:
    """A file of the mutants that were killed, one a line, so that a run that was broken off goes on where it was. Whoever
    makes a test weaker begins a new one: a mutant is known by its module, not by its tests.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.known = {*path.read_text().split()} if path and path.exists() else set()

    def __contains__(self, job: Job) -> bool:
        return self._name(job) in self.known

    def add(self, job: Job) -> None:
        """Write one down."""
        if self.path:
            with self.path.open("a") as file:
                file.write(f"{self._name(job)}\n")

    @staticmethod
    def _name(job: Job) -> str:
        return hashlib.sha256(f"{job.path}\0{job.source}".encode()).hexdigest()


def judge(
    root: Path, work: Path, modules: list[Module], at_once: int, least: float, known: Killed
) -> None:
    """Try every mutant of every module, but those of which it is known that they were killed."""
    tried = []
    for module in modules:
        for mutant in module.mutants:
            job = Job(module.path, mutant.source, module.tests, least + MORE * module.seconds)
            if job in known:
                module.killed += 1
            else:
                tried.append((module, mutant, job))
    jobs = [job for _, _, job in tried]
    told = time.monotonic()
    for done, (number, verdict) in enumerate(try_all(root, work, jobs, at_once), 1):
        module, mutant, job = tried[number]
        if verdict.code == 0:
            module.survivors.append(mutant)
            print(f"{module.path}:{mutant.line}: {mutant.place}: {mutant.change}", flush=True)
        else:
            known.add(job)
            if verdict.code is None:
                module.late += 1
            else:
                module.killed += 1
        if module.tried == len(module.mutants):
            print(row(module), file=sys.stderr, flush=True)
        if time.monotonic() > told + TELL or done == len(jobs):
            told = time.monotonic()
            print(f"{done} of {len(jobs)} mutants", file=sys.stderr, flush=True)


HEAD = f"{'module':58} {'mutants':>7} {'killed':>7} {'by time':>7} {'alive':>6} {'share':>6} {'tests':>6}"


def row(m: Module) -> str:
    """What came of a module, below HEAD."""
    return f"{m.path:58} {len(m.mutants):7} {m.killed:7} {m.late:7} {len(m.survivors):6} {m.share:6.0%} {m.seconds:5.1f}s"


def report(modules: list[Module], *, sampled: bool) -> bool:
    """Print what was found; whether all is as it should be."""
    print(f"\n{HEAD}", *map(row, modules), sep="\n")
    good = True
    for m in modules:
        for mutant in sorted(m.unexcused(), key=lambda one: one.line):
            good = False
            print(f"alive, and no reason in survivors.yml: {m.path}:{mutant.line}")
            print(f"  - in: {mutant.place!r}\n    change: {mutant.change!r}")
        for place, change in () if sampled else m.stale():
            good = False
            print(f"not alive: strike it from survivors.yml: {m.path}: {place}: {change}")
        if m.share < AIM:
            good = False
            print(f"under {AIM:.0%}: {m.path}")
    return good


def main() -> int:
    """Make the mutants that were asked for, try them and report; 1 where one lives without a reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("what", nargs="?", default="", help="a part of the path of the modules")
    parser.add_argument("count", nargs="?", type=int, default=0, help="mutants of each (0: all)")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=LEAST, metavar="SECONDS")
    parser.add_argument(
        "--killed", type=Path, metavar="FILE", help="those killed before, and from now on"
    )
    asked = parser.parse_args()
    modules = modules_of(asked.root, asked.what)
    if not modules:
        parser.error(f"no module in modules.yml has {asked.what!r} in its path")
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        work = Path(name)
        wrong = measure(asked.root, work, modules, asked.at_once)
        if wrong:
            print(*wrong, sep="\n")
            return 1
        for module in modules:
            module.mutants = drawn(mutants_of(asked.root, module.path), asked.count)
        judge(asked.root, work, modules, asked.at_once, asked.least, Killed(asked.killed))
    return 0 if report(modules, sampled=bool(asked.count)) else 1


if __name__ == "__main__":
    sys.exit(main())
