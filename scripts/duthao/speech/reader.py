"""Written Vietnamese to what an announcer says: one pass from left to right over what needs it."""

from __future__ import annotations

import re
from bisect import bisect_right

from duthao.speech.capitals import abbreviation, capitals, phrase, unvoiced
from duthao.speech.cursor import Cursor, SpokenForm, capitalised, cursor_at, lowercased
from duthao.speech.lexicon import terms_of, words_of
from duthao.speech.lowercase import lowercase
from duthao.speech.numbers import DIALECTS
from duthao.speech.numerals import numeral
from duthao.speech.speaker import DEFAULT, Reading, Speaker, Unread
from duthao.speech.symbols import VULGAR, symbol
from duthao.speech.tokens import Source, is_name, next_trigger, runs, word_start
from duthao.speech.units import ALONE
from duthao.speech.web import addresses

_SYLLABLE = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_SMALL = re.compile("[bcdđghklmnpqrstvx]+|ha|ii+")
_AND_SO_ON = re.compile(r"v(?<!\wv)(?:\.\s?v\.?(?:\.\.|…)?|v(?:\.\.\.?|…))(?!\w)")


def read(text: str, speaker: Speaker = DEFAULT) -> Reading:
    """The text as an announcer says it; what is not certain stays and is told. Never raises."""
    source = Source(text)
    normalized = source.text
    pieces: list[str] = []
    doubts: list[tuple[int, str, str]] = []
    lowered, read_end = lowercased(normalized), 0
    for start, end, words in _claims(normalized, speaker):
        _read_between(normalized, lowered, read_end, start, speaker, pieces, doubts)
        pieces.append(words)
        read_end = end
    _read_between(normalized, lowered, read_end, len(normalized), speaker, pieces, doubts)
    if not doubts:
        return Reading("".join(pieces), ())
    doubts.sort()
    places = source.places(start for start, _, _ in doubts)
    return Reading(
        "".join(pieces),
        tuple(
            [
                Unread(token, offset, line, doubt)
                for (_, token, doubt), (offset, line) in zip(doubts, places, strict=True)
            ]
        ),
    )


def _claims(text: str, speaker: Speaker) -> list[tuple[int, int, str]]:
    """The places whose reading is settled first, as (start, end, words) in order: the record's terms, addresses, `v.v.`."""
    others = addresses(text)
    others += [(m.start(), m.end(), "vân vân") for m in _AND_SO_ON.finditer(text)]
    terms = terms_of(speaker)
    if not terms:
        return _without_overlap(sorted(others))
    term_claims = [
        (m.start(), m.end(), terms.readings[m.group()]) for m in terms.pattern.finditer(text)
    ]
    starts = [start for start, _, _ in term_claims]
    free = [
        claim
        for claim in others
        if not any(
            start < claim[1] and claim[0] < end
            for start, end, _ in _around(term_claims, starts, claim)
        )
    ]
    return _without_overlap(sorted(term_claims + free))


def _around(
    term_claims: list[tuple[int, int, str]], starts: list[int], claim: tuple[int, int, str]
) -> list[tuple[int, int, str]]:
    """The terms that begin in the claim, and the one before them."""
    first = max(bisect_right(starts, claim[0]) - 1, 0)
    return term_claims[first : bisect_right(starts, claim[1])]


def _without_overlap(claims: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    apart: list[tuple[int, int, str]] = []
    for claim in claims:
        if not apart or apart[-1][1] <= claim[0]:
            apart.append(claim)
    return apart


def _read_between(
    text: str,
    lowered: str,
    start: int,
    end: int,
    speaker: Speaker,
    pieces: list[str],
    doubts: list[tuple[int, str, str]],
) -> None:
    """Reads text[start:end] into `pieces`; where, what and why unread into `doubts`."""
    read_end = start
    last = (0, "")
    dialect, words = DIALECTS[speaker.region], words_of(speaker)
    for first, stop in runs(text, start, end, words.names):
        at = first if read_end <= first else next_trigger(text, read_end, stop)
        while at < stop:
            begin = word_start(text, at, read_end)
            cursor = cursor_at(text, lowered, begin, read_end, end, dialect, words, last)
            spoken = _spoken_form(cursor)
            if spoken is None:
                at = next_trigger(text, at + 1, stop)
                continue
            begin = begin if spoken.start is None else max(spoken.start, read_end)
            if spoken.doubt is not None:
                pieces.append(text[read_end : spoken.end])
                doubts.append((begin, text[begin : spoken.end], spoken.doubt))
            else:
                pieces += text[read_end:begin], capitalised(cursor, spoken.words)
                last = (spoken.end, cursor.label)
            read_end = spoken.end
            at = next_trigger(text, read_end, stop) if read_end < stop else read_end
    pieces.append(text[read_end:end])


def _spoken_form(cursor: Cursor) -> SpokenForm | None:
    """The reading of what stands at `cursor`; None for an ordinary word."""
    first = cursor.text[cursor.start]
    if "0" <= first <= "9":
        return numeral(cursor)
    if not first.isalnum() or first in VULGAR:
        return symbol(cursor)
    if is_name(cursor.text, cursor.start, cursor.limit):
        return phrase(cursor) or abbreviation(cursor) or unvoiced(cursor)
    word = _WORD.match(cursor.text, cursor.start, cursor.limit)
    if word and (_SMALL.fullmatch(word.group()) or word.group() in ALONE):
        return lowercase(cursor)
    return capitals(cursor)


def syllables(text: str) -> int:
    """How many syllables a spoken text has: its runs of letters."""
    return len(_SYLLABLE.findall(text))
