"""Plain words: what everybody reads first is short and needs no dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule
from duthao.speech import default_abbreviations
from duthao.text import words

RULES = {
    "summary-too-long": Rule("Tóm tắt dài quá 120 từ", "Giữ lại điều người dân cần biết nhất."),
    "sentence-too-long": Rule("Câu trong tóm tắt dài quá 40 từ", "Tách thành hai câu.", "warning"),
    "abbreviation-unexplained": Rule(
        "Chữ viết tắt chưa được giải thích",
        "Viết đầy đủ; hoặc thêm vào abbreviations.yml.",
        "warning",
    ),
    "short-title-same": Rule(
        "Tên ngắn giống hệt tên đầy đủ", "Viết tên ngắn bằng lời thường.", "warning"
    ),
}
_LONGEST_SUMMARY = 120
_LONGEST_SENTENCE = 40
_SENTENCE_END = re.compile(r"(?<=[.!?;:…])\s+")
# Two letters that are no small ones: without them there is no abbreviation to be looked for.
_CAPITALS = re.compile(
    r"[^\W\d_a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]{2}"
)
# A word of its own, not a piece of a document's number (146/2025/NQ-HĐND) or of an address.
_WORD = re.compile(r"(?<![\w/.@-])[^\W\d_][\w&]+(?![\w/@-])")
_NAMED = 12  # abbreviations named in one finding
_ROMAN = re.compile(r"[IVXLC]+")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The summary keeps to its length, sentences to theirs, abbreviations are known, the short title is one."""
    draft = record.draft
    # Blanks are counted first: counting words costs fifty times as much.
    if (
        _blanks(draft.summary) >= _LONGEST_SUMMARY
        and (length := words(draft.summary)) > _LONGEST_SUMMARY
    ):
        yield record.finding(
            "summary-too-long",
            ("summary",),
            Say(
                f"Tóm tắt có {length} từ, tối đa {_LONGEST_SUMMARY}.",
                f"The summary has {length} words; at most {_LONGEST_SUMMARY}.",
            ),
            Say(
                "Giữ lại điều người dân cần biết nhất; phần còn lại để trong thân hồ sơ.",
                "Keep what people need most; leave the rest to the body.",
            ),
        )
    rough = (piece for piece in draft.summary.split(". ") if _blanks(piece) >= _LONGEST_SENTENCE)
    longest = max(
        (words(sentence) for piece in rough for sentence in _SENTENCE_END.split(piece)), default=0
    )
    if longest > _LONGEST_SENTENCE:
        yield record.finding(
            "sentence-too-long",
            ("summary",),
            Say(
                f"Có câu dài {longest} từ, nên dưới {_LONGEST_SENTENCE}.",
                f"A sentence has {longest} words; better below {_LONGEST_SENTENCE}.",
            ),
            Say("Tách thành hai câu.", "Make it two."),
        )
    for field, text in (("short_title", draft.short_title), ("summary", draft.summary)):
        if _CAPITALS.search(text):
            yield from _abbreviations(record, field, text, context.registers.abbreviations)
    if draft.short_title.casefold() == draft.title.casefold():
        yield record.finding(
            "short-title-same",
            ("short_title",),
            Say("Tên ngắn giống hệt tên đầy đủ.", "The short title is the title."),
            Say(
                "Viết tên ngắn bằng lời thường, như nói với người dân.",
                "Say it in plain words, as one would to a neighbour.",
            ),
        )


def _blanks(text: str) -> int:
    return text.count(" ") + text.count("\n")


def _abbreviations(
    record: Record, field: str, text: str, registered: Mapping[str, str]
) -> Iterator[Finding]:
    if text.isupper():  # written in capitals throughout: no abbreviation can be told
        return
    candidates = dict.fromkeys(word for word in _WORD.findall(text) if word.isupper())
    unexplained = list(
        islice((word for word in candidates if not _is_known(word, text, registered)), _NAMED)
    )
    if unexplained:
        listing = ", ".join(unexplained)
        yield record.finding(
            "abbreviation-unexplained",
            (field,),
            Say(
                f"Chữ viết tắt chưa được giải thích: {listing}.",
                f"Unexplained abbreviations: {listing}.",
            ),
            Say(
                "Viết đầy đủ, giải thích trong ngoặc, hoặc thêm vào abbreviations.yml.",
                "Write them out, explain them in brackets, or add them to abbreviations.yml.",
            ),
        )


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
