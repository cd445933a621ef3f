"""Opinions and what became of each, as pages, feeds, paper and data say it: only of rounds whose answer is out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from duthao.clock import date_vi
from duthao.domain import responses
from duthao.domain.commune_summaries import CHANNEL, communes_of, senders, summing_communes
from duthao.domain.draft import Outcome
from duthao.domain.fates import fates
from duthao.domain.provisions import reference_words
from duthao.domain.publication import effective
from duthao.domain.registers import Registers
from duthao.domain.responses import Response
from duthao.outputs.site import Site, memo
from duthao.outputs.summary import BASICS, Basics, IndexFields, Summary
from duthao.records.record import Record
from duthao.text import slug

PAGE = "y-kien/"
PDF = "y-kien.pdf"
DOCX = "y-kien.docx"
XLSX = "y-kien.xlsx"
CSV = "y-kien.csv"
JSON = "y-kien.json"
COMMUNES_PDF, COMMUNES_LABEL = "tra-loi-xa-phuong.pdf", "Trả lời các xã, phường"
_OWING = ("analysing", "summarised")  # states in which an answer is owed, be it late or not
_LEADING = {"kept": "Lý do giữ nguyên dự thảo"}


class AnsweredRound(NamedTuple):
    """A round whose answer is out and of which there are rows: its number from 1, what is known of it, its rows by number."""

    number: int
    outcome: Outcome
    rows: tuple[Response, ...]


class RaisedPoint(NamedTuple):
    """A question that people raised: its name, how many did, what became of it in words, and its rows, most raised first.

    `answers` has for each verdict the row that most stand behind.
    """

    title: str
    raised: int
    fates: str
    rows: tuple[Response, ...]
    answers: tuple[Response, ...]


@memo
def answered_rounds(site: Site, record: Record) -> tuple[AnsweredRound, ...]:
    """The latest round first; none where the record has no table, or nothing of it is out yet."""
    table = record.responses
    if table is None:
        return ()
    return tuple(
        AnsweredRound(number, outcome, tuple(sorted(rows, key=lambda row: row.no)))
        for number, round_ in reversed([*enumerate(record.draft.rounds, 1)])
        for outcome in [round_.outcome]
        if outcome and outcome.answered and effective(outcome.answered) <= site.now
        for rows in [table.of_round(number)]
        if rows
    )


def answered_round(site: Site, record: Record, number: int | None) -> AnsweredRound | None:
    """The answered round of this number; None where its answer is not out, or it has no rows."""
    rounds = answered_rounds(site, record)
    return next((round_ for round_ in rounds if round_.number == number), None)


def points(rows: Sequence[Response], most: int = 3) -> list[RaisedPoint]:
    """The questions that were raised most, at most so many: rows of one group are one, a row without a group is its own."""
    groups: dict[str, list[Response]] = {}
    for row in rows:
        groups.setdefault(row.group or f"#{row.no}", []).append(row)
    ranked = sorted(groups.values(), key=lambda group: (-_count(group), group[0].no))
    return [_point(group) for group in ranked[:most]]


def _point(group: Sequence[Response]) -> RaisedPoint:
    rows = sorted(group, key=lambda row: (-row.count, row.no))
    answers = [next((r for r in rows if r.verdict == v), None) for v in responses.VERDICTS]
    return RaisedPoint(
        rows[0].group or rows[0].gist,
        _count(rows),
        fates_of(rows),
        tuple(rows),
        tuple(row for row in answers if row),
    )


def fates_of(rows: Sequence[Response]) -> str:
    """What became of these opinions, as `fates` says it, of kinds that there are."""
    figures = {name: count for name, count in responses.counts(rows).items() if count}
    return fates(Outcome.model_validate(figures))


def _count(rows: Sequence[Response]) -> int:
    return sum(row.count for row in rows)


def count_words(count: int) -> str:
    """`12 ý kiến`."""
    return f"{count} ý kiến"


def row_words(site: Site, record: Record, row: Response) -> dict[str, Any]:
    """A row as pages say it: `who` of public bodies by name, `where` in the draft, `changed` never empty of an answered row."""
    registers = site.registers
    bodies = [site.agency_name(record, key) for key in row.bodies if key in registers.agencies]
    place = registers.places[row.place].name if row.place in registers.places else ""
    return {
        "no": row.no,
        "id": f"y-kien-{row.no}",
        "where": capital(reference_words(row.ref)) or responses.part_label(row.part),
        "group": row.group,
        "who": ", ".join(bodies) or responses.WHO[row.who],
        "kind": row.who,
        "count": f"{row.count} lượt" if row.count > 1 else "",
        "place": place,
        "channel": responses.CHANNELS.get(row.channel, ""),
        "gist": row.gist,
        "verdict": row.verdict,
        "label": responses.VERDICTS.get(row.verdict, ""),
        "answer": row.answer,
        "changed": row.changed or ("" if row.verdict in ("accepted", "partly") else "Không sửa"),
    }


def capital(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def main_answers(point: RaisedPoint) -> list[Response]:
    """The rows with the answer that most stand behind and, where it is another one, with that to what was not accepted."""
    told = [row for row in point.answers if row.answer]
    main = max(told, key=lambda row: row.count, default=None)
    return [row for row in told if row is main or row.verdict == "kept"]


def point_words(point: RaisedPoint) -> str:
    """`Mức hỗ trợ (7 ý kiến): 3 được tiếp thu. Tiếp thu: … Lý do giữ nguyên dự thảo: …`; no answer reads as that to another."""
    answers = [
        f"{_LEADING.get(row.verdict) or responses.VERDICTS[row.verdict]}: {row.answer}"
        for row in main_answers(point)
    ]
    return " ".join([f"{point.title} ({count_words(point.raised)}): {point.fates}.", *answers])


def answers_to_communes(
    site: Site, record: Record, number: int | None = None
) -> dict[str, tuple[Response, ...]]:
    """Of answered round `number` (None: the latest) the rows that came with summaries of communes, by commune in the order of
    their names.

    Under "": those of several communes, and those whose commune is not told. Empty where there are none, and where no paper
    is made.
    """
    by_commune: dict[str, list[Response]] = defaultdict(list)
    rounds = answered_rounds(site, record) if site.printed else ()
    rounds = tuple(r for r in rounds if r.number == number) if number else rounds[:1]
    if summing_communes(site.registers, record.draft):
        for row in (row for round_ in rounds for row in round_.rows if row.channel == CHANNEL):
            told = sorted(communes_of(site.registers, record.draft, row))
            by_commune[told[0] if len(told) == 1 else ""].append(row)
    name = site.registers.places
    ordered = sorted(by_commune, key=lambda key: (not key, slug(name[key].name) if key else ""))
    return {key: tuple(by_commune[key]) for key in ordered}


def commune_words(site: Site, record: Record, number: int, outcome: Outcome) -> str:
    """How many communes sent their summary, of how many that were asked, in round `number`; "" where nobody says.

    Counted from rows it is the least that it can be: a commune in which all agreed has none.
    """
    out = outcome.answered and effective(outcome.answered) <= site.now
    rows = record.responses.of_round(number) if record.responses and out else ()
    asked, sent = outcome.communes_asked, outcome.communes_sent
    least = ""
    if sent is None:
        sent = len(senders(site.registers, record.draft, rows))
        least = "Ít nhất " if sent != asked else ""
    if asked is None:
        return (
            f"{least}{sent} xã, phường đã gửi phiếu tổng hợp ý kiến của người dân." if sent else ""
        )
    if not sent:
        return f"{asked} xã, phường được đề nghị lấy ý kiến của người dân."
    return f"{least}{sent} trong {asked} xã, phường được đề nghị lấy ý kiến của người dân đã gửi phiếu tổng hợp."


def published_words(outcome: Outcome) -> str:
    """`Công bố ngày 20/10/2026`."""
    assert outcome.answered
    return f"Công bố ngày {date_vi(outcome.answered.at.day)}"


def changes_by_people(site: Site, record: Record, number: int) -> Iterator[Response]:
    """Rows of answered round `number` because of which the draft was changed, those that most stand behind first."""
    if round_ := answered_round(site, record, number):
        changed = [row for row in round_.rows if row.verdict in ("accepted", "partly")]
        yield from sorted(changed, key=lambda row: (-row.count, row.verdict != "accepted", row.no))


def answering(registers: Registers, summaries: Sequence[Summary]) -> dict[str, tuple[Summary, ...]]:
    """The agencies that answered row by row or owe an answer, by key, each with these drafts, newest id first; what an agency
    owes that was merged, its successors owe too.

    An answer that is late is owed whatever the state; so is one that will be late as far as lists look ahead.
    """
    by_agency: dict[str, list[Summary]] = defaultdict(list)
    for summary in sorted(summaries, key=lambda s: s.id, reverse=True):
        if _owes(summary.fields) or has_rows(summary):
            for agency in dict.fromkeys(
                heir for key in summary.fields.agencies for heir in registers.heirs(key)
            ):
                by_agency[agency].append(summary)
    return {agency: tuple(drafts) for agency, drafts in sorted(by_agency.items())}


def _owes(fields: IndexFields) -> bool:
    held = (fields, *map(fields.turned, fields.turns))
    return fields.state in _OWING or any(f.answer_overdue for f in held)


def has_rows(summary: Summary) -> bool:
    """Whether the draft has a page of opinions and answers."""
    if "answered" not in summary.fields.lists:
        return False
    basics: Basics = summary.snippet(BASICS)
    return basics.rows_out
