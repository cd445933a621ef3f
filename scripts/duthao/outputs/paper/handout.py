"""What a village head hands out: a leaf (A5) and the same in at most 300 characters for SMS and Zalo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.domain.lifecycle import View
from duthao.errors import Findings, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.paper.short_messages import MOST, message
from duthao.outputs.shared.sheet import (
    HANDOUT,
    TEXT,
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

_ROWS = 4


class HandoutData(SheetData, WaysData):
    """`theme/print/to-roi.typ`. `points` of {label, words}, where the label may be empty; `beyond`: there are more."""

    kicker: str
    headline: str
    drafter: str
    deadline: dict[str, str | None]
    points_heading: str
    points: list[dict[str, str]]
    beyond: bool
    more: str


class Handouts(Output):
    """The leaf is set by Typst, the message is plain text."""

    name = "handout"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`to-roi.pdf` until when opinions are taken, and `to-roi.txt`, which after that says so."""
        kinds, view = sheet_kinds(site, record), site.view(record)
        if HANDOUT in kinds:
            yield sheet_artifact(site, record, HANDOUT.file, handout(site, record, view))
        if TEXT in kinds:
            yield Artifact(site.links.draft(record.id, TEXT.file), partial(_text, site, record))


def handout(site: Site, record: Record, view: View) -> HandoutData:
    """The data of the leaf."""
    draft = record.draft
    rows = [{"label": str(row["subject"]), "words": str(row["draft"])} for row in changes(record)]
    listed = rows or [{"label": "", "words": words} for words in points(record)]
    return {
        **sheet_data(site, record, f"Tờ rơi: {draft.short_title}"),
        **ways_to_comment(site, record, view),
        "kicker": invitation(site, record, view, "bà con"),
        "headline": draft.short_title,
        "drafter": f"Cơ quan soạn thảo: {site.drafters(record)}",
        "deadline": deadline(site, record, view),
        "points_heading": "Theo dự thảo" if rows else "Nội dung chính",
        "points": listed[:_ROWS],
        "beyond": len(listed) > _ROWS,
        "more": "Còn nội dung khác, xem bằng mã QR.",
    }


def _text(site: Site, record: Record) -> bytes:
    words = message(site, record)
    if len(words) > MOST:
        raise Findings(
            (
                record.finding(
                    "message-too-long",
                    ("short_title",),
                    Say(
                        f"Tin nhắn ngắn nhất có thể vẫn dài {len(words)} ký tự, quá {MOST}.",
                        f"The shortest possible message has {len(words)} characters, more than {MOST}.",
                    ),
                    Say("Rút gọn tên ngắn.", "Shorten the short title."),
                ),
            )
        )
    return words.encode() + b"\n"
