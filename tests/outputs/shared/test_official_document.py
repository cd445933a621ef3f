"""Papers that an office signs: what stands where, as PDF and as Word, in the form of Decree 30."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from duthao import clock
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document import (
    LETTER,
    REPORT,
    PaperKind,
    document,
)
from duthao.outputs.shared.signed_papers.official_document_data import (
    DocumentData,
    annex,
    blank,
    dashes,
    heading,
    points,
    table,
    text,
)
from duthao.outputs.site import INTERNAL, Site
from duthao.records import register_reader, settings_reader
from duthao.rendering.links import Links
from tests.conftest import ROOT

DAY = date(2026, 11, 22)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def site() -> Site:
    settings, _ = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers is not None
    now = clock.now("2026-11-22T08:00+07:00")
    return Site(ROOT, settings, Links("https://gopy.example/"), registers, now, {}, internal=True)


def _pages(made: bytes) -> list[str]:
    """The words of each page."""
    return [
        " ".join(page.get_textpage().get_text_range().split())
        for page in pypdfium2.PdfDocument(made)
    ]


def _paper(site: Site, kind: PaperKind, to: Sequence[str] = ()) -> DocumentData:
    rows = [[str(n), f"Nghị quyết số {n}", str(n * 1000)] for n in range(1, 41)]
    columns = ("Số TT", "Tên văn bản", "Kinh phí")
    return document(
        site,
        "so-tu-phap",
        kind,
        "kết quả truyền thông dự thảo chính sách",
        [
            text("Sở báo cáo như sau:"),
            heading("I. KẾT QUẢ"),
            points(["Một;", "Hai;", "Ba;", "Bốn;", "Năm."]),
            dashes(["Gạch đầu dòng."]),
            table(columns, rows[:2], (1, 6, 2), (2,)),
            blank("II. Khó khăn:", 2),
        ],
        closing="Trên đây là báo cáo của Sở.",
        dated=DAY,
        addressees=to,
        recipients=["Ban Giám đốc Sở;"],
        annexes=[annex("Danh mục", [table(columns, rows)], landscape=True)],
    )


def test_a_report_on_paper(site: Site) -> None:
    made = official_document.pdf(site, "x", _paper(site, REPORT), DAY)
    assert made == official_document.pdf(site, "x", _paper(site, REPORT), DAY)
    pages = _pages(made)
    words = " ".join(pages)
    for part in (
        "BÁO CÁO", "Kết quả truyền thông dự thảo chính sách", "/BC-STP", "đ) Năm.",
        "Trên đây là báo cáo của Sở./.", "- Ban Giám đốc Sở;", "- Lưu: VT.", "Phụ lục DANH MỤC",
        "(Kèm theo Báo cáo số", "Lập theo số liệu đến ngày 22/11/2026",
    ):  # fmt: skip
        assert part in words, part
    assert len(pages) > 2
    assert all(INTERNAL in page for page in pages)  # one that lacks it could be copied and sent out


def test_a_letter_says_whom_it_is_to(site: Site) -> None:
    (one, *_) = _pages(official_document.pdf(site, "x", _paper(site, LETTER, ["Báo Lào Cai"]), DAY))
    assert "Kính gửi: Báo Lào Cai." in one
    several = _paper(site, LETTER, ["Ủy ban nhân dân các xã", "Báo Lào Cai"])
    words = " ".join(_pages(official_document.pdf(site, "x", several, DAY)))
    assert "Kính gửi: - Ủy ban nhân dân các xã; - Báo Lào Cai." in words
    assert "V/v kết quả truyền thông" in words and "BÁO CÁO" not in words and "/BC-" not in words


def test_word_says_the_same_and_turns_the_page(site: Site, tmp_path: Path) -> None:
    data = _paper(site, REPORT)
    made = official_document.word_document(data, DAY)
    assert made == official_document.word_document(data, DAY)
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))
    assert [size.get(f"{_W}orient") for size in body.iter(f"{_W}pgSz")] == ["portrait", "landscape"]
    (tmp_path / "x.docx").write_bytes(made)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "x.docx"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    words = " ".join(_pages((tmp_path / "x.pdf").read_bytes()))
    for part in ("BÁO CÁO", "đ) Năm.", "Nơi nhận:", "DANH MỤC", INTERNAL, "40000"):
        assert part in words, part
