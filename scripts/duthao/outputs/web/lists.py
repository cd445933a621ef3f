"""Lists of drafts: all, by state or flag, by topic, agency, place and audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from duthao.domain.lifecycle import LABELS
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import (
    CARDS,
    CRUMBS,
    FEEDS,
    OWN,
    TITLES,
    DraftList,
    draft_list,
    draft_lists,
    entries_html,
    feeds,
    in_list,
    unchanged_since,
)
from duthao.outputs.shared.status import status
from duthao.outputs.shared.subscriptions import BY_STATE
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.outputs.web.facets import NAMES, ORDERS
from duthao.outputs.web.search import PER_FILE
from duthao.records.record import Record
from duthao.rendering.links import ALL, BY, LISTS

PER_PAGE = 50
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
_OF_AGENCY = "Dự thảo do cơ quan này hoặc cơ quan tiền thân chủ trì soạn thảo, ban hành."
_OF_COMMUNE = "Dự thảo của riêng địa bàn này và dự thảo chung đang hoặc sắp lấy ý kiến."
_MANY = {
    "dia-ban": "Tìm xã, phường, kể cả tên cũ",
    "co-quan": "Tìm cơ quan, kể cả tên cũ",
}
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
Link = Mapping[str, str]


@dataclass(frozen=True)
class _List:
    """A list before it is cut into pages; `feeds`: label, file name and media type of its own; `facet`: the choice that it is
    among all drafts, as an address asks for it.
    """

    path: str
    title: str
    lead: str
    crumbs: Sequence[Link]
    held: DraftList
    empty: str
    feeds: tuple[tuple[str, str, str], ...] = ()
    filters: tuple[Mapping[str, Any], ...] = ()
    filter: Mapping[str, Any] | None = None
    facet: str = ""
    more: tuple[Link, ...] = ()


def card(site: Site, record: Record) -> str:
    """The record's card as finished HTML: made once, joined into every list that holds it."""
    draft, registers = record.draft, site.registers
    places = [registers.places[key].name for key in draft.places]
    where = (
        f"{places[0]} và {len(places) - 1} địa bàn khác" if len(places) > 2 else ", ".join(places)
    )
    topics = ", ".join(registers.topics[key].name for key in draft.topics)
    return site.render(
        "card.html",
        url="~/" + site.links.draft(record.id),
        title=draft.short_title,
        at=site.links.spelled(site.links.short(record.id)),
        demo=draft.demo,
        status=status(site, record),
        meta=[
            {"icon": "agency", "text": site.agency_name(record, draft.agency)},
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
            yield from _pages(site, list_)
        for kind, by_key in draft_lists(site, site.summaries).items():
            for key, held in by_key.items():
                yield from _pages(site, _by_key(site, kind, key, held))

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's card as finished HTML."""
        return {CARDS: card(site, record)}


def _by_state(summaries: tuple[Summary, ...]) -> Iterator[_List]:
    list_ = draft_list(summaries, lambda fields, now: True)
    held = {name: draft_list(summaries, in_list(name)) for name in LISTS}
    entries = [(ALL, "Tất cả", list_)]
    entries += [(path, LABELS[name], held[name]) for name, path in LISTS.items()]

    def filters(here: str) -> tuple[Mapping[str, Any], ...]:
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

    yield _List(
        ALL,
        "Tất cả dự thảo",
        "",
        CRUMBS[:1],
        list_,
        "Chưa có dự thảo nào.",
        filters=filters(ALL),
        filter=_FILTER,
    )
    for name, path in LISTS.items():
        own = FEEDS if name in BY_STATE else ()
        empty = "Hiện không có dự thảo nào."
        yield _List(
            path,
            LABELS[name],
            _LEAD[name],
            CRUMBS,
            held[name],
            empty,
            own,
            filters(path),
            facet=f"tinh-trang={path.rstrip('/')}",
        )


def _by_key(site: Site, kind: str, key: str, held: DraftList) -> _List:
    title, lead = _said(site, kind, key)
    alone = (OWN,) if kind == "place" and site.registers.places[key].within else ()
    crumbs = (CRUMBS[0], {"text": TITLES[kind], "url": "~/" + site.links.by(kind)})
    return _List(
        site.links.by(kind, key),
        title,
        lead,
        crumbs,
        held,
        "Chưa có dự thảo nào.",
        (*FEEDS, *alone) if kind != "audience" else (),
        facet=f"{BY[kind].rstrip('/')}={key}",
        more=tuple(_onward(site, kind, key)),
    )


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


def _onward(site: Site, kind: str, key: str) -> Iterator[Link]:
    """Where the reader finds what this list leaves to another."""
    registers = site.registers
    if kind == "place":
        for above in registers.upward(key)[1:]:
            text = f"Các dự thảo khác của {registers.places[above].name}"
            yield {"text": text, "url": "~/" + site.links.by("place", above)}
    if kind == "agency":
        for heir in registers.heirs(key)[1:]:
            text = f"Cơ quan kế thừa: {registers.agencies[heir].name}"
            yield {"text": text, "url": "~/" + site.links.by("agency", heir)}


def _pages(site: Site, list_: _List) -> Iterator[Artifact]:
    of = max(1, -(-len(list_.held.now) // PER_PAGE))
    count = list_.held.counted("{} dự thảo")
    texts = (list_.path, list_.title, list_.lead, list_.more, list_.filters, list_.feeds, count)
    for number in range(1, of + 1):
        held = list_.held.part((number - 1) * PER_PAGE, number * PER_PAGE)
        yield Artifact(
            site.links.file(site.links.paged(list_.path, number)),
            partial(_page, site, list_, held, number, of),
            depends_on=(
                texts,
                len(list_.held.now),
                number,
                held.order,
                unchanged_since(held.all),
                snippet_digest(held.all, CARDS),
            ),
        )


def _page(site: Site, list_: _List, held: DraftList, number: int, of: int) -> bytes:
    path = site.links.paged(list_.path, number)
    title = list_.title if number == 1 else f"{list_.title}, trang {number}"
    found = feeds(site.settings.province.site_title, "")
    if list_.feeds:
        found = feeds(list_.title, list_.path, list_.feeds)
    own = [{"label": label, "url": f"~/{list_.path}{file}"} for label, file, _ in list_.feeds]
    main = site.render(
        "list.html",
        crumbs=list_.crumbs,
        title=title,
        lead=list_.lead,
        count=f"{len(list_.held.now)} dự thảo",
        counted=list_.held.counted("{} dự thảo"),
        filters=list_.filters,
        filter=list_.filter if number == 1 else None,
        narrower=_narrower(list_, number),
        cards=entries_html(held),
        order=held.order,
        some=bool(held.now),
        known=unchanged_since(held.all),
        empty=list_.empty,
        more=list_.more,
        feeds=own,
        pages=_pager(site, list_.path, number, of),
    )
    return site.page(
        "list",
        path,
        title=title,
        description=f"{title}. {list_.lead}".strip(),
        main=main,
        feeds=found,
    )


def _narrower(list_: _List, number: int) -> Link | None:
    if list_.filter:
        return {"url": f"~/{ALL}", "text": "Lọc và sắp xếp"} if number > 1 else None
    return {"url": f"~/{ALL}?{list_.facet}", "text": "Lọc thêm trong danh sách này"}


def _pager(site: Site, path: str, number: int, of: int) -> dict[str, Any] | None:
    if of == 1:
        return None

    def url(page: int) -> str | None:
        return "~/" + site.links.paged(path, page) if 1 <= page <= of else None

    shown = sorted({1, of, *(page for page in range(number - 2, number + 3) if 1 <= page <= of)})
    items = [{"text": str(page), "url": url(page), "current": page == number} for page in shown]
    return {"previous": url(number - 1), "next": url(number + 1), "items": items}
