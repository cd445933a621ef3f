"""Findings of records kept between runs: a row a record, bound to its bytes and to all else that it rests on.

They are states of the build's kind (see `state`). Losing one, or not being able to write it, costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from duthao import memory
from duthao.builder import inputs
from duthao.builder.state import BuildState, RecordState, forget
from duthao.records import record_reader

PASSING = "attachment-unread"  # a file that took too long: the next run may have more time
Rows = dict[str, RecordState]


def rows(
    root: Path,
    work: Path,
    wanted: Sequence[str],
    environment: bytes,
    now: int,
    make: Callable[[list[str]], Iterable[RecordState]],
) -> Rows:
    """A row for each wanted record: that of the state in `work` where it still holds, else made now and remembered.

    `environment` is a digest of everything but its bytes and the clock that a record's findings rest on, `now` the
    instant in epoch seconds. `make` gives rows whose `digest` is the record's and whose stamp is empty.
    """
    bind = partial(_bound, environment)
    before: Rows = {}
    stamps: Mapping[str, bytes] = {}
    with suppress(OSError, sqlite3.Error):
        stamps = inputs.scan_inputs(root, work).records
        before = _remembered(work / "state.sqlite")
    unchanged = dict(_held(root, wanted, before, stamps, bind, now))
    made = make([record_id for record_id in wanted if record_id not in unchanged])
    rows = {**unchanged, **{row.id: row._replace(digest=bind(row.digest).hex()) for row in made}}
    fresh = [_stamped(row, stamps, bind) for row in rows.values() if row is not before.get(row.id)]
    gone = before.keys() - stamps.keys()
    if fresh or gone:
        with (
            suppress(OSError, sqlite3.Error),
            closing(BuildState(work / "state.sqlite")) as state,
        ):
            state.commit([row for row in fresh if not _passing(row)], gone, {}, {})
    return rows


def _remembered(path: Path) -> Rows:
    try:
        with closing(BuildState(path)) as state:
            return state.rows()
    except sqlite3.Error:
        memory.distrust(path)
        forget(path)
        return {}


def _held(
    root: Path,
    wanted: Sequence[str],
    before: Rows,
    stamps: Mapping[str, bytes],
    bind: partial[bytes],
    now: int,
) -> Iterator[tuple[str, RecordState]]:
    for record_id in wanted:
        row, seen = before.get(record_id), stamps.get(record_id)
        if row is None or row.since > now or (row.until is not None and row.until <= now):
            continue
        if seen and row.fingerprint == bind(seen):
            yield record_id, row
        elif (
            row.digest == bind(record_reader.digest(root, record_id)).hex()
        ):  # a clone changes times
            yield record_id, row._replace(fingerprint=b"")


def _stamped(row: RecordState, stamps: Mapping[str, bytes], bind: partial[bytes]) -> RecordState:
    seen = stamps.get(row.id)
    return row._replace(fingerprint=bind(seen) if seen else b"")


def _passing(row: RecordState) -> bool:
    return any(finding.rule == PASSING for finding in pickle.loads(row.findings))


def _bound(environment: bytes, seen: bytes | str) -> bytes:
    text = seen.encode() if isinstance(seen, str) else seen
    return hashlib.blake2b(environment + text, digest_size=16).digest()
