"""What begins with a digit: the character after the first digits tells which readings to try."""

from __future__ import annotations

import re

from duthao.speech import (
    clocks,
    dates,
    document_numbers,
    numbered_names,
    phones,
    quantities,
    ratios,
)
from duthao.speech.cursor import Cursor, SpokenForm, Verbalizer, unread

_DIGITS = re.compile(r"[0-9]+")
_NAME = re.compile(r"[^\W_]+(?:[.-][0-9]{1,2}(?![\w.,]))?")
_HYPHENED = re.compile(r"[^\W\d_]+-\Z")
_LEFT_OUT = re.compile(r"(?:\.{2,3}|…)[0-9]")
_DOUBT_LEFT_OUT = "viết “từ … đến …” hoặc ghi đủ các số"
_FOOTNOTE = re.compile(r"[0-9]{1,3}(?=\])")
_DOUBT_NOTE = "bỏ số chú thích"
_DOUBT_NO = "viết “Số …” thay cho “No.”"
_DOUBT_SLASH = "viết rõ là ngày tháng (“ngày …”), phân số (“… phần …”) hay tỷ số (“… trên …”)"
_DOUBT_GLUED = "thêm dấu cách, hoặc viết bằng chữ"

_AFTER_SLASH: tuple[Verbalizer, ...] = (
    dates.full_date,
    document_numbers.document,
    document_numbers.of_year,
    dates.of_year,
    dates.day_month,
    ratios.ratio,
    numbered_names.item,
)
_AFTER_DASH: tuple[Verbalizer, ...] = (
    dates.full_date,
    dates.day_span,
    dates.month_span,
    dates.of_year,
    clocks.hours,
    dates.dashed_day,
    phones.phone,
    quantities.quantity,
)
_SYMBOL_AFTER_DASH: tuple[Verbalizer, ...] = (document_numbers.document,)
_AFTER_STOP: tuple[Verbalizer, ...] = (
    dates.full_date,
    phones.phone,
    dates.of_year,
    dates.dashed_day,
    numbered_names.section,
    quantities.quantity,
)
_THOUSANDS: tuple[Verbalizer, ...] = (
    dates.of_year,
    phones.phone,
    ratios.ratio,
    quantities.quantity,
)
_AFTER_COMMA: tuple[Verbalizer, ...] = (numbered_names.listed, quantities.quantity)
_AFTER_COLON: tuple[Verbalizer, ...] = (clocks.clock, document_numbers.standard, ratios.ratio)
_SPACED_DASH: tuple[Verbalizer, ...] = (
    phones.phone,
    dates.day_span,
    dates.month_span,
    clocks.hours,
    quantities.quantity,
)
_SPACED_HOUR: tuple[Verbalizer, ...] = (clocks.clock, phones.phone, quantities.quantity)
_HOUR: tuple[Verbalizer, ...] = (clocks.clock, numbered_names.lettered, quantities.quantity)
_LETTER: tuple[Verbalizer, ...] = (
    numbered_names.lettered,
    document_numbers.document,
    quantities.metres,
    quantities.quantity,
)
_ELSE: tuple[Verbalizer, ...] = (phones.phone, quantities.quantity)

_BY_MARK: dict[str, tuple[Verbalizer, ...]] = {
    "/": _AFTER_SLASH,
    ",": _AFTER_COMMA,
    ":": _AFTER_COLON,
    ".": _AFTER_STOP,
    "h": _HOUR,
    "H": _HOUR,
    "g": _HOUR,
    "G": _HOUR,
}
_DOTS = frozenset(".…")
_DASHES = frozenset("-–—")
_STOPS = frozenset(".,:")
_HOURS = frozenset("hHg")


def numeral(cursor: Cursor) -> SpokenForm:
    """The reading of what begins with a digit at `cursor`, or the whole run unread."""
    if cursor.start > cursor.floor and cursor.text[cursor.start - 1] in ".-":
        glued = _glued(cursor)
        if glued:
            return glued
    foreign = _foreign(cursor)
    if foreign:
        return foreign
    digits = _DIGITS.match(cursor.text, cursor.start, cursor.limit)
    assert digits  # the reader asks only where one stands
    end = digits.end()
    ahead = cursor.text[end : min(end + 4, cursor.limit)]
    if ahead[:1] == "." or ahead[:1].isalpha():
        known = known_name(cursor)
        if known:
            return known
    if ahead[:1] in _DOTS and _LEFT_OUT.match(ahead):
        return unread(cursor, _DOUBT_LEFT_OUT)
    for verbalize in _verbalizers(ahead):
        spoken = verbalize(cursor)
        if spoken:
            return spoken
    return unread(cursor, _DOUBT_SLASH if ahead[:1] == "/" else _DOUBT_GLUED)


def _foreign(cursor: Cursor) -> SpokenForm | None:
    """The number of a footnote (`[1]`) and English `No. 5`: an announcer says neither."""
    text, start = cursor.text, cursor.start
    if text.endswith("[", 0, start):
        note = _FOOTNOTE.match(text, start, cursor.limit)
        return SpokenForm(note.end(), note.group(), _DOUBT_NOTE) if note else None
    return unread(cursor, _DOUBT_NO) if text.endswith("No. ", 0, start) else None


def _verbalizers(ahead: str) -> tuple[Verbalizer, ...]:
    """What may be tried, by what follows the first digits."""
    mark, after = ahead[:1], ahead[1:2]
    if mark in _STOPS and not after.isdigit():
        return _ELSE
    if mark == " ":
        return _SPACED_DASH if after in _DASHES else _SPACED_HOUR if after in _HOURS else _ELSE
    if mark in _DASHES:
        if after.isalpha():
            return _SYMBOL_AFTER_DASH
        return _AFTER_DASH
    if mark == "." and len(ahead) == 4 and ahead[2:].isdigit():
        return _THOUSANDS
    return _BY_MARK.get(mark) or (_LETTER if mark.isalpha() else _ELSE)


def known_name(cursor: Cursor) -> SpokenForm | None:
    """`5G`, `4.0`: names that every announcer knows."""
    name = _NAME.match(cursor.text, cursor.start, cursor.limit)
    reading = cursor.words.readings.get(name.group()) if name else None
    return SpokenForm(name.end(), reading) if name and reading else None


def _glued(cursor: Cursor) -> SpokenForm | None:
    """Digits stuck to a stop or a hyphen after a word that nothing has read: a name or unread."""
    previous = cursor.text[cursor.start - 1]
    if previous == "." and cursor.text[cursor.start - 2 : cursor.start - 1].isalpha():
        return unread(cursor, _DOUBT_GLUED, cursor.start - 1)
    word = _HYPHENED.search(cursor.before) if previous == "-" else None
    if not word:
        return None
    begin = cursor.start - len(word.group())
    known = known_name(cursor._replace(start=begin)) if begin >= cursor.floor else None
    return known._replace(start=begin) if known else unread(cursor, _DOUBT_GLUED, cursor.start - 1)
