"""When something was done to make a draft known: after it could be, not in days to come, and while it was still true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from duthao.clock import date_vi
from duthao.domain import communication_log as log
from duthao.domain.communication_log import LogEntry
from duthao.domain.events import events
from duthao.domain.lifecycle import ended_since
from duthao.domain.log_coverage import is_late
from duthao.domain.rounds import time_limits
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule

RULES = {
    "log-date-ahead": Rule(
        "Nhật ký truyền thông ghi việc của một ngày chưa đến",
        "Chỉ ghi việc đã làm; việc định làm ghi ở «channels».",
    ),
    "log-until-before": Rule(
        "Nhật ký truyền thông ghi ngày cuối trước ngày đầu", "Sửa «Thời điểm» hoặc «Đến ngày»."
    ),
    "log-event-absent": Rule(
        "Nhật ký truyền thông ghi về việc mà hồ sơ không có",
        "Sửa cột «Nội dung», hoặc ghi việc ấy vào hồ sơ.",
    ),
    "log-before-event": Rule(
        "Nhật ký truyền thông ghi trước khi có việc được thông tin",
        "Kiểm tra lại ngày, hoặc sửa cột «Nội dung».",
    ),
    "log-after-closing": Rule(
        "Nhật ký truyền thông ghi mời góp ý khi đã hết hạn",
        "Kiểm tra lại ngày; nếu đúng là làm muộn thì để nguyên: dòng này không được tính.",
        "warning",
    ),
    "log-after-end": Rule(
        "Nhật ký truyền thông ghi sau khi dự thảo đã rút hoặc dừng",
        "Kiểm tra lại ngày, hoặc sửa cột «Nội dung».",
        "warning",
    ),
}
# A reminder may be given in a round too short to have one of its own.
_SAME = {"closing_soon": "opened"}
_UNDATED = frozenset({"announced"})  # may be told before anything of the draft is known
_BEFOREHAND = frozenset({"meeting"})  # is told before it comes about


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every entry against the days of the record."""
    if record.log is None:
        return
    since = _known_since(record, context)
    for row, entry in enumerate(record.log.entries):
        if entry.at.day > context.now.date():
            yield _finding(
                record,
                row,
                "log-date-ahead",
                Say(
                    f"Ghi là đã làm ngày {date_vi(entry.at.day)}, nhưng ngày đó chưa đến.",
                    f"Said to be done on {entry.at.day}, which is still to come.",
                ),
                Say(
                    "Kiểm tra lại ngày; việc định làm ghi ở «channels» của hồ sơ.",
                    "Check the day; what is planned stands in `channels` of the record.",
                ),
            )
        elif entry.act == "aired" and entry.until and entry.until > context.now.date():
            # A sheet may hang until a day to come; nothing was aired on one.
            yield _finding(
                record,
                row,
                "log-date-ahead",
                Say(
                    f"Ghi là đã phát đến hết ngày {date_vi(entry.until)}, nhưng ngày đó chưa đến.",
                    f"Said to be aired until {entry.until}, which is still to come.",
                ),
                Say(
                    "Ghi ngày cuối đã phát; phát thêm thì ghi tiếp sau.",
                    "Write the last day on which it was aired; add the rest later.",
                ),
                "until",
            )
        if entry.until and entry.until < entry.at.day:
            yield _finding(
                record,
                row,
                "log-until-before",
                Say(
                    f"Ngày cuối {date_vi(entry.until)} trước ngày đầu {date_vi(entry.at.day)}.",
                    f"The last day {entry.until} is before the first, {entry.at.day}.",
                ),
                Say("Sửa một trong hai ngày.", "Mend one of the two."),
                "until",
            )
        yield from _against_events(record, row, entry, since)


def _known_since(record: Record, context: Context) -> Mapping[str, date]:
    """For each kind of event of the record the first day on which it could be told."""
    settings = context.settings
    found: dict[str, list[datetime]] = defaultdict(list)
    for event in events(record.id, record.draft, settings.tag_authority, time_limits(settings)):
        found[event.kind].append(event.when)
    return {kind: min(instants).date() for kind, instants in found.items()}


def _against_events(
    record: Record, row: int, entry: LogEntry, since: Mapping[str, date]
) -> Iterator[Finding]:
    label = log.EVENTS[entry.event]
    first = since.get(_SAME.get(entry.event, entry.event))
    if entry.event in _UNDATED:
        return
    if first is None:
        yield _finding(
            record,
            row,
            "log-event-absent",
            Say(
                f"Ghi «{label}», mà hồ sơ không có việc này.",
                f"It tells of `{entry.event}`, which the record does not have.",
            ),
            Say(
                "Sửa cột «Nội dung», hoặc ghi việc ấy vào index.md.",
                "Mend `event`, or enter it in index.md.",
            ),
            "event",
        )
    elif entry.at.day < first and entry.event not in _BEFOREHAND:
        yield _finding(
            record,
            row,
            "log-before-event",
            Say(
                f"Ghi «{label}» ngày {date_vi(entry.at.day)}, nhưng việc này có từ {date_vi(first)}.",
                f"`{entry.event}` on {entry.at.day}, while it came about on {first}.",
            ),
            Say("Kiểm tra lại ngày, hoặc sửa cột «Nội dung».", "Check the day, or mend `event`."),
        )
    elif is_late(record.draft, entry):
        yield _finding(
            record,
            row,
            "log-after-closing",
            Say(
                f"Ghi «{label}» ngày {date_vi(entry.at.day)}, khi đợt lấy ý kiến đã hết hạn.",
                f"`{entry.event}` on {entry.at.day}, when the round had closed.",
            ),
            Say(
                "Kiểm tra lại ngày; làm muộn thì để nguyên, dòng này không được tính.",
                "Check the day; where it was late, leave it: it is not counted.",
            ),
        )
    elif entry.about and (ended := ended_since(record.draft, entry.at.start)):
        yield _finding(
            record,
            row,
            "log-after-end",
            Say(
                f"Ghi «{label}» ngày {date_vi(entry.at.day)}, khi dự thảo đã rút hoặc dừng từ {date_vi(ended.date())}.",
                f"`{entry.event}` on {entry.at.day}; the draft had ended on {ended.date()}.",
            ),
            Say("Kiểm tra lại ngày, hoặc sửa cột «Nội dung».", "Check the day, or mend `event`."),
        )


def _finding(
    record: Record, row: int, rule: str, message: Say, remedy: Say, column: str = "at"
) -> Finding:
    assert record.log
    return record.log.finding(rule, row, column, message, remedy)
