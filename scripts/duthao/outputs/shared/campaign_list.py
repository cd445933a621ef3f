"""Campaigns and their drafts: which belong to which, how each campaign stands now and from each coming instant on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from duthao.clock import VN
from duthao.domain import deadline_words
from duthao.domain.campaigns import STATES, Campaign, campaign_state, campaign_turns
from duthao.domain.lifecycle import View
from duthao.outputs.shared.status import counting
from duthao.outputs.shared.turns import Turn, epoch, span, steps, with_stretches, written
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.rendering.links import CAMPAIGNS

TITLE = "Đợt truyền thông"
SHEET = "dot-truyen-thong.pdf"  # beside the page of each
# Icon and colours: those of a draft that stands alike.
_LOOKS = {"upcoming": "upcoming", "open": "open", "over": "issued"}
_ORDER = {"open": 0, "upcoming": 1, "over": 2}


def drafts_by_campaign(site: Site) -> Mapping[str, tuple[Summary, ...]]:
    """Every campaign of the register, in its order → its drafts, by id."""
    found: dict[str, list[Summary]] = defaultdict(list)
    for summary in sorted(site.summaries, key=lambda summary: summary.id):
        for key in summary.fields.campaigns:
            found[key].append(summary)
    return {key: tuple(found[key]) for key in site.registers.campaigns}


def addresses(site: Site) -> Iterator[tuple[str, tuple[Summary, ...]]]:
    """The pages of campaigns with the drafts that stand on them, that of all first."""
    yield CAMPAIGNS, ()
    for key, drafts in drafts_by_campaign(site).items():
        yield site.links.campaign(key), drafts


def period_words(campaign: Campaign) -> str:
    """`từ ngày 09/11/2026 đến hết ngày 20/12/2026`."""
    return deadline_words.period(campaign.first, campaign.last)


def facts(site: Site, campaign: Campaign) -> list[tuple[str, str]]:
    """Label and words of what stands beside its days."""
    registers = site.registers
    named = [
        ("Thời gian", period_words(campaign)),
        ("Cơ quan chủ trì", registers.agencies[campaign.agency].name_on(campaign.opens)),
        ("Địa bàn", "; ".join(registers.places[key].name for key in campaign.places)),
        ("Dành cho", "; ".join(registers.audiences[key].name for key in campaign.audiences)),
    ]
    return [(label, words) for label, words in named if words]


def edition_day(site: Site, campaign: Campaign, drafts: tuple[Summary, ...]) -> datetime:
    """When anything on its paper last changed: one of its drafts, or how it stands itself."""
    told = [summary.fields.happened[-1] for summary in drafts if summary.fields.happened]
    turned = [epoch(at) for at in campaign_turns(campaign) if at <= site.now]
    first = epoch(site.now.replace(day=1, hour=0, minute=0, second=0))
    return datetime.fromtimestamp(max([*told, *turned], default=first), VN)


# ---- over time


def course(
    site: Site, campaign: Campaign, make: Callable[[datetime], Any]
) -> list[tuple[int, Any]]:
    """What `make` gives now and at each coming turn of the campaign, with these instants in epoch seconds."""
    ahead = [] if site.settings.as_of else [at for at in campaign_turns(campaign) if at > site.now]
    return [(epoch(at), make(at)) for at in (site.now, *ahead)]


def turned(site: Site, campaign: Campaign, make: Callable[[datetime], Any]) -> list[Turn]:
    """The same as values with the stretches in which they hold; empty ones are left out."""
    return [
        {
            "value": value,
            "when": written([(start, end)]),
            "now": not start,
            "span": span([(start, end)]),
        }
        for value, start, end in with_stretches(course(site, campaign, make))
        if value
    ]


def standing(site: Site, campaign: Campaign) -> dict[str, Any]:
    """How it stands, as `status.status` says it of a draft: see theme/pages/_macros.html."""
    looks = course(site, campaign, lambda at: _LOOKS[campaign_state(campaign, at)])
    return {
        "tone": Markup(' data-state="{}"').format(looks[0][1]) + steps("states", looks),
        "badges": turned(site, campaign, lambda at: _badge(campaign, at)),
        "deadlines": turned(site, campaign, lambda at: _deadline(site, campaign, at)),
        "notes": [],
        "known": "",
    }


def _badge(campaign: Campaign, now: datetime) -> dict[str, str]:
    state = campaign_state(campaign, now)
    flags = {"soon_label": "", "overdue_label": "", "late_label": ""}  # none of a draft's
    return {"key": _LOOKS[state], "label": STATES[state], **flags}


def _deadline(site: Site, campaign: Campaign, now: datetime) -> dict[str, str]:
    state, day = campaign_state(campaign, now), campaign.closes.isoformat()
    if state == "open":
        view = View("open", opens=campaign.first, closes=campaign.last)
        words = deadline_words.until(campaign.last)
        return {"lead": "Diễn ra đến", "words": words, **counting(view, now, site.settings)}
    lead = "Diễn ra" if state == "upcoming" else "Đã diễn ra"
    return {"lead": lead, "words": period_words(campaign), "day": day, "counted": "", "left": ""}


def list_order(site: Site) -> list[tuple[int, list[str]]]:
    """The keys of all campaigns from now and from each coming turn on: what goes on, what is to come, what is over."""
    campaigns = site.registers.campaigns
    instants = {at for c in campaigns.values() for at in campaign_turns(c) if at > site.now}
    ahead = [] if site.settings.as_of else sorted(instants)

    def rank(key: str, now: datetime) -> tuple[int, int, str]:
        campaign = campaigns[key]
        state = campaign_state(campaign, now)
        day = campaign.opens if state == "upcoming" else campaign.closes
        return _ORDER[state], -day.toordinal() if state == "over" else day.toordinal(), key

    return [
        (epoch(at), sorted(campaigns, key=lambda key, at=at: rank(key, at)))  # type: ignore[misc]
        for at in (site.now, *ahead)
    ]
