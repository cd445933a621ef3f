"""What the design promises, in a real Chromium: in reach, in sight, not wider than the screen, by the keyboard in few stops."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.outputs.web.test_browser import PAGES, address, browser, open_page

__all__ = ["address", "browser"]

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
    """The skip link is the first stop of each page; a search ends with Enter."""
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
    stops += focus_by_tab(page, "e.href && e.href.includes('bieumau.laocai.example')", 8)
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
