"""Packed files of XML (DOCX, XLSX, PPTX, ODT, ODS): the text of every part, and what stands in them beside it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import IO

from duthao.records.file_contents import (
    active_parts,
    open_document,
    picture_details,
    word_review,
)
from duthao.records.file_contents.extracted_content import Content, Trace, places
from duthao.records.file_contents.workbook_parts import Workbook
from duthao.records.packed_files import elements, member_bytes, open_archive, tree

# The part without which it is no such file; parts whose text people see.
OFFICE = MappingProxyType(
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
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_PROPERTY_WORDS = frozenset(
    {
        *("title", "subject", "keywords", "keyword", "description", "category", "contentStatus"),
        *("user-defined", "Company", "Manager", "lpstr", "lpwstr", "bstr"),
    }
)
_RUNS = frozenset({"t", "delText"})
_BLOCKS = frozenset({"p", "h", "si", "is", "cm", "comment"})
_NAMES = frozenset({"creator", "lastModifiedBy", "initial-creator"})
_AUTHOR = re.compile(rb'\b(?:w:author|w15:author|authorName)="([^"<>]{1,200})"')
# Of comments in a workbook; `displayName` of a table is that of the table.
_PERSON = re.compile(rb'\bdisplayName="([^"<>]{1,200})"')
# Parts that hold no words of whoever wrote the file.
_FORM_ALONE = re.compile(
    r"(?:^|/)(?:theme|_rels|fonts|printerSettings)/|(?:^|/)(?:styles|fontTable|webSettings|tableStyles|calcChain|people|"
    r"stylesWithEffects|commentsExtended|commentsIds|commentsExtensible)\.xml$|^\[Content_Types\]\.xml$|^META-INF/"
)
_WORDS_APART = frozenset({"t", "v", "text", "pt"})  # diagrams, charts, threaded comments
_ALTERNATIVES = ("descr", "title", "string", "alt")
_REVIEWED = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_PICTURE = re.compile(r"\.(?:jpe?g|png)$", re.IGNORECASE)
_NESTED = re.compile(r"/embeddings/.*(\.(?:xlsx|docx|pptx))$", re.IGNORECASE)
_MAX_NESTED = 2  # files within files


def read(stream: IO[bytes], suffix: str, depth: int = 0) -> Content:
    """What the file holds; a file that it holds is read too, to a depth of two."""
    opened = open_archive(stream)
    if opened is None:
        return Content(faults=("bomb",))
    archive, members = opened
    heart, wanted = OFFICE[suffix]
    by_name = {member.filename: member for member in sorted(members, key=lambda m: m.filename)}
    if heart not in by_name or any(member.flag_bits & 1 for member in members):
        return Content(faults=("damaged" if heart not in by_name else "encrypted",))
    parts = {
        name: member_bytes(archive, member)
        for name, member in by_name.items()
        if name.endswith(".xml")
    }
    texts, beside, authors = list[str](), list[str](), list[str]()
    for name, raw in parts.items():
        if not _FORM_ALONE.search(name):
            names = _AUTHOR.findall(raw)
            names += _PERSON.findall(raw) if name.startswith("xl/persons/") else []
            authors += [match.decode("utf-8", "replace") for match in names]
        if name in _PROPERTIES:
            authors += _texts(raw, _NAMES, _NAMES)
        if re.fullmatch(wanted, name):
            texts += _texts(raw, _RUNS, _BLOCKS) if suffix[1] != "o" else _whole_texts(raw)
            beside += _alternatives(raw)
        elif name in _PROPERTIES or name.startswith("docProps/"):
            beside += [e.text for e, _ in elements(raw, *_PROPERTY_WORDS) if e.text]
        elif suffix[1] == "o" and name.endswith("/content.xml"):  # an object within
            beside += _whole_texts(raw)
        elif not _FORM_ALONE.search(name):
            beside += _apart(name, raw)
    traces = list(active_parts.of_archive(archive, by_name))
    if suffix == ".docx":
        traces += _of_word(parts)
    elif suffix == ".xlsx":
        book = Workbook(parts)
        texts, traces = texts + book.text, traces + book.traces
    elif suffix[1] == "o":
        traces += open_document.traces(parts)
    beside += active_parts.mail_addresses(archive, by_name)
    faults = {"macros"} if any(active_parts.MACROS.search(name) for name in by_name) else set[str]()
    for inner in _inside(archive, by_name, depth):
        beside += [inner.text, inner.beside]
        authors += inner.authors
        traces += [t for t in inner.traces if t.kind == "picture-place" or depth < _MAX_NESTED]
        faults |= set(inner.faults)
    return Content(
        "\n".join(texts),
        None,
        tuple(authors),
        tuple(sorted(faults)),
        "\n".join(filter(None, beside)),
        _merged(traces),
    )


def _inside(
    archive: zipfile.ZipFile, by_name: Mapping[str, zipfile.ZipInfo], depth: int
) -> Iterator[Content]:
    for name, member in by_name.items():
        if _PICTURE.search(name):
            yield picture_details.read(member_bytes(archive, member))
        elif (nested := _NESTED.search(name)) and depth < _MAX_NESTED:
            stream = BytesIO(member_bytes(archive, member))
            yield read(stream, nested[1].lower(), depth + 1)


def _of_word(parts: Mapping[str, bytes]) -> Iterator[Trace]:
    trees = {name: tree(raw) for name, raw in parts.items() if _REVIEWED.fullmatch(name)}
    comments, styles = (parts.get(f"word/{name}.xml") for name in ("comments", "styles"))
    yield from word_review.traces(
        trees,
        tree(comments) if comments else None,
        tree(styles) if styles and b"vanish" in styles else None,
    )
    for root in trees.values():
        yield from active_parts.of_fields(root)


def _merged(traces: list[Trace]) -> tuple[Trace, ...]:
    """One of each kind, with all its places."""
    kinds = dict.fromkeys(trace.kind for trace in traces)
    of = {kind: [t for t in traces if t.kind == kind] for kind in kinds}
    return tuple(
        Trace(kind, places([t.place for t in same]), sum(t.times for t in same))
        for kind, same in of.items()
    )


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


def _alternatives(raw: bytes) -> Iterator[str]:
    """Words that stand in attributes: alternative texts, and WordArt, by which Word sets a watermark."""
    if any(name.encode() + b"=" in raw for name in _ALTERNATIVES):
        for element, _ in elements(
            raw, "docPr", "cNvPr", "textpath", "shape", "imagedata", "frame"
        ):
            yield from (v for k, v in element.items() if k.rpartition("}")[2] in _ALTERNATIVES)


def _apart(name: str, raw: bytes) -> Iterator[str]:
    """Words of charts, diagrams, custom data and whatever part else there is."""
    yield from _alternatives(raw)
    if name.startswith("customXml/"):
        yield from (e.text for e, _ in elements(raw) if e.text and e.text.strip())
        return
    gathered: list[str] = []
    for element, tag in elements(raw):
        if tag in _WORDS_APART and element.text:
            gathered.append(element.text)
        elif tag == "p" or (tag == "pt" and gathered):
            yield "".join(gathered)
            gathered.clear()
    yield "\n".join(gathered)
