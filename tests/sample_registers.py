"""The sample's registers of what was let out, as the pipeline would have written them day by day: `make registers`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from duthao import clock
from duthao.cli.release import new_plan_releases, new_releases
from duthao.clock import VN
from duthao.domain import published
from duthao.domain.events import Event, events
from duthao.domain.meetings import site_meetings
from duthao.domain.meetings.meeting_events import SiteMeeting
from duthao.domain.plan_events import plan_events
from duthao.domain.publication import effective
from duthao.domain.registers import Registers
from duthao.domain.rounds import time_limits
from duthao.records import (
    record_reader,
    register_reader,
    release_facts,
    released,
    settings_reader,
)
from duthao.records.record import FOLDER
from duthao.records.released import History

TIMES = ("00:13", "04:37", "17:37")  # of the scheduled releases
ROOT = Path(__file__).resolve().parent.parent


def write(root: Path) -> None:
    """Replace the registers of the site at `root`, whose clock stands still."""
    settings, _ = settings_reader.load(root)
    now = clock.now(settings.as_of)
    of_plans = root / register_reader.FOLDER / released.NAME
    of_plans.unlink(missing_ok=True)
    registers, findings = register_reader.load(root)
    assert registers and not findings, findings
    latest = None
    for record_id in record_reader.ids(root):
        path = root / FOLDER / record_id / released.NAME
        path.unlink(missing_ok=True)
        record, _ = record_reader.read(root, record_id)
        assert record and not record.faulty_fields, record_id
        record_events = events(
            record.id, record.draft, settings.tag_authority, time_limits(settings)
        )
        text, history = "", History(())
        for when in releases(record_events, now):
            held = replace(record, history=history if history.releases else None)
            for _, release in new_releases(held, record_events, when):
                text = released.with_release(text, when, release)
                history = History((*history.releases, (when, release)))
                latest = max(latest or when, when)
        path.write_text(text, encoding="utf-8")
    assert latest
    held_keys = {name: frozenset(getattr(registers, name)) for name in published.KEYS}
    held_keys[published.DRAFTS] = frozenset(record_reader.ids(root))
    told = [event for event in plan_events(registers.plans) if event.when <= now]
    held_keys[published.PLANS] = frozenset(str(event.year) for event in told)
    text, history = "", History(())
    for when in sorted({after(event.when) for event in told if after(event.when) <= now}):
        past = history if history.releases else None
        for _, release in new_plan_releases(registers.plans, past, when):
            text = released.with_release(text, when, release)
            history = History((*history.releases, (when, release)))
            latest = max(latest, when)
    if text:
        of_plans.write_text(text, encoding="utf-8")
    held_keys[published.MEETINGS] = frozenset(write_meetings(root, registers, now))
    (root / published.PATH).write_text(published.text(latest, held_keys), encoding="utf-8")


def write_meetings(root: Path, registers: Registers, now: datetime) -> Iterator[str]:
    """Replace what was let out of meetings of the site; the ids of those that were called."""
    for dossier in registers.meetings.values():
        path, text = root / site_meetings.FOLDER / dossier.id / released.NAME, ""
        path.unlink(missing_ok=True)
        meeting, history = dossier.meeting, None
        if meeting.published is None or meeting.published.start > now:
            continue
        told = [meeting.published.start, *map(effective, meeting.moves)]
        told += [effective(meeting.cancelled)] if meeting.cancelled else []
        for when in sorted({after(moment) for moment in told if after(moment) <= now}):
            known = replace(dossier, meeting=as_called(meeting, when))
            release = release_facts.not_yet_released(release_facts.of_meeting(known, when), history)
            text = released.with_release(text, when, release)
            history = History((*(history.releases if history else ()), (when, release)))
        path.write_text(text, encoding="utf-8")
        yield dossier.id


def as_called(meeting: SiteMeeting, when: datetime) -> SiteMeeting:
    """A meeting as it was called before it was moved; its end then is not known."""
    later = [move for move in meeting.moves if effective(move) > when]
    if not later:
        return meeting
    place = next((move.was_place for move in later if move.was_place), meeting.place)
    return meeting.model_copy(update={"at": later[0].was, "ends": None, "place": place})


def releases(told: Sequence[Event], now: datetime) -> Iterator[datetime]:
    """The scheduled release that follows each event, up to now; at least one."""
    instants = sorted({after(event.when) for event in told if after(event.when) <= now})
    yield from instants or [now]


def after(moment: datetime) -> datetime:
    """The first scheduled release from that moment on."""
    day = moment.astimezone(VN).date()
    slots = (
        datetime.combine(day + timedelta(days=n), time.fromisoformat(clock), VN)
        for n in (0, 1)
        for clock in TIMES
    )
    return next(slot for slot in slots if slot >= moment)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
