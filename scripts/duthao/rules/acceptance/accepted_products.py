"""Acceptance of products: after they were made, with something to show, by criteria that there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.clock import date_vi
from duthao.domain.acceptance import CriteriaSet, acceptance_state, entries_of_use
from duthao.domain.channel_use import Acceptance, ChannelUse
from duthao.domain.communication_log import PLANNED, LogEntry
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule
from duthao.text import closest

RULES = {
    "accepted-before-done": Rule(
        "Ghi nghiệm thu trước khi sản phẩm truyền thông được thực hiện",
        "Sửa «done» hoặc «accepted.date»; chưa làm thì chưa ghi «accepted».",
    ),
    "accepted-without-evidence": Rule(
        "Ghi đã nghiệm thu sản phẩm truyền thông mà không có minh chứng",
        "Ghi «evidence», hoặc ghi minh chứng vào nhật ký (log.csv).",
        "warning",
    ),
    "acceptance-criteria-unknown": Rule(
        "Bộ tiêu chí, tiêu chí nghiệm thu không có trong danh mục",
        "Ghi khóa có trong criteria.yml, hoặc nhập tiêu chí ấy vào danh mục.",
    ),
    "acceptance-criteria-unfit": Rule(
        "Bộ tiêu chí nghiệm thu không dùng cho sản phẩm này",
        "Chọn bộ tiêu chí dùng cho kênh ấy vào ngày nghiệm thu; bộ minh họa chỉ dùng cho hồ sơ minh họa.",
        "warning",
    ),
    "acceptance-marks-short": Rule(
        "Ghi đã nghiệm thu mà điểm dưới mức đạt",
        "Kiểm tra điểm, kết luận của biên bản, hoặc «needed» trong criteria.yml.",
        "warning",
    ),
    "acceptance-marks-beyond": Rule(
        "Điểm nghiệm thu lớn hơn điểm tối đa, hoặc một tiêu chí chấm hai lần",
        "Sửa điểm, hoặc sửa «maximum» trong criteria.yml.",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every acceptance of the record."""
    uses = record.draft.channels
    log = record.log.entries if record.log else ()
    for place, use in enumerate(uses):
        if use.accepted is None:
            continue
        at: Loc = ("channels", place, "accepted")
        logged = entries_of_use(use, uses, log)
        # A row that could not be read may be the one that says it.
        if record.log is None or record.log.complete:
            yield from _of_something(record, at, use, use.accepted, logged)
        if use.accepted.criteria is not None or use.accepted.marks:
            yield from _by_criteria(record, at, use, use.accepted, context)


def _of_something(
    record: Record,
    at: Loc,
    use: ChannelUse,
    accepted: Acceptance,
    logged: tuple[LogEntry, ...],
) -> Iterator[Finding]:
    """There is a product by then, and something to show for it."""
    done = use.done or min((entry.at.day for entry in logged), default=None)
    label = PLANNED[use.channel][0]
    if done is None or accepted.date < done:
        yield record.finding(
            "accepted-before-done",
            (*at, "date"),
            _before(label, accepted.date, done),
            Say(
                "Sửa «done» hoặc «accepted.date»; chưa làm thì chưa ghi «accepted».",
                "Mend `done` or `accepted.date`; what is not done is not accepted.",
            ),
        )
    # By the day of acceptance it counts as accepted, so the product is asked how it stands without that.
    elif acceptance_state(use.model_copy(update={"accepted": None}), logged, accepted.date) == (
        "no_evidence"
    ):
        yield record.finding(
            "accepted-without-evidence",
            at,
            Say(
                f"«{label}» ghi đã nghiệm thu mà không có minh chứng nào.",
                f"`{use.channel}` is accepted, and there is no evidence of it.",
            ),
            Say(
                "Ghi «evidence» của kênh, hoặc cột «Minh chứng» của nhật ký.",
                "Give `evidence` of the channel, or of the log.",
            ),
        )


def _before(label: str, accepted: date, done: date | None) -> Say:
    if done is None:
        return Say(
            f"«{label}» ghi đã nghiệm thu mà chưa ghi ngày thực hiện, nhật ký cũng không có việc của đơn vị ấy.",
            "It is accepted, and neither `done` nor an entry of that unit in the log says that it was done.",
        )
    return Say(
        f"«{label}» ghi nghiệm thu ngày {date_vi(accepted)}, trước ngày thực hiện {date_vi(done)}.",
        f"It was accepted on {accepted}, before it was done on {done}.",
    )


def _by_criteria(
    record: Record, at: Loc, use: ChannelUse, accepted: Acceptance, context: Context
) -> Iterator[Finding]:
    known = context.registers.criteria
    criteria = known.get(accepted.criteria or "")
    if criteria is None:
        close = closest(accepted.criteria or "", known, 0.6)
        yield record.finding(
            "acceptance-criteria-unknown",
            (*at, "criteria"),
            Say(
                f"«{accepted.criteria}» không có trong criteria.yml.",
                f"`{accepted.criteria}` is not in criteria.yml.",
            )
            if accepted.criteria
            else Say("Có điểm mà không ghi bộ tiêu chí.", "There are marks without `criteria`."),
            Say(f"Có phải «{close}»?", f"Did you mean `{close}`?")
            if close
            else Say("Ghi khóa có trong criteria.yml.", "Write a key of criteria.yml."),
        )
        return
    if not criteria.holds(use.channel, accepted.date, demo=record.draft.demo):
        yield record.finding(
            "acceptance-criteria-unfit",
            (*at, "criteria"),
            Say(
                f"Bộ tiêu chí «{criteria.name}» không dùng cho «{PLANNED[use.channel][0]}» của hồ sơ này ngày {date_vi(accepted.date)}.",
                f"`{accepted.criteria}` is not for `{use.channel}` of this record on {accepted.date}.",
            ),
            Say("Chọn bộ tiêu chí khác, hoặc sửa criteria.yml.", "Choose another, or mend it."),
        )
    yield from _marks(record, at, accepted, criteria)
    total = accepted.total
    marked = sorted(mark.criterion for mark in accepted.marks) == sorted(criteria.criteria)
    if marked and total is not None and criteria.needed is not None and total < criteria.needed:
        yield record.finding(
            "acceptance-marks-short",
            (*at, "marks"),
            Say(
                f"Ghi đã nghiệm thu với {total} điểm, mức đạt của bộ tiêu chí là {criteria.needed}.",
                f"It was accepted with {total} marks; {criteria.needed} are needed.",
            ),
            Say(
                "Kiểm tra điểm, kết luận của biên bản; đã sửa rồi mới nghiệm thu thì ghi điểm sau khi sửa.",
                "Check the marks and the conclusion of the minutes.",
            ),
        )


def _marks(
    record: Record, at: Loc, accepted: Acceptance, criteria: CriteriaSet
) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, mark in enumerate(accepted.marks):
        criterion = criteria.criteria.get(mark.criterion)
        where: Loc = (*at, "marks", place)
        if criterion is None:
            yield record.finding(
                "acceptance-criteria-unknown",
                (*where, "criterion"),
                Say(
                    f"«{mark.criterion}» không phải tiêu chí của bộ «{accepted.criteria}».",
                    f"`{mark.criterion}` is no criterion of `{accepted.criteria}`.",
                ),
                Say("Ghi khóa của tiêu chí trong criteria.yml.", "Write a key of criteria.yml."),
            )
            continue
        if mark.criterion in seen:
            yield record.finding(
                "acceptance-marks-beyond",
                where,
                Say(
                    f"Tiêu chí «{criterion.name}» chấm hai lần.",
                    f"`{mark.criterion}` has marks twice.",
                ),
                Say("Xóa một lần.", "Delete one."),
            )
        elif criterion.maximum is not None and mark.mark > criterion.maximum:
            yield record.finding(
                "acceptance-marks-beyond",
                (*where, "mark"),
                Say(
                    f"Tiêu chí «{criterion.name}» chấm {mark.mark} điểm, tối đa là {criterion.maximum}.",
                    f"`{mark.criterion}` has {mark.mark} marks of {criterion.maximum}.",
                ),
                Say("Sửa điểm.", "Mend the marks."),
            )
        seen.add(mark.criterion)
