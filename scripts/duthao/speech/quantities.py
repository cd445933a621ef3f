"""Whole numbers, decimals, their units and ranges: `1.200 tỷ`, `8,3%`, `10-15 người`, `150 m2`."""

from __future__ import annotations

import re

from duthao.speech import days
from duthao.speech.amounts import Amount, amount_at
from duthao.speech.cursor import Cursor, SpokenForm, at_line_start, unread
from duthao.speech.labels import NAMED
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import by_digit, cardinal
from duthao.speech.units import TEMPERATURES, is_measured, unit_at

_CUT = re.compile(r"\w|[.,:]?[0-9]")
_METRES = re.compile(r"([0-9]{1,3})m([1-9][0-9])(?!\w)")
_TIMES = re.compile(r"\s?[x×]\s?(?=[0-9])")
_DASH = re.compile(r"\s?[-–—]\s?(?=[0-9])")
_MORE = re.compile(r"\w|[-–.,:/][0-9]|/[A-ZĐ]")
_WORD_DASH = re.compile(r"\s?[-–—]\s?(?=([^\W\d_]+)\s[0-9])")
_LOOSE_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_TO_SAME = re.compile(r"((?: [a-zà-ỹđ]+){1,3}) ?[-–—] ?(?=[0-9]+(?:[.,][0-9]+)*\1(?!\w))")
_MONTHS_BEFORE = re.compile(r"[0-9] tháng \Z")
_TO_KM = re.compile(r"()\s?[-–—]\s?(?=Km ?[0-9])")
_TO_ANY = re.compile(r"((?: [a-zà-ỹđ]+){1,3}) ?[-–—] ?(?=[0-9])")
_ECHO = re.compile(r"\s?\(([^()\n]{2,90})\)")
_PRIME = re.compile(r"['’′″]{1,2}(?:[\s0-9]|\Z)")
_QUOTE = re.compile(r"[‘'].*\Z")
_CODE = re.compile(
    r"(?:mã(?: số| hồ sơ| bưu chính| đơn vị| vùng| định danh)?(?: thuế)?|tài khoản|căn cước"
    r"(?: công dân)?|cccd|cmnd|mst|định danh(?: cá nhân)?|seri|số thẻ|số hiệu)"
    r"(?:,? số)?(?: là)?[\s:(]*\Z"
)

# `Đề án 06`, `Chỉ thị 05`: the zero belongs to the name.
_NUMBERED_PAPERS = ("đề án ", "chỉ thị ", "nghị quyết ", "thông tư ", "nghị định ")
_SCORES = word_set("số thắng thua hòa quả")
_NEW_MOON = ("mùng", "mồng")
_UNGROUPED = 6
_DOUBT_LOOSE = "viết liền với dấu chấm (1.200) hoặc tách hai số bằng dấu phẩy"
_LOOK_AHEAD = 24

_Unit = tuple[int, str] | None


def quantity(cursor: Cursor) -> SpokenForm | None:
    """A number with its unit, or a range of two; None when it is glued to something unknown."""
    amount = amount_at(cursor, cursor.start)
    if amount is None:
        return None
    text, limit = cursor.text, cursor.limit
    unit = unit_at(text, amount.end, limit)
    unit_end = unit[0] if unit else amount.end
    times = _TIMES.match(text, unit_end, limit)
    if times:
        name = f" {unit[1]}" if unit else ""
        return SpokenForm(times.end(), f"{amount.words}{name} nhân ")
    if unit is None and _CUT.match(text, unit_end, limit):
        return None
    minus = _minus(cursor, unit)
    if minus is None:
        return unread(cursor, "viết “âm …” hoặc bỏ dấu gạch", cursor.start - 1)
    return _ranged(cursor, amount, unit) or _single(cursor, amount, unit, minus)


def _rank(amount: Amount) -> tuple[int, str, str]:
    """Orders amounts of any length without arithmetic."""
    significant = amount.whole.lstrip("0")
    return len(significant), significant, amount.fraction.rstrip("0")


def metres(cursor: Cursor) -> SpokenForm | None:
    """`1m65`: metres and centimetres in one."""
    match = _METRES.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    whole, part = (cardinal(digits, cursor.dialect) for digits in match.groups())
    return SpokenForm(match.end(), f"{whole} mét {part}")


def _minus(cursor: Cursor, unit: _Unit) -> str | None:
    """`âm ` where a dash before the number is a minus for sure, else nothing; None in doubt."""
    if cursor.start == 0 or cursor.text[cursor.start - 1] not in "-–−":
        return ""
    if at_line_start(cursor):
        if unit and unit[1] == "độ xê":
            return "âm "
        return None if cursor.text.startswith("-", cursor.start - 1) else ""
    if cursor.text[cursor.start - 2] not in " (":
        return None
    return "âm " if unit and unit[1] in TEMPERATURES else None


def _ranged(cursor: Cursor, first: Amount, unit: _Unit) -> SpokenForm | None:
    """`10-15 người`, `20% - 35%`: rising amounts; a spaced dash after a label stays a pause."""
    first_end = unit[0] if unit else first.end
    dash = _DASH.match(cursor.text, first_end, cursor.limit)
    if not dash:
        return None
    tight = len(dash.group()) == 1
    second = amount_at(cursor, dash.end())
    if second is None:
        return _unranged(cursor, tight and not unit)
    after = unit_at(cursor.text, second.end, cursor.limit)
    end = after[0] if after else second.end
    # glued to more: `10-15-20`, `10-12/11`, `8-10h`
    broken = _MORE.match(cursor.text, end, cursor.limit) is not None
    if cursor.label in _SCORES and not broken:
        return SpokenForm(second.end, f"{first.words} - {second.words}")
    if broken or not _rises(first, unit, second, after):
        return _unranged(cursor, tight and not unit)
    if unit and not (after and (unit[1] == after[1] or cursor.label == "từ")):
        return None
    if not tight and cursor.label in NAMED and not _are_years(first, second):
        return None
    low = _number_words(cursor, first, end)
    name = f" {unit[1]}" if unit else ""
    words = f"{low}{name} đến {_range_end(cursor, second, low)}"
    return SpokenForm(end, f"{words} {after[1]}" if after else words)


def _unranged(cursor: Cursor, tight: bool) -> SpokenForm | None:
    """A dash that makes no range: it is left unread where it is `tight`, else it is a pause."""
    return unread(cursor, "viết “từ … đến …” hoặc tách hai số ra") if tight else None


def _rises(first: Amount, unit: _Unit, second: Amount, after: _Unit) -> bool:
    """The second is more than the first; of two different units nobody needs to know."""
    if unit and after and unit[1] != after[1]:
        return True
    return _rank(first) < _rank(second)


def _are_years(first: Amount, second: Amount) -> bool:
    return all(len(a.whole) == 4 and "1900" <= a.whole <= "2100" for a in (first, second))


def _range_end(cursor: Cursor, amount: Amount, first: str) -> str:
    """The end of a range goes with its beginning: months with months, days with days."""
    if first.startswith("mùng "):
        return days.day_name(amount.whole, cursor.dialect)
    ahead = cursor.text[amount.end : amount.end + _LOOK_AHEAD]
    months = cursor.label == "tháng" and _is_month(cursor, ahead) and days.is_dated(ahead)
    if not amount.fraction and (months or cursor.label == "thứ"):
        return f"{cursor.label} {days.month_name(amount.whole, cursor.dialect)}"
    return amount.words


def _is_month(cursor: Cursor, ahead: str) -> bool:
    """`tháng 4`, but not `mỗi tháng 4 lần` nor, later in a list, `tháng 5 và 4 xã`."""
    if cursor.joiner:
        return days.is_dated(ahead)
    if ahead.startswith(" ngày") and _MONTHS_BEFORE.search(cursor.before):
        return False  # 6 tháng 4 ngày
    return not days.is_counted(cursor.before)


def _single(cursor: Cursor, amount: Amount, unit: _Unit, minus: str) -> SpokenForm | None:
    text, limit = cursor.text, cursor.limit
    if unit:
        end = _past_echo(text, unit[0], limit, f"{amount.words} {unit[1]}")
        return SpokenForm(
            end, f"{minus}{amount.words} {unit[1]}", None, cursor.start - 1 if minus else None
        )
    # "20 000" was taken as one number: its last group can be none by itself
    loose = _LOOSE_THOUSANDS.match(text, cursor.start, limit)
    if loose and loose.end() > amount.end:
        return SpokenForm(loose.end(), loose.group(), _DOUBT_LOOSE)
    if _PRIME.match(text, amount.end, limit) and not _QUOTE.search(cursor.before):
        return unread(cursor, "viết “phút” hoặc bỏ dấu")
    if not amount.fraction and _is_too_long(cursor, amount):
        return unread(cursor, "thêm dấu chấm phân cách hàng nghìn, hoặc ghi rõ là mã số")
    words = _number_words(cursor, amount, amount.end)
    to = _to_another(cursor, amount)
    if to:
        return SpokenForm(to.end(), f"{words}{to.group(1)} đến ")
    labelled = _WORD_DASH.match(text, amount.end, limit)
    if labelled and labelled.group(1).lower() == cursor.label:
        return SpokenForm(labelled.end(), f"{words} đến ")
    return SpokenForm(_past_echo(text, amount.end, limit, words), words)


def _to_another(cursor: Cursor, first: Amount) -> re.Match[str] | None:
    """`10 người - 15 người`, `từ 5 triệu - 1 tỷ`, `Km12+500 - Km15`: the noun, which may be none, and the dash of a range."""
    along = _TO_KM.match(cursor.text, first.end, cursor.limit)
    if along:
        return along
    form = _TO_ANY if cursor.label == "từ" else _TO_SAME
    to = form.match(cursor.text, first.end, cursor.limit)
    second = amount_at(cursor, to.end()) if to else None
    if not to or not second or (form is _TO_SAME and _rank(second) <= _rank(first)):
        return None
    return to


def _is_too_long(cursor: Cursor, amount: Amount) -> bool:
    """Seven digits without full stops, no unit after them: either an amount or a code."""
    digits = amount.end - cursor.start
    return (
        digits == len(amount.whole) > _UNGROUPED
        and amount.whole[0] != "0"
        and not is_measured(cursor.text, amount.end, cursor.limit)
        and not cursor.text.startswith((" đồng", " người"), amount.end)
        and not _is_code(cursor)
    )


def _is_code(cursor: Cursor) -> bool:
    """The words before say that the digits are a code and no amount."""
    return _CODE.search(cursor.before) is not None


def _number_words(cursor: Cursor, amount: Amount, end: int) -> str:
    """A number by its label: a month, a day, an ordinal, a code; the quantity ends at `end`."""
    digits, text = amount.whole, cursor.text
    if amount.end - cursor.start != len(digits):
        return amount.words
    if digits[0] == "0" and (len(digits) > 2 or cursor.before.endswith(_NUMBERED_PAPERS)):
        return by_digit(digits)
    if len(digits) > 3 and _is_code(cursor):
        return by_digit(digits)
    ahead = text[end : end + _LOOK_AHEAD]
    if cursor.label == "tháng" and _is_month(cursor, ahead):
        return days.month_name(digits, cursor.dialect)
    if cursor.label == "thứ" and (not cursor.joiner or not re.match(r"\s\w", ahead)):
        return days.ordinal(digits, cursor.dialect)
    if cursor.label == "ngày" and days.is_day(cursor.before, ahead):
        return days.day_name(digits, cursor.dialect)
    if cursor.label not in _NEW_MOON and days.is_whole_date(ahead):
        return days.day_name(digits, cursor.dialect)
    return amount.words


def _past_echo(text: str, end: int, limit: int, words: str) -> int:
    """Past `(mười)` after 10: the announcer says the number once."""
    echo = _ECHO.match(text, end, limit)
    return echo.end() if echo and _comparable(echo.group(1)) == _comparable(words) else end


def _comparable(words: str) -> str:
    return (
        words.lower()
        .strip()
        .replace("lẻ", "linh")
        .replace("ngàn", "nghìn")
        .replace("tư", "bốn")
        .replace("tỉ", "tỷ")
    )
