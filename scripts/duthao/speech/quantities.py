"""Whole numbers, decimals, their units and ranges: `1.200 tỷ`, `8,3%`, `10-15 người`, `150 m2`."""

from __future__ import annotations

import re
from typing import NamedTuple

from duthao.speech import dates
from duthao.speech.letters import latin_name, point_name
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import LONGEST, by_digit, cardinal, decimal
from duthao.speech.spot import Said, Spot, at_line_start, unread
from duthao.speech.units import TEMPERATURES, is_measured, unit_at

_NUMBER = re.compile(
    r"(?:([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+)|([0-9]+))"
    r"(?:([,.])([0-9]+))?(?![0-9])")
_CUT = re.compile(r"\w|[.,:]?[0-9]")
_TIMES = re.compile(r"\s?[x×]\s?(?=[0-9])")
_DASH = re.compile(r"\s?[-–—]\s?(?=[0-9])")
_MORE = re.compile(r"\w|[-–.,:/][0-9]|/[A-ZĐ]")
_WORD_DASH = re.compile(r"\s?[-–—]\s?(?=([^\W\d_]+)\s[0-9])")
_LOOSE_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_LIST = re.compile(r"[0-9]{1,3}(?:,[0-9]{1,3})+(?![0-9])")
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![\w.,]*[0-9])(?!\w)")
_HEADING = re.compile(r"\.?\s+[^\W\d_a-zà-ỹ]")
_LETTERED = re.compile(r"([0-9]{1,4})([A-ZĐa-zđ])([0-9]{0,2})(?!\w)")
_ECHO = re.compile(r"\s?\(([^()\n]{2,90})\)")
_PRIMES = ("'", "’", "′")
_PRIME = re.compile(r"['’′](?:\s|\Z)")
_QUOTE = re.compile(r"[‘'].*\Z")
_CODE = re.compile(
    r"(?:mã(?: số| hồ sơ| bưu chính| đơn vị| vùng| định danh)?(?: thuế)?|tài khoản|căn cước"
    r"(?: công dân)?|cccd|cmnd|mst|định danh(?: cá nhân)?|seri|số thẻ|số hiệu)"
    r"(?:,? số)?(?: là)?[\s:(]*\Z")
_CODE_ENDS = word_set("mã số thuế sơ chính vị vùng danh khoản cước dân cccd cmnd mst nhân seri thẻ hiệu là")

_SECTIONED = word_set("mục điểm phần khoản lục bảng biểu hình mẫu tiết điều số chương")
_LISTED = word_set("khoản điều mục tổ thôn lớp khối chương phần nhóm xóm bản khu phường quận thứ khóa tiết")
_ROADS = word_set(
    "lộ ql tl đt đh đường tuyến lớp khối tổ thôn xóm bản ấp khu nhà phòng lô số tòa "
                   "căn đội ngõ ngách hẻm kiệt")
_CLAUSES = word_set("điều khoản điểm mục tiết quyết")
_SMALL_IN_NAMES = frozenset("abcdeđ")
_LABELS = _LISTED | _ROADS | word_set("quý đợt kỳ câu bài vòng km giải hạng")
# `Đề án 06`, `Chỉ thị 05`: the zero belongs to the name.
_NUMBERED_PAPERS = word_set("án thị quyết tư lệnh")
_SCORES = word_set("số thắng thua hòa quả")
_BELOW_ZERO = word_set("từ xuống dưới đến khoảng còn ở mức là")
_UNGROUPED = 6
_LOOK_AHEAD = 24


_Unit = tuple[int, str] | None


class Amount(NamedTuple):
    """A number in words, with the digits of its whole and of its fraction; it ends at `end`."""

    end: int
    words: str
    whole: str
    fraction: str


def quantity(spot: Spot) -> Said | None:
    """A number with its unit, or a range of two; None when it is glued to something unknown."""
    amount = amount_at(spot, spot.start)
    if amount is None:
        return None
    text, limit = spot.text, spot.limit
    unit = unit_at(text, amount.end, limit)
    here = unit[0] if unit else amount.end
    ahead = text[here:here + 2]
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


def amount_at(spot: Spot, at: int) -> Amount | None:
    """The number that begins at `at`; None when its commas or full stops leave room for doubt."""
    found = _NUMBER.match(spot.text, at, spot.limit)
    if not found:
        return None
    grouped, plain, mark, fraction = found.groups()
    whole = plain if grouped is None else "".join(c for c in grouped if "0" <= c <= "9")
    end = found.end()
    if grouped and whole[0] == "0":
        if mark or len(whole) > 4 or not grouped.startswith("0."):
            return None
        grouped, whole, mark, fraction = None, "0", ".", whole[1:]
    if len(whole) > LONGEST:
        return None
    if fraction is None:
        return Amount(end, cardinal(whole, spot.dialect), whole, "")
    if not _is_decimal(spot, whole, mark or "", fraction, end, grouped is not None):
        return None
    return Amount(end, decimal(whole, fraction, spot.dialect), whole, fraction)


def _rank(amount: Amount) -> tuple[int, str, str]:
    """Orders amounts of any length without arithmetic."""
    bare = amount.whole.lstrip("0")
    return len(bare), bare, amount.fraction.rstrip("0")


def _is_decimal(spot: Spot, whole: str, mark: str, fraction: str, end: int, grouped: bool) -> bool:
    """Whether the mark can be nothing but a decimal one (1,200 may be English thousands)."""
    if len(whole) > 1 and whole[0] == "0":
        return False
    if whole == "0" or (grouped and mark == ","):
        return True
    measured = is_measured(spot.text, end, spot.limit)
    if mark == ".":
        return measured and not grouped and len(fraction) <= 2
    if len(fraction) == 3:
        return measured and fraction[-1] != "0"
    return measured or spot.label not in {"ngày", "tháng", "năm", "quý", *_LISTED}


def _minus(spot: Spot, unit: _Unit) -> str | None:
    """`âm ` where a dash before the number is a minus for sure, else nothing; None in doubt."""
    if spot.start == 0 or spot.text[spot.start - 1] not in "-–−":
        return ""
    if at_line_start(spot):
        return "âm " if unit and unit[1] == "độ xê" else ""
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
    if not tight and spot.label in _LABELS and not _are_years(first, second):
        return None
    words = f"{_whole(spot, first)}{' ' + unit[1] if unit else ''} đến {_second(spot, second)}"
    return Said(end, words + (f" {after[1]}" if after else ""))


def _unranged(spot: Spot, first: Amount, second: Amount | None, tight: bool,
              broken: bool) -> Said | None:
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


def _second(spot: Spot, amount: Amount) -> str:
    if spot.label == "tháng" and not amount.fraction:
        return dates.month_name(amount.whole, spot.dialect)
    return amount.words


def _single(spot: Spot, amount: Amount, unit: _Unit, minus: str) -> Said | None:
    text, limit = spot.text, spot.limit
    if unit:
        end = _past_echo(text, unit[0], limit, f"{amount.words} {unit[1]}")
        return Said(end, f"{minus}{amount.words} {unit[1]}", None,
                    spot.start - 1 if minus else None)
    ahead = text[amount.end:amount.end + 2]
    loose = _LOOSE_THOUSANDS.match(text, spot.start, limit) if ahead[1:].isdigit() else None
    if loose:
        return Said(loose.end(), loose.group(),
                    "viết liền với dấu chấm (1.200) hoặc tách hai số bằng dấu phẩy")
    if ahead[:1] in _PRIMES and _PRIME.match(text, amount.end, limit) and not _QUOTE.search(spot.before):
        return unread(spot, "viết “phút” hoặc bỏ dấu")
    if not amount.fraction and _is_too_long(spot, amount):
        return unread(spot, "thêm dấu chấm phân cách hàng nghìn, hoặc ghi rõ là mã số")
    words = _whole(spot, amount)
    if "(" in ahead:
        return Said(_past_echo(text, amount.end, limit, words), words)
    labelled = _WORD_DASH.match(text, amount.end, limit)
    if labelled and labelled.group(1).lower() == spot.label:
        return Said(labelled.end(), f"{words} đến ")
    return Said(amount.end, words)


def _is_too_long(spot: Spot, amount: Amount) -> bool:
    """Seven digits without full stops, no unit after them: an amount or a code, who knows."""
    digits = amount.end - spot.start
    return (digits == len(amount.whole) > _UNGROUPED and amount.whole[0] != "0"
            and not is_measured(spot.text, amount.end, spot.limit)
            and not spot.text.startswith((" đồng", " người"), amount.end)
            and not _is_code(spot))


def _is_code(spot: Spot) -> bool:
    """The words before say that the digits are a code and no amount."""
    return spot.label in _CODE_ENDS and _CODE.search(spot.before) is not None


def _whole(spot: Spot, amount: Amount) -> str:
    """The first number of a quantity by its label: months, days, ordinals, codes, minutes."""
    digits, text = amount.whole, spot.text
    if amount.end - spot.start != len(digits):
        return amount.words
    if digits[0] == "0" and (len(digits) > 2 or spot.label in _NUMBERED_PAPERS):
        return by_digit(digits)
    if len(digits) > 3 and _is_code(spot):
        return by_digit(digits)
    ahead = text[amount.end:amount.end + _LOOK_AHEAD]
    if spot.label == "tháng" and (not spot.joiner or dates.is_dated(ahead)):
        return dates.month_name(digits, spot.dialect)
    if spot.label == "thứ" and (not spot.joiner or not re.match(r"\s\w", ahead)):
        return dates.ordinal(digits, spot.dialect)
    if spot.label == "ngày" and dates.is_day(spot.before, ahead, digits):
        return dates.day_name(digits, spot.dialect)
    return amount.words


def _past_echo(text: str, end: int, limit: int, words: str) -> int:
    """Past `(mười)` after 10: the announcer says the number once."""
    echo = _ECHO.match(text, end, limit)
    return echo.end() if echo and _even(echo.group(1)) == _even(words) else end


def _even(words: str) -> str:
    return (words.lower().strip().replace("lẻ", "linh").replace("ngàn", "nghìn")
            .replace("tư", "bốn").replace("tỉ", "tỷ"))


def listed(spot: Spot) -> Said | None:
    """`khoản 1,2 Điều 5`: a list written without spaces, not a decimal."""
    if spot.label not in _LISTED:
        return None
    found = _LIST.match(spot.text, spot.start, spot.limit)
    if not found or is_measured(spot.text, found.end(), spot.limit):
        return None
    if _CUT.match(spot.text, found.end(), spot.limit):
        return None
    members = found.group().split(",")
    say = dates.ordinal if spot.label == "thứ" else cardinal
    return Said(found.end(), ", ".join([say(member, spot.dialect) for member in members]))


def section(spot: Spot) -> Said | None:
    """`3.2.` at the head of a line or after `mục`: the number of a section."""
    found = _SECTION.match(spot.text, spot.start, spot.limit)
    if not found or is_measured(spot.text, found.end(), spot.limit):
        return None
    heads = at_line_start(spot) and _HEADING.match(spot.text, found.end(), spot.limit)
    if not heads and spot.label not in _SECTIONED:
        return None
    parts = [cardinal(part, spot.dialect) for part in found.group().split(".")]
    return Said(found.end(), " chấm ".join(parts))


def lettered(spot: Spot) -> Said | None:
    """`Quốc lộ 4D`, `lớp 9A`, `Điều 5a`: a number with a letter, where the label allows one."""
    found = _LETTERED.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    number, letter, tail = found.groups()
    if letter.isupper():
        if letter == "Đ" or spot.label not in _ROADS | _CLAUSES:
            return None
        name = latin_name(letter)
    elif spot.label in _CLAUSES or (spot.label in _ROADS and letter in _SMALL_IN_NAMES):
        name = point_name(letter)
    else:
        return None
    words = f"{cardinal(number, spot.dialect)} {name}"
    return Said(found.end(), f"{words} {cardinal(tail, spot.dialect)}" if tail else words)
