"""Written Vietnamese to what an announcer says: one pass from left to right over what needs it."""

from __future__ import annotations

import re

from duthao.speech.capitals import abbreviation, capitals, phrase
from duthao.speech.lexicon import terms_of, words_of
from duthao.speech.numbers import DIALECTS
from duthao.speech.numerals import numeral
from duthao.speech.small import small
from duthao.speech.speaker import DEFAULT, Reading, Speaker, Unread
from duthao.speech.spot import Said, Spot, capitalised, spot_at
from duthao.speech.symbols import symbol
from duthao.speech.tokens import Source, is_name, next_trigger, runs, word_start
from duthao.speech.units import ALONE
from duthao.speech.web import addresses

_SYLLABLE = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_SMALL = re.compile("[bcdđghklmnpqrstvx]+|ha")
_AND_SO_ON = re.compile(r"v(?<!\wv)\.\s?v\.?(?:\.\.|…)?(?!\w)")


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
    terms = terms_of(speaker)
    if terms:
        claims += [(m.start(), m.end(), terms.readings[m.group()])
                   for m in terms.pattern.finditer(text)]
    later = addresses(text)
    later += [(m.start(), m.end(), "vân vân") for m in _AND_SO_ON.finditer(text)]
    for start, end, words in later:
        if all(end <= claim[0] or claim[1] <= start for claim in claims):
            claims.append((start, end, words))
    return sorted(claims)


def _read_between(text: str, start: int, end: int, speaker: Speaker, pieces: list[str],
                  doubts: list[tuple[int, str, str]]) -> int:
    """Reads text[start:end] into `pieces`, doubts into `doubts`; returns `end`."""
    done = start
    last = (0, "")
    dialect, words = DIALECTS[speaker.region], words_of(speaker)
    for run in runs(text, start, end, words.heads):
        at = run.start if done <= run.start else next_trigger(text, done, run.end)
        while at < run.end:
            begin = word_start(text, at, done)
            spot = spot_at(text, begin, done, end, dialect, words, last)
            said = _said(spot)
            if said is None:
                at = next_trigger(text, at + 1, run.end)
                continue
            begin = begin if said.start is None else max(said.start, done)
            if said.doubt is not None:
                pieces.append(text[done:said.end])
                doubts.append((begin, text[begin:said.end], said.doubt))
            else:
                pieces += text[done:begin], capitalised(spot, said.words)
                last = (said.end, spot.label)
            done = said.end
            at = next_trigger(text, done, run.end) if done < run.end else done
    pieces.append(text[done:end])
    return end


def _said(spot: Spot) -> Said | None:
    """The reading of what stands at `spot`; None for an ordinary word."""
    first = spot.text[spot.start]
    if "0" <= first <= "9":
        return numeral(spot)
    if not first.isalnum():
        return symbol(spot)
    if is_name(spot.text, spot.start, spot.limit):
        return phrase(spot) or abbreviation(spot)
    word = _WORD.match(spot.text, spot.start, spot.limit)
    if word and (_SMALL.fullmatch(word.group()) or word.group() in ALONE):
        return small(spot)
    return capitals(spot)


def syllables(text: str) -> int:
    """How many syllables a spoken text has: its runs of letters."""
    return len(_SYLLABLE.findall(text))
