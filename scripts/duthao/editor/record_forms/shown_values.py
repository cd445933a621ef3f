"""A value of a record as a person reads and types it, and back: days as 05/12/2026, hours as 17:00."""

from __future__ import annotations

import re

from duthao import clock
from duthao.domain.record_questions.questions import Kind
from duthao.records.word_forms import typed_days

_NO_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?!\d)")
YES, NO = "true", "false"


def shown(kind: Kind, raw: str) -> str:
    """What stands in the field of a form: of a day or an instant of Việt Nam `05/12/2026 17:00`; else the text itself."""
    if kind not in ("day", "moment"):
        return raw.replace("\r\n", "\n")
    try:
        point = clock.parse(raw)
    except ValueError:  # no such day, but one for people to mend
        return _NO_DAY.sub(r"\3/\2/\1", raw)
    if point.timed and (point.start.second or not _is_of_here(raw)):
        return raw
    hour = f" {point.start:%H:%M}" if point.timed else ""
    return f"{clock.date_vi(point.day)}{hour}"


def read(kind: Kind, typed: str) -> str:
    """What a record holds for what was typed; what is no day stays as it is, for the rules to tell."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if kind not in ("day", "moment") or not text:
        return text
    found = typed_days.read(text, kind == "moment")
    if isinstance(found, str):
        return found
    return clock.year_first(text)


def _is_of_here(raw: str) -> bool:
    """Whether its hour is that of Việt Nam: another offset is left to be read as it was written."""
    return not re.search(r"(?:[+-]\d{2}:\d{2}|Z)$", raw) or raw.endswith("+07:00")
