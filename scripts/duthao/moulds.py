"""News as items of RSS 2.0, Atom 1.0 and JSON Feed 1.1, and the feeds around them.

The XML is feedgen's, finished with lxml where it falls short, and made once a process with a mark in each place
that differs; items are poured from it, so that thousands of them cost little more than their text.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from functools import cache, lru_cache
from html import escape
from json.encoder import encode_basestring as _quoted
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from duthao.clock import VN
from duthao.story import File, News, Story

if TYPE_CHECKING:
    from lxml import etree

RSS, ATOM, JSON = "rss.xml", "atom.xml", "feed.json"
FORMS = MappingProxyType({RSS: "application/rss+xml", ATOM: "application/atom+xml"})
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
_MARK = (
    981148506  # an epoch second that stands for every date in a mould: feedgen takes no other mark
)
_ITEM = re.compile(r"(.*?)(<item>|<entry>)(.*)(</item>|</entry>)(.*)", re.DOTALL)
_LABEL = re.compile(r"<category\b[^>]*?(?:/>|>[^<]*</category>)")
_FILE = re.compile(r"<(?:enclosure|link)\b[^>]*\{file\}[^>]*/>")
_SCHEME = re.compile(r' \w+="\{scheme\}"')
_MORE = re.compile(r"<(?:content:encoded|content)\b.*?\{full\}.*?</[\w:]+>", re.DOTALL)
_PICTURE = re.compile(r"<media:content\b[^>]*/>")
_LINK = re.compile(r"<(?:atom:)?link\b[^>]*\{target\}[^>]*/>")


# How much an item says: all; lead, categories and file; lead and link alone, as in archived pages.
Extent = Literal["full", "brief", "bare"]


class Channel(NamedTuple):
    """The head of a feed: `path` is the folder it lies in, `url` that folder's full address, `id` names it for ever.

    `archive` is the full address of its newest archived page, `hub` that of its WebSub hub; either may be empty.
    """

    path: str
    url: str
    id: str
    title: str
    lead: str
    publisher: str
    hub: str = ""
    archive: str = ""


class _Mould(NamedTuple):
    """A feed that feedgen made of marks, cut up: `{name}` stands where escaped text is poured."""

    head: str
    item: str
    label: str
    plain: str
    enclosure: str
    full: str
    picture: str
    link: str
    tail: str


# ---- items


@lru_cache(maxsize=4096)
def items(form: str, story: Story, extent: Extent) -> tuple[bytes, ...]:
    """The finished items of a record, in the order of its news."""
    return pour(form, story, story.news, extent)


def pour(form: str, story: Story, told: Sequence[News], extent: Extent) -> tuple[bytes, ...]:
    """Some of a record's news as finished items."""
    return (_pour_json if form == JSON else _pour_xml)(form, story, told, extent)


def _pour_xml(form: str, story: Story, told: Sequence[News], extent: Extent) -> tuple[bytes, ...]:
    mould = _mould(form)
    poured, title = mould.item.format, escape(story.title)
    url, creator = escape(story.url), escape(story.creator)
    full, bare = extent == "full", extent == "bare"
    labels = "" if bare else "".join(_label(form, *label) for label in story.labels)
    if full and story.picture:
        labels += mould.picture.format(picture=escape(story.picture))
    return tuple(
        poured(
            id=n.id,  # a tag URI of letters, digits and -.:/,+ alone
            title=f"{_escaped(n.label)}: {title}",
            url=url,
            creator=creator,
            when=_written(form, n.when),
            html=n.lead + n.said,
            full=mould.full.format(full=story.full(n).replace("]]>", "]]&gt;")) if full else "",
            more=_label(form, "", n.kind, n.label)
            + labels
            + (_enclosure(mould, n.file) if n.file and not bare else ""),
        ).encode()
        for n in told
    )


_escaped = lru_cache(maxsize=1024)(escape)


@lru_cache(maxsize=1024)
def _label(form: str, scheme: str, key: str, name: str) -> str:
    mould = _mould(form)
    return (mould.label if scheme else mould.plain).format(
        scheme=escape(scheme), key=escape(key), name=escape(name)
    )


def _enclosure(mould: _Mould, file: File) -> str:
    return mould.enclosure.format(file=escape(file.url), length=file.size, type=file.type)


def _pour_json(form: str, story: Story, told: Sequence[News], extent: Extent) -> tuple[bytes, ...]:
    full = extent == "full"
    head = f'","url":{_quoted(story.url)},"title":"'
    title = f': {_quoted(story.title)[1:]},"content_html":'
    picture = f',"image":{_quoted(story.picture)}' if full and story.picture else ""
    names = "".join("," + _quoted(label.name) for label in story.labels)
    end = f'","authors":[{{"name":{_quoted(story.creator)}}}]{picture},"tags":['
    return tuple(
        (
            f'{{"id":"{n.id}{head}{_quoted(n.label)[1:-1]}{title}'
            f"{_quoted(story.full(n) if full else n.lead + n.said)}"
            f',"date_published":"{_written(form, n.when)}{end}{_quoted(n.label)}{names}]'
            f"{_attachment(n.file) if n.file else ''}}}"
        ).encode()
        for n in told
    )


def _attachment(file: File) -> str:
    return (
        f',"attachments":[{{"url":{_quoted(file.url)},"mime_type":"{file.type}",'
        f'"size_in_bytes":{file.size}}}]'
    )


# ---- feeds


def feed(form: str, channel: Channel, newest: int, made: Sequence[bytes]) -> bytes:
    """The whole feed. One without items is dated before all, so that its first item moves it forward."""
    if form == JSON:
        return _json_feed(channel, made)
    mould = _mould(form)
    links = [("hub", "", channel.hub), ("prev-archive", FORMS[ATOM], channel.archive)]
    return _around(mould, channel, channel.url + form, _written(form, newest), links, made)


def archive(channel: Channel, address: str, newest: int, made: Sequence[bytes]) -> bytes:
    """An archived page (RFC 5005) in Atom at `address`; `channel.archive` is the one before it."""
    links = [
        ("current", FORMS[ATOM], channel.url + ATOM),
        ("prev-archive", FORMS[ATOM], channel.archive),
    ]
    mould = _mould(ATOM)
    mark = f'<fh:archive xmlns:fh="{HISTORY}"/><id>'
    mould = mould._replace(head=mould.head.replace("<id>", mark, 1))
    return _around(mould, channel, address, _written(ATOM, newest), links, made)


def _around(
    mould: _Mould,
    channel: Channel,
    address: str,
    when: str,
    links: Sequence[tuple[str, str, str]],
    made: Sequence[bytes],
) -> bytes:
    said = channel._asdict() | {
        "address": address,
        "id": uuid.uuid5(uuid.NAMESPACE_URL, channel.id).urn,
    }
    more = [
        mould.link.format(target=escape(url), rel=rel, type=kind).replace(' type=""', "")
        for rel, kind, url in links
        if url
    ]
    head = mould.head.format_map(
        {name: escape(value) for name, value in said.items()}
        | {"when": when, "links": "".join(more)}
    )
    return b"\n".join([head.encode(), *made, mould.tail.encode(), b""])


def _json_feed(channel: Channel, made: Sequence[bytes]) -> bytes:
    said: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": channel.url + JSON,
        "description": channel.lead,
        "language": "vi",
        "authors": [{"name": channel.publisher}],
    }
    if channel.hub:
        said["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    return b"".join(
        [
            json.dumps(said, ensure_ascii=False).encode()[:-1],
            b', "items": [\n',
            b",\n".join(made),
            b"\n]}\n",
        ]
    )


# ---- dates and moulds


def moment(when: int) -> datetime:
    """An epoch second as an instant in Việt Nam."""
    return datetime.fromtimestamp(when, VN)


@lru_cache(maxsize=8192)
def _written(form: str, when: int) -> str:
    """A date as the form writes it, whatever the locale."""
    return format_datetime(moment(when)) if form == RSS else moment(when).isoformat()


@cache
def _mould(form: str) -> _Mould:
    # Imported here: they take 50 ms, and a build often has no feed to make.
    from feedgen.feed import FeedGenerator
    from lxml import etree

    feed = FeedGenerator()
    feed.load_extension("dc", atom=False)
    feed.load_extension("media")
    feed.id("{id}")
    feed.title("{title}")
    feed.subtitle("{lead}")
    feed.author(name="{publisher}")
    feed.language("vi")
    feed.generator("duthao")
    feed.updated(moment(_MARK))
    feed.link(href="{address}", rel="self", type=FORMS[form])
    feed.link(href="{url}", rel="alternate", type="text/html")
    entry = feed.add_entry(order="append")
    entry.id("{id}")
    entry.title("{title}")
    entry.link(href="{url}")
    entry.author(name="{creator}")
    entry.dc.dc_creator("{creator}")
    entry.summary("{html}", type="html")
    entry.content("{full}", type="html")
    entry.published(moment(_MARK))
    entry.updated(moment(_MARK))
    entry.category(term="{key}", scheme="{scheme}", label="{name}")
    entry.enclosure("{file}", "{length}", "{type}")
    entry.media.content(
        url="{picture}", type="image/png", medium="image", width="1200", height="630", group=None
    )
    root = etree.fromstring(feed.rss_str() if form == RSS else feed.atom_str())
    _finish(root)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode()
    return _cut(text.replace(_written(form, _MARK), "{when}"))


def _finish(root: etree._Element) -> None:
    """What feedgen leaves out: that an Atom link is an enclosure, links of other kinds; and text as it is."""
    from lxml import etree

    for link in root.iterfind("{*}entry/{*}link[@href='{file}']"):
        link.attrib.update({"rel": "enclosure", "length": "{length}", "type": "{type}"})
    for own in root.xpath("//*[local-name()='link'][@rel='self']"):
        target = etree.Element(own.tag, {"href": "{target}", "rel": "{rel}", "type": "{type}"})
        own.addnext(target)
    for said in root.iter():
        if said.text in ("{html}", "{full}"):
            said.text = etree.CDATA(said.text)


def _cut(text: str) -> _Mould:
    whole = _ITEM.fullmatch(text)
    assert whole
    head, begin, item, end, tail = whole.groups()
    pieces = [
        found for pattern in (_LABEL, _FILE, _MORE, _PICTURE) if (found := pattern.search(item))
    ]
    link = _LINK.search(head)
    label, enclosure, full, picture = (piece[0] for piece in pieces)
    assert link
    for piece, place in ((label, ""), (enclosure, ""), (full, "{full}"), (picture, "")):
        item = item.replace(piece, place)
    return _Mould(
        head.replace(link[0], "{links}"),
        f"{begin}{item}{{more}}{end}",
        label,
        _SCHEME.sub("", label),
        enclosure,
        full,
        picture,
        link[0],
        tail,
    )
