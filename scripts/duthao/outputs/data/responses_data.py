"""Opinions and answers of a draft as data: `y-kien.csv` and `y-kien.json` beside its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.domain import responses
from duthao.domain.provisions import reference_words
from duthao.domain.responses import Response
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.record_data import VERSION, point_data
from duthao.outputs.shared.response_rows import (
    CSV,
    JSON,
    PAGE,
    AnsweredRound,
    answered_rounds,
)
from duthao.outputs.site import Site
from duthao.records import responses_reader
from duthao.records.record import Record


class ResponsesData(Output):
    """The rows of all rounds whose answer is out, latest round first."""

    name = "responses_data"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`y-kien.csv`, with the headings of the officer's table, and `y-kien.json`."""
        if answered_rounds(site, record):
            yield Artifact(site.links.draft(record.id, CSV), partial(_csv, site, record))
            yield Artifact(site.links.draft(record.id, JSON), partial(_json, site, record))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """Both files."""
        if answered_rounds(site, record):
            for label, name in (("Bảng CSV", CSV), ("Dữ liệu JSON", JSON)):
                yield PageLink("responses", label, site.links.draft(record.id, name), "")


def _csv(site: Site, record: Record) -> bytes:
    return responses_reader.to_csv(
        row for round_ in answered_rounds(site, record) for row in round_.rows
    )


def _json(site: Site, record: Record) -> bytes:
    draft = record.draft
    data = {
        "version": VERSION,
        "id": record.id,
        "title": draft.title,
        "url": site.links.absolute(site.links.draft(record.id, PAGE)),
        "demo": draft.demo,
        "rounds": [_round(site, record, round_) for round_ in answered_rounds(site, record)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _round(site: Site, record: Record, known: AnsweredRound) -> dict[str, Any]:
    """Figures are those of the outcome: the rows' own."""
    outcome = known.outcome
    assert outcome.answered
    names = ("received", *responses.VERDICTS)
    return {
        "number": known.number,
        "answered": point_data(outcome.answered.at),
        **{name: getattr(outcome, name) for name in names},
        "responses": [_row(site, record, row) for row in known.rows],
    }


def _row(site: Site, record: Record, row: Response) -> dict[str, Any]:
    return {
        "no": row.no,
        "url": site.links.absolute(site.links.draft(record.id, PAGE)) + f"#y-kien-{row.no}",
        "part": _labelled(row.part, responses.part_label(row.part)),
        "ref": _labelled(row.ref, reference_words(row.ref)) if row.ref else None,
        "group": row.group or None,
        "who": _labelled(row.who, responses.WHO[row.who]),
        "bodies": [_labelled(key, site.agency_name(record, key)) for key in row.bodies],
        "count": row.count,
        "channel": _labelled(row.channel, responses.CHANNELS[row.channel]) if row.channel else None,
        "place": row.place or None,
        "gist": row.gist,
        "verdict": _labelled(row.verdict, responses.VERDICTS[row.verdict]),
        "answer": row.answer,
        "changed": row.changed or None,
    }


def _labelled(key: str, name: str) -> dict[str, str]:
    return {"key": key, "name": name}
