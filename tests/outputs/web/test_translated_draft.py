"""A translation on the draft's page: under a tab, in its language, for reference, marked where it is old."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from duthao import clock
from duthao.domain.draft import StageEntry, Translation
from duthao.errors import DuthaoError
from duthao.outputs.loudspeaker import translations as script_translations
from duthao.outputs.site import Site
from duthao.outputs.web import translated_draft, translated_lists
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.records.translation_files import translated_text
from duthao.rendering.links import Links
from tests.browser import open_page
from tests.conftest import NOW, PROVINCE, ROOT
from tests.province_site import visible_at

DRAFT = "ht-2026-002"
PARTS = "## Tên dự thảo | {0}\n\nForeign workers\n\n## Tóm tắt\n\nIn short.\n\n## Nội dung cơ bản | Main\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
ABOUT = Translation(translator="Tổ dịch", reviewer="Sở Ngoại vụ", date="2026-11-10")


def site_at(now: str, root: Path = PROVINCE) -> Site:
    settings, site_url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers
    return Site(ROOT, settings, Links(site_url), registers, clock.parse(now).start, {})


def record_in(lang: str, stale: bool = False, parts: str = PARTS, **changes: Any) -> Record:
    """The record with a translation of these parts."""
    record, _ = record_reader.read(PROVINCE, DRAFT)
    assert record
    noted = translated_text.digests(record.draft, record.body)
    if stale:
        noted["content"] = "0" * 16
    lines = "".join(f'  {key}: "{value}"\n' for key, value in noted.items())
    text, _ = translated_text.read(f"---\nsource:\n{lines}---\n{parts}".encode(), "x.md", lang)
    assert text
    draft = record.draft.model_copy(update={"translations": {lang: ABOUT}, **changes})
    return replace(record, draft=draft, translations={lang: text})


def shown(record: Record, now: str = NOW, at: str = "") -> Any:
    site = site_at(now)
    [tab] = translated_draft.tabs(site, record)
    return visible_at(tab["html"], clock.parse(at or now).start)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_it_says_in_its_language_what_it_is_worth_and_until_when() -> None:
    page = shown(record_in("en"))
    assert page.get("lang") == "en" and page.xpath("h2/text()") == ["Foreign workers"]
    note = words(page.xpath("aside")[0])
    assert note.startswith(
        "Demonstration data. This draft is invented. Translation for reference. Only the Vietnamese text counts;"
    )
    assert "Open for comments until the end of 10 December 2026, Viet Nam time." in note
    assert "Translated by: Tổ dịch. Reviewed by: Sở Ngoại vụ. Date: 10 November 2026." in note
    assert "Old translation" not in words(page)
    headings = [(h.text, h.get("lang")) for h in page.xpath("h3")]
    assert headings == [("Tóm tắt", "vi"), ("Main", None)]
    assert page.xpath("//table[@role='table']//td/@data-label") == ["A", "B"]
    missing = page.xpath("//*[@class='dt-translation__missing']")[0]
    assert words(missing).startswith("Not translated: Sự cần thiết ban hành;")
    assert missing.xpath("span/@lang") == ["vi"]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-01", "from 9 November 2026 until the end of 10 December 2026"),
        ("2026-12-10T23:59+07:00", "until the end of 10 December 2026"),
        ("2026-12-11", "The time for comments is over (it ended at the end of 10 December 2026"),
    ],
)
def test_the_deadline_turns_with_the_clock_on_a_page_built_before(at: str, said: str) -> None:
    page = shown(record_in("en"), "2026-11-01", at)
    [deadline] = page.xpath("//*[contains(@class, 'dt-translation__deadline')]")
    assert said in words(deadline)


@pytest.mark.parametrize(
    ("at", "asked"), [("2026-11-01", True), ("2026-12-10T23:59+07:00", True), ("2026-12-11", False)]
)
def test_how_to_comment_is_told_only_while_comments_are_taken(at: str, asked: bool) -> None:
    page = shown(record_in("en"), "2026-11-01", at)
    assert ("How to comment" in words(page)) is asked
    assert "All documents are in the Vietnamese part of this page." in words(page)


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((), "This site does not know when comments are taken."),
        ((StageEntry(stage="submission", at="2026-10-01"),), "Comments are not being taken now."),
    ],
)
def test_what_is_past_its_rounds_is_not_said_to_be_unknown(
    stages: tuple[StageEntry, ...], said: str
) -> None:
    page = shown(record_in("en", rounds=(), stages=stages))
    assert words(page.xpath("//*[contains(@class, '__deadline')]")[0]) == said
    assert "How to comment" not in words(page)


def test_between_two_rounds_the_next_is_told() -> None:
    record, _ = record_reader.read(ROOT, "lc-2026-012")
    assert record
    [tab] = translated_draft.tabs(site_at("2026-07-01", ROOT), record)
    [said] = lxml.html.fromstring(tab["html"]).xpath("//p[contains(@class, '__deadline')]")
    assert "from 2 November 2026 until the end of 1 December 2026" in words(said)


def test_an_old_part_is_marked_where_it_stands_and_above() -> None:
    page = shown(record_in("en", stale=True))
    assert "Old translation. The Vietnamese text has changed since" in words(page.xpath("aside")[0])
    assert [words(h) for h in page.xpath("h3")] == ["Tóm tắt", "Main Old translation"]


def test_an_old_title_is_marked_too() -> None:
    record = record_in("en")
    record = replace(
        record, draft=record.draft.model_copy(update={"short_title": "Một tên khác hẳn"})
    )
    page = shown(record)
    assert words(page.xpath("h2")[0]) == "Foreign workers Old translation"


def test_a_language_without_words_of_its_own_is_told_in_vietnamese_and_english() -> None:
    page = shown(record_in("hmn-Latn", stale=True))
    assert page.xpath("aside/div/@lang") == ["vi", "en"]
    vietnamese, english = (words(note) for note in page.xpath("aside/div"))
    assert "Nhận góp ý đến hết ngày 10/12/2026, giờ Việt Nam." in vietnamese
    assert "until the end of 10 December 2026" in english
    assert set(page.xpath("//h3/span/@lang | //p[@class='dt-translation__missing']/@lang")) == {
        "en"
    }


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh-Hans", "2026年12月10日24时"),
        ("ko", "2026년 12월 10일 24시까지"),
        ("zh-Hant", "10 December 2026"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(lang: str, said: str) -> None:
    assert said in words(shown(record_in(lang)).xpath("aside")[0])


def test_footnotes_of_two_parts_and_languages_have_ids_of_their_own() -> None:
    note = "One[^1] two[^1].\n\n[^1]: Note.\n\n"
    parts = f"## Tên dự thảo\n\nA\n\n## Tóm tắt\n\n{note}## Nội dung cơ bản\n\n{note}"
    page = shown(record_in("en", parts=parts))
    ids = page.xpath("//*[@id]/@id")
    assert len(ids) == len(set(ids)) and "ban-dich-en-summary-fnref-1-2" in ids
    assert {a[1:] for a in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)


def test_a_tab_says_in_which_language_its_name_is() -> None:
    site = site_at(NOW)
    named = {
        lang: translated_draft.tabs(site, record_in(lang))[0]["label_lang"]
        for lang in ("ko", "pcc")
    }
    assert named == {"ko": "ko", "pcc": "vi"}


def test_nobody_sees_what_nobody_stands_for() -> None:
    record = record_in("en", translations={})
    assert translated_draft.tabs(site_at(NOW), record) == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_tab_shows_one_language_and_has_an_address(
    browser: Browser, address: str, width: int, scheme: Any
) -> None:
    url = f"{address}du-thao/lc-2026-011/"
    page, trouble = open_page(browser, url, width, color_scheme=scheme)
    english, summary = page.locator("#ban-dich-en"), page.locator("#tom-tat")
    assert summary.is_visible() and not english.is_visible()
    page.get_by_role("link", name="English", exact=True).click()
    assert english.is_visible() and not summary.is_visible() and page.url.endswith("#ban-dich-en")
    assert page.locator(".dt-langs [aria-current]").text_content() == "English"
    assert page.locator("#gop-y").is_visible()  # how to comment stays in reach
    page.locator(".dt-jump").press("Enter")  # and leads nobody out of the language
    assert english.is_visible() and page.url.endswith("#ban-dich-en")
    assert page.evaluate("document.activeElement.id") == "gop-y"
    page.evaluate("document.querySelector('#ban-dich-en p').id = 'ban-dich-en-fn-1'")
    page.goto(f"{url}#ban-dich-en-fn-1")
    assert english.is_visible() and not summary.is_visible()
    assert page.locator(".dt-langs [aria-current]").text_content() == "English"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []
    page.goto(f"{url}#ban-dich-zh-hans")
    page.reload()
    assert page.locator(".dt-langs [aria-current]").all_text_contents() == ["简体中文"]
    page.get_by_role("link", name="Tiếng Việt", exact=True).click()
    assert summary.is_visible() and not english.is_visible()
    assert trouble == []


def test_without_scripts_a_tab_works_too(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}du-thao/lc-2026-011/#ban-dich-zh-hans")
    assert page.locator("#ban-dich-zh-hans").is_visible()
    assert (
        not page.locator("#tom-tat").is_visible() and not page.locator("#ban-dich-en").is_visible()
    )
    drawn = {
        tab.text_content(): tab.evaluate("e => getComputedStyle(e).borderBottomColor")
        for tab in page.locator(".dt-langs a").all()
    }
    assert drawn.pop("简体中文") != drawn["English"] == drawn["Tiếng Việt"]


def test_the_sample_has_them_as_demonstration(sample: Path) -> None:
    page = lxml.html.parse(str(sample / "du-thao/lc-2026-012/index.html")).getroot()
    [section] = page.xpath("//section[@lang='en']")
    assert "Demonstration data. This draft is invented." in words(section)


# ---- what can be read in a language, on the pages for its readers


def test_the_page_of_a_language_lists_what_can_be_read_in_it(sample: Path) -> None:
    for name, drafts in {
        "english": ["lc-2026-012", "lc-2026-011"],
        "zh-hans": ["lc-2026-011"],
        "ko": [],
        "hmn": [],
        "ium": [],
    }.items():
        page = lxml.html.parse(str(sample / name / "index.html")).getroot()
        found = [
            a.get("href").split("/")[-2]
            for a in page.xpath("//li[contains(@class, 'dt-entry')]/h3/a")
        ]
        assert found == drafts, name
        [nothing] = page.xpath("//*[@class='dt-empty']")
        assert (nothing.get("hidden") is not None) is bool(drafts)
    [title] = lxml.html.parse(str(sample / "zh-hans/index.html")).xpath("//h3[@lang='zh-Hans']")
    assert title.xpath("a/@href") == ["../du-thao/lc-2026-011/#ban-dich-zh-hans"]


def entry_in(record: Record, lang: str, at: str = NOW) -> Any:
    """The draft in the list of a language on a page that was built before, as it is seen at an instant."""
    [(listed, entry)] = translated_lists.entries(site_at("2026-11-05"), record).items()
    assert listed == lang
    return visible_at(f"<ul>{entry.html}</ul>", clock.parse(at).start)


def scripted(lang: str, *, current: bool = True) -> Record:
    """The record with nothing but its script in a language."""
    record = record_in(lang)
    sha256 = script_translations.source_sha256(site_at(NOW), record) if current else "0" * 64
    script, _ = translated_text.read(
        b"## B\xc3\xa0i ph\xc3\xa1t thanh\n\nNyob zoo.\n", "x.md", lang
    )
    assert script
    about = ABOUT.model_copy(update={"source_sha256": sha256})
    draft = record.draft.model_copy(update={"translations": {lang: about}})
    return replace(record, draft=draft, translations={lang: script})


def test_a_script_in_a_language_is_listed_for_its_speakers_while_it_may_go_on_air() -> None:
    record = scripted("hmn-Latn")
    [item] = entry_in(record, "hmn-Latn").xpath("li")
    links = set(item.xpath(".//p/a/@href | .//span/a/@href"))
    assert links == {f"~/du-thao/{DRAFT}/loa/#tieng-hmn-latn"}
    assert item.xpath("h3/@lang") == ["vi"] and item.xpath("div/@lang") == ["vi", "en"]
    assert "Bản dịch cũ" not in words(item)
    assert entry_in(record, "hmn-Latn", "2026-12-11").xpath("li") == []
    assert translated_lists.entries(site_at("2026-12-11"), record) == {}


def test_an_old_script_is_listed_as_old() -> None:
    item = entry_in(scripted("hmn-Latn", current=False), "hmn-Latn")
    assert "Bản dịch cũ. Bài phát thanh" in words(item)


def test_an_old_translation_is_listed_as_old() -> None:
    entry = translated_lists.entries(site_at(NOW), record_in("ko", stale=True))["ko"]
    item = lxml.html.fromstring(entry.html)
    assert "이전 번역입니다." in words(item) and "2026년 12월 10일" in words(item)


@pytest.mark.parametrize("lang", [None, "vi", "zh-CN", "Korean"])
def test_a_page_of_no_language_is_a_fault(lang: str | None) -> None:
    arguments = {"lang": lang} if lang else {}
    with pytest.raises(DuthaoError, match=r"content/ko\.md: phần động «translated»"):
        translated_lists.listed(site_at(NOW), "ko.md", (), arguments)
