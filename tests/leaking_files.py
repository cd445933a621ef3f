"""Files that carry what nobody meant to publish, each made as the programs of offices make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pikepdf
import pypdf
import pypdf.generic
import xlsxwriter
from PIL import Image

from tests import sample_files

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{0}</Types>'
)
_PART = '<Override PartName="/word/{0}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{0}+xml"/>'
_ROOT = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
SCRIPT = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word(
    *paragraphs: str,
    relations: str = "",
    parts: Mapping[str, str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A DOCX that Word and LibreOffice open; `parts` are of `word/`, by name without ending, `relations` of its body."""
    parts = parts or {}
    own = "".join(
        f'<Relationship Id="p{n}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    return sample_files.packed(
        {
            "[Content_Types].xml": _TYPES.format("".join(map(_PART.format, parts))),
            "_rels/.rels": _ROOT,
            "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml" '
            f'xmlns:r="{_OFFICE}"><w:body>{"".join(paragraphs)}</w:body></w:document>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{own}{relations}</Relationships>',
            **{f"word/{name}.xml": content for name, content in parts.items()},
            **(more or {}),
        }
    )


def relation(kind: str, target: str) -> str:
    return (
        f'<Relationship Id="x1" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    )


COMMENTS = f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="Sở"><w:p>{run("Xem lại mức này")}</w:p></w:comment></w:comments>'
REVIEWED = word(
    paragraph(run("Điều 5. Mức hỗ trợ")),
    paragraph(
        run("Mỗi hộ được hỗ trợ "),
        '<w:del w:id="1" w:author="Sở"><w:r><w:delText>200.000</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="Sở">{run("300.000")}</w:ins>',
        run(" đồng."),
        '<w:r><w:commentReference w:id="0"/></w:r>',
    ),
    paragraph(run("Nguồn kinh phí: ngân sách tỉnh."), run(" Chưa xin ý kiến.", "<w:vanish/>")),
    parts={"comments": COMMENTS},
)
# A watermark as Word sets it: WordArt in a header.
WATERMARK = (
    f'<w:hdr xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:p><w:r><w:pict>'
    '<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136"><v:textpath string="{0}"/></v:shape></w:pict></w:r></w:p></w:hdr>'
)


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], object], *pages: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample_files.pdf(*(pages or ("Một", "Hai"))))) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def stamped(words: str = "Chưa duyệt") -> bytes:
    """Two pages, on the second a stamp and a text that were stuck on."""

    def add(file: pikepdf.Pdf) -> None:
        file.pages[1].Annots = pikepdf.Array(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=[10, 10, 90, 40],
                Contents=pikepdf.String(words),
            )
            for kind in ("/Stamp", "/FreeText")
        )  # fmt: skip

    return pdf(add)


def edited(before: str, after: str) -> bytes:
    """Two pages; a program put what the second shows into the first, and wrote that behind the file, which is there still."""
    writer = pypdf.PdfWriter(io.BytesIO(sample_files.pdf(before, after)), incremental=True)
    for key in ("/Contents", "/Resources"):
        writer.pages[0][pypdf.generic.NameObject(key)] = writer.pages[1].raw_get(key)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def hidden_sheet(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("Hiện")
    book.add_worksheet("Nháp").hide()


def photo(form: str = "JPEG", artist: str = "Nguyễn Văn A", words: str = "Gọi 0912345678") -> bytes:
    """A picture that says where it was taken, and by whom."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = artist
    exif[0x010E] = words
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 20.0, 0.0), 3: "E", 4: (103.0, 50.0, 0.0)})
    Image.new("RGB", (64, 48), "green").save(out, form, exif=exif)
    return out.getvalue()


def scans(text_pages: int, scanned: int) -> bytes:
    """A PDF of a few pages with text and some that are pictures."""

    def add(file: pikepdf.Pdf) -> None:
        for _ in range(scanned):
            page = file.add_blank_page()
            picture = pikepdf.Stream(
                file, b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                Width=1, Height=1, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))

    return pdf(add, *["Trang"] * text_pages)


def table(book: xlsxwriter.Workbook) -> None:
    """A table of Excel, which has a name to be shown."""
    page = book.add_worksheet()
    page.write_row(0, 0, ["Xã", "2025"])
    page.write_row(1, 0, ["A", 5])
    headings = [{"header": "Xã"}, {"header": "2025"}]
    page.add_table(0, 0, 1, 1, {"name": "Bang1", "columns": headings})
    page.write_formula(4, 1, "=SUM(Bang1[2025])", None, 5)


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# What lies behind a pivot table, and a connection, with nothing of them to be seen in a cell.
PIVOT = {
    "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{_SHEET}"><cacheFields><cacheField name="CCCD">'
    '<sharedItems><s v="001088123456"/></sharedItems></cacheField><cacheField name="Di động"/></cacheFields></pivotCacheDefinition>',
    "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords xmlns="{_SHEET}"><r><x v="0"/><n v="912345678"/></r></pivotCacheRecords>',
}
CONNECTION = {
    "xl/connections.xml": f'<connections xmlns="{_SHEET}"><connection id="1" name="q" type="1" refreshOnLoad="1">'
    '<dbPr connection="Provider=SQLOLEDB;Password=mat-khau" command="select"/></connection></connections>',
}


def beside(content: bytes, more: Mapping[str, str | bytes]) -> bytes:
    """A packed file with these parts instead of, or beside, its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return sample_files.packed({**parts, **more})
