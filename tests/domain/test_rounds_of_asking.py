"""Rounds: which deadline holds, when an answer is due, which round is the latest, the next, the answered one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duthao.domain import rounds
from duthao.domain.draft import Draft
from duthao.domain.rounds import Deadline, LateAnswer, TimeLimits
from tests.domain.test_lifecycle import at, draft_with

LATER = {"closes": "2026-12-09", "reason": "Bão", "decided": "2026-11-20"}
EARLIER = {"closes": "2026-12-05", "reason": "Mưa", "decided": "2026-11-18"}
MOVED = {"opens": "2026-11-10", "closes": "2026-11-30", "deadline_changes": [LATER, EARLIER]}
FIRST: dict[str, Any] = {"opens": "2026-05-01", "closes": "2026-05-31"}
SECOND: dict[str, Any] = {"opens": "2026-09-01", "closes": "2026-09-30"}


def drafted(*rounds_: dict[str, Any]) -> Draft:
    return draft_with(rounds=[*rounds_])


def test_deadlines_stand_in_the_order_in_which_they_came_to_hold() -> None:
    (round_,) = drafted(MOVED).rounds
    assert [(d.since, d.closes.text) for d in rounds.deadlines(round_)] == [
        (at("2026-11-10"), "2026-11-30"),
        (at("2026-11-18"), "2026-12-05"),
        (at("2026-11-20"), "2026-12-09"),
    ]
    assert isinstance(rounds.deadlines(round_)[0], Deadline)
    for now, former in (("2026-11-17 23:59", 0), ("2026-11-18", 1), ("2026-11-20", 2)):
        assert len([*rounds.former_deadlines(round_, at(now))]) == former
    assert rounds.deadlines(drafted({"unknown": "true"}).rounds[0]) == []
    for half in ({"opens": "2026-11-10"}, {"closes": "2026-11-30"}):
        assert rounds.deadlines(drafted(half).rounds[0]) == []
        assert rounds.latest_round(drafted(half), at("2026-12-05")) is None
        assert rounds.next_round(drafted(half), at("2026-10-05")) is None


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        ("2026-11-01", "2026-11-30"),
        ("2026-11-17 23:59", "2026-11-30"),
        ("2026-11-18", "2026-12-05"),
        ("2026-11-20", "2026-12-09"),
    ],
)
def test_the_deadline_that_holds(now: str, closes: str) -> None:
    holding = rounds.closes_at(drafted(MOVED).rounds[0], at(now))
    assert holding and holding.text == closes


@pytest.mark.parametrize(
    ("own", "days", "due"),
    [
        (None, None, None),
        (None, 30, "2026-12-30"),
        ("2026-12-10", 30, "2026-12-10"),
        ("2026-11-30", None, "2026-11-30"),  # the closing day itself
        ("2026-11-29", None, None),  # before opinions are in: nobody meant that
        ("2026-11-29", 30, "2026-12-30"),
    ],
)
def test_when_an_answer_is_due(own: str | None, days: int | None, due: str | None) -> None:
    (round_,) = draft_with(answer_due=own).rounds
    assert round_.closes
    found = rounds.answer_due(round_, round_.closes, TimeLimits(answer_due_days=days))
    assert (found and found.day) == (date.fromisoformat(due) if due else None)


SUMMED = {"summarised": {"at": "2026-10-05"}}
ANSWERED = {"answered": {"at": "2026-10-20"}}
NO_REPORT = {"no_report": {"at": "2026-10-10", "reason": "Mật"}}


def test_what_was_put_out_of_a_round() -> None:
    (both,) = drafted({**SECOND, "outcome": {**ANSWERED, **SUMMED}}).rounds
    assert [name for name, _ in rounds.results(both)] == ["summarised", "answered"]
    (none,) = drafted({**SECOND, "outcome": NO_REPORT}).rounds
    assert [name for name, _ in rounds.results(none)] == ["no_report"]
    assert [*rounds.results(drafted(SECOND).rounds[0])] == []


@pytest.mark.parametrize(
    ("outcomes", "now", "number"),
    [
        ((None, None), "2027-01-01", None),
        ((ANSWERED, None), "2026-10-20", 1),
        ((ANSWERED, None), "2026-10-19 23:59", None),
        ((ANSWERED, SUMMED), "2026-10-20", 2),
        ((SUMMED, ANSWERED), "2026-10-19", 1),
        ((SUMMED, NO_REPORT), "2026-12-01", 1),
    ],
)
def test_the_latest_round_of_which_something_came(
    outcomes: tuple[Any, Any], now: str, number: int | None
) -> None:
    draft = drafted({**FIRST, "outcome": outcomes[0]}, {**SECOND, "outcome": outcomes[1]})
    found = rounds.latest_outcome(draft, at(now))
    assert (found and found[0]) == number
    assert found is None or number is None or found[1] == draft.rounds[number - 1].outcome


def test_a_summary_is_out_while_the_answer_is_yet_to_come() -> None:
    outcome = {"summarised": {"at": "2026-06-10"}, "answered": {"at": "2026-06-20"}}
    draft = drafted({**FIRST, "outcome": outcome})
    assert rounds.latest_outcome(draft, at("2026-06-09 23:59")) is None
    found = rounds.latest_outcome(draft, at("2026-06-10"))
    assert found and found[0] == 1


def test_the_latest_outcome_of_the_kinds_that_are_asked_for() -> None:
    draft = drafted({**FIRST, "outcome": ANSWERED}, {**SECOND, "outcome": SUMMED})
    found = rounds.latest_outcome(draft, at("2026-12-01"), ("answered",))
    assert found and found[0] == 1
    assert rounds.latest_outcome(draft, at("2026-12-01"), ("no_report",)) is None


@pytest.mark.parametrize(
    ("outcomes", "now", "answered"),
    [
        ((None, None), "2027-01-01", (False, False)),
        ((ANSWERED, None), "2026-10-20", (True, False)),
        ((ANSWERED, None), "2026-10-19 23:59", (False, False)),
        ((None, ANSWERED), "2026-10-20", (True, True)),
        ((SUMMED, NO_REPORT), "2026-10-10", (True, True)),
        ((SUMMED, SUMMED), "2026-12-10", (False, False)),
    ],
)
def test_an_answer_to_a_later_round_answers_the_earlier(
    outcomes: tuple[Any, Any], now: str, answered: tuple[bool, bool]
) -> None:
    draft = drafted({**FIRST, "outcome": outcomes[0]}, {**SECOND, "outcome": outcomes[1]})
    assert tuple(rounds.is_answered(draft, n, at(now)) for n in (1, 2)) == answered


@pytest.mark.parametrize(
    ("now", "latest", "coming"),
    [
        ("2026-04-30 23:59", None, 1),
        ("2026-05-01", 1, 2),
        ("2026-08-31 23:59", 1, 2),
        ("2026-09-01", 2, None),
        ("2027-01-01", 2, None),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_latest_round_and_the_next(
    now: str, latest: int | None, coming: int | None, turned: bool
) -> None:
    """Whatever the order in which they are written; a round of unknown dates is neither."""
    written = (SECOND, FIRST) if turned else (FIRST, SECOND)
    draft = drafted(*written, {"unknown": "true"})
    numbers = {1: 2, 2: 1} if turned else {1: 1, 2: 2}
    found, following = rounds.latest_round(draft, at(now)), rounds.next_round(draft, at(now))
    assert (found and found[0]) == (latest and numbers[latest])
    assert (following and following[0]) == (coming and numbers[coming])
    assert found is None or found[1] is draft.rounds[found[0] - 1]
    assert following is None or following[1] is draft.rounds[following[0] - 1]


def test_of_two_rounds_that_open_together_the_second_is_the_latest_and_the_first_is_next() -> None:
    draft = drafted(FIRST, FIRST)
    found, following = (
        rounds.latest_round(draft, at("2026-06-01")), rounds.next_round(draft, at("2026-04-01"))
    )  # fmt: skip
    assert found and found[0] == 2 and following and following[0] == 1


@pytest.mark.parametrize(
    ("answered", "now", "late"),
    [
        ("2026-10-10", "2027-01-01", []),
        ("2026-10-10 23:59", "2027-01-01", []),
        ("2026-10-11", "2026-10-11", [LateAnswer(1, date(2026, 10, 10), 1)]),
        ("2026-10-11", "2026-10-10 23:59", []),
        ("2026-10-20", "2027-01-01", [LateAnswer(1, date(2026, 10, 10), 10)]),
    ],
)
def test_an_answer_after_its_day_is_late(answered: str, now: str, late: list[LateAnswer]) -> None:
    draft = drafted(
        {**SECOND, "answer_due": "2026-10-10", "outcome": {"answered": {"at": answered}}}
    )
    assert [*rounds.late_answers(draft, at(now))] == late


def test_by_the_settings_each_rounds_answer_is_late_by_itself() -> None:
    draft = drafted(
        {**FIRST, "outcome": {"answered": {"at": "2026-06-12"}}},
        {**SECOND, "outcome": {"answered": {"at": "2026-10-12"}}},
    )
    limits = TimeLimits(answer_due_days=10)
    assert [*rounds.late_answers(draft, at("2027-01-01"), limits)] == [
        LateAnswer(1, date(2026, 6, 10), 2),
        LateAnswer(2, date(2026, 10, 10), 2),
    ]
    assert [*rounds.late_answers(draft, at("2027-01-01"))] == []
    assert TimeLimits().closing_soon_days == 7
