"""A campaign on paper: its drafts, until when opinions on each are taken, and a code that leads to its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypedDict

from duthao.clock import date_vi
from duthao.domain.campaigns import STATES, campaign_state
from duthao.errors import Findings
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared import campaign_list, status
from duthao.outputs.shared.campaign_list import SHEET, TITLE
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.listing import ordered
from duthao.outputs.shared.sheet import SheetData, imprint
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering import qr, typesetting

_ENTRY = "campaign_entry"  # the snippet
_SOURCE = "drafts/_registers/campaigns.yml"  # of which faults are told
_DEMO = "Dữ liệu minh họa"
_TEMPLATE = "dot-truyen-thong.typ"


class CampaignRow(TypedDict):
    """A draft on the sheet: `when` says until when opinions are taken, or were; "" where no day is known. `marks`: that it is
    a sample.
    """

    title: str
    marks: list[str]
    agency: str
    state: str
    when: str
    told: list[str]
    address: str


class CampaignData(SheetData):
    """`theme/print/dot-truyen-thong.typ`. `facts` of {label, words}."""

    kicker: str
    headline: str
    summary: str
    facts: list[dict[str, str]]
    rows: list[CampaignRow]
    none: str


class CampaignSheet(Output):
    """An A4 sheet of each campaign, dated by what last changed on it."""

    name = "campaign_sheet"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/dot-truyen-thong/<key>/dot-truyen-thong.pdf`."""
        if not site.printed:
            return
        for key, held in campaign_list.drafts_by_campaign(site).items():
            drafts = ordered(held)
            campaign = site.registers.campaigns[key]
            dated = campaign_list.edition_day(site, campaign, drafts).date()
            yield Artifact(
                site.links.campaign(key, SHEET),
                partial(_pdf, site, key, drafts, dated),
                depends_on=(
                    repr(campaign),
                    campaign_list.facts(site, campaign),
                    campaign_state(campaign, site.now),
                    dated,
                    site.fixed_clock,
                    snippet_digest(drafts, _ENTRY),
                ),
                content_key=partial(_content_key, site, key, drafts, dated),
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft as the sheets of its campaigns name it."""
        return {_ENTRY: dict(_row(site, record))} if record.draft.campaigns else {}


def _row(site: Site, record: Record) -> CampaignRow:
    view = site.view(record)
    until = status.deadline(view, site.now, site.settings)
    outcome = status.outcome(site, record)
    told = (
        [f"{outcome['total']} Trong đó: {outcome['fates']}."]
        if outcome and outcome["fates"]
        else []
    )
    return {
        "title": record.draft.short_title,
        "marks": [_DEMO] if record.draft.demo else [],
        "agency": whose(site, record) or site.drafters(record),
        "state": view.label,
        "when": f"{until['lead']} {until['words']}." if until else "",
        "told": told,
        "address": site.links.spelled(site.links.short(record.id)),
    }


def sheet(site: Site, key: str, drafts: Sequence[Summary], dated: date) -> CampaignData:
    """The data of the sheet."""
    campaign, path = site.registers.campaigns[key], site.links.campaign(key)
    url = site.links.absolute(path)
    return {
        "title": f"{TITLE}: {campaign.name}",
        "marks": [*([_DEMO] if campaign.demo else []), *site.warning],
        "imprint": imprint(site, f"Bản ngày {date_vi(dated)}"),
        "url": url,
        "qr_alt": f"Mã QR dẫn tới {url}",
        "short_url": site.links.spelled(path),
        "kicker": f"{TITLE}: {STATES[campaign_state(campaign, site.now)].lower()}",
        "headline": campaign.name,
        "summary": campaign.summary,
        "facts": [
            {"label": label, "words": words} for label, words in campaign_list.facts(site, campaign)
        ],
        "rows": list(snippets(drafts, _ENTRY)),
        "none": "" if drafts else "Chưa có dự thảo nào trong đợt này.",
    }


def _complete(
    site: Site, key: str, drafts: Sequence[Summary], dated: date
) -> tuple[Path, dict[str, object]]:
    data = sheet(site, key, drafts, dated)
    return site.root / "theme" / "print" / _TEMPLATE, {**data, "qr": qr.svg(data["url"])}


def _content_key(site: Site, key: str, drafts: Sequence[Summary], dated: date) -> str:
    return typesetting.needs(*_complete(site, key, drafts, dated), dated)


def _pdf(site: Site, key: str, drafts: Sequence[Summary], dated: date) -> bytes:
    try:
        return typesetting.pdf(*_complete(site, key, drafts, dated), dated)
    except typesetting.PrintError as error:
        raise Findings(error.findings(site.root, _SOURCE)) from None
