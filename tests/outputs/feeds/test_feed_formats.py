"""Feeds keep the rules of RSS and Atom, and items are as feedgen makes them."""

from __future__ import annotations

import re

import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

from duthao.outputs.feeds import xml_templates
from duthao.outputs.shared import draft_news
from duthao.outputs.site import Site
from tests.conftest import PROVINCE
from tests.feed_formats import faults, schema_faults
from tests.feed_site import ATOM, CONTENT, happened, rendered, site
from tests.summaries import basics

__all__ = ["rendered", "site"]  # fixtures


def test_formats(rendered: dict[str, bytes]) -> None:
    assert {
        path: findings for path, raw in rendered.items() if (findings := faults(path, raw))
    } == {}


def test_every_atom_feed_is_valid(rendered: dict[str, bytes]) -> None:
    atoms = {path: raw for path, raw in rendered.items() if path.endswith("atom.xml")}
    assert {path: broken for path, raw in atoms.items() if (broken := schema_faults(raw))} == {}


@pytest.mark.parametrize(
    "old,new",
    [
        (b"<id>tag:", b"<id>tag "),
        (b"<updated>2026", b"<updated>26"),
        (b"+07:00</updated>", b"</updated>"),
        (b" term=", b" key="),
        (b'type="html"', b'type="markup"'),
        (b"<name>", b"<name><b/>"),
        (b'length="', b'length="-'),
        (b"<published>", b"<published/><published>"),
        (b'rel="self"', b'rel="the self"'),
    ],
)
def test_the_schema_bites(rendered: dict[str, bytes], old: bytes, new: bytes) -> None:
    raw = rendered["atom.xml"]
    assert old in raw and schema_faults(raw.replace(old, new))


@pytest.mark.parametrize(
    "path,old,new",
    [
        ("rss.xml", b'<guid isPermaLink="false">', b"<guid>"),
        ("rss.xml", b"<description>", b"<summary>"),
        ("rss.xml", b" +0700", b""),
        ("rss.xml", b"<pubDate>", b"<pubdate>"),
        ("rss.xml", b'rel="self"', b""),
        ("rss.xml", b"<dc:creator>", b"<dc:author>"),
        ("atom.xml", b"<id>tag:", b"<id>tag: "),
        ("atom.xml", b"<updated>", b"<modified>"),
        ("atom.xml", b"+07:00", b""),
        ("atom.xml", b"<name>", b"<called>"),
        ("atom.xml", b" term=", b" key="),
        ("atom.xml", b'type="html"', b'type="markup"'),
    ],
)
def test_the_rules_bite(rendered: dict[str, bytes], path: str, old: bytes, new: bytes) -> None:
    """The checkers above see each of these faults, so that their silence means something."""
    raw = rendered[path]
    assert old in raw
    name, other = re.fullmatch(rb"<([\w:]+)[ >].*", old), re.fullmatch(rb"<([\w:]+)[ >].*", new)
    if name and other and name[1] != other[1]:
        raw = raw.replace(b"</" + name[1] + b">", b"</" + other[1] + b">")
    assert faults(path, raw.replace(old, new))


def test_items_are_as_feedgen_makes_them(site: Site, rendered: dict[str, bytes]) -> None:
    """Filled into a template, an item is the very element that feedgen would have made of it."""
    tag = "tag:vanban.hatinh.example,2026:ht-2026-002/opened/1"
    event, summary = happened(site)[tag]
    draft_items = summary.snippet(draft_news.NEWS)
    for form in xml_templates.FORMS:
        tree = etree.fromstring(rendered[f"du-thao/ht-2026-002/{form}"])
        item = next(
            e
            for e in tree.iter("item", ATOM + "entry")
            if tag in (e.findtext("guid"), e.findtext(ATOM + "id"))
        )
        feed = FeedGenerator()
        feed.load_extension("dc", atom=False)
        feed.load_extension("media")
        feed.id("x:y")
        feed.title("x")
        feed.description("x")
        feed.link(href="x:y")
        entry = feed.add_entry(order="append")
        entry.id(tag)
        entry.title(f"{event.label}: {basics(summary).short_title}")
        entry.link(href=site.links.absolute(site.links.draft(summary.id)))
        entry.author(name=basics(summary).agency_name)
        entry.dc.dc_creator(basics(summary).agency_name)
        entry.summary(item.findtext("description") or item.findtext(ATOM + "summary"), type="html")
        full_text = item.findtext(CONTENT + "encoded") or item.findtext(ATOM + "content")
        if full_text:
            entry.content(full_text, type="html")
            entry.media.content(
                url=site.links.absolute(site.links.draft(summary.id, "the.png")),
                type="image/png",
                medium="image",
                width="1200",
                height="630",
                group=None,
            )
        entry.published(event.when)
        entry.updated(event.when)
        entry.category(
            [
                {"term": c.key, "label": c.name} | ({"scheme": c.scheme} if c.scheme else {})
                for c in (
                    draft_news.Label("", event.kind, event.label),
                    draft_items.state(next(n for n in draft_items.news if n.id == tag)),
                    *draft_items.labels,
                )
            ]
        )
        name = "du-thao.pdf"
        size = (PROVINCE / "drafts" / summary.id / name).stat().st_size
        entry.enclosure(
            site.links.absolute(site.links.draft(summary.id, name)), str(size), "application/pdf"
        )
        theirs = next(
            etree.fromstring(feed.rss_str() if form == "rss.xml" else feed.atom_str()).iter(
                "item", ATOM + "entry"
            )
        )
        for link in theirs.iterfind(f"{ATOM}link"):
            if link.get("href", "").endswith(".pdf"):
                link.attrib.update(
                    {"rel": "enclosure", "length": str(size), "type": "application/pdf"}
                )
        assert sorted(map(_canonical, item)) == sorted(map(_canonical, theirs))


def _canonical(
    element: etree._Element,
) -> tuple[str, str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    return (
        element.tag,
        element.text or "",
        tuple(sorted(element.attrib.items())),
        tuple((c.tag, c.text) for c in element),
    )
