"""From inputs to the site: what changed is made again, what vanished is removed, then the trees change places."""

from __future__ import annotations

import hashlib
import json
import marshal
import pickle
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from duthao import clock, memory, rules
from duthao.builder import artifact_cache, inputs, lock, record_stage, site_stage, tree
from duthao.builder import environment as environments
from duthao.builder.check import reread
from duthao.builder.environment import Environment
from duthao.builder.inputs import Options
from duthao.builder.processes import uncollected
from duthao.builder.record_stage import Made
from duthao.builder.site_stage import Progress
from duthao.builder.state import BuildState, RecordState, forget
from duthao.errors import DuthaoError, Finding, Findings, Say
from duthao.outputs.site import Site
from duthao.outputs.summary import IndexFields, Summary
from duthao.records import record_reader
from duthao.rendering import fonts


@dataclass(frozen=True)
class Report:
    """What a build found and did; `fresh` when there was nothing to do. Counts are of files.

    `waiting` is how many events have come that feeds do not tell before a release lets them out.
    """

    findings: tuple[Finding, ...] = ()
    made: int = 0
    removed: int = 0
    fresh: bool = False
    waiting: int = 0

    def failed(self, *, strict: bool) -> bool:
        """Whether the site was left as it was."""
        return any(strict or f.severity == "error" for f in self.findings)


def build(
    options: Options,
    watch: Progress = lambda stage, done, of: None,
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
            if seen is None or not seen.digest:  # what was too young a moment ago may be old enough
                seen = inputs.scan_inputs(options.root, options.work)
            last = inputs.current(options, seen)
            if last and inputs.intact(options, last):
                inputs.confirm(options, last)
                return Report(fresh=True)
            try:
                if last:
                    raise _Altered("it is not as the last build left it")
                return _build(options, seen, watch)
            except (sqlite3.Error, _Altered) as fault:
                memory.distrust(options.out if isinstance(fault, _Altered) else options.work)
                forget(options.work / _LEDGER)
                return _build(options, seen, watch, anew=True)
    except (OSError, sqlite3.Error, _Altered) as error:
        raise DuthaoError(
            Say(
                f"Không ghi được: {error}. Trang cũ còn nguyên.",
                f"Cannot write: {error}. The earlier site is whole.",
            )
        ) from error


def ready(options: Options) -> None:
    """Link, while nobody waits for it, what the next build of this folder would link first; nothing while one runs."""
    with suppress(DuthaoError, OSError), lock.locked(options.work):
        if live := inputs.live_id(options.out):
            tree.Tree(options.work, options.out).prepare(live)


_LEDGER = "ledger.sqlite"
_LISTING = "listing.json"


class _Altered(Exception):
    """The site holds files that no build of ours left there, or lacks some."""


def _build(
    options: Options, seen: inputs.InputScan, watch: Progress, *, anew: bool = False
) -> Report:
    ahead: dict[str, record_stage.Found] = {}
    begin = partial(record_stage.begin, options, sorted(seen.records), ahead)
    laid, findings = environments.load(options, seen, watch, begin)
    findings += record_reader.unlisted_files(options.root)
    if laid is None:
        return Report(tuple(findings + _shape_faults(options.root, seen)))
    _refuse_earlier(options, laid.base)
    return _Run(options, watch, seen, laid, findings, ahead, anew).run()


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


class _Run:
    """One build from the point where its inputs are known to be readable; `anew` it trusts nothing that is there."""

    def __init__(
        self,
        options: Options,
        watch: Progress,
        seen: inputs.InputScan,
        laid: Environment,
        findings: list[Finding],
        ahead: dict[str, record_stage.Found],
        anew: bool,
    ) -> None:
        self.options, self.work, self.watch = options, options.work, watch
        self.seen, self.base, self.host, self.findings = seen, laid.base, laid.host, findings
        self.environment, self.ahead, self.anew = laid.digest, ahead, anew
        self.ledger = BuildState(self.work / _LEDGER)
        self.tree = tree.Tree(self.work, options.out)

    def run(self) -> Report:
        try:
            return self._run()
        finally:
            self.ledger.close()

    def _run(self) -> Report:
        live = inputs.live_id(self.options.out)
        left = self._left(live)
        whole = (
            self.anew
            or left is None
            or live != self.ledger.meta("build")
            or self.environment != self.ledger.meta("environment")
        )
        before = {} if whole else self.ledger.rows()
        parts_before = None if whole else self.ledger.parts()
        if whole:
            self.ledger.rebuild()
        now = int(self.base.now.timestamp())
        gone = (
            before.keys() - self.seen.records.keys()
        )  # any record may link to them: all are judged anew
        held = {i for i, row in before.items() if _holds(row, now) and not gone}
        todo = [
            (i, before[i].digest if i in held else "")
            for i, s in sorted(self.seen.records.items())
            if not s or i not in held or before[i].fingerprint != s
        ]
        if self.anew:
            self.tree.begin_anew()
        else:
            self.tree.begin(live)
        made = self._records(todo)
        kept = {
            i: before[i]
            for i in self.seen.records
            if i in before and not (i in made and made[i].left_out)
        }
        rows = {**kept, **{m.id: m.row for m in made.values() if m.row}}
        for m in made.values():
            if m.row is None and m.id in rows:  # same bytes, other times
                rows[m.id] = rows[m.id]._replace(fingerprint=self.seen.records[m.id])
        self._gather(rows, made)
        cards = tuple(_card(row, self.ledger) for _, row in sorted(rows.items()))
        self.findings += rules.judge_all(
            rules.Library(
                frozenset(self.seen.records),
                {card.id: card.fields.title for card in cards},
                self.base.registers,
                partial(reread, self.options.root),
            )
        )
        if Report(tuple(self.findings)).failed(strict=self.options.strict):
            self.tree.abandon(live)
            return Report(self._sorted())
        try:
            parts = self._site_parts(
                replace(self.base, summaries=cards, pages=self.host.pages),
                parts_before or {},
                None if parts_before is None else _differences(before, rows),
            )
        except Findings as fault:
            self.findings += fault.findings
            self.tree.abandon(live)
            return Report(self._sorted())
        removed = self._vanished(before, rows, parts_before, parts)
        return self._finish(made, rows, before, parts, removed, None if whole else left)

    def _finish(
        self,
        made: Mapping[str, Made],
        rows: dict[str, RecordState],
        before: Mapping[str, RecordState],
        parts: dict[str, str],
        removed: int,
        left: inputs.Listing | None,
    ) -> Report:
        fresh = [rows[i] for i in made if i in rows]
        replaced = [row for i, row in before.items() if i not in rows or rows[i].first != row.first]
        build_id = _build_id(self.environment, rows, parts)
        tree.write(str(self.tree.next), "health.json", _health(self.base, build_id, len(rows)))
        self.tree.touch(("health.json",))
        seen = self._looked_over(rows, parts, left)
        # The ledger first: should the switch fail, its build id tells that it knows another site than the live one.
        self.ledger.commit(
            fresh,
            [i for i in before if i not in rows],
            parts,
            {"build": build_id, "environment": self.environment},
            [(row.first, len(_light(row).snippet_digests)) for row in replaced],
        )
        said = json.dumps({"of": build_id, "files": seen})
        memory.keep(self.work / _LISTING, said.encode())
        self.watch("switch", 0, 1)
        self.tree.switch(build_id)
        self.watch("switch", 1, 1)
        if not before:
            artifact_cache.forget(
                self.work,
                {n for row in rows.values() for n in row.needs.split("\n")}
                | {n for said in parts.values() for n in said.split(" ")},
            )
        # With the day the desks of the loudspeakers change, whatever the records do.
        midnight = clock.midnight(self.base.now.date() + timedelta(days=1))
        untils = [row.until for row in rows.values() if row.until is not None]
        untils.append(int(midnight.timestamp()))
        inputs.remember(
            self.work,
            inputs.Fingerprint(
                self.seen.digest,
                self.options.key,
                max([row.since for row in rows.values()], default=0),
                min(untils),
                build_id,
                self.base.settings.as_of or "",
                inputs.listed(seen),
            ),
        )
        return Report(
            self._sorted(),
            self.tree.changes - removed,
            removed,
            waiting=sum(_light(row).waiting for row in rows.values()),
        )

    def _left(self, live: str) -> inputs.Listing | None:
        """The listing of the live site as its build left it, if that is remembered."""
        kept = memory.recall(self.work / _LISTING)
        said = json.loads(kept) if kept else {}
        return said["files"] if live and said.get("of") == live else None

    def _looked_over(
        self, rows: Mapping[str, RecordState], parts: Mapping[str, str], left: inputs.Listing | None
    ) -> inputs.Listing:
        """The listing of the next site. Raises _Altered where it holds anything but what builds of ours made: what this one
        wrote and, where not all was made now, what was there when the last one `left` it.
        """
        seen = inputs.listing(self.tree.next)
        made = {path for row in rows.values() for path in row.paths.split("\n")}
        odd = seen.keys() ^ {"health.json", *parts, *made - {""}}
        if left is not None:
            odd |= {path for path, _ in seen.items() ^ left.items()}.difference(self.tree.touched)
        if odd:
            raise _Altered(", ".join(sorted(odd)[:3]))
        return seen

    def _sorted(self) -> tuple[Finding, ...]:
        return tuple(sorted(set(self.findings), key=lambda f: f.order))

    def _records(self, todo: list[record_stage.Todo]) -> dict[str, Made]:
        done: dict[str, Made] = {}
        stamps = self.seen.records
        for batch in record_stage.make(
            self.options, self.base, str(self.tree.next), todo, frozenset(stamps), self.ahead
        ):
            for made in batch:
                if made.row:
                    first = self.ledger.add(made.pieces)
                    row = made.row._replace(fingerprint=stamps[made.id], first=first)
                    made = replace(made, row=row, pieces=())
                done[made.id] = made
                if made.changed:
                    self.tree.touch(made.changed.split("\n"))
            self.watch("records", len(done), len(todo))
        return done

    def _gather(self, rows: Mapping[str, RecordState], made: Mapping[str, Made]) -> None:
        for record_id in self.seen.records:
            if record_id in made and (made[record_id].row or made[record_id].findings):
                self.findings += made[record_id].findings
            elif record_id in rows:
                self.findings += pickle.loads(rows[record_id].findings)

    def _site_parts(
        self, whole_site: Site, before: Mapping[str, str], changed: frozenset[str] | None
    ) -> dict[str, str]:
        """Make what changed; all of it where nothing is known of before. Path → what the ledger keeps of it."""
        planned = site_stage.plan(self.options, whole_site, before, changed)
        self.ledger.publish()
        needs, touched = site_stage.make(
            self.options,
            planned,
            before,
            str(self.tree.next),
            self.watch,
            meanwhile=self.ledger.fsync,
        )
        self.tree.touch(touched)
        for name, source in self.host.files.items():
            needs[name] = ""
            if tree.place(self.tree.next, name, source):
                self.tree.touch((name,))
        return needs

    def _vanished(
        self,
        before: Mapping[str, RecordState],
        rows: Mapping[str, RecordState],
        parts_before: Mapping[str, str] | None,
        parts: Mapping[str, str],
    ) -> int:
        """Remove what nothing makes any more. Where nothing is known of before, all that is there is looked at."""
        if parts_before is None and self.tree.empty:
            return 0
        made = (
            {path for row in rows.values() for path in row.paths.split("\n")}
            if parts_before is None
            else set()
        )
        gone = self.tree.paths() - made if parts_before is None else set(parts_before)
        for record_id, row in before.items():
            now = rows.get(record_id)
            if now is not row:
                gone |= set(row.paths.split("\n")) - set(now.paths.split("\n") if now else ())
        gone -= {"", *parts, "health.json"}
        for path in sorted(gone):
            self.tree.remove(path)
        return len(gone)


def _holds(row: RecordState, now: int) -> bool:
    return row.since <= now and (row.until is None or now < row.until)


def _card(row: RecordState, ledger: BuildState) -> Summary:
    return Summary(_light(row), ledger, row.first)


def _light(row: RecordState) -> IndexFields:
    return IndexFields(*marshal.loads(row.light))


def _differences(
    before: Mapping[str, RecordState], rows: Mapping[str, RecordState]
) -> frozenset[str] | None:
    """The names of the excerpts by which cards differ from those before; None where they differ by more."""
    if before.keys() != rows.keys():
        return None
    names: set[str] = set()
    for record_id, row in rows.items():
        if row.light == before[record_id].light:
            continue
        was, now = _light(before[record_id]), _light(row)
        if was._replace(digest="", snippet_digests={}) != now._replace(
            digest="", snippet_digests={}
        ):
            return None
        names |= {name for name, _ in was.snippet_digests.items() ^ now.snippet_digests.items()}
    return frozenset(names)


def _build_id(environment: str, rows: Mapping[str, RecordState], parts: Mapping[str, str]) -> str:
    whole = hashlib.sha256(environment.encode())
    for record_id, row in sorted(rows.items()):
        whole.update(f"{record_id} {row.digest} {row.since}\n".encode())
    for path, needs in sorted(parts.items()):
        whole.update(f"{path} {needs}\n".encode())
    return whole.hexdigest()[:24]


def _health(base: Site, build_id: str, records_published: int) -> bytes:
    """What health.json says after a build."""
    git = ["git", "-C", str(base.root), "rev-parse", "HEAD"]
    try:
        commit = subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        commit = ""
    said: dict[str, object] = {
        "build": build_id,
        "built": clock.now().isoformat(),
        "as_of": base.now.isoformat(),
        "commit": commit,
        "records": records_published,
        "sample": base.settings.sample,
        "fonts": fonts.installed().said if base.printed else None,
    }
    return inputs.health(said)
