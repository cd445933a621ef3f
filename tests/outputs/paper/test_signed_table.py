"""The table that an office signs: read back by a PDF library, by LibreOffice and by a reader of workbooks."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from openpyxl import load_workbook
from pypdf import PdfReader

from duthao import clock
from duthao.domain import responses
from duthao.domain.responses import Response
from duthao.outputs.paper import signed_table
from duthao.outputs.paper.signed_table_word import word_document
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from duthao.rendering.word import PageLayout, Paragraph, TextRun, docx
from tests.conftest import ROOT

DRAFT = "lc-2026-004"
DATED = date(2026, 10, 20)


@pytest.fixture(scope="module")
def site() -> Site:
    settings, url = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers
    return Site(ROOT, settings, Links(url), registers, clock.now(settings.as_of), {})


@pytest.fixture(scope="module")
def record() -> Record:
    record, _ = record_reader.read(ROOT, DRAFT)
    assert record and record.responses
    return record


def rows(record: Record) -> tuple[Response, ...]:
    assert record.responses
    return record.responses.of_round(1)


def pages(raw: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages]


def words(text: str) -> list[str]:
    """The words in any order of lines; a hyphen or a slash may end one."""
    return sorted(re.findall(r"[^\W\d]+|\d+", text))


def by_libreoffice(raw: bytes, folder: Path) -> bytes:
    """What LibreOffice prints of a Word document."""
    (folder / "a.docx").write_bytes(raw)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "a.docx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "a.pdf").read_bytes()


def test_the_form_of_the_paper(site: Site, record: Record) -> None:
    """A4 landscape; a heading row on each page with a table; number, date and signature blank; it never ends alone."""
    raw = signed_table.files(site, record, 1, rows(record))["y-kien.pdf"]()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert {tuple(round(float(n)) for n in page.mediabox[2:]) for page in pdf.pages} == {
            (842, 595)
        }
    told = pages(raw)
    first = " ".join(told[0].split())
    assert "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH" in first
    assert "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý, PHẢN BIỆN XÃ HỘI" in first
    assert re.search(r"Số: *(?!\d)", first)
    assert re.search(r"Lào Cai, ngày *tháng *năm", first)
    for number in ("1.", "2.", "2.1.", "2.2.", "2.3."):
        assert f" {number} " in first
    assert "Sở Khoa học và Công nghệ (Văn bản số 00/SKHCN-VP ngày 14/09/2026)" in first
    for page in told[2:]:
        assert all(
            " ".join(heading.split()[:2]) in " ".join(page.split())
            for heading in signed_table.COLUMNS
        )
    assert "PHÓ GIÁM ĐỐC" in told[-1]


def test_a_signature_is_never_alone(site: Site, record: Record) -> None:
    """Whatever the number of rows: some row stands on the last page."""
    for count in range(20, 29):
        some = rows(record)[:count]
        last = pages(signed_table.files(site, record, 1, some)["y-kien.pdf"]())[-1]
        assert re.search(r"\b\d+\. \w", last), count


def test_word_says_what_the_paper_says(site: Site, record: Record, tmp_path: Path) -> None:
    """Opened and printed by LibreOffice; what repeats on each page aside, word for word."""
    files = signed_table.files(site, record, 1, rows(record))
    paper, word = (
        pages(files["y-kien.pdf"]()),
        pages(by_libreoffice(files["y-kien.docx"](), tmp_path)),
    )
    assert abs(len(paper) - len(word)) <= 2
    headings = set(words(" ".join(signed_table.COLUMNS)))
    aside = headings | set(words(" ".join(("Dữ liệu minh họa Mã LC 2026 004 Bản ngày 20 10 Trang mẫu số liệu đến 08 00 22 11", *map(str, range(1, 12))))))  # fmt: skip
    told = [[w for w in words(" ".join(text)) if w not in aside] for text in (paper, word)]
    assert told[0] == told[1]
    reader = PdfReader(tmp_path / "a.pdf")
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in reader.pages} == {
        (842, 595)
    }


def test_a_changed_answer_changes_all_three(site: Site, record: Record) -> None:
    changed = [replace(row, answer="Câu trả lời đã khác.") if row.no == 7 else row for row in rows(record)]  # fmt: skip
    before = signed_table.files(site, record, 1, rows(record))
    after = signed_table.files(site, record, 1, changed)
    for name in before:
        assert before[name]() == before[name]()  # the same bytes every time
        assert before[name]() != after[name]()


def test_the_parts_of_a_word_document_are_whole(site: Site, record: Record) -> None:
    """Every part that is named is there, is XML and has a type: else Word offers a repair."""
    raw = signed_table.files(site, record, 1, rows(record))["y-kien.docx"]()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    types = parts["[Content_Types].xml"]
    typed = {override.get("PartName")[1:] for override in types.iter("{*}Override")}
    assert typed == {name for name in parts if not name.endswith((".rels", "Types].xml"))}
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder = name.split("_rels/")[0]
            for relation in part:
                assert folder + relation.get("Target") in parts
    document = parts["word/document.xml"]
    ids = {relation.get("Id") for relation in parts["word/_rels/document.xml.rels"]}
    used = {
        value
        for element in document.iter()
        for key, value in element.attrib.items()
        if key.endswith("relationships}id")
    }
    assert used <= ids
    tables = list(document.iter("{*}tbl"))
    assert all(
        len(row.findall("{*}tc")) == len(table.findall("{*}tblGrid/{*}gridCol"))
        for table in tables
        for row in table.findall("{*}tr")
    )
    assert all(cell[-1].tag.endswith("}p") for cell in document.iter("{*}tc"))


def test_text_stays_text(site: Site, record: Record) -> None:
    odd = ["=1+1", "+84", "-1", "@a", "=HYPERLINK(\"x\")", "<b>&amp;", "a\x00b\x0bc", "  trước", "_x0041_"]  # fmt: skip
    some = [replace(row, gist=text) for row, text in zip(rows(record), odd, strict=False)]
    files = signed_table.files(site, record, 1, [replace(r, gist=r.gist.replace("\x00", "").replace("\x0b", "")) for r in some])  # fmt: skip
    sheet = load_workbook(io.BytesIO(signed_table.table_workbook(some))).active
    assert sheet is not None
    column = responses.KEYS.index("gist") + 1
    cells = [sheet.cell(row, column) for row in range(2, len(odd) + 2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [c.value for c in cells][:6] == odd[:6]
    assert {cell.number_format for cell in cells} == {"@"}
    assert isinstance(sheet.cell(2, 1).value, int)
    assert "<b>&amp;" in " ".join(pages(files["y-kien.pdf"]()))
    with zipfile.ZipFile(io.BytesIO(files["y-kien.docx"]())) as archive:
        text = "".join(etree.fromstring(archive.read("word/document.xml")).itertext())
    assert "<b>&amp;" in text and '=HYPERLINK("x")' in text


def test_what_nobody_counted_stays_blank(site: Site, record: Record) -> None:
    round_ = record.draft.rounds[0].model_copy(update={"outcome": None})
    bare = replace(
        record, draft=record.draft.model_copy(update={"rounds": (round_,), "signer": None})
    )
    unanswered = [replace(row, verdict="", answer="", changed="") for row in rows(record)]
    data = signed_table.signed_table(site, bare, 1, unanswered)
    said = " ".join(clause["text"] for clause in data["clauses"])
    assert said.count("……") >= 4 and "None" not in said
    assert not any(row["verdict"] for part in data["parts"] for row in part["rows"])
    assert word_document(data, DATED)


def test_rows_stand_by_part_and_provision(site: Site, record: Record) -> None:
    some = [
        replace(rows(record)[0], no=number, part=part, ref=ref)
        for number, (part, ref) in enumerate(
            [("chung", ""), ("kem-theo", "dieu-2"), ("van-ban", "dieu-10"), ("van-ban", "dieu-2.khoan-1.diem-dd"), ("van-ban", "dieu-2.khoan-1.diem-d"), ("phu-luc-2", "")], 1
        )
    ]  # fmt: skip
    data = signed_table.signed_table(site, record, 1, some)
    assert [part["heading"].partition(". ")[0] for part in data["parts"]] == [
        "I",
        "II",
        "III",
        "IV",
    ]
    assert [row["gist"].partition(".")[0] for part in data["parts"] for row in part["rows"]] == ["5", "4", "3", "2", "6", "1"]  # fmt: skip


def test_a_word_document_takes_any_text(tmp_path: Path) -> None:
    raw = docx(
        [Paragraph([TextRun("a\x00<&>\ud7ff\uffff" + "đ" * 3000)])],
        title="\x01x", dated=DATED, layout=PageLayout(), footer="",
    )  # fmt: skip
    assert "đđđ" in "".join(pages(by_libreoffice(raw, tmp_path)))
