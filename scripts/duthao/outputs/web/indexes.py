"""The indexes of all topics, agencies, places and audiences, with how many drafts each has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from duthao.domain.registers import bare_name
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, TITLES, draft_list, draft_lists, in_list
from duthao.outputs.site import Site

_LEAD = {
    "topic": "Dự thảo xếp theo lĩnh vực.",
    "agency": "Dự thảo xếp theo cơ quan chủ trì soạn thảo và cơ quan ban hành.",
    "place": "Chọn nơi mình ở để xem dự thảo của riêng xã, phường và dự thảo chung toàn tỉnh đang hoặc sắp lấy ý kiến.",
    "audience": "Dự thảo xếp theo đối tượng chịu tác động.",
}
_FIND = {
    "topic": "Tìm lĩnh vực",
    "agency": "Tìm cơ quan",
    "place": "Tìm xã, phường, kể cả tên cũ",
    "audience": "Tìm đối tượng",
}
_MANY = 12  # entries above which a box to filter them helps
_LEVELS = {"province": "Cấp tỉnh", "commune": "Cấp xã", "central": "Trung ương"}
_KINDS = {"tinh": "Toàn tỉnh", "phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}


class _Count(NamedTuple):
    """How many drafts stand in a list, and how many of them are open now; the attributes of both where they will change."""

    all: int
    open: int
    counted: Markup
    steps: Markup


class Indexes(Output):
    """The indexes of all topics, agencies, places and audiences, with how many drafts each has."""

    name = "indexes"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/linh-vuc/`, `/co-quan/`, `/dia-ban/`, `/doi-tuong/`."""
        for kind, by_key in draft_lists(site, site.summaries).items():
            counts = {
                key: _Count(
                    len(held.now),
                    len(asking.now),
                    held.counted("{} dự thảo"),
                    asking.counted("{} đang lấy ý kiến", ""),
                )
                for key, held in by_key.items()
                for asking in (draft_list(held.all, in_list("open")),)
            }
            path = site.links.by(kind)
            yield Artifact(
                site.links.file(path), partial(_page, site, kind, path, counts), (kind, counts)
            )


def _page(site: Site, kind: str, path: str, counts: Mapping[str, _Count]) -> bytes:
    groups: dict[str, list[dict[str, Any]]] = {heading: [] for heading in _headings(kind)}
    for key, count in counts.items():
        heading, text, said = _entry(site, kind, key)
        url = "~/" + site.links.by(kind, key)
        groups[heading].append(
            {
                "text": text,
                "url": url,
                "count": count.all,
                "counted": count.counted,
                "open": count.open,
                "steps": count.steps,
                "said": said,
            }
        )
    main = site.render(
        "index-by.html",
        crumbs=CRUMBS,
        title=TITLES[kind],
        lead=_LEAD[kind],
        mine=kind == "place",
        search=_FIND[kind] if len(counts) > _MANY else "",
        groups=[
            {"heading": heading, "entries": found} for heading, found in groups.items() if found
        ],
    )
    return site.page("indexes", path, title=TITLES[kind], description=_LEAD[kind], main=main)


def _headings(kind: str) -> tuple[str, ...]:
    """The groups of an index in their order; one without heading where there are none."""
    return tuple({"agency": _LEVELS, "place": _KINDS}.get(kind, {"": ""}).values())


def _entry(site: Site, kind: str, key: str) -> tuple[str, str, str]:
    """Heading of its group, its name, and what else it is or was called."""
    registers = site.registers
    if kind == "agency":
        agency = registers.agencies[key]
        former = ", ".join(f.name for f in agency.former_names)
        return _LEVELS[agency.level], agency.name, f"trước đây: {former}" if former else ""
    if kind == "place":
        place = registers.places[key]
        name = bare_name(place.name) if place.within else place.name
        former = ", ".join(place.former)
        said = f"địa bàn cũ: {former}" if former else ""
        return _KINDS[place.kind], name[:1].upper() + name[1:], said
    return "", (registers.topics if kind == "topic" else registers.audiences)[key].name, ""
