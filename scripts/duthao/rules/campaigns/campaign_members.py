"""Whether a draft fits the campaigns that it is part of: where they are, and whether they are invented."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule

RULES = {
    "campaign-place-outside": Rule(
        "Dự thảo ở ngoài địa bàn của đợt truyền thông",
        "Thêm địa bàn vào đợt trong campaigns.yml, hoặc xóa đợt khỏi «campaigns» của hồ sơ.",
        "warning",
    ),
    "campaign-demo-differs": Rule(
        "Hồ sơ thật thuộc đợt truyền thông minh họa, hoặc ngược lại",
        "Sửa «campaigns», hoặc sửa «demo» ở một trong hai nơi.",
        "warning",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Each campaign against the places of the draft, and what is invented with what is."""
    draft, registers = record.draft, context.registers
    for number, key in enumerate(draft.campaigns):
        campaign = registers.campaigns.get(key)
        if campaign is None:
            continue
        reached = {*registers.places_reached(draft.places)}
        if reached and reached.isdisjoint(registers.places_reached(campaign.places)):
            yield record.finding(
                "campaign-place-outside",
                ("campaigns", number),
                Say(
                    f"Đợt «{campaign.name}» không gồm địa bàn nào của dự thảo.",
                    f"Campaign `{key}` has no place of the draft.",
                ),
                Say(
                    "Thêm địa bàn vào đợt trong campaigns.yml, hoặc xóa đợt khỏi «campaigns».",
                    "Add the place in campaigns.yml, or take it out of `campaigns`.",
                ),
            )
        if draft.demo != campaign.demo:
            demo = ("dữ liệu thật", "dữ liệu minh họa")
            yield record.finding(
                "campaign-demo-differs",
                ("campaigns", number),
                Say(
                    f"Hồ sơ là {demo[draft.demo]}, đợt «{campaign.name}» là {demo[campaign.demo]}.",
                    f"The record has `demo: {str(draft.demo).lower()}`, campaign `{key}` has not.",
                ),
                Say(
                    "Sửa «campaigns», hoặc sửa «demo» ở một trong hai nơi.",
                    "Mend `campaigns`, or `demo` of one of the two.",
                ),
            )
