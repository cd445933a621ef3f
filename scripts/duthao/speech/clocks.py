"""Times of day and lengths in hours: `8h00`, `5h30`, `16:45`, `7h30-11h00`, `8-10h`."""

from __future__ import annotations

import re

from duthao.speech.cursor import Cursor, SpokenForm
from duthao.speech.numbers import Dialect, cardinal

_HOUR = re.compile(
    r"([0-9]{1,3}) ?[hH](?:([0-9]{2})(?: ?(?:phút|ph|p)|['’′])?| ([0-9]{1,2}) ?phút)?(?!\w)"
)
_WORDED = re.compile(
    r"([0-9]{1,2}) giờ(?: ([0-9]{1,2})(?: phút|(?=\s*(?:\Z|[,.;:)–-]"
    r"|(?:ngày|đến|hằng|hàng|sáng|chiều|tối|các|thứ|và)\b))))?(?!\w)"
)
_SOUTHERN = re.compile(r"([0-9]{1,2})[gG]([0-9]{2})(?!\w)")
_COLON = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?!\w|[:.,/][0-9])")
_DASH = re.compile(r"\s?[-–—]\s?(?=[0-9])")
_HOURS = re.compile(r"([0-9]{1,2})\s?[-–—]\s?(?=([0-9]{1,2}) ?[hH])")
_PER_DAY = re.compile(r"/(?=[0-9])")
_NO_CLOCK = frozenset({"tcvn", "qcvn", "iso", "lệ", "số"})


def clock(cursor: Cursor) -> SpokenForm | None:
    """A time, or a span of two; None when no such hour or minute exists."""
    first = _clock_at(cursor, cursor.start)
    if first is None:
        return None
    if _PER_DAY.match(cursor.text, first.end, cursor.limit):
        return None
    dash = _DASH.match(cursor.text, first.end, cursor.limit)
    second = _clock_at(cursor, dash.end()) if dash else None
    return SpokenForm(second.end, f"{first.words} đến {second.words}") if second else first


def hours(cursor: Cursor) -> SpokenForm | None:
    """`8-10h`: the hour is written once."""
    match = _HOURS.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    second = _clock_at(cursor, match.end())
    if second is None or int(match.group(1)) >= int(match.group(2)):
        return None
    return SpokenForm(second.end, f"{cardinal(match.group(1), cursor.dialect)} đến {second.words}")


def _clock_at(cursor: Cursor, at: int) -> SpokenForm | None:
    text, limit = cursor.text, cursor.limit
    match = _HOUR.match(text, at, limit)
    if match:
        return _time(
            match.end(), match.group(1), match.group(2) or match.group(3), None, cursor.dialect
        )
    match = _WORDED.match(text, at, limit) or _SOUTHERN.match(text, at, limit)
    if match:
        return _time(match.end(), match.group(1), match.group(2), None, cursor.dialect)
    match = None if cursor.label in _NO_CLOCK else _COLON.match(text, at, limit)
    if match:
        return _time(match.end(), match.group(1), match.group(2), match.group(3), cursor.dialect)
    return None


def _time(
    end: int, hour: str, minute: str | None, second: str | None, dialect: Dialect
) -> SpokenForm | None:
    """Words of a time; hours alone may be a length of time and pass 24."""
    words = f"{cardinal(hour, dialect)} giờ"
    if minute is None:
        return SpokenForm(end, words)
    if (int(hour), int(minute)) > (24, 0) or int(minute) > 59 or int(second or "0") > 59:
        return None
    if int(minute) or second:
        words += f" {cardinal(minute, dialect)} phút"
    return SpokenForm(end, f"{words} {cardinal(second, dialect)} giây" if second else words)
