"""The last day for opinions, as the papers of a record name it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.clock import date_vi
from duthao.domain.draft import Draft
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.stated_facts.papers_of_record import SENT_OUT, papers
from duthao.records.stated_facts.stated import Statement
from duthao.rules import Context, Rule

RULES = {
    "file-deadline-differs": Rule(
        "Tệp ghi hạn góp ý khác với hồ sơ",
        "Đối chiếu công văn, hồ sơ dự thảo với «rounds»; sửa bên sai.",
        "warning",
    )
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Each paper once: one that names a day of the record too may name further ones, of other forms or groups.

    Agencies may be asked for their opinions sooner than the public: of theirs only a later day is told.
    """
    days = _days(record.draft)
    place = next((n for n in reversed(range(len(record.draft.rounds))) if record.draft.rounds[n].closes), None)  # fmt: skip
    if not days or place is None:
        return
    last = deadlines(record.draft.rounds[place])
    for paper in papers(record, *SENT_OUT):
        everybody, agencies = paper.of("closes"), paper.of("closes_agencies")
        if any(day in days for s in (*everybody, *agencies) for day in _may_mean(s)):
            continue
        stated = everybody or [s for s in agencies if min(_may_mean(s)) > max(days)]
        if not stated:
            continue
        shown = last[-1].closes.day if last else max(days)
        yield record.finding(
            "file-deadline-differs",
            ("rounds", place, "closes"),
            Say(
                f"{paper.says(stated[0])}, nhưng hồ sơ ghi hạn góp ý đến hết ngày {date_vi(shown)}.",
                f"{paper.says(stated[0])}, but the record has {shown} as the last day.",
            ),
            Say(
                "Đối chiếu hai nơi, sửa bên sai: ngày trong hồ sơ, hoặc tệp rồi đính kèm lại.",
                "Compare the two and mend the wrong one.",
            ),
        )


def _may_mean(stated: Statement) -> list[date]:
    return [date.fromisoformat(day) for day in stated.value.split()]


def _days(draft: Draft) -> set[date]:
    """Every last day that holds or held, of rounds and of documents."""
    days = {r.closes.day for r in draft.rounds if r.closes}
    days |= {change.closes.day for r in draft.rounds for change in r.deadline_changes}
    documents = [*draft.documents, *(d for r in draft.rounds for d in r.documents)]
    return days | {d.closes.day for d in documents if d.closes}
