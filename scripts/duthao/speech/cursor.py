"""What a reading is given, a place in a text with what stands around it, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from duthao.speech.lexicon import Words
from duthao.speech.numbers import Dialect

REACH = 80
_BETWEEN = ' \t\n\u00a0:(“"'
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_JOINER = re.compile(r"\s*(,|;|-|–|và|hoặc|đến|hay|,\s*và)\s*")
JOINER_LIMIT = 10
_LINE_START = re.compile(r"(?:\A|\n)[\s*“\"(•▪●◦+–-]*\Z")
_SENTENCE_START = re.compile(r"(?:\A|\n|[.!?…]\s)[\s*“\"(•▪●◦+–-]*\Z")
# What cannot be read is reported whole: up to a space or a mark that is no part of a number.
_CHUNK = re.compile(r"(?:[^\s,;()“”\"«»\[\]…]|,(?=[0-9]))+")
_TRAILING = ".,:;!?'’"


class SpokenForm(NamedTuple):
    """Text up to `end` is said in `words`; with `doubt`, it is left and the doubt tells the remedy.

    `start` is given when the reading begins before the place itself (at a minus sign).
    """

    end: int
    words: str
    doubt: str | None = None
    start: int | None = None


class Cursor(NamedTuple):
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


Verbalizer = Callable[[Cursor], SpokenForm | None]


def cursor_at(
    text: str,
    lowered: str,
    start: int,
    floor: int,
    limit: int,
    dialect: Dialect,
    words: Words,
    last: tuple[int, str],
) -> Cursor:
    """The place at `start`; `lowered` is the text in small letters, place for place.

    `last` is the end and label of the numeral read before it.
    """
    before = lowered[max(0, start - REACH) : start]
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
    return Cursor(text, start, floor, limit, before, label, joiner, dialect, words)


def lowercased(text: str) -> str:
    """The text in small letters, each in its place (`İ`, which would need two, stays)."""
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join([c if len(c.lower()) > 1 else c.lower() for c in text])
    )


def at_line_start(cursor: Cursor) -> bool:
    """Nothing but bullets, quotes and spaces stands before it in its line."""
    return _LINE_START.search(cursor.before) is not None


def at_sentence_start(cursor: Cursor) -> bool:
    """A sentence begins here, so its first word has a capital."""
    return _SENTENCE_START.search(cursor.before) is not None


def is_joined(cursor: Cursor, end: int) -> bool:
    """The word that ends at `end` goes on with a letter, a digit, `_` or `&`."""
    return end < cursor.limit and (cursor.text[end].isalnum() or cursor.text[end] in "_&")


def capitalised(cursor: Cursor, words: str) -> str:
    """A reading that opens a sentence has a capital, unless the text wrote a small letter."""
    before = cursor.text[cursor.start - 2 : cursor.start]
    if len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",;:"):
        return words
    if (
        words[:1].islower()
        and not cursor.text[cursor.start].islower()
        and at_sentence_start(cursor)
    ):
        return words[0].upper() + words[1:]
    return words


def unread(cursor: Cursor, doubt: str, start: int | None = None) -> SpokenForm:
    """The whole run of characters is left as it is."""
    begin = cursor.start if start is None else start
    chunk = _CHUNK.match(cursor.text, begin, cursor.limit)
    if not chunk:
        return SpokenForm(begin + 1, cursor.text[begin], doubt, begin)
    token = chunk.group().rstrip(_TRAILING) or chunk.group()
    return SpokenForm(begin + len(token), token, doubt, begin)
