"""What begins with a digit: the character after the first digits tells which readings to try."""

from __future__ import annotations

import re

from duthao.speech import clocks, dates, law, phones, quantities, ratios
from duthao.speech.spot import Family, Said, Spot, unread

_DIGITS = re.compile(r"[0-9]+")
_NAME = re.compile(r"[^\W_]+(?:[.-][0-9]{1,2}(?![\w.,]))?")
_HYPHENED = re.compile(r"[^\W\d_]+-\Z")
_DOUBT = "viết bằng chữ"
_DOUBT_SLASH = "viết rõ là ngày tháng (“ngày …”), phân số (“… phần …”) hay tỷ số (“… trên …”)"
_DOUBT_GLUED = "thêm dấu cách, hoặc viết bằng chữ"

_AFTER_SLASH: tuple[Family, ...] = (
    law.document, dates.full_date, law.of_year, dates.of_year, dates.day_month, ratios.ratio)
_AFTER_DASH: tuple[Family, ...] = (
    dates.full_date, dates.day_span, dates.month_span, dates.of_year, clocks.hours,
    dates.dashed_day, phones.phone, quantities.quantity)
_AFTER_STOP: tuple[Family, ...] = (
    dates.full_date, phones.phone, dates.of_year, dates.dashed_day, ratios.ratio,
    quantities.section, quantities.quantity)
_AFTER_COMMA: tuple[Family, ...] = (quantities.listed, quantities.quantity)
_AFTER_COLON: tuple[Family, ...] = (clocks.clock, law.standard, ratios.ratio)
_SPACED_DASH: tuple[Family, ...] = (
    phones.phone, dates.day_span, dates.month_span, clocks.hours, quantities.quantity)
_SPACED_HOUR: tuple[Family, ...] = (clocks.clock, quantities.quantity)
_DASHED_SYMBOL: tuple[Family, ...] = (law.document,)
_GLUED: tuple[Family, ...] = (quantities.lettered, law.document, clocks.clock, quantities.quantity)
_ELSE: tuple[Family, ...] = (phones.phone, quantities.quantity)

_DASHES = "-–—"
_BY_MARK: dict[str, tuple[Family, ...]] = {
    "/": _AFTER_SLASH, ".": _AFTER_STOP, ",": _AFTER_COMMA, ":": _AFTER_COLON,
}


def numeral(spot: Spot) -> Said:
    """The reading of what begins with a digit at `spot`, or the whole run unread."""
    glued = _glued(spot)
    if glued:
        return glued
    digits = _DIGITS.match(spot.text, spot.start, spot.limit)
    if not digits:
        return unread(spot, _DOUBT)
    ahead = spot.text[digits.end():min(digits.end() + 2, spot.limit)]
    if ahead[:1] == "." or ahead[:1].isalpha():
        known = _known(spot)
        if known:
            return known
    for family in _families(ahead):
        said = family(spot)
        if said:
            return said
    return unread(spot, _DOUBT_SLASH if ahead[:1] == "/" else _DOUBT_GLUED)


def _families(ahead: str) -> tuple[Family, ...]:
    """What may be tried, by the two characters after the first digits."""
    mark, next_one = ahead[:1], ahead[1:]
    if mark == " ":
        if next_one and next_one in _DASHES:
            return _SPACED_DASH
        return _SPACED_HOUR if next_one and next_one in "hHg" else _ELSE
    if mark.isalpha():
        return _GLUED
    if mark and mark in _DASHES:
        return _DASHED_SYMBOL if next_one.isalpha() else _AFTER_DASH
    return _BY_MARK.get(mark, _ELSE)


def _known(spot: Spot) -> Said | None:
    """`5G`, `4.0`: names that every announcer knows."""
    name = _NAME.match(spot.text, spot.start, spot.limit)
    reading = spot.words.readings.get(name.group()) if name else None
    return Said(name.end(), reading) if name and reading else None


def _glued(spot: Spot) -> Said | None:
    """Digits stuck to a slash, a stop or a hyphen that nothing has read: a name or unread."""
    if spot.start <= spot.floor:
        return None
    previous = spot.text[spot.start - 1]
    if previous == "/" or (previous == "." and spot.text[spot.start - 2:spot.start - 1].isalpha()):
        return unread(spot, _DOUBT_GLUED, spot.start - 1)
    word = _HYPHENED.search(spot.before) if previous == "-" else None
    if not word:
        return None
    begin = spot.start - len(word.group())
    known = _known(spot._replace(start=begin)) if begin >= spot.floor else None
    return known._replace(start=begin) if known else unread(spot, _DOUBT_GLUED, spot.start - 1)
