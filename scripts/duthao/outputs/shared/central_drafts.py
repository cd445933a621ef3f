"""Drafts of bodies above the province: shown so that people can comment, and marked as not the province's own."""

from __future__ import annotations

from duthao.domain.registers import Registers
from duthao.outputs.site import Site
from duthao.records.record import Record


def is_central(registers: Registers, document_type: str) -> bool:
    """Whether a text of this type is made by a central body."""
    return registers.document_types[document_type].level == "central"


def whose(site: Site, record: Record, *, short: bool = False) -> str:
    """`Dự thảo của Bộ Xây dựng, không phải của tỉnh Hà Tĩnh`; "" of a draft of the province or a commune.

    In `short` it names no issuers where they are several: a mark on paper has a line, a script its seconds.
    """
    if not is_central(site.registers, record.draft.document_type):
        return ""
    issuer = "trung ương" if short and len(record.draft.issuers) > 1 else site.issuers(record)
    return f"Dự thảo của {issuer}, không phải của {site.settings.province.name}"
