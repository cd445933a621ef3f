"""The life cycle against a naive account of it: many records, looked at one second before, at and after every instant.

`Told` says what docs/decisions/0007 and 0040 say, by going through plain numbers; it shares no line with `lifecycle`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from duthao.clock import VN, midnight
from duthao.domain.draft import Draft
from duthao.domain.events import Event, events
from duthao.domain.lifecycle import STATES, lasting_facts, lists, moments, view
from duthao.domain.publication import as_published
from duthao.domain.rounds import TimeLimits
from duthao.rendering.links import LISTS
from tests.domain.test_lifecycle import BASE

FIRST = date(2026, 1, 1)
SECOND = timedelta(seconds=1)
SOON = 7  # days
Days = tuple[int, int]  # when it happened, when it was put out
STAGES = {
    "appraisal": "appraising",
    "submission": "submitted",
    "examination": "submitted",
    "adoption": "adopted",
    "promulgation": "issued",
}
ORDER = ("issued", "adopted", "submitted", "appraising")


@dataclass(frozen=True)
class Asked:
    """A round in days from `FIRST`; a change of its deadline is (put out, new last day), results are by name."""

    opens: int
    closes: int
    changes: tuple[Days, ...]
    due: int | None
    results: dict[str, Days]

    def last(self, day: int) -> int:
        """The last day for comments, as it stands on a day."""
        known = [closes for since, closes in self.changes if since <= day]
        return known[-1] if known else self.closes

    def owed(self, day: int, default: int | None) -> int | None:
        """The last day for the answer, as it stands on a day."""
        last = self.last(day)
        if self.due is not None and self.due >= last:
            return self.due
        return None if default is None else last + default


@dataclass(frozen=True)
class Account:
    """A record in plain numbers. Everything happens at midnight, so that a day stands for all of its seconds."""

    rounds: tuple[Asked, ...]
    stages: tuple[tuple[str, int, int], ...]
    withdrawn: tuple[Days, Days | None] | None
    default: int | None

    def gone(self, day: int) -> int | None:
        """Since which day it has been withdrawn or stopped."""
        since = [max(at, put) for stage, at, put in self.stages if stage == "stopped"]
        found = [s for s in since if s <= day]
        if self.withdrawn:
            away, back = self.withdrawn
            if max(away) <= day and not (back and max(back) <= day):
                found.append(max(away))
        return min(found, default=None)

    def state(self, day: int) -> str:
        """The first that holds."""
        if self.withdrawn:
            away, back = self.withdrawn
            if max(away) <= day and not (back and max(back) <= day):
                return "withdrawn"
        if any(s == "stopped" and max(at, put) <= day for s, at, put in self.stages):
            return "dropped"
        begun = [r for r in self.rounds if r.opens <= day]
        here = begun[-1] if begun else None
        if here and day <= here.last(day):
            return "open"
        reached = {
            STAGES[s]
            for s, at, put in self.stages
            if s in STAGES
            and max(at, put) <= day
            and (here is None or max(at, put) >= here.opens or s == "promulgation")
        }
        for state in ORDER:
            if state in reached:
                return state
        for name in ("answered", "no_report", "summarised"):
            if here and name in here.results and max(here.results[name]) <= day:
                return name
        if here:
            return "analysing"
        return "upcoming" if self.rounds else "planned"

    def overdue(self, day: int) -> bool:
        """Whether some round's people wait longer than they were told."""
        for number, asked in enumerate(self.rounds):
            if asked.opens > day or asked.last(day) >= day:
                continue
            owed = asked.owed(day, self.default)
            answers = [
                max(r.results[name])
                for r in self.rounds[number:]
                for name in ("answered", "no_report")
                if name in r.results
            ]
            since = self.gone(day)
            spared = since is not None and since <= asked.last(day)
            if (
                owed is not None
                and owed < day
                and not spared
                and min(answers, default=day + 1) > day
            ):
                return True
        return False


days = st.integers(0, 160)


@st.composite
def results(draw: st.DrawFn, after: int) -> dict[str, Days]:
    """What came of a round, in its order; each put out when it happened or some days later."""
    names = draw(
        st.sampled_from(
            [(), ("summarised",), ("answered",), ("summarised", "answered"), ("no_report",)]
        )
    )
    found, day = {}, after
    for name in names:
        day += draw(st.integers(1, 30))
        found[name] = (day, day + draw(st.integers(0, 5)))
    return found


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Rounds one after the other, with steps and a withdrawal on any day."""
    rounds, day = [], 0
    for _ in range(draw(st.integers(0, 3))):
        opens = day + draw(st.integers(1, 25))
        closes = opens + draw(st.integers(0, 30))
        changes: list[Days] = []
        last = closes
        since = opens
        for _ in range(draw(st.integers(0, 2))):
            since = draw(st.integers(since + 1, max(since + 1, last + 3)))
            last = since + draw(st.integers(0, 20))
            if (changes and changes[-1][1] == last) or last == closes:
                last += 1
            changes.append((since, last))
        due = draw(st.none() | st.integers(last, last + 40))
        rounds.append(Asked(opens, closes, tuple(changes), due, draw(results(last))))
        day = max(last, closes) + 1
    stages = draw(
        st.lists(
            st.tuples(st.sampled_from([*STAGES, "drafting", "stopped"]), days, st.integers(0, 4)),
            max_size=4,
        )
    )
    away = draw(st.none() | st.tuples(days, st.integers(0, 4)))
    withdrawn = None
    if away:
        gone = (away[0], sum(away))
        back = draw(st.none() | st.integers(1, 40))
        withdrawn = (gone, (max(gone) + back, max(gone) + back) if back else None)
    return Account(
        tuple(rounds),
        tuple((s, at, at + late) for s, at, late in stages),
        withdrawn,
        draw(st.sampled_from([None, 0, 15])),
    )


def written(day: int) -> str:
    return str(FIRST + timedelta(days=day))


def dated(pair: Days, **more: str) -> dict[str, Any]:
    return {"at": written(pair[0]), "published": written(pair[1]), **more}


def as_draft(record: Account) -> Draft:
    """The same as an officer would write it."""
    fields: dict[str, Any] = dict(BASE)
    fields["rounds"] = [
        {
            "opens": written(r.opens),
            "closes": written(r.closes),
            "deadline_changes": [
                {"closes": written(c), "decided": written(s), "reason": "Lũ"} for s, c in r.changes
            ],
            **({"answer_due": written(r.due)} if r.due is not None else {}),
            "outcome": {
                name: dated(pair, **({"reason": "Không có"} if name == "no_report" else {}))
                for name, pair in r.results.items()
            },
        }
        for r in record.rounds
    ]
    fields["stages"] = [
        {"stage": s, "at": written(a), "published": written(p)} for s, a, p in record.stages
    ]
    if record.withdrawn:
        away, back = record.withdrawn
        fields["withdrawn"] = dated(away, reason="Rút")
        if back:
            fields["withdrawn"]["reinstated"] = dated(back, reason="Xét lại")
    return Draft.model_validate(fields)


def instants() -> list[datetime]:
    """Every midnight of the time in which records live, one second before it and one after."""
    midnights = [midnight(FIRST + timedelta(days=n)) for n in range(330)]
    return [m + around for m in midnights for around in (-SECOND, timedelta(), SECOND)]


def day_of(instant: datetime) -> int:
    return (instant.astimezone(VN).date() - FIRST).days


def all_events(made: Draft, terms: TimeLimits) -> tuple[Event, ...]:
    return events("lc-2026-007", made, "vanban.example", terms)


def test_the_view_is_what_the_account_says() -> None:
    """And the accounts lead into every state, else this would say little."""
    met: set[str] = set()

    @settings(max_examples=100)
    @given(accounts())
    def compared(record: Account) -> None:
        made, terms = as_draft(record), TimeLimits(SOON, record.default)
        for instant in instants():
            status, day = view(made, instant, terms), day_of(instant)
            met.add(status.state)
            assert status.state == record.state(day), instant
            assert status.answer_overdue == record.overdue(day), instant
            here = [r for r in record.rounds if r.opens <= day]
            soon = status.state == "open" and day > here[-1].last(day) - SOON
            assert status.closing_soon == soon, instant
            coming = [n for n, r in enumerate(record.rounds, 1) if r.opens > day]
            shown = coming[0] if coming and here and record.gone(day) is None else None
            assert status.next_round == shown, instant

    compared()
    assert met == set(STATES) - {"undated"}  # the oracle's rounds have dates


@settings(max_examples=60)
@given(accounts())
def test_the_view_turns_at_moments_only(record: Account) -> None:
    made, terms = as_draft(record), TimeLimits(SOON, record.default)
    turns = set(moments(made, terms))
    before = None
    for instant in instants():
        here = view(made, instant, terms), lists(made, instant, terms)
        if before is not None and before != here:
            assert instant in turns, instant
        before = here


@settings(max_examples=60)
@given(accounts())
def test_events_and_flags_tell_the_same(record: Account) -> None:
    """An answer becomes overdue, a deadline near, exactly when an event says so."""
    made, terms = as_draft(record), TimeLimits(SOON, record.default)
    told_at = {(e.kind, e.when) for e in all_events(made, terms)}
    for instant in moments(made, terms):
        before, after = view(made, instant - SECOND, terms), view(made, instant, terms)
        if after.answer_overdue and not before.answer_overdue:
            assert ("overdue", instant) in told_at, instant
        if before.state == "open" != after.state and after.state not in ("withdrawn", "dropped"):
            assert ("closed", instant) in told_at, instant
        if after.state == "withdrawn" != before.state:
            assert ("withdrawn", instant) in told_at, instant
        if before.state == "withdrawn" != after.state:
            assert ("reinstated", instant) in told_at, instant
    for kind, when in told_at:
        status = view(made, when, terms)
        if kind == "overdue":
            assert status.answer_overdue, when
        if kind == "closing_soon":
            assert status.closing_soon, when
        if kind in ("opened", "closing_soon", "closed"):
            assert status.state not in ("withdrawn", "dropped"), (kind, when)


@settings(max_examples=60)
@given(accounts(), st.integers(0, 320))
def test_no_event_is_ever_taken_back(record: Account, day: int) -> None:
    """What had happened by a day, from what was known on that day, has happened for ever: same ids, dates and words."""
    made, terms = as_draft(record), TimeLimits(SOON, record.default)
    now = midnight(FIRST + timedelta(days=day))
    then = [e for e in all_events(as_published(made, now), terms) if e.when <= now]
    assert then == [e for e in all_events(made, terms) if e.when <= now]


@settings(max_examples=60)
@given(accounts())
def test_a_fact_stays_and_every_record_stands_in_a_list(record: Account) -> None:
    made, terms = as_draft(record), TimeLimits(SOON, record.default)
    before: frozenset[str] = frozenset()
    for instant in instants():
        here, held = lasting_facts(made, instant), lists(made, instant, terms)
        assert before <= here, instant
        assert held and set(held) <= set(LISTS), instant
        assert set(here) <= set(held), instant
        before = here
