"""Two numbers with a slash or a colon: a fraction, so many of so many, or a scale; anything else stays unread."""

from __future__ import annotations

import re

from duthao.speech.cursor import Cursor, SpokenForm
from duthao.speech.lexicon import phrase_set, word_set
from duthao.speech.numbers import cardinal
from duthao.speech.units import unit_at

_WHOLE = r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7})"
_RATIO = re.compile(rf"{_WHOLE}([/:]){_WHOLE}(h)?(?!\w|[.,:/-][0-9]|/)")
_NEXT = re.compile(r"\s([^\W\d_]+)(?:\s([^\W\d_]+|[0-9]))?")
_SCALE = re.compile(r"t[ỷỉ] lệ[\s:]*\Z")
_MAP = re.compile(
    r"(?:bản đồ|bản vẽ|bình đồ|chi tiết|phân khu|địa chính|địa hình|quy hoạch)[\s(]*\Z"
)
_GRADE = re.compile(r"(?:bậc(?: thợ)?|thợ)\s*\Z")  # of skilled workers: three of seven
_QUANTIFIER = re.compile(
    r"(?:hơn|quá|trên|ít nhất|nhiều nhất|tối thiểu|tối đa|chiếm|bằng|đủ|dưới|còn)\s*\Z"
)
_ALWAYS = re.compile(r"(?:ngày|đến|từ|trước|sau|hết|sáng|chiều|tối|lễ|dịp|niệm|khánh)[\s,(]*\Z")

# What a part is taken of; what is counted out of a whole. Two syllables decide before one.
_PART_OF = word_set(
    "số tổng diện dân thời chiều quãng lương mức giá khối vốn tiền thể lượng kinh chặng suất đất quỹ "
    "thu trọng lãi mặt giờ buổi ngày tháng năm"
)
_PARTS_OF = phrase_set(
    "chi phí, chi tiêu, công suất, công việc, nhiệm kỳ, doanh thu, sản lượng, đời người, nhu cầu, "
    "học phí, ngân sách, thế kỷ"
)
# Quorums: never so few of so few.
_BODIES = phrase_set(
    "đại biểu, cử tri, thành viên, ủy viên, hội viên, đảng viên, hộ dân, hộ gia, người dân, nhân "
    "dân"
)
_COUNTED = word_set(
    "xã phường thôn bản tổ hộ phiếu người trường huyện tỉnh trạm lớp điểm tuyến chi cử trẻ em cháu "
    "khu xe tàu cụm ban ngành cơ sở nhà hồ thủ dự mô đảng hội câu hợp đại đơn thành ủy ý tiêu chỉ "
    "nội nhiệm mục công cán học đồng giáo sản phòng bác hạng bước môn gói"
)
_SPANS_OF_TIME = word_set("năm tháng ngày giờ buổi")
_SMALL = 5
_LARGE = 12
_SUMS = word_set("tỷ tỉ triệu nghìn ngàn")


def ratio(cursor: Cursor) -> SpokenForm | None:
    """`1/2 số hộ`, `15/20 xã`, `24/24`, `tỷ lệ 1/500`; None where it could as well be a date."""
    match = _RATIO.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    top, sign, bottom = match.group(1), match.group(2), match.group(3)
    part, whole = int(top.replace(".", "")), int(bottom.replace(".", ""))
    end = match.end()
    if _SCALE.search(cursor.before) or (
        part == 1 and whole % 100 == 0 and _MAP.search(cursor.before)
    ):
        return SpokenForm(end, _out_of(cursor, part, whole)) if not match.group(4) else None
    if sign == ":":
        return None
    if part == 24 and whole in {7, 24} and not _ALWAYS.search(cursor.before):
        hours = " giờ" if match.group(4) else ""
        return SpokenForm(
            end, f"hai mươi bốn trên {'hai mươi bốn' if whole == 24 else 'bảy'}{hours}"
        )
    if match.group(4) or whole == 0:
        return None
    return _by_noun(cursor, part, whole, end, "0" in (top[0], bottom[0]))


def _by_noun(cursor: Cursor, part: int, whole: int, end: int, padded: bool) -> SpokenForm | None:
    """A part of a whole, or so many out of so many, by what is counted."""
    follows = _NEXT.match(cursor.text, end, cursor.limit)
    first, second = (follows.group(1), follows.group(2) or "") if follows else ("", "")
    fraction = part < whole and not padded
    measured = first in _SUMS or unit_at(cursor.text, end, cursor.limit) is not None
    if part <= whole > _LARGE and measured:
        return SpokenForm(end, _out_of(cursor, part, whole))  # 350/500 tỷ đồng, 100/120 km
    if fraction and _is_part(cursor, whole, first, second, end):
        return SpokenForm(end, _parts(cursor, part, whole))
    if fraction and whole == 7 and _GRADE.search(cursor.before):
        return SpokenForm(end, _out_of(cursor, part, whole))
    if fraction and whole <= 10 and _QUANTIFIER.search(cursor.before):
        return SpokenForm(end, _parts(cursor, part, whole))
    if first not in _COUNTED and not (part == whole and first):
        return None
    if fraction and whole <= _SMALL:
        return None
    return SpokenForm(end, _out_of(cursor, part, whole))


def _is_part(cursor: Cursor, whole: int, first: str, second: str, end: int) -> bool:
    """What follows is a thing that parts are taken of."""
    pair = f"{first} {second}"
    if pair in _PARTS_OF or (pair in _BODIES and whole <= _SMALL):
        return True
    if first in _SPANS_OF_TIME and (second.isdigit() or second in {"nay", "này", "ngoái", "tới"}):
        return False
    return (first in _PART_OF and first not in _COUNTED) or unit_at(
        cursor.text, end, cursor.limit
    ) is not None


def _parts(cursor: Cursor, part: int, whole: int) -> str:
    bottom = "tư" if whole == 4 else cardinal(str(whole), cursor.dialect)
    return f"{cardinal(str(part), cursor.dialect)} phần {bottom}"


def _out_of(cursor: Cursor, part: int, whole: int) -> str:
    return f"{cardinal(str(part), cursor.dialect)} trên {cardinal(str(whole), cursor.dialect)}"
