"""Small files as officers' programs make them, sound and unsound."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pikepdf
import typst

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{0}</dc:creator><cp:lastModifiedBy>{1}</cp:lastModifiedBy></cp:coreProperties>'
)


def pdf(*pages: str) -> bytes:
    """A PDF whose pages hold these texts, a paragraph a line."""
    body = "\n#pagebreak()\n".join(
        "\n\n".join(f"#{line!r}".replace("'", '"') for line in page.split("\n")) for page in pages
    )
    content: bytes = typst.compile(body.encode())  # type: ignore[assignment]
    return content


def changed_pdf(content: bytes, change: str, **kwargs: object) -> bytes:
    """The PDF with an author, a script, an embedded file or a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        if change == "author":
            file.docinfo["/Author"] = str(kwargs["name"])
        elif change == "script":
            action = pikepdf.Dictionary(
                S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)")
            )
            file.Root.OpenAction = file.make_indirect(action)
        elif change == "embedded":
            file.attachments["mat.txt"] = b"MAT"
        elif change == "note":
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Text,
                Rect=[0, 0, 9, 9],
                Contents=str(kwargs["text"]),
                T=str(kwargs["name"]),
            )
            file.pages[0].Annots = file.make_indirect([file.make_indirect(note)])
        file.save(
            out,
            encryption=pikepdf.Encryption(owner="o", user=str(kwargs["user"]))
            if change == "password"
            else False,
        )
    return out.getvalue()


def scanned_pdf() -> bytes:
    """A PDF of one page without any text."""
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(out)
    return out.getvalue()


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(
    *paragraphs: str, author: str = "", more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A Word file. A paragraph's runs are cut in the middle, as Word does."""
    runs = "".join(
        f"<w:p><w:r><w:t>{p[:2]}</w:t></w:r><w:r><w:t>{p[2:]}</w:t></w:r></w:p>" for p in paragraphs
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{runs}</w:body></w:document>',
    }
    if author:
        members["docProps/core.xml"] = _CORE.format(author, author)
    return packed({**members, **(more or {})})
