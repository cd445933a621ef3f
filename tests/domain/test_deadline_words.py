"""The dates of a consultation in words: every form, with and without an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date

from duthao.clock import Point, parse
from duthao.domain import deadline_words as words

OPENS = parse("2026-11-02")
DAY, HOUR = parse("2026-12-05"), parse("2026-12-05 17:00")


@pytest.mark.parametrize(
    "form,by_day,by_hour",
    [
        (words.opening, "05/12/2026", "05/12/2026"),
        (words.since, "từ ngày 05/12/2026", "từ ngày 05/12/2026"),
        (words.until, "hết ngày 05/12/2026", "17 giờ 00 ngày 05/12/2026"),
        (
            words.at_the_latest,
            "chậm nhất là hết ngày 05/12/2026",
            "chậm nhất là 17 giờ 00 ngày 05/12/2026",
        ),
        (words.before, "trước ngày 05/12/2026", "trước 17 giờ 00 ngày 05/12/2026"),
        (words.ended, "ngày 05/12/2026", "lúc 17 giờ 00 ngày 05/12/2026"),
        (words.listed_since, "từ thứ Bảy, 05/12/2026", "từ 17:00 thứ Bảy, 05/12/2026"),
        (words.listed_until, "đến hết thứ Bảy, 05/12/2026", "đến 17:00 thứ Bảy, 05/12/2026"),
        (words.listed_end, "ngày 05/12/2026", "lúc 17:00 ngày 05/12/2026"),
        (words.spoken_since, "từ thứ Bảy, ngày 05/12/2026", "từ thứ Bảy, ngày 05/12/2026"),
        (
            words.spoken_until,
            "đến hết thứ Bảy, ngày 05/12/2026",
            "đến 17 giờ, thứ Bảy, ngày 05/12/2026",
        ),
        (words.spoken_last_day, "thứ Bảy, ngày 05/12", "thứ Bảy, ngày 05/12, trước 17 giờ"),
    ],
)
def test_each_form_of_a_point(form: Callable[[Point], str], by_day: str, by_hour: str) -> None:
    assert (form(DAY), form(HOUR)) == (by_day, by_hour)


@pytest.mark.parametrize(
    "lang,by_day,by_hour",
    [
        ("en", "the end of 5 December 2026", "17:00 on 5 December 2026"),
        ("ko", "2026년 12월 5일 24시", "2026년 12월 5일 17시 00분"),
        ("zh-Hans", "2026年12月5日24时", "2026年12月5日17时00分"),
        ("vi", "hết ngày 05/12/2026", "17 giờ 00 ngày 05/12/2026"),
        ("lo", "hết ngày 05/12/2026", "17 giờ 00 ngày 05/12/2026"),
    ],
)
def test_a_closing_in_another_language(lang: str, by_day: str, by_hour: str) -> None:
    assert (words.until_in(lang, DAY), words.until_in(lang, HOUR)) == (by_day, by_hour)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_months_of_english(month: int) -> None:
    day = date(2026, month, 5)
    assert words.date_in("en", day) == format_date(day, "d MMMM y", locale="en")


@pytest.mark.parametrize(
    "lang,day,hour",
    [
        ("en", "5 December 2026", "17:05 on 5 December 2026"),
        ("ko", "2026년 12월 5일", "2026년 12월 5일 17시 05분"),
        ("zh-Hans", "2026年12月5日", "2026年12月5日17时05分"),
        ("vi", "05/12/2026", "17:05 ngày 05/12/2026"),
    ],
)
def test_an_instant_in_another_language(lang: str, day: str, hour: str) -> None:
    midnight = datetime(2026, 12, 4, 17, tzinfo=UTC)  # that of the 5th in Việt Nam
    assert words.moment_in(lang, midnight) == day
    assert words.moment_in(lang, midnight + timedelta(hours=17, minutes=5)) == hour
    assert words.day_in(lang, HOUR) == day


def test_a_period_is_told_in_full_until_it_opens() -> None:
    period = "từ ngày 02/11/2026 đến hết ngày 05/12/2026"
    assert words.period(OPENS, DAY) == period
    before = OPENS.start - timedelta(seconds=1)
    assert words.remaining(OPENS, DAY, before) == period
    assert words.remaining(OPENS, DAY, OPENS.start) == "đến hết ngày 05/12/2026"


def test_the_year_is_said_where_it_is_another() -> None:
    assert words.spoken_until(DAY, year=False) == "đến hết thứ Bảy, ngày 05/12"
    assert words.spoken_former(parse("2026-11-30 08:30"), DAY) == "lúc 8 giờ 30, ngày 30/11"
    assert words.spoken_former(parse("2025-12-31"), DAY) == "ngày 31/12/2025"


def test_each_form_of_the_day_on_which_an_answer_is_due() -> None:
    day = date(2027, 1, 4)
    assert [f(day) for f in (words.due, words.due_by, words.listed_due, words.spoken_due)] == [
        "hết ngày 04/01/2027",
        "chậm nhất ngày 04/01/2027",
        "Chậm nhất 04/01/2027",
        "chậm nhất là thứ Hai, ngày 04/01/2027",
    ]
    assert words.unanswered(day).startswith("Đến hết ngày 04/01/2027 cơ quan")
