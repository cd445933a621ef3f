"""Where a text has something to read out, and where that stood in the text as it was given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duthao.text import nfc

LOWER = ("a-eg-ik-vxyàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩị"
         "òóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
UPPER = LOWER.upper()
CONSONANTS = "bcdđghklmnpqrstvx"
_MARKS = r"\s.,;:!?'\"()\[\]“”‘’«»…–—\-"

# One character that is neither a Vietnamese small letter nor a mark; a word with one capital whole.
_TRIGGER = re.compile(f"[^{LOWER}{_MARKS}](?:[{LOWER}]+(?!\\w))?")
# Small letters that make no syllable: units, points of an article, items of a list.
_LONE = re.compile(f"[\\s(/\\[“\"](?:[{CONSONANTS}]+|ha)(?!\\w)")
_LONE_FIRST = re.compile(f"(?:[{CONSONANTS}]+|ha)(?!\\w)")
_CLUSTER = re.compile(r"\w[\u0300-\u036f\u1100-\u11ff]*|\W[\u0300-\u036f]*", re.DOTALL)


class Token(NamedTuple):
    """A place that needs a reading; `plain` marks an ordinary word with a capital."""

    start: int
    end: int
    plain: bool


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Every place between `start` and `end` that may need a reading, in order."""
    found = [Token(m.start(), m.end(), m.end() - m.start() > 1 and m[0][0].isupper())
             for m in _TRIGGER.finditer(text, start, end)]
    lone = [Token(m.start() + 1, m.end(), False) for m in _LONE.finditer(text, start, end)]
    if _LONE_FIRST.match(text, start, end):
        lone.append(Token(start, start + 1, False))
    return sorted(found + lone) if lone else found


def word_start(text: str, at: int, floor: int) -> int:
    """The first letter or digit of the word that `at` stands in, not before `floor`."""
    if not text[at].isalnum():
        return at
    while at > floor and text[at - 1].isalnum():
        at -= 1
    return at


class Source:
    """A text as it was given, with its canonical form; positions go from the second to the first."""

    __slots__ = ("_given", "text")

    def __init__(self, given: str) -> None:
        self._given = given
        self.text = nfc(given)

    def places(self, starts: Iterator[int]) -> Iterator[tuple[int, int]]:
        """For each rising position in `text` its offset in the given text and its line, from 1."""
        line, seen = 1, 0
        offsets = self._offsets() if self.text != self._given else None
        for start in starts:
            line += self.text.count("\n", seen, start)
            seen = start
            yield (offsets[start] if offsets else start), line

    def _offsets(self) -> list[int]:
        offsets: list[int] = []
        for cluster in _CLUSTER.finditer(self._given):
            offsets += [cluster.start()] * len(nfc(cluster.group()))
        # composition across clusters, which no Vietnamese text has, may leave a few places over
        offsets += [len(self._given)] * (len(self.text) + 1 - len(offsets))
        return offsets
