"""Where a text has something to read out, and where that stood in the text as it was given."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_RUN = re.compile(f'[^{_SAFE}](?!(?<!\\w.){_PLAIN}(?:[\\s.,;:!?)\\]”"…]|\\Z))\\S*+')
_TRIGGER = re.compile(f"[^{_SAFE}]")
_NAME = re.compile(f"[{_UPPER}][{_LOWER}]+(?!\\w)")
# Small letters that make no syllable (units, points, items), and `ha`.
_LONE = rf"((?:[{_CONSONANTS}]++|ha|ii++)(?!\w))"
_LONE_FIRST = re.compile(_LONE)
_LONE_LATER = re.compile(r'[ \n\t(“"/&+-]' + _LONE)
Run = tuple[int, int]
_CLUSTER = re.compile(r"\w[\u0300-\u036f\u1100-\u11ff]*|\W[\u0300-\u036f]*", re.DOTALL)


def runs(text: str, start: int, end: int, names: re.Pattern[str] | None) -> list[Run]:
    """The stretches of text[start:end] to look at, in order: where each begins and ends, no space in it.

    Words with one capital are left out unless `names` finds them: those that have a reading.
    """
    spans = [m.span() for m in _RUN.finditer(text, start, end)]
    spans += [m.span(1) for m in _LONE_LATER.finditer(text, start, end)]
    if first := _LONE_FIRST.match(text, start, end):
        spans.append(first.span())
    if names:
        spans += [m.span() for m in names.finditer(text, start, end)]
    return _split_nested(sorted(spans))


def _split_nested(spans: list[Run]) -> list[Run]:
    """A run within another one splits it, so that both its parts are looked at."""
    split: list[Run] = []
    for run in spans:
        if split and run[0] < split[-1][1]:
            before = split.pop()
            split += (before[0], run[0]), (run[0], max(before[1], run[1]))
        else:
            split.append(run)
    return split


def next_trigger(text: str, at: int, end: int) -> int:
    """The next character from `at` that needs a look; `end` if there is none."""
    match = _TRIGGER.search(text, at, end)
    return match.start() if match else end


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

    __slots__ = ("_original", "text")

    def __init__(self, original: str) -> None:
        self._original = original
        self.text = nfc(original)

    def places(self, starts: Iterator[int]) -> Iterator[tuple[int, int]]:
        """For each rising position in `text` its offset in the given text and its line, from 1."""
        line, counted_to = 1, 0
        offsets = self._offsets() if self.text != self._original else None
        for start in starts:
            line += self.text.count("\n", counted_to, start)
            counted_to = start
            yield (offsets[start] if offsets else start), line

    def _offsets(self) -> list[int]:
        offsets: list[int] = []
        for cluster in _CLUSTER.finditer(self._original):
            offsets += [cluster.start()] * len(nfc(cluster.group()))
        # composition across clusters, which no Vietnamese text has, may leave a few places over
        offsets += [len(self._original)] * (len(self.text) + 1 - len(offsets))
        return offsets
