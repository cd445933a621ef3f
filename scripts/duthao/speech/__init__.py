"""Written Vietnamese to what an announcer says; knows nothing of drafts.

Comes in: a text, and a `Speaker` (region, abbreviations). Goes out: a `Reading`, in which every number, date,
abbreviation and sign stands in words, and whatever is not certain is told instead of guessed.

In reading order:

- `speaker`, `builtin_tables`: who reads, and the built-in abbreviations (`abbreviations.yml`)
- `sentences`: written sentences as sentences for the ear, without brackets
- `reader`: one pass from left to right; `tokens`: where something needs a reading; `cursor`: what a reading is given
- `numerals`, `capitals`, `lowercase`, `symbols`, `web`: the readings, by what a token begins with
- `dates`, `clocks`, `document_numbers`, `phones`, `quantities`, `ratios`, `numbered_names`: those of numerals
- what readings share: `numbers`, `amounts`, `days`, `romans`, `units`; `letters`; `labels`, after which a number is a name;
  `lexicon`, the words of a speaker as the passes look them up
- `plain_words`: how plain a text is
- `spoken_numbers`: the other way round, which numbers a spoken text says

The reader loads with the first text: compiling its patterns takes 35 ms, which `check` seldom needs.
May not: import anything but the ground, or drop a word of what it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from duthao.speech.builtin_tables import default_abbreviations
from duthao.speech.speaker import DEFAULT, Reading, Region, Speaker, Unread

if TYPE_CHECKING:
    from duthao.speech.spoken_numbers import Figure

__all__ = [
    "DEFAULT",
    "Reading",
    "Region",
    "Speaker",
    "Unread",
    "default_abbreviations",
    "figures",
    "read",
    "roman",
    "syllables",
]


def read(text: str, speaker: Speaker = DEFAULT) -> Reading:
    """The text as an announcer says it; what is not certain stays and is told. Never raises."""
    return _reader()[0](text, speaker)


def figures(spoken: str) -> tuple[Figure, ...]:
    """The numbers that a spoken text says, in their order."""
    from duthao.speech import spoken_numbers

    return spoken_numbers.figures(spoken)


def roman(letters: str) -> int | None:
    """The value of a Roman numeral up to 49; None where it is none."""
    from duthao.speech import numbers

    value = numbers.roman(letters)
    return int(value) if value else None


def syllables(text: str) -> int:
    """How many syllables a spoken text has: its runs of letters."""
    return _reader()[1](text)


@cache
def _reader() -> tuple[Callable[[str, Speaker], Reading], Callable[[str], int]]:
    from duthao.speech import reader

    return reader.read, reader.syllables
