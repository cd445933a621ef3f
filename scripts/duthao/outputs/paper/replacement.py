"""The sheet that goes over paper which no longer holds: after an extension, a correction or a withdrawal."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.clock import date_vi
from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.editions import Superseded, edition, superseded
from duthao.outputs.shared.sheet import (
    BOARD,
    REPLACEMENT,
    SheetData,
    WaysData,
    deadline,
    document_line,
    sheet_artifact,
    sheet_data,
    sheet_kinds,
    takes_comments,
    ways_to_comment,
)
from duthao.outputs.site import Site
from duthao.records.record import Record

_KICKER = {
    "extended": "GIA HẠN GÓP Ý",
    "shortened": "RÚT NGẮN THỜI HẠN GÓP Ý",
    "corrected": "ĐÍNH CHÍNH",
    "withdrawn": "ĐÃ RÚT DỰ THẢO",
    "reinstated": "KHÔI PHỤC DỰ THẢO",
    "dropped": "DỪNG XÂY DỰNG VĂN BẢN",
}
_WHAT = {
    "extended": "Gia hạn ngày {at}. Lý do:",
    "shortened": "Rút ngắn ngày {at}. Lý do:",
    "corrected": "Đính chính ngày {at}:",
    "withdrawn": "Dự thảo được rút ngày {at}. Lý do:",
    "reinstated": "Dự thảo được khôi phục ngày {at}. Lý do:",
    "dropped": "Việc xây dựng văn bản dừng từ ngày {at}.",
}


class ReplacementData(SheetData, WaysData):
    """`theme/print/thay-the.typ`. `was` is the old deadline in words, or None."""

    kicker: str
    headline: str
    of: str
    drafter: str
    replaces: str
    was_label: str
    was: str | None
    deadline: dict[str, str | None]
    what: str
    reason: str
    orders: list[str]
    board: list[str]


class ReplacementSheet(Output):
    """Made of the latest such turn."""

    name = "replacement"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`thay-the.pdf`, where paper that may hang says what is no longer so and the round has not ended in its time."""
        turn = superseded(site, record)
        if turn and REPLACEMENT in sheet_kinds(site, record):
            yield sheet_artifact(
                site, record, REPLACEMENT.file, replacement(site, record, site.view(record), turn)
            )


def replacement(site: Site, record: Record, view: View, turn: Superseded) -> ReplacementData:
    """The data of the sheet."""
    draft = record.draft
    closed, until = not takes_comments(site, view), deadline(site, record, view)
    at, since = date_vi(turn.at), date_vi(max(turn.at, turn.when.date()))
    replaced = date_vi(edition(site, record, turn.when))
    return {
        **sheet_data(site, record, f"Tờ thay thế: {draft.short_title}"),
        **ways_to_comment(site, record, view),
        "kicker": _KICKER[turn.kind],
        "headline": draft.short_title,
        "of": document_line(site, record, view),
        "drafter": site.drafters(record),
        "replaces": f"Thay thế thông báo ngày {replaced} và mọi bản in trước ngày {since}.",
        "was_label": "Thời hạn cũ:",
        "was": deadline_words.until(turn.was) if turn.was else None,
        "deadline": until if closed else {**until, "note": None},
        "what": _WHAT[turn.kind].format(at=at),
        "reason": turn.reason,
        "orders": list(_orders(closed)),
        "board": BOARD,
    }


def _orders(closed: bool) -> Iterator[str]:
    yield "Gỡ thông báo, tờ thông tin, áp phích bản cũ."
    yield (
        "Niêm yết tờ này vào đúng chỗ đó."
        if closed
        else "Niêm yết tờ này vào đúng chỗ đó, cùng thông báo, tờ thông tin bản mới."
    )
    yield "Báo đài truyền thanh xã, trưởng thôn, tổ trưởng tổ dân phố."
