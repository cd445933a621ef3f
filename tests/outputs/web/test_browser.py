"""Pages in a real Chromium: no fault that axe can see, nothing wider than the screen, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import accessibility_faults, open_page, wait_until

PAGES = [
    "",
    "dang-lay-y-kien/",
    "du-thao/lc-2026-007/",
    "en/",
    "en/du-thao/",
    "en/du-thao/lc-2026-011/",
    "zh-hans/du-thao/lc-2026-011/",
    "hmn/",
    "du-thao/lc-2026-008/",
    "du-thao/lc-2026-001/",
    "du-thao/lc-2026-001/y-kien/",
    "du-thao/lc-2026-007/loa/",
    "du-thao/lc-2026-007/nhung/",
    "loa/",
    "loa/trinh-tuong/",
    "dia-ban/",
    "du-thao/lc-2026-007/bai-noi/",
    "du-thao/lc-2026-008/doi-tuong/",
    "du-thao/lc-2026-007/video/",
    "doi-tuong/ho-gia-dinh/",
    "bai-noi/giao-duc/",
    "su-kien/",
    "su-kien/doi-thoai-chinh-sach-2026-12/",
    "su-kien/tap-huan-truyen-thong-2026-10/",
    "huong-dan/tap-huan/",
    "ke-hoach/",
    "ke-hoach/2027/",
    "dot-truyen-thong/",
    "dot-truyen-thong/an-sinh-vung-cao-2026/",
    "bao-chi/khung-phat-song/",
    "bao-chi/khung-phat-song/tuan-sau/",
    "thong-ke/2026/",
    "thong-ke/2026/ho-so/",
    "dia-ban/ta-van/da-cong-khai/",
    "trung-uong/",
    "co-quan/so-xay-dung/y-kien/",
    "dia-ban/trinh-tuong/",
    "dia-ban/trinh-tuong/nhung/",
    "in/",
    "in/trinh-tuong/",
    "man-hinh/",
    "bao-chi/",
    "theo-doi/",
    "gop-y/",
    "so-tay/",
    "so-tay/viec/gia-han/",
    "404.html",
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_page(browser: Browser, address: str, path: str, width: int) -> None:
    page, trouble = open_page(browser, address + path, width)
    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.context.cookies() == []
    assert accessibility_faults(page) == []
    page.context.close()


@pytest.mark.parametrize(
    "path", ["du-thao/lc-2026-007/", "dang-lay-y-kien/", "", "en/", "en/du-thao/lc-2026-011/"]
)
def test_dark_page(browser: Browser, address: str, path: str) -> None:
    page, trouble = open_page(browser, address + path, 360, color_scheme="dark")
    assert (trouble, accessibility_faults(page)) == ([], [])
    page.context.close()


@pytest.mark.parametrize(
    "path", ["du-thao/lc-2026-007/", "d/lc-2026-007/", "man-hinh/", "du-thao/lc-2026-007/nhung/"]
)
def test_what_got_into_a_page_does_not_run(browser: Browser, sample: Path, path: str) -> None:
    text = (sample / path / "index.html").read_text(encoding="utf-8")
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy"[^>]*>', text)
    page = browser.new_context().new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text))
    page.set_content(
        f"<head>{policy}</head><p style='color:red' onclick='ran=1'>a</p><script>ran=1</script>"
        "<script src='https://elsewhere.example/x.js'></script><img src='https://elsewhere.example/x.png'>"
    )
    page.click("p")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(0, 0, 0)"
    said = " ".join(refused)
    for directive in ("script-src 'self'", "style-src 'self'", "img-src 'self'"):
        assert directive in said
    page.context.close()


def test_without_scripts_everything_that_matters_is_there(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "du-thao/lc-2026-007/", 360, java_script_enabled=False)
    text = page.inner_text("main")
    for phrase in ("Đang lấy ý kiến", "hết ngày 05/12/2026", "0214 000 0103", "Nội dung cơ bản"):
        assert phrase in text
    page.context.close()


def test_the_form_is_prefilled_and_mail_has_a_subject(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "du-thao/lc-2026-007/", 1280)
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    assert any("bieumau.laocai.example" in h and "ma=LC-2026-007" in h for h in hrefs)
    assert any(h.startswith("mailto:") and "subject=" in h and "LC-2026-007" in h for h in hrefs)
    page.context.close()


def test_the_short_address_leads_to_the_draft(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "d/lc-2026-007/", 360)
    page.wait_for_url("**/du-thao/lc-2026-007/")
    page.context.close()


def test_one_tap_copies_a_post_from_its_file(browser: Browser, address: str, sample: Path) -> None:
    page, _ = open_page(
        browser,
        address + "du-thao/lc-2026-007/#su-dung",
        360,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.click("li:has(a[href$='zalo.txt']) button")
    wait_until(page, "document.querySelector('[data-said]').textContent === 'Đã sao chép'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (sample / "du-thao/lc-2026-007/zalo.txt").read_text("utf-8")
    page.context.close()


def test_one_tap_copies_the_script(browser: Browser, address: str, sample: Path) -> None:
    page, _ = open_page(
        browser,
        address + "du-thao/lc-2026-007/loa/",
        360,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.get_by_role("button", name="Sao chép").first.click()
    page.wait_for_timeout(200)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert (
        copied.strip()
        == (sample / "du-thao/lc-2026-007/loa/mo.txt").read_text(encoding="utf-8").strip()
    )
    page.context.close()


def test_a_browser_that_refuses_to_copy_is_not_said_to_have_copied(
    browser: Browser, address: str
) -> None:
    """Else an operator pastes whatever was copied before."""
    page, _ = open_page(browser, address + "du-thao/lc-2026-007/loa/", 360)
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false; }"
    )
    page.get_by_role("button", name="Sao chép").first.click()
    page.get_by_text("Không sao chép được").first.wait_for()
    assert "Đã sao chép" not in page.inner_text("body")
    page.context.close()


def test_from_home_to_copied_text_in_three_taps(
    browser: Browser, address: str, sample: Path
) -> None:
    """Home, desk, commune, copied: on a phone, without the drawer."""
    page, trouble = open_page(
        browser, address, 360, permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("link", name="Bàn phát thanh").and_(page.locator("main a")).first.click()
    page.wait_for_url("**/loa/")
    page.locator("a[href$='/trinh-tuong/']").click()
    page.wait_for_url("**/loa/trinh-tuong/")
    page.get_by_role("button", name="Sao chép buổi 05:30").click()
    page.wait_for_timeout(200)
    copied = page.evaluate("navigator.clipboard.readText()")
    written = (sample / "loa/trinh-tuong/tuan.txt").read_text(encoding="utf-8")
    assert "Kính thưa bà con và toàn thể Nhân dân!" in copied and trouble == []
    assert [line for line in copied.splitlines() if line not in written.splitlines()] == []
    page.context.close()


def test_a_long_list_is_filtered_without_diacritics(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "loa/", 360)
    page.get_by_label("Tìm xã, phường").fill("trinh tuong")
    assert page.locator("[data-entry]:visible").count() == 1
    page.context.close()


def test_without_scripts_the_desk_still_serves(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "loa/trinh-tuong/", 360, java_script_enabled=False)
    page.get_by_text("Lời đọc", exact=True).first.click()
    assert "Kính thưa bà con và toàn thể Nhân dân!" in page.inner_text("main")
    assert page.locator("main button:visible").count() == 0
    page.context.close()


def test_nothing_behind_the_open_drawer_can_be_reached(browser: Browser, address: str) -> None:
    """With the keyboard alone: in, round all its links, out by Escape, and back to the button that opened it."""
    page, _ = open_page(browser, address + "du-thao/lc-2026-007/", 360)
    page.get_by_role("button", name="Trình đơn").focus()
    page.keyboard.press("Enter")
    inside = "document.activeElement.closest('.dt-drawer') !== null || document.activeElement === document.body"
    links = page.locator(".dt-drawer a").count()
    assert links > 10
    reached = set()
    for _ in range(links + 5):
        assert page.evaluate(inside), page.evaluate("document.activeElement.outerHTML")
        reached.add(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert len(reached) >= links
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-drawer]')")
    assert page.locator("[inert]").count() == 0
    page.get_by_role("button", name="Trình đơn").click()
    page.get_by_role("button", name="Đóng").click()
    assert page.evaluate("document.activeElement.matches('[data-drawer]')")
    page.get_by_role("button", name="Trình đơn").click()
    page.set_viewport_size({"width": 1400, "height": 800})
    wait_until(page, "document.querySelectorAll('[inert]').length === 0")
    page.context.close()


@pytest.mark.parametrize("path", ["du-thao/lc-2026-007/", "", "loa/"])
def test_the_text_has_two_thirds_of_the_height_at_a_zoom_of_four_times(
    browser: Browser, address: str, path: str
) -> None:
    """A window of 1280 by 1024 shows 320 by 256 then."""
    page, _ = open_page(browser, address + path, 320)
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate("scrollTo(0, 1500)")
    page.wait_for_timeout(300)
    taken = page.evaluate(
        """() => [...document.querySelectorAll('.md-header, .dt-sticky')].map(e => e.getBoundingClientRect())
          .reduce((sum, b) => sum + Math.max(0, Math.min(b.bottom, innerHeight) - Math.max(b.top, 0)), 0)"""
    )
    assert taken < 256 / 3
    page.context.close()
