"""A paragraph to its sentences; what stands in what."""

from __future__ import annotations

import re
from typing import NamedTuple

# A full stop ends a sentence before a capital, but not behind "TP." or the number of a clause.
_END = re.compile(
    r"(?<=[^\W\d_][.!?…])(?<!\bTP\.)(?<!\bThS\.)(?<!\bTS\.)\s+(?=[A-ZĐÀ-Ỹ“\"(\d])|\n+"
)
_BLANKS = re.compile(r"\s+")


class SourceSentence(NamedTuple):
    """A sentence with the file and the place in it (`đoạn 12`, `bảng 1, hàng 3`)."""

    text: str
    file: str
    place: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}"


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, blanks made single."""
    return [one for part in _END.split(text) if (one := single(part))]


def single(text: str) -> str:
    """The text with each run of blanks, tabs and line ends as one blank."""
    return _BLANKS.sub(" ", text).strip()


def stands_in(words: str, text: str) -> bool:
    """Whether these words stand in the text as they are, capitals and blanks aside."""
    return single(words).casefold() in single(text).casefold()
