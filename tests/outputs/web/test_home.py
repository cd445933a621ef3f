"""The home page: what closes next, what was answered lately, and no draft twice, now and at every instant that it knows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import lxml.html
import pytest

from duthao.clock import VN
from duthao.domain.draft import Round
from duthao.outputs.site import Site
from duthao.outputs.web import content_pages
from duthao.records.record import Record
from tests.province_site import records_of, site_without_summaries
from tests.summaries import summary_of

ANSWERED, TWO_ROUNDS = "ht-2026-001", "ht-2026-016"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_without_summaries(tmp_path_factory.mktemp("home") / "root")


@pytest.fixture(scope="module")
def library(site: Site) -> dict[str, Record]:
    return records_of(site)


def home(site: Site, library: dict[str, Record], now: datetime | None = None) -> Any:
    """The home page as it was sent."""
    site = replace(site, now=now or site.now)
    pages = content_pages.ContentPages()
    summaries = tuple(summary_of(site, record, pages) for record in library.values())
    (page,) = (
        artifact
        for artifact in pages.for_site(replace(site, summaries=summaries))
        if artifact.path == "index.html"
    )
    return lxml.html.fromstring(page.render().decode())


def lists_at(page: Any, instant: float) -> list[list[str]]:
    """The drafts of each live list at an instant, in order."""
    found = []
    for listed in page.xpath("//ul[contains(@class, 'dt-short')]"):
        entries = listed.xpath("li")
        places = [n for n, entry in enumerate(entries) if "hidden" not in entry.attrib]
        for step in (listed.get("data-order") or "").split("|"):
            start, *order = step.split(" ")
            if start and int(start) <= instant:
                places = [int(place) for place in order if place]
        urls = [entries[place].xpath("h3/a/@href")[0] for place in places]
        found.append([re.sub(r".*du-thao/([^/]+)/$", r"\1", url) for url in urls])
    return found


def turns_of(page: Any) -> list[int]:
    """Every instant at which a list of the page changes."""
    said = " ".join(page.xpath("//@data-order"))
    return sorted({int(number) for number in re.findall(r"\b\d{9,}\b", said)})


def test_no_draft_stands_there_twice_whenever_the_page_is_read(
    site: Site, library: dict[str, Record]
) -> None:
    begin = datetime(2026, 1, 5, 8, tzinfo=VN)
    read = turned = 0
    for week in range(60):
        now = begin + timedelta(weeks=week)
        page = home(site, library, now)
        for instant in (now.timestamp(), *turns_of(page)):
            asked, answered = lists_at(page, instant)
            assert len({*asked, *answered}) == len(asked) + len(answered), (now, instant)
            read += bool(asked and answered)
            turned += instant != now.timestamp()
    assert read > 20 and turned > 20


def test_a_draft_that_asks_again_stands_among_those_that_ask(
    site: Site, library: dict[str, Record]
) -> None:
    """It was answered too, about its first round."""
    record = library[TWO_ROUNDS]
    first: dict[str, Any] = {"of": "proposal", "opens": "2026-03-01", "closes": "2026-03-31"}
    first |= {"outcome": {"answered": {"at": "2026-04-20"}, "received": 3, "accepted": 3}}
    second = {"of": "draft", "opens": "2026-11-10", "closes": "2026-12-05"}
    rounds = tuple(map(Round.model_validate, (first, second)))
    told = record.draft.model_copy(update={"rounds": rounds})
    page = home(site, {TWO_ROUNDS: replace(record, draft=told)})
    assert lists_at(page, site.now.timestamp()) == [[TWO_ROUNDS], []]
    after = datetime(2026, 12, 7, 8, tzinfo=VN)
    page = home(site, {TWO_ROUNDS: replace(record, draft=told)}, after)
    assert lists_at(page, after.timestamp()) == [[], [TWO_ROUNDS]]


def test_an_answer_is_told_with_its_day_and_what_became_of_the_opinions(
    site: Site, library: dict[str, Record]
) -> None:
    (entry,) = home(site, {ANSWERED: library[ANSWERED]}).xpath("//li[@data-state='answered']")[:1]
    said = entry.xpath("string(p[@class='dt-entry__said'])")
    answered = library[ANSWERED].draft.rounds[-1].outcome.answered  # type: ignore[union-attr]
    assert answered is not None
    assert said.startswith(f"Công bố tiếp thu, giải trình ngày {answered.at.day:%d/%m/%Y}.")
    assert "được tiếp thu" in said
    assert not entry.xpath(".//p[contains(@class, 'dt-entry__when')][not(ancestor::*[@hidden])]")


def test_only_the_last_days_urge(site: Site, library: dict[str, Record]) -> None:
    """The colours of an entry, and what they mean in words, begin with the days that the settings name."""
    page = home(site, library)
    seen = {"open": 0, "closing_soon": 0}
    for entry in page.xpath("//ul[contains(@class, 'dt-short')][1]/li[not(@hidden)]"):
        days = (
            datetime.fromisoformat(entry.xpath("string(.//time/@datetime)")).date()
            - site.now.date()
        ).days
        soon = days < site.settings.closing_soon_days
        assert entry.get("data-state") == ("closing_soon" if soon else "open"), days
        flagged = bool(entry.xpath("p[@class='dt-flag'][not(@hidden)]"))
        assert flagged == soon
        seen[entry.get("data-state")] += 1
    assert min(seen.values()) > 0, seen


def test_the_search_box_leads_to_the_search_page(site: Site, library: dict[str, Record]) -> None:
    (form,) = home(site, library).xpath("//main//form[@role='search']")
    assert form.get("action") == "./tim-kiem/"
    (box,) = form.xpath(".//input")
    assert box.get("name") == "q" and form.xpath(f".//label[@for='{box.get('id')}']")
