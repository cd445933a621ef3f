"""Signs: the slash of a rate or an alternative, `&`, `%`, comparisons, bullets."""

from __future__ import annotations

import re

from duthao.speech.amounts import amount_at
from duthao.speech.numerals import known_name
from duthao.speech.patterns import pattern
from duthao.speech.phones import abroad
from duthao.speech.spot import Said, Spot, at_line_start, is_joined, unread
from duthao.speech.units import (
    COUNTED,
    MEASURES,
    PER,
    may_be_either,
    rate_unit_at,
    same_kind,
    unit_at,
)

_BULLETS = "*•▪●◦○■□►▶➢✓✔·"
_LEFT = pattern(r"([^\W\d_]+[23]?|[%‰°]c?) ?\Z")
_RIGHT = pattern(r" ?([^\W\d_]+)(?: ([^\W\d_]+))?")
_SIGNED_SHARE = pattern(r"\+[0-9]{1,3}(?:,[0-9]{1,2})?\s?[%‰](?!\w)")
_ONE = pattern(r" ?0?1 (?=[^\W\d_])")
_NUMBER_NEAR = pattern(r"[0-9](?:[.,][0-9]+)*[\w%]*(?:\s[^\W_]+){1,4}\Z")
_PER_ONE = pattern(r" ?(?:0?1 )?([^\W\d_]+)[23]?(?: [^\W\d_]+){0,3}\Z")
_NEAR = 16
_COMPARED = pattern(r"\s?(?=[0-9])")
_PHONE_BEFORE = pattern(r"[0-9]{3}\Z")
_PHONE_AFTER = pattern(r"0[0-9]{2,}")
_LETTERS_AROUND = pattern(r"\s?[^\W\d_]")
VULGAR = {
    "½": "một phần hai",
    "¼": "một phần tư",
    "¾": "ba phần tư",
    "⅓": "một phần ba",
    "⅔": "hai phần ba",
    "⅕": "một phần năm",
    "⅖": "hai phần năm",
    "⅗": "ba phần năm",
    "⅘": "bốn phần năm",
    "⅙": "một phần sáu",
    "⅚": "năm phần sáu",
    "⅛": "một phần tám",
    "⅜": "ba phần tám",
    "⅝": "năm phần tám",
    "⅞": "bảy phần tám",
}
_FRACTIONS = "".join(VULGAR)
_COMPARISONS = {
    "≥": "lớn hơn hoặc bằng",
    "≤": "nhỏ hơn hoặc bằng",
    ">": "lớn hơn",
    "<": "nhỏ hơn",
    "=": "bằng",
    "~": "khoảng",
    "≈": "xấp xỉ",
    "±": "cộng trừ",
    "×": "nhân",
    "≠": "khác",
}
_STAFF = frozenset({"sĩ", "viên", "bộ", "tá"})  # of so many people: `8 bác sĩ/10.000 dân`
_PEOPLE_FOLLOW = pattern(r" (?:dân|người|hộ|trẻ|học sinh|em|cháu|nhân khẩu|bệnh nhân)(?!\w)")
_TIMES = frozenset({"giờ", "ngày", "tuần", "tháng", "quý", "năm"})
_TIME_ENDS = pattern(r"\s*(?:\Z|[,.;:)\n]|(?:đối|đến|và|hoặc|cho|học)\b)")
_DOUBT_SLASH = "viết “một”, “trên”, “hoặc” hay “và” thay cho dấu gạch chéo"
_APART_BEFORE = pattern(r"(?:\A|[\s(\[“‘«\"])\Z")
_APART_AFTER = pattern(r"\Z|[\s/)\]”’»\",;:?!…]|\.(?!\d)")
_DOUBT_FRACTION = "viết phân số bằng chữ, hoặc thêm dấu cách sau nó"
_DOUBT_SIGN = "viết bằng chữ hoặc bỏ ký hiệu này"


def symbol(spot: Spot) -> Said:
    """The reading of a sign; one that has no certain reading is unread."""
    sign = spot.text[spot.start]
    if sign == "/":
        return _slash(spot)
    if sign == "&":
        return _ampersand(spot)
    if sign in "%‰":
        return _share(spot, "phần trăm" if sign == "%" else "phần nghìn")
    if sign == "+":
        return _plus(spot)
    if sign in VULGAR:
        return _fraction(spot, VULGAR[sign])
    if sign in _BULLETS and spot.text.startswith(" ", spot.start + 1) and at_line_start(spot):
        return Said(spot.start + 1, "-")
    if spot.text.startswith((">=", "<="), spot.start):
        return _compared(spot, "≥" if sign == ">" else "≤", spot.start + 2)
    return _compared(spot, sign, spot.start + 1)


def _fraction(spot: Spot, words: str) -> Said:
    """`½`, with the unit that follows it; glued to anything else (`½b)`, `½5`) it is unread."""
    end = spot.start + 1
    unit = unit_at(spot.text, end, spot.limit)
    if unit:
        return Said(unit[0], _spaced(spot, unit[0], f"{words} {unit[1]}"))
    if is_joined(spot, end):
        return unread(spot, _DOUBT_FRACTION)
    return Said(end, _spaced(spot, end, words))


def _compared(spot: Spot, sign: str, end: int) -> Said:
    words = _COMPARISONS.get(sign)
    if not words or not _COMPARED.match(spot.text, end, spot.limit):
        return _unread_sign(spot)
    return Said(end, _spaced(spot, end, words))


def _spaced(spot: Spot, end: int, words: str) -> str:
    """A space on either side, unless one is there or a mark needs none."""
    before = "" if _APART_BEFORE.search(spot.before) else " "
    after = "" if _APART_AFTER.match(spot.text, end) else " "
    return f"{before}{words}{after}"


def _share(spot: Spot, words: str) -> Said:
    """A per cent sign without a number (`tỷ lệ %`)."""
    end = spot.start + 1
    if spot.text[end : end + 1].isalnum():
        return _unread_sign(spot)
    return Said(end, _spaced(spot, end, words))


def _ampersand(spot: Spot) -> Said:
    end = spot.start + 1
    if spot.start == 0 or not _LETTERS_AROUND.match(spot.text, end, spot.limit):
        return _unread_sign(spot)
    return Said(end, _spaced(spot, end, "và"))


def _plus(spot: Spot) -> Said:
    end = spot.start + 1
    if _SIGNED_SHARE.match(spot.text, spot.start, spot.limit):
        return Said(end, "cộng ")
    if at_line_start(spot) and not spot.text.startswith("+84", spot.start):
        return (
            Said(end, "-") if not spot.text[end : end + 1].isdigit() else unread(spot, _DOUBT_SIGN)
        )
    number = abroad(spot)
    if number:
        return number
    if not _COMPARED.match(spot.text, end, spot.limit):
        return _unread_sign(spot)
    return Said(end, _spaced(spot, end, "cộng"))


def _unread_sign(spot: Spot) -> Said:
    """The sign, with its repetitions (`***`), is left."""
    sign, end = spot.text[spot.start], spot.start + 1
    while end < spot.limit and spot.text[end] == sign:
        end += 1
    return Said(end, sign * (end - spot.start), _DOUBT_SIGN)


def _slash(spot: Spot) -> Said:
    """`đồng/vụ` → một; `thôn/bản` → a pause; two numbers, or a count of what nobody knows: unread."""
    end = spot.start + 1
    if spot.text.startswith("./.", spot.start - 1) and spot.start:
        return Said(spot.start + 2, "")
    left = _LEFT.search(spot.before[-_NEAR:])
    name = left.group(1).lstrip(_FRACTIONS) if left else ""  # `½kg/ha`
    unit = rate_unit_at(spot.text, end, spot.limit)
    measured = name in MEASURES or name == "°c" or _is_in_rate(spot)
    if unit and (measured or name in COUNTED):
        return Said(unit[0], f" một {unit[1]}")
    known = known_name(spot._replace(start=end)) if spot.text[end : end + 1].isdigit() else None
    if known and spot.text[spot.start - 1 : spot.start].isupper():  # `4G/5G`
        return Said(known.end, f", {known.words}")
    right = _RIGHT.match(spot.text, end, spot.limit)
    if not name or (right is None and not (measured or name in COUNTED | _STAFF)):
        return _unread_slash(spot)
    if right is None:
        return _per_number(spot, end)
    if right.group(1) == "vạn":
        return Said(end, " trên một ")
    return _between(spot, name, right, measured)


def _is_in_rate(spot: Spot) -> bool:
    """The second slash of `đồng/người/tháng`, `lần/tuần/lớp`."""
    head, slash, tail = spot.before.rpartition("/")
    per = _PER_ONE.fullmatch(tail) if slash else None
    left = _LEFT.search(head[-_NEAR:]) if per else None
    if not per or not left:
        return False
    if left.group(1) in MEASURES:
        return True
    near = _NUMBER_NEAR.search(head) if per.group(1) in PER else None
    return near is not None and (left.group(1) in COUNTED or _has_measure(near.group()))


def _between(spot: Spot, name: str, right: re.Match[str], measured: bool) -> Said:
    end = spot.start + 1
    after = "" if spot.text[end].isspace() else " "
    if measured:
        return Said(end, f" một{after}")
    first, second = right.group(1).lower(), (right.group(2) or "").lower()
    if first in _TIMES and name not in _TIMES and _TIME_ENDS.match(spot.text, right.end(1)):
        return Said(end, f" một{after}")
    near = _NUMBER_NEAR.search(spot.before)
    if not near or same_kind(name, f"{first} {second}"):
        return Said(end, f",{after}")
    if may_be_either(name, first):
        return _unread_slash(spot)
    if first in PER and (name in COUNTED or _has_measure(near.group())):
        return Said(end, f" một{after}")
    return _unread_slash(spot)


def _has_measure(phrase: str) -> bool:
    """`15 kg gạo`: what is counted is measured."""
    return any(word.lstrip("0123456789.,") in MEASURES for word in phrase.split())


def _per_number(spot: Spot, end: int) -> Said:
    """`đồng/1 kg` → đồng một ki lô gam; `đồng/100 g` → đồng trên một trăm gam."""
    if _ONE.match(spot.text, end, spot.limit):
        start = spot.text.index("1", end) + 1
        unit = unit_at(spot.text, start, spot.limit)
        return Said(unit[0], f" một {unit[1]}") if unit else Said(start, " một")
    amount = amount_at(spot, end)
    if amount and _PEOPLE_FOLLOW.match(spot.text, amount.end, spot.limit):
        return Said(amount.end, f" trên {amount.words}")
    unit = unit_at(spot.text, amount.end, spot.limit) if amount else None
    if amount is None or unit is None:
        return _unread_slash(spot)
    return Said(unit[0], f" trên {amount.words} {unit[1]}")


def _unread_slash(spot: Spot) -> Said:
    if _PHONE_BEFORE.search(spot.before) and _PHONE_AFTER.match(
        spot.text, spot.start + 1, spot.limit
    ):
        return Said(spot.start + 1, " hoặc ")
    return unread(spot, _DOUBT_SLASH)
