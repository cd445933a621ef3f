"""The table of responses and the figures of the outcome say the same; every row has a number of its own and is answered in time."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain import responses
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.response_table import ResponseTable
from duthao.rules import Context, Rule

RULES = {
    "response-number-twice": Rule(
        "Hai dòng của bảng tổng hợp ý kiến cùng một số", "Mỗi dòng một số, không dùng lại số cũ."
    ),
    "response-round-unknown": Rule(
        "Dòng của bảng thuộc đợt lấy ý kiến không có trong hồ sơ", "Sửa cột «Đợt»."
    ),
    "response-unanswered": Rule(
        "Đã ghi công bố tiếp thu, giải trình mà còn dòng chưa có kết quả",
        "Ghi «Kết quả» cho mọi dòng của đợt trước khi ghi «answered».",
    ),
    "response-bodies-over": Rule(
        "Dòng nêu nhiều cơ quan hơn số lượt ý kiến", "Số lượt ít nhất bằng số cơ quan đã nêu."
    ),
    "response-count-differs": Rule(
        "Số liệu ghi ở «outcome» khác số đếm được từ bảng tổng hợp ý kiến",
        "Xóa số liệu gõ tay để máy đếm từ bảng, hoặc sửa bảng.",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Numbers are not used twice, rounds exist, an answered round has no row without a verdict, figures agree."""
    table = record.responses
    if table is None:
        return
    yield from _rows(record, table)
    if table.complete:
        yield from _figures(record, table)


def _rows(record: Record, table: ResponseTable) -> Iterator[Finding]:
    rounds = record.draft.rounds
    seen: dict[int, int] = {}
    for place, row in enumerate(table.rows):
        if row.no in seen:
            yield table.finding(
                "response-number-twice",
                place,
                "no",
                Say(
                    f"Số {row.no} đã dùng ở dòng {seen[row.no]}.",
                    f"Number {row.no} is used in line {seen[row.no]} already.",
                ),
                Say(
                    f"Ghi số chưa dùng, ví dụ {max(r.no for r in table.rows) + 1}.",
                    f"Write one that is free, e.g. {max(r.no for r in table.rows) + 1}.",
                ),
            )
        seen.setdefault(row.no, table.line(place))
        if row.round > len(rounds):
            yield table.finding(
                "response-round-unknown",
                place,
                "round",
                Say(
                    f"Hồ sơ có {len(rounds)} đợt lấy ý kiến, không có đợt {row.round}.",
                    f"The record has {len(rounds)} rounds, no round {row.round}.",
                ),
                Say("Sửa cột «Đợt».", "Mend `round`."),
            )
            continue
        outcome = rounds[row.round - 1].outcome
        if outcome and outcome.answered and not row.verdict:
            yield table.finding(
                "response-unanswered",
                place,
                "verdict",
                Say(
                    f"Ý kiến số {row.no} chưa có kết quả, nhưng đợt {row.round} đã ghi công bố tiếp thu, giải trình.",
                    f"Row {row.no} has no verdict, but round {row.round} says that it was answered.",
                ),
                Say(
                    "Ghi «Kết quả» và nội dung trả lời, hoặc bỏ «answered» cho đến khi trả lời đủ.",
                    "Give the verdict and the answer, or leave out `answered` until all are answered.",
                ),
            )
        if len(row.bodies) > row.count:
            yield table.finding(
                "response-bodies-over",
                place,
                "count",
                Say(
                    f"Dòng nêu {len(row.bodies)} cơ quan nhưng ghi {row.count} lượt.",
                    f"The row names {len(row.bodies)} bodies, but counts {row.count}.",
                ),
                Say("Sửa số lượt.", "Mend `count`."),
            )


def _figures(record: Record, table: ResponseTable) -> Iterator[Finding]:
    for number, round_ in enumerate(record.draft.rounds, 1):
        rows = table.of_round(number)
        if not rows or round_.outcome is None:
            continue
        for name, counted in responses.counts(rows).items():
            typed = getattr(round_.outcome, name)
            if typed != counted:
                yield record.finding(
                    "response-count-differs",
                    ("rounds", number - 1, "outcome", name),
                    Say(
                        f"«{name}» ghi {typed}, đếm từ {table.path.rpartition('/')[2]} được {counted}.",
                        f"`{name}` says {typed}, the rows of {table.path.rpartition('/')[2]} make {counted}.",
                    ),
                    Say(
                        f"Xóa dòng «{name}» để máy đếm từ bảng, hoặc sửa bảng.",
                        f"Delete `{name}`: it is counted from the table; or mend the table.",
                    ),
                )
