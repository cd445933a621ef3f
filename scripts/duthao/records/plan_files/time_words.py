"""When a text is expected, as offices write it in their lists, to the form of registers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from duthao.domain.expected_time import parse
from duthao.domain.plans import CouncilSession
from duthao.errors import Say
from duthao.text import fold, nfc, slug

_ROMAN: Mapping[str, int] = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*(?:/|-|,|nam)?\s*(?:nam\s*)?((?:19|20|21)\d\d))?"
_DAY = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_AND = r"\s*(?:-|–|,|va|den|hoac|den\s*het)\s*"
_MONTHS = re.compile(rf"(?:thang|t)\s*(\d{{1,2}}){_AND}(?:thang\s*|t)?(\d{{1,2}}){_YEAR}")
_MONTH = re.compile(rf"(?:thang|t)\s*\.?\s*(\d{{1,2}}){_YEAR}|(\d{{1,2}})\s*/\s*(\d{{4}})")
_QUARTERS = re.compile(rf"quy\s*(iv|i{{1,3}}|[1-4]){_AND}(?:quy\s*)?(iv|i{{1,3}}|[1-4]){_YEAR}")
_QUARTER = re.compile(rf"quy\s*(iv|i{{1,3}}|[1-4]){_YEAR}")
_HALF = re.compile(rf"(?:6|sau)\s*thang\s*(dau|cuoi)(?:\s*nam)?{_YEAR}")
_WHOLE = re.compile(r"(?:trong\s*)?(?:nam\s*)?((?:19|20|21)\d\d)")
_BY = re.compile(r"(truoc|cham nhat(?: la)?|khong muon hon|han cuoi(?: la)?)\s*(.*)")
_BEFORE = "truoc"
_PART = re.compile(r"(dau|giua|cuoi)\s+(thang|quy|nam)\b")
_HALVES: Mapping[str, str] = {"dau": "dau", "giua": "dau", "cuoi": "cuoi"}
_ASIDE = re.compile(r"^(?:du kien|hoan thanh|trinh|ban hanh|trong|khoang|vao|thoi gian)[\s:]+")
_FROM = re.compile(r"tu\s+(.*)")  # says a time only where it also says until when
_ABOUT = "khoang"
# What may stand around the name of a session and changes nothing.
_TO_SESSION = re.compile(
    r"^(?:(?:du kien|trinh|thong qua|ban hanh|tai|vao|trong|thoi gian|(?:hdnd|hoi dong nhan dan)(?: tinh)?)[\s:]+)*"
)
_OF_SESSION = re.compile(r"(?:\s+(?:cua\s+)?(?:hdnd|hoi dong nhan dan))?(?:\s+tinh)?$")
_EVERY_SESSION = frozenset({"ky", "hop", "thuong", "le", "nam"})
_SESSION = re.compile(r"\bky hop\b")


class TimeRead(NamedTuple):
    """`time` as a register has it, "" where nothing certain is said; `doubt`: what of it a person should look at."""

    time: str
    doubt: Say | None = None


def read(text: str, year: int, sessions: Mapping[str, CouncilSession]) -> TimeRead:
    """What a cell says of time; a year that it does not name is that of the plan."""
    words = " ".join(fold(text).replace("\u2013", "-").strip(" .;").split())
    if not words:
        return TimeRead("")
    if iso := _ISO.fullmatch(words):
        try:
            return _day_cell(text, date(*map(int, iso.groups())), year)
        except ValueError:  # the 31st of February
            return _unread(text)
    if "sau" in words.split() and "sáu" not in nfc(text).lower():
        return _unread(text)  # after, not six
    if _SESSION.search(words):
        return _session(text, words, sessions)
    about = False
    while aside := _ASIDE.match(words):
        about, words = about or aside[0].startswith(_ABOUT), words[aside.end() :]
    if begins := _FROM.fullmatch(words):
        time = _period(begins[1], year)
        return _time(text, words, time, year) if "/" in time else _unread(text)
    if by := _BY.fullmatch(words):
        return _by(text, by[1], by[2], year)
    if time := _period(words, year):
        return TimeRead(time, _loosely(text, time)) if about else _time(text, words, time, year)
    part = _PART.search(words)
    if part is None:
        return _unread(text)
    # "đầu tháng 5", "cuối quý II"; "cuối năm" is its second half
    wider = f"6 thang {_HALVES[part[1]]} nam" if part[2] == "nam" else part[2]
    time = _period(words.replace(part[0], wider, 1), year)
    return TimeRead(time, _loosely(text, time)) if time else _unread(text)


def _time(text: str, words: str, time: str, year: int) -> TimeRead:
    return TimeRead(time, _other_year(text, time, year) or _no_year(text, words, time))


def _period(words: str, year: int) -> str:
    """A day, a month, a quarter, a half-year, a year or two of them; "" where it is none of these as a whole."""
    time = ""
    if day := _DAY.fullmatch(words):
        time = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    elif two := _MONTHS.fullmatch(words):
        time = f"{two[3] or year}-{int(two[1]):02d}/{two[3] or year}-{int(two[2]):02d}"
    elif month := _MONTH.fullmatch(words):
        number, named = month[1] or month[3], month[2] or month[4] or year
        time = f"{named}-{int(number):02d}"
    elif two := _QUARTERS.fullmatch(words):
        time = f"{two[3] or year}-Q{_ROMAN[two[1]]}/{two[3] or year}-Q{_ROMAN[two[2]]}"
    elif quarter := _QUARTER.fullmatch(words):
        time = f"{quarter[2] or year}-Q{_ROMAN[quarter[1]]}"
    elif half := _HALF.fullmatch(words):
        time = f"{half[2] or year}-H{1 if half[1] == 'dau' else 2}"
    elif whole := _WHOLE.fullmatch(words):
        time = whole[1]
    try:
        return parse(time).text if time else ""
    except ValueError:  # the 31st of April, a thirteenth month, June to May
        return ""


def _by(text: str, how: str, rest: str, year: int) -> TimeRead:
    """ "Trước 30/6/2027" is by that day: who is late by one day at most is never called late."""
    end = _period(rest, year)
    if not end or "/" in end:
        return _unread(text)
    if how == _BEFORE and len(end) < len("2027-06-30"):
        first = parse(end).first
        assert first
        end = date.fromordinal(first.toordinal() - 1).isoformat()
    if how != _BEFORE:
        return TimeRead(f"../{end}")
    return TimeRead(
        f"../{end}",
        Say(
            f"«{text}» hiểu là chậm nhất {_shown(end)}.",
            f"`{text}` is read as: by {end}.",
        ),
    )


def _day_cell(text: str, day: date, year: int) -> TimeRead:
    """A cell that the spreadsheet holds as a day; it makes one of "5/2027" too, the first of the month."""
    if day.day == 1:
        return TimeRead(
            day.isoformat(),
            Say(
                f"ô là ngày {_shown(day.isoformat())}: nếu ý là cả tháng {day.month}/{day.year} thì sửa thành {day:%Y-%m}.",
                f"the cell is the day {day}: if the month is meant, write {day:%Y-%m}.",
            ),
        )
    return TimeRead(day.isoformat(), _other_year(text, day.isoformat(), year))


def _session(text: str, words: str, sessions: Mapping[str, CouncilSession]) -> TimeRead:
    """The session whose name has all the words that tell sessions apart; of several, or none, nothing certain.

    Words that are not in its name may mean another time: after it, not at it.
    """
    named = _OF_SESSION.sub("", words[len(_TO_SESSION.match(words)[0]) :])  # type: ignore[index]
    told = set(slug(named).split("-"))
    alike = [
        key
        for key, session in sessions.items()
        if _telling(session.name, sessions) and _telling(session.name, sessions) <= told
    ]
    if len(alike) == 1:
        own = {*slug(sessions[alike[0]].name).split("-"), *_EVERY_SESSION}
        return TimeRead(alike[0]) if told <= own else _unread(text)
    return TimeRead(
        "",
        Say(
            f"«{text}»: không có kỳ họp nào như vậy trong sessions.yml, chưa ghi thời gian.",
            f"`{text}`: no such session in sessions.yml; no time is written.",
        ),
    )


def _telling(name: str, sessions: Mapping[str, CouncilSession]) -> set[str]:
    """The words of a session's name that are not in the names of all."""
    every = [set(slug(session.name).split("-")) for session in sessions.values()]
    common = set.intersection(*every) if len(every) > 1 else _EVERY_SESSION
    return set(slug(name).split("-")) - common


def _unread(text: str) -> TimeRead:
    return TimeRead(
        "",
        Say(
            f"«{text}» không đọc được thành thời gian, giữ nguyên lời ở «expected_words».",
            f"`{text}` is no time that can be read; its words are kept in `expected_words`.",
        ),
    )


def _loosely(text: str, time: str) -> Say:
    return Say(f"«{text}» ghi rộng hơn: {time}.", f"`{text}` is written more loosely: {time}.")


def _other_year(text: str, time: str, year: int) -> Say | None:
    last = parse(time).last
    if last is None or last.year == year:
        return None
    return Say(
        f"«{text}» không thuộc năm {year} của kế hoạch.",
        f"`{text}` is not in the plan's year {year}.",
    )


def _no_year(text: str, words: str, time: str) -> Say | None:
    if re.search(r"\d{4}", words):
        return None
    return Say(
        f"«{text}» không ghi năm, hiểu là {time}.", f"`{text}` names no year: read as {time}."
    )


def _shown(day: str) -> str:
    return "/".join(reversed(day.split("-")))
