"""Waiting for what a page comes to say: Playwright's own way evaluates text in the page, which the page's policy refuses."""

from __future__ import annotations

import time

from playwright.sync_api import Page

_EVERY = 25  # milliseconds
_AT_MOST = 30  # seconds


def wait_until(page: Page, expression: str) -> None:
    """Return once the expression is true in the page. Raises AssertionError where it does not come to be."""
    end = time.monotonic() + _AT_MOST
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"it never came to be: {expression}"
        page.wait_for_timeout(_EVERY)
