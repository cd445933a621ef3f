"""How long a draft is posted, against the minimum of its type under the law in force on the posting day.

Whole days are counted from the official posting, else from the opening, to the closing that holds in the end; the
first day does not count. A minimum that nobody has verified is never called law, and only warns. The registers
know no minimum for asking about a proposal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.clock import Point, date_vi
from duthao.domain import deadline_words
from duthao.domain.draft import Draft, Round
from duthao.domain.registers import DocumentType
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

RULES = {
    "posting-too-short": Rule(
        "Thời gian lấy ý kiến ngắn hơn mức tối thiểu",
        "Lùi hạn góp ý; nếu được áp dụng thủ tục rút gọn thì ghi lý do ở «shortened.reason».",
    ),
    "posting-maybe-too-short": Rule(
        "Thời gian lấy ý kiến ngắn hơn mức chưa xác minh trong danh mục",
        "Đối chiếu văn bản gốc; nếu đúng là ngắn thì lùi hạn góp ý hoặc ghi «shortened.reason».",
        "warning",
    ),
    "minimum-unknown": Rule(
        "Chưa rõ mức tối thiểu của loại văn bản",
        "Đối chiếu văn bản gốc, rồi ghi số ngày và nguồn vào document_types.yml.",
        "warning",
    ),
    "posting-after-closing": Rule(
        "Đăng tải chính thức sau khi đã hết hạn góp ý",
        "Kiểm tra lại «official_posting.date» và hạn góp ý.",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every round on a draft lasts as long as its type asks, unless the procedure is shortened with a reason."""
    draft = record.draft
    dated_rounds = [
        (number, round_, deadlines(round_)[-1].closes)
        for number, round_ in enumerate(draft.rounds)
        if round_.opens and round_.closes
    ]
    if not dated_rounds:
        return
    posting = draft.official_posting
    if posting and all(closes.day < posting.date for _, _, closes in dated_rounds):
        yield record.finding(
            "posting-after-closing",
            ("official_posting", "date"),
            Say(
                f"Đăng tải chính thức ngày {date_vi(posting.date)}, khi đã hết hạn góp ý.",
                f"Officially posted on {posting.date}, after the closing.",
            ),
            Say(
                "Kiểm tra lại ngày đăng tải và hạn góp ý.",
                "Check the day of posting and the deadline.",
            ),
        )
    kind = context.registers.document_types.get(draft.document_type)
    if kind is None or draft.shortened or kind.level == "central":
        return  # a central body answers for its own procedure
    unknown = True
    for number, round_, closes in dated_rounds:
        if round_.of == "draft" and round_.opens and round_.opens.start < closes.end:
            since = posted(draft, round_)
            regime = kind.regime(since)
            if regime is None or regime.days is None:
                yield from _unknown(record, kind, since) if unknown else ()
                unknown = False
            elif counted(since, closes) < regime.days:
                yield _short(
                    record,
                    number,
                    since,
                    closes,
                    regime.days,
                    regime.source if regime.certainty == "verified" else None,
                )


def posted(draft: Draft, round_: Round) -> date:
    """The day from which a round is counted: the official posting if it belongs to this round, else the opening.

    It belongs to the first round that ends on that day or later.
    """
    posting = draft.official_posting
    ends = [(deadlines(r)[-1].closes.day, r) for r in draft.rounds if r.opens and r.closes]
    posted_round = next(
        (r for day, r in sorted(ends, key=lambda e: e[0]) if posting and posting.date <= day), None
    )
    assert round_.opens
    return posting.date if posting and posted_round is round_ else round_.opens.day


def counted(since: date, closes: Point) -> int:
    """Whole days from the day after `since` to the closing; a day that ends early is not whole."""
    return (closes.day - since).days - closes.timed


def _short(
    record: Record, number: int, since: date, closes: Point, minimum: int, source: str | None
) -> Finding:
    days = counted(since, closes)
    changes = record.draft.rounds[number].deadline_changes
    loc: Loc = ("rounds", number, "closes")
    for index, change in enumerate(changes):
        loc = (
            ("rounds", number, "deadline_changes", index, "closes")
            if change.closes == closes
            else loc
        )
    lasts = f"Từ {date_vi(since)} đến {deadline_words.until(closes)} là {days} ngày"
    if source:
        return record.finding(
            "posting-too-short",
            loc,
            Say(
                f"{lasts}, ngắn hơn mức tối thiểu {minimum} ngày ({source}).",
                f"From {since} to {closes}: {days} days; the minimum is {minimum} ({source}).",
            ),
            Say(
                f"Lùi hạn góp ý ít nhất {minimum - days} ngày, hoặc ghi «shortened.reason» nếu được áp dụng thủ tục rút gọn.",
                f"Move the closing by {minimum - days} days or more, or give `shortened.reason`.",
            ),
        )
    return record.finding(
        "posting-maybe-too-short",
        loc,
        Say(
            f"{lasts}, ngắn hơn {minimum} ngày theo số liệu chưa xác minh trong danh mục.",
            f"From {since} to {closes}: {days} days, fewer than the {minimum} of an unverified figure.",
        ),
        Say(
            "Đối chiếu văn bản gốc; nếu đúng là ngắn thì lùi hạn góp ý hoặc ghi «shortened.reason».",
            "Check the figure at its source; if it holds, move the closing or give `shortened.reason`.",
        ),
        "warning",
    )


def _unknown(record: Record, kind: DocumentType, since: date) -> Iterator[Finding]:
    yield record.finding(
        "minimum-unknown",
        ("document_type",),
        Say(
            f"Danh mục chưa có số ngày lấy ý kiến tối thiểu của «{kind.name}» vào ngày {date_vi(since)}.",
            f"No minimum is known for `{kind.name}` on {since}.",
        ),
        Say(
            "Đối chiếu văn bản gốc, rồi ghi số ngày và nguồn vào document_types.yml.",
            "Look it up at its source and enter it in document_types.yml.",
        ),
        "warning",
    )
