"""`check`: every finding in registers and records. What was found in a record holds until something that it rests on changes.

Findings are kept in a ledger like the build's, in `build/memory/check/`. A row is bound to its environment (code,
registers, settings, the ids of all records) and to the record's bytes, and holds for a span of time. Losing the
ledger, or not being able to write it, costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from duthao import approval, clock, memory, records, registers, rules, settings, stamp
from duthao.errors import Finding
from duthao.ledger import Ledger, Row, forget
from duthao.workers import cores, pool

MEMORY = Path("build") / "memory" / "check"
PASSING = "attachment-unread"  # a file that took too long: the next run may have more time
_BATCH = 24
_MANY = 150  # records beyond which a second core pays
Rows = dict[str, Row]


def check(
    root: Path, as_of: str | None, only: frozenset[str] = frozenset(), jobs: int = 0
) -> tuple[Finding, ...]:
    """Every finding in the registers and records at `root` (of `only` those ids, when given), sorted.

    `jobs` is how many processes may judge at once, 0 one a core. Raises DuthaoError where the settings cannot be read.
    """
    ours, _ = settings.load(root)
    with suppress(OSError):
        memory.claim(root)
    known, findings = registers.load(root)
    findings += records.strays(root)
    ids = frozenset(records.ids(root))
    now = clock.now(as_of or ours.as_of)
    context = rules.Context(known, ours, now, ids) if known else None
    rows = _judged(_Judge(root, context), sorted(only & ids or ids), jobs)
    for row in rows.values():
        findings += pickle.loads(row.findings)
    if known and not only:
        titles = {record_id: row.light.decode() for record_id, row in rows.items() if row.light}
        findings += rules.judge_all(rules.Library(ids, titles, known, partial(reread, root)))
    return tuple(sorted(set(findings), key=lambda f: f.order))


def reread(root: Path, record_id: str) -> records.Record | None:
    """A record anew, to say on which line a fault stands."""
    return records.read(root, record_id)[0]


@dataclass(frozen=True)
class _Judge:
    """Reads and judges a batch of records, here or in a worker. No context where the registers cannot be read."""

    root: Path
    context: rules.Context | None

    def __call__(self, batch: list[str]) -> list[Row]:
        return [self.row(record_id) for record_id in batch]

    def row(self, record_id: str) -> Row:
        """What is found in one record. `light` is its title where it could be read; the stamp is the caller's to add."""
        digest = records.digest(
            self.root, record_id
        )  # first: what changes while it is read is read again
        record, found = records.read(self.root, record_id)
        since, until = 0, None
        if record and self.context:
            found += rules.judge(record, self.context)
            since, until = rules.holds(record, self.context)
        if record and not record.mended:
            found += filter(None, [approval.fault(record)])
        title = record.front.title if record and not record.mended else ""
        return Row(
            record_id,
            b"",
            digest,
            since,
            until,
            title.encode(),
            pickle.dumps(found, 5),
            "",
            "",
        )


def _judged(judge: _Judge, wanted: list[str], jobs: int) -> Rows:
    """A row for each wanted record: the ledger's where it still holds, else made now and remembered."""
    work = judge.root / MEMORY
    bind = partial(_bound, _environment(judge))
    before: Rows = {}
    stamps: Mapping[str, bytes] = {}
    with suppress(OSError, sqlite3.Error):
        stamps = stamp.scan(judge.root, work).records
        before = _remembered(work / "ledger.sqlite")
    held = dict(_held(judge, wanted, before, stamps, bind))
    made = _made(judge, [record_id for record_id in wanted if record_id not in held], jobs)
    rows = {**held, **{row.id: row._replace(digest=bind(row.digest).hex()) for row in made}}
    fresh = [_stamped(row, stamps, bind) for row in rows.values() if row is not before.get(row.id)]
    gone = before.keys() - stamps.keys()
    if fresh or gone:
        with (
            suppress(OSError, sqlite3.Error),
            closing(Ledger(work / "ledger.sqlite")) as ledger,
        ):
            ledger.commit([row for row in fresh if not _passing(row)], gone, {}, {})
    return rows


def _remembered(path: Path) -> Rows:
    try:
        with closing(Ledger(path)) as ledger:
            return ledger.rows()
    except sqlite3.Error:
        memory.distrust(path)
        forget(path)
        return {}


def _held(
    judge: _Judge,
    wanted: list[str],
    before: Rows,
    stamps: Mapping[str, bytes],
    bind: partial[bytes],
) -> Iterator[tuple[str, Row]]:
    now = int(judge.context.now.timestamp()) if judge.context else 0
    for record_id in wanted:
        row, seen = before.get(record_id), stamps.get(record_id)
        if row is None or row.since > now or (row.until is not None and row.until <= now):
            continue
        if seen and row.stamp == bind(seen):
            yield record_id, row
        elif (
            row.digest == bind(records.digest(judge.root, record_id)).hex()
        ):  # a clone changes times
            yield record_id, row._replace(stamp=b"")


def _stamped(row: Row, stamps: Mapping[str, bytes], bind: partial[bytes]) -> Row:
    seen = stamps.get(row.id)
    return row._replace(stamp=bind(seen) if seen else b"")


def _passing(row: Row) -> bool:
    return any(finding.rule == PASSING for finding in pickle.loads(row.findings))


def _environment(judge: _Judge) -> bytes:
    """A digest of everything but its bytes and the clock that a record's findings rest on."""
    context = judge.context
    said = (context.registers, context.settings, sorted(context.ids)) if context else ()
    whole = hashlib.sha256(repr((said, sys.version_info[:2])).encode())
    for path in stamp.files(stamp.CODE):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.digest()


def _bound(environment: bytes, seen: bytes | str) -> bytes:
    said = seen.encode() if isinstance(seen, str) else seen
    return hashlib.blake2b(environment + said, digest_size=16).digest()


# ---- judging, in this process or another


def _made(judge: _Judge, todo: list[str], jobs: int) -> Iterable[Row]:
    many = jobs or cores()
    if many == 1 or len(todo) < _MANY:
        return judge(todo)
    rules.modules()  # before forking: workers share what is loaded
    batches = [todo[n : n + _BATCH] for n in range(0, len(todo), _BATCH)]
    with pool(many, judge) as spread:
        return [row for rows in spread(batches) for row in rows]
