"""A place in a text that needs a reading, what stands around it, and what a reading gives back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from duthao.speech.lexicon import Words
from duthao.speech.numbers import Dialect
from duthao.speech.patterns import pattern

REACH = 80
_BETWEEN = ' \t\n\u00a0:(“"'
_LAST_WORD = pattern(r"[^\W\d_]+\Z")
_JOINER = pattern(r"\s*(,|;|-|–|và|hoặc|đến|hay|,\s*và)\s*")
JOINER_LIMIT = 10
_LINE_START = pattern(r"(?:\A|\n)[\s*“\"(•▪●◦+–-]*\Z")
_SENTENCE_START = pattern(r"(?:\A|\n|[.!?…]\s)[\s*“\"(•▪●◦+–-]*\Z")
# What cannot be read is reported whole: up to a space or a mark that is no part of a number.
_CHUNK = pattern(r"(?:[^\s,;()“”\"«»\[\]…]|,(?=[0-9]))+")
_TRAILING = ".,:;!?'’"


class Said(NamedTuple):
    """Text up to `end` is said in `words`; with `doubt`, it is left and the doubt tells the remedy.

    `start` is given when the reading begins before the place itself (at a minus sign).
    """

    end: int
    words: str
    doubt: str | None = None
    start: int | None = None


class Spot(NamedTuple):
    """A place in `text`, of which all before `floor` has been read and none past `limit` may be.

    `before` is what precedes the place, in small letters, REACH characters at most.
    `label` is the word before it; for the later members of a list (`khoản 1, 2 và 3`) that of the
    first, with the `joiner` between them.
    """

    text: str
    start: int
    floor: int
    limit: int
    before: str
    label: str
    joiner: str
    dialect: Dialect
    words: Words


Family = Callable[[Spot], Said | None]


def spot_at(
    text: str,
    small: str,
    start: int,
    floor: int,
    limit: int,
    dialect: Dialect,
    words: Words,
    last: tuple[int, str],
) -> Spot:
    """The place at `start`; `small` is the text in small letters, place for place.

    `last` is the end and label of the numeral read before it.
    """
    before = small[max(0, start - REACH) : start]
    label, joiner = "", ""
    if last[0] > 0 and start - last[0] <= JOINER_LIMIT:
        joined = _JOINER.fullmatch(text, last[0], start)
        if joined:
            label, joiner = last[1], joined.group(1)
    if not joiner:
        label = before.rstrip(_BETWEEN).rpartition(" ")[2]
        if label and not label.isalpha():
            word = _LAST_WORD.search(label)
            label = word.group() if word else ""
    return Spot(text, start, floor, limit, before, label, joiner, dialect, words)


def in_small(text: str) -> str:
    """The text in small letters, each in its place (`İ`, which would need two, stays)."""
    small = text.lower()
    return (
        small
        if len(small) == len(text)
        else "".join([c if len(c.lower()) > 1 else c.lower() for c in text])
    )


def at_line_start(spot: Spot) -> bool:
    """Nothing but bullets, quotes and spaces stands before it in its line."""
    return _LINE_START.search(spot.before) is not None


def at_sentence_start(spot: Spot) -> bool:
    """A sentence begins here, so its first word has a capital."""
    return _SENTENCE_START.search(spot.before) is not None


def is_joined(spot: Spot, end: int) -> bool:
    """The word that ends at `end` goes on with a letter, a digit, `_` or `&`."""
    return end < spot.limit and (spot.text[end].isalnum() or spot.text[end] in "_&")


def capitalised(spot: Spot, words: str) -> str:
    """A reading that opens a sentence has a capital, unless the text wrote a small letter."""
    before = spot.text[spot.start - 2 : spot.start]
    if len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",;:"):
        return words
    if words[:1].islower() and not spot.text[spot.start].islower() and at_sentence_start(spot):
        return words[0].upper() + words[1:]
    return words


def unread(spot: Spot, doubt: str, start: int | None = None) -> Said:
    """The whole run of characters is left as it is."""
    begin = spot.start if start is None else start
    chunk = _CHUNK.match(spot.text, begin, spot.limit)
    if not chunk:
        return Said(begin + 1, spot.text[begin], doubt, begin)
    token = chunk.group().rstrip(_TRAILING) or chunk.group()
    return Said(begin + len(token), token, doubt, begin)
