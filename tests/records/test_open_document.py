"""What ODT and ODS hide, and what stands in an object within them."""

from __future__ import annotations

import io

from duthao.records import attachment_scan, attachments
from duthao.records.file_contents.extracted_content import Trace
from tests import sample_files

ID = "010085001234"


def scanned(content: bytes, suffix: str) -> attachment_scan.Scan:
    return attachment_scan.search(io.BytesIO(content), suffix, frozenset(attachments.ALLOWED))


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "table")
)


def open_document(styles: str, body: str, **more: str) -> bytes:
    content = f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    return sample_files.packed({"content.xml": content, **more})


def test_what_an_open_document_hides_is_told() -> None:
    hidden = (
        '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    )
    child = '<style:style style:name="T2" style:parent-style-name="T1"/>'
    span = '<text:p>Hiện <text:span text:style-name="{0}">Ẩn</text:span></text:p>'
    text = open_document(hidden + child, span.format("T1") + span.format("T2") + span.format("T3"))
    assert scanned(text, ".odt").traces == (Trace("hidden-text", "", 2),)
    away = (
        '<style:style style:name="ta"><style:table-properties table:display="false"/></style:style>'
    )
    cell = "<table:table-row{0}><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
    sheets = f'<table:table table:style-name="ta">{cell.format("")}</table:table><table:table>{cell.format(" table:visibility=" + chr(34) + "collapse" + chr(34))}</table:table>'
    assert [t.times for t in scanned(open_document(away, sheets), ".ods").traces] == [2]


def test_an_object_within_an_open_document_is_read() -> None:
    inside = f"<office:document-content {NAMESPACES}><text:p>CCCD {ID}</text:p></office:document-content>"
    content = open_document("", "<text:p>Hiện</text:p>", **{"Object 1/content.xml": inside})
    assert {hit.kind for hit in scanned(content, ".odt").hits} == {"id"}
