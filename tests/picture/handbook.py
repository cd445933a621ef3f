"""The handbook's pictures: what people see of the sample on a phone and on paper, small enough to be kept in git."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from PIL import Image, ImageOps
from playwright.sync_api import Browser

from duthao.rendering import task_pages
from tests.picture.tools import paper

FOLDER = Path(__file__).resolve().parents[2] / task_pages.FOLDER / "hinh"
PHONE, TALL = 390, 720  # CSS pixels
QUALITY = 45
# Name → page of the sample, and the element that the picture begins with.
SHOWN = MappingProxyType(
    {
        "du-thao": ("du-thao/lc-2026-007/", "article"),
        "gia-han": ("du-thao/lc-2026-011/", "article"),
        "da-rut": ("du-thao/lc-2026-003/", "article"),
        "ban-phat-thanh": ("loa/trinh-tuong/", "main"),
        "y-kien": ("du-thao/lc-2026-004/y-kien/", "article"),
    }
)
PRINTED = MappingProxyType({"thong-bao": "du-thao/lc-2026-007/thong-bao.pdf"})


def take(browser: Browser, address: str, site: Path) -> None:
    """Write each picture. The same site, browser and fonts give the same bytes."""
    FOLDER.mkdir(exist_ok=True)
    for name, (path, selector) in SHOWN.items():
        _write(name, lambda path=path, selector=selector: _phone(browser, address + path, selector))
    for name, path in PRINTED.items():
        _write(name, lambda path=path: paper(site / path, 60))


def _write(name: str, picture: Callable[[], Image.Image]) -> None:
    path = FOLDER / f"{name}.webp"
    framed = ImageOps.expand(
        picture().convert("RGB"), border=1, fill="#8a8580"
    )  # as light as pages
    framed.save(path, quality=QUALITY, method=6)
    print(f"{path.name}: {path.stat().st_size} bytes")


def _phone(browser: Browser, url: str, selector: str) -> Image.Image:
    # The policy of the site lets no style in that stands in a page.
    page = browser.new_page(viewport={"width": PHONE, "height": 1600}, bypass_csp=True)
    page.goto(url, wait_until="load")
    page.add_style_tag(content=":root { --md-text-font: 'Be Vietnam Pro' }")
    page.evaluate("document.fonts.ready")
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    clip = {"x": 0, "y": box["y"], "width": PHONE, "height": TALL}
    taken = page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]
    page.close()
    return Image.open(io.BytesIO(taken))
