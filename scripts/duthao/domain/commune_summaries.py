"""The summary sheet that a commune fills in when a body above it asks what its people think: its fields and its table.

Both are written by `outputs.paper.commune_sheet` and read by `records.form_exports.commune_returns`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from duthao.domain.draft import Draft
from duthao.domain.registers import Registers
from duthao.domain.responses import Response

TITLE = "Phiếu tổng hợp ý kiến của xã, phường"
FACTS_SHEET, OPINIONS_SHEET = "Phiếu tổng hợp", "Ý kiến"
FILLED_IN = "Xã, phường ghi ở cột này"
CHANNEL = "phieu-tong-hop"  # of responses.CHANNELS
# Columns of responses.COLUMNS that the table of opinions has.
COLUMNS = ("part", "ref", "group", "gist", "who", "count")
DRAFT, TITLE_OF_DRAFT, ROUND, COMMUNE = "draft", "title", "round", "commune"
BEGINS, ENDS, SENT = "begins", "ends", "sent"
OTHER_FORM, PEOPLE, AGREEING = "other", "people", "agreeing"
MAJORITY, SIGNER = "majority", "signer"
# How a commune may ask, each with what is counted.
FORMS: Mapping[str, str] = {
    "meetings": "Họp thôn, tổ dân phố (số cuộc)",
    "handed_out": "Phiếu lấy ý kiến phát ra (số phiếu)",
    "handed_in": "Phiếu lấy ý kiến thu về (số phiếu)",
    "broadcasts": "Loa truyền thanh (số lần phát)",
    "boards": "Niêm yết ở bảng tin (số điểm)",
}
FIELDS: Mapping[str, str] = {
    DRAFT: "Mã hồ sơ",
    TITLE_OF_DRAFT: "Dự thảo",
    ROUND: "Đợt lấy ý kiến",
    COMMUNE: "Xã, phường",
    BEGINS: "Lấy ý kiến từ ngày",
    ENDS: "Lấy ý kiến đến ngày",
    **FORMS,
    OTHER_FORM: "Cách khác (ghi rõ)",
    PEOPLE: "Số người được lấy ý kiến",
    AGREEING: "Trong đó: số người đồng ý với dự thảo",
    MAJORITY: "Ý kiến của đa số",
    SENT: "Ngày gửi phiếu",
    SIGNER: "Người ký phiếu",
}
COUNTED = (*FORMS, PEOPLE, AGREEING)
DATED = (BEGINS, ENDS, SENT)


def summing_communes(registers: Registers, draft: Draft) -> tuple[str, ...]:
    """The keys of the communes that may be asked what their people think; none of a commune's own draft."""
    kind = registers.document_types.get(draft.document_type)
    if kind and kind.level == "commune":
        return ()
    reached = registers.places_reached(draft.places)
    return tuple(key for key in reached if registers.places[key].kind != "tinh")


def committee(registers: Registers, place: str) -> str:
    """The key of the People's Committee of a commune; "" where the register has none in office."""
    return next(
        (
            key
            for key, agency in registers.agencies.items()
            if agency.place == place
            and (agency.level, agency.kind) == ("commune", "committee")
            and agency.until is None
        ),
        "",
    )


def communes_of(registers: Registers, draft: Draft, row: Response) -> frozenset[str]:
    """The keys of the communes from whose summaries a row is; none where it came otherwise, or does not tell."""
    if row.channel != CHANNEL:
        return frozenset()
    agencies = [registers.agencies[key] for key in row.bodies if key in registers.agencies]
    bodies = [agency.place for agency in agencies if agency.level == "commune"]
    return frozenset(filter(None, [row.place, *bodies])) & {*summing_communes(registers, draft)}


def senders(registers: Registers, draft: Draft, rows: Iterable[Response]) -> frozenset[str]:
    """The communes that rows tell of; those in which all agreed, or too few spoke to be told apart, have none."""
    return frozenset(key for row in rows for key in communes_of(registers, draft, row))
