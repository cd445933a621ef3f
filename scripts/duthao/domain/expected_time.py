"""When something is expected, as exactly as its office says: a day, a month, a quarter, a session, "by the end of June"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple, Protocol

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from duthao import clock
from duthao.domain.fields import SLUG

QUARTERS = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")
_SLUG = re.compile(SLUG)
_LETTER = re.compile(r"[a-z]")
_QUARTER_LIKE = re.compile(r"\d{4}-[qh]\d")  # no session: `Q` and `H` are capitals
_YEAR = r"(?:19|20|21)\d\d"
_PERIOD = re.compile(rf"({_YEAR})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")
_OPEN = ".."  # before `/`: any time before, as in ISO 8601-2


class ExpectedTime(NamedTuple):
    """`text` as a register has it: `2027-05-20`, `2027-05`, `2027-Q2`, `2027-H1`, `2027`, two of them as `2027-05/2027-06`,
    `../2027-06-30` (by that day), or the key of a session.

    `first` and `last` are the days between which it lies: `first` is None where only the end is said, both are of a
    session, whose days its register knows.
    """

    text: str
    first: date | None = None
    last: date | None = None

    @property
    def session(self) -> str:
        """The key of the session; "" where it is another kind of time."""
        return "" if self.last else self.text


class Dated(Protocol):
    """A session of a council, as `window` and `words` know it."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def when(self) -> ExpectedTime:
        """When it is held; no session."""


Sessions = Mapping[str, Dated]


def parse(text: str) -> ExpectedTime:
    """Read one of the forms above. Raises ValueError."""
    first, slash, last = text.partition("/")
    if not slash:
        if _LETTER.search(text) and _SLUG.fullmatch(text) and not _QUARTER_LIKE.fullmatch(text):
            return ExpectedTime(text)
        return ExpectedTime(text, *_span(text))
    end = _span(last)[1]
    if first == _OPEN:
        return ExpectedTime(text, None, end)
    begin = _span(first)[0]
    if end < begin:
        raise ValueError(text)
    return ExpectedTime(text, begin, end)


def _span(text: str) -> tuple[date, date]:
    """First and last day of a day, a month, a quarter, a half-year or a year."""
    match = _PERIOD.fullmatch(text)
    if not match:
        day = clock.parse_date(text)
        return day, day
    year = int(match[1])
    first, months = 1, 12
    if match[2]:
        first, months = int(match[2]), 1
    elif match[3]:
        first, months = 3 * int(match[3]) - 2, 3
    elif match[4]:
        first, months = 6 * int(match[4]) - 5, 6
    last = first + months - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def window(time: ExpectedTime, sessions: Sessions) -> tuple[date | None, date | None]:
    """First and last day, of a session those of its register; None, None of a session that is not in it."""
    if time.session:
        held = sessions.get(time.session)
        return (held.when.first, held.when.last) if held else (None, None)
    return time.first, time.last


def words(time: ExpectedTime, sessions: Sessions) -> str:
    """`quý II/2027`, as it stands within a sentence; of a session its name."""
    if time.session:
        held = sessions.get(time.session)
        return held.name if held else time.session
    first, slash, last = time.text.partition("/")
    if not slash:
        return _words(first)
    if first == _OPEN:
        return f"chậm nhất {_words(last)}"
    return f"từ {_words(first)} đến {_words(last)}"


def _words(text: str) -> str:
    match = _PERIOD.fullmatch(text)
    if not match:
        return f"ngày {clock.date_vi(clock.parse_date(text))}"
    year, month, quarter, half = match.groups()
    if month:
        return f"tháng {int(month)}/{year}"
    if quarter:
        return f"quý {QUARTERS[int(quarter) - 1]}/{year}"
    return f"6 tháng {_HALVES[int(half) - 1]} năm {year}" if half else f"năm {year}"


def quarter_of(time: ExpectedTime, sessions: Sessions) -> str:
    """The quarter in which it lies as a whole, as `2027-Q2`; "" where it lies in none, or nobody knows."""
    first, last = window(time, sessions)
    if last is None:
        return ""
    first = first or last
    there = {f"{day.year}-Q{(day.month + 2) // 3}" for day in (first, last)}
    return there.pop() if len(there) == 1 else ""


def _valid(value: Any) -> ExpectedTime:
    try:
        return value if isinstance(value, ExpectedTime) else parse(value)
    except (TypeError, ValueError, AttributeError):
        raise PydanticCustomError("bad_expected", "not an expected time") from None


Expected = Annotated[
    ExpectedTime, PlainValidator(_valid), WithJsonSchema({"type": "string", "minLength": 1})
]
