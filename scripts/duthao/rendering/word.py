"""Paragraphs and tables to a Word document (DOCX): the same content gives the same bytes.

Written by hand: python-docx begins with a document of its own, and writes the time of day.
Numbers stand in the text as they are said: Word's automatic letters have no đ).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from duthao.rendering import word_controls
from duthao.rendering.office_package import content_types, packed, relations, xml_bytes, xml_text
from duthao.rendering.word_controls import ContentControl

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWIPS = 1440 / 25.4  # in a millimetre
_JUSTIFIED = {"left": "left", "center": "center", "right": "right", "both": "both"}


class TextRun(NamedTuple):
    """Some text in one style; `size` in points, 0: that of the document. `color` as `7F7F7F`; "": black."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 0
    color: str = ""


class Paragraph(NamedTuple):
    """Runs in a line or more. Lengths in millimetres, `after` in points.

    `rule` draws a line below as wide as said, centred in `width`; `dots` fills what is left of so wide a line with dots, to be
    written on. `heading`: one of the document's outline. `height`: how high a line is, in points, whatever stands in it; 0: as
    high as its letters.
    """

    runs: Sequence[TextRun | ContentControl]
    align: str = "left"
    first_line: float = 0
    after: float = 0
    rule: float = 0
    width: float = 0
    heading: bool = False
    keep_next: bool = False
    height: float = 0
    dots: float = 0


class RichControl(NamedTuple):
    """Paragraphs in a content control that takes more of them; `tag` names it for programs, `title` for people. `empty`: what they
    say goes when somebody types.
    """

    tag: str
    title: str
    paragraphs: Sequence[Paragraph]
    empty: bool = False


TableCell = Sequence[Paragraph | RichControl]


class Table(NamedTuple):
    """Rows of cells, each of paragraphs. `widths` in millimetres; the first `headings` rows are repeated on each page.

    The last cell of a row that has fewer goes over the rest. `shaded` are the rows with a light ground; `line` is the colour of
    the borders.
    """

    widths: Sequence[float]
    rows: Sequence[Sequence[TableCell]]
    headings: int = 0
    borders: bool = True
    line: str = "000000"
    shaded: frozenset[int] = frozenset()


class PageLayout(NamedTuple):
    """A page, in millimetres, and the type."""

    width: float = 297
    height: float = 210
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    font: str = "Times New Roman"
    size: float = 13

    @property
    def measure(self) -> float:
        """How wide the text is, in millimetres."""
        return self.width - self.left - self.right


def docx(
    blocks: Sequence[Paragraph | Table | PageLayout],
    *,
    title: str,
    dated: date | None,
    layout: PageLayout,
    footer: str = "",
) -> bytes:
    """The bytes of the document; pages are numbered in the head from the second on, `footer` stands below each.

    A `PageLayout` among the blocks begins a new page, laid out so from there on; its type is that of the document.
    """
    return packed(
        {
            "[Content_Types].xml": content_types(
                {
                    "word/document.xml": _TYPE + "document.main+xml",
                    "word/styles.xml": _TYPE + "styles+xml",
                    "word/settings.xml": _TYPE + "settings+xml",
                    "word/header1.xml": _TYPE + "header+xml",
                    "word/footer1.xml": _TYPE + "footer+xml",
                    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
                }
            ),
            "_rels/.rels": relations(
                {
                    "rId1": ("officeDocument", "word/document.xml"),
                    "rId2": (
                        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                        "docProps/core.xml",
                    ),
                }
            ),
            "word/document.xml": _document(blocks, layout),
            "word/_rels/document.xml.rels": relations(
                {
                    "rId1": ("styles", "styles.xml"),
                    "rId2": ("settings", "settings.xml"),
                    "rId3": ("header", "header1.xml"),
                    "rId4": ("footer", "footer1.xml"),
                }
            ),
            "word/styles.xml": _styles(layout),
            "word/settings.xml": _settings(),
            "word/header1.xml": _header(),
            "word/footer1.xml": _footer(footer),
            "docProps/core.xml": _properties(title, dated),
        }
    )


def _root(name: str, namespaces: Mapping[str, str] = MappingProxyType({})) -> Any:
    from lxml import etree

    return etree.Element(f"{{{_W}}}{name}", nsmap={"w": _W, "r": _R, **namespaces})


def _has_controls(blocks: Sequence[Paragraph | Table | PageLayout]) -> bool:
    """Whether programs are told of content controls: of boxes to tick Word asks for it."""
    tables = (block for block in blocks if isinstance(block, Table))
    paragraphs = (p for t in tables for row in t.rows for cell in row for p in cell)
    return any(
        isinstance(run, ContentControl)
        for p in paragraphs
        if isinstance(p, Paragraph)
        for run in p.runs
    )


def _add(parent: Any, name: str, /, **attributes: str | float) -> Any:
    from lxml import etree

    said = {f"{{{_W}}}{key}": str(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{_W}}}{name}", said)


def _twips(length: float) -> int:
    return round(length * _TWIPS)


def _document(blocks: Sequence[Paragraph | Table | PageLayout], layout: PageLayout) -> bytes:
    root = _root("document", word_controls.NAMESPACES if _has_controls(blocks) else {})
    if len(root.nsmap) > 2:
        root.set(word_controls.IGNORABLE, "w14")
    body = _add(root, "body")
    for block in blocks:
        if isinstance(block, Table):
            _table(body, block)
        elif isinstance(block, PageLayout):  # what a section looks like stands at its end
            last = _paragraph(body, Paragraph([TextRun("", size=1)]))
            _section(last[0], layout, first=not body.findall(f".//{{{_W}}}sectPr"))
            layout = block
        else:
            _paragraph(body, block)
    if blocks and isinstance(blocks[-1], Table):  # Word wants a paragraph behind a table
        _paragraph(body, Paragraph([TextRun("", size=1)], rule=0))
    _section(body, layout, first=not body.findall(f".//{{{_W}}}sectPr"))
    return xml_bytes(root)


def _section(parent: Any, layout: PageLayout, *, first: bool) -> None:
    """How pages are laid out up to here; the first page of the `first` section bears no number."""
    section = _add(parent, "sectPr")
    for kind, part in (("header", "rId3"), ("footer", "rId4")):
        for page in ("default", "first") if kind == "footer" else ("default",):
            reference = _add(section, f"{kind}Reference", type=page)
            reference.set(f"{{{_R}}}id", part)
    _add(
        section, "pgSz", w=_twips(layout.width), h=_twips(layout.height),
        orient="landscape" if layout.width > layout.height else "portrait",
    )  # fmt: skip
    _add(
        section, "pgMar", top=_twips(layout.top), right=_twips(layout.right), bottom=_twips(layout.bottom),
        left=_twips(layout.left), header=_twips(layout.top / 2), footer=_twips(layout.bottom / 2), gutter=0,
    )  # fmt: skip
    if first:
        _add(section, "titlePg")


def _paragraph(parent: Any, block: Paragraph) -> Any:
    paragraph = _add(parent, "p")
    style = _add(paragraph, "pPr")
    if block.heading:
        _add(style, "pStyle", val="Heading1")
    if block.keep_next:
        _add(style, "keepNext")
    if block.rule:
        line = _add(style, "pBdr")
        _add(line, "bottom", val="single", sz=6, space=1, color="000000")
    if block.dots:
        _add(_add(style, "tabs"), "tab", val="right", leader="dot", pos=_twips(block.dots))
    spacing = _add(style, "spacing", before=0, after=round(block.after * 20))
    if block.rule or block.height:  # else the line would lie as low as a line of type is high
        spacing.set(f"{{{_W}}}line", str(round(block.height * 20) or 60))
        spacing.set(f"{{{_W}}}lineRule", "exact")
    side = max(0.0, (block.width - block.rule) / 2) if block.rule else 0
    if side or block.first_line:
        _add(
            style, "ind", left=_twips(side), right=_twips(side), firstLine=_twips(block.first_line)
        )
    _add(style, "jc", val=_JUSTIFIED[block.align])
    if block.runs and all(isinstance(run, TextRun) and not run.text for run in block.runs):
        # The mark of the paragraph has a size too: else an empty one is a line high, and may begin a page.
        _add(_add(style, "rPr"), "sz", val=round(block.runs[0].size * 2))
    for run in block.runs:
        if isinstance(run, ContentControl):
            word_controls.add(paragraph, run)
        else:
            _run(paragraph, run)
    if block.dots:
        _add(_add(paragraph, "r"), "tab")
    return paragraph


def _run(parent: Any, run: TextRun) -> None:
    element = _add(parent, "r")
    if run.bold or run.italic or run.size or run.color:
        style = _add(element, "rPr")
        if run.bold:
            _add(style, "b")
        if run.italic:
            _add(style, "i")
        if run.color:
            _add(style, "color", val=run.color)
        if run.size:
            _add(style, "sz", val=round(run.size * 2))
            _add(style, "szCs", val=round(run.size * 2))
    text = _add(element, "t")
    text.text = xml_text(run.text)
    text.set(_SPACE, "preserve")


def _table(parent: Any, table: Table) -> None:
    element = _add(parent, "tbl")
    style = _add(element, "tblPr")
    _add(style, "tblW", w=_twips(sum(table.widths)), type="dxa")
    if table.borders:
        borders = _add(style, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            _add(borders, side, val="single", sz=4, space=0, color=table.line)
    _add(style, "tblLayout", type="fixed")
    margins = _add(style, "tblCellMar")
    for side, wide in (("top", 0.8), ("left", 1.8), ("bottom", 0.8), ("right", 1.8)):
        _add(margins, side, w=_twips(wide if table.borders else 0), type="dxa")
    grid = _add(element, "tblGrid")
    for width in table.widths:
        _add(grid, "gridCol", w=_twips(width))
    for number, cells in enumerate(table.rows):
        row = _add(element, "tr")
        if number < table.headings or not table.borders or _is_short(cells):
            properties = _add(row, "trPr")
            _add(properties, "cantSplit")
            if number < table.headings:
                _add(properties, "tblHeader")
        for place, paragraphs in enumerate(cells):
            span = len(table.widths) - place if place == len(cells) - 1 else 1
            cell = _add(row, "tc")
            properties = _add(cell, "tcPr")
            _add(properties, "tcW", w=_twips(sum(table.widths[place : place + span])), type="dxa")
            if span > 1:
                _add(properties, "gridSpan", val=span)
            if number in table.shaded:
                _add(properties, "shd", val="clear", color="auto", fill=_SHADE)
            if number < table.headings:
                _add(properties, "vAlign", val="center")
            for paragraph in paragraphs or [Paragraph([])]:
                if isinstance(paragraph, RichControl):
                    content = word_controls.rich(
                        cell, paragraph.tag, paragraph.title, empty=paragraph.empty
                    )
                    for inner in paragraph.paragraphs:
                        _paragraph(content, inner)
                else:
                    _paragraph(cell, paragraph)


_SHADE = "EDEDED"
_SHORT = 400  # characters of a cell: some ten lines of a column


def _is_short(cells: Sequence[TableCell]) -> bool:
    """Whether a row is to stand on one page: one that is long may be parted."""
    return all(sum(map(_length, cell)) <= _SHORT for cell in cells)


def _length(block: Paragraph | RichControl) -> int:
    if isinstance(block, RichControl):
        return sum(map(_length, block.paragraphs))
    return sum(len(run.text) for run in block.runs)


def _styles(layout: PageLayout) -> bytes:
    root = _root("styles")
    defaults = _add(root, "docDefaults")
    run = _add(_add(defaults, "rPrDefault"), "rPr")
    _add(run, "rFonts", ascii=layout.font, hAnsi=layout.font, cs=layout.font, eastAsia=layout.font)
    _add(run, "sz", val=round(layout.size * 2))
    _add(run, "szCs", val=round(layout.size * 2))
    _add(run, "lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN")
    _add(_add(defaults, "pPrDefault"), "pPr")
    normal = _add(root, "style", type="paragraph", default="1", styleId="Normal")
    _add(normal, "name", val="Normal")
    _add(normal, "qFormat")
    heading = _add(root, "style", type="paragraph", styleId="Heading1")
    _add(heading, "name", val="heading 1")
    _add(heading, "basedOn", val="Normal")
    _add(heading, "next", val="Normal")
    _add(heading, "qFormat")
    paragraph = _add(heading, "pPr")
    _add(paragraph, "keepNext")
    _add(paragraph, "spacing", before=200, after=120)
    _add(paragraph, "outlineLvl", val=0)
    _add(_add(heading, "rPr"), "b")
    return xml_bytes(root)


def _settings() -> bytes:
    root = _root("settings")
    compatible = _add(root, "compat")
    _add(
        compatible, "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15",
    )  # fmt: skip
    return xml_bytes(root)


def _header() -> bytes:
    root = _root("hdr")
    paragraph = _add(root, "p")
    _add(_add(paragraph, "pPr"), "jc", val="center")
    field = _add(paragraph, "fldSimple", instr=" PAGE ")
    _run(field, TextRun("2"))
    return xml_bytes(root)


def _footer(text: str) -> bytes:
    root = _root("ftr")
    _paragraph(root, Paragraph([TextRun(text, size=8.5)] if text else [], "center"))
    return xml_bytes(root)


def _properties(title: str, dated: date | None) -> bytes:
    from lxml import etree

    root = etree.Element(
        f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    )
    etree.SubElement(root, f"{{{_DC}}}title").text = xml_text(title)
    etree.SubElement(root, f"{{{_DC}}}language").text = "vi-VN"
    for name in ("created", "modified") if dated else ():
        element = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        element.text = f"{dated}T00:00:00Z"
    return xml_bytes(root)
