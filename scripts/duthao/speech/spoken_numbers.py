"""The other way round: which numbers a spoken text says, so that two wordings can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from duthao.speech.lexicon import word_set
from duthao.speech.numbers import DIGITS

_DIGIT = {word: value for value, word in enumerate(DIGITS)} | {
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
    "nhăm": 5,
}
_SCALE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_WITHIN = {"mười": 10, "mươi": 10, "trăm": 100}
_FILLING = word_set("linh lẻ")
_UNSAID = _FILLING | {"phẩy", "rưỡi"}  # nothing by themselves
_NUMBER = {*_DIGIT, *_SCALE, *_WITHIN, *_FILLING, "phẩy", "rưỡi"}
# Alone they are as often no number: một cửa, đầu tư, năm học, không, ba mẹ, chín, phần trăm, hàng nghìn.
_DOUBTFUL = word_set("một mốt tư năm lăm không ba chín trăm mươi") | set(_SCALE)
_PIECE = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]")
_THOUSAND = word_set("nghìn ngàn")


class Figure(NamedTuple):
    """A number that is said; not `certain` where the words may well mean something else.

    `digits` are its digits, those that lead it included where it is said digit by digit.
    """

    value: Fraction
    certain: bool
    digits: str


def figures(spoken: str) -> tuple[Figure, ...]:
    """The numbers of a spoken text in their order; digits that stand in it count too."""
    return tuple(_figures(spoken.lower()))


def _figures(spoken: str) -> Iterator[Figure]:
    run: list[str] = []
    pieces = [match.group() for match in _PIECE.finditer(spoken)]
    for index, piece in enumerate([*pieces, "."]):
        if piece in _NUMBER and not _is_year(pieces, index):
            run.append(piece)
            continue
        if not _UNSAID.issuperset(run):
            value, singly = _value(run), "".join(str(_DIGIT.get(word, ".")) for word in run)
            certain = len(run) > 1 or run[0] not in _DOUBTFUL
            yield Figure(value, certain, str(value) if "." in singly else singly)
        run = []
        if piece.isdecimal():
            yield Figure(Fraction(int(piece)), True, piece)
        elif piece == "nửa":
            yield Figure(Fraction(1, 2), True, "1/2")


def _is_year(pieces: Sequence[str], index: int) -> bool:
    """Whether this is the word for a year: `năm hai nghìn …` is no number."""
    after = pieces[index + 1 : index + 3]
    return (
        pieces[index] == "năm"
        and len(after) == 2
        and after[0] in ("một", "hai")
        and after[1] in _THOUSAND
    )


def _value(run: Sequence[str]) -> Fraction:
    if all(word in _DIGIT for word in run):  # digit by digit
        return Fraction(int("".join(str(_DIGIT[word]) for word in run)))
    total, group = Fraction(0), Fraction(0)
    last: Fraction | None = None  # the digit that waits for its unit
    half = Fraction(1, 2)
    words = list(run)
    while words:
        word = words.pop(0)
        if word in _DIGIT:
            last = (last or 0) * 10 + Fraction(_DIGIT[word])
        elif word in _WITHIN:
            scale = _WITHIN[word]
            group, last, half = (
                group + (1 if last is None else last) * scale,
                None,
                Fraction(scale, 2),
            )
        elif word == "phẩy":
            group, last = group + (last or 0) + _after_comma(words), None
        elif word == "rưỡi":
            group += half
        elif word in _SCALE:
            scale = _SCALE[word]
            below = group + (last or 0)
            if last is None and not group and not total:
                below = Fraction(1)  # `nghìn tỷ`
            total = (total + below) * scale if scale == 10**9 else total + below * scale
            group, last, half = Fraction(0), None, Fraction(scale, 2)
    return total + group + (last or 0)


def _after_comma(words: list[str]) -> Fraction:
    """The decimals at the head of `words`, which are taken off: digit by digit, or as a number after its zeros."""
    decimals: list[str] = []
    while words and words[0] not in _SCALE and words[0] != "rưỡi":
        decimals.append(words.pop(0))
    zeros = 0
    while (
        zeros < len(decimals)
        and decimals[zeros] == "không"
        and decimals[zeros + 1 : zeros + 2] != ["trăm"]
    ):
        zeros += 1
    number = decimals[zeros:]
    digits = "0" * zeros + (str(int(_value(number))) if number else "")
    return Fraction(int(digits or "0"), 10 ** len(digits))
