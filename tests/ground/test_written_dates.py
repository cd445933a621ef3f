"""Days out of Vietnamese text: each way of writing one, what only looks like one, and what is in doubt told as such."""

from __future__ import annotations

import re
from datetime import date

import pytest

from duthao import written_dates


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("ngày 05 tháng 9 năm 2026", "05 tháng 9 năm 2026", date(2026, 9, 5)),
        ("ngày 05\ntháng 9\nnăm 2026", "05\ntháng 9\nnăm 2026", date(2026, 9, 5)),
        ("ngày mùng 5 tháng 9, năm 2026", "5 tháng 9, năm 2026", date(2026, 9, 5)),
        ("ngày 5 tháng 9/2026", "5 tháng 9/2026", date(2026, 9, 5)),
        ("5/9/2026", "5/9/2026", date(2026, 9, 5)),
        ("hạn 05-9-2026.", "05-9-2026", date(2026, 9, 5)),
        ("hạn 05.9.2026.", "05.9.2026", date(2026, 9, 5)),
        ("từ 01-05/9/2026", "05/9/2026", date(2026, 9, 5)),
        ("trước 17 giờ ngày 5/9/2026", "5/9/2026", date(2026, 9, 5)),
        ("Thứ Bảy, ngày 5/9/2026", "5/9/2026", date(2026, 9, 5)),
    ],
)
def test_a_day_with_its_year(text: str, written: str, day: date) -> None:
    [found] = written_dates.find(text)
    assert (found.text, found.calendar_day, found.short_year) == (written, day, False)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    ("text", "labelled"),
    [("ngày 5/9", True), ("5 tháng 9", True), ("mùng 5/9", True), ("hết 5/9", False), ("ngày 5-9", True), ("ngày 5.9", True)],
)  # fmt: skip
def test_a_day_without_its_year(text: str, labelled: bool) -> None:
    [found] = written_dates.find(text)
    assert (found.day, found.month, found.year, found.calendar_day) == (5, 9, 0, None)
    assert found.labelled is labelled
    assert found.is_of(date(2031, 9, 5)) and not found.is_of(date(2031, 9, 6))


@pytest.mark.parametrize("text", ["05/9/26", "ngày 5-9-26", "ngày 5 tháng 9 năm 26"])
def test_a_year_of_two_figures_is_in_doubt(text: str) -> None:
    [found] = written_dates.find(text)
    assert (found.calendar_day, found.short_year) == (date(2026, 9, 5), True)


def test_a_day_that_no_calendar_has_is_none() -> None:
    [found] = written_dates.find("ngày 31/02/2026")
    assert (found.day, found.month, found.calendar_day) == (31, 2, None)


@pytest.mark.parametrize(
    "text",
    [
        "mức 18.000 đồng",
        "tăng 3.5 lần",
        "từ 10-12 người",
        "2026-09-05",
        "Nghị quyết số 31/2027/NQ-HĐND",
        "thửa đất số 12/31/2015",
        "tháng 9/2026",
        "quý III/2026",
        "tỷ lệ 45/60",
        "Điều 5.2",
        "giai đoạn 2026-2030",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert written_dates.find(text) == ()


def test_several_days_in_their_order() -> None:
    found = written_dates.find("từ 1.9.2026, ngày 5/9 và 7 tháng 9 năm 2026")
    assert [(w.day, w.month, w.year) for w in found] == [(1, 9, 2026), (5, 9, 0), (7, 9, 2026)]
    assert found[1].agrees(written_dates.find("5/9/2027")[0]) and not found[0].agrees(found[2])


@pytest.mark.parametrize(
    ("before", "until", "begins"),
    [
        ("góp ý đến hết ngày ", True, False),
        ("gửi trước ", True, False),
        ("chậm nhất 17 giờ 30 phút, ngày ", True, False),
        ("hạn góp ý là ngày ", True, False),
        ("lấy ý kiến từ ngày ", False, True),
        ("bắt đầu từ ", False, True),
        ("họp ngày ", False, False),
        ("từ ngày 01/9/2026, họp ngày ", False, False),
    ],
)
def test_words_that_bound_a_day(before: str, until: bool, begins: bool) -> None:
    assert (written_dates.is_until(before), written_dates.is_from(before)) == (until, begins)


def test_the_pattern_of_a_day_reads_what_is_found_in_a_text() -> None:
    pattern = re.compile(written_dates.DATE.format(""), re.IGNORECASE)
    for text in (
        "Thứ Bảy, ngày 05/9/2026",
        "ngày mùng 5 tháng 9 năm 2026",
        "ngày 5.9.26",
        "ngày 5-9",
    ):
        match = pattern.search(text)
        [found] = written_dates.find(text)
        assert match and (int(match["day"]), int(match["month"])) == (found.day, found.month)
        assert written_dates.year_of(match["year"] or match["short"] or "") == found.year
