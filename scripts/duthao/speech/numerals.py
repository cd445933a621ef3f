"""What begins with a digit: the character after the first digits tells which readings to try."""

from __future__ import annotations

from duthao.speech import clocks, dates, law, listings, phones, quantities, ratios
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import Dialect, cardinal
from duthao.speech.patterns import pattern
from duthao.speech.spot import JOINER_LIMIT, Family, Said, Spot, unread
from duthao.speech.units import UNITS

_DIGITS = pattern(r"[0-9]+")
_NAME = pattern(r"[^\W_]+(?:[.-][0-9]{1,2}(?![\w.,]))?")
_HYPHENED = pattern(r"[^\W\d_]+-\Z")
_LEFT_OUT = pattern(r"(?:\.{2,3}|…)[0-9]")
_DOUBT_LEFT_OUT = "viết “từ … đến …” hoặc ghi đủ các số"
_FOOTNOTE = pattern(r"[0-9]{1,3}(?=\])")
_DOUBT = "viết bằng chữ"
_DOUBT_NOTE = "bỏ số chú thích"
_DOUBT_NO = "viết “Số …” thay cho “No.”"
_DOUBT_SLASH = "viết rõ là ngày tháng (“ngày …”), phân số (“… phần …”) hay tỷ số (“… trên …”)"
_DOUBT_GLUED = "thêm dấu cách, hoặc viết bằng chữ"

_AFTER_SLASH: tuple[Family, ...] = (
    dates.full_date,
    law.document,
    law.of_year,
    dates.of_year,
    dates.day_month,
    ratios.ratio,
    listings.item,
)
_AFTER_DASH: tuple[Family, ...] = (
    dates.full_date,
    dates.day_span,
    dates.month_span,
    dates.of_year,
    clocks.hours,
    dates.dashed_day,
    phones.phone,
    quantities.quantity,
)
_LONG_BEFORE_DASH: tuple[Family, ...] = (dates.full_date, phones.phone, quantities.quantity)
_SYMBOL_AFTER_DASH: tuple[Family, ...] = (law.document,)
_AFTER_STOP: tuple[Family, ...] = (
    dates.full_date,
    phones.phone,
    dates.of_year,
    dates.dashed_day,
    listings.section,
    quantities.quantity,
)
_THOUSANDS: tuple[Family, ...] = (
    dates.of_year,
    phones.phone,
    ratios.ratio,
    quantities.quantity,
)
_AFTER_COMMA: tuple[Family, ...] = (listings.listed, quantities.quantity)
_AFTER_COLON: tuple[Family, ...] = (clocks.clock, law.standard, ratios.ratio)
_SPACED_DASH: tuple[Family, ...] = (
    phones.phone,
    dates.day_span,
    dates.month_span,
    clocks.hours,
    quantities.quantity,
)
_SPACED_HOUR: tuple[Family, ...] = (clocks.clock, phones.phone, quantities.quantity)
_HOUR: tuple[Family, ...] = (clocks.clock, listings.lettered, quantities.quantity)
_LETTER: tuple[Family, ...] = (
    listings.lettered,
    law.document,
    quantities.metres,
    quantities.quantity,
)
_ELSE: tuple[Family, ...] = (phones.phone, quantities.quantity)

_BY_MARK: dict[str, tuple[Family, ...]] = {
    "/": _AFTER_SLASH,
    ",": _AFTER_COMMA,
    ":": _AFTER_COLON,
    ".": _AFTER_STOP,
    "h": _HOUR,
    "H": _HOUR,
    "g": _HOUR,
    "G": _HOUR,
}
# `ý` (kiến) is the one word of a letter that is counted, and in every result.
_COUNT = pattern(r"(?<=[a-zà-ỹ,] )([1-9][0-9]{0,2}) ([a-zđà-ỹ]{2,}|ý)(?=[ ,.;\n]|\Z)")
_MEASURED = frozenset(UNITS) | {"giờ", "tháng"}
_SPECIAL = phones.LEADS | word_set("tháng thứ ngày mùng mồng và hoặc đến hay")
_REACH = 24
_DOTS = frozenset(".…")
_DASHES = frozenset("-–—")
_STOPS = frozenset(".,:")
_HOURS = frozenset("hHg")


def count(
    text: str, small: str, start: int, done: int, dialect: Dialect
) -> tuple[int, str, str] | None:
    """The plain case, a small number of things between two words: its end, its words and the word before it.

    None wherever any rule might have a say, by the word before, by a unit, or by a number that ended at `done`, near by.
    """
    found = _COUNT.match(text, start)
    if not found or found.group(2) in _MEASURED:
        return None
    if not _DASHES.isdisjoint(text[found.end() : found.end() + _REACH]):
        return None  # it may be the beginning of a range
    label = small[max(0, start - _REACH) : start - 1].rpartition(" ")[2]
    if label.endswith(","):
        if start - done <= JOINER_LIMIT:
            return None  # it may go on with a list
        label = ""
    elif label in _SPECIAL or not label.isalpha():
        return None
    return found.end(1), cardinal(found.group(1), dialect), label


def numeral(spot: Spot) -> Said:
    """The reading of what begins with a digit at `spot`, or the whole run unread."""
    if spot.start > spot.floor and spot.text[spot.start - 1] in "/.-":
        glued = _glued(spot)
        if glued:
            return glued
    digits = _DIGITS.match(spot.text, spot.start, spot.limit)
    if not digits:
        return unread(spot, _DOUBT)
    foreign = _foreign(spot)
    if foreign:
        return foreign
    end = digits.end()
    ahead = spot.text[end : min(end + 4, spot.limit)]
    if ahead[:1] == "." or ahead[:1].isalpha():
        known = known_name(spot)
        if known:
            return known
    if ahead[:1] in _DOTS and _LEFT_OUT.match(ahead):
        return unread(spot, _DOUBT_LEFT_OUT)
    for family in _families(ahead, end - spot.start):
        said = family(spot)
        if said:
            return said
    return unread(spot, _DOUBT_SLASH if ahead[:1] == "/" else _DOUBT_GLUED)


def _foreign(spot: Spot) -> Said | None:
    """The number of a footnote (`[1]`) and English `No. 5`: an announcer says neither."""
    text, start = spot.text, spot.start
    if text.startswith("[", start - 1) and start:
        note = _FOOTNOTE.match(text, start, spot.limit)
        return Said(note.end(), note.group(), _DOUBT_NOTE) if note else None
    return unread(spot, _DOUBT_NO) if text.startswith("No. ", start - 4) and start > 3 else None


def _families(ahead: str, length: int) -> tuple[Family, ...]:
    """What may be tried, by how many digits come first and what follows them."""
    mark, after = ahead[:1], ahead[1:2]
    if mark in _STOPS and not after.isdigit():
        return _ELSE
    if mark == " ":
        return _SPACED_DASH if after in _DASHES else _SPACED_HOUR if after in _HOURS else _ELSE
    if mark in _DASHES:
        if after.isalpha():
            return _SYMBOL_AFTER_DASH
        return _AFTER_DASH if length <= 2 else _LONG_BEFORE_DASH
    if mark == "." and len(ahead) == 4 and ahead[1:].isdigit():
        return _THOUSANDS if length <= 3 else _AFTER_STOP
    return _BY_MARK.get(mark) or (_LETTER if mark.isalpha() else _ELSE)


def known_name(spot: Spot) -> Said | None:
    """`5G`, `4.0`: names that every announcer knows."""
    name = _NAME.match(spot.text, spot.start, spot.limit)
    reading = spot.words.readings.get(name.group()) if name else None
    return Said(name.end(), reading) if name and reading else None


def _glued(spot: Spot) -> Said | None:
    """Digits stuck to a slash, a stop or a hyphen that nothing has read: a name or unread."""
    previous = spot.text[spot.start - 1]
    if previous == "/" or (
        previous == "." and spot.text[spot.start - 2 : spot.start - 1].isalpha()
    ):
        return unread(spot, _DOUBT_GLUED, spot.start - 1)
    word = _HYPHENED.search(spot.before) if previous == "-" else None
    if not word:
        return None
    begin = spot.start - len(word.group())
    known = known_name(spot._replace(start=begin)) if begin >= spot.floor else None
    return known._replace(start=begin) if known else unread(spot, _DOUBT_GLUED, spot.start - 1)
