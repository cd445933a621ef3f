"""What communes are given to sum up what their people think, and what they are answered."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from duthao import clock
from duthao.domain import commune_summaries as summaries
from duthao.outputs.loudspeaker.scripts import scripts
from duthao.outputs.paper import commune_answers, commune_sheet
from duthao.outputs.shared import sheet
from duthao.outputs.shared.response_rows import (
    answered_rounds,
    answers_to_communes,
    commune_words,
)
from duthao.outputs.web.draft_page import DraftPage
from duthao.records import record_reader
from duthao.records.record import Record
from duthao.rendering import qr, typesetting
from tests.commune_summary import site_of
from tests.conftest import NOW, ROOT
from tests.outputs.paper.test_sheets import OPEN, PRINT, record_of, site_at
from tests.pdf_text import Printed

ANSWERED, OWN = "lc-2026-001", "lc-2026-015"
SITE = site_of(ROOT)


def of_the_sample(record_id: str) -> Record:
    record, _ = record_reader.read(ROOT, record_id)
    assert record
    return record


def files(record: Record) -> set[str]:
    made = commune_sheet.CommuneSheet().for_record(SITE, record)
    return {Path(artifact.path).name for artifact in made}


def test_the_paper_leaves_to_be_written_what_a_commune_alone_knows() -> None:
    site, record = site_at(), record_of(OPEN)
    data = {**commune_sheet.commune_sheet(site, record)}
    data["qr"] = qr.svg(str(data["url"]))
    paper = Printed(typesetting.pdf(PRINT / "phieu-tong-hop.typ", data, clock.now(NOW).date()))
    for words in (
        "Thời hạn góp ý: đến hết ngày",
        "Họp thôn, tổ dân phố",
        "NGƯỜI TỔNG HỢP",
        "CHỦ TỊCH",
    ):
        assert words in paper.text
    assert len(paper.pdf.pages) <= 2


def test_the_workbook_offers_the_communes_that_are_asked() -> None:
    site, record = site_at(), record_of(OPEN)
    raw = commune_sheet.summary_workbook(site, record)
    assert raw == commune_sheet.summary_workbook(site, record)
    book = load_workbook(io.BytesIO(raw))
    facts = book[summaries.FACTS_SHEET]
    (offered,) = facts.data_validations.dataValidation
    assert facts["A5"].value == "Xã, phường" and str(offered.sqref) == "B5"
    assert (facts["A4"].value, facts["B4"].value) == ("Đợt lấy ý kiến", "1")
    asked = summaries.summing_communes(site.registers, record.draft)
    column = offered.formula1.partition("!")[2].split("$")[1]
    listed = [cell.value for cell in book["Danh mục"][column] if cell.value]
    assert listed == [site.registers.places[key].name for key in asked] and listed
    assert book["Danh mục"].sheet_state == "hidden"


def test_a_sheet_is_of_drafts_of_a_body_above_and_its_workbook_stays() -> None:
    assert files(of_the_sample("lc-2026-007")) == {"phieu-tong-hop.pdf", "phieu-tong-hop.xlsx"}
    assert files(of_the_sample(ANSWERED)) == {"phieu-tong-hop.xlsx"}
    assert sheet.COMMUNES in sheet.ended_kinds(SITE, of_the_sample(ANSWERED))
    assert files(of_the_sample(OWN)) == set()
    assert answers_to_communes(SITE, of_the_sample(OWN)) == {}


def test_each_commune_finds_its_own_answers() -> None:
    record = of_the_sample(ANSWERED)
    (artifact,) = commune_answers.CommuneAnswers().for_record(SITE, record)
    paper = Printed(artifact.render())
    own = paper.text.partition("XÃ TẢ VAN")[2].partition("\nXÃ ")[0]
    assert "44. Nhiều người không biết chữ" in own.replace("\n", " ")
    assert "Gộp báo cáo bảo trì" in own.replace("\n", " ")
    assert "PHƯỜNG LÀO CAI" in paper.text and "Cho xe đến 15 tấn" not in paper.text
    unprinted = replace(SITE, printed=False)
    assert list(commune_answers.CommuneAnswers().for_record(unprinted, record)) == []


def test_an_opening_has_no_empty_paragraph() -> None:
    record = of_the_sample(ANSWERED)
    known = answered_rounds(SITE, record)[0]
    rows = [row for row in known.rows if row.no == 44]
    nobody = {"communes_asked": None, "communes_sent": 0}
    untold = known._replace(outcome=known.outcome.model_copy(update=nobody))
    assert all(commune_answers.commune_answers(SITE, record, untold, {"": rows})["opening"])


def test_how_many_sent_theirs_is_told_on_page_and_air() -> None:
    record = of_the_sample(ANSWERED)
    round_ = record.draft.rounds[0]
    assert round_.outcome
    words = commune_words(SITE, record, 1, round_.outcome)
    assert words.endswith("xã, phường được đề nghị lấy ý kiến của người dân đã gửi phiếu tổng hợp.")
    (page, *_) = DraftPage().for_record(SITE, record)
    asked = round_.outcome.model_copy(update={"communes_asked": None, "communes_sent": None})
    assert commune_words(SITE, record, 1, asked).startswith(
        "Ít nhất 7 xã, phường đã gửi phiếu tổng hợp"
    )
    counted = round_.outcome.model_copy(update={"communes_asked": 99, "communes_sent": None})
    assert commune_words(SITE, record, 1, counted).startswith("Ít nhất 7 trong 99 xã, phường")
    nobody = asked.model_copy(update={"communes_asked": 7})
    assert commune_words(SITE, record, 1, nobody).startswith("7 trong 7 xã, phường")
    before = replace(SITE, now=clock.now("2026-04-12"))
    assert commune_words(before, record, 1, asked) == ""
    assert scripts(replace(SITE, now=clock.now("2026-04-25")), record).texts
    assert page.path
