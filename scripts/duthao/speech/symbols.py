"""Signs: the slash of a rate or an alternative, `&`, `%`, comparisons, bullets."""

from __future__ import annotations

import re

from duthao.speech.amounts import amount_at
from duthao.speech.cursor import Cursor, SpokenForm, at_line_start, is_joined, unread
from duthao.speech.numerals import known_name
from duthao.speech.phones import abroad
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
_LEFT = re.compile(r"([^\W\d_]+[23]?|[%‰°]c?) ?\Z")
_RIGHT = re.compile(r" ?([^\W\d_]+)(?: ([^\W\d_]+))?")
_SIGNED_SHARE = re.compile(r"\+[0-9]{1,3}(?:,[0-9]{1,2})?\s?[%‰](?!\w)")
_ONE = re.compile(r" ?0?1 (?=[^\W\d_])")
_NUMBER_NEAR = re.compile(r"[0-9](?:[.,][0-9]+)*[\w%]*(?:\s[^\W_]+){1,4}\Z")
_PER_ONE = re.compile(r" ?(?:0?1 )?([^\W\d_]+)[23]?(?: [^\W\d_]+){0,3}\Z")
_NEAR = 16
_COMPARED = re.compile(r"\s?(?=[0-9])")
_PHONE_BEFORE = re.compile(r"[0-9]{3}\Z")
_PHONE_AFTER = re.compile(r"0[0-9]{2,}")
_LETTERS_AROUND = re.compile(r"\s?[^\W\d_]")
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
_PEOPLE_FOLLOW = re.compile(r" (?:dân|người|hộ|trẻ|học sinh|em|cháu|nhân khẩu|bệnh nhân)(?!\w)")
_TIMES = frozenset({"giờ", "ngày", "tuần", "tháng", "quý", "năm"})
_TIME_ENDS = re.compile(r"\s*(?:\Z|[,.;:)\n]|(?:đối|đến|và|hoặc|cho|học)\b)")
_DOUBT_SLASH = "viết “một”, “trên”, “hoặc” hay “và” thay cho dấu gạch chéo"
_APART_BEFORE = re.compile(r"(?:\A|[\s(\[“‘«\"])\Z")
_APART_AFTER = re.compile(r"\Z|[\s/)\]”’»\",;:?!…]|\.(?!\d)")
_DOUBT_FRACTION = "viết phân số bằng chữ, hoặc thêm dấu cách sau nó"
_DOUBT_SIGN = "viết bằng chữ hoặc bỏ ký hiệu này"


def symbol(cursor: Cursor) -> SpokenForm:
    """The reading of a sign; one that has no certain reading is unread."""
    sign = cursor.text[cursor.start]
    if sign == "/":
        return _slash(cursor)
    if sign == "&":
        return _ampersand(cursor)
    if sign in "%‰":
        return _share(cursor, "phần trăm" if sign == "%" else "phần nghìn")
    if sign == "+":
        return _plus(cursor)
    if sign in VULGAR:
        return _fraction(cursor, VULGAR[sign])
    if sign in _BULLETS and cursor.text.startswith(" ", cursor.start + 1) and at_line_start(cursor):
        return SpokenForm(cursor.start + 1, "-")
    if cursor.text.startswith((">=", "<="), cursor.start):
        return _compared(cursor, "≥" if sign == ">" else "≤", cursor.start + 2)
    return _compared(cursor, sign, cursor.start + 1)


def _fraction(cursor: Cursor, words: str) -> SpokenForm:
    """`½`, with the unit that follows it; glued to anything else (`½b)`, `½5`) it is unread."""
    end = cursor.start + 1
    unit = unit_at(cursor.text, end, cursor.limit)
    if unit:
        return SpokenForm(unit[0], _spaced(cursor, unit[0], f"{words} {unit[1]}"))
    if is_joined(cursor, end):
        return unread(cursor, _DOUBT_FRACTION)
    return SpokenForm(end, _spaced(cursor, end, words))


def _compared(cursor: Cursor, sign: str, end: int) -> SpokenForm:
    words = _COMPARISONS.get(sign)
    if not words or not _COMPARED.match(cursor.text, end, cursor.limit):
        return _unread_sign(cursor)
    return SpokenForm(end, _spaced(cursor, end, words))


def _spaced(cursor: Cursor, end: int, words: str) -> str:
    """A space on either side, unless one is there or a mark needs none."""
    before = "" if _APART_BEFORE.search(cursor.before) else " "
    after = "" if _APART_AFTER.match(cursor.text, end) else " "
    return f"{before}{words}{after}"


def _share(cursor: Cursor, words: str) -> SpokenForm:
    """A per cent sign without a number (`tỷ lệ %`)."""
    end = cursor.start + 1
    if cursor.text[end : end + 1].isalnum():
        return _unread_sign(cursor)
    return SpokenForm(end, _spaced(cursor, end, words))


def _ampersand(cursor: Cursor) -> SpokenForm:
    end = cursor.start + 1
    if cursor.start == 0 or not _LETTERS_AROUND.match(cursor.text, end, cursor.limit):
        return _unread_sign(cursor)
    return SpokenForm(end, _spaced(cursor, end, "và"))


def _plus(cursor: Cursor) -> SpokenForm:
    end = cursor.start + 1
    if _SIGNED_SHARE.match(cursor.text, cursor.start, cursor.limit):
        return SpokenForm(end, "cộng ")
    if at_line_start(cursor) and not cursor.text.startswith("+84", cursor.start):
        return (
            SpokenForm(end, "-")
            if not cursor.text[end : end + 1].isdigit()
            else unread(cursor, _DOUBT_SIGN)
        )
    number = abroad(cursor)
    if number:
        return number
    if not _COMPARED.match(cursor.text, end, cursor.limit):
        return _unread_sign(cursor)
    return SpokenForm(end, _spaced(cursor, end, "cộng"))


def _unread_sign(cursor: Cursor) -> SpokenForm:
    """The sign, with its repetitions (`***`), is left."""
    sign, end = cursor.text[cursor.start], cursor.start + 1
    while end < cursor.limit and cursor.text[end] == sign:
        end += 1
    return SpokenForm(end, sign * (end - cursor.start), _DOUBT_SIGN)


def _slash(cursor: Cursor) -> SpokenForm:
    """`đồng/vụ` → một; `thôn/bản` → a pause; two numbers, or a count of what nobody knows: unread."""
    end = cursor.start + 1
    if cursor.text.startswith("./.", cursor.start - 1) and cursor.start:
        return SpokenForm(cursor.start + 2, "")
    left_word = _LEFT.search(cursor.before[-_NEAR:])
    name = left_word.group(1).lstrip(_FRACTIONS) if left_word else ""  # `½kg/ha`
    unit = rate_unit_at(cursor.text, end, cursor.limit)
    measured = name in MEASURES or name == "°c" or _is_in_rate(cursor)
    if unit and (measured or name in COUNTED):
        return SpokenForm(unit[0], f" một {unit[1]}")
    name_after = (
        known_name(cursor._replace(start=end)) if cursor.text[end : end + 1].isdigit() else None
    )
    if name_after and cursor.text[cursor.start - 1 : cursor.start].isupper():  # `4G/5G`
        return SpokenForm(name_after.end, f", {name_after.words}")
    right = _RIGHT.match(cursor.text, end, cursor.limit)
    if not name or (right is None and not (measured or name in COUNTED | _STAFF)):
        return _unread_slash(cursor)
    if right is None:
        return _per_number(cursor, end)
    if right.group(1) == "vạn":
        return SpokenForm(end, " trên một ")
    return _between(cursor, name, right, measured)


def _is_in_rate(cursor: Cursor) -> bool:
    """The second slash of `đồng/người/tháng`, `lần/tuần/lớp`."""
    head, slash, tail = cursor.before.rpartition("/")
    per = _PER_ONE.fullmatch(tail) if slash else None
    left_word = _LEFT.search(head[-_NEAR:]) if per else None
    if not per or not left_word:
        return False
    if left_word.group(1) in MEASURES:
        return True
    near = _NUMBER_NEAR.search(head) if per.group(1) in PER else None
    return near is not None and (left_word.group(1) in COUNTED or _has_measure(near.group()))


def _between(cursor: Cursor, name: str, right: re.Match[str], measured: bool) -> SpokenForm:
    end = cursor.start + 1
    after = "" if cursor.text[end].isspace() else " "
    if measured:
        return SpokenForm(end, f" một{after}")
    first, second = right.group(1).lower(), (right.group(2) or "").lower()
    if first in _TIMES and name not in _TIMES and _TIME_ENDS.match(cursor.text, right.end(1)):
        return SpokenForm(end, f" một{after}")
    near = _NUMBER_NEAR.search(cursor.before)
    if not near or same_kind(name, f"{first} {second}"):
        return SpokenForm(end, f",{after}")
    if may_be_either(name, first):
        return _unread_slash(cursor)
    if first in PER and (name in COUNTED or _has_measure(near.group())):
        return SpokenForm(end, f" một{after}")
    return _unread_slash(cursor)


def _has_measure(phrase: str) -> bool:
    """`15 kg gạo`: what is counted is measured."""
    return any(word.lstrip("0123456789.,") in MEASURES for word in phrase.split())


def _per_number(cursor: Cursor, end: int) -> SpokenForm:
    """`đồng/1 kg` → đồng một ki lô gam; `đồng/100 g` → đồng trên một trăm gam."""
    if _ONE.match(cursor.text, end, cursor.limit):
        start = cursor.text.index("1", end) + 1
        unit = unit_at(cursor.text, start, cursor.limit)
        return SpokenForm(unit[0], f" một {unit[1]}") if unit else SpokenForm(start, " một")
    amount = amount_at(cursor, end)
    if amount and _PEOPLE_FOLLOW.match(cursor.text, amount.end, cursor.limit):
        return SpokenForm(amount.end, f" trên {amount.words}")
    unit = unit_at(cursor.text, amount.end, cursor.limit) if amount else None
    if amount is None or unit is None:
        return _unread_slash(cursor)
    return SpokenForm(unit[0], f" trên {amount.words} {unit[1]}")


def _unread_slash(cursor: Cursor) -> SpokenForm:
    if _PHONE_BEFORE.search(cursor.before) and _PHONE_AFTER.match(
        cursor.text, cursor.start + 1, cursor.limit
    ):
        return SpokenForm(cursor.start + 1, " hoặc ")
    return unread(cursor, _DOUBT_SLASH)
