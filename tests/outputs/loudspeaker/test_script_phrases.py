"""What scripts are made of: every phrase of a draft in its state, and which passages there is time for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from duthao.outputs.loudspeaker import script_facts, script_kinds, scripts
from duthao.outputs.loudspeaker.script_kinds import ScriptKind
from duthao.records.body import Body, Section
from tests.conftest import PROVINCE
from tests.domain.test_lifecycle import at, draft_with
from tests.loudspeaker_scripts import OPEN, record_of, site_of

FIELDS: dict[str, Any] = {
    "title": "Quyết định ban hành Quy chế phối hợp quản lý bến cảng",
    "short_title": "Phối hợp quản lý bến cảng",
    "document_type": "qd-ubnd-tinh",
    "agency": "ban-quan-ly-khu-kinh-te",
    "issuer": "ubnd-tinh",
    "places": ["ky-anh", "ky-xuan"],
    "audiences": ["nguoi-lao-dong", "doanh-nghiep"],
    "comment": {
        "in_person": "Bộ phận Tiếp nhận, Ban Quản lý Khu kinh tế tỉnh",
        "phone": "0239 000 0103",
        "postal_address": "Số 1, đường Lê Lợi, phường Vũng Áng",
        "email": "gopy@hatinh.example",
    },
}


def of(now: str, **fields: Any) -> tuple[Any, Any, Any]:
    """Site, record and view of such a draft at an instant."""
    draft = draft_with(**{**FIELDS, **fields})
    site, record = site_of(PROVINCE, now), replace(record_of(PROVINCE, OPEN), draft=draft)
    return site, record, site.view(record)


def said(now: str, *, asking: bool = True, **fields: Any) -> dict[str, str]:
    return dict(script_facts.phrases(*of(now, **fields), asking=asking))


def test_every_phrase_of_an_open_draft() -> None:
    assert said("2026-11-20") == {
        "agency": "Ban Quản lý Khu kinh tế tỉnh",
        "what": "dự thảo Quyết định ban hành Quy chế phối hợp quản lý bến cảng",
        "result": "",
        "published": "",
        "next_step": "",
        "ahead": "",
        "posted": "",
        "unit": "xã",
        "whose": "",
        "head": "trưởng thôn",
        "issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh",
        "audiences": "người lao động và doanh nghiệp",
        "places": "các xã Kỳ Anh và Kỳ Xuân",
        "opens": "",
        "until": "đến hết thứ Hai, ngày 30/11/2026",
        "until_again": "đến hết thứ Hai, ngày 30/11",
        "last": "thứ Hai, ngày 30/11",
        "former": "",
        "changing": "",
        "way": "Bà con gửi ý kiến trực tiếp đến bộ phận Tiếp nhận, Ban Quản lý Khu kinh tế tỉnh.",
        "other_way": "Bà con góp ý qua điện thoại số 0239 000 0103.",
        "phone": "Điện thoại góp ý: số 0239 000 0103.",
    }


def test_before_it_opens_it_is_said_from_when() -> None:
    assert said("2026-11-09")["opens"] == "từ thứ Ba, ngày 10/11/2026"


@pytest.mark.parametrize(
    ("closes", "changing", "former"),
    [
        ("2026-12-04", "kéo dài thời gian lấy ý kiến", "ngày 30/11"),
        ("2026-11-28", "rút ngắn thời gian lấy ý kiến", "ngày 30/11"),
    ],
)
def test_a_changed_deadline_is_said_with_what_held_before(
    closes: str, changing: str, former: str
) -> None:
    change = {"closes": closes, "reason": "Mưa.", "decided": "2026-11-18"}
    rounds = [{"opens": "2026-11-10", "closes": "2026-11-30", "deadline_changes": [change]}]
    phrases = said("2026-11-20", rounds=rounds)
    assert (phrases["changing"], phrases["former"]) == (changing, former)


@pytest.mark.parametrize(
    ("places", "named", "unit", "head"),
    [
        (["ky-anh"], "", "xã", "trưởng thôn"),
        (["vung-ang", "song-tri"], "các phường Vũng Áng và Sông Trí", "phường", "tổ trưởng tổ dân phố"),
        (["ky-anh", "vung-ang"], "xã Kỳ Anh và phường Vũng Áng", "xã, phường", "trưởng thôn, tổ trưởng tổ dân phố"),
        (["ha-tinh"], "", "xã, phường", "trưởng thôn, tổ trưởng tổ dân phố"),
        (["ha-tinh", "ky-anh"], "", "xã, phường", "trưởng thôn, tổ trưởng tổ dân phố"),
    ],
)  # fmt: skip
def test_places_and_who_speaks_for_them(
    places: list[str], named: str, unit: str, head: str
) -> None:
    phrases = said("2026-11-20", places=places)
    assert (phrases["places"], phrases["unit"], phrases["head"]) == (named, unit, head)


def test_a_special_zone_is_called_so_and_has_no_head_of_its_own() -> None:
    site, record, view = of("2026-11-20")
    zones = {
        key: place.model_copy(update={"kind": "dac-khu", "name": f"đặc khu {place.name[3:]}"})
        for key, place in site.registers.places.items()
        if key in record.draft.places
    }
    other = replace(site, registers=site.registers.model_copy(update={"places": zones}))
    phrases = dict(script_facts.phrases(other, record, view))
    assert (phrases["unit"], phrases["head"]) == ("đặc khu", "cán bộ thôn")
    assert phrases["places"].startswith("các đặc khu ")


def test_a_province_of_which_no_commune_is_known_has_places() -> None:
    site, record, view = of("2026-11-20", places=["ha-tinh"])
    alone = {"ha-tinh": site.registers.places["ha-tinh"]}
    other = replace(site, registers=site.registers.model_copy(update={"places": alone}))
    assert dict(script_facts.phrases(other, record, view))["unit"] == "địa phương"


def test_whom_it_touches_is_said_only_where_it_is_told() -> None:
    assert said("2026-11-20", audiences=[])["audiences"] == ""


ON_PHONE = "Bà con góp ý qua điện thoại số 0239 000 0103."


@pytest.mark.parametrize(
    ("ways", "way", "other", "phone"),
    [
        (["phone", "email"], ON_PHONE, "", ""),
        (["postal_address", "email"], "Bà con gửi thư góp ý đến Số 1, đường Lê Lợi, phường Vũng Áng.", "", ""),
        (["email"], "Bà con gửi thư điện tử đến địa chỉ gopy@hatinh.example.", "", ""),
        (["phone", "postal_address"], ON_PHONE, "Bà con gửi thư góp ý đến Số 1, đường Lê Lợi, phường Vũng Áng.", ""),
        ([], "", "", ""),
    ],
)  # fmt: skip
def test_two_ways_to_comment_and_an_address_on_the_web_only_alone(
    ways: list[str], way: str, other: str, phone: str
) -> None:
    phrases = said("2026-11-20", comment={key: FIELDS["comment"][key] for key in ways} or None)
    assert (phrases["way"], phrases["other_way"], phrases["phone"]) == (way, other, phone)


def test_beside_a_result_nothing_that_asks_for_opinions_is_said() -> None:
    outcome = {
        "summarised": {"at": "2026-12-03"},
        "answered": {"at": "2026-12-05", "published": "2026-12-06"},
    }
    told = said("2026-12-07", outcome=outcome, asking=False)
    assert list(told) == [
        "agency",
        "what",
        "result",
        "published",
        "next_step",
        "ahead",
        "posted",
        "unit",
        "whose",
    ]
    assert told["result"] == "bản tiếp thu, giải trình ý kiến góp ý"
    assert told["published"] == "thứ Bảy, ngày 05/12/2026"
    before = said("2026-12-05", outcome=outcome, asking=False)
    assert before["result"] == "bản tổng hợp ý kiến góp ý"
    assert said("2026-12-02", outcome=outcome)["published"] == ""


STEPS = [("appraisal", "2026-12-07"), ("submission", "2026-12-10"), ("adoption", "2026-12-15")]
ANSWERED = {"answered": {"at": "2026-12-05"}}


@pytest.mark.parametrize(
    ("now", "step"),
    [
        ("2026-12-06", ""),
        ("2026-12-07", "Hiện nay, dự thảo đang được thẩm định."),
        ("2026-12-10", "Hiện nay, dự thảo đã được trình cấp có thẩm quyền xem xét."),
        ("2026-12-15", "Hiện nay, dự thảo đã được thông qua, chờ ban hành."),
        ("2026-12-20", "Văn bản đã được ban hành Chủ nhật, ngày 20/12/2026."),
    ],
)
def test_what_becomes_of_a_draft_after_its_result(now: str, step: str) -> None:
    stages = [{"stage": stage, "at": when} for stage, when in STEPS]
    issued = {"number": "41/2026/QĐ-UBND", "date": "2026-12-20"}
    phrases = said(now, outcome=ANSWERED, stages=stages, issued=issued)
    assert phrases["next_step"] == step


def test_an_answer_that_is_due_is_promised_until_it_is_late() -> None:
    fields: dict[str, Any] = {
        "outcome": {"summarised": {"at": "2026-12-03"}},
        "answer_due": "2026-12-20",
    }
    due = "Kết quả tiếp thu, giải trình được công bố chậm nhất là Chủ nhật, ngày 20/12/2026."
    assert said("2026-12-20", **fields)["next_step"] == due
    assert said("2026-12-21", **fields)["next_step"] == ""


@pytest.mark.parametrize(
    ("title", "short", "what"),
    [
        ("Quyết định quy định mức giá dịch vụ tại bến", "Phí bến cảng", "Quyết định về phí bến cảng"),
        ("Quyết định về phí bến cảng", "Quyết định về phí bến cảng", "Quyết định về phí bến cảng"),
        ("Quyết định sửa đổi Quy chế đài", "Quy chế đài", "Quyết định sửa đổi Quy chế đài"),
        ("Nghị quyết sửa đổi Quy chế đài", "Quy chế đài", "Quyết định về quy chế đài"),
        ("Phí bến cảng mới", "Phí bến cảng", "Quyết định về phí bến cảng"),
        ("Quyết định quy định hỗ trợ học sinh và hỗ trợ lớp", "Hỗ trợ học sinh", "Quyết định quy định hỗ trợ học sinh"),
        ("Quyết định quy định hỗ trợ người nông dân", "Hỗ trợ nông dân", "Quyết định quy định hỗ trợ nông dân"),
    ],
)  # fmt: skip
def test_a_short_title_is_led_in_as_the_full_one_leads_in(
    title: str, short: str, what: str
) -> None:
    assert said("2026-11-20", title=title, short_title=short)["what"] == f"dự thảo {what}"


def test_a_draft_of_a_ministry_is_said_to_be_its_own() -> None:
    whose = said("2026-11-20", document_type="thong-tu", issuer="bo-xay-dung")["whose"]
    assert whose == "Đây là dự thảo của Bộ Xây dựng, không phải của tỉnh Hà Tĩnh."


def test_for_how_long_a_result_hangs_is_said_where_it_is_sure() -> None:
    site, record, view = of("2026-12-30", document_type="qd-ubnd-xa", issuer="ubnd-tinh")
    types = site.registers.document_types
    kind = types["qd-ubnd-xa"]
    assert kind.public_posting.certainty == "second_hand"
    assert dict(script_facts.phrases(site, record, view))["posted"] == ""
    posting = kind.public_posting.model_copy(update={"certainty": "verified"})
    sure = kind.model_copy(update={"public_posting": posting})
    known = site.registers.model_copy(update={"document_types": {**types, "qd-ubnd-xa": sure}})
    said_then = dict(script_facts.phrases(replace(site, registers=known), record, view))["posted"]
    assert said_then == "Kết quả được niêm yết tại bảng tin ít nhất 30 ngày liên tục."


def test_what_nobody_let_out_is_marked_in_capitals() -> None:
    assert script_kinds.UNRELEASED == "CHƯA DUYỆT"


def test_a_title_made_for_the_ear_and_a_proposal() -> None:
    ear = {"title": "Dự thảo Quyết định về bến cảng ."}
    assert said("2026-11-20", spoken=ear)["what"] == "dự thảo Quyết định về bến cảng"
    proposal = [{"of": "proposal", "opens": "2026-11-10", "closes": "2026-11-30"}]
    what = said("2026-11-20", rounds=proposal, spoken={"title": "Quyết định về bến cảng"})["what"]
    assert what == "đề nghị xây dựng Quyết định về bến cảng"


# ---- kinds


MEETING = {"kind": "hoi-nghi", "title": "Hội nghị", "at": "2026-11-25 14:00", "place": "Nhà B", "published": "2026-11-12"}  # fmt: skip


def test_meetings_at_one_hour_have_files_and_names_of_their_own() -> None:
    meetings = [{**MEETING, "title": title} for title in ("Hội nghị A", "Hội nghị B")]
    meetings.append({**MEETING, "at": "2026-11-25 15:00"})
    site, record, _ = of("2026-11-20", events=meetings)
    found = [kind for kind in script_kinds.kinds(site, record) if kind.meeting]
    assert [script_kinds.files(kind) for kind in found] == [
        ("hop-20261125-1400.txt",),
        ("hop-20261125-1400-2.txt",),
        ("hop-20261125-1500.txt",),
    ]
    assert [script_kinds.labels(kind) for kind in found[1:]] == [
        ("Bài mời họp 14:00 ngày 25/11/2026",),
        ("Bài mời họp 15:00 ngày 25/11/2026",),
    ]
    assert {kind.template for kind in found} == {"hop.txt"}
    assert script_kinds.off_air_at(site, record, found[0]) == at("2026-11-25 14:00")
    assert script_kinds.kind_of(site, record, "hop-20261125-1400-2.txt") is found[1]


def test_each_kind_has_a_full_and_a_short_text() -> None:
    site, record, _ = of("2026-11-20")
    opening, reminder = script_kinds.kinds(site, record)
    assert script_kinds.files(opening) == ("mo.txt", "mo-ngan.txt")
    assert script_kinds.labels(opening) == ("Bài mở đầu, bản đầy đủ", "Bài mở đầu, bản ngắn")
    assert script_kinds.labels(reminder)[0] == "Bài nhắc thời hạn góp ý, bản đầy đủ"
    assert (opening.template, reminder.template) == ("mo.txt", "nhac.txt")
    assert script_kinds.off_air_at(site, record, opening) == at("2026-12-01")
    assert [script_kinds.is_short(f) for f in ("mo.txt", "mo-ngan.txt", "hop-1.txt")] == [
        False, True, True,
    ]  # fmt: skip


def test_a_result_goes_off_the_air_thirty_days_after_it_was_put_out() -> None:
    answered = {"answered": {"at": "2026-12-20", "published": "2026-12-22"}}
    site, record, _ = of("2026-12-23", outcome=answered)
    (told,) = [k for k in script_kinds.kinds(site, record) if k.name == script_kinds.RESULT]
    assert script_kinds.off_air_at(site, record, told) == at("2027-01-21")
    site, record, _ = of("2026-12-21", outcome=answered)  # it is not out yet
    assert script_kinds.RESULT not in [k.name for k in script_kinds.kinds(site, record)]
    assert script_kinds.off_air_at(site, record, told) is None


def test_no_script_before_there_is_anything_to_say() -> None:
    site, record, _ = of("2026-11-20", rounds=[])
    assert script_kinds.kinds(site, record) == ()


def test_how_long_scripts_may_be() -> None:
    """Two to four minutes, and a minute and a half: what is planned leaves a margin for what is only estimated."""
    assert scripts.MAX_SECONDS == (240, 90)


def kind(name: str) -> ScriptKind:
    change = {"closes": "2026-12-05", "reason": "Mưa.", "decided": "2026-11-18"}
    rounds = [{"opens": "2026-11-10", "closes": "2026-11-30", "deadline_changes": [change]}]
    fields: dict[str, Any] = {"rounds": rounds} if name != "ket-qua" else {"outcome": ANSWERED}
    site, record, _ = of("2026-12-05", events=[{**MEETING, "at": "2026-12-20 14:00"}], **fields)
    return next(k for k in script_kinds.kinds(site, record) if k.name.startswith(name))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("mo", "Bài mở đầu"),
        ("nhac", "Bài nhắc thời hạn góp ý"),
        ("gia-han", "Bài về thời hạn góp ý mới"),
        ("ket-qua", "Bài về kết quả lấy ý kiến"),
    ],
)
def test_a_script_is_called_by_what_it_tells(name: str, label: str) -> None:
    assert kind(name).label == label


PLENTY = {name: [1.0] * 9 for name in ("points", "why", "new", "questions", "contested", "raised", "meetings", "shortened", "radio")}  # fmt: skip


def heard(name: str, *, short: bool) -> list[str]:
    """The passages of which another sentence group is read as there is a second more, in this order."""
    form = kind(name).short if short else kind(name).full
    assert form is not None
    taken: list[dict[str, int]] = [
        scripts.chosen_groups(form.passages, PLENTY, seconds, 0) for seconds in range(26)
    ]
    assert taken[0] == {} and taken[-1] == taken[-2], "there is an end to it"
    return [
        name
        for before, after in pairwise(taken)
        for name in after
        if after[name] != before.get(name, 0)
    ]


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [
        (
            "mo",
            "shortened points points points points points new why questions questions new why meetings meetings"
            " contested contested contested new",
            "points points shortened points",
        ),
        (
            "nhac",
            "shortened points points points points points meetings meetings questions questions questions",
            "points points shortened points",
        ),
        (
            "gia-han",
            "shortened points points points points points meetings meetings questions questions questions",
            "points points shortened points",
        ),
        (
            "ket-qua",
            "raised raised raised contested contested contested points points points points points",
            "raised contested",
        ),
    ],
)
def test_what_matters_most_is_heard_where_there_is_little_time(
    name: str, full: str, short: str
) -> None:
    assert heard(name, short=False) == full.split()
    assert heard(name, short=True) == short.split()


@pytest.mark.parametrize(
    ("name", "least"), [("mo", 2), ("nhac", 1), ("gia-han", 1), ("ket-qua", 0), ("hop", 0)]
)
def test_however_long_a_title_something_of_the_draft_is_read(name: str, least: int) -> None:
    form = kind(name)
    chosen = scripts.chosen_groups(form.full.passages, PLENTY, 0, form.min_groups)
    assert sum(chosen.values()) == least


def test_what_fits_to_the_second_is_chosen_and_what_does_not_is_left_with_what_follows() -> None:
    order = (("points", 5), ("why", 1))
    lengths = {"points": [10.0, 20.0, 5.0], "why": [5.0]}
    assert scripts.chosen_groups(order, lengths, 30, 0) == {"points": 2}
    assert scripts.chosen_groups(order, lengths, 29, 0) == {"points": 1, "why": 1}
    assert scripts.chosen_groups(order, lengths, 40, 0) == {"points": 3, "why": 1}


# ---- when and why not


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({}, "Thời gian góp ý đã kết thúc"),
        ({"outcome": {"answered": {"at": "2026-12-05"}}}, "Thời gian góp ý đã kết thúc, kết quả đã công bố quá ba mươi ngày"),
        ({"outcome": {"answered": {"at": "2026-12-20"}}}, "Thời gian góp ý đã kết thúc"),
        ({"events": [MEETING]}, "Thời gian góp ý đã kết thúc, cuộc họp đã đến giờ bắt đầu"),
        ({"withdrawn": {"at": "2026-11-20", "reason": "Sót"}, "events": [MEETING]}, "Dự thảo đã được rút"),
        ({"stages": [{"stage": "stopped", "at": "2026-11-20"}]}, "Văn bản đã dừng xây dựng"),
    ],
)  # fmt: skip
def test_why_scripts_are_on_air_no_more(fields: dict[str, Any], reasons: str) -> None:
    """On 10 January of a draft that closed on 30 November."""
    site, record, _ = of("2027-01-10", **fields)
    assert script_kinds.off_air_reasons(site, record) == reasons


@pytest.mark.parametrize("now", ["2026-11-09", "2026-11-20"])
def test_while_opinions_are_or_will_be_asked_there_is_no_reason(now: str) -> None:
    site, record, view = of(now, events=[MEETING])
    assert script_kinds.closed_reason(view) == ""
    assert script_kinds.off_air_reasons(site, record) == ""


def test_who_lets_the_scripts_go_on_air() -> None:
    released = {"released": {"by": "Nguyễn Văn A", "date": "2026-11-12"}}
    _, record, _ = of("2026-11-20", radio=released)
    assert script_kinds.is_released(record) is True
    assert (
        script_kinds.approval(record)
        == "Cơ quan soạn thảo cho phát: Nguyễn Văn A, ngày 12/11/2026."
    )
    _, record, _ = of("2026-11-20")
    assert script_kinds.is_released(record) is False and script_kinds.approval(record) == ""


# ---- how long it takes


def test_the_length_of_a_text_is_its_syllables_and_its_pauses() -> None:
    """At 170 syllables a minute; half a second after a sentence, a second between groups."""
    text = "Kính thưa bà con!\nXin nghe bản tin.\n\nXin cảm ơn.\n"
    script = scripts._timed(170, "mo.txt", "Bài", text)
    assert script.syllables == 4 + 4 + 3
    assert script.seconds == pytest.approx(60 * 11 / 170 + 3 * 0.5 + 1.0)
    assert not script.expired
    joined = scripts._timed(60, "mo.txt", "Bài", "Đi xe-đạp.\n")
    assert (joined.syllables, joined.seconds) == (3, 3.5)


def test_what_is_written_in_figures_takes_longer_to_say() -> None:
    assert scripts.spoken_seconds(["Mức hỗ trợ mới."], 60) == 4 + 0.5
    assert scripts.spoken_seconds(["Mức 25 đồng.", "Một năm."], 60) == 5 + 2 + 2 * 0.5


def test_texts_of_one_name_that_differ_have_anchors_of_their_own() -> None:
    anchors = scripts.Anchors()
    found = [anchors.of(name, text) for name, text in [("mo", "a"), ("mo", "b"), ("mo", "a"), ("nhac", "b"), ("mo", "c")]]  # fmt: skip
    assert found == ["mo", "mo-2", "mo", "nhac", "mo-3"]


def test_a_draft_with_more_points_than_are_read_sends_to_the_board_for_all_of_it() -> None:
    site, record, _ = of("2026-11-20")
    words = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy")
    for count, whole in ((1, False), (7, True)):
        points = "".join(f"- Điều {word}.\n" for word in words[:count])
        only = replace(record, body=Body((Section("content", "X", points, 1),)))
        full = scripts.compose(site, only).texts[0].text
        assert ("đầy đủ nội dung" in full) is whole, full


def test_a_script_says_that_there_is_more_than_it_reads() -> None:
    """One point of a draft that has but one is all of it."""
    site, record, _ = of("2026-11-20")
    opening = script_kinds.kinds(site, record)[0]
    spoken = {name: [phrase] if phrase else [] for name, phrase in said("2026-11-20").items()}
    spoken |= {"hurried": [], "points": [f"Điểm {n}." for n in ("một", "hai", "ba")]}

    def more(chosen: int, points: int) -> bool:
        plan = scripts._Plan(opening, False, "", {"points": chosen} if chosen else {})
        return "xem đầy đủ nội dung" in scripts._script(site, record, plan, spoken, points).text

    assert [more(1, 1), more(1, 2), more(2, 2), more(2, 3), more(0, 2)] == [
        False, True, False, True, False,
    ]  # fmt: skip


def test_what_must_be_heard_first_stands_in_sentences_of_its_own() -> None:
    """A preview of a sample that nobody approved says both, whether it is on air or over."""
    for now in ("2026-11-20", "2027-01-10"):
        site, record, _ = of(now, demo=True)
        for script in scripts.compose(replace(site, approved=False), record).texts:
            assert script.text.split("\n")[:2] == [
                "CHƯA DUYỆT, không được phát.",
                "Đây là bản tin minh họa, không phát trên hệ thống truyền thanh.",
            ]


def test_a_reading_given_by_hand_is_said_as_one_line() -> None:
    """However it is broken in the record."""
    spoken = {"title": "Quyết định về BQLX", "terms": {"BQLX": "ban quản lý\n  xã"}}
    site, record, _ = of("2026-11-20", spoken=spoken)
    text = scripts.compose(site, record).texts[0].text
    assert "dự thảo Quyết định về ban quản lý xã." in text


def test_the_officers_own_words_stand_in_for_points_reasons_and_news() -> None:
    """Questions and what else there is follow them."""
    site, record, _ = of("2026-11-20")
    opening = script_kinds.kinds(site, record)[0]
    lengths = {name: [0.0] for name in opening.full.phrases} | {name: [1.0] * 3 for name in PLENTY}
    plan = scripts._plan(site, record, opening, lengths, short=False)
    assert not {"points", "why", "new"} & plan.chosen.keys()
    assert list(plan.chosen) == ["radio", "shortened", "questions", "meetings", "contested"]
    without = scripts._plan(site, record, opening, {**lengths, "radio": []}, short=False)
    assert {"points", "why", "new"} < without.chosen.keys() and "radio" not in without.chosen


def test_each_province_has_its_own_abbreviations() -> None:
    site, record, _ = of("2026-11-20")
    for reading in ("quy trình xét", "quy hoạch xây"):
        registers = site.registers.model_copy(update={"abbreviations": {"QXZ": reading}})
        speaker = scripts._speaker(replace(site, registers=registers), record)
        assert (speaker.abbreviations["QXZ"], "UBND" in speaker.abbreviations) == (reading, True)
