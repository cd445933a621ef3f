"""PDF: text of pages by PDFium, in a fifth of the time or less that pypdf takes; all else by pypdf, which shows how a file is
built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from io import BytesIO
from typing import IO, Any

from duthao.records.file_contents import extracted_content
from duthao.records.file_contents.active_parts import SCRIPT_LINK
from duthao.records.file_contents.extracted_content import Content, Trace

_MAX_OBJECTS = 200_000
_MAX_DEPTH_OF_FORMS = 3
# Where the walk does not go: pages (each is a start of its own), what is drawn, and ways back.
_ASIDE = frozenset(
    {
        *("/Parent", "/P", "/Pages", "/Page", "/StructTreeRoot", "/Metadata", "/OutputIntents", "/AP"),
        *("/DR", "/Dest", "/Dests", "/D", "/SD", "/Popup", "/Prev", "/Last", "/IRT", "/OC"),
        *("/OCProperties", "/PageLabels", "/MK", "/SE", "/UF", "/DA"),
    }
)  # fmt: skip
_SHOWN_BY_PROGRAMS = ("/Title", "/V", "/DV", "/TU", "/RC", "/Opt")
_OF_THE_PROGRAM = frozenset(
    {"/Producer", "/Creator", "/Author", "/CreationDate", "/ModDate", "/Trapped"}
)
_SPACE = re.compile(r"\s+")
# What people stick onto a page afterwards; fields, links and marks of form programs are none of it.
_NOTES = frozenset({"/Text", "/FreeText", "/Stamp", "/Highlight", "/Underline", "/StrikeOut", "/Caret", "/Ink", "/Square", "/Circle", "/Line", "/Polygon"})  # fmt: skip
_TAGS = re.compile(r"<[^<>]{0,500}>")


def read(stream: IO[bytes]) -> Content:
    """What the file holds. Raises on what one of the two readers cannot open."""
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
    xmp = _xmp(reader)
    authors += _xmp_names(xmp)
    scanned, noted, notes = list[int](), list[int](), 0
    # A page that only one of the two can find would be published unread: then the file counts as damaged.
    for number, (page, text) in enumerate(zip(reader.pages, _page_texts(raw), strict=True), 1):
        texts.append(text)
        if not text.strip() and _has_picture(page, _MAX_DEPTH_OF_FORMS):
            scanned.append(number)
        for note in _annotations(page):
            texts[-1] += "\n" + str(note.get("/Contents", ""))
            if note.get("/Subtype") in _NOTES and str(note.get("/Contents") or "").strip():
                noted.append(number)
                notes += 1
            authors.append(str(note.get("/T", "")) if note.get("/Subtype") != "/Widget" else "")
    walk = _Walk(reader)
    faults = {*walk.faults}
    if texts and not "".join(texts).strip():
        faults.add("no-text")
    elif scanned:
        walk.traces.append(Trace("scanned-pages", _page_words(scanned), len(scanned)))
    if noted:
        walk.traces.append(Trace("pdf-notes", _page_words(sorted(set(noted))), notes))
    if changed := _changed_since(raw):
        walk.traces.append(Trace("earlier-revisions", _page_words(changed), len(changed)))
    if not texts:
        faults.add("damaged")
    return Content(
        "\f".join(texts),
        len(texts),
        tuple(authors),
        tuple(sorted(faults)),
        "\n".join([*_properties(reader, xmp), *walk.words]),
        tuple(walk.traces),
    )


_END_OF_REVISION = re.compile(rb"%%EOF[\r\n ]*")
_MAX_REVISIONS = 5  # of one file that are looked at, the last first


def _changed_since(raw: bytes) -> list[int]:
    """Pages of which an earlier revision, still in the file, has another text: whoever cuts the end off reads it.

    A signature adds a revision too, and changes no text; the first part of a file made for the web is none.
    """
    ends = [match.end() for match in _END_OF_REVISION.finditer(raw)][:-1]
    if not ends:
        return []
    now, changed = [_SPACE.sub("", text) for text in _page_texts(raw)], set[int]()
    for end in ends[-_MAX_REVISIONS:]:
        with suppress(Exception):  # no file by itself
            then = [_SPACE.sub("", text) for text in _page_texts(raw[:end])]
            changed |= {
                n
                for n, text in enumerate(then, 1)
                if text and text != (now[n - 1] if n <= len(now) else "")
            }
    return sorted(changed)


def _page_texts(raw: bytes) -> Iterator[str]:
    """The text of each page; "" of those beyond `MAX_TEXT`. Raises on what PDFium cannot open."""
    from pypdfium2 import PdfDocument

    size = 0
    with closing(PdfDocument(raw)) as document:
        for number in range(len(document)):
            text = ""
            if size < extracted_content.MAX_TEXT:
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


def _has_picture(page: Any, depth: int) -> bool:
    """Whether a page, or a form that it draws, holds a picture: a blank page is no scan."""
    resources = page.get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    drawn = resources.get("/XObject") if isinstance(resources, dict) else None
    for entry in (drawn.get_object() if drawn is not None else {}).values():
        thing = entry.get_object()
        if not isinstance(thing, dict):
            continue
        if thing.get("/Subtype") == "/Image" or (depth and _has_picture(thing, depth - 1)):
            return True
    return False


def _page_words(numbers: list[int]) -> str:
    """`2–10, 12`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def _annotations(page: Any) -> Iterator[Any]:
    for note in page.get("/Annots") or ():
        annotation = note.get_object()
        if isinstance(annotation, dict):
            yield annotation


class _Walk:
    """All that hangs on the catalogue and on pages beside what is drawn: actions, fields, bookmarks, files."""

    def __init__(self, reader: Any) -> None:
        self.faults: set[str] = set()
        self.words: list[str] = []
        self.traces: list[Trace] = []
        root = reader.trailer["/Root"].get_object()
        starts = [value for key, value in root.items() if key not in _ASIDE] + _acting(root)
        for page in reader.pages:
            starts += [page[key] for key in ("/AF", "/Annots") if key in page]
            starts += _acting(page)
        self._from(starts)

    def _from(self, open_ends: list[Any]) -> None:
        seen: set[tuple[int, int]] = set()
        steps = 0
        while open_ends:
            steps += 1
            if steps > _MAX_OBJECTS:
                self.faults.add("unread")
                return
            thing = open_ends.pop()
            if hasattr(thing, "idnum"):
                if (key := (thing.idnum, thing.generation)) in seen:
                    continue
                seen.add(key)
                thing = thing.get_object()
            if isinstance(thing, dict):
                self._look(thing)
                open_ends += [v for k, v in thing.items() if k not in _ASIDE and _branches(v)]
                open_ends += _acting(thing)
            elif isinstance(thing, list):
                open_ends += [v for v in thing if _branches(v)]

    def _look(self, thing: Any) -> None:
        action = thing.get("/S")
        if action in ("/JavaScript", "/Launch", "/ImportData") or "/JS" in thing:
            self.faults.add("macros")
        if "/EF" in thing or action == "/GoToE":
            self.faults.add("hidden")
        if "/XFA" in thing:
            self.traces.append(Trace("xfa"))
        if action == "/URI" and str(thing.get("/URI", "")).lower().startswith("mailto:"):
            self.words.append(str(thing["/URI"])[7:])
        if action == "/URI" and SCRIPT_LINK.match(str(thing.get("/URI", ""))):
            self.traces.append(Trace("script-link", str(thing["/URI"])[:60]))
        for key in _SHOWN_BY_PROGRAMS:
            value = thing.get(key)
            for part in _each(value):
                if isinstance(part, str) and not part.startswith("/"):
                    self.words.append(_TAGS.sub(" ", part) if key == "/RC" else part)


def _each(value: Any) -> Iterator[Any]:
    """A value, or what a list of choices holds: each a text, or a pair of what is sent and what is shown."""
    for part in value if isinstance(value, list) else [value]:
        yield from part if isinstance(part, list) else [part]


def _acting(thing: Any) -> list[Any]:
    """Actions on events, of which each key is one: `/D` (mouse down) and `/F` (format) mean other things elsewhere."""
    events = thing.get("/AA")
    events = events.get_object() if events is not None else None
    return list(events.values()) if isinstance(events, dict) else []


def _branches(value: Any) -> bool:
    return hasattr(value, "idnum") or isinstance(value, dict | list)


def _xmp(reader: Any) -> Any:
    """The XMP, or None: pypdf parses it anew whenever it is asked, and other programs write some that is no XML; the page itself
    may be sound.
    """
    with suppress(Exception):
        return reader.xmp_metadata
    return None


def _properties(reader: Any, xmp: Any) -> Iterator[str]:
    for key, value in (reader.metadata or {}).items():
        text = str(value)
        if key not in _OF_THE_PROGRAM and not text.startswith("D:"):
            yield text
    with suppress(Exception):
        if xmp:
            for titles in (xmp.dc_title, xmp.dc_description):
                yield from map(str, (titles or {}).values())
            yield from map(str, xmp.dc_subject or ())
            yield str(xmp.pdf_keywords or "")


def _xmp_names(xmp: Any) -> list[str]:
    with suppress(Exception):
        if xmp:
            return [str(name) for name in (xmp.dc_creator or [])]
    return []
