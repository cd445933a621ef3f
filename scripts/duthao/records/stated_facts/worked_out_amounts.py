"""Amounts that a sentence says and that no text need have: worked out from others, of an older rule, or set by somebody else.

`Hộ có 5 đàn được 1.500.000 đồng` where a text has 300.000 đồng; `240.000 đồng (80% của 300.000 đồng)`; `người nuôi trả 20% còn
lại` where it has 80%; `nâng từ 200.000 đồng lên …`; `100% hộ nghèo`; `lãi 6,6% do ngân hàng đặt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from duthao.records.stated_facts.written_amounts import WrittenAmount, amounts, said, stands_among

_HUNDRED = Decimal(100)
# Sentences that estimate, count or compare.
_ESTIMATE = r"khoảng|gần|hơn|dự kiến|ước|bình quân|trung bình|tổng|tăng|giảm|thêm|chênh|gấp|cộng|so với|kinh phí|ngân sách|ví dụ|thí dụ|chẳng hạn|tức|tương đương|tương ứng|nghĩa là|tính ra|thu nhập|khảo sát|tiết kiệm|mỗi năm|cả năm|một năm|chi phí thực tế|chi phí (?:khoảng|của dân|sản xuất)|trị giá|thực tế|giá bán|bán được|thị trường"
# … that tell how it is, or was.
_BEFORE = r"hiện nay|hiện hành|hiện đang|đang|trước đây|trước đó|trước kia|trước nay|lâu nay|xưa nay|từ trước|vốn chỉ|cũ|không còn|thay (?:cho|thế|vì)|bỏ mức|đã (?:áp dụng|hỗ trợ|chi|được|cho|nhận|quy định)"
# … that tell what others set.
_BY_OTHERS = (
    r"do (?:ngân hàng|chính phủ|trung ương|nhà nước|quốc hội|thủ tướng|bộ)|theo (?:luật|nghị định|thông tư)|theo (?:quy định|mức) (?:chung )?(?:của|tại) (?:chính phủ|trung ương|bộ|pháp luật|luật|nghị định|thông tư|ngân hàng)"
    r"|(?:bị|nộp|xử|mức|tiền) phạt|(?:luật|nghị định|thông tư)\b|(?:nghị quyết|quyết định)\s+(?:số\s+)?\d|lương cơ sở|lương tối thiểu|ngân hàng [^,;]{0,40}cho vay"
)
_NOT_OF_DRAFT = re.compile(rf"\b(?:{_ESTIMATE}|{_BEFORE}|{_BY_OTHERS})\b", re.IGNORECASE)
# "nâng từ 200.000 đồng lên 300.000 đồng": the first is the old one, the second is judged.
_CHANGED = re.compile(
    r"(?:(?:được\s+)?(?:nâng|tăng|giảm|hạ|điều chỉnh|thay đổi)\s+)?từ\s+(?:mức\s+)?[^,;]{1,40}?\s(?=(?:lên|xuống|còn|thành|sang)\b)"
    r"|(?:nâng|tăng|giảm|hạ|điều chỉnh)\s+từ\s+(?:mức\s+)?[^,;]{1,40}?\s(?=đến\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHARE_OF_PEOPLE = re.compile(
    r"\s*(?:tổng\s+)?(?:số\s+|các\s+)?(?:hộ|xã|phường|thôn|bản|tổ dân phố|người|dân|trẻ|em|học sinh|cán bộ|trường|cơ sở|doanh nghiệp|hợp tác xã|diện tích|đàn|sản phẩm|ý kiến|phiếu)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"còn lại|đối ứng|\btự\b|phần kia", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![\d.,/])(\d{1,3})\s+(?!tháng|năm|ngày|đồng|nghìn|ngàn|triệu|tỷ|tỉ|%|phần)[^\W\d]"
)
_COUNT_IN_WORDS = re.compile(
    r"\b(hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?!tháng|năm|ngày|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|đồng|phần)[^\W\d]",
    re.IGNORECASE,
)


def of_draft(sentence: str, year: int, known: frozenset[str]) -> Iterator[WrittenAmount]:
    """The amounts that a sentence says of a draft of that year and that a text with the numbers `known` does not bear out."""
    rest = _CHANGED.sub("", sentence)
    if _NOT_OF_DRAFT.search(rest) or any(int(y[0]) < year for y in _YEAR.finditer(rest)):
        return
    found = list(amounts(rest))
    for amount in found:
        if stands_among(amount, known) or _follows(amount, found, rest, known):
            continue
        if amount.percent and _SHARE_OF_PEOPLE.match(rest, amount.end):
            continue
        yield amount


def _follows(
    amount: WrittenAmount, found: list[WrittenAmount], text: str, known: frozenset[str]
) -> bool:
    """Whether it is a known amount times a count, or a share of one, that the sentence names; or the rest of a known share."""
    if amount.percent:
        rest = amount._replace(value=_HUNDRED - amount.value)
        is_rest = _REST.search(text) or any(a.percent and a.value == rest.value for a in found)
        return bool(is_rest) and stands_among(rest, known)
    counts = {int(m[1]) for m in _COUNT.finditer(text)}
    counts |= {n for m in _COUNT_IN_WORDS.finditer(text) if (n := said(m[1]))}
    factors = [Decimal(n) for n in counts if n > 1]
    factors += [a.value / _HUNDRED for a in found if a.percent and a.value]
    return any(
        stands_among(amount._replace(value=amount.value / f, step=amount.step / f), known)
        for f in factors
    )
