"""The list of all drafts, filtered: in Chromium, on the sample and on the test province; and what the browser is given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from duthao.clock import VN
from duthao.rendering.links import LISTS
from tests.browser import accessibility_faults, open_page, serve
from tests.conftest import NOW

STATES = [path.rstrip("/") for path in LISTS.values()]


def shown(page: Page) -> list[str]:
    """The ids of the drafts that are found, all of them."""
    expect(page.locator("[data-found-list]")).to_have_attribute("aria-busy", "false")
    more = page.locator("[data-found-more]")
    while more.is_visible():
        before = page.locator("[data-found-list] > li").count()
        more.click()
        expect(page.locator("[data-found-list] > li").nth(before)).to_be_visible()
    hrefs = page.locator("[data-found-list] h3 a").evaluate_all("all => all.map(a => a.pathname)")
    return [href.split("/")[-2] for href in hrefs]


def found(page: Page, address: str, query: str) -> list[str]:
    """What is found by an address; on a page that is open already as the browser's own buttons come to it."""
    if page.url.split("?")[0] == f"{address}du-thao/":
        page.evaluate(
            "query => { history.pushState(null, '', query); dispatchEvent(new PopStateEvent('popstate')); }",
            f"?{query}",
        )
    else:
        page.goto(f"{address}du-thao/?{query}")
    return shown(page)


def choose(page: Page, facet: str, name: str) -> None:
    """Opens a facet where it is closed, and ticks a choice of it."""
    box = page.locator(f"[data-facet={facet}]")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.get_by_role("checkbox", name=name).check()


def count(page: Page, facet: str, name: str) -> int:
    said = page.locator(f"[data-facet={facet}] li label").filter(has_text=name).inner_text()
    return int(said.rsplit("(", 1)[1].rstrip(")"))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page, trouble = open_page(browser, address + "du-thao/", 1280)
    yield page
    assert not trouble
    page.context.close()


def test_facets_cross_and_the_address_says_so(page: Page, address: str) -> None:
    choose(page, "linh-vuc", "An sinh xã hội")
    assert len(shown(page)) == 4
    choose(page, "tinh-trang", "Đã trình cấp có thẩm quyền")
    expect(page.locator("[data-found-said]")).to_have_text("1 dự thảo")
    assert page.url == f"{address}du-thao/?tinh-trang=da-trinh&linh-vuc=an-sinh-xa-hoi"
    both = shown(page)
    assert set(found(page, address, "linh-vuc=an-sinh-xa-hoi&tinh-trang=da-trinh")) == set(both)
    one, other = (
        set(found(page, address, q)) for q in ("linh-vuc=an-sinh-xa-hoi", "tinh-trang=da-trinh")
    )
    assert set(both) == one & other
    expect(page.locator(".dt-whole")).to_be_hidden()


def test_choices_of_one_facet_add_up(page: Page, address: str) -> None:
    one, other = (found(page, address, f"linh-vuc={t}") for t in ("giao-duc", "du-lich"))
    both = found(page, address, "linh-vuc=giao-duc&linh-vuc=du-lich")
    assert set(both) == {*one, *other} and len(both) > max(len(one), len(other))


def test_a_count_is_what_its_choice_leads_to(page: Page) -> None:
    choose(page, "dia-ban", "Xã Trịnh Tường")
    page.locator("[data-facet=linh-vuc] summary").click()
    box = page.locator("[data-facet=linh-vuc]")
    labels = box.locator("li:visible label")
    expect(labels.first).to_be_visible()
    for n in range(labels.count()):
        said = labels.nth(n).inner_text()
        expected = int(said.rsplit("(", 1)[1].rstrip(")"))
        labels.nth(n).click()
        assert len(shown(page)) == expected > 0, said
        labels.nth(n).click()
    assert len(shown(page)) > 5


def test_back_and_forward_undo_and_redo(page: Page, address: str) -> None:
    choose(page, "linh-vuc", "Giáo dục")
    first = shown(page)
    choose(page, "linh-vuc", "Du lịch")
    second = shown(page)
    assert second != first
    page.go_back()
    expect(page.locator("[data-found-list] > li")).to_have_count(len(first))
    assert shown(page) == first
    boxes = page.locator("[data-facet=linh-vuc]")
    expect(boxes.get_by_role("checkbox", name="Du lịch")).not_to_be_checked()
    page.go_back()
    expect(page.locator(".dt-whole")).to_be_visible()
    assert page.url == address + "du-thao/"
    page.go_forward()
    page.go_forward()
    assert shown(page) == second
    expect(boxes.get_by_role("checkbox", name="Du lịch")).to_be_checked()


def test_each_choice_can_be_taken_back_and_all_at_once(page: Page, address: str) -> None:
    page.goto(address + "du-thao/?linh-vuc=giao-duc&tinh-trang=dang-lay-y-kien&nam=2026")
    chips = page.locator("[data-chosen] button")
    expect(chips).to_have_count(4)
    page.get_by_role("button", name="Lĩnh vực: Giáo dục").press("Enter")
    expect(chips).to_have_count(3)
    expect(chips.first).to_be_focused()
    assert page.url == f"{address}du-thao/?tinh-trang=dang-lay-y-kien&nam=2026"
    page.get_by_role("button", name="Bỏ lọc").press("Enter")
    assert page.url == f"{address}du-thao/"
    expect(page.locator(".dt-found")).to_be_hidden()
    expect(page.locator(".dt-whole .dt-card").first).to_be_visible()
    focused = page.evaluate("document.activeElement.closest('[data-filter]') !== null")
    assert focused


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ta phin", "Xã Tả Phìn"),
        ("xa nam chac", "Xã A Mú Sung"),
        ("Nậm Chạc", "Xã A Mú Sung"),
        ("trinh tuo", "Xã Trịnh Tường"),
    ],
)
def test_a_place_is_found_as_people_type(page: Page, typed: str, name: str) -> None:
    box = page.locator("[data-facet=dia-ban]")
    box.locator("summary").click()
    box.get_by_role("searchbox").fill(typed)
    expect(box.locator("li:visible").first).to_contain_text(name)
    box.locator("li:visible input").first.check()
    expect(page.locator("[data-chosen] button").first).to_contain_text(f"Địa bàn: {name}")


def test_what_is_meant_for_the_province_is_meant_for_each_commune(page: Page, address: str) -> None:
    wide = set(found(page, address, "dia-ban=lao-cai"))
    here, there = (set(found(page, address, f"dia-ban={p}")) for p in ("trinh-tuong", "sa-pa"))
    assert wide < here and wide <= there
    assert "lc-2026-010" in here - there


def test_orders(page: Page, address: str) -> None:
    usual = found(page, address, "loai=nq-hdnd-tinh")
    page.get_by_label("Sắp xếp").select_option("Mới cập nhật trước")
    newest = shown(page)
    assert page.url.endswith("?loai=nq-hdnd-tinh&sap-xep=moi")
    assert newest != usual and sorted(newest) == sorted(usual)
    latest = found(page, address, "loai=nq-hdnd-tinh&sap-xep=han")
    days = page.locator("[data-found-list] > li").evaluate_all(
        "all => all.map(card => card.querySelector('time')?.dateTime || '')"
    )
    assert days == sorted(days, reverse=True) and sorted(latest) == sorted(usual)


@pytest.mark.parametrize(
    ("query", "words", "href"),
    [
        ("linh-vuc=giao-duc", "Theo dõi Giáo dục: ", "/linh-vuc/giao-duc/rss.xml"),
        (
            "dia-ban=sa-pa&nam=2026",
            "Gần nhất là nguồn tin của Phường Sa Pa",
            "/dia-ban/sa-pa/rss.xml",
        ),
        ("tinh-trang=sap-het-han", "Theo dõi Sắp hết hạn góp ý: ", "/sap-het-han/rss.xml"),
        ("tinh-trang=da-trinh", "Gần nhất là nguồn tin của tất cả dự thảo", "/rss.xml"),
        ("sap-xep=moi", "Theo dõi tất cả dự thảo: ", "/rss.xml"),
    ],
)
def test_the_nearest_feeds_are_offered_and_named(
    page: Page, address: str, sample: Path, query: str, words: str, href: str
) -> None:
    found(page, address, query)
    feeds = page.locator("[data-found-feeds]")
    expect(feeds).to_contain_text(words)
    paths = feeds.locator("a").evaluate_all("all => all.map(a => a.pathname)")
    assert paths[0] == href and len(paths) == 4
    assert all((sample / path.lstrip("/")).is_file() for path in paths)


@pytest.mark.parametrize("query", ["linh-vuc=xyz", "linh-vuc=constructor", "nam=__proto__"])
def test_an_unknown_choice_finds_nothing_and_can_be_taken_back(
    page: Page, address: str, query: str
) -> None:
    assert not found(page, address, query)
    expect(page.locator("[data-found-said]")).to_contain_text("Không có dự thảo nào khớp")
    page.locator("[data-chosen] button").first.click()
    assert page.url == f"{address}du-thao/"


def test_all_can_be_done_by_keyboard_on_a_phone(browser: Browser, address: str) -> None:
    page, trouble = open_page(browser, address + "du-thao/", 360)
    page.get_by_role("button", name="Lọc và sắp xếp").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Sắp xếp")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-facet=tinh-trang] li input").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    done = page.get_by_role("button", name="Xem 7 dự thảo")
    done.press("Enter")
    expect(page.locator("[data-found-heading]")).to_be_focused()
    assert len(shown(page)) == 7
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not trouble
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_kept_out(browser: Browser, address: str, width: int, scheme: str) -> None:
    page, _ = open_page(
        browser, address + "du-thao/?dia-ban=sa-pa&nam=2026", width, color_scheme=scheme
    )
    if width < 900:
        page.get_by_role("button", name="Lọc và sắp xếp").click()
    for facet in page.locator("[data-facet] summary").all():
        facet.click()
    expect(page.locator("[data-facet=nam] li input").first).to_be_visible()
    shown(page)
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("query", ["", "?tinh-trang=dang-lay-y-kien"])
def test_nothing_in_the_list_is_moved(browser: Browser, address: str, query: str) -> None:
    page, _ = open_page(browser, "about:blank", 360)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(all => all.getEntries().forEach(e => {"
        " if (e.sources.some(s => s.node?.closest?.('main'))) window.moved += e.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{address}du-thao/{query}")
    page.wait_for_timeout(800)
    assert page.evaluate("window.moved") == 0
    page.context.close()


def test_files_of_two_builds_are_asked_for_anew(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "du-thao/", 1280)
    answered: list[Route] = []

    def older(route: Route) -> None:
        content = route.fetch().json()
        route.fulfill(json={**content, "of": "older"} if not answered else content)
        answered.append(route)

    page.route("**/loc.json", older)
    assert len(found(page, address, "tinh-trang=dang-lay-y-kien")) == 7
    assert len(answered) == 2
    page.context.close()


def test_without_a_network_it_is_said(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "du-thao/", 1280)
    page.route("**/loc.json", lambda route: route.abort())
    page.locator("[data-facet=nam] summary").click()
    expect(page.locator("[data-facet=nam]")).to_contain_text("Chưa tải được")
    page.unroute("**/loc.json")
    choose_again = page.locator("[data-facet=linh-vuc] summary")
    choose_again.click()
    expect(page.locator("[data-facet=linh-vuc] li input").first).to_be_visible()
    page.context.close()


def test_other_lists_lead_to_the_filter(page: Page, address: str) -> None:
    for path, query in (
        ("linh-vuc/giao-duc/", "?linh-vuc=giao-duc"),
        ("dang-lay-y-kien/", "?tinh-trang=dang-lay-y-kien"),
        ("dia-ban/sa-pa/", "?dia-ban=sa-pa"),
        ("co-quan/hdnd-tinh/", "?co-quan=hdnd-tinh"),
        ("doi-tuong/hoc-sinh/", "?doi-tuong=hoc-sinh"),
    ):
        page.goto(address + path)
        page.get_by_role("link", name=re.compile("^Lọc (thêm|mọi)")).click()
        assert page.url == f"{address}du-thao/{query}"
        assert shown(page)


# ---- by the clock, on the test province


@pytest.fixture(scope="module")
def province(built: Path) -> Iterator[tuple[str, Path]]:
    """Where the test province is served, and from which folder."""
    folder = built / "site"
    with serve(folder) as address:
        yield address, folder


def at(browser: Browser, now: str, *, running: bool = False) -> Page:
    """A page of a device that says `now`, and nobody to correct it."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    if running:
        page.clock.install(time=now)
    else:
        page.clock.set_fixed_time(now)
    page.route("**/health.json", lambda route: route.abort())
    return page


def listed(folder: Path, path: str) -> list[str]:
    """The ids on the built page of a list, in order; what leads to a part of a draft for some people stands above the list."""
    page = lxml.html.fromstring((folder / path / "index.html").read_text("utf-8"))
    hrefs = page.xpath("//*[contains(@class, 'dt-cards')]/li[not(@hidden)]//h3/a/@href")
    return [href.split("/")[-2] for href in hrefs if "#" not in href]


def test_a_choice_gives_the_list_that_was_built(
    browser: Browser, province: tuple[str, Path]
) -> None:
    """Of each state, topic, agency and audience, in its order; of places at least what its list holds."""
    address, folder = province
    page = at(browser, NOW)
    asked = [(f"tinh-trang={state}", state) for state in STATES]
    for kind in ("linh-vuc", "co-quan", "doi-tuong"):
        keys = [p.name for p in sorted((folder / kind).iterdir()) if p.is_dir()]
        asked += [(f"{kind}={key}", f"{kind}/{key}") for key in keys]
    some = 0
    for query, path in asked:
        ids = listed(folder, path)
        some += bool(ids)
        assert found(page, address, query) == ids, query
    assert some > 25
    for place in (p for p in (folder / "dia-ban").iterdir() if p.is_dir()):
        assert set(listed(folder, f"dia-ban/{place.name}")) <= set(
            found(page, address, f"dia-ban={place.name}")
        )
    page.context.close()


def test_a_draft_that_closes_leaves_what_is_open_while_the_page_lies_open(
    browser: Browser, province: tuple[str, Path]
) -> None:
    address, folder = province
    data = json.loads((folder / "du-thao/loc.json").read_bytes())
    ids = sorted(p.name for p in (folder / "du-thao").iterdir() if (p / "lich.ics").exists())
    assert len(ids) == len(data["standing"][0])
    opened = {n for n, lists in enumerate(data["standing"][0]) if 0 in lists}
    instant, number = next(
        (at, n) for at, n, lists, *_ in data["turns"] if n in opened and 0 not in lists
    )
    before = datetime.fromtimestamp(instant - 30, VN).isoformat()
    page = at(browser, before, running=True)
    query = "tinh-trang=dang-lay-y-kien"
    ids_before = found(page, address, query)
    assert ids[number] in ids_before
    page.locator("[data-facet=tinh-trang] summary").click()
    counted = count(page, "tinh-trang", "Đang tổng hợp")
    page.clock.run_for(31_000)
    said = f"{len(ids_before) - 1} dự thảo"
    expect(page.locator("[data-found-said]")).to_have_text(said)
    assert shown(page) == [i for i in ids_before if i != ids[number]]
    assert count(page, "tinh-trang", "Đang tổng hợp") == counted + 1
    page.context.close()


def test_a_page_that_is_opened_later_asks_the_clock_first(
    browser: Browser, province: tuple[str, Path]
) -> None:
    address, folder = province
    data = json.loads((folder / "du-thao/loc.json").read_bytes())
    last = max(turn[0] for turn in data["turns"])
    page = at(browser, datetime.fromtimestamp(last, VN).isoformat())
    states = [set(lists) for lists in data["standing"][0]]
    for _, number, lists, *_ in data["turns"]:
        states[number] = set(lists)
    for n, state in enumerate(STATES):
        assert len(found(page, address, f"tinh-trang={state}")) == sum(n in s for s in states)
    page.context.close()
