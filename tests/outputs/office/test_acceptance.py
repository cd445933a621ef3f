"""Minutes of acceptance and the list of what is to be accepted: facts of the record and its log, criteria of the register."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from openpyxl import load_workbook

from duthao import clock
from duthao.domain.acceptance import (
    acceptance_state,
    entries_apart,
    entries_of_channel,
    entries_of_use,
)
from duthao.domain.channel_use import Acceptance, ChannelUse
from duthao.domain.communication_log import LogEntry
from duthao.outputs.office import acceptance_list, acceptance_minutes
from duthao.outputs.office.acceptance_list import AcceptanceList, counted, sections
from duthao.outputs.office.acceptance_minutes import AcceptanceMinutes, minutes
from duthao.outputs.shared.signed_papers.official_document_data import DocumentData
from duthao.outputs.site import INTERNAL, Site
from duthao.records import approval, record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests.conftest import ROOT
from tests.outputs.shared.test_official_document import _pages
from tests.summaries import summary_of

IDS = ("lc-2026-004", "lc-2026-006", "lc-2026-007")
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    read = {name: record_reader.read(ROOT, name)[0] for name in IDS}
    return {name: record for name, record in read.items() if record}


@pytest.fixture(scope="module")
def site(records: dict[str, Record]) -> Site:
    settings, url = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT, internal=True)
    assert registers is not None
    now = clock.now("2026-11-22T08:00+07:00")
    site = Site(ROOT, settings, Links(url), registers, now, {}, printed=False, internal=True)
    made = tuple(summary_of(site, record, AcceptanceList()) for record in records.values())
    return replace(site, summaries=made)


def words(data: DocumentData) -> str:
    """All words of the paper, annexes too, cells apart from one another."""
    blocks = [*data["blocks"], *(block for annex in data["annexes"] for block in annex["blocks"])]
    said = [block.get("text", "") for block in blocks]
    said += [item for block in blocks for item in block.get("items", ())]
    said += [" | ".join(row) for block in blocks for row in block.get("rows", ())]
    return "\n".join(said)


def test_minutes_bear_the_facts_of_record_and_log(site: Site, records: dict[str, Record]) -> None:
    record = records["lc-2026-004"]
    said = words(minutes(site, record, "loudspeaker"))
    assert record.draft.title in said and "LC-2026-004" in said
    assert "Loại sản phẩm: ………" in said  # no row of a plan says it
    # It was approved anew since: which text that was nobody can tell.
    assert record.draft.approved and record.draft.approved.sha256[:16] not in said
    before = record.draft.approved.model_copy(update={"date": date(2026, 8, 20)})
    used = replace(record, draft=record.draft.model_copy(update={"approved": before}))
    assert (
        f"Nội dung đã duyệt trên giấy: ngày 20/08/2026, mã nội dung {before.sha256[:16]}"
        in words(minutes(site, used, "loudspeaker"))
    )
    assert "gopy.laocai.example/du-thao/lc-2026-004/loa" in said
    # Tả Phìn aired a day later than was planned; each unit has its own evidence.
    assert "Đài truyền thanh xã Tả Phìn | Dự kiến 26/08/2026\nLàm 27/08/2026\nTheo bản ngày 24/08/2026 | Nhật ký phát thanh ngày 27/8/2026; 1 việc ở nhật ký" in said  # fmt: skip
    assert "Theo nhật ký truyền thông: 4 việc, 36 phút" in said and "Cộng |  |  |  |  | 36" in said
    assert "Số 03/BB-NT, ngày 02/10/2026, 90 điểm" in said
    # All that was done was accepted by the same minutes: their marks stand in the table.
    assert (
        "Nội dung đúng với dự thảo đã duyệt | 40 | 38 | " in said and "Cộng | 100 | 90 | " in said
    )


def test_criteria_that_nobody_has_entered_are_left_to_a_pen(
    site: Site, records: dict[str, Record]
) -> None:
    said = words(minutes(site, records["lc-2026-006"], "television"))
    assert "Quyết định số 4752/QĐ-UBND" in said and "chưa đối chiếu văn bản gốc" in said
    assert "cần nhập từ văn bản gốc" in said and said.count(" |  |  |  | ") >= 5
    assert "chưa có" in said  # evidence of it
    none = site.registers.model_copy(update={"criteria": {}})
    said = words(minutes(replace(site, registers=none), records["lc-2026-006"], "television"))
    assert "chưa có bộ nào cho sản phẩm này" in said


def test_what_is_for_demonstration_judges_no_real_record(
    site: Site, records: dict[str, Record]
) -> None:
    record = records["lc-2026-007"]
    assert [s.name for s in acceptance_minutes.sets_for(site, record, "portal")] == ["Bộ tiêu chí minh họa"]  # fmt: skip
    real = replace(record, draft=record.draft.model_copy(update={"demo": False}))
    assert acceptance_minutes.sets_for(site, real, "portal") == []


def test_marks_wait_for_a_pen_until_all_is_accepted(site: Site, records: dict[str, Record]) -> None:
    record = records["lc-2026-004"]
    uses = [*record.draft.channels]
    uses[1] = uses[1].model_copy(update={"accepted": None})
    half = replace(record, draft=record.draft.model_copy(update={"channels": tuple(uses)}))
    said = words(minutes(site, half, "loudspeaker"))
    assert "đã duyệt | 40 |  | " in said and "03/BB-NT" in said


def test_money_is_the_plans_number_times_the_price_of_that_channel(
    site: Site, records: dict[str, Record]
) -> None:
    record = records["lc-2026-007"]
    said = words(minutes(site, record, "loudspeaker"))
    assert "Thu, dựng bài phát thanh (số minh họa) | bài | 3 |  | 500.000 | 1.500.000" in said
    assert "(chưa có đơn giá) | bài | 2 |  |  | " in said
    assert "Cộng (chưa gồm 1 khoản chưa có đơn giá) |  |  |  |  | 1.500.000" in said
    assert "tờ rơi" not in said and "GIÁ TRỊ" not in words(minutes(site, record, "portal"))
    uses = [
        use.model_copy(update={"unit": "UBND xã Y Tý"}) if use.channel == "handout" else use
        for use in record.draft.channels
    ]
    record = replace(record, draft=record.draft.model_copy(update={"channels": tuple(uses)}))
    said = words(minutes(site, record, "handout"))
    assert "In tờ rơi khổ A5 (số minh họa) | tờ | 2.000 |  | 1.000 | 2.000.000" in said
    assert "Loại sản phẩm: bài phát thanh" in words(minutes(site, record, "loudspeaker"))


def test_minutes_are_made_of_channels_in_which_something_was_done(
    site: Site, records: dict[str, Record]
) -> None:
    made = [a.path for a in AcceptanceMinutes().for_record(site, records["lc-2026-007"])]
    assert made == [
        "lc-2026-007/nghiem-thu-cong-trang-thong-tin-dien-tu.docx",
        "lc-2026-007/nghiem-thu-loa-truyen-thanh.docx",
        "lc-2026-007/nghiem-thu-bang-tin.docx",
    ]
    planned = record_reader.read(ROOT, "lc-2026-014")[0]
    assert planned and planned.draft.channels
    assert [*AcceptanceMinutes().for_record(site, planned)] == []


def test_minutes_are_the_same_paper_until_something_is_done(
    site: Site, records: dict[str, Record]
) -> None:
    later = replace(site, now=clock.now("2026-12-20T08:00+07:00"))
    record = records["lc-2026-004"]
    first, then = (minutes(s, record, "loudspeaker") for s in (site, later))
    assert first["blocks"] == then["blocks"] and first["annexes"] == then["annexes"]


def test_the_pdf_says_on_every_page_that_it_is_internal(
    site: Site, records: dict[str, Record]
) -> None:
    printed = replace(site, printed=True)
    made = {a.path: a for a in AcceptanceMinutes().for_record(printed, records["lc-2026-007"])}
    pages = _pages(made["lc-2026-007/nghiem-thu-loa-truyen-thanh.pdf"].render())
    assert len(pages) > 2 and all(INTERNAL in page for page in pages)


def test_the_list_tells_each_product_once_by_what_lacks(site: Site) -> None:
    running, before = sections(site)
    assert running.words == "Kỳ này: năm 2026" and not before.products
    states = [product.state for product in running.products]
    assert states == sorted(states, key=acceptance_list._STATES.index)
    assert dict(counted(running)) == {
        "Đã làm, chưa có minh chứng": 4,
        "Có minh chứng, chờ nghiệm thu": 5,
        "Đã nghiệm thu": 2,
        "Chưa ghi là đã làm": 1,  # another unit than that of the plan handed it out
    }
    assert sum(number for _, number in counted(running)) == 12
    # At the beginning of a year the one that closed is told whole, and what is left from before it.
    january = replace(site, now=clock.now("2027-01-10T08:00+07:00"))
    running, closed, before = sections(january)
    assert (running.products, len(closed.products)) == ([], 12) and before.products == []
    later = replace(site, now=clock.now("2027-07-10T08:00+07:00"))
    assert [len(s.products) for s in sections(later)] == [0, 10]  # two were accepted


def test_page_and_workbook_say_the_same(site: Site) -> None:
    made = {a.path: a.render() for a in AcceptanceList().for_site(site)}
    page = lxml.html.fromstring(made["nghiem-thu.html"].decode())
    assert INTERNAL in page.text_content()
    shown = [[c.text_content() for c in row] for row in page.find(".//table").findall(".//tr")]
    book = load_workbook(io.BytesIO(made["nghiem-thu.xlsx"]))
    written = [[c.value or "" for c in row] for row in book["Kỳ này"].iter_rows()]
    assert [row[1:6] for row in shown[1:]] == [row[2:7] for row in written[1:]]
    assert {a.get("href") for a in page.findall(".//td/a")} >= {"lc-2026-004/nghiem-thu-loa-truyen-thanh.docx"}  # fmt: skip


def entry(channel: str, unit: str, evidence: tuple[str, ...] = ()) -> LogEntry:
    return LogEntry(clock.parse("2026-11-12"), "", channel, "opened", unit, evidence=evidence)


def test_entries_go_with_the_unit_where_a_form_has_several_channels() -> None:
    television = ChannelUse(channel="television", unit="Đài tỉnh")
    paper = ChannelUse(channel="newspaper", unit="Báo tỉnh")
    entries = [entry("bao-chi", "Đài tỉnh"), entry("bao-chi", "Báo Tỉnh"), entry("bang-tin", "")]
    # What another unit did is nobody's of the plan, be there one channel or several.
    assert entries_of_channel("television", [television], entries) == (entries[0],)
    assert entries_apart("television", [television], entries) == (entries[1],)
    assert entries_apart("television", [television, paper], entries) == ()
    anybody = ChannelUse(channel="television")
    assert entries_of_channel("television", [anybody], entries) == tuple(entries[:2])
    assert entries_of_use(anybody, [anybody], entries) == tuple(entries[:2])
    assert entries_of_channel("television", [television, paper], entries) == (entries[0],)
    assert entries_of_use(paper, [television, paper], entries) == (entries[1],)
    again = ChannelUse(channel="newspaper")
    assert entries_of_use(again, [paper, again], entries) == ()


def test_how_a_product_stands() -> None:
    planned = ChannelUse(channel="portal", planned=DAY)
    assert acceptance_state(planned, (), DAY) == "not_done"
    assert acceptance_state(planned, (entry("trang-thong-tin", ""),), DAY) == "no_evidence"
    shown = (entry("trang-thong-tin", "", ("https://x.example/a",)),)
    assert acceptance_state(planned, shown, DAY) == "evidence"
    accepted = Acceptance(number="1", date=DAY)
    done = planned.model_copy(update={"accepted": accepted})
    assert acceptance_state(done, shown, DAY) == "accepted"
    assert acceptance_state(done, shown, date(2026, 11, 21)) == "evidence"


def test_acceptance_is_no_part_of_what_is_approved(records: dict[str, Record]) -> None:
    record = records["lc-2026-004"]
    assert record.draft.channels[0].accepted and approval.fault(record) is None


def test_no_page_of_the_site_tells_of_acceptance(sample: Path) -> None:
    told = [sample / "api/v1/drafts/lc-2026-004.json", sample / "api/v1/drafts.csv"]
    told += [
        path
        for path in (sample / "du-thao/lc-2026-004").rglob("*")
        if path.suffix in (".html", ".json", ".txt", ".csv", ".xml")
    ]
    assert len(told) > 10
    for path in told:
        text = path.read_text(encoding="utf-8-sig")
        assert "BB-NT" not in text and "dung-noi-dung" not in text, path
