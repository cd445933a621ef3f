"""What an operator opened once opens without a network, in a real Chromium: with its date, and nothing else does."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser import Quiet

BELOW = "/gop-y-du-thao/"  # as under a province's own portal
PAGES = ["loa/trinh-tuong/", "loa/", "du-thao/lc-2026-007/loa/", "man-hinh/"]
KEPT = """async (url) => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match(url)) return true;
  return false;
}"""


class Below(Quiet):
    def translate_path(self, path: str) -> str:
        """The site lies in a folder of its host."""
        return super().translate_path("/" + path.removeprefix(BELOW))


class Host:
    """A web server on one port that can be taken away and brought back."""

    def __init__(self, folder: Path) -> None:
        self.handler = partial(Below, directory=str(folder))
        self.port = 0
        self.start()

    def start(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), self.handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{BELOW}{path}"


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """The pages concerned, and what they are drawn with."""
    site = tmp_path / "site"
    for path in [*PAGES, "assets", "du-thao/lc-2026-007"]:
        shutil.copytree(sample / path, site / path, dirs_exist_ok=True)
    for name in ("offline.js", "index.html"):
        shutil.copy(sample / name, site / name)
    return site


@pytest.fixture
def host(folder: Path) -> Iterator[Host]:
    host = Host(folder)
    yield host
    host.stop()


@contextmanager
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    context.close()


def wait_until_kept(page: Page, url: str, kept: bool = True) -> None:
    for _ in range(100):
        if page.evaluate(KEPT, url) is kept:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{url} is {'not' if kept else 'still'} kept")


def opened(context: BrowserContext, host: Host, path: str) -> Page:
    """The page, once its copy and that of its last style sheet or script are kept."""
    page = context.new_page()
    page.goto(host.url(path), wait_until="load")
    drawn = page.evaluate(
        "performance.getEntriesByType('resource').map((e) => e.name).filter((n) => /\\.(css|js)$/.test(n))"
    )
    for url in [host.url(path), *drawn]:
        wait_until_kept(page, url)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opened_once_opens_without_a_network_and_says_so(
    browser: Browser, host: Host, path: str
) -> None:
    with phone(browser) as context:
        page = opened(context, host, path)
        assert page.locator("[data-saved]").is_hidden()
        heading = page.locator("h1").first.inner_text()
        host.stop()
        page.goto("about:blank")
        page.goto(host.url(path), wait_until="load")
        status = page.locator("p[role=status]").filter(has_text="Bản đã lưu lúc").inner_text()
        host.start()
        assert re.match(
            r"Bản đã lưu lúc \d\d:\d\d ngày \d\d/\d\d/20\d\d, vì hiện không có mạng\.", status
        )
        assert page.locator("h1").first.inner_text() == heading
        assert page.evaluate(
            "document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_network_one_tap_still_copies(browser: Browser, host: Host, folder: Path) -> None:
    with phone(browser) as context:
        page = opened(context, host, "du-thao/lc-2026-007/loa/")
        host.stop()
        page.reload(wait_until="load")
        page.get_by_role("button", name="Sao chép").first.click()
        page.wait_for_timeout(200)
        copied = page.evaluate("navigator.clipboard.readText()")
        host.start()
        written = (folder / "du-thao/lc-2026-007/loa/mo.txt").read_text(encoding="utf-8")
        assert copied.strip() == written.strip()


def test_where_there_is_a_network_the_page_is_never_the_kept_one(
    browser: Browser, host: Host, folder: Path
) -> None:
    with phone(browser) as context:
        page = opened(context, host, "loa/trinh-tuong/")
        file = folder / "loa/trinh-tuong/index.html"
        file.write_text(
            file.read_text(encoding="utf-8").replace("Các ngày tới", "Lịch vừa đổi"),
            encoding="utf-8",
        )
        page.reload(wait_until="load")
        assert page.get_by_role("heading", name="Lịch vừa đổi").count() == 1
        assert page.get_by_text("Bản đã lưu lúc").count() == 0
        host.stop()
        page.reload(wait_until="load")
        assert page.get_by_role("heading", name="Lịch vừa đổi").count() == 1
        assert page.get_by_text("Bản đã lưu lúc").is_visible()
        host.start()


def test_a_page_that_was_taken_down_leaves_no_copy(
    browser: Browser, host: Host, folder: Path
) -> None:
    with phone(browser) as context:
        page = opened(context, host, "loa/trinh-tuong/")
        shutil.rmtree(folder / "loa/trinh-tuong")
        page.reload(wait_until="load")
        wait_until_kept(page, host.url("loa/trinh-tuong/"), kept=False)
        host.stop()
        with pytest.raises(Error, match="ERR_FAILED"):
            page.goto(host.url("loa/trinh-tuong/"))
        host.start()


def test_nothing_else_is_kept(browser: Browser, host: Host) -> None:
    with phone(browser) as context:
        page = opened(context, host, "du-thao/lc-2026-007/loa/")
        page.evaluate("fetch('mo.txt').then((r) => r.text())")
        page.goto(host.url("du-thao/lc-2026-007/"), wait_until="load")
        names = page.evaluate(
            "async () => (await Promise.all((await caches.keys()).map(async (n) => (await (await caches.open(n)).keys()).map((r) => r.url)))).flat()"
        )
        pages = {name for name in names if not re.search(r"\.(css|js|svg|png|woff2?)$", name)}
        assert pages == {host.url("du-thao/lc-2026-007/loa/")}
        host.stop()
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            page.goto(host.url("index.html"))
        host.start()
