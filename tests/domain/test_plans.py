"""The yearly plan: expected times in every form, and how a row stands as time goes by."""

from __future__ import annotations

from datetime import date

import pytest

from duthao import clock
from duthao.domain import expected_time
from duthao.domain.plans import (
    CouncilSession,
    PlanRow,
    RowDropped,
    YearPlan,
    row_of,
    row_state,
    year_of,
)

SESSIONS = {
    "giua-nam-2027": CouncilSession.model_validate(
        {"name": "Kỳ họp thường lệ giữa năm 2027", "when": "2027-07"}
    )
}


@pytest.mark.parametrize(
    "text,first,last,words,quarter",
    [
        ("2027-05-20", "2027-05-20", "2027-05-20", "ngày 20/05/2027", "2027-Q2"),
        ("2027-02", "2027-02-01", "2027-02-28", "tháng 2/2027", "2027-Q1"),
        ("2028-02", "2028-02-01", "2028-02-29", "tháng 2/2028", "2028-Q1"),
        ("2027-Q2", "2027-04-01", "2027-06-30", "quý II/2027", "2027-Q2"),
        ("2027-Q4", "2027-10-01", "2027-12-31", "quý IV/2027", "2027-Q4"),
        ("2027-H1", "2027-01-01", "2027-06-30", "6 tháng đầu năm 2027", ""),
        ("2027-H2", "2027-07-01", "2027-12-31", "6 tháng cuối năm 2027", ""),
        ("2027", "2027-01-01", "2027-12-31", "năm 2027", ""),
        ("2027-05/2027-06", "2027-05-01", "2027-06-30", "từ tháng 5/2027 đến tháng 6/2027", "2027-Q2"),
        ("2027-Q2/2027-Q3", "2027-04-01", "2027-09-30", "từ quý II/2027 đến quý III/2027", ""),
        ("../2027-06-30", None, "2027-06-30", "chậm nhất ngày 30/06/2027", "2027-Q2"),
        ("../2027-09", None, "2027-09-30", "chậm nhất tháng 9/2027", "2027-Q3"),
        ("giua-nam-2027", "2027-07-01", "2027-07-31", "Kỳ họp thường lệ giữa năm 2027", "2027-Q3"),
    ],
)  # fmt: skip
def test_an_expected_time(
    text: str, first: str | None, last: str, words: str, quarter: str
) -> None:
    time = expected_time.parse(text)
    begin = date.fromisoformat(first) if first else None
    assert expected_time.window(time, SESSIONS) == (begin, date.fromisoformat(last))
    assert expected_time.words(time, SESSIONS) == words
    assert expected_time.quarter_of(time, SESSIONS) == quarter


@pytest.mark.parametrize(
    "text",
    ["", "2027-13", "2027-Q5", "2027-q2", "2027-5", "27-05", "2027-02-30", "2027-06/2027-05", "2027-05/..", "../x",
     "Quý II", "2027-05/giua-nam-2027", "../..", "2027-H3", "3027"],
)  # fmt: skip
def test_what_is_no_expected_time(text: str) -> None:
    with pytest.raises(ValueError):
        expected_time.parse(text)


def _row(**fields: object) -> PlanRow:
    return PlanRow.model_validate({"title": "Nghị quyết", **fields})


@pytest.mark.parametrize(
    "expected,at,state",
    [
        ("2027-05", "2027-04-30T23:59:59+07:00", "planned"),
        ("2027-05", "2027-05-01", "due"),
        ("2027-05", "2027-05-31T23:59:59+07:00", "due"),
        ("2027-05", "2027-06-01", "late"),
        ("../2027-06-30", "2027-06-30 23:59", "planned"),
        ("../2027-06-30", "2027-07-01", "late"),
        ("giua-nam-2027", "2027-07-31", "due"),
        ("giua-nam-2027", "2027-08-01", "late"),
        (None, "2030-01-01", "undated"),
        (
            "cuoi-nam-2027",
            "2030-01-01",
            "undated",
        ),  # of a session that is in no register nobody knows
    ],
)
def test_a_row_becomes_due_and_late(expected: str | None, at: str, state: str) -> None:
    row = _row(**({"expected": expected} if expected else {}))
    assert row_state(row, SESSIONS, clock.now(at)) == state


def test_a_draft_fulfils_a_row_even_when_it_came_late() -> None:
    row, late = _row(expected="2027-05"), clock.now("2027-07-01")
    assert row_state(row, SESSIONS, late, ["open"]) == "fulfilled"
    assert row_state(row, SESSIONS, late, ["withdrawn", "open"]) == "fulfilled"
    # a record of a draft that is still to come is no draft
    for states in (["planned"], ["withdrawn", "planned"]):
        assert row_state(row, SESSIONS, late, states) == "late"
    assert row_state(row, SESSIONS, late, ["withdrawn", "dropped"]) == "ended"


def test_a_row_is_dropped_when_that_is_published() -> None:
    dropped = RowDropped.model_validate(
        {"reason": "Đã có nghị định.", "at": "2027-03-01", "published": "2027-03-10"}
    )
    row = _row(expected="2027-05").model_copy(update={"dropped": dropped})
    assert row_state(row, SESSIONS, clock.now("2027-03-09")) == "planned"
    assert row_state(row, SESSIONS, clock.now("2027-03-10")) == "dropped"
    assert row_state(row, SESSIONS, clock.now("2027-03-10"), ["withdrawn"]) == "dropped"


def test_a_row_is_found_by_its_id() -> None:
    plan = YearPlan.model_validate({"agency": "ubnd-tinh", "rows": {"2027-001": {"title": "Một"}}})
    found = row_of({2027: plan}, "2027-001")
    assert found and found[1].title == "Một"
    assert row_of({2027: plan}, "2027-002") is row_of({2027: plan}, "2026-001") is None
    assert (year_of("2027-001"), year_of("x"), year_of("27-1")) == (2027, 0, 0)


def test_a_plan_is_shown_once_it_is_published() -> None:
    plan = YearPlan.model_validate({"agency": "ubnd-tinh", "published": "2026-12-20"})
    assert not plan.shown(clock.now("2026-12-19T23:59+07:00"))
    assert plan.shown(clock.now("2026-12-20"))
    assert not plan.model_copy(update={"published": None}).shown(clock.now("2030-01-01"))
