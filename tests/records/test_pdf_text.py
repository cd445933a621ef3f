"""Text of PDF files: the same as another reader finds, letter for letter, and nothing of it lost."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pikepdf
import pypdf
import pytest

from duthao.records import attachments, text_extraction
from duthao.records.file_contents import extracted_content
from duthao.text import nfc
from tests import sample_files
from tests.conftest import PROVINCE, ROOT

ALLOWED = frozenset(attachments.ALLOWED)
FILES = sorted([*(ROOT / "drafts").glob("*/*.pdf"), *(PROVINCE / "drafts").glob("*/*.pdf")])
SENTENCE = "Ủy ban nhân dân tỉnh đề nghị góp ý về quỹ hỗ trợ ngưỡng nghèo, thửa ruộng, rẫy sắn."


def content(raw: bytes) -> text_extraction.Content:
    return text_extraction.read(io.BytesIO(raw), ".pdf", ALLOWED)


def words(text: str) -> list[list[str]]:
    """The words of each page."""
    return [nfc(page).split() for page in text.split("\f")]


def by_pypdf(raw: bytes) -> str:
    return "\f".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_readers_find_the_same_text(path: Path) -> None:
    raw = path.read_bytes()
    found = words(content(raw).text)
    assert found == words(by_pypdf(raw)) and found[0]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        unicodedata.normalize("NFD", SENTENCE),
        "official affine file flow waffle",
        "Diện tích 100 m², 5 km², CO₂, “ngoặc kép”, 1.000 đồng",
        "số 12/2026/QĐ-UBND " * 30,  # lines end after hyphens
    ],
    ids=["composed", "parted", "ligatures", "signs", "hyphens"],
)
def test_letters_come_out_whole(text: str) -> None:
    raw = sample_files.pdf(text, "trang hai")
    assert words(content(raw).text) == words(by_pypdf(raw))
    assert "".join(content(raw).text.split()) == "".join(nfc(f"{text}trang hai").split())


def test_a_line_ends_after_its_hyphen() -> None:
    text = content(sample_files.pdf("số 12/2026/QĐ-UBND " * 30)).text
    assert "QĐ-\nUBND" in text and "\ufffe" not in text


def test_an_accent_that_comes_after_the_space_goes_back_to_its_letter() -> None:
    """So PDFium gives text that a browser printed and that is stored with accents apart."""
    assert content(sample_files.pdf("đê \u0300nghị hô \u0303trợ")).text == "đề nghị hỗ trợ"


def test_a_page_that_one_reader_does_not_find_makes_the_file_damaged() -> None:
    """Browsers show it, so what stands on it would be public and unread."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample_files.pdf("Một", "TỐI MẬT", "Ba"))) as file:
        file.Root.Pages.Kids[1].Type = pikepdf.Name.Other
        file.save(out)
    assert content(out.getvalue()).faults == ("damaged",)


def test_no_text_is_read_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted_content, "MAX_TEXT", 5)
    assert content(sample_files.pdf("Một hai ba", "Bốn", "Năm"))[:2] == ("Một h", 3)
