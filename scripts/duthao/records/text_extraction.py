"""Text, pages and authors' names out of an attachment, for the search of what must not be published.

Attachments come from many machines and some are built to break readers: nothing here raises, everything is
bounded in size, XML has no entities, and `attachment_scan` runs it in a process of its own that can be stopped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import IO, Any, NamedTuple

from duthao.records.packed_files import MAX_PART, elements, member_bytes, open_archive
from duthao.text import nfc

MAX_TEXT = 8_000_000  # characters: more than two thousand pages
_OFFICE = MappingProxyType(
    {
        ".docx": ("word/document.xml", r"word/[^/]+\.xml"),
        ".xlsx": (
            "xl/workbook.xml",
            r"xl/(sharedStrings|comments\d*|worksheets/[^/]+|drawings/[^/]+)\.xml",
        ),
        ".pptx": ("ppt/presentation.xml", r"ppt/(slides|notesSlides|comments)/[^/]+\.xml"),
        ".odt": ("content.xml", r"(content|styles)\.xml"),
        ".ods": ("content.xml", r"(content|styles)\.xml"),
    }
)
_METADATA = ("docProps/core.xml", "meta.xml")
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|(?:^|/)activeX/|^Basic/|^Scripts/", re.IGNORECASE)
_RUNS = frozenset({"t", "delText"})
_BLOCKS = frozenset({"p", "h", "si", "is", "cm", "comment"})
_NAMES = frozenset({"creator", "lastModifiedBy", "initial-creator"})
_AUTHOR = re.compile(rb'\b(?:w:author|authorName)="([^"<>]{1,200})"')


class Content(NamedTuple):
    """What a file holds. `text` in NFC, pages divided by form feeds; `pages` only where the file counts them.

    `faults` are of: damaged, encrypted, bomb, macros, foreign (a packed file that is not published), hidden
    (files inside a PDF), no-text (pictures of pages).
    """

    text: str = ""
    pages: int | None = None
    authors: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def read(stream: IO[bytes], suffix: str, packed: frozenset[str] = frozenset()) -> Content:
    """What the file holds, by its (lower-case) suffix; `packed` are the suffixes allowed inside a .zip."""
    try:
        content = _read(stream, suffix, packed)
    except Exception:  # a broken file breaks its reader in ways that nobody can list
        return Content(faults=("damaged",))
    return content._replace(
        text=nfc(content.text[:MAX_TEXT]),
        authors=tuple(sorted({nfc(a.strip()) for a in content.authors if a.strip()})),
    )


def _read(stream: IO[bytes], suffix: str, packed: frozenset[str]) -> Content:
    if suffix == ".pdf":
        return _pdf(stream)
    if suffix in _OFFICE:
        return _office(stream, suffix)
    if suffix == ".zip":
        return _packed(stream, packed)
    if suffix in (".txt", ".csv", ".md"):
        return _plain(stream.read(MAX_PART))
    return Content()


def _plain(raw: bytes) -> Content:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Content(raw.decode("utf-16"))
    if b"\0" in raw:
        return Content(faults=("damaged",))
    try:
        return Content(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Content(raw.decode("cp1258", "replace"))  # the Vietnamese code page of Windows


# ---- PDF


def _pdf(stream: IO[bytes]) -> Content:
    """Text by pypdfium2, in a fifth of the time or less that pypdf takes; all else by pypdf, which shows how a file is built."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    raw = stream.read()
    try:
        reader = PdfReader(BytesIO(raw))
    except DependencyError:  # a cipher that pypdf leaves to another library
        return Content(faults=("encrypted",))
    if reader.is_encrypted:
        return Content(faults=("encrypted",))
    authors, texts = [str(reader.metadata.author or "")] if reader.metadata else [], list[str]()
    authors += _xmp_authors(reader)
    # A page that only one of the two can find would be published unread: then the file counts as damaged.
    for page, text in zip(reader.pages, _page_texts(raw), strict=True):
        texts.append(text)
        for note in _annotations(page):
            texts[-1] += "\n" + str(note.get("/Contents", ""))
            authors.append(str(note.get("/T", "")) if note.get("/Subtype") != "/Widget" else "")
    return Content("\f".join(texts), len(texts), tuple(authors), tuple(_pdf_faults(reader, texts)))


def _page_texts(raw: bytes) -> Iterator[str]:
    """The text of each page; "" of those beyond `MAX_TEXT`. Raises on what PDFium cannot open."""
    from pypdfium2 import PdfDocument

    size = 0
    with closing(PdfDocument(raw)) as document:
        for number in range(len(document)):
            text = ""
            if size < MAX_TEXT:
                with (
                    closing(document[number]) as page,
                    closing(page.get_textpage()) as textpage,
                ):
                    text = textpage.get_text_range()
            size += len(text)
            yield _mended(text)


# What PDFium puts for a hyphen at the end of a line; the line end itself it leaves out.
_LINE_END_HYPHEN = "\ufffe"
_PARTED_ACCENT = re.compile(r"(\s+)([\u0300-\u036f]+)")


def _mended(text: str) -> str:
    """The text with line ends after hyphens, and with accents beside their letters: stored apart, some come after the space."""
    return _PARTED_ACCENT.sub(r"\2\1", text.replace(_LINE_END_HYPHEN, "-\n"))


def _pdf_faults(reader: Any, texts: list[str]) -> Iterator[str]:
    root = reader.trailer["/Root"].get_object()
    names = root.get("/Names", {}).get_object() if "/Names" in root else {}
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if "/JavaScript" in names or (
        isinstance(opening, dict) and opening.get("/S") in ("/JavaScript", "/Launch")
    ):
        yield "macros"
    if "/EmbeddedFiles" in names:
        yield "hidden"
    if texts and not "".join(texts).strip():
        yield "no-text"
    if not texts:
        yield "damaged"


def _annotations(page: Any) -> Iterator[Any]:
    for note in page.get("/Annots") or ():
        annotation = note.get_object()
        if isinstance(annotation, dict):
            yield annotation


def _xmp_authors(reader: Any) -> list[str]:
    try:
        return (
            [str(name) for name in (reader.xmp_metadata.dc_creator or [])]
            if reader.xmp_metadata
            else []
        )
    except Exception:  # other programs write XMP that is no XML; the page itself may be sound
        return []


# ---- packed files


def _office(stream: IO[bytes], suffix: str) -> Content:
    opened = open_archive(stream)
    if opened is None:
        return Content(faults=("bomb",))
    archive, members = opened
    heart, wanted = _OFFICE[suffix]
    by_name = {member.filename: member for member in members}
    if heart not in by_name or any(member.flag_bits & 1 for member in members):
        return Content(faults=("damaged" if heart not in by_name else "encrypted",))
    faults = ["macros"] if any(_MACROS.search(name) for name in by_name) else []
    texts, authors = list[str](), list[str]()
    for name in sorted(by_name):
        if name in _METADATA:
            authors += _texts(member_bytes(archive, by_name[name]), _NAMES, _NAMES)
        elif re.fullmatch(wanted, name):
            raw = member_bytes(archive, by_name[name])
            authors += [match.decode("utf-8", "replace") for match in _AUTHOR.findall(raw)]
            texts += _texts(raw, _RUNS, _BLOCKS) if suffix[1] != "o" else _whole_texts(raw)
    return Content("\n".join(texts), None, tuple(authors), tuple(faults))


def _texts(raw: bytes, runs: frozenset[str], blocks: frozenset[str]) -> Iterator[str]:
    """A text for each block, joined from the runs inside it."""
    gathered: list[str] = []
    for element, name in elements(raw):
        if name in runs and element.text:
            gathered.append(element.text)
        elif name in ("tab", "br", "cr"):
            gathered.append(" " if name == "tab" else "\n")
        if name in blocks:
            yield "".join(gathered)
            gathered.clear()
            element.clear()
    yield "".join(gathered)


def _whole_texts(raw: bytes) -> Iterator[str]:
    for element, name in elements(raw):
        if name in ("p", "h"):
            yield "".join(element.itertext())


def _packed(stream: IO[bytes], allowed: frozenset[str]) -> Content:
    opened = open_archive(stream)
    if opened is None:
        return Content(faults=("bomb",))
    archive, members = opened
    content = Content()
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        suffix = path.suffix.lower()
        if path.is_absolute() or ".." in path.parts or suffix not in allowed - {".zip"}:
            inner = Content(faults=("foreign",))
        elif member.flag_bits & 1:
            inner = Content(faults=("encrypted",))
        else:
            inner = read(BytesIO(member_bytes(archive, member)), suffix)
        content = Content(
            f"{content.text}\n{inner.text}"[:MAX_TEXT],
            None,
            content.authors + inner.authors,
            tuple(sorted({*content.faults, *inner.faults})),
        )
    return content
