"""What scripts say of a record: ways to comment, the change of a deadline, points, news, meetings and figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from duthao.domain.draft import Outcome
from duthao.outputs.loudspeaker import passages, script_facts
from duthao.records.body import Body, Section
from tests.conftest import PROVINCE
from tests.domain.test_lifecycle import draft_with
from tests.loudspeaker_scripts import OPEN, record_of, site_of


def of(draft: Any, now: str) -> Any:
    """Site, record and view of a draft at an instant."""
    site, record = site_of(PROVINCE, now), record_of(PROVINCE, OPEN)
    record = replace(record, draft=draft)
    return site, record, site.view(record)


@pytest.mark.parametrize("doing", ["Gặp", "Đến", "Liên hệ", "Nộp", "Gửi"])
def test_who_is_told_what_to_do_is_not_sent_to_a_place_of_that_name(doing: str) -> None:
    said = script_facts._in_person(f"{doing} trưởng thôn")
    assert said == f"Để góp ý, bà con {doing.lower()} trưởng thôn."


def test_a_place_is_a_place() -> None:
    said = script_facts._in_person("Bộ phận một cửa")
    assert said == "Bà con gửi ý kiến trực tiếp đến bộ phận một cửa."


CHANGES = [
    {"closes": "2026-12-05", "reason": "Mưa.", "decided": "2026-11-20"},
    {"closes": "2026-12-02", "reason": "Gấp.", "decided": "2026-11-24"},
]
FIRST = {"opens": "2026-09-01", "closes": "2026-09-30"}
SECOND = {"opens": "2026-11-10", "closes": "2026-11-30", "deadline_changes": CHANGES}


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ("2026-11-19 23:59", None),
        ("2026-11-20", ("2026-11-30", True, "Mưa.")),
        ("2026-11-24", ("2026-12-05", False, "Gấp.")),
    ],
)
@pytest.mark.parametrize("rounds", [[SECOND], [FIRST, SECOND]], ids=["one round", "two rounds"])
def test_the_change_of_a_deadline_is_the_latest_of_the_round_shown(
    rounds: list[dict[str, Any]], now: str, change: tuple[str, bool, str] | None
) -> None:
    found = script_facts.changed_deadline(*of(draft_with(rounds=rounds), now))
    assert (found and (found.former.text, found.longer, found.reason)) == change


def test_no_change_is_told_where_there_is_no_round_or_no_change() -> None:
    assert script_facts.changed_deadline(*of(draft_with(rounds=[]), "2026-11-20")) is None
    assert script_facts.changed_deadline(*of(draft_with(rounds=[FIRST]), "2026-09-20")) is None


def points(markdown: str) -> list[list[str]]:
    return [*passages._points(Section("content", "X", markdown, 1))]


def test_points_are_counted_where_there_are_several() -> None:
    assert points("Mở đầu.\n\n1. Một đàn.\n2. Hai đàn.\n\nChung cho cả hai.\n") == [
        ["Mở đầu."],
        ["Thứ nhất, một đàn."],
        ["Thứ hai, hai đàn.", "Chung cho cả hai."],
    ]
    assert points("- Một đàn.\n") == [["Một đàn."]]
    assert points("Một.\n\nHai.\n") == [["Một."], ["Hai."]]
    assert points("### Đầu\n\n- Một.\n- Hai.\n") == [["Thứ nhất, một."], ["Thứ hai, hai."]]
    assert [*passages._points(None)] == []


def test_after_the_fifth_a_point_has_no_number() -> None:
    items = "".join(f"- Điều {word}.\n" for word in ("một", "hai", "ba", "bốn", "năm", "sáu"))
    assert [group[0] for group in points(items)] == [
        "Thứ nhất, điều một.",
        "Thứ hai, điều hai.",
        "Thứ ba, điều ba.",
        "Thứ tư, điều bốn.",
        "Thứ năm, điều năm.",
        "Điều sáu.",
    ]
    assert points("- Một câu. Hai câu.\n- Ba.\n")[0] == ["Thứ nhất, một câu.", "Hai câu."]


def body(heading: str, markdown: str, now: str = "2026-11-20", **fields: Any) -> dict[str, Any]:
    """The passages of a draft that has this section alone."""
    site, record, view = of(draft_with(**fields), now)
    only = Body((Section(heading, "X", markdown, 1),))
    return passages.passages(site, replace(record, body=only), view)


@pytest.mark.parametrize(
    ("heading", "passage", "most"),
    [
        ("content", "points", 6),  # one more than is read: so it is known that there are more
        ("necessity", "why", 3),
        ("new", "new", 3),
        ("questions", "questions", 3),
        ("contested", "contested", 3),
    ],
)
def test_no_more_is_taken_than_anybody_could_listen_to(
    heading: str, passage: str, most: int
) -> None:
    paragraphs = [f"Đoạn {word}." for word in ("a", "b", "c", "d", "đ", "e", "g", "h")]
    found = body(heading, "\n\n".join(paragraphs))
    assert found[passage] == [[paragraph] for paragraph in paragraphs[:most]]
    others = {name for name in passages.MOST if found[name] and name != passage}
    nothing = [found[name] for name in ("reason", "counts", "method", "hurried")]
    assert not others and nothing == [[]] * 4


def test_what_an_officer_wrote_to_be_heard_is_one_group() -> None:
    assert body("radio", "Một câu. Hai câu.\n\nBa.\n")["radio"] == [["Một câu.", "Hai câu.", "Ba."]]


def test_a_long_reason_is_read_four_sentences_at_a_time() -> None:
    written = " ".join(f"Câu {word}." for word in ("a", "b", "c", "d", "e", "g"))
    assert body("necessity", written)["why"] == [
        ["Câu a.", "Câu b.", "Câu c.", "Câu d."],
        ["Câu e.", "Câu g."],
    ]


def test_that_there_is_less_time_is_said_and_why_by_itself() -> None:
    found = body("content", "Một.", shortened={"reason": "Dịch bệnh lan nhanh."})
    assert found["hurried"] == [["Văn bản này được xây dựng theo thủ tục rút gọn."]]
    assert found["shortened"] == [["Lý do: Dịch bệnh lan nhanh."]]
    changed = body("content", "Một.", rounds=[SECOND])
    assert changed["reason"] == [["Mưa."]]


def test_beside_a_result_stands_what_came_of_it_and_nothing_that_asks() -> None:
    outcome = {"received": 9, "method": "Họp dân.", "answered": {"at": "2026-12-05"}}
    site, record, view = of(draft_with(outcome=outcome), "2026-12-06")
    found = passages.passages(site, record, view, asking=False)
    assert found["method"] == [["Họp dân."]]
    assert found["counts"] == [["Đã nhận được 9 ý kiến góp ý."]]
    assert not {"why", "new", "questions", "radio", "meetings", "reason"} & found.keys()


def test_news_are_the_rows_that_change_something() -> None:
    two = "| Nội dung | Hiện hành |\n|---|---|\n| Phí đò | Có |\n"
    assert [*passages._comparison(Section("new", "X", two, 1), "dự thảo")] == []
    head = "| Nội dung | Hiện hành | Dự thảo | Ai |\n|---|---|---|---|\n"
    rows = "| Mức hỗ trợ | 150 đồng. | 300 đồng; | Nông dân |\n| Vé | Có | Giữ nguyên như hiện nay | |\n| Phí | | Có | |\n"
    table = Section("new", "X", head + rows, 1)
    assert [*passages._comparison(table, "dự thảo")] == [
        ["Về mức hỗ trợ, hiện nay: 150 đồng.", "Theo dự thảo: 300 đồng."]
    ]
    cells = "| Mức: hỗ trợ một lần | Xe: không | Xe: 5 đồng. | |\n| Phí đò | Có |\n| Vé; | 2 đồng, | 3 đồng ; |\n"
    table = Section("new", "X", head + cells, 1)
    assert [*passages._comparison(table, "đề nghị")] == [
        ["Về mức, hỗ trợ một lần, hiện nay: xe, không.", "Theo đề nghị: xe, 5 đồng."],
        ["Về vé, hiện nay: 2 đồng.", "Theo đề nghị: 3 đồng."],
    ]
    assert [*passages._comparison(Section("new", "X", "Một điều mới.\n", 1), "dự thảo")] == [
        ["Một điều mới."]
    ]


def test_figures_are_told_with_what_became_of_them_once_the_answer_is_out() -> None:
    known = Outcome.model_validate(
        {"asked": 5, "agreed": 3, "received": 9, "documents": 4, "accepted": 6, "partly": 0, "kept": 3}
    )  # fmt: skip
    asked = [
        "Cơ quan soạn thảo đã gửi lấy ý kiến của 5 cơ quan, tổ chức, cá nhân.",
        "Trong số các nơi được hỏi, 3 nơi thống nhất.",
    ]
    came = ["Đã nhận được 9 ý kiến góp ý trong 4 văn bản, phiếu góp ý."]
    fate = [
        "Trong đó, 6 ý kiến được tiếp thu.",
        "Với 3 ý kiến, cơ quan soạn thảo giữ nguyên dự thảo, có nêu lý do.",
    ]
    assert [*passages._counts(known, answered=False)] == [asked, came]
    assert [*passages._counts(known, answered=True)] == [asked, came, fate]
    assert [*passages._counts(Outcome.model_validate({}), answered=True)] == []
    both = Outcome.model_validate({"agreed": 3, "silent": 2})
    assert [*passages._counts(both, answered=False)] == [
        ["Trong số các nơi được hỏi, 3 nơi thống nhất, 2 nơi không trả lời."]
    ]
    bare = Outcome.model_validate({"silent": 2})
    assert [*passages._counts(bare, answered=True)] == [
        ["Trong số các nơi được hỏi, 2 nơi không trả lời."]
    ]


MEETING = {"kind": "hoi-nghi", "title": "Hội nghị với nông dân", "at": "2026-11-25 14:00", "place": "Nhà văn hóa B"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "now", "told", "called"),
    [
        ({}, "2026-11-25 13:59", 0, 0),  # nobody had called it before it began
        ({}, "2026-11-25 14:00", 0, 1),
        ({"published": "2026-11-20"}, "2026-11-19 23:59", 0, 0),
        ({"published": "2026-11-20"}, "2026-11-20", 1, 1),
        ({"published": "2026-11-20"}, "2026-11-25 14:00", 0, 1),
        ({"published": "2026-11-20", "kind": "hop-bao"}, "2026-11-20", 0, 0),
        ({"published": "2026-11-20", "at": "2026-11-25"}, "2026-11-20", 1, 0),
        ({"published": "2026-11-20", "place": None}, "2026-11-20", 1, 0),
    ],
)
def test_a_meeting_is_told_from_when_it_was_called_until_it_begins(
    change: dict[str, Any], now: str, told: int, called: int
) -> None:
    meeting = {key: value for key, value in {**MEETING, **change}.items() if value}
    site, record, _ = of(draft_with(events=[meeting]), now)
    assert len([*passages._meetings(site, record)]) == told
    assert len(script_facts.announced_meetings(site, record)) == called


def test_a_meeting_says_when_and_where() -> None:
    meeting = {**MEETING, "published": "2026-11-20", "place": "Nhà văn hóa B ."}
    site, record, _ = of(draft_with(events=[meeting]), "2026-11-21")
    assert [*passages._meetings(site, record)] == [
        [
            "Hội nghị với nông dân.",
            "Thời gian: lúc 14 giờ, thứ Tư, ngày 25/11/2026.",
            "Địa điểm: nhà văn hóa B.",
        ]
    ]
    site, record, _ = of(
        draft_with(events=[{**MEETING, "at": "2026-11-25", "published": "2026-11-20"}]),
        "2026-11-21",
    )
    assert next(passages._meetings(site, record))[1] == "Thời gian: thứ Tư, ngày 25/11/2026."
