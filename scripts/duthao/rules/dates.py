"""Dates in their order: what closes must have opened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from duthao.clock import Point, date_vi
from duthao.domain.draft import Round
from duthao.domain.lifecycle import done_dates
from duthao.domain.publication import effective
from duthao.domain.rounds import closes_at, deadlines, results
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

_IN_ORDER = "Sửa lại cho đúng thứ tự thời gian."
RULES = {
    "round-incomplete": Rule(
        "Đợt lấy ý kiến thiếu ngày bắt đầu hoặc hạn góp ý",
        "Ghi đủ hai ngày; chưa định ngày thì bỏ cả đợt; không rõ thì ghi «unknown: true».",
    ),
    "round-unknown-dated": Rule(
        "Đợt ghi «không rõ thời gian» mà lại có ngày", "Xóa «unknown» hoặc xóa các ngày."
    ),
    "closes-before-opens": Rule("Hạn góp ý trước ngày bắt đầu", _IN_ORDER),
    "rounds-overlap": Rule(
        "Đợt lấy ý kiến mở khi đợt trước chưa hết hạn",
        "Lùi ngày mở đợt sau; lấy thêm ý kiến về cùng một dự thảo thì gia hạn đợt trước.",
    ),
    "proposal-after-draft": Rule(
        "Lấy ý kiến đề nghị xây dựng sau khi đã lấy ý kiến dự thảo",
        "Kiểm tra lại «of»: proposal là đề nghị xây dựng, draft là dự thảo.",
        "warning",
    ),
    "date-ahead": Rule(
        "Ghi là đã thực hiện vào một ngày chưa đến",
        "Kiểm tra lại ngày; muốn hẹn ngày công bố thì ghi ở «published».",
        "warning",
    ),
    "rounds-out-of-order": Rule("Các đợt lấy ý kiến không theo thứ tự thời gian", _IN_ORDER),
    "deadline-unchanged": Rule("Gia hạn hoặc rút ngắn mà hạn không đổi", "Kiểm tra lại hạn mới."),
    "deadline-in-the-past": Rule(
        "Hạn mới đã qua trước khi được công bố", "Chỉ đổi hạn sang một ngày còn ở phía trước."
    ),
    "answer-due-before-closing": Rule("Ngày phải giải trình trước hạn góp ý", _IN_ORDER),
    "outcome-before-closing": Rule("Kết quả công bố trước khi hết hạn góp ý", _IN_ORDER),
    "effect-before-issue": Rule("Ngày hiệu lực trước ngày ban hành", _IN_ORDER),
}
_ORDER = Say(_IN_ORDER, "Put the dates in order.")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Rounds, deadline changes, answers and issue stand in the order in which they must happen."""
    draft = record.draft
    for number, round_ in enumerate(draft.rounds):
        yield from _round(record, ("rounds", number), round_)
        yield from _answers(record, ("rounds", number), round_)
    dated = [(n, r) for n, r in enumerate(draft.rounds) if r.opens]
    for (_, first), (index, second) in pairwise(dated):
        if first.opens and second.opens and second.opens.start <= first.opens.start:
            yield record.finding(
                "rounds-out-of-order",
                ("rounds", index, "opens"),
                Say(
                    f"Đợt {index + 1} mở ngày {date_vi(second.opens.day)}, không sau đợt trước.",
                    f"Round {index + 1} does not open after the one before.",
                ),
                _ORDER,
            )
        else:
            yield from _between(record, first, index, second)
    today = context.now.date()
    for loc, claim in done_dates(draft):
        day = claim.day if isinstance(claim, Point) else claim
        if day > today:
            yield record.finding(
                "date-ahead",
                loc,
                Say(
                    f"Ghi là đã thực hiện ngày {date_vi(day)}, nhưng ngày đó chưa đến.",
                    f"It says that this was done on {day}, which is still to come.",
                ),
                Say(
                    "Kiểm tra lại ngày; muốn hẹn ngày công bố thì ghi ở «published».",
                    "Check the date; to put something out later use `published`.",
                ),
            )
    yield from _issue(record)


def _between(record: Record, first: Round, index: int, second: Round) -> Iterator[Finding]:
    """A round begins when the one before has ended, and a proposal is asked about before its draft."""
    closings = deadlines(first)
    assert second.opens
    if closings and second.opens.start < closings[-1].closes.end:
        yield record.finding(
            "rounds-overlap",
            ("rounds", index, "opens"),
            Say(
                f"Đợt {index + 1} mở ngày {date_vi(second.opens.day)}, khi đợt trước chưa hết hạn {date_vi(closings[-1].closes.day)}.",
                f"Round {index + 1} opens on {second.opens}, before the one before closes on {closings[-1].closes}.",
            ),
            Say(
                "Lùi ngày mở đợt sau; lấy thêm ý kiến về cùng một dự thảo thì gia hạn đợt trước.",
                "Let it open later; extend the round before if it is about the same draft.",
            ),
        )
    if first.of == "draft" and second.of == "proposal":
        yield record.finding(
            "proposal-after-draft",
            ("rounds", index, "of"),
            Say(
                f"Đợt {index + 1} lấy ý kiến đề nghị xây dựng, sau đợt lấy ý kiến dự thảo.",
                f"Round {index + 1} asks about the proposal, after a round on the draft.",
            ),
            Say(
                "Kiểm tra lại «of»: proposal là đề nghị xây dựng, draft là dự thảo.",
                "Check `of`: proposal or draft.",
            ),
        )


def _round(record: Record, loc: Loc, round_: Round) -> Iterator[Finding]:
    if round_.unknown:
        if round_.opens or round_.closes or round_.deadline_changes:
            yield record.finding(
                "round-unknown-dated",
                (*loc, "unknown"),
                Say(
                    "Đã ghi «unknown: true» thì không ghi ngày.", "`unknown: true` takes no dates."
                ),
                Say("Xóa «unknown» hoặc xóa các ngày.", "Delete `unknown` or the dates."),
            )
        return
    missing = [name for name in ("opens", "closes") if getattr(round_, name) is None]
    if missing:
        yield record.finding(
            "round-incomplete",
            (*loc, missing[0]),
            Say(
                f"Đợt lấy ý kiến thiếu «{', '.join(missing)}».",
                f"The round lacks {', '.join(missing)}.",
            ),
            Say(
                "Ghi đủ ngày bắt đầu và hạn góp ý; chưa định ngày thì bỏ cả đợt; không rõ thì ghi «unknown: true».",
                "Give both dates; leave the round out if not set; or `unknown: true`.",
            ),
        )
        return
    assert round_.opens and round_.closes
    if round_.closes.end <= round_.opens.start:
        yield record.finding(
            "closes-before-opens",
            (*loc, "closes"),
            Say(
                f"Hạn góp ý {date_vi(round_.closes.day)} trước ngày bắt đầu {date_vi(round_.opens.day)}.",
                f"Closes {round_.closes} before it opens {round_.opens}.",
            ),
            _ORDER,
        )
    closings = deadlines(round_)
    for index, change in enumerate(round_.deadline_changes):
        change_loc: Loc = (*loc, "deadline_changes", index, "closes")
        before = next(
            (d.closes for d in reversed(closings) if d.since < effective(change)), round_.closes
        )
        if change.closes.end == before.end:
            yield record.finding(
                "deadline-unchanged",
                change_loc,
                Say("Hạn mới trùng với hạn đang có.", "The new deadline is the old one."),
                Say("Kiểm tra lại hạn mới.", "Check the new date."),
            )
        if change.closes.end <= effective(change) or change.closes.end <= round_.opens.start:
            yield record.finding(
                "deadline-in-the-past",
                change_loc,
                Say(
                    f"Hạn mới {date_vi(change.closes.day)} đã qua khi được công bố.",
                    "The new deadline was over before it was put out.",
                ),
                Say(
                    "Hạn góp ý chỉ được đổi sang một ngày còn ở phía trước.",
                    "A deadline can only move to a day still to come.",
                ),
            )


def _answers(record: Record, loc: Loc, round_: Round) -> Iterator[Finding]:
    """A round is answered after it closed: after the last closing, unless it was put out before that was decided."""
    closings = deadlines(round_)
    if not closings:
        return
    last = closings[-1].closes
    if round_.answer_due and round_.answer_due < last.day:
        yield record.finding(
            "answer-due-before-closing",
            (*loc, "answer_due"),
            Say(
                f"Ngày phải giải trình trước hạn góp ý {date_vi(last.day)}.",
                f"The answer is due before closing on {last}.",
            ),
            _ORDER,
        )
    for name, step in results(round_):
        done_at = max(effective(step), step.at.end)
        closes = closes_at(round_, done_at)
        if closes and done_at < closes.end:
            yield record.finding(
                "outcome-before-closing",
                (*loc, "outcome", name, "at"),
                Say(
                    f"Kết quả có ngày trước khi hết hạn góp ý {date_vi(closes.day)}.",
                    f"The outcome is dated before the closing on {closes}.",
                ),
                _ORDER,
            )


def _issue(record: Record) -> Iterator[Finding]:
    draft = record.draft
    if draft.issued and draft.issued.effective and draft.issued.effective < draft.issued.date.day:
        yield record.finding(
            "effect-before-issue",
            ("issued", "effective"),
            Say("Ngày có hiệu lực trước ngày ban hành.", "In force before it was issued."),
            _ORDER,
        )
