"""Times of day and lengths in hours: `8h00`, `5h30`, `16:45`, `7h30-11h00`, `8-10h`."""

from __future__ import annotations

import re

from duthao.speech.numbers import Dialect, cardinal
from duthao.speech.patterns import pattern
from duthao.speech.spot import Said, Spot

_HOUR = pattern(
    r"([0-9]{1,3}) ?[hH](?:([0-9]{2})(?: ?(?:phút|ph|p)|['’′])?| ([0-9]{1,2}) ?phút)?(?!\w)"
)
_WORDED = pattern(
    r"([0-9]{1,2}) giờ(?: ([0-9]{1,2})(?: phút|(?=\s*(?:\Z|[,.;:)–-]"
    r"|(?:ngày|đến|hằng|hàng|sáng|chiều|tối|các|thứ|và)\b))))?(?!\w)"
)
_SOUTHERN = pattern(r"([0-9]{1,2})[gG]([0-9]{2})(?!\w)")
_COLON = pattern(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?!\w|[:.,/][0-9])")
_DASH = pattern(r"\s?[-–—]\s?(?=[0-9])")
_HOURS = pattern(r"([0-9]{1,2})\s?[-–—]\s?(?=[0-9]{1,2} ?[hH])")
_PER_DAY = pattern(r"/(?=[0-9])")
_NO_CLOCK = frozenset({"tcvn", "qcvn", "iso", "lệ", "số"})


def clock(spot: Spot) -> Said | None:
    """A time, or a span of two; None when no such hour or minute exists."""
    first = _clock_at(spot, spot.start)
    if first is None:
        return None
    if _PER_DAY.match(spot.text, first.end, spot.limit):
        return None
    dash = _DASH.match(spot.text, first.end, spot.limit)
    second = _clock_at(spot, dash.end()) if dash else None
    return Said(second.end, f"{first.words} đến {second.words}") if second else first


def hours(spot: Spot) -> Said | None:
    """`8-10h`: the hour is written once."""
    found = _HOURS.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    second = _clock_at(spot, found.end())
    later = re.match(r"[0-9]+", spot.text[found.end() : found.end() + 3])
    if second is None or later is None or int(found.group(1)) >= int(later.group()):
        return None
    return Said(second.end, f"{cardinal(found.group(1), spot.dialect)} đến {second.words}")


def _clock_at(spot: Spot, at: int) -> Said | None:
    text, limit = spot.text, spot.limit
    found = _HOUR.match(text, at, limit)
    if found:
        return _time(
            found.end(), found.group(1), found.group(2) or found.group(3), None, spot.dialect
        )
    found = _WORDED.match(text, at, limit) or _SOUTHERN.match(text, at, limit)
    if found:
        return _time(found.end(), found.group(1), found.group(2), None, spot.dialect)
    found = None if spot.label in _NO_CLOCK else _COLON.match(text, at, limit)
    if found:
        return _time(found.end(), found.group(1), found.group(2), found.group(3), spot.dialect)
    return None


def _time(
    end: int, hour: str, minute: str | None, second: str | None, dialect: Dialect
) -> Said | None:
    """Words of a time; hours alone may be a length of time and pass 24."""
    words = f"{cardinal(hour, dialect)} giờ"
    if minute is None:
        return Said(end, words)
    if (int(hour), int(minute)) > (24, 0) or int(minute) > 59 or int(second or "0") > 59:
        return None
    if int(minute) or second:
        words += f" {cardinal(minute, dialect)} phút"
    return Said(end, f"{words} {cardinal(second, dialect)} giây" if second else words)
