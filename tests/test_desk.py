"""The loudspeaker desk: what is on air in a place this week, inside its slot, on a page, on paper and as text."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from lxml import html as lxml_html

from duthao import airing, records, shells, typeset
from duthao.airing import Item
from duthao.broadcast import Script
from duthao.outputs import desk
from duthao.site import Card, Part, Site
from duthao.translated import Rendering, spelled
from tests.cards import card_of, holding
from tests.conftest import NOW, PROVINCE, ROOT
from tests.printed import Printed
from tests.test_loudspeaker import ANSWERED, EXTENDED, OPEN, SLOTS, UPCOMING, record_of, site_of


@cache
def site_with_cards(now: str = NOW) -> Site:
    """The test province with a card of every record and a plain page that is nothing but its slots."""
    site = site_of(PROVINCE, now)
    page = "".join(f"<!-- duthao: {slot} -->\n" for slot in SLOTS)
    cards = tuple(_card(site, record_id) for record_id in records.ids(PROVINCE))
    return replace(
        site,
        cards=cards,
        shells={"communes": shells.parse(page, "_vo/communes/index.html", lambda key: key)},
    )


def _card(site: Site, record_id: str) -> Card:
    return card_of(site, record_of(PROVINCE, record_id), desk)


def parts(now: str = NOW) -> dict[str, Part]:
    return {part.path: part for part in desk.of_site(site_with_cards(now))}


def page(place: str, now: str = NOW) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(
        f"<body>{parts(now)[f'loa/{place}index.html'].make().decode()}</body>"
    )


def kind_of(record_id: str, now: str = NOW) -> str | None:
    item = airing.item(site_of(PROVINCE, now), record_of(PROVINCE, record_id))
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
    outcome = record.front.rounds[-1].outcome
    assert outcome and outcome.answered
    day = (outcome.answered.published or outcome.answered.at).start
    said = [kind_of(ANSWERED, f"{day.date().isoformat()}T23:00+07:00")]
    assert said == ["ket-qua"]


@pytest.mark.parametrize("record_id", records.ids(PROVINCE))
def test_the_desk_changes_only_when_the_records_card_does(record_id: str) -> None:
    """Hour by hour through the weeks: a build that wakes at the record's own moments misses nothing."""
    from duthao.lifecycle import moments

    record = record_of(PROVINCE, record_id)
    turns = moments(record.front, site_of(PROVINCE).terms)
    site = site_of(PROVINCE)
    for turn, following in zip(
        turns, [*turns[1:], turns[-1] + (turns[-1] - turns[0])] if turns else [], strict=True
    ):
        last = following - (following - turn) / 1000 if following > turn else turn
        ends = [airing.item(replace(site, now=now), record) for now in (turn, last)]
        assert ends[0] == ends[1], turn


# ---- sessions


def item(name: str, kind: str = "mo", full: float = 200, short: float = 80, ends: int = 0) -> Item:
    def script(seconds: float, form: str) -> Script:
        return Script(
            f"{name}{form}.txt", f"bài {form}", f"Lời {name}{form}.\n", 100, seconds, False
        )

    return Item(
        name,
        name.upper(),
        kind,
        "bài",
        "",
        ends,
        False,
        True,
        False,
        script(full, ""),
        script(short, "-ngan"),
        (),
        (),
    )


def plan(
    items: list[Item], minutes: int, times: tuple[str, ...] = ("05:00", "17:00")
) -> list[list[list[str]]]:
    return [
        [[e.script.file.removesuffix(".txt") for e in session.entries] for session in day]
        for day in airing.plan(items, minutes, times)
    ]


def test_full_in_the_morning_short_later_and_always_by_closing_date() -> None:
    items = [
        item("b", ends=2),
        item("c", "ket-qua", ends=0),
        item("a", ends=1),
        item("n", "nhac", ends=3),
    ]
    assert (
        plan(items, 30)
        == [[["a", "b", "n-ngan", "c"], ["a-ngan", "b-ngan", "n-ngan", "c-ngan"]]] * 3
    )


def test_over_the_slot_the_latest_to_close_is_cut_first_and_it_is_said() -> None:
    items = [item("a", ends=1), item("b", ends=2), item("c", ends=3)]
    assert plan(items, 7, ("05:00",))[0] == [["a", "b-ngan", "c-ngan"]]
    session = airing.plan(items, 7, ("05:00",))[0][0]
    assert (session.seconds, session.wanted) == (360, 600)
    assert (
        session.advice
        == "Đọc hết các bài mất 10 phút, quá 3 phút so với buổi phát. Đọc bản ngắn: B; C."
    )


def test_what_does_not_fit_goes_first_next_time() -> None:
    items = [item(name, ends=place) for place, name in enumerate("abcd")]
    days = plan(items, 3, ("05:00",))
    assert days == [[["a-ngan", "b-ngan"]], [["c-ngan", "d-ngan"]], [["a-ngan", "b-ngan"]]]
    assert "Để sang buổi sau: C; D." in airing.plan(items, 3, ("05:00",))[0][0].advice


@pytest.mark.parametrize("minutes", [1, 2, 5, 15, 45])
def test_no_session_is_longer_than_its_slot(minutes: int) -> None:
    items = [item(f"i{n}", ("mo", "nhac", "ket-qua")[n % 3], 150 + n, 60 + n, n) for n in range(20)]
    for day in airing.plan(items, minutes, ("05:00", "11:00", "17:00")):
        for session in day:
            assert session.seconds <= 60 * minutes
            assert len(session.entries) + len(session.waiting) == len(items)


def test_nothing_on_air_is_no_plan() -> None:
    assert plan([item("a", "")], 15) == [[[], []]] * 3
    assert plan([], 15, ()) == [[[]]] * 3


# ---- what is published


def test_every_place_has_a_page_and_the_province_lists_them() -> None:
    site, made = site_with_cards(), parts()
    within = [key for key in site.registers.places if key != "ha-tinh"]
    assert {path for path in made if path.endswith("index.html")} == {
        "loa/index.html",
        *(f"loa/{key}/index.html" for key in within),
    }
    hrefs = {a.get("href") for a in page("").xpath("//li[@data-entry]/a")}
    assert {href.removeprefix("../loa/") for href in hrefs} == {f"{key}/" for key in within}


def test_the_page_has_a_tap_for_every_text_and_for_the_session() -> None:
    shown = page("", "2026-11-09T08:00+07:00")
    [whole, *single] = shown.xpath("//button/@data-copy")
    assert whole.split(" ") == single and single
    for key in single:
        [text] = shown.xpath(f"//*[@id='{key}']")
        assert text.text.startswith("Đây là bản tin minh họa, không phát")
    first = shown.xpath("//section[@aria-labelledby='hom-nay']")[0].text_content()
    assert "tổng cộng" in first and "góp ý đến hết ngày" in first


def test_the_order_is_that_of_the_closing_dates() -> None:
    when = page("vung-ang/", "2026-11-09T08:00+07:00").xpath(
        "//section[@aria-labelledby='tuan']//small/text()"
    )
    dates = [re.search(r"(\d\d)/(\d\d)/(\d{4})", w) for w in when if "góp ý đến" in w]
    found = [(d[3], d[2], d[1]) for d in dates if d]
    assert found == sorted(found) and len(found) == len(dates) > 1


def test_the_slot_and_times_are_the_places_own() -> None:
    site = site_with_cards()
    place = next(key for key, p in site.registers.places.items() if p.slot_minutes == 45)
    assert "Buổi phát 45 phút" in page(f"{place}/").text_content()
    assert f"Buổi phát {site.settings.radio.slot_minutes} phút" in page("").text_content()


def test_a_place_with_nothing_says_so_and_has_no_paper() -> None:
    empty = replace(site_with_cards(), cards=())
    made = {part.path: part for part in desk.of_site(empty)}
    assert all(path.endswith("index.html") for path in made)
    assert "Tuần này không có bài nào phải phát" in made["loa/index.html"].make().decode()


def test_the_text_holds_the_plan_and_every_script_once() -> None:
    site = site_with_cards()
    text = parts()["loa/tuan.txt"].make().decode()
    cards = [
        card for card in site.cards if "ha-tinh" in site.registers.places_reached(card.light.places)
    ]
    items = [item for card in cards if (item := card.excerpt("desk"))]
    on_air = [i for i in items if i.kind]
    assert on_air and all(text.count(i.short.text) == 1 for i in on_air)
    assert all(i.short.text not in text for i in items if not i.kind and i.short)
    assert "Ngày thứ nhất, " in text and "Ngày thứ ba, " in text


def test_the_paper_has_plan_texts_log_and_a_line_for_the_pen() -> None:
    part = parts()["loa/tuan.pdf"]
    assert part.costly and part.needs
    printed = Printed(part.make())
    with printed.pdf.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == (
            "2",
            "A",
            "1",
        )
    for words in (
        "Các bài trong tuần",
        "Lịch phát ba ngày",
        "Sổ ghi phát thanh",
        "Ngày Giờ Bài Người phát Ký",
        "Người duyệt của xã, phường: ...",
        "Dữ liệu minh họa",
        "Bản ngày",
    ):
        assert words in printed.text, words
    assert "Kính thưa bà con và toàn thể Nhân dân!" in printed.text


def test_translations_into_a_language_of_the_place_are_on_its_sheet() -> None:
    site = site_with_cards("2026-11-09T08:00+07:00")
    place = "vung-ang"
    lang = site.registers.places[place].languages[-2]
    made = tuple(
        Rendering(code, f"Tiếng {code}", f"Lời dịch {code}.\nHết.", "Người dịch: A Páo.", False)
        for code in (lang, "ium")
    )
    [card] = [
        holding(site, record_of(PROVINCE, OPEN), {"desk": item})
        for card in site.cards
        if card.id == OPEN
        for item in [card.excerpt("desk")._replace(translated=made)]
    ]
    shown = next(
        part
        for part in desk.of_site(replace(site, cards=(card,)))
        if part.path == f"loa/{place}/index.html"
    )
    assert f"có bản dịch tiếng {spelled((lang, 'ium'))}" in shown.make().decode()
    told = desk.week(site, place, (card,))
    assert [t["lines"] for t in told["translations"]] == [[f"Lời dịch {lang}.", "Hết."]]
    template = ROOT / "theme" / "print" / "tuan.typ"
    text = " ".join(Printed(typeset.pdf(template, told, date(2026, 11, 9))).text.split())
    assert f"Lời dịch {lang}. Hết." in text and "Lời dịch ium" not in text


def test_needs_follow_the_records_and_nothing_else() -> None:
    """The same records an hour later need nothing new; another record on air does, only where it is heard."""
    before = {path: part.needs for path, part in parts().items()}
    assert {path: part.needs for path, part in parts("2026-11-22T08:30+07:00").items()} == before
    site = site_with_cards()
    card = next(
        card
        for card in site.cards
        if card.light.state == "open" and "ha-tinh" not in card.light.places
    )
    changed = tuple(
        replace(c, light=c.light._replace(faces={**c.light.faces, desk.NAME: "x"}))
        if c is card
        else c
        for c in site.cards
    )
    after = {part.path: part.needs for part in desk.of_site(replace(site, cards=changed))}
    touched = {
        path.split("/")[1] for path in before if before[path] != after[path] and path.count("/") > 1
    }
    assert touched == set(site.registers.places_reached(card.light.places))


def test_parts_can_be_made_by_another_process() -> None:
    site = site_with_cards()
    bare = replace(site, cards=())
    for part in desk.of_site(bare):
        assert pickle.loads(pickle.dumps(part)).path == part.path


def test_the_same_bytes_every_time() -> None:
    for path in ("loa/index.html", "loa/tuan.txt", "loa/tuan.pdf"):
        assert parts()[path].make() == parts()[path].make()
