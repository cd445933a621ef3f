"""What is said beside the numbers: when a round opened, how it was answered, what was done to tell people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from duthao.clock import date_vi, midnight
from duthao.domain import deadline_words
from duthao.domain.statistics.figure_definitions import CHANNEL_LABEL
from duthao.domain.statistics.record_facts import DatedFact, RoundFacts

NO_REPORT = "no_report"


def opened(round_: RoundFacts) -> str:
    """`lấy ý kiến từ ngày 02/11/2026`."""
    return f"lấy ý kiến {deadline_words.since(round_.opens)}"


def kept(name: str | None, told: datetime | None, due: date) -> tuple[str, str]:
    """The figure that a round whose answer fell due belongs to, and why in words."""
    if name is None or told is None:
        return "overdue", "chưa trả lời"
    day = date_vi(told.date())
    if name == NO_REPORT:
        return NO_REPORT, f"ngày {day} công bố lý do không có báo cáo"
    if told < midnight(due) + timedelta(days=1):
        return "on_time", f"trả lời ngày {day}"
    return "late", f"trả lời ngày {day}, chậm {(told.date() - due).days} ngày"


def dated(fact: DatedFact) -> str:
    """`Công bố tiếp thu, giải trình ngày 05/06/2026`, with the day on which it was put out where that is another."""
    late = (
        "" if fact.told.date() == fact.at.date() else f", công bố ngày {date_vi(fact.told.date())}"
    )
    return f"{fact.label}, ngày {date_vi(fact.at.date())}{late}"


def activity_words(uses: Sequence[str], meetings: Sequence[DatedFact]) -> str:
    """`3 lần dùng kênh truyền thông, 1 cuộc họp`."""
    used = f"{len(uses)} lần dùng kênh truyền thông" if uses else ""
    return ", ".join(filter(None, (used, f"{len(meetings)} cuộc họp" if meetings else "")))


def channels_words(uses: Sequence[str]) -> str:
    """Each channel with how often it was used."""
    return ", ".join(
        f"{label.lower()}{f' ({n} lần)' if n > 1 else ''}"
        for channel, label in CHANNEL_LABEL.items()
        if (n := uses.count(channel))
    )
