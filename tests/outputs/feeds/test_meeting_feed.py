"""Meetings of the whole site in feed and calendars, read back by others' readers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import feedparser
import icalendar
import pytest

from duthao.outputs.feeds import meeting_feed
from duthao.outputs.feeds.meeting_feed import MeetingFeed
from duthao.outputs.shared.shown_meetings import of_dossier, of_site
from duthao.outputs.site import Site
from tests.outputs.office.test_letters import site_at
from tests.outputs.office.test_meeting_papers import TALK, TRAINING, changed

OFF = {"reason": "Mưa lũ.", "at": "2026-12-01", "published": "2026-12-01T15:00+07:00"}


def told(site: Site) -> dict[str, feedparser.FeedParserDict]:
    files = {a.path: a.render() for a in MeetingFeed().for_site(site)}
    feed = feedparser.parse(files["su-kien/rss.xml"])
    assert not feed.bozo
    return {entry.id.partition(":su-kien-")[2]: entry for entry in feed.entries}


def event(site: Site, meeting: str = TALK) -> icalendar.Event | None:
    files = {a.path: a.render() for a in MeetingFeed().for_site(site)}
    events = icalendar.Calendar.from_ical(files["su-kien/lich.ics"]).walk("VEVENT")
    return next((e for e in events if str(e["UID"]).startswith(f"su-kien-{meeting}@")), None)


def test_each_thing_that_happened_is_an_item_of_its_own() -> None:
    news = told(changed(site_at("2026-12-02"), TALK, cancelled=OFF))
    assert set(news) == {
        f"{TRAINING}/called/1",
        f"{TRAINING}/held/1",
        f"{TALK}/called/1",
        f"{TALK}/moved/1",
        f"{TALK}/cancelled/1",
    }
    assert "14:00 ngày 01/12/2026" in news[f"{TALK}/called/1"].summary  # as it was said then
    assert "Thời gian mới: 14:00 đến 16:30 ngày 03/12/2026." in news[f"{TALK}/moved/1"].summary
    assert "Mưa lũ." in news[f"{TALK}/cancelled/1"].summary
    assert news[f"{TRAINING}/held/1"].title.startswith("Kết quả: Tập huấn")
    assert all("Dữ liệu minh họa" in entry.summary for entry in news.values())


@pytest.mark.parametrize(
    ("now", "known"),
    [
        ("2026-10-04T23:59", None),
        ("2026-10-05", {"called/1"}),
        ("2026-10-16T08:59", {"called/1"}),
        ("2026-10-16T09:00", {"called/1", "held/1"}),
    ],
)
def test_nothing_is_told_before_its_time(now: str, known: set[str] | None) -> None:
    site = site_at(now)
    if known is None:
        assert not [*MeetingFeed().for_site(site)]
        return
    assert {name.removeprefix(f"{TRAINING}/") for name in told(site)} == known


def test_an_entry_of_the_calendar_follows_moves_and_a_cancellation() -> None:
    before, moved = event(site_at("2026-11-18")), event(site_at("2026-11-20"))
    off = event(changed(site_at("2026-12-02"), TALK, cancelled=OFF))
    assert before and moved and off
    assert before["UID"] == moved["UID"] == off["UID"]
    assert [int(e["SEQUENCE"]) for e in (before, moved, off)] == [0, 1, 2]
    assert [str(e["STATUS"]) for e in (before, moved, off)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert moved.decoded("DTSTART").isoformat() == "2026-12-03T14:00:00+07:00"
    assert "Mưa lũ." in off["DESCRIPTION"] and moved["LOCATION"] == "Nhà văn hóa phường Lào Cai"


def test_a_change_of_place_is_told_with_the_place_before_it() -> None:
    moves = [
        {"was": "2026-12-03T14:00+07:00", "was_place": "Nhà văn hóa phường", "reason": "Mất điện.", "at": "2026-11-19"}
    ]  # fmt: skip
    site = changed(site_at("2026-11-20"), TALK, moves=moves, place="Trụ sở phường")
    [moved] = of_dossier(site, site.registers.meetings[TALK]).moved
    assert moved == "Đã đổi địa điểm, trước đây ở nhà văn hóa phường, theo thông báo ngày 19/11/2026. Lý do: Mất điện."  # fmt: skip
    said = {news.id.rpartition("/")[0].rpartition("/")[2]: news.said for meeting in of_site(site) if meeting.id == TALK for _, news in meeting_feed._news(site, meeting)}  # fmt: skip
    assert "Địa điểm: Nhà văn hóa phường." in said["called"]
    assert "Địa điểm mới: Trụ sở phường." in said["moved"]


def test_what_else_is_another_is_told_without_the_old_address() -> None:
    was = {"was": "2026-12-03T14:00+07:00", "reason": "Mất điện.", "at": "2026-11-19"}
    ends, online = {"was_ends": "2026-12-03T17:00+07:00"}, {"was_online_url": "https://cu.example/"}
    for more, words in (
        (ends, "Đã đổi giờ kết thúc, trước đây là 17:00 ngày 03/12/2026"),
        (online, "Đã đổi cách tham dự trực tuyến"),
        ({**ends, **online}, "Đã đổi giờ kết thúc, trước đây là 17:00 ngày 03/12/2026; đã đổi cách tham dự trực tuyến"),
        ({**online, "was": "2026-12-01T14:00+07:00"}, "Đã dời từ 14:00 ngày 01/12/2026; đổi cách tham dự trực tuyến"),
    ):  # fmt: skip
        site = changed(site_at("2026-11-20"), TALK, moves=[{**was, **more}])
        [moved] = of_dossier(site, site.registers.meetings[TALK]).moved
        news = told(site)[f"{TALK}/moved/1"]
        put_off = words.startswith("Đã dời")
        assert news.title.startswith("Dời lịch: " if put_off else "Thay đổi: ")
        assert ("Thời gian mới:" in news.summary) == (put_off or "giờ kết thúc" in words)
        assert moved == f"{words}, theo thông báo ngày 19/11/2026. Lý do: Mất điện."


def test_it_stands_in_the_calendars_of_the_site_and_of_who_holds_it(sample: Path) -> None:
    for path, there in (("lich.ics", True), ("co-quan/so-tu-phap/lich.ics", True), ("co-quan/so-noi-vu/lich.ics", False)):  # fmt: skip
        text = (sample / path).read_bytes()
        assert (f"UID:su-kien-{TALK}@".encode() in text) == there, path
        icalendar.Calendar.from_ical(text)


def test_without_meetings_there_is_no_feed() -> None:
    site = site_at()
    bare = replace(site, registers=site.registers.model_copy(update={"meetings": {}}))
    assert not [*MeetingFeed().for_site(bare)]
