"""Feeds: read back by feedparser, held to the rules of both formats, and to what they promise over time."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from calendar import timegm
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from feedgen.feed import FeedGenerator
from lxml import etree
from lxml.html import fragments_fromstring

from duthao import clock
from duthao.domain.events import Event
from duthao.domain.settings import Feeds
from duthao.outputs.artifact import Artifact
from duthao.outputs.data import drafts_json
from duthao.outputs.feeds import feeds, window, xml_templates
from duthao.outputs.shared import draft_news, news
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Summary
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests.conftest import NOW, PROVINCE, replace_text
from tests.summaries import Unread, card_of, holding, particulars

CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
HOSTILE = "Phí & lệ phí <b>]]></b> {id} %s \"kép\" 'đơn' \\ &amp; 1 < 2"


# ---- a site as the build hands it to outputs


def site_at(root: Path, as_of: str = NOW) -> Site:
    """The site at `root` without the host's pages, all its records as cards."""
    ours, site_url = settings_reader.load(root)
    known, findings = register_reader.load(root)
    assert known is not None, findings
    return with_cards(
        Site(root, ours, Links(site_url), known, clock.now(as_of), {}), all_records(root)
    )


def with_cards(bare: Site, of: Iterable[Record]) -> Site:
    return replace(bare, summaries=tuple(card(bare, record) for record in of))


def all_records(root: Path) -> Iterator[Record]:
    for draft_id in record_reader.ids(root):
        record, findings = record_reader.read(root, draft_id)
        assert record is not None, findings
        yield record


def card(site: Site, record: Record) -> Summary:
    return card_of(site, record, drafts_json.DraftsJson(), feeds.NewsFeeds())


def parts(site: Site) -> dict[str, Artifact]:
    """The feeds in XML; JSON Feed and archived pages have tests of their own."""
    made = list(feeds.NewsFeeds().for_site(site))
    made += [
        part
        for record in all_records(site.root)
        for part in feeds.NewsFeeds().for_record(replace(site, summaries=()), record)
    ]
    assert len({part.path for part in made}) == len(made)
    return {part.path: part for part in made if part.path.rsplit("/", 1)[-1] in xml_templates.FORMS}


def contents(site: Site) -> dict[str, bytes]:
    return {path: part.render() for path, part in parts(site).items()}


def happened(site: Site) -> dict[str, tuple[Event, Summary]]:
    """Every event that has come, by its id."""
    return {
        e.id: (e, c) for c in site.summaries for e in particulars(c).events if e.when <= site.now
    }


@cache
def parse(feed: bytes) -> feedparser.FeedParserDict:
    return feedparser.parse(feed, sanitize_html=False)


def ids(feed: bytes) -> list[str]:
    return [
        item.findtext("guid") or item.findtext(ATOM + "id")
        for item in etree.fromstring(feed).iter("item", ATOM + "entry")
    ]


def plain(event_id: str) -> str:
    """An id without the digest that ends some."""
    return re.sub(r"-[0-9a-f]{8}$", "", event_id)


def head_of(feed: bytes) -> dict[str, str]:
    """Id, title and subtitle of a feed."""
    tree = etree.fromstring(feed)
    return {
        name: tree.findtext(f"channel/{rss}") or tree.findtext(ATOM + name) or ""
        for name, rss in (("id", "none"), ("title", "title"), ("subtitle", "description"))
    }


def entry_of(feed: bytes, event_id: str) -> feedparser.FeedParserDict:
    return next(entry for entry in parse(feed).entries if plain(entry.id) == plain(event_id))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag == "p"
        self.paragraphs.append("")

    def handle_data(self, data: str) -> None:
        self.paragraphs[-1] += data


def paragraphs(feed: bytes, event_id: str) -> list[str]:
    """What a reader shows of an item, before any sanitising: the text of its paragraphs."""
    tree = etree.fromstring(feed)
    for item in tree.iter("item", ATOM + "entry"):
        if plain(event_id) == plain(item.findtext("guid") or item.findtext(ATOM + "id")):
            reader = _Text()
            reader.feed(item.findtext("description") or item.findtext(ATOM + "summary"))
            return reader.paragraphs
    raise AssertionError(event_id)


def full(feed: bytes, event_id: str) -> str:
    """The full text of an item as HTML, or nothing."""
    for item in etree.fromstring(feed).iter("item", ATOM + "entry"):
        if plain(event_id) == plain(item.findtext("guid") or item.findtext(ATOM + "id")):
            return item.findtext(CONTENT + "encoded") or item.findtext(ATOM + "content") or ""
    raise AssertionError(event_id)


def text_of(html: str) -> str:
    """HTML as its text, a space between blocks."""
    return " ".join("".join(fragment.itertext()) for fragment in fragments_fromstring(html))


@pytest.fixture(scope="module")
def site() -> Site:
    return site_at(PROVINCE)


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, bytes]:
    return contents(site)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the test province's records, registers and settings of one's own."""
    shutil.copytree(PROVINCE / "drafts", tmp_path / "drafts")
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def retitle(root: Path, draft_id: str, **fields: str) -> None:
    """Write other one-line fields into a record's front matter."""
    path = root / "drafts" / draft_id / "index.md"
    text = path.read_text(encoding="utf-8")
    for name, value in fields.items():
        text, found = re.subn(
            rf"^{name}: (?:>-\n(?:  .*\n)+|.*\n)",
            lambda _, n=name, v=value: f"{n}: {json.dumps(v, ensure_ascii=False)}\n",
            text,
            count=1,
            flags=re.MULTILINE,
        )
        assert found == 1
    path.write_text(text, encoding="utf-8")


# ---- the rules of the two formats


def rss_faults(raw: bytes) -> list[str]:
    """What RSS 2.0 and the profile of the RSS board refuse."""
    tree = etree.fromstring(raw)
    channel = tree.find("channel")
    found = []
    if tree.tag != "rss" or tree.get("version") != "2.0" or channel is None or len(tree) != 1:
        return ["not RSS 2.0"]
    known = {
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
    found += [f"channel holds {child.tag}" for child in channel if child.tag not in known]
    found += [
        f"channel: {name}"
        for name in ("title", "link", "description", "language", "lastBuildDate")
        if len(channel.findall(name)) != 1 or not channel.findtext(name)
    ]
    found += (
        ["lastBuildDate"] if not RFC822.fullmatch(channel.findtext("lastBuildDate") or "") else []
    )
    links = [link.get("rel") for link in channel.findall(ATOM + "link")]
    found += ["links"] if links not in (["self"], ["self", "prev-archive"]) else []
    once = {"title", "link", "description", "guid", "pubDate", DC + "creator"}
    known = once | {"category", "enclosure", CONTENT + "encoded", MEDIA + "content"}
    for item in channel.findall("item"):
        found += [f"item holds {child.tag}" for child in item if child.tag not in known]
        found += [
            f"item: {name}"
            for name in sorted(once)
            if len(item.findall(name)) != 1 or not item.findtext(name)
        ]
        found += (
            ["guid"]
            if item.find("guid") is None or item.find("guid").get("isPermaLink") != "false"
            else []
        )
        found += ["pubDate"] if not RFC822.fullmatch(item.findtext("pubDate") or "") else []
        found += (
            ["domain"]
            if any(not IRI.fullmatch(c.get("domain", "x:y")) for c in item.findall("category"))
            else []
        )
        enclosures = item.findall("enclosure")
        found += (
            ["enclosure"]
            if len(enclosures) > 1
            or any(
                sorted(e.attrib) != ["length", "type", "url"] or not e.get("length", "").isdigit()
                for e in enclosures
            )
            else []
        )
    return found


def atom_faults(raw: bytes) -> list[str]:
    """What RFC 4287 refuses in a feed whose text is plain or escaped HTML."""
    feed = etree.fromstring(raw)
    if feed.tag != ATOM + "feed":
        return ["not Atom"]
    found = []
    for holder in (feed, *feed.findall(ATOM + "entry")):
        is_entry = holder is not feed
        once, at_most = (
            {"id", "title", "updated"},
            {"summary", "published", "content"} if is_entry else {"subtitle", "generator"},
        )
        known = once | at_most | {"author", "link", "category"}
        known |= {MEDIA + "content"} if is_entry else {"entry"}
        tags = [child.tag.removeprefix(ATOM) for child in holder]
        found += [f"{holder.tag} holds {tag}" for tag in tags if tag not in known]
        found += [
            f"{holder.tag}: {name} {tags.count(name)} times"
            for name in sorted(known)
            if (name in once and tags.count(name) != 1)
            or (name in at_most and tags.count(name) > 1)
        ]
        found += [
            f"id {text}" for text in [holder.findtext(ATOM + "id") or ""] if not IRI.fullmatch(text)
        ]
        found += [
            f"{name} {e.text}"
            for name in ("updated", "published")
            for e in holder.findall(ATOM + name)
            if not RFC3339.fullmatch(e.text or "")
        ]
        found += (
            ["author"]
            if any(
                len(a.findall(ATOM + "name")) != 1 or not a.findtext(ATOM + "name")
                for a in holder.findall(ATOM + "author")
            )
            else []
        )
        found += (
            ["no author"]
            if "author" not in tags and "author" not in [c.tag.removeprefix(ATOM) for c in feed]
            else []
        )
        links = [
            (e.get("rel", "alternate"), e.get("type"), e.get("hreflang"))
            for e in holder.findall(ATOM + "link")
        ]
        alternates = [link for link in links if link[0] == "alternate"]
        found += (
            ["alternates"]
            if len(set(alternates)) != len(alternates) or (is_entry and not alternates)
            else []
        )
        found += (
            ["href"]
            if any(not IRI.fullmatch(e.get("href", "")) for e in holder.findall(ATOM + "link"))
            else []
        )
        found += (
            ["term"]
            if any(
                not c.get("term") or not IRI.fullmatch(c.get("scheme", "x:y"))
                for c in holder.findall(ATOM + "category")
            )
            else []
        )
        for name in ("title", "subtitle", "summary"):
            found += [
                f"{name} has children"
                for e in holder.findall(ATOM + name)
                if len(e) or e.get("type", "text") not in ("text", "html")
            ]
    entries = [e.findtext(ATOM + "id") for e in feed.findall(ATOM + "entry")]
    return found + (["an id twice"] if len(set(entries)) != len(entries) else [])


def schema_faults(raw: bytes) -> list[str]:
    """What the RELAX NG schema of RFC 4287 refuses."""
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
    schema.validate(etree.fromstring(raw))
    return [str(fault) for fault in schema.error_log]


FAULTS: dict[str, Callable[[bytes], list[str]]] = {"rss.xml": rss_faults, "atom.xml": atom_faults}


def faults(path: str, raw: bytes) -> list[str]:
    return FAULTS[path.rsplit("/", 1)[-1]](raw)


def test_formats(made: dict[str, bytes]) -> None:
    assert {path: found for path, raw in made.items() if (found := faults(path, raw))} == {}


def test_every_atom_feed_is_valid(made: dict[str, bytes]) -> None:
    atoms = {path: raw for path, raw in made.items() if path.endswith("atom.xml")}
    assert {path: found for path, raw in atoms.items() if (found := schema_faults(raw))} == {}


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
def test_the_schema_bites(made: dict[str, bytes], old: bytes, new: bytes) -> None:
    raw = made["atom.xml"]
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
def test_the_rules_bite(made: dict[str, bytes], path: str, old: bytes, new: bytes) -> None:
    """The checkers above see each of these faults, so that their silence means something."""
    raw = made[path]
    assert old in raw
    name, other = re.fullmatch(rb"<([\w:]+)[ >].*", old), re.fullmatch(rb"<([\w:]+)[ >].*", new)
    if name and other and name[1] != other[1]:
        raw = raw.replace(b"</" + name[1] + b">", b"</" + other[1] + b">")
    assert faults(path, raw.replace(old, new))


# ---- what every feed holds


def test_there_is_a_feed_for_everything(site: Site, made: dict[str, bytes]) -> None:
    folders = {"", "sap-het-han/", "da-giai-trinh/"}
    folders |= {f"du-thao/{c.id}/" for c in site.summaries}
    folders |= {f"linh-vuc/{key}/" for key in site.registers.topics}
    folders |= {f"co-quan/{key}/" for key in site.registers.agencies}
    folders |= {f"dia-ban/{key}/" for key in site.registers.places}
    assert set(made) == {folder + form for folder in folders for form in xml_templates.FORMS}


def test_every_feed_as_a_reader_sees_it(site: Site, made: dict[str, bytes]) -> None:
    known = happened(site)
    versions = {"rss.xml": "rss20", "atom.xml": "atom10"}
    for path, raw in made.items():
        form = path.rsplit("/", 1)[-1]
        parsed = parse(raw)
        assert (parsed.bozo, parsed.version, parsed.feed.language) == (0, versions[form], "vi"), (
            path
        )
        assert [link.href for link in parsed.feed.links if link.rel == "self"] == [
            site.links.absolute(path)
        ]
        assert parsed.feed.link == site.links.absolute(path.removesuffix(form))
        found = [entry.id for entry in parsed.entries]
        assert len(set(found)) == len(found)
        assert found == sorted(found, key=lambda i: (-known[i][0].when.timestamp(), i)), path
        for entry in parsed.entries:
            event, card = known[entry.id]
            assert timegm(entry.published_parsed) == event.when.timestamp()
            assert (
                event.when >= event.at.start or event.kind == "meeting"
            )  # which is news when it is called
            assert entry.title == f"{event.label}: {particulars(card).short_title}"
            assert entry.link == site.links.absolute(site.links.draft(card.id))
            assert entry.author == particulars(card).agency_name
        newest = max((known[i][0].when.timestamp() for i in found), default=0.0)
        assert timegm(parsed.feed.updated_parsed) == newest


def test_both_forms_hold_the_same(made: dict[str, bytes]) -> None:
    for path in (p for p in made if p.endswith("rss.xml")):
        twin = made[path.replace("rss.xml", "atom.xml")]
        assert ids(made[path]) == ids(twin)
        for one, other in zip(parse(made[path]).entries, parse(twin).entries, strict=True):
            assert one.published_parsed == other.published_parsed == other.updated_parsed
            assert one.summary == other.summary
            assert [tag.term for tag in one.get("tags", [])] == [tag.label for tag in other.tags]
            assert [dict(e) for e in one.enclosures] == [
                {k: e[k] for k in ("href", "length", "type")} for e in other.enclosures
            ]


def reaches(site: Site, path: str, card: Summary) -> bool:
    """Whether a record's events belong in the feeds of a folder, said as plainly as can be."""
    kind, _, key = path.rstrip("/").partition("/")
    if kind == "du-thao":
        return card.id == key
    if kind == "linh-vuc":
        return key in card.fields.topics
    if kind == "co-quan":
        return key in site.registers.heirs(card.fields.agency) or key in site.registers.heirs(
            card.fields.issuer
        )
    if kind == "dia-ban":
        return key in site.registers.places_reached(card.fields.places)
    return True


def expected(site: Site, folder: str) -> set[str]:
    """The ids that a feed must hold: enough items, enough months, what no archived page holds yet, and what open
    consultations told since they opened; of a commune's own drafts everything."""
    kinds = {"sap-het-han/": {"closing_soon"}, "da-giai-trinh/": {"answered", "no_report"}}.get(
        folder
    )
    held = [
        (e, c)
        for e, c in happened(site).values()
        if reaches(site, folder, c) and (kinds is None or e.kind in kinds)
    ]
    keep, place = site.settings.feeds, folder.removeprefix("dia-ban/").rstrip("/")
    if folder.startswith("du-thao/"):
        return {e.id for e, _ in held}
    within = folder.startswith("dia-ban/") and site.registers.places[place].within
    own = [e.id for e, c in held if within and within not in c.fields.places]
    whens = sorted((e.when for e, c in held if e.id not in own), reverse=True)
    if len(whens) <= keep.items:
        return {e.id for e, _ in held}
    newest = max(e.when for e, _ in happened(site).values()) if kinds else whens[0]
    month = newest.replace(day=1, hour=0, minute=0, second=0)
    monthly = folder == "" or folder.startswith("dia-ban/")
    since = min(whens[keep.items - 1], month if monthly else month.replace(month=1))
    if (
        not within
    ):  # a year of what is province-wide in each commune's feed would be most of the site
        since = min(since, months_back(whens[0], keep.months))
    return {
        e.id
        for e, c in held
        if e.when >= since
        or e.id in own
        or (c.fields.state == "open" and e.when.timestamp() >= (c.fields.opens or 0))
    }


def months_back(newest: datetime, months: int) -> datetime:
    back = newest.replace(year=newest.year - (months // 12), month=newest.month)
    for _ in range(months % 12):
        back = (back.replace(day=1) - timedelta(days=1)).replace(day=newest.day)
    return back


@pytest.mark.parametrize(
    "items,months", [(1, 1), (3, 1), (10, 2), (25, 6), (40, 12), (200, 12), (5, 40)]
)
def test_how_far_back_a_feed_reaches(site: Site, items: int, months: int) -> None:
    kept = replace(
        site, settings=site.settings.model_copy(update={"feeds": Feeds(items=items, months=months)})
    )
    for path, raw in contents(kept).items():
        assert set(ids(raw)) == expected(
            kept, path.rsplit("/", 1)[0] + "/" if "/" in path else ""
        ), path


@pytest.mark.parametrize(
    "newest,months,since",
    [
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-12-31", 1, "2026-11-30"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-03-31 09:30", 37, "2023-02-28 09:30"),
        ("2026-03-31", 10**6, "1900-01-31"),
    ],
)
def test_months_are_those_of_the_calendar(newest: str, months: int, since: str) -> None:
    whens = [int(clock.parse(newest).start.timestamp())]
    day, _, hour = since.partition(" ")
    assert (
        window.since(Feeds(items=1, months=months), whens)
        == datetime.fromisoformat(f"{day}T{hour or '00:00'}+07:00").timestamp()
    )


def test_an_open_consultation_stays_however_old(root: Path) -> None:
    record = root / "drafts/ht-2026-006/index.md"
    replace_text(
        record,
        "    opens: 2026-11-27\n    closes: 2026-12-22",
        "    opens: 2021-11-27\n    closes: 2027-12-22",
    )
    site = site_at(root)
    kept = replace(
        site, settings=site.settings.model_copy(update={"feeds": Feeds(items=1, months=1)})
    )
    for path, raw in contents(kept).items():
        if reaches(
            site, path.rsplit("/", 1)[0], next(c for c in site.summaries if c.id == "ht-2026-006")
        ) and not path.startswith(("sap", "da-g")):
            assert ids(raw)[-1] == "tag:vanban.hatinh.example,2026:ht-2026-006/opened/1", path
    assert len(ids(contents(kept)["rss.xml"])) < len(happened(site)) / 2


def test_a_draft_of_the_province_and_of_a_commune_stands_once_in_its_feed(root: Path) -> None:
    replace_text(
        root / "drafts/ht-2026-003/index.md", "places: [ha-tinh]", "places: [can-loc, ha-tinh]"
    )
    found = contents(site_at(root))
    for key in ("can-loc", "ha-tinh", "son-kim-1"):
        assert not faults("atom.xml", found[f"dia-ban/{key}/atom.xml"])
        assert set(ids(found["du-thao/ht-2026-003/atom.xml"])) <= set(
            ids(found[f"dia-ban/{key}/atom.xml"])
        )


def test_a_commune_hears_of_the_province_and_a_successor_of_its_predecessor(
    made: dict[str, bytes],
) -> None:
    commune = set(ids(made["dia-ban/son-kim-1/rss.xml"]))
    assert set(ids(made["dia-ban/ha-tinh/rss.xml"])) < commune
    assert commune & set(ids(made["du-thao/ht-2026-018/rss.xml"]))
    assert not set(ids(made["dia-ban/can-loc/rss.xml"])) & set(
        ids(made["du-thao/ht-2026-018/rss.xml"])
    )
    heir = set(ids(made["co-quan/so-khoa-hoc-va-cong-nghe/rss.xml"]))
    assert set(ids(made["du-thao/ht-2023-001/rss.xml"])) <= heir & set(
        ids(made["co-quan/so-thong-tin-va-truyen-thong/rss.xml"])
    )


def test_a_feed_without_items(site: Site, made: dict[str, bytes]) -> None:
    empty = [path for path, raw in made.items() if not ids(raw)]
    assert {path.rsplit("/", 1)[-1] for path in empty} == set(xml_templates.FORMS)
    nothing = {
        part.path: part.render()
        for part in feeds.NewsFeeds().for_site(replace(site, summaries=()))
        if not part.path.endswith(xml_templates.JSON)
    }
    for path, raw in nothing.items():
        assert not ids(raw) and not faults(path, raw)
    assert not parse(nothing["rss.xml"]).bozo and not parse(nothing["atom.xml"]).bozo


# ---- what an item says


@pytest.mark.parametrize(
    "event,lead",
    [
        (
            "ht-2026-003/announced/1",
            "lấy ý kiến về dự thảo Nghị quyết quy định mức thu, chế độ thu, nộp phí tham quan danh lam thắng cảnh, "
            "di tích lịch sử trên địa bàn tỉnh Hà Tĩnh từ ngày 01/08/2026 đến hết ngày 31/08/2026.",
        ),
        ("ht-2026-003/opened/1", "trên địa bàn tỉnh Hà Tĩnh đến hết ngày 31/08/2026."),
        ("ht-2026-003/extended/2026-09-15", "trên địa bàn tỉnh Hà Tĩnh đến hết ngày 15/09/2026."),
        (
            "ht-2026-003/closed/2026-09-15",
            "Sở Văn hóa, Thể thao và Du lịch đã lấy ý kiến về dự thảo Nghị quyết",
        ),
        ("ht-2026-015/withdrawn/2026-10-15", "đã lấy ý kiến về dự thảo"),
        ("ht-2026-016/opened/1", "lấy ý kiến về đề nghị xây dựng "),
        ("ht-2026-016/opened/2", "lấy ý kiến về dự thảo "),
        ("ht-2026-018/opened/1", "đến 17 giờ 00 ngày 20/11/2026."),
        ("ht-2025-001/issued/2025-04-18", "Không có thông tin về thời gian lấy ý kiến."),
    ],
)
def test_the_lead_says_what_held_at_the_event(
    made: dict[str, bytes], event: str, lead: str
) -> None:
    event_id = f"tag:vanban.hatinh.example,{event.split('-')[1]}:{event}"
    said = paragraphs(made[f"du-thao/{event.split('/')[0]}/rss.xml"], event_id)
    assert lead in next(p for p in said if p != draft_news.DEMO + ".")


def test_without_dates_the_lead_follows_the_stages(root: Path) -> None:
    record = root / "drafts/ht-2026-005/index.md"
    text = record.read_text(encoding="utf-8")
    assert text.count("\nstages:") == 1
    record.write_text(
        text.replace("\nstages:\n", "\nstages:\n  - {stage: adoption, at: 2026-11-20}\n"),
        encoding="utf-8",
    )
    feed = contents(site_at(root))["du-thao/ht-2026-005/rss.xml"]
    before, after = ids(feed)[-1], ids(feed)[0]
    assert plain(after) == "tag:vanban.hatinh.example,2026:ht-2026-005/adopted/2026-11-20"
    assert any(
        "dự kiến lấy ý kiến về dự thảo" in p and p.endswith("Chưa ấn định thời gian lấy ý kiến.")
        for p in paragraphs(feed, before)
    )
    assert any(" chủ trì soạn thảo dự thảo " in p for p in paragraphs(feed, after))


def test_extended_after_closing(site: Site, made: dict[str, bytes]) -> None:
    feed = made["du-thao/ht-2026-017/atom.xml"]
    tag = "tag:vanban.hatinh.example,2026:ht-2026-017/"
    assert [plain(i) for i in ids(feed)[:2]] == [
        tag + "extended/2026-12-02",
        tag + "closed/2026-11-15",
    ]
    assert "đã lấy ý kiến" in paragraphs(feed, tag + "closed/2026-11-15")[1]
    said = paragraphs(feed, tag + "extended/2026-12-02")
    assert "đã lấy ý kiến" not in said[1] and said[1].endswith("đến hết ngày 02/12/2026.")
    assert said[2].startswith(
        "Gia hạn góp ý ngày 18/11/2026. Hạn góp ý mới: hết ngày 02/12/2026 (trước đây: hết ngày 15/11/2026)."
    )


def test_an_entry_put_out_late_is_dated_by_that(made: dict[str, bytes]) -> None:
    late = entry_of(
        made["rss.xml"], "tag:vanban.hatinh.example,2026:ht-2026-010/stage/appraisal-2026-11-05"
    )
    assert late.published == "Fri, 06 Nov 2026 00:00:00 +0700"
    timed = entry_of(made["atom.xml"], "tag:vanban.hatinh.example,2026:ht-2026-008/summarised/1")
    assert timed.published == "2026-11-10T17:00:00+07:00"


def test_the_newest_items_hold_the_full_text(site: Site, made: dict[str, bytes]) -> None:
    """Of a feed the newest fifty: what the item says for itself, the summary, every section, the press contact."""
    known = {record.id: record for record in all_records(PROVINCE)}
    for form in xml_templates.FORMS:
        found = ids(made[form])
        assert len(found) > 60
        for place, event_id in enumerate(found):
            event, card = happened(site)[event_id]
            said = paragraphs(made[form], event_id)
            assert not event.text or any(event.text in paragraph for paragraph in said)
            whole = full(made[form], event_id)
            assert bool(whole) == (place < 50)
            if whole:
                record, text = known[card.id], text_of(whole)
                assert all(paragraph in text for paragraph in said)
                assert record.draft.summary in text and record.code in text
                for section in record.body.sections:
                    if section.key != "radio":
                        assert section.heading in text
                        assert all(cell in text for row in section.table for cell in row)
                        assert all(line in text for line in (*section.paragraphs, *section.items))
                assert not record.draft.contact or str(record.draft.contact.phone) in text
                assert "<script" not in whole and " style=" not in whole and "~/" not in whole


def test_a_draft_s_own_feed_holds_the_full_text_once(made: dict[str, bytes]) -> None:
    for path in (p for p in made if p.startswith("du-thao/")):
        whole = [bool(full(made[path], event_id)) for event_id in ids(made[path])]
        assert whole == [True] + [False] * (len(whole) - 1) if whole else True


def test_how_to_comment_stands_where_comments_were_taken(made: dict[str, bytes]) -> None:
    tag, feed = "tag:vanban.hatinh.example,2026:", made["rss.xml"]
    opened = full(feed, tag + "ht-2026-002/opened/1")
    closed = full(feed, tag + "ht-2026-018/closed/2026-11-20T17:00")
    assert "Cách góp ý" in opened and "mailto:" in opened
    assert closed and "Cách góp ý" not in closed


def test_the_picture_is_the_card_as_png(site: Site, made: dict[str, bytes]) -> None:
    for form in xml_templates.FORMS:
        for item in etree.fromstring(made[form]).iter("item", ATOM + "entry"):
            (link,) = [e.text or e.get("href") for e in item.iter("link", ATOM + "link")][:1]
            pictures = [dict(e.attrib) for e in item.iter(MEDIA + "content")]
            whole = (
                item.find(CONTENT + "encoded") is not None
                or item.find(ATOM + "content") is not None
            )
            assert (
                pictures
                == [
                    {
                        "url": f"{link}the.png",
                        "type": "image/png",
                        "medium": "image",
                        "width": "1200",
                        "height": "630",
                    }
                ]
                * whole
            )
    bare = contents(
        replace(
            site,
            printed=False,
            summaries=with_cards(replace(site, printed=False), all_records(PROVINCE)).summaries,
        )
    )
    assert not any(b"media:content " in raw for raw in bare.values())


def test_a_meeting_says_when_and_where(made: dict[str, bytes]) -> None:
    said = paragraphs(
        made["du-thao/ht-2026-002/rss.xml"],
        "tag:vanban.hatinh.example,2026:ht-2026-002/meeting/2026-11-16",
    )
    assert (
        said[2]
        == "Thời gian: 14:00 ngày 26/11/2026. Địa điểm: Hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng."
    )


def test_categories_contact_and_invented_records(site: Site, made: dict[str, bytes]) -> None:
    tag = "tag:vanban.hatinh.example,2026:ht-2026-003/"
    newest = ids(made["du-thao/ht-2026-003/atom.xml"])[0]
    terms = [
        (t.term, t.scheme, t.label)
        for t in entry_of(made["du-thao/ht-2026-003/atom.xml"], tag + "opened/1").tags
    ]
    base = "https://vanban.hatinh.example/gop-y/"
    assert terms == [
        ("opened", None, "Mở lấy ý kiến"),
        ("open", base + "du-thao/", "Đang lấy ý kiến"),
        ("demo", None, "Dữ liệu minh họa"),
        ("so-van-hoa-the-thao-va-du-lich", base + "co-quan/", "Sở Văn hóa, Thể thao và Du lịch"),
        ("tai-chinh-gia-phi", base + "linh-vuc/", "Tài chính, giá, phí"),
        ("du-lich", base + "linh-vuc/", "Du lịch"),
        ("ha-tinh", base + "dia-ban/", "tỉnh Hà Tĩnh"),
    ]
    whole = full(made["du-thao/ht-2026-003/atom.xml"], newest)
    assert whole.startswith("<p>Dữ liệu minh họa.</p>")
    assert (
        "<p>Đầu mối báo chí: Cán bộ đầu mối báo chí, Văn phòng Sở Văn hóa, Thể thao và Du lịch, 0239 000 0104, baochi@hatinh.example.</p>"
        in whole
    )
    for record in all_records(PROVINCE):
        for entry in parse(made[f"du-thao/{record.id}/rss.xml"]).entries:
            assert ("Dữ liệu minh họa" in entry.summary.split("</p>")[0]) == record.draft.demo


def test_a_meeting_is_of_the_kind_of_meeting(made: dict[str, bytes]) -> None:
    entry = entry_of(
        made["atom.xml"], "tag:vanban.hatinh.example,2026:ht-2026-002/meeting/2026-11-16"
    )
    assert (entry.tags[0].term, entry.tags[0].label) == ("meeting", "Đối thoại")
    assert entry.title.startswith("Đối thoại: Đối thoại với doanh nghiệp")


def test_a_summary_does_not_tell_what_became_of_the_comments(made: dict[str, bytes]) -> None:
    """That is told with the answer: a record may hold the figures before."""
    feed, tag = made["du-thao/ht-2026-001/rss.xml"], "tag:vanban.hatinh.example,2026:ht-2026-001/"
    told = {i.removeprefix(tag): paragraphs(feed, i)[-1] for i in ids(feed)}
    assert "tiếp thu" not in told["summarised/1"] and " ý kiến." in told["summarised/1"]
    assert "tiếp thu" in told["answered/1"] and "giải trình" in told["answered/1"]


def test_a_sample_site_says_so(site: Site, made: dict[str, bytes]) -> None:
    sample = replace(site, settings=site.settings.model_copy(update={"sample": True}))
    for path, raw in contents(sample).items():
        assert "Trang mẫu" in head_of(raw)["subtitle"]
        assert "Trang mẫu" not in head_of(made[path])["subtitle"]


def test_enclosures_are_the_files_of_their_time(made: dict[str, bytes]) -> None:
    tag, feed = "tag:vanban.hatinh.example,2026:ht-2026-016/", made["du-thao/ht-2026-016/rss.xml"]
    folder = PROVINCE / "drafts/ht-2026-016"
    for event, name in (
        (tag + "closed/2026-06-03", "de-nghi.pdf"),
        (tag + "opened/2", "du-thao.pdf"),
    ):
        (file,) = entry_of(feed, event).enclosures
        assert file.href == f"https://vanban.hatinh.example/gop-y/du-thao/ht-2026-016/{name}"
        assert (int(file.length), file.type) == ((folder / name).stat().st_size, "application/pdf")
    assert not any(
        entry.enclosures for entry in parse(made["du-thao/ht-2026-005/atom.xml"]).entries
    )


def test_every_attachment_has_a_media_type() -> None:
    from duthao.records.attachments import ALLOWED

    assert set(news.TYPES) == {suffix.removeprefix(".") for suffix in ALLOWED}


def test_hostile_text_stays_text(root: Path) -> None:
    retitle(root, "ht-2026-003", title=HOSTILE, short_title=HOSTILE, summary=HOSTILE)
    replace_text(
        root / "drafts/ht-2026-003/index.md",
        "Nhiều công ty lữ hành đề nghị",
        "<script>alert('&')</script> ]]> {html}",
    )
    replace_text(
        root / "drafts/_registers/agencies.yml",
        "name: Sở Văn hóa, Thể thao và Du lịch",
        'name: Sở <i> & ]]> "{url}"',
    )
    site = site_at(root)
    hostile = contents(site)
    assert {path: found for path, raw in hostile.items() if (found := faults(path, raw))} == {}
    for form in xml_templates.FORMS:
        feed = hostile[f"du-thao/ht-2026-003/{form}"]
        assert not parse(feed).bozo and not parse(hostile[form]).bozo
        event_id = "tag:vanban.hatinh.example,2026:ht-2026-003/extended/2026-09-15"
        tree = etree.fromstring(feed)
        assert f"Gia hạn góp ý: {HOSTILE}" in {e.text for e in tree.iter("title", ATOM + "title")}
        assert 'Sở <i> & ]]> "{url}"' in {e.text for e in tree.iter(DC + "creator", ATOM + "name")}
        said = paragraphs(feed, event_id)
        assert (
            said[1]
            == f'Sở <i> & ]]> "{{url}}" lấy ý kiến về dự thảo {HOSTILE} đến hết ngày 15/09/2026.'
        )
        assert "<script>alert('&')</script> ]]> {html}" in said[2]
        whole = full(hostile[form], ids(hostile[f"du-thao/ht-2026-003/{form}"])[0])
        assert HOSTILE in text_of(whole) and "<script" not in whole


def test_items_are_as_feedgen_makes_them(site: Site, made: dict[str, bytes]) -> None:
    """Filled into a template, an item is the very element that feedgen would have made of it."""
    tag = "tag:vanban.hatinh.example,2026:ht-2026-002/opened/1"
    event, card = happened(site)[tag]
    told = card.snippet(draft_news.NEWS)
    for form in xml_templates.FORMS:
        tree = etree.fromstring(made[f"du-thao/ht-2026-002/{form}"])
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
        entry.title(f"{event.label}: {particulars(card).short_title}")
        entry.link(href=site.links.absolute(site.links.draft(card.id)))
        entry.author(name=particulars(card).agency_name)
        entry.dc.dc_creator(particulars(card).agency_name)
        entry.summary(item.findtext("description") or item.findtext(ATOM + "summary"), type="html")
        whole = item.findtext(CONTENT + "encoded") or item.findtext(ATOM + "content")
        if whole:
            entry.content(whole, type="html")
            entry.media.content(
                url=site.links.absolute(site.links.draft(card.id, "the.png")),
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
                    told.state(next(n for n in told.news if n.id == tag)),
                    *told.labels,
                )
            ]
        )
        name = "du-thao.pdf"
        size = (PROVINCE / "drafts" / card.id / name).stat().st_size
        entry.enclosure(
            site.links.absolute(site.links.draft(card.id, name)), str(size), "application/pdf"
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


# ---- over time


def test_nothing_but_data_reaches_the_bytes(site: Site, made: dict[str, bytes]) -> None:
    later = site_at(PROVINCE, "2026-11-22T19:30+07:00")
    assert len(happened(later)) == len(happened(site))
    assert contents(later) == made
    assert {p: part.cache_key for p, part in parts(later).items()} == {
        p: part.cache_key for p, part in parts(site).items()
    }


def test_the_same_in_every_process(made: dict[str, bytes]) -> None:
    code = (
        "import hashlib, json, pathlib\nfrom tests.test_feeds import PROVINCE, contents, site_at\n"
        "print(json.dumps({p: hashlib.sha256(b).hexdigest() for p, b in contents(site_at(PROVINCE)).items()}))"
    )
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={
            "PYTHONPATH": f"{root}{os.pathsep}{root / 'scripts'}",
            "PYTHONHASHSEED": "4",
            "TZ": "America/Los_Angeles",
            "LC_ALL": "C",
        },
    )
    assert json.loads(done.stdout) == {
        path: hashlib.sha256(raw).hexdigest() for path, raw in made.items()
    }


def test_ids_survive_new_names(root: Path, made: dict[str, bytes]) -> None:
    retitle(root, "ht-2026-003", title="Nghị quyết về phí tham quan", short_title="Phí tham quan")
    replace_text(
        root / "drafts/_registers/agencies.yml",
        "name: Sở Văn hóa, Thể thao và Du lịch",
        "name: Sở Văn hóa",
    )
    replace_text(root / "drafts/_registers/topics.yml", "name: Du lịch", "name: Lữ hành")
    replace_text(
        root / "mkdocs.yml",
        "site_url: https://vanban.hatinh.example/gop-y/",
        "site_url: https://moi.example/",
    )
    renamed = contents(site_at(root))
    assert {path: ids(raw) for path, raw in renamed.items()} == {
        path: ids(raw) for path, raw in made.items()
    }
    assert (
        entry_of(renamed["rss.xml"], "tag:vanban.hatinh.example,2026:ht-2026-003/opened/1").title
        == "Mở lấy ý kiến: Phí tham quan"
    )
    for path in (p for p in made if p.endswith("atom.xml")):
        assert head_of(renamed[path])["id"] == head_of(made[path])["id"]


def test_feeds_have_names_of_their_own(made: dict[str, bytes]) -> None:
    atoms = [head_of(raw) for path, raw in made.items() if path.endswith("atom.xml")]
    assert (
        len({feed["id"] for feed in atoms}) == len({feed["title"] for feed in atoms}) == len(atoms)
    )


def test_a_reader_misses_nothing_and_sees_nothing_twice() -> None:
    """One that looks twice a day for a month as extensions come: each item once, and none dated before its last look."""
    kept, last = list(all_records(PROVINCE)), clock.parse("2026-10-28T05:17+07:00").start
    start = site_at(PROVINCE, last.isoformat())
    seen = set(happened(start))
    for _ in range(60):
        now = last + timedelta(hours=12)
        site = with_cards(replace(start, now=now, summaries=()), kept)
        feed = next(
            part for part in feeds.NewsFeeds().for_site(site) if part.path == "rss.xml"
        ).render()
        for event_id in set(ids(feed)) - seen:
            assert last < happened(site)[event_id][0].when <= now
        seen |= set(ids(feed))
        assert seen == set(happened(site))
        last = now


def test_an_edit_of_the_body_is_no_news(root: Path, made: dict[str, bytes]) -> None:
    """It changes the full text alone: no item comes, goes, or moves."""
    replace_text(
        root / "drafts/ht-2026-003/index.md",
        "Công ty lữ hành cho rằng",
        "Các công ty lữ hành cho rằng",
    )
    after = contents(site_at(root))
    old, new = "Công ty lữ hành cho rằng".encode(), "Các công ty lữ hành cho rằng".encode()
    assert any(old in raw for raw in made.values())
    assert {path: raw.replace(new, old) for path, raw in after.items()} == made


def changed_feeds(before: Site, after: Site) -> set[str]:
    """The feeds that will be made again; what is not, does not differ."""
    was = {artifact.path: artifact for artifact in feeds.NewsFeeds().for_site(before)}
    changed = set()
    for artifact in feeds.NewsFeeds().for_site(after):
        old = was[artifact.path]
        if artifact.cache_key != old.cache_key:
            changed.add(artifact.path)
        else:
            assert artifact.render() == old.render(), artifact.path
    return changed


def test_keys_tell_which_feeds_changed(root: Path, site: Site) -> None:
    """Of the feeds of the whole site those are made again whose bytes change."""
    retitle(root, "ht-2026-018", short_title="Tên khác")
    after = site_at(root)
    changed = changed_feeds(site, after)
    old = {part.path: part.render() for part in feeds.NewsFeeds().for_site(site)}
    differ = {
        part.path for part in feeds.NewsFeeds().for_site(after) if part.render() != old[part.path]
    }
    assert differ and differ == changed
    assert "dia-ban/can-loc/rss.xml" not in differ


def test_an_edit_of_the_body_moves_the_newest_items_alone(
    root: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "FULL", 5)
    monkeypatch.setattr(feeds, "FULL", 5)
    newest_news = max(site.summaries, key=lambda c: c.fields.happened[-1:])
    oldest_news = min(
        (c for c in site.summaries if c.fields.happened), key=lambda c: c.fields.happened
    )
    for edited, seen in ((newest_news, True), (oldest_news, False)):
        record, _ = record_reader.read(PROVINCE, edited.id)
        assert record
        text = draft_news.news_text(site, record)._replace(text="<p>Khác.</p>")
        kept = {name: edited.snippet(name) for name in edited.fields.snippet_digests} | {
            draft_news.TEXT: text
        }
        other = holding(site, record, {n: x for n, x in kept.items() if n != BASICS})
        after = replace(site, summaries=tuple(other if c is edited else c for c in site.summaries))
        assert ("rss.xml" in changed_feeds(site, after)) is seen


# ---- what the build relies on


def test_planning_reads_no_snippet(site: Site) -> None:
    bare = replace(site, summaries=tuple(replace(c, store=Unread()) for c in site.summaries))
    assert [(p.path, p.cache_key) for p in feeds.NewsFeeds().for_site(bare)] == [
        (p.path, p.cache_key) for p in feeds.NewsFeeds().for_site(site)
    ]


def test_parts_can_be_made_in_another_process(site: Site, made: dict[str, bytes]) -> None:
    for path, part in parts(site).items():
        assert pickle.loads(pickle.dumps(part)).render() == made[path]


def test_one_feed_needs_only_its_own_cards(site: Site) -> None:
    whole = len(
        pickle.dumps(
            next(p for p in feeds.NewsFeeds().for_site(site) if p.path == "rss.xml").render
        )
    )
    one = len(
        pickle.dumps(
            next(
                p for p in feeds.NewsFeeds().for_site(site) if p.path == "linh-vuc/y-te/rss.xml"
            ).render
        )
    )
    assert one < whole / 3


def test_no_xml_library_is_loaded_before_it_is_needed() -> None:
    code = "import sys, duthao.outputs.feeds.feeds, duthao.outputs.data.drafts_json; print([m for m in ('feedgen', 'lxml', 'dateutil') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
