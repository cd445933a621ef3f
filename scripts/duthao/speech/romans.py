"""Roman numerals, only where they are numerals: `khóa XVI`, `quý I/2027`, never `VI PHẠM`."""

from __future__ import annotations

import re

from duthao.speech.cursor import Cursor, SpokenForm, at_line_start, is_joined, unread
from duthao.speech.days import ordinal
from duthao.speech.letters import is_syllable
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import cardinal, roman

_ROMAN = re.compile(r"([IVXL]+)(?:\s?([-–])\s?([IVXL]+))?(?:/([0-9]{4}))?(?![\w/])")
_ROMAN_LABELS = word_set(
    "khóa khoá chương phần mục quý hội kỷ loại hạng cấp bậc nhóm vùng vực đoạn họp thứ lục biểu bảng "
    "tập quyển vòng kỳ đợt khu độ kì tuyến cụm mức đảng"
)
_SURE_LABELS = word_set("khóa khoá chương quý kỷ thứ hội")
_BY_YEAR = word_set("quý kỳ kì đợt họp")
_WORDS_FROM_VI = word_set("PHẠM TÍNH SINH MÔ RÚT KHUẨN PHÂN CHẤT MẠCH CẢNH")
_HEADING_NUMERAL = re.compile(r"([IVX]+)(?=[.):]|[/–-]\s|\s[-–])")
_TO_NEXT = re.compile(r"\s?[-–—]\s?([^\W\d_]+) [IVX]+(?!\w)")
_HEADING_WORD = re.compile(r"\.\s?[^\W\d_]*")
_CAPITAL_AFTER = re.compile(r"[\s,:)”\"–-]{1,3}([^\W\d_]+)")
_DOUBT = "viết rõ là chữ cái hay số La Mã"


def roman_numeral(cursor: Cursor, token: str) -> SpokenForm | None:
    """A Roman numeral after a word that wants one, at the head of a line, or by its very letters."""
    if token.strip("IVXL"):
        return None
    match = _ROMAN.match(cursor.text, cursor.start, cursor.limit)
    value = roman(token)
    if value is None:
        return None
    if (
        match
        and cursor.label in _ROMAN_LABELS
        and not _is_word_after_label(cursor, token, match.end())
    ):
        return _labelled_numeral(cursor, match)
    heading = _HEADING_NUMERAL.match(cursor.text, cursor.start, cursor.limit)
    if heading and at_line_start(cursor) and heading.group(1) == token:
        if _is_also_dotted(cursor, token):
            return unread(cursor, _DOUBT)
        return SpokenForm(heading.end(), cardinal(value, cursor.dialect))
    if len(token) == 1 or "L" in token or set(token) == {"X"} or is_syllable(token):
        return None
    end = cursor.start + len(token)
    return None if is_joined(cursor, end) else SpokenForm(end, cardinal(value, cursor.dialect))


def _is_also_dotted(cursor: Cursor, token: str) -> bool:
    """`X. Trịnh Tường` may be a commune or item ten; before a heading in capitals it is ten."""
    follows = _HEADING_WORD.match(cursor.text, cursor.start + len(token), cursor.limit)
    return token + "." in cursor.words.readings and not (follows and follows.group().isupper())


def _labelled_numeral(cursor: Cursor, match: re.Match[str]) -> SpokenForm | None:
    first, _, second, year = match.groups()
    low, high = roman(first), roman(second) if second else None
    if low is None or (second and (high is None or int(high) <= int(low))):
        return None
    if year and cursor.label not in _BY_YEAR:
        return None
    words = ordinal(low, cursor.dialect) if cursor.label == "thứ" else cardinal(low, cursor.dialect)
    if high:
        again = "quý " if cursor.label == "quý" else ""
        words += f" đến {again}{cardinal(high, cursor.dialect)}"
    if year:
        words += f" năm {cardinal(year, cursor.dialect)}"
    to = _TO_NEXT.match(cursor.text, match.end(), cursor.limit)
    if to and to.group(1).lower() == cursor.label:
        return SpokenForm(to.start(1), f"{words} đến ")
    return SpokenForm(match.end(), words)


def _is_word_after_label(cursor: Cursor, token: str, end: int) -> bool:
    """`DANH MỤC VI PHẠM`: a numeral that is also a syllable, before another word in capitals."""
    if not (len(token) > 1 and is_syllable(token)):
        return False
    after = _CAPITAL_AFTER.match(cursor.text, end, cursor.limit)
    if not after or not after.group(1).isupper():
        return False
    return after.group(1) in _WORDS_FROM_VI or cursor.label not in _SURE_LABELS
