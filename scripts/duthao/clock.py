"""Time in Việt Nam: the only reader of the wall clock, and the only place that knows what a date means.

A bare date as a closing date lasts to the end of that day; `D HH:MM` is Việt Nam time; an instant
carries its own offset. Việt Nam has kept +07:00 without daylight saving since 1975, so a fixed offset
is exact for every record and needs no time-zone database (Windows has none).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

VN = timezone(timedelta(hours=7))
_DAY = timedelta(days=1)
_DAY_FIRST = re.compile(r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)([+-]\d{2}:\d{2}|Z)?)?")


class Point(NamedTuple):
    """A time as an officer writes it: `text` verbatim, `start` in Việt Nam time, `timed` if it names an hour."""

    text: str
    start: datetime
    timed: bool

    @property
    def day(self) -> date:
        """The day in Việt Nam."""
        return self.start.date()

    @property
    def end(self) -> datetime:
        """The first instant at which something closing at this point is over (exclusive end)."""
        return self.start if self.timed else self.start + _DAY

    def __str__(self) -> str:
        return self.text


@lru_cache(4096)  # the days of ten years: records name the same ones again and again
def parse(text: str) -> Point:
    """Read `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` (Việt Nam time) or an instant with offset.

    Raises ValueError for anything else, and for days that do not exist.
    """
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(text)
    day, hour, offset = match.groups()
    if hour is None:
        return all_day(parse_date(day))
    parse_date(day)
    moment = datetime.fromisoformat(f"{day}T{hour}{(offset or '+07:00').replace('Z', '+00:00')}")
    return Point(text, moment.astimezone(VN), timed=True)


@lru_cache(4096)
def parse_date(text: str) -> date:
    """Read `YYYY-MM-DD` of the years 1945 to 2200. Raises ValueError."""
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    if not 1945 <= day.year <= 2200:  # a slip of the finger, and room for any offset
        raise ValueError(text)
    return day


@lru_cache(4096)
def year_first(text: str) -> str:
    """`30/11/2026 17:00` → `2026-11-30 17:00`: a day as people write it; what is none stays as it is."""
    return _DAY_FIRST.sub(lambda day: f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}", text)


def all_day(day: date) -> Point:
    """The point that a bare date names, of whatever year."""
    return Point(day.isoformat(), midnight(day), timed=False)


def midnight(day: date) -> datetime:
    """The first instant of that day in Việt Nam."""
    return datetime.combine(day, time(), VN)


def now(as_of: str | None = None) -> datetime:
    """The present instant in Việt Nam time to the second, or the given one (a bare date: its 00:00)."""
    if as_of is not None:
        return parse(as_of).start
    return datetime.now(UTC).replace(microsecond=0).astimezone(VN)


@lru_cache(4096)
def date_vi(day: date) -> str:
    """`05/12/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


@lru_cache(4096)
def day_words(day: date) -> str:
    """`thứ Bảy, ngày 05/12/2026`."""
    return f"{weekday(day)}, ngày {date_vi(day)}"


def weekday(day: date) -> str:
    """`thứ Bảy`, as it stands within a sentence."""
    return _WEEKDAYS[day.weekday()]


def hour_words(point: Point) -> str:
    """`17 giờ`, `17 giờ 30`: the hour as it is said."""
    minutes = f" {point.start.minute:02d}" if point.start.minute else ""
    return f"{point.start.hour} giờ{minutes}"


def at_words(point: Point) -> str:
    """`ngày 05/12/2026`, or `lúc 17:00 ngày 05/12/2026` where an hour is given."""
    return (f"lúc {point.start:%H:%M} " if point.timed else "") + f"ngày {date_vi(point.day)}"


def listed_words(point: Point) -> str:
    """`thứ Bảy, 05/12/2026`, or `17:00 thứ Bảy, 05/12/2026` where an hour is given."""
    hour = f"{point.start:%H:%M} " if point.timed else ""
    return f"{hour}{weekday(point.day)}, {date_vi(point.day)}"


@lru_cache(4096)
def iso(moment: datetime) -> str:
    """`2026-12-05T17:00:00+07:00`: the instant in Việt Nam time."""
    return moment.astimezone(VN).isoformat()


@lru_cache(4096)
def moment_words(moment: datetime) -> str:
    """`22/11/2026`, with `08:00 ` before it unless the instant is the start of a day."""
    local = moment.astimezone(VN)
    hour = "" if local.time() == time() else f"{local.hour:02d}:{local.minute:02d} ngày "
    return hour + date_vi(local.date())


def when_words(at: Point, ends: Point | None) -> str:
    """`14:00 đến 16:30 ngày 03/12/2026`; without the end where it is not known."""
    begins = moment_words(at.start)
    if not ends or (ends.day == at.day and not ends.timed):
        return begins
    if ends.day == at.day:
        return f"{at.start:%H:%M} đến {ends.start:%H:%M} ngày {date_vi(at.day)}"
    return f"{begins} đến {moment_words(ends.start)}"
