"""What was released is not changed in silence: deadlines, entries of append-only lists, outcomes. Each finding names the lawful way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from duthao.clock import date_vi, moment_words
from duthao.domain import entry_keys
from duthao.domain.events import events
from duthao.domain.publication import effective
from duthao.domain.rounds import STEPS, time_limits
from duthao.errors import Finding, Say
from duthao.records import release_facts
from duthao.records.record import Record
from duthao.records.released import History
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

RULES = {
    "deadline-edited": Rule(
        "Ngày của đợt lấy ý kiến đã công bố bị sửa",
        "Khôi phục ngày cũ; đổi hạn thì thêm một mục vào «deadline_changes».",
    ),
    "entry-edited": Rule(
        "Mục đã công bố bị sửa hoặc xóa",
        "Khôi phục mục cũ, rồi thêm một mục đính chính («changes», kind: correction) nếu cần.",
    ),
    "entry-inserted": Rule(
        "Mục mới chen trước mục đã công bố", "Chuyển mục mới xuống cuối danh sách."
    ),
    "entry-backdated": Rule(
        "Mục mới thêm ghi ngày công bố trước lần công bố gần nhất",
        "Ghi «published» là ngày thực sự đưa lên trang này; «at» vẫn là ngày đã xảy ra.",
        "warning",
    ),
    "stage-removed": Rule(
        "Bước của quy trình đã công bố bị sửa hoặc xóa",
        "Khôi phục bước cũ (ghi chú thì được sửa), rồi thêm một mục đính chính nếu cần.",
    ),
    "withdrawal-removed": Rule(
        "Việc rút dự thảo đã công bố bị sửa hoặc xóa",
        "Khôi phục «withdrawn»; khôi phục dự thảo thì thêm «reinstated» vào mục đó.",
    ),
    "outcome-edited": Rule(
        "Kết quả lấy ý kiến đã công bố bị sửa hoặc xóa",
        "Khôi phục, hoặc thêm một mục đính chính («changes», kind: correction) nói rõ đã sửa gì.",
    ),
    "news-retracted": Rule(
        "Một tin đã công bố nay không còn",
        "Mục mới thêm phải ghi «published» là thời điểm thực sự đưa lên trang này.",
    ),
}
# For the entry of an event that is gone: the rule, and the lawful way.
_ENTRY = (
    "entry-edited",
    Say(
        "Khôi phục mục cũ, rồi thêm một mục đính chính («changes», kind: correction) nếu cần.",
        "Restore it, then add a correction (`changes`, kind: correction) if one is needed.",
    ),
)
_STAGE = (
    "stage-removed",
    Say(
        "Khôi phục bước cũ (ghi chú thì được sửa), rồi thêm một mục đính chính («changes», kind: correction) nếu cần.",
        "Restore it (its note may be bettered), then add a correction (`changes`, kind: correction) if one is needed.",
    ),
)
_WITHDRAWN = (
    "withdrawal-removed",
    Say(
        "Khôi phục «withdrawn»; khôi phục dự thảo thì thêm «reinstated» (reason, at) vào mục đó.",
        "Restore `withdrawn`; a draft that is taken up again has `reinstated` (reason, at) in it.",
    ),
)
_LIST_OF: dict[str, tuple[Loc, tuple[str, Say]]] = {
    "changed": (("changes",), _ENTRY),
    "corrected": (("changes",), _ENTRY),
    "extended": (("rounds",), _ENTRY),
    "shortened": (("rounds",), _ENTRY),
    "meeting": (("events",), _ENTRY),
    "issued": (("issued",), _ENTRY),
    "stage": (("stages",), _STAGE),
    "adopted": (("stages",), _STAGE),
    "dropped": (("stages",), _STAGE),
    "withdrawn": (("withdrawn",), _WITHDRAWN),
    "reinstated": (("withdrawn", "reinstated"), _WITHDRAWN),
}
# Of these the day follows from settings too: they may come to nothing without anybody unsaying anything.
_COMPUTED = ("closing_soon", "overdue")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The record says all that was released of it, in the same words where they are not to change."""
    if record.history is None:
        return
    findings = list(_rounds(record, record.history))
    findings += _events(record, record.history, context, rounds_edited=bool(findings))
    yield from findings
    yield from _outcomes(record, record.history, context)
    lines = {finding.line for finding in findings}
    yield from (finding for finding in _added(record, record.history) if finding.line not in lines)


def _rounds(record: Record, history: History) -> Iterator[Finding]:
    """The dates of rounds; a round may move its opening until it has opened."""
    rounds = record.draft.rounds
    for number, old in sorted(history.rounds().items()):
        if _undated(record, number) and _called_off(record, history, number):
            continue
        if number > len(rounds):
            yield _gone(record, ("rounds",), *_ENTRY)
            continue
        for name in ("opens", "closes"):
            old_date, point = getattr(old, name), getattr(rounds[number - 1], name)
            fixed = name == "closes" or f"opened/{number}" in history.events
            if not old_date or not fixed:
                continue
            if point is None or entry_keys.day(point) != entry_keys.day(old_date):
                yield record.finding(
                    "deadline-edited",
                    ("rounds", number - 1, name),
                    Say(
                        f"Ngày đã công bố là {old_date}.",
                        f"The date that was released is {old_date}.",
                    ),
                    Say(
                        f"Ghi lại {old_date}; đổi hạn thì thêm một mục vào «deadline_changes».",
                        f"Put {old_date} back; a new deadline is an entry of `deadline_changes`.",
                    ),
                )


def _undated(record: Record, number: int) -> bool:
    """Whether a round that was announced is gone or has no dates any more; other dates are no way to call it off."""
    rounds = record.draft.rounds
    return number > len(rounds) or (
        rounds[number - 1].opens is None and rounds[number - 1].closes is None
    )


def _called_off(record: Record, history: History, number: int) -> bool:
    """Whether a round that never opened is called off: a change says so that came after its dates, or comes."""
    if f"opened/{number}" in history.events:
        return False
    since = history.announced(number)
    return any(
        all(history.events[name] > since for name in entry_keys.among(entry, history.events))
        for entry in record.draft.changes
    )


def _events(
    record: Record, history: History, context: Context, *, rounds_edited: bool
) -> Iterator[Finding]:
    """Every event that was let out is one still; `rounds_edited`: an edited date of a round is reported already."""
    settings = context.settings
    terms = time_limits(settings)
    current = {e.name for e in events(record.id, record.draft, settings.tag_authority, terms)}
    for name, when in history.events.items():
        kind, _, key = name.partition("/")
        if name in current or kind in (*_COMPUTED, *STEPS):
            continue
        if kind in _LIST_OF:
            loc, fault = _LIST_OF[kind]
            yield _gone(record, _edited_loc(record, history, loc, key) or loc, *fault)
        elif not rounds_edited:
            yield record.finding(
                "news-retracted",
                ("rounds",),
                Say(
                    f"Tin «{name}» đã công bố lúc {moment_words(when)} nay không còn.",
                    f"The item `{name}`, released at {moment_words(when)}, is gone.",
                ),
                Say(
                    "Mục mới thêm phải ghi «published» là thời điểm thực sự đưa lên trang này; ngày đã công bố thì khôi phục.",
                    "Let `published` of a new entry be when it is really put out; restore dates that were released.",
                ),
            )


def _outcomes(record: Record, history: History, context: Context) -> Iterator[Finding]:
    """What was said of a round's outcome is said still, or a correction that comes with the next release says what was changed."""
    rounds = record.draft.rounds
    corrected = any(
        entry.kind == "correction" and _comes_now(entry, history, context)
        for entry in record.draft.changes
    )
    for number, old in sorted(history.outcomes().items()):
        if number > len(rounds):
            continue  # told with the round
        current = release_facts.outcome(rounds[number - 1], context.now)
        for name, text in old.items():
            if current.get(name) == text or (corrected and name in current):
                continue
            yield record.finding(
                "outcome-edited",
                ("rounds", number - 1, "outcome", name),
                Say(f"Kết quả đã công bố: {name}: {text}.", f"What was released: {name}: {text}."),
                Say(
                    "Ghi lại như đã công bố; số liệu sai thì sửa và thêm một mục «changes» (kind: correction) nói rõ đã sửa gì."
                    if name in current
                    else "Ghi lại như đã công bố: bước đã công bố không xóa.",
                    "Put it back; where a figure was wrong, mend it and add to `changes` (kind: correction) what was mended."
                    if name in current
                    else "Put it back: what was put out is not deleted.",
                ),
            )


def _added(record: Record, history: History) -> Iterator[Finding]:
    """Entries that no release knows: at the end of their list, and not dated before the last release."""
    for loc, entries in _lists(record):
        for index, entry in enumerate(entries):
            if entry_keys.among(entry, history.events):
                continue
            at = effective(entry)
            after = [
                history.events[n]
                for e in entries[index + 1 :]
                for n in entry_keys.among(e, history.events)
            ]
            # A step of the procedure stands in its place in time; an entry that had not come yet was there before.
            if loc != ("stages",) and after and at <= max(after):
                yield record.finding(
                    "entry-inserted",
                    (*loc, index),
                    Say(
                        "Mục này chưa công bố mà đứng trước mục đã công bố.",
                        "This entry was never released and stands before one that was.",
                    ),
                    Say("Chuyển xuống cuối danh sách.", "Move it to the end of the list."),
                )
            elif at.date() < history.last.date():
                yield record.finding(
                    "entry-backdated",
                    (*loc, index),
                    Say(
                        f"Mục mới ghi công bố ngày {date_vi(at.date())}, trước lần công bố gần nhất.",
                        f"A new entry is dated {at.date()}, before the last release on {history.last.date()}.",
                    ),
                    Say(
                        "Ghi «published» là ngày thực sự đưa lên trang này; «at» vẫn là ngày đã xảy ra.",
                        "Let `published` be the day on which it is really put out; `at` stays what it is.",
                    ),
                )


def _lists(record: Record) -> Iterator[tuple[Loc, Sequence[Any]]]:
    draft = record.draft
    yield ("changes",), draft.changes
    yield ("stages",), draft.stages
    for number, round_ in enumerate(draft.rounds):
        yield ("rounds", number, "deadline_changes"), round_.deadline_changes


def _comes_now(entry: Any, history: History, context: Context) -> bool:
    """Whether the next release lets it out: one that is to come later explains nothing that is changed already."""
    return effective(entry) <= context.now and not entry_keys.among(entry, history.events)


def _edited_loc(record: Record, history: History, list_loc: Loc, key: str) -> Loc | None:
    """The place of the entry that a released one was most likely edited into: one that no release knows, of its day if there is one."""
    day, candidates = key.rpartition("-")[0], list[Loc]()
    for loc, entries in [*_lists(record), (("events",), record.draft.events)]:
        for index, entry in enumerate(entries) if loc[0] == list_loc[0] else ():
            if not entry_keys.among(entry, history.events) and effective(entry) <= history.last:
                candidates.append((*loc, index))
                if entry_keys.key(entry).rpartition("-")[0] == day:
                    return (*loc, index)
    return candidates[0] if candidates else None


def _gone(record: Record, loc: Loc, rule: str, remedy: Say) -> Finding:
    return record.finding(
        rule,
        loc,
        Say(
            "Một mục đã công bố bị sửa hoặc xóa.",
            "An entry that was released was edited or deleted.",
        ),
        remedy,
    )
