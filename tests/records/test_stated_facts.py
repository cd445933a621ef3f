"""Amounts as texts write them, in figures and in words, and which numbers may be the same amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from duthao.records.stated_facts import written_amounts


@pytest.mark.parametrize(
    ("text", "value", "percent"),
    [
        ("18.000 đồng", 18_000, False),
        ("18.000đ/ngày", 18_000, False),
        ("02 triệu đồng", 2_000_000, False),
        ("3,5 triệu", 3_500_000, False),
        ("1 triệu 200 nghìn đồng", 1_200_000, False),
        ("41 tỷ đồng", 41_000_000_000, False),
        ("1.250.000.000 đồng", 1_250_000_000, False),
        ("80%", 80, True),
        ("12,5 phần trăm", "12.5", True),
    ],
)
def test_an_amount_in_figures(text: str, value: int | str, percent: bool) -> None:
    [amount] = written_amounts.amounts(f"Mức là {text} một hộ.")
    assert (amount.value, amount.percent) == (Decimal(value), percent)


@pytest.mark.parametrize("text", ["20 đàn", "ngày 05/9/2026", "Điều 12", "0239 000 0102", "số 12/2026/QĐ", "2027 - 2030"])  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert list(written_amounts.amounts(text)) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hai triệu", 2_000_000),
        ("hai triệu rưỡi", 2_500_000),
        ("một trăm linh năm nghìn", 105_000),
        ("mười tám nghìn", 18_000),
        ("hai mươi lăm", 25),
        ("ba trăm bốn mươi mốt nghìn năm trăm", 341_500),
        ("một tỷ hai trăm triệu", 1_200_000_000),
        ("không", None),
    ],
)
def test_a_number_in_words(words: str, value: int | None) -> None:
    assert written_amounts.said(words) == value


@pytest.mark.parametrize(
    ("written", "text", "same"),
    [
        ("2 triệu đồng", "mức 2.000.000 đồng", True),
        ("2 triệu đồng", "mức hai triệu đồng", True),
        ("2 triệu đồng", "Đơn vị tính: nghìn đồng 2.000", True),
        ("12,5 triệu đồng", "12.450.000 đồng", True),
        ("12,5 triệu đồng", "12.350.000 đồng", False),
        ("18.000 đồng", "18.500 đồng", False),
        ("80%", "tám mươi phần trăm", True),
        ("50%", "hỗ trợ một nửa chi phí", True),
        ("80%", "80.000 đồng", False),
    ],
)
def test_whether_a_text_says_an_amount(written: str, text: str, same: bool) -> None:
    [amount] = written_amounts.amounts(written)
    assert written_amounts.stands_among(amount, written_amounts.numbers(text)) is same
