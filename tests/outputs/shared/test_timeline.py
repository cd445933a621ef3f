"""A draft's way, step by step, as it is told at each stage of it."""

from __future__ import annotations

from typing import Any

import pytest

from duthao.outputs.shared.timeline import timeline
from tests.outputs.loudspeaker.test_script_phrases import of

STAGES = [
    {"stage": "registration", "at": "2026-08-03"},
    {"stage": "drafting", "at": "2026-09-07", "note": "Khảo sát."},
    {"stage": "social_criticism", "at": "2026-11-12"},
]
MEETING = {"kind": "hoi-nghi", "title": "Nghe nông dân", "at": "2026-11-25T14:00+07:00", "place": "Nhà B", "published": "2026-11-12"}  # fmt: skip
BEFORE = ["03/08/2026 Đăng ký xây dựng văn bản", "07/09/2026 Soạn thảo: Khảo sát."]
ASKED = [*BEFORE, "10/11/2026 Mở lấy ý kiến: Thời hạn góp ý: đến hết ngày 30/11/2026.", "12/11/2026 Phản biện xã hội"]  # fmt: skip
OVER = [*ASKED, "Hết ngày 30/11/2026 Hết hạn góp ý"]
REMAINING = ["Thẩm định", "Trình cấp có thẩm quyền", "Thông qua", "Ban hành", "Có hiệu lực"]
HELD = "14:00 ngày 25/11/2026 Hội nghị: Nghe nông dân: Nhà B"
DUE = "Chậm nhất 20/12/2026 Công bố tiếp thu, giải trình"


def told(now: str, **fields: Any) -> tuple[list[str], str, list[str]]:
    """What has been, how it stands, what is to come."""
    site, record, _ = of(now, **{"stages": STAGES, **fields})
    steps = timeline(site, record)

    def of_kind(kind: str) -> list[str]:
        return [
            f"{step['at']} {step['label']}{': ' if step['text'] else ''}{step['text']}".strip()
            for step in steps
            if step["when"] == kind
        ]

    (now_step,) = of_kind("now")
    kinds = [step["when"] for step in steps]
    assert kinds == sorted(kinds, key=["past", "now", "future"].index)
    return of_kind("past"), now_step, of_kind("future")


@pytest.mark.parametrize(
    ("now", "past", "state", "future"),
    [
        (
            "2026-11-09",
            BEFORE,
            "Sắp lấy ý kiến",
            ["10/11/2026 Mở lấy ý kiến", "Hết ngày 30/11/2026 Hết hạn góp ý"],
        ),
        (
            "2026-11-20",
            ASKED,
            "Đang lấy ý kiến",
            [HELD, "Hết ngày 30/11/2026 Hết hạn góp ý", DUE],
        ),
        (
            "2026-11-25 14:00",
            [*ASKED, HELD],
            "Đang lấy ý kiến",
            ["Hết ngày 30/11/2026 Hết hạn góp ý", DUE],
        ),
        (
            "2026-12-05",
            [*ASKED, HELD, OVER[-1]],
            "Đang tổng hợp, tiếp thu ý kiến",
            [DUE],
        ),
        (
            "2026-12-21",
            [
                *[*ASKED, HELD, OVER[-1]],
                "Hết ngày 20/12/2026 Quá hạn công bố tiếp thu, giải trình: "
                "Đến hết ngày 20/12/2026 cơ quan chủ trì soạn thảo chưa công bố bản tiếp thu, giải trình.",
            ],
            "Đang tổng hợp, tiếp thu ý kiến",
            [],
        ),
    ],
)
def test_the_way_of_a_draft_whose_answer_is_due(
    now: str, past: list[str], state: str, future: list[str]
) -> None:
    found = told(now, events=[MEETING], answer_due="2026-12-20")
    if now == "2026-11-09":  # the meeting is put out on the twelfth
        assert HELD not in found[2]
    assert found == (past, f"Hiện nay {state}", [*future, *REMAINING])


@pytest.mark.parametrize(
    ("stage", "state", "left"),
    [
        ("appraisal", "Đang thẩm định", 4),
        ("submission", "Đã trình cấp có thẩm quyền", 3),
        ("examination", "Đã trình cấp có thẩm quyền", 3),
        ("adoption", "Đã thông qua", 2),
    ],
)
def test_a_step_that_was_taken_is_not_to_come(stage: str, state: str, left: int) -> None:
    stages = [*STAGES, {"stage": stage, "at": "2026-12-07"}]
    past, now, future = told("2026-12-07", stages=stages)
    assert past[:-1] == OVER and past[-1].startswith("07/12/2026 ")
    assert now == f"Hiện nay {state}" and future == REMAINING[-left:]


@pytest.mark.parametrize(
    ("stage", "left"),
    [
        ("proposal", ["Chấp thuận xây dựng văn bản", "Soạn thảo"]),
        ("registration", ["Chấp thuận xây dựng văn bản", "Soạn thảo"]),
        ("acceptance", ["Soạn thảo"]),
        ("drafting", []),
    ],
)
def test_before_opinions_are_asked_the_way_begins_with_what_was_not_taken(
    stage: str, left: list[str]
) -> None:
    taken = [{"stage": stage, "at": "2026-09-01"}]
    assert told("2026-10-01", rounds=[], stages=taken)[2] == [*left, *REMAINING]


def test_a_step_that_is_put_out_later_is_still_to_come() -> None:
    stages = [*STAGES, {"stage": "appraisal", "at": "2026-12-07", "published": "2026-12-09"}]
    assert told("2026-12-08", stages=stages) == (
        OVER, "Hiện nay Đang tổng hợp, tiếp thu ý kiến", REMAINING,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "last", "state"),
    [
        ({"withdrawn": {"at": "2026-11-20", "reason": "Sót"}}, "20/11/2026 Rút dự thảo: Lý do: Sót", "Đã rút dự thảo"),
        ({"stages": [{"stage": "stopped", "at": "2026-11-20"}]}, "20/11/2026 Dừng xây dựng văn bản", "Dừng xây dựng văn bản"),
    ],
)  # fmt: skip
def test_of_what_has_ended_nothing_is_to_come(
    fields: dict[str, Any], last: str, state: str
) -> None:
    past, now, future = told("2026-12-22", **fields)
    assert past[-1] == last and now == f"Hiện nay {state}" and future == []


def test_of_what_was_issued_nothing_is_to_come() -> None:
    issued = {"number": "41/2026/QĐ-UBND", "date": "2026-12-20", "effective": "2027-01-01"}
    past, now, future = told("2026-12-22", issued=issued, outcome={"answered": {"at": "2026-12-05"}})  # fmt: skip
    assert now == "Hiện nay Đã ban hành" and future == []
    assert past[-2] == "05/12/2026 Công bố tiếp thu, giải trình"


def test_a_round_to_come_is_told_with_its_number() -> None:
    rounds = [
        {"opens": "2026-09-01", "closes": "2026-09-30", "answer_due": "2026-10-30"},
        {"opens": "2026-11-01", "closes": "2026-11-30"},
    ]
    past, _, future = told("2026-10-22", rounds=rounds, stages=[])
    assert past == [
        "01/09/2026 Mở lấy ý kiến: Thời hạn góp ý: đến hết ngày 30/09/2026.",
        "Hết ngày 30/09/2026 Hết hạn góp ý",
    ]
    assert future[:2] == [
        "Chậm nhất 30/10/2026 Công bố tiếp thu, giải trình",
        "01/11/2026 Mở lấy ý kiến đợt 2: Góp ý đến hết ngày 30/11/2026.",
    ]


def test_before_anything_is_planned_the_whole_chain_is_to_come() -> None:
    site, record, _ = of("2026-08-01", rounds=[], stages=[])
    assert [(s["when"], s["label"]) for s in timeline(site, record)] == [
        ("now", "Dự kiến lấy ý kiến"),
        *(
            ("future", label)
            for label in ("Đăng ký xây dựng văn bản", "Chấp thuận xây dựng văn bản", "Soạn thảo", *REMAINING)
        ),
    ]  # fmt: skip


def test_a_meeting_is_to_come_from_the_instant_at_which_it_is_called() -> None:
    assert HELD not in told("2026-11-11 23:59", events=[MEETING])[2]
    assert told("2026-11-12", events=[MEETING])[2][0] == HELD


def test_a_meeting_without_a_place_has_none() -> None:
    bare = {key: value for key, value in MEETING.items() if key != "place"}
    assert told("2026-11-20", events=[bare])[2][0] == "14:00 ngày 25/11/2026 Hội nghị: Nghe nông dân"  # fmt: skip


@pytest.mark.parametrize(
    ("now", "fields"),
    [
        ("2026-11-09", {}),
        ("2026-11-20", {}),
        ("2026-12-05", {}),
        ("2026-12-05", {"outcome": {"summarised": {"at": "2026-12-03"}}}),
        ("2026-12-05", {"outcome": {"answered": {"at": "2026-12-03"}}}),
        ("2026-12-05", {"outcome": {"no_report": {"at": "2026-12-03", "reason": "Mật"}}}),
        ("2026-12-05", {"rounds": [{"unknown": "true"}]}),
    ],
)
def test_what_is_asked_about_was_drafted_whatever_steps_were_entered(
    now: str, fields: dict[str, Any]
) -> None:
    future = told(now, **{"stages": [], **fields})[2]
    assert future[-len(REMAINING) :] == REMAINING
    assert not {"Soạn thảo", "Chấp thuận xây dựng văn bản"} & {*future}
