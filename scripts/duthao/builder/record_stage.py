"""The files of records: each record is read, judged and rendered, batch after batch, on all cores."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from duthao import rules
from duthao.builder import environment, site_stage, summaries
from duthao.builder.inputs import Options
from duthao.builder.processes import cores, forks, pool
from duthao.builder.state import RecordState
from duthao.errors import Finding, Findings
from duthao.outputs import discovery
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.records import attachment_scan, record_reader
from duthao.records.approvals import approval_faults
from duthao.records.record import Record
from duthao.rendering import templates

_BATCH = 24  # records
_LIFE = 16  # batches that a worker makes: the renderer of Markdown keeps some 70 kB of each record
_FEW = 12  # so few records are made faster here than by waking other processes
Read = tuple[Record | None, list[Finding]]
Pending = tuple[str, str]  # a record's id and its digest in the state; none: it is made in any case


@dataclass(frozen=True)
class RecordResult:
    """What came of a record; no `state` where it did not change, has errors or is left out.

    `snippets` are pickled, `changed` are paths, a line each.
    """

    id: str
    state: RecordState | None
    findings: tuple[Finding, ...]
    snippets: tuple[bytes, ...] = ()
    changed: str = ""
    left_out: bool = False


def make(
    options: Options,
    base: Site,
    tree: str,
    pending: Sequence[Pending],
    ids: frozenset[str],
    prefetched: dict[str, Read],
) -> Iterator[list[RecordResult]]:
    """Make the files of some records below `tree`, and give what came of each; `ids` are those of all records, `prefetched`
    what was read of some already; what was made is taken out of it.
    """
    watermarked = environment.watermarked(options, base) if options.unapproved else None
    task = _Task(options, tree, base, watermarked, ids, prefetched)
    batches = [pending[n : n + _BATCH] for n in range(0, len(pending), _BATCH)]
    processes = 1 if len(pending) <= _FEW else options.jobs or cores()
    # Where one record changed, a hundred weekly sheets may: once Typst has run here nobody could be forked to share them.
    apart = processes > 1 or (bool(pending) and options.pdf and options.jobs != 1 and forks())
    if apart:  # before forking: workers share what is loaded
        prepare(options)
        attachment_scan.close()  # each worker has one of its own
    with pool(processes, task, _LIFE, apart=apart) as spread:
        for results in spread(batches):
            for (
                result
            ) in results:  # workers that are forked later still want what was read of the others
                prefetched.pop(result.id, None)
            yield results


def prepare(options: Options) -> None:
    """Load what every worker would load for itself."""
    discovery.outputs()
    rules.modules()
    templates.load(options.root)


def begin(
    options: Options, ids: Sequence[str], prefetched: dict[str, Read], running: Callable[[], bool]
) -> None:
    """While MkDocs is `running`, which leaves other cores idle: load what is needed, and read records into `prefetched`."""
    prepare(options)
    if not forks():  # what was read would have to be sent to the workers
        return
    for record_id in ids:
        if not running():
            return
        prefetched[record_id] = record_reader.read(options.root, record_id)


@dataclass(frozen=True)
class _Task:
    """What a worker needs to make any batch of records: given to it once.

    `watermarked` is the site for unapproved records, if they are shown; `written` where small files were written, by digest.
    """

    options: Options
    tree: str
    base: Site
    watermarked: Site | None
    ids: frozenset[str]
    prefetched: dict[str, Read]
    written: dict[bytes, str] = field(default_factory=dict)

    def __call__(self, batch: Sequence[Pending]) -> list[RecordResult]:
        """Read, judge and make a batch, all of it by one output before the next: that is a seventh faster."""
        judged = [self._judged(record_id, digest) for record_id, digest in batch]
        works = [work for work in judged if isinstance(work, _Work)]
        for output in discovery.chosen(self.options.only, internal=self.options.internal):
            for work in works:
                with templates.fault_context(output.name, work.record.id):
                    self._make(output, work)
        return [work.result() if isinstance(work, _Work) else work for work in judged]

    def _judged(self, record_id: str, digest: str) -> _Work | RecordResult:
        """A record to be made, or what came of one that is not."""
        root, base = self.base.root, self.base
        if digest and record_reader.digest(root, record_id) == digest:
            return RecordResult(record_id, None, ())
        if record_id in self.prefetched:
            record, findings = self.prefetched.pop(record_id)
        else:
            record, findings = record_reader.read(root, record_id)
        if record:
            findings += rules.judge(
                record, rules.Context(base.registers, base.settings, base.now, self.ids)
            )
        unapproved = (
            approval_faults.faults(root, record, base.registers, base.settings)
            if record and not record.faulty_fields
            else []
        )
        if unapproved:
            findings += [
                replace(fault, severity="warning") if self.watermarked else fault
                for fault in unapproved
            ]
            base = self.watermarked or base
        left_out = bool(unapproved) and not self.watermarked
        if record is None or record.faulty_fields or any(f.severity == "error" for f in findings):
            return RecordResult(record_id, None, tuple(findings))
        if left_out:
            return RecordResult(record_id, None, tuple(findings), left_out=True)
        return _Work(record, base, findings)

    def _make(self, output: Output, work: _Work) -> None:
        """What one output makes of a record."""
        for artifact in output.for_record(work.site, work.record):
            try:
                differs, key = site_stage.write(
                    artifact, self.options.work, self.tree, self.written
                )
            except Findings as fault:
                work.findings.extend(fault.findings)
                continue
            work.paths[artifact.path] = differs
            if key:
                work.cache_keys.append(key)
        work.findings.extend(output.findings(work.site, work.record))
        work.snippets.update(output.snippets(work.site, work.record))


@dataclass(frozen=True)
class _Work:
    """A record on its way: the site that it is made for, and what has come of it so far (`paths`: whether they changed)."""

    record: Record
    site: Site
    findings: list[Finding]
    paths: dict[str, bool] = field(default_factory=dict)
    cache_keys: list[str] = field(default_factory=list)
    snippets: dict[str, Any] = field(default_factory=dict)

    def result(self) -> RecordResult:
        """The state of a record that was made."""
        record, findings = self.record, tuple(self.findings)
        pickled = summaries.pickled(self.site, record, self.snippets)
        fields = summaries.index_fields(self.site, record, pickled)
        plain: Any = tuple(fields)
        state = RecordState(
            record.id,
            b"",
            record.digest,
            *fields.holds,
            marshal.dumps(plain),  # unlike pickle it shares names among records
            pickle.dumps(findings, 5),
            "\n".join(self.paths),
            "\n".join(self.cache_keys),
        )
        changed = [path for path, differs in self.paths.items() if differs]
        return RecordResult(record.id, state, findings, tuple(pickled.values()), "\n".join(changed))
