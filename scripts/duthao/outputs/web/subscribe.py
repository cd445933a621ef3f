"""The page to subscribe from: in two steps, where scripts run; and a table of addresses, for everybody.

theme/site/assets/follow.js reads the names of places, agencies and topics from the files of filters and search, those of
drafts from a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from duthao.domain.lifecycle import LABELS
from duthao.domain.registers import bare_name
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, FEEDS, OWN, TITLES, feeds
from duthao.outputs.shared.subscriptions import BY_STATE, NEWS_KINDS
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.outputs.web.search import as_json
from duthao.records.record import Record
from duthao.rendering import qr
from duthao.rendering.links import BY, FEED_LIST, LISTS, SUBSCRIBE

_TITLE = "Theo dõi"
_LEAD = "Chọn điều muốn theo dõi rồi lấy địa chỉ đưa vào phần mềm đọc tin hoặc phần mềm lịch. Không cần đăng ký tài khoản, không phải cung cấp thông tin cá nhân."
TITLE = "short_title"  # the snippet
# The first step: what can be followed, by the first part of its address; how its names are asked for.
_SORTS = (
    ("", "Mọi dự thảo", ""),
    ("dia-ban", "Một xã, phường", "Gõ tên xã, phường mới hoặc cũ, có dấu hay không dấu"),
    ("linh-vuc", "Một lĩnh vực", "Gõ tên lĩnh vực, hoặc chọn trong danh sách"),
    ("co-quan", "Một cơ quan", "Gõ tên cơ quan, kể cả tên cũ, hoặc chọn trong danh sách"),
    ("du-thao", "Một dự thảo", "Gõ tên hoặc mã hồ sơ của dự thảo"),
)
# What has feeds for each kind of news; `xa` are places within another, which have one for what is new. A draft's feed is short.
_WITH_KINDS = "tat-ca dia-ban linh-vuc co-quan"
_OVER = ("issued", "dropped", "withdrawn")
Row = dict[str, Any]


class SubscribePage(Output):
    """The page to subscribe from. The list of a place, topic, agency or audience names its own addresses."""

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
        drafts = [
            summary
            for summary in sorted(site.summaries, key=lambda summary: summary.id, reverse=True)
            if summary.fields.state not in _OVER
        ]
        yield Artifact(
            f"{SUBSCRIBE}du-thao.json",
            partial(_drafts, drafts),
            ([draft.id for draft in drafts], snippet_digest(drafts, TITLE)),
        )
        for source in _sources(site):
            asked = f"?nguon={source}" if source else ""
            address = site.links.absolute(SUBSCRIBE + asked)
            yield Artifact(
                f"{SUBSCRIBE}qr/{source or 'tat-ca'}.svg", partial(_code, address), address
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's short title."""
        return {TITLE: record.draft.short_title}


def _sources(site: Site) -> Iterator[str]:
    """What can be followed but for single drafts, as the address of the page says it; "" of the whole site."""
    registers = site.registers
    yield ""
    for kind, keys in (
        ("place", registers.places),
        ("topic", registers.topics),
        ("agency", registers.agencies),
    ):
        yield from (f"{BY[kind]}{key}" for key in keys)


def _drafts(drafts: Sequence[Summary]) -> bytes:
    """`{drafts: [{id, title}]}` of all that are not over, the newest id first."""
    titles = snippets(drafts, TITLE)
    entries = [
        {"id": draft.id, "title": title} for draft, title in zip(drafts, titles, strict=True)
    ]
    return as_json({"drafts": entries})


def _code(address: str) -> bytes:
    return qr.svg(address).encode()


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
    yield (
        TITLES["audience"],
        [
            _entry(audience.name, links.by("audience", key), ", ".join(audience.also))
            for key, audience in registers.audiences.items()
        ],
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _entry(text: str, folder: str, said: str = "") -> Row:
    """What has a page that names its addresses, and what else it is or was called."""
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


def _kinds() -> list[Row]:
    """The second step: all news, those of a place alone, those of one kind."""
    rows = [
        (FEEDS[0][1], "Mọi tin", f"{_WITH_KINDS} xa du-thao", False),
        (OWN[1], "Tin riêng của nơi này", "xa", False),
        *(
            (kind.file, kind.label, _WITH_KINDS + " xa" * kind.everywhere, True)
            for kind in NEWS_KINDS
        ),
    ]
    return [dict(zip(("file", "label", "of", "news"), row, strict=True)) for row in rows]


def _page(site: Site, rows: list[Row], groups: list[dict[str, Any]]) -> bytes:
    main = site.render(
        "subscribe.html",
        crumbs=CRUMBS[:1],
        title=_TITLE,
        lead=_LEAD,
        search="Tìm xã, phường, lĩnh vực, cơ quan, đối tượng, kể cả tên cũ",
        columns=[label for label, _, _ in FEEDS],
        rows=rows,
        groups=groups,
        sorts=[{"key": key, "label": label, "find": find} for key, label, find in _SORTS],
        kinds=_kinds(),
        opml="~/" + FEED_LIST,
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
