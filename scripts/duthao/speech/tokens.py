"""Where a text has something to read out, and where that stood in the text as it was given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.speech.patterns import pattern
from duthao.text import nfc

_LOWER = "a-eg-ik-vxyàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_UPPER = _LOWER.upper()
_CONSONANTS = "bcdđghklmnpqrstvx"
_WORDS = "ÝỞỒÔÁÀÊỪƠ"
_SAFE = _LOWER + r"\s.,;:!?'\"()\[\]“”‘’«»…–—\-"

# Whatever is neither a Vietnamese small letter nor a mark needs a look, up to the next space;
# not so a word with one capital that has a vowel and stands by itself, nor a vowel that is a word.
_PLAIN = (
    f"(?:(?<=[{_UPPER}])(?<![{_CONSONANTS.upper()}])(?![{_CONSONANTS}]{{3}})[{_LOWER}]++"
    f"|(?<=[{_CONSONANTS.upper()}])[{_CONSONANTS}]*+[{_LOWER}]++|(?<=[{_WORDS}]))"
)
_RUN = pattern(f'[^{_SAFE}](?!(?<!\\w.){_PLAIN}(?:[\\s.,;:!?)\\]”"…]|\\Z))\\S*+')
_TRIGGER = pattern(f"[^{_SAFE}]")
_NAME = pattern(f"[{_UPPER}][{_LOWER}]+(?!\\w)")
# Small letters that make no syllable (units, points, items), and `ha`. A pattern that begins with
# one character is searched many times faster than a set, so each opening has its own.
_SMALL = rf"(?:[{_CONSONANTS}]++|ha|ii++)(?!\w)"
_SMALL_FIRST = pattern(_SMALL)
_SMALL_AFTER = tuple((opening, pattern(re.escape(opening) + _SMALL)) for opening in ' \n\t(“"/&-+')
Run = tuple[int, int]
_CLUSTER = pattern(r"\w[\u0300-\u036f\u1100-\u11ff]*|\W[\u0300-\u036f]*", re.DOTALL)


def runs(text: str, start: int, end: int, names: re.Pattern[str] | None) -> list[Run]:
    """The stretches of text[start:end] to look at, in order: where each begins and ends, no space in it.

    Words with one capital are left out unless `names` finds them: those that have a reading.
    """
    found = [m.span() for m in _RUN.finditer(text, start, end)]
    more = [
        (m.start() + 1, m.end())
        for opening, lone in _SMALL_AFTER
        if opening in text
        for m in lone.finditer(text, start, end)
    ]
    if first := _SMALL_FIRST.match(text, start, end):
        more.append((start, first.end()))
    if names:
        more += [m.span() for m in names.finditer(text, start, end)]
    return _apart(sorted(found + more)) if more else found


def _apart(found: list[Run]) -> list[Run]:
    """A run within another one splits it, so that both its parts are looked at."""
    split: list[Run] = []
    for run in found:
        if split and run[0] < split[-1][1]:
            before = split.pop()
            split += (before[0], run[0]), (run[0], max(before[1], run[1]))
        else:
            split.append(run)
    return split


def next_trigger(text: str, at: int, end: int) -> int:
    """The next character from `at` that needs a look; `end` if there is none."""
    found = _TRIGGER.search(text, at, end)
    return found.start() if found else end


def word_start(text: str, at: int, floor: int) -> int:
    """The first letter or digit of the word that `at` stands in, not before `floor`."""
    if not text[at].isalnum():
        return at
    while at > floor and text[at - 1].isalnum():
        at -= 1
    return at


def is_name(text: str, at: int, end: int) -> bool:
    """Whether the word at `at` has one capital and Vietnamese small letters only."""
    return _NAME.match(text, at, end) is not None


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
