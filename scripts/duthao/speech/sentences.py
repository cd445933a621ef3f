"""Written Vietnamese as sentences for the ear: no brackets, no quotation marks, nothing that only the eye can follow.

Words are never added or replaced; numbers, dates and abbreviations are left to `speech`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from duthao.speech.lexicon import phrase_set, word_set

LONG = 25  # words; a longer sentence is divided where it has a semicolon
_SHORTENED = tuple(
    f" {name}."
    for name in ("BS", "CN", "GS", "KS", "PGS", "TP", "TS", "TT", "TX", "ThS", "Tp", "Tx", "v.v")
)
# One set, as an alternation takes three times as long.
_SIGNS = re.compile(r"[()\[\]“”\"«»‘’…–—]")
_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]](,?)")
_QUOTES = re.compile(r"[“”\"«»‘’()\[\]]")
_DASH = re.compile(r"\s+[–—]\s+(?=[^\W\d])")
_HYPHEN = re.compile(r"(?<=[^\W\d]) - (?=[^\W\d])")
_DOTS = re.compile(r"\s*(?:…|\.\.\.)")
_NEEDLESS_COMMA = re.compile(r"(?:\s*,)+\s*(?=[.,;:!?]|$)|(?<=[.;:!?])\s*,")
# What tells nothing by ear alone. Addresses on the web are not read where a place can be named.
_TO_THE_PAGE = (
    "http",
    "www.",
    "@",
    "trang này",
    "đầu trang",
    "bảng sau",
    "bảng dưới đây",
    "chưa có thông tin",
)
# Names whose second word has no capital; all others are known by theirs, unless the first is a common word.
_NAMES = phrase_set(
    "Bộ trưởng, Chính phủ, Chủ tịch, Công an, Giám đốc, Hội đồng, Mặt trận, Nhà nước, Nhân dân, "
    "Quân đội, Quốc hội, Thanh tra, Thủ tướng, Tòa án, Trung ương, Tỉnh ủy, Ủy ban, Viện kiểm"
)
_COMMON = word_set(
    "Ba Bãi Bằng Bản Bởi Các Cả Cho Có Cùng Của Do Đã Được Đến Đối Gần Giao Giữa Gồm Hai Hộ Hoặc "
    "Huyện Khi Không Mọi Một Mỗi Nay Nếu Ngày Ngoài Người Những Năm Ở Phải Phường Qua Sau Tại "
    "Tháng Theo Thôn Tiếng Tỉnh Trên Trong Trước Trừ Từ Và Vì Về Với Xã"
)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph or an item, each closed; those that only say where to look are left out."""
    lines = cleaned(text)
    for mark in ".!?":
        lines = lines.replace(mark + " ", mark + "\n")
    parts: list[str] = []
    for piece in lines.split("\n"):
        if parts and (piece[:1].islower() or parts[-1].endswith(_SHORTENED)):
            parts[-1] += " " + piece
        else:
            parts.append(piece)
    if not informs(lines):
        parts = [sentence for sentence in parts if informs(sentence)]
    return [part for sentence in parts for part in _divided(sentence)]


def cleaned(text: str) -> str:
    """The text without the signs that no one says: what stood in brackets stands between commas.

    A comma after a bracket becomes a semicolon: it parted more than the two new ones do.
    """
    if "\n" in text:
        text = " ".join(text.split())
    if not (_SIGNS.search(text) or "..." in text or " - " in text):
        return text.strip()
    text = _QUOTES.sub("", _BRACKETS.sub(lambda m: f", {m[1]}{';' if m[2] else ','}", text))
    text = _HYPHEN.sub(" ", _DASH.sub(", ", text))
    text = _DOTS.sub(lambda m: "," if m.string[m.end() :].lstrip()[:1].islower() else ".", text)
    return _NEEDLESS_COMMA.sub("", text).strip(" ,")


def informs(text: str) -> bool:
    """Whether it tells something to people who only listen."""
    folded = text.lower()
    for words in _TO_THE_PAGE:
        if words in folded:
            return False
    return bool(text) and folded != "không có."


def mid_sentence(text: str) -> str:
    """The text as it goes on after other words: a small first letter, unless it begins with a name."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    is_name = (second[:1].isupper() and first not in _COMMON) or f"{first} {second}" in _NAMES
    if is_name or (len(first) > 1 and not first[1:].islower()):
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
