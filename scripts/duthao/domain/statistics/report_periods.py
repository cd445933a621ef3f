"""Periods of figures: half-years and years as reports close them, years and quarters of the calendar, or any two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from duthao.clock import date_vi, midnight
from duthao.domain.settings import Reporting

_DAY = timedelta(days=1)
_ROMAN = ("I", "II", "III", "IV")


class ReportPeriod(NamedTuple):
    """The days from `first` to `last`, both included. `key` stands in names of files, `words` in sentences."""

    key: str
    words: str
    first: date
    last: date

    @property
    def start(self) -> datetime:
        """Its first instant."""
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first instant after it."""
        return midnight(self.last + _DAY)

    @property
    def days_words(self) -> str:
        """`từ ngày 15/12/2025 đến hết ngày 14/6/2026`, with two digits each."""
        return f"từ ngày {date_vi(self.first)} đến hết ngày {date_vi(self.last)}"


def _closing(year: int, day: str) -> date:
    return date.fromisoformat(f"{year:04d}-{day}")


def half_year(year: int, settings: Reporting) -> ReportPeriod:
    """The first half of a year, as reports close it."""
    first = _closing(year - 1, settings.year) + _DAY
    return ReportPeriod(
        f"{year}-6-thang", f"6 tháng đầu năm {year}", first, _closing(year, settings.half_year)
    )


def whole_year(year: int, settings: Reporting) -> ReportPeriod:
    """A year, as reports close it."""
    first = _closing(year - 1, settings.year) + _DAY
    return ReportPeriod(f"{year}-nam", f"năm {year}", first, _closing(year, settings.year))


def calendar_year(year: int) -> ReportPeriod:
    """1 January to 31 December."""
    return ReportPeriod(str(year), f"năm {year}", date(year, 1, 1), date(year, 12, 31))


def between(first: date, last: date) -> ReportPeriod:
    """Any two days. Raises ValueError where the last comes before the first."""
    if last < first:
        raise ValueError("the last day comes before the first")
    words = f"từ ngày {date_vi(first)} đến ngày {date_vi(last)}"
    return ReportPeriod(f"{first}-{last}", words, first, last)


def named(first: date, last: date, settings: Reporting) -> ReportPeriod:
    """The period between two days, by its name where reports close it so. Raises ValueError as `between` does."""
    for known in (half_year(last.year, settings), whole_year(last.year, settings)):
        if (known.first, known.last) == (first, last):
            return known
    return between(first, last)


def _reported(now: datetime, settings: Reporting) -> list[ReportPeriod]:
    years = range(now.year - 1, now.year + 2)
    return [make(year, settings) for year in years for make in (half_year, whole_year)]


def last_closed(now: datetime, settings: Reporting) -> ReportPeriod:
    """The half-year or year that reports closed last."""
    return max((p for p in _reported(now, settings) if p.end <= now), key=lambda p: p.end)


def current(now: datetime, settings: Reporting) -> ReportPeriod:
    """The half-year or year that reports close next."""
    return min((p for p in _reported(now, settings) if p.end > now), key=lambda p: p.end)


def is_cut(quarter: ReportPeriod) -> bool:
    """Whether a quarter of `quarters` is less than a quarter of the calendar."""
    begins = quarter.first.day == 1 and quarter.first.month % 3 == 1
    following = quarter.last + _DAY
    return not (begins and following.day == 1 and following.month % 3 == 1)


def quarters(period: ReportPeriod) -> Iterator[ReportPeriod]:
    """The quarters of the calendar that a period touches, in order, cut where it begins and ends."""
    first = period.first
    while first <= period.last:
        number = (first.month - 1) // 3
        following = (
            date(first.year + 1, 1, 1) if number == 3 else date(first.year, number * 3 + 4, 1)
        )
        last = min(following - _DAY, period.last)
        words = f"quý {_ROMAN[number]} năm {first.year}"
        yield ReportPeriod(f"{first.year}-quy-{number + 1}", words, first, last)
        first = following
