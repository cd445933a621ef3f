"""Plain words: what everybody reads first is short and needs no dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule
from duthao.speech import plain_words
from duthao.speech.plain_words import LONGEST_SENTENCE
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
_NAMED = 12  # abbreviations named in one finding


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The summary keeps to its length, sentences to theirs, abbreviations are known, the short title is one."""
    draft = record.draft
    if (
        plain_words.blanks(draft.summary) >= _LONGEST_SUMMARY
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
    longest = plain_words.longest_sentence(draft.summary)
    if longest > LONGEST_SENTENCE:
        yield record.finding(
            "sentence-too-long",
            ("summary",),
            Say(
                f"Có câu dài {longest} từ, nên dưới {LONGEST_SENTENCE}.",
                f"A sentence has {longest} words; better below {LONGEST_SENTENCE}.",
            ),
            Say("Tách thành hai câu.", "Make it two."),
        )
    for field, text in (("short_title", draft.short_title), ("summary", draft.summary)):
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


def _abbreviations(
    record: Record, field: str, text: str, registered: Mapping[str, str]
) -> Iterator[Finding]:
    unexplained = list(islice(plain_words.unexplained(text, registered), _NAMED))
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
