"""`duthao release`: what the next build lets out is written down first, with this instant.

A step before the build that is deployed: whatever is deployed is recorded, and each item of a feed is dated after all
that were out before it. See docs/decisions/0042-a-release-comes-before-the-build.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from duthao import clock
from duthao.builder import lock
from duthao.builder.check import check
from duthao.cli.console import FINE, FOUND, replace_file
from duthao.cli.findings_report import print_findings
from duthao.clock import moment_words
from duthao.domain import published
from duthao.domain.events import Event, events
from duthao.domain.meetings import site_meetings
from duthao.domain.meetings.meeting_states import called
from duthao.domain.plan_events import plan_events
from duthao.domain.plans import YearPlan
from duthao.domain.rounds import time_limits
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Say
from duthao.records import (
    record_reader,
    register_reader,
    release_facts,
    released,
    settings_reader,
)
from duthao.records.approvals import approval_faults
from duthao.records.known_at import KnownRecord
from duthao.records.record import FOLDER, Record
from duthao.records.released import History, Release, ReleasedFile


def run(arguments: argparse.Namespace) -> int:
    """Record what is let out now. Returns 1, and writes nothing, where `check` finds errors.

    Raises DuthaoError where the instant is not after the last release's, or a file cannot be written.
    """
    root = arguments.root.resolve()
    findings = check(root, arguments.as_of)
    print_findings(findings, "text", root)
    if any(f.severity == "error" for f in findings):
        print(
            Say("Có lỗi nên không ghi gì.", "There are errors: nothing was recorded."),
            file=sys.stderr,
        )
        return FOUND
    settings, _ = settings_reader.load(root)
    now = clock.now(arguments.as_of or settings.as_of)
    try:
        with lock.locked(root / "build" / "memory" / "release"):
            count = record_all(root, settings, now)
    except OSError as error:
        raise DuthaoError(
            Say(f"Không ghi được sổ công bố: {error}.", f"Cannot write the register: {error}.")
        ) from error
    at = moment_words(now)
    print(
        Say(f"Đã ghi {count} tin công bố lúc {at}.", f"{count} items were recorded as out at {at}.")
        if count is not None
        else Say("Không có gì mới để ghi.", "There is nothing new to record."),
        file=sys.stderr,
    )
    return FINE


def record_all(root: Path, settings: Settings, now: datetime) -> int | None:
    """Write what is new at `now`, and return how many events; None where nothing is new and no byte changes.

    Records must be without errors. Each file is replaced as a whole, the site's register last: what was cut short is
    completed by the next release.
    """
    registers, _ = register_reader.load(root)
    assert registers
    before = registers.published
    terms = time_limits(settings)
    texts: dict[Path, str] = {}
    ids, count = set(before.names(published.DRAFTS) if before else ()), 0
    latest = before.last if before else None
    for record_id in record_reader.ids(root):
        record, _ = record_reader.read(root, record_id)
        if record is None or record.faulty_fields:
            continue
        if approval_faults.faults(root, record, registers, settings):
            continue
        ids.add(record_id)
        if record.history:
            latest = max(filter(None, (latest, record.history.last)))
        record_events = events(record.id, record.draft, settings.tag_authority, terms)
        if releases := new_releases(record, record_events, now, first=before is None):
            if record.history and releases[0][0] <= record.history.last:
                _refuse_earlier(record.history.last, now, still=False)
            path = root / FOLDER / record_id / released.NAME
            texts[path] = _with_releases(path, releases)
            count += sum(len(release.events) for _, release in releases)
    for dossier in registers.meetings.values():
        path = root / site_meetings.FOLDER / dossier.id / released.NAME
        history, _ = released.read(path.parent, "")
        release = release_facts.not_yet_released(release_facts.of_meeting(dossier, now), history)
        if history:
            latest = max(filter(None, (latest, history.last)))
        if release != Release():
            if history:
                _refuse_earlier(history.last, now, still=False)
            texts[path] = _with_releases(path, [(now, release)])
    folder = root / register_reader.FOLDER
    history, _ = released.read(folder, register_reader.FOLDER)
    own_time = before is None or not before.knows_plans
    if plan_releases := new_plan_releases(registers.plans, history, now, own_time=own_time):
        if history and plan_releases[0][0] <= history.last:
            _refuse_earlier(history.last, now, still=False)
        texts[folder / released.NAME] = _with_releases(folder / released.NAME, plan_releases)
        count += sum(len(release.events) for _, release in plan_releases)
    years = frozenset(
        str(event.year) for event in plan_events(registers.plans) if event.when <= now
    )
    meetings = {
        key
        for key, dossier in registers.meetings.items()
        if dossier.meeting.published and called(dossier.meeting, now)
    }
    # Those that were released before meetings had registers move to those that have one, as soon as they do.
    earlier = before.names(published.MEETINGS_WITHOUT_REGISTER) if before else frozenset()
    meetings |= before.names(published.MEETINGS) if before else frozenset()
    names = {
        published.DRAFTS: frozenset(ids),
        published.MEETINGS: frozenset(meetings),
        published.MEETINGS_WITHOUT_REGISTER: earlier - meetings,
        published.PLANS: years | (before.names(published.PLANS) if before else frozenset()),
    } | {
        name: frozenset(getattr(registers, name)) | (before.names(name) if before else frozenset())
        for name in published.KEYS
    }
    known = before is not None and before.knows_plans
    if not texts and before and known and all(names[n] == before.names(n) for n in names):
        return None
    _refuse_earlier(latest, now, still=settings.as_of is not None)
    texts[root / published.PATH] = published.text(now, names)
    for path, text in texts.items():
        replace_file(path, text)
    return count


def new_releases(
    record: Record, record_events: Sequence[Event], now: datetime, *, first: bool = False
) -> list[tuple[datetime, Release]]:
    """The releases to be added to the register of a record that has these events.

    Where it is the site's `first`, what had come before was let out at its own time, when there was no register.
    """
    history, releases = record.history, []
    last = history.last if history else None  # of a first release that was cut short
    past = {e.when for e in record_events if e.when < now and (last is None or last < e.when)}
    instants = sorted(past | {now}) if first else [now]
    for when in instants:
        facts = release_facts.at(record, record_events, when)
        if when < now:
            facts = facts.model_copy(update={"files": _files_by(record, when)})
        release = release_facts.not_yet_released(facts, history)
        if release != Release():
            releases.append((when, release))
            history = History((*(history.releases if history else ()), (when, release)))
    return releases


def new_plan_releases(
    plans: Mapping[int, YearPlan], history: History | None, now: datetime, *, own_time: bool = False
) -> list[tuple[datetime, Release]]:
    """The releases to be added to the register of what was let out of plans.

    `own_time`: no release knew of plans yet, so what had come before was let out at its own time.
    """
    last = history.last if history else None  # of a first release that was cut short
    told = history.events if history else {}
    waiting: dict[datetime, list[str]] = {}
    for event in plan_events(plans):
        if event.when <= now and event.name not in told:
            at_its_own = own_time and (last is None or last < event.when)
            waiting.setdefault(event.when if at_its_own else now, []).append(event.name)
    return [(when, Release(events=tuple(names))) for when, names in sorted(waiting.items())]


def _files_by(record: Record, when: datetime) -> dict[str, ReleasedFile]:
    """The files of documents that were out, as they are today, before there was a register."""
    recall = KnownRecord(replace(record, history=None), released=False)
    offered = {d.file for _, d in record.documents() if recall.offered(d, when)}
    return {name: file for name, file in release_facts.files(record).items() if name in offered}


def _with_releases(path: Path, releases: Sequence[tuple[datetime, Release]]) -> str:
    """The text of a register with these releases at its end."""
    text = path.read_bytes().decode() if path.exists() else ""
    for when, release in releases:
        text = released.with_release(text, when, release)
    return text


def _refuse_earlier(latest: datetime | None, now: datetime, *, still: bool) -> None:
    """Raise where what is let out now would be dated no later than what was let out before (of a clock that stands `still`: earlier)."""
    if latest is None or latest < now or (still and latest == now):
        return
    raise DuthaoError(
        Say(
            f"Lần công bố gần nhất là {clock.iso(latest)}, không trước {clock.iso(now)}: kiểm tra đồng hồ của máy.",
            f"The last release was at {clock.iso(latest)}, not before {clock.iso(now)}: check the machine's clock.",
        )
    )
