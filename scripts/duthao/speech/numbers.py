"""Numbers in words, in the reading of a region; strings of digits of any length, never floats."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from duthao.speech.speaker import Region

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
LONGEST = 90
_BILLION = 9
_DIGIT_OF = {str(value): word for value, word in enumerate(DIGITS)}


class Dialect(NamedTuple):
    """The words in which the regions differ: 1000, the gap in 101, and the 4 of 24."""

    thousand: str
    gap: str
    four: str


DIALECTS: dict[Region, Dialect] = {
    "bac": Dialect("nghìn", "linh", "tư"),
    "trung": Dialect("ngàn", "lẻ", "bốn"),
    "nam": Dialect("ngàn", "lẻ", "bốn"),
}


@lru_cache(maxsize=4096)  # a tenth of the time of reading
def cardinal(digits: str, dialect: Dialect) -> str:
    """`1778785` → `một triệu bảy trăm …`; at most LONGEST digits, leading zeros say nothing."""
    significant = digits.lstrip("0")
    if not significant:
        return DIGITS[0]
    words: list[str] = []
    head = len(significant) % _BILLION or _BILLION
    parts = [
        significant[:head],
        *(significant[i : i + _BILLION] for i in range(head, len(significant), _BILLION)),
    ]
    for rank, part in zip(range(len(parts) - 1, -1, -1), parts, strict=True):
        below = _below_billion(int(part), bool(words), dialect)
        if below:
            words += below + ["tỷ"] * rank
    return " ".join(words)


def _below_billion(value: int, after: bool, dialect: Dialect) -> list[str]:
    """Words of 0..999,999,999; `after`: higher digits were said, so gaps are filled."""
    words: list[str] = []
    millions, remainder = divmod(value, 1_000_000)
    thousands, units = divmod(remainder, 1_000)
    if millions:
        words += [*_below_thousand(millions, after, dialect), "triệu"]
    if thousands:
        words += [*_below_thousand(thousands, after or bool(words), dialect), dialect.thousand]
    elif units >= 100 and (after or words):
        # "một triệu năm trăm" is heard as 1,500,000
        words += [DIGITS[0], dialect.thousand]
    if units:
        words += _below_thousand(units, after or bool(words), dialect)
    return words


def _below_thousand(value: int, after: bool, dialect: Dialect) -> list[str]:
    hundreds, remainder = divmod(value, 100)
    tens, unit = divmod(remainder, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or after else []
    if not remainder:
        return words
    if tens == 0:
        if not words:
            return [DIGITS[unit]]
        return [*words, dialect.gap, dialect.four if unit == 4 else DIGITS[unit]]
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if unit == 5:
        words.append("lăm")
    elif unit == 1 and tens > 1:
        words.append("mốt")
    elif unit == 4 and tens > 1:
        words.append(dialect.four)
    elif unit:
        words.append(DIGITS[unit])
    return words


def decimal(whole: str, fraction: str, dialect: Dialect) -> str:
    """`8`, `35` → `tám phẩy ba mươi lăm`; zeros that lead the fraction are said one by one."""
    return f"{cardinal(whole, dialect)} phẩy {_fraction(fraction, dialect)}"


def _fraction(fraction: str, dialect: Dialect) -> str:
    significant = fraction.lstrip("0")
    if len(fraction) > 3 or not significant:
        return by_digit(fraction)
    zeros = by_digit(fraction[: len(fraction) - len(significant)])
    return f"{zeros} {cardinal(significant, dialect)}".lstrip()


def by_digit(digits: str) -> str:
    """`0214` → `không hai một bốn`."""
    return " ".join([_DIGIT_OF[digit] for digit in digits])


_ROMAN = (
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
)
_ROMAN_LIMIT = 49


@cache
def _romans() -> dict[str, str]:
    table: dict[str, str] = {}
    for value in range(1, _ROMAN_LIMIT + 1):
        letters, remainder = ("XL", value - 40) if value >= 40 else ("", value)
        for sign, worth in _ROMAN:
            while remainder >= worth:
                letters, remainder = letters + sign, remainder - worth
        table[letters] = str(value)
    return table


def roman(letters: str) -> str | None:
    """`XVI` → `16`; None unless it is a numeral up to 49 in its normal spelling."""
    return _romans().get(letters)
