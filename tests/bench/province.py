"""`province`: what a whole province costs, with its attachments, paper and pictures, by this code and by that of a commit.

Builds are run in turn by both, on the same records: from nothing; with nothing changed; with a sentence edited that is only
read, and one that is spoken too; as a pipeline whose cache keeps `build/` and not `site/`, with nothing changed and after a
midnight.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from statistics import linear_regression, median
from types import MappingProxyType

from duthao.builder.site_size import KINDS, kind_of
from tests.bench import province_records, whole
from tests.bench.contenders import ROOT, aside, surroundings
from tests.bench.province_records import CLOSING, MIDNIGHT, NOW, OPENING

COLD, SAME, EDIT = "cold", "nothing changed", "one sentence edited"
SPOKEN = "one sentence edited that all communes read aloud"
PIPELINE = "pipeline without site/, nothing changed"
NIGHT = f"pipeline at midnight, {CLOSING} close, {OPENING} open"
RUNS = (COLD, SAME, EDIT, SPOKEN, PIPELINE, NIGHT)
HERE = "this code"
_EDITS = MappingProxyType({EDIT: province_records.READ, SPOKEN: province_records.SPOKEN})
_TIMES = 3  # that short runs are measured; the median counts
_SETTLE = 0.2  # seconds between saving a file and building: files just written are looked at twice
Figures = dict[str, float]  # by label, which ends with the unit
Size = tuple[int, int]  # records, and how many of them are open


def run(
    counts: Sequence[int], base: str, shares: Sequence[float], keep: Path | None
) -> Iterator[str]:
    """Measure, and give the lines of a table for each size as they come, then how figures grow.

    `base` is the commit that is measured too ("": none), `shares` are those of open drafts that are tried at the first size.
    """
    of_records: list[tuple[Size, Figures]] = []
    of_open: list[tuple[Size, Figures]] = []
    with ExitStack() as stack:
        folder = keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="duthao-bench-"))
        )
        sources = {HERE: ROOT}
        if base:
            sources = {base: _checked_out(base, folder / "base"), **sources}
        for share in (None, *shares):
            for count in counts if share is None else counts[:1]:
                share_of_open = province_records.OPEN if share is None else share
                figures, size = measured(folder / "work", count, share_of_open, sources)
                yield from _table(size, figures)
                (of_records if share is None else of_open).append((size, figures[HERE]))
    yield from _growth("records", 0, of_records)
    yield from _growth("open drafts", 1, of_open)


def measured(
    folder: Path, count: int, share: float, sources: Mapping[str, Path]
) -> tuple[dict[str, Figures], Size]:
    """The figures of each code by its name, at one size; `folder` is made and removed."""
    try:
        _say(f"{count}: writing the records and reading their attachments")
        master = folder / "master"
        edited = province_records.lay_out(master, count, share)
        sides = [Side(name, folder / f"side-{n}", source, master, edited)
                 for n, (name, source) in enumerate(sources.items())]  # fmt: skip
        for what in RUNS:
            if what == NIGHT:
                province_records.release(master, MIDNIGHT)
            for number in range(_TIMES if what in (SAME, *_EDITS) else 1):
                if what in _EDITS:
                    mark = f"Bản chỉnh lý lần {number + 1}"
                    province_records.edit(master, edited, mark, _EDITS[what])
                for side in sides:
                    _say(f"{count}, {what}, {side.name}: {side.measure(what)}")
        many = sum(1 for record in province_records.generate(count, province_records.places(), share)
                   if record.is_open)  # fmt: skip
        return {side.name: side.figures() for side in sides}, (count, many)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Side:
    """One version of the code, with a site of its own: `edited` is the record that is edited in `master`."""

    name: str
    folder: Path
    source: Path
    master: Path
    edited: str
    spent: dict[str, list[whole.Spent]] = field(default_factory=dict)
    changed: dict[str, Counter[str]] = field(default_factory=dict)
    files: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    digests: dict[tuple[int, int, int], bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        province_records.lay_site(self.root, self.source)
        shutil.copytree(
            self.master / "drafts", self.root / "drafts", copy_function=_laid, dirs_exist_ok=True
        )
        shutil.copytree(self.source / "scripts" / "duthao", self.folder / "code" / "duthao")

    @property
    def root(self) -> Path:
        """The site's root."""
        return self.folder / "root"

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.root / "site"

    def measure(self, what: str) -> str:
        """Make one run, and say what it cost."""
        self._prepare(what)
        command = [sys.executable, "-m", "duthao", "build", "--root", str(self.root)]
        command += ["--as-of", MIDNIGHT if what == NIGHT else NOW]
        spent = whole.run(command, {**surroundings(), "PYTHONPATH": str(self.folder / "code")})
        self.spent.setdefault(what, []).append(spent)
        before, self.files = self.files, self._listing()
        self.changed[what] = Counter()
        for path in before.keys() | self.files.keys():
            if before.get(path) != self.files.get(path):
                size = self.files[path][0] if path in self.files else 0
                self.changed[what] += Counter({f"{kind_of(path)}, MB": size, "files": 1})
        self._prove(what)
        return (
            f"{spent.wall:.2f} s, {spent.processors:.2f} s of processors, {spent.held / 1e6:.0f} MB held, "
            f"{spent.written / 1e6:.0f} MB written"
        )

    def _prepare(self, what: str) -> None:
        if what == COLD:
            aside(self.root / "build")
            aside(self.site)
        elif what in (PIPELINE, NIGHT):
            aside(self.site)
        if what in (*_EDITS, NIGHT):
            self._follow()
            time.sleep(_SETTLE)

    def _follow(self) -> None:
        """Take over what was written in the master's records since."""
        for path in [p for p in (self.master / "drafts").rglob("*") if p.suffix in (".md", ".yml")]:
            ours = self.root / path.relative_to(self.master)
            if not ours.exists() or ours.read_bytes() != path.read_bytes():
                shutil.copyfile(path, ours)

    def _listing(self) -> dict[str, tuple[int, bytes]]:
        """Size and digest of every file of the site; a file is read once."""
        listing = {}
        for path in self.site.rglob("*"):
            if path.is_file() and path.name != "health.json":
                stat = path.stat()
                key = stat.st_ino, stat.st_mtime_ns, stat.st_size
                if key not in self.digests:
                    self.digests[key] = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
                listing[path.relative_to(self.site).as_posix()] = stat.st_size, self.digests[key]
        return listing

    def _prove(self, what: str) -> None:
        """What was measured is what was meant. Raises RuntimeError."""
        page = self.site / "du-thao" / self.edited / "index.html"
        edited = "Bản chỉnh lý lần" in page.read_text(encoding="utf-8")
        if edited != (what not in (COLD, SAME)):
            raise RuntimeError(f"{self.name}, {what}: the edit does not stand as it should")
        if what in (SAME, PIPELINE) and self.changed[what]:
            raise RuntimeError(f"{self.name}, {what}: files changed, {self.changed[what]}")

    def figures(self) -> Figures:
        """All that was measured, by label."""
        figures: Figures = {}
        for what, runs in self.spent.items():
            figures[f"{what}: all processors, s"] = median(run.processors for run in runs)
            figures[f"{what}: wall, s"] = median(run.wall for run in runs)
            figures[f"{what}: memory of all processes, MB"] = max(run.held for run in runs) / 1e6
            figures[f"{what}: written, MB"] = median(run.written for run in runs) / 1e6
        sizes = Counter[str]()
        for path, (size, _) in self.files.items():
            sizes[kind_of(path)] += size
        figures["site, files"] = len(self.files)
        figures["site, MB"] = sizes.total() / 1e6
        figures["site without attachments, MB"] = (sizes.total() - sizes["attachments"]) / 1e6
        figures |= {f"site, {kind}, MB": sizes[kind] / 1e6 for kind in KINDS}
        for what in (*_EDITS, NIGHT):
            changed = self.changed[what]
            figures[f"{what}: changed, files"] = changed.pop("files", 0)
            figures[f"{what}: changed, MB"] = changed.total() / 1e6
            figures |= {f"{what}: changed, {kind}": changed[kind] / 1e6 for kind in sorted(changed)}
        return figures


def _laid(source: str, target: str) -> str:
    """A copy of what is edited; attachments, which are not, take no room twice."""
    if source.endswith(".pdf"):
        os.link(source, target)
        return target
    return shutil.copyfile(source, target)


def _checked_out(commit: str, folder: Path) -> Path:
    """The tree of a commit of this repository, without its history."""
    git = ["git", "-C", str(ROOT), "archive", commit]
    packed = subprocess.run(git, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


# ---- tables


def _table(size: Size, figures: Mapping[str, Figures]) -> Iterator[str]:
    count, many = size
    yield f"| {count:,} records, {many} open | " + " | ".join(figures) + " |"
    yield "|---|" + "--:|" * len(figures)
    for label in dict.fromkeys(label for found in figures.values() for label in found):
        cells = [shown(label, found.get(label, 0)) for found in figures.values()]
        yield f"| {label} | " + " | ".join(cells) + " |"
    yield ""


def shown(label: str, value: float) -> str:
    """A figure with as many digits as mean something for its unit."""
    return f"{value:,.{2 if label.endswith(' s') else 1 if label.endswith('MB') else 0}f}"


def _growth(of: str, which: int, found: Sequence[tuple[Size, Figures]]) -> Iterator[str]:
    """With which power of the number of records, or of open drafts, each figure grows: 1.0 is in proportion."""
    if len(found) < 2:
        return
    yield f"| grows with the number of {of}, exponent | {', '.join(f'{size[which]:,}' for size, _ in found)} |"
    yield "|---|--:|"
    across = [log(size[which]) for size, _ in found]
    for label in found[0][1]:
        values = [figures.get(label, 0) for _, figures in found]
        if min(values) > 0:
            slope = linear_regression(across, [log(value) for value in values]).slope
            yield f"| {label} | {slope:.2f} |"
    yield ""


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
