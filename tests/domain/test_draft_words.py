"""What a draft says of itself: its scope, its contact, how it ended, what became of opinions, when an entry counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duthao.domain.draft import Contact, Outcome, Scope
from duthao.domain.ending import ending
from duthao.domain.fates import counts, fates
from duthao.domain.publication import as_published, effective, publication_times
from tests.domain.test_lifecycle import at, draft_with

SCOPE = {"a": True, "b": True, "c": True, "d": True}


def test_a_draft_falls_under_the_scheme_where_all_four_criteria_hold() -> None:
    assert draft_with(scope=SCOPE).falls_under_407 is True
    assert draft_with(scope={**SCOPE, "c": False}).falls_under_407 is False
    assert draft_with().falls_under_407 is False
    assert Scope.model_validate({**SCOPE, "b": False, "d": False}).unmet == ("b", "d")
    assert Scope.model_validate(SCOPE).unmet == ()


def test_a_contact_speaks_for_the_agency_or_is_whom_to_ask() -> None:
    assert Contact.model_validate({"spokesperson": True}).role == "Người phát ngôn"
    assert Contact.model_validate({"name": "A"}).role == "Đầu mối báo chí"


# ---- how it ended

WITHDRAWN: dict[str, Any] = {"at": "2026-11-18", "reason": "Sót ý kiến.", "published": "2026-11-20"}
BACK = {**WITHDRAWN, "reinstated": {"at": "2026-11-25", "reason": "Đã bổ sung."}}
STOPPED = [
    {"stage": "stopped", "at": "2026-11-24", "note": "Lần sau."},
    {"stage": "stopped", "at": "2026-11-22", "note": "Hết căn cứ."},
    {"stage": "appraisal", "at": "2026-11-15"},
]


@pytest.mark.parametrize(
    ("fields", "now", "end"),
    [
        ({}, "2027-01-01", None),
        ({"withdrawn": WITHDRAWN}, "2026-11-19 23:59", None),
        ({"withdrawn": WITHDRAWN}, "2026-11-20", ("withdrawn", "Sót ý kiến.", "2026-11-20")),
        ({"withdrawn": BACK}, "2026-11-24 23:59", ("withdrawn", "Sót ý kiến.", "2026-11-20")),
        ({"withdrawn": BACK}, "2026-11-25", None),
        ({"stages": STOPPED}, "2026-11-21 23:59", None),
        ({"stages": STOPPED}, "2026-11-22", ("dropped", "Hết căn cứ.", "2026-11-22")),
        ({"stages": STOPPED}, "2026-12-22", ("dropped", "Hết căn cứ.", "2026-11-22")),
        ({"stages": STOPPED, "withdrawn": WITHDRAWN}, "2026-12-22", ("withdrawn", "Sót ý kiến.", "2026-11-20")),
        ({"stages": STOPPED, "withdrawn": BACK}, "2026-12-22", ("dropped", "Hết căn cứ.", "2026-11-22")),
        ({"stages": STOPPED[2:]}, "2026-12-22", None),
        ({"stages": [{"stage": "stopped", "at": "2026-11-24"}]}, "2026-11-24", ("dropped", "", "2026-11-24")),
    ],
)  # fmt: skip
def test_how_a_draft_had_ended(
    fields: dict[str, Any], now: str, end: tuple[str, str, str] | None
) -> None:
    found = ending(draft_with(**fields), at(now))
    assert (found and (found.kind, found.reason, found.when)) == (end and (*end[:2], at(end[2])))


def test_an_end_in_words_names_the_day_of_the_decision() -> None:
    withdrawn = ending(draft_with(withdrawn=WITHDRAWN), at("2026-12-01"))
    assert withdrawn and withdrawn.day == date(2026, 11, 18)
    assert withdrawn.words == "dự thảo được rút ngày 18/11/2026"
    assert withdrawn.sentence == "Dự thảo được rút ngày 18/11/2026."
    dropped = ending(draft_with(stages=STOPPED), at("2026-12-01"))
    assert dropped and dropped.sentence == "Việc xây dựng văn bản dừng từ ngày 22/11/2026."


# ---- what became of opinions


def test_each_kind_of_opinion_that_is_told() -> None:
    outcome = Outcome.model_validate({"accepted": 0, "partly": 2, "kept": 3, "noted": 0})
    assert [*counts(outcome)] == [
        ("accepted", "được tiếp thu", 0),
        ("partly", "được tiếp thu một phần", 2),
        ("kept", "giữ nguyên dự thảo, có nêu lý do", 3),
    ]
    assert [*counts(Outcome.model_validate({"noted": 4}))] == [("noted", "được ghi nhận", 4)]
    assert fates(outcome) == (
        "0 được tiếp thu, 2 được tiếp thu một phần; với 3 ý kiến, cơ quan soạn thảo giữ nguyên dự thảo, có nêu lý do"
    )
    assert fates(Outcome.model_validate({"accepted": 1, "kept": 0})) == "1 được tiếp thu"


# ---- when an entry counts


def test_an_entry_counts_from_the_later_of_the_deed_and_of_the_telling() -> None:
    change = {"closes": "2026-12-05", "reason": "Mưa", "decided": "2026-11-18"}
    rounds = [{"opens": "2026-11-10", "closes": "2026-11-30", "deadline_changes": [change]}]
    issued = {"number": "41/2026/QĐ-UBND", "date": "2026-12-20", "published": "2026-12-22"}
    draft = draft_with(
        rounds=rounds, issued=issued, stages=[{"stage": "appraisal", "at": "2026-11-15", "published": "2026-11-12"}]
    )  # fmt: skip
    assert draft.issued
    assert effective(draft.rounds[0].deadline_changes[0]) == at("2026-11-18")
    assert effective(draft.issued) == at("2026-12-22")
    assert effective(draft.stages[0]) == at("2026-11-15")
    told = ["2026-11-12", "2026-11-18", "2026-12-22"]
    assert sorted(publication_times(draft)) == [at(day) for day in told]


DATED: dict[str, Any] = {
    "rounds": [
        {
            "opens": "2026-11-10",
            "closes": "2026-11-30",
            "deadline_changes": [
                {"closes": "2026-12-05", "reason": "Mưa", "decided": "2026-11-18"},
                {"closes": "2026-12-09", "reason": "Bão", "decided": "2026-11-18", "published": "2026-11-20"},
            ],
            "outcome": {"received": 7, "answered": {"at": "2026-12-12"}},
        }
    ],
    "withdrawn": BACK,
    "issued": {"number": "41/2026/QĐ-UBND", "date": "2026-12-20"},
}  # fmt: skip


def test_what_is_put_out_later_is_not_there_before() -> None:
    """Also what lies deep within; at the very instant it is there."""
    draft = draft_with(**DATED)
    bare = as_published(draft, at("2026-11-17 23:59"))
    assert bare.rounds[0].deadline_changes == () and bare.withdrawn is None and bare.issued is None
    assert bare.rounds[0].outcome and bare.rounds[0].outcome.answered is None
    assert bare.rounds[0].outcome.received == 7 and bare.places == draft.places
    some = as_published(draft, at("2026-11-20"))
    assert [c.reason for c in some.rounds[0].deadline_changes] == ["Mưa", "Bão"]
    assert some.withdrawn and some.withdrawn.reinstated is None
    assert len(as_published(draft, at("2026-11-18")).rounds[0].deadline_changes) == 1
    assert as_published(draft, at("2026-12-20")) == draft
    assert len([*publication_times(draft)]) == 6
