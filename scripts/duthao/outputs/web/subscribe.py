"""The page to subscribe from: addresses of the whole site and of lists by state; links to those of each place, topic and agency."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.domain.lifecycle import LABELS
from duthao.domain.registers import bare_name
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, FEEDS, TITLES, feeds
from duthao.outputs.shared.subscriptions import BY_STATE
from duthao.outputs.site import Site
from duthao.rendering.links import LISTS, SUBSCRIBE

_TITLE = "Theo dõi"
_LEAD = "Chọn điều muốn theo dõi rồi lấy địa chỉ đưa vào phần mềm đọc tin hoặc phần mềm lịch. Không cần đăng ký tài khoản, không phải cung cấp thông tin cá nhân."
Row = dict[str, Any]


class SubscribePage(Output):
    """The page to subscribe from. The list of a place, topic or agency names its own addresses."""

    name = "subscribe"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/theo-doi/`."""
        rows = [_row("Mọi dự thảo", ""), *(_row(LABELS[s], LISTS[s]) for s in BY_STATE)]
        groups = [
            {"heading": heading, "entries": entries}
            for heading, entries in _groups(site)
            if entries
        ]
        yield Artifact(
            site.links.file(SUBSCRIBE), partial(_page, site, rows, groups), (rows, groups)
        )


def _groups(site: Site) -> Iterator[tuple[str, list[Row]]]:
    registers, links = site.registers, site.links
    yield (
        TITLES["place"],
        [
            _entry(
                _capital(bare_name(place.name) if place.within else place.name),
                links.by("place", key),
                ", ".join(place.former),
            )
            for key, place in registers.places.items()
        ],
    )
    yield (
        TITLES["topic"],
        [_entry(topic.name, links.by("topic", key)) for key, topic in registers.topics.items()],
    )
    yield (
        TITLES["agency"],
        [
            _entry(
                agency.name, links.by("agency", key), ", ".join(f.name for f in agency.former_names)
            )
            for key, agency in registers.agencies.items()
        ],
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _entry(text: str, folder: str, said: str = "") -> Row:
    """What has a page that names its addresses, and what it was called before."""
    return {"text": text, "url": f"~/{folder}#theo-doi", "said": said}


def _row(text: str, folder: str) -> Row:
    """A line of the table: the page itself, and the addresses."""
    return {
        "text": text,
        "url": "~/" + folder,
        "feeds": [
            {"label": label, "url": f"~/{folder}{name}", "type": kind}
            for label, name, kind in FEEDS
        ],
    }


def _page(site: Site, rows: list[Row], groups: list[dict[str, Any]]) -> bytes:
    main = site.render(
        "subscribe.html",
        crumbs=CRUMBS[:1],
        title=_TITLE,
        lead=_LEAD,
        search="Tìm xã, phường, lĩnh vực, cơ quan, kể cả tên cũ",
        columns=[label for label, _, _ in FEEDS],
        rows=rows,
        groups=groups,
        example=site.links.absolute("rss.xml"),
        calendar=site.links.absolute("lich.ics"),
    )
    return site.page(
        "follow",
        SUBSCRIBE,
        title=_TITLE,
        description=_LEAD,
        main=main,
        feeds=feeds(site.settings.province.site_title, ""),
    )
