"""All words that people read of a record or of a meeting of the site, with a way to tell a fault in them at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc


class ReadableTexts(NamedTuple):
    """`texts` with their places, the body at (); `whole` is all of them in one, to see fast whether there is anything to find.

    `finding`: rule, place, first character and width in the text, message, remedy → the fault.
    """

    whole: str
    texts: tuple[tuple[Loc, str], ...]
    finding: Callable[[str, Loc, int, int, Say, Say], Finding]


def of_record(record: Record) -> ReadableTexts:
    """Those of a record."""
    return ReadableTexts(record.all_text, record.texts, record.finding_in_text)


def of_site(meetings: Mapping[str, MeetingDossier]) -> Iterator[ReadableTexts]:
    """Those of each meeting of the site."""
    for dossier in meetings.values():
        texts = tuple(dossier.texts())
        whole = "\n".join(text for _, text in texts)
        yield ReadableTexts(whole, texts, dossier.finding_in_text)
