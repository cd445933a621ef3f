"""Outcomes that were put out and in which there is nothing to read."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule

RULES = {
    "answered-with-nothing": Rule(
        "Ghi đã giải trình mà không có tệp, số liệu hay bảng ý kiến",
        "Đính kèm bản tổng hợp, tiếp thu, giải trình, hoặc ghi số ý kiến.",
        "warning",
    ),
    "summarised-with-nothing": Rule(
        "Ghi đã tổng hợp mà không có tệp, số liệu hay bảng ý kiến",
        "Đính kèm bản tổng hợp, hoặc ghi số ý kiến.",
        "warning",
    ),
}
_FIGURES = (
    "received",
    "accepted",
    "partly",
    "kept",
    "noted",
    "out_of_scope",
    "agreed",
    "opined",
    "documents",
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The last step of each round that was put out needs a file, figures, or the table of opinions."""
    for number, round_ in enumerate(record.draft.rounds):
        outcome = round_.outcome
        if (
            not outcome
            or record.responses
            or any(name.startswith("responses.") for name in record.side_files)
        ):
            continue
        files = [step for step in (outcome.summarised, outcome.answered) if step and step.file]
        if files or any(getattr(outcome, name) is not None for name in _FIGURES):
            continue
        if outcome.answered:
            yield record.finding(
                "answered-with-nothing",
                ("rounds", number, "outcome", "answered"),
                Say(
                    "Ghi đã giải trình, nhưng người dân không có gì để đọc.",
                    "It says that opinions were answered, but there is nothing to read.",
                ),
                Say(
                    "Đính kèm bản tổng hợp, tiếp thu, giải trình ở «file», hoặc ghi «received» và các số.",
                    "Give the table as `file`, or `received` and the figures.",
                ),
            )
        elif outcome.summarised:
            yield record.finding(
                "summarised-with-nothing",
                ("rounds", number, "outcome", "summarised"),
                Say(
                    "Ghi đã tổng hợp ý kiến, nhưng người dân không có gì để đọc.",
                    "It says that opinions were summed up, but there is nothing to read.",
                ),
                Say(
                    "Đính kèm bản tổng hợp ở «file», hoặc ghi «received» và các số.",
                    "Give it as `file`, or `received` and the figures.",
                ),
            )
