"""How long opinions must be asked under the law, and their answers made public: the figure, its source and how sure it is."""

from __future__ import annotations

from types import MappingProxyType

from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rules.posting_period import posted

_SURE = MappingProxyType(
    {
        "verified": "",
        "second_hand": "; nguồn thứ cấp, chưa xác minh",
        "unverified": "; chưa xác minh",
    }
)


def public_posting(site: Site, record: Record) -> str:
    """`Niêm yết ít nhất 30 ngày liên tục, phát loa ít nhất 3 ngày liên tục (Luật …; chưa xác minh …).`; "" where none is known."""
    posting = site.registers.document_types[record.draft.document_type].public_posting
    if posting is None:
        return ""
    said = [
        f"{act} ít nhất {days} ngày liên tục"
        for act, days in (("niêm yết", posting.board_days), ("phát loa", posting.air_days))
        if days
    ]
    words = ", ".join(said)
    source = f"{posting.source}{_SURE[posting.certainty]}"
    return f"{words[0].upper()}{words[1:]} ({source})." if said else ""


def airing_days(site: Site, record: Record) -> str:
    """`phát ít nhất 3 ngày liên tục (Luật …; chưa xác minh)`: a commune's own result on the air; "" where none is known."""
    posting = site.registers.document_types[record.draft.document_type].public_posting
    if posting is None or not posting.air_days:
        return ""
    source = f"{posting.source}{_SURE[posting.certainty]}"
    return f"phát ít nhất {posting.air_days} ngày liên tục ({source})"


def minimum(site: Site, record: Record) -> str:
    """`20 ngày (Luật …; chưa xác minh)` for the round shown; "" where no figure is known or none applies.

    No figure is known for asking about a proposal, and the shortened procedure may lower any.
    """
    draft, view = record.draft, site.view(record)
    round_ = draft.rounds[view.round - 1] if view.round else None
    if round_ is None or round_.of == "proposal" or draft.shortened:
        return ""
    regime = site.registers.document_types[draft.document_type].regime(posted(draft, round_))
    if regime is None or regime.days is None:
        return ""
    source = regime.source or "chưa rõ nguồn"
    return f"{regime.days} ngày ({source}{_SURE[regime.certainty]})"
