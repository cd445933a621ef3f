"""What is heard is what was written: numbers come back from the words that the reader makes of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from duthao.rules.spoken import _same_figures as same_figures
from duthao.speech import figures, read
from duthao.speech.numbers import DIALECTS, cardinal, decimal

NUMBERS = [
    *range(1200),
    *(
        n * 10**power + rest
        for n in range(1, 1000, 37)
        for power in (3, 6, 9)
        for rest in (0, 1, 15, 504)
    ),
    *(2024, 2026, 10_001, 1_000_500, 2_345_678_901, 1_000_000_000_000),
]


@pytest.mark.parametrize("region", sorted(DIALECTS))
def test_a_number_comes_back_from_its_words(region: str) -> None:
    dialect = next(d for name, d in DIALECTS.items() if name == region)
    for number in NUMBERS:
        spoken = cardinal(str(number), dialect)
        assert [figure.value for figure in figures(spoken)] == [number], spoken


@pytest.mark.parametrize("fraction", ["5", "05", "35", "005", "250", "0123", "400", "104"])
def test_decimals_come_back(fraction: str) -> None:
    for whole in ("0", "8", "12"):
        spoken = decimal(whole, fraction, DIALECTS["bac"])
        assert [f.value for f in figures(spoken)] == [Fraction(f"{whole}.{fraction}")], spoken


def test_dates_come_back() -> None:
    for month in range(1, 13):
        for day in (1, 4, 5, 10, 15, 24, 28):
            spoken = read(f"ngày {day:02}/{month}/2026").text
            assert [f.value for f in figures(spoken)] == [day, month, 2026], spoken


@pytest.mark.parametrize(
    "written,said",
    [
        ("300.000", "ba trăm ngàn"),
        ("1,5 triệu", "một triệu rưỡi"),
        ("1,5 triệu", "một triệu năm trăm nghìn"),
        ("0,5 ha", "nửa héc-ta"),
        ("e-mail", "thư điện tử"),
        ("ĐTC", "đầu tư công"),
        ("MC", "bộ phận một cửa"),
        ("XV", "mười lăm"),
        ("30/11", "ngày ba mươi tháng mười một"),
        ("05/5/2026", "mùng năm tháng năm, năm hai nghìn không trăm hai mươi sáu"),
        ("2026", "hai không hai sáu"),
        ("1022", "một không hai hai"),
        ("0214 3840 034", "không hai một bốn, ba tám, bốn không không ba bốn"),
        ("QXZ-7/4", "quy trình bảy trên bốn"),
        ("25 hộ", "hai lăm hộ"),
        ("20%", "hai mươi phần trăm"),
    ],
)
def test_other_words_for_the_same(written: str, said: str) -> None:
    assert same_figures(written, said)


@pytest.mark.parametrize(
    "written,said",
    [
        ("300.000", "ba triệu"),
        ("300.000", "ba mươi nghìn"),
        ("30/11", "ngày ba mươi tháng mười hai"),
        ("05/5/2026", "mùng năm tháng sáu, năm hai nghìn không trăm hai mươi sáu"),
        ("05/5/2026", "mùng năm tháng năm, năm hai nghìn không trăm hai mươi bảy"),
        ("5", "tư"),
        ("QXZ-7/4", "quy trình bốn bước"),
        ("e-mail", "hai mươi thư"),
        ("20%", "hai phần trăm"),
        ("12 tháng", "một năm"),
    ],
)
def test_another_figure_or_date(written: str, said: str) -> None:
    assert not same_figures(written, said)
