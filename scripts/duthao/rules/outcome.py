"""The outcome of a round: its figures add up, its steps follow each other, and nothing in it contradicts the rest.

Bodies that were asked, papers, and the opinions in them are three counts: each is held against itself only, but for
what cannot be (more papers with opinions than opinions).
"""

from __future__ import annotations

from collections.abc import Iterator

from duthao.clock import date_vi
from duthao.domain.draft import Outcome
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
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
    "answers-unequal-asked": Rule(
        "Số nơi trả lời và không trả lời không khớp với số nơi được hỏi",
        "Kiểm tra lại «asked», «agreed», «opined», «silent»: chỉ đếm những nơi được hỏi.",
    ),
    "opinions-too-few": Rule(
        "Số ý kiến ít hơn số nơi hoặc số văn bản có ý kiến",
        "Kiểm tra lại: mỗi nơi, mỗi văn bản có ý kiến có ít nhất một ý kiến.",
    ),
    "agreed-bodies-over": Rule(
        "Nêu tên nhiều cơ quan thống nhất hơn số đã ghi",
        "Sửa «agreed» hoặc danh sách «agreed_bodies».",
    ),
    "answered-and-not": Rule(
        "Vừa công bố giải trình vừa ghi là không công bố", "Xóa một trong hai."
    ),
    "answered-before-summary": Rule("Giải trình trước khi tổng hợp", "Kiểm tra lại hai ngày."),
}
_DISPOSITIONS = ("accepted", "partly", "kept", "noted", "out_of_scope")
_REPLIES = ("agreed", "opined", "silent")
_CHECK = Say("Kiểm tra lại các con số.", "Check the figures.")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The figures of each round's outcome fit each other, and its steps follow each other."""
    for number, round_ in enumerate(record.draft.rounds):
        if round_.outcome:
            loc: Loc = ("rounds", number, "outcome")
            yield from _steps(record, loc, round_.outcome)
            yield from _asked(record, loc, round_.outcome)
            yield from _received(record, loc, round_.outcome)


def _steps(record: Record, loc: Loc, outcome: Outcome) -> Iterator[Finding]:
    answered, summarised = outcome.answered, outcome.summarised
    if answered and outcome.no_report:
        yield record.finding(
            "answered-and-not",
            (*loc, "no_report"),
            Say(
                "Vừa ghi đã giải trình vừa ghi không công bố.",
                "It says both that an answer was published and that none will be.",
            ),
            Say("Xóa một trong hai.", "Delete one."),
        )
    if answered and summarised and answered.at.day < summarised.at.day:
        yield record.finding(
            "answered-before-summary",
            (*loc, "answered", "at"),
            Say(
                f"Giải trình trước ngày tổng hợp {date_vi(summarised.at.day)}.",
                f"Answered before the summary of {summarised.at}.",
            ),
            Say("Kiểm tra lại hai ngày.", "Check both dates."),
        )


def _stated(outcome: Outcome, names: tuple[str, ...]) -> dict[str, int]:
    return {name: value for name in names if (value := getattr(outcome, name)) is not None}


def _asked(record: Record, loc: Loc, outcome: Outcome) -> Iterator[Finding]:
    """Who was asked agreed, had opinions or was silent: nobody twice, and where all three are counted nobody is left."""
    replies, asked = _stated(outcome, _REPLIES), outcome.asked
    total = sum(replies.values())
    if asked is not None and (total > asked or (len(replies) == len(_REPLIES) and total < asked)):
        yield record.finding(
            "answers-unequal-asked",
            (*loc, "asked"),
            Say(
                f"Các nơi thống nhất, có ý kiến, không trả lời cộng lại là {total}; số nơi được hỏi là {asked}.",
                f"Those that agreed, had opinions or were silent make {total}; {asked} were asked.",
            ),
            Say(
                "Kiểm tra lại; chỉ đếm những nơi được gửi lấy ý kiến.",
                "Check them; count only those that were asked.",
            ),
        )
    named_count = len(outcome.agreed_bodies)
    if outcome.agreed is not None and named_count > outcome.agreed:
        yield record.finding(
            "agreed-bodies-over",
            (*loc, "agreed_bodies"),
            Say(
                f"Nêu tên {named_count} cơ quan thống nhất, nhưng «agreed» ghi {outcome.agreed}.",
                f"{named_count} bodies are named, but `agreed` says {outcome.agreed}.",
            ),
            _CHECK,
        )


def _received(record: Record, loc: Loc, outcome: Outcome) -> Iterator[Finding]:
    """What became of the opinions adds up to those received, and every paper that has any has at least one."""
    dispositions, received = _stated(outcome, _DISPOSITIONS), outcome.received
    total = sum(dispositions.values())
    if received is None:
        if dispositions:
            yield record.finding(
                "received-missing",
                (*loc, "received"),
                Say("Thiếu tổng số ý kiến nhận được.", "The number of opinions is missing."),
                Say("Ghi «received».", "Give `received`."),
            )
        return
    if total > received:
        yield record.finding(
            "counts-over-received",
            (*loc, "received"),
            Say(
                f"Cộng các loại là {total}, nhiều hơn {received} ý kiến nhận được.",
                f"The parts make {total}, more than the {received} received.",
            ),
            _CHECK,
        )
    elif dispositions and total < received and outcome.answered and not outcome.method:
        yield record.finding(
            "counts-short-of-received",
            (*loc, "received"),
            Say(
                f"Mới có {total} trong {received} ý kiến được trả lời.",
                f"{total} of {received} opinions are answered.",
            ),
            Say(
                "Bổ sung cho đủ, hoặc giải thích cách đếm ở «method».",
                "Complete them, or say in `method` how they are counted.",
            ),
        )
    for name, counted in (("opined", "nơi có ý kiến"), ("documents", "văn bản, phiếu có ý kiến")):
        count = getattr(outcome, name)
        if count is not None and count > received:
            yield record.finding(
                "opinions-too-few",
                (*loc, name),
                Say(
                    f"Có {count} {counted} mà chỉ có {received} ý kiến.",
                    f"`{name}` is {count}, but only {received} opinions were received.",
                ),
                _CHECK,
            )
