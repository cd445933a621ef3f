"""What begins with a digit: the character after the first digits tells which readings to try."""

from __future__ import annotations

import re

from duthao.speech import clocks, dates, law, phones, quantities, ratios
from duthao.speech.spot import Family, Said, Spot, unread

_DIGITS = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W_]+")
_DOUBT = "viết bằng chữ"
_DOUBT_SLASH = "viết rõ là ngày tháng (“ngày …”), phân số (“… phần …”) hay tỷ số (“… trên …”)"
_DOUBT_GLUED = "thêm dấu cách, hoặc viết bằng chữ"

_AFTER_SLASH: tuple[Family, ...] = (
    law.document, dates.full_date, law.of_year, dates.of_year, dates.day_month, ratios.ratio)
_AFTER_DASH: tuple[Family, ...] = (
    law.document, dates.full_date, dates.day_span, dates.month_span, dates.of_year, clocks.hours,
    dates.dashed_day, phones.phone, quantities.quantity)
_AFTER_STOP: tuple[Family, ...] = (
    dates.full_date, phones.phone, dates.of_year, dates.dashed_day, ratios.ratio,
    quantities.section, quantities.quantity)
_AFTER_COMMA: tuple[Family, ...] = (quantities.listed, quantities.quantity)
_AFTER_COLON: tuple[Family, ...] = (clocks.clock, law.standard, ratios.ratio)
_AFTER_SPACE: tuple[Family, ...] = (
    phones.phone, dates.day_span, dates.month_span, clocks.hours, clocks.clock,
    quantities.quantity)
_GLUED: tuple[Family, ...] = (quantities.lettered, law.document, clocks.clock, quantities.quantity)
_ELSE: tuple[Family, ...] = (phones.phone, quantities.quantity)

_FAMILIES: dict[str, tuple[Family, ...]] = {
    "/": _AFTER_SLASH, "-": _AFTER_DASH, "–": _AFTER_DASH, "—": _AFTER_DASH, ".": _AFTER_STOP,
    ",": _AFTER_COMMA, ":": _AFTER_COLON, " ": _AFTER_SPACE,
}


def numeral(spot: Spot) -> Said:
    """The reading of what begins with a digit at `spot`, or the whole run unread."""
    previous = spot.text[spot.start - 1] if spot.start else " "
    if previous == "/" or (previous == "." and spot.text[spot.start - 2].isalpha()):
        return unread(spot, _DOUBT_GLUED, spot.start - 1)
    digits = _DIGITS.match(spot.text, spot.start, spot.limit)
    if not digits:
        return unread(spot, _DOUBT)
    follows = spot.text[digits.end()] if digits.end() < spot.limit else ""
    families = _FAMILIES.get(follows, _ELSE)
    if follows.isalpha():
        word = _WORD.match(spot.text, spot.start, spot.limit)
        known = spot.words.readings.get(word.group()) if word else None
        if word and known:
            return Said(word.end(), known)
        families = _GLUED
    for family in families:
        said = family(spot)
        if said:
            return said
    return unread(spot, _DOUBT_SLASH if follows == "/" else _DOUBT_GLUED)
