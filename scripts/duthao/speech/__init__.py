"""Written Vietnamese to what an announcer says; knows nothing of records.

The reader and its patterns load with the first text, so that importing the package costs little.
"""

from __future__ import annotations

from duthao.speech.register import default_abbreviations
from duthao.speech.speaker import DEFAULT, Reading, Region, Speaker, Unread

__all__ = ["DEFAULT", "Reading", "Region", "Speaker", "Unread", "default_abbreviations", "read",
           "syllables"]


def read(text: str, speaker: Speaker = DEFAULT) -> Reading:
    """The text as an announcer says it; what is not certain stays and is told. Never raises."""
    from duthao.speech import reader

    return reader.read(text, speaker)


def syllables(text: str) -> int:
    """How many syllables a spoken text has: its runs of letters."""
    from duthao.speech import reader

    return reader.syllables(text)
