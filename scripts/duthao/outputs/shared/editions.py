"""What makes paper that hangs already untrue: a changed deadline, a correction, a draft taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from duthao.clock import Point
from duthao.domain.draft import Draft, Round
from duthao.domain.lifecycle import View, view
from duthao.domain.publication import effective
from duthao.domain.rounds import deadlines
from duthao.outputs.site import Site
from duthao.records.record import Record

# What these say the paper says already, or nobody has changed.
_UNTOLD = {"closing_soon", "overdue"}


class Superseded(NamedTuple):
    """The latest such turn: `kind` is extended, shortened, corrected, withdrawn, reinstated or dropped.

    `when` is the instant from which it counts, `at` the day it was decided; `was` the closing point that it changed, if any.
    """

    when: datetime
    kind: str
    at: date
    reason: str
    was: Point | None = None


def edition(site: Site, record: Record, before: datetime | None = None) -> date:
    """The day on which what paper says came to be so; `before` an instant: what it said until then."""
    instants = [
        e.when
        for e in site.events(record)
        if e.kind not in _UNTOLD and e.when <= site.now and (before is None or e.when < before)
    ]
    if instants:
        return max(instants).date()
    # Nothing has come yet, and its own day may be still ahead: paper bears no date that is to come.
    approved = record.draft.approved
    return approved.date if approved else min(site.day_of(record), site.now).date()


def superseded(site: Site, record: Record) -> Superseded | None:
    """What replaced the paper of the round shown last; None where the first edition still holds."""
    return _latest(record.draft, site.view(record), site.now)


def ever_superseded(site: Site, record: Record) -> bool:
    """Whether the paper of any round was replaced by now: at its address something lies for ever."""
    draft = record.draft
    turns = {turn.when for round_ in draft.rounds for turn in _turns(draft, round_)}
    return any(
        _latest(draft, view(draft, when, site.terms), when) for when in turns if when <= site.now
    )


def _latest(draft: Draft, shown: View, now: datetime) -> Superseded | None:
    if shown.round is None or shown.closes is None:
        return None
    # Paper of an earlier round says another thing altogether.
    since = shown.opens.start if shown.round > 1 and shown.opens else None
    turns = [
        turn
        for turn in _turns(draft, draft.rounds[shown.round - 1])
        if turn.when <= now and (since is None or turn.when >= since)
    ]
    return max(turns, key=lambda turn: (turn.when, turn.kind), default=None)


def _turns(draft: Draft, round_: Round) -> Iterator[Superseded]:
    changes = sorted(round_.deadline_changes, key=effective)
    for change, (former, latter) in zip(changes, pairwise(deadlines(round_)), strict=True):
        kind = "extended" if latter.closes.end > former.closes.end else "shortened"
        yield Superseded(latter.since, kind, change.decided.day, change.reason, former.closes)
    for entry in draft.changes:
        if entry.kind == "correction":
            yield Superseded(effective(entry), "corrected", entry.at.day, entry.note)
    if gone := draft.withdrawn:
        yield Superseded(effective(gone), "withdrawn", gone.at.day, gone.reason)
        if back := gone.reinstated:
            yield Superseded(effective(back), "reinstated", back.at.day, back.reason)
    for stage in draft.stages:
        if stage.stage == "stopped":
            yield Superseded(effective(stage), "dropped", stage.at.day, stage.note or "")
