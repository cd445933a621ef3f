"""Roman numerals, only where they are numerals: `khóa XVI`, `quý I/2027`, never `VI PHẠM`."""

from __future__ import annotations

import re

from duthao.speech.days import ordinal
from duthao.speech.letters import is_syllable
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import cardinal, roman
from duthao.speech.patterns import pattern
from duthao.speech.spot import Said, Spot, at_line_start, is_joined, unread

_ROMAN = pattern(r"([IVXL]+)(?:\s?([-–])\s?([IVXL]+))?(?:/([0-9]{4}))?(?![\w/])")
_ROMAN_LABELS = word_set(
    "khóa khoá chương phần mục quý hội kỷ loại hạng cấp bậc nhóm vùng vực đoạn họp thứ lục biểu bảng "
    "tập quyển vòng kỳ đợt khu độ kì tuyến cụm mức đảng"
)
_SURE_LABELS = word_set("khóa khoá chương quý kỷ thứ hội")
_BY_YEAR = word_set("quý kỳ kì đợt họp")
_WORDS_FROM_VI = word_set("PHẠM TÍNH SINH MÔ RÚT KHUẨN PHÂN CHẤT MẠCH CẢNH")
_HEADING_NUMERAL = pattern(r"([IVX]+)(?=[.):]|[/–-]\s|\s[-–])")
_TO_NEXT = pattern(r"\s?[-–—]\s?([^\W\d_]+) [IVX]+(?!\w)")
_HEADING_WORD = pattern(r"\.\s?[^\W\d_]*")
_CAPITAL_AFTER = pattern(r"[\s,:)”\"–-]{1,3}([^\W\d_]+)")
_DOUBT = "viết rõ là chữ cái hay số La Mã"


def roman_numeral(spot: Spot, token: str) -> Said | None:
    """A Roman numeral after a word that wants one, at the head of a line, or by its very letters."""
    if token.strip("IVXL"):
        return None
    found = _ROMAN.match(spot.text, spot.start, spot.limit)
    value = roman(token)
    if value is None:
        return None
    if found and spot.label in _ROMAN_LABELS and not _is_word_after_label(spot, token, found.end()):
        return _labelled_numeral(spot, found)
    heading = _HEADING_NUMERAL.match(spot.text, spot.start, spot.limit)
    if heading and at_line_start(spot) and heading.group(1) == token:
        if _is_also_dotted(spot, token):
            return unread(spot, _DOUBT)
        return Said(heading.end(), cardinal(value, spot.dialect))
    if len(token) == 1 or "L" in token or set(token) == {"X"} or is_syllable(token):
        return None
    end = spot.start + len(token)
    return None if is_joined(spot, end) else Said(end, cardinal(value, spot.dialect))


def _is_also_dotted(spot: Spot, token: str) -> bool:
    """`X. Trịnh Tường` may be a commune or item ten; before a heading in capitals it is ten."""
    follows = _HEADING_WORD.match(spot.text, spot.start + len(token), spot.limit)
    return token + "." in spot.words.readings and not (follows and follows.group().isupper())


def _labelled_numeral(spot: Spot, found: re.Match[str]) -> Said | None:
    first, _, second, year = found.groups()
    low, high = roman(first), roman(second) if second else None
    if low is None or (second and (high is None or int(high) <= int(low))):
        return None
    if year and spot.label not in _BY_YEAR:
        return None
    words = ordinal(low, spot.dialect) if spot.label == "thứ" else cardinal(low, spot.dialect)
    if high:
        again = "quý " if spot.label == "quý" else ""
        words += f" đến {again}{cardinal(high, spot.dialect)}"
    if year:
        words += f" năm {cardinal(year, spot.dialect)}"
    to = _TO_NEXT.match(spot.text, found.end(), spot.limit)
    if to and to.group(1).lower() == spot.label:
        return Said(to.start(1), f"{words} đến ")
    return Said(found.end(), words)


def _is_word_after_label(spot: Spot, token: str, end: int) -> bool:
    """`DANH MỤC VI PHẠM`: a numeral that is also a syllable, before another word in capitals."""
    if not (len(token) > 1 and is_syllable(token)):
        return False
    after = _CAPITAL_AFTER.match(spot.text, end, spot.limit)
    if not after or not after.group(1).isupper():
        return False
    return after.group(1) in _WORDS_FROM_VI or spot.label not in _SURE_LABELS
