"""`duthao build`: makes the site where anything changed, and heals what it finds damaged."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path

from duthao import clock, memory, rules
from duthao.builder import environment as environments
from duthao.builder import inputs, lock, record_stage, tree
from duthao.builder.inputs import Options
from duthao.builder.processes import uncollected
from duthao.builder.run import STATE, Altered, BuildRun
from duthao.builder.run import Report as Report
from duthao.builder.site_stage import Progress
from duthao.builder.state import forget
from duthao.errors import DuthaoError, Finding, Say
from duthao.outputs.site import Site
from duthao.records import record_reader


def build(
    options: Options,
    progress: Progress = lambda stage, done, of: None,
    seen: inputs.InputScan | None = None,
) -> Report:
    """Make the site. Raises DuthaoError when nothing can go on; faults in data come back in the report.

    `seen` are the inputs where the caller has looked at them already: what changes after that look is
    made again by the next build.
    """
    try:
        memory.claim(options.root)
        with lock.locked(options.work), uncollected():
            tree.recover(options.out)
            restored = tree.Tree(options.work, options.out).restore()
            if seen is None or not seen.digest:  # what was too young a moment ago may be old enough
                seen = inputs.scan_inputs(options.root, options.work)
            # Where a site was put back all that was found is said again.
            last = None if restored else inputs.current(options, seen)
            if last and inputs.intact(options, last):
                inputs.confirm(options, last)
                return Report(fresh=True)
            try:
                if last:
                    raise Altered("it is not as the last build left it")
                return _build(options, seen, progress)
            except (sqlite3.Error, Altered) as fault:
                memory.distrust(options.out if isinstance(fault, Altered) else options.work)
                forget(options.work / STATE)
                return _build(options, seen, progress, anew=True)
    except (OSError, sqlite3.Error, Altered) as error:
        raise DuthaoError(
            Say(
                f"Không ghi được: {error}. Trang cũ còn nguyên.",
                f"Cannot write: {error}. The earlier site is whole.",
            )
        ) from error


def _build(
    options: Options, seen: inputs.InputScan, progress: Progress, *, anew: bool = False
) -> Report:
    rules.require()
    prefetched: dict[str, record_stage.Read] = {}
    begin = partial(record_stage.begin, options, sorted(seen.records), prefetched)
    environment, findings = environments.load(options, seen, progress, begin)
    findings += record_reader.unlisted_files(options.root)
    if environment is None:
        return Report(tuple(findings + _shape_faults(options.root, seen)))
    _refuse_earlier(options, environment.base)
    return BuildRun(options, progress, seen, environment, findings, prefetched, anew).report()


def _refuse_earlier(options: Options, base: Site) -> None:
    """Raise where a real site would go back in time: what has closed would open, and news that was read would vanish."""
    own = options.out == options.root / "site" and not options.unapproved
    if options.earlier or not own or base.settings.sample:
        return
    out, built = base.registers.published, inputs.live_instant(options.out)
    known = [out.last] if out else []
    with suppress(ValueError):
        known.append(clock.parse(built).start)
    last = max(known, default=base.now)
    if base.now < last:
        raise DuthaoError(
            Say(
                f"Trang đã dựng hoặc công bố lúc {clock.iso(last)}, nay dựng cho {clock.iso(base.now)} là lùi thời gian: kiểm tra đồng hồ, hoặc thêm --earlier nếu thật sự muốn.",
                f"The site was built or released for {clock.iso(last)}; {clock.iso(base.now)} goes back in time: check the clock, or add --earlier if you mean it.",
            )
        )


def _shape_faults(root: Path, seen: inputs.InputScan) -> list[Finding]:
    return [
        fault
        for draft_id in sorted(seen.records)
        for fault in record_reader.read(root, draft_id)[1]
    ]
