"""Written Vietnamese to what an announcer says; knows nothing of records.

The reader and its patterns load with the first text, so that importing the package costs little.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from duthao.speech.register import default_abbreviations
from duthao.speech.speaker import DEFAULT, Reading, Region, Speaker, Unread

__all__ = [
    "DEFAULT",
    "Reading",
    "Region",
    "Speaker",
    "Unread",
    "default_abbreviations",
    "read",
    "syllables",
]


def read(text: str, speaker: Speaker = DEFAULT) -> Reading:
    """The text as an announcer says it; what is not certain stays and is told. Never raises."""
    return _reader()[0](text, speaker)


def syllables(text: str) -> int:
    """How many syllables a spoken text has: its runs of letters."""
    return _reader()[1](text)


@cache
def _reader() -> tuple[Callable[[str, Speaker], Reading], Callable[[str], int]]:
    from duthao.speech import reader

    return reader.read, reader.syllables
