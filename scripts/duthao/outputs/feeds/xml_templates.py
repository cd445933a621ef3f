"""The XML of feeds as feedgen writes it, finished with lxml where it falls short, made once a process with a mark in
each place that differs and cut up, so that items are poured from it at little more cost than their text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from duthao.clock import VN

if TYPE_CHECKING:
    from lxml import etree

RSS, ATOM, JSON = "rss.xml", "atom.xml", "feed.json"
FORMS = MappingProxyType({RSS: "application/rss+xml", ATOM: "application/atom+xml"})
ALL = (*FORMS, JSON)
_MARK = (
    981148506  # an epoch second that stands for every date in a mould: feedgen takes no other mark
)
_ITEM = re.compile(r"(.*?)(<item>|<entry>)(.*)(</item>|</entry>)(.*)", re.DOTALL)
_LABEL = re.compile(r"<category\b[^>]*?(?:/>|>[^<]*</category>)")
_FILE = re.compile(r"<(?:enclosure|link)\b[^>]*\{file\}[^>]*/>")
_SCHEME = re.compile(r' \w+="\{scheme\}"')
_MORE = re.compile(r"<(?:content:encoded|content)\b.*?\{full\}.*?</[\w:]+>", re.DOTALL)
_PICTURE = re.compile(r"<media:content\b[^>]*/>")
_REACHED = re.compile(r"<(email|managingEditor)>[^<]*</\1>")  # the first is the publisher's
_LINK = re.compile(r"<(?:atom:)?link\b[^>]*\{target\}[^>]*/>")


class XmlTemplate(NamedTuple):
    """A feed that feedgen made of marks, cut up: `{name}` stands where escaped text is poured."""

    head: str
    item: str
    label: str
    plain: str
    enclosure: str
    full: str
    picture: str
    link: str
    reached: str
    tail: str


def moment(when: int) -> datetime:
    """An epoch second as an instant in Việt Nam."""
    return datetime.fromtimestamp(when, VN)


@lru_cache(maxsize=8192)
def written(form: str, when: int) -> str:
    """A date as the form writes it, whatever the locale."""
    return format_datetime(moment(when)) if form == RSS else moment(when).isoformat()


_known: dict[str, XmlTemplate] = {}


def known() -> dict[str, XmlTemplate]:
    """Every mould, by form: to be kept where another process finds it."""
    return {form: xml_template(form) for form in FORMS}


def adopt(made: Mapping[str, XmlTemplate]) -> None:
    """Take moulds that another process made."""
    _known.update(made)


def xml_template(form: str) -> XmlTemplate:
    """The mould of a form, RSS or Atom."""
    if form not in _known:
        _known[form] = _made(form)
    return _known[form]


def _made(form: str) -> XmlTemplate:
    # Imported here: they take 20 ms, and moulds are kept from build to build.
    from feedgen.feed import FeedGenerator
    from lxml import etree

    feed = FeedGenerator()
    feed.load_extension("dc", atom=False)
    feed.load_extension("media")
    feed.id("{id}")
    feed.title("{title}")
    feed.subtitle("{lead}")
    feed.author(name="{publisher}", email="{email}")
    feed.managingEditor("{email} ({publisher})")
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
    return _cut(text.replace(written(form, _MARK), "{when}"))


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


def _cut(text: str) -> XmlTemplate:
    whole = _ITEM.fullmatch(text)
    assert whole
    head, begin, item, end, tail = whole.groups()
    pieces = [
        found for pattern in (_LABEL, _FILE, _MORE, _PICTURE) if (found := pattern.search(item))
    ]
    link, reached = _LINK.search(head), _REACHED.search(head)
    label, enclosure, full, picture = (piece[0] for piece in pieces)
    assert link and reached
    for piece, place in ((label, ""), (enclosure, ""), (full, "{full}"), (picture, "")):
        item = item.replace(piece, place)
    return XmlTemplate(
        head.replace(link[0], "{links}").replace(reached[0], "{reached}"),
        f"{begin}{item}{{more}}{end}",
        label,
        _SCHEME.sub("", label),
        enclosure,
        full,
        picture,
        link[0],
        reached[0],
        tail,
    )
