"""Judging one record as text, beside the test province's others."""

from __future__ import annotations

from pathlib import Path

from duthao import clock, rules
from duthao.domain import registers
from duthao.domain.events import events
from duthao.domain.rounds import time_limits
from duthao.errors import Finding
from duthao.records import record_reader, register_reader, release_facts, released, settings_reader
from duthao.records.record import INDEX
from tests.conftest import NOW, PROVINCE

CASES = Path(__file__).parent / "cases"
ID = "ht-2026-900"
SETTINGS, _ = settings_reader.load(PROVINCE)


def _known(root: Path) -> registers.Registers:
    known, findings = register_reader.load(root)
    assert known and not findings
    return known


KNOWN = _known(PROVINCE)


def judged(
    root: Path,
    text: str | bytes,
    draft_id: str = ID,
    known: registers.Registers = KNOWN,
    now: str = NOW,
) -> list[Finding]:
    """Every finding of one record that stands beside the test province's others, in the order of `duthao check`."""
    folder = root / "drafts" / draft_id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    record, findings = record_reader.read(root, draft_id)
    ids = frozenset(record_reader.ids(PROVINCE)) | {draft_id, *record_reader.ids(root)}
    context = rules.Context(known, SETTINGS, clock.now(now), ids)
    if record:
        findings += rules.judge(record, context)
    return sorted(set(findings), key=lambda f: f.order)


def judged_across(root: Path, known: registers.Registers = KNOWN) -> list[Finding]:
    """Every finding that shows only when all records under `root` are seen together."""
    read = {i: record_reader.read(root, i)[0] for i in record_reader.ids(root)}
    titles = {i: record.draft.title for i, record in read.items() if record}
    plans = {i: record.draft.plan or "" for i, record in read.items() if record}
    now = clock.now(NOW)
    library = rules.Library(frozenset(read), titles, plans, known, SETTINGS, now, read.__getitem__)
    return list(rules.judge_all(library))


def as_expected(findings: list[Finding]) -> list[str]:
    """Findings as `expected.txt` has them; those of another file than the record's begin with its name."""
    return [
        f"{'' if f.path.endswith(INDEX) else Path(f.path).name + ':'}{f.line}: {f.severity}[{f.rule}] {f.message}"
        for f in findings
    ]


ANSWERED = (CASES / "outcome-edited" / "was.md").read_text(encoding="utf-8")


def release(root: Path, text: str, when: str = "2026-11-22") -> released.Release:
    """Let out all that has come of a record, and return it."""
    judged(root, text)
    record, _ = record_reader.read(root, ID)
    assert record
    now = clock.now(when)
    record_events = events(ID, record.draft, SETTINGS.tag_authority, time_limits(SETTINGS))
    out = release_facts.not_yet_released(
        release_facts.at(record, record_events, now), record.history
    )
    path = root / "drafts" / ID / released.NAME
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(released.with_release(before, now, out), encoding="utf-8")
    return out
