"""`check` and `approve`: all that a build judges. What shows only in the making is found by making, and nothing is published.

What was found is remembered (see `remembered`), so that only the records are made that changed since.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from duthao import rules
from duthao.builder import artifact_cache, check_state, inputs, lock, record_stage, site_stage
from duthao.builder import check as judgement
from duthao.builder import environment as environments
from duthao.builder.inputs import Options
from duthao.builder.processes import cores, pool
from duthao.builder.state import RecordState
from duthao.domain.publication import publication_times
from duthao.errors import DuthaoError, Finding, Findings, Say
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.site import Site
from duthao.records import record_reader
from duthao.records.approvals import approval_faults
from duthao.records.record import Record
from duthao.rendering import templates

MEMORY = Path("build") / "memory" / "making"
_BATCH = 8
_LIFE = 48  # batches that a worker makes: the renderer of Markdown keeps some 70 kB of each record
_FEW = 4  # records beyond which a second core pays


def check(
    root: Path,
    as_of: str | None,
    only: frozenset[str],
    progress: site_stage.Progress,
    jobs: int = 0,
) -> tuple[Finding, ...]:
    """Every finding of `check.check`, and of the records without an error also those of their making.

    Where there is no theme there is no site to be made: then the rules alone judge. Raises DuthaoError.
    """
    findings = list(judgement.check(root, as_of, only, jobs))
    if not (root / "theme" / "pages").is_dir():
        return _sorted(findings)
    options = Options(root, root / "site", as_of)
    try:
        with lock.locked(root / MEMORY):
            environment, missing = environments.load(
                options, inputs.scan_inputs(root, options.work), progress
            )
    except OSError as error:
        raise DuthaoError(
            Say(
                f"Không ghi được vào build/: {error.strerror}. Bản in và bài phát thanh chưa được kiểm tra.",
                f"Cannot write to build/: {error.strerror}. Sheets and scripts were not judged.",
            )
        ) from None
    if environment is None:
        return _sorted([*findings, *missing])
    errors = [f for f in findings if f.severity == "error" and f.rule not in approval_faults.MENDED]
    faulty = {f.path.split("/")[1] for f in errors if "/" in f.path}
    wanted = [i for i in record_reader.ids(root) if i not in faulty and (not only or i in only)]
    make = partial(_made, _Maker(options, environment.base), jobs, progress)
    now = int(environment.base.now.timestamp())
    digest = environment.digest.encode()
    for row in check_state.rows(root, root / MEMORY, wanted, digest, now, make).values():
        findings += pickle.loads(row.findings)
    return _sorted(findings)


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda f: f.order))


@dataclass(frozen=True)
class _Maker:
    """Makes a batch of records as a build will once they are approved, here or in a worker."""

    options: Options
    base: Site

    def __call__(self, batch: list[str]) -> list[RecordState]:
        return [self.row(record_id) for record_id in batch]

    def row(self, record_id: str) -> RecordState:
        """What making the files of one record shows, and for how long that is so."""
        site = self.base
        digest = record_reader.digest(site.root, record_id)
        record, _ = record_reader.read(site.root, record_id)
        findings: list[Finding] = []
        since, until = 0, None
        if record:
            findings += self._faults(record)
            context = rules.Context(site.registers, site.settings, site.now, frozenset())
            since, until = rules.validity(record, context)
        return RecordState(
            record_id, b"", digest, since, until, b"", pickle.dumps(findings, 5), "", ""
        )

    def _faults(self, record: Record) -> Iterator[Finding]:
        """What making shows now, and what it will at each instant at which more of the record is put out."""
        now = self.base.now
        later = {when for when in publication_times(record.draft) if when > now}
        for moment in [now, *sorted(later)]:
            yield from self._faults_at(replace(self.base, now=moment), record)

    def _faults_at(self, site: Site, record: Record) -> Iterator[Finding]:
        for output in discovery.chosen():
            with templates.fault_context(output.name, record.id):
                for artifact in output.for_record(site, record):
                    try:
                        self._make(artifact)
                    except Findings as fault:
                        yield from fault.findings
                yield from output.findings(site, record)

    def _make(self, artifact: Artifact) -> None:
        """Make its bytes; what takes long is left for the next build."""
        if artifact.content_key:
            artifact_cache.file_of(self.options.work, artifact.content_key(), artifact.render)
        else:
            artifact.render()


def _made(
    maker: _Maker, jobs: int, progress: site_stage.Progress, wanted: list[str]
) -> Iterator[RecordState]:
    """The rows of these records, batch after batch."""
    batches = [wanted[n : n + _BATCH] for n in range(0, len(wanted), _BATCH)]
    many = 1 if len(wanted) <= _FEW else jobs or cores()
    if many > 1:  # before forking: workers share what is loaded
        record_stage.prepare(maker.options)
    with pool(many, maker, _LIFE) as spread:
        for done, some in enumerate(spread(batches), 1):
            progress("records", min(done * _BATCH, len(wanted)), len(wanted))
            yield from some
