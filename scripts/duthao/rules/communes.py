"""How many communes were asked and how many sent their summary: as the outcome says it, and as the rows tell."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain.commune_summaries import senders
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule

RULES = {
    "communes-unequal": Rule(
        "Số xã, phường gửi phiếu tổng hợp không khớp",
        "Kiểm tra lại «communes_asked», «communes_sent» và bảng tổng hợp ý kiến.",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """No more sent theirs than were asked, and no fewer than have rows in the table."""
    for number, round_ in enumerate(record.draft.rounds, 1):
        outcome = round_.outcome
        if outcome is None:
            continue
        rows = record.responses.of_round(number) if record.responses else ()
        told = len(senders(context.registers, record.draft, rows))
        sent = told if outcome.communes_sent is None else outcome.communes_sent
        if outcome.communes_asked is not None and sent > outcome.communes_asked:
            yield record.finding(
                "communes-unequal",
                ("rounds", number - 1, "outcome", "communes_asked"),
                Say(
                    f"{sent} xã, phường gửi phiếu tổng hợp, nhiều hơn {outcome.communes_asked} nơi được đề nghị.",
                    f"{sent} communes sent their summary, but {outcome.communes_asked} were asked.",
                ),
                Say("Sửa một trong hai số.", "Mend one of the two."),
            )
        elif sent < told:
            yield record.finding(
                "communes-unequal",
                ("rounds", number - 1, "outcome", "communes_sent"),
                Say(
                    f"«communes_sent» ghi {sent}, bảng tổng hợp ý kiến có dòng của {told} xã, phường.",
                    f"`communes_sent` says {sent}, the table has rows of {told} communes.",
                ),
                Say(
                    "Sửa số này, hoặc xóa để máy đếm từ bảng.",
                    "Mend it, or delete it: it is counted from the table.",
                ),
            )
