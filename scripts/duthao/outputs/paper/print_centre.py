"""The print centre: all sheets of what is open, by place, with one file that holds what a place posts now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypedDict

from markupsafe import Markup

from duthao.clock import VN
from duthao.domain.lifecycle import NEWS
from duthao.domain.registers import bare_name
from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.paper import information, notice, short_messages
from duthao.outputs.shared.listing import (
    CRUMBS,
    DraftList,
    Membership,
    draft_list,
    in_list,
    ordered,
    unchanged_since,
)
from duthao.outputs.shared.sheet import (
    FACEBOOK,
    NOTICE,
    REPLACEMENT,
    TEXT,
    ZALO,
    SheetKind,
    has_ended,
    lapsed,
    sheet_kinds,
)
from duthao.outputs.shared.status import status
from duthao.outputs.shared.turns import epoch, span, turns
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering import qr, typesetting
from duthao.rendering.links import LISTS

ENTRY = "printing"  # the snippet
BUNDLE = "bo.pdf"
_TITLE = "In và niêm yết"
_LEAD = (
    "Mọi bản in của các dự thảo đang và sắp lấy ý kiến, một màu đen, in được bằng máy in thường."
)
# What is copied rather than printed.
_WORDS: Mapping[SheetKind, Callable[[Site, Record], str]] = MappingProxyType(
    {TEXT: short_messages.message, FACEBOOK: short_messages.facebook, ZALO: short_messages.zalo}
)
_KINDS = {"phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}


class PrintEntry(NamedTuple):
    """A draft in the print centre: its finished HTML, and the data of notice and sheet while these are to be posted."""

    html: str
    papers: Mapping[str, Any] | None


class BundleData(TypedDict):
    """`theme/print/bo.typ`: `papers` of {notice, sheet}; the rest is what common.typ reads of a single sheet."""

    title: str
    author: str
    papers: list[dict[str, Any]]
    marks: list[str]
    short_url: str


class PrintCentre(Output):
    """A file is made once for the widest place with the same open drafts; narrower places link to it."""

    name = "printing"

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The sheets of the draft, and its texts to be copied."""
        for kind in sheet_kinds(site, record):
            group = "share" if kind in _WORDS else "print"
            yield PageLink(group, kind.label, site.links.draft(record.id, kind.file), kind.note)

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/in/` and `/in/<place>/` of every place, and `bo.pdf` wherever a place has drafts that the one above has not."""
        belongs = _shown_until_taken_down(site.now)
        summaries = draft_list(site.summaries, belongs).all
        places = _by_place(site, summaries)
        counts = {
            key: {"open": len(asking.now), "steps": asking.counted("{} đang lấy ý kiến", "")}
            for key, here in places.items()
            for asking in (draft_list(here, in_list("open")),)
        }
        for key, here in {"": summaries, **places}.items():
            shown = draft_list(here, belongs)
            bundle = _bundle_of(site, key, here, places)
            yield Artifact(
                site.links.file(site.links.printing(key)),
                partial(_page, site, key, shown, bundle, {} if key else counts),
                depends_on=(
                    key,
                    bundle,
                    shown.order,
                    unchanged_since(shown.all),
                    {} if key else counts,
                    snippet_digest(shown.all, ENTRY),
                ),
            )
            if bundle == site.links.printing(key, BUNDLE):
                yield _bundle(site, key, here)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft as it stands in the print centre, or None."""
        return {ENTRY: print_entry(site, record)}


def print_entry(site: Site, record: Record) -> PrintEntry | None:
    """The draft in the print centre: while opinions are taken or will be, and for some days why its paper must come down."""
    view, kinds = site.view(record), sheet_kinds(site, record)
    inside = turns(site, record, partial(_inside, kinds))
    if not inside:
        return None
    html = site.render(
        "print-card.html",
        id=record.id,
        url="~/" + site.links.draft(record.id),
        title=record.draft.short_title,
        demo=record.draft.demo,
        status=status(site, record),
        inside=inside,
    )
    if view.state not in ("open", "upcoming") or NOTICE not in kinds:
        return PrintEntry(html, None)
    return PrintEntry(
        html,
        {
            "notice": notice.notice(site, record, view),
            "sheet": information.board_data(site, record, view),
        },
    )


def _inside(kinds: Sequence[SheetKind], site: Site, record: Record) -> dict[str, Any] | None:
    """What stands under the draft's title; of paper only the `kinds` that this build makes."""
    view = site.view(record)
    if not kinds or view.closes is None or site.now >= view.closes.end + NEWS:
        return None
    why, gone = lapsed(site, record)
    replacing = REPLACEMENT in kinds and view.state in ("withdrawn", "dropped")
    current = not why
    return {
        "why": why,
        "down": replacing and not has_ended(site, view),
        "sheets": [
            {"label": k.label, "note": k.note, "url": "~/" + site.links.draft(record.id, k.file)}
            for k in kinds
            if k not in _WORDS and (current or k is REPLACEMENT) and k.file not in gone
        ],
        "messages": list(_messages(site, record)) if current else [],
    }


def _messages(site: Site, record: Record) -> Iterator[dict[str, str]]:
    for kind in sheet_kinds(site, record):
        if words := _WORDS.get(kind):
            text = words(site, record)
            length = f"{len(text)} ký tự"
            if kind is TEXT:
                length = (
                    f"{len(text)}/{short_messages.MOST} ký tự, {short_messages.parts(text)} tin SMS"
                )
            yield {
                "id": f"{record.id}-{Path(kind.file).stem}",
                "label": kind.label,
                "text": text,
                "said": length,
            }


def _shown_until_taken_down(built: datetime) -> Membership:
    """Whether a draft stands here: until some days after its last round; see `_inside`."""
    after, at = int(NEWS.total_seconds()), epoch(built)
    return lambda fields, now: fields.closes is not None and fields.closes + after > (now or at)


def _by_place(site: Site, summaries: Sequence[Summary]) -> dict[str, tuple[Summary, ...]]:
    """The drafts of every place: all that its people are asked on."""
    places: dict[str, list[Summary]] = {key: [] for key in site.registers.places}
    for summary in ordered(tuple(summaries)):
        for key in site.registers.places_reached(summary.fields.places):
            places[key].append(summary)
    return {key: tuple(here) for key, here in places.items()}


def _open(summaries: Sequence[Summary]) -> tuple[str, ...]:
    return tuple(summary.id for summary in summaries if summary.fields.state == "open")


def _bundle_of(
    site: Site, key: str, summaries: Sequence[Summary], places: Mapping[str, Sequence[Summary]]
) -> str:
    """The address of the file for this place: that of the widest place above with the same drafts; "" where nothing is open."""
    if not _open(summaries) or not site.printed:
        return ""
    same = [
        place
        for place in (site.registers.upward(key) if key else ())
        if _open(places[place]) == _open(summaries)
    ]
    return site.links.printing(same[-1] if same else key, BUNDLE)


# ---- the file


def _bundle(site: Site, key: str, summaries: Sequence[Summary]) -> Artifact:
    template = site.root / "theme" / "print" / "bo.typ"
    shown = [summary for summary in summaries if summary.fields.state == "open"]
    dated = datetime.fromtimestamp(max(summary.fields.since for summary in shown), VN).date()
    name = site.registers.places[key].name if key else site.settings.province.name
    publisher = site.settings.province.publisher
    of = [key, name, publisher, site.links.site_url, snippet_digest(shown, ENTRY)]
    return Artifact(
        site.links.printing(key, BUNDLE),
        partial(_typeset, site, key, shown, template, dated),
        depends_on=typesetting.needs(template, {"of": of}, dated),
        cached=True,
    )


def bundle(site: Site, key: str, summaries: Sequence[Summary]) -> BundleData:
    """The data of the file: `summaries` are the open drafts, in the order of the page."""
    name = site.registers.places[key].name if key else site.settings.province.name
    papers = [
        {which: {**data, "qr": qr.svg(data["url"])} for which, data in entry.papers.items()}
        for entry in snippets(summaries, ENTRY)
        if entry.papers
    ]
    return {
        "title": f"Bản in niêm yết: {name}",
        "author": site.settings.province.publisher,
        "papers": papers,
        "marks": [],
        "short_url": "",
    }


def _typeset(
    site: Site, key: str, summaries: Sequence[Summary], template: Path, dated: date
) -> bytes:
    try:
        return typesetting.pdf(template, bundle(site, key, summaries), dated)
    except (
        typesetting.PrintError
    ) as error:  # each of its sheets was set before, and told of its faults with their lines
        raise DuthaoError(
            Say(f"Không gộp được bản in: {error}", f"The sheets cannot be bundled: {error}")
        ) from None


# ---- the page


def _page(
    site: Site, key: str, shown: DraftList, file: str, counts: Mapping[str, Mapping[str, Any]]
) -> bytes:
    path = site.links.printing(key)
    name = site.registers.places[key].name if key else ""
    title = f"{_TITLE}: {name}" if name else _TITLE
    asking = draft_list(shown.all, in_list("open"))
    until = asking.steps[1][0] if len(asking.steps) > 1 else 0
    main = site.render(
        "printing.html",
        crumbs=[CRUMBS[0], {"text": _TITLE, "url": "~/" + site.links.printing()}]
        if key
        else [CRUMBS[0]],
        title=title,
        lead=_LEAD,
        bundle={
            "url": "~/" + file,
            "count": len(asking.now),
            "span": span([(0, until)]),
            "after": span([(until, 0)]) if until else None,
        }
        if file
        else None,
        cards=_cards(shown),
        order=shown.order,
        some=bool(shown.now),
        known=unchanged_since(shown.all),
        screen="~/" + site.links.screen(key),
        places=_places(site, counts) if not key else [],
        more=[{"text": "Chọn xã, phường khác", "url": "~/" + site.links.printing()}]
        if key
        else [
            {"text": "Cách niêm yết", "url": "~/dai-truyen-thanh/#bang-tin"},
            {"text": "Tất cả dự thảo đang lấy ý kiến", "url": "~/" + LISTS["open"]},
        ],
    )
    return site.page("communes", path, title=title, description=f"{title}. {_LEAD}", main=main)


def _cards(shown: DraftList) -> Markup:
    """The finished drafts: what does not stand here yet is hidden."""
    now = set(shown.now)
    return Markup(
        "".join(
            entry.html if summary in now else entry.html.replace("<section", "<section hidden", 1)
            for summary, entry in zip(shown.all, snippets(shown.all, ENTRY), strict=True)
            if entry
        )
    )


def _places(site: Site, counts: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {
        heading: [] for heading in ("Toàn tỉnh", *_KINDS.values())
    }
    for key, place in site.registers.places.items():
        former = ", ".join(place.former)
        name = bare_name(place.name) if place.within else place.name[:1].upper() + place.name[1:]
        groups[_KINDS.get(place.kind, "Toàn tỉnh")].append(
            {
                "text": name,
                "url": "~/" + site.links.printing(key),
                **counts[key],
                "said": f"địa bàn cũ: {former}" if former else "",
            }
        )
    return [
        {"heading": heading, "entries": entries} for heading, entries in groups.items() if entries
    ]
