"""Dates in every written form: whole, without a year, from one to another, months and quarters."""

from __future__ import annotations

import re

from duthao.speech.cursor import Cursor, SpokenForm, unread
from duthao.speech.days import day_name, is_counted, is_real, month_name
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import cardinal

_TAIL = r"(?!\w|[/.,:][0-9]|/)"
_FULL = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_TAIL}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?!\w|[/.,:-][0-9]|/)")
_DAY_MONTH = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}}){_TAIL}")
_DASHED = re.compile(r"([0-9]{1,2})[-–.]([0-9]{1,2})(?!\w|[/.,:–-][0-9]|/)")
_DAYS = re.compile(
    rf"([0-9]{{1,2}})(\s?[-–]\s?)([0-9]{{1,2}})/([0-9]{{1,2}})(?:/([0-9]{{4}}))?{_TAIL}"
)
_OF_YEAR = re.compile(rf"([0-9]{{1,2}})[/.-]([0-9]{{4}}){_TAIL}")
_SPAN_OF_YEAR = re.compile(rf"([0-9]{{1,2}})\s?[-–]\s?([0-9]{{1,2}})/([0-9]{{4}}){_TAIL}")
_DASH = re.compile(r"\s?[-–—]\s?(?=[0-9])")
_TO_DAY = re.compile(
    r"\s?[-–—]\s?(?=(?:hết )?(?:ngày|sáng|trưa|chiều|tối|đêm)(?: ngày)? [0-9]{1,2}[/.-][0-9])"
)
_TO_MONTH = re.compile(r"\s?[-–—]\s?(?=tháng [0-9])")
_TO = re.compile(r"\s(?:đến|tới)\s(?:hết\s)?(?=[0-9])")

_DAY_LABELS = word_set("ngày mùng mồng hôm")
_NEW_MOON = word_set("mùng mồng")
_STARTING = re.compile(
    r"(?:kể|lực|dụng|hiện|đầu|tính|chức|ra|hành|lại|phép|thu|nhận|nộp)\s+từ\s*\Z"
)
_SPAN_ENDS = re.compile(r"\s*(?:\Z|[,.;)\n]|(?:tại|năm|đến)\b)")
_DEADLINE = re.compile(
    r"(?:\b(?:trước|chậm nhất|muộn nhất|hạn(?: chót| cuối| góp ý| nộp| đăng ký)?)|đến hết)[\s:]*\Z"
)
_PARTS = word_set("sáng trưa chiều tối đêm khuya")
_BOUNDS = word_set("từ đến trước sau hết tới vào hạn chót qua cuối đầu giữa")
_WEEKDAY = re.compile(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[\s,(]*\Z")
_HOLIDAY_ENDS = word_set("lễ dịp tết khánh niệm nữ nam sĩ động nhi phóng thắng vương thu lịch")
_HOLIDAY = re.compile(
    r"(?:\b(?:lễ|dịp|tết|quốc khánh|kỷ niệm|phụ nữ|phụ nữ việt nam|nhà giáo việt nam|liệt sĩ|"
    r"quốc tế lao động|giỗ tổ hùng vương|trung thu|dương lịch|thiếu nhi|giải phóng|chiến thắng|ngày lễ))[\s(“\"]*\Z"
)
_LUNAR = re.compile(r"\s(?:âm|dương) lịch\b")
_NOUN_FOLLOWS = re.compile(r"\s+[^\W\d_]")
# Streets are named after days: `đường 30/4`, said without "ngày" or "mùng".
_STREETS = frozenset({"đường", "phố"})
_NO_STREET = re.compile(r"(?:quãng|đoạn|chặng|nửa|thành|khu|dân) (?:đường|phố) *\Z")
_ISSUES = word_set("đợt kỳ lần vụ phiên")
_LEAP_DOUBT = "ngày không có thật; sửa lại ngày, tháng"


def full_date(cursor: Cursor) -> SpokenForm | None:
    """`05/12/2026`, `5-12-2026`, `5.12.2026`, `2026-12-05`, also from one to another."""
    first = _full_at(cursor, cursor.start)
    if first is None:
        return None
    end, day, month, year = first
    if not is_real(day, month, year):
        return unread(cursor, _LEAP_DOUBT)
    words = f"{_day_prefix(cursor)}{_day_words(cursor, day, month, year)}"
    dash = _DASH.match(cursor.text, end, cursor.limit)
    second = _full_at(cursor, dash.end()) if dash else None
    if second and is_real(*second[1:]):
        other = f"{day_name(second[1], cursor.dialect)} {_month_year(cursor, *second[2:])}"
        return SpokenForm(second[0], f"{words} đến ngày {other}")
    return _with_until(cursor, end, words)


def _with_until(cursor: Cursor, end: int, words: str) -> SpokenForm:
    """The date, and `đến` for a dash before another one that has its own `ngày` (`ngày 5/11 - ngày 10/11`)."""
    to = _TO_DAY.match(cursor.text, end, cursor.limit)
    return SpokenForm(to.end(), f"{words} đến ") if to else SpokenForm(end, words)


def _full_at(cursor: Cursor, at: int) -> tuple[int, str, str, str] | None:
    match = _FULL.match(cursor.text, at, cursor.limit)
    if match:
        return match.end(), match.group(1), match.group(3), match.group(4)
    match = (
        _ISO.match(cursor.text, at, cursor.limit) if cursor.text.startswith("-", at + 4) else None
    )
    return (match.end(), match.group(3), match.group(2), match.group(1)) if match else None


def _day_prefix(cursor: Cursor) -> str:
    """`ngày ` unless it stands there already, for this date or for the list it goes on."""
    if cursor.label in _DAY_LABELS and cursor.joiner not in {"đến", "-", "–"}:
        return ""
    return "ngày "


def _day_words(cursor: Cursor, day: str, month: str, year: str | None) -> str:
    without_mung = _is_street(cursor) or (cursor.label in _NEW_MOON and not cursor.joiner)
    name = cardinal if without_mung else day_name
    return f"{name(day, cursor.dialect)} {_month_year(cursor, month, year)}"


def _month_year(cursor: Cursor, month: str, year: str | None) -> str:
    words = f"tháng {month_name(month, cursor.dialect)}"
    return f"{words} năm {cardinal(year, cursor.dialect)}" if year else words


def day_span(cursor: Cursor) -> SpokenForm | None:
    """`ngày 10-12/11/2026`: days of one month; without `ngày` only with a year and no spaces."""
    match = _DAYS.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    first, dash, second, month, year = match.groups()
    labelled = _is_labelled(cursor) or (
        cursor.label == "từ" and _SPAN_ENDS.match(cursor.text, match.end())
    )
    if not labelled and (year is None or len(dash) > 1):
        return None
    if int(first) >= int(second) or not is_real(second, month, year) or int(first) < 1:
        return unread(cursor, _LEAP_DOUBT)
    words = f"{day_name(first, cursor.dialect)} đến {day_name(second, cursor.dialect)}"
    return SpokenForm(
        match.end(), f"{_day_prefix(cursor)}{words} {_month_year(cursor, month, year)}"
    )


def month_span(cursor: Cursor) -> SpokenForm | None:
    """`tháng 4-6/2026`, `quý 1-2/2027`."""
    match = _SPAN_OF_YEAR.match(cursor.text, cursor.start, cursor.limit)
    last = {"tháng": 12, "quý": 4}.get(cursor.label)
    if not match or last is None:
        return None
    first, second, year = match.groups()
    if not 1 <= int(first) < int(second) <= last:
        return unread(cursor, _LEAP_DOUBT)
    name = month_name if cursor.label == "tháng" else cardinal
    return SpokenForm(
        match.end(),
        f"{name(first, cursor.dialect)} đến {cursor.label} "
        f"{name(second, cursor.dialect)} năm {cardinal(year, cursor.dialect)}",
    )


def of_year(cursor: Cursor) -> SpokenForm | None:
    """`tháng 4/2026`, `quý 2/2027`, `đến 12/2026`, `đợt 1/2026`."""
    match = _OF_YEAR.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    number, year = match.groups()
    ends = f" năm {cardinal(year, cursor.dialect)}"
    if cursor.label in _ISSUES:
        return SpokenForm(match.end(), cardinal(number, cursor.dialect) + ends)
    if cursor.label == "quý" and 1 <= int(number) <= 4:
        return SpokenForm(match.end(), cardinal(number, cursor.dialect) + ends)
    if not 1 <= int(number) <= 12 or not "1900" <= year <= "2199":
        return None
    month = month_name(number, cursor.dialect) + ends
    again = _TO_MONTH.match(cursor.text, match.end(), cursor.limit)
    if again and cursor.label == "tháng" and not cursor.joiner:
        return SpokenForm(again.end(), f"{month} đến ")
    if cursor.label == "tháng":
        lead = "tháng " if cursor.joiner in {"đến", "-", "–"} else ""
        return SpokenForm(match.end(), lead + month)
    if cursor.label in _BOUNDS and "/" in match.group():
        return SpokenForm(match.end(), f"tháng {month}")
    return None


def day_month(cursor: Cursor) -> SpokenForm | None:
    """`ngày 10/11`, `sáng 5/12`, `dịp 30/4`: a day without a year, where the words make it one."""
    match = _DAY_MONTH.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    day, month = match.groups()
    partner = _partner(cursor, match.end())
    holiday = _is_holiday(cursor) or _is_street(cursor)
    lunar = _LUNAR.match(cursor.text, match.end(), cursor.limit)
    if not (
        _is_labelled(cursor)
        or holiday
        or partner
        or lunar
        or _is_bound(cursor, day, month, match.end())
    ):
        return None
    if not is_real(day, month, None):
        return unread(cursor, _LEAP_DOUBT)
    words = ("" if holiday else _day_prefix(cursor)) + _day_words(cursor, day, month, None)
    if partner is None or partner[4]:
        return _with_until(cursor, match.end(), words)
    other = f"{day_name(partner[1], cursor.dialect)} {_month_year(cursor, partner[2], partner[3])}"
    return SpokenForm(partner[0], f"{words} đến ngày {other}")


def _partner(cursor: Cursor, end: int) -> tuple[int, str, str, str | None, bool] | None:
    """The later date of a span whose first is `10/11`; the last value: `đến` is written out."""
    dash = _DASH.match(cursor.text, end, cursor.limit)
    to = None if dash else _TO.match(cursor.text, end, cursor.limit)
    joint = dash or to
    if joint is None or (to and cursor.label != "từ"):
        return None
    dated = _full_at(cursor, joint.end())
    if dated and is_real(*dated[1:]):
        return *dated, to is not None
    yearless = _DAY_MONTH.match(cursor.text, joint.end(), cursor.limit)
    if not yearless or not is_real(yearless.group(1), yearless.group(2), None):
        return None
    surely = _is_labelled(cursor) or (cursor.label == "từ" and int(yearless.group(1)) > 12)
    return (
        (yearless.end(), yearless.group(1), yearless.group(2), None, to is not None)
        if surely
        else None
    )


def _is_labelled(cursor: Cursor) -> bool:
    """The words before say that a day comes: `ngày`, `sáng`, `thứ Bảy,`."""
    return (
        (cursor.label in _DAY_LABELS and not is_counted(cursor.before))
        or (cursor.label in _PARTS and not cursor.joiner)
        or _WEEKDAY.search(cursor.before) is not None
    )


def _is_holiday(cursor: Cursor) -> bool:
    """`dịp lễ 30/4`: a date known by its numbers; the rest of a list follows suit."""
    if cursor.label not in _HOLIDAY_ENDS:
        return False
    return bool(cursor.joiner) or _HOLIDAY.search(cursor.before) is not None


def _is_street(cursor: Cursor) -> bool:
    return cursor.label in _STREETS and not _NO_STREET.search(cursor.before)


def _is_bound(cursor: Cursor, day: str, month: str, end: int) -> bool:
    """`hết 30/11`, `hạn 05/12`: after such a word, and no fraction could look like this."""
    if cursor.label not in _BOUNDS | {"nộp", "ký", "ý"}:
        return False
    if int(day) > int(month) or _DEADLINE.search(cursor.before):  # no part of a whole
        return True
    if _NOUN_FOLLOWS.match(cursor.text, end, cursor.limit):
        return False
    if int(day) == int(month) or "0" in (day[0], month[0]):
        return True
    return cursor.label == "từ" and _STARTING.search(cursor.before) is not None


def dashed_day(cursor: Cursor) -> SpokenForm | None:
    """`ngày 30-4`, `ngày 30.4`, `Quốc khánh 2-9`: the older way of writing a day and month."""
    match = _DASHED.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    day, month = match.groups()
    holiday = _is_holiday(cursor)
    if not holiday and (cursor.label != "ngày" or is_counted(cursor.before)):
        return None
    if not holiday and _NOUN_FOLLOWS.match(cursor.text, match.end(), cursor.limit):
        return None
    dotted = "." in match.group()
    if not is_real(day, month, None):
        # "ngày 25-28" can only be a span of days, which `quantity` reads
        return unread(cursor, _LEAP_DOUBT) if dotted or int(month) <= 12 else None
    if not holiday and not dotted and int(day) < int(month):
        return unread(cursor, "viết “ngày … tháng …” hoặc “từ ngày … đến ngày …”")
    return SpokenForm(
        match.end(), ("" if holiday else _day_prefix(cursor)) + _day_words(cursor, day, month, None)
    )
