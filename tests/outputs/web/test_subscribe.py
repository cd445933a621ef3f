"""The pages to subscribe from and of meetings: every address is there, and leads to something."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page, expect

from duthao import clock
from duthao.outputs.shared.listing import FEEDS, NEW, OWN
from duthao.outputs.shared.shown_meetings import ShownMeeting, of_record
from duthao.outputs.shared.subscriptions import BY_STATE, NEWS_KINDS
from duthao.outputs.web import meetings
from duthao.records import settings_reader
from duthao.rendering import qr
from tests.browser import open_page
from tests.conftest import PROVINCE, ROOT, replace_text
from tests.feed_site import all_records, root, site_at

__all__ = ["root"]  # a fixture of the tests of feeds


def test_every_stream_is_named_or_its_page_is(built: Path) -> None:
    """Those of the whole site and by state stand in the table; of the rest the page stands there and names its own."""
    site = site_at(PROVINCE)
    places = {f"dia-ban/{k}/" for k in site.registers.places}
    topics = {f"linh-vuc/{k}/" for k in site.registers.topics}
    agencies = {f"co-quan/{k}/" for k in site.registers.agencies}
    audiences = {f"doi-tuong/{k}/" for k in site.registers.audiences}
    page = lxml_html.fromstring((built / "site/theo-doi/index.html").read_bytes())
    listed = {a.get("href") for a in page.xpath("//tr/td/a")}
    folders = {"", "sap-het-han/", "da-giai-trinh/"}
    assert listed == {f"../{folder}{name}" for folder in folders for _, name, _ in FEEDS}
    for address in listed:
        assert (built / "site" / address.removeprefix("../")).is_file(), address
    links = [a.get("href") for a in page.xpath("//li[@data-entry]/a")]
    assert sorted(links) == sorted(
        f"../{f}#theo-doi" for f in places | topics | agencies | audiences
    )
    for link in links:
        folder = built / "site" / link.removeprefix("../").removesuffix("#theo-doi")
        own = lxml_html.fromstring((folder / "index.html").read_bytes()).get_element_by_id(
            "theo-doi"
        )
        named = [
            (folder / a.get("href")).resolve() for a in own.xpath("a") if "?" not in a.get("href")
        ]
        offered = (NEW, FEEDS[-1]) if link.startswith("../doi-tuong/") else FEEDS
        assert set(named) >= {(folder / name).resolve() for _, name, _ in offered}
        assert all(file.is_file() for file in named)


def test_every_page_that_has_feeds_leads_readers_to_them(built: Path) -> None:
    site = built / "site"
    pages = [feed.with_name("index.html") for feed in site.rglob("rss.xml")]
    assert len(pages) > 50
    for page in pages:
        links = lxml_html.fromstring(page.read_bytes()).xpath("//head/link[@rel='alternate']")
        found = [(link.get("type"), (page.parent / link.get("href")).resolve()) for link in links]
        beside = [*FEEDS, OWN] if page.with_name(OWN[1]).exists() else FEEDS
        assert found == [(kind, page.with_name(name).resolve()) for _, name, kind in beside], page
        assert all(path.is_file() for _, path in found)


def test_former_names_are_found_too(built: Path) -> None:
    site = site_at(PROVINCE)
    text = (
        lxml_html.fromstring((built / "site/theo-doi/index.html").read_bytes())
        .xpath("//article")[0]
        .text_content()
    )
    assert all(name in text for place in site.registers.places.values() for name in place.former)
    assert "data-find" in (built / "site/theo-doi/index.html").read_text(encoding="utf-8")


def test_meetings_are_listed(built: Path) -> None:
    text = (
        lxml_html.fromstring((built / "site/su-kien/index.html").read_bytes())
        .xpath("//article")[0]
        .text_content()
    )
    assert "Đối thoại với doanh nghiệp và người lao động nước ngoài" in text
    assert "Đối thoại: Đối thoại" not in text
    assert (
        "14:00 đến 16:30 ngày 26/11/2026 · Hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng"
        in text
    )


def called_meetings(root: Path, as_of: str) -> tuple[ShownMeeting, ...]:
    site = replace(site_at(root), now=clock.now(as_of), summaries=())
    return next(
        tuple(of_record(site, record)) for record in all_records(root) if record.id == "ht-2026-002"
    )


def test_a_meeting_is_told_from_the_day_it_was_called(root: Path) -> None:
    assert called_meetings(root, "2026-11-15T23:59") == ()
    assert [m.ended for m in called_meetings(root, "2026-11-16")] == [False]
    assert [m.ended for m in called_meetings(root, "2026-11-26T16:29")] == [False]
    assert [m.ended for m in called_meetings(root, "2026-11-26T16:30")] == [True]
    replace_text(
        root / "drafts/ht-2026-002/index.md",
        "demo: true",
        "withdrawn: {reason: x, at: 2026-11-20}\ndemo: true",
    )
    assert all(m.dropped_at for m in called_meetings(root, "2026-11-22"))


def test_a_long_past_does_not_weigh_on_the_page() -> None:
    """The page of ten years holds what is to come and the latest hundred."""
    entries = [{"nth": nth, "ended": nth < 150} for nth in range(160)]
    ((_, to_come), (_, begun)), more = meetings.grouped(entries)
    assert [e["nth"] for e in to_come] == list(range(150, 160))
    assert [e["nth"] for e in begun] == list(range(149, 49, -1)) and more
    assert not meetings.grouped(entries[60:])[1]


# ---- in two steps, in a browser


@pytest.fixture
def follow(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a telephone, ready."""
    page, trouble = open_page(browser, f"{address}theo-doi/", 360)
    expect(page.locator("[data-follow][data-ready]")).to_be_visible()
    yield page
    assert not trouble
    page.context.close()


def addresses(page: Page) -> tuple[str, str]:
    """The paths of the feed and of the calendar that the page gives."""
    feed, calendar = (
        page.locator(f"[data-follow-{name}]").get_attribute("href") for name in ("feed", "calendar")
    )
    assert feed and calendar
    return urlsplit(feed).path, urlsplit(calendar).path


def test_a_commune_is_found_by_its_old_name_and_one_kind_of_news_chosen_by_the_keyboard(
    follow: Page, address: str, sample: Path
) -> None:
    follow.get_by_role("radio", name="Mọi dự thảo").focus()
    follow.keyboard.press("ArrowDown")
    box = follow.get_by_role("searchbox", name="Gõ tên xã, phường")
    follow.keyboard.press("Tab")
    expect(box).to_be_focused()
    box.press_sequentially("coc my")
    expect(follow.get_by_role("button", name="Xã Trịnh Tường")).to_be_visible()
    expect(follow.locator("[data-follow-result]")).to_be_hidden()
    box.press("Enter")
    expect(follow.get_by_label("Mọi tin")).to_be_focused()
    assert addresses(follow) == ("/dia-ban/trinh-tuong/rss.xml", "/dia-ban/trinh-tuong/lich.ics")
    follow.keyboard.press("ArrowDown")
    assert addresses(follow)[0] == "/dia-ban/trinh-tuong/rieng.xml"
    follow.keyboard.press("ArrowDown")
    expect(follow.locator("[data-follow-words]")).to_have_text("Dự thảo mới: xã Trịnh Tường")
    assert follow.url == f"{address}theo-doi/?nguon=dia-ban%2Ftrinh-tuong&tin=moi.xml"
    webcal = follow.get_by_role("link", name="Đưa vào lịch").get_attribute("href")
    assert webcal == address.replace("http:", "webcal:") + "dia-ban/trinh-tuong/lich.ics"
    follow.reload()
    expect(follow.locator("[data-follow-words]")).to_have_text("Dự thảo mới: xã Trịnh Tường")


def test_whatever_is_offered_is_there(follow: Page, address: str, sample: Path) -> None:
    """Every kind of each sort of source, the first of its list."""
    seen = 0
    for sort in ("Mọi dự thảo", "Một xã, phường", "Một lĩnh vực", "Một cơ quan", "Một dự thảo"):
        follow.get_by_role("radio", name=sort).check()
        if sort != "Mọi dự thảo":
            follow.get_by_role("searchbox", name="Gõ").fill("g")
            button = follow.locator("[data-follow-list] button").first
            expect(button).to_be_visible()
            button.click()
        for kind in follow.locator("[name=tin]:visible").all():
            kind.check()
            for path in addresses(follow):
                assert (sample / path.lstrip("/")).is_file(), path
                seen += 1
    assert seen == 2 * (5 + 3 + 5 + 5 + 1)


def test_the_address_is_copied_and_taken_in_as_a_list(follow: Page, address: str) -> None:
    follow.context.grant_permissions(["clipboard-read", "clipboard-write"])
    follow.get_by_role("button", name="Sao chép").first.click()
    expect(follow.get_by_role("button", name="Đã sao chép")).to_be_visible()
    assert follow.evaluate("navigator.clipboard.readText()") == f"{address}rss.xml"
    follow.get_by_label("Kết quả").check()
    expect(follow.get_by_role("button", name="Đã sao chép")).to_have_count(0)
    with follow.expect_download() as download:
        follow.get_by_role("link", name="Tải tệp OPML").click()
    (outline,) = etree.parse(download.value.path()).findall(".//outline")
    assert outline.attrib["xmlUrl"] == f"{address}ket-qua.xml"


def test_the_code_leads_to_the_page_with_the_source_chosen(follow: Page, sample: Path) -> None:
    follow.goto(f"{follow.url}?nguon=linh-vuc/giao-duc")
    fold = follow.locator("[data-follow-code]")
    fold.locator("summary").press("Enter")
    picture = fold.get_by_role("img", name="Mã QR mở trang này và chọn sẵn: Giáo dục")
    expect(picture).to_have_js_property("complete", value=True)
    assert follow.evaluate("document.querySelector('[data-follow-code] img').naturalWidth") > 0
    svg = (sample / "theo-doi/qr/linh-vuc/giao-duc.svg").read_bytes()
    site_url = settings_reader.load(ROOT)[1]
    assert svg == qr.svg(f"{site_url}theo-doi/?nguon=linh-vuc/giao-duc").encode()
    follow.goto(f"{follow.url.split('?')[0]}?nguon=du-thao/lc-2026-007")
    expect(follow.locator("[data-follow-words]")).to_contain_text("Mọi tin: ")
    expect(fold).to_be_hidden()


@pytest.mark.parametrize("asked", ["dia-ban/khong-co", "du-thao/../..", "linh-vuc/", "x"])
def test_what_is_not_there_gives_no_address(follow: Page, asked: str) -> None:
    follow.goto(f"{follow.url.split('?')[0]}?nguon={asked}")
    expect(follow.locator("[data-follow][data-ready]")).to_be_visible()
    if "/" in asked:
        expect(follow.get_by_text("Không còn mục này. Hãy chọn lại.")).to_be_visible()
        expect(follow.locator("[data-follow-result]")).to_be_hidden()
    else:
        assert addresses(follow)[0] == "/rss.xml"


def test_without_a_network_it_says_so(follow: Page) -> None:
    follow.route("**/tat-ca.json", lambda route: route.abort())
    follow.get_by_label("Một xã, phường").check()
    expect(follow.get_by_text("Chưa tải được danh sách.")).to_be_visible()


def test_a_link_says_that_the_network_failed_and_not_that_its_choice_is_gone(follow: Page) -> None:
    follow.route("**/ten.json", lambda route: route.abort())
    follow.goto(f"{follow.url}?nguon=linh-vuc/giao-duc")
    expect(follow.get_by_text("Chưa tải được danh sách.")).to_be_visible()
    expect(follow.get_by_text("Không còn mục này.")).to_have_count(0)


def test_a_kept_link_to_a_draft_that_is_over_gives_its_addresses(
    follow: Page, sample: Path
) -> None:
    listed = {
        draft["id"]
        for draft in json.loads((sample / "theo-doi/du-thao.json").read_bytes())["drafts"]
    }
    over = next(
        path.parent.name
        for path in sorted((sample / "du-thao").glob("*/rss.xml"))
        if path.parent.name not in listed
    )
    follow.goto(f"{follow.url}?nguon=du-thao/{over}")
    expect(follow.locator("[data-follow-chosen]")).to_contain_text("Đang chọn: ")
    assert addresses(follow) == (f"/du-thao/{over}/rss.xml", f"/du-thao/{over}/lich.ics")
    assert all((sample / path.lstrip("/")).is_file() for path in addresses(follow))


def test_enter_chooses_nothing_while_nothing_is_typed(follow: Page, address: str) -> None:
    """The list that the label speaks of is there all the same, also on a link."""
    follow.goto(f"{address}theo-doi/?nguon=linh-vuc/khong-co")
    expect(follow.get_by_text("Không còn mục này.")).to_be_visible()
    expect(follow.locator("[data-follow-list] button").first).to_be_visible()
    follow.get_by_role("searchbox", name="Gõ tên lĩnh vực").press("Enter")
    expect(follow.locator("[data-follow-chosen]")).to_have_text("Chưa chọn. Hãy chọn ở bước 1.")


def test_who_comes_back_finds_the_choice_that_the_page_speaks_of(
    follow: Page, address: str
) -> None:
    follow.goto(address)
    follow.goto(f"{address}theo-doi/#cach-dung")
    expect(follow.locator("[data-follow][data-ready]")).to_be_visible()
    assert follow.url == f"{address}theo-doi/#cach-dung"
    follow.get_by_label("Một dự thảo").check()
    follow.goto(address)
    follow.go_back()
    expect(follow.locator("[data-follow-chosen]")).to_have_text("Đang chọn: Mọi dự thảo")
    expect(follow.get_by_role("radio", name="Mọi dự thảo")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_kept_out_of_following(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    """Also with the choice made, the code shown, and the table unfolded."""
    page, trouble = open_page(
        browser, f"{address}theo-doi/?nguon=co-quan/so-xay-dung", width, color_scheme=scheme
    )
    expect(page.locator("[data-follow-result]")).to_be_visible()
    page.evaluate(
        "document.querySelectorAll('article > details, [data-follow-code]').forEach(e => e.open = true)"
    )
    report = Axe().run(
        page,
        options={
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        },
    )
    assert not [(v["id"], [n["target"] for n in v["nodes"]]) for v in report.response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not trouble
    page.context.close()


def test_without_scripts_the_table_serves(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, f"{address}theo-doi/", 360, java_script_enabled=False)
    expect(page.locator("[data-follow]")).to_be_hidden()
    page.locator("summary", has_text="Bảng địa chỉ").click()
    expect(page.get_by_role("link", name="RSS: Mọi dự thảo")).to_be_visible()
    expect(page.get_by_role("link", name="Dự thảo mới")).to_be_visible()
    page.context.close()


def test_the_main_feeds_stand_in_one_list(built: Path) -> None:
    """Read as a program for reading news does."""
    site = site_at(PROVINCE)
    outlines = etree.parse(built / "site/theo-doi/nguon-tin.opml").findall(
        ".//outline[@type='rss']"
    )
    paths = [o.attrib["xmlUrl"].removeprefix(site.links.absolute("")) for o in outlines]
    assert len(set(paths)) == len(paths)
    assert all((built / "site" / path).is_file() for path in paths)
    registers = site.registers
    named = len(registers.places) + len(registers.topics) + len(registers.agencies)
    named += len(registers.audiences) + len(registers.campaigns)
    assert len(paths) == named + 1 + len(NEWS_KINDS) + len(BY_STATE)
