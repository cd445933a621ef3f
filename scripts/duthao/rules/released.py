"""What was said once is not unsaid: deadlines, entries of append-only lists, outcomes. Each finding names the lawful way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from duthao.clock import date_vi, moment_words
from duthao.domain import entry_keys
from duthao.domain.events import events
from duthao.domain.lifecycle import STEPS, effective, terms_of
from duthao.errors import Finding, Say
from duthao.records import release_facts
from duthao.records.front_matter import Loc
from duthao.records.record import Record
from duthao.records.released import History
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
    "meeting-moved": Rule(
        "Cuộc họp đã thông báo đổi giờ hoặc nơi họp mà không báo",
        "Thêm một mục «changes» nói rõ cuộc họp dời sang lúc nào, ở đâu.",
    ),
    "news-retracted": Rule(
        "Một tin đã công bố nay không còn",
        "Mục mới thêm phải ghi «published» là thời điểm thực sự đưa lên trang này.",
    ),
}
# What is said when the entry of an event is gone: the rule, and the lawful way.
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
_KEPT: dict[str, tuple[Loc, tuple[str, Say]]] = {
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
_WORKED_OUT = ("closing_soon", "overdue")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The record says all that was released of it, in the same words where they are not to change."""
    if record.history is None:
        return
    found = list(_rounds(record, record.history))
    found += _events(record, record.history, context, told=bool(found))
    yield from found
    yield from _outcomes(record, record.history, context)
    yield from _moved(record, record.history)
    said = {finding.line for finding in found}
    yield from (finding for finding in _added(record, record.history) if finding.line not in said)


def _rounds(record: Record, history: History) -> Iterator[Finding]:
    """The dates of rounds; a round may move its opening until it has opened."""
    rounds = record.draft.rounds
    for number, was in sorted(history.rounds().items()):
        if _undated(record, number) and _called_off(record, history, number):
            continue
        if number > len(rounds):
            yield _gone(record, ("rounds",), *_ENTRY)
            continue
        for name in ("opens", "closes"):
            said, point = getattr(was, name), getattr(rounds[number - 1], name)
            fixed = name == "closes" or f"opened/{number}" in history.events
            if said and fixed and (point is None or entry_keys.day(point) != entry_keys.day(said)):
                yield record.finding(
                    "deadline-edited",
                    ("rounds", number - 1, name),
                    Say(f"Ngày đã công bố là {said}.", f"The date that was released is {said}."),
                    Say(
                        f"Ghi lại {said}; đổi hạn thì thêm một mục vào «deadline_changes».",
                        f"Put {said} back; a new deadline is an entry of `deadline_changes`.",
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
        all(history.events[name] > since for name in _out(entry, history))
        for entry in record.draft.changes
    )


def _events(record: Record, history: History, context: Context, *, told: bool) -> Iterator[Finding]:
    """Every event that was let out is one still; `told`: of dates of rounds something is said already."""
    ours = context.settings
    terms = terms_of(ours)
    now = {e.name for e in events(record.id, record.draft, ours.tag_authority, terms)}
    for name, when in history.events.items():
        kind, _, key = name.partition("/")
        if name in now or kind in (*_WORKED_OUT, *STEPS):
            continue
        if kind in _KEPT:
            loc, said = _KEPT[kind]
            yield _gone(record, _edited(record, history, loc, key) or loc, *said)
        elif not told:
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
    """What was said of a round's outcome is said still, or a correction that is not out yet says what was changed."""
    rounds = record.draft.rounds
    corrected = any(
        entry.kind == "correction" and not _out(entry, history) for entry in record.draft.changes
    )
    for number, was in sorted(history.outcomes().items()):
        if number > len(rounds):
            continue  # told with the round
        now = release_facts.outcome(rounds[number - 1], context.now)
        for name, said in was.items():
            if now.get(name) == said or (corrected and name in now):
                continue
            yield record.finding(
                "outcome-edited",
                ("rounds", number - 1, "outcome", name),
                Say(f"Kết quả đã công bố: {name}: {said}.", f"What was released: {name}: {said}."),
                Say(
                    "Ghi lại như đã công bố; số liệu sai thì sửa và thêm một mục «changes» (kind: correction) nói rõ đã sửa gì."
                    if name in now
                    else "Ghi lại như đã công bố: bước đã công bố không xóa.",
                    "Put it back; where a figure was wrong, mend it and add to `changes` (kind: correction) what was mended."
                    if name in now
                    else "Put it back: what was put out is not deleted.",
                ),
            )


def _moved(record: Record, history: History) -> Iterator[Finding]:
    """A meeting that was called is held then and there, or an entry that is not out yet says that it was moved."""
    called = history.meetings()
    if all(_out(entry, history) for entry in record.draft.changes):
        for place, meeting in enumerate(record.draft.events):
            was = called.get(entry_keys.names(meeting)[0])
            if was and (was.at.start, was.place) != (meeting.at.start, meeting.place):
                before = ", ".join(filter(None, (moment_words(was.at.start), was.place)))
                yield record.finding(
                    "meeting-moved",
                    ("events", place, "at"),
                    Say(f"Cuộc họp đã thông báo: {before}.", f"What was released: {before}."),
                    Say(
                        "Thêm một mục «changes» nói rõ cuộc họp dời sang lúc nào, ở đâu.",
                        "Add to `changes` when and where it is held now.",
                    ),
                )


def _added(record: Record, history: History) -> Iterator[Finding]:
    """Entries that no release knows: at the end of their list, and not dated before the last release."""
    for loc, listed in _lists(record):
        for place, entry in enumerate(listed):
            if _out(entry, history):
                continue
            at = effective(entry)
            after = [history.events[n] for e in listed[place + 1 :] for n in _out(e, history)]
            # A step of the procedure stands in its place in time; an entry that had not come yet was there before.
            if loc != ("stages",) and after and at <= max(after):
                yield record.finding(
                    "entry-inserted",
                    (*loc, place),
                    Say(
                        "Mục này chưa công bố mà đứng trước mục đã công bố.",
                        "This entry was never released and stands before one that was.",
                    ),
                    Say("Chuyển xuống cuối danh sách.", "Move it to the end of the list."),
                )
            elif at.date() < history.last.date():
                yield record.finding(
                    "entry-backdated",
                    (*loc, place),
                    Say(
                        f"Mục mới ghi công bố ngày {date_vi(at.date())}, trước lần công bố gần nhất.",
                        f"A new entry is dated {at.date()}, before the last release on {history.last.date()}.",
                    ),
                    Say(
                        "Ghi «published» là ngày thực sự đưa lên trang này; «at» vẫn là ngày đã xảy ra.",
                        "Let `published` be the day on which it is really put out; `at` stays what it is.",
                    ),
                    "warning",
                )


def _lists(record: Record) -> Iterator[tuple[Loc, Sequence[Any]]]:
    front = record.draft
    yield ("changes",), front.changes
    yield ("stages",), front.stages
    for number, round_ in enumerate(front.rounds):
        yield ("rounds", number, "deadline_changes"), round_.deadline_changes


def _out(entry: entry_keys.Entry, history: History) -> list[str]:
    """The names under which it was let out; none where it was not."""
    return [name for name in entry_keys.names(entry) if name in history.events]


def _edited(record: Record, history: History, kept: Loc, key: str) -> Loc | None:
    """The place of the entry that is most likely what is left of a released one: that no release knows, of its day if there is one."""
    day, found = key.rpartition("-")[0], list[Loc]()
    for loc, listed in [*_lists(record), (("events",), record.draft.events)]:
        for place, entry in enumerate(listed) if loc[0] == kept[0] else ():
            if not _out(entry, history) and effective(entry) <= history.last:
                found.append((*loc, place))
                if entry_keys.key(entry).rpartition("-")[0] == day:
                    return (*loc, place)
    return found[0] if found else None


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
