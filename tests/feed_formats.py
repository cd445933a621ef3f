"""The rules of RSS and Atom, as faults of a feed that breaks them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tests.feed_site import ATOM, CONTENT, DC, MEDIA

RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def rss_faults(raw: bytes) -> list[str]:
    """What RSS 2.0 and the profile of the RSS board refuse."""
    tree = etree.fromstring(raw)
    channel = tree.find("channel")
    faults = []
    if tree.tag != "rss" or tree.get("version") != "2.0" or channel is None or len(tree) != 1:
        return ["not RSS 2.0"]
    allowed = {
        "title",
        "link",
        "description",
        "docs",
        "generator",
        "language",
        "lastBuildDate",
        "managingEditor",
        "item",
        ATOM + "link",
    }
    faults += [f"channel holds {child.tag}" for child in channel if child.tag not in allowed]
    faults += [
        f"channel: {name}"
        for name in ("title", "link", "description", "language")
        if len(channel.findall(name)) != 1 or not channel.findtext(name)
    ]
    dates = [e.text or "" for e in channel.findall("lastBuildDate")]
    faults += ["lastBuildDate"] if len(dates) != (channel.find("item") is not None) else []
    faults += ["lastBuildDate"] if not all(map(RFC822.fullmatch, dates)) else []
    links = [link.get("rel") for link in channel.findall(ATOM + "link")]
    faults += ["links"] if links not in (["self"], ["self", "prev-archive"]) else []
    once = {"title", "link", "description", "guid", "pubDate", DC + "creator"}
    allowed = once | {"category", "enclosure", CONTENT + "encoded", MEDIA + "content"}
    for item in channel.findall("item"):
        faults += [f"item holds {child.tag}" for child in item if child.tag not in allowed]
        faults += [
            f"item: {name}"
            for name in sorted(once)
            if len(item.findall(name)) != 1 or not item.findtext(name)
        ]
        faults += (
            ["guid"]
            if item.find("guid") is None or item.find("guid").get("isPermaLink") != "false"
            else []
        )
        faults += ["pubDate"] if not RFC822.fullmatch(item.findtext("pubDate") or "") else []
        faults += (
            ["domain"]
            if any(not IRI.fullmatch(c.get("domain", "x:y")) for c in item.findall("category"))
            else []
        )
        enclosures = item.findall("enclosure")
        faults += (
            ["enclosure"]
            if len(enclosures) > 1
            or any(
                sorted(e.attrib) != ["length", "type", "url"] or not e.get("length", "").isdigit()
                for e in enclosures
            )
            else []
        )
    return faults


def atom_faults(raw: bytes) -> list[str]:
    """What RFC 4287 refuses in a feed whose text is plain or escaped HTML."""
    feed = etree.fromstring(raw)
    if feed.tag != ATOM + "feed":
        return ["not Atom"]
    faults = []
    for holder in (feed, *feed.findall(ATOM + "entry")):
        is_entry = holder is not feed
        once, at_most = (
            {"id", "title", "updated"},
            {"summary", "published", "content"} if is_entry else {"subtitle", "generator"},
        )
        allowed = once | at_most | {"author", "link", "category"}
        allowed |= {MEDIA + "content"} if is_entry else {"entry"}
        tags = [child.tag.removeprefix(ATOM) for child in holder]
        faults += [f"{holder.tag} holds {tag}" for tag in tags if tag not in allowed]
        faults += [
            f"{holder.tag}: {name} {tags.count(name)} times"
            for name in sorted(allowed)
            if (name in once and tags.count(name) != 1)
            or (name in at_most and tags.count(name) > 1)
        ]
        faults += [
            f"id {text}" for text in [holder.findtext(ATOM + "id") or ""] if not IRI.fullmatch(text)
        ]
        faults += [
            f"{name} {e.text}"
            for name in ("updated", "published")
            for e in holder.findall(ATOM + name)
            if not RFC3339.fullmatch(e.text or "")
        ]
        faults += (
            ["author"]
            if any(
                len(a.findall(ATOM + "name")) != 1 or not a.findtext(ATOM + "name")
                for a in holder.findall(ATOM + "author")
            )
            else []
        )
        faults += (
            ["no author"]
            if "author" not in tags and "author" not in [c.tag.removeprefix(ATOM) for c in feed]
            else []
        )
        links = [
            (e.get("rel", "alternate"), e.get("type"), e.get("hreflang"))
            for e in holder.findall(ATOM + "link")
        ]
        alternates = [link for link in links if link[0] == "alternate"]
        faults += (
            ["alternates"]
            if len(set(alternates)) != len(alternates) or (is_entry and not alternates)
            else []
        )
        faults += (
            ["href"]
            if any(not IRI.fullmatch(e.get("href", "")) for e in holder.findall(ATOM + "link"))
            else []
        )
        faults += (
            ["term"]
            if any(
                not c.get("term") or not IRI.fullmatch(c.get("scheme", "x:y"))
                for c in holder.findall(ATOM + "category")
            )
            else []
        )
        for name in ("title", "subtitle", "summary"):
            faults += [
                f"{name} has children"
                for e in holder.findall(ATOM + name)
                if len(e) or e.get("type", "text") not in ("text", "html")
            ]
    entries = [e.findtext(ATOM + "id") for e in feed.findall(ATOM + "entry")]
    return faults + (["an id twice"] if len(set(entries)) != len(entries) else [])


def schema_faults(raw: bytes) -> list[str]:
    """What the RELAX NG schema of RFC 4287 refuses."""
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
    schema.validate(etree.fromstring(raw))
    return [str(fault) for fault in schema.error_log]


FAULTS: dict[str, Callable[[bytes], list[str]]] = {
    "rss.xml": rss_faults,
    "atom.xml": atom_faults,
}


def faults(path: str, raw: bytes) -> list[str]:
    """What is wrong with a feed; those of a place's own news and of one kind of news are RSS too."""
    return FAULTS.get(path.rsplit("/", 1)[-1], rss_faults)(raw)
