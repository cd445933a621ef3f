"""Who was not followed learns why: a reason of its own, not a phrase that fits every opinion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from duthao.domain import responses
from duthao.domain.responses import Response
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.response_table import ResponseTable, softened
from duthao.rules import Context, Rule
from duthao.text import fold

RULES = {
    "reason-missing": Rule(
        "Giữ nguyên dự thảo hoặc chỉ tiếp thu một phần mà không nêu lý do",
        "Ghi lý do ở cột «Nội dung tiếp thu, giải trình».",
    ),
    "reason-empty": Rule(
        "Lý do không nói lên điều gì",
        "Nói rõ vì sao: căn cứ, số liệu, điều khoản đã có; không chỉ ghi «ghi nhận».",
    ),
    "reason-repeated": Rule(
        "Cùng một lý do lặp lại ở hơn 5 dòng",
        "Trả lời đúng điều từng ý kiến hỏi, hoặc gộp các ý kiến giống nhau thành một dòng.",
        "warning",
    ),
    "answer-missing": Rule(
        "Ý kiến có kết quả mà không có lời trả lời",
        "Viết một câu: đã sửa gì, ở đâu, hoặc ý kiến thuộc việc của cơ quan nào.",
        "warning",
    ),
    "change-missing": Rule(
        "Ý kiến được tiếp thu mà không nói đã sửa ở đâu",
        "Ghi cột «Đã sửa ở đâu», ví dụ «Khoản 2 Điều 4».",
        "warning",
    ),
    "change-of-what-was-kept": Rule(
        "Giữ nguyên dự thảo mà lại ghi đã sửa ở đâu",
        "Xóa cột «Đã sửa ở đâu», hoặc đổi kết quả thành «Tiếp thu một phần».",
        "warning",
    ),
}
_REASONED = ("kept", "partly")
_FEWEST_WORDS = 5
_MOST_ALIKE = 5
_WORD = re.compile(r"\w+")
# Folded. What is made of these words alone says that there was an opinion, and nothing about it.
_HOLLOW = frozenset(
    _WORD.findall(
        "ghi nhan xin y kien nay cua quy co quan don vi da duoc giai trinh tiep thu mot phan khong phu hop voi du thao "
        "giu nguyen theo nhu nghien cuu xem xet se trong qua hoan thien chinh sua cho va de neu tren thuc te hien hanh "
        "dinh phap luat vi cam on dong gop rat",
    )
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Reasons are there, say something, and are not one for all."""
    table = record.responses
    if table is None:
        return
    alike: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(table.rows):
        for finding in _reason(table, place, row):
            yield softened(finding, record.draft, row)
        if row.verdict in _REASONED and row.answer and not _is_hollow(row.answer):
            alike[" ".join(fold(row.answer).split())].append(place)
        yield from _change(table, place, row)
    for places in alike.values():
        if len(places) > _MOST_ALIKE:
            numbers = ", ".join(str(table.rows[place].no) for place in places)
            yield table.finding(
                "reason-repeated",
                places[0],
                "answer",
                Say(
                    f"Cùng một lý do ở {len(places)} dòng: số {numbers}.",
                    f"The same reason in {len(places)} rows: {numbers}.",
                ),
                Say(
                    "Trả lời đúng điều từng ý kiến hỏi, hoặc gộp thành một dòng.",
                    "Answer what each asked, or make one row of them.",
                ),
            )


def _reason(table: ResponseTable, place: int, row: Response) -> Iterator[Finding]:
    """What is wrong with the answer of a row."""
    label = responses.VERDICTS.get(row.verdict, "")
    if row.verdict in _REASONED and not row.answer:
        yield table.finding(
            "reason-missing",
            place,
            "answer",
            Say(
                f"Ý kiến số {row.no}: «{label}» mà không nêu lý do.",
                f"Row {row.no} is `{row.verdict}` without a reason.",
            ),
            Say("Nêu lý do.", "Give the reason."),
        )
    elif row.verdict in _REASONED and _is_hollow(row.answer):
        yield table.finding(
            "reason-empty",
            place,
            "answer",
            Say(
                f"Ý kiến số {row.no}: «{row.answer}» chưa phải là lý do.",
                f"Row {row.no}: `{row.answer}` is no reason.",
            ),
            Say(
                "Nói rõ vì sao: căn cứ, số liệu, hoặc điều khoản đã có.",
                "Say why: the basis, a figure, or a provision that is there already.",
            ),
        )
    elif row.verdict and not row.answer:
        yield table.finding(
            "answer-missing",
            place,
            "answer",
            Say(
                f"Ý kiến số {row.no}: «{label}» mà không có lời trả lời.",
                f"Row {row.no} is `{row.verdict}` without an answer.",
            ),
            Say("Viết một câu trả lời.", "Write a sentence."),
        )


def _change(table: ResponseTable, place: int, row: Response) -> Iterator[Finding]:
    """What was changed is said where an opinion was accepted, and nowhere else."""
    label = responses.VERDICTS.get(row.verdict, "")
    if row.verdict in ("accepted", "partly") and not row.changed:
        yield table.finding(
            "change-missing",
            place,
            "changed",
            Say(
                f"Ý kiến số {row.no}: «{label}» mà không nói đã sửa ở đâu.",
                f"Row {row.no} is `{row.verdict}`, but does not say what was changed.",
            ),
            Say("Ghi cột «Đã sửa ở đâu».", "Fill in `changed`."),
        )
    elif row.verdict == "kept" and row.changed:
        yield table.finding(
            "change-of-what-was-kept",
            place,
            "changed",
            Say(
                f"Ý kiến số {row.no}: «{label}» mà lại nói đã sửa ở «{row.changed}».",
                f"Row {row.no} is `{row.verdict}`, but says that `{row.changed}` was changed.",
            ),
            Say(
                "Xóa cột «Đã sửa ở đâu», hoặc đổi kết quả thành «Tiếp thu một phần».",
                "Empty `changed`, or make it `partly`.",
            ),
        )


def _is_hollow(reason: str) -> bool:
    terms = _WORD.findall(fold(reason))
    return len(terms) < _FEWEST_WORDS or all(term in _HOLLOW for term in terms)
