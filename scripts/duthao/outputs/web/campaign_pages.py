"""The campaigns: a list of all, and of each a page with its drafts by how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from duthao.domain.campaigns import campaign_state
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared import campaign_list
from duthao.outputs.shared.campaign_list import SHEET, TITLE, course, standing
from duthao.outputs.shared.listing import (
    CARDS,
    CRUMBS,
    FEEDS,
    DraftList,
    Membership,
    draft_list,
    entries_html,
    feeds,
    unchanged_since,
)
from duthao.outputs.shared.turns import span, steps, with_stretches
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.outputs.web.list_pages import COUNTED
from duthao.rendering.links import CAMPAIGNS

_LEAD = "Những dự thảo được giới thiệu cùng nhau dưới một chủ đề, trong một thời gian nhất định."
_OVER = "Đợt truyền thông này đã kết thúc. Tình trạng hiện nay của từng dự thảo ghi dưới đây."
# Anchor, heading, and the states of the drafts below it; None: all others. Only what has a result is said to have one.
_SECTIONS: tuple[tuple[str, str, tuple[str, ...] | None], ...] = (
    ("dang-lay-y-kien", "Đang lấy ý kiến", ("open",)),
    ("sap-lay-y-kien", "Sắp lấy ý kiến", ("upcoming", "planned")),
    ("cho-ket-qua", "Đã hết hạn góp ý, đang tổng hợp", ("analysing",)),
    ("ket-qua", "Đã có kết quả", ("summarised", "answered")),
    (
        "buoc-tiep-theo",
        "Đang thẩm định, trình, thông qua hoặc đã ban hành",
        ("appraising", "submitted", "adopted", "issued"),
    ),
    ("da-lay-y-kien", "Đã lấy ý kiến", None),
    ("da-rut", "Đã rút, đã dừng", ("withdrawn", "dropped")),
)


class CampaignPages(Output):
    """Its address stays: once a campaign is over its page says so, and what became of each draft."""

    name = "campaign_pages"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/dot-truyen-thong/` and `/dot-truyen-thong/<key>/`."""
        by_campaign = campaign_list.drafts_by_campaign(site)
        counted = {key: len(drafts) for key, drafts in by_campaign.items()}
        yield Artifact(
            site.links.file(CAMPAIGNS),
            partial(_index, site, counted),
            depends_on=(
                [
                    (key, repr(campaign), counted[key], _stands(site, key))
                    for key, campaign in site.registers.campaigns.items()
                ],
                campaign_list.list_order(site)[0][1],
            ),
        )
        for key, drafts in by_campaign.items():
            held = [draft_list(drafts, _in_state(states)) for *_, states in _SECTIONS]
            yield Artifact(
                site.links.file(site.links.campaign(key)),
                partial(_page, site, key, held),
                depends_on=(
                    repr(site.registers.campaigns[key]),
                    campaign_list.facts(site, site.registers.campaigns[key]),
                    _stands(site, key),
                    [(len(part.now), part.order, part.counted(COUNTED)) for part in held],
                    unchanged_since(drafts),
                    snippet_digest([draft for part in held for draft in part.all], CARDS),
                ),
            )


def _stands(site: Site, key: str) -> list[tuple[int, str]]:
    """How a campaign stands at the build and after it: the first instant is that of the build and says nothing."""
    campaign = site.registers.campaigns[key]
    states = course(site, campaign, lambda at: campaign_state(campaign, at))
    # While it goes on, a stopped clock says how many days are left.
    first = site.now.toordinal() if site.settings.as_of else 0
    return [(first, states[0][1]), *states[1:]]


def _in_state(states: tuple[str, ...] | None) -> Membership:
    if states is not None:
        return lambda fields, _: fields.state in states
    named = {state for *_, some in _SECTIONS for state in some or ()}
    return lambda fields, _: fields.state not in named


def _page(site: Site, key: str, held: Sequence[DraftList]) -> bytes:
    campaign, path = site.registers.campaigns[key], site.links.campaign(key)
    over = campaign_list.turned(
        site, campaign, lambda at: _OVER if campaign_state(campaign, at) == "over" else ""
    )
    drafts = list[Summary](dict.fromkeys(draft for part in held for draft in part.all))
    main = site.render(
        "campaign.html",
        crumbs=[CRUMBS[0], {"text": TITLE, "url": f"~/{CAMPAIGNS}"}],
        title=campaign.name,
        lead=campaign.summary,
        status=standing(site, campaign),
        demo=campaign.demo,
        over=over,
        facts=campaign_list.facts(site, campaign),
        sheet=f"~/{path}{SHEET}" if site.printed else "",
        known=unchanged_since(drafts),
        sections=[
            {
                "key": anchor,
                "heading": heading,
                "count": COUNTED.format(len(part.now)),
                "counted": part.counted(COUNTED),
                "cards": entries_html(part),
                "order": part.order,
                "span": _while_filled(part),
            }
            for (anchor, heading, _), part in zip(_SECTIONS, held, strict=True)
            if part.all
        ],
        feeds=[{"label": label, "url": f"~/{path}{file}"} for label, file, _ in FEEDS],
    )
    return site.page(
        "list",
        path,
        title=f"{TITLE}: {campaign.name}",
        description=campaign.summary,
        main=main,
        feeds=feeds(f"{TITLE}: {campaign.name}", path),
    )


def _while_filled(part: DraftList) -> Markup:
    """The attribute of a section that is shown while a draft stands in it."""
    filled = with_stretches([(start, bool(drafts)) for start, drafts in part.steps])
    return span([(start, end) for some, start, end in filled if some])


def _index(site: Site, counted: Mapping[str, int]) -> bytes:
    orders = campaign_list.list_order(site)
    entries = orders[0][1]
    place = {key: number for number, key in enumerate(entries)}
    main = site.render(
        "campaigns.html",
        crumbs=CRUMBS[:1],
        title=TITLE,
        lead=_LEAD,
        campaigns=[_entry(site, key, counted[key]) for key in entries],
        order=steps("order", [(at, " ".join(str(place[k]) for k in keys)) for at, keys in orders]),
    )
    return site.page("list", CAMPAIGNS, title=TITLE, description=_LEAD, main=main)


def _entry(site: Site, key: str, count: int) -> dict[str, Any]:
    campaign = site.registers.campaigns[key]
    return {
        "url": "~/" + site.links.campaign(key),
        "title": campaign.name,
        "status": standing(site, campaign),
        "demo": campaign.demo,
        "agency": site.registers.agencies[campaign.agency].name_on(campaign.opens),
        "count": COUNTED.format(count),
    }
