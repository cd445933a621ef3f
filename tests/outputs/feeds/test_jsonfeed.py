"""JSON Feed 1.1: the rules of the format, and the very items of the RSS beside it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from duthao.outputs.feeds import feeds
from duthao.outputs.site import Site
from tests.conftest import PROVINCE
from tests.feed_formats import RFC3339
from tests.feed_site import HOSTILE, all_records, contents, ids, parse, retitle, root, site_at

__all__ = ["root"]  # a fixture of the tests of feeds
TOP = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "language": str,
    "authors": list,
    "items": list,
}
ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "date_published": str,
    "authors": list,
    "tags": list,
}
ATTACHMENT = {"url": str, "mime_type": str, "size_in_bytes": int}


def rendered(site: Site) -> dict[str, bytes]:
    artifacts = [p for p in feeds.NewsFeeds().for_site(site) if p.path.endswith("feed.json")]
    artifacts += [
        p
        for record in all_records(site.root)
        for p in feeds.NewsFeeds().for_record(site, record)
        if p.path.endswith("feed.json")
    ]
    return {artifact.path: artifact.render() for artifact in artifacts}


@pytest.fixture(scope="module")
def site() -> Site:
    return site_at(PROVINCE)


@pytest.fixture(scope="module")
def read(site: Site) -> dict[str, Any]:
    return {path: json.loads(raw) for path, raw in rendered(site).items()}


def test_rules_of_the_format(site: Site, read: dict[str, Any]) -> None:
    for path, feed in read.items():
        assert {key: type(value) for key, value in feed.items()} == TOP
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == site.links.absolute(path)
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
        for item in feed["items"]:
            attachments = item.get("attachments", [])
            more = ("attachments", "image")
            assert {key: type(value) for key, value in item.items() if key not in more} == ITEM
            assert all({k: type(v) for k, v in a.items()} == ATTACHMENT for a in attachments)
            assert RFC3339.fullmatch(item["date_published"]) and all(
                type(tag) is str for tag in item["tags"]
            )
            assert set(item["authors"][0]) == {"name"}


def test_items_are_those_of_the_rss(site: Site, read: dict[str, Any]) -> None:
    for path, raw in ((p, r) for p, r in contents(site).items() if p.endswith("rss.xml")):
        feed = read[path.replace("rss.xml", "feed.json")]
        parsed = parse(raw)
        assert [item["id"] for item in feed["items"]] == ids(raw)
        assert (feed["title"], feed["description"]) == (parsed.feed.title, parsed.feed.subtitle)
        for item, entry in zip(feed["items"], parsed.entries, strict=True):
            assert (item["url"], item["title"], item["authors"]) == (
                entry.link,
                entry.title,
                [{"name": entry.author}],
            )
            assert datetime.fromisoformat(item["date_published"]) == datetime.strptime(
                entry.published, "%a, %d %b %Y %H:%M:%S %z"
            )
            assert item["tags"] == [tag.term for tag in entry.tags]
            assert [
                (a["url"], str(a["size_in_bytes"]), a["mime_type"])
                for a in item.get("attachments", [])
            ] == [(e.href, e.length, e.type) for e in entry.enclosures]
    assert {
        p.replace("rss.xml", "feed.json") for p in contents(site) if p.endswith("rss.xml")
    } == set(read)


def test_the_text_is_that_of_the_rss(site: Site, read: dict[str, Any]) -> None:
    tree = etree.fromstring(contents(site)["rss.xml"])
    said = {
        i.findtext("guid"): i.findtext("{*}encoded") or i.findtext("description")
        for i in tree.iter("item")
    }
    assert {item["id"]: item["content_html"] for item in read["feed.json"]["items"]} == said


def test_hostile_text_stays_text(root: Path) -> None:
    retitle(root, "ht-2026-003", title=HOSTILE, short_title=HOSTILE, summary=HOSTILE)
    feed = json.loads(rendered(site_at(root))["du-thao/ht-2026-003/feed.json"])
    assert all(item["title"].endswith(": " + HOSTILE) for item in feed["items"])
    assert all("<b>" not in item["content_html"] for item in feed["items"])
