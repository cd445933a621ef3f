"""A draft on a loudspeaker desk: its scripts, until when each may be read, and what is told when it is over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from duthao.outputs.loudspeaker import schedule, sessions
from duthao.outputs.loudspeaker.schedule import Airing
from duthao.outputs.shared.turns import epoch
from tests.domain.test_lifecycle import at
from tests.outputs.loudspeaker.test_loudspeaker_desk import item
from tests.outputs.loudspeaker.test_script_phrases import ANSWERED, MEETING, of


def of_item(now: str, **fields: Any) -> schedule.AirItem | None:
    site, record, _ = of(now, **fields)
    return schedule.item(site, record)


def test_every_field_of_a_draft_that_has_just_opened() -> None:
    released = {"released": {"by": "Nguyễn Văn A", "date": "2026-11-09"}}
    found = of_item("2026-11-12", radio=released, demo=True)
    assert found and found.full and found.short
    assert (found.id, found.title) == ("ht-2026-002", "Phối hợp quản lý bến cảng")
    assert (found.kind, found.label) == ("mo", "Bài mở đầu")
    assert found.when == "góp ý đến hết thứ Hai, 30/11/2026"
    assert found.closes == found.off_air == epoch(at("2026-12-01"))
    assert (found.released, found.demo) == (True, True)
    assert (found.full.file, found.short.file) == ("mo.txt", "mo-ngan.txt")
    assert found.renderings == ()
    assert any("hết thứ Hai" in slow for slow in found.slow)
    bare = of_item("2026-11-12")
    assert bare and (bare.released, bare.demo) == (False, False)


@pytest.mark.parametrize(
    ("now", "when"),
    [
        ("2026-11-09", "lấy ý kiến từ thứ Ba, 10/11/2026"),
        ("2026-11-18", "góp ý đến hết thứ Hai, 30/11/2026"),
    ],
)
def test_while_nothing_need_be_read_it_stands_there_all_the_same(now: str, when: str) -> None:
    found = of_item(now)
    assert found and found.when == when
    assert (found.kind, found.label, found.full, found.short) == ("", "", None, None)
    assert (found.off_air, found.slow) == (0, ())


@pytest.mark.parametrize("now", ["2026-12-01", "2027-02-01"])
def test_what_is_over_and_what_was_never_dated_is_on_no_desk(now: str) -> None:
    assert of_item(now) is None
    assert of_item(now, rounds=[]) is None


def test_a_result_is_told_with_its_day_for_a_week_and_may_be_for_thirty_days() -> None:
    found = of_item("2026-12-11 23:59", outcome=ANSWERED)
    assert found and found.kind == "ket-qua" and found.when == "công bố thứ Bảy, 05/12/2026"
    assert found.off_air == epoch(at("2027-01-04"))
    assert of_item("2026-12-12", outcome=ANSWERED) is None


def test_the_airings_of_a_draft_follow_one_another() -> None:
    site, record, _ = of("2026-11-12", events=[{**MEETING, "at": "2026-11-25T14:00+07:00"}])
    told = [
        (airing.item.kind, airing.since, airing.until)
        for airing in schedule.air_schedule(site, record).airings
    ]
    assert told == [
        ("mo", 0, epoch(at("2026-11-17"))),
        ("", epoch(at("2026-11-17")), epoch(at("2026-11-24"))),
        # It names the meeting until that has begun.
        ("nhac", epoch(at("2026-11-24")), epoch(at("2026-11-25T14:00+07:00"))),
        ("nhac", epoch(at("2026-11-25T14:00+07:00")), epoch(at("2026-12-01"))),
        ("hop-20261125-1400", epoch(at("2026-11-22")), epoch(at("2026-11-23"))),
        ("hop-20261125-1400", epoch(at("2026-11-24")), epoch(at("2026-11-25T14:00+07:00"))),
    ]


def test_a_meeting_is_called_to_with_its_hour_and_has_no_translation() -> None:
    site, record, _ = of("2026-11-12", events=[{**MEETING, "at": "2026-11-25T14:00+07:00"}])
    *_, airing = schedule.air_schedule(site, record).airings
    called = airing.item
    assert called.when == "họp lúc 14:00 thứ Tư, 25/11/2026"
    assert called.label == "Bài mời họp 14:00 ngày 25/11/2026"
    assert called.full is called.short and called.full and called.full.file == "hop-20261125-1400.txt"  # fmt: skip
    assert called.closes == called.off_air == epoch(at("2026-11-25T14:00+07:00"))
    assert called.renderings == ()


@pytest.mark.parametrize(
    ("fields", "notices"),
    [
        ({}, [("hết hạn góp ý ngày 30/11/2026", "2026-12-01", "2026-12-09")]),
        (
            {"events": [{**MEETING, "at": "2026-11-25T14:00+07:00"}]},
            [
                ("hết hạn góp ý ngày 30/11/2026", "2026-12-01", "2026-12-09"),
                ("cuộc họp đã bắt đầu lúc 14:00 ngày 25/11/2026", "2026-11-25T14:00+07:00", "2026-11-27"),
            ],
        ),
        (
            {"withdrawn": {"at": "2026-11-11T09:00+07:00", "reason": "Sót"}},
            [("dự thảo đã được rút lúc 09:00 ngày 11/11/2026", "2026-11-11T09:00+07:00", "2026-11-19")],
        ),
        (
            {"stages": [{"stage": "stopped", "at": "2026-11-12"}, {"stage": "stopped", "at": "2026-11-11"}]},
            [("văn bản đã dừng xây dựng ngày 11/11/2026", "2026-11-11", "2026-11-19")],
        ),
        ({"rounds": []}, []),
    ],
)  # fmt: skip
def test_why_it_is_off_the_air_and_how_long_that_is_told(
    fields: dict[str, Any], notices: list[tuple[str, str, str]]
) -> None:
    site, record, _ = of("2026-11-12", **fields)
    off_air = schedule.air_schedule(site, record).off_air
    assert {notice.title for notice in off_air} <= {"Phối hợp quản lý bến cảng"}
    assert [(n.reason, n.since, n.until) for n in off_air] == [
        (reason, epoch(at(since)), epoch(at(until))) for reason, since, until in notices
    ]


def test_an_airing_holds_from_its_instant_to_before_its_end() -> None:
    airing = Airing(item("a"), 10, 20)
    assert [airing.holds_at(instant) for instant in (9, 10, 19, 20)] == [False, True, True, False]
    assert Airing(item("a"), 0, 0).holds_at(5)


def test_the_order_of_a_desk() -> None:
    """By closing date, then by id; results last."""
    found = [
        item("d", "ket-qua", ends=1), item("b", ends=2), item("c", ends=2), item("a", ends=3), item("b", "hop", ends=2),
    ]  # fmt: skip
    assert [(i.id, i.kind) for i in schedule.ordered(found)] == [
        ("b", "hop"), ("b", "mo"), ("c", "mo"), ("a", "mo"), ("d", "ket-qua"),
    ]  # fmt: skip


def test_everybodys_session_is_nobodys() -> None:
    site, record, _ = of("2026-11-12", places=["ky-xuan"])
    places = {key: p.model_copy(update={"slot_minutes": None}) for key, p in site.registers.places.items()}  # fmt: skip
    bare = site.registers.model_copy(update={"places": places})
    assert schedule.shortest_session(replace(site, registers=bare), record) == (15, "")


# ---- sessions


def test_what_waits_and_what_is_shortened_is_said() -> None:
    read = [item("a", full=100, short=60), item("n", "nhac", full=90, short=50)]
    session = sessions.session("05:00", read, 115, full=True, number=0)
    assert session.advice == (
        "Đọc hết các bài mất 2 phút 30 giây, quá 35 giây so với buổi phát. Đọc bản ngắn: A."
    )
    alone = sessions.session("05:00", read, 109, full=True, number=0)
    assert alone.advice == (
        "Đọc hết các bài mất 2 phút 30 giây, quá 40 giây so với buổi phát. Để sang buổi khác: N."
    )
    assert sessions.session("05:00", read, 150, full=True, number=0).advice == ""
    assert sessions.session("05:00", read, 110, full=False, number=0).advice == ""


def test_as_few_as_possible_are_shortened_the_last_first() -> None:
    three = [item(name, full=100, short=60) for name in "abc"]

    def read(slot: float) -> list[bool]:
        """Which are read in full."""
        entries = sessions.session("", three, slot, full=True, number=0).entries
        return [entry.script is entry.item.full for entry in entries]

    assert read(300) == [True, True, True]
    assert read(299) == read(260) == [True, True, False]
    assert read(259) == read(220) == [True, False, False]
    assert read(219) == read(180) == [False, False, False]


def test_each_text_is_printed_once_in_the_order_of_first_use() -> None:
    two = [item("a", ends=1), item("b", ends=2)]
    day = sessions.plan(lambda _: two, at("2026-11-30").date(), 30, ("05:00", "17:00"))
    files = [entry.script.file for entry in sessions.each_text([day, day])]
    assert files == ["a.txt", "b.txt", "a-ngan.txt", "b-ngan.txt"]
