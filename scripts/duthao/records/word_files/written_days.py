"""Of days and hours that a sentence has: the day that is meant, and what of it has to be asked. How they are written, `written_dates` knows."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from duthao import clock
from duthao.errors import Say
from duthao.records.word_files.source_sentences import single
from duthao.text import fold
from duthao.written_dates import DAY_NAME, year_of

_WEEKDAY_BEHIND = re.compile(rf"\s*,?\s*\(?({DAY_NAME})", re.IGNORECASE)
_NUMBERED = {"2": "hai", "3": "ba", "4": "tu", "5": "nam", "6": "sau", "7": "bay"}


class Written(NamedTuple):
    """A day as it is written: None where there is no such day; `guessed` where its year was not written, `short` where it was
    in two figures.
    """

    day: date | None
    guessed: bool
    weekday: str
    short: bool = False


def written(match: re.Match[str], which: str, near: date | None) -> Written:
    """The day of the groups `day`, `month`, `year` with this ending; a year that is not written is that of `near`."""
    year = year_written(match, which)
    named = year or (str(near.year) if near else "")
    day = day_of(named, match[f"month{which}"], match[f"day{which}"]) if named else None
    guessed = not year
    if day and guessed and near and which == "" and (near - day).days > 180:
        day = day_of(str(near.year + 1), match["month"], match["day"])
    behind = _WEEKDAY_BEHIND.match(match.string, match.end()) if not which else None
    weekday = named_weekday(match[f"weekday{which}"] or (behind[1] if behind else ""))
    return Written(day, guessed, weekday, bool(match[f"short{which}"]))


def year_written(match: re.Match[str], which: str) -> str:
    """The year of these groups in four figures; "" where none is written."""
    short = match[f"short{which}"]
    return match[f"year{which}"] or (str(year_of(short)) if short else "")


def day_of(year: str, month: str, day: str) -> date | None:
    """None where there is no such day."""
    try:
        return clock.parse_date(f"{year}-{int(month):02d}-{int(day):02d}")
    except ValueError:
        return None


def named_weekday(words: str | None) -> str:
    """`thứ 6`, `T6` and `Thứ Sáu` → `thu sau`."""
    folded = fold(single(words or ""))
    if folded == "cn":
        return "chu nhat"
    return f"thu {_NUMBERED[folded[-1]]}" if folded[-1:] in _NUMBERED else folded


def of_weekday(day: Written) -> Say | None:
    """A weekday that is not that of the day: one of the two is a slip."""
    if not day.weekday or day.day is None:
        return None
    real = clock.weekday(day.day)
    if fold(real) == day.weekday:
        return None
    shown = clock.date_vi(day.day)
    return Say(f"Ngày {shown} là {real}, không phải thứ đã ghi: ngày nào đúng?", f"{day.day} is no such weekday: which day is right?")  # fmt: skip


def of_year(day: Written) -> Say | None:
    """A year that no one wrote, or only its end."""
    if day.day is None or not (day.guessed or day.short):
        return None
    if day.short:
        return Say(f"Năm chỉ ghi hai chữ số; hiểu là năm {day.day.year}. Đúng không?", f"The year has two figures only; {day.day.year} is assumed. Is that right?")  # fmt: skip
    return Say(f"Văn bản không ghi năm; hiểu là năm {day.day.year}.", f"No year is written; {day.day.year} is assumed.")  # fmt: skip


def to_the_hour(match: re.Match[str], which: str, day: date) -> tuple[str, Say | None]:
    """`2026-06-02 17:00`; 24:00 is the whole day, and midnight is asked, since it begins one day and ends another."""
    hour, minute = int(match[f"hour{which}"]), int(match[f"minute{which}"] or 0)
    part = fold(match[f"part{which}"] or "")
    if (part in ("toi", "dem", "khuya") and hour == 12) or (part in ("dem", "khuya") and hour < 5):
        shown = clock.date_vi(day)
        return day.isoformat(), Say(f"«{single(match[0])}» là nửa đêm đầu ngày hay cuối ngày {shown}? Không ghi giờ thì nhận đến hết ngày.", f"Is that the night that begins or ends {day}? Without an hour, the whole day counts.")  # fmt: skip
    if (part in ("chieu", "toi", "dem", "khuya") and hour < 12) or (part == "trua" and hour < 4):
        hour += 12
    if (hour, minute) == (24, 0):
        return day.isoformat(), None
    if hour > 23 or minute > 59:
        return "", Say(f"Không có giờ {hour}:{minute:02d}.", f"There is no {hour}:{minute:02d}.")
    value = f"{day.isoformat()} {hour:02d}:{minute:02d}"
    if (hour, minute) == (0, 0):
        return value, Say("0 giờ là lúc ngày ấy bắt đầu. Đúng ý như vậy không?", "0:00 is when that day begins. Is that meant?")  # fmt: skip
    if hour < 7 and not part:
        return value, Say(f"{hour} giờ sáng hay {hour + 12} giờ?", f"{hour} a.m. or p.m.?")
    return value, None
