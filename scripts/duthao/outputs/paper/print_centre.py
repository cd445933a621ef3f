"""The print centre: what a place hangs up this week, what it takes down, and what else should hang there.

Older papers are on the pages of their drafts, to which the lists by place and by state lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from markupsafe import Markup

from duthao.clock import date_vi
from duthao.domain.lifecycle import NEWS
from duthao.domain.publication import effective
from duthao.domain.registers import bare_name
from duthao.domain.rounds import deadlines
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.paper import bundles, short_messages
from duthao.outputs.shared.editions import superseded
from duthao.outputs.shared.listing import (
    CRUMBS,
    DraftList,
    Membership,
    draft_list,
    entries_html,
    in_list,
    joined,
    own_drafts,
    unchanged_since,
)
from duthao.outputs.shared.sheet import (
    FACEBOOK,
    REPLACEMENT,
    TEXT,
    ZALO,
    SheetKind,
    has_ended,
    lapsed,
    sheet_kinds,
)
from duthao.outputs.shared.status import deadline
from duthao.outputs.shared.turns import Make, epoch, span, steps, turns
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import LISTS, PLACE_LOG

# The snippets: the draft among what is new, what hangs and what comes down; since when its deadline is another
# or what it says was corrected (epoch seconds; 0: neither).
NEW, HANGING, COMING_DOWN = "print_new", "print_hanging", "print_coming_down"
RESCHEDULED = "print_rescheduled"
LOGGED = "print_logged"  # the snippet: in which places something was done to make the draft known
_TITLE = "Bản in niêm yết"
_LEAD = "Bản in cần niêm yết và cần gỡ trong tuần; in một màu đen bằng máy in thường."
# What is copied rather than printed.
_WORDS: Mapping[SheetKind, Callable[[Site, Record], str]] = MappingProxyType(
    {TEXT: short_messages.message, FACEBOOK: short_messages.facebook, ZALO: short_messages.zalo}
)
# Heading, lead, what is said where nothing stands under it, the snippet, and how many are shown: more than these no
# telephone shows in eight screens, and lists hold them all.
_GROUPS = (
    (
        "Cần niêm yết",
        "Dự thảo mở, đổi thời hạn hoặc đính chính trong 7 ngày qua.",
        "Không có bản mới cần niêm yết.",
        NEW,
        8,
    ),
    (
        "Cần gỡ",
        "Dự thảo hết hạn góp ý trong 7 ngày qua, dự thảo đã rút hoặc dừng.",
        "Không có bản nào cần gỡ.",
        COMING_DOWN,
        8,
    ),
    ("Đang niêm yết", "", "Không có dự thảo nào khác đang niêm yết.", HANGING, 6),
    ("Sắp niêm yết", "", "Chưa có dự thảo nào sắp lấy ý kiến.", HANGING, 2),
)
_KINDS = {"tinh": "Tỉnh", "phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}


class Group(NamedTuple):
    """Drafts under one heading of the page; `snippet` names their entries.

    `of_all` is the attribute and the words of how many there are where not all are shown, or None.
    """

    heading: str
    lead: str
    empty: str
    snippet: str
    held: DraftList
    of_all: tuple[Markup, str] | None


class Bundle(NamedTuple):
    """A link to one file for all open drafts of a place's own; `span` while these are as they are, `after` that, or None."""

    url: str
    text: str
    span: Markup
    after: Markup | None


class PrintCentre(Output):
    """The page of each place, and that of the province with the list of all places."""

    name = "printing"

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The sheets of the draft, and its texts to be copied."""
        for kind in sheet_kinds(site, record):
            path = site.links.draft(record.id, kind.file)
            if words := _WORDS.get(kind):
                yield PageLink("share", kind.label, path, _length(kind, words(site, record)))
            else:
                yield PageLink("print", kind.label, path, kind.note)

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/in/` and `/in/<place>/` of every place."""
        belongs = _shown(epoch(site.now))
        own = own_drafts(site.registers, draft_list(site.summaries, belongs).all)
        held = {key: _lists(site, drafts) for key, drafts in own.items()}
        asking = {key: draft_list(drafts, in_list("open")) for key, drafts in own.items()}
        linked = {key: _bundle(site, key, asked) for key, asked in asking.items()}
        home = site.settings.province.key
        logged = {key for places in snippets(site.summaries, LOGGED) for key in places}
        counts = {
            key: (len(asked.now), asked.counted("{} dự thảo riêng", ""))
            for key, asked in asking.items()
            if key != home
        }
        for folder in ("", *own):
            place = folder or home
            above = site.registers.upward(place)
            groups = _groups([held[key] for key in above])
            offered = [found for key in above if (found := linked[key])]
            places = {} if folder else counts
            yield Artifact(
                site.links.file(site.links.printing(folder)),
                partial(_page, site, folder, groups, offered, places, folder in logged),
                depends_on=(
                    folder,
                    folder in logged,
                    offered,
                    places,
                    [_depends_on(group) for group in groups],
                ),
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's entries as finished HTML, "" where it has none."""
        return {
            NEW: _entry(site, record, new),
            HANGING: _entry(site, record, hanging),
            COMING_DOWN: _entry(site, record, coming_down),
            RESCHEDULED: _rescheduled(site, record),
            LOGGED: sorted({e.place for e in record.log.entries if e.place} if record.log else ()),
        }


# ---- the draft's entries


def _entry(site: Site, record: Record, make: Make) -> str:
    """The draft's entry as finished HTML, as long as `make` gives what stands in it; "" where it never will."""
    inside = turns(site, record, make)
    if not inside:
        return ""
    return site.render(
        "print-entry.html",
        url=f"~/{site.links.draft(record.id)}#su-dung",
        title=record.draft.short_title,
        demo=record.draft.demo,
        inside=inside,
    )


def hanging(site: Site, record: Record) -> dict[str, Any] | None:
    """Until when opinions are taken, while they are or will be."""
    view = site.view(record)
    if view.state not in ("open", "upcoming"):
        return None
    until = deadline(view, site.now, site.settings)
    return until and {
        "words": f"{until['lead']} {until['words']}",
        "left": until["left"],
        "counted": until["counted"],
        "note": "",
        "links": [],
    }


def new(site: Site, record: Record) -> dict[str, Any] | None:
    """The same with all papers, and what they take the place of."""
    inside = hanging(site, record)
    if inside is None:
        return None
    kinds = sheet_kinds(site, record)
    turn = superseded(site, record) if REPLACEMENT in kinds else None
    since = date_vi(max(turn.at, turn.when.date())) if turn else ""
    texts = {
        "label": "Tin nhắn, bài đăng",
        "url": f"~/{site.links.draft(record.id)}#su-dung",
    }
    return {
        **inside,
        "note": f"Thay đổi từ ngày {since}: gỡ bản cũ, dán tờ thay thế cùng bản mới."
        if since
        else "",
        "links": [*(_link(site, record, kind) for kind in kinds if kind not in _WORDS), texts],
    }


def _link(site: Site, record: Record, kind: SheetKind) -> dict[str, str]:
    return {"label": kind.label, "url": "~/" + site.links.draft(record.id, kind.file)}


def coming_down(site: Site, record: Record) -> dict[str, Any] | None:
    """Why the paper comes down and what goes in its place, once it must and for some days after the deadline."""
    view = site.view(record)
    if view.closes is None or view.state in ("open", "upcoming"):
        return None
    if site.now >= view.closes.end + NEWS:
        return None
    why, _ = lapsed(site, record)
    gone = view.state in ("withdrawn", "dropped") and not has_ended(site, view)
    replacing = gone and REPLACEMENT in sheet_kinds(site, record)
    return {
        "words": why,
        "left": "",
        "counted": "",
        "note": "Gỡ mọi bản in đã niêm yết, dán tờ thay thế." if replacing else "",
        "links": [_link(site, record, REPLACEMENT)] if replacing else [],
    }


def _rescheduled(site: Site, record: Record) -> int:
    view = site.view(record)
    if view.round is None:
        return 0
    changed = [d.since for d in deadlines(record.draft.rounds[view.round - 1])[1:]]
    changed += [effective(c) for c in record.draft.changes if c.kind == "correction"]
    return max((epoch(since) for since in changed if since <= site.now), default=0)


def _length(kind: SheetKind, text: str) -> str:
    if kind is TEXT:
        return f"{len(text)}/{short_messages.MOST} ký tự, {short_messages.parts(text)} tin SMS"
    return f"{len(text)} ký tự"


# ---- which drafts stand under which heading

_WEEK = int(NEWS.total_seconds())


def _shown(built: int) -> Membership:
    """Whether a draft stands here: until some days after its last round."""
    return lambda fields, now: fields.closes is not None and fields.closes + _WEEK > (now or built)


def _lists(site: Site, summaries: Sequence[Summary]) -> tuple[DraftList, ...]:
    """Of these drafts those to hang up, to take down, that hang, and that will: each now and later."""
    built = epoch(site.now)
    since: dict[str, int] = dict(
        zip((s.id for s in summaries), snippets(summaries, RESCHEDULED), strict=True)
    )
    shown = _shown(built)

    def fresh(opens: int | None, draft_id: str, now: int) -> bool:
        return max(opens or 0, since[draft_id]) + _WEEK > (now or built)

    groups: tuple[Membership, ...] = (
        lambda f, now: f.state == "open" and fresh(f.opens, f.id, now),
        lambda f, now: shown(f, now) and f.state not in ("open", "upcoming"),
        lambda f, now: f.state == "open" and not fresh(f.opens, f.id, now),
        lambda f, now: shown(f, now) and f.state == "upcoming",
    )
    return tuple(draft_list(summaries, belongs) for belongs in groups)


def _groups(own: Sequence[tuple[DraftList, ...]]) -> list[Group]:
    """The headings of a page with what stands under each: of `own` (see `_lists`), the place's first, then those above it."""
    listed = (joined(lists) for lists in zip(*own, strict=True))
    return [
        Group(heading, lead, empty, snippet, listing.part(0, most), _of_all(listing, most))
        for (heading, lead, empty, snippet, most), listing in zip(_GROUPS, listed, strict=True)
    ]


def _of_all(listing: DraftList, most: int) -> tuple[Markup, str] | None:
    """How many there are, while not all of them are shown."""
    said = [
        (start, f"{most} trong {len(listed)}" if len(listed) > most else "")
        for start, listed in listing.steps
    ]
    return (steps("steps", said), said[0][1]) if any(words for _, words in said) else None


def _depends_on(group: Group) -> tuple[object, ...]:
    held = group.held
    return (
        held.order,
        unchanged_since(held.all),
        group.of_all,
        snippet_digest(held.all, group.snippet),
    )


# ---- the page


def _bundle(site: Site, key: str, asking: DraftList) -> Bundle | None:
    """The link to a place's bundle, while what is open is what it holds."""
    if not asking.now or not site.printed:
        return None
    place = site.registers.places[key]
    of = f"Gói của {place.name}" if place.within else "Gói chung toàn tỉnh"
    until = asking.steps[1][0] if len(asking.steps) > 1 else 0
    return Bundle(
        "~/" + site.links.printing(key, bundles.FILE),
        f"{of} ({len(asking.now)} dự thảo)",
        span([(0, until)]),
        span([(until, 0)]) if until else None,
    )


def _page(
    site: Site,
    folder: str,
    groups: Sequence[Group],
    offered: Sequence[Bundle],
    counts: Mapping[str, tuple[int, Markup]],
    logged: bool,
) -> bytes:
    path = site.links.printing(folder)
    place = folder or site.settings.province.key
    title = f"{_TITLE}: {site.registers.places[place].name}" if folder else _TITLE
    more = [
        {"text": "Trình chiếu trên màn hình khu dân cư", "url": site.links.screen(folder)},
        {"text": "Tất cả dự thảo đang và sắp lấy ý kiến", "url": site.links.by("place", place)},
        {"text": "Tất cả dự thảo đã hết hạn góp ý", "url": LISTS["analysing"]},
        {"text": "Cách niêm yết", "url": "dai-truyen-thanh/#bang-tin"},
    ]
    if logged:
        url = site.links.by("place", folder) + PLACE_LOG
        more.append({"text": "Nội dung đã công khai, theo quý", "url": url})
    if folder:
        more.append({"text": "Chọn xã, phường khác", "url": site.links.printing()})
    main = site.render(
        "printing.html",
        crumbs=[CRUMBS[0], {"text": _TITLE, "url": "~/" + site.links.printing()}]
        if folder
        else [CRUMBS[0]],
        title=title,
        lead=_LEAD,
        bundles=offered,
        today=[_section(group) for group in groups[:2]],
        rest=[_section(group) for group in groups[2:]],
        known=unchanged_since([s for group in groups for s in group.held.all]),
        places=_places(site, counts) if counts else [],
        more=[{**link, "url": "~/" + link["url"]} for link in more],
    )
    return site.page("communes", path, title=title, description=f"{title}. {_LEAD}", main=main)


def _section(group: Group) -> dict[str, Any]:
    return {
        **group._asdict(),
        "order": group.held.order,
        "some": bool(group.held.now),
        "entries": entries_html(group.held, group.snippet),
    }


def _places(site: Site, counts: Mapping[str, tuple[int, Markup]]) -> list[dict[str, Any]]:
    """The other places by kind, each with how many open drafts it has of its own."""
    groups: dict[str, list[dict[str, Any]]] = {heading: [] for heading in _KINDS.values()}
    for key, (open_now, counted) in counts.items():
        place = site.registers.places[key]
        former = ", ".join(place.former)
        groups[_KINDS[place.kind]].append(
            {
                "text": bare_name(place.name),
                "url": "~/" + site.links.printing(key),
                "own": f"{open_now} dự thảo riêng" if open_now else "",
                "steps": counted,
                "said": f"địa bàn cũ: {former}" if former else "",
            }
        )
    return [
        {"heading": heading, "entries": entries} for heading, entries in groups.items() if entries
    ]
