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
from duthao.outputs.office.orientation_sheet import orientation_sheet
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
from tests.summaries import summary_of

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


def test_the_days_of_the_law_bind_those_whom_it_names() -> None:
    site, record = site_at(), record_of("lc-2026-009")
    further = site.settings.letters.model_copy(update={"bodies": ("Hiệp hội Doanh nghiệp tỉnh",)})
    more = replace(site, settings=site.settings.model_copy(update={"letters": further}))
    words = said(draft_letters.letter(more, record, TO_BODIES))
    named = "Ý kiến của Sở Tài chính, Sở Nội vụ, Sở Tư pháp và Sở Khoa học và Công nghệ gửi về"
    assert named in words and "Ý kiến của các cơ quan khác gửi về" in words
    assert "chậm nhất là hết ngày 26/11/2026" in words
    only = further.model_copy(update={"bodies": ()})
    alone = replace(site, settings=site.settings.model_copy(update={"letters": only}))
    words = said(draft_letters.letter(alone, record, TO_BODIES))
    assert "Ý kiến của Quý cơ quan" in words and "chậm nhất" not in words
    # A commune's draft goes to nobody whom the province has chosen.
    own = draft_letters.letter(more, record_of("lc-2026-010"), TO_BODIES)
    assert "Hiệp hội Doanh nghiệp tỉnh" not in own["addressees"]


def test_one_commune_is_not_many() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    one = record.draft.model_copy(update={"places": ("trinh-tuong",)})
    data = draft_letters.letter(site, replace(record, draft=one), TO_COMMUNES)
    words = said(data)
    assert "đề nghị Ủy ban nhân dân xã Trịnh Tường:" in words and "dân các xã" not in words
    assert "từng xã" not in words and data["closing"].count("Ủy ban nhân dân xã Trịnh Tường") == 1


def test_what_is_over_when_a_letter_arrives_is_not_asked_for() -> None:
    record = record_of("lc-2026-007")
    words = {
        now: said(draft_letters.letter(site_at(now), record, TO_COMMUNES))
        for now in ("2026-11-16", "2026-12-01", "2026-12-05T08:00+07:00")
    }
    assert "đến hết ngày 16/11/2026" not in words["2026-11-16"]
    assert "Niêm yết thông báo" in words["2026-12-01"] and "Phát bài" in words["2026-12-01"]
    last = words["2026-12-05T08:00+07:00"]
    assert "Niêm yết thông báo" not in last and "Phát bài" not in last
    assert "Tổng hợp ý kiến" in last and "trước ngày ……" in last and "chậm nhất" not in last


def test_newsrooms_are_told_that_opinions_will_be_asked() -> None:
    site = site_at(root=PROVINCE)
    words = said(draft_letters.letter(site, states.record("upcoming"), TO_NEWSROOMS))
    assert "dự thảo sẽ lấy ý kiến, có thể thay đổi" in words and "đang lấy" not in words


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
    own = record.draft.model_copy(update={"agencies": ("so-noi-vu", "so-tu-phap")})
    asked = draft_letters.letter(site, replace(record, draft=own), TO_BODIES)["addressees"]
    assert not {"Sở Nội vụ", "Sở Tư pháp"} & {*asked}


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


def test_the_letter_of_the_year_lists_what_is_real() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    real = replace(record, draft=record.draft.model_copy(update={"demo": False, "short_title": "Có thật"}))  # fmt: skip
    site = replace(site, summaries=(summary_of(site, record), summary_of(site, real)))
    sample = guidance_letter.letter(site)
    assert sample["marks"] == ["Dữ liệu minh họa"]
    assert len(sample["annexes"][0]["blocks"][0]["rows"]) == 2
    assert "(Danh sách tại Phụ lục kèm theo)" in said(sample)
    no_sample = replace(site, settings=site.settings.model_copy(update={"sample": False}))
    letter = guidance_letter.letter(no_sample)
    assert letter["marks"] == []
    assert [row[1] for row in letter["annexes"][0]["blocks"][0]["rows"]] == ["Có thật"]
    nothing = guidance_letter.letter(replace(no_sample, summaries=()))
    assert not nothing["annexes"] and "Phụ lục" not in said(nothing)


def test_places_are_called_what_the_registers_call_them() -> None:
    site = site_at()
    places = {
        key: place.model_copy(update={"kind": "dac-khu"}) if place.kind == "phuong" else place
        for key, place in site.registers.places.items()
    }
    city = site.settings.province.model_copy(update={"name": "thành phố Minh Họa"})
    other = replace(
        site,
        registers=site.registers.model_copy(update={"places": places}),
        settings=site.settings.model_copy(update={"province": city}),
    )
    assert guidance_letter.letter(other)["addressees"] == [
        "Các sở, ban, ngành của thành phố",
        "Ủy ban nhân dân các xã, đặc khu",
    ]
    words = said(guidance_letter.letter(other))
    assert "phường" not in words and "cư trú tại thành phố" in words


def test_the_number_of_a_letter_has_room_for_who_wrote_it() -> None:
    site, record = site_at(), record_of("lc-2026-007")
    assert draft_letters.letter(site, record, TO_COMMUNES)["symbol"].endswith("SGDĐT-……")
    assert not orientation_sheet(site, record)["symbol"].endswith("-……")


def test_a_register_names_bodies_that_there_are() -> None:
    registers = site_at().registers
    tables = {
        name: dict(getattr(registers, name))
        for name in (
            *("agencies", "places", "topics", "audiences", "document_types"),
            "campaigns",
            "approvers",
        )
    }
    assert not [*register_checks.faults(tables)]
    del tables["agencies"]["so-noi-vu"]
    (fault,) = [f for f in register_checks.faults(tables) if f.field == "bodies_asked"]
    assert fault.rule == "register-reference" and "so-noi-vu" in fault.message.vi
