"""The page for screens in a real Chromium: it goes on without a network and drops what has closed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser import open_page, serve
from tests.conftest import NOW


@pytest.fixture(scope="module")
def province(built: Path) -> Iterator[str]:
    """The address of the test province, whose clock runs."""
    with serve(built / "site") as address:
        yield address


@pytest.fixture
def screen(browser: Browser, province: str) -> Iterator[Page]:
    """The screen of a province at the instant of the build; time goes on only where a test lets it, and nobody tells
    the device another one.
    """
    page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    start = datetime.fromisoformat(NOW)
    page.clock.install(time=start - timedelta(hours=1))
    page.clock.pause_at(start)
    page.route("**/health.json", lambda route: route.abort())
    page.goto(province + "man-hinh/")
    yield page
    page.context.close()


def headline(page: Page) -> str:
    (shown,) = page.locator("[data-slide]:visible h2").all_inner_texts()
    return shown


def slides(page: Page) -> list[tuple[str, int, int]]:
    """Every slide's headline and the only stretch of time in which it is shown, in epoch seconds; from 0: since ever."""
    titles = page.locator("[data-slide]").evaluate_all(
        "all => all.map(s => [s.querySelector('h2').textContent, ...s.dataset.slide.split('-')])"
    )
    return [(title, int(start or 0), int(end)) for title, start, end in titles]


def shown_in_turn(page: Page, turns: int) -> set[str]:
    seen = set()
    for _ in range(turns):
        page.clock.run_for(15_000)
        seen.add(headline(page))
    return seen


def test_the_show_goes_on_without_network_and_drops_what_has_closed(screen: Page) -> None:
    """It takes up what has opened, too."""
    all_slides, build = slides(screen), int(datetime.fromisoformat(NOW).timestamp())
    starts = {start for _, start, _ in all_slides if start > build}
    ends = {end for _, _, end in all_slides}
    assert starts and len(ends) > 2
    screen.context.set_offline(True)
    for instant in sorted({build, *starts, *ends} - {max(ends)}):
        screen.clock.set_fixed_time(instant)
        screen.clock.run_for(15_000)
        open_now = {title for title, start, end in all_slides if start <= instant < end}
        assert shown_in_turn(screen, len(open_now)) == open_now
        count = str(len(open_now)) if len(open_now) > 1 else ""  # one slide alone is not counted
        assert screen.locator("[data-count]").inner_text().partition("/")[2] == count
    screen.clock.set_fixed_time(max(ends))
    screen.clock.run_for(15_000)
    assert screen.locator("[data-slide]:visible").count() == 0
    assert screen.locator("[data-none]").is_visible()


def test_no_picture_stands_still_for_long(screen: Page) -> None:
    def shift() -> str:
        return str(screen.evaluate("getComputedStyle(document.querySelector('main')).transform"))

    def side() -> str:
        box = screen.locator("[data-slide]:visible .slide__until").bounding_box()
        assert box is not None
        return "left" if box["x"] < 960 else "right"

    places, sides = {shift()}, {side()}
    for _ in range(4):
        screen.clock.run_for(15_000)
        places.add(shift())
        sides.add(side())
    assert len(places) >= 4
    assert sides == {"left", "right"}


def test_it_can_be_stopped_and_turned_by_hand(screen: Page) -> None:
    first = headline(screen)
    screen.get_by_role("button", name="Dừng").click()
    screen.clock.run_for(60_000)
    assert headline(screen) == first
    screen.locator("h1").click()
    screen.evaluate("document.activeElement.blur()")
    screen.keyboard.press("ArrowRight")
    assert headline(screen) != first


def test_a_sample_shows_all_and_its_own_instant(browser: Browser, address: str) -> None:
    page, trouble = open_page(browser, address + "man-hinh/", 1280)
    assert trouble == []
    assert "22/11/2026" in page.inner_text("footer")
    assert page.inner_text("[data-clock]") == ""
    assert page.locator("[data-slide]:visible").count() == 1
    page.context.close()


def test_without_scripts_all_slides_stand_below_each_other(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "man-hinh/", 1280, java_script_enabled=False)
    assert page.locator("[data-slide]:visible").count() == page.locator("[data-slide]").count() > 1
    page.context.close()


def test_who_wants_no_motion_gets_none(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "man-hinh/", 1280, reduced_motion="reduce")
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('[data-slide]:not([hidden])')).animationName"
        )
        == "none"
    )
    page.context.close()


SIZES = [(1080, 1920), (1920, 1080), (720, 1280), (1280, 720), (3840, 2160), (2160, 3840)]
# What of a slide lies outside of what is seen or is cut off; the bar below it is not the slide's.
CUT = """() => [...document.querySelectorAll('[data-slide]:not([hidden]) :is(h2, li, .slide__until, svg, .slide__address, .slide__phone, .slide__foot)')]
  .filter(e => { const b = e.getBoundingClientRect(), bar = document.querySelector('.bar').getBoundingClientRect();
    return b.left < 0 || b.top < 0 || b.right > innerWidth || b.bottom > bar.top || e.scrollWidth > e.clientWidth + 1 && e.clientWidth; })
  .map(e => (e.className || e.tagName) + ': ' + e.textContent.slice(0, 40))"""
OVERLAP = """() => { const a = document.querySelector('[data-slide]:not([hidden]) .slide__main'), b = document.querySelector('[data-slide]:not([hidden]) .slide__side');
  const r = b.getBoundingClientRect();
  return [...a.children].filter(e => { const m = e.getBoundingClientRect();
    return m.left < r.right && r.left < m.right && m.top < r.bottom && r.top < m.bottom; }).map(e => e.textContent.slice(0, 40)); }"""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_shows_the_code_and_the_address(screen: Page, size: tuple[int, int]) -> None:
    """Lying or upright, on either side: all of each slide is seen, and a telephone reads the code."""
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    count = screen.locator("[data-slide]").count()
    for _ in range(2 * count):
        shown = screen.locator("[data-slide]:visible")
        assert shown.count() == 1
        assert screen.evaluate(CUT) == []
        assert screen.evaluate(OVERLAP) == []
        screen.clock.run_for(15_000)
    path = shown.locator(".slide__address span").all_inner_texts()[1]
    read = [code.text for code in codes(screen)]
    assert len(read) == 1 and read[0].rstrip("/").endswith(path)
    assert shown.locator(".slide__phone").is_visible()


@pytest.mark.parametrize("width", [360, 412])
def test_a_telephone_shows_one_slide_after_the_other(screen: Page, width: int) -> None:
    screen.set_viewport_size({"width": width, "height": 740})
    for part in ("svg", ".slide__address", ".slide__phone"):
        screen.locator(f"[data-slide]:visible {part}").scroll_into_view_if_needed()
        assert screen.locator(f"[data-slide]:visible {part}").is_visible()
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screen.locator("[data-slide]:visible svg").scroll_into_view_if_needed()
    assert len(codes(screen)) == 1


def codes(page: Page) -> list[zxingcpp.Barcode]:
    """What a camera reads of the page as it is seen, once the slide has come in."""
    page.evaluate("Promise.all(document.getAnimations().map(a => a.finished))")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    return list(zxingcpp.read_barcodes(picture))
