"""Written Vietnamese to what an announcer says; knows nothing of drafts.

Comes in: a text, and a `Speaker` (region, abbreviations). Goes out: a `Reading`, in which every number, date,
abbreviation and sign stands in words, and whatever is not certain is told instead of guessed.

In reading order:

- `speaker`, `register`: who reads, and the built-in tables of abbreviations (`abbreviations.yml`)
- `sentences`: written sentences as sentences for the ear, without brackets
- `reader`: one pass from left to right; `tokens`, `spot`: where something needs a reading
- `numerals`, `capitals`, `small`, `symbols`, `web`: the passes, by what a token begins with
- `dates`, `clocks`, `law`, `phones`, `quantities`, `ratios`, `listings` and what they share: the readings

The reader and its patterns load with the first text, so that importing the package costs little.
May not: import anything but the ground, or drop a word of what it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from duthao.speech.register import default_abbreviations
from duthao.speech.speaker import DEFAULT, Reading, Region, Speaker, Unread

if TYPE_CHECKING:
    from duthao.speech.heard import Figure

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
    from duthao.speech import heard

    return heard.figures(spoken)


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
