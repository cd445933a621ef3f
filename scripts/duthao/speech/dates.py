"""Dates in every written form: whole, without a year, from one to another, months and quarters."""

from __future__ import annotations

from duthao.speech.days import day_name, is_counted, is_real, month_name
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import cardinal
from duthao.speech.patterns import pattern
from duthao.speech.spot import Said, Spot, unread

_TAIL = r"(?!\w|[/.,:][0-9]|/)"
_FULL = pattern(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_TAIL}")
_ISO = pattern(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?!\w|[/.,:-][0-9]|/)")
_DAY_MONTH = pattern(rf"([0-9]{{1,2}})/([0-9]{{1,2}}){_TAIL}")
_DASHED = pattern(r"([0-9]{1,2})[-–.]([0-9]{1,2})(?!\w|[/.,:–-][0-9]|/)")
_DAYS = pattern(
    rf"([0-9]{{1,2}})(\s?[-–]\s?)([0-9]{{1,2}})/([0-9]{{1,2}})(?:/([0-9]{{4}}))?{_TAIL}"
)
_OF_YEAR = pattern(rf"([0-9]{{1,2}})[/.-]([0-9]{{4}}){_TAIL}")
_SPAN_OF_YEAR = pattern(rf"([0-9]{{1,2}})\s?[-–]\s?([0-9]{{1,2}})/([0-9]{{4}}){_TAIL}")
_DASH = pattern(r"\s?[-–—]\s?(?=[0-9])")
_TO_DAY = pattern(
    r"\s?[-–—]\s?(?=(?:hết )?(?:ngày|sáng|trưa|chiều|tối|đêm)(?: ngày)? [0-9]{1,2}[/.-][0-9])"
)
_TO_MONTH = pattern(r"\s?[-–—]\s?(?=tháng [0-9])")
_TO = pattern(r"\s(?:đến|tới)\s(?:hết\s)?(?=[0-9])")

_DAY_LABELS = word_set("ngày mùng mồng hôm")
_NEW_MOON = word_set("mùng mồng")
_STARTING = pattern(r"(?:kể|lực|dụng|hiện|đầu|tính|chức|ra|hành|lại|phép|thu|nhận|nộp)\s+từ\s*\Z")
_SPAN_ENDS = pattern(r"\s*(?:\Z|[,.;)\n]|(?:tại|năm|đến)\b)")
_DEADLINE = pattern(
    r"(?:\b(?:trước|chậm nhất|muộn nhất|hạn(?: chót| cuối| góp ý| nộp| đăng ký)?)|đến hết)[\s:]*\Z"
)
_PARTS = word_set("sáng trưa chiều tối đêm khuya")
_BOUNDS = word_set("từ đến trước sau hết tới vào hạn chót qua cuối đầu giữa")
_WEEKDAY = pattern(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[\s,(]*\Z")
_WEEKDAY_ENDS = frozenset({"hai", "ba", "tư", "năm", "sáu", "bảy", "nhật", "thứ", ""})
_HOLIDAY_ENDS = word_set("lễ dịp tết khánh niệm nữ nam sĩ động nhi phóng thắng vương thu lịch")
_HOLIDAY = pattern(
    r"(?:\b(?:lễ|dịp|tết|quốc khánh|kỷ niệm|phụ nữ|phụ nữ việt nam|nhà giáo việt nam|liệt sĩ|"
    r"quốc tế lao động|giỗ tổ hùng vương|trung thu|dương lịch|thiếu nhi|giải phóng|chiến thắng|ngày lễ))[\s(“\"]*\Z"
)
_LUNAR = pattern(r"\s(?:âm|dương) lịch\b")
_OF_MONTH = pattern(r"\s+(?:tháng|hằng|hàng|âm|này)\b")
_NOUN_FOLLOWS = pattern(r"\s[^\W\d_]")
# Streets are named after days: `đường 30/4`, said without "ngày" or "mùng".
_STREETS = frozenset({"đường", "phố"})
_NO_STREET = pattern(r"(?:quãng|đoạn|chặng|nửa|thành|khu|dân) (?:đường|phố) *\Z")
_ISSUES = word_set("đợt kỳ lần vụ phiên")
_LEAP_DOUBT = "ngày không có thật; sửa lại ngày, tháng"


def full_date(spot: Spot) -> Said | None:
    """`05/12/2026`, `5-12-2026`, `5.12.2026`, `2026-12-05`, also from one to another."""
    first = _full_at(spot, spot.start)
    if first is None:
        return None
    end, day, month, year = first
    if not is_real(day, month, year):
        return unread(spot, _LEAP_DOUBT)
    words = f"{_lead(spot)}{_said(spot, day, month, year)}"
    dash = _DASH.match(spot.text, end, spot.limit)
    second = _full_at(spot, dash.end()) if dash else None
    if second and is_real(*second[1:]):
        other = f"{day_name(second[1], spot.dialect)} {_month_year(spot, *second[2:])}"
        return Said(second[0], f"{words} đến ngày {other}")
    return _on(spot, end, words)


def _on(spot: Spot, end: int, words: str) -> Said:
    """The date, and `đến` for a dash before another one that has its own `ngày` (`ngày 5/11 - ngày 10/11`)."""
    to = _TO_DAY.match(spot.text, end, spot.limit)
    return Said(to.end(), f"{words} đến ") if to else Said(end, words)


def _full_at(spot: Spot, at: int) -> tuple[int, str, str, str] | None:
    found = _FULL.match(spot.text, at, spot.limit)
    if found:
        return found.end(), found.group(1), found.group(3), found.group(4)
    found = _ISO.match(spot.text, at, spot.limit) if spot.text.startswith("-", at + 4) else None
    return (found.end(), found.group(3), found.group(2), found.group(1)) if found else None


def _lead(spot: Spot) -> str:
    """`ngày ` unless it stands there already, for this date or for the list it goes on."""
    if spot.label in _DAY_LABELS and spot.joiner not in {"đến", "-", "–"}:
        return ""
    return "ngày "


def _said(spot: Spot, day: str, month: str, year: str | None) -> str:
    bare = _is_street(spot) or (spot.label in _NEW_MOON and not spot.joiner)
    name = cardinal if bare else day_name
    return f"{name(day, spot.dialect)} {_month_year(spot, month, year)}"


def _month_year(spot: Spot, month: str, year: str | None) -> str:
    words = f"tháng {month_name(month, spot.dialect)}"
    return f"{words} năm {cardinal(year, spot.dialect)}" if year else words


def day_span(spot: Spot) -> Said | None:
    """`ngày 10-12/11/2026`: days of one month; without `ngày` only with a year and no spaces."""
    found = _DAYS.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    first, dash, second, month, year = found.groups()
    labelled = _is_labelled(spot) or (
        spot.label == "từ" and _SPAN_ENDS.match(spot.text, found.end())
    )
    if not labelled and (year is None or len(dash) > 1):
        return None
    if int(first) >= int(second) or not is_real(second, month, year) or int(first) < 1:
        return unread(spot, _LEAP_DOUBT)
    words = f"{day_name(first, spot.dialect)} đến {day_name(second, spot.dialect)}"
    return Said(found.end(), f"{_lead(spot)}{words} {_month_year(spot, month, year)}")


def month_span(spot: Spot) -> Said | None:
    """`tháng 4-6/2026`, `quý 1-2/2027`."""
    found = _SPAN_OF_YEAR.match(spot.text, spot.start, spot.limit)
    last = {"tháng": 12, "quý": 4}.get(spot.label)
    if not found or last is None:
        return None
    first, second, year = found.groups()
    if not 1 <= int(first) < int(second) <= last:
        return unread(spot, _LEAP_DOUBT)
    name = month_name if spot.label == "tháng" else cardinal
    return Said(
        found.end(),
        f"{name(first, spot.dialect)} đến {spot.label} "
        f"{name(second, spot.dialect)} năm {cardinal(year, spot.dialect)}",
    )


def of_year(spot: Spot) -> Said | None:
    """`tháng 4/2026`, `quý 2/2027`, `đến 12/2026`, `đợt 1/2026`."""
    found = _OF_YEAR.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    number, year = found.groups()
    ends = f" năm {cardinal(year, spot.dialect)}"
    if spot.label in _ISSUES:
        return Said(found.end(), cardinal(number, spot.dialect) + ends)
    if spot.label == "quý" and 1 <= int(number) <= 4:
        return Said(found.end(), cardinal(number, spot.dialect) + ends)
    if not 1 <= int(number) <= 12 or not "1900" <= year <= "2199":
        return None
    month = month_name(number, spot.dialect) + ends
    again = _TO_MONTH.match(spot.text, found.end(), spot.limit)
    if again and spot.label == "tháng" and not spot.joiner:
        return Said(again.end(), f"{month} đến ")
    if spot.label == "tháng":
        lead = "tháng " if spot.joiner in {"đến", "-", "–"} else ""
        return Said(found.end(), lead + month)
    if spot.label in _BOUNDS and "/" in found.group():
        return Said(found.end(), f"tháng {month}")
    return None


def day_month(spot: Spot) -> Said | None:
    """`ngày 10/11`, `sáng 5/12`, `dịp 30/4`: a day without a year, where the words make it one."""
    found = _DAY_MONTH.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    day, month = found.groups()
    partner = _partner(spot, found.end())
    holiday = _is_holiday(spot) or _is_street(spot)
    lunar = _LUNAR.match(spot.text, found.end(), spot.limit)
    if not (
        _is_labelled(spot)
        or holiday
        or partner
        or lunar
        or _is_bound(spot, day, month, found.end())
    ):
        return None
    if not is_real(day, month, None):
        return unread(spot, _LEAP_DOUBT)
    words = ("" if holiday else _lead(spot)) + _said(spot, day, month, None)
    if partner is None or partner[4]:
        return _on(spot, found.end(), words)
    other = f"{day_name(partner[1], spot.dialect)} {_month_year(spot, partner[2], partner[3])}"
    return Said(partner[0], f"{words} đến ngày {other}")


def _partner(spot: Spot, end: int) -> tuple[int, str, str, str | None, bool] | None:
    """The later date of a span whose first is `10/11`; the last value: `đến` is written out."""
    dash = _DASH.match(spot.text, end, spot.limit)
    to = None if dash else _TO.match(spot.text, end, spot.limit)
    joint = dash or to
    if joint is None or (to and spot.label != "từ"):
        return None
    full = _full_at(spot, joint.end())
    if full and is_real(*full[1:]):
        return *full, to is not None
    short = _DAY_MONTH.match(spot.text, joint.end(), spot.limit)
    if not short or not is_real(short.group(1), short.group(2), None):
        return None
    surely = _is_labelled(spot) or (spot.label == "từ" and int(short.group(1)) > 12)
    return (short.end(), short.group(1), short.group(2), None, to is not None) if surely else None


def _is_labelled(spot: Spot) -> bool:
    """The words before say that a day comes: `ngày`, `sáng`, `thứ Bảy,`."""
    return (
        (spot.label in _DAY_LABELS and not is_counted(spot.before))
        or (spot.label in _PARTS and not spot.joiner)
        or (spot.label in _WEEKDAY_ENDS and _WEEKDAY.search(spot.before) is not None)
    )


def _is_holiday(spot: Spot) -> bool:
    """`dịp lễ 30/4`: a date known by its numbers; the rest of a list follows suit."""
    if spot.label not in _HOLIDAY_ENDS:
        return False
    return bool(spot.joiner) or _HOLIDAY.search(spot.before) is not None


def _is_street(spot: Spot) -> bool:
    return spot.label in _STREETS and not _NO_STREET.search(spot.before)


def _is_bound(spot: Spot, day: str, month: str, end: int) -> bool:
    """`hết 30/11`, `hạn 05/12`: after such a word, and no fraction could look like this."""
    if spot.label not in _BOUNDS | {"nộp", "ký", "ý"}:
        return False
    if int(day) > int(month) or _DEADLINE.search(spot.before):  # no part of a whole
        return True
    if _NOUN_FOLLOWS.match(spot.text, end, spot.limit):
        return False
    if int(day) == int(month) or "0" in (day[0], month[0]):
        return True
    return spot.label == "từ" and _STARTING.search(spot.before) is not None


def dashed_day(spot: Spot) -> Said | None:
    """`ngày 30-4`, `ngày 30.4`, `Quốc khánh 2-9`: the older way of writing a day and month."""
    found = _DASHED.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    day, month = found.groups()
    holiday = _is_holiday(spot)
    if not holiday and (spot.label != "ngày" or is_counted(spot.before)):
        return None
    ahead = spot.text[found.end() : found.end() + 12]
    if not holiday and (_OF_MONTH.match(ahead) or _NOUN_FOLLOWS.match(ahead)):
        return None
    dotted = "." in found.group()
    if not is_real(day, month, None):
        # "ngày 25-28" can only be a span of days, which `quantity` reads
        return unread(spot, _LEAP_DOUBT) if dotted or int(month) <= 12 else None
    if not holiday and not dotted and int(day) < int(month):
        return unread(spot, "viết “ngày … tháng …” hoặc “từ ngày … đến ngày …”")
    return Said(found.end(), ("" if holiday else _lead(spot)) + _said(spot, day, month, None))
