"""The state of a draft at an instant: computed from its dates, never stored.

An entry counts from the later of when it happened and when it was put out: the public cannot be told
earlier, and a late entry must not rewrite what stood on the page before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from duthao.clock import Point, midnight
from duthao.domain.draft import Draft, Round
from duthao.domain.meetings import meeting_states
from duthao.domain.publication import effective
from duthao.domain.rounds import (
    LateAnswer,
    TimeLimits,
    answer_due,
    closes_at,
    deadlines,
    is_answered,
    late_answers,
    latest_round,
    next_round,
    results,
)

STATES = (
    "planned",
    "undated",
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
LATE = timedelta(days=30)  # how long an end or a result may still be told by who is late
LABELS = {
    "planned": "Dự kiến lấy ý kiến",
    "undated": "Đã lấy ý kiến, không rõ thời gian",
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


class View(NamedTuple):
    """A draft as it stands at an instant. `round` counts from 1; points are None where no date is known.

    `answer_due` is the day by whose end the answer to the round shown is due; where an answer is overdue, the earliest
    day that was missed, whatever its round. `next_…` are of a round that is dated and has yet to open, once an earlier
    one has begun. `late` is by how many days the answer out last came late (0: it did not, or there is none).
    """

    state: str
    closing_soon: bool = False
    answer_overdue: bool = False
    round: int | None = None
    opens: Point | None = None
    closes: Point | None = None
    first_closes: Point | None = None
    answer_due: date | None = None
    next_round: int | None = None
    next_opens: Point | None = None
    next_closes: Point | None = None
    late: int = 0

    @property
    def label(self) -> str:
        """The state in an official's words."""
        return LABELS[self.state]

    @property
    def open(self) -> bool:
        """Whether comments are taken now."""
        return self.state == "open"


def takes_comments(draft: Draft, now: datetime) -> bool:
    """Whether opinions are taken or will be: a dated round ends after `now`, and the draft is not taken back."""
    return ended_since(draft, now) is None and any(
        r.opens is not None and (closes := closes_at(r, now)) is not None and closes.end > now
        for r in draft.rounds
    )


def reference_day(draft: Draft, now: datetime) -> datetime:
    """Return when the latest round opened, else the first step, else the issue, else `now`: the law of that day applies."""
    opens = [r.opens.start for r in draft.rounds if r.opens]
    if opens:
        return max(opens)
    steps = [s.at.start for s in draft.stages] or (
        [draft.issued.date.start] if draft.issued else []
    )
    return min(steps, default=now)


def first_day(draft: Draft, now: datetime) -> date:
    """The day on which work on the draft began, so far as the record tells: its first step, round or issue, else now."""
    dates = [s.at.start for s in draft.stages] + [r.opens.start for r in draft.rounds if r.opens]
    dates += [draft.issued.date.start] if draft.issued else []
    return min(dates, default=now).date()


def _signs(draft: Draft, now: datetime, current: tuple[int, Round] | None) -> Iterator[str]:
    """The stages and outcomes that count at `now`: of an earlier round, only what ended the draft for good."""
    since = current[1].opens.start if current and current[1].opens else None
    for entry in draft.stages:
        when = effective(entry)
        if when <= now and (
            since is None or when >= since or entry.stage in ("promulgation", "effect", "stopped")
        ):
            yield entry.stage
    # A round whose dates are not known is taken to follow the dated one before it.
    later = draft.rounds[current[0] :] if current else draft.rounds
    counted = ([current[1]] if current else []) + [r for r in later if r.opens is None]
    for round_ in counted:
        yield from (name for name, step in results(round_) if effective(step) <= now)
    if draft.issued and effective(draft.issued) <= now:
        yield "promulgation"
    if any(_within(span, now) for span in _withdrawals(draft)):
        yield "withdrawn"


def view(draft: Draft, now: datetime, limits: TimeLimits = TimeLimits()) -> View:
    """Return the state and flags at `now`, which must carry an offset."""
    current = latest_round(draft, now)
    if current is None:
        return _before(draft, now)
    number, round_ = current
    closes = closes_at(round_, now)
    assert closes is not None
    state = _state(set(_signs(draft, now, current)), is_open=now < closes.end)
    due = answer_due(round_, closes, limits)
    missed = min(_overdue(draft, now, limits), default=None)
    soon = state == "open" and now >= closes.end - timedelta(days=limits.closing_soon_days)
    status = View(
        state,
        soon,
        missed is not None,
        number,
        round_.opens,
        closes,
        round_.closes,
        missed or (due.day if due else None),
        late=max(late_answers(draft, now, limits), default=_IN_TIME).days,
    )
    following = next_round(draft, now)
    if following is None or ended_since(draft, now) is not None:
        return status
    nth, to_come = following
    return status._replace(
        next_round=nth, next_opens=to_come.opens, next_closes=closes_at(to_come, now)
    )


def _overdue(draft: Draft, now: datetime, limits: TimeLimits) -> Iterator[date]:
    """The days by which answers were due that are not out at `now`.

    Whatever the state: people who commented until the end are owed an answer even when the draft has moved on. Of a
    draft that was taken back while opinions were taken nobody is.
    """
    for number, round_ in enumerate(draft.rounds, 1):
        closes = closes_at(round_, now) if round_.opens else None
        due = answer_due(round_, closes, limits) if closes and closes.end <= now else None
        if closes is None or due is None or due.end > now or is_answered(draft, number, now):
            continue
        since = ended_since(draft, now)
        if since is None or closes.end <= since:
            yield due.day


Span = tuple[datetime, datetime | None]


def _withdrawals(draft: Draft) -> Iterator[Span]:
    """While it was withdrawn: since when, and until when (None: for good)."""
    withdrawn = draft.withdrawn
    if withdrawn:
        yield (
            effective(withdrawn),
            effective(withdrawn.reinstated) if withdrawn.reinstated else None,
        )


def ended_spans(draft: Draft) -> list[Span]:
    """While it was withdrawn or dropped: since when, and until when (None: for good); ascending."""
    stopped: list[Span] = [(effective(s), None) for s in draft.stages if s.stage == "stopped"]
    return sorted([*stopped, *_withdrawals(draft)], key=lambda span: span[0])


def _within(span: Span, now: datetime) -> bool:
    return span[0] <= now and (span[1] is None or now < span[1])


def ended_since(draft: Draft, now: datetime) -> datetime | None:
    """Return since when the draft has been withdrawn or dropped at `now`; None where it is neither."""
    return min((span[0] for span in ended_spans(draft) if _within(span, now)), default=None)


_IN_TIME = LateAnswer(0, date.min, 0)


def _before(draft: Draft, now: datetime) -> View:
    """No round has begun (or its dates are not known)."""
    done = set(_signs(draft, now, None))
    following = next_round(draft, now)
    if done & _TELLING:
        state = _state(done, is_open=False)
    elif following:
        state = "upcoming"
    else:
        state = "undated" if any(round_.unknown for round_ in draft.rounds) else "planned"
    if not following:
        return View(state)
    number, first = following
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


# What stays true of a draft whatever comes after, and the stages that say so.
_FACTS = {
    "submitted": {"submission", "examination"},
    "adopted": {"adoption"},
    "issued": {"promulgation", "effect"},
}


def lasting_facts(draft: Draft, now: datetime) -> frozenset[str]:
    """What has happened to a draft by `now` and stays so: `summarised`, `answered`, `no_report` of any round, `submitted`,
    `adopted`, `issued`.
    """
    outcomes = [name for r in draft.rounds for name, s in results(r) if effective(s) <= now]
    done = set(_signs(draft, now, None))
    return frozenset([*outcomes, *(fact for fact, signs in _FACTS.items() if done & signs)])


def lists(draft: Draft, now: datetime, limits: TimeLimits = TimeLimits()) -> frozenset[str]:
    """The lists in which a draft stands at `now`, by their names in `links.LISTS`.

    Where it is on its way it stands in one; what is done, its flags and a round to come add others. `undated` has no list.
    """
    status = view(draft, now, limits)
    names = {"upcoming" if status.state == "planned" else status.state} | lasting_facts(draft, now)
    names |= {flag for flag in ("closing_soon", "answer_overdue") if getattr(status, flag)}
    return frozenset(names | ({"upcoming"} if status.next_round else set()))


def done_dates(draft: Draft) -> Iterator[tuple[tuple[str | int, ...], Point | date]]:
    """Yield every date on which something is said to have been done, with its place in the front matter."""
    for number, round_ in enumerate(draft.rounds):
        for place, change in enumerate(round_.deadline_changes):
            yield ("rounds", number, "deadline_changes", place, "decided"), change.decided
        for name, step in results(round_):
            yield ("rounds", number, "outcome", name, "at"), step.at
    for place, entry in enumerate(draft.stages):
        if entry.stage != "effect":  # a law is known before it is in force
            yield ("stages", place, "at"), entry.at
    for place, update in enumerate(draft.changes):
        yield ("changes", place, "at"), update.at
    if draft.issued:
        yield ("issued", "date"), draft.issued.date
    if draft.withdrawn:
        yield ("withdrawn", "at"), draft.withdrawn.at
        if draft.withdrawn.reinstated:
            yield ("withdrawn", "reinstated", "at"), draft.withdrawn.reinstated.at
    for place, use in enumerate(draft.channels):
        if use.done:
            yield ("channels", place, "done"), use.done
        if use.accepted:
            yield ("channels", place, "accepted", "date"), use.accepted.date
    if draft.radio and draft.radio.released:
        yield ("radio", "released", "date"), draft.radio.released.date
    for name in ("approved", "no_secret"):
        if declared := getattr(draft, name):
            yield (name, "date"), declared.date


def news_instants(draft: Draft, now: datetime) -> Iterator[datetime]:
    """Yield when opinions were or are taken no more, as is known at `now`, and when it was put out what became of them and of
    the draft: each is news for `LATE`.
    """
    ended = ended_since(draft, now)
    for round_ in draft.rounds:
        closes = closes_at(round_, now)
        if closes and (ended is None or closes.end < ended):
            yield closes.end
    yield from _outcomes(draft)


def _outcomes(draft: Draft) -> Iterator[datetime]:
    """When results, adoption and promulgation are put out, when the draft is taken back and when it is taken up again."""
    yield from (effective(step) for round_ in draft.rounds for _, step in results(round_))
    decided = [s for s in draft.stages if s.stage in ("adoption", "promulgation")]
    yield from (effective(entry) for entry in (*decided, draft.issued) if entry)
    yield from (moment for span in ended_spans(draft) for moment in span if moment)


def state_since(draft: Draft, now: datetime, limits: TimeLimits = TimeLimits()) -> datetime | None:
    """Return since when the view at `now` has held: the last change, else the approval; None where there is neither."""
    past = [moment for moment in moments(draft, limits) if moment <= now]
    if past:
        return past[-1]
    approved = draft.approved and midnight(draft.approved.date)
    return approved if approved and approved <= now else None


def moments(draft: Draft, limits: TimeLimits = TimeLimits()) -> tuple[datetime, ...]:
    """Return every instant at which the view of this draft may change, ascending."""
    instants: set[datetime] = set()
    for round_ in draft.rounds:
        for since, closes in deadlines(round_):
            due = answer_due(round_, closes, limits)
            soon = closes.end - timedelta(days=limits.closing_soon_days)
            instants |= {since, since + NEWS, soon}
            instants |= {closes.end, closes.end + NEWS, closes.end + LATE}
            instants |= {due.end} if due else set()
        instants |= {effective(s) + NEWS for name, s in results(round_) if name != "no_report"}
    instants |= {effective(step) for step in draft.stages}
    instants |= {effective(change) for change in draft.changes}
    for moment in _outcomes(draft):
        instants |= {moment, moment + LATE}
    instants |= {instant for m in draft.events for instant in meeting_states.instants(m)}
    return tuple(sorted(instants))
