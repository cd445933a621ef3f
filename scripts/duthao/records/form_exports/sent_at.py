"""When answers were sent, from the ways in which providers write it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from duthao.clock import VN
from duthao.text import fold, slug

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ t](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(z|[+-]\d\d:?\d\d)?)?"
)
_WRITTEN = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{2,4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm|sa|ch)?)?(?:\s*(?:gmt|utc)\s*([+-]\d{1,2})?(?::?(\d\d))?)?"
)

_FIRST_YEAR = 2000


class SentTimes(NamedTuple):
    """The times of a column (None where one cannot be read); `unsure`: day and month could be taken for each other."""

    times: tuple[datetime | None, ...]
    unsure: bool


def read_times(heading: str, values: Sequence[str]) -> SentTimes:
    """Read the values of one column. What names no zone is Việt Nam time; `_submission_time` of KoboToolbox is UTC.

    Whether a date has the day or the month first is seen from all values together; where none tells, the day is first.
    """
    zone: timezone = UTC if slug(heading) == "submission-time" and heading.startswith("_") else VN
    folded = [fold(value.strip()) for value in values]
    matches = [_WRITTEN.fullmatch(value) for value in folded]
    slashed = [(int(m[1]), int(m[2])) for m in matches if m and len(m[1]) < 3]
    month_first = any(second > 12 for _, second in slashed)
    unsure = bool(slashed) and not month_first and all(first <= 12 for first, _ in slashed)
    times = [
        _iso(value, zone) or (_slashed(match, zone, month_first=month_first) if match else None)
        for value, match in zip(folded, matches, strict=True)
    ]
    return SentTimes(tuple(times), unsure)


def _iso(value: str, zone: timezone) -> datetime | None:
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    return _moment((year, month, day, hour, minute, second), _zone(match[7]) or zone)


def _slashed(match: re.Match[str], zone: timezone, *, month_first: bool) -> datetime | None:
    first, second, third = int(match[1]), int(match[2]), int(match[3])
    if len(match[1]) == 4:
        year, month, day = first, second, third
    else:
        year = third + 2000 if third < 100 else third
        month, day = (first, second) if month_first else (second, first)
    hour, minute, seconds = (int(match[n] or 0) for n in (4, 5, 6))
    if match[7]:
        hour = hour % 12 + (12 if match[7] in ("pm", "ch") else 0)
    own = timezone(timedelta(hours=int(match[8]), minutes=int(match[9] or 0))) if match[8] else None
    return _moment((year, month, day, hour, minute, seconds), own or zone)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text == "z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-shift if text[0] == "-" else shift)


def _moment(parts: tuple[int, int, int, int, int, int], zone: timezone) -> datetime | None:
    if parts[0] < _FIRST_YEAR:  # LimeSurvey: 1980 where no times are kept
        return None
    try:
        return datetime(*parts, tzinfo=zone).astimezone(VN)
    except (ValueError, OverflowError):  # no day of the calendar
        return None
