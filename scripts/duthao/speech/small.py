"""Small letters that make no syllable: units without a number, points of an article, `v/v`."""

from __future__ import annotations

from duthao.speech.capitals import abbreviation
from duthao.speech.letters import point_name
from duthao.speech.numbers import DIGITS
from duthao.speech.patterns import pattern
from duthao.speech.spot import Said, Spot, unread
from duthao.speech.units import ALONE

_WORD = pattern(r"[^\W_]+")
_POINT = pattern(
    r"(?:điểm|tiết|khoản|nhóm|loại|mẫu|lục|lớp|khu|lô|hình|bảng|mục|án)\s+"
    r"(?:[a-zđ]{1,4}\)?\s*(?:,\s*|;\s*|-\s*|và\s|hoặc\s|đến\s|,\s*và\s))*\Z"
)
# Words of an address already spelled out (`ha một chấm vn`) are left.
_PIECE = "(?:[a-z]+|" + "|".join(DIGITS) + ")"
_SIGN = "(?:chấm|a còng|gạch ngang|gạch chéo|gạch dưới)"
_ADDRESS_BEFORE = pattern(rf"{_SIGN} (?:{_PIECE} ){{0,6}}\Z")
_ADDRESS_AFTER = pattern(rf" (?:{_PIECE} ){{0,6}}{_SIGN}(?!\w)")
_MONEY_BEFORE = pattern(r"(?:triệu|tỷ|tỉ|nghìn|ngàn) \Z")
_FACTOR_BEFORE = pattern(r"[0-9][\w%]*(?:\s[^\W\d_]+){0,3}\s\Z")
_FACTOR_AFTER = pattern(r"\s[0-9]")
_DOUBT = "viết đủ chữ"
_DOUBT_ADDRESS = (
    "nêu nơi bà con đến được, hoặc dùng địa chỉ toàn chữ thường: tai không nghe ra chữ hoa"
)
_DOUBT_ROMAN = "đánh số 1, 2, 3 thay cho i, ii, iii"


def small(spot: Spot) -> Said:
    """The reading of a lone run of consonants, of `ha`, or of a unit like `m2`."""
    word = _WORD.match(spot.text, spot.start, spot.limit)
    if not word:
        return unread(spot, _DOUBT)
    token, end = word.group(), word.end()
    short = abbreviation(spot)
    if short:
        return short
    if _ADDRESS_BEFORE.search(spot.before) or _ADDRESS_AFTER.match(spot.text, end):
        return Said(end, token)
    if token[0] == "i":
        return unread(spot, _DOUBT_ROMAN)
    if token in ALONE:
        return Said(end, ALONE[token])
    if len(token) == 1 and (_POINT.search(spot.before) or spot.text.startswith(")", end)):
        return Said(end, point_name(token))
    if token == "x" and _FACTOR_BEFORE.search(spot.before) and _FACTOR_AFTER.match(spot.text, end):
        return Said(end, "nhân")
    if token == "đ" and _MONEY_BEFORE.search(spot.before):
        return Said(end, "đồng")
    return unread(spot, _DOUBT_ADDRESS if spot.text.startswith("://", end) else _DOUBT)
