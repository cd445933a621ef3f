"""Units of measure and money in words, and what may be counted per what."""

from __future__ import annotations

import re

from duthao.speech.lexicon import word_set

UNITS = {
    "mm": "mi li mét",
    "cm": "xăng ti mét",
    "dm": "đề xi mét",
    "m": "mét",
    "km": "ki lô mét",
    "Km": "ki lô mét",
    "KM": "ki lô mét",
    "cm2": "xăng ti mét vuông",
    "cm²": "xăng ti mét vuông",
    "m2": "mét vuông",
    "m²": "mét vuông",
    "km2": "ki lô mét vuông",
    "km²": "ki lô mét vuông",
    "ha": "héc ta",
    "cm3": "xăng ti mét khối",
    "cm³": "xăng ti mét khối",
    "dm3": "đề xi mét khối",
    "dm³": "đề xi mét khối",
    "m3": "mét khối",
    "m³": "mét khối",
    "ml": "mi li lít",
    "l": "lít",
    "µg": "mi crô gam",
    "μg": "mi crô gam",
    "mg": "mi li gam",
    "g": "gam",
    "gr": "gam",
    "kg": "ki lô gam",
    "Kg": "ki lô gam",
    "kW": "ki lô oát",
    "KW": "ki lô oát",
    "kw": "ki lô oát",
    "MW": "mê ga oát",
    "GW": "gi ga oát",
    "W": "oát",
    "kWh": "ki lô oát giờ",
    "KWh": "ki lô oát giờ",
    "kwh": "ki lô oát giờ",
    "kWp": "ki lô oát đỉnh",
    "MWh": "mê ga oát giờ",
    "MWp": "mê ga oát đỉnh",
    "kV": "ki lô vôn",
    "KV": "ki lô vôn",
    "V": "vôn",
    "kVA": "ki lô vôn am pe",
    "KVA": "ki lô vôn am pe",
    "MVA": "mê ga vôn am pe",
    "dB": "đề xi ben",
    "dBA": "đề xi ben a",
    "Hz": "héc",
    "kHz": "ki lô héc",
    "MHz": "mê ga héc",
    "GHz": "gi ga héc",
    "Mbps": "mê ga bít trên giây",
    "Gbps": "gi ga bít trên giây",
    "GB": "gi ga bai",
    "MB": "mê ga bai",
    "KB": "ki lô bai",
    "TB": "tê ra bai",
    "°C": "độ xê",
    "ºC": "độ xê",
    "oC": "độ xê",
    "℃": "độ xê",
    "°": "độ",
    "º": "độ",
    "%": "phần trăm",
    "‰": "phần nghìn",
    "đ": "đồng",
    "₫": "đồng",
    "VNĐ": "đồng",
    "VND": "đồng",
    "vnđ": "đồng",
    "vnd": "đồng",
    "trđ": "triệu đồng",
    "tr.đ": "triệu đồng",
    "USD": "đô la Mỹ",
    "EUR": "ơ rô",
    "€": "ơ rô",
    "NDT": "nhân dân tệ",
}
# SpokenForm only after a number, or after the slash of a rate; alone the letter may be anything.
_AFTER_SLASH = {**UNITS, "h": "giờ", "s": "giây"}
TEMPERATURES = frozenset({"độ xê", "độ", "phần trăm"})
_NEEDS_NUMBER = word_set("m l g gr V W đ ° º GB MB KB TB NDT")
ALONE = {unit: name for unit, name in UNITS.items() if unit not in _NEEDS_NUMBER}

# A word, a sign or the dotted "tr.đ", which the tables above decide on.
_UNIT = re.compile(r"[ \u00a0]?(tr\.đ|[^\W_]+|[°%‰₫€℃]C?)(?!\w)")

# Words after which a number can only be a decimal, never thousands written in the English way.
_MEASURING_WORDS = word_set(
    "tấn tạ yến lít triệu tỷ tỉ nghìn ngàn mét héc ki độ lần điểm sào mẫu đô"
)

# The left side of a rate: money and measures take "một" before any noun (đồng/vụ, tấn/ha).
MEASURES = word_set("đồng triệu tỷ tỉ nghìn ngàn usd vnđ vnd tấn tạ yến lít gam") | frozenset(
    unit.lower() for unit in UNITS if unit not in {"V", "W"}
)
# What else is counted per something (2 lần/năm, 35 trẻ/lớp): last syllables and first ones.
COUNTED = word_set(
    "người hộ khẩu suất ca tiết con cây em cháu trẻ sinh bệnh máy xe chuyến vé bộ bài tin số vụ hình "
    "án trình căn nhà phiếu việc khóa vị điểm bữa giường viên lần lượt đợt kỳ phiên năm tháng ngày "
    "quý tuần buổi đêm lớp trường nhóm thôn bản tổ xã phường nhân đình nghiệp chức dân cái chiếc "
    "giải phòng cấp tiếng chỗ chí mỹ mét ta vuông khối giờ phút sào mẫu công"
)
PER = word_set(
    "người hộ khẩu nhân suất ca tiết con cây gốc em cháu trẻ học máy xe chuyến vé bộ bài số vụ mô dự "
    "công căn nhà hồ khóa đơn bữa lần lượt đợt kỳ năm tháng ngày quý tuần buổi đêm giờ phút lớp "
    "trường nhóm đội thôn bản tổ xã phường tỉnh cơ doanh hợp sản lao cán đại điểm giáo cá"
)
# Alternatives of one kind, which make no rate: last syllables on the left, words on the right.
_KINDS = (
    ("thôn bản phố ấp khóm buôn làng xóm tổ", ("thôn", "bản", "tổ", "ấp", "khóm", "buôn", "làng")),
    ("xã phường trấn", ("xã", "phường", "thị trấn", "đặc khu")),
    ("hộ đình nhân chức nghiệp", ("hộ", "cá nhân", "tổ chức", "doanh nghiệp", "hợp tác xã")),
    ("trường lớp nhóm", ("trường", "lớp", "nhóm", "điểm trường")),
    ("bộ chức viên dân", ("cán bộ", "công chức", "viên chức", "công dân", "người dân")),
    ("tỉnh thành huyện quận", ("thành phố", "tỉnh", "thị xã", "quận", "huyện")),
    ("sở ban ngành", ("sở", "ban", "ngành", "địa phương")),
    ("quan vị", ("cơ quan", "đơn vị", "địa phương", "tổ chức")),
    ("lần lượt", ("lần", "lượt")),
    ("sinh em cháu trẻ", ("học sinh", "em", "cháu", "trẻ", "học viên")),
)
_PEOPLE = word_set("người dân viên sinh bộ em cháu trẻ chí chức")
_PEOPLE_FIRST = word_set("người học em cháu trẻ cán giáo lao đại công")
_ALTERNATIVES = tuple((word_set(left), right) for left, right in _KINDS)


def same_kind(left: str, right: str) -> bool:
    """Whether `left`/`right…` are alternatives (`thôn/bản`) and not a rate (`hộ/thôn`)."""
    return any(
        left in lefts and f"{right} ".startswith(tuple(f"{word} " for word in rights))
        for lefts, rights in _ALTERNATIVES
    )


def may_be_either(left: str, first: str) -> bool:
    """`giáo viên/học sinh`: either people per people or both of them is meant."""
    return left in _PEOPLE and first in _PEOPLE_FIRST


def unit_at(text: str, at: int, limit: int) -> tuple[int, str] | None:
    """The unit that follows a number ending at `at`, a space between or not: its end and words."""
    match = _UNIT.match(text, at, limit)
    name = UNITS.get(match.group(1)) if match else None
    return (match.end(), name) if match and name else None


def rate_unit_at(text: str, at: int, limit: int) -> tuple[int, str] | None:
    """The unit that follows the slash of a rate, where h and s are units too."""
    match = _UNIT.match(text, at, limit)
    name = _AFTER_SLASH.get(match.group(1)) if match else None
    return (match.end(), name) if match and name else None


def is_measured(text: str, at: int, limit: int) -> bool:
    """A unit follows the number ending at `at`, so that a comma in it marks decimals for sure."""
    match = _UNIT.match(text, at, limit)
    return match is not None and (match.group(1) in UNITS or match.group(1) in _MEASURING_WORDS)
