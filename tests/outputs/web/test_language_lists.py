"""Lists of what can be read in English: right at every instant, honest of what nobody translated; addresses that moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from duthao import clock
from duthao.errors import DuthaoError
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.outputs.web import content_pages, language_lists, moved_pages
from duthao.records import record_reader
from duthao.records.record import Record
from duthao.rendering.layouts import Layout
from duthao.rendering.links import LISTS, generated
from tests.conftest import PROVINCE
from tests.outputs.web.test_translated_draft import record_in, site_at
from tests.summaries import summary_of

KEYS = ("title", "description", "canonical", "head", "toc", "main")
LAYOUT = Layout(("", *(part for key in KEYS for part in (key, "\n"))), 1, True)
BEFORE = "2026-12-09T08:00+07:00"
CLOSED = "2026-12-11T00:00+07:00"


def site_before(*records: Record, now: str = BEFORE) -> Site:
    """A site of these records with layouts of nothing but slots, whose clock runs."""
    site = site_at(now)
    site = replace(site, layouts={f"en/{name}": LAYOUT for name in ("all", "open", "answered")})
    made = (language_lists.LanguageLists(), content_pages.ContentPages())
    return replace(site, summaries=tuple(summary_of(site, record, *made) for record in records))


def untranslated(*ids: str) -> list[Record]:
    read = [record_reader.read(PROVINCE, record_id)[0] for record_id in ids]
    return [record for record in read if record]


def page(site: Site, path: str) -> Any:
    made = {artifact.path: artifact for artifact in language_lists.LanguageLists().for_site(site)}
    return lxml.html.fromstring(f"<main>{made[f'{path}index.html'].render().decode()}</main>")


def latest(steps: str, instant: float) -> str:
    come = [step.partition(" ") for step in steps.split("|")]
    return [text for start, _, text in come if int(start) <= instant][-1]


def test_a_list_turns_when_its_draft_closes() -> None:
    listed = page(site_before(record_in("en")), "en/dang-lay-y-kien/")
    [cards] = listed.xpath("//ul[contains(@class, 'dt-short')]")
    now, closed = (clock.parse(at).start.timestamp() for at in (BEFORE, CLOSED))
    assert [latest(cards.get("data-order"), at) for at in (now, closed)] == ["0", ""]
    [count] = listed.xpath("//h2[@class='dt-count']/@data-steps")
    assert [latest(count, at) for at in (now, closed)] == ["Drafts: 1", "Drafts: 0"]


def test_what_nobody_translated_is_counted_with_the_way_to_it() -> None:
    site = site_before(
        record_in("en"), *untranslated("ht-2026-007", "ht-2026-017"), now="2026-11-22"
    )
    [others] = page(site, "en/dang-lay-y-kien/").xpath("//a[@hreflang='vi']")
    assert others.get("href") == f"../../{LISTS['open']}"
    assert others.text == "Not translated into English, in Vietnamese only: 2"
    steps = others.get("data-steps").split("|")
    assert [step.partition(" ")[2][-3:] for step in steps] == [": 2", ": 1"]  # within eight days


def test_the_way_is_not_shown_where_all_is_translated() -> None:
    [others] = page(site_before(record_in("en")), "en/du-thao/").xpath("//a[@hreflang='vi']")
    assert (others.text, others.get("hidden") is not None) == (None, True)


def test_an_empty_list_says_so() -> None:
    listed = page(site_before(*untranslated("ht-2026-007")), "en/da-giai-trinh/")
    [nothing] = listed.xpath("//*[@class='dt-empty']")
    assert nothing.text == "No draft that has been answered has been translated into English yet."
    assert nothing.get("hidden") is None


@pytest.mark.parametrize("change", ["translation", "other"])
def test_a_list_is_made_anew_when_what_it_says_changes(change: str) -> None:
    def keys(*records: Record) -> dict[str, str]:
        made = language_lists.LanguageLists().for_site(site_before(*records))
        return {artifact.path: artifact.cache_key for artifact in made}

    before = keys(record_in("en"))
    assert before == keys(record_in("en"))
    more = untranslated("ht-2026-002") if change == "other" else []
    record = record_in("en", stale=change == "translation")
    changed = {path for path, key in keys(record, *more).items() if before[path] != key}
    assert {"en/du-thao/index.html", "en/dang-lay-y-kien/index.html"} <= changed


# ---- in a page written by hand


def slot(site: Site, arguments: str, summaries: tuple[Summary, ...] | None = None) -> str:
    key = f"translated {arguments}".strip()
    layout = Layout(("", "head", "", key, ""), 1, True)
    [artifact] = content_pages.ContentPages().for_site(replace(site, pages={"en/": layout}))
    return artifact.render().decode()


def test_a_part_of_a_page_leads_to_the_whole_list() -> None:
    html = lxml.html.fromstring(slot(site_before(record_in("en")), "lang=en list=open limit=3"))
    assert html.xpath("//li/h3/a/@href") == ["../en/du-thao/ht-2026-002/"]
    assert html.xpath("//p[@class='dt-onward']/a/@href") == ["../en/dang-lay-y-kien/"]
    assert html.xpath("//p[@class='dt-onward']/a/span/text()") == ["(1)"]


@pytest.mark.parametrize("arguments", ["lang=en list=opened", "lang=ko list=open", "list=open"])
def test_a_list_that_there_is_not_is_a_fault(arguments: str) -> None:
    with pytest.raises(DuthaoError, match=r"content/en/: "):
        slot(site_before(record_in("en")), arguments)


# ---- addresses


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("du-thao/", True),
        ("en/du-thao/", True),
        ("zh-hans/dang-lay-y-kien/x/", True),
        ("en/", False),
        ("en/guide/", False),
        ("so-tay/loa/", False),
    ],
)
def test_what_is_generated_in_a_language_is_taken_too(address: str, taken: bool) -> None:
    assert generated(address) is taken


def test_the_old_address_leads_on_while_nothing_else_stands_there() -> None:
    site = replace(site_at(BEFORE), pages={"en/": LAYOUT})
    [artifact] = moved_pages.MovedPages().for_site(site)
    moved = lxml.html.fromstring(artifact.render())
    assert artifact.path == "english/index.html"
    assert moved.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../en/"]
    for pages in ({}, {"en/": LAYOUT, "english/": LAYOUT}):
        assert list(moved_pages.MovedPages().for_site(replace(site, pages=pages))) == []


def test_readers_are_led_from_the_old_address(sample: Path) -> None:
    assert (sample / "english/index.html").is_file() and (sample / "en/index.html").is_file()
