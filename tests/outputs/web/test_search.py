"""Search as people type: in Chromium, on the sample; and what the index holds."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from duthao.outputs.site import Site
from duthao.outputs.web.lists import Lists
from duthao.outputs.web.search import SHARDS, Search, shard_of
from duthao.records.record import Record
from duthao.text import fold
from tests.browser import open_page
from tests.outputs.web.test_pages import OPEN, changed, library, site
from tests.summaries import summary_of

__all__ = ["library", "site"]

# What is typed → the draft that must come first, or the place, agency or topic that must stand above the drafts.
FIRST = {
    "nguồn nước": "lc-2026-010",
    "nguon nuoc": "lc-2026-010",
    "bao ve nguon nuoc": "lc-2026-010",
    "NGUON NUOC SINH HOAT": "lc-2026-010",
    "to tu quan": "lc-2026-010",
    "trinh tuong": "lc-2026-010",
    "Trịnh Tường nước sinh hoạt": "lc-2026-010",
    "nuoc trinh tuong": "lc-2026-010",
    "du lich cong dong": "lc-2026-012",
    "du lịch cộng đồng": "lc-2026-012",
    "cong dong du lich": "lc-2026-012",
    "ho tro du lich 2027": "lc-2026-012",
    "bua an trua": "lc-2026-007",
    "bữa ăn trưa cho học sinh": "lc-2026-007",
    "bua an trua xa bien gioi": "lc-2026-007",
    "tre em mam non": "lc-2026-007",
    "rac thai": "lc-2026-008",
    "rác thải sinh hoạt": "lc-2026-008",
    "gia thu gom rac": "lc-2026-008",
    "chat thai ran": "lc-2026-008",
    "he thong thong tin nguon": "lc-2026-009",
    "thong tin nguon": "lc-2026-009",
    "quy chế hệ thống thông tin nguồn": "lc-2026-009",
    "lao dong nuoc ngoai": "lc-2026-011",
    "khu kinh te cua khau": "lc-2026-011",
    "lao động nước ngoài cửa khẩu": "lc-2026-011",
    "ma tuy": "lc-2025-001",
    "phòng, chống ma túy": "lc-2025-001",
    "to bao ve an ninh": "lc-2025-002",
    "an ninh trat tu": "lc-2025-002",
    "di san van hoa": "lc-2025-003",
    "cau lac bo": "lc-2025-003",
    "bao tri duong bo": "lc-2026-001",
    "phan cap duong bo": "lc-2026-001",
    "bai bo nghi quyet": "lc-2026-002",
    "bãi bỏ một số nghị quyết cũ": "lc-2026-002",
    "trong giu xe": "lc-2026-003",
    "giữ xe": "lc-2026-003",
    "gia dich vu trong giu xe": "lc-2026-003",
    "nha truyen thong": "lc-2026-004",
    "ta van ta phin": "lc-2026-004",
    "chan nuoi": "lc-2026-005",
    "di doi chuong trai": "lc-2026-005",
    "sat lo dat": "lc-2026-006",
    "lũ quét": "lc-2026-006",
    "di doi nha o": "lc-2026-006",
    "y te thon ban": "lc-2026-013",
    "co do thon ban": "lc-2026-013",
    "nhân viên y tế": "lc-2026-013",
    "hop tac xa chuyen doi so": "lc-2026-014",
    "hợp tác xã": "lc-2026-014",
    "lc-2026-012": "lc-2026-012",
    "LC 2025 003": "lc-2025-003",
    "lc-2026-0": "lc-2026-0",
    "xa nam chac": "dia-ban/a-mu-sung/",
    "cốc mỳ": "dia-ban/trinh-tuong/",
    "phuong ham rong": "dia-ban/sa-pa/",
    "ban dan toc": "co-quan/so-dan-toc-va-ton-giao/",
    "hdnd tinh": "co-quan/hdnd-tinh/",
    "Sở TT&TT": "co-quan/so-thong-tin-va-truyen-thong/",
    "Trinh Tuong": "dia-ban/trinh-tuong/",
    "nong nghiep nong thon": "linh-vuc/nong-nghiep-nong-thon/",
}


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    page, trouble = open_page(browser, address + "tim-kiem/", 360)
    yield page
    assert not trouble
    page.context.close()


def ask(page: Page, address: str, words: str) -> list[str]:
    """The ids of the drafts that are shown."""
    page.goto(f"{address}tim-kiem/?q={quote(words)}")
    expect(page.locator("[data-search-said]")).to_have_text(re.compile("^(?!Đang tìm).+"))
    hrefs = page.locator("[data-search-results] h3 a").evaluate_all(
        "all => all.map(a => a.pathname)"
    )
    return [href.split("/")[-2] for href in hrefs]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", FIRST)
def test_what_is_meant_comes_first(
    page: Page, address: str, words: str, form: Literal["NFC", "NFD"]
) -> None:
    typed = unicodedata.normalize(form, words)
    if form == "NFD" and typed == words:
        return
    ids = ask(page, address, typed)
    if "/" in FIRST[words]:
        named = page.locator("[data-search-names] a").first
        assert named.evaluate("a => a.pathname") == "/" + FIRST[words]
    else:
        assert ids[0].startswith(FIRST[words]), ids
    assert page.locator("mark").count() or FIRST[words].startswith(fold(words)[:7])


def test_words_are_marked_in_what_stands_around_them(page: Page, address: str) -> None:
    ask(page, address, "trong coi dau nguon")
    around = page.locator("[data-search-results] .dt-snippet").first
    expect(around).to_contain_text("trông coi đầu nguồn")
    assert set(around.locator("mark").all_inner_texts()) == {"trông", "coi", "đầu", "nguồn"}


def test_the_beginning_of_a_word_finds_it_where_whole_words_find_little(
    page: Page, address: str
) -> None:
    assert ask(page, address, "chan nuo")[0] == "lc-2026-005"


def test_what_is_open_stands_before_what_is_over(page: Page, address: str) -> None:
    ask(page, address, "nghi quyet")
    states = page.locator("[data-search-results] > li").evaluate_all(
        "all => all.map(card => ['open', 'closing_soon'].includes(card.dataset.state))"
    )
    assert states == sorted(states, reverse=True) and len(set(states)) == 2


def test_of_words_that_never_meet_the_nearest_is_said_to_be_that(page: Page, address: str) -> None:
    assert "lc-2026-007" in ask(page, address, "bua an trua xyzt")
    expect(page.locator("[data-search-said]")).to_contain_text("đủ các từ")
    assert not ask(page, address, "xyzt")
    expect(page.locator("[data-search-said]")).to_contain_text("Không tìm thấy")


@pytest.mark.parametrize("words", ["constructor", "__proto__ to string", "-", "a", "x" * 300, "😀"])
def test_whatever_is_typed_is_answered(page: Page, address: str, words: str) -> None:
    page.goto(f"{address}tim-kiem/?q={quote(words)}")
    said = page.locator("[data-search-said]")
    if any(c.isalnum() for c in words):
        expect(said).not_to_be_empty()
    assert "Chưa tải" not in said.inner_text()


def test_typing_asks_and_the_address_can_be_shared(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Tìm kiếm").click()
    box = page.get_by_role("searchbox", name="Tìm dự thảo, xã, phường, cơ quan")
    expect(box).to_be_focused()
    box.press_sequentially("chan nuoi")
    expect(page.locator("[data-search-results] h3").first).to_contain_text("chăn nuôi")
    assert page.url == address + "tim-kiem/?q=chan+nuoi"


def test_the_header_of_a_wide_page_asks(browser: Browser, address: str) -> None:
    page, trouble = open_page(browser, address + "du-thao/lc-2026-007/", 1280)
    page.get_by_role("searchbox", name="Tìm kiếm").fill("rac thai")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-results] h3").first).to_contain_text("rác thải")
    assert not trouble
    page.context.close()


def test_files_of_two_builds_are_asked_for_anew(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "tim-kiem/", 360)
    answered: list[Route] = []

    def older(route: Route) -> None:
        content = route.fetch().json()
        route.fulfill(json={**content, "of": "older"} if not answered else content)
        answered.append(route)

    page.route("**/thu-tu.json", older)
    assert ask(page, address, "rac thai")[0] == "lc-2026-008"
    assert len(answered) == 2
    page.context.close()


def test_without_a_network_it_is_said(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address + "tim-kiem/", 360)
    page.route("**/tu/*.json", lambda route: route.abort())
    assert not ask(page, address, "rac thai")
    expect(page.locator("[data-search-said]")).to_contain_text("Chưa tải được")
    page.unroute("**/tu/*.json")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("[data-search-results] h3").first).to_contain_text("rác thải")
    page.context.close()


# ---- the index


def index(site: Site, library: dict[str, Record]) -> dict[str, bytes]:
    """The files of the index, by path."""
    kept = [summary_of(site, record, Search(), Lists()) for record in library.values()]
    return {a.path: a.render() for a in Search().for_site(replace(site, summaries=tuple(kept)))}


def drafts_of(files: dict[str, bytes], term: str, ids: list[str]) -> dict[str, int]:
    """The drafts that have a term, each with its mask: read as the browser reads it."""
    shard = json.loads(files[f"tim-kiem/tu/{shard_of(term.split(' ')[0])}.json"])
    found = {}
    for run in shard["terms"].get(term, "").split():
        mask, gaps = run.split(":")
        number = 0
        for gap in gaps.split(","):
            number += int(gap)
            found[ids[number]] = int(mask)
    return found


def test_every_word_of_every_draft_is_found_where_it_stands(
    site: Site, library: dict[str, Record]
) -> None:
    files, ids = index(site, library), sorted(library)
    for record in library.values():
        texts: list[tuple[int, str]] = [(1, record.draft.title), (4, record.draft.summary)]
        texts += [
            (8, text) for s in record.body.sections if s.key != "radio" for _, text in s.blocks
        ]
        for part, text in texts:
            words = re.findall("[a-z0-9]+", fold(text))
            for term in [*words, *map(" ".join, pairwise(words))]:
                assert drafts_of(files, term, ids)[record.id] & part, (record.id, term)


def test_an_edited_sentence_changes_the_shards_of_its_words_alone(
    site: Site, library: dict[str, Record]
) -> None:
    before = index(site, library)
    edited = changed(library[OPEN], summary=library[OPEN].draft.summary + " Cực quỹ.")
    after = index(site, {**library, OPEN: edited})
    different = {path for path in before if before[path] != after[path]}
    last = re.findall("[a-z0-9]+", fold(library[OPEN].draft.summary))[-1]
    shards = {f"tim-kiem/tu/{shard_of(word)}.json" for word in (last, "cuc", "quy")}
    assert {path for path in different if "/tu/" in path} <= shards
    assert before.keys() == after.keys() and len(before) > SHARDS


def test_nothing_is_shown_of_a_draft_before_it_is_published(sample: Path) -> None:
    published = {path.stem for path in (sample / "tim-kiem" / "van-ban").iterdir()}
    assert published == {
        path.name for path in (sample / "du-thao").iterdir() if (path / "lich.ics").exists()
    }
