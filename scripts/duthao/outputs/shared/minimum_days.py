"""How long opinions must be asked under the law, as the register knows it: the figure, its source and how sure it is."""

from __future__ import annotations

from types import MappingProxyType

from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rules.posting_period import posted

_SURE = MappingProxyType(
    {
        "verified": "",
        "second_hand": "; chưa xác minh (nguồn thứ cấp)",
        "unverified": "; chưa xác minh",
    }
)


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
