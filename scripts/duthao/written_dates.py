"""Days as Vietnamese text writes them, with the hour, the weekday and the words that bound them: the one grammar of all readers.

`ngày 05 tháng 9 năm 2026`, `5/9/2026`, `05-9-2026`, `5.9.2026`, `ngày 5/9`, `trước 17 giờ ngày 5/9/2026`. A year of two figures
is read and told (`short_year`): whoever uses it has to ask. `find` takes days out of a text; the patterns serve readers with
a grammar of their own around a day, each takes an ending for the names of its groups (`DATE.format("1")`). Dates of other
languages are read by `records/translation_files`, months and quarters in lists of plans by `records/plan_files`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

DAY_NAME = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|T[2-7]|CN)\b"
WEEKDAY = rf"(?:\(?(?P<weekday{{0}}>{DAY_NAME})\)?\s*,?\s*\(?)?"
# `mark` is what stands between day and month; a year of two figures stands behind the same.
NUMBERS = (
    r"(?P<day{0}>\d{{1,2}})(?P<mark{0}>\s*(?:/|-|\.|\s+tháng\s+)\s*)(?P<month{0}>\d{{1,2}})"
    r"(?:\s*(?:/|-|\.|,?\s*năm\s+)\s*(?P<year{0}>\d{{4}})|(?:(?P=mark{0})|,?\s*năm\s+)(?P<short{0}>\d\d))?(?![\d/])"
)
DATE = WEEKDAY + r"(?:ngày\s+)?(?:m[ùồ]ng\s+)?" + NUMBERS
HOUR = r"(?:(?P<hour{0}>\d{{1,2}})\s*(?:giờ|h|g|:)\s*(?P<minute{0}>\d{{2}})?['’]?\s*(?:phút)?\s*(?P<part{0}>sáng|trưa|chiều|tối|đêm|khuya)?\s*,?\s*(?:của\s+)?)?"
_CENTURY = "20"  # of a year of two figures

# Each begins with a fixed text, which is found fast: texts are long and dates in them are few.
_NAMED = re.compile(r"háng\s+(?P<month>\d{1,2})(?:(?:/|,?\s+năm\s+)(?P<year>\d{4}|\d\d))?(?!\d)")
_STROKE = re.compile(r"/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?(?![\d/])")
_MARKED = re.compile(
    r"gày\s+(?:m[ùồ]ng\s+)?(?P<day>\d{1,2})(?P<mark>[.-])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d\d))?(?![\d/])"
)
_DOTTED = (
    re.compile(r"\.(?P<year>(?:19|20)\d\d)(?![\d/])"),
    re.compile(r"-(?P<year>(?:19|20)\d\d)(?![\d/])"),
)
_DAY_BEFORE = re.compile(r"(?<![\d/.,])(?P<day>\d{1,2})\s*$")
_DAY_AND_MONTH_BEFORE = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})(?P<mark>[.-])(?P<month>\d{1,2})$"
)
_LABELS = ("ngày", "mùng", "mồng", "hôm")
_NEAR = 14  # characters before a day in which its name stands

_TO_THE_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|:)\s*\d{0,2}(?:\s*phút)?,?\s*)?(?:ngày\s+)?(?:mùng\s+)?$"
_UNTIL = re.compile(
    r"(?:\b(?:hết|đến|tới|trước|chậm nhất|muộn nhất|kết thúc)|\b(?:hạn|kết thúc|ngày cuối)\b[^,]{0,25}?(?:là|vào|lúc|:|sang|thành))"
    r"\s*(?:(?:là|vào|lúc|hết|cuối)\s*){0,2}" + _TO_THE_HOUR,
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:từ|bắt đầu|mở)\s*(?:(?:từ|là|vào|lúc)\s*){0,2}" + _TO_THE_HOUR, re.IGNORECASE
)


class WrittenDate(NamedTuple):
    """A date in a text: from the character of its day to behind its last, how it is written, day and month, the year (0: none).

    The day may be one that no calendar has. `labelled`: a word says that it is a day (`ngày 5/9`, `5 tháng 9`).
    """

    start: int
    end: int
    text: str
    day: int
    month: int
    year: int
    labelled: bool = False
    short_year: bool = False

    @property
    def calendar_day(self) -> date | None:
        """None without a year, and of a day that no calendar has."""
        return real_day(self.year, self.month, self.day) if self.year else None

    @property
    def in_words(self) -> bool:
        """Whether its month is named: `5 tháng 9 năm 2026`."""
        return "th" in self.text.lower()

    def is_of(self, day: date) -> bool:
        """Whether it may mean that day: where it has no year, of any."""
        return (self.day, self.month) == (day.day, day.month) and self.year in (0, day.year)

    def agrees(self, other: WrittenDate) -> bool:
        """Whether both may mean the same day."""
        same = (self.day, self.month) == (other.day, other.month)
        return same and (self.year == other.year or 0 in (self.year, other.year))


def find(text: str) -> tuple[WrittenDate, ...]:
    """Dates in their order: with strokes or the month's name in any text; with dots and dashes where a year of four figures or
    the word «ngày» says what they are.
    """
    found = dict[int, WrittenDate]()
    for match in _NAMED.finditer(text):
        _add(found, text, match, _day_before(text, match.start() - 1))
    for match in _STROKE.finditer(text):
        _add(found, text, match, _day_before(text, match.start(), near=2))
    for match in _MARKED.finditer(text):
        _add(found, text, match, match)
    for pattern in _DOTTED:
        for match in pattern.finditer(text):
            before = _DAY_AND_MONTH_BEFORE.search(text, max(0, match.start() - 6), match.start())
            if before and before["mark"] == match[0][0]:
                _add(found, text, match, before, before["month"])
    return tuple(found[start] for start in sorted(found))


def _day_before(text: str, end: int, near: int = 6) -> re.Match[str] | None:
    """The day right before the month; in figures nothing stands between them."""
    match = _DAY_BEFORE.search(text, max(0, end - near - 1), end)
    return match if match and (near > 2 or match.end("day") == end) else None


def _add(
    found: dict[int, WrittenDate],
    text: str,
    match: re.Match[str],
    day: re.Match[str] | None,
    month: str = "",
) -> None:
    number = int(month or match["month"])
    if day is None or not 1 <= int(day["day"]) <= 39 or number > 19:
        return
    start, year = day.start("day"), match["year"] or ""
    before = text[max(0, start - _NEAR) : start].lower()
    labelled = match.re is _NAMED or before.rstrip().endswith(_LABELS)
    found.setdefault(
        start,
        WrittenDate(
            start, match.end(), text[start : match.end()], int(day["day"]), number,
            year_of(year), labelled, len(year) == 2,
        ),
    )  # fmt: skip


def year_of(figures: str) -> int:
    """`2026` and `26` → 2026; 0 of none."""
    return int(_CENTURY + figures if len(figures) == 2 else figures or 0)


def real_day(year: int, month: int, day: int) -> date | None:
    """None of a day that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_until(before: str) -> bool:
    """Whether the words right before a date make it a last day: `đến hết ngày`, `chậm nhất 17 giờ ngày`, `hạn góp ý là`."""
    return _UNTIL.search(before) is not None


def is_from(before: str) -> bool:
    """Whether the words right before a date make it a first day: `từ ngày`, `bắt đầu từ`."""
    return _FROM.search(before) is not None
