"""What lies at the address of a poster, a hand-out or a comment form once no opinions are taken: a short sheet that says so."""

from __future__ import annotations

from types import MappingProxyType

from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.shared.sheet import (
    FORM,
    HANDOUT,
    POSTER,
    SheetData,
    SheetKind,
    WaysData,
    deadline,
    document_line,
    sheet_artifact,
    sheet_data,
    ways_to_comment,
)
from duthao.outputs.site import Site
from duthao.records.record import Record

_WHAT = MappingProxyType(
    {
        POSTER: "Áp phích mời góp ý không dùng nữa. Bản nào còn treo, đề nghị gỡ xuống.",
        HANDOUT: "Tờ rơi mời góp ý không dùng nữa. Bản nào chưa phát, đề nghị không phát.",
        FORM: "Phiếu góp ý không dùng nữa. Bản nào còn để ở nơi nhận phiếu, đề nghị cất đi.",
    }
)


class EndedData(SheetData, WaysData):
    """`theme/print/ended.typ`. `what` is no longer of use, `more` where it is told how the draft stands."""

    kicker: str
    headline: str
    of: str
    drafter: str
    deadline: dict[str, str | None]
    what: str
    more: str


def ended_artifact(site: Site, record: Record, view: View, kind: SheetKind) -> Artifact:
    """The sheet at the address of this one."""
    return sheet_artifact(
        site, record, kind.file, ended_data(site, record, view, kind), template="ended"
    )


def ended_data(site: Site, record: Record, view: View, kind: SheetKind) -> EndedData:
    """What it says."""
    return {
        **sheet_data(site, record, f"{kind.label} không dùng nữa: {record.draft.short_title}"),
        **ways_to_comment(site, record, view),
        "kicker": "KHÔNG NHẬN Ý KIẾN GÓP Ý NỮA",
        "headline": record.draft.short_title,
        "of": document_line(site, record, view),
        "drafter": site.agency_name(record, record.draft.agency),
        "deadline": deadline(site, record, view),
        "what": _WHAT[kind],
        "more": "Dự thảo đang ở bước nào: xem hồ sơ tại địa chỉ dưới đây.",
    }
