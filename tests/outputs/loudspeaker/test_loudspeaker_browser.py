"""Loudspeaker pages when they are read, in a real Chromium: the day's plan, what is over, what is copied, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from duthao.outputs.loudspeaker import desk, draft_scripts
from duthao.outputs.site import Site
from tests.browser import wait_until
from tests.outputs.web.test_clock_script import ORIGIN, look
from tests.outputs.web.test_offline import Host, opened
from tests.province_site import records_of, site_without_summaries
from tests.summaries import summary_of

CLOSING = "ht-2026-007"  # closes with 25 November
MEETING = "bai-ht-2026-002-hop-20261126-1400"  # on 26 November, 14:00
TITLE = "Quy chế quản lý tài khoản định danh của cơ quan nhà nước"
WHY = f"Không phát: {TITLE} (hết hạn góp ý ngày 25/11/2026)."
ZONES = ["America/Los_Angeles", "Pacific/Kiritimati"]
PLACE = "loa/vung-ang/"
PAGES = [PLACE, f"du-thao/{CLOSING}/loa/"]
BEFORE, AT = "2026-11-25T23:59:59+07:00", "2026-11-26T00:00:00+07:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_without_summaries(tmp_path_factory.mktemp("air") / "root")


@pytest.fixture(scope="module")
def served(site: Site) -> dict[str, bytes]:
    """Path below the site's root → bytes, as built on 22 November at 08:00."""
    read = records_of(site)
    summaries = tuple(summary_of(site, record, desk.LoudspeakerDesk()) for record in read.values())
    artifacts = [*desk.LoudspeakerDesk().for_site(replace(site, summaries=summaries))]
    artifacts += draft_scripts.DraftScripts().for_record(site, read[CLOSING])
    return {artifact.path: artifact.render() for artifact in artifacts if not artifact.content_key}


def session_copied(page: Page, time: str) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("button", name=f"Sao chép buổi {time}").click()
    wait_until(page, "document.querySelector('[data-said]').textContent")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("now", "day", "closing", "meeting"),
    [
        (BEFORE, "thứ Tư, 25/11/2026", True, True),
        (AT, "thứ Năm, 26/11/2026", False, True),
        ("2026-11-26T05:00:00+07:00", "thứ Năm, 26/11/2026", False, True),
        ("2026-11-26T14:00:00+07:00", "thứ Năm, 26/11/2026", False, False),
        ("2026-11-29T00:00:00+07:00", "Chủ nhật, 29/11/2026", False, False),
    ],
)
def test_the_desk_is_that_of_the_day_on_which_it_is_read(
    browser: Browser,
    served: dict[str, bytes],
    site: Site,
    zone: str,
    now: str,
    day: str,
    closing: bool,
    meeting: bool,
) -> None:
    page = look(browser, served, site, PLACE, now, zone)
    assert page.inner_text("#hom-nay") == f"Phát hôm nay, {day}"
    shown = page.locator(".dt-script:visible").evaluate_all(
        "all => all.map((e) => e.getAttribute('aria-labelledby'))"
    )
    assert (f"bai-{CLOSING}-nhac-ngan-ten" in shown) == closing
    assert (f"{MEETING}-ten" in shown) == meeting
    assert (WHY in page.inner_text("article")) == (not closing)
    if closing or meeting:
        copied = session_copied(page, "06:00")
        assert ("tài khoản định danh" in copied) == closing
        assert ("Mời bà con nghe tin về cuộc họp." in copied) == meeting
    page.context.close()


def test_a_page_left_open_turns_its_day(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(browser, served, site, PLACE, "2026-11-25T23:59:50+07:00", running=True)
    assert WHY not in page.inner_text("article")
    page.clock.fast_forward(11_000)
    wait_until(page, "document.querySelector('article').innerText.includes('Không phát: ')")
    assert page.inner_text("#hom-nay") == "Phát hôm nay, thứ Năm, 26/11/2026"
    assert WHY in page.inner_text("article")
    page.context.close()


def test_what_ended_a_moment_ago_is_not_copied_though_the_page_has_not_turned(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(browser, served, site, f"du-thao/{CLOSING}/loa/", BEFORE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('trước')")
    page.clock.set_fixed_time(AT)
    assert page.is_visible("#nhac-loi"), "no timer has run"
    page.get_by_role("button", name="Sao chép lời đọc").first.click()
    wait_until(page, "document.querySelector('[data-said]').textContent")
    assert page.evaluate("navigator.clipboard.readText()") == "trước"
    assert page.inner_text("[data-said]") == "Bài này đã hết thời gian sử dụng, không sao chép."
    page.context.close()


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("now", "over"), [(BEFORE, False), (AT, True)])
def test_what_is_over_is_gone_from_a_drafts_page_with_its_buttons(
    browser: Browser, served: dict[str, bytes], site: Site, zone: str, now: str, over: bool
) -> None:
    page = look(browser, served, site, f"du-thao/{CLOSING}/loa/", now, zone)
    assert page.is_visible("#mo") != over and page.is_visible("#khong-phat-nua") == over
    assert page.get_by_role("button", name="Sao chép lời đọc").count() == (0 if over else 4)
    assert page.get_by_role("link", name="Bản in các bài phát thanh").count() == (0 if over else 1)
    said = "Thời gian góp ý đã kết thúc, nên các bài dưới đây không phát nữa."
    assert (said in page.inner_text("article")) == over
    page.context.close()


def test_a_slow_clock_never_goes_back_behind_the_build(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    """Two years slow: with a server the day is its day, without one that of the build, and nobody says that it is today."""
    slow = "2024-11-22T08:00:00+07:00"
    alone = look(browser, served, site, PLACE, slow)
    assert alone.inner_text("#hom-nay") == "Phát Chủ nhật, 22/11/2026"
    assert alone.locator(".dt-session:visible").count() == 2
    alone.context.close()
    told = look(browser, served, site, PLACE, slow, true=AT)
    assert told.inner_text("#hom-nay") == "Phát hôm nay, thứ Năm, 26/11/2026"
    assert WHY in told.inner_text("article")
    told.context.close()


def test_after_its_last_day_there_is_nothing_to_read(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    page = look(browser, served, site, PLACE, "2026-11-30T00:00:00+07:00")
    assert page.locator("button[data-copy]:visible, .dt-script:visible").count() == 0
    assert "chỉ xếp đến hết Chủ nhật, 29/11/2026" in page.inner_text("article")
    page.context.close()


def test_without_a_script_the_day_is_named_and_nothing_is_called_today(
    browser: Browser, served: dict[str, bytes], site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=served[f"{PLACE}index.html"], content_type="text/html; charset=utf-8"
        ),
    )
    page.goto(ORIGIN + PLACE)
    text = page.inner_text("article")
    assert page.inner_text("#hom-nay") == "Phát Chủ nhật, 22/11/2026" and "hôm nay" not in text
    assert "Sang ngày khác, mở lại trang trước khi phát." in text
    assert "không phát từ 00:00 thứ Năm, 26/11/2026" in text
    context.close()


@pytest.fixture
def host(site: Site, served: dict[str, bytes], tmp_path: Path) -> Iterator[Host]:
    """The pages on a web server that can be taken away."""
    folder = tmp_path / "site"
    for path in PAGES:
        (folder / path).mkdir(parents=True)
        (folder / path / "index.html").write_bytes(served[f"{path}index.html"])
    made = site.root / "build" / "host" / "site"
    shutil.copytree(made / "assets", folder / "assets")
    shutil.copy(made / "offline.js", folder)
    served_there = Host(folder)
    yield served_there
    served_there.stop()


@pytest.mark.parametrize(("now", "over"), [(BEFORE, False), (AT, True)])
def test_the_copy_kept_for_no_network_knows_the_day_too(
    browser: Browser, host: Host, now: str, over: bool
) -> None:
    context = browser.new_context(timezone_id=ZONES[0])
    for path in PAGES:
        opened(context, host, path).close()
    host.stop()
    page = context.new_page()
    page.add_init_script("addEventListener('duthao:clock', () => { window.ticked = true; })")
    page.clock.set_fixed_time(now)
    page.goto(host.url(PLACE))
    wait_until(page, "window.ticked")
    assert "Bản đã lưu lúc" in page.inner_text("article")
    assert (WHY in page.inner_text("article")) == over
    page.goto(host.url(PAGES[1]))
    wait_until(page, "window.ticked")
    assert page.is_visible("#khong-phat-nua") == over and page.is_visible("#mo") != over
    context.close()
    host.start()
