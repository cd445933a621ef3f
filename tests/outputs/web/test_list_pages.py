"""Pages of lists: a place's own drafts and those of all around it, and the lists of topics and places by state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from duthao.domain.registers import Registers
from duthao.outputs.shared.listing import own_drafts
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.outputs.web import facets, lists
from duthao.rendering.links import BY, LISTS
from tests.outputs.web.test_pages import full, ids_in, library, listed, made_by, site, text
from tests.summaries import Unread

__all__ = ["full", "library", "listed", "site"]

PLACE, WIDE = "song-tri", "ht-2026-008"


def ids_in_cards(element: Any) -> list[str]:
    return [href.split("/")[-2] for href in element.xpath(".//h3/a/@href")]


def parts(page: Any) -> list[tuple[str, list[str], str]]:
    """Of each section its anchor, the drafts that stand in it and how many it says."""
    return [
        (
            heading.get("id"),
            ids_in_cards(heading.xpath("following-sibling::ul")[0]),
            text(heading, "./small"),
        )
        for heading in page.xpath("//article//h2[@id]")
    ]


def test_a_commune_tells_its_own_from_the_provinces(full: Site, listed: dict[str, Any]) -> None:
    own = own_drafts(full.registers, full.summaries)
    some = 0
    for key, place in full.registers.places.items():
        page = listed[f"{BY['place']}{key}/index.html"]
        if not place.within:
            assert not parts(page)
            continue
        (first, mine, said), (second, around, of) = parts(page)
        assert (first, second) == ("rieng", "chung")
        assert sorted(mine) == sorted(summary.id for summary in own[key])
        assert (said, of) == (f"{len(mine)} dự thảo", f"{len(around)} dự thảo")
        assert around and not set(mine) & set(around)
        some += bool(mine)
    assert some > 5


def of_places(registers: Registers, **changed: Any) -> Registers:
    """The registers with some places changed."""
    places = {
        key: place.model_copy(update=changed.get(key.replace("-", "_"), {}))
        for key, place in registers.places.items()
    }
    return registers.model_copy(update={"places": places})


def test_a_closed_draft_of_a_place_that_was_merged_is_its_successors_own(full: Site) -> None:
    (closed,) = [s for s in full.summaries if s.id == WIDE]
    local = Summary(closed.fields._replace(places=("can-loc",)), closed.store, closed.first)
    registers = of_places(full.registers, can_loc={"successor": PLACE})
    merged = replace(full, registers=registers, summaries=(local,))
    made = made_by(lists.Lists(), merged)
    assert local.fields.state not in ("open", "upcoming")
    assert parts(made[f"dia-ban/{PLACE}/index.html"])[0][1] == [WIDE]


def test_sections_run_on_over_pages(full: Site) -> None:
    wide = next(
        s for s in full.summaries if s.fields.state == "open" and s.fields.places == ("ha-tinh",)
    )

    def many(count: int, name: str, places: tuple[str, ...]) -> list[Summary]:
        return [
            Summary(
                wide.fields._replace(id=f"{name}-{n:03}", places=places), wide.store, wide.first
            )
            for n in range(count)
        ]

    busy = replace(
        full, summaries=(*many(60, "ht-own", (PLACE,)), *many(50, "ht-wide", wide.fields.places))
    )
    made = {
        artifact.path: visible_parts(artifact.render())
        for artifact in lists.Lists().for_site(busy)
        if artifact.path.startswith(f"dia-ban/{PLACE}/") and "-" not in artifact.path.split("/")[2]
    }
    assert [(path, [(a, n) for a, n, _ in found]) for path, found in sorted(made.items())] == [
        (f"dia-ban/{PLACE}/index.html", [("rieng", 50)]),
        (f"dia-ban/{PLACE}/trang/2/index.html", [("rieng", 10), ("chung", 40)]),
        (f"dia-ban/{PLACE}/trang/3/index.html", [("chung", 10)]),
    ]
    assert made[f"dia-ban/{PLACE}/trang/2/index.html"][0][2] == "60 dự thảo"  # of the whole list


def visible_parts(html: bytes) -> list[tuple[str, int, str]]:
    return [(a, len(ids), said) for a, ids, said in parts(lxml.html.fromstring(html.decode()))]


@pytest.mark.parametrize("kind", lists.CROSSED)
def test_lists_by_state_of_a_topic_or_place_hold_what_they_say_and_are_linked(
    full: Site, listed: dict[str, Any], kind: str
) -> None:
    own = own_drafts(full.registers, full.summaries)
    found = 0
    for path, page in listed.items():
        folder, *rest = path.split("/")
        if f"{folder}/" != BY[kind] or len(rest) != 3 or f"{rest[1]}/" not in LISTS.values():
            continue
        key, state, _ = rest
        (name,) = [name for name, address in LISTS.items() if address == f"{state}/"]
        mine = (
            own[key]
            if kind == "place"
            else [s for s in full.summaries if key in (*s.fields.topics, *s.fields.audiences)]
        )
        expected = {summary.id for summary in mine if name in summary.fields.lists}
        assert set(ids_in(page)) == expected, path
        assert page.xpath("//nav[@class='dt-filters']//a[@aria-current]/@href")[0].endswith(
            f"{key}/{state}/"
        )
        above = listed[f"{folder}/{key}/index.html"]
        links = [
            a
            for a in above.xpath("//nav[@class='dt-filters']//a")
            if a.get("href").endswith(f"/{state}/")
        ]
        assert [text(a, "./span") for a in links] in ([], [str(len(expected) or "")])
        assert bool(links) >= bool(expected)
        found += 1
    assert found > 10


def test_an_address_that_was_there_stays(full: Site, listed: dict[str, Any]) -> None:
    """Whatever has a draft has its lists of what is open, though nothing is."""
    topics = {topic for summary in full.summaries for topic in summary.fields.topics}
    for topic in topics:
        assert f"linh-vuc/{topic}/dang-lay-y-kien/index.html" in listed
    empty = [
        page
        for path, page in listed.items()
        if path.startswith("linh-vuc/")
        and path.endswith("/dang-lay-y-kien/index.html")
        and not ids_in(page)
    ]
    assert empty
    assert all("Hiện không có dự thảo nào." in page.text_content() for page in empty)


def test_the_facets_follow_from_what_is_kept_of_drafts(full: Site) -> None:
    """No draft is read: a thousand would take their time."""
    unread = replace(
        full, summaries=tuple(Summary(s.fields, Unread(), s.first) for s in full.summaries)
    )
    files = [(a.path, a.cache_key, a.render()) for a in facets.Facets().for_site(unread)]
    assert files == [(a.path, a.cache_key, a.render()) for a in facets.Facets().for_site(full)]
    assert [path for path, *_ in files] == ["du-thao/loc.json", "dia-ban/tat-ca.json"]


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("dang-lay-y-kien/", "Đang lấy ý kiến"),
        ("sap-het-han/", "Dự thảo"),
        ("du-thao/", "Dự thảo"),
        ("linh-vuc/giao-duc/", "Lĩnh vực, địa bàn"),
        ("dia-ban/ha-tinh/", "Lĩnh vực, địa bàn"),
    ],
)
def test_a_list_stands_under_the_tab_where_it_is_looked_for(
    built: Path, path: str, tab: str
) -> None:
    page = lxml.html.fromstring((built / "site" / path / "index.html").read_bytes())
    active = page.xpath("//a[@class='md-tabs__link' and @aria-current]")
    assert [a.text_content() for a in active] == [tab]
