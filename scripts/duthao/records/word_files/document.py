"""What a Word file holds, as it was read: paragraphs and tables in their order, each with its place in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from duthao.text import nfc

# Old machines write Đ as the Icelandic letter or the African one that look the same.
_LETTERS = str.maketrans(
    {
        "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ",
        "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2002": " ", "\u2003": " ",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u2011": "-", "\u2028": "\n",
    }
)  # fmt: skip
# Marks of direction and control characters, which `duthao check` refuses.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")  # fmt: skip
_SPACES = re.compile(r"[^\S\n\t]+")


class WordParagraph(NamedTuple):
    """A paragraph that is not empty. `number` counts these from 1; tabs and line ends inside it are kept."""

    text: str
    number: int
    centred: bool = False

    @property
    def place(self) -> str:
        """`đoạn 12`."""
        return f"đoạn {self.number}"


class WordTable(NamedTuple):
    """A table as its grid: a merged cell stands in each place that it covers, lines of a cell are parted by line ends."""

    rows: tuple[tuple[str, ...], ...]
    number: int

    def place(self, row: int) -> str:
        """`bảng 1, hàng 3` of the row with this index."""
        return f"bảng {self.number}, hàng {row + 1}"


class WordDocument(NamedTuple):
    """`notes` are of: tracked (changes: insertions were read, deletions not), hidden (hidden text, not read), struck
    (text that is struck through, not read), comments,
    footnotes (not read), nested (a table in a table, read as text), cut (longer than what is read), no-tables (of a PDF), long
    (a paragraph or cell from which nothing is taken).
    """

    file: str
    blocks: tuple[WordParagraph | WordTable, ...]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it as lines: what is looked through for marks of secrecy."""
        return "\n".join(_lines(self.blocks))


def _lines(blocks: Sequence[WordParagraph | WordTable]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block.text
        else:
            for row in block.rows:
                yield from dict.fromkeys(row)


def cleaned(text: str) -> str:
    """The text as Vietnamese is stored here: composed letters, one letter Đ, plain blanks, nothing that is not seen."""
    return _SPACES.sub(" ", _UNSEEN.sub("", nfc(text).translate(_LETTERS))).strip()


def from_answer(file: str, answer: dict[str, Any]) -> WordDocument:
    """The document out of the plain data that crosses from the process that reads: see `docx_reader.read`."""
    blocks: list[WordParagraph | WordTable] = []
    paragraphs = tables = 0
    for block in answer["blocks"]:
        if "rows" in block:
            tables += 1
            blocks.append(WordTable(tuple(map(tuple, block["rows"])), tables))
        else:
            paragraphs += 1
            blocks.append(WordParagraph(block["text"], paragraphs, block["centred"]))
    return WordDocument(file, tuple(blocks), tuple(answer["notes"]))
