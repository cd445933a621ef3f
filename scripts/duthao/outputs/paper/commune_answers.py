"""What the drafting agency answers to the communes that sent a summary, for them to make public: a table for each commune."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from duthao.clock import date_vi
from duthao.domain.responses import Response
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.paper.signed_table import signed_table, table_rows
from duthao.outputs.paper.signed_table_data import SignedTableData, TablePart
from duthao.outputs.shared.response_rows import (
    COMMUNES_LABEL,
    COMMUNES_PDF,
    AnsweredRound,
    answered_rounds,
    answers_to_communes,
    commune_words,
)
from duthao.outputs.shared.sheet import of_what, sheet_artifact
from duthao.outputs.site import Site
from duthao.records.record import Record

HEADING = "BẢN TRẢ LỜI Ý KIẾN DO XÃ, PHƯỜNG TỔNG HỢP"
_SEVERAL = "Ý kiến chung của nhiều xã, phường"


class CommuneAnswers(Output):
    """Of the latest round whose answer is out."""

    name = "commune_answers"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`tra-loi-xa-phuong.pdf`, where the table has rows of communes."""
        if by_commune := answers_to_communes(site, record):
            data = commune_answers(site, record, answered_rounds(site, record)[0], by_commune)
            yield sheet_artifact(site, record, COMMUNES_PDF, data, template="y-kien")

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The paper."""
        if answers_to_communes(site, record):
            path = site.links.draft(record.id, COMMUNES_PDF)
            yield PageLink("responses", COMMUNES_LABEL, path, "A4, để gửi lại và niêm yết")


def commune_answers(
    site: Site,
    record: Record,
    known: AnsweredRound,
    by_commune: Mapping[str, Sequence[Response]],
) -> SignedTableData:
    """The data of the paper: laid out as the table that is signed, number and date blank as there."""
    rows = [row for of_commune in by_commune.values() for row in of_commune]
    whole = signed_table(site, record, known.number, rows)
    answered = known.outcome.answered
    assert answered
    name = site.drafters(record)
    opinions = sum(row.count for row in rows)
    return {
        **whole,
        "title": f"{COMMUNES_LABEL}: {record.draft.short_title}",
        "heading": HEADING,
        "subject": f"Đối với {of_what(record, site.view(record))} {record.draft.title}",
        "opening": [
            *filter(None, [commune_words(site, record, known.number, known.outcome)]),
            f"{name} đã công bố tiếp thu, giải trình ngày {date_vi(answered.at.day)}. Dưới đây là trả lời "
            f"{opinions} ý kiến do xã, phường tổng hợp, xếp theo từng xã, phường; đề nghị Ủy ban nhân dân "
            "xã, phường công khai để người dân biết.",
        ],
        "clauses": [],
        "parts": [
            TablePart(heading=_heading(site, key), rows=table_rows(site, record, of_commune))
            for key, of_commune in by_commune.items()
        ],
    }


def _heading(site: Site, commune: str) -> str:
    return (site.registers.places[commune].name if commune else _SEVERAL).upper()
