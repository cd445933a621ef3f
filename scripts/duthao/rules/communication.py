"""Đề án 407: which drafts fall under it, and that those have a plan of channels. Their content: see `content`."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain.lifecycle import takes_comments
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule

RULES = {
    "scope-missing": Rule(
        "Chưa xác định có thuộc diện Đề án 407 hay không",
        "Ghi «scope» với bốn tiêu chí a, b, c, d và căn cứ.",
        "warning",
    ),
    "scope-unreasoned": Rule(
        "Tiêu chí Đề án 407 ghi là không đạt mà không nêu căn cứ",
        "Ghi căn cứ ở «scope.reason».",
        "warning",
    ),
    "scope-against-places": Rule(
        "Ghi là không tác động toàn tỉnh nhưng địa bàn là cả tỉnh",
        "Sửa «scope.d» hoặc «places».",
        "warning",
    ),
    "channels-unplanned": Rule(
        "Thuộc diện Đề án 407 mà chưa có kế hoạch truyền thông",
        "Ghi «channels»: kênh, ngày dự kiến, đơn vị thực hiện.",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The four criteria are declared with their reason; a draft under the scheme has a plan of channels."""
    draft = record.draft
    if draft.scope is None:
        if takes_comments(draft, context.now):
            yield record.finding(
                "scope-missing",
                ("scope",),
                Say(
                    "Chưa xác định dự thảo có thuộc diện Đề án 407 hay không.",
                    "It is not said whether the draft falls under scheme 407.",
                ),
                Say(
                    "Ghi «scope: {a: …, b: …, c: …, d: …, reason: …}».",
                    "Give `scope: {a: …, b: …, c: …, d: …, reason: …}`.",
                ),
            )
        return
    if failed := draft.scope.unmet:
        if not draft.scope.reason:
            yield record.finding(
                "scope-unreasoned",
                ("scope",),
                Say(
                    f"Tiêu chí {', '.join(failed)} ghi là không đạt mà không nêu căn cứ.",
                    f"Criteria {', '.join(failed)} are denied without a reason.",
                ),
                Say("Ghi căn cứ ở «scope.reason».", "Give `scope.reason`."),
            )
        places = context.registers.places
        if "d" in failed and any(
            key in places and places[key].kind == "tinh" for key in draft.places
        ):
            yield record.finding(
                "scope-against-places",
                ("scope", "d"),
                Say(
                    "Tiêu chí d ghi là không đạt nhưng «places» là cả tỉnh.",
                    "Criterion d is denied but `places` is the whole province.",
                ),
                Say("Sửa «scope.d» hoặc «places».", "Mend `scope.d` or `places`."),
            )
    elif (
        draft.falls_under_407
        and not any(r.unknown for r in draft.rounds)
        and not any(c.planned or c.done for c in draft.channels)
    ):
        yield record.finding(
            "channels-unplanned",
            ("channels",),
            Say(
                "Dự thảo thuộc diện Đề án 407 nhưng chưa có kênh truyền thông nào được lên kế hoạch.",
                "The draft falls under scheme 407, but no channel is planned.",
            ),
            Say(
                "Ghi «channels»: kênh, ngày dự kiến («planned»), đơn vị thực hiện.",
                "List `channels` with a `planned` date and unit.",
            ),
        )
