"""What the design promises, in a real Chromium: in reach, in sight, not wider than the screen, by the keyboard in few stops."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import open_page
from tests.outputs.web.test_browser import PAGES

PHONE = {"width": 360, "height": 740}
ASKED = "du-thao/lc-2026-007/"


def phone(browser: Browser, url: str) -> Page:
    page, _ = open_page(browser, url, PHONE["width"])
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return page


def test_the_first_draft_and_its_deadline_are_in_sight_on_a_telephone(
    browser: Browser, address: str
) -> None:
    page = phone(browser, address)
    assert page.evaluate("scrollY") == 0
    for selector in (".dt-ask input", ".dt-entry h3", ".dt-entry time"):
        box = page.locator(selector).first.bounding_box()
        assert box and box["y"] + box["height"] <= PHONE["height"], selector
    page.context.close()


def test_what_is_typed_at_home_is_searched(browser: Browser, address: str) -> None:
    page = phone(browser, address)
    page.get_by_label("Tìm dự thảo, xã").fill("bua an")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=bua+an")
    page.locator("[data-search-results] a").first.wait_for()
    page.context.close()


@pytest.mark.parametrize("path", [path for path in PAGES if "nhung" not in path])
def test_nothing_scrolls_sideways_on_the_smallest_screen(
    browser: Browser, address: str, path: str
) -> None:
    """320 pixels: also what a window of 1280 shows at a zoom of four times."""
    page, _ = open_page(browser, address + path, 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def focus_by_tab(page: Page, found: str, most: int) -> int:
    """How many stops of the keyboard it takes until the focused element fulfils the expression `found` of `e`."""
    for stop in range(1, most + 1):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {found})(document.activeElement)"):
            return stop
    raise AssertionError(f"not within {most} stops: {found}")


@pytest.mark.parametrize("width", [360, 1280])
def test_from_home_by_search_to_the_comment_form_in_few_stops(
    browser: Browser, address: str, width: int
) -> None:
    """Links that skip are the first stops of each page; a search ends with Enter."""
    page, _ = open_page(browser, address, width)
    stops = focus_by_tab(page, "e.matches('.md-skip')", 1)
    page.keyboard.press("Enter")
    stops += focus_by_tab(page, "e.name === 'q'", 4)
    page.keyboard.type("bua an trua")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    page.locator("[data-search-results] a").first.wait_for()
    stops += focus_by_tab(page, "e.matches('.md-skip')", 1)
    page.keyboard.press("Enter")
    stops += focus_by_tab(page, "e.closest('[data-search-results]')", 6)
    assert page.evaluate("document.activeElement.href").endswith(ASKED)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ASKED}")
    stops += focus_by_tab(page, "e.matches('.md-skip')", 1)
    page.keyboard.press("Enter")
    stops += focus_by_tab(page, "e.matches('.dt-jump')", 1)
    page.keyboard.press("Enter")
    stops += focus_by_tab(page, "e.href && e.href.includes('bieumau.laocai.example')", 2)
    assert stops <= 12, stops
    page.context.close()


def test_offices_have_one_door(browser: Browser, address: str, sample: Path) -> None:
    """In the menus of everybody one entry; behind it every page of work, each with a line."""
    page, _ = open_page(browser, address, 1280)
    tabs = page.locator(".md-tabs__link")
    assert tabs.count() <= 6
    door = tabs.last
    assert door.inner_text() == "Dành cho cơ quan"
    drawer = page.locator(".dt-drawer").inner_html()
    assert "danh-cho-co-quan/" in drawer
    assert "so-tay/" not in drawer and "loa/" not in drawer
    door.click()
    page.wait_for_url("**/danh-cho-co-quan/")
    entries = page.locator("main article li")
    links = {
        urlsplit(link).path.lstrip("/")
        for link in page.eval_on_selector_all("main article li a", "e => e.map(a => a.href)")
    }
    for folder in ("loa", "in", "man-hinh", "bao-chi", "theo-doi", "so-tay", "huong-dan"):
        assert f"{folder}/" in links
    assert all((sample / path / "index.html").is_file() for path in links)
    assert all(": " in entry for entry in entries.all_inner_texts())
    page.context.close()


# ---- the page of a draft


def in_sight(page: Page, selector: str) -> bool:
    """Whether it stands wholly between the header and the foot of the window."""
    seen: bool = page.evaluate(
        """selector => { const box = document.querySelector(selector).getBoundingClientRect(),
             top = document.querySelector('.md-header').getBoundingClientRect().bottom;
           return box.height > 0 && box.top >= top - 1 && box.bottom <= innerHeight + 1; }""",
        selector,
    )
    return seen


@pytest.mark.parametrize("height", [720, 900])
def test_beside_the_text_deadline_and_ways_to_comment_stay_in_sight(
    browser: Browser, address: str, height: int
) -> None:
    page, _ = open_page(browser, address + ASKED, 1280)
    page.set_viewport_size({"width": 1280, "height": height})
    assert not page.is_visible(".dt-sticky")
    last = page.evaluate(
        "document.querySelector('.dt-rest').getBoundingClientRect().bottom + scrollY - innerHeight"
    )
    assert last > 3 * height
    for place in range(0, int(last), height // 2):
        page.evaluate(f"scrollTo(0, {place})")
        for selector in (".dt-until", ".dt-channel--primary a"):
            assert in_sight(page, selector), (selector, place)
    page.context.close()


def test_on_a_telephone_a_bar_at_the_foot_holds_both_and_covers_nothing(
    browser: Browser, address: str
) -> None:
    page = phone(browser, address + ASKED)
    end = page.evaluate("document.documentElement.scrollHeight")
    article = page.evaluate("document.querySelector('article').getBoundingClientRect().bottom")
    for place in range(0, int(article) - PHONE["height"], 500):
        page.evaluate(f"scrollTo(0, {place})")
        assert in_sight(page, ".dt-sticky"), place
    bar = page.locator(".dt-sticky")
    assert "ngày 05/12/2026 còn 13 ngày" in " ".join(bar.inner_text().split())
    assert page.evaluate("document.querySelector('.dt-sticky').offsetHeight") <= 74
    page.evaluate(f"scrollTo(0, {end})")
    over = page.evaluate(
        """() => document.querySelector('.dt-sticky').getBoundingClientRect().top
             - document.querySelector('.dt-rest').getBoundingClientRect().bottom"""
    )
    assert over >= 0, "what stands last is not under it"
    bar.get_by_role("link", name="Góp ý").click()
    page.wait_for_timeout(300)
    assert in_sight(page, "#gop-y")
    page.context.close()


@pytest.mark.parametrize("path", ["", ASKED, "du-thao/lc-2026-001/", "dang-lay-y-kien/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, address: str, path: str, width: int
) -> None:
    page, _ = open_page(browser, "about:blank", width)
    page.add_init_script(
        """window.moved = [];
           new PerformanceObserver(list => list.getEntries().forEach(e => moved.push(e.value)))
             .observe({ type: 'layout-shift', buffered: true })"""
    )
    page.goto(address + path, wait_until="networkidle")
    page.wait_for_timeout(500)
    assert page.evaluate("moved") == []
    page.context.close()


def test_what_few_need_is_folded_up_and_opens_for_who_is_led_there(
    browser: Browser, address: str
) -> None:
    page, _ = open_page(browser, address + ASKED, 1280)
    assert page.locator("article details[open]").count() == 0
    for words in ("Loại văn bản", "Có hiệu lực", "JSON Feed", "Tài liệu cho báo chí"):
        assert page.locator("article").get_by_text(words).count(), words
        assert not page.locator("article").get_by_text(words).first.is_visible(), words
    page.locator(".dt-contents a[href='#thong-tin']").click()
    page.get_by_text("Loại văn bản").wait_for()
    page.goto(address + "in/")
    page.goto(address + ASKED + "#su-dung")
    page.get_by_text("JSON Feed").first.wait_for()
    page.context.close()


TARGETS = ".md-header__button, .dt-tool, .dt-channels a, .dt-sticky a, .dt-ask :is(input, button), .dt-fold > summary, .dt-footer li a"


@pytest.mark.parametrize("path", ["", ASKED])
def test_a_thumb_finds_what_it_aims_at(browser: Browser, address: str, path: str) -> None:
    page, _ = open_page(browser, address + path, 360, has_touch=True)
    low = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility())
             .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height]).filter(([, h]) => h < 43.5)""",
        TARGETS,
    )
    assert low == []
    assert page.locator(TARGETS).count() > 20
    page.context.close()
