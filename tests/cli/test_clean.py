"""`duthao clean`: a copy beside the file, which other programs open, with the same words and nothing else; all is told."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from duthao.records import attachment_scan, attachments, packed_files
from duthao.records.clean_copies import cleaned_file
from duthao.records.file_contents import word_review
from tests import leaking_files as leaks
from tests import sample_files
from tests.conftest import duthao

ALLOWED = frozenset(attachments.ALLOWED)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\a.exe "x"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{0}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
EVERYTHING = leaks.word(
    leaks.paragraph(leaks.run("Điều 5. Mức hỗ trợ")),
    leaks.paragraph(
        '<w:commentRangeStart w:id="0"/>',
        leaks.run("Mỗi hộ được hỗ trợ "),
        '<w:del w:id="1" w:author="Trần B"><w:r><w:delText>200.000</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="Trần B">{leaks.run("300.000")}</w:ins>',
        leaks.run(" đồng", '<w:b/><w:rPrChange w:id="3" w:author="Trần B"><w:rPr/></w:rPrChange>'),
        leaks.run("."),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    ),
    '<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="Trần B"/></w:rPr></w:pPr>'
    + leaks.run("Nguồn kinh phí: ")
    + "</w:p>",
    leaks.paragraph(leaks.run("ngân sách tỉnh."), leaks.run(" Chưa xin ý kiến.", "<w:vanish/>")),
    leaks.paragraph(FIELD.format(leaks.run("Bảng giá."))),
    leaks.paragraph(
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" r:id="ole1"/></w:object></w:r>',
        leaks.run("Hết."),
    ),
    relations=leaks.relation("image", "https://la.example/theo-doi.png")
    + '<Relationship Id="ole1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject" Target="embeddings/oleObject1.bin"/>',
    parts={"comments": leaks.COMMENTS},
    more={
        "word/embeddings/oleObject1.bin": b"\xd0\xcf",
        "word/media/anh.jpg": leaks.photo(),
        "word/vbaProject.bin": b"x",
        "docProps/core.xml": '<c xmlns:dc="urn:dc"><dc:creator>Trần B</dc:creator></c>',
        "customXml/item1.xml": "<a>Trần B</a>",
        "word/a.exe": b"MZ",
    },
)
WORDS = [
    "Điều 5. Mức hỗ trợ",
    "Mỗi hộ được hỗ trợ 300.000 đồng.",
    "Nguồn kinh phí: ngân sách tỉnh.",
    "Bảng giá.",
    "Hết.",
]


def scan(content: bytes, suffix: str) -> attachment_scan.Scan:
    return attachment_scan.search(io.BytesIO(content), suffix, ALLOWED)


def cleaned(content: bytes, suffix: str) -> tuple[bytes, str]:
    """The copy, which passes the scan, and what was said to be taken."""
    copy, taken = cleaned_file.clean(content, suffix)
    assert (
        cleaned_file.clean(copy, suffix)[0] == cleaned_file.clean(content, suffix)[0]
        or suffix == ".pdf"
    )
    return copy, "\n".join(say.vi for say in taken)


def test_a_word_file_keeps_its_words_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "dự thảo.docx"
    path.write_bytes(EVERYTHING)
    before = hashlib.sha256(EVERYTHING).hexdigest()
    done = duthao("clean", path, "--root", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    copy = tmp_path / "dự thảo-sach.docx"
    found = scan(copy.read_bytes(), ".docx")
    assert (found.traces, found.faults, found.authors, found.hits) == ((), (), (), ())
    for told in (
        "1 nhận xét", "đã LẤY chữ được thêm: «300.000»", "đã BỎ chữ bị xóa: «200.000»",
        "1 chỗ ngắt đoạn", "chữ ẩn: «Chưa xin ý kiến.»", "thuộc tính", "macro", "chương trình", "nhúng",
        "https://la.example/theo-doi.png", "1 trường", "1 ảnh", "1 vết sửa về định dạng",
    ):  # fmt: skip
        assert told in done.stdout, told
    with zipfile.ZipFile(copy) as archive:
        assert b"Tr\xe1\xba\xa7n B" not in b"".join(map(archive.read, archive.namelist()))
    copy.rename(tmp_path / "a.docx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "a.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    shown = (tmp_path / "a.txt").read_text(encoding="utf-8-sig").splitlines()
    assert shown == WORDS


def test_a_row_that_was_deleted_is_dropped_and_one_that_was_added_stays() -> None:
    row = "<w:tr><w:trPr><w:{0} w:id='1' w:author='A'/></w:trPr><w:tc>{1}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format('del', leaks.paragraph(leaks.run('Cũ')))}{row.format('ins', leaks.paragraph(leaks.run('Mới')))}</w:tbl>"
    copy, taken = cleaned(leaks.word(table), ".docx")
    assert "Mới" in (text := zipfile.ZipFile(io.BytesIO(copy)).read("word/document.xml").decode())
    assert "Cũ" not in text and "«Cũ»" in taken and scan(copy, ".docx").traces == ()


def spoilt_pdf(file: pikepdf.Pdf) -> None:
    name, dictionary = pikepdf.Name, pikepdf.Dictionary
    file.docinfo["/Author"] = "Trần B"
    file.docinfo["/Title"] = "Nháp lần 9"
    file.Root.OpenAction = leaks.SCRIPT
    file.Root.Names = dictionary(JavaScript=dictionary(Names=["a", leaks.SCRIPT]))
    file.attachments["mat.txt"] = b"MAT"
    file.pages[0].AA = dictionary(O=leaks.SCRIPT)
    link = dictionary(S=name("/URI"), URI="https://vanban.example/", Next=leaks.SCRIPT)
    common = {"Type": name.Annot, "Rect": [0, 0, 9, 9]}
    file.pages[0].Annots = file.make_indirect(
        [
            file.make_indirect(dictionary(**common, Subtype=name.Link, A=link)),
            file.make_indirect(dictionary(**common, Subtype=name.Link, A=leaks.SCRIPT)),
            file.make_indirect(
                dictionary(**common, Subtype=name.Text, Contents="Xem lại", T="Trần B")
            ),
        ]
    )
    # A tagged file leads to its notes by its structure too.
    file.Root.StructTreeRoot.K.append(dictionary(Type=name.OBJR, Obj=file.pages[0].Annots[2]))
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Điều 1", 0))


def test_a_pdf_keeps_pages_links_and_bookmarks() -> None:
    content = leaks.pdf(spoilt_pdf, "Điều 1. Phạm vi", "Điều 2.")
    assert {"macros", "hidden"} <= set(scan(content, ".pdf").faults)
    copy, taken = cleaned(content, ".pdf")
    found = scan(copy, ".pdf")
    assert (found.traces, found.faults, found.authors) == ((), (), ())
    assert "1 ghi chú" in taken and "tệp nhúng" in taken and "thuộc tính" in taken
    before, after = (pypdf.PdfReader(io.BytesIO(raw)) for raw in (content, copy))
    assert [p.extract_text() for p in after.pages] == [p.extract_text() for p in before.pages]
    assert [entry.title for entry in after.outline] == ["Điều 1"]
    assert copy[:8] == content[:8]  # the version of the format
    links = [note.get_object().get("/A") for note in after.pages[0]["/Annots"]]
    assert [link and link["/URI"] for link in links] == ["https://vanban.example/", None]
    with pikepdf.open(io.BytesIO(copy)) as file:  # nothing of it lies about in the file
        everything = " ".join(repr(thing) for thing in file.objects)
    assert not any(gone in everything for gone in ("app.alert", "Trần B", "Xem lại", "Nháp lần 9"))


@pytest.mark.parametrize("form,suffix", [("JPEG", ".jpg"), ("PNG", ".png")])
def test_a_picture_keeps_every_dot(form: str, suffix: str) -> None:
    content = leaks.photo(form) + b"behind its end"
    copy, taken = cleaned(content, suffix)
    assert taken and scan(copy, suffix) == attachment_scan.Scan() and b"behind" not in copy
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(copy)) as after:
        assert before.tobytes() == after.tobytes() and not after.getexif()


def test_a_picture_that_is_stored_turned_stays_upright() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Trần B"
    Image.new("RGB", (64, 48), "green").save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(cleaned(out.getvalue(), ".jpg")[0])) as after:
        assert dict(after.getexif()) == {0x0112: 6}


def signed(file: pikepdf.Pdf) -> None:
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[], SigFlags=3)


@pytest.mark.parametrize(
    "content,suffix,why",
    [
        (leaks.pdf(signed), ".pdf", "chữ ký số"),
        (leaks.word(more={"_xmlsignatures/sig1.xml": "<s/>"}), ".docx", "chữ ký số"),
        (sample_files.changed_pdf(sample_files.pdf("Một"), "password", user="mk"), ".pdf", "mật khẩu"),
        (leaks.word("<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr></w:tc></w:tr></w:tbl>"), ".docx", "ô của bảng"),
        (b"PK\x03\x04", ".docx", "hỏng"),
        (b"%PDF-1.7", ".pdf", "hỏng"),
        (b"\xff\xd8\xff", ".jpg", "hỏng"),
        (b"x", ".odt", "chỉ làm được với"),
    ],
)  # fmt: skip
def test_what_cannot_be_cleaned_is_said(content: bytes, suffix: str, why: str) -> None:
    with pytest.raises(cleaned_file.CannotClean) as refused:
        cleaned_file.clean(content, suffix)
    assert why in refused.value.say.vi and refused.value.say.en


def test_nothing_is_written_over_and_what_is_left_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(leaks.word(leaks.paragraph(leaks.run("CCCD 010085001234"))))
    done = duthao("clean", path, "-o", path, "--root", tmp_path)
    assert done.returncode == 2 and "không ghi đè" in done.stderr
    done = duthao("clean", path, "-o", tmp_path / "b.pdf", "--root", tmp_path)
    assert done.returncode == 2 and "kết thúc bằng .docx" in done.stderr
    done = duthao("clean", path, "-o", tmp_path / "b.docx", "--root", tmp_path)
    assert done.returncode == 1 and "VẪN CÒN" in done.stdout and "010…34" in done.stdout
    assert (tmp_path / "b.docx").exists()
    done = duthao("clean", path, tmp_path / "khong-co.pdf", "--root", tmp_path)
    assert done.returncode == 2 and not (tmp_path / "a-sach.docx").exists()


def numbered(runs: str, mark: str = "") -> str:
    """A paragraph that counts, and its end: inserted, deleted or moved by this mark."""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{number}<w:rPr>{mark}</w:rPr></w:pPr>{runs}</w:p>"


def changed(kind: str, text: str = "") -> str:
    """A tracked change of that text, or the mark of one at the end of a paragraph."""
    who = 'w:id="9" w:author="Sở" w:date="2026-01-01T00:00:00Z"'
    if not text:
        return f"<w:{kind} {who}/>"
    run = leaks.run(text)
    run = (
        run.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ") if kind == "del" else run
    )
    return f"<w:{kind} {who}>{run}</w:{kind}>"


def paragraphs(content: bytes) -> list[str]:
    """What each paragraph of the body says; "" of an empty one."""
    root = packed_files.tree(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return [word_review.text_of(p) for p in root.iter("{*}p")]


CELL = f"<w:tbl><w:tr><w:tc>{leaks.paragraph(leaks.run('ô'))}</w:tc></w:tr></w:tbl>"
BOOKMARK = '<w:bookmarkStart w:id="5" w:name="b"/><w:bookmarkEnd w:id="5"/>'


@pytest.mark.parametrize(
    "blocks,words",
    [
        (
            [
                numbered(leaks.run("Phạm vi")),
                numbered(changed("moveFrom", "Đối tượng"), changed("moveFrom")),
                numbered(leaks.run("Kinh phí")),
                numbered(changed("moveTo", "Đối tượng"), changed("moveTo")),
            ],
            ["Phạm vi", "Kinh phí", "Đối tượng"],
        ),
        (
            [
                numbered(changed("del", "Bỏ"), changed("del")),
                BOOKMARK,
                numbered(leaks.run("Kinh phí")),
                numbered(changed("del", "Bỏ hai"), changed("del")),
                CELL,
                numbered(leaks.run("Cuối")),
            ],
            ["Kinh phí", "ô", "Cuối"],
        ),
        (
            [
                numbered(leaks.run("Một "), changed("del")),
                BOOKMARK,
                numbered(changed("del", "hai"), changed("del")),
                numbered(leaks.run("ba")),
            ],
            ["Một ba"],
        ),
        ([numbered(leaks.run("Trước bảng"), changed("del")), CELL], ["Trước bảng", "ô"]),
    ],
)
def test_a_paragraph_that_went_is_counted_no_more(blocks: list[str], words: list[str]) -> None:
    copy, taken = cleaned(leaks.word(*blocks), ".docx")
    assert paragraphs(copy) == words and scan(copy, ".docx").traces == ()
    assert ("1 chỗ ngắt đoạn" in taken) is (words == ["Một ba"])
    assert all(gone in taken for gone in ("«Bỏ»", "«Bỏ hai»")) or "Cuối" not in words


def test_a_cell_keeps_its_paragraph() -> None:
    gone = numbered(changed("del", "Bỏ"), changed("del"))
    copy, _ = cleaned(leaks.word(f"<w:tbl><w:tr><w:tc>{gone}</w:tc></w:tr></w:tbl>"), ".docx")
    assert paragraphs(copy) == [""]


def test_every_text_that_was_dropped_is_told_whole() -> None:
    texts = [f"Điều {number}: {'hộ nghèo được hỗ trợ ' * 8}trừ hộ {number}" for number in range(12)]
    _, taken = cleaned(leaks.word(*(leaks.paragraph(changed("del", t)) for t in texts)), ".docx")
    assert all(f"«{text}»" in taken for text in texts)


@pytest.mark.parametrize("code", ["DOCPROPERTY SoHieu", "TITLE", "DOCVARIABLE so"])
def test_what_a_property_shows_stays(code: str) -> None:
    field = FIELD.replace('DDEAUTO c:\\\\a.exe "x"', f" {code} ").format(leaks.run("12/TTr"))
    simple = f'<w:fldSimple w:instr=" {code} ">{leaks.run(" 13/TTr")}</w:fldSimple>'
    copy, taken = cleaned(leaks.word(leaks.paragraph(field, simple)), ".docx")
    assert paragraphs(copy) == ["12/TTr 13/TTr"] and "2 trường lấy từ thuộc tính" in taken
    assert code.encode() not in zipfile.ZipFile(io.BytesIO(copy)).read("word/document.xml")


def test_text_that_a_style_shows_again_is_not_taken() -> None:
    def style(name: str, inside: str) -> str:
        return f'<w:style w:styleId="{name}">{inside}</w:style>'

    off = '<w:rPr><w:vanish w:val="0"/></w:rPr>'
    styles = style("an", "<w:rPr><w:vanish/></w:rPr>") + style("hien", off)
    styles += style("con", '<w:basedOn w:val="an"/>')
    runs = leaks.run("Hiện", '<w:rStyle w:val="hien"/>') + leaks.run(" ẩn")
    content = leaks.word(
        f'<w:p><w:pPr><w:pStyle w:val="an"/></w:pPr>{runs}</w:p>',
        leaks.paragraph(leaks.run("Ẩn theo", '<w:rStyle w:val="con"/>')),
        parts={"styles": f'<w:styles xmlns:w="{leaks.WORD}">{styles}</w:styles>'},
    )
    copy, taken = cleaned(content, ".docx")
    assert paragraphs(copy) == ["Hiện", ""] and "«ẩn»; «Ẩn theo»" in taken


def test_a_telephone_of_an_office_is_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    words = "Sở: 0239 3825 123, so@hatinh.gov.vn"
    path.write_bytes(leaks.word(leaks.paragraph(leaks.run(words))))
    done = duthao("clean", path, "--root", tmp_path)
    assert done.returncode == 0 and "Xem lại" in done.stdout and "VẪN CÒN" not in done.stdout
