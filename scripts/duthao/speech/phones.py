"""Telephone numbers digit by digit, grouped as they were written."""

from __future__ import annotations

import re

from duthao.speech.lexicon import word_set
from duthao.speech.numbers import by_digit
from duthao.speech.patterns import pattern
from duthao.speech.register import hotlines
from duthao.speech.spot import Said, Spot, unread

_GROUPED = pattern(
    r"[0-9]{1,14}(?:(?:\)? ?[.\-–]? ?)(?:[0-9][. ])?[0-9]{2,9}(?:[ .\-–][0-9]{2,9}){0,4})?"
)
_GROUP = pattern(r"[0-9]+")
_CUT = pattern(r"\w|[.,:-][0-9]|/[1-9]")
_INTRODUCED = pattern(
    r"(?:điện thoại(?: di động| bàn| cố định| viên)?|\bđt(?:dđ)?|\bsđt|\bfax|hotline|đường dây nóng|"
    r"tổng đài|di động|\bzalo|số máy|\btel)"
    r"(?:\s*(?:số|là|hỗ trợ|miễn phí|theo số|qua số|ông|bà))*[\s:.(]*(?:\+?84[\s.)]*)?\Z"
)
_CALLED = pattern(
    r"(?:gọi|liên hệ|báo|nhắn tin|quay số|cấp cứu|cứu hỏa|cứu nạn|công an|cảnh sát)"
    r"(?:\s(?:điện|ngay|cho|tới|đến|theo|qua|số|tổng đài|vào|về|khẩn cấp))*[\s:(]*"
    r"(?:1[01][0-9]{1,2}(?:,| hoặc| hay| và)\s)*\Z"
)
_SENT = pattern(
    r"(?:nhắn|tin|cú pháp|soạn)\b.*\bgửi(?: tới| đến)?(?: đầu số| số| tổng đài)?\s*\Z", re.DOTALL
)
_NOUN = pattern(
    r"\s(?!(?:hoặc|để|và|của|trong|khi|nếu|gặp|từ|vào|hay|máy|xin|theo|tại|ngay|báo|đề|nhờ|miễn|hỗ|"
    r"được|trước|sau)\b)[^\W\d_]"
)
_TOLL_FREE = pattern(r"1[89]00(?:[ .]?[0-9]{2,4}){1,3}(?!\w|[.,:/-]?[0-9])")
_ABROAD = pattern(r"\+([0-9]{1,3})[ .\-]?\(?0?\)?[ .\-]?")
_LISTS = frozenset({"thoại", "đt", "sđt", "hotline", "fax"})
# The last word of what introduces a number, which spares most numbers the longer look.
LEADS = (
    _LISTS
    | word_set(
        "số nóng đài động zalo máy tel phí là qua theo gọi hệ báo tin ngay cho tới đến vào về cấp "
        "viên bàn định ông bà đtdđ điện cứu hỏa nạn an sát gửi"
    )
    | {""}
)
_MOBILE, _LANDLINE = frozenset({10}), frozenset({10, 11})
_FULL_LENGTH = 7
_SHORT_CODE = 4
_SHORTEST = 3
_DOUBT = "ghi rõ là số điện thoại hay số lượng"


def phone(spot: Spot) -> Said | None:
    """A number that can only be a telephone's: by its zero and length, or by the words before."""
    first = spot.text[spot.start]
    toll_free = _TOLL_FREE.match(spot.text, spot.start, spot.limit) if first == "1" else None
    if toll_free and 8 <= sum(map(len, _GROUP.findall(toll_free.group()))) <= 10:
        return _grouped(spot.text, spot.start, toll_free.end())
    if first == "0":
        landline = spot.text.startswith("02", spot.start)
        end = _span(spot, _LANDLINE if landline else _MOBILE)
        if end:
            return _grouped(spot.text, spot.start, end)
    if spot.label not in LEADS:
        return None
    if (spot.joiner and spot.label in _LISTS) or _INTRODUCED.search(spot.before):
        return _introduced(spot)
    return _called(spot)


def _introduced(spot: Spot) -> Said | None:
    """After `điện thoại:` every run of digits; a short one only if no noun follows."""
    end = _span(spot, frozenset(range(_FULL_LENGTH, 13)))
    if end:
        return _grouped(spot.text, spot.start, end)
    end = _span(spot, frozenset(range(_SHORTEST, _FULL_LENGTH)))
    if end is None:
        return None
    if spot.text[spot.start : end] in hotlines() or not _NOUN.match(spot.text, end, spot.limit):
        return _grouped(spot.text, spot.start, end)
    return unread(spot, _DOUBT)


def _called(spot: Spot) -> Said | None:
    """`gọi 113`: only the short numbers of the register."""
    run = _GROUP.match(spot.text, spot.start, spot.limit)
    if not run:
        return None
    sent = len(run.group()) == _SHORT_CODE and _SENT.search(spot.before)
    if not sent and (run.group() not in hotlines() or not _CALLED.search(spot.before)):
        return None
    if _CUT.match(spot.text, run.end(), spot.limit):
        return None
    if _NOUN.match(spot.text, run.end(), spot.limit):
        return unread(spot, _DOUBT)
    return Said(run.end(), by_digit(run.group()))


def _span(spot: Spot, lengths: frozenset[int]) -> int | None:
    """Where the number ends, taking whole groups until it has an allowed length, the longest."""
    whole = _GROUPED.match(spot.text, spot.start, spot.limit)
    if not whole:
        return None
    count, best = 0, None
    for group in _GROUP.finditer(spot.text, spot.start, whole.end()):
        count += len(group.group())
        if count in lengths and not _CUT.match(spot.text, group.end(), spot.limit):
            best = group.end()
    return best


def _grouped(text: str, start: int, end: int) -> Said:
    """The digits, with a comma for each gap and the closing bracket of an area code kept."""
    words: list[str] = []
    last = start
    for group in _GROUP.finditer(text, start, end):
        if words:
            words.append(")" if ")" in text[last : group.start()] else ",")
        words.append(f" {by_digit(group.group())}" if words else by_digit(group.group()))
        last = group.end()
    return Said(end, "".join(words))


def abroad(spot: Spot) -> Said | None:
    """`+84 214 3820 456`: the plus and all digits."""
    code = _ABROAD.match(spot.text, spot.start, spot.limit)
    if not code:
        return None
    rest = spot._replace(start=code.end())
    if rest.start >= spot.limit or not ("0" <= spot.text[rest.start] <= "9"):
        return None
    end = _span(rest, frozenset({8, 9, 10, 11}))
    if end is None:
        return None
    return Said(
        end, f"cộng {by_digit(code.group(1))}, {_grouped(spot.text, code.end(), end).words}"
    )
