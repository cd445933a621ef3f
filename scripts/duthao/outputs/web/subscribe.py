"""The page to subscribe from: every place, topic, agency and list that can be followed, with its addresses."""

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
    """The page to subscribe from: every place, topic, agency and list that can be followed, with its addresses."""

    name = "subscribe"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/theo-doi/`."""
        groups = [{"heading": heading, "rows": rows} for heading, rows in _groups(site) if rows]
        yield Artifact(site.links.file(SUBSCRIBE), partial(_page, site, groups), groups)


def _groups(site: Site) -> Iterator[tuple[str, list[Row]]]:
    registers, links = site.registers, site.links
    province = site.settings.province.name
    yield "Toàn bộ", [_row("Mọi dự thảo", "", province)]
    yield "Tình trạng", [_row(LABELS[state], LISTS[state]) for state in BY_STATE]
    yield (
        TITLES["place"],
        [
            _row(
                _capital(bare_name(place.name) if place.within else place.name),
                links.by("place", key),
                ", ".join(place.former),
            )
            for key, place in registers.places.items()
        ],
    )
    yield (
        TITLES["topic"],
        [_row(topic.name, links.by("topic", key)) for key, topic in registers.topics.items()],
    )
    yield (
        TITLES["agency"],
        [
            _row(
                agency.name, links.by("agency", key), ", ".join(f.name for f in agency.former_names)
            )
            for key, agency in registers.agencies.items()
        ],
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _row(text: str, folder: str, said: str = "") -> Row:
    """A line of the table: the page itself, what else it is or was called, and the addresses."""
    return {
        "text": text,
        "url": "~/" + folder,
        "said": said,
        "feeds": [
            {"label": label, "url": f"~/{folder}{name}", "type": kind}
            for label, name, kind in FEEDS
        ],
    }


def _page(site: Site, groups: list[dict[str, Any]]) -> bytes:
    main = site.render(
        "subscribe.html",
        crumbs=CRUMBS[:1],
        title=_TITLE,
        lead=_LEAD,
        search="Tìm xã, phường, lĩnh vực, cơ quan, kể cả tên cũ",
        columns=[label for label, _, _ in FEEDS],
        groups=groups,
        example=site.links.absolute("rss.xml"),
        calendar=site.links.absolute("lich.ics"),
    )
    return site.page(
        "press",
        SUBSCRIBE,
        title=_TITLE,
        description=_LEAD,
        main=main,
        feeds=feeds(site.settings.province.site_title, ""),
    )
