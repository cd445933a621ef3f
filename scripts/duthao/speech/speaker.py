"""Who reads, and what a reading gives: plain data that is cheap to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from duthao.speech.builtin_tables import default_abbreviations

Region = Literal["bac", "trung", "nam"]


class Unread(NamedTuple):
    """What no one can read for certain: left in the text, at `start` of the input, line from 1."""

    token: str
    start: int
    line: int
    suggestion: str


class Reading(NamedTuple):
    """The spoken text, with capitals and punctuation kept, and what was left as it stands."""

    text: str
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class Speaker:
    """Who reads: the region, the abbreviations it knows and a record's own readings (`terms`).

    `terms` win over everything and are matched letter for letter, the longest first. A key of
    `abbreviations` that begins with `/` or `-` is the symbol of a document's type or issuer. To
    add to the built-in ones: `{**default_abbreviations(), **own}`. Neither mapping may change
    after its first use.
    """

    region: Region = "bac"
    abbreviations: Mapping[str, str] = field(default_factory=default_abbreviations)
    terms: Mapping[str, str] = field(default_factory=dict)


DEFAULT = Speaker()
