"""The state of a draft by its entries, each alone: which sign makes which state, and at which instants it may change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from duthao.domain import lifecycle
from duthao.domain.lifecycle import view
from duthao.domain.rounds import TimeLimits
from tests.domain.test_lifecycle import at, draft_with, state

PAST = {"opens": "2026-05-01", "closes": "2026-05-31"}
COMING = {"opens": "2026-12-10", "closes": "2026-12-31"}
ANSWERED = {"answered": {"at": "2026-12-05"}}


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("promulgation", "issued"),
        ("effect", "issued"),
        ("adoption", "adopted"),
        ("submission", "submitted"),
        ("examination", "submitted"),
        ("appraisal", "appraising"),
        ("stopped", "dropped"),
        ("drafting", "analysing"),
    ],
)
def test_a_step_makes_its_state(stage: str, expected: str) -> None:
    draft = draft_with(stages=[{"stage": stage, "at": "2026-12-03"}])
    assert state(draft, "2026-12-02 23:59") == "analysing"
    assert state(draft, "2026-12-03") == expected
    before = draft_with(rounds=[], stages=[{"stage": stage, "at": "2026-12-03"}])
    assert state(before, "2026-12-03") == (expected if expected != "analysing" else "planned")


@pytest.mark.parametrize("name", ["answered", "no_report", "summarised"])
def test_what_is_put_out_of_opinions_makes_its_state(name: str) -> None:
    step = {"at": "2026-12-03", **({"reason": "Mật"} if name == "no_report" else {})}
    draft = draft_with(outcome={name: step})
    assert [state(draft, day) for day in ("2026-12-02", "2026-12-03")] == ["analysing", name]
    unknown = draft_with(rounds=[{"unknown": "true", "outcome": {name: step}}])
    assert [state(unknown, day) for day in ("2026-12-02", "2026-12-03")] == ["undated", name]


def test_a_round_of_unknown_dates_follows_the_dated_one_before_it() -> None:
    rounds = [PAST, {"unknown": "true", "outcome": {"summarised": {"at": "2026-08-01"}}}]
    assert state(draft_with(rounds=rounds), "2026-08-01") == "summarised"
    assert state(draft_with(rounds=rounds[::-1]), "2026-08-01") == "analysing"


def test_of_an_earlier_round_only_its_end_counts() -> None:
    """What was said of the first round is not said of the second; what ended the draft for good is."""
    for stage, expected in (("appraisal", "analysing"), ("effect", "issued"), ("stopped", "dropped")):  # fmt: skip
        draft = draft_with(
            rounds=[{**PAST, "outcome": {"answered": {"at": "2026-06-05"}}}, {"opens": "2026-09-01", "closes": "2026-09-30"}],
            stages=[{"stage": stage, "at": "2026-07-01"}],
        )  # fmt: skip
        assert state(draft, "2026-10-05") == expected


@pytest.mark.parametrize(
    ("rounds", "fields", "taken"),
    [
        ([PAST], {}, False),
        ([PAST, COMING], {}, True),
        ([COMING], {"withdrawn": {"at": "2026-11-01", "reason": "Sót"}}, False),
        ([], {}, False),
        ([{"unknown": "true"}], {}, False),
    ],
)
def test_whether_opinions_are_taken_or_will_be(
    rounds: list[dict[str, Any]], fields: dict[str, Any], taken: bool
) -> None:
    draft = draft_with(rounds=rounds, **fields)
    assert lifecycle.takes_comments(draft, at("2026-12-01")) is taken
    assert lifecycle.takes_comments(draft_with(rounds=[COMING]), at("2026-12-31 23:59")) is True
    assert lifecycle.takes_comments(draft_with(rounds=[COMING]), at("2027-01-01")) is False


STAGES = [{"stage": "drafting", "at": "2026-09-07"}, {"stage": "registration", "at": "2026-08-03"}]
ISSUED = {"number": "41/2026/QĐ-UBND", "date": "2026-12-20"}


@pytest.mark.parametrize(
    ("fields", "law", "first"),
    [
        ({"rounds": [PAST, COMING], "stages": STAGES}, "2026-12-10", "2026-05-01"),
        ({"rounds": [COMING], "stages": STAGES}, "2026-12-10", "2026-08-03"),
        ({"rounds": [], "stages": STAGES, "issued": ISSUED}, "2026-08-03", "2026-08-03"),
        ({"rounds": [], "issued": ISSUED}, "2026-12-20", "2026-12-20"),
        ({"rounds": [{"unknown": "true"}]}, "2027-02-01", "2027-02-01"),
    ],
)
def test_the_day_whose_law_applies_and_the_first_day(
    fields: dict[str, Any], law: str, first: str
) -> None:
    draft, now = draft_with(**fields), at("2027-02-01")
    assert lifecycle.reference_day(draft, now) == at(law)
    assert lifecycle.first_day(draft, now) == date.fromisoformat(first)


def test_while_it_was_withdrawn_or_dropped() -> None:
    back = {"at": "2026-11-25", "reason": "Đã bổ sung."}
    draft = draft_with(
        withdrawn={"at": "2026-11-18", "reason": "Sót", "reinstated": back},
        stages=[{"stage": "stopped", "at": "2026-11-22"}],
    )
    assert lifecycle.ended_spans(draft) == [
        (at("2026-11-18"), at("2026-11-25")),
        (at("2026-11-22"), None),
    ]
    since = [lifecycle.ended_since(draft, at(f"2026-11-{day}")) for day in (17, 18, 24, 25)]
    assert since == [None, at("2026-11-18"), at("2026-11-18"), at("2026-11-22")]
    assert [state(draft, f"2026-11-{day}") for day in (17, 18, 25)] == ["open", "withdrawn", "dropped"]  # fmt: skip


def test_before_it_opens_its_round_is_known() -> None:
    seen = view(draft_with(rounds=[PAST, COMING][1:]), at("2026-12-01"))
    assert (seen.state, seen.round, seen.next_round) == ("upcoming", 1, None)
    assert seen.opens and seen.closes and seen.first_closes
    assert (seen.opens.text, seen.closes.text, seen.first_closes.text) == (
        "2026-12-10", "2026-12-31", "2026-12-31",
    )  # fmt: skip
    assert not seen.open and view(draft_with(), at("2026-11-10")).open


def test_a_round_to_come_beside_one_that_is_over() -> None:
    seen = view(draft_with(rounds=[PAST, COMING]), at("2026-12-01"))
    assert (seen.state, seen.round, seen.next_round, seen.late) == ("analysing", 1, 2, 0)
    assert seen.next_opens and seen.next_opens.text == "2026-12-10"
    assert lifecycle.lists(draft_with(rounds=[PAST, COMING]), at("2026-12-01")) == {
        "analysing",
        "upcoming",
    }


def test_what_stays_so_whatever_comes_after() -> None:
    draft = draft_with(
        rounds=[{**PAST, "outcome": {"summarised": {"at": "2026-06-05"}}}],
        stages=[
            {"stage": "examination", "at": "2026-07-01"},
            {"stage": "adoption", "at": "2026-07-02"},
            {"stage": "effect", "at": "2026-07-03"},
        ],
    )
    facts = [lifecycle.lasting_facts(draft, at(day)) for day in ("2026-06-04", "2026-06-05", "2026-07-01", "2026-07-02", "2026-07-03")]  # fmt: skip
    assert facts == [
        set(),
        {"summarised"},
        {"summarised", "submitted"},
        {"summarised", "submitted", "adopted"},
        {"summarised", "submitted", "adopted", "issued"},
    ]


def test_every_instant_at_which_a_draft_may_change() -> None:
    change = {"closes": "2026-12-09", "reason": "Mưa", "decided": "2026-11-18"}
    draft = draft_with(
        rounds=[
            {
                "opens": "2026-11-10",
                "closes": "2026-11-30",
                "answer_due": "2026-12-20",
                "deadline_changes": [change],
                "outcome": ANSWERED,
            }
        ],
        events=[{"kind": "khac", "title": "Họp", "at": "2026-11-25 14:00", "published": "2026-11-12"}],
    )  # fmt: skip
    week, month = timedelta(days=7), timedelta(days=30)
    opens, moved, closes, later, answered = (
        at(day) for day in ("2026-11-10", "2026-11-18", "2026-12-01", "2026-12-10", "2026-12-05")
    )
    assert set(lifecycle.moments(draft)) == {
        opens, opens + week, moved, moved + week, closes - week, closes, closes + week, closes + month,
        later - week, later, later + week, later + month,
        answered, answered + week, answered + month, at("2026-12-21"), at("2026-11-12"), at("2026-11-25 14:00"),
        draft.events[0].at.end,
    }  # fmt: skip
    assert list(lifecycle.moments(draft)) == sorted(lifecycle.moments(draft))
    days = TimeLimits(closing_soon_days=3)
    assert closes - timedelta(days=3) in lifecycle.moments(draft, days)


def test_no_report_is_no_news_for_the_loudspeaker() -> None:
    draft = draft_with(outcome={"no_report": {"at": "2026-12-05", "reason": "Mật"}})
    told = lifecycle.moments(draft)
    assert at("2026-12-05") in told and at("2026-12-12") not in told


def test_what_becomes_of_a_draft_is_news_for_a_month() -> None:
    """That there is no report too, and both ends of a withdrawal; steps on the way are no news."""
    draft = draft_with(
        outcome={"no_report": {"at": "2026-12-05", "reason": "Mật"}},
        stages=[
            {"stage": "appraisal", "at": "2026-12-06"},
            {"stage": "adoption", "at": "2026-12-07"},
            {"stage": "promulgation", "at": "2026-12-08"},
        ],
        issued={"number": "1/NQ", "date": "2026-12-08", "published": "2026-12-09"},
        withdrawn={"reason": "Sai", "at": "2026-12-10", "reinstated": {"reason": "Nhầm", "at": "2026-12-11"}},
    )  # fmt: skip
    closed = lifecycle.view(draft, at("2026-12-11")).closes
    assert closed
    told = {at(f"2026-12-{day:02}") for day in (5, 7, 8, 9, 10, 11)} | {closed.end}
    assert set(lifecycle.news_instants(draft, at("2026-12-11"))) == told
    assert {moment + timedelta(days=30) for moment in told} <= set(lifecycle.moments(draft))


def test_since_when_it_stands_so() -> None:
    draft = draft_with(approved={"by": "Nguyễn A", "date": "2026-11-01", "sha256": "0" * 64})
    for now in ("2026-11-10", "2026-11-12"):
        assert lifecycle.state_since(draft, at(now)) == at("2026-11-10")
    for now in ("2026-11-01", "2026-11-05"):
        assert lifecycle.state_since(draft, at(now)) == at("2026-11-01")
    assert lifecycle.state_since(draft, at("2026-10-31")) is None
    assert lifecycle.state_since(draft_with(), at("2026-11-05")) is None


def test_the_places_of_what_was_done_by_who_declares() -> None:
    draft = draft_with(radio={"released": {"by": "Nguyễn A", "date": "2026-11-12"}})
    assert [*lifecycle.done_dates(draft)] == [(("radio", "released", "date"), date(2026, 11, 12))]
    planned = draft_with(radio={})
    assert planned.radio and [*lifecycle.done_dates(planned)] == []
