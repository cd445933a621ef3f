"""The unsigned information sheet (A4) and the poster (A3): what people read standing at a board.

Both are made of every round whose dates are known and stay when it is over, with a mark that says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from duthao.boards import sheet
from duthao.records import Record
from duthao.sheets import INFORMATION, POSTER, kinds, part
from duthao.site import Part, Site

NAME = "information"


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """`to-thong-tin.pdf` and `ap-phich.pdf`, where it is known until when opinions are taken."""
    made = kinds(site, record)
    data = sheet(site, record, site.view(record)) if {INFORMATION, POSTER} & set(made) else None
    for kind in (INFORMATION, POSTER):
        if data and kind in made:
            yield part(
                site,
                record,
                kind.file,
                {**data, "title": f"{kind.label}: {record.front.short_title}"},
            )
