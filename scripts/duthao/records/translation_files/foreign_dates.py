"""The dates in a text, as the languages of translations write them; those of Vietnamese are read by `written_dates`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.domain.deadline_words import MONTHS
from duthao.written_dates import WrittenDate

# With capitals, as English writes them: "may" is a verb.
_NAME = "|".join(
    form
    for name in MONTHS
    for whole in dict.fromkeys((name, name[:3]))
    for form in (whole, whole.upper())
)
_DAY_FIRST = re.compile(r"(?<![\d/.])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})-(\d{2})-(\d{2})(?!\d)")
_EAST = re.compile(r"(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]")
_ORDINAL = r"(?P<ordinal>st|nd|rd|th)?"
_ENGLISH = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<name>{_NAME})\b\.?(?:,?\s+(?P<year>\d{{4}}))?(?!\w)"
)
_AMERICAN = re.compile(
    rf"(?<!\w)(?P<name>{_NAME})\b\.?\s+(?P<day>\d{{1,2}}){_ORDINAL}(?:,?\s+(?P<year>\d{{4}}))?(?![\w,.]?\d)"
)
_BEFORE_DATE = re.compile(
    r"\b(?:after|before|between|by|from|on|since|through|till|to|until)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def find(text: str) -> tuple[WrittenDate, ...]:
    """Dates as translations may have them, in their order.

    `5 December 2026`, `December 5`, `2026年12月5日`, `12월 5일`, `2026-12-05`, and `05/12/2026`, which is taken as day first
    unless it can only be month first.
    """
    return tuple(sorted(_found(text)))


def _found(text: str) -> Iterator[WrittenDate]:
    for m in _DAY_FIRST.finditer(text):
        day, month = int(m[1]), int(m[2])
        if not _real(day, month):
            day, month = month, day
        yield from _date(m, day, month, m[3])
    for m in _YEAR_FIRST.finditer(text):
        yield from _date(m, int(m[3]), int(m[2]), m[1])
    for m in _EAST.finditer(text):
        yield from _date(m, int(m[3]), int(m[2]), m[1])
    for form in (_ENGLISH, _AMERICAN):
        for m in form.finditer(text):
            if m["name"].lower() != "may" or _is_month(m, text):
                yield from _date(m, int(m["day"]), _month(m["name"]), m["year"])


def _is_month(match: re.Match[str], text: str) -> bool:
    """Whether "May" with a number is the month, and no verb of a title: it has a year, an ordinal or a preposition."""
    before = text[max(0, match.start() - 20) : match.start()]
    return bool(match["year"] or match["ordinal"] or _BEFORE_DATE.search(before))


def _date(match: re.Match[str], day: int, month: int, year: str | None) -> Iterator[WrittenDate]:
    if _real(day, month):
        text = match[0].strip()
        yield WrittenDate(
            match.start(), match.start() + len(text), text, day, month, int(year or 0)
        )


def _month(name: str) -> int:
    """Its number, from the first three letters."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3].title())


def _real(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12
