"""Words with capitals or foreign letters: abbreviations, Roman numerals, headings, letters, names."""

from __future__ import annotations

import re

from duthao.speech.cursor import Cursor, SpokenForm, at_sentence_start, is_joined, unread
from duthao.speech.letters import CAPITALS, is_syllable, latin_name, point_name
from duthao.speech.lexicon import word_set
from duthao.speech.numbers import by_digit, cardinal
from duthao.speech.romans import roman_numeral

_CHUNK = re.compile(r"[^\W_]+(?:[&\-/.,'’–][^\W_]+){0,5}")
_WORD = re.compile(r"[^\W_]+")
_NAME_FOLLOWS = re.compile(r"\s?(?:([^\W\d_])|[0-9]{1,2}(?![0-9]))")
_AFTER_INITIAL = re.compile(r"(?:ông|bà|anh|chị|em|cháu|văn|thị|đồng chí|cô|chú|bác)\s+\Z")
_AFTER_NAME = re.compile(r"(?<!\w)[^\W\d_a-zà-ỹđ][a-zà-ỹđ]+ \Z")
_NAME_REACH = 9
_CAPITAL_BEFORE = re.compile(r"([^\W\d_]+)[\s,:(“\"–-]{1,3}\Z")
_CAPITAL_AFTER = re.compile(r"[\s,:)”\"–-]{1,3}([^\W\d_]+)")

# Where I, V and X are no numerals: people, and rhymes.
_INITIALS = word_set("hộ văn thị ông bà anh chị em cháu vần")
_CODE_LABELS = word_set(
    "giấy khổ hạng mẫu biểu lục bảng mã khu lô tòa nhà đường block khối số lớp căn loại vitamin chỉ lái"
)
_CODED = re.compile(r"([A-Z]{1,2})([0-9]{1,3})(?!\w)")
_ROAD_NUMBER = re.compile(r"(QL|TL|ĐT|ĐH|Km|KM)[. ]?([0-9]{1,3})([A-Z]?)(?![\w.]*[0-9])(?!\w)")
_ROADS = {
    "QL": "Quốc lộ",
    "TL": "Tỉnh lộ",
    "ĐT": "đường tỉnh",
    "ĐH": "đường huyện",
    "Km": "ki lô mét",
    "KM": "ki lô mét",
}
_TELEPHONE = re.compile(r"ĐT(?=\s?[:.]?\s?(?:\(?[0+]|1[89]00)|\s?:)")
_ROAD_DIGITS = {"ĐT": 3}
_TONED = re.compile(r"[ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]")
_LONGEST_SHORT = 4  # letters; no abbreviation is longer and a syllable
_UNVOICED = re.compile("[bcdđghklmnpqrstvx]+|.[bcdđghklmnpqrstvx]{3,}")
_CURRENCIES = frozenset({"USD", "VND", "VNĐ", "EUR", "NDT"})
_AMOUNT_FOLLOWS = re.compile(r"\s?[0-9]")
_DOUBT_CURRENCY = "viết số trước, đơn vị tiền sau"
_DOUBT = "viết đủ chữ, hoặc thêm vào bảng viết tắt"
_DOUBT_INITIAL = "viết đủ chữ: tên đệm viết tắt hay phường, xã"
_DOUBT_LETTER = "viết rõ là chữ cái hay số La Mã"


def capitals(cursor: Cursor) -> SpokenForm:
    """The reading of a word that has capitals, digits or foreign letters in it."""
    word = _WORD.match(cursor.text, cursor.start, cursor.limit)
    if not word:
        return unread(cursor, _DOUBT)
    token, end = word.group(), word.end()
    if token in _CURRENCIES and _AMOUNT_FOLLOWS.match(cursor.text, end, cursor.limit):
        return unread(cursor, _DOUBT_CURRENCY)
    numeral = roman_numeral(cursor, token)
    if numeral:
        return numeral
    if _is_heading(cursor, token, end):
        return SpokenForm(end, token)
    return (
        _road(cursor)
        or phrase(cursor)
        or abbreviation(cursor)
        or _coded(cursor)
        or _other(cursor, token, end)
    )


def unvoiced(cursor: Cursor) -> SpokenForm | None:
    """A word with one capital that no mouth can say (`Ths`, `Ubnd`) is an abbreviation."""
    word = _WORD.match(cursor.text, cursor.start, cursor.limit)
    return unread(cursor, _DOUBT) if word and _UNVOICED.fullmatch(word.group().lower()) else None


def phrase(cursor: Cursor) -> SpokenForm | None:
    """The longest reading whose key has spaces (`TT HĐND`, `Sở GD&ĐT`)."""
    first = _WORD.match(cursor.text, cursor.start, cursor.limit)
    for key in cursor.words.phrases.get(first.group(), ()) if first else ():
        end = cursor.start + len(key)
        if (
            cursor.text.startswith(key, cursor.start)
            and end <= cursor.limit
            and not is_joined(cursor, end)
        ):
            return SpokenForm(end, cursor.words.readings[key])
    return None


def abbreviation(cursor: Cursor) -> SpokenForm | None:
    """The longest part of the chunk that has a reading, cut at its hyphens, slashes and stops."""
    chunk = _CHUNK.match(cursor.text, cursor.start, cursor.limit)
    end = chunk.end() if chunk else cursor.start
    while end > cursor.start:
        key = cursor.text[cursor.start : end]
        reading = cursor.words.readings.get(key)
        dotted = cursor.words.readings.get(key + ".") if cursor.text.startswith(".", end) else None
        if (
            dotted
            and len(key) == 1
            and _AFTER_NAME.search(cursor.text[: cursor.start][-_NAME_REACH:])
        ):
            return unread(cursor, _DOUBT_INITIAL)
        if dotted and _is_named(cursor, end + 1) and not _is_initial(cursor, key):
            space = "" if cursor.text[end + 1].isspace() else " "
            return SpokenForm(end + 1, dotted + space)
        if reading and not is_joined(cursor, end):
            if cursor.text[end : end + 1] == "-" and cursor.text[end + 1 : end + 2].isalpha():
                return SpokenForm(end + 1, f"{reading} - ")
            return SpokenForm(end, reading)
        end = max(cursor.text.rfind(sign, cursor.start, end) for sign in "&-/.,'’–")
    return _both(cursor, chunk) if chunk and "&" in chunk.group() else None


def _both(cursor: Cursor, chunk: re.Match[str]) -> SpokenForm | None:
    """`HĐND&UBND`: both of them known."""
    readings = [cursor.words.readings.get(part) for part in chunk.group().split("&")]
    return (
        SpokenForm(chunk.end(), " và ".join([r for r in readings if r])) if all(readings) else None
    )


def _is_named(cursor: Cursor, at: int) -> bool:
    """A name or a small number follows the stop of `TP.`, `P.`."""
    follows = _NAME_FOLLOWS.match(cursor.text, at, cursor.limit)
    return follows is not None and (follows[1] is None or follows[1].isupper())


def _is_initial(cursor: Cursor, key: str) -> bool:
    """`bà H. Lan`: one capital after a form of address is a name, no abbreviation."""
    return len(key) == 1 and _AFTER_INITIAL.search(cursor.before) is not None


def _is_heading(cursor: Cursor, token: str, end: int) -> bool:
    """A word of a text set in capitals: a syllable beside another one, or marked by its tone."""
    if len(token) < 2 or not token.isupper() or is_joined(cursor, end) or not is_syllable(token):
        return False
    if _TONED.search(token) or len(token) > _LONGEST_SHORT:
        return True
    if cursor.text.startswith(("-", "."), end) and cursor.text[end + 1 : end + 2].isupper():
        return False
    return any(
        _is_capital_word(cursor, word)
        for word in (_neighbour_before(cursor), _neighbour_after(cursor, end))
    )


def _neighbour_before(cursor: Cursor) -> str:
    window = cursor.text[max(0, cursor.start - 14) : cursor.start]
    match = _CAPITAL_BEFORE.search(window)
    return match.group(1) if match else ""


def _neighbour_after(cursor: Cursor, end: int) -> str:
    match = _CAPITAL_AFTER.match(cursor.text, end, cursor.limit)
    return match.group(1) if match else ""


def _is_capital_word(cursor: Cursor, word: str) -> bool:
    if cursor.words.readings.get(word) == word:
        return True
    return word.isupper() and is_syllable(word) and (len(word) > 1 or word in "ÝỞÔ")


def _road(cursor: Cursor) -> SpokenForm | None:
    """`QL4D`, `TL 155`, `ĐT.161`: a road; before `:` or a zero ĐT is a telephone."""
    telephone = _TELEPHONE.match(cursor.text, cursor.start, cursor.limit)
    if telephone:
        return SpokenForm(telephone.end(), "điện thoại")
    match = _ROAD_NUMBER.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    kind, number, letter = match.groups()
    if (number[0] == "0" and kind == "ĐT") or len(number) < _ROAD_DIGITS.get(kind, 1):
        return None
    words = f"{_ROADS[kind]} {cardinal(number, cursor.dialect)}"
    return SpokenForm(match.end(), f"{words} {latin_name(letter)}" if letter else words)


def _coded(cursor: Cursor) -> SpokenForm | None:
    """`hạng A1`, `mẫu CT01`: letters and digits after a word that wants a code."""
    match = _CODED.match(cursor.text, cursor.start, cursor.limit)
    if not match or cursor.label not in _CODE_LABELS:
        return None
    letters, digits = match.groups()
    names = " ".join([latin_name(letter) for letter in letters])
    number = by_digit(digits) if digits[0] == "0" else cardinal(digits, cursor.dialect)
    return SpokenForm(match.end(), f"{names} {number}")


def _other(cursor: Cursor, token: str, end: int) -> SpokenForm:
    """One letter by its name, anything else unread."""
    if len(token) == 1 and not is_joined(cursor, end):
        return _letter(cursor, token)
    return unread(cursor, _DOUBT)


def _letter(cursor: Cursor, letter: str) -> SpokenForm:
    """A capital alone: vowels stay, consonants get their names, I V X only where no numeral fits."""
    end = cursor.start + 1
    if cursor.text.startswith(("'", "’"), end) and cursor.text[end + 1 : end + 2].isalpha():
        return unread(cursor, _DOUBT)
    if cursor.label == "điểm" and letter in CAPITALS | {"Đ"}:
        return SpokenForm(end, point_name(letter.lower()))
    if letter in "IVX" and cursor.label not in _INITIALS:
        return unread(cursor, _DOUBT_LETTER)
    if letter not in CAPITALS:
        return (
            SpokenForm(end, letter)
            if letter.isupper() and is_syllable(letter)
            else unread(cursor, _DOUBT_LETTER)
        )
    if letter in "AEIOUY":
        return SpokenForm(end, letter)
    name = latin_name(letter)
    return SpokenForm(end, name[0].upper() + name[1:] if at_sentence_start(cursor) else name)
