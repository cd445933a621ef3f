"""The page on which everybody finds what became of their opinion: `/du-thao/<id>/y-kien/`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from duthao.domain import responses
from duthao.domain.provisions import article, order, reference_words
from duthao.domain.responses import Response
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.documents import answer_file
from duthao.outputs.shared.listing import CRUMBS, feeds
from duthao.outputs.shared.response_rows import (
    COMMUNES_LABEL,
    COMMUNES_PDF,
    CSV,
    DOCX,
    JSON,
    PAGE,
    PDF,
    XLSX,
    AnsweredRound,
    RaisedPoint,
    answered_rounds,
    answers_to_communes,
    capital,
    commune_words,
    count_words,
    points,
    published_words,
    row_words,
)
from duthao.outputs.shared.status import figures, status, total
from duthao.outputs.site import Site
from duthao.records.record import Record

TITLE = "Ý kiến góp ý và trả lời"
_SHORT = 14  # words of an opinion in a list of links


class ResponsesPage(Output):
    """What became of every opinion, by part and article of the draft."""

    name = "responses"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/y-kien/`, once an answer with a table is out."""
        if answered_rounds(site, record):
            path = site.links.draft(record.id, PAGE)
            yield Artifact(site.links.file(path), partial(_page, site, record))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The page; the draft's own page shows it in a section of its own."""
        if answered_rounds(site, record):
            yield PageLink("responses", TITLE, site.links.draft(record.id, PAGE), "")


def section(site: Site, record: Record) -> dict[str, Any] | None:
    """What the draft's page says of it (theme/pages/draft-responses.html); None where no answer with a table is out."""
    rounds = answered_rounds(site, record)
    if not rounds:
        return None
    rows = rounds[0].rows
    return {
        "url": "~/" + site.links.draft(record.id, PAGE),
        "count": count_words(sum(row.count for row in rows)),
        "points": [_point(site, record, p) for p in points(rows)],
    }


def _page(site: Site, record: Record) -> bytes:
    draft, path = record.draft, site.links.draft(record.id, PAGE)
    own = "~/" + site.links.draft(record.id)
    rounds = answered_rounds(site, record)
    main = site.render(
        "responses.html",
        crumbs=[*CRUMBS, {"text": draft.short_title, "url": own}],
        status=status(site, record),
        demo=draft.demo,
        warning=site.warning,
        title=TITLE,
        draft={"title": draft.short_title, "url": own, "code": record.code},
        agencies=[
            {
                "name": site.agency_name(record, key),
                "url": "~/" + site.links.by("agency", key),
            }
            for key in draft.agencies
        ],
        address=site.links.spelled(site.links.short(record.id)),
        rounds=[_round(site, record, r, several=len(rounds) > 1) for r in rounds],
        several=len(rounds) > 1,
        tables=[
            {"label": label, "url": "~/" + site.links.draft(record.id, name)}
            for label, name in (
                *((("Bản in PDF", PDF),) if site.printed else ()),
                *(((COMMUNES_LABEL, COMMUNES_PDF),) if answers_to_communes(site, record) else ()),
                ("Bản Word", DOCX),
                ("Bảng Excel", XLSX),
                ("Bảng CSV", CSV),
                ("Dữ liệu JSON", JSON),
            )
        ],
        reasons="~/" + site.links.by("agency", draft.lead_agency) + PAGE,
    )
    return site.page(
        "plain",
        path,
        title=f"{TITLE}: {draft.short_title}",
        description=f"{capital(total(rounds[0].outcome))} Mỗi ý kiến có lời trả lời của cơ quan soạn thảo.",
        main=main,
        feeds=feeds(draft.short_title, site.links.draft(record.id)),
    )


def _round(site: Site, record: Record, known: AnsweredRound, *, several: bool) -> dict[str, Any]:
    words = {row.no: row_words(site, record, row) for row in known.rows}
    answered = known.outcome.answered
    assert answered
    return {
        "heading": f"Đợt {known.number}" if several else "",
        "prefix": f"dot-{known.number}-" if several else "",
        "published": published_words(known.outcome),
        "total": total(known.outcome),
        "communes": commune_words(site, record, known.number, known.outcome),
        "figures": figures(known.outcome),
        "points": [_point(site, record, p) for p in points(known.rows)],
        "by_verdict": _lists(known.rows, "verdict", responses.VERDICTS),
        "by_who": _lists(known.rows, "who", responses.WHO),
        "parts": list(_parts(known.rows, words)),
        "file": answer_file(site, record, "Bản tiếp thu, giải trình", answered)
        if answered.file
        else None,
    }


def _point(site: Site, record: Record, point: RaisedPoint) -> dict[str, Any]:
    return {
        "title": point.title,
        "count": count_words(point.raised),
        "fates": capital(point.fates),
        "answers": [row_words(site, record, row) for row in point.answers],
        "rows": [row.no for row in sorted(point.rows, key=lambda row: row.no)],
    }


def _lists(rows: Sequence[Response], field: str, labels: Any) -> list[dict[str, Any]]:
    """For each value that there is: how many opinions, and a link to each row. They serve where no script runs."""
    counted = Counter[str]()
    for row in rows:
        counted[getattr(row, field)] += row.count
    return [
        {
            "key": key,
            "label": label,
            "count": counted[key],
            "rows": [(r.no, _shortened(r.gist)) for r in rows if getattr(r, field) == key],
        }
        for key, label in labels.items()
        if counted[key]
    ]


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHORT]) + "…" if len(words) > _SHORT else text


def _parts(rows: Sequence[Response], words: dict[int, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows as the draft has them: by part, by article, then by number."""
    ordered = sorted(rows, key=lambda r: (responses.part_order(r.part), order(r.ref), r.no))
    for part, of_part in groupby(ordered, key=lambda row: row.part):
        yield {
            "key": part,
            "label": responses.part_label(part),
            "articles": [
                {
                    "key": key,
                    "label": capital(reference_words(key)),
                    "rows": [words[row.no] for row in of_article],
                }
                for key, of_article in groupby(of_part, key=lambda row: article(row.ref))
            ],
        }
