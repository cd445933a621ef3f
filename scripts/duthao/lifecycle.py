"""The state of a draft at an instant: computed from its dates, never stored.

An entry counts from the later of when it happened and when it was put out: the public cannot be told
earlier, and a late entry must not rewrite what stood on the page before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from duthao.clock import Point, whole
from duthao.model import Front, Round

STATES = (
    "planned",
    "upcoming",
    "open",
    "analysing",
    "summarised",
    "answered",
    "no_report",
    "appraising",
    "submitted",
    "adopted",
    "issued",
    "dropped",
    "withdrawn",
)
NEWS = timedelta(days=7)  # how long the loudspeakers tell of an opening, a new deadline or a result
LATE = timedelta(days=30)  # how long after it was put out a result may still be told by who is late
LABELS = {
    "planned": "Dự kiến lấy ý kiến",
    "upcoming": "Sắp lấy ý kiến",
    "open": "Đang lấy ý kiến",
    "analysing": "Đang tổng hợp, tiếp thu ý kiến",
    "summarised": "Đã tổng hợp ý kiến",
    "answered": "Đã công bố tiếp thu, giải trình",
    "no_report": "Không công bố báo cáo tiếp thu, giải trình",
    "appraising": "Đang thẩm định",
    "submitted": "Đã trình cấp có thẩm quyền",
    "adopted": "Đã thông qua",
    "issued": "Đã ban hành",
    "dropped": "Dừng xây dựng văn bản",
    "withdrawn": "Đã rút dự thảo",
    "closing_soon": "Sắp hết hạn góp ý",
    "answer_overdue": "Quá hạn công bố tiếp thu, giải trình",
}


class Terms(NamedTuple):
    """The two numbers of the settings that time depends on, in days."""

    closing_soon_days: int = 7
    answer_due_days: int = 30


class Deadline(NamedTuple):
    """A closing point and the instant since when it has held."""

    since: datetime
    closes: Point


class View(NamedTuple):
    """A draft as it stands at an instant. `round` counts from 1; points are None where no date is known."""

    state: str
    closing_soon: bool = False
    answer_overdue: bool = False
    round: int | None = None
    opens: Point | None = None
    closes: Point | None = None
    first_closes: Point | None = None
    answer_due: date | None = None

    @property
    def label(self) -> str:
        """The state in an official's words."""
        return LABELS[self.state]

    @property
    def open(self) -> bool:
        """Whether comments are taken now."""
        return self.state == "open"


def effective(entry: Any) -> datetime:
    """The later of when a dated entry happened and when it was put out."""
    dates = entry.__dict__  # a field that a model has not is dear to ask for
    happened: Point = dates.get("at") or dates.get("decided") or dates["date"]
    published: Point | None = dates["published"]
    return max(happened.start, published.start) if published else happened.start


def deadlines(round_: Round) -> list[Deadline]:
    """The closing points of a dated round, each with the instant from which it holds, in order."""
    if round_.opens is None or round_.closes is None:
        return []
    held = [Deadline(round_.opens.start, round_.closes)]
    for change in sorted(round_.deadline_changes, key=effective):
        held.append(Deadline(effective(change), change.closes))
    return held


def closes_at(round_: Round, now: datetime) -> Point | None:
    """The closing point that holds at `now` (before the round begins: as announced by then)."""
    holding = [d.closes for d in deadlines(round_)[1:] if d.since <= now]
    return holding[-1] if holding else round_.closes


def answer_due(front: Front, closes: Point, terms: Terms) -> Point:
    """The day by whose end the answer is due: the record's own, else counted from the closing day."""
    default = closes.day + timedelta(days=terms.answer_due_days)
    chosen = front.answer_due if front.answer_due and front.answer_due >= closes.day else default
    return whole(chosen)


def asking(front: Front, now: datetime) -> bool:
    """Whether opinions are taken or will be: a dated round ends after `now`, and the draft was not taken back."""
    end = taken_back(front)
    if end is not None and end <= now:
        return False
    return any(
        r.opens is not None and (closes := closes_at(r, now)) is not None and closes.end > now
        for r in front.rounds
    )


def own_day(front: Front, now: datetime) -> datetime:
    """The record's own day: when its latest round opened, else its first step, else its issue, else now."""
    opens = [r.opens.start for r in front.rounds if r.opens]
    if opens:
        return max(opens)
    steps = [s.at.start for s in front.stages] or (
        [front.issued.date.start] if front.issued else []
    )
    return min(steps, default=now)


def begun(front: Front, now: datetime) -> tuple[int, Round] | None:
    """The latest round begun at `now`, with its number from 1."""
    dated = [(r.opens.start, n, r) for n, r in enumerate(front.rounds, 1) if r.opens and r.closes]
    started = [(opens, n, r) for opens, n, r in dated if opens <= now]
    if not started:
        return None
    _, number, latest = max(started, key=lambda t: t[:2])
    return number, latest


def reached(front: Front, now: datetime, since: datetime | None) -> Iterator[str]:
    """The stages and outcomes that count at `now`: of an earlier round, only what ended the draft for good."""
    for entry in front.stages:
        when = effective(entry)
        if when <= now and (
            since is None or when >= since or entry.stage in ("promulgation", "effect", "stopped")
        ):
            yield entry.stage
    outcome = front.outcome
    for name in ("summarised", "answered", "no_report"):
        step = getattr(outcome, name) if outcome else None
        if step and effective(step) <= now and (since is None or effective(step) >= since):
            yield name
    if front.issued and effective(front.issued) <= now:
        yield "promulgation"
    if front.withdrawn and effective(front.withdrawn) <= now:
        yield "withdrawn"


def view(front: Front, now: datetime, terms: Terms = Terms()) -> View:
    """The state and flags at `now`. Pure; `now` must carry an offset."""
    current = begun(front, now)
    if current is None:
        return _before(front, now)
    number, round_ = current
    assert round_.opens is not None
    closes = closes_at(round_, now)
    assert closes is not None
    done = set(reached(front, now, round_.opens.start))
    state = _state(done, is_open=now < closes.end)
    due = answer_due(front, closes, terms)
    ended = taken_back(front)
    closed = closes.end <= now and (ended is None or closes.end <= ended)
    # Whatever the state: people who commented until the end are owed an answer even when the draft has moved on.
    overdue = closed and due.end <= now and not done & {"answered", "no_report"}
    soon = state == "open" and now >= closes.end - timedelta(days=terms.closing_soon_days)
    return View(state, soon, overdue, number, round_.opens, closes, round_.closes, due.day)


def taken_back(front: Front) -> datetime | None:
    """The instant from which the draft was withdrawn or dropped, if it ever was."""
    ends = [effective(s) for s in front.stages if s.stage == "stopped"]
    ends += [effective(front.withdrawn)] if front.withdrawn else []
    return min(ends, default=None)


def _before(front: Front, now: datetime) -> View:
    """No round has begun (or its dates are not known)."""
    done = set(reached(front, now, None))
    future = [(r.opens.start, n, r) for n, r in enumerate(front.rounds, 1) if r.opens and r.closes]
    state = _state(done, is_open=False) if done & _TELLING else "upcoming" if future else "planned"
    if not future:
        return View(state)
    _, number, first = min(future, key=lambda t: t[:2])
    return View(
        state,
        round=number,
        opens=first.opens,
        closes=closes_at(first, now),
        first_closes=first.closes,
    )


_TELLING = {
    "withdrawn",
    "stopped",
    "promulgation",
    "effect",
    "adoption",
    "submission",
    "examination",
    "appraisal",
    "answered",
    "no_report",
    "summarised",
}


def _state(done: set[str], *, is_open: bool) -> str:
    """The first that holds, in the order of precedence."""
    if "withdrawn" in done:
        return "withdrawn"
    if "stopped" in done:
        return "dropped"
    if is_open:
        return "open"
    for state, signs in (
        ("issued", {"promulgation", "effect"}),
        ("adopted", {"adoption"}),
        ("submitted", {"submission", "examination"}),
        ("appraising", {"appraisal"}),
        ("answered", {"answered"}),
        ("no_report", {"no_report"}),
        ("summarised", {"summarised"}),
    ):
        if done & signs:
            return state
    return "analysing"


def claims(front: Front) -> Iterator[tuple[tuple[str | int, ...], Point | date]]:
    """Every date that says of something that it has been done, with its place in the front matter."""
    for number, round_ in enumerate(front.rounds):
        for place, change in enumerate(round_.deadline_changes):
            yield ("rounds", number, "deadline_changes", place, "decided"), change.decided
    for place, entry in enumerate(front.stages):
        if entry.stage != "effect":  # a law is known before it is in force
            yield ("stages", place, "at"), entry.at
    for place, said in enumerate(front.changes):
        yield ("changes", place, "at"), said.at
    for name in ("summarised", "answered", "no_report"):
        if step := getattr(front.outcome, name) if front.outcome else None:
            yield ("outcome", name, "at"), step.at
    if front.issued:
        yield ("issued", "date"), front.issued.date
    if front.withdrawn:
        yield ("withdrawn", "at"), front.withdrawn.at
    for place, use in enumerate(front.channels):
        if use.done:
            yield ("channels", place, "done"), use.done
    if front.radio and front.radio.released:
        yield ("radio", "released", "date"), front.radio.released.date
    for name in ("approved", "no_secret"):
        if declared := getattr(front, name):
            yield (name, "date"), declared.date


def moments(front: Front, terms: Terms = Terms()) -> tuple[datetime, ...]:
    """Every instant at which the view of this record may change, ascending."""
    found: set[datetime] = set()
    for round_ in front.rounds:
        for since, closes in deadlines(round_):
            found |= {
                since,
                since + NEWS,
                closes.end,
                closes.end - timedelta(days=terms.closing_soon_days),
                answer_due(front, closes, terms).end,
            }
    outcome = front.outcome
    entries: list[Any] = [*front.stages, *front.changes, front.issued, front.withdrawn]
    entries += [outcome.summarised, outcome.answered, outcome.no_report] if outcome else []
    found |= {effective(entry) for entry in entries if entry}
    found |= (
        {
            effective(step) + told
            for step in (outcome.summarised, outcome.answered)
            if step
            for told in (NEWS, LATE)
        }
        if outcome
        else set()
    )
    found |= {m.published.start if m.published else m.at.start for m in front.events}
    found |= {m.at.start for m in front.events}
    return tuple(sorted(found))
