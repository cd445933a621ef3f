"""Days and hours that somebody typed into a form: written as people write them, read by the one grammar (`written_dates`)."""

from __future__ import annotations

import re
from functools import lru_cache

from duthao import clock
from duthao.errors import Say
from duthao.records.word_files import written_days
from duthao.records.word_forms.form_texts import DATED, TIMED
from duthao.records.word_forms.unreadable import Unreadable
from duthao.written_dates import DATE, HOUR

_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})"
_MOMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:lúc\s+)?{HOUR.format('')},?\s*{DATE.format('')}\)?",
        rf"{DATE.format('')}\)?[\s,]*(?:lúc\s+)?{HOUR.format('')}",
        rf"(?:lúc\s+)?{HOUR.format('')},?\s*(?:ngày\s+)?{_ISO}",
        rf"(?:ngày\s+)?{_ISO}[\s,]*(?:lúc\s+)?{HOUR.format('')}",
    )
)


@lru_cache(1024)
def read(text: str, timed: bool) -> str | Unreadable:
    """`2026-12-05`, or where it may be `timed` `2026-12-05 17:00`. What is doubtful (a year of two figures, a weekday that is not
    that day's, a night that belongs to two days) is asked and not taken.
    """
    written = text.replace(DATED, "").replace(TIMED, "").strip(" .,;\n")
    try:
        return clock.parse(written).text if timed else clock.parse_date(written).isoformat()
    except ValueError:
        pass
    for pattern in _MOMENTS:
        match = pattern.fullmatch(written)
        if match and (timed or not match["hour"]):
            return _said(match, text, timed)
    return _no_day(text, timed)


def _said(match: re.Match[str], text: str, timed: bool) -> str | Unreadable:
    if "iso" in match.groupdict():
        said = match["iso"]
    else:
        day = written_days.written(match, "", None)
        if day.day is None:
            return _no_day(text, timed)
        if doubt := written_days.of_weekday(day) or written_days.of_year(day):
            shown = clock.date_vi(day.day)
            return Unreadable(
                "bad-date",
                Say(f"«{text}»: {doubt.vi}", f"`{text}`: {doubt.en}"),
                Say(f"Nếu là ngày ấy thì ghi {shown}.", f"If it is, write {shown}."),
            )
        said = day.day.isoformat()
    if match["part"]:
        said, doubt = written_days.to_the_hour(match, "", clock.parse_date(said))
        if doubt:
            return Unreadable(
                "bad-date",
                Say(f"«{text}»: {doubt.vi}", f"`{text}`: {doubt.en}"),
                Say("Ghi giờ theo 24 giờ, ví dụ 17:00.", "Write the hour of 24, as 17:00."),
            )
    elif match["hour"]:
        said = f"{said} {int(match['hour']):02d}:{match['minute'] or '00'}"
    try:
        return clock.parse(said).text
    except ValueError:
        return _no_day(text, timed)


def _no_day(text: str, timed: bool) -> Unreadable:
    form = "05/12/2026 hoặc 05/12/2026 17:00" if timed else "05/12/2026"
    return Unreadable(
        "bad-date",
        Say(f"«{text}» không phải là ngày{', giờ' if timed else ''} đúng.", f"`{text}` is not a date."),
        Say(f"Ghi ngày có thật, theo thứ tự ngày/tháng/năm: {form}.", f"Write a real date, day first: {form}."),
    )  # fmt: skip
