"""Written Vietnamese as sentences for the ear: no brackets, no quotation marks, nothing that only the eye can follow.

Words are never added or replaced; numbers, dates and abbreviations are left to `speech`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONG = 25  # words; a longer sentence is divided where it has a semicolon
_GAP = re.compile(r"(?<=[.!?…])\s+")
_SHORTENED = re.compile(r"(?<!\w)(?:TP|TX|TT|Tp|Tx|ThS|TS|PGS|GS|BS|KS|CN|v\.v)\.$")
_SIGNS = re.compile(r"[()\[\]“”\"«»‘’…–—]|\.\.\.| - ")
_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]](,?)")
_QUOTES = re.compile(r"[“”\"«»‘’()\[\]]")
_DASH = re.compile(r"\s+[–—]\s+(?=[^\W\d])")
_HYPHEN = re.compile(r"(?<=[^\W\d]) - (?=[^\W\d])")
_DOTS = re.compile(r"\s*(?:…|\.\.\.)")
_LAST_COMMA = re.compile(r"(?:\s*,)+\s*(?=[.,;:!?]|$)")
# What makes no sense by ear alone. Addresses on the web are not read where a place can be named.
_TO_THE_PAGE = ("http", "www.", "@", "trang này", "đầu trang", "hồ sơ này", "dưới đây", "bảng sau", "hình sau", "đường dẫn")
_NOTHING = re.compile(r"(?:Chưa có thông tin|Không có)(?:\.|$)")
# Names whose second word has no capital; all others are known by theirs.
_NAMES = frozenset({
    "Bộ trưởng", "Chính phủ", "Chủ tịch", "Công an", "Giám đốc", "Hội đồng", "Mặt trận", "Nhà nước", "Nhân dân",
    "Quân đội", "Quốc hội", "Thanh tra", "Thủ tướng", "Tòa án", "Trung ương", "Tỉnh ủy", "Ủy ban", "Viện kiểm",
})


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph or an item, each closed; those that only say where to look are left out."""
    found: list[str] = []
    for piece in _GAP.split(cleaned(text)):
        if found and (piece[:1].islower() or _SHORTENED.search(found[-1])):
            found[-1] += " " + piece
        else:
            found.append(piece)
    if not told(text):
        found = [sentence for sentence in found if told(sentence)]
    return [part for sentence in found for part in _divided(sentence)]


def cleaned(text: str) -> str:
    """The text without the signs that no one says: what stood in brackets stands between commas.

    A comma after a bracket becomes a semicolon: it parted more than the two new ones do.
    """
    if not _SIGNS.search(text):
        return text.strip()
    text = _QUOTES.sub("", _BRACKETS.sub(lambda m: f", {m[1]}{';' if m[2] else ','}", text))
    text = _DOTS.sub(".", _HYPHEN.sub(" ", _DASH.sub(", ", text)))
    return _LAST_COMMA.sub("", text).strip(" ,")


def told(text: str) -> bool:
    """Whether it tells something to people who only listen."""
    folded = text.lower()
    return bool(text) and not any([mark in folded for mark in _TO_THE_PAGE]) and not _NOTHING.match(text)


def inside(text: str) -> str:
    """The text as it goes on after other words: a small first letter, unless it begins with a name."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    if not first[1:].islower() and len(first) > 1 or second[:1].isupper() or f"{first} {second}" in _NAMES:
        return text
    return text[:1].lower() + text[1:]


def listed(names: Iterable[str]) -> str:
    """`a, b và c`."""
    *others, last = names
    return f"{', '.join(others)} và {last}" if others else last


def _divided(sentence: str) -> list[str]:
    if ";" not in sentence or len(sentence.split()) <= LONG:
        return [closed(sentence)]
    return [closed(part[:1].upper() + part[1:]) for part in sentence.split("; ")]


def closed(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence already."""
    return text if text[-1:] in ".!?" else text.rstrip(" ,;:") + "."
