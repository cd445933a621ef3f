"""Archived pages (RFC 5005): a reader who was away walks back from any feed and misses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from duthao import clock
from duthao.domain.settings import Feeds
from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds import feeds, xml_templates
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering.links import ARCHIVE
from tests.conftest import PROVINCE
from tests.feed_formats import atom_faults, schema_faults
from tests.feed_site import (
    ATOM,
    all_records,
    happened,
    ids,
    reaches,
    retitle,
    root,
    site_at,
    windows,
    with_summaries,
)

__all__ = ["root"]  # a fixture of the tests of feeds
HISTORY = "{http://purl.org/syndication/history/1.0}"


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Feeds that reach back as little as can be, so that nearly all lies in archives, in small pages."""
    with windows(2, 1, 6):
        yield


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(all_records(PROVINCE))


@pytest.fixture(scope="module")
def site() -> Site:
    return site_at(PROVINCE)


def artifacts(site: Site) -> list[Artifact]:
    return [*feeds.NewsFeeds().for_site(site)]


def rendered(site: Site) -> dict[str, bytes]:
    return {artifact.path: artifact.render() for artifact in artifacts(site)}


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    return rendered(site)


def archived(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if "luu-tru/" in path}


def rel(raw: bytes, name: str) -> str | None:
    links = [link.href for link in feedparser.parse(raw).feed.links if link.rel == name]
    assert len(links) <= 1
    return links[0] if links else None


def walk(
    site: Site, files: Mapping[str, bytes], path: str, known: frozenset[str] = frozenset()
) -> list[str]:
    """The pages that a client of RFC 5005 fetches, newest first: it stops at the first that it has fetched before."""
    base, chain = site.links.absolute(""), [path]
    while (before := rel(files[chain[-1]], "prev-archive")) and before not in known:
        assert before.startswith(base)
        chain.append(before.removeprefix(base))
        assert len(set(chain)) == len(chain)
    return chain


def test_from_every_feed_a_reader_finds_every_event(site: Site, files: dict[str, bytes]) -> None:
    happened_events = happened(site)
    only = {"sap-het-han/": {"closing_soon"}, "da-giai-trinh/": {"answered", "no_report"}}
    for path in (
        p for p in files if p.rsplit("/", 1)[-1] in xml_templates.FORMS and "luu-tru" not in p
    ):
        folder = path[: path.rfind("/") + 1]
        kinds = only.get(folder)
        want = {
            i
            for i, (event, summary) in happened_events.items()
            if reaches(site, folder, summary) and (kinds is None or event.kind in kinds)
        }
        chain = walk(site, files, path)
        found_ids = [i for page in chain for i in ids(files[page])]
        assert set(found_ids) == want, path
        held = [i for page in chain[1:] for i in ids(files[page])]
        assert len(set(held)) == len(held), path  # each in one archived page
        whens = [[happened_events[i][0].when for i in ids(files[page])] for page in chain[1:]]
        assert [w for page in whens for w in page] == sorted(
            (w for page in whens for w in page), reverse=True
        )
    assert len(archived(files)) > 30


def test_archived_pages_are_atom_and_say_what_they_are(site: Site, files: dict[str, bytes]) -> None:
    for path, raw in archived(files).items():
        tree = etree.fromstring(raw)
        assert schema_faults(raw) == []
        assert len(tree.findall(HISTORY + "archive")) == 1 and feedparser.parse(raw).bozo == 0
        tree.remove(tree.find(HISTORY + "archive"))
        assert atom_faults(etree.tostring(tree)) == [], path
        folder = path.split("luu-tru/")[0]
        assert rel(raw, "self") == site.links.absolute(path)
        assert rel(raw, "current") == site.links.absolute(folder + "atom.xml")
        assert tree.findtext(ATOM + "id") == etree.fromstring(files[folder + "atom.xml"]).findtext(
            ATOM + "id"
        )
        assert not tree.findall(f"{ATOM}entry/{ATOM}content")


def test_a_commune_goes_on_into_the_province_s_archive(site: Site, files: dict[str, bytes]) -> None:
    chain = walk(site, files, "dia-ban/son-kim-1/rss.xml")
    assert all(page.startswith("dia-ban/ha-tinh/luu-tru/") for page in chain[1:]) and len(chain) > 3
    assert not [path for path in archived(files) if path.startswith("dia-ban/son-kim-1/")]


NEXT = re.compile(rb'<link href="[^"]*" rel="next-archive" type="application/atom\+xml"/>')


def test_pages_lead_forward_as_they_lead_back(site: Site, files: dict[str, bytes]) -> None:
    """Each names the one before it and the one after it; the newest page has none after it yet."""
    streams = {path.split("luu-tru/")[0] for path in archived(files)}
    assert len(streams) > 20
    for folder in streams:
        back = walk(site, files, folder + "atom.xml")[1:]
        forward = [back[-1]]
        while after := rel(files[forward[-1]], "next-archive"):
            forward.append(after.removeprefix(site.links.absolute("")))
        assert forward == back[::-1], folder
        assert sorted(back) == sorted(p for p in archived(files) if p.startswith(f"{folder}luu"))


def test_pages_are_small(site: Site, files: dict[str, bytes]) -> None:
    """A page takes whole days: without its last day it is never full."""
    assert any("-trang-2.xml" in path for path in archived(files))
    for path, raw in archived(files).items():
        days = [entry.published[:10] for entry in feedparser.parse(raw).entries]
        assert days or path.startswith(("sap-het-han/", "da-giai-trinh/")), path
        assert len([day for day in days if day != days[0]]) < 6, path
        name = path.rsplit("/", 1)[-1].removesuffix(".xml").split("-trang")[0]
        assert {day[: len(name)] for day in days} <= {name}


def test_closed_pages_never_change_as_time_goes_on(site: Site, records: list[Record]) -> None:
    """Built every ninth day of a year and a half: a page once there keeps its bytes, but for the link to the next page."""
    earlier: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    day = clock.parse("2026-01-03").start
    while day < clock.parse("2027-06-30").start:
        now = with_summaries(replace(site, now=day, summaries=()), records)
        closed = {p.path: p for p in artifacts(now) if f"/{ARCHIVE}" in f"/{p.path}"}
        assert set(earlier) <= set(closed)
        for path, artifact in closed.items():
            raw = artifact.render()
            assert earlier.setdefault(path, NEXT.sub(b"", raw)) == NEXT.sub(b"", raw), path
            if following := NEXT.search(raw):
                assert after.setdefault(path, following[0]) == following[0]
            else:
                assert path not in after
        day += timedelta(days=9)
    assert len(earlier) > 40


@pytest.mark.parametrize(
    "path", ["rss.xml", "dia-ban/can-loc/atom.xml", "linh-vuc/du-lich/rss.xml"]
)
def test_away_for_a_year_nothing_is_lost(site: Site, records: list[Record], path: str) -> None:
    """A reader that remembers which archived pages it has fetched looks in twice, a year apart."""
    folder = path[: path.rfind("/") + 1]
    seen: set[str] = set()
    read_ids: frozenset[str] = frozenset()
    for now in ("2025-12-20T09:00", "2026-12-20T09:00"):
        then = with_summaries(replace(site, now=clock.now(now), summaries=()), records)
        files = rendered(then)
        chain = walk(then, files, path, read_ids)
        read_ids |= {then.links.absolute(page) for page in chain[1:]}
        seen |= {i for page in chain for i in ids(files[page])}
        assert seen == {
            i for i, (_, summary) in happened(then).items() if reaches(then, folder, summary)
        }


def test_needs_tell_which_pages_change(root: Path, site: Site, files: dict[str, bytes]) -> None:
    retitle(root, "ht-2026-003", short_title="Tên khác")
    after = site_at(root)
    before = {p.path: p.cache_key for p in artifacts(site)}
    again = {p.path for p in artifacts(after) if before.get(p.path) != p.cache_key}
    differ = {path for path, raw in rendered(after).items() if files[path] != raw}
    assert (
        differ <= again
        and 0 < len([p for p in again if "luu-tru/" in p]) < len(archived(files)) / 2
    )


def test_a_hub_where_one_is_set(site: Site, files: dict[str, bytes]) -> None:
    hub = "https://hub.example/?a=1&b=2"
    hubbed = site.settings.model_copy(update={"feeds": Feeds(hub=hub)})
    feeds_with_hub = rendered(replace(site, settings=hubbed))
    for form in xml_templates.FORMS:
        assert rel(feeds_with_hub[form], "hub") == hub and rel(files[form], "hub") is None
    assert (
        b'"hubs": [{"type": "WebSub", "url": "https://hub.example/?a=1&b=2"}]'
        in feeds_with_hub["feed.json"]
    )
    assert not [path for path, raw in archived(feeds_with_hub).items() if rel(raw, "hub")]
