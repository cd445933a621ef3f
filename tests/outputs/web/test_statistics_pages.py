"""Pages of figures: each number is the list to which it leads, and stays true between two builds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser

from duthao import clock
from duthao.domain.draft import Draft
from duthao.domain.statistics.breakdowns import COLUMNS
from duthao.domain.statistics.figure_definitions import DEFINITIONS
from duthao.domain.statistics.figures import statistics
from duthao.domain.statistics.record_facts import RecordFacts, moments
from duthao.domain.statistics.report_periods import calendar_year
from duthao.outputs.shared.period_figures import NOTHING, facts_of
from duthao.outputs.site import Site
from duthao.outputs.web.statistics_pages import StatisticsPages
from duthao.outputs.web.statistics_years import moments_of, settled_at
from duthao.records.record import Record
from tests.browser import open_page
from tests.outputs.web.test_pages import library, site
from tests.summaries import summary_of

__all__ = ["library", "site"]

YEAR, LISTS = "thong-ke/2026/index.html", "thong-ke/2026/ho-so/index.html"
Made = dict[str, bytes]


def made(site: Site, records: list[Record], *, sample: bool = True) -> Made:
    """The pages of the test province; as a sample its invented drafts are counted."""
    told = replace(site, settings=site.settings.model_copy(update={"sample": sample}))
    output = StatisticsPages()
    summaries = tuple(summary_of(told, record, output) for record in records)
    counted = replace(told, summaries=summaries)
    return {artifact.path: artifact.render() for artifact in output.for_site(counted)}


@pytest.fixture(scope="module")
def pages(site: Site, library: dict[str, Record]) -> Made:
    return made(site, list(library.values()))


def settled_by(site: Site, facts: Sequence[RecordFacts]) -> datetime:
    """The last instant by now at which anything changed that is counted."""
    now = site.now.timestamp()
    past = [at for fact in facts for at in moments_of(site, fact) if at <= now]
    return settled_at(site, past)


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def figures(page: bytes) -> dict[str, tuple[str, str]]:
    """Label → the words of a figure, and the part of the lists to which it leads."""
    rows = lxml.html.fromstring(page.decode()).xpath("//dl[@class='dt-stats']/div")
    return {
        said(row.find("dt")): (said(row.findall("dd")[0]), "".join(row.xpath("dd[1]/a/@href")))
        for row in rows
    }


def lists(page: bytes) -> dict[str, list[str]]:
    """Part of the page → what its lines say."""
    tree = lxml.html.fromstring(page.decode())
    return {
        section.get("aria-labelledby"): [said(line) for line in section.xpath("ol/li")]
        for section in tree.xpath("//section[@aria-labelledby]")
    }


def test_every_number_is_the_list_to_which_it_leads(pages: Made) -> None:
    behind = lists(pages[LISTS])
    labels = {known.label: key for key, known in DEFINITIONS.items()}
    told = figures(pages[YEAR])
    assert {labels[label] for label in told} == set(DEFINITIONS)
    for label, (words, link) in told.items():
        known = DEFINITIONS[labels[label]]
        if not link:
            assert words == known.none or words.startswith("0 "), label
            continue
        part = link.split("#")[1]
        amounts = [re.search(rf"(\d+) {known.unit}", line) for line in behind[part]]
        assert int(words.split()[0]) == sum(int(a[1]) for a in amounts if a), label
        assert None not in amounts
    assert sum(bool(link) for _, link in told.values()) > 12
    assert re.search(r"Số liệu tính đến ngày \d\d/\d\d/2026", pages[LISTS].decode())


def test_every_cell_of_a_division_is_what_its_drafts_come_to(pages: Made) -> None:
    behind = lists(pages[LISTS])
    rows = lxml.html.fromstring(pages[YEAR].decode()).xpath("//details[@class='dt-fold']//tbody/tr")
    assert len(rows) > 20
    for row in rows:
        link = "".join(row.xpath("td[1]/a/@href"))
        lines = behind[link.split("#")[1]] if link else []
        for key, cell in zip(COLUMNS, map(said, row.xpath("td")[1:]), strict=True):
            label = re.escape(DEFINITIONS[key].label.lower())
            found = [int(n) for line in lines for n in re.findall(rf"{label}: (\d+)", line)]
            assert (0 if cell == NOTHING else int(re.split(r"[/ ]", cell)[0])) == sum(found)


def test_data_say_what_the_page_says(pages: Made) -> None:
    data = json.loads(pages["thong-ke/2026/so-lieu.json"])
    told = figures(pages[YEAR])
    assert {f["label"]: f["words"] for f in data["figures"]} == {k: w for k, (w, _) in told.items()}
    rows = list(csv.DictReader(io.StringIO(pages["thong-ke/2026/so-lieu.csv"].decode("utf-8-sig"))))
    assert {row["period"] for row in rows} == {"2026"}
    assert {row["until"] for row in rows} == {data["period"]["counted_until"][:10]}
    quarters = data["by"]["quarter"]
    assert (quarters[0]["first"], quarters[0]["last"]) == ("2026-01-01", "2026-03-31")
    for figure in data["figures"]:
        own = [
            int(r["Số lượng"]) for r in rows if r["Chỉ tiêu"] == figure["label"] and r["Mã hồ sơ"]
        ]
        assert sum(own) == (figure["value"] or 0)


def test_one_changed_fact_changes_its_figures_alone(
    site: Site, library: dict[str, Record], pages: Made
) -> None:
    record = library["ht-2026-001"]
    (round_,) = record.draft.rounds
    assert round_.outcome and round_.outcome.received
    outcome = round_.outcome.model_copy(update={"received": round_.outcome.received + 5})
    draft: Draft = record.draft.model_copy(
        update={"rounds": (round_.model_copy(update={"outcome": outcome}),)}
    )
    others = [other for other in library.values() if other is not record]
    changed = made(site, [*others, replace(record, draft=draft)])
    before, after = figures(pages[YEAR]), figures(changed[YEAR])
    label = DEFINITIONS["received"].label
    assert {k for k in before if before[k] != after[k]} == {label}
    assert int(after[label][0].split()[0]) == int(before[label][0].split()[0]) + 5


def test_real_drafts_alone_are_counted_where_the_site_is_real(
    site: Site, library: dict[str, Record], pages: Made
) -> None:
    real = made(site, list(library.values()), sample=False)
    years = {path.split("/")[1] for path in real if path.count("/") > 1}
    assert years == {"2025"}
    page = said(lxml.html.fromstring(real["thong-ke/2025/index.html"].decode()))
    assert "1 dự thảo của cơ quan trung ương" in page
    assert "19 dự thảo minh họa không tính vào số liệu này" in page
    # The year is over, though the last real draft changed in its midst.
    assert json.loads(real["thong-ke/2025/so-lieu.json"])["period"]["closed"]
    assert "tính đến ngày" not in page and "Dữ liệu minh họa" not in page
    sample = said(lxml.html.fromstring(pages[YEAR].decode()))
    assert "Dữ liệu minh họa" in sample and "2 dự thảo có thật không tính vào" in sample
    assert "không có dự thảo thuộc phạm vi" in sample
    nothing = made(site, [], sample=False)
    assert list(nothing) == ["thong-ke/index.html"]
    assert "Chưa có số liệu." in nothing["thong-ke/index.html"].decode()


def test_figures_hold_until_something_changes_them(site: Site, library: dict[str, Record]) -> None:
    """What a page says is counted up to the last change, and nothing changed since: at any instant."""
    facts = [facts_of(site, record) for record in library.values()]
    sample = replace(site, settings=site.settings.model_copy(update={"sample": True}))
    instants = sorted({moment for fact in facts for moment in moments(fact)})
    step = timedelta(seconds=1)
    seen: list[datetime] = []
    for moment in instants:
        for now in (moment - step, moment + step, moment + timedelta(hours=9)):
            settled = settled_by(replace(sample, now=now), facts)
            if settled > now or now.year < 2023 or now.year > 2028:
                continue
            period = calendar_year(now.year)
            held = statistics(facts, period, settled + step, demo=True)
            assert held.figures == statistics(facts, period, now, demo=True).figures, now
            seen.append(now)
    assert len(seen) > 100


def test_what_is_not_counted_changes_no_day(site: Site, library: dict[str, Record]) -> None:
    """Neither invented drafts nor those of central agencies move the day up to which real ones are counted."""
    facts = [facts_of(site, record) for record in library.values()]
    real = replace(site, settings=site.settings.model_copy(update={"sample": False}))
    counted = [fact for fact in facts if not fact.demo and not fact.central]
    assert counted and len(counted) < len(facts)
    assert settled_by(real, facts) == settled_by(real, counted)
    own = [moment for fact in counted for moment in moments(fact) if moment <= real.now]
    assert settled_by(real, facts) == max(own)
    others = [moment for fact in facts for moment in moments(fact) if moment <= real.now]
    assert max(others) > max(own)


def test_what_a_page_rests_on_changes_with_its_figures_alone(
    site: Site, library: dict[str, Record]
) -> None:
    def rests_on(now: str) -> dict[str, str]:
        told = replace(
            site,
            now=clock.parse(now).start,
            settings=site.settings.model_copy(update={"sample": True}),
        )
        output = StatisticsPages()
        records = tuple(summary_of(told, record, output) for record in library.values())
        found = output.for_site(replace(told, summaries=records))
        return {artifact.path: artifact.cache_key for artifact in found}

    morning = rests_on("2026-11-22T08:00+07:00")
    assert rests_on("2026-11-22T17:00+07:00") == morning
    assert rests_on("2026-12-01T08:00+07:00") != morning


@pytest.mark.parametrize("width", [360, 1280])
def test_in_a_browser(browser: Browser, address: str, width: int) -> None:
    page, trouble = open_page(browser, f"{address}thong-ke/2026/", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".dt-stats summary").first.click()
    assert page.get_by_text("Hồ sơ có nhiều đợt chỉ đếm một lần").is_visible()
    bars = page.locator(".dt-bars li")
    assert bars.count() == 4 and bars.last.inner_text().endswith("8 dự thảo")
    page.locator(".dt-stats a").first.click()
    page.wait_for_url("**/thong-ke/2026/ho-so/#asked")
    assert page.locator("section[aria-labelledby=asked] li").count() == 13
    assert not trouble
