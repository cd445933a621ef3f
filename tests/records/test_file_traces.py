"""What files carry without showing it: text in every part is found, and so is what reviewers left and what acts by itself."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from duthao.records import attachment_scan, attachments
from duthao.records.file_contents.extracted_content import Trace
from tests import leaking_files as leaks
from tests import sample_files

ID = "010085001234"
CHART = f'<c:chart xmlns:c="urn:c" xmlns:a="urn:a"><a:p><a:t>TỐI MẬT</a:t></a:p><c:v>{ID}</c:v></c:chart>'
_TEXT = leaks.paragraph(leaks.run("Điều 1. Phạm vi"))


def scanned(content: bytes, suffix: str) -> attachment_scan.Scan:
    return attachment_scan.search(io.BytesIO(content), suffix, frozenset(attachments.ALLOWED))


def word(**more: object) -> bytes:
    return leaks.word(_TEXT, **more)  # type: ignore[arg-type]


def sheet(*rows: tuple[object, ...], **names: str) -> bytes:
    """A workbook of these cells, numbers as numbers."""

    def fill(book: object) -> None:
        page = book.add_worksheet(names.get("sheet"))  # type: ignore[attr-defined]
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if "header" in names:
            page.set_header(names["header"])
        if "note" in names:
            page.write_comment("A1", names["note"])

    return leaks.workbook(fill)


def titled(key: str) -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        file.docinfo[key] = f"Danh sách {ID}"

    return leaks.pdf(change)


def form(file: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx,
        T="ho-ten", V=f"CCCD {ID}", Rect=[0, 0, 90, 20],
    )  # fmt: skip
    field = file.make_indirect(field)
    file.pages[0].Annots = file.make_indirect([field])
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[field])


def action(to: str = "https://a.example/", **more: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name("/URI"), URI=to, **more)


def link(file: pikepdf.Pdf, does: pikepdf.Object) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=does
    )
    file.pages[0].Annots = file.make_indirect([file.make_indirect(note)])


def chosen(file: pikepdf.Pdf) -> None:
    """A list from which several can be chosen."""
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Ch, T="a",
        Rect=[0, 0, 9, 9], V=["0912345678"], Opt=[f"CCCD {ID}", ["1", "Khác"]],
    )  # fmt: skip
    file.pages[0].Annots = [file.make_indirect(field)]


def bookmarked(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"CCCD {ID}", 0))


@pytest.mark.parametrize(
    "content,suffix,kinds",
    [
        (word(parts={"header1": leaks.WATERMARK.format("TỐI MẬT")}), ".docx", {"mark"}),
        (word(more={"word/charts/chart1.xml": CHART}), ".docx", {"mark", "id"}),
        (word(more={"word/diagrams/data1.xml": CHART}), ".docx", {"mark", "id"}),
        (
            word(more={"docProps/core.xml": f'<c xmlns:dc="urn:dc"><dc:title>{ID}</dc:title></c>'}),
            ".docx",
            {"id"},
        ),
        (word(more={"docProps/custom.xml": f"<p><lpwstr>{ID}</lpwstr></p>"}), ".docx", {"id"}),
        (
            word(more={"docProps/app.xml": "<p><Manager>0912345678</Manager></p>"}),
            ".docx",
            {"mobile"},
        ),
        (word(more={"customXml/item1.xml": f"<p><x>{ID}</x></p>"}), ".docx", {"id"}),
        (
            word(more={"word/embeddings/Sheet1.xlsx": sheet(("CCCD", int(ID)))}),
            ".docx",
            {"id"},
        ),
        (
            leaks.word(
                '<w:p><w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" name="a" descr="Ảnh ông A, 0912345678"/></w:drawing></w:r></w:p>'
            ),
            ".docx",
            {"mobile"},
        ),
        (sheet(("Họ tên", "Số CCCD"), ("A", int(ID))), ".xlsx", {"id"}),
        (sheet(("Họ tên", "Điện thoại"), ("A", 912345678)), ".xlsx", {"mobile"}),
        (sheet(("Số", 10085001234)), ".xlsx", {"id"}),
        (sheet(("x",), header='&C&"Times"&12TỐI MẬT'), ".xlsx", {"mark"}),
        (sheet(("x",), sheet="CCCD 010085001234"), ".xlsx", {"id"}),
        (sheet(("x",), note="Gọi 0912345678"), ".xlsx", {"mobile"}),
        (sheet(('="0912345678"',)), ".xlsx", {"mobile"}),
        (titled("/Title"), ".pdf", {"id"}),
        (titled("/Keywords"), ".pdf", {"id"}),
        (leaks.pdf(form), ".pdf", {"id"}),
        (leaks.pdf(bookmarked), ".pdf", {"id"}),
        (f"tên,số,ghi chú\nA,{ID},x\n".encode(), ".csv", {"id"}),
        (f"tên;số\nA;{ID}\n".encode(), ".csv", {"id"}),
        ("tên,di động\nA,912345678\n".encode(), ".csv", {"mobile"}),
        ('STT,Ý kiến\n1,"Nguyễn Văn A\n0912345678"\n'.encode(), ".csv", {"mobile"}),
        ('STT,Ý kiến\r\n1,"x\r\nCCCD\r\n001088123456"\r\n'.encode(), ".csv", {"id"}),
        ('STT,Ý kiến,Ghi chú\n2,"Độ mật:\nMẬT",x\n'.encode(), ".csv", {"mark"}),
        *(
            (sheet(("Danh sách chi trả kinh phí", head), ("A", int(ID))), ".xlsx", {"id"})
            for head in ("Số định danh", "Mã định danh", "Số ĐDCN", "Số CC")
        ),
        (leaks.beside(sheet(("x",)), leaks.PIVOT), ".xlsx", {"id", "mobile"}),
        (leaks.pdf(chosen), ".pdf", {"id", "mobile"}),
        (leaks.pdf(lambda file: link(file, action("mailto:a@hop-thu.example"))), ".pdf", {"email"}),
        (
            word(relations=leaks.relation("hyperlink", "mailto:a@hop-thu.example")),
            ".docx",
            {"email"},
        ),
        ("a,b\nx,TỐI MẬT\n".encode(), ".csv", {"mark"}),
        (leaks.photo(), ".jpg", {"mobile"}),
        ("Căn cước 0790 8812 3456".encode(), ".txt", {"id"}),
        ("Số 0790 8812 3456 và 079-088-123456".encode(), ".txt", {"id"}),
        ("０１００８５００１２３４".encode(), ".txt", {"id"}),
        ("0100\u200b85001\u200b234; 0912\u2060345678".encode(), ".txt", {"id", "mobile"}),
        ("M\u200bẬT\n".encode(), ".txt", {"mark"}),
        ("Kính gửi\n(Lưu hành nội bộ)\n".encode(), ".txt", {"internal"}),
        ("TÀI LIỆU LƯU HÀNH NỘI BỘ\n".encode(), ".txt", {"internal"}),
    ],
)
def test_text_is_found_wherever_it_stands(content: bytes, suffix: str, kinds: set[str]) -> None:
    scan = scanned(content, suffix)
    assert {hit.kind for hit in scan.hits} == kinds and not scan.faults


@pytest.mark.parametrize(
    "content,suffix",
    [
        (sheet(("Kinh phí (đồng)",), (123456789012,), (912345678,)), ".xlsx"),
        (sheet(("Mã số thuế", 123456789), ("Dân số", 824512)), ".xlsx"),
        (sheet(("Mã dự án", "Số"), (105123456789, 350085001234)), ".xlsx"),
        (sheet(("Đơn vị: đồng",), ("Tổng", 12085001234)), ".xlsx"),
        (sheet(("Trường", "Mã định danh"), ("A", 8412345678), ("B", 79712345)), ".xlsx"),
        (leaks.workbook(leaks.table), ".xlsx"),
        ("STT;Ý kiến;Ghi chú\n1;Hộ A, B, C, D, E,=5 hộ, vườn;x\n".encode(), ".csv"),
        ("Nội dung,Kinh phí\nA,123456789012\n".encode(), ".csv"),
        ("Nội dung;Số tiền\n- Hộ nghèo;-5\n+ Hộ cận nghèo;+84\n-;- Khác\n".encode(), ".csv"),
        ("Tài liệu lưu hành nội bộ phải được quản lý.\n".encode(), ".txt"),
        (
            "từ 01.01.2026 đến 31.12.2026, 0214 3840 099".replace("0214 3840 099", "").encode(),
            ".txt",
        ),
        (word(relations=leaks.relation("hyperlink", "https://vanban.example/")), ".docx"),
        (word(relations=leaks.relation("attachedTemplate", "file:///C:/Mau/Mau.dotm")), ".docx"),
        (
            leaks.word(leaks.paragraph(leaks.run("Chữ hiện.", '<w:vanish w:val="0"/>'))),
            ".docx",
        ),
        (leaks.scans(2, 0), ".pdf"),
        (leaks.edited("Một", "Một"), ".pdf"),
        (leaks.stamped(words=""), ".pdf"),
        (sample_files.pdf("Một", ""), ".pdf"),
    ],
)
def test_what_is_honest_is_let_through(content: bytes, suffix: str) -> None:
    scan = scanned(content, suffix)
    assert (scan.hits, scan.traces, scan.faults) == ((), (), ())


def test_what_reviewers_left_is_told_with_its_paragraph() -> None:
    amount = "Điều 5, đoạn «Mỗi hộ được hỗ trợ 200.000300.000 đồng.»"
    assert scanned(leaks.REVIEWED, ".docx").traces == (
        Trace("comments", amount, 1),
        Trace("tracked-changes", amount, 2),
        Trace("hidden-text", "Điều 5, đoạn «Nguồn kinh phí: ngân sách tỉnh. Chưa xin ý kiến.»", 1),
    )


def test_text_is_hidden_by_a_style_too() -> None:
    styles = f'<w:styles xmlns:w="{leaks.WORD}"><w:style w:styleId="an"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    content = leaks.word(
        leaks.paragraph(leaks.run("Ẩn", '<w:rStyle w:val="an"/>'), leaks.run("Hiện")),
        parts={"styles": styles},
    )
    assert [trace.kind for trace in scanned(content, ".docx").traces] == ["hidden-text"]


def field(code: str) -> str:
    """A field whose code is cut, as Word does."""
    return leaks.paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:3]}</w:instrText></w:r><w:r><w:instrText>{code[3:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    "content,suffix,kind",
    [
        (
            word(
                more={
                    "word/_rels/settings.xml.rels": f'<Relationships xmlns="{leaks.RELATIONS}">{leaks.relation("attachedTemplate", "https://la.example/a.dotm")}</Relationships>'
                }
            ),
            ".docx",
            "remote-template",
        ),
        (
            word(relations=leaks.relation("image", "http://la.example/a.png")),
            ".docx",
            "remote-part",
        ),
        (
            word(relations=leaks.relation("image", "\\\\la.example\\a\\b.png")),
            ".docx",
            "remote-part",
        ),
        (
            word(relations=leaks.relation("hyperlink", "javascript:alert(1)")),
            ".docx",
            "script-link",
        ),
        (word(relations=leaks.relation("oleObject", "file:///C:/a.xlsx")), ".docx", "embedded"),
        (word(more={"word/embeddings/oleObject1.bin": b"\xd0\xcf"}), ".docx", "embedded"),
        (word(more={"word/media/anh.png": b"MZ\x90\0"}), ".docx", "executable"),
        (word(more={"word/a.exe": b"x"}), ".docx", "executable"),
        (leaks.word(field('DDEAUTO c:\\\\a.exe "x"')), ".docx", "dde"),
        (leaks.word(field('INCLUDEPICTURE "http://la.example/a.png"')), ".docx", "remote-part"),
        (sheet(("=cmd|'/c calc'!A0",)), ".xlsx", "dde"),
        (leaks.workbook(leaks.hidden_sheet), ".xlsx", "hidden-sheets"),
        (b"a,b\n1,=1+1\n", ".csv", "formula"),
        (b"a,b\n1,@SUM(A1:A2)\n", ".csv", "formula"),
        ("STT;Ý kiến;Ghi chú\n1;Hộ A, B, C, D, E, F;=1+1\n".encode(), ".csv", "formula"),
        (b'a,b\n1,"' + b"a" * 140_000 + b'"\n2,=1+1\n', ".csv", "formula"),
        (leaks.beside(sheet(("x",)), leaks.CONNECTION), ".xlsx", "data-source"),
        (leaks.beside(sheet(("x",)), leaks.PIVOT), ".xlsx", "hidden-sheets"),
        (b"a,b\n1,\"+cmd|' /C calc'!A0\"\n", ".csv", "formula"),
        ("a,b\n1,-Hộ nghèo\n".encode(), ".csv", "formula-like"),
        (leaks.scans(1, 9), ".pdf", "scanned-pages"),
        (leaks.stamped(), ".pdf", "pdf-notes"),
        (leaks.edited("Mức 300.000 đồng", "Mức 200.000 đồng"), ".pdf", "earlier-revisions"),
        (leaks.photo(), ".jpg", "picture-place"),
        (leaks.photo("PNG"), ".png", "picture-place"),
        (word(more={"word/media/a.jpg": leaks.photo()}), ".docx", "picture-place"),
        (sample_files.packed({"a.docx": leaks.REVIEWED}), ".zip", "comments"),
    ],
)
def test_traces(content: bytes, suffix: str, kind: str) -> None:
    assert kind in {trace.kind for trace in scanned(content, suffix).traces}


def test_what_was_stuck_on_or_edited_is_told_by_page() -> None:
    assert scanned(leaks.stamped(), ".pdf").traces == (Trace("pdf-notes", "2", 2),)
    edited = scanned(leaks.edited("Mức 300.000 đồng", "Mức 200.000 đồng"), ".pdf")
    assert edited.traces == (Trace("earlier-revisions", "1", 1),)


def test_nine_scans_are_told_by_page() -> None:
    assert scanned(leaks.scans(1, 9), ".pdf").traces == (Trace("scanned-pages", "2–10", 9),)


def field_that_acts(file: pikepdf.Pdf, event: str) -> None:
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a",
        Rect=[0, 0, 9, 9], AA=pikepdf.Dictionary({event: leaks.SCRIPT}),
    )  # fmt: skip
    file.pages[0].Annots = [file.make_indirect(field)]


def attached_to_a_page(file: pikepdf.Pdf) -> None:
    file.pages[0].AF = [pikepdf.AttachedFileSpec(file, b"MZ", filename="a.txt").obj]


def in_names(file: pikepdf.Pdf) -> None:
    file.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), leaks.SCRIPT])
    )


def on_page(file: pikepdf.Pdf) -> None:
    file.pages[1].AA = pikepdf.Dictionary(O=leaks.SCRIPT)


def on_catalogue(file: pikepdf.Pdf) -> None:
    file.Root.AA = pikepdf.Dictionary(WC=leaks.SCRIPT)


def launching(file: pikepdf.Pdf) -> None:
    link(file, pikepdf.Dictionary(S=pikepdf.Name("/Launch"), F="calc.exe"))


def xfa(file: pikepdf.Pdf) -> None:
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=file.make_stream(b"<x/>"))


def attached_by_a_note(file: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9],
        FS=pikepdf.Dictionary(EF=pikepdf.Dictionary(F=file.make_stream(b"MZ"))),
    )  # fmt: skip
    file.pages[0].Annots = [note]


@pytest.mark.parametrize(
    "change,told",
    [
        (in_names, "macros"),
        (on_page, "macros"),
        (on_catalogue, "macros"),
        (lambda file: link(file, action(Next=leaks.SCRIPT)), "macros"),
        (lambda file: link(file, action(Next=[action(Next=leaks.SCRIPT)])), "macros"),
        (launching, "macros"),
        (attached_by_a_note, "hidden"),
        (attached_to_a_page, "hidden"),
        (lambda file: field_that_acts(file, "/F"), "macros"),
        (lambda file: field_that_acts(file, "/D"), "macros"),
        (xfa, "xfa"),
        (
            lambda file: link(
                file, pikepdf.Dictionary(S=pikepdf.Name("/URI"), URI="javascript:a()")
            ),
            "script-link",
        ),
    ],
)
def test_a_pdf_that_acts_is_found_out(change: object, told: str) -> None:
    scan = scanned(leaks.pdf(change), ".pdf")  # type: ignore[arg-type]
    assert told in {*scan.faults, *(trace.kind for trace in scan.traces)}


def test_a_link_is_no_action_of_its_own() -> None:
    scan = scanned(leaks.pdf(lambda file: link(file, action())), ".pdf")
    assert (scan.faults, scan.traces) == ((), ())


def test_many_telephones_hide_no_mark_and_no_identity_paper() -> None:
    offices = "\n".join(f"0214384{number:04d}" for number in range(300))
    scan = scanned(f"{offices}\nĐộ mật: MẬT\n0912345678 CCCD {ID}".encode(), ".txt")
    assert {hit.kind for hit in scan.hits} == {"landline", "mark", "mobile", "id"}


def test_the_name_of_a_table_is_no_author() -> None:
    assert scanned(leaks.workbook(leaks.table), ".xlsx").authors == ()
    person = '<personList xmlns="urn:p"><person displayName="Trần B" id="1"/></personList>'
    named = leaks.beside(sheet(("x",)), {"xl/persons/person.xml": person})
    assert scanned(named, ".xlsx").authors == ("Trần B",)


def test_a_long_cell_of_digits_takes_no_long() -> None:
    """The square of its length would end the reading of the file (`unread`)."""
    cell = "-" + "1" * 400_000 + "x"
    kinds = [t.kind for t in scanned(f"a,b\n1,{cell}\n".encode(), ".csv").traces]
    assert kinds == ["formula-like"]


def test_a_picture_tells_its_place_and_author_by_xmp_too() -> None:
    xmp = (
        '<x:xmpmeta><rdf:Description exif:GPSLatitude="22,20.1N" exif:GPSLongitude="103,50E"><dc:creator><rdf:Seq>'
        "<rdf:li>Trần B</rdf:li></rdf:Seq></dc:creator></rdf:Description></x:xmpmeta>"
    )
    out = io.BytesIO()
    picture = Image.new("RGB", (8, 8))
    picture.save(out, "JPEG", xmp=xmp.encode(), comment=b"Goi 0912345678")
    scan = scanned(out.getvalue(), ".jpg")
    assert scan.authors == ("Trần B",) and [t.kind for t in scan.traces] == ["picture-place"]
    assert [hit.kind for hit in scan.hits] == ["mobile"]
