"""The table of responses is read by those who commented: short cells, plain sentences, no unexplained abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain import responses
from duthao.errors import Finding, Say
from duthao.records.form_exports.private_details import MASKS
from duthao.records.record import Record
from duthao.records.response_table import ResponseTable, softened
from duthao.rules import Context, Rule
from duthao.speech import plain_words
from duthao.text import words

RULES = {
    "response-too-long": Rule(
        "Ô của bảng tổng hợp ý kiến quá dài",
        "Ghi gọn ý chính; phần phân tích dài để trong văn bản đính kèm.",
    ),
    "response-sentence-long": Rule(
        "Câu trong bảng tổng hợp ý kiến dài quá 40 từ", "Tách thành hai câu.", "warning"
    ),
    "response-abbreviation": Rule(
        "Chữ viết tắt trong bảng tổng hợp ý kiến chưa được giải thích",
        "Viết đầy đủ; hoặc thêm vào abbreviations.yml.",
        "warning",
    ),
    "response-mask-left": Rule(
        "Bảng tổng hợp ý kiến còn chỗ che mà máy để lại",
        "Viết lại câu không cần đến chỗ ấy, ví dụ bỏ cả phần «gọi [điện thoại]».",
        "warning",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every cell that is text."""
    table = record.responses
    if table is None:
        return
    for place, row in enumerate(table.rows):
        for column, most in responses.MOST_WORDS.items():
            text = getattr(row, column)
            if text:
                yield from _masks(table, place, column, text)
                for finding in _cell(table, place, column, text, most, context):
                    yield softened(finding, record.draft, row)


def _masks(table: ResponseTable, place: int, column: str, text: str) -> Iterator[Finding]:
    """What the import put in place of private details, and nobody has read since."""
    if left := sorted({mask for mask in MASKS.values() if mask in text}):
        number, words = table.rows[place].no, ", ".join(left)
        heading = responses.heading(column)
        yield table.finding(
            "response-mask-left",
            place,
            column,
            Say(
                f"Ý kiến số {number}, cột «{heading}»: còn {words}.",
                f"Row {number}, column `{column}`: there is still {words}.",
            ),
            Say(
                "Viết lại câu không cần đến chỗ ấy.",
                "Rewrite the sentence so that it does not need it.",
            ),
        )


def _cell(
    table: ResponseTable, place: int, column: str, text: str, most: int, context: Context
) -> Iterator[Finding]:
    heading, no = responses.heading(column), table.rows[place].no
    if plain_words.blanks(text) >= most and (length := words(text)) > most:
        yield table.finding(
            "response-too-long",
            place,
            column,
            Say(
                f"Ý kiến số {no}, cột «{heading}»: {length} từ, tối đa {most}.",
                f"Row {no}, `{column}`: {length} words, at most {most}.",
            ),
            Say("Ghi gọn ý chính.", "Keep to the point."),
        )
    longest = plain_words.longest_sentence(text)
    if longest > plain_words.LONGEST_SENTENCE:
        yield table.finding(
            "response-sentence-long",
            place,
            column,
            Say(
                f"Ý kiến số {no}, cột «{heading}»: có câu dài {longest} từ, nên dưới {plain_words.LONGEST_SENTENCE}.",
                f"Row {no}, `{column}`: a sentence of {longest} words; better below {plain_words.LONGEST_SENTENCE}.",
            ),
            Say("Tách thành hai câu.", "Make it two."),
        )
    if unexplained := list(plain_words.unexplained(text, context.registers.abbreviations)):
        listing = ", ".join(unexplained)
        yield table.finding(
            "response-abbreviation",
            place,
            column,
            Say(
                f"Ý kiến số {no}, cột «{heading}»: chữ viết tắt chưa giải thích: {listing}.",
                f"Row {no}, `{column}`: unexplained abbreviations: {listing}.",
            ),
            Say(
                "Viết đầy đủ, hoặc thêm vào abbreviations.yml.",
                "Write them out, or add them to abbreviations.yml.",
            ),
        )
