"""The test province's feeds, made in this process, and read back as a feed reader reads them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from lxml.html import fragments_fromstring

from duthao import clock
from duthao.domain.events import Event
from duthao.outputs.artifact import Artifact
from duthao.outputs.data import drafts_csv, drafts_json
from duthao.outputs.feeds import feed_list, feeds, window, xml_templates
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.outputs.web import meetings
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests.conftest import NOW, PROVINCE
from tests.summaries import basics, summary_of

CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
HOSTILE = "Phí & lệ phí <b>]]></b> {id} %s \"kép\" 'đơn' \\ &amp; 1 < 2"


@contextmanager
def windows(items: int, days: int, page: int) -> Iterator[None]:
    """Feeds that hold so many items and days, and archived pages of so many items: a small site outgrows them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed_list, "ITEMS", items)
        patch.setattr(feed_list, "WIDER", items)
        patch.setattr(window, "DAYS", days)
        patch.setattr(window, "PAGE", page)
        yield


def site_at(root: Path, as_of: str = NOW) -> Site:
    """The site at `root` without MkDocs' pages, with a summary of every record."""
    settings, site_url = settings_reader.load(root)
    registers, findings = register_reader.load(root)
    assert registers is not None, findings
    return with_summaries(
        Site(root, settings, Links(site_url), registers, clock.now(as_of), {}), all_records(root)
    )


def with_summaries(bare: Site, of: Iterable[Record]) -> Site:
    return replace(bare, summaries=tuple(feed_summary(bare, record) for record in of))


def all_records(root: Path) -> Iterator[Record]:
    for draft_id in record_reader.ids(root):
        record, findings = record_reader.read(root, draft_id)
        assert record is not None, findings
        yield record


def feed_summary(site: Site, record: Record) -> Summary:
    outputs = (
        drafts_csv.DraftsCsv(),
        drafts_json.DraftsJson(),
        feeds.NewsFeeds(),
        meetings.Meetings(),
    )
    return summary_of(site, record, *outputs)


def feed_artifacts(site: Site) -> dict[str, Artifact]:
    """The feeds in XML; JSON Feed and archived pages have tests of their own."""
    artifacts = list(feeds.NewsFeeds().for_site(site))
    artifacts += [
        artifact
        for record in all_records(site.root)
        for artifact in feeds.NewsFeeds().for_record(replace(site, summaries=()), record)
    ]
    assert len({artifact.path for artifact in artifacts}) == len(artifacts)
    return {
        artifact.path: artifact
        for artifact in artifacts
        if artifact.path.rsplit("/", 1)[-1] in xml_templates.FORMS
    }


def contents(site: Site) -> dict[str, bytes]:
    return {path: artifact.render() for path, artifact in feed_artifacts(site).items()}


def happened(site: Site) -> dict[str, tuple[Event, Summary]]:
    """Every event that has come, by its id."""
    return {e.id: (e, c) for c in site.summaries for e in basics(c).events if e.when <= site.now}


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
def rendered(site: Site) -> dict[str, bytes]:
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
        text, count = re.subn(
            rf"^{name}: (?:>-\n(?:  .*\n)+|.*\n)",
            lambda _, n=name, v=value: f"{n}: {json.dumps(v, ensure_ascii=False)}\n",
            text,
            count=1,
            flags=re.MULTILINE,
        )
        assert count == 1
    path.write_text(text, encoding="utf-8")


def reaches(site: Site, path: str, summary: Summary) -> bool:
    """Whether a record's events belong in the feeds of a folder, said as plainly as can be."""
    kind, _, key = path.rstrip("/").partition("/")
    if kind == "du-thao":
        return summary.id == key
    if kind == "doi-tuong":
        return key in summary.fields.audiences
    if kind == "linh-vuc":
        return key in summary.fields.topics
    if kind == "dot-truyen-thong":
        return key in summary.fields.campaigns
    if kind == "co-quan":
        return any(key in site.registers.heirs(body) for body in summary.fields.bodies)
    if kind == "dia-ban":
        return key in site.registers.places_reached(summary.fields.places)
    return True
