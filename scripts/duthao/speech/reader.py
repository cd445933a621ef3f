"""Written Vietnamese to what an announcer says: one pass from left to right over what needs it."""

from __future__ import annotations

from bisect import bisect_right

from duthao.speech.capitals import abbreviation, capitals, phrase, unvoiced
from duthao.speech.lexicon import terms_of, words_of
from duthao.speech.numbers import DIALECTS
from duthao.speech.numerals import count, numeral
from duthao.speech.patterns import pattern
from duthao.speech.small import small as small_letters
from duthao.speech.speaker import DEFAULT, Reading, Speaker, Unread
from duthao.speech.spot import Said, Spot, capitalised, in_small, spot_at
from duthao.speech.symbols import VULGAR, symbol
from duthao.speech.tokens import Source, is_name, next_trigger, runs, word_start
from duthao.speech.units import ALONE
from duthao.speech.web import addresses

_SYLLABLE = pattern(r"[^\W\d_]+")
_WORD = pattern(r"[^\W_]+")
_SMALL = pattern("[bcdđghklmnpqrstvx]+|ha|ii+")
_AND_SO_ON = pattern(r"v(?<!\wv)(?:\.\s?v\.?(?:\.\.|…)?|v(?:\.\.\.?|…))(?!\w)")


def read(text: str, speaker: Speaker = DEFAULT) -> Reading:
    """The text as an announcer says it; what is not certain stays and is told. Never raises."""
    source = Source(text)
    whole = source.text
    pieces: list[str] = []
    doubts: list[tuple[int, str, str]] = []
    small, done = in_small(whole), 0
    for start, end, words in _claims(whole, speaker):
        _read_between(whole, small, done, start, speaker, pieces, doubts)
        pieces.append(words)
        done = end
    _read_between(whole, small, done, len(whole), speaker, pieces, doubts)
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
    """What is settled before all else, in order: the record's terms, then addresses, `v.v.`."""
    others = addresses(text)
    others += [(m.start(), m.end(), "vân vân") for m in _AND_SO_ON.finditer(text)]
    terms = terms_of(speaker)
    if not terms:
        return _without_overlap(sorted(others))
    own = [(m.start(), m.end(), terms.readings[m.group()]) for m in terms.pattern.finditer(text)]
    starts = [start for start, _, _ in own]
    free = [
        claim
        for claim in others
        if not any(
            start < claim[1] and claim[0] < end for start, end, _ in _around(own, starts, claim)
        )
    ]
    return _without_overlap(sorted(own + free))


def _around(
    own: list[tuple[int, int, str]], starts: list[int], claim: tuple[int, int, str]
) -> list[tuple[int, int, str]]:
    """The terms that begin in the claim, and the one before them."""
    first = max(bisect_right(starts, claim[0]) - 1, 0)
    return own[first : bisect_right(starts, claim[1])]


def _without_overlap(claims: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for claim in claims:
        if not kept or kept[-1][1] <= claim[0]:
            kept.append(claim)
    return kept


def _read_between(
    text: str,
    small: str,
    start: int,
    end: int,
    speaker: Speaker,
    pieces: list[str],
    doubts: list[tuple[int, str, str]],
) -> None:
    """Reads text[start:end] into `pieces`; where, what and why unread into `doubts`."""
    done = start
    last = (0, "")
    dialect, words = DIALECTS[speaker.region], words_of(speaker)
    for first, stop in runs(text, start, end, words.names):
        at = first if done <= first else next_trigger(text, done, stop)
        while at < stop:
            begin = word_start(text, at, done)
            plain = count(text, small, begin, done, dialect)
            if plain:
                pieces += text[done:begin], plain[1]
                done, last = plain[0], (plain[0], plain[2])
                at = next_trigger(text, done, stop) if done < stop else done
                continue
            spot = spot_at(text, small, begin, done, end, dialect, words, last)
            said = _said(spot)
            if said is None:
                at = next_trigger(text, at + 1, stop)
                continue
            begin = begin if said.start is None else max(said.start, done)
            if said.doubt is not None:
                pieces.append(text[done : said.end])
                doubts.append((begin, text[begin : said.end], said.doubt))
            else:
                pieces += text[done:begin], capitalised(spot, said.words)
                last = (said.end, spot.label)
            done = said.end
            at = next_trigger(text, done, stop) if done < stop else done
    pieces.append(text[done:end])


def _said(spot: Spot) -> Said | None:
    """The reading of what stands at `spot`; None for an ordinary word."""
    first = spot.text[spot.start]
    if "0" <= first <= "9":
        return numeral(spot)
    if not first.isalnum() or first in VULGAR:
        return symbol(spot)
    if is_name(spot.text, spot.start, spot.limit):
        return phrase(spot) or abbreviation(spot) or unvoiced(spot)
    word = _WORD.match(spot.text, spot.start, spot.limit)
    if word and (_SMALL.fullmatch(word.group()) or word.group() in ALONE):
        return small_letters(spot)
    return capitals(spot)


def syllables(text: str) -> int:
    """How many syllables a spoken text has: its runs of letters."""
    return len(_SYLLABLE.findall(text))
