"""The papers of a dossier: which each is (a letter, a proposal, the draft …), its head, and what stands below the head.

One file may hold several papers, one behind the other: each begins with the name of the country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from duthao.records.word_files.document import WordDocument, WordParagraph, WordTable
from duthao.records.word_files.source_sentences import SourceSentence, sentences, single
from duthao.text import fold

_COUNTRY = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-\u2013]\s*tu do")
_LOOKED_AT = 16  # lines that may say what a paper is
_TEXTS = r"(?:luat|phap lenh|nghi quyet|nghi dinh|quyet dinh|thong tu)"
_KINDS = (
    ("proposal", re.compile(r"to trinh$")),
    ("comparison", re.compile(r"(?:ban|bang) (?:tong hop )?so sanh")),
    ("explanation", re.compile(r"(?:ban |bang )?thuyet minh|bao cao thuyet minh")),
    ("draft", re.compile(rf"(?:\(?du thao\)?:? )?{_TEXTS}$")),
    ("notice", re.compile(r"thong bao$")),
    ("report", re.compile(r"bao cao$")),
    ("letter", re.compile(r"v/v|ve viec (?:lay|xin|tham gia|gop) |kinh gui")),
)
ASKING = ("letter", "notice")
TELLING = ("proposal", "explanation")
_BLANKS = re.compile(r"[_\u2026.*\-\s]*")
_ATTACHED = re.compile(r"^\(\s*(?:duoc )?(?:ban hanh\s*)?kem theo (?:nghi quyet|quyet dinh)")


@dataclass(frozen=True)
class PaperLine:
    """A line of the head or a paragraph below it."""

    text: str
    place: str
    centred: bool = False


@dataclass
class Paper:
    """A paper of a file. `left` are the lines at the left of its head (who issues it, number, subject), `right` those at
    the right (country, place and day); `lines` the paragraphs below; `tables` all but that of the head.
    """

    file: str
    kind: str = "other"
    left: list[PaperLine] = field(default_factory=list)
    right: list[PaperLine] = field(default_factory=list)
    lines: list[PaperLine] = field(default_factory=list)
    tables: list[WordTable] = field(default_factory=list)

    def source(self, line: PaperLine, text: str = "") -> SourceSentence:
        """The line, or a sentence of it, as a source."""
        return SourceSentence(single(text or line.text), self.file, line.place)

    def sentences(self) -> Iterator[tuple[PaperLine, str]]:
        """Every sentence below the head, and those of its left side, where the subject of a letter stands."""
        for line in (*self.left, *self.lines):
            for sentence in sentences(line.text):
                yield line, sentence

    @property
    def own_lines(self) -> list[PaperLine]:
        """Of a decision that puts a regulation in force, the lines before that regulation."""
        end = self._attached_at
        return self.lines if end is None else self.lines[:end]

    @property
    def attached_lines(self) -> list[PaperLine]:
        """The lines of the regulation that is put in force."""
        end = self._attached_at
        return [] if end is None else self.lines[end:]

    @property
    def _attached_at(self) -> int | None:
        return next(
            (n for n, line in enumerate(self.lines) if _ATTACHED.match(fold(line.text))), None
        )


def papers(documents: Sequence[WordDocument]) -> list[Paper]:
    """All papers of these files in their order."""
    return [paper for document in documents for paper in _of_file(document)]


def _of_file(document: WordDocument) -> Iterator[Paper]:
    start, head = 0, len(document.blocks)
    for place, block in enumerate(document.blocks):
        if _is_head(block):
            # The motto stands in a line of its own below the country: that is one head.
            if place - head > 2:
                yield _paper(document.file, document.blocks[start:place])
                start = place
            head = place
    yield _paper(document.file, document.blocks[start:])


def _is_head(block: WordParagraph | WordTable) -> bool:
    if isinstance(block, WordTable):
        text = "\n".join("\n".join(row) for row in block.rows[:3]) if len(block.rows) <= 8 else ""
    else:
        text = block.text if len(block.text) < 200 else ""
    return bool(_COUNTRY.search(fold(text)))


def _paper(file: str, blocks: Sequence[WordParagraph | WordTable]) -> Paper:
    paper = Paper(file)
    for place, block in enumerate(blocks):
        if isinstance(block, WordTable):
            if place < 4 and (_is_head(block) or _is_letterhead(block)):
                _add_head(paper, block)
            else:
                paper.tables.append(block)
        elif "\t" in block.text and place < 10:
            _add_tabbed(paper, block)
        elif not _COUNTRY.search(fold(block.text)) or len(block.text) > 100:
            lines = filter(None, map(str.strip, block.text.split("\n")))
            paper.lines += [PaperLine(line, block.place, block.centred) for line in lines]
    paper.kind = _kind(paper)
    return paper


def _is_letterhead(table: WordTable) -> bool:
    return (
        len(table.rows) <= 5
        and len(table.rows[0]) == 2
        and any(fold(row[0]).startswith("so:") for row in table.rows)
    )


def _add_head(paper: Paper, table: WordTable) -> None:
    for number, row in enumerate(table.rows):
        place = table.place(number)
        cells = list(dict.fromkeys(cell for cell in row if cell))
        if not cells:
            continue
        split = _COUNTRY.search(fold(cells[0])) or re.search(r"ngày[ .\u2026]*\d* *tháng", cells[0])
        left, right = ([], cells) if split and len(cells) == 1 else (cells[:1], cells[1:])
        paper.left += [PaperLine(line, place) for cell in left for line in cell.split("\n") if line]
        paper.right += [
            PaperLine(line, place) for cell in right for line in cell.split("\n") if line
        ]


def _add_tabbed(paper: Paper, block: WordParagraph) -> None:
    left, _, right = block.text.partition("\t")
    if left.strip():
        paper.left.append(PaperLine(left.strip(), block.place))
    if right.strip():
        paper.right.append(PaperLine(single(right), block.place))


def _kind(paper: Paper) -> str:
    for line in [*paper.left, *paper.lines][:_LOOKED_AT]:
        text = fold(single(line.text)).strip(" :*")
        for kind, pattern in _KINDS:
            if pattern.match(text):
                return kind
    return "other"


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written."""
    return _BLANKS.fullmatch(text) is not None
