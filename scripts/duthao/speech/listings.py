"""Numbers in the names of things: `khoản 1,2`, `mục 3.2`, `Điều 5a`, `Quốc lộ 4D`."""

from __future__ import annotations

from duthao.speech.days import ordinal
from duthao.speech.labels import CLAUSES, LISTED, ROADS, SECTIONED
from duthao.speech.letters import latin_name, point_name
from duthao.speech.numbers import cardinal
from duthao.speech.patterns import pattern
from duthao.speech.spot import Said, Spot, at_line_start
from duthao.speech.units import is_measured

_LIST = pattern(r"[0-9]{1,3}(?:,[0-9]{1,3})+(?![0-9])")
_SECTION = pattern(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![\w.,]*[0-9])(?!\w)")
_NUMBERED = pattern(r"(?:mẫu|biểu|bảng|hình|phụ lục) số \Z")
_HEADING = pattern(r"\.?\s+[^\W\d_a-zà-ỹ]")
_ITEM = pattern(r"([0-9]{1,2})/(?=\s)")
_LETTERED = pattern(r"([0-9]{1,4})([A-ZĐa-zđ])([0-9]{0,2})(?!\w)")
_CUT = pattern(r"\w|[.,:]?[0-9]")
_PLATE = pattern(r"[- ]?[0-9]{3}[0-9.]")  # 24A-123.45, of a vehicle
_PROVINCIAL = ("đường tỉnh ", "đường huyện ")
_SMALL_IN_NAMES = frozenset("abcdeđ")


def listed(spot: Spot) -> Said | None:
    """`khoản 1,2 Điều 5`: a list written without spaces, not a decimal."""
    if spot.label not in LISTED:
        return None
    found = _LIST.match(spot.text, spot.start, spot.limit)
    if not found or is_measured(spot.text, found.end(), spot.limit):
        return None
    if _CUT.match(spot.text, found.end(), spot.limit):
        return None
    members = found.group().split(",")
    say = ordinal if spot.label == "thứ" else cardinal
    return Said(found.end(), ", ".join([say(member, spot.dialect) for member in members]))


def section(spot: Spot) -> Said | None:
    """`3.2.` at the head of a line or after `mục`: the number of a section."""
    found = _SECTION.match(spot.text, spot.start, spot.limit)
    if not found or is_measured(spot.text, found.end(), spot.limit):
        return None
    heads = at_line_start(spot) and _HEADING.match(spot.text, found.end(), spot.limit)
    numbered = spot.label == "số" and _NUMBERED.search(spot.before)
    if not (heads or numbered or spot.label in SECTIONED):
        return None
    parts = [cardinal(part, spot.dialect) for part in found.group().split(".")]
    return Said(found.end(), " chấm ".join(parts))


def item(spot: Spot) -> Said | None:
    """`2/ Nội dung` at the head of a line: the number of an item."""
    found = _ITEM.match(spot.text, spot.start, spot.limit)
    if not found or not at_line_start(spot):
        return None
    return Said(found.end(), f"{cardinal(found.group(1), spot.dialect)}.")


def lettered(spot: Spot) -> Said | None:
    """`Quốc lộ 4D`, `lớp 9A`, `Điều 5a`: a number with a letter, where the label allows one."""
    found = _LETTERED.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    number, letter, tail = found.groups()
    if _PLATE.match(spot.text, found.end(), spot.limit):
        return None
    if letter.isupper():
        road = spot.label in ROADS | CLAUSES or spot.before.endswith(_PROVINCIAL)
        if letter == "Đ" or not road:
            return None
        name = latin_name(letter)
    elif spot.label in CLAUSES or (spot.label in ROADS and letter in _SMALL_IN_NAMES):
        name = point_name(letter)
    else:
        return None
    words = f"{cardinal(number, spot.dialect)} {name}"
    return Said(found.end(), f"{words} {cardinal(tail, spot.dialect)}" if tail else words)
