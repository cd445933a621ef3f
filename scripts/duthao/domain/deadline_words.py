"""The dates of a consultation in words: since when opinions are asked, until when, by when they are answered.

Nobody else puts these dates into words, so that pages, paper, feeds and the loudspeaker cannot disagree. Each function
is one form; who uses it sets its own words around it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from types import MappingProxyType

from duthao.clock import (
    VN,
    Point,
    at_words,
    date_vi,
    day_words,
    hour_words,
    listed_words,
    moment_words,
    weekday,
)

# ---- written

OVER = "Không nhận ý kiến góp ý nữa"  # heads whatever lies where opinions were asked for


def opening(opens: Point) -> str:
    """`02/11/2026`."""
    return date_vi(opens.day)


def since(opens: Point) -> str:
    """`từ ngày 02/11/2026`."""
    return f"từ ngày {date_vi(opens.day)}"


def until(closes: Point) -> str:
    """`hết ngày 05/12/2026`, or `17 giờ 00 ngày 05/12/2026` where an hour is given."""
    return " ".join(until_parts(closes))


def at_the_latest(closes: Point) -> str:
    """`chậm nhất là hết ngày 05/12/2026`: by when something is to be sent that comes before a deadline."""
    return f"chậm nhất là {until(closes)}"


def before(opens: Point) -> str:
    """`trước ngày 02/11/2026`, or `trước 8 giờ 00 ngày 02/11/2026`: until when it is told that it will open."""
    hour = f"{opens.start.hour} giờ {opens.start.minute:02d} " if opens.timed else ""
    return f"trước {hour}ngày {date_vi(opens.day)}"


def until_parts(closes: Point) -> tuple[str, str]:
    """The same in two: `hết ngày` or `17 giờ 00 ngày`, then the day, which paper sets in large letters."""
    hour = f"{closes.start.hour} giờ {closes.start.minute:02d}" if closes.timed else "hết"
    return f"{hour} ngày", date_vi(closes.day)


def period(opens: Point, closes: Point) -> str:
    """`từ ngày 02/11/2026 đến hết ngày 05/12/2026`."""
    return f"{since(opens)} đến {until(closes)}"


def remaining(opens: Point, closes: Point, now: datetime) -> str:
    """The period until it opens, from then on `đến hết ngày 05/12/2026`."""
    return period(opens, closes) if opens.start > now else f"đến {until(closes)}"


def ended(closes: Point) -> str:
    """When it ended: `ngày 05/12/2026`, or `lúc 17 giờ 00 ngày 05/12/2026`."""
    return f"lúc {until(closes)}" if closes.timed else f"ngày {date_vi(closes.day)}"


def due(day: date) -> str:
    """By when an answer is due: `hết ngày 04/01/2027`."""
    return f"hết ngày {date_vi(day)}"


def due_by(day: date) -> str:
    """`chậm nhất ngày 04/01/2027`."""
    return f"chậm nhất ngày {date_vi(day)}"


def unanswered(day: date) -> str:
    """The sentence that no answer was out by the day on which it was due."""
    return f"Đến {due(day)} cơ quan chủ trì soạn thảo chưa công bố bản tiếp thu, giải trình."


# ---- in a table, beside the days of a week


def listed_since(opens: Point) -> str:
    """`từ thứ Hai, 02/11/2026`, or `từ 08:00 thứ Hai, 02/11/2026`."""
    return f"từ {listed_words(opens)}"


def listed_until(closes: Point) -> str:
    """`đến hết thứ Bảy, 05/12/2026`, or `đến 17:00 thứ Bảy, 05/12/2026`."""
    return f"đến {'' if closes.timed else 'hết '}{listed_words(closes)}"


def listed_end(closes: Point) -> str:
    """`ngày 05/12/2026`, or `lúc 17:00 ngày 05/12/2026`."""
    return at_words(closes)


def listed_due(day: date) -> str:
    """`Chậm nhất 04/01/2027`."""
    return f"Chậm nhất {date_vi(day)}"


# ---- read out


def spoken_since(opens: Point) -> str:
    """`từ thứ Hai, ngày 02/11/2026`."""
    return f"từ {day_words(opens.day)}"


def spoken_until(closes: Point, *, year: bool = True) -> str:
    """`đến hết thứ Bảy, ngày 05/12/2026`, or with the hour; without the year where it has just been said."""
    day = day_words(closes.day) if year else _this_year(closes.day)
    return f"đến {hour_words(closes)}, {day}" if closes.timed else f"đến hết {day}"


def spoken_last_day(closes: Point) -> str:
    """`thứ Bảy, ngày 05/12`, or `thứ Bảy, ngày 05/12, trước 17 giờ`."""
    return _this_year(closes.day) + (f", trước {hour_words(closes)}" if closes.timed else "")


def spoken_former(former: Point, closes: Point) -> str:
    """The deadline that `closes` replaced: `ngày 30/11`, `lúc 17 giờ, ngày 30/11`; with its year where that is another."""
    day = date_vi(former.day)
    words = f"ngày {day if former.day.year != closes.day.year else day[:5]}"
    return (f"lúc {hour_words(former)}, " if former.timed else "") + words


def spoken_due(day: date) -> str:
    """`chậm nhất là thứ Hai, ngày 04/01/2027`."""
    return f"chậm nhất là {day_words(day)}"


def _this_year(day: date) -> str:
    """`thứ Bảy, ngày 05/12`: a day so near that nobody asks in which year."""
    return f"{weekday(day)}, ngày {day.day:02d}/{day.month:02d}"


# ---- in other languages: what stands around a translation

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# By language: a day, and a closing with and without its hour; a language that is not here has Vietnamese digits.
_DAYS = MappingProxyType(
    {
        "en": "{day} {name} {year}",
        "ko": "{year}년 {month}월 {day}일",
        "zh-Hans": "{year}年{month}月{day}日",
    }
)
_UNTIL = MappingProxyType(
    {
        "en": ("the end of {day}", "{hour:02d}:{minute:02d} on {day}"),
        "ko": ("{day} 24시", "{day} {hour}시 {minute:02d}분"),
        "zh-Hans": ("{day}24时", "{day}{hour}时{minute:02d}分"),
    }
)


def date_in(lang: str, day: date) -> str:
    """`5 December 2026`, `2026年12月5日`; in Vietnamese, and where the language has no words of its own: `05/12/2026`."""
    if lang not in _DAYS:
        return date_vi(day)
    name = MONTHS[day.month - 1]
    return _DAYS[lang].format(day=day.day, month=day.month, name=name, year=day.year)


def day_in(lang: str, point: Point) -> str:
    """The day of a point, in the same way."""
    return date_in(lang, point.day)


def until_in(lang: str, closes: Point) -> str:
    """`the end of 5 December 2026`, `17:00 on 5 December 2026`; in Vietnamese as `until` has it."""
    if lang not in _UNTIL:
        return until(closes)
    start = closes.start
    form = _UNTIL[lang][closes.timed]
    return form.format(day=date_in(lang, closes.day), hour=start.hour, minute=start.minute)


def moment_in(lang: str, moment: datetime) -> str:
    """An instant: `17:00 on 5 December 2026`, of the start of a day that day alone; in Vietnamese, and where there are no words of its own: `17:00 ngày 05/12/2026`."""
    if lang not in _UNTIL:
        return moment_words(moment)
    here = moment.astimezone(VN)
    day = date_in(lang, here.date())
    if here.time() == time():
        return day
    return _UNTIL[lang][True].format(day=day, hour=here.hour, minute=here.minute)
