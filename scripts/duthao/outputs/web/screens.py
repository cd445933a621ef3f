"""The page for screens in public places: full-screen, one draft after another, of the province and of each place.

All slides are in the page as text, so that it goes on without a network; what has closed drops out by the
screen's own clock (theme/site/assets/screen.js).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.comment_channels import comment_fields
from duthao.outputs.shared.listing import DraftList, draft_list, in_list, joined, own_drafts
from duthao.outputs.shared.sheet import (
    changes,
    deadline,
    invitation,
    points,
    sheet_data,
)
from duthao.outputs.shared.status import deadline as standing
from duthao.outputs.shared.turns import Stretch, meeting, turns, with_stretches, written
from duthao.outputs.site import Site
from duthao.outputs.summary import IndexFields, Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering import qr
from duthao.rendering.links import LISTS

SLIDE = "slide"  # the snippet
_ROWS = 3
SHOWN = 20  # drafts: five minutes a round


class Slide(NamedTuple):
    """A slide as finished HTML, and the stretches in which it is true."""

    when: str
    html: str


def slides(site: Site, record: Record) -> tuple[Slide, ...]:
    """The slides of a draft while opinions are taken on it; none of every other."""
    return tuple(
        Slide(turn["when"], site.render("slide.html", **turn["value"]))
        for turn in turns(site, record, _slide)
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
        "drafter": site.drafters(record),
        "deadline": deadline(site, record, view),
        "points": (rows or [{"label": "", "words": words} for words in points(record)])[:_ROWS],
        "demo": draft.demo,
        "qr": Markup(qr.svg(said["url"])),
        "qr_alt": said["qr_alt"],
        "address": {"host": host, "path": slash + path},
        "phone": next(iter(comment_fields(site, record).phones), ""),
        "imprint": said["imprint"],
    }


class Screens(Output):
    """The page for screens in public places: full-screen, one draft after another, of the province and of each place."""

    name = "screens"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/man-hinh/` and `/man-hinh/<place>/` of every place: the address of a screen stays, whatever is open."""
        asking = draft_list(site.summaries, in_list("open"))
        yield _screen(site, "", site.settings.province.name, [asking])
        own = {
            key: draft_list(drafts, in_list("open"))
            for key, drafts in own_drafts(site.registers, asking.all).items()
        }
        for key, place in site.registers.places.items():
            lists = [own[above] for above in site.registers.upward(key)]
            yield _screen(site, key, place.name, lists)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's slides as finished HTML."""
        return {SLIDE: slides(site, record)}


def _screen(site: Site, place: str, name: str, lists: Sequence[DraftList]) -> Artifact:
    """The screen of a place: `lists` of what is open, each in its order, the place's own first."""
    asking = joined(lists)
    shown = asking.part(0, SHOWN)
    # In one order at all times: what joins later stands where it would stand then.
    nearness = {s: nth for nth, listing in enumerate(lists) for s in listing.all}
    summaries = sorted(shown.all, key=lambda s: (nearness[s], _closes(s.fields), s.id))
    presence = [
        with_stretches([(start, summary in listed) for start, listed in shown.steps])
        for summary in summaries
    ]
    more = with_stretches([(start, len(listed) - SHOWN) for start, listed in asking.steps])
    return Artifact(
        site.links.file(site.links.screen(place)),
        partial(_page, site, place, name, summaries, presence, more),
        depends_on=(
            place,
            name,
            site.settings.province.imprint,
            presence,
            more,
            snippet_digest(summaries, SLIDE),
        ),
    )


def _closes(fields: IndexFields) -> int:
    """The end of the round that is open or opens next."""
    later = (fields.turned(turn) for turn in fields.turns)
    return next((f.closes or 0 for f in (fields, *later) if "open" in f.lists), 0)


def _shown(
    site: Site,
    place: str,
    summaries: Sequence[Summary],
    presence: Sequence[Sequence[tuple[bool, int, int]]],
    more: Sequence[tuple[int, int, int]],
) -> Iterator[dict[str, Any]]:
    """The slides of the page, {when, now, html, words}: `words` of the last, which says how many drafts it has no room for."""
    for held, stood in zip(snippets(summaries, SLIDE), presence, strict=True):
        here = [(start, end) for there, start, end in stood if there]
        for slide in held:
            if stretches := meeting(slide.when, here):
                yield _timed(stretches, html=slide.html)
    path = site.links.by("place", place) if place else LISTS["open"]
    for count, start, end in more:
        if count > 0:
            words = f"Còn {count} dự thảo khác đang lấy ý kiến"
            yield _timed([(start, end)], words=words, address=site.links.spelled(path))


def _timed(
    stretches: Sequence[Stretch], html: str = "", words: str = "", address: str = ""
) -> dict[str, Any]:
    return {
        "when": written(stretches) or "-",
        "now": stretches[0][0] == 0,
        "html": Markup(html),
        "words": words,
        "address": address,
    }


def _page(
    site: Site,
    place: str,
    name: str,
    summaries: Sequence[Summary],
    presence: Sequence[Sequence[tuple[bool, int, int]]],
    more: Sequence[tuple[int, int, int]],
) -> bytes:
    path = site.links.screen(place)
    slides_there = list(_shown(site, place, summaries, presence, more))
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
        slides=slides_there,
        some=any(slide["now"] for slide in slides_there),
    ).encode()
