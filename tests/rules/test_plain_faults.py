"""Rules of plain faults name nothing that is right: no honest oddity, and no record of the sample."""

from __future__ import annotations

import pkgutil
import re
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
    "Xem [nhập giống](https://vanban.example/nhap) (điền đủ mẫu số 01).",
    "UBND, HĐND, MTTQ, LĐLĐ, HND, HPN, CCB cùng thực hiện.",
    "Ngày ngày, dần dần, xanh xanh; của các hộ… và những nơi khác.",
    "Nghị quyết số .../2026/NQ-HĐND; mục I, II, III. A. B. C.",
    "Tại kỳ họp thứ bảy ngày 29/12/2025; Kỳ họp thứ sáu, ngày 24/11/2026, đã thông qua.",
    "Phiên họp thứ 2 ngày 05/11/2026; Dự thảo lần thứ ba ngày 12 tháng 11 năm 2026.",
    "Thứ nhất, đã sắp xếp xã. Thứ hai, ngày 01/7/2025 chính quyền hai cấp hoạt động.",
    "Máy móc (nhập khẩu hoặc trong nước); thanh niên (nhập ngũ); (điền kinh, bơi lội).",
    "Hội đồng nhân dân tỉnh [viết tắt là HĐND tỉnh]; bảng giá {số liệu năm 2025}; (nhập từ TABMIS).",
    "Bụi không quá 50 μg/Nm³; 10 kΩ; Δt 2 giây; 10 μm; α-amylase; β-caroten.",
    "Thửa đất số 12/31/2015; tờ 30/02/2024; Quyết định số 12/13/2024/QĐ-UBND.",
    "Điều 5 quy định: «1. Hộ nghèo; …… 5. Hộ cận nghèo; [...]», “Điều 6. ...... ”",
    "Mã dự án 105123456789; mã nguồn 105123456789; tờ khai hải quan số 105123456789.",
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
    "number", ["0239 000 0102", "(0239) 3.825.123", "+84 239 000 0102", "1022", "19001234", "1800 599 920", "0239 000 0102 hoặc 1022", "17:00",
     "0239 3825 123 - 0239 3825 124", "02393825123 – 02393825124", "+84 (0)239 000 0102", "080 48162", "0239.3.825.123/124"]
)  # fmt: skip
def test_numbers_that_can_be_called(number: str, tmp_path: Path) -> None:
    text = GOOD.replace("phone: 0239 000 0102", f'phone: "{number}"')
    assert {f.rule for f in judged(tmp_path, text)} & RULES == set()


@pytest.mark.parametrize("words", ["Không có nội dung này.", "Chưa có thông tin."])
def test_sections_without_anything_to_say_may_say_so(words: str, tmp_path: Path) -> None:
    parts = re.split(r"(?m)^(## .*)$", GOOD)
    for place in range(len(parts) - 1, 0, -2):
        if place > len(parts) - 7:
            parts[place] = f"\n\n{words}\n\n"
    assert "sections-same" not in {f.rule for f in judged(tmp_path, "".join(parts))}


def test_what_may_be_right_stops_no_build(tmp_path: Path) -> None:
    prose = "Họp vào thứ Hai, ngày 26/11/2026. Kính gửi: ......................"
    found = judged(tmp_path, GOOD.replace(PLACE, prose, 1))
    named = {f.rule: f.severity for f in found if f.rule in RULES}
    assert named == {"weekday-wrong": "warning", "dots-left": "warning"}
