"""What a draft changes, drawn for networks and telephones: `so-sanh.png` (1080×1350), now beside proposed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.comparison.audience_rows import NO_RULE
from duthao.outputs.shared.sheet import (
    SheetData,
    changes,
    invitation,
    sheet_artifact,
    sheet_data,
    takes_comments,
)
from duthao.outputs.site import Site
from duthao.records.record import Record

FILE = "so-sanh.png"
_MOST = 4


class ComparisonPictureData(SheetData):
    """`theme/print/so-sanh.typ`. `rows` of {subject, now, draft, who}, those that may be drawn; `others`: how many more there are."""

    kicker: str
    headline: str
    drafter: str
    when: str
    rows: list[dict[str, Any]]
    others: int


class ComparisonPicture(Output):
    """Of drafts with a comparison, while opinions are or will be taken: a picture that travels must not invite when that is over."""

    name = "comparison_picture"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`so-sanh.png`."""
        if _drawn(site, record):
            data = comparison_picture(site, record, site.view(record))
            yield sheet_artifact(site, record, FILE, data)

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The picture."""
        if _drawn(site, record):
            path = site.links.draft(record.id, FILE)
            yield PageLink("print", "Hình so sánh", path, "PNG 1080 × 1350, để đăng mạng xã hội")


def _drawn(site: Site, record: Record) -> bool:
    view = site.view(record)
    open_or_soon = view.closes is not None and takes_comments(site, view)
    return site.printed and open_or_soon and bool(changes(record)) and FILE not in record.files


def comparison_picture(site: Site, record: Record, view: View) -> ComparisonPictureData:
    """The data of the picture: the rows of the comparison that change something, in the record's own words."""
    assert view.opens is not None and view.closes is not None
    rows = changes(record)
    when = (
        deadline_words.period(view.opens, view.closes).capitalize()
        if view.opens.start > site.now
        else f"Góp ý đến {deadline_words.until(view.closes)}"
    )
    return {
        **sheet_data(site, record, f"So sánh: {record.draft.short_title}"),
        "kicker": invitation(site, record, view),
        "headline": record.draft.short_title,
        "drafter": site.drafters(record),
        "when": when,
        "rows": [{**row, "now": row["now"] or NO_RULE} for row in rows[:_MOST]],
        "others": max(0, len(rows) - _MOST),
    }
