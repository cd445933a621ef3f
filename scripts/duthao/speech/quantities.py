"""Whole numbers, decimals, their units and ranges: `1.200 tỷ`, `8,3%`, `10-15 người`, `150 m2`."""

from __future__ import annotations

import re

from duthao.speech import days
from duthao.speech.amounts import Amount, amount_at
from duthao.speech.labels import NAMED
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import by_digit, cardinal
from duthao.speech.patterns import pattern
from duthao.speech.spot import Said, Spot, at_line_start, unread
from duthao.speech.units import TEMPERATURES, is_measured, unit_at

_CUT = pattern(r"\w|[.,:]?[0-9]")
_METRES = pattern(r"([0-9]{1,3})m([1-9][0-9])(?!\w)")
_TIMES = pattern(r"\s?[x×]\s?(?=[0-9])")
_DASH = pattern(r"\s?[-–—]\s?(?=[0-9])")
_MORE = pattern(r"\w|[-–.,:/][0-9]|/[A-ZĐ]")
_WORD_DASH = pattern(r"\s?[-–—]\s?(?=([^\W\d_]+)\s[0-9])")
_LOOSE_THOUSANDS = pattern(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_TO_SAME = pattern(r"((?: [a-zà-ỹđ]+){1,3}) ?[-–—] ?(?=[0-9]+(?:[.,][0-9]+)*\1(?!\w))")
_MONTHS_BEFORE = pattern(r"[0-9] tháng \Z")
_TO_KM = pattern(r"()\s?[-–—]\s?(?=Km ?[0-9])")
_TO_ANY = pattern(r"((?: [a-zà-ỹđ]+){1,3}) ?[-–—] ?(?=[0-9])")
_ECHO = pattern(r"\s?\(([^()\n]{2,90})\)")
_PRIMES = ("'", "’", "′", "″")
_PRIME = pattern(r"['’′″]{1,2}(?:[\s0-9]|\Z)")
_QUOTE = pattern(r"[‘'].*\Z")
_CODE = pattern(
    r"(?:mã(?: số| hồ sơ| bưu chính| đơn vị| vùng| định danh)?(?: thuế)?|tài khoản|căn cước"
    r"(?: công dân)?|cccd|cmnd|mst|định danh(?: cá nhân)?|seri|số thẻ|số hiệu)"
    r"(?:,? số)?(?: là)?[\s:(]*\Z"
)
_CODE_ENDS = word_set(
    "mã số thuế sơ chính vị vùng danh khoản cước dân cccd cmnd mst nhân seri thẻ hiệu là"
)

# `Đề án 06`, `Chỉ thị 05`: the zero belongs to the name.
_NUMBERED_PAPERS = ("đề án ", "chỉ thị ", "nghị quyết ", "thông tư ", "nghị định ")
_SCORES = word_set("số thắng thua hòa quả")
_NEW_MOON = ("mùng", "mồng")
_UNGROUPED = 6
_LOOK_AHEAD = 24

_Unit = tuple[int, str] | None


def quantity(spot: Spot) -> Said | None:
    """A number with its unit, or a range of two; None when it is glued to something unknown."""
    amount = amount_at(spot, spot.start)
    if amount is None:
        return None
    text, limit = spot.text, spot.limit
    unit = unit_at(text, amount.end, limit)
    here = unit[0] if unit else amount.end
    ahead = text[here : here + 2]
    times = _TIMES.match(text, here, limit) if "x" in ahead or "×" in ahead else None
    if times:
        name = f" {unit[1]}" if unit else ""
        return Said(times.end(), f"{amount.words}{name} nhân ")
    if unit is None and ahead[:1] != " " and _CUT.match(text, here, limit):
        return None
    minus = _minus(spot, unit)
    if minus is None:
        return unread(spot, "viết “âm …” hoặc bỏ dấu gạch", spot.start - 1)
    if "-" not in ahead and "–" not in ahead and "—" not in ahead:
        return _single(spot, amount, unit, minus)
    return _ranged(spot, amount, unit) or _single(spot, amount, unit, minus)


def _rank(amount: Amount) -> tuple[int, str, str]:
    """Orders amounts of any length without arithmetic."""
    bare = amount.whole.lstrip("0")
    return len(bare), bare, amount.fraction.rstrip("0")


def metres(spot: Spot) -> Said | None:
    """`1m65`: metres and centimetres in one."""
    found = _METRES.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    whole, part = (cardinal(digits, spot.dialect) for digits in found.groups())
    return Said(found.end(), f"{whole} mét {part}")


def _minus(spot: Spot, unit: _Unit) -> str | None:
    """`âm ` where a dash before the number is a minus for sure, else nothing; None in doubt."""
    if spot.start == 0 or spot.text[spot.start - 1] not in "-–−":
        return ""
    if at_line_start(spot):
        if unit and unit[1] == "độ xê":
            return "âm "
        return None if spot.text.startswith("-", spot.start - 1) else ""
    if spot.start > 1 and spot.text[spot.start - 2] not in " (":
        return None
    return "âm " if unit and unit[1] in TEMPERATURES else None


def _ranged(spot: Spot, first: Amount, unit: _Unit) -> Said | None:
    """`10-15 người`, `20% - 35%`: rising amounts; a spaced dash after a label stays a pause."""
    here = unit[0] if unit else first.end
    dash = _DASH.match(spot.text, here, spot.limit)
    if not dash:
        return None
    tight = len(dash.group()) == 1
    second = amount_at(spot, dash.end())
    after = unit_at(spot.text, second.end, spot.limit) if second else None
    end = after[0] if after else second.end if second else here
    # glued to more: `10-15-20`, `10-12/11`, `8-10h`
    broken = second is None or _MORE.match(spot.text, end, spot.limit) is not None
    rises = second is not None and _rises(first, unit, second, after)
    if second is None or broken or not rises or spot.label in _SCORES:
        return _unranged(spot, first, second, tight and not unit, broken)
    if unit and not (after and (unit[1] == after[1] or spot.label == "từ")):
        return None
    if not tight and spot.label in NAMED and not _are_years(first, second):
        return None
    low = _whole(spot, first, end)
    name = f" {unit[1]}" if unit else ""
    words = f"{low}{name} đến {_second(spot, second, low)}"
    return Said(end, f"{words} {after[1]}" if after else words)


def _unranged(
    spot: Spot, first: Amount, second: Amount | None, tight: bool, broken: bool
) -> Said | None:
    """A dash that makes no range: a score is read with a pause, a tight dash is left unread."""
    if spot.label in _SCORES and second and not broken:
        return Said(second.end, f"{first.words} - {second.words}")
    if not tight:
        return None
    return unread(spot, "viết “từ … đến …” hoặc tách hai số ra")


def _rises(first: Amount, unit: _Unit, second: Amount, after: _Unit) -> bool:
    """The second is more than the first; of two different units nobody needs to know."""
    if unit and after and unit[1] != after[1]:
        return True
    return _rank(first) < _rank(second)


def _are_years(first: Amount, second: Amount) -> bool:
    return all(len(a.whole) == 4 and "1900" <= a.whole <= "2100" for a in (first, second))


def _second(spot: Spot, amount: Amount, first: str) -> str:
    """The end of a range goes with its beginning: months with months, days with days."""
    if first.startswith("mùng "):
        return days.day_name(amount.whole, spot.dialect)
    ahead = spot.text[amount.end : amount.end + _LOOK_AHEAD]
    months = spot.label == "tháng" and _is_month(spot, ahead) and days.is_dated(ahead)
    if not amount.fraction and (months or spot.label == "thứ"):
        return f"{spot.label} {days.month_name(amount.whole, spot.dialect)}"
    return amount.words


def _is_month(spot: Spot, ahead: str) -> bool:
    """`tháng 4`, but not `mỗi tháng 4 lần` nor, later in a list, `tháng 5 và 4 xã`."""
    if spot.joiner:
        return days.is_dated(ahead)
    if ahead.startswith(" ngày") and _MONTHS_BEFORE.search(spot.before):
        return False  # 6 tháng 4 ngày
    return not days.is_counted(spot.before)


def _single(spot: Spot, amount: Amount, unit: _Unit, minus: str) -> Said | None:
    text, limit = spot.text, spot.limit
    if unit:
        end = _past_echo(text, unit[0], limit, f"{amount.words} {unit[1]}")
        return Said(
            end, f"{minus}{amount.words} {unit[1]}", None, spot.start - 1 if minus else None
        )
    ahead = text[amount.end : amount.end + 2]
    # "20 000" was taken as one number: its last group can be none by itself
    loose = _LOOSE_THOUSANDS.match(text, spot.start, limit) if ahead[1:].isdigit() else None
    if loose:
        return Said(
            loose.end(),
            loose.group(),
            "viết liền với dấu chấm (1.200) hoặc tách hai số bằng dấu phẩy",
        )
    if (
        ahead[:1] in _PRIMES
        and _PRIME.match(text, amount.end, limit)
        and not _QUOTE.search(spot.before)
    ):
        return unread(spot, "viết “phút” hoặc bỏ dấu")
    if not amount.fraction and _is_too_long(spot, amount):
        return unread(spot, "thêm dấu chấm phân cách hàng nghìn, hoặc ghi rõ là mã số")
    words = _whole(spot, amount, amount.end)
    near = text[amount.end : amount.end + _LOOK_AHEAD]
    to = _to_another(spot, amount) if "-" in near or "–" in near or "—" in near else None
    if to:
        return Said(to.end(), f"{words}{to.group(1)} đến ")
    if "(" in ahead:
        return Said(_past_echo(text, amount.end, limit, words), words)
    labelled = _WORD_DASH.match(text, amount.end, limit)
    if labelled and labelled.group(1).lower() == spot.label:
        return Said(labelled.end(), f"{words} đến ")
    return Said(amount.end, words)


def _to_another(spot: Spot, first: Amount) -> re.Match[str] | None:
    """`10 người - 15 người`, `từ 5 triệu - 1 tỷ`, `Km12+500 - Km15`: the noun, which may be none, and the dash of a range."""
    along = _TO_KM.match(spot.text, first.end, spot.limit)
    if along:
        return along
    form = _TO_ANY if spot.label == "từ" else _TO_SAME
    to = form.match(spot.text, first.end, spot.limit)
    second = amount_at(spot, to.end()) if to else None
    if not to or not second or (form is _TO_SAME and _rank(second) <= _rank(first)):
        return None
    return to


def _is_too_long(spot: Spot, amount: Amount) -> bool:
    """Seven digits without full stops, no unit after them: an amount or a code, who knows."""
    digits = amount.end - spot.start
    return (
        digits == len(amount.whole) > _UNGROUPED
        and amount.whole[0] != "0"
        and not is_measured(spot.text, amount.end, spot.limit)
        and not spot.text.startswith((" đồng", " người"), amount.end)
        and not _is_code(spot)
    )


def _is_code(spot: Spot) -> bool:
    """The words before say that the digits are a code and no amount."""
    return spot.label in _CODE_ENDS and _CODE.search(spot.before) is not None


def _whole(spot: Spot, amount: Amount, end: int) -> str:
    """A number by its label: a month, a day, an ordinal, a code; the quantity ends at `end`."""
    digits, text = amount.whole, spot.text
    if amount.end - spot.start != len(digits):
        return amount.words
    if digits[0] == "0" and (len(digits) > 2 or spot.before.endswith(_NUMBERED_PAPERS)):
        return by_digit(digits)
    if len(digits) > 3 and _is_code(spot):
        return by_digit(digits)
    ahead = text[end : end + _LOOK_AHEAD]
    if spot.label == "tháng" and _is_month(spot, ahead):
        return days.month_name(digits, spot.dialect)
    if spot.label == "thứ" and (not spot.joiner or not re.match(r"\s\w", ahead)):
        return days.ordinal(digits, spot.dialect)
    if spot.label == "ngày" and days.is_day(spot.before, ahead, digits):
        return days.day_name(digits, spot.dialect)
    if spot.label not in _NEW_MOON and days.is_whole_date(ahead, digits):
        return days.day_name(digits, spot.dialect)
    return amount.words


def _past_echo(text: str, end: int, limit: int, words: str) -> int:
    """Past `(mười)` after 10: the announcer says the number once."""
    echo = _ECHO.match(text, end, limit)
    return echo.end() if echo and _even(echo.group(1)) == _even(words) else end


def _even(words: str) -> str:
    return (
        words.lower()
        .strip()
        .replace("lẻ", "linh")
        .replace("ngàn", "nghìn")
        .replace("tư", "bốn")
        .replace("tỉ", "tỷ")
    )
