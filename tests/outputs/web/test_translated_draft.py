"""A translation at an address of its own: in its language, for reference, marked where it is old."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser

from duthao import clock
from duthao.domain.draft import Round, StageEntry, Translation, Withdrawn
from duthao.domain.draft_parts.dossier_documents import DeadlineChange
from duthao.errors import DuthaoError
from duthao.outputs.loudspeaker import translations as script_translations
from duthao.outputs.shared import comment_channels
from duthao.outputs.site import Site
from duthao.outputs.web import translated_draft, translated_lists
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.records.translation_files import translated_text
from duthao.rendering import mkdocs_site
from duthao.rendering.links import Links
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
    """What the page of its one translation holds, as it is seen at an instant."""
    ((lang, text),) = record.translations.items()
    site = site_at(now)
    site = replace(site, lang=translated_draft.tongues(site, lang)[0])
    html = site.render("translation.html", **translated_draft.context(site, record, text))
    return visible_at(f"<main>{html}</main>", clock.parse(at or now).start)


def note_of(page: Any) -> str:
    return words(page.xpath("//*[contains(@class, 'dt-reference')]")[0])


def headings(page: Any) -> list[str]:
    return [words(h) for h in page.xpath("//div[@class='dt-first' or @class='dt-rest']//h2")]


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_it_says_in_its_language_what_it_is_worth_and_until_when() -> None:
    page = shown(record_in("en"))
    assert words(page.xpath("//h1")[0]) == "Foreign workers"
    assert words(page.xpath("//*[@class='dt-badges']")[0]) == "Open for comment Demonstration data"
    note = note_of(page)
    assert note.startswith("Open for comments until the end of 10 December 2026, Viet Nam time.")
    assert "Demonstration data. This draft is invented. Translation for reference. Only the" in note
    assert "Translated by: Tổ dịch. Reviewed by: Sở Ngoại vụ. Date: 10 November 2026." in note
    assert "Old translation" not in words(page)
    found = [(h.text, h.get("lang")) for h in page.xpath("//section[not(@class)]/h2")]
    assert found == [("Summary", None), ("In Vietnamese", None), ("Main", None)]
    assert page.xpath("//table[@role='table']//td/@data-label") == ["A", "B"]
    missing = page.xpath("//*[@class='dt-translation__missing']")[0]
    assert words(missing).startswith("Not translated: Why it is needed; ")
    assert page.xpath("//*[@class='dt-translation__made']/span[@lang='vi']/text()") == [
        "Tổ dịch",
        "Sở Ngoại vụ",
    ]


def test_the_deadline_stands_once() -> None:
    assert words(shown(record_in("en"))).count("10 December 2026") == 1


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
    ("at", "asked"),
    [("2026-11-01", False), ("2026-12-10T23:59+07:00", True), ("2026-12-11", False)],
)
def test_how_to_comment_is_told_only_while_comments_are_taken(at: str, asked: bool) -> None:
    page = shown(record_in("en"), "2026-11-01", at)
    assert ("When you comment, please quote the code HT-2026-002." in words(page)) is asked
    assert bool(page.xpath("//a[@href='#gop-y']")) is bool(page.xpath("//*[@id='gop-y']")) is asked
    assert f"~/du-thao/{DRAFT}/#ho-so" in page.xpath("//a/@href")


def test_the_ways_to_comment_are_those_of_the_vietnamese_page() -> None:
    record = record_in("en")
    site = site_at(NOW)
    ways = shown(record).xpath("//ul[contains(@class, 'dt-channels')]/li")
    ours = comment_channels.channels(site, record)
    assert [way.xpath("string(.//b)") for way in ways][:2] == ["Online form", "E-mail"]
    assert [way.xpath("string(.//a/@href)") for way in ways] == [way["url"] for way in ours]
    assert ways[0].xpath("string(.//*[@class='dt-channel__text'])").startswith("Open the form at ")


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((), "Dates for comments have not been set yet."),
        ((StageEntry(stage="submission", at="2026-10-01"),), "Comments are not being taken now."),
    ],
)
def test_what_is_past_its_rounds_is_not_said_to_be_unknown(
    stages: tuple[StageEntry, ...], said: str
) -> None:
    page = shown(record_in("en", rounds=(), stages=stages))
    assert words(page.xpath("//*[contains(@class, '__deadline')]")[0]) == said
    assert "How to comment" not in words(page)


@pytest.mark.parametrize("stages", [(), (StageEntry(stage="submission", at="2026-10-01"),)])
def test_of_a_round_without_dates_it_is_said_that_it_was(stages: tuple[StageEntry, ...]) -> None:
    page = shown(record_in("en", rounds=(Round(unknown=True),), stages=stages))
    said = "Comments were taken on this draft; this site has no information on when."
    assert words(page.xpath("//*[contains(@class, '__deadline')]")[0]) == said


ENDINGS: dict[str, dict[str, Any]] = {
    "withdrawn": {"withdrawn": Withdrawn(at="2026-12-03", reason="Trùng.")},
    "dropped": {"stages": (StageEntry(stage="stopped", at="2026-12-03"),)},
}


@pytest.mark.parametrize(
    ("kind", "said"),
    [("withdrawn", "The draft was withdrawn on"), ("dropped", "Drafting was stopped on")],
)
def test_when_it_ended_is_told_from_then_on_with_the_deadline_that_was_announced(
    kind: str, said: str
) -> None:
    record = record_in("en", **ENDINGS[kind])
    note = note_of(shown(record, "2026-12-03"))
    assert note.startswith(
        f"{said} 3 December 2026; comments are no longer taken. The deadline that had been "
        "announced: the end of 10 December 2026, Viet Nam time. Reason (in Vietnamese)"
    )
    assert said not in note_of(shown(record, "2026-12-02T23:59+07:00"))
    assert "announced" not in note_of(
        shown(record_in("en", rounds=(), **ENDINGS[kind]), "2026-12-04")
    )


@pytest.mark.parametrize(
    ("closes", "said"), [("2026-12-20", "extended"), ("2026-12-05T17:00+07:00", "shortened")]
)
def test_a_former_deadline_is_told_from_the_day_of_its_change(closes: str, said: str) -> None:
    change = DeadlineChange(closes=closes, reason="Mưa lũ.", decided="2026-11-25")
    record = record_in("en")
    [asked] = record.draft.rounds
    rounds = (asked.model_copy(update={"deadline_changes": (change,)}),)
    record = record_in("en", rounds=rounds)
    words_now = f"Before: until the end of 10 December 2026; {said} on 25 November 2026."
    page = shown(record, "2026-11-25")
    assert words_now in note_of(page) and "Mưa lũ" not in words(page)
    [reason] = page.xpath("//p[@class='dt-earlier']/a")
    assert (reason.get("href"), reason.get("hreflang")) == (f"~/du-thao/{DRAFT}/", "vi")
    assert "Before:" not in note_of(shown(record, "2026-11-24T23:59+07:00"))


def test_between_two_rounds_the_next_is_told() -> None:
    record, _ = record_reader.read(ROOT, "lc-2026-012")
    assert record
    said = translated_draft.deadline(site_at("2026-07-01", ROOT), record, "en")
    assert (said["how"], said["since"]) == ("upcoming", "2 November 2026")
    assert said["until"] == "the end of 1 December 2026"


def test_an_old_part_is_marked_where_it_stands_and_above() -> None:
    page = shown(record_in("en", stale=True))
    assert "Old translation. The Vietnamese text has changed since" in note_of(page)
    assert headings(page) == ["Summary", "Main Old translation"]


def test_an_old_title_is_marked_too() -> None:
    record = record_in("en")
    record = replace(
        record, draft=record.draft.model_copy(update={"short_title": "Một tên khác hẳn"})
    )
    page = shown(record)
    assert words(page.xpath("//h1")[0]) == "Foreign workers"
    assert words(page.xpath("//*[@class='dt-status']")[0]).endswith("Old translation")


def test_a_language_without_words_of_its_own_is_told_in_vietnamese_and_english() -> None:
    page = shown(record_in("hmn-Latn", stale=True))
    assert page.xpath("//div[contains(@class, 'dt-reference')]/div/@lang") == ["vi", "en"]
    vietnamese, english = (
        words(note) for note in page.xpath("//div[contains(@class, 'dt-reference')]/div")
    )
    assert "Nhận góp ý đến hết ngày 10/12/2026, giờ Việt Nam." in vietnamese
    assert "until the end of 10 December 2026" in english
    assert page.xpath("//h1/span/@lang") == ["hmn-Latn"]
    assert set(page.xpath("//section[not(@class)]/@lang")) == {"hmn-Latn"}
    assert headings(page) == ["Tóm tắt", "Main Bản dịch cũ"]
    assert page.xpath("//section[not(@class)]/h2/@lang") == ["vi"]
    assert not page.xpath("//div[@lang='vi']/p[@class='dt-translation__made']/span")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh-Hans", "2026年12月10日24时"),
        ("ko", "2026년 12월 10일 24시까지"),
        ("zh-Hant", "10 December 2026"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(lang: str, said: str) -> None:
    assert said in note_of(shown(record_in(lang)))


def test_footnotes_of_two_parts_and_languages_have_ids_of_their_own() -> None:
    note = "One[^1] two[^1].\n\n[^1]: Note.\n\n"
    parts = f"## Tên dự thảo\n\nA\n\n## Tóm tắt\n\n{note}## Nội dung cơ bản\n\n{note}"
    page = shown(record_in("en", parts=parts))
    ids = page.xpath("//*[@id]/@id")
    assert len(ids) == len(set(ids)) and "summary-fnref-1-2" in ids
    assert {a[1:] for a in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)


def test_a_link_says_in_which_language_its_name_is() -> None:
    site = site_at(NOW)
    named = {
        lang: translated_draft.languages(site, record_in(lang), lang)[1]["label_lang"]
        for lang in ("ko", "pcc")
    }
    assert named == {"ko": "ko", "pcc": "vi"}


def test_nobody_sees_what_nobody_stands_for() -> None:
    record = record_in("en", translations={})
    site = site_at(NOW)
    assert list(translated_draft.TranslatedDraft().for_record(site, record)) == []
    assert translated_draft.languages(site, record, "vi") == []
    assert translated_draft.alternates(site, record) == []


def test_the_clock_is_given_words_of_the_page() -> None:
    banner = mkdocs_site.banner(ROOT, site_at(NOW).settings, site_at(NOW).now, "en")
    assert 'data-words="1 day left|{} days left|last day today|' in banner
    assert "This page may be out of date:" in banner


def test_how_many_days_are_left_is_counted_in_the_language_of_the_page_alone() -> None:
    record = record_in("hmn-Latn")
    site = replace(site_at("2026-12-01", ROOT), lang="vi")  # its clock stands still
    assert translated_draft.deadline(site, record, "vi")["left"] == "còn 9 ngày"
    assert translated_draft.deadline(site, record, "en")["left"] == ""
    last = replace(site_at("2026-12-09", ROOT), lang="en")
    assert translated_draft.deadline(last, record, "en")["left"] == "1 day left"


# ---- on the sample site


def parsed(sample: Path, path: str) -> Any:
    return lxml.html.fromstring((sample / path / "index.html").read_text("utf-8"))


def test_every_language_of_a_draft_names_all_of_them(sample: Path) -> None:
    pages = {"vi": "", "en": "en/", "zh-Hans": "zh-hans/"}
    base = "https://gopy.laocai.example/"
    wanted = {lang: f"{base}{folder}du-thao/lc-2026-011/" for lang, folder in pages.items()}
    for lang, folder in pages.items():
        page = parsed(sample, f"{folder}du-thao/lc-2026-011")
        links = page.xpath("//link[@rel='alternate' and @hreflang]")
        found = {link.get("hreflang"): link.get("href") for link in links}
        assert found == wanted | {"x-default": wanted["vi"]}
        assert page.xpath("//link[@rel='canonical']/@href") == [wanted[lang]]
        assert page.xpath("//nav[@class='dt-langs']//a[@aria-current]/@hreflang") == [lang]
        assert page.xpath("//nav[@class='dt-langs']//a/@hreflang") == list(pages)
        assert page.xpath("//html/@lang") == [lang]
    assert page.xpath("//meta[@property='og:locale']/@content") == ["zh_CN"]
    alone = parsed(sample, "du-thao/lc-2026-007")
    assert not alone.xpath("//link[@hreflang] | //nav[@class='dt-langs']")


def test_feeds_in_the_head_of_a_page_in_another_language_are_vietnamese(sample: Path) -> None:
    for path, langs in {"en": {"vi"}, "ko": {"vi"}, "hmn": {None}, "gop-y": {None}}.items():
        links = parsed(sample, path).xpath("//link[@rel='alternate' and @title]")
        assert {link.get("hreflang") for link in links} == langs, path


def test_search_engines_are_told_what_is_a_translation_of_what(sample: Path) -> None:
    original, translation = (
        json.loads(parsed(sample, path).xpath("//script[@type='application/ld+json']/text()")[0])
        for path in ("du-thao/lc-2026-012", "en/du-thao/lc-2026-012")
    )
    ours, theirs = original["@graph"][0], translation["@graph"][0]
    assert ours["workTranslation"] == [{"@id": theirs["@id"]}]
    assert (theirs["translationOfWork"], theirs["inLanguage"]) == ({"@id": ours["@id"]}, "en")


VIETNAMESE = re.compile(r"[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")  # letters of no other language here


def spoken_by_us(page: Any) -> Iterator[tuple[str, str]]:
    """Every text of a page with its language, and every attribute that is read; what a translator wrote is left out."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript"):
            continue
        langs = [e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")]
        inside = {e.get("class") for e in element.iterancestors()}
        written = element.xpath("ancestor-or-self::section[not(@class) and .//*[@id]]")
        if written and inside & {"dt-first", "dt-rest"}:
            continue
        own = [element.text or "", *(child.tail or "" for child in element)]
        named = ("aria-label", "title", "placeholder", "content", "alt")
        feed = element.tag == "link"  # feeds are Vietnamese, and so are their names
        read = [] if feed else [element.get(name) or "" for name in named]
        yield from ((text, langs[0]) for text in (*own, *read))


def test_no_word_of_ours_is_vietnamese_on_a_page_in_english(sample: Path) -> None:
    pages = sorted((sample / "en").rglob("index.html"))
    assert len(pages) == 6
    for path in pages:
        page = lxml.html.fromstring(path.read_text("utf-8"))
        left = [
            text for text, lang in spoken_by_us(page) if lang == "en" and VIETNAMESE.search(text)
        ]
        assert left == [], path
        assert any(lang == "vi" for _, lang in spoken_by_us(page))


def test_readers_go_from_one_language_to_another(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}du-thao/lc-2026-011/")
    page.locator(".dt-langs").get_by_role("link", name="English").click()
    assert page.url == f"{address}en/du-thao/lc-2026-011/"
    assert page.locator("#gop-y").is_visible()
    drawn = {
        link.text_content(): link.evaluate("e => getComputedStyle(e).borderBottomColor")
        for link in page.locator(".dt-langs a").all()
    }
    assert drawn.pop("English") != drawn["简体中文"] == drawn["Tiếng Việt"]
    page.locator(".dt-langs").get_by_role("link", name="Tiếng Việt").click()
    assert page.url == f"{address}du-thao/lc-2026-011/"


def test_the_sample_has_them_as_demonstration(sample: Path) -> None:
    page = parsed(sample, "en/du-thao/lc-2026-012")
    assert "Demonstration data. This draft is invented." in note_of(page)


# ---- what can be read in a language, on the pages for its readers


def test_the_page_of_a_language_lists_what_can_be_read_in_it(sample: Path) -> None:
    for name, drafts in {
        "en": ["lc-2026-012", "lc-2026-011"],
        "zh-hans": ["lc-2026-011"],
        "ko": [],
        "hmn": [],
        "ium": [],
    }.items():
        page = parsed(sample, name)
        found = [
            a.get("href").split("/")[-2]
            for a in page.xpath("//li[contains(@class, 'dt-entry')]/h3/a")
        ]
        assert found == drafts, name
        nothing = page.xpath("//*[contains(@class, 'dt-empty')]")[0]
        assert (nothing.get("hidden") is not None) is bool(drafts)
    [title] = parsed(sample, "zh-hans").xpath("//h3[@lang='zh-Hans']")
    assert title.xpath("a/@href") == ["../zh-hans/du-thao/lc-2026-011/"]


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
    links = set(item.xpath(".//p/a/@href"))
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
        translated_lists.language_of("ko.md", arguments)
