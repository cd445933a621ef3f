"""«Xem thử»: the page, the notice and the script of a working copy, as the build makes them, marked as not approved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import accessibility_faults
from tests.editor_form import Form, opened

RECORD = "lc-2026-007"
SEEN = f"/ho-so/{RECORD}/xem-thu/"
PAGE = f"/xem-thu/{RECORD}/du-thao/{RECORD}/"


@pytest.fixture(autouse=True)
def _empty_pages(root: Path, built: Path) -> None:
    """What a build left."""
    shutil.copytree(built / "build" / "host", root / "build" / "host", dirs_exist_ok=True)


def test_what_was_typed_is_seen_before_it_is_saved(form: Form, root: Path) -> None:
    form.saved(f"/ho-so/{RECORD}/van-ban/", short_title="Tên của bản nháp")
    form.saved(f"/ho-so/{RECORD}/thoi-gian/", rounds__0__closes="08/12/2026")
    page = form.get(PAGE)
    assert page.status == 200 and page.headers["content-type"].startswith("text/html")
    assert "Tên của bản nháp" in page.text and "08/12/2026" in page.text
    assert "CHƯA DUYỆT" in page.text
    notice = form.get(f"/xem-thu/{RECORD}/thong-bao.pdf")
    assert notice.status == 200 and notice.body.startswith(b"%PDF-")
    seen = form.get(SEEN).text
    assert "mùng tám tháng mười hai" in seen and "không được phát" in seen
    form.saved(f"/ho-so/{RECORD}/thoi-gian/", rounds__0__closes="31/02/2027")
    assert "chưa xem thử được" in form.get(SEEN).text and form.get(PAGE).status == 404
    form.saved(f"/ho-so/{RECORD}/bo-nhap/")


def test_what_is_shown_runs_nothing_and_shows_no_other_file(form: Form) -> None:
    policy = form.get(PAGE).headers["content-security-policy"]
    assert policy.startswith("sandbox allow-same-origin; default-src 'none'")
    assert "script-src" not in policy and "allow-scripts" not in policy
    for path in ("../mkdocs.yml", "..%2fmkdocs.yml", "index.html", "offline.js", "so-tay/"):
        assert form.get(f"/xem-thu/{RECORD}/{path}").status in (404, 409), path


def test_without_a_build_the_rest_is_shown(form: Form, root: Path) -> None:
    shutil.rmtree(root / "build" / "host")
    seen = form.get(SEEN).text
    assert "duthao build" in seen and "iframe" not in seen and "thong-bao.pdf" in seen


@pytest.mark.parametrize("width", [320, 1280])
def test_it_can_be_read_by_everybody(browser: Browser, form: Form, width: int) -> None:
    page = opened(browser, form, width)
    page.goto(f"http://127.0.0.1:{form.port}{SEEN}")
    inner = page.frame_locator("iframe").get_by_role("heading", level=1)
    assert "bữa ăn trưa" in inner.inner_text()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
