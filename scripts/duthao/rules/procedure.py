"""The steps of the procedure: those of the type's chain, in its order; none follows the end of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from duthao.clock import Point, date_vi
from duthao.domain.draft import Reinstated, Withdrawn
from duthao.domain.events import STAGE_LABEL
from duthao.domain.lifecycle import first_day
from duthao.domain.publication import effective
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

RULES = {
    "stage-not-in-chain": Rule(
        "Bước không có trong quy trình của loại văn bản", "Xóa bước này, hoặc sửa «document_type»."
    ),
    "proposal-out-of-law": Rule(
        "Ghi «đề nghị xây dựng» cho văn bản không còn bước này",
        "Văn bản của địa phương bắt đầu từ ngày 01/4/2025: ghi «registration» (đăng ký), «acceptance» (chấp thuận).",
        "warning",
    ),
    "stages-out-of-order": Rule(
        "Các bước không theo thứ tự của quy trình", "Kiểm tra lại ngày của hai bước."
    ),
    "after-the-end": Rule(
        "Có bước hoặc đợt lấy ý kiến sau khi đã rút, đã dừng",
        "Xóa mục ghi nhầm; dự thảo đã rút được khôi phục thì ghi «reinstated» trong «withdrawn».",
    ),
    "reinstated-before-withdrawn": Rule(
        "Khôi phục dự thảo trước khi rút", "Kiểm tra lại hai ngày ở «withdrawn»."
    ),
    "ended-twice": Rule("Vừa ban hành vừa rút hoặc dừng", "Chỉ giữ điều đã thực sự xảy ra."),
    "issued-date-differs": Rule(
        "Ngày ban hành, ngày có hiệu lực ghi hai nơi khác nhau",
        "Sửa cho khớp với văn bản đã ban hành.",
    ),
    "number-unfit": Rule(
        "Số hiệu không khớp với loại văn bản hoặc năm ban hành",
        "Kiểm tra lại «issued.number» với văn bản đã ban hành.",
        "warning",
    ),
    "decided-while-open": Rule(
        "Thông qua, ban hành khi chưa hết hạn góp ý", "Kiểm tra lại hạn góp ý và ngày của bước này."
    ),
    "sent-on-while-open": Rule(
        "Thẩm định, trình, thẩm tra khi chưa hết hạn góp ý",
        "Kiểm tra lại; nếu đúng thì không cần sửa.",
        "warning",
    ),
}
_FREE = ("social_criticism", "stopped")  # alongside, and at any time
_DECIDED = ("adoption", "promulgation", "effect")
_SENT_ON = ("appraisal", "submission", "examination")
_NUMBER = re.compile(r"\d+/((?:19|20)\d\d)/(\D+)")
DatedStep = tuple[Loc, str, Point]


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Steps belong to the type, follow its chain, come after the round where they must, and stop where the draft did."""
    draft = record.draft
    steps: list[DatedStep] = [
        (("stages", n, "at"), s.stage, s.at) for n, s in enumerate(draft.stages)
    ]
    asked = any(r.of == "proposal" for r in draft.rounds)
    if not steps and not draft.issued and not draft.withdrawn and not asked:
        return
    kind = context.registers.document_types.get(draft.document_type)
    if kind:
        chain = kind.chain(first_day(draft, context.now))
        if "proposal" not in chain and "registration" in chain:
            yield from _proposals(record, kind.name)
        for number, entry in enumerate(draft.stages):
            if entry.stage not in chain and entry.stage not in (*_FREE, "proposal"):
                yield record.finding(
                    "stage-not-in-chain",
                    ("stages", number, "stage"),
                    Say(
                        f"«{kind.name}» không có bước «{STAGE_LABEL[entry.stage]}».",
                        f"`{kind.name}` has no step `{entry.stage}`.",
                    ),
                    Say(
                        "Xóa bước này, hoặc sửa «document_type».",
                        "Delete it, or mend `document_type`.",
                    ),
                )
        yield from _order(record, chain, steps)
    yield from _after_the_end(record, steps)
    if draft.issued:
        steps.append((("issued", "date"), "promulgation", draft.issued.date))
        yield from _issued(record)
        yield from _number(record, kind.symbol if kind else "")
    yield from _while_open(record, steps)


def _proposals(record: Record, kind: str) -> Iterator[Finding]:
    """Since the law of 2025 no proposal is made for a local text; second-hand for most types, so a warning."""
    draft = record.draft
    places: list[Loc] = [
        ("stages", n, "stage") for n, s in enumerate(draft.stages) if s.stage == "proposal"
    ]
    places += [("rounds", n, "of") for n, r in enumerate(draft.rounds) if r.of == "proposal"]
    for loc in places:
        yield record.finding(
            "proposal-out-of-law",
            loc,
            Say(
                f"«{kind}» bắt đầu từ ngày 01/4/2025 không có bước «{STAGE_LABEL['proposal']}».",
                f"`{kind}` begun since 2025-04-01 has no proposal.",
            ),
            Say(
                "Ghi bước «registration» (đăng ký) và «acceptance» (chấp thuận); đợt lấy ý kiến thì ghi «of: draft».",
                "Write the steps `registration` and `acceptance`; of a round `of: draft`.",
            ),
        )


def _order(record: Record, chain: Sequence[str], steps: Sequence[DatedStep]) -> Iterator[Finding]:
    """The first time of each step is not before the first time of a step that the chain puts earlier."""
    first: dict[str, DatedStep] = {}
    issued = record.draft.issued
    for step in [*steps, *([(("issued", "date"), "promulgation", issued.date)] if issued else [])]:
        if (
            step[1] in chain
            and step[1] not in _FREE
            and (step[1] not in first or step[2].start < first[step[1]][2].start)
        ):
            first[step[1]] = step
    in_chain = [first[stage] for stage in chain if stage in first]
    for (_, before, earlier), (loc, stage, at) in pairwise(in_chain):
        if at.day < earlier.day or (at.timed and earlier.timed and at.start < earlier.start):
            yield record.finding(
                "stages-out-of-order",
                loc,
                Say(
                    f"«{STAGE_LABEL[stage]}» ngày {date_vi(at.day)}, trước «{STAGE_LABEL[before]}» ngày {date_vi(earlier.day)}.",
                    f"`{stage}` on {at} comes before `{before}` on {earlier}.",
                ),
                Say("Kiểm tra lại ngày của hai bước.", "Check both dates."),
            )


def _after_the_end(record: Record, steps: Sequence[DatedStep]) -> Iterator[Finding]:
    draft = record.draft
    stops = [(loc, at) for loc, stage, at in steps if stage == "stopped"]
    withdrawal = draft.withdrawn
    if withdrawal and withdrawal.reinstated:
        yield from _reinstated(record, withdrawal, withdrawal.reinstated, steps)
    elif withdrawal:
        stops.append((("withdrawn", "at"), withdrawal.at))
    if not stops:
        return
    stop_loc, end = min(stops, key=lambda s: s[1].start)
    if draft.issued or any(stage in ("promulgation", "effect") for _, stage, _ in steps):
        yield record.finding(
            "ended-twice",
            stop_loc,
            Say(
                "Văn bản đã ban hành thì không thể rút hoặc dừng.",
                "What was issued cannot be withdrawn or stopped.",
            ),
            Say("Chỉ giữ điều đã thực sự xảy ra.", "Keep what really happened."),
        )
    later: list[tuple[Loc, Point]] = [
        (loc, at) for loc, stage, at in steps if stage != "stopped" and at.day > end.day
    ]
    later += [
        (("rounds", n, "opens"), r.opens)
        for n, r in enumerate(draft.rounds)
        if r.opens and r.opens.day > end.day
    ]
    for loc, at in later:
        yield record.finding(
            "after-the-end",
            loc,
            Say(
                f"Dự thảo đã rút hoặc dừng từ {date_vi(end.day)}, mục này ghi ngày {date_vi(at.day)}.",
                f"The draft ended on {end}; this is dated {at}.",
            ),
            Say(
                "Xóa mục ghi nhầm; khôi phục dự thảo đã rút thì ghi «reinstated» trong «withdrawn».",
                "Delete it; if the withdrawal was taken back, write `reinstated` in `withdrawn`.",
            ),
        )


def _reinstated(
    record: Record, withdrawal: Withdrawn, reinstatement: Reinstated, steps: Sequence[DatedStep]
) -> Iterator[Finding]:
    """A withdrawal is taken back after it was made, and nothing goes on between the two."""
    if (
        effective(reinstatement) <= effective(withdrawal)
        or reinstatement.at.day < withdrawal.at.day
    ):
        yield record.finding(
            "reinstated-before-withdrawn",
            ("withdrawn", "reinstated", "at"),
            Say(
                f"Khôi phục ngày {date_vi(reinstatement.at.day)}, không sau khi rút ngày {date_vi(withdrawal.at.day)}.",
                f"Reinstated on {reinstatement.at}, not after the withdrawal on {withdrawal.at}.",
            ),
            Say("Kiểm tra lại hai ngày.", "Check both dates."),
        )
        return
    between: list[tuple[Loc, Point]] = [(loc, at) for loc, _, at in steps]
    between += [
        (("rounds", n, "opens"), r.opens) for n, r in enumerate(record.draft.rounds) if r.opens
    ]
    for loc, at in between:
        if withdrawal.at.day < at.day < reinstatement.at.day:
            yield record.finding(
                "after-the-end",
                loc,
                Say(
                    f"Dự thảo đã rút từ {date_vi(withdrawal.at.day)} đến khi khôi phục {date_vi(reinstatement.at.day)}, mục này ghi ngày {date_vi(at.day)}.",
                    f"The draft was withdrawn from {withdrawal.at} to {reinstatement.at}; this is dated {at}.",
                ),
                Say("Kiểm tra lại các ngày.", "Check the dates."),
            )


def _issued(record: Record) -> Iterator[Finding]:
    issued = record.draft.issued
    assert issued
    issued_days = {"promulgation": issued.date.day, "effect": issued.effective}
    for number, entry in enumerate(record.draft.stages):
        day = issued_days.get(entry.stage)
        if day and entry.at.day != day:
            yield record.finding(
                "issued-date-differs",
                ("stages", number, "at"),
                Say(
                    f"«{STAGE_LABEL[entry.stage]}» ghi {date_vi(entry.at.day)}, nhưng mục «issued» ghi {date_vi(day)}.",
                    f"`{entry.stage}` is dated {entry.at}, `issued` says {day}.",
                ),
                Say(
                    "Sửa cho khớp với văn bản đã ban hành.",
                    "Make both say what the issued text says.",
                ),
            )


def _number(record: Record, symbol: str) -> Iterator[Finding]:
    """`12/2026/QĐ-UBND` is of 2026, and a decision of the committee."""
    issued = record.draft.issued
    assert issued
    match = _NUMBER.fullmatch(issued.number)
    if not match:
        return
    year, sign = int(match[1]), match[2]
    kinds = {
        text.partition("-")[0] for text in (sign, symbol)
    }  # whose it is may be written in other ways
    if year != issued.date.day.year or (symbol and len(kinds) > 1):
        yield record.finding(
            "number-unfit",
            ("issued", "number"),
            Say(
                f"Số hiệu «{issued.number}» không khớp với ngày ban hành {date_vi(issued.date.day)} hoặc ký hiệu «{symbol}».",
                f"`{issued.number}` does not fit its date {issued.date} or the symbol `{symbol}`.",
            ),
            Say(
                "Kiểm tra lại với văn bản đã ban hành.",
                "Check it against the text as it was issued.",
            ),
        )


def _while_open(record: Record, steps: Sequence[DatedStep]) -> Iterator[Finding]:
    closings = [deadlines(r)[-1].closes for r in record.draft.rounds if r.opens and r.closes]
    if not closings:
        return
    last = max(closings, key=lambda c: c.end)
    for loc, stage, at in steps:
        if at.day >= last.day or stage not in _DECIDED + _SENT_ON:
            continue
        message = Say(
            f"«{STAGE_LABEL[stage]}» ngày {date_vi(at.day)}, khi chưa hết hạn góp ý {date_vi(last.day)}.",
            f"`{stage}` on {at}, before the closing on {last}.",
        )
        if stage in _DECIDED:
            yield record.finding(
                "decided-while-open",
                loc,
                message,
                Say(
                    "Kiểm tra lại hạn góp ý và ngày của bước này.",
                    "Check the deadline and this date.",
                ),
            )
        else:
            yield record.finding(
                "sent-on-while-open",
                loc,
                message,
                Say(
                    "Kiểm tra lại; nếu đúng thì không cần sửa.",
                    "Check it; leave it if it is right.",
                ),
            )
