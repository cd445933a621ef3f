"""Word files to paragraphs and tables: as Word shows them, and within bounds whatever they are."""

from __future__ import annotations

import os
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from duthao.records import attachment_scan
from duthao.records.word_files import docx_reader, dossier_files, paragraph_reader
from duthao.records.word_files.document import WordDocument, WordParagraph, WordTable, from_answer
from tests import sample_files
from tests.word_documents import docx, docx_of_xml, paragraph


def read(content: bytes) -> dict[str, Any]:
    return docx_reader.read(BytesIO(content))


def document(text: str) -> WordDocument:
    return from_answer("a.docx", read(docx(text)))


def texts(content: bytes) -> list[str]:
    return [block["text"] for block in read(content)["blocks"]]


def test_words_that_word_cut_into_runs() -> None:
    for run in (1, 2, 5):
        assert texts(docx("Hỗ trợ học sinh xã biên giới", run)) == ["Hỗ trợ học sinh xã biên giới"]


def test_letters_and_blanks_that_only_look_alike() -> None:
    assert texts(docx(unicodedata.normalize("NFD", "Điều 1. Hỗ trợ"))) == ["Điều 1. Hỗ trợ"]
    assert texts(docx("Ðiều 2 ðược", 3)) == ["Điều 2 được"]
    assert texts(docx("ngày\u00a002/6/2026 của\u200b ta", 4)) == ["ngày 02/6/2026 của ta"]
    assert texts(docx("nghị\u200e \u202aquyết\u202c")) == ["nghị quyết"]
    assert texts(docx("nghị\u00ad quyết")) == ["nghị quyết"]
    assert texts(docx("SỞ Y TẾ\tĐộc lập")) == ["SỞ Y TẾ\tĐộc lập"]


def test_insertions_are_read_and_deletions_not_and_both_are_told() -> None:
    found = document("Mức {-8.000-}{+12.000+} đồng")
    assert [b.text for b in found.blocks if isinstance(b, WordParagraph)] == ["Mức 12.000 đồng"]
    assert found.notes == ("tracked",)
    assert document("Mức 12.000 đồng").notes == ()


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    end = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr><w:r><w:t>Mức hỗ </w:t></w:r></w:p>'
    assert texts(docx_of_xml(end + paragraph("trợ"))) == ["Mức hỗ trợ"]


def test_text_that_is_struck_through_is_none() -> None:
    runs = "<w:r><w:t xml:space='preserve'>đến hết ngày </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>10/6/2026 </w:t></w:r><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>15/6/2026</w:t></w:r>"
    answer = read(docx_of_xml(f"<w:p>{runs}</w:p>"))
    assert [b["text"] for b in answer["blocks"]] == ["đến hết ngày 15/6/2026"]
    assert answer["notes"] == ["struck"]


def test_merged_cells_count_in_each_place_that_they_cover() -> None:
    properties = "<w:tcPr><w:gridSpan w:val='20'/><w:vMerge{}/></w:tcPr>"
    begins = properties.format(" w:val='restart'")
    first = f"<w:tr><w:tc>{begins}{paragraph('a' * 4000, 4000)}</w:tc></w:tr>"
    below = f"<w:tr><w:tc>{properties.format('')}<w:p/></w:tc></w:tr>"
    answer = read(docx_of_xml(f"<w:tbl>{first}{below * 900}</w:tbl>"))
    (table,) = answer["blocks"]
    assert sum(len(cell) for row in table["rows"] for cell in row) < 1_600_000
    assert answer["notes"] == ["cut"]


def test_a_row_that_was_deleted_is_left_out() -> None:
    rows = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    gone = '<w:trPr><w:del w:id="1" w:author="A"/></w:trPr>'
    body = (
        f"<w:tbl>{rows.format('', paragraph('Một'))}{rows.format(gone, paragraph('Hai'))}</w:tbl>"
    )
    assert read(docx_of_xml(body)) == {"blocks": [{"rows": [["Một"]]}], "notes": ["tracked"]}


def test_numbers_that_word_puts_there_itself() -> None:
    assert texts(docx("#I Sự cần thiết\nMột câu.\n#I Mục đích\n#D Mức\n#D Thi hành\n#a một\n#a hai")) == [
        "I. Sự cần thiết", "Một câu.", "II. Mục đích", "Điều 1. Mức", "Điều 2. Thi hành", "a) một", "b) hai",
    ]  # fmt: skip


def test_numbers_of_a_style_and_of_levels_below() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{word}"><w:abstractNum w:abstractNumId="1">{level.format(0, "%1.")}{level.format(1, "%1.%2.")}'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    style = '<w:style w:styleId="{0}"><w:pPr><w:numPr><w:ilvl w:val="{1}"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    styles = f'<w:styles xmlns:w="{word}">{style.format("M", 0)}{style.format("K", 1)}</w:styles>'
    line = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = "".join(line.format(*s) for s in (("M", "Chung"), ("K", "Một"), ("K", "Hai"), ("M", "Riêng"), ("K", "Ba")))  # fmt: skip
    content = docx_of_xml(body, {"word/numbering.xml": numbering, "word/styles.xml": styles})
    assert texts(content) == ["1. Chung", "1.1. Một", "1.2. Hai", "2. Riêng", "2.1. Ba"]


def test_merged_cells_stand_in_each_place_that_they_cover() -> None:
    found = document("| TT | Quy định | <\n| ^ | Hiện hành | Dự thảo\n| 1 | một // hai | ba")
    assert found.blocks == (
        WordTable((("TT", "Quy định", "Quy định"), ("TT", "Hiện hành", "Dự thảo"), ("1", "một\nhai", "ba")), 1),
    )  # fmt: skip
    table = found.blocks[0]
    assert isinstance(table, WordTable) and table.place(2) == "bảng 1, hàng 3"


def test_places_count_what_is_not_empty() -> None:
    body = paragraph("Một") + "<w:p/>" + paragraph("Hai")
    found = from_answer("a.docx", read(docx_of_xml(body)))
    assert [b.place for b in found.blocks if isinstance(b, WordParagraph)] == ["đoạn 1", "đoạn 2"]


def test_text_boxes_once_hidden_text_never_and_content_controls() -> None:
    box = f"<w:p><w:r><w:AlternateContent><w:Choice><w:txbxContent>{paragraph('Trong khung')}</w:txbxContent></w:Choice><w:Fallback><w:txbxContent>{paragraph('Trong khung')}</w:txbxContent></w:Fallback></w:AlternateContent></w:r></w:p>"
    hidden = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('Trong ô nhập')}</w:sdtContent></w:sdt>"
    found = read(docx_of_xml(box + hidden + control))
    assert [b["text"] for b in found["blocks"]] == ["Trong khung", "hiện", "Trong ô nhập"]
    assert found["notes"] == ["hidden"]


def test_what_is_not_read_is_told() -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    more = {
        "word/comments.xml": f"<w:comments {word}><w:comment>{paragraph('Xem lại')}</w:comment></w:comments>",
        "word/footnotes.xml": f"<w:footnotes {word}><w:footnote>{paragraph('Chú')}</w:footnote></w:footnotes>",
    }
    assert read(docx_of_xml(paragraph("Một"), more))["notes"] == ["comments", "footnotes"]


@pytest.mark.parametrize(
    "content, fault",
    [
        (b"", "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "encrypted"),
        (sample_files.packed({"a.txt": "x"}), "damaged"),
        (docx_of_xml("<w:p"), "damaged"),
        (docx_of_xml('<!ENTITY a "b">'), "damaged"),
        (docx_of_xml("<w:p/>"), "no-text"),
        (docx_of_xml("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"), "no-text"),
        (docx_of_xml("<w:p>" * 300 + "</w:p>" * 300), "damaged"),
        (docx_of_xml(" " * 40_000_000), "bomb"),
        (docx_of_xml('<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>Quy \u00aeÞnh</w:t></w:r></w:p>'), "old-font"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read(content: bytes, fault: str) -> None:
    assert read(content) == {"fault": fault}
    assert fault in paragraph_reader.FAULTS


def test_an_old_typeface_of_figures_alone_is_no_fault() -> None:
    runs = '<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>12/6</w:t></w:r></w:p>'
    assert "fault" not in read(docx_of_xml(runs))


def test_very_long_files_are_read_to_a_bound_and_that_is_told() -> None:
    many = read(
        docx("\n".join(f"Đoạn thứ {n * 7919 % 50_000} trong tệp" for n in range(50_000)), 99)
    )
    assert len(many["blocks"]) == docx_reader.MAX_PARAGRAPHS and many["notes"] == ["cut"]
    rows = read(docx("\n".join(f"| {n} | Mức {n * 7919 % 2_000}" for n in range(2_000))))
    assert len(rows["blocks"][0]["rows"]) == docx_reader.MAX_ROWS and rows["notes"] == ["cut"]


def test_a_cell_that_claims_a_million_columns() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p><w:r><w:t>Một</w:t></w:r></w:p></w:tc>'
    assert (
        len(read(docx_of_xml(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))["blocks"][0]["rows"][0]) == 20
    )


def test_files_are_read_in_the_process_that_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("Một câu."))
    (tmp_path / "b.docx").write_bytes(b"none")
    (tmp_path / "c.doc").write_bytes(b"old")
    (tmp_path / "e.docx").write_bytes(docx("MẬT\nNội dung."))
    paths = [tmp_path / name for name in ("a.docx", "b.docx", "c.doc", "d.docx", "e.docx", "f.txt")]
    documents, faults = dossier_files.read(paths)
    assert [d.file for d in documents] == ["a.docx"] and documents[0].text == "Một câu."
    said = [fault.vi for fault in faults]
    assert [line.partition(":")[0] for line in said] == [
        "b.docx",
        "c.doc",
        "d.docx",
        "e.docx",
        "f.txt",
    ]
    assert "Word Document (*.docx)" in said[1] and "MẬT" in said[3]
    attachment_scan.close()


def test_reading_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.docx")  # opening it waits for somebody who writes
    question = {"path": str(tmp_path / "a.docx"), "suffix": ".docx", "paragraphs": True}
    assert attachment_scan.ask(question, 0.5) is None


def test_a_pdf_gives_paragraphs_without_tables(tmp_path: Path) -> None:
    page = "Căn cứ Luật Giáo dục;\n\nĐiều 1. Mức hỗ trợ"
    (tmp_path / "a.pdf").write_bytes(sample_files.pdf(page))
    documents, faults = dossier_files.read([tmp_path / "a.pdf"])
    assert not faults and documents[0].notes == ("no-tables",)
    assert [b.text for b in documents[0].blocks if isinstance(b, WordParagraph)] == ["Căn cứ Luật Giáo dục;", "Điều 1. Mức hỗ trợ"]  # fmt: skip
