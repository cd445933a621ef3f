"""What makes paper that hangs already untrue: a changed deadline, a correction, a draft taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from duthao.clock import Point
from duthao.domain.draft import Draft
from duthao.domain.lifecycle import View
from duthao.domain.publication import effective
from duthao.domain.rounds import deadlines
from duthao.outputs.site import Site
from duthao.records.record import Record

# What these say the paper says already, or nobody has changed.
_UNTOLD = {"closing_soon", "overdue"}


class Superseded(NamedTuple):
    """The latest such turn: `kind` is extended, shortened, corrected, withdrawn, reinstated or dropped.

    `at` is the day it was decided, `when` the instant from which it counts, `before` the edition that it makes untrue;
    `was` and `now` are the closing points where these changed.
    """

    when: datetime
    kind: str
    at: date
    reason: str
    before: date
    was: Point | None = None
    now: Point | None = None


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
    view = site.view(record)
    if view.round is None or view.closes is None:
        return None
    # Paper of an earlier round says another thing altogether.
    since = view.opens.start if view.round > 1 and view.opens else None
    turns = [
        t
        for t in _turns(record.draft, view)
        if t[0] <= site.now and (since is None or t[0] >= since)
    ]
    if not turns:
        return None
    when, kind, at, reason, was, now = max(turns, key=lambda turn: turn[:2])
    return Superseded(when, kind, at, reason, edition(site, record, when), was, now)


def _turns(
    draft: Draft, view: View
) -> Iterator[tuple[datetime, str, date, str, Point | None, Point | None]]:
    assert view.round is not None
    round_ = draft.rounds[view.round - 1]
    before = round_.closes
    for change, deadline in zip(
        sorted(round_.deadline_changes, key=effective), deadlines(round_)[1:], strict=True
    ):
        assert before is not None
        kind = "extended" if deadline.closes.end > before.end else "shortened"
        yield deadline.since, kind, change.decided.day, change.reason, before, deadline.closes
        before = deadline.closes
    for entry in draft.changes:
        if entry.kind == "correction":
            yield effective(entry), "corrected", entry.at.day, entry.note, None, None
    if gone := draft.withdrawn:
        yield effective(gone), "withdrawn", gone.at.day, gone.reason, None, None
        if back := gone.reinstated:
            yield effective(back), "reinstated", back.at.day, back.reason, None, None
    for stage in draft.stages:
        if stage.stage == "stopped":
            yield effective(stage), "dropped", stage.at.day, stage.note or "", None, None
