"""One build from the point where its inputs are known to be readable: what changed is made again, what vanished is removed,
then the trees change places.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from duthao import clock, rules
from duthao.builder import (
    artifact_cache,
    health,
    inputs,
    record_stage,
    server_files,
    site_stage,
    tree,
)
from duthao.builder.check import reread
from duthao.builder.environment import Environment
from duthao.builder.inputs import Options
from duthao.builder.record_stage import Pending, Read, RecordResult
from duthao.builder.site_size import SiteSize
from duthao.builder.site_stage import Progress
from duthao.builder.state import BuildState, FileState, RecordState
from duthao.domain.meetings import meeting_states
from duthao.errors import Finding, Findings
from duthao.outputs.summary import IndexFields, Summary

STATE = "state.sqlite"


@dataclass(frozen=True)
class Report:
    """What a build found and did; `fresh` when there was nothing to do. Counts are of files.

    `waiting` is how many events have come that feeds do not tell before a release lets them out; `size` is that of the site
    where it was made.
    """

    findings: tuple[Finding, ...] = ()
    made: int = 0
    removed: int = 0
    fresh: bool = False
    waiting: int = 0
    size: SiteSize | None = None

    def failed(self, *, strict: bool) -> bool:
        """Whether the site was left as it was."""
        return any(strict or f.severity == "error" for f in self.findings)


class Altered(Exception):
    """The site holds files that no build of ours left there, or lacks some."""


class BuildRun:
    """One build; `anew` it trusts nothing that is there."""

    def __init__(
        self,
        options: Options,
        progress: Progress,
        seen: inputs.InputScan,
        environment: Environment,
        findings: list[Finding],
        prefetched: dict[str, Read],
        anew: bool,
    ) -> None:
        self.options, self.work, self.progress = options, options.work, progress
        self.seen, self.findings = seen, findings
        self.base, self.mkdocs, self.environment = (
            environment.base,
            environment.mkdocs,
            environment.digest,
        )
        self.prefetched, self.anew = prefetched, anew
        self.state = BuildState(self.work / STATE)
        self.tree = tree.Tree(self.work, options.out)
        self.live = inputs.live_id(options.out)
        self.listing: inputs.Listing | None = None
        self.before: Mapping[str, RecordState] = {}
        self.files_before: Mapping[str, FileState] = {}
        self.whole = True  # whether nothing is known of the live site: then all of it is made
        self.snippets_asked = ""

    def report(self) -> Report:
        """Make the site, and say what was found and done. Raises Altered."""
        try:
            return self._report()
        finally:
            self.state.close()

    def _report(self) -> Report:
        self._recall()
        if self.anew:
            self.tree.begin_anew()
        else:
            self.tree.begin(self.live)
        results = self._make_records()
        rows = self._rows(results)
        summaries = tuple(
            Summary(_fields(row), self.state, row.first) for _, row in sorted(rows.items())
        )
        self._judge(summaries, rows, results)
        if Report(tuple(self.findings)).failed(strict=self.options.strict):
            return self._abandoned()
        try:
            files = self._make_site(summaries, rows)
        except Findings as fault:
            self.findings += fault.findings
            return self._abandoned()
        removed = self._remove_vanished(rows, files)
        build_id = self._say_health(rows, files)
        listing = self._checked_listing(rows, files)
        size = SiteSize(listing, self.listing or {})
        if not self.options.internal:
            self.findings += size.findings(self.base.settings.deploy.host)
        if Report(tuple(self.findings)).failed(strict=self.options.strict):
            return self._abandoned()
        self._publish(build_id, results, rows, files, listing)
        return Report(
            self._sorted_findings(),
            self.tree.changes - removed,
            removed,
            waiting=sum(summary.fields.waiting for summary in summaries),
            size=size,
        )

    def _recall(self) -> None:
        """Take up what the last build left, where it was of this site and of the same environment."""
        if not self.anew:
            self.listing = inputs.kept_listing(self.work, self.live)
        known = {"build": self.live, "environment": self.environment}
        self.whole = self.listing is None or any(
            self.state.meta(key) != value for key, value in known.items()
        )
        if self.whole:
            self.state.rebuild()
        else:
            self.before, self.files_before = self.state.rows(), self.state.files()

    # ---- the records

    def _make_records(self) -> dict[str, RecordResult]:
        """Make the records that changed, or of which something comes to be or ends with time."""
        now = int(self.base.now.timestamp())
        gone = self.before.keys() - self.seen.records.keys()
        # Any record may link to one that is gone: then all are judged anew.
        unchanged = {i for i, row in self.before.items() if _holds(row, now) and not gone}
        pending: list[Pending] = [
            (i, self.before[i].digest if i in unchanged else "")
            for i, fingerprint in sorted(self.seen.records.items())
            if not fingerprint or i not in unchanged or self.before[i].fingerprint != fingerprint
        ]
        results: dict[str, RecordResult] = {}
        for batch in record_stage.make(
            self.options,
            self.base,
            str(self.tree.next),
            pending,
            frozenset(self.seen.records),
            self.prefetched,
        ):
            for result in batch:
                results[result.id] = self._kept(result)
                if result.changed:
                    self.tree.touch(result.changed.split("\n"))
            self.progress("records", len(results), len(pending))
        return results

    def _kept(self, result: RecordResult) -> RecordResult:
        """The result with its snippets kept: no worker sends them twice."""
        if result.state is None:
            return result
        first = self.state.add(result.snippets)
        fingerprint = self.seen.records[result.id]
        return replace(
            result, state=result.state._replace(fingerprint=fingerprint, first=first), snippets=()
        )

    def _rows(self, results: Mapping[str, RecordResult]) -> dict[str, RecordState]:
        """The state of every record that stands on the site."""
        rows: dict[str, RecordState] = {}
        for i, fingerprint in self.seen.records.items():
            result = results.get(i)
            if result and result.state:
                rows[i] = result.state
            elif i in self.before and not (result and result.left_out):
                # Made or not, its bytes are the same; perhaps it has another time.
                rows[i] = (
                    self.before[i]._replace(fingerprint=fingerprint) if result else self.before[i]
                )
        return rows

    def _judge(
        self,
        summaries: Sequence[Summary],
        rows: Mapping[str, RecordState],
        results: Mapping[str, RecordResult],
    ) -> None:
        """Gather what was found in every record, and in all of them together."""
        for i in self.seen.records:
            result = results.get(i)
            if result and (result.state or result.findings):
                self.findings += result.findings
            elif i in rows:
                self.findings += pickle.loads(rows[i].findings)
        self.findings += rules.judge_all(
            rules.Library(
                frozenset(self.seen.records),
                {summary.id: summary.fields.title for summary in summaries},
                {summary.id: summary.fields.plan for summary in summaries},
                self.base.registers,
                self.base.settings,
                self.base.now,
                partial(reread, self.options.root),
            )
        )

    # ---- the whole site

    def _make_site(
        self, summaries: tuple[Summary, ...], rows: Mapping[str, RecordState]
    ) -> dict[str, FileState]:
        """Make the files of the whole site that changed. Raises Findings."""
        site = replace(self.base, summaries=summaries, pages=self.mkdocs.pages)
        planned = site_stage.plan(
            self.options,
            site,
            self.files_before,
            json.loads(self.state.meta("snippets") or "{}"),
            None if self.whole else _changed_snippets(self.before, rows),
        )
        self.snippets_asked = json.dumps(planned.snippets)
        self.state.publish()
        files, different = site_stage.render(
            self.options,
            planned,
            self.files_before,
            str(self.tree.next),
            self.progress,
            meanwhile=self.state.fsync,
        )
        self.tree.touch(different)
        published = {} if self.options.internal else self.mkdocs.files
        for name, source in published.items():
            # So that the build's id is of its bytes too.
            files[name] = FileState("", hashlib.sha256(source.read_bytes()).hexdigest())
            if tree.place(str(self.tree.next), name, source):
                self.tree.touch((name,))
        return files

    def _remove_vanished(
        self, rows: Mapping[str, RecordState], files: Mapping[str, FileState]
    ) -> int:
        """Remove what nothing makes any more. Where nothing is known of before, all that is there is looked at."""
        if self.whole:
            gone = set() if self.tree.empty else self.tree.paths() - set(_paths(rows.values()))
        else:
            gone = set(self.files_before)
            for i, row in self.before.items():
                if rows.get(i) is not row:
                    gone |= set(_paths([row])) - set(_paths([rows[i]] if i in rows else []))
        gone -= {*files, inputs.HEALTH}
        for path in sorted(gone):
            self.tree.remove(path)
        return len(gone)

    # ---- the end

    def _abandoned(self) -> Report:
        self.tree.abandon(self.live)
        return Report(self._sorted_findings())

    def _sorted_findings(self) -> tuple[Finding, ...]:
        return tuple(sorted(set(self.findings), key=lambda f: f.order))

    def _say_health(self, rows: Mapping[str, RecordState], files: Mapping[str, FileState]) -> str:
        """Write the next site's health.json, and give the id of the build."""
        build_id = health.build_id(self.environment, rows, files)
        content = health.content(self.base, build_id, len(rows))
        tree.write(str(self.tree.next), inputs.HEALTH, content)
        self.tree.touch((inputs.HEALTH,))
        return build_id

    def _publish(
        self,
        build_id: str,
        results: Mapping[str, RecordResult],
        rows: Mapping[str, RecordState],
        files: Mapping[str, FileState],
        listing: inputs.Listing,
    ) -> None:
        """Let the next site take the live one's place, and remember what it was made of."""
        replaced = [
            row for i, row in self.before.items() if i not in rows or rows[i].first != row.first
        ]
        # The state first: should the switch fail, its build id tells that it knows another site than the live one.
        self.state.commit(
            [rows[i] for i in results if i in rows],
            [i for i in self.before if i not in rows],
            files,
            {"build": build_id, "environment": self.environment, "snippets": self.snippets_asked},
            [(row.first, len(_fields(row).snippet_digests)) for row in replaced],
        )
        inputs.keep_listing(self.work, build_id, listing)
        self.progress("switch", 0, 1)
        self.tree.switch(build_id)
        if not self.options.internal:
            server_files.write(self.base, self.mkdocs)
        self.progress("switch", 1, 1)
        # At once: what was taken back may be an attachment that nobody was to see.
        wanted = {key for row in rows.values() for key in row.cache_keys.split("\n")}
        artifact_cache.prune(self.work, wanted | {file.cached for file in files.values()})
        self._remember(build_id, rows, listing)

    def _remember(
        self, build_id: str, rows: Mapping[str, RecordState], listing: inputs.Listing
    ) -> None:
        # With the day the desks of the loudspeakers change, whatever the records do.
        midnight = clock.midnight(self.base.now.date() + timedelta(days=1))
        untils = [row.until for row in rows.values() if row.until is not None]
        untils.append(int(midnight.timestamp()))
        sinces = [row.since for row in rows.values()]
        for dossier in self.base.registers.meetings.values():
            for moment in meeting_states.instants(dossier.meeting):
                (untils if moment > self.base.now else sinces).append(int(moment.timestamp()))
        inputs.remember(
            self.work,
            inputs.Fingerprint(
                self.seen.digest,
                self.options.key,
                max(sinces, default=0),
                min(untils),
                build_id,
                self.base.settings.as_of or "",
                inputs.listed(listing),
            ),
        )

    def _checked_listing(
        self, rows: Mapping[str, RecordState], files: Mapping[str, FileState]
    ) -> inputs.Listing:
        """The listing of the next site. Raises Altered where it holds anything but what builds of ours made: what this one
        wrote and, where not all was made now, what was there when the last one left it.
        """
        listing = inputs.listing(self.tree.next)
        odd = listing.keys() ^ {inputs.HEALTH, *files, *_paths(rows.values())}
        if not self.whole and self.listing is not None:
            was = self.listing.get  # what is gone is in `odd` already, unless this build removed it
            different = {path for path, state in listing.items() if was(path) != state}
            odd |= different.difference(self.tree.touched)
        if odd:
            raise Altered(", ".join(sorted(odd)[:3]))
        return listing


def _holds(row: RecordState, now: int) -> bool:
    return row.since <= now and (row.until is None or now < row.until)


def _fields(row: RecordState) -> IndexFields:
    return IndexFields(*marshal.loads(row.fields))


def _paths(rows: Iterable[RecordState]) -> Iterator[str]:
    """The files that were made of records."""
    for row in rows:
        yield from filter(None, row.paths.split("\n"))


def _changed_snippets(
    before: Mapping[str, RecordState], rows: Mapping[str, RecordState]
) -> frozenset[str] | None:
    """The names of the snippets by which summaries differ from those before; None where they differ by more."""
    if before.keys() != rows.keys():
        return None
    names: set[str] = set()
    for record_id, row in rows.items():
        if row.fields == before[record_id].fields:
            continue
        was, now = _fields(before[record_id]), _fields(row)
        if was._replace(digest="", snippet_digests={}) != now._replace(
            digest="", snippet_digests={}
        ):
            return None
        names |= {name for name, _ in was.snippet_digests.items() ^ now.snippet_digests.items()}
    return frozenset(names)
