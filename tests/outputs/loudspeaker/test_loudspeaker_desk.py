"""The loudspeaker desk: what is on air in a place this week, inside its slot, on a page, on paper and as text."""

from __future__ import annotations

import pickle
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duthao.clock import midnight, parse
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import desk, schedule, sessions, week_sheet
from duthao.outputs.loudspeaker.day_plans import Desk
from duthao.outputs.loudspeaker.schedule import AirItem, AirSchedule
from duthao.outputs.loudspeaker.scripts import Script
from duthao.outputs.loudspeaker.translations import Rendering, spelled
from duthao.outputs.shared.listing import own_drafts
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.records import record_reader
from duthao.rendering import layouts, typesetting
from tests.conftest import NOW, PROVINCE, ROOT
from tests.loudspeaker_scripts import ANSWERED, EXTENDED, OPEN, SLOTS, UPCOMING, record_of, site_of
from tests.pdf_text import Printed
from tests.province_site import visible, visible_at
from tests.summaries import summary_of, summary_with


@cache
def site_with_summaries(now: str = NOW) -> Site:
    """The test province with a summary of every record and a plain page that is nothing but its slots."""
    site = site_of(PROVINCE, now)
    page = "".join(f"<!-- duthao: {slot} -->\n" for slot in SLOTS)
    summaries = tuple(_summary(site, record_id) for record_id in record_reader.ids(PROVINCE))
    return replace(
        site,
        summaries=summaries,
        layouts={"communes": layouts.parse(page, "_vo/communes/index.html", lambda key: key)},
    )


def _summary(site: Site, record_id: str) -> Summary:
    return summary_of(site, record_of(PROVINCE, record_id), desk.LoudspeakerDesk())


def desk_artifacts(now: str = NOW) -> dict[str, Artifact]:
    return {
        artifact.path: artifact
        for artifact in desk.LoudspeakerDesk().for_site(site_with_summaries(now))
    }


def page(place: str, now: str = NOW) -> lxml_html.HtmlElement:
    """What is seen of it at the instant of the build."""
    shown: lxml_html.HtmlElement = visible(page_text(place, now))
    return shown


@cache
def page_text(place: str, now: str = NOW) -> str:
    return f"<body>{desk_artifacts(now)[f'loa/{place}index.html'].render().decode()}</body>"


def kind_of(record_id: str, now: str = NOW) -> str | None:
    item = schedule.item(site_of(PROVINCE, now), record_of(PROVINCE, record_id))
    return item.kind if item else None


@pytest.mark.parametrize(
    "record_id,now,kind",
    [
        (OPEN, "2026-11-08T23:59+07:00", ""),  # opens on 09/11, closes on 10/12
        (OPEN, "2026-11-09T00:00+07:00", "mo"),
        (OPEN, "2026-11-15T23:59:59+07:00", "mo"),
        (OPEN, "2026-11-16T00:00+07:00", ""),
        (OPEN, "2026-12-03T23:59:59+07:00", ""),
        (OPEN, "2026-12-04T00:00+07:00", "nhac"),
        (OPEN, "2026-12-11T00:00+07:00", None),
        (
            EXTENDED,
            "2026-11-18T08:59+07:00",
            None,
        ),  # closed on 15/11, opened again on 18/11 until 02/12
        (EXTENDED, "2026-11-18T09:00+07:00", "gia-han"),
        (EXTENDED, "2026-11-25T08:59+07:00", "gia-han"),
        (EXTENDED, "2026-11-25T09:00+07:00", ""),
        (EXTENDED, "2026-11-26T00:00+07:00", "nhac"),
        (ANSWERED, NOW, None),
        (UPCOMING, NOW, ""),
        ("ht-2026-015", NOW, None),
    ],
)
def test_each_week_has_its_script(record_id: str, now: str, kind: str | None) -> None:
    assert kind_of(record_id, now) == kind


def test_a_result_is_told_for_a_week() -> None:
    record = record_of(PROVINCE, ANSWERED)
    outcome = record.draft.rounds[-1].outcome
    assert outcome and outcome.answered
    day = (outcome.answered.published or outcome.answered.at).start
    said = [kind_of(ANSWERED, f"{day.date().isoformat()}T23:00+07:00")]
    assert said == ["ket-qua"]


@pytest.mark.parametrize("record_id", record_reader.ids(PROVINCE))
def test_the_desk_changes_only_when_the_records_summary_does(record_id: str) -> None:
    """Hour by hour through the weeks: a build that wakes at the record's own moments misses nothing."""
    from duthao.domain.lifecycle import moments

    record = record_of(PROVINCE, record_id)
    turns = moments(record.draft, site_of(PROVINCE).terms)
    site = site_of(PROVINCE)
    for turn, following in zip(
        turns, [*turns[1:], turns[-1] + (turns[-1] - turns[0])] if turns else [], strict=True
    ):
        last = following - (following - turn) / 1000 if following > turn else turn
        ends = [schedule.air_schedule(replace(site, now=now), record) for now in (turn, last)]
        assert ends[0] == ends[1], turn


# ---- sessions


def item(
    name: str, kind: str = "mo", full: float = 200, short: float = 80, ends: int = 0
) -> AirItem:
    def script(seconds: float, form: str) -> Script:
        return Script(
            f"{name}{form}.txt", f"bài {form}", f"Lời {name}{form}.\n", 100, seconds, False
        )

    return AirItem(
        name,
        name.upper(),
        kind,
        "bài",
        "",
        ends,
        0,
        True,
        False,
        script(full, ""),
        script(short, "-ngan"),
        (),
        (),
    )


MONDAY = date(
    2026, 11, 30
)  # of even number: the groups of an overfull day have their turns from the first on


def plan(
    items: list[AirItem], minutes: int, times: tuple[str, ...] = ("05:00", "17:00")
) -> list[list[str]]:
    return [
        [e.script.file.removesuffix(".txt") for e in session.entries]
        for session in sessions.plan(lambda _: items, MONDAY, minutes, times)
    ]


def test_full_in_the_morning_short_later_and_always_by_closing_date() -> None:
    items = [
        item("b", ends=2),
        item("c", "ket-qua", ends=0),
        item("a", ends=1),
        item("n", "nhac", ends=3),
    ]
    assert plan(items, 30) == [
        ["a", "b", "n-ngan", "c"],
        ["a-ngan", "b-ngan", "n-ngan", "c-ngan"],
    ]


def test_over_the_slot_the_latest_to_close_is_cut_first_and_it_is_said() -> None:
    items = [item("a", ends=1), item("b", ends=2), item("c", ends=3)]
    assert plan(items, 7, ("05:00",)) == [["a", "b-ngan", "c-ngan"]]
    [session] = sessions.plan(lambda _: items, MONDAY, 7, ("05:00",))
    assert (session.seconds, session.wanted) == (360, 600)
    assert (
        session.advice
        == "Đọc hết các bài mất 10 phút, quá 3 phút so với buổi phát. Đọc bản ngắn: B; C."
    )


def test_what_does_not_fit_has_its_turn_in_another_session() -> None:
    """Whatever the day of the build: the same day has the same sessions."""
    items = [item(name, ends=place) for place, name in enumerate("abcd")]
    days = [
        sessions.plan(lambda _: items, MONDAY + n * timedelta(days=1), 3, ("05:00",))[0]
        for n in range(3)
    ]
    read = [[e.script.file[0] for e in session.entries] for session in days]
    first, second = read[:2]
    assert sorted([first, second]) == [["a", "b"], ["c", "d"]] and read[2] == first
    assert {s.advice.partition("Để sang ")[2] for s in days[:2]} == {
        "buổi khác: C; D.",
        "buổi khác: A; B.",
    }
    twice = sessions.plan(lambda _: items, MONDAY, 3, ("05:00", "17:00"))
    assert sorted([e.script.file[0] for s in twice for e in s.entries]) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("minutes", [1, 2, 5, 15, 45])
def test_no_session_is_longer_than_its_slot(minutes: int) -> None:
    items = [item(f"i{n}", ("mo", "nhac", "ket-qua")[n % 3], 150 + n, 60 + n, n) for n in range(20)]
    day = sessions.plan(lambda _: items, MONDAY, minutes, ("05:00", "11:00", "17:00"))
    assert len(day) == 3
    for session in day:
        assert session.seconds <= 60 * minutes
        assert len(session.entries) + len(session.waiting) == len(items)


def test_nothing_on_air_is_no_plan() -> None:
    assert plan([item("a", "")], 15) == [[], []]
    assert plan([], 15, ()) == [[]]


def test_a_session_reads_what_stands_when_it_begins() -> None:
    """At 17:00 nothing is read of what closed at noon."""
    noon = midnight(MONDAY) + timedelta(hours=12)
    day = sessions.plan(lambda at: [item("a")] if at < noon else [], MONDAY, 15, ("05:00", "17:00"))
    assert [len(session.entries) for session in day] == [1, 0]


# ---- what is published


def test_every_place_has_a_page_and_the_province_lists_them() -> None:
    site, made = site_with_summaries(), desk_artifacts()
    within = [key for key in site.registers.places if key != "ha-tinh"]
    assert {path for path in made if path.endswith("index.html")} == {
        "loa/index.html",
        *(f"loa/{key}/index.html" for key in within),
    }
    hrefs = {a.get("href") for a in page("").xpath("//li[@data-entry]/a")}
    assert {href.removeprefix("../loa/") for href in hrefs} == {f"{key}/" for key in within}


def test_the_page_has_a_tap_for_every_text_and_for_the_session() -> None:
    shown = page("vung-ang/", "2026-11-09T08:00+07:00")
    by_session = " ".join(shown.xpath("//section[@class='dt-session']//button/@data-copy")).split(
        " "
    )
    single = shown.xpath("//section[@class='dt-script']//button/@data-copy")
    assert set(by_session) == set(single) and len(single) >= 2
    for key in single:
        [text] = shown.xpath(f"//*[@id='{key}']")
        assert text.text.startswith("Đây là bản tin minh họa, không phát")
    first = shown.xpath("//section[@aria-labelledby='hom-nay']")[0].text_content()
    assert "Buổi 06:00" in first and "góp ý đến hết thứ Năm, 10/12/2026" in first
    assert "không phát từ 00:00 thứ Sáu, 11/12/2026" in first


def test_the_order_is_that_of_the_closing_dates() -> None:
    when = page("vung-ang/", "2026-11-09T08:00+07:00").xpath(
        "//section[@aria-labelledby='tuan']//small/text()"
    )
    dates = [re.search(r"(\d\d)/(\d\d)/(\d{4})", w) for w in when if "góp ý đến" in w]
    found = [(d[3], d[2], d[1]) for d in dates if d]
    assert found == sorted(found) and len(found) == len(dates) > 1


def test_the_slot_and_times_are_the_places_own() -> None:
    site = site_with_summaries()
    place = next(key for key, p in site.registers.places.items() if p.slot_minutes == 45)
    assert "Buổi phát 45 phút" in page(f"{place}/").text_content()
    assert f"Buổi phát {site.settings.radio.slot_minutes} phút" in page("").text_content()


def test_a_place_with_nothing_says_so_and_has_no_paper() -> None:
    empty = replace(site_with_summaries(), summaries=())
    artifacts = {artifact.path: artifact for artifact in desk.LoudspeakerDesk().for_site(empty)}
    assert all(path.endswith("index.html") for path in artifacts)
    assert week_sheet.NOTHING in artifacts["loa/index.html"].render().decode()


def test_the_text_holds_the_plan_and_every_script_once() -> None:
    text = desk_artifacts()["loa/tuan.txt"].render().decode()
    days = [
        f"{name}, {day}/11/2026"
        for name, day in (("Chủ nhật", 22), ("Thứ Hai", 23), ("Thứ Bảy", 28))
    ]
    assert (
        "Dùng từ Chủ nhật, 22/11/2026 đến hết thứ Bảy, 28/11/2026. Sau ngày đó lấy tờ mới." in text
    )
    assert all(f"\n{day}, 05:00 (" in text for day in days)
    made = Desk(site_with_summaries(), "ha-tinh", schedules("ha-tinh"))
    entries = list(
        sessions.each_text(
            made.sessions(made.today + n * timedelta(days=1), made.since) for n in range(7)
        )
    )
    assert len(entries) > 2 and all(text.count(e.script.text) == 1 for e in entries)
    assert text.count("\n----------\n") == len(entries)


def schedules(place: str, now: str = NOW) -> list[AirSchedule]:
    site = site_with_summaries(now)
    return [
        c.snippet(desk.AIR_SCHEDULE)
        for c in site.summaries
        if place in site.registers.places_reached(c.fields.places)
    ]


def test_paper_says_from_when_on_a_text_is_not_read() -> None:
    """Of what closes within its days it has no session after that."""
    site = site_with_summaries()
    told = week_sheet.sheet(Desk(site, "ha-tinh", schedules("ha-tinh")), "Bàn phát thanh")
    [closing] = [t for t in told["texts"] if "25/11/2026" in t["figures"]]
    assert "không phát từ 00:00 thứ Năm, 26/11/2026" in closing["figures"]
    number = closing["title"].partition(".")[0]
    read = {
        s["day"]
        for s in told["sessions"]
        if any(e.startswith(f"Số {number}:") for e in s["entries"])
    }
    assert read == {
        "Chủ nhật, 22/11/2026",
        "Thứ Hai, 23/11/2026",
        "Thứ Ba, 24/11/2026",
        "Thứ Tư, 25/11/2026",
    }
    assert told["log"] > len(told["sessions"]) == 14


def test_the_paper_has_plan_texts_log_and_a_line_for_the_pen() -> None:
    artifact = desk_artifacts()["loa/tuan.pdf"]
    assert artifact.cache_key
    printed = Printed(artifact.render())
    with printed.pdf.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == (
            "2",
            "A",
            "1",
        )
    for words in (
        "Các bài có trong lịch",
        "Lịch phát từng ngày",
        "Dùng từ Chủ nhật, 22/11/2026 đến hết thứ Bảy, 28/11/2026.",
        "Sổ ghi phát thanh",
        "Ngày Giờ Bài Phát thanh viên Ký",
        "Người duyệt của xã, phường: ...",
        "Dữ liệu minh họa",
        "Bản ngày",
    ):
        assert words in printed.text, words
    assert "Kính thưa bà con và toàn thể Nhân dân!" in printed.text


def test_places_that_have_the_same_on_air_share_a_sheet() -> None:
    """It names none of them, asks for the name, leads to no place's page, and no two have one name; a place with a draft of its
    own has its own.
    """
    site = site_with_summaries()
    own = own_drafts(site.registers, site.summaries)
    named: dict[str, str] = {}
    keys: dict[tuple[object, ...], set[str]] = {}
    for path, artifact in desk_artifacts().items():
        if path.endswith("tuan.pdf") and path != "loa/tuan.pdf":
            assert artifact.content_key
            key = path.split("/")[1]
            place = site.registers.places[key]
            if any(summary.fields.state == "open" for summary in own[key]):
                named[key] = Printed(artifact.render()).text
            elif not own[key]:
                alike = (place.languages, place.slot_minutes, place.broadcast)
                keys.setdefault(alike, set()).add(artifact.content_key())
    assert len(named) > 1 and {len(same) for same in keys.values()} == {1}
    for key, text in named.items():
        name = site.registers.places[key].name
        assert f"Tờ phát thanh: {name}" in text and "Xã, phường, đặc khu:" not in text
    shared = {
        artifact.content_key(): Printed(artifact.render())
        for path, artifact in desk_artifacts().items()
        if path.count("/") == 2 and path.endswith("/tuan.pdf") and artifact.content_key
        if not own[path.split("/")[1]]
    }
    names = {str(paper.pdf.docinfo["/Title"]) for paper in shared.values()}
    assert len(names) == len(shared) == len(keys) > 1
    plan = "Tờ phát thanh: các dự thảo chung toàn tỉnh Hà Tĩnh, buổi "
    assert f"{plan}45 phút, lúc 05:00 và 17:00" in names
    for paper in shared.values():
        text = " ".join(paper.text.split())
        assert (
            plan in text
            and "Xã, phường, đặc khu: ..." in text
            and "vanban.hatinh.example" not in text
        )


def test_whose_draft_it_is_decides_the_words_of_a_sheet_too() -> None:
    """A draft of the whole province that becomes one commune's: nothing else of that commune's plan is another."""
    site = replace(site_with_summaries(), printed=True)
    [wide, *_] = [
        s for s in site.summaries if s.fields.places == ("ha-tinh",) and s.fields.state == "open"
    ]
    path = "loa/vung-ang/tuan.pdf"
    found = []
    for places in (("ha-tinh",), ("vung-ang",)):
        summary = replace(wide, fields=wide.fields._replace(places=places))
        there = replace(site, summaries=(summary,))
        (paper,) = [a for a in desk.LoudspeakerDesk().for_site(there) if a.path == path]
        assert paper.content_key
        found.append((paper.content_key(), paper.depends_on))
    assert found[0][0] != found[1][0] and found[0][1] != found[1][1]


def test_translations_into_a_language_of_the_place_are_on_its_sheet() -> None:
    site = site_with_summaries("2026-11-09T08:00+07:00")
    place = "vung-ang"
    lang = site.registers.places[place].languages[-2]
    made = tuple(
        Rendering(code, f"Tiếng {code}", f"Lời dịch {code}.\nHết.", "Người dịch: A Páo.", False)
        for code in (lang, "ium")
    )
    [summary] = [
        summary_with(site, record_of(PROVINCE, OPEN), {desk.AIR_SCHEDULE: item})
        for summary in site.summaries
        if summary.id == OPEN
        for kept in [summary.snippet(desk.AIR_SCHEDULE)]
        for item in [
            kept._replace(
                airings=tuple(
                    a._replace(item=a.item._replace(renderings=made)) for a in kept.airings
                )
            )
        ]
    ]
    shown = next(
        artifact
        for artifact in desk.LoudspeakerDesk().for_site(replace(site, summaries=(summary,)))
        if artifact.path == f"loa/{place}/index.html"
    )
    assert f"có bản dịch tiếng {spelled((lang, 'ium'))}" in shown.render().decode()
    told = week_sheet.sheet(
        Desk(site, place, [summary.snippet(desk.AIR_SCHEDULE)]), "Bàn phát thanh"
    )
    assert [t["lines"] for t in told["translations"]] == [[f"Lời dịch {lang}.", "Hết."]]
    template = ROOT / "theme" / "print" / "tuan.typ"
    text = " ".join(Printed(typesetting.pdf(template, told, date(2026, 11, 9))).text.split())
    assert f"Lời dịch {lang}. Hết." in text and "Lời dịch ium" not in text


def test_needs_follow_the_records_and_nothing_else() -> None:
    """The same records an hour later need nothing new; another record on air does, only where it is heard."""
    before = {path: artifact.cache_key for path, artifact in desk_artifacts().items()}
    assert {
        path: artifact.cache_key
        for path, artifact in desk_artifacts("2026-11-22T08:30+07:00").items()
    } == before
    site = site_with_summaries()
    summary = next(
        summary
        for summary in site.summaries
        if summary.fields.state == "open" and "ha-tinh" not in summary.fields.places
    )
    changed = tuple(
        replace(
            c,
            fields=c.fields._replace(
                snippet_digests={**c.fields.snippet_digests, desk.AIR_SCHEDULE: "x"}
            ),
        )
        if c is summary
        else c
        for c in site.summaries
    )
    after = {
        artifact.path: artifact.cache_key
        for artifact in desk.LoudspeakerDesk().for_site(replace(site, summaries=changed))
    }
    touched = {
        path.split("/")[1] for path in before if before[path] != after[path] and path.count("/") > 1
    }
    assert touched == set(site.registers.places_reached(summary.fields.places))


# ---- the day on which it is read

T0 = "2026-11-22T17:37:00+07:00"  # an evening's build


def words(page: lxml_html.HtmlElement) -> list[str]:
    elements = page.xpath("//h2 | //h3 | //p | //li | //dt | //div[@class='dt-script__text']")
    return [" ".join(element.text_content().split()) for element in elements]


@pytest.mark.parametrize("place", ["", "vung-ang/", "thach-ha/"])
@pytest.mark.parametrize(
    "now",
    [
        T0,
        "2026-11-22T23:59:59+07:00",
        "2026-11-23T00:00:00+07:00",
        "2026-11-25T23:59:59+07:00",  # a draft closes
        "2026-11-26T00:00:00+07:00",
        "2026-11-26T05:05:00+07:00",
        "2026-11-26T13:59:59+07:00",  # a meeting begins
        "2026-11-26T14:00:00+07:00",
        "2026-11-27T00:00:00+07:00",  # another opens
        "2026-11-29T00:00:00+07:00",
        "2026-11-29T23:59:59+07:00",
    ],
)
def test_a_page_read_later_says_what_a_build_would_say_then(place: str, now: str) -> None:
    then = parse(now).start
    assert words(visible_at(page_text(place, T0), then)) == words(
        visible_at(page_text(place, now), then)
    )


def test_what_closed_at_midnight_is_gone_and_says_why() -> None:
    before, after = (
        visible_at(page_text("", T0), parse(f"2026-11-{at}+07:00").start)
        for at in ("25T23:59:59", "26T00:00:00")
    )
    key = "bai-ht-2026-007-nhac-ngan"
    assert before.xpath(f"//*[@id='{key}']") and not after.xpath(f"//*[@id='{key}']")
    assert not after.xpath(f"//button[contains(@data-copy, '{key}')]")
    [told] = [said for said in words(after) if said.startswith("Không phát: ")]
    assert told.endswith("(hết hạn góp ý ngày 25/11/2026).")
    assert not [said for said in words(before) if said.startswith("Không phát: ")]


def test_after_its_last_day_the_page_says_that_it_is_old_and_shows_nothing_to_read() -> None:
    page = visible_at(page_text("vung-ang/", T0), parse("2026-11-30T00:00:00+07:00").start)
    assert not page.xpath("//button") and not page.find_class("dt-script")
    assert "chỉ xếp đến hết Chủ nhật, 29/11/2026" in page.text_content()
    [heading] = page.xpath("//h2[@id='hom-nay']")
    assert heading.text_content() == "Phát "


def test_a_meeting_is_told_of_three_days_before_the_day_before_and_that_morning() -> None:
    """It begins on 26 November at 14:00."""
    told = {}
    for day in range(22, 28):
        for hour in ("05:00", "17:00"):
            at = parse(f"2026-11-{day}T{hour}+07:00").start
            held = [
                i
                for c in schedules("vung-ang", T0)
                for a in c.airings
                if a.holds_at(int(at.timestamp()))
                for i in [a.item]
            ]
            told[day, hour] = any(i.kind == "hop-20261126-1400" for i in held)
    assert [key for key, there in told.items() if there] == [
        (23, "05:00"),
        (23, "17:00"),
        (25, "05:00"),
        (25, "17:00"),
        (26, "05:00"),
    ]
    page = visible_at(page_text("vung-ang/", T0), parse("2026-11-26T14:00:00+07:00").start)
    assert "(cuộc họp đã bắt đầu lúc 14:00 ngày 26/11/2026)" in page.text_content()
    assert not page.xpath("//*[starts-with(@id, 'bai-ht-2026-002-hop')]")


def test_what_is_put_out_later_is_in_no_plan(tmp_path: Path) -> None:
    """An extension under embargo: neither its text nor its date."""
    (tmp_path / "drafts").mkdir()
    for folder in ("_registers", EXTENDED):
        shutil.copytree(PROVINCE / "drafts" / folder, tmp_path / "drafts" / folder)
    site = site_of(tmp_path, "2026-11-14T08:00+07:00")  # put out on 18/11, after the closing
    course = schedule.air_schedule(site, record_of(tmp_path, EXTENDED))
    assert course.airings and all(a.item.kind != "gia-han" for a in course.airings)
    assert "02/12/2026" not in repr(course) and "hết hạn góp ý ngày 15/11/2026" in repr(course)


def test_the_clock_of_a_sample_stands_still() -> None:
    site = site_with_summaries()
    still = replace(site, settings=site.settings.model_copy(update={"as_of": NOW, "sample": True}))
    [page] = [
        p for p in desk.LoudspeakerDesk().for_site(still) if p.path == "loa/vung-ang/index.html"
    ]
    assert (
        b"data-span" not in page.render()
        and "Phát Chủ nhật, 22/11/2026"
        in lxml_html.fromstring(page.render().decode()).text_content()
    )


def test_artifacts_can_be_rendered_by_another_process() -> None:
    site = site_with_summaries()
    bare = replace(site, summaries=())
    for artifact in desk.LoudspeakerDesk().for_site(bare):
        assert pickle.loads(pickle.dumps(artifact)).path == artifact.path


def test_the_same_bytes_every_time() -> None:
    for path in ("loa/index.html", "loa/tuan.txt", "loa/tuan.pdf"):
        assert desk_artifacts()[path].render() == desk_artifacts()[path].render()


@pytest.mark.parametrize("stage", ["withdrawn", "dropped"])
def test_a_result_is_off_the_plan_when_the_draft_is_taken_back(tmp_path: Path, stage: str) -> None:
    """Within the week in which it would be told of; in its place stands why."""
    (tmp_path / "drafts").mkdir()
    for folder in ("_registers", ANSWERED):
        shutil.copytree(PROVINCE / "drafts" / folder, tmp_path / "drafts" / folder)
    index = tmp_path / "drafts" / ANSWERED / "index.md"
    said = index.read_text(encoding="utf-8")  # its answer was put out on 25 September
    taken = (
        "withdrawn:\n  reason: Xây dựng lại từ đầu\n  at: 2026-09-27\n  published: 2026-09-27\n"
        if stage == "withdrawn"
        else ""
    )
    if stage == "dropped":
        said = said.replace("stages:\n", "stages:\n  - stage: stopped\n    at: 2026-09-27\n", 1)
    index.write_text(said.replace("radio:\n", f"{taken}radio:\n", 1), encoding="utf-8")
    record = record_of(tmp_path, ANSWERED)
    before, after = (
        schedule.air_schedule(site_of(tmp_path, f"2026-09-{day}T08:00+07:00"), record)
        for day in (26, 27)
    )
    assert [a.item.kind for a in before.airings] == ["ket-qua"]
    assert after.airings == () and "27/09/2026" in after.off_air[0].reason
