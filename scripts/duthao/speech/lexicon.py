"""The words of a speaker in the form in which the passes look them up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from duthao.speech.builtin_tables import known_words
from duthao.speech.speaker import Speaker
from duthao.text import nfc

_WORD = re.compile(r"[^\W_]+")
_CACHE_LIMIT = 8


class Words(NamedTuple):
    """Readings, document types, issuers; keys with spaces by their first word, the longest first.

    `names` finds the first words of keys that look like any word with a capital (`Tp`, `Sở GD&ĐT`).
    """

    readings: Mapping[str, str]
    types: Mapping[str, str]
    issuers: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    names: re.Pattern[str] | None


class RecordTerms(NamedTuple):
    """A record's own readings, and a pattern that finds their keys, the longest first."""

    pattern: re.Pattern[str]
    readings: Mapping[str, str]


def word_set(line: str) -> frozenset[str]:
    """The words of a line: how readings write down what they look for."""
    return frozenset(line.split())


def phrase_set(line: str) -> frozenset[str]:
    """The phrases of a line, which commas part."""
    return frozenset(line.split(", "))


# By identity: a register is one mapping for a whole build, and mappings have no hash.
_cache: dict[int, tuple[Mapping[str, str], Words]] = {}


def words_of(speaker: Speaker) -> Words:
    """The tables made from the speaker's abbreviations, kept for the next text."""
    abbreviations = speaker.abbreviations
    cached = _cache.get(id(abbreviations))
    if cached and cached[0] is abbreviations:
        return cached[1]
    words = _words(abbreviations)
    if len(_cache) >= _CACHE_LIMIT:
        _cache.clear()
    _cache[id(abbreviations)] = (abbreviations, words)
    return words


def _words(abbreviations: Mapping[str, str]) -> Words:
    normalized = {nfc(key): reading for key, reading in abbreviations.items() if key}
    words = {
        spelling: reading
        for key, reading in normalized.items()
        if key[0] not in "/-"
        for spelling in _spellings(key)
    }
    phrases: dict[str, tuple[str, ...]] = {}
    for key in sorted((key for key in words if " " in key), key=len, reverse=True):
        head = _first_word(key)
        phrases[head] = (*phrases.get(head, ()), key)
    readings = {**known_words(), **words}
    return Words(
        readings=readings,
        types={key[1:]: reading for key, reading in normalized.items() if key[0] == "/"},
        issuers={key[1:]: reading for key, reading in normalized.items() if key[0] == "-"},
        phrases=phrases,
        names=_names({_first_word(key) for key in readings}),
    )


def _spellings(key: str) -> tuple[str, ...]:
    """`GD&ĐT` is also written `GD & ĐT` and `GD và ĐT`."""
    return (key, key.replace("&", " & "), key.replace("&", " và ")) if "&" in key else (key,)


def _names(heads: set[str]) -> re.Pattern[str] | None:
    names = sorted((head for head in heads if _is_name(head)), key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(names)})(?!\w)") if names else None


def _is_name(word: str) -> bool:
    return word.isalpha() and word[1:].islower() and word[0].isupper()


def _first_word(key: str) -> str:
    match = _WORD.match(key)
    return match.group() if match else ""


def terms_of(speaker: Speaker) -> RecordTerms | None:
    """The record's own readings ready to be found; None if it has none."""
    return _terms(tuple(sorted(speaker.terms.items()))) if speaker.terms else None


@lru_cache(maxsize=64)
def _terms(items: tuple[tuple[str, str], ...]) -> RecordTerms | None:
    readings = {nfc(term): reading for term, reading in items if term}
    if not readings:
        return None
    longest_first = sorted(readings, key=lambda term: (-len(term), term))
    return RecordTerms(re.compile("|".join(map(_bounded, longest_first))), readings)


def _bounded(term: str) -> str:
    before = r"(?<!\w)" if term[0].isalnum() else ""
    after = r"(?!\w)" if term[-1].isalnum() else ""
    return f"{before}{re.escape(term)}{after}"
