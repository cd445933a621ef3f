"""Bundles: one file with the notice and the information sheet of every open draft of a place's own.

What concerns a whole province is in the province's bundle alone: pages of the places within lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.paper import information, notice
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.listing import own_drafts
from duthao.outputs.shared.sheet import NOTICE, sheet_kinds
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering import qr, typesetting

PAPERS = "papers"  # the snippet
FILE = "bo.pdf"


class Papers(NamedTuple):
    """The data of a draft's notice and information sheet, and the day on which what they say came to be so."""

    notice: Mapping[str, Any]
    sheet: Mapping[str, Any]
    edition: date


class BundleData(TypedDict):
    """`theme/print/bo.typ`: `papers` of {notice, sheet}; the rest is what common.typ reads of a single sheet."""

    title: str
    author: str
    papers: list[dict[str, Any]]
    marks: list[str]
    short_url: str


class Bundles(Output):
    """`/in/<place>/bo.pdf` of every place that has open drafts of its own; `/in/bo.pdf` is the province's."""

    name = "bundles"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The files; none where no PDF is made."""
        if not site.printed:
            return
        own = own_drafts(site.registers, [s for s in site.summaries if s.fields.state == "open"])
        for key, summaries in own.items():
            if summaries:
                yield _artifact(site, site.links.printing(key, FILE), key, summaries)
        if home := own[site.settings.province.key]:
            yield _artifact(site, site.links.printing("", FILE), site.settings.province.key, home)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The data of the papers while opinions are taken, else None."""
        return {PAPERS: papers(site, record)}


def papers(site: Site, record: Record) -> Papers | None:
    """What a bundle holds of a draft; None where it has no notice to post now."""
    view = site.view(record)
    if not view.open or NOTICE not in sheet_kinds(site, record):
        return None
    return Papers(
        notice.notice(site, record, view),
        information.board_data(site, record, view),
        edition(site, record),
    )


def _artifact(site: Site, path: str, key: str, summaries: Sequence[Summary]) -> Artifact:
    template = site.root / "theme" / "print" / "bo.typ"
    of = [
        site.registers.places[key].name,
        site.settings.province.publisher,
        site.links.site_url,
        snippet_digest(summaries, PAPERS),
    ]
    return Artifact(
        path,
        partial(_typeset, site, key, summaries, template),
        # The day that the file bears follows from the papers.
        depends_on=typesetting.needs(template, {"of": of}, date.min),
        content_key=partial(_content_key, site, key, summaries, template),
    )


def bundle(site: Site, key: str, held: Sequence[Papers]) -> BundleData:
    """The data of a place's file."""
    return {
        "title": f"Bản in niêm yết: {site.registers.places[key].name}",
        "author": site.settings.province.publisher,
        "papers": [
            {
                "notice": {**paper.notice, "qr": qr.svg(paper.notice["url"])},
                "sheet": {**paper.sheet, "qr": qr.svg(paper.sheet["url"])},
            }
            for paper in held
        ],
        "marks": [],
        "short_url": "",
    }


def _words(site: Site, key: str, summaries: Sequence[Summary]) -> tuple[BundleData, date]:
    """The data of the file, and the day that it bears."""
    held = [paper for paper in snippets(summaries, PAPERS) if paper]
    return bundle(site, key, held), max((p.edition for p in held), default=site.now.date())


def _content_key(site: Site, key: str, summaries: Sequence[Summary], template: Path) -> str:
    data, dated = _words(site, key, summaries)
    return typesetting.needs(template, data, dated)


def _typeset(site: Site, key: str, summaries: Sequence[Summary], template: Path) -> bytes:
    data, dated = _words(site, key, summaries)
    try:
        return typesetting.pdf(template, data, dated)
    except (
        typesetting.PrintError
    ) as error:  # each of its sheets was set before, and told of its faults with their lines
        raise DuthaoError(
            Say(f"Không gộp được bản in: {error}", f"The sheets cannot be bundled: {error}")
        ) from None
