"""Papers of a meeting: which there are when, to whom, and that nobody is asked for more than is needed."""

from __future__ import annotations

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from duthao import clock
from duthao.domain.meetings.meeting_events import MeetingEvent, SiteMeeting
from duthao.outputs.office.meeting_papers import (
    INVITATION,
    PAPERS,
    MeetingPapers,
    PlannedMeeting,
    _of_record,
    _of_site,
    meeting_paper,
)
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document_data import DocumentData
from duthao.outputs.shared.signed_papers.official_document_word import word_document
from duthao.outputs.site import INTERNAL, Site
from duthao.records import front_matter
from tests.conftest import ROOT
from tests.outputs.office.test_letters import record_of, said, site_at
from tests.outputs.shared.test_official_document import _pages

TALK, TRAINING = "doi-thoai-chinh-sach-2026-12", "tap-huan-truyen-thong-2026-10"
ALL = ["giay-moi", "chuong-trinh", "noi-dung-thao-luan", "danh-sach-ky-ten", "bien-ban"]


def paths(site: Site, meeting: str) -> list[str]:
    found = (a.path for a in MeetingPapers().for_site(site))
    return [p.rpartition("/")[2] for p in found if p.startswith(f"su-kien/{meeting}/")]


def changed(site: Site, name: str, **fields: object) -> Site:
    """The site with other fields in one of its meetings."""
    dossier = site.registers.meetings[name]
    source, _ = front_matter.read_document((ROOT / dossier.path).read_bytes(), dossier.path)
    assert source
    meeting = SiteMeeting.model_validate({**source.data, **fields})
    meetings = {**site.registers.meetings, name: replace(dossier, meeting=meeting)}
    return replace(site, registers=site.registers.model_copy(update={"meetings": meetings}))


def planned(site: Site, name: str = TALK) -> PlannedMeeting:
    return next(p for p in _of_site(site) if p.shown.id == name)


def papers(site: Site, name: str = TALK) -> dict[str, DocumentData]:
    return {paper.stem: meeting_paper(site, planned(site, name), paper) for paper in PAPERS}


@pytest.mark.parametrize(
    ("now", "stems"),
    [
        ("2026-11-01", ALL),  # before anybody was told
        ("2026-12-03T16:29", ALL),  # while it is under way somebody may still sign
        ("2026-12-03T16:30", ["bien-ban"]),
        ("2027-06-01", ["bien-ban"]),  # until there are minutes
    ],
)
def test_which_papers_there_are(now: str, stems: list[str]) -> None:
    found = paths(site_at(now), TALK)
    assert [p.removesuffix(".docx") for p in found if p.endswith(".docx")] == stems
    assert ("giay-moi.xlsx" in found) == ("giay-moi" in stems)


def test_none_once_it_has_minutes_or_was_called_off() -> None:
    assert paths(site_at(), TRAINING) == []
    off = {"reason": "Mưa lũ.", "at": "2026-11-20"}
    assert paths(changed(site_at(), TALK, cancelled=off), TALK) == []


def test_without_programme_and_questions_these_are_left_out() -> None:
    found = paths(changed(site_at(), TALK, programme=[], questions=[]), TALK)
    assert [p for p in found if p.startswith(("chuong-trinh", "noi-dung"))] == []
    site = changed(site_at(), TALK, programme=[], questions=[])
    assert "Gửi kèm" not in said(meeting_paper(site, planned(site), INVITATION))


def test_an_invitation_says_to_whom_when_where_and_what_it_replaces() -> None:
    data = papers(site_at())["giay-moi"]
    text = said(data)
    assert (data["name"], data["symbol"], data["subject"]) == (
        "GIẤY MỜI",
        "GM-STP",
        "Dự đối thoại về bữa ăn bán trú và giá dịch vụ rác thải",
    )
    for words in (
        "Sở Giáo dục và Đào tạo;\nSở Nông nghiệp và Môi trường;\nỦy ban nhân dân phường Lào Cai;",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh.",
        "Thời gian: 14 giờ đến 16 giờ 30, thứ Năm, ngày 03/12/2026.",
        "Địa điểm: Nhà văn hóa phường Lào Cai.",
        "thay cho giấy mời họp lúc 14:00 ngày 01/12/2026",
        "gopy.laocai.example/su-kien/doi-thoai-chinh-sach-2026-12",
    ):
        assert words in text
    assert INTERNAL not in data["marks"] and "Dữ liệu minh họa" in data["marks"]


def test_before_anybody_was_told_no_address_is_given() -> None:
    assert "su-kien" not in said(papers(site_at("2026-11-01"))["giay-moi"])


def test_recipients_are_bodies_with_their_published_address() -> None:
    site = site_at()
    [table] = [
        a for a in MeetingPapers().for_site(site) if a.path.endswith(f"{TALK}/giay-moi.xlsx")
    ]
    rows = [*load_workbook(io.BytesIO(table.render())).active.values]
    assert [row[1] for row in rows[1:]] == [to.name for to in planned(site).to]
    many = changed(site, TALK, invited=["ta-van", *(f"Đơn vị {n}" for n in range(12))])
    data = papers(many)["giay-moi"]
    assert "theo danh sách kèm theo" in said(data)
    assert len(data["annexes"][0]["blocks"][0]["rows"]) == 13


def test_who_is_invited_where_the_record_does_not_say() -> None:
    site = site_at()
    [talk] = _of_record(site, record_of("lc-2026-007"))
    assert talk.to and all(to.name.startswith("Ủy ban nhân dân ") for to in talk.to)
    [press] = _of_record(site, record_of("lc-2026-012"))
    assert [to.name for to in press.to] == list(site.settings.letters.newsrooms)


def test_the_list_to_sign_asks_for_no_more_than_it_says() -> None:
    data = papers(site_at())["danh-sach-ky-ten"]
    [table] = [block for block in data["blocks"] if block["kind"] == "table"]
    assert table["columns"] == [
        "Số TT",
        "Họ và tên",
        "Cơ quan, đơn vị hoặc thôn, tổ dân phố",
        "Chữ ký",
    ]
    assert "không hỏi số điện thoại" in said(data) and "không đăng lên mạng" in said(data)
    assert not data["numbered"]


def test_the_minutes_have_room_for_each_item_of_the_programme() -> None:
    data = papers(site_at())["bien-ban"]
    labels = [block["text"] for block in data["blocks"] if block["kind"] == "blank"]
    items = [row.item for row in site_at().registers.meetings[TALK].meeting.programme]
    assert labels[: len(items)] == [f"{n}. {item}" for n, item in enumerate(items, 1)]
    assert data["symbol"] == "BB-STP" and data["position"] == "Chủ trì cuộc họp"


def test_each_line_to_write_on_is_there_in_word() -> None:
    """Lines of dots, since borders of paragraphs that follow each other are drawn as one."""
    data = papers(site_at())["bien-ban"]
    lines = sum(block["lines"] for block in data["blocks"] if block["kind"] == "blank")
    with ZipFile(io.BytesIO(word_document(data, planned(site_at()).dated))) as document:
        text = document.read("word/document.xml").decode()
    assert text.count('w:leader="dot"') == lines > 20
    assert text.count("<w:tab/>") == lines


def test_every_paper_can_be_set_and_opened() -> None:
    site = replace(site_at(), printed=True)
    for stem, data in papers(site).items():
        dated = planned(site).dated
        text = "\n".join(_pages(official_document.pdf(site, "x", data, dated)))
        assert data["name"] in " ".join(text.split()), stem
        assert ("Số:" in text) == data["numbered"], stem
        assert word_document(data, dated).startswith(b"PK")


def test_a_draft_taken_back_invites_nobody() -> None:
    record = record_of("lc-2026-007")
    off = {"reason": "x", "at": "2026-11-20"}
    gone = replace(
        record, draft=record.draft.model_validate({**record.source.data, "withdrawn": off})
    )
    assert [*MeetingPapers().for_record(site_at(), record)]
    assert not [*MeetingPapers().for_record(site_at(), gone)]
    assert isinstance(record.draft.events[0], MeetingEvent)
    assert clock.now("2026-11-22") < record.draft.events[0].at.start
