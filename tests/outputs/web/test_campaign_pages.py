"""Campaigns on pages, in feeds, in data and on paper: which drafts they have, and how all that turns with time."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import feedparser
import icalendar
import pypdfium2
import pytest

from duthao import clock
from duthao.outputs.feeds.calendar import Calendar
from duthao.outputs.feeds.feeds import NewsFeeds
from duthao.outputs.output import Output
from duthao.outputs.paper.campaign_sheet import CampaignSheet
from duthao.outputs.shared.record_data import draft_data
from duthao.outputs.site import Site
from duthao.outputs.web import draft_page
from duthao.outputs.web.campaign_pages import CampaignPages
from duthao.outputs.web.lists import Lists
from duthao.records import record_reader
from duthao.records.record import Record
from tests import states
from tests.conftest import PROVINCE, ROOT
from tests.outputs.office.test_letters import site_at
from tests.outputs.web.test_language_lists import LAYOUT
from tests.province_site import visible_at
from tests.summaries import summary_of

KEY = "an-sinh-vung-cao-2026"
PAGE = f"dot-truyen-thong/{KEY}/"
NOW = "2026-11-22T08:00+07:00"
MEMBERS = ("lc-2026-006", "lc-2026-007", "lc-2026-013")


def records(*ids: str) -> list[Record]:
    read = [record_reader.read(ROOT, record_id)[0] for record_id in ids]
    return [record for record in read if record]


def site_of(now: str = NOW, *ids: str) -> Site:
    """The sample's registers with a clock that runs, and these drafts: else those of the campaign and one that is in none."""
    site = replace(site_at(now), internal=False, printed=True, layouts={"list": LAYOUT})
    site = replace(site, settings=site.settings.model_copy(update={"as_of": None}))
    outputs: tuple[Output, ...] = (Lists(), CampaignSheet(), NewsFeeds(), Calendar())
    drafts = records(*(ids or (*MEMBERS, "lc-2026-008")))
    return replace(site, summaries=tuple(summary_of(site, r, *outputs) for r in drafts))


def made(output: Output, site: Site, path: str) -> bytes:
    (artifact,) = [a for a in output.for_site(site) if a.path == path]
    return artifact.render()


def sections(page: Any) -> dict[str, list[str]]:
    """Heading → the drafts that a reader sees below it."""
    found = {}
    for heading in page.xpath("//h2[@id]"):
        (cards,) = heading.xpath("following-sibling::ul[1]")
        shown = cards.xpath("./li[not(@hidden)]//h3/a/@href")
        found[heading.text.strip()] = [address.split("/")[-2] for address in shown]
    return found


def test_drafts_stand_by_state_and_no_other_with_them() -> None:
    page = visible_at(made(CampaignPages(), site_of(), f"{PAGE}index.html"), clock.now(NOW))
    assert sections(page) == {
        "Đang lấy ý kiến": ["lc-2026-007"],
        "Sắp lấy ý kiến": ["lc-2026-013"],
        "Đã hết hạn góp ý, đang tổng hợp": ["lc-2026-006"],
    }
    text = " ".join(page.text_content().split())
    assert "Đang diễn ra" in text and "Diễn ra đến hết ngày 20/12/2026" in text
    assert "từ ngày 09/11/2026 đến hết ngày 20/12/2026" in text and "đã kết thúc. Tình" not in text
    assert {a.rpartition("/")[2] for a in page.xpath("//p[@id='theo-doi']/a/@href")} == {
        "rss.xml",
        "atom.xml",
        "feed.json",
        "lich.ics",
    }


@pytest.mark.parametrize(
    ("at", "state", "over"),
    [
        ("2026-11-08T23:59:59+07:00", "Sắp diễn ra", False),
        ("2026-11-09T00:00+07:00", "Đang diễn ra", False),
        ("2026-12-20T23:59:59+07:00", "Đang diễn ra", False),
        ("2026-12-21T00:00+07:00", "Đã kết thúc", True),
    ],
)
@pytest.mark.parametrize("built", ["2026-11-01", None])
def test_a_page_says_how_the_campaign_stands_when_it_is_read(
    at: str, state: str, over: bool, built: str | None
) -> None:
    """Whether it was built at that instant or weeks before."""
    site = site_of(built or at)
    for path in (f"{PAGE}index.html", "dot-truyen-thong/index.html"):
        page = visible_at(made(CampaignPages(), site, path), clock.now(at))
        badge = page.xpath("//*[@class='dt-badge']/span")[0].text_content()
        assert badge == state, path
        said = "Đợt truyền thông này đã kết thúc" in page.text_content()
        assert said == (over and PAGE in path)


def test_after_the_campaign_it_says_what_became_of_each_draft() -> None:
    page = visible_at(
        made(CampaignPages(), site_of("2027-03-01"), f"{PAGE}index.html"), clock.now("2027-03-01")
    )
    assert sorted(draft for drafts in sections(page).values() for draft in drafts) == [*MEMBERS]
    assert "Thời hạn góp ý đã kết thúc: hết ngày 05/12/2026" in page.text_content()


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ("answered", "Đã có kết quả"),
        ("summarised", "Đã có kết quả"),
        ("withdrawn", "Đã rút, đã dừng"),
        ("dropped", "Đã rút, đã dừng"),
        ("no-report", "Đã lấy ý kiến"),
        ("unknown-time", "Đã lấy ý kiến"),
        ("appraising", "Đang thẩm định, trình, thông qua hoặc đã ban hành"),
        ("issued", "Đang thẩm định, trình, thông qua hoặc đã ban hành"),
    ],
)
def test_only_what_has_a_result_is_said_to_have_one(state: str, heading: str) -> None:
    record = states.record(state)
    site = replace(site_at(NOW, PROVINCE), internal=False, layouts={"list": LAYOUT})
    (key, *_) = site.registers.campaigns
    record = replace(record, draft=record.draft.model_copy(update={"campaigns": (key,)}))
    site = replace(site, summaries=(summary_of(site, record, Lists()),))
    made_ = made(CampaignPages(), site, f"dot-truyen-thong/{key}/index.html")
    assert sections(visible_at(made_, clock.now(NOW))) == {heading: [record.id]}


def test_files_rest_on_the_campaign_and_its_drafts_alone() -> None:
    site = site_of()
    keys = {a.path: a.cache_key for a in CampaignPages().for_site(site)}
    without = replace(site, summaries=site.summaries[:3])
    assert {a.path: a.cache_key for a in CampaignPages().for_site(without)} == keys
    over = {a.path: a.cache_key for a in CampaignPages().for_site(site_of("2026-12-21"))}
    assert not {*over.values()} & {*keys.values()}


def test_a_feed_and_a_calendar_hold_the_drafts_of_the_campaign() -> None:
    site = site_of()
    feed = feedparser.parse(made(NewsFeeds(), site, f"{PAGE}rss.xml"))
    assert feed.entries and "An sinh xã hội cho đồng bào vùng cao" in feed.feed.title
    drafts = {entry.link.rstrip("/").rpartition("/")[2] for entry in feed.entries}
    assert drafts <= {*MEMBERS} and "lc-2026-007" in drafts
    paths = [a.path for a in NewsFeeds().for_site(site) if a.path.startswith(PAGE)]
    assert not [path for path in paths if path.endswith("moi.xml")]
    calendar = icalendar.Calendar.from_ical(made(Calendar(), site, f"{PAGE}lich.ics"))
    entries = {str(e["UID"]).partition("@")[0]: e for e in calendar.walk("VEVENT")}
    own = entries.pop(f"dot-truyen-thong-{KEY}")
    assert (str(own.decoded("DTSTART")), str(own.decoded("DTEND"))) == ("2026-11-09", "2026-12-21")
    assert entries and all(uid.startswith(MEMBERS) for uid in entries)


def test_a_sheet_names_each_draft_its_deadline_and_the_address() -> None:
    site = site_of()
    pdf = made(CampaignSheet(), site, f"{PAGE}dot-truyen-thong.pdf")
    assert pdf == made(CampaignSheet(), site_of(), f"{PAGE}dot-truyen-thong.pdf")
    pages = [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(io.BytesIO(pdf))]
    text = " ".join(" ".join(pages).split())
    assert len(pages) == 1 and "Dữ liệu minh họa" in text
    for record in records(*MEMBERS):
        assert record.draft.short_title in text and f"/d/{record.id}" in text
    assert "Góp ý đến hết ngày 05/12/2026" in text and "dot-truyen-thong" in text
    assert text.count("Dữ liệu minh họa") >= len(MEMBERS) + 1  # each, beside the sheet itself
    assert text.index("bữa ăn trưa cho trẻ em, học sinh tại") < text.index("di dời nhà ở khỏi vùng")


def test_the_draft_names_its_campaign() -> None:
    site, (record,) = site_of(), records("lc-2026-007")
    assert draft_data(site, record)["campaigns"] == [
        {"key": KEY, "name": "An sinh xã hội cho đồng bào vùng cao"}
    ]
    facts = dict(draft_page._facts(site, record, site.view(record)))
    assert facts["Đợt truyền thông"] == [
        ("", "An sinh xã hội cho đồng bào vùng cao", f"~/dot-truyen-thong/{KEY}/")
    ]


def test_without_campaigns_the_list_says_so() -> None:
    site = site_of()
    bare = replace(site, registers=site.registers.model_copy(update={"campaigns": {}}))
    assert [a.path for a in CampaignPages().for_site(bare)] == ["dot-truyen-thong/index.html"]
    page = made(CampaignPages(), bare, "dot-truyen-thong/index.html").decode()
    assert "Chưa có đợt truyền thông nào." in page
    assert json.dumps([*CampaignSheet().for_site(bare)]) == "[]"
