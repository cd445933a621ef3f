"""Rules of plain faults name nothing that is right: no honest oddity, and no record of the sample."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from duthao.rules import plain_faults
from tests.judged_records import judged
from tests.odd_records import ODD, WRITTEN
from tests.record_edits import GOOD, PLACE

RULES = {
    rule
    for module in pkgutil.iter_modules(plain_faults.__path__)
    for rule in import_module(f"{plain_faults.__name__}.{module.name}").RULES
}
# Right to publish, and worth a word: an answer in which there is nothing to read.
WARNED = {"no figures at all": {"answered-with-nothing"}}
HONEST = (
    "Giá «hỗ trợ» là 5 á, «có giá»… «giá»– Ä.",
    "Hộ nuôi được hỗ trợ; 25 °C; 5 × 3 = 15 m²; © 2026; Citroën; El Niño.",
    "Thứ hai là hỗ trợ giống; thứ Năm hằng tuần; tổ 3/2/2026/QĐ.",
    "Ngày 29/02/2028; Quyết định số 31/2027/QĐ-UBND; tỷ lệ 31/02.",
    "Xem [nhập giống](https://vanban.example/nhap) (điền đủ mẫu số 01).".replace("(điền", "(nộp"),
    "UBND, HĐND, MTTQ, LĐLĐ, HND, HPN, CCB cùng thực hiện.",
    "Ngày ngày, dần dần, xanh xanh; của các hộ… và những nơi khác.",
    "Nghị quyết số .../2026/NQ-HĐND; mục I, II, III. A. B. C.",
)


def test_there_are_some_forty() -> None:
    assert len(RULES) >= 40


@pytest.mark.parametrize("name,text", [*ODD, *WRITTEN], ids=[name for name, _ in (*ODD, *WRITTEN)])
def test_no_odd_record_is_named(name: str, text: str | bytes, tmp_path: Path) -> None:
    assert {f.rule for f in judged(tmp_path, text)} & RULES == WARNED.get(name, set())


@pytest.mark.parametrize("prose", HONEST)
def test_no_honest_sentence_is_named(prose: str, tmp_path: Path) -> None:
    assert {f.rule for f in judged(tmp_path, GOOD.replace(PLACE, prose, 1))} & RULES == set()


@pytest.mark.parametrize(
    "number", ["0239 000 0102", "(0239) 3.825.123", "+84 239 000 0102", "1022", "19001234", "1800 599 920", "0239 000 0102 hoặc 1022", "17:00"]
)  # fmt: skip
def test_numbers_that_can_be_called(number: str, tmp_path: Path) -> None:
    text = GOOD.replace("phone: 0239 000 0102", f'phone: "{number}"')
    assert {f.rule for f in judged(tmp_path, text)} & RULES == set()
