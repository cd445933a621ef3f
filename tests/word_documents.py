"""Word files in the shapes of offices, made from plain text, and dossiers of them with what is to be read.

A line is a paragraph; `^ ` before it: centred and bold; `# `: numbered by Word (a list of its own for each prefix
`#I`, `#1`, `#a`, `#D` for "Điều 1."). Lines that begin with `| ` are rows of one table: cells parted by ` | `, lines of a
cell by ` // `, `<` goes on with the cell at the left, `^` with the one above. `{+…+}` is an insertion, `{-…-}` a deletion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import yaml

from tests.sample_files import packed

DOSSIERS = Path(__file__).resolve().parent / "word_dossiers"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PIECES = re.compile(r"(\{\+.*?\+\}|\{-.*?-\})")
_LISTS = {"#I ": ("1", "upperRoman", "%1."), "#1 ": ("2", "decimal", "%1."), "#a ": ("3", "lowerLetter", "%1)"), "#D ": ("4", "decimal", "Điều %1.")}  # fmt: skip
_CHANGE = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'


_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PART}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_PART}.numbering+xml"/></Types>'
)
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def _package(kind: str, target: str) -> str:
    return f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'


class Dossier(NamedTuple):
    """Files by name, as text in the form above, and the values of each field that are to be offered."""

    name: str
    files: dict[str, str]
    expected: dict[str, Any]


def dossiers(folder: Path) -> list[Dossier]:
    """Those of a folder, in the order of their names."""
    return [_dossier(path) for path in sorted(folder.glob("*.txt"))]


def _dossier(path: Path) -> Dossier:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    parts = re.split(r"^=== (.+)\n", body, flags=re.MULTILINE)[1:]
    return Dossier(
        path.stem, dict(zip(parts[::2], parts[1::2], strict=True)), yaml.load(head, yaml.BaseLoader)
    )


def docx(text: str, run: int = 7) -> bytes:
    """The file; its runs are cut after so many characters, as Word does anywhere in a word."""
    return docx_of_xml("".join(_blocks(text.splitlines(), run)))


def docx_of_xml(body: str, more: dict[str, str] | None = None) -> bytes:
    """A Word file with this body."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS.format(_package("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _RELS.format(_package("numbering", "numbering.xml")),
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{_WORD}">{"".join(_numbering())}</w:numbering>',
            **(more or {}),
        }
    )


def _numbering() -> Iterator[str]:
    for number, form, text in _LISTS.values():
        yield f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    for number, *_ in _LISTS.values():
        yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'


def _blocks(lines: list[str], run: int) -> Iterator[str]:
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in re.split(r" \|(?: |$)", line[2:])])
            continue
        if rows:
            yield _table(rows, run)
            rows = []
        if line:
            yield paragraph(line, run)


def paragraph(line: str, run: int = 7) -> str:
    """A line in the form above as a `w:p`."""
    properties = ""
    if line.startswith("^ "):
        line, properties = line[2:], '<w:jc w:val="center"/>'
    elif line[:3] in _LISTS:
        number, line = _LISTS[line[:3]][0], line[3:]
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(_runs(line, run))}</w:p>"


def _runs(line: str, run: int) -> Iterator[str]:
    for piece in _PIECES.split(line):
        if piece.startswith("{+"):
            yield f"<w:ins {_CHANGE}>{_run(piece[2:-2])}</w:ins>"
        elif piece.startswith("{-"):
            yield f"<w:del {_CHANGE}>{_run(piece[2:-2]).replace('w:t', 'w:delText')}</w:del>"
        else:
            yield from (_run(piece[n : n + run]) for n in range(0, len(piece), run))


def _run(text: str) -> str:
    inner = "</w:t><w:tab/><w:t>".join(escape(part) for part in text.split("\t"))
    return f'<w:r><w:t xml:space="preserve">{inner}</w:t></w:r>'


def _table(rows: list[list[str]], run: int) -> str:
    width = max(map(len, rows))
    grid = f'<w:gridCol w:w="{9400 // width}"/>' * width
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(_row(rows, number, run) for number in range(len(rows)))}</w:tbl>"


def _row(rows: list[list[str]], number: int, run: int) -> str:
    cells = []
    for column, text in enumerate(rows[number]):
        if text == "<":
            continue
        span = 1
        while rows[number][column + span : column + span + 1] == ["<"]:
            span += 1
        below = rows[number + 1][column : column + 1] if number + 1 < len(rows) else []
        merged = "" if text != "^" and below != ["^"] else "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>'  # fmt: skip
        inner = "".join(
            paragraph(line, run) for line in ("" if text == "^" else text).split(" // ")
        )
        cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{inner}</w:tc>')
    return f"<w:tr>{''.join(cells)}</w:tr>"
