"""The page for screens in public places: full-screen, one draft after another, of the province and of each place.

All slides are in the page as text, so that it goes on without a network; what has closed drops out by the
screen's own clock (theme/site/assets/screen.js).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.comment_channels import comment_fields
from duthao.outputs.shared.listing import draft_list, in_list
from duthao.outputs.shared.sheet import (
    changes,
    deadline,
    invitation,
    points,
    sheet_data,
)
from duthao.outputs.shared.status import deadline as standing
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering import qr

SLIDE = "slide"  # the snippet
_ROWS = 3


def slides(site: Site, record: Record) -> str:
    """The slide of a draft while opinions are taken on it, each with when it is shown; "" for every other."""
    shown = turns(site, record, _slide)
    return "".join(
        site.render("slide.html", **turn["value"], when=turn["when"], now=turn["now"])
        for turn in shown
    )


def _slide(site: Site, record: Record) -> dict[str, Any] | None:
    view, draft = site.view(record), record.draft
    if not view.open:
        return None
    rows = [{"label": row["subject"], "words": row["draft"]} for row in changes(record)]
    said = sheet_data(site, record, draft.short_title, undated=True)
    host, slash, path = said["short_url"].partition("/")
    return {
        "left": standing(view, site.now, site.settings),
        "kicker": invitation(site, record, view),
        "title": draft.short_title,
        "drafter": site.agency_name(record, draft.agency),
        "deadline": deadline(site, record, view),
        "points": (rows or [{"label": "", "words": words} for words in points(record)])[:_ROWS],
        "demo": draft.demo,
        "qr": Markup(qr.svg(said["url"])),
        "qr_alt": said["qr_alt"],
        "address": {"host": host, "path": slash + path},
        "phone": comment_fields(site, record).phone or "",
        "imprint": said["imprint"],
    }


class Screens(Output):
    """The page for screens in public places: full-screen, one draft after another, of the province and of each place."""

    name = "screens"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/man-hinh/` and `/man-hinh/<place>/` of every place: the address of a screen stays, whatever is open."""
        summaries = draft_list(site.summaries, in_list("open")).all
        yield _screen(site, "", site.settings.province.name, summaries)
        reached = {
            card: frozenset(site.registers.places_reached(card.fields.places)) for card in summaries
        }
        for key, place in site.registers.places.items():
            yield _screen(
                site, key, place.name, [card for card in summaries if key in reached[card]]
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's slides as finished HTML."""
        return {SLIDE: slides(site, record)}


def _screen(site: Site, place: str, name: str, summaries: Sequence[Summary]) -> Artifact:
    return Artifact(
        site.links.file(site.links.screen(place)),
        partial(_page, site, place, name, summaries),
        depends_on=(place, name, site.settings.province.imprint, snippet_digest(summaries, SLIDE)),
    )


def _page(site: Site, place: str, name: str, summaries: Sequence[Summary]) -> bytes:
    path = site.links.screen(place)
    return site.render(
        "screen.html",
        up="../" * path.count("/"),
        canonical=site.links.absolute(path),
        title=f"Đang lấy ý kiến: {name}",
        as_of=site.now.isoformat() if site.settings.as_of else "",
        fixed=site.fixed_clock or "",
        stale=site.settings.stale_after_hours,
        address=site.links.spelled(""),
        imprint=site.settings.province.imprint,
        slides=Markup("".join(snippets(summaries, SLIDE))),
        some=any(card.fields.state == "open" for card in summaries),
    ).encode()
