"""Written Vietnamese to what an announcer says; knows nothing of records."""

from __future__ import annotations

from duthao.speech.numbers import Region
from duthao.speech.reader import DEFAULT, Reading, Speaker, Unread, read, syllables
from duthao.speech.register import default_abbreviations

__all__ = ["DEFAULT", "Reading", "Region", "Speaker", "Unread", "default_abbreviations", "read",
           "syllables"]
