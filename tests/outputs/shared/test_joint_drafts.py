"""Drafts of several bodies, for the whole country, with letters and several ways to comment: said the same in every medium."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from duthao.clock import parse
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.statistics.breakdowns import breakdown
from duthao.domain.statistics.report_periods import calendar_year
from duthao.outputs.data import drafts_csv, record_json
from duthao.outputs.office import draft_letters
from duthao.outputs.paper import notice
from duthao.outputs.shared import comment_channels, period_figures, sheet, status
from duthao.outputs.shared.draft_news import draft_news
from duthao.outputs.shared.signed_papers.letterhead import letterhead
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import ROOT
from tests.loudspeaker_scripts import record_of, site_of, texts

JOINT, NATIONAL = "lc-2026-013", "lc-2026-016"
NOW = "2026-11-22T08:00+07:00"


def of(record_id: str, now: str = NOW, **changes: Any) -> tuple[Site, Record]:
    record = record_of(ROOT, record_id)
    record = replace(record, draft=record.draft.model_copy(update=changes))
    return site_of(ROOT, now, ROOT), record


def data(site: Site, record: Record) -> Any:
    return json.loads(record_json._whole(site, record))


@pytest.mark.parametrize("now", [NOW, "2027-03-01"])
def test_data_has_ways_to_comment_while_the_page_has(now: str) -> None:
    """Nobody who reads the data invites to what takes no opinions any more."""
    for record_id in (JOINT, "lc-2026-001", "lc-2026-003", "lc-2026-008"):
        site, record = of(record_id, now)
        asks = sheet.takes_comments(site, site.view(record))
        assert (data(site, record)["comment"] is not None) == asks
    assert (data(*of(JOINT, now))["comment"] is None) == (now != NOW)
    assert data(*of("lc-2026-003", now))["comment"] is None  # withdrawn


def test_all_who_draft_and_issue_are_named() -> None:
    site, record = of(JOINT)
    assert site.drafters(record) == "Sở Y tế và Sở Nội vụ"
    site, record = of(NATIONAL)
    three = "Viện kiểm sát nhân dân tối cao, Tòa án nhân dân tối cao và Bộ Công an"
    assert site.issuers(record) == three
    assert sheet.type_words(site, record) == "Thông tư liên tịch"
    marks = sheet.sheet_data(site, record, "")["marks"]
    assert "Dự thảo của trung ương, không phải của tỉnh Lào Cai" in marks
    site, record = of(JOINT, issuers=("hdnd-tinh", "ubnd-tinh"))
    assert sheet.type_words(site, record) == "Nghị quyết của HĐND tỉnh và UBND tỉnh"


def test_one_by_itself_and_a_list_of_one_are_the_same() -> None:
    _, record = of(JOINT)
    fields = {k: v for k, v in record.source.data.items() if k != "agency"}
    alone = [type(record.draft).model_validate({**fields, "agency": a}) for a in ("so-y-te", ["so-y-te"])]  # fmt: skip
    assert alone[0] == alone[1] and alone[0].agencies == ("so-y-te",)


def test_who_is_named_first_signs_the_notice_and_the_others_receive_it() -> None:
    site, record = of(JOINT)
    made = notice.notice(site, record, site.view(record))
    assert made["body_name"] == letterhead(site, record)["body_name"] == "Sở Y tế"
    assert made["recipients"][0] == "Sở Nội vụ"
    assert made["opening"][0].startswith("Sở Y tế và Sở Nội vụ chủ trì soạn thảo")
    _, _, dossier, ways = made["clauses"]
    assert "theo Công văn đề nghị đăng tải dự thảo số 1207/SYT-NVY ngày 20/11/2026" in dossier["text"][0]  # fmt: skip
    addresses = [point for point in ways["points"] if point.startswith("Đường bưu điện")]
    assert len(addresses) == 2
    assert "Thư điện tử: gopy-lc-2026-013@laocai.example; gopy-sonoivu@laocai.example;" in ways["points"]  # fmt: skip


def test_who_drafts_is_asked_for_no_opinion() -> None:
    site, record = of(JOINT, document_type="qd-ct-ubnd-tinh")
    asked = draft_letters.letter(site, record, draft_letters.KINDS[-1])["addressees"]
    assert "Sở Nội vụ" not in asked and "Sở Tư pháp" in asked


def test_both_are_read_aloud() -> None:
    site, record = of(JOINT)
    said = texts(site, record)["mo.txt"].text
    assert "Sở Y tế và Sở Nội vụ sẽ lấy ý kiến Nhân dân" in said
    site, record = of(NATIONAL)
    assert "Địa bàn liên quan là cả nước." in texts(site, record)["mo.txt"].text


def test_news_has_the_label_of_each_and_data_has_all() -> None:
    site, record = of(JOINT)
    labels = [(label.key, label.name) for label in draft_news(site, record).labels]
    assert {("so-y-te", "Sở Y tế"), ("so-noi-vu", "Sở Nội vụ")} <= {*labels}
    assert all("Sở Y tế và Sở Nội vụ" in told.lead for told in draft_news(site, record).news)
    told = data(site, record)
    assert told["agency"]["key"] == "so-y-te"
    assert [a["key"] for a in told["agencies"]] == ["so-y-te", "so-noi-vu"]
    assert told["comment"]["phones"] == ["0214 000 0112", "0214 000 0106"]
    assert told["official_posting"]["documents"][0]["number"] == "1207/SYT-NVY"
    assert ",so-y-te so-noi-vu,hdnd-tinh,false" in drafts_csv.row(site, record)


def test_each_has_its_own_contact() -> None:
    site, record = of(JOINT)
    found = [row["text"] for row in comment_channels.contact(site, record)]
    assert found.index("Sở Y tế") < found.index("soyte@laocai.example") < found.index("Sở Nội vụ")
    assert "sonoivu@laocai.example" in found


def test_a_draft_of_two_counts_once_in_the_whole_and_the_report_says_why() -> None:
    site, record = of(JOINT)
    facts = [period_figures.facts_of(site, record)]
    rows = breakdown("agency", facts, calendar_year(2026), parse("2026-12-31").start, demo=True)
    assert [row.key for row in rows] == ["so-noi-vu", "so-y-te"]
    said = period_figures.overlap_words("agency", rows)
    assert "chỉ đếm một lần: LC-2026-013." in said
    assert period_figures.overlap_words("agency", rows[:1]) == ""


def test_a_draft_for_the_country_concerns_the_whole_province() -> None:
    site, record = of(NATIONAL)
    assert "places" not in record.source.data and record.draft.places == ("lao-cai",)
    assert site.place_names(record) == ("Cả nước",)
    assert data(site, record)["nationwide"] is True


def test_a_change_of_deadline_names_its_letter() -> None:
    site, record = of(NATIONAL)
    cited = "(Công văn kéo dài thời gian lấy ý kiến số 4102/VKSTC-V14 ngày 18/11/2026)"
    (former,) = status.former_deadlines(record.draft, site.view(record), site.now)
    assert former["change"].endswith(cited)
    (event,) = [e for e in site.events(record) if e.kind == "extended"]
    assert event.text.endswith(cited)
    (first, second) = data(site, record)["rounds"][0]["deadlines"]
    assert first["documents"] == [] and second["documents"][0]["number"] == "4102/VKSTC-V14"
    bare = [r.model_copy(update={"deadline_changes": tuple(c.model_copy(update={"documents": ()}) for c in r.deadline_changes)}) for r in record.draft.rounds]  # fmt: skip
    _, without = of(NATIONAL, rounds=tuple(bare))
    assert [e.id for e in site.events(without)] == [e.id for e in site.events(record)]


@pytest.mark.parametrize(
    ("reason", "why"),
    [("Nhiều ý kiến", "Nhiều ý kiến (Công văn số 1)"), ("Muộn.", "Muộn (Công văn số 1).")],
)
def test_a_reason_goes_on_with_its_letter(reason: str, why: str) -> None:
    _, record = of(NATIONAL)
    (change,) = record.draft.rounds[0].deadline_changes
    letter = Document.model_validate({"kind": "cong-van", "title": "Công văn", "number": "1"})
    assert change.model_copy(update={"reason": reason, "documents": (letter,)}).why == why


def test_zalo_and_vneid_lead_elsewhere_and_say_so() -> None:
    site, record = of(NATIONAL)
    comment = record.draft.comment
    assert comment
    linked = comment.model_copy(update={"zalo": ("https://zalo.me/minhhoa",)})
    record = replace(record, draft=record.draft.model_copy(update={"comment": linked}))
    zalo, vneid = [c for c in comment_channels.channels(site, record) if c["icon"] in ("zalo", "vneid")]  # fmt: skip
    assert zalo["url"] == "https://zalo.me/minhhoa" and zalo["text"] == "Mở trang khác: zalo.me"
    assert "Cần có tài khoản Zalo" in zalo["note"] and vneid["url"] == ""
    named = comment.model_copy(update={"zalo": ("UBND tỉnh",)})
    record = replace(record, draft=record.draft.model_copy(update={"comment": named}))
    (zalo,) = [c for c in comment_channels.channels(site, record) if c["icon"] == "zalo"]
    assert (zalo["text"], zalo["url"]) == ("UBND tỉnh", "")


def test_the_sample_shows_a_comparison_as_a_file(tmp_path: Path) -> None:
    _, record = of(NATIONAL)
    assert record.body["new"] and not record.body["new"].table
    assert any(d.kind == "ban-so-sanh" and d.file for _, d in record.documents())
