"""Small letters that make no syllable: units without a number, points of an article, `v/v`."""

from __future__ import annotations

import re

from duthao.speech.capitals import abbreviation
from duthao.speech.cursor import Cursor, SpokenForm, unread
from duthao.speech.letters import point_name
from duthao.speech.numbers import DIGITS
from duthao.speech.units import ALONE

_WORD = re.compile(r"[^\W_]+")
_POINT = re.compile(
    r"(?:điểm|tiết|khoản|nhóm|loại|mẫu|lục|lớp|khu|lô|hình|bảng|mục|án)\s+"
    r"(?:[a-zđ]{1,4}\)?\s*(?:,\s*|;\s*|-\s*|và\s|hoặc\s|đến\s|,\s*và\s))*\Z"
)
# Words of an address already spelled out (`ha một chấm vn`) are left.
_PIECE = "(?:[a-z]+|" + "|".join(DIGITS) + ")"
_SIGN = "(?:chấm|a còng|gạch ngang|gạch chéo|gạch dưới)"
_ADDRESS_BEFORE = re.compile(rf"{_SIGN} (?:{_PIECE} ){{0,6}}\Z")
_ADDRESS_AFTER = re.compile(rf" (?:{_PIECE} ){{0,6}}{_SIGN}(?!\w)")
_MONEY_BEFORE = re.compile(r"(?:triệu|tỷ|tỉ|nghìn|ngàn) \Z")
_FACTOR_BEFORE = re.compile(r"[0-9][\w%]*(?:\s[^\W\d_]+){0,3}\s\Z")
_FACTOR_AFTER = re.compile(r"\s[0-9]")
_DOUBT = "viết đủ chữ"
_DOUBT_ADDRESS = (
    "nêu nơi bà con đến được, hoặc dùng địa chỉ toàn chữ thường: tai không nghe ra chữ hoa"
)
_DOUBT_ROMAN = "đánh số 1, 2, 3 thay cho i, ii, iii"


def lowercase(cursor: Cursor) -> SpokenForm:
    """The reading of a lone run of consonants, of `ha`, or of a unit like `m2`."""
    word = _WORD.match(cursor.text, cursor.start, cursor.limit)
    if not word:
        return unread(cursor, _DOUBT)
    token, end = word.group(), word.end()
    expansion = abbreviation(cursor)
    if expansion:
        return expansion
    if _ADDRESS_BEFORE.search(cursor.before) or _ADDRESS_AFTER.match(cursor.text, end):
        return SpokenForm(end, token)
    if token[0] == "i":
        return unread(cursor, _DOUBT_ROMAN)
    if token in ALONE:
        return SpokenForm(end, ALONE[token])
    if len(token) == 1 and (_POINT.search(cursor.before) or cursor.text.startswith(")", end)):
        return SpokenForm(end, point_name(token))
    if (
        token == "x"
        and _FACTOR_BEFORE.search(cursor.before)
        and _FACTOR_AFTER.match(cursor.text, end)
    ):
        return SpokenForm(end, "nhân")
    if token == "đ" and _MONEY_BEFORE.search(cursor.before):
        return SpokenForm(end, "đồng")
    return unread(cursor, _DOUBT_ADDRESS if cursor.text.startswith("://", end) else _DOUBT)
