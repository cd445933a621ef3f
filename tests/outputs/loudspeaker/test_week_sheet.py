"""The plan of a place for a week, on paper and as plain text, word for word, and what the desk knows of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from duthao.clock import parse
from duthao.domain.settings import LogSettings
from duthao.outputs.loudspeaker import day_plans, desk, week_sheet
from duthao.outputs.loudspeaker.day_plans import Desk
from duthao.outputs.loudspeaker.schedule import Airing, AirItem, AirSchedule, OffAirNotice
from duthao.outputs.loudspeaker.scripts import Script
from duthao.outputs.loudspeaker.translations import Rendering
from duthao.outputs.shared.turns import epoch
from tests.conftest import PROVINCE
from tests.loudspeaker_scripts import site_of

BUILD = "2026-11-30T06:30+07:00"  # a Monday


def instant(written: str) -> int:
    return epoch(parse(f"{written}+07:00").start)


def script(file: str, label: str, text: str, seconds: float, syllables: int) -> Script:
    return Script(file, label, text, syllables, seconds, False)


OPENING = AirItem(
    id="ht-2026-900",
    title="Phối hợp quản lý lao động",
    kind="mo",
    label="Bài mở đầu",
    when="góp ý đến hết thứ Năm, 03/12/2026",
    closes=instant("2026-12-04T00:00"),
    off_air=instant("2026-12-04T00:00"),
    released=True,
    demo=False,
    full=script("mo.txt", "Bài mở đầu, bản đầy đủ", "Kính thưa bà con!\nĐể góp ý, bà con gọi 0239.\n\nXin cảm ơn bà con.\n", 160, 600),
    short=script("mo-ngan.txt", "Bài mở đầu, bản ngắn", "Kính thưa bà con!\n", 50, 190),
    slow=("bà con gọi 0239",),
    renderings=(
        Rendering("hmn", "Tiếng Mông", "Lời dịch.\nHết.", "Người dịch: A Páo.", False),
        Rendering("ium", "Tiếng Dao", "Lời khác.", "Người dịch: A Pháo.", False),
    ),
)  # fmt: skip
COUNTED = script("ket-qua.txt", "Bài về kết quả", "Đã nhận được bốn mươi ý kiến góp ý.\n", 100, 380)
RESULT = AirItem(
    id="ht-2026-901",
    title="Phí bến cảng",
    kind="ket-qua",
    label="Bài về kết quả lấy ý kiến",
    when="công bố 28/11/2026",
    closes=instant("2026-11-01T00:00"),
    off_air=0,
    released=False,
    demo=True,
    full=COUNTED,
    short=COUNTED,
    slow=(),
    renderings=(),
)  # fmt: skip
SCHEDULES = (
    AirSchedule(
        (Airing(OPENING, instant("2026-11-27T00:00"), instant("2026-12-04T00:00")),),
        (),
    ),
    AirSchedule(
        (Airing(RESULT, instant("2026-12-01T09:00"), instant("2026-12-03T12:00")),),
        (
            OffAirNotice("Phí bến cảng", "hết hạn góp ý ngày 29/11/2026", instant("2026-11-30T00:00"), instant("2026-12-01T00:00")),
            OffAirNotice("Việc cũ", "dự thảo đã được rút", instant("2026-11-20T00:00"), instant("2026-11-30T00:00")),
        ),
    ),
)  # fmt: skip


def desk_of(
    key: str = "vung-ang",
    now: str = BUILD,
    schedules: Sequence[AirSchedule] = SCHEDULES,
    times: tuple[str, ...] = ("05:30", "17:00"),
    minutes: int | None = 4,
    **settings: Any,
) -> Desk:
    """The desk of a place with these sessions."""
    site = site_of(PROVINCE, now)
    place = site.registers.places[key].model_copy(
        update={"broadcast": times, "slot_minutes": minutes, "languages": ("vi", "hmn")}
    )
    places = {**site.registers.places, key: place}
    other = replace(
        site,
        registers=site.registers.model_copy(update={"places": places}),
        settings=site.settings.model_copy(update=settings),
    )
    return Desk(other, key, schedules)


PLAN = """\
Bàn phát thanh: phường Vũng Áng
Dùng từ thứ Hai, 30/11/2026 đến hết Chủ nhật, 06/12/2026. Sau ngày đó lấy tờ mới.
Buổi phát 4 phút, lúc 05:30 và 17:00. Tốc độ đọc 170 âm tiết một phút, chưa tính nhạc hiệu.
Không phát: Phí bến cảng (hết hạn góp ý ngày 29/11/2026).

Thứ Hai, 30/11/2026, 05:30 (2 phút 40 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản đầy đủ, 2 phút 40 giây
Thứ Hai, 30/11/2026, 17:00 (50 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản ngắn, 50 giây
Thứ Ba, 01/12/2026, 05:30 (2 phút 40 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản đầy đủ, 2 phút 40 giây
Thứ Ba, 01/12/2026, 17:00 (2 phút 30 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản ngắn, 50 giây
- Phí bến cảng: Bài về kết quả, 1 phút 40 giây
Thứ Tư, 02/12/2026, 05:30 (2 phút 30 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản ngắn, 50 giây
- Phí bến cảng: Bài về kết quả, 1 phút 40 giây
Đọc hết các bài mất 4 phút 20 giây, quá 20 giây so với buổi phát. Đọc bản ngắn: Phối hợp quản lý lao động.
Thứ Tư, 02/12/2026, 17:00 (2 phút 30 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản ngắn, 50 giây
- Phí bến cảng: Bài về kết quả, 1 phút 40 giây
Thứ Năm, 03/12/2026, 05:30 (2 phút 30 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản ngắn, 50 giây
- Phí bến cảng: Bài về kết quả, 1 phút 40 giây
Đọc hết các bài mất 4 phút 20 giây, quá 20 giây so với buổi phát. Đọc bản ngắn: Phối hợp quản lý lao động.
Thứ Năm, 03/12/2026, 17:00 (50 giây)
- Phối hợp quản lý lao động: Bài mở đầu, bản ngắn, 50 giây
Thứ Sáu, 04/12/2026, 05:30 (không có bài)
Thứ Sáu, 04/12/2026, 17:00 (không có bài)
Thứ Bảy, 05/12/2026, 05:30 (không có bài)
Thứ Bảy, 05/12/2026, 17:00 (không có bài)
Chủ nhật, 06/12/2026, 05:30 (không có bài)
Chủ nhật, 06/12/2026, 17:00 (không có bài)

----------
Phối hợp quản lý lao động. Bài mở đầu, bản đầy đủ. Góp ý đến hết thứ Năm, 03/12/2026; không phát từ 00:00 thứ Sáu, 04/12/2026.

Kính thưa bà con!
Để góp ý, bà con gọi 0239.

Xin cảm ơn bà con.

----------
Phối hợp quản lý lao động. Bài mở đầu, bản ngắn. Góp ý đến hết thứ Năm, 03/12/2026; không phát từ 00:00 thứ Sáu, 04/12/2026.

Kính thưa bà con!

----------
Phí bến cảng. Bài về kết quả. CHƯA DUYỆT. Công bố 28/11/2026.

Đã nhận được bốn mươi ý kiến góp ý.
"""


def test_the_plan_as_text_word_for_word() -> None:
    """A result comes on the desk on Tuesday at nine and leaves it on Thursday at noon, a draft closes on Thursday night."""
    assert week_sheet.text(desk_of(), "Bàn phát thanh").decode() == PLAN


def test_a_place_without_times_has_one_session_a_day() -> None:
    desk = desk_of(radio=site_of(PROVINCE).settings.radio.model_copy(update={"times": ()}), times=())  # fmt: skip
    lines = week_sheet.text(desk, "Bàn phát thanh").decode().splitlines()
    assert "Thứ Hai, 30/11/2026, trong ngày (2 phút 40 giây)" in lines
    assert lines[2].startswith("Buổi phát 4 phút. Tốc độ đọc ")
    assert {s["time"] for s in week_sheet.sheet(desk, "Bàn")["sessions"]} == {"Trong ngày"}
    assert len(week_sheet.sheet(desk, "Bàn")["sessions"]) == 7


def test_a_place_without_its_own_has_the_times_and_the_minutes_of_the_province() -> None:
    lines = week_sheet.text(desk_of(times=(), minutes=None), "Bàn").decode().splitlines()
    assert lines[2].startswith("Buổi phát 15 phút, lúc 05:00 và 17:00. ")


def test_the_sheet_has_its_addresses_and_its_words() -> None:
    assert (week_sheet.PAPER, week_sheet.TEXT) == ("tuan.pdf", "tuan.txt")
    assert week_sheet.NOTHING == "Những ngày này không có bài cần phát."


def test_a_week_without_anything_says_so_and_no_more() -> None:
    assert week_sheet.text(desk_of(schedules=()), "Bàn phát thanh").decode().splitlines() == [
        *PLAN.splitlines()[:3], "", week_sheet.NOTHING,
    ]  # fmt: skip


def test_the_sheet_word_for_word() -> None:
    sheet: dict[str, Any] = {**week_sheet.sheet(desk_of(), "Bàn phát thanh")}
    sessions = sheet.pop("sessions")
    lines = PLAN.splitlines()
    assert sheet == {
        "title": "Tờ phát thanh: phường Vũng Áng",
        "author": "Sở Tư pháp tỉnh Hà Tĩnh",
        "running": "Bàn phát thanh · phường Vũng Áng",
        "headline": "Tờ phát thanh: phường Vũng Áng",
        "place": "",
        "holds": lines[1],
        "slot": lines[2],
        "off_air": [lines[3]],
        "marks": ["Dữ liệu minh họa"],
        "imprint": "Bản ngày 30/11/2026 · vanban.hatinh.example/gop-y/loa/vung-ang",
        "qr": "",
        "qr_alt": "",
        "short_url": "vanban.hatinh.example/gop-y/loa/vung-ang",
        "items": [
            {
                "title": "Phối hợp quản lý lao động",
                "label": "Bài mở đầu",
                "when": "Góp ý đến hết thứ Năm, 03/12/2026; không phát từ 00:00 thứ Sáu, 04/12/2026.",
                "full": "2 phút 40 giây",
                "short": "50 giây",
            },
            {
                "title": "Phí bến cảng",
                "label": "Bài về kết quả lấy ý kiến",
                "when": "Công bố 28/11/2026.",
                "full": "1 phút 40 giây",
                "short": "",
            },
        ],
        "log": 14 + 4,
        "translations": [
            {
                "label": "Tiếng Mông",
                "origin": "Người dịch: A Páo.",
                "lang": "hmn",
                "lines": ["Lời dịch.", "Hết."],
                "title": "1. Phối hợp quản lý lao động",
                "released": True,
            }
        ],
        "glossary": [{"term": "góp ý", "meaning": "nói hoặc viết ý kiến của mình gửi cơ quan hỏi"}],
        "texts": [
            {
                "title": "1. Phối hợp quản lý lao động",
                "released": True,
                "figures": "Bài mở đầu, bản đầy đủ · Loại tin: Thông thường · 2 phút 40 giây · 600 âm tiết"
                " · tốc độ 170 âm tiết một phút · góp ý đến hết thứ Năm, 03/12/2026"
                " · không phát từ 00:00 thứ Sáu, 04/12/2026",
                "groups": [
                    [
                        {"senses": ("Kính thưa bà con!",), "slow": False},
                        {"senses": ("Để góp ý,", "bà con gọi 0239."), "slow": True},
                    ],
                    [{"senses": ("Xin cảm ơn bà con.",), "slow": False}],
                ],
            },
            {
                "title": "1. Phối hợp quản lý lao động",
                "released": True,
                "figures": "Bài mở đầu, bản ngắn · Loại tin: Thông thường · 50 giây · 190 âm tiết"
                " · tốc độ 170 âm tiết một phút · góp ý đến hết thứ Năm, 03/12/2026"
                " · không phát từ 00:00 thứ Sáu, 04/12/2026",
                "groups": [[{"senses": ("Kính thưa bà con!",), "slow": False}]],
            },
            {
                "title": "2. Phí bến cảng",
                "released": False,
                "figures": "Bài về kết quả · Loại tin: Thông thường · 1 phút 40 giây · 380 âm tiết"
                " · tốc độ 170 âm tiết một phút · công bố 28/11/2026",
                "groups": [[{"senses": ("Đã nhận được bốn mươi ý kiến góp ý.",), "slow": False}]],
            },
        ],
    }
    assert len(sessions) == 14
    assert sessions[4] == {
        "day": "Thứ Tư, 02/12/2026",
        "time": "05:30",
        "length": "2 phút 30 giây",
        "advice": "Đọc hết các bài mất 4 phút 20 giây, quá 20 giây so với buổi phát."
        " Đọc bản ngắn: Phối hợp quản lý lao động.",
        "entries": [
            "Số 1: Bài mở đầu, bản ngắn, 50 giây",
            "Số 2: Bài về kết quả, 1 phút 40 giây",
        ],
    }
    assert sessions[13] == {
        "day": "Chủ nhật, 06/12/2026",
        "time": "17:00",
        "length": "",
        "advice": "",
        "entries": ["không có bài"],
    }


def test_a_sample_says_on_paper_that_it_is_one() -> None:
    sheet = week_sheet.sheet(desk_of(sample=True), "Bàn phát thanh")
    assert sheet["imprint"].split(" · ")[:2] == ["Bản ngày 30/11/2026", "Trang mẫu"]
    real = AirSchedule((SCHEDULES[0].airings[0],), ())
    assert week_sheet.sheet(desk_of(schedules=(real,)), "Bàn phát thanh")["marks"] == []


def test_the_province_prints_every_translation_and_its_desk_has_no_folder() -> None:
    desk = desk_of("ha-tinh")
    assert desk.home and desk.folder == "" and desk.name == "tỉnh Hà Tĩnh"
    printed = week_sheet.sheet(desk, "Bàn phát thanh")
    assert [t["lang"] for t in printed["translations"]] == ["hmn", "ium"]
    assert printed["short_url"] == "vanban.hatinh.example/gop-y/loa"
    assert not desk_of().home and desk_of().folder == "vung-ang"


def test_the_announcer_has_a_glossary_where_a_language_of_the_place_has_no_translation() -> None:
    """Vietnamese has none; with one into every language that is spoken there nobody interprets."""
    assert [word.term for word in desk_of().words([OPENING])] == ["góp ý"]
    in_all = (OPENING.renderings[0], OPENING.renderings[0]._replace(lang="vi"))
    assert desk_of().words([OPENING._replace(renderings=in_all)]) == ()
    assert desk_of().words([OPENING._replace(full=None)]) == ()
    two = [
        RESULT._replace(full=script("a", "", text, 1, 1))
        for text in ("Thời hạn", "góp ý đã hết hạn")
    ]
    assert [word.term for word in desk_of().words(two)] == ["góp ý", "hết hạn"]


# ---- the desk, instant by instant


def at(written: str) -> Any:
    return parse(f"{written}+07:00").start


def test_the_desk_changes_at_midnight_and_when_something_comes_or_goes() -> None:
    assert desk_of().turns == [
        at(f"2026-{day}")
        for day in (
            "11-30T00:00", "12-01T00:00", "12-01T09:00", "12-02T00:00", "12-03T00:00", "12-03T12:00", "12-04T00:00",
            "12-05T00:00", "12-06T00:00", "12-07T00:00",
        )
    ]  # fmt: skip
    assert desk_of().end == at("2026-12-08T00:00")
    later = desk_of(now="2026-12-01T10:00+07:00")
    assert later.since == at("2026-12-01T09:00") and later.today == date(2026, 12, 1)
    assert later.turns[:2] == [at("2026-12-01T09:00"), at("2026-12-02T00:00")]
    assert desk_of(now="2026-12-01T09:00+07:00").since == at("2026-12-01T09:00")
    assert desk_of(now="2026-12-01T08:59+07:00").since == at("2026-12-01T00:00")
    assert desk_of(schedules=()).since == at("2026-11-30T00:00")


def test_a_sample_has_one_turn_and_its_plan_never_ends() -> None:
    still = desk_of(as_of=BUILD, sample=True)
    assert still.turns == [at("2026-11-30T00:00")]
    assert [(t["value"], t["when"]) for t in still.over_time(lambda _: ["a"])] == [("a", "")]


def test_what_the_desk_says_holds_to_the_end_of_its_plan_at_the_latest() -> None:
    told = desk_of().over_time(lambda at: [i.id for i in desk_of().items(at)])
    assert [(t["value"], t["when"]) for t in told] == [
        ("ht-2026-900", f"-{instant('2026-12-04T00:00')}"),
        ("ht-2026-901", f"{instant('2026-12-01T09:00')}-{instant('2026-12-03T12:00')}"),
    ]
    (always,) = desk_of().over_time(lambda _: ["a"])
    assert always["when"] == f"-{instant('2026-12-08T00:00')}"


def test_what_has_a_limit_is_on_the_desk_from_it_and_off_at_it() -> None:
    desk = desk_of()
    assert [i.id for i in desk.items(at("2026-12-01T08:59"))] == ["ht-2026-900"]
    assert [i.id for i in desk.items(at("2026-12-01T09:00"))] == ["ht-2026-900", "ht-2026-901"]
    assert [i.id for i in desk.items(at("2026-12-03T12:00"))] == ["ht-2026-900"]
    assert desk.items(at("2026-12-04T00:00")) == []
    assert [n.title for n in desk.off_air(at("2026-11-29T23:59"))] == ["Việc cũ"]
    assert [n.title for n in desk.off_air(at("2026-11-30T00:00"))] == ["Phí bến cảng"]
    assert desk.off_air(at("2026-12-01T00:00")) == []


def test_of_a_session_that_has_begun_stands_what_may_still_be_read() -> None:
    read = [
        [e.item.id for e in s.entries]
        for s in desk_of().sessions(date(2026, 12, 3), at("2026-12-03T12:00"))
    ]
    assert read == [["ht-2026-900"], ["ht-2026-900"]]


def test_the_words_for_a_day_and_for_an_end() -> None:
    assert day_plans.weekday_words(date(2026, 12, 6)) == "Chủ nhật, 06/12/2026"
    assert day_plans.weekday_words(date(2026, 11, 30)) == "thứ Hai, 30/11/2026"
    assert day_plans.headed(date(2026, 11, 30)) == "Thứ Hai, 30/11/2026"
    assert day_plans.ceases(OPENING) == "không phát từ 00:00 thứ Sáu, 04/12/2026"
    assert day_plans.ceases(RESULT) == ""


def test_a_page_shows_the_two_days_after_the_one_on_which_it_is_read() -> None:
    shown = desk._next_days(desk_of(), at("2026-11-30T06:30"))
    assert [day["name"] for day in shown] == ["Thứ Ba, 01/12/2026", "Thứ Tư, 02/12/2026"]
    assert desk._next_days(desk_of(), at("2026-12-04T06:30")) == [], "nothing is read on any"


def test_a_code_leads_to_where_it_is_reported_what_was_aired() -> None:
    desk = desk_of()
    assert week_sheet.sheet(desk, "Bàn phát thanh")["qr"] == ""
    log = LogSettings(form_url="https://bieumau.hatinh.example/nhat-ky?xa={place}")
    settings = desk.site.settings.model_copy(update={"log": log})
    desk.site = replace(desk.site, settings=settings)
    own, other = (week_sheet.sheet(desk, "Bàn phát thanh", own=own) for own in (True, False))
    assert own["qr"].startswith("<svg") and own["qr_alt"] == "Mã QR: báo đã phát"
    assert other["qr"] not in ("", own["qr"])  # one that many places print cannot name one
