"""What is remembered between builds, and the tree in which the next site is made.

Everything lies in `build/memory/<name>/`, one folder for each output folder: `stamp.json` (all that the
"nothing changed" path reads), `state.sqlite` (see `state`), `next/` (the next site) and `artifacts/`
(see `artifact_cache`). Losing any of it costs time, never correctness.

The next site is made in a whole tree of its own, and the two trees change places in one step: a crash, a
full disk or Ctrl-C at any point leaves the earlier site whole. Files are shared between the trees, and with
`artifacts/`, by hard links; nothing is ever written into an existing one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from duthao import memory

# Open for writing a file that must not exist; without O_BINARY Windows writes other line ends.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Tree:
    """The next site in the making, and its change of places with the live one.

    Between two builds it is kept equal to the live site, file by file: so a small change costs little, and a live site that
    is gone, as in a pipeline that keeps `build/` alone, is put back.
    """

    def __init__(self, work: Path, live: Path) -> None:
        self.live = live
        self.next = work / "next"
        if not _same_disk(work, live):
            self.next = live.parent / f".{live.name}.next"
        self.note = work / "next.json"  # of which build the tree that is kept is
        self.empty = False  # whether the next site began with nothing
        self._touched: set[str] = set()
        self._made = 0  # paths of one that began with nothing: nobody asks for their names

    def restore(self) -> bool:
        """Put back a live site that is gone, where the tree that is kept is one of ours: whether it is whole is seen as ever."""
        kept = self._kept()
        if not kept or not self.next.exists() or self.live.exists():
            return False
        self.note.unlink()
        self.live.parent.mkdir(parents=True, exist_ok=True)
        self.next.rename(self.live)
        self._keep(kept, anew=True)
        return True

    def begin(self, live_id: str) -> None:
        """Make `next` equal to the live tree, if it is not."""
        kept = self._kept()
        self.note.unlink(missing_ok=True)  # from here on nobody knows by what they differ
        self.live.parent.mkdir(parents=True, exist_ok=True)
        self.next.mkdir(parents=True, exist_ok=True)
        if not self.live.exists():
            self._clear()
        elif not kept or kept != live_id:
            self._follow(self._differences())

    def begin_anew(self) -> None:
        """Begin with nothing, whatever the live tree or what is left of the next one holds."""
        self.note.unlink(missing_ok=True)
        self.live.parent.mkdir(parents=True, exist_ok=True)
        self._clear()

    def _clear(self) -> None:
        shutil.rmtree(self.next, ignore_errors=True)
        self.next.mkdir(parents=True)
        self.empty = True

    def _kept(self) -> str:
        """The id of the build whose site is kept, or an empty string."""
        return (memory.recall(self.note) or b"").decode()

    def _differences(self) -> set[str]:
        """Paths at which the trees do not share one file (an accident left `next` in an unknown state)."""
        here, there = dict(_files(self.next)), dict(_files(self.live))
        return {path for path in here.keys() | there.keys() if here.get(path) != there.get(path)}

    def _follow(self, paths: Collection[str]) -> None:
        """Make `next` hold what the live tree holds at these paths."""
        for path in paths:
            there, here = self.live / path, self.next / path
            here.unlink(missing_ok=True)
            if there.exists():
                here.parent.mkdir(parents=True, exist_ok=True)
                _link(there, here)
            else:
                _prune(here.parent, self.next)

    def touch(self, paths: Collection[str]) -> None:
        """Note paths by which the next site differs from the live one, each for the first time where that began with nothing."""
        if self.empty:
            self._made += len(paths)
        else:
            self._touched.update(paths)

    @property
    def touched(self) -> Collection[str]:
        """The paths that this build wrote or removed; not known of one that began with nothing."""
        return self._touched

    @property
    def changes(self) -> int:
        """By how many paths they differ."""
        return self._made + len(self._touched)

    def paths(self) -> set[str]:
        """Every file of the next site, by name."""
        return {path for path, _ in _files(self.next)}

    def remove(self, path: str) -> None:
        """Take a file out of the next site, and folders that it leaves empty."""
        (self.next / path).unlink(missing_ok=True)
        _prune((self.next / path).parent, self.next)
        self.touch((path,))

    def abandon(self, live_id: str) -> None:
        """Leave the live site as it is."""
        if not self.empty:
            self._keep(live_id, anew=False)

    def switch(self, build_id: str) -> None:
        """Let the next site take the live one's place, and keep what follows it."""
        if self.live.exists():
            exchange(self.next, self.live)
        else:
            self.next.rename(self.live)
        self._keep(build_id, anew=self.empty)

    def _keep(self, live_id: str, *, anew: bool) -> None:
        """Make `next` equal to the live tree again: all of it where they have no file in common."""
        with suppress(
            OSError
        ):  # the site stands: without the note the next build only takes longer
            if anew:
                shutil.rmtree(self.next, ignore_errors=True)
                self.next.mkdir()
                _mirror(str(self.live), str(self.next))
            else:
                self._follow(self._touched)
            memory.keep(self.note, live_id.encode())


def _mirror(there: str, here: str) -> None:
    """Fill an empty folder with links to every file of another."""
    for entry in list(os.scandir(there)):
        path = f"{here}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            Path(path).mkdir()
            _mirror(entry.path, path)
        else:
            _link(entry.path, path)


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    """(path, inode) of every file below a folder."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        try:
            entries = os.scandir(folder / here)
        except FileNotFoundError:
            continue
        for entry in entries:
            path = f"{here}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            else:
                yield path, entry.inode()


_SMALL = 4096  # bytes: files up to this size are worth a look whether the same was written before


def write(tree: str, path: str, content: bytes, written: dict[bytes, str] | None = None) -> bool:
    """Write a file of the next site; False when it already held these bytes.

    Files are shared with the live site by hard links, so nothing is ever written into an existing one. `written`: digest →
    where small files were written before; one of the same bytes becomes a link, which takes a quarter of the time (scripts
    that are over say the same for every draft).
    """
    target = f"{tree}/{path}"
    if written is None or len(content) > _SMALL:
        return _write(target, content)
    digest = hashlib.blake2b(content, digest_size=16).digest()
    if (twin := written.get(digest)) and _linked(twin, target):
        return True
    changed = _write(target, content)
    written[digest] = target
    return changed


def _write(target: str, content: bytes) -> bool:
    try:
        handle = os.open(target, _NEW, 0o666)
    except FileNotFoundError:
        _room(target)
        handle = os.open(target, _NEW, 0o666)
    except FileExistsError:
        if os.stat(target).st_size == len(content):
            with open(target, "rb", buffering=0) as stream:
                if stream.read() == content:
                    return False
        Path(target).unlink()
        handle = os.open(target, _NEW, 0o666)
    try:
        written = os.write(handle, content)
        while written < len(content):  # a disk that fills up takes a part, then refuses
            written += os.write(handle, content[written:])
    finally:
        os.close(handle)
    return True


def _linked(twin: str, target: str) -> bool:
    try:
        os.link(twin, target)
    except FileNotFoundError:
        _room(target)
        return False
    except OSError:  # it is there, or no file may have more links, or there are none here
        return False
    return True


def _room(target: str) -> None:
    """Make the folder of a file, most often the only one that lacks."""
    folder = target[: target.rindex("/")]
    try:
        os.mkdir(folder)  # noqa: PTH102 - a third of the time, four times a record
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def place(tree: str, path: str, source: Path, *, shared: bool = False) -> bool:
    """Put a file into the next site: a copy, or where it may be `shared` the file itself; False when it holds these bytes.

    What takes the place of a newer file is copied: servers and programs that copy sites tell by its time what changed.
    """
    target = Path(tree) / path
    if target.exists():
        if os.path.samefile(source, target) or target.read_bytes() == source.read_bytes():
            return False
        shared = shared and source.stat().st_mtime > target.stat().st_mtime
        target.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    (_link if shared else shutil.copyfile)(source, target)
    return True


def exchange(first: Path, second: Path) -> None:
    """Let two folders of one disk change places: in one step where the system can (Linux), else in three renames."""
    if _exchange_at_once(first, second):
        return
    aside = second.with_name(f".{second.name}.before")
    shutil.rmtree(aside, ignore_errors=True)
    second.rename(aside)
    first.rename(second)
    aside.rename(first)


def recover(live: Path) -> None:
    """Undo an exchange by renames that was cut short between the first and the second."""
    aside = live.with_name(f".{live.name}.before")
    if aside.exists() and not live.exists():
        aside.rename(live)


def _exchange_at_once(first: Path, second: Path) -> bool:
    import ctypes

    if os.name != "posix" or not hasattr(ctypes.CDLL(None), "renameat2"):
        return False
    at_cwd, rename_exchange = -100, 2  # <linux/fcntl.h>, <linux/fs.h>
    renameat2: Any = ctypes.CDLL(None, use_errno=True).renameat2
    done: int = renameat2(at_cwd, os.fsencode(first), at_cwd, os.fsencode(second), rename_exchange)
    return done == 0


def _same_disk(work: Path, live: Path) -> bool:
    there = live
    while not there.exists():
        there = there.parent
    return work.stat().st_dev == there.stat().st_dev


def _link(source: Any, target: Any) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links, or no more of them: with its time of change, by which it is known
        shutil.copy2(source, target)


def _prune(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
