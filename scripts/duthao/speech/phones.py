"""Telephone numbers digit by digit, grouped as they were written."""

from __future__ import annotations

import re

from duthao.speech.builtin_tables import hotlines
from duthao.speech.cursor import Cursor, SpokenForm, unread
from duthao.speech.numbers import by_digit

_GROUPED = re.compile(
    r"[0-9]{1,14}(?:(?:\)? ?[.\-–]? ?)(?:[0-9][. ])?[0-9]{2,9}(?:[ .\-–][0-9]{2,9}){0,4})?"
)
_GROUP = re.compile(r"[0-9]+")
_CUT = re.compile(r"\w|[.,:-][0-9]|/[1-9]")
_INTRODUCED = re.compile(
    r"(?:điện thoại(?: di động| bàn| cố định| viên)?|\bđt(?:dđ)?|\bsđt|\bfax|hotline|đường dây nóng|"
    r"tổng đài|di động|\bzalo|số máy|\btel)"
    r"(?:\s*(?:số|là|hỗ trợ|miễn phí|theo số|qua số|ông|bà))*[\s:.(]*(?:\+?84[\s.)]*)?\Z"
)
_CALLED = re.compile(
    r"(?:gọi|liên hệ|báo|nhắn tin|quay số|cấp cứu|cứu hỏa|cứu nạn|công an|cảnh sát)"
    r"(?:\s(?:điện|ngay|cho|tới|đến|theo|qua|số|tổng đài|vào|về|khẩn cấp))*[\s:(]*"
    r"(?:1[01][0-9]{1,2}(?:,| hoặc| hay| và)\s)*\Z"
)
_SENT = re.compile(
    r"(?:nhắn|tin|cú pháp|soạn)\b.*\bgửi(?: tới| đến)?(?: đầu số| số| tổng đài)?\s*\Z", re.DOTALL
)
_NOUN = re.compile(
    r"\s(?!(?:hoặc|để|và|của|trong|khi|nếu|gặp|từ|vào|hay|máy|xin|theo|tại|ngay|báo|đề|nhờ|miễn|hỗ|"
    r"được|trước|sau)\b)[^\W\d_]"
)
_TOLL_FREE = re.compile(r"1[89]00(?:[ .]?[0-9]{2,4}){1,3}(?!\w|[.,:/-]?[0-9])")
_ABROAD = re.compile(r"\+([0-9]{1,3})[ .\-]?\(?0?\)?[ .\-]?(?=[0-9])")
_LISTS = frozenset({"thoại", "đt", "sđt", "hotline", "fax"})
_MOBILE, _LANDLINE = frozenset({10}), frozenset({10, 11})
_FULL_LENGTH = 7
_SHORT_CODE = 4
_SHORTEST = 3
_DOUBT = "ghi rõ là số điện thoại hay số lượng"


def phone(cursor: Cursor) -> SpokenForm | None:
    """A number that can only be a telephone's: by its zero and length, or by the words before."""
    first = cursor.text[cursor.start]
    toll_free = _TOLL_FREE.match(cursor.text, cursor.start, cursor.limit) if first == "1" else None
    if toll_free and 8 <= sum(map(len, _GROUP.findall(toll_free.group()))) <= 10:
        return _grouped(cursor.text, cursor.start, toll_free.end())
    if first == "0":
        landline = cursor.text.startswith("02", cursor.start)
        end = _span(cursor, _LANDLINE if landline else _MOBILE)
        if end:
            return _grouped(cursor.text, cursor.start, end)
    if (cursor.joiner and cursor.label in _LISTS) or _INTRODUCED.search(cursor.before):
        return _introduced(cursor)
    return _called(cursor)


def _introduced(cursor: Cursor) -> SpokenForm | None:
    """After `điện thoại:` every run of digits; a short one only if no noun follows."""
    end = _span(cursor, frozenset(range(_FULL_LENGTH, 13)))
    if end:
        return _grouped(cursor.text, cursor.start, end)
    end = _span(cursor, frozenset(range(_SHORTEST, _FULL_LENGTH)))
    if end is None:
        return None
    if cursor.text[cursor.start : end] in hotlines() or not _NOUN.match(
        cursor.text, end, cursor.limit
    ):
        return _grouped(cursor.text, cursor.start, end)
    return unread(cursor, _DOUBT)


def _called(cursor: Cursor) -> SpokenForm | None:
    """`gọi 113`: only the short numbers of the register."""
    run = _GROUP.match(cursor.text, cursor.start, cursor.limit)
    if not run:
        return None
    sent = len(run.group()) == _SHORT_CODE and _SENT.search(cursor.before)
    if not sent and (run.group() not in hotlines() or not _CALLED.search(cursor.before)):
        return None
    if _CUT.match(cursor.text, run.end(), cursor.limit):
        return None
    if _NOUN.match(cursor.text, run.end(), cursor.limit):
        return unread(cursor, _DOUBT)
    return SpokenForm(run.end(), by_digit(run.group()))


def _span(cursor: Cursor, lengths: frozenset[int]) -> int | None:
    """Where the number ends, taking whole groups until it has an allowed length, the longest."""
    match = _GROUPED.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    count, best = 0, None
    for group in _GROUP.finditer(cursor.text, cursor.start, match.end()):
        count += len(group.group())
        if count in lengths and not _CUT.match(cursor.text, group.end(), cursor.limit):
            best = group.end()
    return best


def _grouped(text: str, start: int, end: int) -> SpokenForm:
    """The digits, with a comma for each gap and the closing bracket of an area code kept."""
    words: list[str] = []
    last = start
    for group in _GROUP.finditer(text, start, end):
        if words:
            words.append(")" if ")" in text[last : group.start()] else ",")
        words.append(f" {by_digit(group.group())}" if words else by_digit(group.group()))
        last = group.end()
    return SpokenForm(end, "".join(words))


def abroad(cursor: Cursor) -> SpokenForm | None:
    """`+84 214 3820 456`: the plus and all digits."""
    code = _ABROAD.match(cursor.text, cursor.start, cursor.limit)
    if not code:
        return None
    after_code = cursor._replace(start=code.end())
    end = _span(after_code, frozenset(range(8, 12)))
    if end is None:
        return None
    return SpokenForm(
        end, f"cộng {by_digit(code.group(1))}, {_grouped(cursor.text, code.end(), end).words}"
    )
