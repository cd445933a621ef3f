"""Words with capitals or foreign letters: abbreviations, Roman numerals, headings, letters, names."""

from __future__ import annotations

import re

from duthao.speech.letters import CAPITALS, is_syllable, latin_name, point_name
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import by_digit, cardinal
from duthao.speech.patterns import pattern
from duthao.speech.romans import roman_numeral
from duthao.speech.spot import Said, Spot, at_sentence_start, is_joined, unread

_CHUNK = pattern(r"[^\W_]+(?:[&\-/.,'’–][^\W_]+){0,5}")
_WORD = pattern(r"[^\W_]+")
_NAME_FOLLOWS = pattern(r"\s?(?:([^\W\d_])|[0-9]{1,2}(?![0-9]))")
_AFTER_INITIAL = pattern(r"(?:ông|bà|anh|chị|em|cháu|văn|thị|đồng chí|cô|chú|bác)\s+\Z")
_AFTER_NAME = pattern(r"(?<!\w)[^\W\d_a-zà-ỹđ][a-zà-ỹđ]+ \Z")
_NAME_REACH = 9
_CAPITAL_BEFORE = pattern(r"([^\W\d_]+)[\s,:(“\"–-]{1,3}\Z")
_CAPITAL_AFTER = pattern(r"[\s,:)”\"–-]{1,3}([^\W\d_]+)")

# Where I, V and X are no numerals: people, and rhymes.
_INITIALS = word_set("hộ văn thị ông bà anh chị em cháu vần")
_CODE_LABELS = word_set(
    "giấy khổ hạng mẫu biểu lục bảng mã khu lô tòa nhà đường block khối số lớp căn loại vitamin chỉ lái"
)
_CODED = pattern(r"([A-Z]{1,2})([0-9]{1,3})(?!\w)")
_ROAD_NUMBER = pattern(r"(QL|TL|ĐT|ĐH|Km|KM)[. ]?([0-9]{1,3})([A-Z]?)(?![\w.]*[0-9])(?!\w)")
_ROADS = {
    "QL": "Quốc lộ",
    "TL": "Tỉnh lộ",
    "ĐT": "đường tỉnh",
    "ĐH": "đường huyện",
    "Km": "ki lô mét",
    "KM": "ki lô mét",
}
_TELEPHONE = pattern(r"ĐT(?=\s?[:.]?\s?(?:\(?[0+]|1[89]00)|\s?:)")
_ROAD_DIGITS = {"ĐT": 3}
_TONED = pattern(r"[ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]")
_LONGEST_SHORT = 4  # letters; no abbreviation is longer and a syllable
_UNVOICED = pattern("[bcdđghklmnpqrstvx]+|.[bcdđghklmnpqrstvx]{3,}")
_CURRENCIES = frozenset({"USD", "VND", "VNĐ", "EUR", "NDT"})
_AMOUNT_FOLLOWS = pattern(r"\s?[0-9]")
_DOUBT_CURRENCY = "viết số trước, đơn vị tiền sau"
_DOUBT = "viết đủ chữ, hoặc thêm vào bảng viết tắt"
_DOUBT_INITIAL = "viết đủ chữ: tên đệm viết tắt hay phường, xã"
_DOUBT_LETTER = "viết rõ là chữ cái hay số La Mã"


def capitals(spot: Spot) -> Said:
    """The reading of a word that has capitals, digits or foreign letters in it."""
    word = _WORD.match(spot.text, spot.start, spot.limit)
    if not word:
        return unread(spot, _DOUBT)
    token, end = word.group(), word.end()
    if token in _CURRENCIES and _AMOUNT_FOLLOWS.match(spot.text, end, spot.limit):
        return unread(spot, _DOUBT_CURRENCY)
    if _is_plain_key(spot, token, end):
        return Said(end, spot.words.readings[token])
    numeral = roman_numeral(spot, token)
    if numeral:
        return numeral
    if _is_heading(spot, token, end):
        return Said(end, token)
    return (
        _road(spot)
        or phrase(spot)
        or abbreviation(spot)
        or _coded(spot)
        or _other(spot, token, end)
    )


def _is_plain_key(spot: Spot, token: str, end: int) -> bool:
    """The common case: an abbreviation between spaces that nothing else can be."""
    return (
        token in spot.words.readings
        and token not in spot.words.phrases
        and spot.text[end : end + 1] in " ,;)"
        and not is_syllable(token)
        and token not in _ROADS
    )


def unvoiced(spot: Spot) -> Said | None:
    """A word with one capital that no mouth can say (`Ths`, `Ubnd`) is an abbreviation."""
    word = _WORD.match(spot.text, spot.start, spot.limit)
    return unread(spot, _DOUBT) if word and _UNVOICED.fullmatch(word.group().lower()) else None


def phrase(spot: Spot) -> Said | None:
    """The longest reading whose key has spaces (`TT HĐND`, `Sở GD&ĐT`)."""
    first = _WORD.match(spot.text, spot.start, spot.limit)
    for key in spot.words.phrases.get(first.group(), ()) if first else ():
        end = spot.start + len(key)
        if spot.text.startswith(key, spot.start) and end <= spot.limit and not is_joined(spot, end):
            return Said(end, spot.words.readings[key])
    return None


def abbreviation(spot: Spot) -> Said | None:
    """The longest part of the chunk that has a reading, cut at its hyphens, slashes and stops."""
    chunk = _CHUNK.match(spot.text, spot.start, spot.limit)
    end = chunk.end() if chunk else spot.start
    while end > spot.start:
        key = spot.text[spot.start : end]
        reading = spot.words.readings.get(key)
        dotted = spot.words.readings.get(key + ".") if spot.text.startswith(".", end) else None
        if dotted and len(key) == 1 and _AFTER_NAME.search(spot.text[: spot.start][-_NAME_REACH:]):
            return unread(spot, _DOUBT_INITIAL)
        if dotted and _is_named(spot, end + 1) and not _is_initial(spot, key):
            space = "" if spot.text[end + 1].isspace() else " "
            return Said(end + 1, dotted + space)
        if reading and not is_joined(spot, end):
            if spot.text[end : end + 1] == "-" and spot.text[end + 1 : end + 2].isalpha():
                return Said(end + 1, f"{reading} - ")
            return Said(end, reading)
        end = max(spot.text.rfind(sign, spot.start, end) for sign in "&-/.,'’–")
    return _both(spot, chunk) if chunk and "&" in chunk.group() else None


def _both(spot: Spot, chunk: re.Match[str]) -> Said | None:
    """`HĐND&UBND`: both of them known."""
    readings = [spot.words.readings.get(part) for part in chunk.group().split("&")]
    return Said(chunk.end(), " và ".join([r for r in readings if r])) if all(readings) else None


def _is_named(spot: Spot, at: int) -> bool:
    """A name or a small number follows the stop of `TP.`, `P.`."""
    follows = _NAME_FOLLOWS.match(spot.text, at, spot.limit)
    return follows is not None and (follows[1] is None or follows[1].isupper())


def _is_initial(spot: Spot, key: str) -> bool:
    """`bà H. Lan`: one capital after a form of address is a name, no abbreviation."""
    return len(key) == 1 and _AFTER_INITIAL.search(spot.before) is not None


def _is_heading(spot: Spot, token: str, end: int) -> bool:
    """A word of a text set in capitals: a syllable beside another one, or marked by its tone."""
    if len(token) < 2 or not token.isupper() or is_joined(spot, end) or not is_syllable(token):
        return False
    if _TONED.search(token) or len(token) > _LONGEST_SHORT:
        return True
    if spot.text.startswith(("-", "."), end) and spot.text[end + 1 : end + 2].isupper():
        return False
    return any(
        _is_capital_word(spot, word)
        for word in (_neighbour_before(spot), _neighbour_after(spot, end))
    )


def _neighbour_before(spot: Spot) -> str:
    window = spot.text[max(0, spot.start - 14) : spot.start]
    found = _CAPITAL_BEFORE.search(window)
    return found.group(1) if found else ""


def _neighbour_after(spot: Spot, end: int) -> str:
    found = _CAPITAL_AFTER.match(spot.text, end, spot.limit)
    return found.group(1) if found else ""


def _is_capital_word(spot: Spot, word: str) -> bool:
    if spot.words.readings.get(word) == word:
        return True
    return word.isupper() and is_syllable(word) and (len(word) > 1 or word in "ÝỞÔ")


def _road(spot: Spot) -> Said | None:
    """`QL4D`, `TL 155`, `ĐT.161`: a road; before `:` or a zero ĐT is a telephone."""
    telephone = _TELEPHONE.match(spot.text, spot.start, spot.limit)
    if telephone:
        return Said(telephone.end(), "điện thoại")
    found = _ROAD_NUMBER.match(spot.text, spot.start, spot.limit)
    if not found:
        return None
    kind, number, letter = found.groups()
    if (number[0] == "0" and kind == "ĐT") or len(number) < _ROAD_DIGITS.get(kind, 1):
        return None
    words = f"{_ROADS[kind]} {cardinal(number, spot.dialect)}"
    return Said(found.end(), f"{words} {latin_name(letter)}" if letter else words)


def _coded(spot: Spot) -> Said | None:
    """`hạng A1`, `mẫu CT01`: letters and digits after a word that wants a code."""
    found = _CODED.match(spot.text, spot.start, spot.limit)
    if not found or spot.label not in _CODE_LABELS:
        return None
    letters, digits = found.groups()
    names = " ".join([latin_name(letter) for letter in letters])
    number = by_digit(digits) if digits[0] == "0" else cardinal(digits, spot.dialect)
    return Said(found.end(), f"{names} {number}")


def _other(spot: Spot, token: str, end: int) -> Said:
    """One letter by its name, anything else unread."""
    if len(token) == 1 and not is_joined(spot, end):
        return _letter(spot, token)
    return unread(spot, _DOUBT)


def _letter(spot: Spot, letter: str) -> Said:
    """A capital alone: vowels stay, consonants get their names, I V X only where no numeral fits."""
    end = spot.start + 1
    if spot.text.startswith(("'", "’"), end) and spot.text[end + 1 : end + 2].isalpha():
        return unread(spot, _DOUBT)
    if spot.label == "điểm" and letter in CAPITALS | {"Đ"}:
        return Said(end, point_name(letter.lower()))
    if letter in "IVX" and spot.label not in _INITIALS:
        return unread(spot, _DOUBT_LETTER)
    if letter not in CAPITALS:
        return (
            Said(end, letter)
            if letter.isupper() and is_syllable(letter)
            else unread(spot, _DOUBT_LETTER)
        )
    if letter in "AEIOUY":
        return Said(end, letter)
    name = latin_name(letter)
    return Said(end, name[0].upper() + name[1:] if at_sentence_start(spot) else name)
