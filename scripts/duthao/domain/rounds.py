"""Rounds of asking opinions: their deadlines, when their answers are due, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from duthao.clock import Point, all_day
from duthao.domain.draft import Draft, NoReport, Outcome, OutcomeStep, Round
from duthao.domain.draft_parts.dossier_documents import DeadlineChange
from duthao.domain.publication import effective
from duthao.domain.settings import Settings

STEPS = ("summarised", "answered", "no_report")  # what is put out about a round
ANSWERS = ("answered", "no_report")  # after these nothing is owed any more


class TimeLimits(NamedTuple):
    """What time depends on in the settings, in days. `answer_due_days` None: an answer is due only where a record says so."""

    closing_soon_days: int = 7
    answer_due_days: int | None = None


def time_limits(settings: Settings) -> TimeLimits:
    """Return the limits in these settings; a number of days whose basis nobody verified binds no agency."""
    due = settings.answer_due
    return TimeLimits(settings.closing_soon_days, due.days if due and due.verified else None)


class Deadline(NamedTuple):
    """A closing point and the instant since when it has held."""

    since: datetime
    closes: Point


def deadlines(round_: Round) -> list[Deadline]:
    """Return the closing points of a dated round in order, each with the instant from which it applies."""
    if round_.opens is None or round_.closes is None:
        return []
    all_deadlines = [Deadline(round_.opens.start, round_.closes)]
    for change in sorted(round_.deadline_changes, key=effective):
        all_deadlines.append(Deadline(effective(change), change.closes))
    return all_deadlines


def closes_at(round_: Round, now: datetime) -> Point | None:
    """Return the closing point that applies at `now` (before the round begins: as announced by then)."""
    holding = [d.closes for d in deadlines(round_)[1:] if d.since <= now]
    return holding[-1] if holding else round_.closes


class FormerDeadline(NamedTuple):
    """A closing point that no longer holds, and the change that replaced it: `extended` to a later one, or shortened."""

    closes: Point
    change: DeadlineChange
    extended: bool


def former_deadlines(round_: Round, now: datetime) -> Iterator[FormerDeadline]:
    """Yield the closing points of a round that hold no more at `now`, first announced first."""
    changes = sorted((c for c in round_.deadline_changes if effective(c) <= now), key=effective)
    for (_, before), change in zip(deadlines(round_), changes, strict=False):
        yield FormerDeadline(before, change, change.closes.end > before.end)


def answer_due(round_: Round, closes: Point, limits: TimeLimits) -> Point | None:
    """The day by whose end the answer to a round that closes so is due: its own, else by the settings, else none."""
    if round_.answer_due and round_.answer_due >= closes.day:
        return all_day(round_.answer_due)
    if limits.answer_due_days is None:
        return None
    return all_day(closes.day + timedelta(days=limits.answer_due_days))


def results(round_: Round) -> Iterator[tuple[str, OutcomeStep | NoReport]]:
    """Yield what has been or will be published about a round: `summarised`, `answered`, `no_report`."""
    for name in STEPS:
        if step := getattr(round_.outcome, name) if round_.outcome else None:
            yield name, step


def latest_outcome(
    draft: Draft, now: datetime, names: tuple[str, ...] = ("summarised", "answered")
) -> tuple[int, Outcome] | None:
    """Return the number (from 1) and outcome of the latest round of which one of `names` is published at `now`."""
    for number, round_ in reversed([*enumerate(draft.rounds, 1)]):
        if round_.outcome and any(
            name in names and effective(step) <= now for name, step in results(round_)
        ):
            return number, round_.outcome
    return None


def is_answered(draft: Draft, number: int, now: datetime) -> bool:
    """Whether the people of a round were answered at `now`: about it or about a later one, which speaks of both."""
    return any(
        effective(step) <= now
        for round_ in draft.rounds[number - 1 :]
        for name, step in results(round_)
        if name in ANSWERS
    )


def latest_round(draft: Draft, now: datetime) -> tuple[int, Round] | None:
    """Return the latest round begun at `now`, with its number from 1."""
    dated = [(r.opens.start, n, r) for n, r in enumerate(draft.rounds, 1) if r.opens and r.closes]
    started = [(opens, n, r) for opens, n, r in dated if opens <= now]
    if not started:
        return None
    _, number, latest = max(started, key=lambda t: t[:2])
    return number, latest


def next_round(draft: Draft, now: datetime) -> tuple[int, Round] | None:
    """Return the next round to open, with its number from 1."""
    dated = [(r.opens.start, n, r) for n, r in enumerate(draft.rounds, 1) if r.opens and r.closes]
    _, number, first = min(
        (d for d in dated if d[0] > now), key=lambda d: d[:2], default=(0, 0, None)
    )
    return (number, first) if first else None


class LateAnswer(NamedTuple):
    """An answer that came after its day: of which round, due by the end of which day, how many days later."""

    round: int
    due: date
    days: int


def late_answers(
    draft: Draft, now: datetime, limits: TimeLimits = TimeLimits()
) -> Iterator[LateAnswer]:
    """Yield the answers published by `now` that came late."""
    for number, round_ in enumerate(draft.rounds, 1):
        answer = round_.outcome.answered if round_.outcome else None
        when = effective(answer) if answer else None
        closes = closes_at(round_, when) if when and when <= now and round_.opens else None
        due = answer_due(round_, closes, limits) if closes else None
        if when and due and when >= due.end:
            yield LateAnswer(number, due.day, (when.date() - due.day).days)
