"""Numbers in words."""

from __future__ import annotations

import calendar
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duthao.speech.days import is_real
from duthao.speech.numbers import DIALECTS, DIGITS, LONGEST, by_digit, cardinal, decimal, roman

NORTH = DIALECTS["bac"]
VALUES = {**{word: value for value, word in enumerate(DIGITS)}, "mốt": 1, "tư": 4, "lăm": 5}


def value_of(words: str) -> int:
    """The number that the words say, worked out the other way round."""
    total = part = group = digit = 0
    for word in words.split():
        if word in VALUES:
            digit = VALUES[word]
        elif word in {"mười", "mươi"}:
            group, digit = group + 10 * (digit or 1), 0
        elif word == "trăm":
            group, digit = 100 * digit, 0
        elif word in {"nghìn", "triệu"}:
            part += (group + digit) * (1000 if word == "nghìn" else 1_000_000)
            group = digit = 0
        elif word == "tỷ":
            total = (total + part + group + digit) * 1_000_000_000
            part = group = digit = 0
        else:
            assert word == "linh"
    return total + part + group + digit


@given(st.integers(0, 10**18 - 1))
def test_the_words_say_the_number(number: int) -> None:
    assert value_of(cardinal(str(number), NORTH)) == number


@given(st.integers(0, 9999), st.integers(0, 10**9 - 1))
def test_thousands_of_billions_are_counted_in_billions(billions: int, rest: int) -> None:
    words = cardinal(f"{billions}{rest:09d}", NORTH)
    assert value_of(words) == billions * 10**9 + rest


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("1" + "0" * 18, "một tỷ tỷ"),
        ("000", "không"),
        ("0015", "mười lăm"),
        ("1000000500", "một tỷ không nghìn năm trăm"),
        ("1000100", "một triệu không nghìn một trăm"),
        ("1000099", "một triệu không trăm chín mươi chín"),
        ("1000000000000000001", "một tỷ tỷ không trăm linh một"),
    ],
)
def test_edges(digits: str, words: str) -> None:
    assert cardinal(digits, NORTH) == words


def test_the_longest_number_still_has_words() -> None:
    assert cardinal("9" * LONGEST, NORTH).startswith("chín trăm chín mươi chín triệu")


@pytest.mark.parametrize(
    ("whole", "fraction", "words"),
    [
        ("0", "5", "không phẩy năm"),
        ("1", "05", "một phẩy không năm"),
        ("1", "50", "một phẩy năm mươi"),
        ("2", "125", "hai phẩy một trăm hai mươi lăm"),
        ("3", "1416", "ba phẩy một bốn một sáu"),
        ("4", "00", "bốn phẩy không không"),
    ],
)
def test_decimals(whole: str, fraction: str, words: str) -> None:
    assert decimal(whole, fraction, NORTH) == words


def test_digit_by_digit() -> None:
    assert by_digit("0123456789") == " ".join(DIGITS)


@pytest.mark.parametrize(
    ("letters", "value"),
    [
        ("I", "1"),
        ("IV", "4"),
        ("IX", "9"),
        ("XIV", "14"),
        ("XL", "40"),
        ("XLIX", "49"),
        ("IIII", None),
        ("VX", None),
        ("L", None),
        ("XLX", None),
        ("", None),
        ("MC", None),
    ],
)
def test_roman_numerals_in_their_normal_spelling_only(letters: str, value: str | None) -> None:
    assert roman(letters) == value


@pytest.mark.parametrize("year", [1000, 1900, 1996, 2000, 2026, 2028, 2100, 2400])
def test_the_calendar_has_the_days_of_every_month(year: int) -> None:
    for month, day in itertools.product(range(14), range(33)):
        real = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
        assert is_real(f"{day:02}", str(month), str(year)) is real, (day, month)


def test_a_day_without_a_year_may_be_29_february_and_no_year_has_zeros_before_it() -> None:
    assert is_real("29", "2", None) and not is_real("30", "2", None)
    assert not is_real("1", "1", "0999")
