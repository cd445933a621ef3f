"""What an item of a feed says: its lead, its text, its picture, its files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from duthao.outputs.feeds import xml_templates
from duthao.outputs.shared import draft_news, news, sheet
from duthao.outputs.site import Site
from tests.conftest import PROVINCE, replace_text
from tests.feed_formats import faults
from tests.feed_site import (
    ATOM,
    CONTENT,
    DC,
    HOSTILE,
    MEDIA,
    all_records,
    contents,
    entry_of,
    full,
    happened,
    head_of,
    ids,
    paragraphs,
    parse,
    plain,
    rendered,
    retitle,
    root,
    site,
    site_at,
    text_of,
    with_summaries,
)

__all__ = ["rendered", "root", "site"]  # fixtures


@pytest.mark.parametrize(
    "event,lead",
    [
        (
            "ht-2026-003/announced/1",
            "lấy ý kiến về dự thảo Nghị quyết quy định mức thu, chế độ thu, nộp phí tham quan danh lam thắng cảnh, "
            "di tích lịch sử trên địa bàn tỉnh Hà Tĩnh từ ngày 01/08/2026 đến hết ngày 31/08/2026.",
        ),
        ("ht-2026-003/opened/1", "trên địa bàn tỉnh Hà Tĩnh đến hết ngày 31/08/2026."),
        ("ht-2026-003/extended/2026-09-15", "trên địa bàn tỉnh Hà Tĩnh đến hết ngày 15/09/2026."),
        (
            "ht-2026-003/closed/2026-09-15",
            "Sở Văn hóa, Thể thao và Du lịch đã lấy ý kiến về dự thảo Nghị quyết",
        ),
        ("ht-2026-015/withdrawn/2026-10-15", "đã lấy ý kiến về dự thảo"),
        ("ht-2026-016/opened/1", "lấy ý kiến về đề nghị xây dựng "),
        ("ht-2026-016/opened/2", "lấy ý kiến về dự thảo "),
        ("ht-2026-018/opened/1", "đến 17 giờ 00 ngày 20/11/2026."),
        ("ht-2025-001/issued/2025-04-18", "Không có thông tin về thời gian lấy ý kiến."),
    ],
)
def test_the_lead_says_what_held_at_the_event(site: Site, event: str, lead: str) -> None:
    event_id = f"tag:vanban.hatinh.example,{event.split('-')[1]}:{event}"
    summary = next(s for s in site.summaries if s.id == event.split("/")[0])
    (told,) = (n for n in draft_news.news_of(summary).news if plain(n.id) == event_id)
    assert lead in told.lead


def test_a_draft_that_is_no_news_is_told_briefly_but_for_the_newest(
    site: Site, rendered: dict[str, bytes]
) -> None:
    """Nothing that happened is missing, and while it is news everything is told in detail."""
    briefly = set()
    for summary in site.summaries:
        for form in xml_templates.FORMS:
            newest, *older = parse(rendered[f"du-thao/{summary.id}/{form}"]).entries
            assert len(newest.tags) > 2
            told = {n.id: n for n in draft_news.news_of(summary).news}
            assert told.keys() == {newest.id, *(entry.id for entry in older)}
            brief = {entry.id for entry in older if len(entry.tags) == 1}
            assert brief in (set(), {entry.id for entry in older})
            for entry in (entry for entry in older if brief):
                assert entry.summary == told[entry.id].brief + told[entry.id].said
                assert not entry.enclosures and entry.title and entry.link == newest.link
            if brief:
                briefly.add(summary.id)
    assert "ht-2026-003" in briefly and "ht-2026-002" not in briefly


def test_without_dates_the_lead_follows_the_stages(root: Path) -> None:
    record = root / "drafts/ht-2026-005/index.md"
    text = record.read_text(encoding="utf-8")
    assert text.count("\nstages:") == 1
    record.write_text(
        text.replace("\nstages:\n", "\nstages:\n  - {stage: adoption, at: 2026-11-20}\n"),
        encoding="utf-8",
    )
    feed = contents(site_at(root))["du-thao/ht-2026-005/rss.xml"]
    before, after = ids(feed)[-1], ids(feed)[0]
    assert plain(after) == "tag:vanban.hatinh.example,2026:ht-2026-005/adopted/2026-11-20"
    assert any(
        "dự kiến lấy ý kiến về dự thảo" in p and p.endswith("Chưa ấn định thời gian lấy ý kiến.")
        for p in paragraphs(feed, before)
    )
    assert any(" chủ trì soạn thảo dự thảo " in p for p in paragraphs(feed, after))


def test_extended_after_closing(site: Site, rendered: dict[str, bytes]) -> None:
    feed = rendered["du-thao/ht-2026-017/atom.xml"]
    tag = "tag:vanban.hatinh.example,2026:ht-2026-017/"
    assert [plain(i) for i in ids(feed)[:2]] == [
        tag + "extended/2026-12-02",
        tag + "closed/2026-11-15",
    ]
    assert "đã lấy ý kiến" in paragraphs(feed, tag + "closed/2026-11-15")[1]
    texts = paragraphs(feed, tag + "extended/2026-12-02")
    assert "đã lấy ý kiến" not in texts[1] and texts[1].endswith("đến hết ngày 02/12/2026.")
    assert texts[2].startswith(
        "Gia hạn góp ý ngày 18/11/2026. Hạn góp ý mới: hết ngày 02/12/2026 (trước đây: hết ngày 15/11/2026)."
    )


def test_an_entry_put_out_late_is_dated_by_that(rendered: dict[str, bytes]) -> None:
    late = entry_of(
        rendered["rss.xml"], "tag:vanban.hatinh.example,2026:ht-2026-010/stage/appraisal-2026-11-05"
    )
    assert late.published == "Fri, 06 Nov 2026 00:00:00 +0700"
    timed = entry_of(
        rendered["atom.xml"], "tag:vanban.hatinh.example,2026:ht-2026-008/summarised/1"
    )
    assert timed.published == "2026-11-10T17:00:00+07:00"


def test_the_newest_items_hold_the_full_text(site: Site, rendered: dict[str, bytes]) -> None:
    """Of each draft the newest of a feed's twenty: what the item says for itself, the summary, every section, the press contact."""
    records = {record.id: record for record in all_records(PROVINCE)}
    for form in xml_templates.FORMS:
        item_ids = ids(rendered[form])
        assert len(item_ids) > 60
        told = set[str]()
        for place, event_id in enumerate(item_ids):
            event, summary = happened(site)[event_id]
            texts = paragraphs(rendered[form], event_id)
            assert not event.text or any(event.text in paragraph for paragraph in texts)
            html = full(rendered[form], event_id)
            assert bool(html) == (place < 20 and summary.id not in told)
            told.add(summary.id)
            if html:
                record, text = records[summary.id], text_of(html)
                assert all(paragraph in text for paragraph in texts)
                assert record.draft.summary in text and record.code in text
                for section in record.body.sections:
                    if section.key != "radio":
                        assert section.heading in text
                        assert all(cell in text for row in section.table for cell in row)
                        assert all(line in text for line in (*section.paragraphs, *section.items))
                assert not record.draft.contact or str(record.draft.contact.phone) in text
                assert "<script" not in html and " style=" not in html and "~/" not in html


def test_a_draft_s_own_feed_holds_the_full_text_once_while_it_is_news(
    site: Site, rendered: dict[str, bytes]
) -> None:
    told = set[bool]()
    for record in all_records(PROVINCE):
        for form in xml_templates.FORMS:
            feed = rendered[f"du-thao/{record.id}/{form}"]
            has_text = [bool(full(feed, event_id)) for event_id in ids(feed)]
            news = sheet.is_news(site, record)
            assert has_text == [news, *([False] * (len(has_text) - 1))][: len(has_text)]
            told.add(news)
    assert told == {True, False}


def test_how_to_comment_stands_where_comments_were_taken(rendered: dict[str, bytes]) -> None:
    asking, closed = (
        full(
            rendered[f"du-thao/{draft_id}/rss.xml"], ids(rendered[f"du-thao/{draft_id}/rss.xml"])[0]
        )
        for draft_id in ("ht-2026-002", "ht-2026-018")
    )
    assert "Cách góp ý" in asking and "mailto:" in asking
    assert closed and "Cách góp ý" not in closed


def _draft_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_the_picture_is_the_drafts_own_card(site: Site, rendered: dict[str, bytes]) -> None:
    """What all drafts in the same state share is no picture of the one that is told of."""
    records = list(all_records(PROVINCE))
    pictured = {record.id for record in records if sheet.is_news(site, record)}
    assert pictured and pictured < {record.id for record in records}
    for record in records:
        assert bool(draft_news.draft_news(site, record).picture) is (record.id in pictured)
    for form in xml_templates.FORMS:
        for item in etree.fromstring(rendered[form]).iter("item", ATOM + "entry"):
            (link,) = [e.text or e.get("href") for e in item.iter("link", ATOM + "link")][:1]
            pictures = [dict(e.attrib) for e in item.iter(MEDIA + "content")]
            has_text = (
                item.find(CONTENT + "encoded") is not None
                or item.find(ATOM + "content") is not None
            )
            assert pictures == [
                {
                    "url": f"{link}the.png",
                    "type": "image/png",
                    "medium": "image",
                    "width": "1200",
                    "height": "630",
                }
            ] * (has_text and _draft_of(link) in pictured)
    bare = contents(
        replace(
            site,
            printed=False,
            summaries=with_summaries(replace(site, printed=False), all_records(PROVINCE)).summaries,
        )
    )
    assert not any(b"media:content " in raw for raw in bare.values())


def test_a_meeting_says_when_and_where(rendered: dict[str, bytes]) -> None:
    texts = paragraphs(
        rendered["du-thao/ht-2026-002/rss.xml"],
        "tag:vanban.hatinh.example,2026:ht-2026-002/meeting/2026-11-16",
    )
    assert (
        texts[2]
        == "Thời gian: 14:00 ngày 26/11/2026. Địa điểm: Hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng."
    )


def test_categories_contact_and_invented_records(site: Site, rendered: dict[str, bytes]) -> None:
    overdue = entry_of(
        rendered["du-thao/ht-2026-003/atom.xml"],
        "tag:vanban.hatinh.example,2026:ht-2026-003/overdue/2026-10-31",
    )
    terms = [(t.term, t.scheme, t.label) for t in overdue.tags]
    base = "https://vanban.hatinh.example/gop-y/"
    assert terms == [
        ("overdue", None, "Quá hạn công bố tiếp thu, giải trình"),
        ("analysing", base + "du-thao/", "Đang tổng hợp, tiếp thu ý kiến"),
        ("demo", None, "Dữ liệu minh họa"),
        ("so-van-hoa-the-thao-va-du-lich", base + "co-quan/", "Sở Văn hóa, Thể thao và Du lịch"),
        ("tai-chinh-gia-phi", base + "linh-vuc/", "Tài chính, giá, phí"),
        ("du-lich", base + "linh-vuc/", "Du lịch"),
        ("ha-tinh", base + "dia-ban/", "tỉnh Hà Tĩnh"),
    ]
    assert overdue.summary.startswith("<p>Dữ liệu minh họa.</p>")
    (record,) = (r for r in all_records(PROVINCE) if r.id == "ht-2026-003")
    assert (
        "<p>Đầu mối báo chí: Cán bộ đầu mối báo chí, Văn phòng Sở Văn hóa, Thể thao và Du lịch, 0239 000 0104, baochi@hatinh.example.</p>"
        in draft_news.news_text(site, record).end
    )
    for record in all_records(PROVINCE):
        for entry in parse(rendered[f"du-thao/{record.id}/rss.xml"]).entries:
            assert ("Dữ liệu minh họa" in entry.summary.split("</p>")[0]) == record.draft.demo


def test_a_meeting_is_of_the_kind_of_meeting(rendered: dict[str, bytes]) -> None:
    entry = entry_of(
        rendered["atom.xml"], "tag:vanban.hatinh.example,2026:ht-2026-002/meeting/2026-11-16"
    )
    assert (entry.tags[0].term, entry.tags[0].label) == ("meeting", "Đối thoại")
    assert entry.title.startswith("Đối thoại: Đối thoại với doanh nghiệp")


def test_a_summary_does_not_tell_what_became_of_the_comments(rendered: dict[str, bytes]) -> None:
    """That is told with the answer: a record may hold the figures before."""
    feed, tag = (
        rendered["du-thao/ht-2026-001/rss.xml"],
        "tag:vanban.hatinh.example,2026:ht-2026-001/",
    )
    last_lines = {i.removeprefix(tag): paragraphs(feed, i)[-1] for i in ids(feed)}
    assert "tiếp thu" not in last_lines["summarised/1"] and " ý kiến." in last_lines["summarised/1"]
    assert "tiếp thu" in last_lines["answered/1"] and "giải trình" in last_lines["answered/1"]


def test_a_sample_site_says_so(site: Site, rendered: dict[str, bytes]) -> None:
    sample = replace(site, settings=site.settings.model_copy(update={"sample": True}))
    for path, raw in contents(sample).items():
        assert "Trang mẫu" in head_of(raw)["subtitle"]
        assert "Trang mẫu" not in head_of(rendered[path])["subtitle"]


def test_enclosures_are_the_files_of_their_time(rendered: dict[str, bytes]) -> None:
    tag, feed = (
        "tag:vanban.hatinh.example,2026:ht-2026-016/",
        rendered["du-thao/ht-2026-016/rss.xml"],
    )
    folder = PROVINCE / "drafts/ht-2026-016"
    for event, name in (
        (tag + "closed/2026-06-03", "de-nghi.pdf"),
        (tag + "opened/2", "du-thao.pdf"),
    ):
        (file,) = entry_of(feed, event).enclosures
        assert file.href == f"https://vanban.hatinh.example/gop-y/du-thao/ht-2026-016/{name}"
        assert (int(file.length), file.type) == ((folder / name).stat().st_size, "application/pdf")
    assert not any(
        entry.enclosures for entry in parse(rendered["du-thao/ht-2026-005/atom.xml"]).entries
    )


def test_every_attachment_has_a_media_type() -> None:
    from duthao.records.attachments import ALLOWED

    assert set(news.MEDIA_TYPES) == {suffix.removeprefix(".") for suffix in ALLOWED}


def test_hostile_text_stays_text(root: Path) -> None:
    retitle(root, "ht-2026-003", title=HOSTILE, short_title=HOSTILE, summary=HOSTILE)
    replace_text(
        root / "drafts/ht-2026-003/index.md",
        "Nhiều công ty lữ hành đề nghị",
        "<script>alert('&')</script> ]]> {html}",
    )
    replace_text(
        root / "drafts/_registers/agencies.yml",
        "name: Sở Văn hóa, Thể thao và Du lịch",
        'name: Sở <i> & ]]> "{url}"',
    )
    site = site_at(root)
    hostile = contents(site)
    assert {
        path: findings for path, raw in hostile.items() if (findings := faults(path, raw))
    } == {}
    for form in xml_templates.FORMS:
        feed = hostile[f"du-thao/ht-2026-003/{form}"]
        assert not parse(feed).bozo and not parse(hostile[form]).bozo
        event_id = "tag:vanban.hatinh.example,2026:ht-2026-003/extended/2026-09-15"
        tree = etree.fromstring(feed)
        assert f"Gia hạn góp ý: {HOSTILE}" in {e.text for e in tree.iter("title", ATOM + "title")}
        assert 'Sở <i> & ]]> "{url}"' in {e.text for e in tree.iter(DC + "creator", ATOM + "name")}
        assert (
            paragraphs(feed, ids(feed)[0])[1]
            == f'Sở <i> & ]]> "{{url}}" đã lấy ý kiến về dự thảo {HOSTILE} đến hết ngày 15/09/2026.'
        )
        assert "<script>alert('&')</script> ]]> {html}" in paragraphs(feed, event_id)[2]
        html = full(hostile[form], ids(hostile[f"du-thao/ht-2026-003/{form}"])[0])
        assert HOSTILE in text_of(html) and "<script" not in html
