"""The unsigned information sheet (A4) and the poster (A3): what people read standing at a board.

Both are made of every round whose dates are known, while opinions are taken or will be.
"""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.sheet import (
    BOARD,
    INFORMATION,
    POSTER,
    SheetData,
    WaysData,
    changes,
    deadline,
    invitation,
    points,
    sheet_artifact,
    sheet_data,
    sheet_kinds,
    ways_to_comment,
)
from duthao.outputs.site import Site
from duthao.records.record import Record

_ROWS = 4  # of a comparison on the sheet: more cannot be read standing


class BoardData(SheetData, WaysData):
    """`theme/print/to-thong-tin.typ` and `ap-phich.typ`. `changes` of {subject, now, draft, who}, else `points`; the rest labels.

    `beyond`: there is more than what `changes` or `points` hold.
    """

    kicker: str
    headline: str
    drafter_label: str
    drafter: str
    deadline: dict[str, str | None]
    changes_heading: str
    now_heading: str
    draft_heading: str
    more: str
    changes: list[dict[str, str | None]]
    points: list[str]
    beyond: bool
    board: list[str]
    tear_offs: int


class InformationSheet(Output):
    """Two sheets of the same data, set for two sizes."""

    name = "information"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`to-thong-tin.pdf` and `ap-phich.pdf`, until when opinions are taken."""
        for kind in (INFORMATION, POSTER):
            if kind in sheet_kinds(site, record):
                data = board_data(site, record, site.view(record))
                title = f"{kind.label}: {record.draft.short_title}"
                yield sheet_artifact(site, record, kind.file, {**data, "title": title})


def board_data(site: Site, record: Record, view: View) -> BoardData:
    """The data of the sheet that is read standing at a board."""
    draft = record.draft
    rows, listed = changes(record), points(record)
    return {
        **sheet_data(site, record, f"Tờ thông tin: {draft.short_title}"),
        **ways_to_comment(site, record, view),
        "kicker": invitation(site, record, view),
        "headline": draft.short_title,
        "drafter_label": "Cơ quan soạn thảo:",
        "drafter": site.drafters(record),
        "deadline": deadline(site, record, view),
        "changes_heading": "Dự thảo thay đổi điều gì?" if rows else "Nội dung chính",
        "now_heading": "Hiện nay",
        "draft_heading": "Theo dự thảo",
        "more": "Còn nội dung khác: xem toàn bộ hồ sơ bằng mã QR.",
        "changes": rows[:_ROWS],
        "points": listed[:_ROWS],
        "beyond": len(rows) > _ROWS or (not rows and len(listed) > _ROWS),
        "board": BOARD,
        "tear_offs": site.settings.print.tear_offs,
    }
