"""Whole and decimal numbers as they are written: `1.200`, `8,3`, `1.234,5`."""

from __future__ import annotations

import re
from typing import NamedTuple

from duthao.speech.cursor import Cursor
from duthao.speech.labels import LISTED
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import LONGEST, cardinal, decimal
from duthao.speech.units import is_measured

_NUMBER = re.compile(
    r"(?:([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+"
    r"|[0-9]{1,3}(?: [0-9]{3}){0,8} 000(?![0-9]))|([0-9]+))"
    r"(?:([,.])([0-9]+))?(?![0-9])"
)
_RANGE = re.compile(r"\s?[-–]\s?[0-9]{1,6},[0-9]{1,2}")
_NO_DECIMALS = LISTED | {"ngày", "tháng", "năm", "quý"}
_DECIMALS = word_set(
    "số mức điểm đạt là còn khoảng gấp trên dưới hơn gần tăng giảm bằng từ đến lên xuống độ được"
)


class Amount(NamedTuple):
    """A number in words, with the digits of its whole and of its fraction; it ends at `end`."""

    end: int
    words: str
    whole: str
    fraction: str


def amount_at(cursor: Cursor, at: int) -> Amount | None:
    """The number that begins at `at`; None when its commas or full stops leave room for doubt."""
    match = _NUMBER.match(cursor.text, at, cursor.limit)
    if not match:
        return None
    grouped, ungrouped, mark, fraction = match.groups()
    whole = ungrouped if grouped is None else "".join(filter(str.isdigit, grouped))
    end = match.end()
    if grouped and whole[0] == "0":
        if mark or len(grouped) != 5 or grouped[1] != ".":  # but for 0.500
            return None
        grouped, whole, fraction = None, "0", whole[1:]
    if len(whole) > LONGEST:
        return None
    if fraction is None:
        return Amount(end, cardinal(whole, cursor.dialect), whole, "")
    if not _is_decimal(cursor, whole, mark, fraction, end, grouped is not None):
        return None
    return Amount(end, decimal(whole, fraction, cursor.dialect), whole, fraction)


def _is_decimal(
    cursor: Cursor, whole: str, mark: str | None, fraction: str, end: int, grouped: bool
) -> bool:
    """Whether the mark can be nothing but a decimal one (1,200 may be English thousands)."""
    if len(whole) > 1 and whole[0] == "0":
        return False
    if whole == "0" or (grouped and mark == ","):
        return True
    ranged = _RANGE.match(cursor.text, end, cursor.limit)
    measured = is_measured(cursor.text, ranged.end() if ranged else end, cursor.limit)
    if mark == ".":
        return measured and not grouped and len(fraction) <= 2
    if len(fraction) == 3:
        return measured and fraction[-1] != "0"
    if measured:
        return True
    if cursor.label in _NO_DECIMALS:
        return False
    # "mũi 1,2" may be both of them
    return fraction != str(int(whole) + 1) or cursor.label in _DECIMALS
