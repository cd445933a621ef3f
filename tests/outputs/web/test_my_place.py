"""The reader's own commune: chosen once, kept by the browser alone, said first on the pages that people come back to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, expect

from duthao.clock import VN
from tests.browser import accessibility_faults, open_page, serve
from tests.conftest import NOW

BEGIN = ["", "du-thao/", "dang-lay-y-kien/", "loa/", "in/", "dia-ban/"]  # pages that begin with it
KEPT = "localStorage.getItem('duthao.place')"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page, trouble = open_page(browser, address, 360)
    yield page
    assert not trouble
    page.context.close()


def choose(page: Page, typed: str) -> None:
    """By the keyboard alone."""
    page.get_by_role("link", name="Chọn xã, phường của mình").first.press("Enter")
    box = page.get_by_role("searchbox", name="Gõ tên mới hoặc tên cũ")
    expect(box).to_be_focused()
    box.press_sequentially(typed)
    expect(page.locator(".dt-place li").first).to_be_visible()
    box.press("Enter")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("trinh tuong", "trinh-tuong"),
        ("Trịnh Tường", "trinh-tuong"),
        ("ta phin", "ta-phin"),
        ("nam chac", "a-mu-sung"),
        ("sa pa", "sa-pa"),
    ],
)
def test_it_is_found_without_marks_and_by_its_old_name(page: Page, typed: str, key: str) -> None:
    choose(page, typed)
    line = page.locator("[data-mine]")
    expect(line.get_by_role("link", name="dự thảo riêng")).to_be_visible()
    assert page.evaluate(KEPT).split(" ")[0] == key


def test_chosen_once_every_page_that_people_come_back_to_begins_with_it(
    page: Page, address: str, sample: Path
) -> None:
    choose(page, "trinh tuong")
    for path in BEGIN:
        page.goto(address + path)
        line = page.locator("[data-mine]")
        expect(line).to_contain_text(
            "Ở xã Trịnh Tường: 2 dự thảo riêng, 4 chung toàn tỉnh đang lấy ý kiến"
        )
        paths = line.locator("a").evaluate_all("all => all.map(a => a.pathname + a.hash)")
        assert paths == [
            "/dia-ban/trinh-tuong/#rieng",
            "/dia-ban/trinh-tuong/#chung",
            "/loa/trinh-tuong/",
            "/in/trinh-tuong/",
        ]
        assert all((sample / path.split("#")[0].lstrip("/")).is_dir() for path in paths)
    assert page.context.cookies() == []


def test_it_is_forgotten_with_one_tap(page: Page, address: str) -> None:
    choose(page, "trinh tuong")
    page.get_by_role("button", name="Bỏ ghi nhớ").first.press("Enter")
    expect(page.get_by_role("link", name="Chọn xã, phường của mình")).to_be_focused()
    assert page.evaluate(KEPT) is None
    page.goto(address + "loa/")
    expect(page.get_by_role("link", name="Chọn xã, phường của mình").first).to_be_visible()


def test_the_page_of_a_commune_offers_it(page: Page, address: str) -> None:
    page.goto(address + "dia-ban/sa-pa/")
    button = page.get_by_role("button", name="Đây là phường của tôi")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(address)
    expect(page.locator("[data-mine]")).to_contain_text("Ở phường Sa Pa:")
    page.goto(address + "dia-ban/sa-pa/")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Enter")
    assert page.evaluate(KEPT) is None
    page.goto(address + "dia-ban/lao-cai/")
    expect(page.locator("[data-mine-here]")).to_have_count(0)  # nobody lives in all of it


def test_without_a_network_it_is_still_named(page: Page, address: str) -> None:
    choose(page, "trinh tuong")
    page.route("**/tat-ca.json", lambda route: route.abort())
    page.goto(address)
    expect(page.locator("[data-mine]")).to_contain_text("Ở xã Trịnh Tường: xem dự thảo")


@pytest.mark.parametrize("kept", ["nowhere xã Không Còn", "x", "<b> <script>1</script>", ""])
def test_what_is_no_place_of_today_is_forgotten(page: Page, address: str, kept: str) -> None:
    page.evaluate("kept => localStorage.setItem('duthao.place', kept)", kept)
    page.goto(address)
    expect(page.get_by_role("link", name="Chọn xã, phường của mình").first).to_be_visible()
    assert page.locator("[data-mine] b, [data-mine] script").count() == 0


def test_where_storage_is_refused_the_page_works(browser: Browser, address: str) -> None:
    page, trouble = open_page(browser, "about:blank", 360)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page.goto(address)
    choose(page, "trinh tuong")
    expect(page.get_by_role("link", name="Chọn xã, phường của mình").first).to_be_visible()
    assert not trouble
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_kept_out(browser: Browser, address: str, width: int, scheme: str) -> None:
    page, _ = open_page(browser, address + "loa/", width, color_scheme=scheme)
    page.get_by_role("link", name="Chọn xã, phường của mình").first.click()
    page.get_by_role("searchbox", name="Gõ tên mới hoặc tên cũ").fill("sa")
    expect(page.locator(".dt-place li").first).to_be_visible()
    for _ in ("dialog", "line"):
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Enter")
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "loa/", "in/", "dia-ban/trinh-tuong/"])
def test_nothing_moves_when_it_is_said(
    browser: Browser, address: str, path: str, width: int
) -> None:
    """The line has its height before its script has come."""
    page, _ = open_page(browser, address + "gop-y/", width)
    page.evaluate("localStorage.setItem('duthao.place', 'trinh-tuong xã Trịnh Tường')")
    page.route("**/my-place.js", lambda route: route.abort())
    page.goto(address + path)
    line = page.locator("[data-mine]")
    before = line.bounding_box()
    page.unroute("**/my-place.js")
    page.goto(address + path)
    expect(line.locator("b, [aria-pressed=true]")).to_be_visible()
    assert line.bounding_box() == before
    page.context.close()


@pytest.mark.parametrize("path", ["dia-ban/", "loa/", "in/"])
def test_in_a_long_list_the_name_itself_is_found_alone(page: Page, address: str, path: str) -> None:
    """Not Lùng Phình, beside which a Tả stands too."""
    page.goto(address + path)
    page.locator("#dt-find").fill("ta phin")
    shown = page.locator("[data-entry]:visible")
    expect(shown.first).to_contain_text("Tả Phìn")
    assert shown.count() == 1
    page.locator("#dt-find").fill("ta ph")
    assert shown.count() > 1


def test_without_scripts_a_commune_tells_its_own_and_has_no_dead_button(
    browser: Browser, address: str
) -> None:
    page, _ = open_page(browser, address + "dia-ban/trinh-tuong/", 360, java_script_enabled=False)
    assert page.locator("main button:visible").count() == 0
    headings = page.locator("article h2").all_inner_texts()
    assert headings[0].startswith("Dự thảo riêng của xã Trịnh Tường")
    assert headings[1].startswith("Dự thảo chung toàn tỉnh Lào Cai")
    page.get_by_role("link", name="Riêng, đang lấy ý kiến").click()
    assert page.url == f"{address}dia-ban/trinh-tuong/dang-lay-y-kien/"
    assert page.locator(".dt-card:visible").count() == 2
    page.goto(address)
    page.get_by_role("link", name="Chọn xã, phường của mình").click()
    assert page.url == f"{address}dia-ban/"
    page.context.close()


def test_the_counts_turn_with_the_clock(browser: Browser, built: Path) -> None:
    """On the test province, some seconds before a draft of all of it closes, and then."""
    folder = built / "site"
    places = json.loads((folder / "dia-ban/tat-ca.json").read_bytes())
    key, name, _, _, ((_, own), *_) = next(p for p in places if p[3] >= 0 and len(p[4]) == 1)
    (_, before), (instant, after), *_ = places[0][4]  # those of the whole province
    page = browser.new_context().new_page()
    page.clock.install(time=datetime.fromtimestamp(instant - 20, VN).isoformat())
    page.route("**/health.json", lambda route: route.abort())
    with serve(folder) as url:
        page.goto(url + "gop-y/")
        page.evaluate("kept => localStorage.setItem('duthao.place', kept)", f"{key} {name}")
        page.goto(url)
        line = page.locator("[data-mine]")
        expect(line).to_contain_text(f"{own} dự thảo riêng, {before} chung toàn tỉnh")
        page.clock.run_for(21_000)
        expect(line).to_contain_text(f"{own} dự thảo riêng, {after} chung toàn tỉnh")


def test_the_counts_are_those_of_the_page_they_lead_to(built: Path) -> None:
    places = json.loads((built / "site" / "dia-ban" / "tat-ca.json").read_bytes())
    for key, _, _, within, steps in places:
        if within < 0:
            continue
        page = lxml.html.fromstring(
            (built / "site" / "dia-ban" / key / "index.html").read_text("utf-8")
        )
        for anchor, count in (("rieng", steps[0][1]), ("chung", places[within][4][0][1])):
            (cards,) = page.xpath(f"//h2[@id='{anchor}']/following-sibling::ul[1]")
            states = cards.xpath("./li[not(@hidden)]/@data-state")
            assert states.count("open") + states.count("closing_soon") == count, (key, anchor, NOW)
