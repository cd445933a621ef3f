"""Amounts of money and percentages as texts write them, in figures and in words; and all numbers of a text, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from duthao.text import nfc

_FIGURES = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?|\d+(?:,\d{1,3})?"
_SCALES = {"trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}  # fmt: skip
_SCALE = r"nghìn|ngàn|triệu|tỷ|tỉ"
_MONEY = re.compile(
    rf"(?<![\d.,/])(?P<number>{_FIGURES})(?:\s*(?P<scale>{_SCALE})\b)?(?:\s*(?P<more>\d{{3}})\s*(?:nghìn|ngàn)\b)?\s*(?P<unit>đồng|đ\b|vnđ\b|vnd\b)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?<![\d.,/])(?P<number>{_FIGURES})\s*(?:%|phần\s+trăm)", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\d/.,A-ZĐ])(?P<number>{_FIGURES})(?:\s*(?P<scale>{_SCALE})\b)?")
_DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}  # fmt: skip
_WORDS = (*_DIGITS, *_SCALES, "mười", "mươi", "linh", "lẻ", "rưỡi")
_SAID = re.compile(
    rf"\b(?:{'|'.join(_WORDS)})(?:\s+(?:{'|'.join(_WORDS)})){{0,14}}(?=\s+(?:đồng|phần\s+trăm)\b)",
    re.IGNORECASE,
)


class WrittenAmount(NamedTuple):
    """An amount in a text: from and to which character, how it is written, its value in đồng or per cent, and its last place.

    `step` is the value of its last figure: of `1,2 triệu` a hundred thousand.
    """

    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal
    percent: bool = False


def amounts(text: str) -> Iterator[WrittenAmount]:
    """Amounts in figures that are money (`18.000 đồng`, `3,5 triệu`, `1 triệu 200 nghìn đồng`), and percentages."""
    for match in _MONEY.finditer(text):
        if not (match["unit"] or match["scale"]):
            continue
        factor = _SCALES[match["scale"].lower()] if match["scale"] else 1
        more = int(match["more"] or 0) * 1_000
        value = _value(match["number"]) * factor + more
        step = Decimal(1_000) if more else _step(match["number"]) * factor
        yield WrittenAmount(match.start(), match.end(), match[0].strip(), value, step)
    for match in _PERCENT.finditer(text):
        value = _value(match["number"])
        yield WrittenAmount(
            match.start(), match.end(), match[0], value, _step(match["number"]), percent=True
        )


def numbers(text: str) -> frozenset[str]:
    """Every number of a text as a plain value: in figures, with the word of its scale, and in words before «đồng» or «phần
    trăm»; those of a table may be in thousands or millions.
    """
    text = nfc(text)
    found = {_plain(_value(match["number"])) for match in _NUMBER.finditer(text)}
    found |= {_plain(amount.value) for amount in amounts(text)}
    found |= {_plain(Decimal(value)) for m in _SAID.finditer(text) if (value := said(m[0]))}
    if "một nửa" in text.lower() or "½" in text:
        found.add("50")
    return frozenset(found)


def stands_among(amount: WrittenAmount, known: frozenset[str]) -> bool:
    """Whether a text with these numbers may say that amount: as it is, in another unit, or more exactly than it is written."""
    scales = (1,) if amount.percent else (1, 1_000, 1_000_000, 1_000_000_000)
    if any(_plain(amount.value / scale) in known for scale in scales):
        return True
    if amount.step < 10_000:  # of `41 tỷ` a text may say 41.250.000.000
        return False
    near = amount.step / 2
    return any(
        abs(Decimal(number) * scale - amount.value) <= near for number in known for scale in scales
    )


def said(words: str) -> int | None:
    """`hai triệu năm trăm nghìn` → 2500000; None where the words make no number."""
    total = part = last = 0
    scale_before = 0
    for word in nfc(words).lower().split():
        if word in _DIGITS:
            last = _DIGITS[word]
            part += last
        elif word == "mười":
            part += 10
        elif word == "mươi":
            part += last * 9
        elif word == "trăm":
            part += last * 99
        elif word == "rưỡi":
            total += scale_before // 2
        elif word in _SCALES:
            scale_before = _SCALES[word]
            total += (part or 1) * scale_before
            part = last = 0
    return total + part or None


def _value(figures: str) -> Decimal:
    return Decimal(figures.replace(".", "").replace(",", "."))


def _step(figures: str) -> Decimal:
    whole, _, fraction = figures.partition(",")
    if fraction:
        return Decimal(1).scaleb(-len(fraction))
    digits = whole.replace(".", "")
    return Decimal(1) if len(digits) < 4 else Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
