"""What is remembered of every record and every file of the whole site, in SQLite: a row each, and the snippets of records.

Losing it costs time, never correctness. Each row and snippet is sealed (see `memory`): what is damaged, or was not
written here, raises sqlite3.DatabaseError before it is parsed.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from duthao import memory


class RecordState(NamedTuple):
    """What is kept of a record, made at an instant and true from `since` to before `until` (epoch seconds).

    `fields` (see `summary.IndexFields`) are marshalled, `findings` pickled; `paths` are a line each: the files made of it;
    so are `cache_keys`, of those that are cached. Its snippets lie one after the other from the number `first`.
    """

    id: str
    fingerprint: bytes
    digest: str
    since: int
    until: int | None
    fields: bytes
    findings: bytes
    paths: str
    cache_keys: str
    first: int = 0


class FileState(NamedTuple):
    """What is kept of a file of the whole site: the output that planned it, the cache key that it was rendered for, and the key
    under which its bytes are cached, "" where they are not.
    """

    output: str
    cache_key: str
    cached: str = ""


_HELD = 2000  # snippets that are kept in memory before they are written
_COLUMNS = ", ".join(RecordState._fields)
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS record ({_COLUMNS}, seal, PRIMARY KEY (id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snippet (number INTEGER PRIMARY KEY, pickled, seal);
CREATE TABLE IF NOT EXISTS file (path PRIMARY KEY, output, cache_key, cached) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key PRIMARY KEY, value) WITHOUT ROWID;
"""
_VERSION = zlib.crc32(_SCHEMA.encode()) >> 1  # the tables as they are: SQLite keeps 31 bits of it


class BuildState:
    """The state of one output folder.

    Everything is written in one transaction that `commit` ends; closed before that, the state is as it was.
    One begun by `rebuild` is a file of its own until then, whose snippets other processes can read.
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
        except sqlite3.DatabaseError:  # damaged, or of another version: forgetting is always safe
            memory.distrust(self.path)
            forget(self.path)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None)
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            db.close()
            raise sqlite3.DatabaseError
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _PREPARE)
        return db

    def rebuild(self) -> None:
        """Begin with nothing, in another file: as nothing of it is needed after a crash, it is written without a journal."""
        self.db.close()
        self._file = self.path.with_name(self.path.name + ".new")
        forget(self._file)
        self.db = sqlite3.connect(self._file, isolation_level=None)
        self.db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _PREPARE)

    def meta(self, key: str) -> str:
        """A remembered value, or an empty string."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def rows(self) -> dict[str, RecordState]:
        """All rows, by id."""
        rows = {}
        for *fields, seal in self.db.execute(f"SELECT {_COLUMNS}, seal FROM record"):
            row = RecordState(*fields)
            if seal != _seal(row):
                raise sqlite3.DatabaseError("a row is not as it was written")
            rows[row.id] = row
        return rows

    def add(self, pieces: Sequence[bytes]) -> int:
        """Keep a record's snippets as they were pickled; gives back the number of the first, the others follow it."""
        if not self._next:
            (last,) = self.db.execute("SELECT max(number) FROM snippet").fetchone()
            self._next = (last or 0) + 1
        first = self._next
        self._next += len(pieces)
        self._held.update(enumerate(pieces, first))
        if self._anew and len(self._held) > _HELD:
            self.publish()
        return first

    def publish(self) -> None:
        """Let processes forked from now on read everything that is kept: of a state begun anew by writing it, else it is held."""
        if self._anew:
            self._begin()
            self._write_held()
            self.db.execute("COMMIT")

    def _write_held(self) -> None:
        self.db.executemany(
            "INSERT INTO snippet VALUES (?, ?, ?)",
            [(n, piece, _seal((n, piece))) for n, piece in self._held.items()],
        )
        self._held.clear()

    def pieces(self, numbers: Sequence[int]) -> list[bytes]:
        """Kept snippets as they were pickled, in whichever process."""
        lying = [number for number in numbers if number not in self._held]
        read = self._read(lying) if lying else {}
        try:
            return [read[n] if n in read else self._held[n] for n in numbers]
        except KeyError:
            raise sqlite3.DatabaseError("a snippet is lost") from None

    def _read(self, numbers: Sequence[int]) -> dict[int, bytes]:
        if os.getpid() != self._process:  # what was opened before a fork must not be used after it
            self._process, self._before = os.getpid(), self.db
            how = "?immutable=1" if self._anew else "?mode=ro"
            self.db = sqlite3.connect(self._file.absolute().as_uri() + how, uri=True)
        marks = ", ".join("?" * len(numbers))
        rows = self.db.execute(f"SELECT * FROM snippet WHERE number IN ({marks})", numbers)
        if self._anew:  # by this very run
            return {number: piece for number, piece, _ in rows}
        read = {}
        for number, piece, seal in rows:
            if seal != _seal((number, piece)):
                raise sqlite3.DatabaseError("a snippet is not as it was written")
            read[number] = piece
        return read

    def files(self) -> dict[str, FileState]:
        """The files of the whole site, by path."""
        files = self._files()
        snippets = self.meta("snippets")
        if (files or snippets) and self.meta("files") != _seal_of(files, snippets):
            raise sqlite3.DatabaseError("the files are not as they were written")
        return files

    def _files(self) -> dict[str, FileState]:
        return {path: FileState(*state) for path, *state in self.db.execute("SELECT * FROM file")}

    def commit(
        self,
        rows: Iterable[RecordState],
        gone: Iterable[str],
        files: Mapping[str, FileState],
        meta: dict[str, str],
        dropped: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Replace `rows`, forget `gone`, store all files and values; of the snippets drop these runs (first, how many)."""
        before = self._files()
        self._begin()
        self._write_held()
        marks = ", ".join("?" * (len(RecordState._fields) + 1))
        self.db.executemany(
            f"INSERT OR REPLACE INTO record ({_COLUMNS}, seal) VALUES ({marks})",
            [(*row, _seal(row)) for row in rows],
        )
        self.db.executemany("DELETE FROM record WHERE id = ?", [(i,) for i in gone])
        self.db.executemany(
            "DELETE FROM snippet WHERE number >= ? AND number < ?",
            [(first, first + many) for first, many in dropped],
        )
        self.db.executemany(
            "DELETE FROM file WHERE path = ?", [(p,) for p in before if p not in files]
        )
        self.db.executemany(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
            [(path, *state) for path, state in files.items() if before.get(path) != state],
        )
        values = {**meta, "files": _seal_of(files, meta.get("snippets", ""))}
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))
        self.db.execute("COMMIT")
        if self._anew:
            self._replace()

    @property
    def _anew(self) -> bool:
        return self._file is not self.path

    def _begin(self) -> None:
        if not self.db.in_transaction:
            self.db.execute("BEGIN")

    def fsync(self) -> None:
        """See to it that what a state begun anew shares lies on the disk; it takes a while in which nothing is reckoned."""
        if self._anew:
            with self._file.open("rb+") as stream:
                os.fsync(stream.fileno())

    def _replace(self) -> None:
        """Let the new file take the old one's place, once all of it lies on the disk."""
        self.db.close()
        self.fsync()
        forget(self.path)
        self._file.replace(self.path)
        self._file = self.path
        self.db = self._open()

    def close(self) -> None:
        """Let go of the file; what was begun anew and not committed is gone."""
        self.db.close()
        if self._anew:
            forget(self._file)


_PREPARE = f"PRAGMA user_version={_VERSION};{_SCHEMA}"


def _seal(fields: tuple[Any, ...]) -> bytes:
    """Of a row or a snippet. Marshalled without references, which would tell of chance in memory."""
    return memory.seal(marshal.dumps(tuple(fields), 2))


def _seal_of(files: Mapping[str, FileState], snippets: str) -> str:
    """Of all files, and of what their outputs asked for (the value `snippets`)."""
    return _seal((snippets, *((path, *state) for path, state in sorted(files.items())))).hex()


def forget(path: Path) -> None:
    """Remove a state."""
    for name in (path.name, path.name + "-wal", path.name + "-shm"):
        path.with_name(name).unlink(missing_ok=True)
