"""What came of a consultation: its figures add up, its steps follow each other, and it is one thing, not two."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.clock import date_vi
from duthao.errors import Finding, Say
from duthao.model import Outcome
from duthao.records import Record
from duthao.rules import Context, Rule

RULES = {
    "counts-over-received": Rule(
        "Số ý kiến được trả lời nhiều hơn số ý kiến nhận được",
        "Kiểm tra lại các con số trong «outcome».",
    ),
    "received-missing": Rule(
        "Có số ý kiến tiếp thu mà không có số ý kiến nhận được", "Ghi «received»."
    ),
    "counts-short-of-received": Rule(
        "Đã công bố tiếp thu, giải trình nhưng chưa đủ số ý kiến",
        "Bổ sung, hoặc giải thích cách đếm ở «method».",
        "warning",
    ),
    "answered-and-not": Rule(
        "Vừa công bố giải trình vừa ghi là không công bố", "Xóa một trong hai."
    ),
    "answered-before-summary": Rule("Giải trình trước khi tổng hợp", "Kiểm tra lại hai ngày."),
    "outcome-of-nothing": Rule(
        "Có kết quả mà không có đợt lấy ý kiến nào",
        "Ghi đợt lấy ý kiến ở «rounds»; không rõ ngày thì ghi «unknown: true».",
    ),
}
_PARTS = ("agreed", "accepted", "partly", "explained")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Agreed, accepted, partly accepted and explained opinions are all among those received."""
    outcome = record.front.outcome
    if outcome is None:
        return
    if not record.front.rounds:
        yield record.finding(
            "outcome-of-nothing",
            ("outcome",),
            Say("Có kết quả mà không có đợt lấy ý kiến nào.", "There is an outcome, but no round."),
            Say(
                "Ghi đợt lấy ý kiến; không rõ ngày thì ghi «rounds: [{unknown: true}]».",
                "Give the round; write `rounds: [{unknown: true}]` if its dates are not known.",
            ),
        )
    if outcome.answered and outcome.no_report:
        yield record.finding(
            "answered-and-not",
            ("outcome", "no_report"),
            Say(
                "Vừa ghi đã giải trình vừa ghi không công bố.",
                "It says both that an answer was published and that none will be.",
            ),
            Say("Xóa một trong hai.", "Delete one."),
        )
    if (
        outcome.answered
        and outcome.summarised
        and outcome.answered.at.day < outcome.summarised.at.day
    ):
        yield record.finding(
            "answered-before-summary",
            ("outcome", "answered", "at"),
            Say(
                f"Giải trình trước ngày tổng hợp {date_vi(outcome.summarised.at.day)}.",
                f"Answered before the summary of {outcome.summarised.at}.",
            ),
            Say("Kiểm tra lại hai ngày.", "Check both dates."),
        )
    yield from _sums(record, outcome)


def _sums(record: Record, outcome: Outcome) -> Iterator[Finding]:
    parts = {name: value for name in _PARTS if (value := getattr(outcome, name)) is not None}
    if not parts:
        return
    total, received = sum(parts.values()), outcome.received
    if received is None:
        yield record.finding(
            "received-missing",
            ("outcome", "received"),
            Say("Thiếu tổng số ý kiến nhận được.", "The number of opinions received is missing."),
            Say("Ghi «received».", "Give `received`."),
        )
    elif total > received:
        yield record.finding(
            "counts-over-received",
            ("outcome", "received"),
            Say(
                f"Cộng các loại là {total}, nhiều hơn {received} ý kiến nhận được.",
                f"The parts make {total}, more than the {received} received.",
            ),
            Say("Kiểm tra lại các con số.", "Check the figures."),
        )
    elif total < received and outcome.answered and not outcome.method:
        yield record.finding(
            "counts-short-of-received",
            ("outcome", "received"),
            Say(
                f"Mới có {total} trong {received} ý kiến được trả lời.",
                f"{total} of {received} opinions are answered.",
            ),
            Say(
                "Bổ sung cho đủ, hoặc giải thích cách đếm ở «method».",
                "Complete them, or say in `method` how they are counted.",
            ),
            "warning",
        )
