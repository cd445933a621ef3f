"""The pages to subscribe from and of meetings: every address is there, and leads to something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import html as lxml_html

from duthao import clock
from duthao.outputs.shared.listing import FEEDS, OWN
from duthao.outputs.web import meetings
from tests.conftest import PROVINCE, replace_text
from tests.feed_site import all_records, root, site_at

__all__ = ["root"]  # a fixture of the tests of feeds


def test_every_stream_is_named_or_its_page_is(built: Path) -> None:
    """Those of the whole site and by state stand in the table; of the rest the page stands there and names its own."""
    site = site_at(PROVINCE)
    places = {f"dia-ban/{k}/" for k in site.registers.places}
    topics = {f"linh-vuc/{k}/" for k in site.registers.topics}
    agencies = {f"co-quan/{k}/" for k in site.registers.agencies}
    page = lxml_html.fromstring((built / "site/theo-doi/index.html").read_bytes())
    listed = {a.get("href") for a in page.xpath("//tr/td/a")}
    folders = {"", "sap-het-han/", "da-giai-trinh/"}
    assert listed == {f"../{folder}{name}" for folder in folders for _, name, _ in FEEDS}
    for address in listed:
        assert (built / "site" / address.removeprefix("../")).is_file(), address
    links = [a.get("href") for a in page.xpath("//li[@data-entry]/a")]
    assert sorted(links) == sorted(f"../{f}#theo-doi" for f in places | topics | agencies)
    for link in links:
        folder = built / "site" / link.removeprefix("../").removesuffix("#theo-doi")
        own = lxml_html.fromstring((folder / "index.html").read_bytes()).get_element_by_id(
            "theo-doi"
        )
        named = [(folder / a.get("href")).resolve() for a in own.xpath("a")]
        assert set(named) >= {(folder / name).resolve() for _, name, _ in FEEDS}
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
    assert "Đối thoại: Đối thoại với doanh nghiệp và người lao động nước ngoài" in text
    assert (
        "14:00 đến 16:30 ngày 26/11/2026 · Hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng"
        in text
    )


def called_meetings(root: Path, as_of: str) -> tuple[meetings.Meeting, ...]:
    site = replace(site_at(root), now=clock.now(as_of), summaries=())
    return next(
        meetings.called(site, record) for record in all_records(root) if record.id == "ht-2026-002"
    )


def test_a_meeting_is_told_from_the_day_it_was_called(root: Path) -> None:
    assert called_meetings(root, "2026-11-15T23:59") == ()
    assert [m.begun for m in called_meetings(root, "2026-11-16")] == [False]
    assert [m.begun for m in called_meetings(root, "2026-11-26T14:00")] == [True]
    replace_text(
        root / "drafts/ht-2026-002/index.md",
        "demo: true",
        "withdrawn: {reason: x, at: 2026-11-20}\ndemo: true",
    )
    assert [m.called_off for m in called_meetings(root, "2026-11-22")] == [True]


def test_a_long_past_does_not_weigh_on_the_page() -> None:
    """The page of ten years holds what is to come and the latest hundred."""
    entries = [{"nth": nth, "begun": nth < 150} for nth in range(160)]
    ((_, to_come), (_, begun)), more = meetings.grouped(entries)
    assert [e["nth"] for e in to_come] == list(range(150, 160))
    assert [e["nth"] for e in begun] == list(range(149, 49, -1)) and more
    assert not meetings.grouped(entries[60:])[1]
