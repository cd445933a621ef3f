"""The files of records: what was read is judged and made, batch after batch, on all cores."""

from __future__ import annotations

import marshal
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from duthao import rules
from duthao.builder import environment, site_stage, summaries
from duthao.builder import tree as cache
from duthao.builder.inputs import Options
from duthao.builder.processes import cores, forks, pool
from duthao.builder.site_stage import offering
from duthao.builder.state import RecordState
from duthao.errors import Finding, Findings
from duthao.outputs import summary
from duthao.outputs.site import Site
from duthao.records import approval, record_reader
from duthao.records.record import Record
from duthao.rendering import templates

_BATCH = 24  # records
_LIFE = 16  # batches that a worker makes: the renderer of Markdown keeps some 70 kB of each record
_FEW = 12  # so few records are made faster here than by waking other processes
Found = tuple[Record | None, list[Finding]]
Todo = tuple[str, str]  # a record's id and its digest in the ledger; none: it is made in any case


@dataclass(frozen=True)
class Made:
    """What a worker gives back of one record; no row when it did not change, has errors or is left out.

    `changed` are paths, a line each.
    """

    id: str
    row: RecordState | None
    findings: tuple[Finding, ...]
    pieces: tuple[bytes, ...] = ()
    changed: str = ""
    left_out: bool = False


def make(
    options: Options,
    base: Site,
    tree: str,
    todo: Sequence[Todo],
    ids: frozenset[str],
    ahead: dict[str, Found],
) -> Iterator[list[Made]]:
    """Make the files of some records below `tree`, and give back what came of each; `ids` are all that there are, `ahead`
    what was read of some already, which nobody needs any more then.
    """
    marked = environment.watermarked(options, base) if options.unapproved else None
    task = _Task(options, options.work, tree, base, marked, ids, ahead)
    batches = [todo[n : n + _BATCH] for n in range(0, len(todo), _BATCH)]
    many = 1 if len(todo) <= _FEW else options.jobs or cores()
    if many > 1:  # before forking: workers share what is loaded
        prepare(options)
    with pool(many, task, _LIFE) as spread:
        for made in spread(batches):
            if many > 1:  # the workers have what was read ahead
                ahead.clear()
            yield made


def prepare(options: Options) -> None:
    """Load what every worker would load for itself."""
    offering(options.only, "of_record")
    rules.modules()
    templates.load(options.root)


def begin(
    options: Options, ids: Sequence[str], ahead: dict[str, Found], running: Callable[[], bool]
) -> None:
    """While the host is `running`, which leaves other cores idle: load what is needed, and read records `ahead`."""
    prepare(options)
    if not forks():  # what was read would have to be sent to the workers
        return
    for record_id in ids:
        if not running():
            return
        ahead[record_id] = record_reader.read(options.root, record_id)


@dataclass(frozen=True)
class _Task:
    """What a worker needs to make any batch of records: given to it once.

    `marked` is the site for unapproved ones, if they are shown; `alike` where it has written which bytes of many paths.
    """

    options: Options
    work: Path
    tree: str
    base: Site
    marked: Site | None
    ids: frozenset[str]
    ahead: dict[str, Found]
    alike: dict[bytes, str] = field(default_factory=dict)

    def __call__(self, batch: Sequence[Todo]) -> list[Made]:
        """Read, judge and make a batch, all of it by one output before the next: that is a seventh faster."""
        root = self.base.root
        read = [
            (
                i,
                None
                if known and record_reader.digest(root, i) == known
                else self.ahead.pop(i, None) or record_reader.read(root, i),
            )
            for i, known in batch
        ]
        begun = [_judged(self, i, found) for i, found in read]
        works = [work for work in begun if isinstance(work, _Work)]
        for module in offering(self.options.only, "of_record"):
            for work in works:
                with templates.made_by(module.NAME, work.record.id):
                    _make(self, module, work)
        for module in offering(self.options.only, "findings"):
            for work in works:
                with templates.made_by(module.NAME, work.record.id):
                    work.findings.extend(module.findings(work.site, work.record))
        for function, end in (("snippet", ""), ("text", summary.TEXT)):
            for module in offering(self.options.only, function):
                name = sys.intern(module.NAME + end)
                make = getattr(module, function)
                for work in works:
                    with templates.made_by(module.NAME, work.record.id):
                        work.snippets[name] = make(work.site, work.record)
        return [_made(work) if isinstance(work, _Work) else work for work in begun]


@dataclass(frozen=True)
class _Work:
    """A record on its way: the site that it is made for, and what has come of it so far (`paths`: whether they changed)."""

    record: Record
    site: Site
    findings: list[Finding]
    paths: dict[str, bool] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)
    snippets: dict[str, Any] = field(default_factory=dict)


def _judged(task: _Task, record_id: str, found: Found | None) -> _Work | Made:
    """What was read of a record (None: it is as it was), judged: to be made, or an end of it."""
    if found is None:
        return Made(record_id, None, ())
    (record, findings), base = found, task.base
    if record:
        findings += rules.judge(
            record, rules.Context(base.registers, base.settings, base.now, task.ids)
        )
    unapproved = approval.fault(record) if record and not record.faulty_fields else None
    if unapproved:
        findings.append(replace(unapproved, severity="warning") if task.marked else unapproved)
        base = task.marked or base
    if record is None or record.faulty_fields or any(f.severity == "error" for f in findings):
        return Made(record_id, None, tuple(findings))
    if unapproved and not task.marked:
        return Made(record_id, None, tuple(findings), left_out=True)
    return _Work(record, base, findings)


def _make(task: _Task, module: ModuleType, work: _Work) -> None:
    """One output's files of a record."""
    for part in module.of_record(work.site, work.record):
        if part.cached and not task.options.pdf:
            continue
        try:
            made = site_stage.bytes_of(part, task.work)
            work.paths[part.path] = (
                cache.write_alike(task.tree, part.path, made, task.alike)
                if part.alike
                else cache.write(task.tree, part.path, made)
            )
        except Findings as fault:
            work.findings.extend(fault.findings)
        if part.cached and part.needs:
            work.needs.append(part.needs)


def _made(work: _Work) -> Made:
    """The row of a record that was made."""
    record, findings = work.record, tuple(work.findings)
    pieces = summaries.serialised(work.site, record, work.snippets)
    light = summaries.index_fields(work.site, record, pieces)
    plain: Any = tuple(light)
    row = RecordState(
        record.id,
        b"",
        record.digest,
        *light.holds,
        marshal.dumps(plain),  # unlike pickle it shares names among records
        pickle.dumps(findings, 5),
        "\n".join(work.paths),
        "\n".join(work.needs),
    )
    changed = [path for path, changed in work.paths.items() if changed]
    said = row.paths if len(changed) == len(work.paths) else "\n".join(changed)
    return Made(record.id, row, findings, tuple(pieces.values()), said)
