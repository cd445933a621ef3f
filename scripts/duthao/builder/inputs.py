"""What the inputs look like from outside: names, sizes and times of change, and the fast answer "nothing changed".

This path is taken by every idle build, so it imports nothing but the standard library's quickest parts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from duthao import clock, memory

HEALTH = "health.json"
INTERNAL = "noi-bo"  # the folder of what is for the office alone
_LISTING = "listing.json"
CODE = Path(__file__).parents[1]
# A file changed so shortly before it was looked at may change again without its time showing it.
_YOUNG_NS = 50_000_000


@dataclass(frozen=True)
class Options:
    """What a build was asked to do. `only` names outputs (none: all); `jobs` 0 means one a core.

    `unapproved`: records that nobody approved are shown too, under a watermark: for a preview.
    `earlier`: the site may be built for an instant before that of the last build or release.
    `internal`: what is for the office alone is made, and nothing that is published.
    """

    root: Path
    out: Path
    as_of: str | None = None
    pdf: bool = True
    jobs: int = 0
    strict: bool = False
    only: tuple[str, ...] = ()
    unapproved: bool = False
    earlier: bool = False
    internal: bool = False

    @property
    def key(self) -> str:
        """Everything but the clock that changes what is made."""
        return repr(
            (
                self.pdf,
                self.strict,
                self.only,
                self.as_of is not None,
                self.unapproved,
                self.internal,
            )
        )

    @property
    def work(self) -> Path:
        """The folder of what is remembered about this output folder."""
        name = "internal" if self.internal else "site"
        if self.out != self.root / (INTERNAL if self.internal else "site"):
            name = "at-" + hashlib.blake2b(os.fsencode(self.out), digest_size=6).hexdigest()
        return self.root / "build" / "memory" / name


class InputScan(NamedTuple):
    """Stamps of every record's folder and of all other inputs; empty for what changed too lately to trust."""

    records: dict[str, bytes]
    rest: bytes

    @property
    def digest(self) -> str:
        """One digest of everything; empty when a part of it cannot be trusted."""
        if not self.rest or b"" in self.records.values():
            return ""
        digest = hashlib.blake2b(self.rest, digest_size=16)
        for name, stamp in sorted(self.records.items()):
            digest.update(name.encode() + b"\0" + stamp)
        return digest.hexdigest()


def scan_inputs(root: Path, work: Path) -> InputScan:
    """Look at all inputs of the site at `root`. `work` gives the file system's own clock."""
    work.mkdir(parents=True, exist_ok=True)
    probe = work / "clock"
    probe.touch()
    limit = probe.stat().st_mtime_ns - _YOUNG_NS
    records = {}
    try:
        with os.scandir(root / "drafts") as folders:
            for folder in folders:
                if folder.name[0] not in "_." and folder.is_dir():
                    records[folder.name] = _stamp(_entries(folder.path), limit)
    except FileNotFoundError:
        pass
    beside = [root / "drafts" / name for name in ("_registers", "_events")]
    others = [root / "content", root / "theme", *beside, CODE]
    lines = [line for folder in others for line in _entries(str(folder))]
    lines += (
        [_line("mkdocs.yml", os.stat(root / "mkdocs.yml"))]
        if (root / "mkdocs.yml").exists()
        else []
    )
    return InputScan(records, _stamp(lines, limit))


def _entries(folder: str) -> list[tuple[str, int, int]]:
    """Name, size and time of every file below a folder (compiled Python aside), sorted."""
    lines = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    waiting.append(entry.path)
            else:
                lines.append(_line(entry.path, entry.stat(follow_symlinks=False)))
    return sorted(lines)


def _line(path: str, stat: os.stat_result) -> tuple[str, int, int]:
    return path, stat.st_size, stat.st_mtime_ns


def _stamp(lines: list[tuple[str, int, int]], limit: int) -> bytes:
    if any(line[2] > limit for line in lines):
        return b""
    return hashlib.blake2b(repr(lines).encode(), digest_size=16).digest()


def files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, sorted, compiled Python aside."""
    for path, _, _ in _entries(str(folder)):
        yield Path(path)


class Fingerprint(NamedTuple):
    """What was true after the last build: valid for instants from `since` to before `until` (epoch seconds).

    `as_of` is the instant at which the settings let the clock stand still, or empty. `site` is a digest of the listing
    of the output folder as it was left.
    """

    digest: str
    options: str
    since: int
    until: int | None
    build_id: str
    as_of: str
    site: str


def remember(work: Path, stamp: Fingerprint) -> None:
    """Store the stamp of a finished build."""
    memory.keep(work / "stamp.json", json.dumps(stamp).encode())


def recall(work: Path) -> Fingerprint | None:
    """The stamp of the last build, or None."""
    kept = memory.recall(work / "stamp.json")
    fields = json.loads(kept) if kept else ()
    return (
        Fingerprint(*fields) if len(fields) == len(Fingerprint._fields) else None
    )  # of another version


def current(options: Options, seen: InputScan) -> Fingerprint | None:
    """The last build's stamp where a build would make the same now: same inputs, same options, no moment passed between."""
    last = recall(options.work)
    if last is None or not last.digest or last.digest != seen.digest or last.options != options.key:
        return None
    now = int(clock.now(options.as_of or last.as_of or None).timestamp())
    passed = now < last.since or (last.until is not None and now >= last.until)
    return None if passed else last


def up_to_date(options: Options, seen: InputScan) -> bool:
    """Whether there is nothing to do: a build would make the same, and the output folder is as the last one left it.

    If so, the site's health.json says that it was found right now.
    """
    last = current(options, seen)
    if last is None or not intact(options, last):
        return False
    confirm(options, last)
    return True


def intact(options: Options, last: Fingerprint) -> bool:
    """Whether no file of the output folder was touched since."""
    return live_id(options.out) == last.build_id and listed(listing(options.out)) == last.site


def confirm(options: Options, last: Fingerprint) -> None:
    """Let health.json say that the site, which needed no build, was found right just now: pages tell by it how old they are."""
    values = json.loads((options.out / HEALTH).read_text(encoding="utf-8"))
    values["built"] = clock.now().isoformat()
    values["as_of"] = clock.now(options.as_of or last.as_of or None).isoformat()
    # Beside the site, which may lie on another disk than the memory.
    half = options.out.with_name(f".{options.out.name}.{HEALTH}.half")
    half.write_bytes(health(values))
    half.replace(options.out / HEALTH)


def health(values: dict[str, object]) -> bytes:
    """health.json: when and from what the site was built; the only file that names the instant and the commit."""
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


Listing = dict[str, str]  # path → size and time of change


def listing(folder: Path) -> Listing:
    """Every file below a folder as it looks from outside; empty where there is none."""
    listing: Listing = {}
    base, waiting = f"{folder}/", [""]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(base + here))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            path = here + entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            else:
                stat = entry.stat(follow_symlinks=False)
                listing[path] = f"{stat.st_size} {stat.st_mtime_ns}"
    return listing


def keep_listing(work: Path, build_id: str, seen: Listing) -> None:
    """Remember the listing of the site that a build left."""
    memory.keep(work / _LISTING, json.dumps({"of": build_id, "files": seen}).encode())


def kept_listing(work: Path, build_id: str) -> Listing | None:
    """The listing of the site as this build left it, if that is remembered."""
    kept = memory.recall(work / _LISTING)
    noted = json.loads(kept) if kept else {}
    return noted["files"] if build_id and noted.get("of") == build_id else None


def listed(seen: Listing) -> str:
    """A digest of a listing; health.json, which says when the site was last found right, aside."""
    files = sorted((path, state) for path, state in seen.items() if path != HEALTH)
    return hashlib.blake2b(repr(files).encode(), digest_size=16).hexdigest()


def live_id(site: Path) -> str:
    """The id of the build that the output folder holds, or an empty string."""
    return _health(site, "build")


def kind_of_tree(folder: Path) -> str:
    """`site` or `noi-bo` of a folder that a build left, "" of any other."""
    try:
        values = json.loads((folder / HEALTH).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    if not isinstance(values, dict) or "build" not in values:
        return ""
    return INTERNAL if values.get(INTERNAL) else "site"


def live_instant(site: Path) -> str:
    """The instant for which the site in the output folder was built, or an empty string."""
    return _health(site, "as_of")


def _health(site: Path, name: str) -> str:
    try:
        return str(json.loads((site / HEALTH).read_text(encoding="utf-8"))[name])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
