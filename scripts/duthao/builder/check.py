"""`check`: every finding in registers and records. What was found in a record holds until something that it rests on changes.

Findings are kept in a state like the build's, in `build/memory/check/`. A row is bound to its environment (code,
registers, settings, the ids of all records) and to the record's bytes, and holds for a span of time. Losing the
state, or not being able to write it, costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from duthao import clock, memory, rules
from duthao.builder import check_state, inputs, page_languages
from duthao.builder.processes import cores, pool
from duthao.builder.state import RecordState
from duthao.errors import Finding
from duthao.records import approval, record_reader, register_reader, settings_reader
from duthao.records.approvals import approval_faults, code_owners
from duthao.records.record import Record

MEMORY = Path("build") / "memory" / "check"
_BATCH = 24
_MANY = 150  # records beyond which a second core pays


def check(
    root: Path, as_of: str | None, only: frozenset[str] = frozenset(), jobs: int = 0
) -> tuple[Finding, ...]:
    """Every finding in the registers and records at `root` (of `only` those ids, when given), sorted.

    `jobs` is how many processes may judge at once, 0 one a core. Raises DuthaoError where the settings cannot be read, or
    there is no rule.
    """
    rules.require()
    ours, _ = settings_reader.load(root)
    with suppress(OSError):
        memory.claim(root)
    known, findings = register_reader.load(root)
    if known:
        findings += settings_reader.unknown_recipients(root, ours, known.agencies)
    findings += page_languages.findings(root)
    findings += record_reader.unlisted_files(root)
    ids = frozenset(record_reader.ids(root))
    now = clock.now(as_of or ours.as_of)
    context = rules.Context(known, ours, now, ids) if known else None
    judge = _Judge(root, context)
    instant = int(now.timestamp()) if context else 0
    make = partial(_made, judge, jobs)
    wanted = sorted(only & ids or ids)
    rows = check_state.rows(root, root / MEMORY, wanted, _environment(judge), instant, make)
    for row in rows.values():
        findings += pickle.loads(row.findings)
    if known and not only:
        told = {i: row.fields.decode().split("\n") for i, row in rows.items() if row.fields}
        titles = {record_id: title for record_id, (title, _, _) in told.items()}
        plans = {record_id: plan for record_id, (_, plan, _) in told.items()}
        if any(level == "git" for _, _, level in told.values()):
            findings += code_owners.findings(root)
        findings += rules.judge_all(
            rules.Library(ids, titles, plans, known, ours, now, partial(reread, root))
        )
    return tuple(sorted(set(findings), key=lambda f: f.order))


def reread(root: Path, record_id: str) -> Record | None:
    """A record anew, to say on which line a fault stands."""
    return record_reader.read(root, record_id)[0]


@dataclass(frozen=True)
class _Judge:
    """Reads and judges a batch of records, here or in a worker. No context where the registers cannot be read."""

    root: Path
    context: rules.Context | None

    def __call__(self, batch: list[str]) -> list[RecordState]:
        return [self.row(record_id) for record_id in batch]

    def row(self, record_id: str) -> RecordState:
        """What is found in one record. `fields` are its title, the row of a plan that it names and the level of its approval, a line each, where it could
        be read; the stamp is the caller's to add.
        """
        digest = record_reader.digest(
            self.root, record_id
        )  # first: what changes while it is read is read again
        record, findings = record_reader.read(self.root, record_id)
        since, until = 0, None
        if record and self.context:
            findings += rules.judge(record, self.context)
            since, until = rules.validity(record, self.context)
        if record and not record.faulty_fields:
            findings += self._approval(record)
        told = ""
        if record and not record.faulty_fields:
            title = " ".join(record.draft.title.split())
            level = record.draft.approved.level_key if record.draft.approved else ""
            told = f"{title}\n{record.draft.plan or ''}\n{level}"
        return RecordState(
            record_id,
            b"",
            digest,
            since,
            until,
            told.encode(),
            pickle.dumps(findings, 5),
            "",
            "",
        )

    def _approval(self, record: Record) -> Iterable[Finding]:
        if self.context is None:
            return filter(None, [approval.fault(record)])
        registers, settings = self.context.registers, self.context.settings
        return approval_faults.faults(self.root, record, registers, settings)


def _environment(judge: _Judge) -> bytes:
    """A digest of everything but its bytes and the clock that a record's findings rest on."""
    context = judge.context
    values = (context.registers, context.settings, sorted(context.ids)) if context else ()
    values = (*values, find_spec("pyhanko") is None)  # without it no signature can be verified
    digest = hashlib.sha256(repr((values, sys.version_info[:2])).encode())
    for path in inputs.files(inputs.CODE):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


# ---- judging, in this process or another


def _made(judge: _Judge, jobs: int, todo: list[str]) -> Iterable[RecordState]:
    many = jobs or cores()
    if many == 1 or len(todo) < _MANY:
        return judge(todo)
    rules.modules()  # before forking: workers share what is loaded
    batches = [todo[n : n + _BATCH] for n in range(0, len(todo), _BATCH)]
    with pool(many, judge) as spread:
        return [row for rows in spread(batches) for row in rows]
