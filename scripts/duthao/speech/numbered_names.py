"""Numbers in the names of things: `khoản 1,2`, `mục 3.2`, `Điều 5a`, `Quốc lộ 4D`."""

from __future__ import annotations

import re

from duthao.speech.cursor import Cursor, SpokenForm, at_line_start
from duthao.speech.days import ordinal
from duthao.speech.labels import CLAUSES, LISTED, ROADS, SECTIONED
from duthao.speech.letters import latin_name, point_name
from duthao.speech.numbers import cardinal
from duthao.speech.units import is_measured

_LIST = re.compile(r"[0-9]{1,3}(?:,[0-9]{1,3})+(?![0-9])")
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![\w.,]*[0-9])(?!\w)")
_NUMBERED = re.compile(r"(?:mẫu|biểu|bảng|hình|phụ lục) số \Z")
_HEADING = re.compile(r"\.?\s+[^\W\d_a-zà-ỹ]")
_ITEM = re.compile(r"([0-9]{1,2})/(?=\s)")
_LETTERED = re.compile(r"([0-9]{1,4})([A-ZĐa-zđ])([0-9]{0,2})(?!\w)")
_CUT = re.compile(r"\w|[.,:]?[0-9]")
_PLATE = re.compile(r"[- ]?[0-9]{3}[0-9.]")  # 24A-123.45, of a vehicle
_PROVINCIAL = ("đường tỉnh ", "đường huyện ")
_SMALL_IN_NAMES = frozenset("abcdeđ")


def listed(cursor: Cursor) -> SpokenForm | None:
    """`khoản 1,2 Điều 5`: a list written without spaces, not a decimal."""
    if cursor.label not in LISTED:
        return None
    match = _LIST.match(cursor.text, cursor.start, cursor.limit)
    if not match or is_measured(cursor.text, match.end(), cursor.limit):
        return None
    if _CUT.match(cursor.text, match.end(), cursor.limit):
        return None
    members = match.group().split(",")
    say = ordinal if cursor.label == "thứ" else cardinal
    return SpokenForm(match.end(), ", ".join([say(member, cursor.dialect) for member in members]))


def section(cursor: Cursor) -> SpokenForm | None:
    """`3.2.` at the head of a line or after `mục`: the number of a section."""
    match = _SECTION.match(cursor.text, cursor.start, cursor.limit)
    if not match or is_measured(cursor.text, match.end(), cursor.limit):
        return None
    heads = at_line_start(cursor) and _HEADING.match(cursor.text, match.end(), cursor.limit)
    numbered = cursor.label == "số" and _NUMBERED.search(cursor.before)
    if not (heads or numbered or cursor.label in SECTIONED):
        return None
    parts = [cardinal(part, cursor.dialect) for part in match.group().split(".")]
    return SpokenForm(match.end(), " chấm ".join(parts))


def item(cursor: Cursor) -> SpokenForm | None:
    """`2/ Nội dung` at the head of a line: the number of an item."""
    match = _ITEM.match(cursor.text, cursor.start, cursor.limit)
    if not match or not at_line_start(cursor):
        return None
    return SpokenForm(match.end(), f"{cardinal(match.group(1), cursor.dialect)}.")


def lettered(cursor: Cursor) -> SpokenForm | None:
    """`Quốc lộ 4D`, `lớp 9A`, `Điều 5a`: a number with a letter, where the label allows one."""
    match = _LETTERED.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    number, letter, tail = match.groups()
    if _PLATE.match(cursor.text, match.end(), cursor.limit):
        return None
    if letter.isupper():
        road = cursor.label in ROADS | CLAUSES or cursor.before.endswith(_PROVINCIAL)
        if letter == "Đ" or not road:
            return None
        name = latin_name(letter)
    elif cursor.label in CLAUSES or (cursor.label in ROADS and letter in _SMALL_IN_NAMES):
        name = point_name(letter)
    else:
        return None
    words = f"{cardinal(number, cursor.dialect)} {name}"
    return SpokenForm(match.end(), f"{words} {cardinal(tail, cursor.dialect)}" if tail else words)
