"""Sentences about how a draft stands, those that few records need."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duthao.domain.draft import Draft, Outcome
from duthao.domain.lifecycle import View, view
from duthao.domain.rounds import TimeLimits
from duthao.outputs.shared import status
from duthao.rendering import messages
from tests import states
from tests.conftest import ROOT
from tests.domain.test_lifecycle import BASE, at, draft_with, two_rounds
from tests.outputs.paper.test_sheets import site_at

TERMS = TimeLimits(7, None)


def notes(draft: Draft, when: str) -> list[str]:
    return [*status.notes(draft, view(draft, at(when), TERMS), at(when), TERMS)]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ({}, ""),
        ({"received": 0}, "Không nhận được ý kiến góp ý nào."),
        ({"received": 1}, "Đã nhận được 1 ý kiến góp ý."),
        ({"received": 9, "documents": 4}, "Đã nhận được 9 ý kiến góp ý trong 4 văn bản, phiếu góp ý."),
    ],
)  # fmt: skip
def test_how_many_opinions_came(outcome: dict[str, int], sentence: str) -> None:
    assert status.received(Outcome.model_validate(outcome)) == sentence
    assert status.total(Outcome.model_validate(outcome)) == sentence


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ({"asked": 5}, "Đã gửi lấy ý kiến của 5 cơ quan, tổ chức, cá nhân."),
        ({"agreed": 3}, "Trong số các nơi được hỏi: 3 nơi thống nhất."),
        (
            {"asked": 5, "agreed": 3, "opined": 0, "silent": 2, "received": 0},
            "Đã gửi lấy ý kiến của 5 cơ quan, tổ chức, cá nhân: 3 nơi thống nhất, 0 nơi có ý kiến góp ý, "
            "2 nơi không trả lời. Không nhận được ý kiến góp ý nào.",
        ),
    ],
)
def test_whom_was_asked_and_what_they_did(outcome: dict[str, int], sentence: str) -> None:
    assert status.total(Outcome.model_validate(outcome)) == sentence
    assert status.asked(Outcome.model_validate({})) == ""


CHANGES = [
    {"closes": "2026-12-10", "reason": "Mưa.", "decided": "2026-11-18"},
    {"closes": "2026-12-01", "reason": "Gấp.", "decided": "2026-11-25"},
]


def test_deadlines_that_hold_no_more_are_those_of_the_round_shown_from_their_instant() -> None:
    first = {"opens": "2026-09-01", "closes": "2026-09-30"}
    second = {"opens": "2026-11-10", "closes": "2026-11-30", "deadline_changes": CHANGES}
    draft = draft_with(rounds=[first, second])

    def former(when: str) -> list[dict[str, str]]:
        return [*status.former_deadlines(draft, view(draft, at(when)), at(when))]

    longer, shorter = (
        {"words": "hết ngày 30/11/2026", "change": "Gia hạn ngày 18/11/2026: Mưa."},
        {
            "words": "hết ngày 10/12/2026",
            "change": "Rút ngắn thời hạn ngày 25/11/2026: Gấp.",
        },
    )
    assert former("2026-11-17 23:59") == []
    assert former("2026-11-18") == [longer]
    assert former("2026-11-25") == [longer, shorter]


@pytest.mark.parametrize(("late", "said"), [(0, ""), (1, "1 day late"), (2, "2 days late")])
def test_how_late_an_answer_came_has_a_singular(late: int, said: str) -> None:
    say = messages.catalogue(ROOT, "en").gettext
    label = status.state(View("answered", late=late), say)["late_label"]
    assert label == (f"Published {said}" if said else "")


def test_every_note_has_what_the_page_asks_of_it() -> None:
    """`note` is a sentence, or a former deadline in `words` with its `change`."""
    record = replace(
        states.record("answered"),
        draft=draft_with(
            rounds=[{"opens": "2026-11-10", "closes": "2026-11-30", "deadline_changes": CHANGES}],
            shortened={"reason": "Dịch."},
        ),
    )
    found = status._notes(site_at("2026-11-26"), record)
    assert all(one.keys() == {"note", "words", "change"} for one in found)
    assert [bool(one["note"]) for one in found] == [False, False, True]
    assert [bool(one["words"] and one["change"]) for one in found] == [True, True, False]


def test_what_was_not_answered_names_its_round_where_there_are_several() -> None:
    none = {"no_report": {"at": "2026-10-20", "reason": "Ít ý kiến."}}
    said = (
        "Cơ quan chủ trì soạn thảo không công bố báo cáo tiếp thu, giải trình{}. Lý do: Ít ý kiến."
    )
    first = {"opens": "2026-09-01", "closes": "2026-09-30", "outcome": none}
    assert said.format("") in notes(draft_with(rounds=[first]), "2026-10-20")
    assert said.format("") not in notes(draft_with(rounds=[first]), "2026-10-19 23:59")
    twice = two_rounds(first, {"opens": "2026-11-10", "closes": "2026-11-30"})
    assert said.format(" về đợt 1") in notes(twice, "2026-10-20")


def test_a_late_answer_names_its_round_where_there_are_several() -> None:
    late = {"answered": {"at": "2026-10-20"}}
    first = {
        "opens": "2026-09-01",
        "closes": "2026-09-30",
        "answer_due": "2026-10-10",
        "outcome": late,
    }
    said = "Bản tiếp thu, giải trình{} được công bố chậm 10 ngày so với hạn là hết ngày 10/10/2026."
    assert said.format("") in notes(draft_with(rounds=[first]), "2026-10-20")
    twice = two_rounds(first, {"opens": "2026-11-10", "closes": "2026-11-30"})
    assert said.format(" đợt 1") in notes(twice, "2026-10-20")


def test_what_was_withdrawn_and_taken_up_again_says_both_from_its_instant() -> None:
    gone = {
        "at": "2026-11-15",
        "reason": "Sót.",
        "reinstated": {"at": "2026-11-20", "reason": "Đã bổ sung."},
    }
    draft = draft_with(withdrawn=gone)
    away = "Dự thảo được rút ngày 15/11/2026. Lý do: Sót."
    assert notes(draft, "2026-11-14 23:59") == []
    assert notes(draft, "2026-11-19 23:59") == [away]
    assert notes(draft, "2026-11-20") == [
        away,
        "Dự thảo được khôi phục ngày 20/11/2026. Lý do: Đã bổ sung.",
    ]


def test_what_was_dropped_says_why_where_that_is_told() -> None:
    for note, said in (("Trùng nội dung.", " Trùng nội dung."), (None, "")):
        stages = [{"stage": "stopped", "at": "2026-12-05", **({"note": note} if note else {})}]
        sentence = f"Việc xây dựng văn bản dừng từ ngày 05/12/2026.{said}"
        assert sentence in notes(draft_with(stages=stages), "2026-12-05")


def test_what_was_issued_says_its_number_and_since_when_it_is_in_force() -> None:
    issued = {"number": "12/2026/NQ-HĐND", "date": "2026-12-20"}
    sentence = "Văn bản số 12/2026/NQ-HĐND, ban hành ngày 20/12/2026"
    assert f"{sentence}." in notes(draft_with(issued=issued), "2026-12-20")
    effective = draft_with(issued={**issued, "effective": "2027-01-01"})
    assert f"{sentence}, có hiệu lực từ ngày 01/01/2027." in notes(effective, "2026-12-20")
    assert not any(sentence in note for note in notes(effective, "2026-12-19 23:59"))


@pytest.mark.parametrize(
    ("when", "left"),
    [("2026-11-28", "còn 2 ngày"), ("2026-11-29 23:59", "còn 1 ngày"), ("2026-11-30", "Hôm nay là ngày cuối")],
)  # fmt: skip
def test_a_sample_that_stands_still_counts_the_days_itself(when: str, left: str) -> None:
    draft = Draft.model_validate(
        {**BASE, "rounds": [{"opens": "2026-11-10", "closes": "2026-11-30"}]}
    )
    site = site_at(when)
    still = site.settings.model_copy(update={"as_of": when})
    said = status.deadline(view(draft, at(when), TERMS), at(when), still)
    assert said and (said["left"], said["counted"]) == (left, "")
    runs = status.deadline(view(draft, at(when), TERMS), at(when), site.settings)
    since = status.epoch(at("2026-11-10"))
    assert runs and (runs["left"], runs["counted"]) == ("", f"2026-11-30 {since}")


def test_an_outcome_is_told_from_its_instant_and_what_became_of_it_with_the_answer() -> None:
    record = states.record("answered")
    (round_,) = record.draft.rounds
    assert round_.outcome and round_.outcome.answered and round_.outcome.summarised
    out = [round_.outcome.summarised.at.start, round_.outcome.answered.at.start]
    assert out[0] < out[1]
    told = [status.outcome(site_at(moment.isoformat()), record) for moment in out]
    assert told[0] and told[0]["figures"] == [] and told[0]["fates"] == ""
    assert told[1] and sum(part["width"] for part in told[1]["figures"]) == pytest.approx(
        100, abs=0.1
    )
    assert [len(one["steps"]) for one in told if one] == [1, 2]
