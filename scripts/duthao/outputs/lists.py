"""Lists of drafts: all, by state or flag, by topic, agency, place and audience; and the indexes of those."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from duthao.catalogue import CARDS, grouped, in_state, joined, ordered
from duthao.lifecycle import LABELS
from duthao.links import ALL, LISTS
from duthao.records import Record
from duthao.registers import bare_name
from duthao.site import Card, Part, Site
from duthao.standing import clock, deadline, state

NAME = CARDS
PER_PAGE = 50
_FEEDS = (("RSS", "rss.xml", "application/rss+xml"), ("Atom", "atom.xml", "application/atom+xml"),
          ("JSON Feed", "feed.json", "application/feed+json"))
_LEAD = {
    "open": "Nhân dân, cơ quan, tổ chức góp ý đến hết thời hạn ghi ở mỗi dự thảo.",
    "closing_soon": "Các dự thảo sắp hết thời hạn góp ý.",
    "upcoming": "Các dự thảo đã định ngày hoặc dự kiến lấy ý kiến.",
    "analysing": "Đã hết hạn góp ý; cơ quan soạn thảo đang tổng hợp, tiếp thu ý kiến.",
    "answer_overdue": "Đã quá hạn mà chưa công bố tiếp thu, giải trình ý kiến.",
    "answered": "Cơ quan soạn thảo đã công bố tiếp thu những ý kiến nào, không tiếp thu ý kiến nào và vì sao.",
    "issued": "Văn bản đã ban hành sau khi lấy ý kiến.",
}
_INDEX = {
    "topic": ("Lĩnh vực", "Dự thảo xếp theo lĩnh vực.", "Tìm lĩnh vực"),
    "agency": ("Cơ quan", "Dự thảo xếp theo cơ quan chủ trì soạn thảo và cơ quan ban hành.", "Tìm cơ quan"),
    "place": ("Địa bàn", "Chọn nơi mình ở để xem dự thảo của riêng nơi ấy và dự thảo toàn tỉnh đang lấy ý kiến.", "Tìm xã, phường, kể cả tên cũ"),
    "audience": ("Đối tượng", "Dự thảo xếp theo đối tượng chịu tác động.", "Tìm đối tượng"),
}
_LEVELS = (("province", "Cấp tỉnh"), ("commune", "Cấp xã"), ("central", "Trung ương"))
_KINDS = (("tinh", "Toàn tỉnh"), ("phuong", "Phường"), ("xa", "Xã"), ("dac-khu", "Đặc khu"))
Link = dict[str, str]


@dataclass(frozen=True)
class _List:
    """A list before it is cut into pages; `fed`: it has feeds of its own."""

    path: str
    title: str
    lead: str
    crumbs: tuple[Link, ...]
    cards: tuple[Card, ...]
    empty: str
    fed: bool = False
    filters: tuple[Mapping[str, Any], ...] = ()
    more: tuple[Link, ...] = ()


def excerpt(site: Site, record: Record) -> str:
    """The record's card as finished HTML: made once, joined into every list that holds it."""
    front, view = record.front, site.view(record)
    places = [site.registers.places[key].name for key in front.places]
    where = ", ".join(places) if len(places) <= 2 else f"{places[0]} và {len(places) - 1} địa bàn khác"
    return site.render(
        "card.html", url="~/" + site.links.draft(record.id), title=front.short_title, demo=front.demo,
        clock=clock(view, site.settings), state=state(view), deadline=deadline(view, site.now, site.settings),
        meta=[{"icon": "agency", "text": site.agency_name(record, front.agency)},
              {"icon": "topic", "text": ", ".join(site.registers.topics[key].name for key in front.topics)},
              {"icon": "place", "text": where[:1].upper() + where[1:]}],
    )


def of_site(site: Site) -> Iterator[Part]:
    """Every page of every list, then the indexes."""
    cards = ordered(site.cards)
    groups = grouped(site, cards)
    for each in [*_by_state(site, cards), *(_by_key(site, kind, key, found) for kind in groups for key, found in groups[kind].items())]:
        yield from _pages(site, each)
    for kind, by_key in groups.items():
        yield _index(site, kind, by_key)


def _by_state(site: Site, cards: Sequence[Card]) -> Iterator[_List]:
    held = {name: in_state(cards, name) for name in LISTS}
    entries = [(ALL, "Tất cả", len(cards))] + [(LISTS[name], LABELS[name], len(held[name])) for name in LISTS]

    def filters(here: str) -> tuple[Mapping[str, Any], ...]:
        return tuple({"url": "~/" + path, "label": label, "count": count, "current": path == here} for path, label, count in entries)

    yield _List(ALL, "Tất cả dự thảo", "", (_HOME,), tuple(cards), "Chưa có dự thảo nào.", filters=filters(ALL))
    for name, path in LISTS.items():
        yield _List(path, LABELS[name], _LEAD[name], (_HOME, _ALL), held[name], "Hiện không có dự thảo nào.",
                    fed=name in ("closing_soon", "answered"), filters=filters(path))


def _by_key(site: Site, kind: str, key: str, cards: tuple[Card, ...]) -> _List:
    registers, path = site.registers, site.links.by(kind, key)
    crumbs = (_HOME, {"text": _INDEX[kind][0], "url": "~/" + site.links.by(kind)})
    more: tuple[Link, ...] = ()
    if kind == "topic":
        title, lead = f"Lĩnh vực: {registers.topics[key].name}", ""
    elif kind == "audience":
        title, lead = f"Đối tượng: {registers.audiences[key].name}", "Các dự thảo tác động đến đối tượng này."
    elif kind == "agency":
        agency = registers.agencies[key]
        title, lead = agency.name, "Dự thảo do cơ quan này hoặc cơ quan tiền thân chủ trì soạn thảo, ban hành."
        if agency.successor:
            heir = registers.agencies[agency.successor].name
            more = ({"text": f"Cơ quan kế tục: {heir}", "url": "~/" + site.links.by("agency", agency.successor)},)
    else:
        name = registers.places[key].name
        title, lead = name[:1].upper() + name[1:], "Dự thảo áp dụng trên toàn địa bàn."
        if within := registers.upward(key)[1:]:
            lead = "Dự thảo của riêng địa bàn này và dự thảo chung đang hoặc sắp lấy ý kiến."
            more = tuple({"text": f"Các dự thảo khác của {registers.places[up].name}", "url": "~/" + site.links.by("place", up)} for up in within)
    return _List(path, title, lead, crumbs, cards, "Chưa có dự thảo nào.", fed=kind != "audience", more=more)


_HOME: Link = {"text": "Trang chủ", "url": "~/"}
_ALL: Link = {"text": "Dự thảo", "url": "~/" + ALL}


def _pages(site: Site, whole: _List) -> Iterator[Part]:
    of = max(1, -(-len(whole.cards) // PER_PAGE))
    for number in range(1, of + 1):
        cards = whole.cards[(number - 1) * PER_PAGE:number * PER_PAGE]
        needs = _digest(whole.path, whole.title, whole.lead, whole.more, whole.filters, number, of, len(whole.cards),
                        *(card.light.face for card in cards))
        yield Part(site.links.file(site.links.paged(whole.path, number)), partial(_page, site, whole, cards, number, of), needs)


def _page(site: Site, whole: _List, cards: Sequence[Card], number: int, of: int) -> bytes:
    path = site.links.paged(whole.path, number)
    title = whole.title if number == 1 else f"{whole.title}, trang {number}"
    base = "~/" + whole.path if whole.fed else "~/"
    feeds = [{"label": f"{whole.title} ({label})" if whole.fed else label, "name": label, "url": base + name, "type": kind} for label, name, kind in _FEEDS]
    context = {
        "crumbs": whole.crumbs, "title": title, "lead": whole.lead, "count": f"{len(whole.cards)} dự thảo",
        "filters": whole.filters, "cards": joined(cards), "empty": whole.empty, "more": whole.more,
        "feeds": [{"label": f["name"], "url": f["url"]} for f in feeds] if whole.fed else [],
        "pages": _pager(site, whole.path, number, of),
    }
    return site.shells["list"].pour(path, {
        "title": title, "description": f"{title}: {len(whole.cards)} dự thảo. {whole.lead}".strip(),
        "canonical": site.links.absolute(path), "toc": "", "main": site.render("list.html", **context),
        "head": site.render("head.html", feeds=feeds, alternates=[], robots="", card=None, data=""),
    })


def _pager(site: Site, path: str, number: int, of: int) -> dict[str, Any] | None:
    if of == 1:
        return None

    def url(page: int) -> str:
        return "~/" + site.links.paged(path, page)

    shown = sorted({1, of, *range(max(1, number - 2), min(of, number + 2) + 1)})
    return {"previous": url(number - 1) if number > 1 else None, "next": url(number + 1) if number < of else None,
            "items": [{"text": str(page), "url": url(page), "current": page == number} for page in shown]}


def _index(site: Site, kind: str, by_key: Mapping[str, tuple[Card, ...]]) -> Part:
    entries = {key: (len(cards), sum(c.light.state == "open" for c in cards)) for key, cards in by_key.items()}
    return Part(site.links.file(site.links.by(kind)), partial(_index_page, site, kind, entries), _digest(kind, tuple(entries.items())))


def _index_page(site: Site, kind: str, entries: Mapping[str, tuple[int, int]]) -> bytes:
    title, lead, search = _INDEX[kind]
    path = site.links.by(kind)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for key, (count, open_now) in entries.items():
        heading, text, said = _entry(site, kind, key)
        groups[heading].append({"text": text, "url": "~/" + site.links.by(kind, key), "count": count, "open": open_now, "said": said})
    order = [heading for _, heading in (*_LEVELS, *_KINDS)]
    context = {
        "crumbs": (_HOME, _ALL), "title": title, "lead": lead, "search": search if len(entries) > 12 else "",
        "groups": [{"heading": heading, "entries": found} for heading, found in sorted(groups.items(), key=lambda g: order.index(g[0]) if g[0] else 0)],
    }
    return site.shells["plain"].pour(path, {
        "title": title, "description": lead, "canonical": site.links.absolute(path), "head": "", "toc": "",
        "main": site.render("index-by.html", **context),
    })


def _entry(site: Site, kind: str, key: str) -> tuple[str, str, str]:
    """Group heading, name, and what else it is or was called."""
    registers = site.registers
    if kind == "agency":
        agency = registers.agencies[key]
        former = "; ".join(f.name for f in agency.former_names)
        return dict(_LEVELS)[agency.level], agency.name, f"trước đây: {former}" if former else ""
    if kind == "place":
        place = registers.places[key]
        text = place.name[:1].upper() + place.name[1:] if place.kind == "tinh" else bare_name(place.name)
        return dict(_KINDS)[place.kind], text, f"trước đây: {'; '.join(place.former)}" if place.former else ""
    return "", registers.topics[key].name if kind == "topic" else registers.audiences[key].name, ""


def _digest(*said: object) -> str:
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()
