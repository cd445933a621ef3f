"""Vietnamese text: normal form, folding, slugs and sorting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_LETTERS)}


def nfc(text: str) -> str:
    """Return the canonical composed form."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return lower case without diacritics, đ→d: what a person types who has no Vietnamese keyboard."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join("d" if c == "đ" else c for c in letters if not unicodedata.combining(c))


def slug(text: str) -> str:
    """`Sở Giáo dục và Đào tạo` → `so-giao-duc-va-dao-tao`."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def sort_key(text: str) -> tuple[str, str]:
    """Return the key for the order of a Vietnamese dictionary: letters first (a ă â … d đ …), tones only to break a tie."""
    letters: list[str] = []
    tones: list[str] = []
    for char in nfc(text).lower():
        tone, base = _split(char)
        letters.append(_RANK.get(base) or ("~" + base if base.isalpha() else " " + base))
        tones.append(str(tone))
    return "".join(letters), "".join(tones)


@lru_cache(1024)  # the letters of all names are few
def _split(char: str) -> tuple[int, str]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[c] for c in parts if c in _TONES), 0)
    return tone, unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))


def thousands(count: int) -> str:
    """`13.066`: a count as Vietnamese writes it."""
    return f"{count:,}".replace(",", ".")


def words(text: str) -> int:
    """Count the words, separated by white space."""
    return len(text.split())


def closest(word: str, others: Iterable[str], least: float) -> str | None:
    """Return that of `others` which is most like `word`; None where none reaches the ratio `least` (0 to 1)."""
    from difflib import get_close_matches  # 6 ms: paid only where something is misspelt

    return next(iter(get_close_matches(word, list(others), 1, least)), None)
