"""Lists of drafts: all, by state or flag, by topic, agency, place and audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain.lifecycle import LABELS
from duthao.domain.registers import bare_name
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.central_drafts import is_central, whose
from duthao.outputs.shared.listing import (
    CARDS,
    CRUMBS,
    FEEDS,
    NEW,
    OWN,
    TITLES,
    DraftList,
    draft_list,
    draft_lists,
    in_list,
    own_drafts,
)
from duthao.outputs.shared.response_rows import PAGE, answering
from duthao.outputs.shared.status import status
from duthao.outputs.shared.subscriptions import BY_STATE
from duthao.outputs.site import Site
from duthao.outputs.summary import IndexFields, Summary, snippets
from duthao.outputs.web import affected
from duthao.outputs.web.facets import NAMES, ORDERS
from duthao.outputs.web.list_pages import (
    NARROWER,
    Choice,
    Link,
    ListLead,
    ListOfDrafts,
    ListSection,
    pages,
)
from duthao.outputs.web.search import PER_FILE
from duthao.records.record import Record
from duthao.rendering.links import ALL, BY, CENTRAL, LISTS

_LEAD = {
    "open": "Thời hạn góp ý ghi ở từng dự thảo.",
    "closing_soon": "Các dự thảo sắp hết thời hạn góp ý.",
    "upcoming": "Các dự thảo đã định ngày hoặc dự kiến lấy ý kiến, kể cả đợt tiếp theo.",
    "analysing": "Đã hết hạn góp ý; cơ quan soạn thảo đang tổng hợp, tiếp thu ý kiến.",
    "answer_overdue": "Đã quá hạn mà chưa công bố tiếp thu, giải trình ý kiến.",
    "summarised": "Cơ quan soạn thảo đã công bố bản tổng hợp ý kiến.",
    "no_report": "Cơ quan soạn thảo không công bố báo cáo tiếp thu, giải trình, có nêu lý do.",
    "appraising": "Dự thảo đang được cơ quan có thẩm quyền thẩm định.",
    "submitted": "Dự thảo đã được trình cấp có thẩm quyền.",
    "adopted": "Văn bản đã được thông qua.",
    "dropped": "Việc xây dựng văn bản đã dừng.",
    "withdrawn": "Dự thảo đã được rút; lý do ghi ở từng dự thảo.",
    "answered": "Cơ quan soạn thảo đã công bố ý kiến nào được tiếp thu, ý kiến nào không và vì sao.",
    "issued": "Văn bản đã ban hành sau khi lấy ý kiến.",
}
AFFECTED = "affected"  # the snippet: audience → what a draft changes for it, while opinions are or will be taken
_EMPTY = "Hiện không có dự thảo nào."
_WIDE = "Dự thảo chung toàn"
# Topics, places and audiences have lists by these states (docs/decisions/0061, 0077).
CROSSED = ("topic", "place", "audience")
CROSSING = ("open", "upcoming", "answered", "issued")
CROSSING_OWN = ("open", "answered")  # of a place within another
_OF_AGENCY = "Dự thảo do cơ quan này hoặc cơ quan tiền thân chủ trì soạn thảo, ban hành."
MOST_CHANGES = 20  # drafts whose changes stand on an audience's page
_FURTHER = (
    f"{MOST_CHANGES} dự thảo hết hạn góp ý sớm nhất. Các dự thảo khác có trong danh sách dưới đây."
)
_OF_COMMUNE = "Dự thảo của riêng địa bàn này và dự thảo chung đang hoặc sắp lấy ý kiến."
_MANY = {
    "dia-ban": "Tìm xã, phường, kể cả tên cũ",
    "co-quan": "Tìm cơ quan, kể cả tên cũ",
}
# A place has more drafts than stand in its list: those of all that lies around it, in every state.
_OF_ALL = "Lọc mọi dự thảo liên quan đến nơi này, cả dự thảo chung"
_FILTER = MappingProxyType(
    {
        "facets": tuple(
            {"key": key, "name": name, "search": _MANY.get(key, f"Tìm {name.lower()}")}
            for key, name in NAMES.items()
        ),
        "orders": tuple({"key": key, "name": name} for key, name in ORDERS.items()),
        "followed": " ".join(LISTS[name].rstrip("/") for name in BY_STATE),
        "per_file": PER_FILE,
    }
)


def card(site: Site, record: Record) -> str:
    """The record's card as finished HTML: made once, joined into every list that holds it."""
    draft, registers = record.draft, site.registers
    places = site.place_names(record)
    where = (
        f"{places[0]} và {len(places) - 1} địa bàn khác" if len(places) > 2 else ", ".join(places)
    )
    topics = ", ".join(registers.topics[key].name for key in draft.topics)
    central = whose(site, record)
    return site.render(
        "card.html",
        url="~/" + site.links.draft(record.id),
        title=draft.short_title,
        at=site.links.spelled(site.links.short(record.id)),
        demo=draft.demo,
        status=status(site, record),
        meta=[
            {"icon": "agency", "text": central or site.drafters(record)},
            {"icon": "topic", "text": topics},
            {"icon": "place", "text": where[:1].upper() + where[1:]},
        ],
    )


class Lists(Output):
    """Lists of drafts: all, by state or flag, by topic, agency, place and audience."""

    name = "lists"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """Every page of every list."""
        for list_ in _by_state(site.summaries):
            yield from pages(site, list_)
        yield from pages(site, _central(site))
        answers = frozenset(answering(site.registers, site.summaries))
        touched = _touched(site.summaries)
        for about in _subjects(site):
            for list_ in _of_subject(site, about, answers):
                if about.kind == "audience" and list_.path == site.links.by(about.kind, about.key):
                    list_ = replace(list_, first=_changes(about, touched))
                yield from pages(site, list_)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's card as finished HTML, and what it changes for each audience."""
        return {CARDS: card(site, record), AFFECTED: affected.entries(site, record)}


def _by_state(summaries: tuple[Summary, ...]) -> Iterator[ListOfDrafts]:
    list_ = draft_list(summaries, lambda fields, now: True)
    held = {name: draft_list(summaries, in_list(name)) for name in LISTS}
    entries = [(ALL, "Tất cả", list_)]
    entries += [(path, LABELS[name], held[name]) for name, path in LISTS.items()]
    yield ListOfDrafts(
        ALL,
        "Tất cả dự thảo",
        "",
        CRUMBS[:1],
        list_,
        "Chưa có dự thảo nào.",
        choices=_choices(entries, ALL),
        filter=_FILTER,
        more=(
            *({"text": f"Theo {TITLES[kind].lower()}", "url": f"~/{BY[kind]}"} for kind in BY),
            {"text": "Của cơ quan trung ương", "url": f"~/{CENTRAL}"},
        ),
    )
    for name, path in LISTS.items():
        own = FEEDS if name in BY_STATE else ()
        yield ListOfDrafts(
            path,
            LABELS[name],
            _LEAD[name],
            CRUMBS,
            held[name],
            _EMPTY,
            own,
            _choices(entries, path),
            facet=f"tinh-trang={path.rstrip('/')}",
        )


def _touched(summaries: Sequence[Summary]) -> Mapping[Summary, frozenset[str]]:
    """The drafts on which opinions are or soon will be taken → the audiences for which their comparison has rows."""
    current = [
        s
        for s in summaries
        if any(_asking(f, 0) for f in (s.fields, *map(s.fields.turned, s.fields.turns)))
    ]
    return {
        draft: frozenset(entries)
        for draft, entries in zip(current, snippets(current, AFFECTED), strict=True)
    }


def _asking(fields: IndexFields, now: int) -> bool:
    return fields.state in ("open", "upcoming")


def _changes(about: _Subject, touched: Mapping[Summary, frozenset[str]]) -> ListLead | None:
    """What changes for an audience by the drafts on which it can say something, first to close first."""
    drafts = [s for s in about.held.all if about.key in touched.get(s, ())]
    held = draft_list(drafts, _asking)
    if not held.all:
        return None
    more = _FURTHER if len(held.all) > MOST_CHANGES else ""
    heading = "Điều gì thay đổi với đối tượng này"
    return ListLead("thay-doi", heading, held.part(0, MOST_CHANGES), AFFECTED, about.key, more)


def _central(site: Site) -> ListOfDrafts:
    """The drafts of central bodies, which the province tells its people of."""
    held = draft_list(
        site.summaries, lambda fields, now: is_central(site.registers, fields.document_type)
    )
    return ListOfDrafts(
        CENTRAL,
        "Dự thảo của cơ quan trung ương",
        f"Dự thảo của bộ, ngành trung ương, không phải của {site.settings.province.name}; ý kiến gửi đến cơ quan ghi ở từng dự thảo.",
        CRUMBS,
        held,
        "Chưa đăng dự thảo nào của cơ quan trung ương.",
    )


def _choices(entries: Sequence[tuple[str, str, DraftList]], here: str) -> tuple[Choice, ...]:
    """Links to lists (address, label, drafts), the one at `here` among them, each with how many drafts stand in it."""
    return tuple(
        {
            "url": "~/" + path,
            "label": label,
            "count": len(listed.now) or ("0" if path == here else ""),
            "steps": listed.counted("{}", none="0" if path == here else ""),
            "current": path == here,
        }
        for path, label, listed in entries
        if listed.all or path == here  # an empty list is no choice
    )


class _Subject(NamedTuple):
    """A topic, agency, place or audience with its drafts. `above`: of a place the one that it lies in, or None; `sections`
    are its own drafts and those of all that lies around it then; `crossed`: its lists by state, by their names.
    """

    kind: str
    key: str
    held: DraftList
    above: str | None
    sections: tuple[ListSection, ...]
    crossed: Mapping[str, DraftList]


def _subjects(site: Site) -> Iterator[_Subject]:
    own = own_drafts(site.registers, site.summaries)
    for kind, by_key in draft_lists(site, site.summaries).items():
        for key, held in by_key.items():
            above = site.registers.places[key].within if kind == "place" else None
            sections: tuple[ListSection, ...] = (
                _of_place(site, key, above, held, frozenset(own[key])) if above else ()
            )
            crossed: Mapping[str, DraftList] = {}
            if kind in CROSSED:
                crossed = (
                    _crossed(sections[0].held, CROSSING_OWN) if above else _crossed(held, CROSSING)
                )
            yield _Subject(kind, key, held, above, sections, crossed)


def _of_place(
    site: Site, key: str, above: str, held: DraftList, own: frozenset[Summary]
) -> tuple[ListSection, ListSection]:
    """A place's own drafts, then what concerns it with all that lies around it."""

    def part(mine: bool) -> DraftList:
        return DraftList(
            tuple((at, tuple(s for s in drafts if (s in own) is mine)) for at, drafts in held.steps)
        )

    place, around = site.registers.places[key], site.registers.places[above]
    none = "Chưa có dự thảo riêng nào."
    return (
        ListSection("rieng", f"Dự thảo riêng của {place.name}", part(True), none),
        ListSection("chung", f"{_WIDE} {around.name}", part(False), _EMPTY),
    )


def _crossed(held: DraftList, states: Sequence[str]) -> dict[str, DraftList]:
    """The lists by state of a topic, or of a place's own drafts.

    An address that was there stays: whatever has a draft has a list of what is open and one of what is to come; the
    others hold facts that stay facts.
    """
    lists = {name: draft_list(held.all, in_list(name)) for name in states if held.all}
    return {name: of for name, of in lists.items() if of.all or name in ("open", "upcoming")}


def _of_subject(site: Site, about: _Subject, answers: frozenset[str]) -> Iterator[ListOfDrafts]:
    """The list of a topic, agency, place or audience, and its lists by state."""
    kind, key, held, above, sections, crossed = about
    title, lead = _said(site, kind, key)
    subject = title.removeprefix(f"{TITLES[kind]}: ")
    path, facet = site.links.by(kind, key), f"{BY[kind].rstrip('/')}={key}"
    crumbs = (CRUMBS[0], {"text": TITLES[kind], "url": "~/" + site.links.by(kind)})
    said = "Riêng, {}" if above else "{}"
    entries = [(path, "Tất cả", held)]
    entries += [
        (
            site.links.crossing(kind, key, name),
            said.format(LABELS[name].lower() if above else LABELS[name]),
            listed,
        )
        for name, listed in crossed.items()
    ]
    yield ListOfDrafts(
        path,
        title,
        lead,
        crumbs,
        held,
        "Chưa có dự thảo nào.",
        (*FEEDS, *((OWN,) if above else ())) if kind != "audience" else (NEW, FEEDS[-1]),
        _choices(entries, path) if crossed else (),
        here=_here(site, key) if above else None,
        facet=facet,
        narrower=_OF_ALL if above else NARROWER,
        more=tuple(_onward(site, kind, key, answers)),
        sections=sections,
    )
    for name, listed in crossed.items():
        here = site.links.crossing(kind, key, name)
        more = [{"text": f"Tất cả dự thảo: {subject}", "url": f"~/{path}"}]
        if above and name == "open":
            text = f"{_WIDE} {site.registers.places[above].name}: {LABELS[name].lower()}"
            more += [{"text": text, "url": f"~/{path}#chung"}]
        yield ListOfDrafts(
            here,
            f"{subject}: {LABELS[name].lower()}",
            _LEAD[name] + (" Chỉ gồm dự thảo riêng của địa bàn này." if above else ""),
            (*crumbs, {"text": title, "url": f"~/{path}"}),
            listed,
            _EMPTY,
            nearest=(subject, path) if kind != "audience" else None,
            choices=_choices(entries, here),
            facet=f"{facet}&tinh-trang={LISTS[name].rstrip('/')}",
            narrower=_OF_ALL if above else NARROWER,
            more=tuple(more),
        )


def _here(site: Site, place: str) -> Link:
    name = site.registers.places[place].name
    return {"key": place, "name": name, "kind": name.removesuffix(bare_name(name)).strip() or "nơi"}


def _said(site: Site, kind: str, key: str) -> tuple[str, str]:
    """Title and lead."""
    registers = site.registers
    if kind == "topic":
        return f"Lĩnh vực: {registers.topics[key].name}", ""
    if kind == "audience":
        name = registers.audiences[key].name
        return f"Đối tượng: {name}", "Các dự thảo tác động đến đối tượng này."
    if kind == "agency":
        return registers.agencies[key].name, _OF_AGENCY
    place = registers.places[key]
    lead = _OF_COMMUNE if place.within else "Dự thảo áp dụng trên toàn địa bàn."
    return place.name[:1].upper() + place.name[1:], lead


def _onward(site: Site, kind: str, key: str, answers: frozenset[str]) -> Iterator[Link]:
    """Where the reader finds what this list leaves to another; `answers`: the agencies that have a page of what they answered."""
    registers = site.registers
    if kind == "place":
        for above in registers.upward(key)[1:]:
            text = f"Các dự thảo khác của {registers.places[above].name}"
            yield {"text": text, "url": "~/" + site.links.by("place", above)}
    if kind == "agency":
        if key in answers:
            url = "~/" + site.links.by("agency", key) + PAGE
            yield {
                "text": "Ý kiến không được tiếp thu và lý do; dự thảo quá hạn trả lời",
                "url": url,
            }
        for heir in registers.heirs(key)[1:]:
            text = f"Cơ quan kế thừa: {registers.agencies[heir].name}"
            yield {"text": text, "url": "~/" + site.links.by("agency", heir)}
