"""Two numbers with a slash or a colon: a fraction, so many of so many, a scale; else nobody knows."""

from __future__ import annotations

from duthao.speech.lexicon import word_set
from duthao.speech.numbers import cardinal
from duthao.speech.patterns import pattern
from duthao.speech.spot import Said, Spot
from duthao.speech.units import unit_at

_WHOLE = r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7})"
_RATIO = pattern(rf"{_WHOLE}([/:]){_WHOLE}(h)?(?!\w|[.,:/-][0-9]|/)")
_NEXT = pattern(r"\s([^\W\d_]+)(?:\s([^\W\d_]+|[0-9]))?")
_SCALE = pattern(r"t[ỷỉ] lệ[\s:]*\Z")
_MAP = pattern(r"(?:bản đồ|bản vẽ|bình đồ|chi tiết|phân khu|địa chính|địa hình|quy hoạch)[\s(]*\Z")
_GRADE = pattern(r"(?:bậc(?: thợ)?|thợ)\s*\Z")  # of skilled workers: three of seven
_QUANTIFIER = pattern(
    r"(?:hơn|quá|trên|ít nhất|nhiều nhất|tối thiểu|tối đa|chiếm|bằng|đủ|dưới|còn)\s*\Z"
)
_ALWAYS = pattern(r"(?:ngày|đến|từ|trước|sau|hết|sáng|chiều|tối|lễ|dịp|niệm|khánh)[\s,(]*\Z")

# What a part is taken of; what is counted out of a whole. Two syllables decide before one.
_PART_OF = word_set(
    "số tổng diện dân thời chiều quãng lương mức giá khối vốn tiền thể lượng kinh chặng suất đất quỹ "
    "thu trọng lãi mặt giờ buổi ngày tháng năm"
)
_PARTS_OF = frozenset(
    {
        "chi phí",
        "chi tiêu",
        "công suất",
        "công việc",
        "nhiệm kỳ",
        "doanh thu",
        "sản lượng",
        "đời người",
        "nhu cầu",
        "học phí",
        "ngân sách",
        "thế kỷ",
    }
)
# Quorums: never so few of so few.
_BODIES = frozenset(
    {
        "đại biểu",
        "cử tri",
        "thành viên",
        "ủy viên",
        "hội viên",
        "đảng viên",
        "hộ dân",
        "hộ gia",
        "người dân",
        "nhân dân",
    }
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


def ratio(spot: Spot) -> Said | None:
    """`1/2 số hộ`, `15/20 xã`, `24/24`, `tỷ lệ 1/500`; None where it could as well be a date."""
    found = _RATIO.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    top, sign, bottom = found.group(1), found.group(2), found.group(3)
    part, whole = int(top.replace(".", "")), int(bottom.replace(".", ""))
    end = found.end()
    if _SCALE.search(spot.before) or (part == 1 and whole % 100 == 0 and _MAP.search(spot.before)):
        return Said(end, _over(spot, part, whole)) if not found.group(4) else None
    if sign == ":":
        return None
    if part == 24 and whole in {7, 24} and not _ALWAYS.search(spot.before):
        hours = " giờ" if found.group(4) else ""
        return Said(end, f"hai mươi bốn trên {'hai mươi bốn' if whole == 24 else 'bảy'}{hours}")
    if found.group(4) or whole == 0:
        return None
    return _by_noun(spot, part, whole, end, "0" in (top[0], bottom[0]))


def _by_noun(spot: Spot, part: int, whole: int, end: int, padded: bool) -> Said | None:
    follows = _NEXT.match(spot.text, end, spot.limit)
    first, second = (follows.group(1), follows.group(2) or "") if follows else ("", "")
    fraction = part < whole and not padded
    if part <= whole and whole > _LARGE and (first in _SUMS or unit_at(spot.text, end, spot.limit)):
        return Said(end, _over(spot, part, whole))  # 350/500 tỷ đồng, 100/120 km
    if fraction and _is_part(spot, whole, first, second, end):
        return Said(end, _of(spot, part, whole))
    if fraction and whole == 7 and _GRADE.search(spot.before):
        return Said(end, _over(spot, part, whole))
    if fraction and whole <= 10 and _QUANTIFIER.search(spot.before):
        return Said(end, _of(spot, part, whole))
    if first not in _COUNTED and not (part == whole and first):
        return None
    if fraction and whole <= _SMALL:
        return None
    return Said(end, _over(spot, part, whole))


def _is_part(spot: Spot, whole: int, first: str, second: str, end: int) -> bool:
    """What follows is a thing that parts are taken of."""
    pair = f"{first} {second}"
    if pair in _PARTS_OF or (pair in _BODIES and whole <= _SMALL):
        return True
    if first in _SPANS_OF_TIME and (second.isdigit() or second in {"nay", "này", "ngoái", "tới"}):
        return False
    return (first in _PART_OF and first not in _COUNTED) or unit_at(
        spot.text, end, spot.limit
    ) is not None


def _of(spot: Spot, part: int, whole: int) -> str:
    bottom = "tư" if whole == 4 else cardinal(str(whole), spot.dialect)
    return f"{cardinal(str(part), spot.dialect)} phần {bottom}"


def _over(spot: Spot, part: int, whole: int) -> str:
    return f"{cardinal(str(part), spot.dialect)} trên {cardinal(str(whole), spot.dialect)}"
