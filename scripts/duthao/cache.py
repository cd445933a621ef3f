"""What is remembered between builds, and the tree in which the next site is made.

Everything lies in `build/memory/<name>/`, one folder for each output folder: `stamp.json` (all that the
"nothing changed" path reads), `ledger.sqlite` (a row a record), `next/` (the next site) and `parts/`
(bytes of costly parts, by what they depend on). Losing any of it costs time, never correctness.

The next site is made in a whole tree of its own, and the two trees change places in one step: a crash, a
full disk or Ctrl-C at any point leaves the earlier site whole. Unchanged files are hard links.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from duthao.errors import DuthaoError, Say


class Row(NamedTuple):
    """What the ledger keeps of a record, made at an instant and true from `since` to before `until` (epoch seconds).

    `light` (see `site.Card`) is marshalled, `findings` are pickled; `paths` and `needs` are a line each: the files made of it,
    and what its costly parts depend on. Its excerpts lie one after the other from the number `first`.
    """

    id: str
    stamp: bytes
    digest: str
    since: int
    until: int | None
    light: bytes
    findings: bytes
    paths: str
    needs: str
    first: int = 0


_HELD = 2000  # excerpts that are kept in memory before they are written
# Open for writing a file that must not exist; without O_BINARY Windows writes other line ends.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_COLUMNS = ", ".join(Row._fields)
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS record ({_COLUMNS}, PRIMARY KEY (id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS excerpt (number INTEGER PRIMARY KEY, piece);
CREATE TABLE IF NOT EXISTS part (path PRIMARY KEY, needs) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key PRIMARY KEY, value) WITHOUT ROWID;
"""
_VERSION = zlib.crc32(_SCHEMA.encode()) >> 1  # the tables as they are: SQLite keeps 31 bits of it


class Ledger:
    """The rows of one output folder, and the excerpts of its records.

    Everything is written in one transaction that `commit` ends; closed before that, the ledger is as it was.
    One begun `anew` is a file of its own until then, whose excerpts other processes can read.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = self._file = path
        self.db = self._open()
        self._process = os.getpid()
        self._held: dict[int, bytes] = {}
        self._next = 0

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError:  # damaged, or not ours any more: forgetting is always safe
            _forget_database(self.path)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None)
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            db.close()
            raise sqlite3.DatabaseError
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _PREPARE)
        return db

    def anew(self) -> None:
        """Begin with nothing, in another file: as nothing of it is needed after a crash, it is written without a journal."""
        self.db.close()
        self._file = self.path.with_name(self.path.name + ".new")
        _forget_database(self._file)
        self.db = sqlite3.connect(self._file, isolation_level=None)
        self.db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _PREPARE)

    def meta(self, key: str) -> str:
        """A remembered value, or an empty string."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def rows(self) -> dict[str, Row]:
        """All rows, by id."""
        return {row[0]: Row(*row) for row in self.db.execute(f"SELECT {_COLUMNS} FROM record")}

    def keep(self, pieces: Sequence[bytes]) -> int:
        """Keep a record's excerpts; gives back the number of the first, the others follow it."""
        if not self._next:
            (last,) = self.db.execute("SELECT max(number) FROM excerpt").fetchone()
            self._next = (last or 0) + 1
        first = self._next
        self._next += len(pieces)
        self._held.update(enumerate(pieces, first))
        if self._anew and len(self._held) > _HELD:
            self.share()
        return first

    def share(self) -> None:
        """Let processes forked from now on read everything that is kept: of a ledger begun anew by writing it, else it is held."""
        if self._anew:
            self._begin()
            self._write_held()
            self.db.execute("COMMIT")

    def _write_held(self) -> None:
        self.db.executemany("INSERT INTO excerpt VALUES (?, ?)", self._held.items())
        self._held.clear()

    def pieces(self, numbers: Sequence[int]) -> list[bytes]:
        """Kept excerpts, in whichever process."""
        lying = [number for number in numbers if number not in self._held]
        read = self._read(lying) if lying else {}
        return [read[n] if n in read else self._held[n] for n in numbers]

    def _read(self, numbers: Sequence[int]) -> dict[int, bytes]:
        if os.getpid() != self._process:  # what was opened before a fork must not be used after it
            self._process, self._before = os.getpid(), self.db
            how = "?immutable=1" if self._anew else "?mode=ro"
            self.db = sqlite3.connect(self._file.absolute().as_uri() + how, uri=True)
        marks = ", ".join("?" * len(numbers))
        return dict(self.db.execute(f"SELECT * FROM excerpt WHERE number IN ({marks})", numbers))

    def parts(self) -> dict[str, str]:
        """Site-wide parts: path → needs."""
        return dict(self.db.execute("SELECT path, needs FROM part"))

    def commit(
        self,
        rows: Iterable[Row],
        gone: Iterable[str],
        parts: dict[str, str],
        meta: dict[str, str],
        dropped: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Replace `rows`, forget `gone`, and store all site-wide parts and values; of the excerpts drop these runs (first, how many)."""
        before = self.parts()
        self._begin()
        self._write_held()
        marks = ", ".join("?" * len(Row._fields))
        self.db.executemany(f"INSERT OR REPLACE INTO record ({_COLUMNS}) VALUES ({marks})", rows)
        self.db.executemany("DELETE FROM record WHERE id = ?", [(i,) for i in gone])
        self.db.executemany(
            "DELETE FROM excerpt WHERE number >= ? AND number < ?",
            [(first, first + many) for first, many in dropped],
        )
        self.db.executemany(
            "DELETE FROM part WHERE path = ?", [(p,) for p in before if p not in parts]
        )
        self.db.executemany(
            "INSERT OR REPLACE INTO part VALUES (?, ?)",
            [kv for kv in parts.items() if before.get(kv[0]) != kv[1]],
        )
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))
        self.db.execute("COMMIT")
        if self._anew:
            self._replace()

    @property
    def _anew(self) -> bool:
        return self._file is not self.path

    def _begin(self) -> None:
        if not self.db.in_transaction:
            self.db.execute("BEGIN")

    def settle(self) -> None:
        """See to it that what a ledger begun anew shares lies on the disk; it takes a while in which nothing is reckoned."""
        if self._anew:
            with self._file.open("rb+") as stream:
                os.fsync(stream.fileno())

    def _replace(self) -> None:
        """Let the new file take the old one's place, once all of it lies on the disk."""
        self.db.close()
        self.settle()
        _forget_database(self.path)
        self._file.replace(self.path)
        self._file = self.path
        self.db = self._open()

    def close(self) -> None:
        """Let go of the file; what was begun anew and not committed is gone."""
        self.db.close()
        if self._anew:
            _forget_database(self._file)


_PREPARE = f"PRAGMA user_version={_VERSION};{_SCHEMA}"


def _forget_database(path: Path) -> None:
    for name in (path.name, path.name + "-wal", path.name + "-shm"):
        path.with_name(name).unlink(missing_ok=True)


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


class Tree:
    """The next site in the making, and its change of places with the live one.

    After a switch the earlier site stays as the base of the next one; the note says by which paths it differs
    from the live site, so that a small change costs little.
    """

    def __init__(self, work: Path, live: Path) -> None:
        self.live = live
        self.next = work / "next"
        if not _same_disk(work, live):
            self.next = live.parent / f".{live.name}.next"
        self.note = work / "next.json"
        self.touched: set[str] = set()
        self.empty = False  # whether the next site began with nothing

    def begin(self, live_id: str) -> None:
        """Make `next` equal to the live tree."""
        self.live.parent.mkdir(parents=True, exist_ok=True)
        self.next.mkdir(parents=True, exist_ok=True)
        delta = self._delta(live_id)
        self.note.unlink(missing_ok=True)  # from here on nobody knows by what they differ
        if not any(self.next.iterdir()):  # after the first build of all
            self.empty = not self.live.exists()
            _mirror(str(self.live), str(self.next))
            return
        for path in self._differences() if delta is None else delta:
            self._follow(path)

    def _delta(self, live_id: str) -> list[str] | None:
        try:
            said = json.loads(self.note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return said["delta"] if said.get("of") == live_id else None

    def _differences(self) -> set[str]:
        """Paths at which the trees do not share one file (an accident left `next` in an unknown state)."""
        here, there = dict(_files(self.next)), dict(_files(self.live))
        return {path for path in here.keys() | there.keys() if here.get(path) != there.get(path)}

    def _follow(self, path: str) -> None:
        there, here = self.live / path, self.next / path
        here.unlink(missing_ok=True)
        if there.exists():
            here.parent.mkdir(parents=True, exist_ok=True)
            _link(there, here)
        else:
            _prune(here.parent, self.next)

    def paths(self) -> set[str]:
        """Every file of the next site."""
        return {path for path, _ in _files(self.next)}

    def remove(self, path: str) -> None:
        """Take a file out of the next site, and folders that it leaves empty."""
        (self.next / path).unlink(missing_ok=True)
        _prune((self.next / path).parent, self.next)
        self.touched.add(path)

    def abandon(self, live_id: str) -> None:
        """Leave the live site as it is, and note what was touched, so that the next build need not look for it."""
        self._remember(live_id)

    def switch(self, build_id: str) -> None:
        """Let the next site take the live one's place."""
        if self.live.exists():
            exchange(self.next, self.live)
        else:
            self.next.rename(self.live)
        self._remember(build_id)

    def _remember(self, live_id: str) -> None:
        said = json.dumps({"of": live_id, "delta": sorted(self.touched)})
        with suppress(OSError):  # without the note the next build only takes longer
            self.note.write_text(said, encoding="utf-8")


def _mirror(there: str, here: str) -> None:
    """Fill an empty folder with links to every file of another; nothing where that is not there."""
    try:
        entries = list(os.scandir(there))
    except FileNotFoundError:
        return
    for entry in entries:
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


def write(tree: str, path: str, content: bytes, rest: bytes = b"") -> bool:
    """Write a file of the next site, in one piece or two; False when it already held these bytes.

    Files are shared with the live site by hard links, so nothing is ever written into an existing one.
    """
    target = f"{tree}/{path}"
    try:
        handle = os.open(target, _NEW, 0o666)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, _NEW, 0o666)
    except FileExistsError:
        if os.stat(target).st_size == len(content) + len(rest):
            with open(target, "rb", buffering=0) as stream:
                if stream.read(len(content)) == content and stream.read() == rest:
                    return False
        Path(target).unlink()
        handle = os.open(target, _NEW, 0o666)
    try:
        for piece in (content, rest) if rest else (content,):
            written = os.write(handle, piece)
            while written < len(piece):  # a disk that fills up takes a part, then refuses
                written += os.write(handle, piece[written:])
    finally:
        os.close(handle)
    return True


def write_alike(tree: str, path: str, content: bytes, written: dict[bytes, str]) -> bool:
    """As `write`, of bytes that stand at many paths: where this build has `written` them before, as a link, which takes a
    quarter of the time.
    """
    twin, target = written.get(content), f"{tree}/{path}"
    if twin is not None:
        try:
            os.link(twin, target)
            return True
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
        except OSError:  # it is there, or no file may have more links, or there are none here
            pass
    changed = write(tree, path, content)
    written[content] = target
    return changed


def place(tree: Path, path: str, source: Path) -> bool:
    """Put a copy of `source` into the next site; False when it is there already."""
    target = tree / path
    if target.exists():
        if os.path.samefile(source, target) or target.read_bytes() == source.read_bytes():
            return False
        target.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return True


def kept(work: Path, needs: str) -> Path:
    """Where the bytes of a costly part lie that depends on `needs`."""
    return work / "parts" / needs[:2] / needs[2:]


def keep(work: Path, needs: str, content: bytes) -> None:
    """Remember the bytes of a costly part."""
    target = kept(work, needs)
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(target)


def forget(work: Path, wanted: set[str]) -> None:
    """Drop remembered parts that no record wants any more."""
    for path in (work / "parts").glob("*/*"):
        if path.parent.name + path.name not in wanted:
            path.unlink(missing_ok=True)


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
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


def _prune(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
