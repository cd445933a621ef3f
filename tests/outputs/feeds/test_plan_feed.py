"""News and calendar of the yearly plans, read by other people's readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import feedparser
import icalendar

from duthao import clock
from duthao.outputs.feeds.plan_feed import PlanFeed
from duthao.outputs.site import Site
from duthao.records import register_reader, settings_reader
from duthao.rendering.links import Links
from tests.conftest import PROVINCE, ROOT


def _made(at: str = "2026-11-22T08:00+07:00") -> dict[str, bytes]:
    settings, _ = settings_reader.load(ROOT)
    registers, findings = register_reader.load(ROOT)
    assert registers and not findings
    site = Site(ROOT, settings, Links("https://gopy.example/"), registers, clock.now(at), {})
    return {artifact.path: artifact.render() for artifact in PlanFeed().for_site(site)}


def test_the_feed_tells_what_was_put_out() -> None:
    feed = feedparser.parse(_made()["ke-hoach/rss.xml"])
    assert not feed.bozo
    told = [(entry.title, entry.id.partition(":ke-hoach-")[2]) for entry in feed.entries]
    assert told == [
        ("Công bố kế hoạch: Kế hoạch truyền thông dự thảo chính sách năm 2027", "2027/published/1"),
        ("Đưa ra khỏi kế hoạch: Quyết định quy định giá dịch vụ cho thuê mặt bằng tại chợ được đầu tư bằng vốn nhà nước", "2026/2026-005/dropped"),
        ("Điều chỉnh kế hoạch: Kế hoạch truyền thông dự thảo chính sách năm 2026", "2026/changed/2026-06-30-8c8d69da"),
        ("Công bố kế hoạch: Kế hoạch truyền thông dự thảo chính sách năm 2026", "2026/published/1"),
    ]  # fmt: skip
    assert feed.entries[1].link == "https://gopy.example/ke-hoach/2026/#2026-005"
    assert all("Dữ liệu minh họa" in entry.summary for entry in feed.entries)


def test_what_is_not_out_yet_is_not_told() -> None:
    feed = feedparser.parse(_made("2026-06-29")["ke-hoach/rss.xml"])
    assert [entry.id.partition(":ke-hoach-")[2] for entry in feed.entries] == ["2026/published/1"]
    assert _made("2026-01-14") == {}


def test_news_bear_the_date_of_their_release_and_wait_for_it() -> None:
    settings, _ = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers and registers.plan_news
    now = clock.now("2026-11-22T08:00+07:00")
    site = Site(ROOT, settings, Links("https://x.example/"), registers, now, {}, released=True)

    def told(site: Site) -> dict[str, str]:
        made = {a.path: a.render() for a in PlanFeed().for_site(site)}
        entries = feedparser.parse(made["ke-hoach/rss.xml"]).entries
        return {entry.id.rpartition(":ke-hoach-")[2]: entry.published for entry in entries}

    # From the register: a quarter past midnight; the plan itself says a day alone.
    assert told(site)["2027/published/1"] == "Fri, 20 Nov 2026 00:13:00 +0700"
    later = {name: when for name, when in registers.plan_news.items() if name != "published/2027"}
    waits = replace(site, registers=registers.model_copy(update={"plan_news": later}))
    assert "2027/published/1" not in told(waits) and len(told(waits)) == 3
    before = replace(site, registers=registers.model_copy(update={"plan_news": None}))
    assert told(before)["2027/published/1"] == "Fri, 20 Nov 2026 00:00:00 +0700"


def test_the_calendar_has_what_is_expected_within_a_month() -> None:
    calendar = icalendar.Calendar.from_ical(_made()["ke-hoach/lich.ics"])
    found = {
        str(event["UID"]).partition("@")[0]: (
            event["DTSTART"].dt,
            event["DTEND"].dt,
            str(event["STATUS"]),
        )
        for event in calendar.walk("VEVENT")
    }
    # a month, a session of a month, a day, "by a day"; no quarter, no half-year, no two months
    assert found["ke-hoach-2027-002"] == (date(2027, 5, 1), date(2027, 6, 1), "TENTATIVE")
    assert found["ke-hoach-2027-001"] == (date(2027, 7, 1), date(2027, 8, 1), "TENTATIVE")
    assert found["ke-hoach-2027-009"] == (date(2027, 8, 15), date(2027, 8, 16), "TENTATIVE")
    assert found["ke-hoach-2027-006"] == (date(2027, 6, 30), date(2027, 7, 1), "TENTATIVE")
    assert not {"ke-hoach-2027-003", "ke-hoach-2027-007", "ke-hoach-2027-008", "ke-hoach-2027-010"} & found.keys()  # fmt: skip


def test_without_plans_there_is_no_feed() -> None:
    settings, _ = settings_reader.load(PROVINCE)
    registers, _ = register_reader.load(PROVINCE)
    assert registers
    site = Site(PROVINCE, settings, Links("https://x.example/"), registers, clock.now("2026-11-22"), {})  # fmt: skip
    assert list(PlanFeed().for_site(site)) == []
