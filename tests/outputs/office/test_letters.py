"""Letters about a draft: to whom, until when, by what law, and none once nobody is asked any more."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from duthao import clock
from duthao.domain.draft import Shortened
from duthao.domain.settings import Letters
from duthao.outputs.office import addressees, draft_letters, guidance_letter
from duthao.outputs.office.draft_letters import TO_BODIES, TO_COMMUNES, TO_NEWSROOMS, LetterKind
from duthao.outputs.shared.consultation_period import broadcast_periods
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document_data import DocumentData
from duthao.outputs.shared.signed_papers.official_document_word import word_document
from duthao.outputs.site import INTERNAL, Site
from duthao.records import record_reader, register_checks, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests import states
from tests.conftest import PROVINCE, ROOT
from tests.outputs.shared.test_official_document import _pages

NOW = "2026-11-22T08:00+07:00"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def site_at(now: str = NOW, root: Path = ROOT) -> Site:
    settings, url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers is not None
    return Site(
        ROOT, settings, Links(url), registers, clock.now(now), {}, printed=False, internal=True
    )


def record_of(record_id: str, root: Path = ROOT) -> Record:
    record, findings = record_reader.read(root, record_id)
    assert record is not None, findings
    return record


def said(data: DocumentData) -> str:
    """All words of the text."""
    parts = [block.get("text", "") for block in data["blocks"]]
    parts += [item for block in data["blocks"] for item in block.get("items", ())]
    return "\n".join([*parts, data["closing"]])


def made(site: Site, record: Record) -> set[str]:
    return {artifact.path for artifact in draft_letters.DraftLetters().for_record(site, record)}


@pytest.mark.parametrize(
    ("state", "there"),
    [
        *((name, True) for name in ("open", "upcoming", "extended", "closing-soon", "proposal", "reinstated")),
        *((name, False) for name in ("planned", "analysing", "answered", "withdrawn", "dropped", "issued", "unknown-time")),
    ],
)  # fmt: skip
def test_letters_are_made_while_opinions_are_or_will_be_asked(state: str, there: bool) -> None:
    assert bool(made(site_at(root=PROVINCE), states.record(state))) == there


@pytest.mark.parametrize("kind", draft_letters.KINDS, ids=lambda kind: kind.stem)
@pytest.mark.parametrize(
    ("state", "until", "former"),
    [("open", "02/12/2026", ""), ("extended", "10/12/2026", "trước đây là hết ngày 20/11/2026")],
)
def test_the_deadline_that_holds(kind: LetterKind, state: str, until: str, former: str) -> None:
    record = states.record(state)
    words = said(draft_letters.letter(site_at(root=PROVINCE), record, kind))
    assert f"đến hết ngày {until}" in words and former in words


def test_a_letter_to_communes_names_them_and_what_is_left_to_do() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    data = draft_letters.letter(site, record, TO_COMMUNES)
    assert len(data["addressees"]) == 8 and "Ủy ban nhân dân xã Trịnh Tường" in data["addressees"]
    words = said(data)
    # The first week is over: what is asked for is what can still be done.
    assert "truyền thanh cơ sở từ ngày 29/11/2026 đến hết ngày 05/12/2026" in words
    assert "gopy-lc-2026-007@laocai.example" in words and "Ủy ban nhân dân các xã:" in words
    assert data["marks"] == ["Dữ liệu minh họa"]  # it goes out: it is not marked as for the office
    whole = draft_letters.letter(site, record_of("lc-2026-009"), TO_COMMUNES)
    assert whole["addressees"] == ["Ủy ban nhân dân các xã, phường (theo danh sách kèm theo)"]
    assert len(whole["annexes"][0]["blocks"][0]["rows"]) == 99
    # A commune's own draft is no business of other communes.
    assert not any("xa-phuong" in path for path in made(site, record_of("lc-2026-010")))


@pytest.mark.parametrize(
    ("now", "periods"),
    [
        ("2026-11-05", ["từ ngày 10/11/2026 đến hết ngày 16/11/2026", "từ ngày 29/11/2026 đến hết ngày 05/12/2026"]),
        ("2026-11-16", ["NOW đến hết ngày 16/11/2026", "từ ngày 29/11/2026 đến hết ngày 05/12/2026"]),
        ("2026-11-17", ["từ ngày 29/11/2026 đến hết ngày 05/12/2026"]),
        ("2026-12-05T23:00+07:00", ["NOW đến hết ngày 05/12/2026"]),
    ],
)  # fmt: skip
def test_when_it_is_to_be_on_the_air(now: str, periods: list[str]) -> None:
    site, record = site_at(now), record_of("lc-2026-007")
    assert broadcast_periods(site, record, site.view(record), "NOW") == periods


def test_the_bodies_and_days_of_the_law() -> None:
    site, record = site_at(), record_of("lc-2026-009")  # of the Chairman
    data = draft_letters.letter(site, record, TO_BODIES)
    assert data["addressees"][:4] == ["Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp", "Sở Khoa học và Công nghệ"]  # fmt: skip
    assert "trong thời hạn 07 ngày kể từ ngày nhận được đề nghị góp ý kiến (Nghị định số 187/2025/NĐ-CP, Điều 51a)" in said(data)  # fmt: skip
    hurried = record.draft.model_copy(update={"shortened": Shortened(reason="Cấp bách.")})
    assert "trong thời hạn 03 ngày" in said(
        draft_letters.letter(site, replace(record, draft=hurried), TO_BODIES)
    )
    # Of a text of the council the register has no such days, and nobody makes any up.
    other = said(draft_letters.letter(site, record_of("lc-2026-007"), TO_BODIES))
    assert "chậm nhất là hết ngày 05/12/2026" in other and "trong thời hạn" not in other


def test_days_that_nobody_verified_bind_nobody() -> None:
    site, record = site_at(), record_of("lc-2026-009")
    kinds = dict(site.registers.document_types)
    asked = kinds["qd-ct-ubnd-tinh"].bodies_asked
    assert asked is not None
    unsure = asked.model_copy(update={"certainty": "unverified"})
    kinds["qd-ct-ubnd-tinh"] = kinds["qd-ct-ubnd-tinh"].model_copy(update={"bodies_asked": unsure})
    registers = site.registers.model_copy(update={"document_types": kinds})
    words = said(draft_letters.letter(replace(site, registers=registers), record, TO_BODIES))
    assert "07 ngày" not in words and "chậm nhất là hết ngày 26/11/2026" in words


def test_who_drafts_is_not_asked_by_itself() -> None:
    site, record = site_at(), record_of("lc-2026-009")
    own = record.draft.model_copy(update={"agency": "so-noi-vu"})
    assert "Sở Nội vụ" not in draft_letters.letter(site, replace(record, draft=own), TO_BODIES)["addressees"]  # fmt: skip


def test_newsrooms_are_told_whom_to_ask_and_what_it_is() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    words = said(draft_letters.letter(site, record, TO_NEWSROOMS))
    assert "Đầu mối báo chí: Cán bộ đầu mối báo chí" in words and "có thể thay đổi" in words
    silent = record.draft.model_copy(update={"contact": None})
    words = said(draft_letters.letter(site, replace(record, draft=silent), TO_NEWSROOMS))
    assert "Người phát ngôn hoặc đầu mối báo chí: ……" in words


def test_a_key_that_nobody_has_is_a_finding_with_its_line_and_a_name_is_taken() -> None:
    site = site_at()
    wrong = site.settings.model_copy(
        update={"letters": Letters(office="so-x", newsrooms=("Báo tỉnh", "bao-tinh"))}
    )
    found = [*settings_reader.unknown_recipients(ROOT, wrong, site.registers.agencies)]
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert [(f.rule, lines[f.line - 1].strip()) for f in found] == [
        ("settings-reference", "office: so-tu-phap"),
        ("settings-reference", "- Các cơ quan báo chí thường trú trên địa bàn tỉnh"),
    ]
    assert not [*settings_reader.unknown_recipients(ROOT, site.settings, site.registers.agencies)]
    assert [a.name for a in addressees.named(site, ["so-tu-phap", "Báo tỉnh", "Báo tỉnh"])] == [
        "Sở Tư pháp",
        "Báo tỉnh",
    ]


def test_recipients_for_mail_merge() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    (table,) = [a for a in draft_letters.DraftLetters().for_record(site, record) if a.path == "lc-2026-007/cong-van-xa-phuong.xlsx"]  # fmt: skip
    assert table.render() == table.render()
    rows = [*load_workbook(io.BytesIO(table.render())).active.values]
    assert len(rows) == 9 and rows[0][:4] == ("Số TT", "Nơi nhận", "Địa chỉ", "Thư điện tử")
    (row,) = [row for row in rows if row[1] == "Ủy ban nhân dân xã Trịnh Tường"]
    assert row[2:4] != (None, None) and "hết ngày 05/12/2026" in row
    assert any("/in/trinh-tuong/" in str(cell) for cell in row)


def test_a_letter_on_paper_and_in_word() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    data = draft_letters.letter(site, record, TO_COMMUNES)
    day = date(2026, 11, 22)
    paper = " ".join(_pages(official_document.pdf(site, "x", data, day)))
    word = zipfile.ZipFile(io.BytesIO(word_document(data, day)))
    words = "".join(etree.fromstring(word.read("word/document.xml")).itertext(f"{_W}t"))
    for part in ("V/v phối hợp lấy ý kiến Nhân dân", "Kính gửi:", "đ) Sau khi hết thời hạn góp ý", "phối hợp thực hiện./."):  # fmt: skip
        assert part in paper and part in words, part
    assert INTERNAL not in paper


def test_the_letter_of_the_year() -> None:
    site = site_at()
    data = guidance_letter.letter(site)
    assert data["subject"] == "hướng dẫn truyền thông dự thảo chính sách năm 2026"
    names = [a.name for a in guidance_letter.recipients(site)]
    assert "Sở Y tế" in names and "Ủy ban nhân dân xã Trịnh Tường" in names
    # Who writes, and who is no more, gets none.
    assert not {"Sở Tư pháp", "Sở Thông tin và Truyền thông"} & {*names}
    assert not [*guidance_letter.GuidanceLetter().for_site(site_at(root=PROVINCE))]


def test_a_register_names_bodies_that_there_are() -> None:
    registers = site_at().registers
    tables = {
        name: dict(getattr(registers, name))
        for name in ("agencies", "places", "topics", "audiences", "document_types")
    }
    assert not [*register_checks.faults(tables)]
    del tables["agencies"]["so-noi-vu"]
    (fault,) = [f for f in register_checks.faults(tables) if f.field == "bodies_asked"]
    assert fault.rule == "register-reference" and "so-noi-vu" in fault.message.vi
