"""`check --deep`: what shows only in the making. Every file of a record is made and none is published.

Sheets that are set are remembered where the build looks for them, so that it need not set them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duthao import approval, judgement, premises, records, rules, sitewide, stamp
from duthao.errors import Finding, Findings
from duthao.site import Site
from duthao.stamp import Options
from duthao.workers import cores, pool

_BATCH = 8
_LIFE = 48  # batches that a worker makes: the renderer of Markdown keeps some 70 kB of each record
_FEW = 4  # records beyond which a second core pays


def check(
    root: Path, as_of: str | None, only: frozenset[str], watch: sitewide.Watch, jobs: int = 0
) -> tuple[Finding, ...]:
    """Every finding of `judgement.check`, and of the records without an error also those of their making."""
    found = list(judgement.check(root, as_of, only, jobs))
    options = Options(root, root / "site", as_of)
    laid, missing = premises.lay(options, stamp.scan(root, options.work), watch)
    if laid is None:
        return _sorted([*found, *missing])
    base = laid.base
    errors = [f for f in found if f.severity == "error" and f.rule != approval.BROKEN]
    faulty = {f.path.split("/")[1] for f in errors if "/" in f.path}
    wanted = [i for i in records.ids(root) if i not in faulty and (not only or i in only)]
    maker = _Maker(options, base, premises.watermarked(options, base))
    for done, faults in enumerate(_made(maker, wanted, jobs), 1):
        found += faults
        watch("records", min(done * _BATCH, len(wanted)), len(wanted))
    return _sorted(found)


def _sorted(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(found), key=lambda f: f.order))


@dataclass(frozen=True)
class _Maker:
    """Makes a batch of records, here or in a worker. `marked` is the site for records that nobody approved."""

    options: Options
    base: Site
    marked: Site

    def __call__(self, batch: list[str]) -> list[Finding]:
        return [fault for record_id in batch for fault in self.faults(record_id)]

    def faults(self, record_id: str) -> Iterator[Finding]:
        """What making the files of one record shows."""
        record, _ = records.read(self.base.root, record_id)
        if record is None:
            return
        site = self.marked if approval.fault(record) else self.base
        for module in sitewide.offering((), "of_record"):
            for part in module.of_record(site, record):
                try:
                    sitewide.bytes_of(part, self.options.work)
                except Findings as fault:
                    yield from fault.findings
        for module in sitewide.offering((), "findings"):
            yield from module.findings(site, record)


def _made(maker: _Maker, wanted: list[str], jobs: int) -> Iterator[list[Finding]]:
    """The findings of batch after batch."""
    batches = [wanted[n : n + _BATCH] for n in range(0, len(wanted), _BATCH)]
    many = 1 if len(wanted) <= _FEW else jobs or cores()
    if many > 1:  # before forking: workers share what is loaded
        rules.modules()
        sitewide.offering((), "of_record")
    with pool(many, maker, _LIFE) as spread:
        yield from spread(batches)
