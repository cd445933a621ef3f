"""The browser's clock: it corrects a page that has grown old, in Việt Nam's time wherever the reader is."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, Route

from duthao.outputs.site import Site
from duthao.outputs.web import draft_page, lists
from tests.browser import wait_until
from tests.province_site import records_of, site_without_summaries

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BUILT = "2026-11-22T08:00:00+07:00"  # as tests.conftest.NOW
SOON, LAST = "Sắp hết hạn góp ý", "Hôm nay là ngày cuối"
ORIGIN = "https://vanban.hatinh.example/gop-y/"
OPEN, UPCOMING = "ht-2026-002", "ht-2026-006"
MOVED = """window.moved = [];
  new PerformanceObserver(list => list.getEntries().forEach(e => moved.push(e.value)))
    .observe({ type: 'layout-shift', buffered: true })"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_without_summaries(tmp_path_factory.mktemp("clock") / "root")


@pytest.fixture(scope="module")
def served(site: Site) -> dict[str, bytes]:
    """Path below the site's root → bytes."""
    read = records_of(site)
    files = {
        artifact.path: artifact.render()
        for record in read.values()
        for artifact in draft_page.DraftPage().for_record(site, record)
    }
    layout = site.layouts["list"]
    slots = dict.fromkeys(layout.keys, "")
    cards = "".join(lists.card(site, read[name]) for name in (OPEN, UPCOMING))
    files["du-thao/index.html"] = layout.fill("du-thao/", {**slots, "main": f"<ul>{cards}</ul>"})
    banner = f'<aside data-as-of="2026-11-22T08:00:00+07:00">mẫu</aside>{draft_main(files)}'
    files["mau/index.html"] = layout.fill("mau/", {**slots, "main": banner})
    return files


def draft_main(files: dict[str, bytes]) -> str:
    text = files[f"du-thao/{OPEN}/index.html"].decode()
    return text[text.index("<article") : text.index("</article>")] + "</article>"


def look(
    browser: Browser,
    served: dict[str, bytes],
    site: Site,
    path: str,
    now: str,
    zone: str = "UTC",
    *,
    running: bool = False,
    true: str | None = None,
    width: int = 1280,
) -> Page:
    """The page as a reader in `zone` sees it when the device says that it is `now`; `true`: what the server says (none: no answer)."""
    assets = site.root / "build" / "host" / "site"

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ORIGIN)
        name += "index.html" if name == "" or name.endswith("/") else ""
        local = assets / name
        if name == "health.json" and true:
            date = format_datetime(datetime.fromisoformat(true).astimezone(UTC), usegmt=True)
            route.fulfill(body=json.dumps({"as_of": BUILT}), headers={"Date": date})
        elif name in served:
            route.fulfill(body=served[name], content_type="text/html; charset=utf-8")
        elif local.is_file():
            route.fulfill(path=local)
        else:
            route.fulfill(status=404, body="")

    viewport = {"width": width, "height": 720}
    page = browser.new_context(timezone_id=zone, viewport=viewport).new_page()  # type: ignore[arg-type]
    page.route("**/*", answer)
    page.add_init_script(MOVED)
    page.add_init_script("addEventListener('duthao:clock', () => { window.ticked = true; })")
    if running:
        page.clock.install(time=now)
    else:
        page.clock.set_fixed_time(now)
    page.goto(ORIGIN + path)
    wait_until(
        page, "window.duthaoClock && window.ticked || document.querySelector('[data-as-of]')"
    )
    return page


def status(page: Page) -> str:
    return " ".join(page.inner_text(".dt-status").split())


@pytest.mark.parametrize(
    ("now", "zone", "label", "left"),
    [
        ("2026-11-22T08:00:00+07:00", "UTC", "Đang lấy ý kiến", "còn 18 ngày"),
        ("2026-12-09T23:59:59+07:00", "Pacific/Auckland", f"Đang lấy ý kiến {SOON}", "còn 1 ngày"),
        ("2026-12-10T00:00:00+07:00", "America/Lima", f"Đang lấy ý kiến {SOON}", LAST),
        ("2026-12-10T23:59:59+07:00", "Pacific/Auckland", f"Đang lấy ý kiến {SOON}", LAST),
        ("2026-12-11T00:00:00+07:00", "America/Lima", "Đang tổng hợp, tiếp thu ý kiến", ""),
    ],
)
def test_days_left_and_state(
    browser: Browser,
    served: dict[str, bytes],
    site: Site,
    zone: str,
    now: str,
    label: str,
    left: str,
) -> None:
    page = look(browser, served, site, f"du-thao/{OPEN}/", now, zone)
    shown = bool(left)
    lead, after = (
        ("Góp ý đến", left)
        if shown
        else (
            "Thời hạn góp ý đã kết thúc:",
            "Kết quả tiếp thu, giải trình được công bố chậm nhất ngày 10/01/2027.",
        )
    )
    assert status(page) == f"{label} Dữ liệu minh họa {lead} hết ngày 10/12/2026 {after}"
    assert page.is_visible("#gop-y") == shown
    assert page.is_visible(".dt-tools [type='text/calendar']") == shown, "nobody is reminded then"
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [f"du-thao/{OPEN}/", "du-thao/"])
def test_nothing_moves_when_the_days_are_counted(
    browser: Browser, served: dict[str, bytes], site: Site, path: str, width: int
) -> None:
    page = look(browser, served, site, path, BUILT, width=width)
    assert "còn 18 ngày" in page.inner_text("main")
    page.wait_for_timeout(300)
    assert page.evaluate("moved") == []
    page.context.close()


def test_a_draft_opens_by_itself(browser: Browser, served: dict[str, bytes], site: Site) -> None:
    path = f"du-thao/{UPCOMING}/"
    before = look(browser, served, site, path, "2026-11-26T23:59:59+07:00")
    assert status(before).startswith("Sắp lấy ý kiến")
    assert not before.is_visible("#gop-y")
    after = look(browser, served, site, path, "2026-11-27T00:00:00+07:00")
    assert status(after).startswith("Đang lấy ý kiến")
    assert "còn 25 ngày" in status(after)
    assert after.is_visible("#gop-y")


def test_nothing_but_state_and_days_is_touched(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    path = f"du-thao/{OPEN}/"
    page = look(browser, served, site, path, "2026-12-11T00:00:00+07:00")
    plain: Any = lxml.html.fromstring(served[f"{path}index.html"].decode())
    for selector, xpath in (
        ("td", "//td"),
        ("h2", "//article//h2"),
        (".dt-facts dd", "//dl[contains(@class, 'dt-facts')]//dd"),
    ):
        written = [" ".join(element.text_content().split()) for element in plain.xpath(xpath)]
        texts = page.locator(f"article {selector}").evaluate_all(
            "all => all.map(e => e.textContent)"
        )
        assert [" ".join(text.split()) for text in texts] == written, selector


def test_cards_of_a_list_are_corrected_too(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(browser, served, site, "du-thao/", "2026-12-11T00:00:00+07:00")
    closed, opened = page.locator(".dt-card").all()
    assert "Đang tổng hợp, tiếp thu ý kiến" in closed.inner_text()
    assert "Thời hạn góp ý đã kết thúc:" in closed.inner_text()
    assert "Đang lấy ý kiến" in opened.inner_text()
    assert "còn 11 ngày" in opened.inner_text()


def test_a_page_left_open_corrects_itself(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(
        browser, served, site, f"du-thao/{OPEN}/", "2026-12-10T23:58:30+07:00", running=True
    )
    assert "Hôm nay là ngày cuối" in status(page)
    page.clock.run_for(120_000)
    assert status(page).startswith("Đang tổng hợp, tiếp thu ý kiến")


@pytest.mark.parametrize("device", ["2024-11-22T08:00:00+07:00", "2026-12-12T00:00:00+07:00"])
def test_a_wrong_device_is_corrected_by_the_server(
    browser: Browser, served: dict[str, bytes], site: Site, device: str
) -> None:
    path = f"du-thao/{OPEN}/"
    page = look(browser, served, site, path, device, true="2026-12-10T23:00:00+07:00")
    assert page.is_visible("#gop-y")
    assert LAST in status(page)
    page = look(browser, served, site, path, device, true="2026-12-11T00:00:00+07:00")
    assert not page.is_visible("#gop-y")


def test_without_a_server_now_is_never_before_the_build(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(browser, served, site, f"du-thao/{OPEN}/", "2024-11-22T08:00:00+07:00")
    assert page.is_visible("#gop-y")
    assert status(page).endswith("hết ngày 10/12/2026"), "nobody knows how many days are left"


def test_a_page_says_when_it_was_built_and_when_it_may_be_old(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    path, late = f"du-thao/{OPEN}/", "2026-11-24T08:00:00+07:00"
    page = look(browser, served, site, path, BUILT, true=BUILT)
    assert page.inner_text("[data-built]") == "Trang được cập nhật lúc 08:00 ngày 22/11/2026."
    assert not page.is_visible("[data-old]")
    assert look(browser, served, site, path, late, true=late).is_visible("[data-old]")


def test_a_sample_stands_still(browser: Browser, served: dict[str, bytes], site: Site) -> None:
    page = look(browser, served, site, "mau/", "2030-01-01T00:00:00+07:00")
    assert status(page).startswith("Đang lấy ý kiến")
    assert page.is_visible("#gop-y")


def test_nothing_is_stored_until_the_reader_chooses(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(browser, served, site, f"du-thao/{OPEN}/", "2026-11-22T08:00:00+07:00")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Đổi nền sáng, tối").click()
    assert page.evaluate("Object.assign({}, localStorage)") == {"duthao.scheme": "dark"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    page.reload()
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"


def test_the_drawer_works_by_keyboard(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(browser, served, site, f"du-thao/{OPEN}/", "2026-11-22T08:00:00+07:00")
    page.set_viewport_size({"width": 360, "height": 740})
    link = page.locator(".dt-drawer a", has_text="Theo địa bàn")
    opener = page.get_by_role("button", name="Trình đơn")
    assert not link.is_visible()
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    link.wait_for(state="visible")
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
