"""Web pages on paper, printed by a real Chromium: no chrome, where each draft is found, nothing cut off; and what is copied."""

from __future__ import annotations

import io
import subprocess

import pikepdf
from PIL import ImageOps
from playwright.sync_api import Browser

from tests.browser import open_page
from tests.pdf_text import picture

CHROME = ("Bỏ qua", "Mục lục", "Chuyển giao diện", "còn 13 ngày", "Lọc", "Sao chép")


def printed(browser: Browser, url: str) -> bytes:
    """A page as whoever presses Ctrl+P gets it, on A4."""
    page, _ = open_page(browser, url, 1280)
    content = page.pdf(prefer_css_page_size=True)
    page.context.close()
    return content


def words(content: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def test_a_draft_on_paper_says_where_it_stands_and_leaves_the_chrome_out(
    browser: Browser, address: str
) -> None:
    content = printed(browser, address + "du-thao/lc-2026-007/")
    text = words(content)
    assert not [word for word in CHROME if word in text]
    for needed in (
        "Góp ý đến hết ngày 05/12/2026",
        "Bản in này có thể đã cũ. Xem thời hạn mới nhất tại gopy.laocai.example/d/lc-2026-007.",
        "(https://laocai.example/du-thao/lc-2026-007)",
        "gopy-lc-2026-007@laocai.example",
        "Dữ liệu minh họa",
        "Ai bị ảnh hưởng",
        "Niêm yết hằng ngày",
    ):
        assert needed in text, needed
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert 3 <= len(pdf.pages) <= 6
        assert [round(float(x) * 25.4 / 72) for x in pdf.pages[0].mediabox[2:]] == [210, 297]


def test_a_list_on_paper_gives_the_address_of_every_draft(browser: Browser, address: str) -> None:
    text = words(printed(browser, address + "dang-lay-y-kien/"))
    assert not [word for word in CHROME if word in text]
    for number in (7, 8, 9, 10, 11, 12):
        assert f"(gopy.laocai.example/d/lc-2026-{number:03})" in text


def test_nothing_on_paper_runs_into_the_margin(browser: Browser, address: str) -> None:
    content = printed(browser, address + "du-thao/lc-2026-008/")  # the widest table of the sample
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    for page in range(1, pages + 1):
        shown = picture(content, 72, page)
        ink = ImageOps.invert(shown).getbbox()
        assert ink is not None
        assert ink[0] >= 16 / 25.4 * 72
        assert ink[2] <= shown.width - 16 / 25.4 * 72
