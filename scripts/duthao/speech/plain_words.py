"""How plain a text is: its longest sentence, and the abbreviations in it that nobody explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from duthao.speech import default_abbreviations
from duthao.text import words

LONGEST_SENTENCE = 40  # words
_SENTENCE_END = re.compile(r"(?<=[.!?;:…])\s+")
# Two letters that are no small ones: without them there is no abbreviation to be looked for.
_CAPITALS = re.compile(
    r"[^\W\d_a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]{2}"
)
# A word of its own, not a piece of a document's number (146/2025/NQ-HĐND) or of an address.
_WORD = re.compile(r"(?<![\w/.@-])[^\W\d_][\w&]+(?![\w/@-])")
_ROMAN = re.compile(r"[IVXLC]+")


def blanks(text: str) -> int:
    """How many words at most, less one: counting words costs fifty times as much."""
    return text.count(" ") + text.count("\n")


def longest_sentence(text: str) -> int:
    """Words of the longest sentence; 0 where all are shorter than `LONGEST_SENTENCE`."""
    rough = (piece for piece in text.split(". ") if blanks(piece) >= LONGEST_SENTENCE)
    return max(
        (words(sentence) for piece in rough for sentence in _SENTENCE_END.split(piece)), default=0
    )


def unexplained(text: str, registered: Mapping[str, str]) -> Iterator[str]:
    """Abbreviations that are neither explained in the text nor `registered` nor known to everybody, each once."""
    # Where it is written in capitals throughout, no abbreviation can be told.
    if _CAPITALS.search(text) and not text.isupper():
        for word in dict.fromkeys(word for word in _WORD.findall(text) if word.isupper()):
            if not _is_known(word, text, registered):
                yield word


def _is_known(word: str, text: str, registered: Mapping[str, str]) -> bool:
    if _ROMAN.fullmatch(word) or f"({word})" in text or f"{word} (" in text:
        return True
    builtin = default_abbreviations()
    return (
        word in builtin
        or word in registered
        or any(
            word in key.split() for table in (builtin, registered) for key in table if " " in key
        )
    )
