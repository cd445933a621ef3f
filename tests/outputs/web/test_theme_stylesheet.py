"""The pages look as they would with the theme's whole stylesheet: every property of every element, in Chromium."""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.browser import wait_until

# One page of each type.
PAGES = [
    "",
    "dang-lay-y-kien/",
    "du-thao/lc-2026-007/",
    "du-thao/lc-2026-008/",
    "du-thao/lc-2026-007/loa/",
    "du-thao/lc-2026-007/bao-chi/",
    "loa/trinh-tuong/",
    "dia-ban/",
    "dia-ban/trinh-tuong/",
    "in/trinh-tuong/",
    "theo-doi/",
    "tim-kiem/?q=dat",
    "su-kien/",
    "so-tay/",
    "so-tay/viec/gia-han/",
    "so-tay/quy-tac/",
    "404.html",
]
WAYS = [(360, "light", "screen"), (1280, "dark", "screen"), (1280, "light", "print")]
# Every computed property but variables, of one element of each kind (its tag, classes, place in its parent and the same of
# its parent) and of what stands before and after it, as one text an element.
LOOKS = """() => {
  const sort = (element) => element && element.tagName + "." + element.className;
  const place = (element) => (element.previousElementSibling ? "" : "<") + (element.nextElementSibling ? "" : ">");
  const seen = new Map();
  for (const element of document.querySelectorAll("*")) {
    const key = sort(element.parentElement) + sort(element) + place(element);
    if (!seen.has(key)) seen.set(key, element);
  }
  return [...seen].flatMap(([key, element]) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return "";
    return key + part + ";" + [...style].filter((name) => !name.startsWith("--"))
      .map((name) => name + ":" + style.getPropertyValue(name)).join(";");
  }));
}"""


# Whether the text of each draft that was found has come.
ALL_TEXTS = """performance.getEntriesByType("resource").filter((e) => e.name.includes("/van-ban/")).length
  >= document.querySelectorAll("[data-search-results] > *").length"""


def whole_stylesheet() -> bytes:
    spec = find_spec("material")
    assert spec and spec.origin
    (path,) = (Path(spec.origin).parent / "templates/assets/stylesheets").glob("main.*.css")
    return path.read_bytes()


def looks(
    browser: Browser, url: str, width: int, scheme: str, media: str, whole: bool
) -> list[str]:
    """How a page looks with the theme's whole stylesheet or with what is left of it."""
    # What is found says more once it comes into sight: all of it at once.
    height = 6000 if "?q=" in url else 800
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    served = []

    def serve_whole(route: Route) -> None:
        served.append(route.request.url)
        route.fulfill(content_type="text/css", body=whole_stylesheet())

    if whole:
        page.route("**/stylesheets/main.*.css", serve_whole)
    page.goto(url, wait_until="networkidle")
    if "?q=" in url:
        wait_until(page, "document.querySelector('[data-search-results] mark')")
        wait_until(page, ALL_TEXTS)
    page.emulate_media(media="print" if media == "print" else "screen")
    page.mouse.move(
        width - 1, 1
    )  # over nothing that answers to it; else over the menu when it opens
    if width == 360:
        page.evaluate("document.getElementById('__drawer').checked = true")  # the menu is open
    found: list[str] = page.evaluate(LOOKS)
    context.close()
    assert bool(served) is whole and len(found) > 100
    return found


@pytest.mark.parametrize(
    ("path", "width", "scheme", "media"),
    [(path, *WAYS[n % len(WAYS)]) for n, path in enumerate(PAGES)]
    + [("du-thao/lc-2026-007/", *way) for way in WAYS],
)
def test_nothing_looks_another_way(
    browser: Browser, address: str, path: str, width: int, scheme: str, media: str
) -> None:
    cut, uncut = (
        looks(browser, address + path, width, scheme, media, whole) for whole in (False, True)
    )
    differences = [
        {*one.split(";")} ^ {*other.split(";")} for one, other in zip(cut, uncut, strict=True)
    ]
    assert [found for found in differences if found] == []


def test_the_stylesheets_of_a_page_are_small(sample: Path) -> None:
    (cut,) = (sample / "assets" / "stylesheets").glob("*.css")
    size = sum(
        len(gzip.compress(path.read_bytes())) for path in (cut, sample / "assets/duthao.css")
    )
    assert size <= 16_000
