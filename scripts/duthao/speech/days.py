"""Days and months in words, and whether a number beside `ngày` or `tháng` is one."""

from __future__ import annotations

import re

from duthao.speech.numbers import Dialect, cardinal

_COUNTED = re.compile(
    r"(?:(?:mỗi|(?<!mùng )một|hằng|hàng|nửa|vài|mấy|nhiều)\s+(?:ngày|tháng)|(?<!thứ )(?<!số )(?<!giờ )(?<![\w:./])[0-9]{1,4}\s+ngày)\s*\Z"
)
_DAY_GOES_ON = re.compile(
    r"\s*(?:\Z|[,.;:)]|[-–]|(?:tháng|và|hoặc|đến|âm|này|hằng|hàng|của|tới|hay|nêu)\b)"
)
_LIST_OF_DAYS = re.compile(r"(?:, ?[0-9]{1,2})*(?:,| và) ?[0-9]{1,2}/[0-9]{1,2}(?![0-9])")
_MONTH_GOES_ON = re.compile(r"\s*(?:\Z|[,.;:)/-]|(?:năm|và|hoặc|hằng|hàng|âm|này)\b)")
_WHOLE_DATE = re.compile(r" tháng (?:0?[1-9]|1[0-2]) năm [12][0-9]{3}(?![0-9])")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_name(digits: str, dialect: Dialect) -> str:
    """`05` → `mùng năm`, `15` → `mười lăm`."""
    words = cardinal(digits, dialect)
    return f"mùng {words}" if 1 <= int(digits) <= 10 else words


def month_name(digits: str, dialect: Dialect) -> str:
    """`4` → `tư` in every region."""
    return "tư" if digits.lstrip("0") == "4" else cardinal(digits, dialect)


def ordinal(digits: str, dialect: Dialect) -> str:
    """What follows `thứ`: `nhất`, `hai`, `ba`, `tư` …"""
    return "nhất" if digits.lstrip("0") == "1" else month_name(digits, dialect)


def is_day(before: str, ahead: str) -> bool:
    """Whether the number after `ngày` is a day of a month and not a count (`mỗi ngày 5 lượt`)."""
    if not _DAY_GOES_ON.match(ahead):
        return False
    return not is_counted(before) or _LIST_OF_DAYS.match(ahead) is not None


def is_whole_date(ahead: str) -> bool:
    """Whether ` tháng 3 năm 2026` follows the number, which makes it a day without `ngày`."""
    return _WHOLE_DATE.match(ahead) is not None


def is_counted(before: str) -> bool:
    """`mỗi ngày`, `một tháng`: what follows is so many a day or a month."""
    return _COUNTED.search(before) is not None


def is_dated(ahead: str) -> bool:
    """Whether a number that goes on a list of months is one (`tháng 3 và 4`, not `và 4 xã`)."""
    return _MONTH_GOES_ON.match(ahead) is not None


def is_real(day: str, month: str, year: str | None) -> bool:
    """Whether the calendar has the day; without a year 29 February is allowed."""
    d, m = int(day), int(month)
    if not (1 <= m <= 12 and 1 <= d <= _LENGTHS[m - 1]):
        return False
    if year is None:
        return True
    y = int(year)
    leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
    return y >= 1000 and (leap or (d, m) != (29, 2))
