"""The unsigned information sheet (A4) and the poster (A3): what people read standing at a board.

Both are made of every round whose dates are known. When it is over the sheet stays, with a mark that says so, and in
the place of the poster lies one that says only that.
"""

from __future__ import annotations

from collections.abc import Iterator

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.paper.board_text import board_data
from duthao.outputs.paper.ended_sheet import ended_artifact
from duthao.outputs.shared.sheet import (
    INFORMATION,
    POSTER,
    sheet_artifact,
    sheet_kinds,
    takes_comments,
)
from duthao.outputs.site import Site
from duthao.records.record import Record


class InformationSheet(Output):
    """The unsigned information sheet (A4) and the poster (A3): what people read standing at a board."""

    name = "information"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`to-thong-tin.pdf` and `ap-phich.pdf`, where it is known until when opinions are taken."""
        made = sheet_kinds(site, record)
        view = site.view(record)
        data = board_data(site, record, view) if {INFORMATION, POSTER} & set(made) else None
        for kind in (INFORMATION, POSTER):
            if kind is POSTER and kind in made and not takes_comments(site, view):
                yield ended_artifact(site, record, view, kind)
            elif data and kind in made:
                yield sheet_artifact(
                    site,
                    record,
                    kind.file,
                    {**data, "title": f"{kind.label}: {record.draft.short_title}"},
                )
