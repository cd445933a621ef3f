"""Written Vietnamese to what an announcer says: one pass from left to right over what needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from duthao.speech.capitals import abbreviation, capitals, phrase
from duthao.speech.numbers import DIALECTS, Region
from duthao.speech.numerals import numeral
from duthao.speech.register import BuiltIn, known_words
from duthao.speech.small import small
from duthao.speech.spot import Said, Spot, Words, at_sentence_start, spot_at
from duthao.speech.symbols import symbol
from duthao.speech.tokens import CONSONANTS, Source, Token, tokens, word_start
from duthao.speech.units import ALONE
from duthao.speech.web import addresses
from duthao.text import nfc

_SYLLABLE = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_SMALL = re.compile(rf"(?:[{CONSONANTS}]+|ha)")
_GLUE = "-/&'’."
_AND_SO_ON = re.compile(r"(?<!\w)v\.\s?v\.?(?:\.\.|…)?(?!\w)")


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
    abbreviations: Mapping[str, str] = field(default_factory=BuiltIn)
    terms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def words(self) -> Words:
        """The tables that the passes look words up in."""
        given = {nfc(key): reading for key, reading in self.abbreviations.items()}
        plain = {key: value for key, value in given.items() if key[:1] not in "/-"}
        phrases: dict[str, tuple[str, ...]] = {}
        for key in sorted((key for key in plain if " " in key), key=len, reverse=True):
            head = _WORD.match(key)
            if head:
                phrases[head.group()] = (*phrases.get(head.group(), ()), key)
        types = {key[1:]: value for key, value in given.items() if key.startswith("/")}
        issuers = {key[1:]: value for key, value in given.items() if key.startswith("-")}
        return Words({**known_words(), **plain}, types, issuers, phrases)

    @cached_property
    def own(self) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
        """A pattern for the record's terms, the longest first, and their readings."""
        terms = {nfc(term): reading for term, reading in self.terms.items() if term}
        if not terms:
            return None
        names = sorted(terms, key=lambda term: (-len(term), term))
        return re.compile("|".join(map(_bounded, names))), terms


def _bounded(term: str) -> str:
    before = r"(?<!\w)" if term[0].isalnum() else ""
    after = r"(?!\w)" if term[-1].isalnum() else ""
    return f"{before}{re.escape(term)}{after}"


DEFAULT = Speaker()


def read(text: str, speaker: Speaker = DEFAULT) -> Reading:
    """The text as an announcer says it; what is not certain stays and is told. Never raises."""
    source = Source(text)
    whole = source.text
    pieces: list[str] = []
    doubts: list[tuple[int, str, str]] = []
    done = 0
    for start, end, words in _claims(whole, speaker):
        done = _read_between(whole, done, start, speaker, pieces, doubts)
        pieces.append(words)
        done = end
    _read_between(whole, done, len(whole), speaker, pieces, doubts)
    if not doubts:
        return Reading("".join(pieces), ())
    doubts.sort()
    places = source.places(start for start, _, _ in doubts)
    return Reading("".join(pieces), tuple([
        Unread(token, offset, line, doubt)
        for (_, token, doubt), (offset, line) in zip(doubts, places, strict=True)]))


def _claims(text: str, speaker: Speaker) -> list[tuple[int, int, str]]:
    """What is settled before all else, in order: the record's terms, then addresses, `v.v.`."""
    claims: list[tuple[int, int, str]] = []
    if speaker.own:
        pattern, terms = speaker.own
        claims += [(m.start(), m.end(), terms[m.group()]) for m in pattern.finditer(text)]
    later = addresses(text)
    if "v.v" in text or "v. v" in text:
        later += [(m.start(), m.end(), "vân vân") for m in _AND_SO_ON.finditer(text)]
    for start, end, words in later:
        if all(end <= claim[0] or claim[1] <= start for claim in claims):
            claims.append((start, end, words))
    return sorted(claims)


def _read_between(text: str, start: int, end: int, speaker: Speaker, pieces: list[str],
                  doubts: list[tuple[int, str, str]]) -> int:
    """Reads text[start:end] into `pieces`, doubts into `doubts`; returns `end`."""
    done = start
    last = (-1, "")
    dialect, words = DIALECTS[speaker.region], speaker.words
    for token in tokens(text, start, end):
        if token.start < done:
            continue
        begin = word_start(text, token.start, done)
        if token.plain and begin == token.start and not _may_be_known(text, token, words):
            continue
        spot = spot_at(text, begin, done, end, dialect, words, last)
        said = _said(spot, token.plain and begin == token.start)
        if said is None:
            continue
        begin = begin if said.start is None else max(said.start, done)
        if said.doubt is not None:
            pieces.append(text[done:said.end])
            doubts.append((begin, text[begin:said.end], said.doubt))
        else:
            pieces += text[done:begin], _capitalised(spot, said.words)
            last = (said.end, spot.label)
        done = said.end
    pieces.append(text[done:end])
    return end


def _may_be_known(text: str, token: Token, words: Words) -> bool:
    """Whether a word with one capital has a reading, alone or with what is joined to it."""
    word = text[token.start:token.end]
    if word in words.readings or word in words.phrases or word + "." in words.readings:
        return True
    return text[token.end:token.end + 1] in _GLUE and text[token.end + 1:token.end + 2].isalnum()


def _said(spot: Spot, plain: bool) -> Said | None:
    first = spot.text[spot.start]
    if plain:
        return phrase(spot) or abbreviation(spot)
    if first.isdigit():
        return numeral(spot)
    if not first.isalnum():
        return symbol(spot)
    word = _WORD.match(spot.text, spot.start, spot.limit)
    if word and (_SMALL.fullmatch(word.group()) or word.group() in ALONE):
        return small(spot)
    return capitals(spot)


def _capitalised(spot: Spot, words: str) -> str:
    """A reading that opens a sentence has a capital, unless the text wrote a small letter."""
    if words[:1].islower() and not spot.text[spot.start].islower() and at_sentence_start(spot):
        return words[0].upper() + words[1:]
    return words


def syllables(text: str) -> int:
    """How many syllables a spoken text has: its runs of letters."""
    return len(_SYLLABLE.findall(text))
