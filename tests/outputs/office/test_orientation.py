"""The orientation sheet answers from the record, leaves blank what it does not say, and knows what is not to be said yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from duthao.domain.draft import Round
from duthao.outputs.office.orientation_sheet import OrientationSheet, orientation_sheet
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document_data import DocumentData
from duthao.outputs.site import INTERNAL
from tests import states
from tests.conftest import PROVINCE
from tests.outputs.office.test_letters import record_of, said, site_at
from tests.outputs.shared.test_official_document import _pages


def questions(data: DocumentData) -> dict[str, str]:
    """Each question, and the text or the label of the blank below it."""
    asked: dict[str, str] = {}
    for block, after in zip(data["blocks"], data["blocks"][1:], strict=False):
        if block["kind"] == "heading" and block["level"] == 2:
            asked[block["text"]] = "" if after["kind"] == "blank" else after["text"]
    return asked


@pytest.mark.parametrize(
    ("state", "there"),
    [
        *((name, True) for name in ("planned", "upcoming", "open", "extended", "analysing", "answered", "submitted")),
        *((name, False) for name in ("adopted", "issued", "withdrawn", "dropped")),
    ],
)  # fmt: skip
def test_of_drafts_on_their_way(state: str, there: bool) -> None:
    site, record = site_at(root=PROVINCE), states.record(state)
    assert bool([*OrientationSheet().for_record(site, record)]) == there
    if there:
        assert len(questions(orientation_sheet(site, record))) == 8


def test_answers_are_the_records_and_what_it_does_not_say_is_blank() -> None:
    site = site_at()
    answers = questions(orientation_sheet(site, record_of("lc-2026-007")))
    money = "5. Kinh phí bao nhiêu, từ nguồn nào?"
    assert answers[money] == "Kinh phí dự kiến khoảng 41 tỷ đồng mỗi năm, lấy từ ngân sách tỉnh."
    assert "hiện nay chưa được hỗ trợ; theo dự thảo, 18.000 đồng" in answers["4. Điều gì thay đổi so với hiện nay?"]  # fmt: skip
    assert "ngày 05/12/2026" in answers["6. Người dân góp ý đến khi nào, bằng cách nào?"]
    answered = questions(orientation_sheet(site, record_of("lc-2026-004")))
    assert answered[money] == ""
    assert "42 ý kiến" in answered["6. Đã nhận được bao nhiêu ý kiến, tiếp thu thế nào?"]


def test_what_is_no_draft_yet_is_not_called_one() -> None:
    site = site_at(root=PROVINCE)
    for state, told in (
        ("open", "Đây là dự thảo, có thể thay đổi trước khi ban hành"),
        ("proposal", "Đây là đề nghị xây dựng văn bản"),
        ("planned", "Văn bản đang được chuẩn bị"),
    ):
        words = said(orientation_sheet(site, states.record(state)))
        assert told in words and ("Đây là dự thảo" in words) == (state == "open")
        assert ("theo dự thảo," in words) == (state == "open"), state


def test_a_step_that_may_have_been_taken_is_not_announced() -> None:
    step = "8. Bước tiếp theo là gì, khi nào văn bản được ban hành?"
    site = site_at(root=PROVINCE)
    undated = questions(orientation_sheet(site, states.record("unknown-time")))
    assert undated[step] == "" and not any("góp ý đến khi nào" in asked for asked in undated)
    submitted = states.record("submitted")
    soon, long_after = (
        questions(orientation_sheet(site_at(now, PROVINCE), submitted))[step]
        for now in (f"{submitted.draft.stages[-1].at.day}T23:00+07:00", "2027-11-22")
    )
    assert soon.startswith("Bước tiếp theo: ") and long_after == ""


def test_unknown_is_no_answer() -> None:
    site, record = site_at(root=PROVINCE), states.record("open")
    silent = tuple(
        replace(section, markdown="Chưa có thông tin.") for section in record.body.sections
    )
    data = orientation_sheet(site, replace(record, body=replace(record.body, sections=silent)))
    assert "Chưa có thông tin" not in said(data)
    assert not [block for block in data["blocks"] if block["kind"] == "table"]
    assert questions(data)["1. Vì sao cần ban hành văn bản?"] == ""


def test_both_sides_of_a_contested_point_have_room() -> None:
    data = orientation_sheet(site_at(), record_of("lc-2026-007"))
    (table,) = [block for block in data["blocks"] if block["kind"] == "table"]
    assert len(table["rows"]) == 3 and table["rows"][0][0].startswith("Thứ nhất là phạm vi.")
    assert {cell for row in table["rows"] for cell in row[1:]} == {"……………………"}


def test_what_is_not_out_yet_is_not_to_be_said() -> None:
    site, record = site_at(root=PROVINCE), states.record("open")
    round_ = {
        "opens": "2026-11-02",
        "closes": "2026-12-02",
        "deadline_changes": [
            {"closes": "2026-12-20", "reason": "Mưa lũ.", "decided": "2026-11-20", "published": "2026-11-25T09:00+07:00"}
        ],
    }  # fmt: skip
    later = record.draft.model_copy(update={"rounds": (Round.model_validate(round_),)})
    words = said(orientation_sheet(site, replace(record, draft=later)))
    assert "Gia hạn góp ý: chưa nói trước 09:00 ngày 25/11/2026" in words
    assert "20/12/2026" not in words


def test_only_a_spokesperson_speaks_for_the_agency() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    assert "Người phát ngôn: ……" in said(orientation_sheet(site, record))
    assert record.draft.contact is not None
    speaker = record.draft.contact.model_copy(update={"spokesperson": True})
    known = replace(record, draft=record.draft.model_copy(update={"contact": speaker}))
    words = said(orientation_sheet(site, known))
    assert "Người phát ngôn: Cán bộ" in words and "Người phát ngôn: ……" not in words


def test_every_page_says_that_it_is_for_the_office() -> None:
    data = orientation_sheet(site_at(), record_of("lc-2026-007"))
    pages = _pages(official_document.pdf(site_at(), "x", data, date(2026, 11, 22)))
    assert len(pages) > 1 and all(INTERNAL in page for page in pages)
    assert "TÀI LIỆU ĐỊNH HƯỚNG THÔNG TIN" in pages[0]
