"""A real browser for tests: started once for all that a process tests, pages served from folders, waiting for what they say."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

# The first draws as the others do, without windows and tabs: a page opens in 0.1 s of work, in theirs in 0.37.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_EVERY = 25  # milliseconds
_AT_MOST = 30  # seconds


@contextmanager
def chromium(*flags: str, **options: Any) -> Iterator[Browser]:
    """A running browser, with more flags and options of Playwright's `launch`. Raises AssertionError where none is installed."""
    binary = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert binary, (
        f"no browser: one of {', '.join(BROWSERS)} must be installed (`make test` does it)"
    )
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=binary, args=[*FLAGS, *flags], **options)
        yield running
        running.close()


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def serve(folder: Path, handler: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """The folder on a free port of this machine; gives its address, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def open_page(browser: Browser, url: str, width: int, **context: Any) -> tuple[Page, list[str]]:
    """A fresh page and what it asked of other hosts or complained of."""
    page = browser.new_context(viewport={"width": width, "height": 800}, **context).new_page()
    trouble: list[str] = []
    page.on(
        "request",
        lambda r: (
            None if r.url.startswith(("http://127.0.0.1", "data:")) else trouble.append(r.url)
        ),
    )
    page.on("pageerror", lambda e: trouble.append(str(e)))
    page.on(
        "console",
        lambda m: trouble.append(m.text) if "Content Security Policy" in m.text else None,
    )
    page.on(
        "response", lambda r: trouble.append(f"{r.status} {r.url}") if r.status >= 400 else None
    )
    page.goto(url, wait_until="load")
    return page, trouble


def accessibility_faults(page: Page) -> list[tuple[str, list[Any]]]:
    """What axe finds wrong with the page: each rule, and the elements that break it."""
    # Unless it is told that violations alone are wanted, it describes all that is right too: half as long again.
    options = {"runOnly": _RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def wait_until(page: Page, expression: str) -> None:
    """Return once the expression is true in the page: Playwright's own way evaluates text there, which the page's policy refuses.

    Raises AssertionError where it does not come to be.
    """
    end = time.monotonic() + _AT_MOST
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"it never came to be: {expression}"
        page.wait_for_timeout(_EVERY)
