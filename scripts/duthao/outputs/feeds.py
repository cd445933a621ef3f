"""RSS 2.0, Atom 1.0 and JSON Feed of what happened: an event is an item, made once and joined into every feed.

The XML is feedgen's, finished with lxml where it falls short, made once a process with a mark in each place
that differs; items are poured from it, so that thousands of them cost no more than their text.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache, partial
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from duthao.clock import VN, date_vi, until_words
from duthao.events import LABEL, Event
from duthao.lifecycle import LABELS, View, view
from duthao.links import LISTS
from duthao.model import Document
from duthao.records import Record
from duthao.settings import Feeds
from duthao.site import Card, Part, Site

NAME = "feeds"
DEMO = "Dữ liệu minh họa"
# The kinds of event of which a list by state has a feed of its own.
_KINDS = MappingProxyType({"closing_soon": ("closing_soon",), "answered": ("answered", "no_report")})
_TYPES = MappingProxyType({
    "csv": "text/csv", "jpeg": "image/jpeg", "jpg": "image/jpeg", "mp3": "audio/mpeg", "pdf": "application/pdf",
    "png": "image/png", "txt": "text/plain", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
})
FORMS = MappingProxyType({"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml", "feed.json": "application/feed+json"})
_SEPARATOR = MappingProxyType({"rss.xml": b"\n", "atom.xml": b"\n", "feed.json": b",\n"})
_MARK = datetime(2001, 2, 3, 4, 5, 6, tzinfo=VN)  # stands for every date in a mould: feedgen takes no other mark
_ITEM = re.compile(r"(.*?)(<item>|<entry>)(.*)(</item>|</entry>)(.*)", re.DOTALL)
_LABEL = re.compile(r"<category\b[^>]*?(?:/>|>[^<]*</category>)")
_FILE = re.compile(r"<(?:enclosure|link)\b[^>]*\{file\}[^>]*/>")
_SCHEME = re.compile(r' \w+="\{scheme\}"')
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Enclosure(NamedTuple):
    """A file that an item brings along: full address, bytes, media type."""

    url: str
    length: int
    type: str


class Label(NamedTuple):
    """A category: the address of the register that it is from (empty: none), its key and its name."""

    scheme: str
    term: str
    name: str


class News(NamedTuple):
    """One event that has come: `when` in epoch seconds, `lead` says who asks opinions on what, until when."""

    id: str
    kind: str
    label: str
    when: int
    lead: str
    text: str
    enclosure: Enclosure | None


@dataclass(frozen=True, eq=False)
class Story:
    """All that feeds tell of a record, plain text; `news` oldest first, one for each of `light.happened`."""

    url: str
    title: str
    creator: str
    summary: str
    contact: str
    demo: bool
    labels: tuple[Label, ...]
    news: tuple[News, ...]


class Channel(NamedTuple):
    """The head of a feed: `path` is the folder it lies in, `url` that folder's full address, `id` names it for ever."""

    path: str
    url: str
    id: str
    title: str
    lead: str
    publisher: str


@dataclass(frozen=True)
class _Choice:
    """Which events a feed holds; choices of the same `digest` hold the same.

    Of `cards` those since the epoch second `since`, and of an open consultation all since it opened;
    of a feed of `kinds`, how far back it reaches is found when it is made.
    """

    digest: str
    cards: tuple[Card, ...] = field(compare=False)
    since: int = field(compare=False)
    kinds: tuple[str, ...] = field(compare=False)
    keep: Feeds = field(compare=False)


# ---- what is told of a record

def excerpt(site: Site, record: Record) -> Story:
    """The record's items as data, for all feeds in which they stand."""
    front = record.front
    return Story(
        site.links.absolute(site.links.draft(record.id)), front.short_title, site.agency_name(record, front.agency),
        front.summary, _contact(record), front.demo, tuple(_labels(site, record)),
        tuple(_news(site, record, event) for event in site.events(record) if event.when <= site.now),
    )


def _news(site: Site, record: Record, event: Event) -> News:
    lead = _lead(record, site.agency_name(record, record.front.agency), view(record.front, event.when, site.terms), event.when)
    return News(event.id, event.kind, event.label, int(event.when.timestamp()), lead, event.text, _enclosure(site, record, event.when))


def _lead(record: Record, who: str, seen: View, at: datetime) -> str:
    """Who asks opinions on what, until when, as it stood at the event."""
    front = record.front
    title = front.title if front.title.casefold().startswith("dự thảo") else f"dự thảo {front.title}"
    asked = front.rounds[seen.round - 1].of if seen.round else "draft"
    what = f"đề nghị xây dựng {front.title}" if asked == "proposal" else title[:1].lower() + title[1:]
    if any(r.unknown for r in front.rounds):
        return f"{who} chủ trì soạn thảo {what}. Không có thông tin về thời gian lấy ý kiến."
    if seen.state == "planned":
        return f"{who} dự kiến lấy ý kiến về {what}. Chưa ấn định thời gian lấy ý kiến."
    if seen.opens is None or seen.closes is None or (seen.opens.start > at and seen.state != "upcoming"):
        return f"{who} chủ trì soạn thảo {what}."
    until = until_words(seen.closes)
    if seen.state == "upcoming":
        return f"{who} lấy ý kiến về {what} từ ngày {date_vi(seen.opens.day)} đến {until}."
    if seen.open:
        return f"{who} lấy ý kiến về {what} đến {until}."
    if seen.closes.end <= at:
        return f"{who} đã lấy ý kiến về {what} đến {until}."
    return f"{who} đã lấy ý kiến về {what}; hạn góp ý đã công bố: {until}."


def _contact(record: Record) -> str:
    press = record.front.contact
    said = (press.name, press.unit, press.phone, press.email) if press else ()
    return ", ".join(part for part in said if part)


def _labels(site: Site, record: Record) -> Iterator[Label]:
    front, registers = record.front, site.registers
    if front.demo:
        yield Label("", "demo", DEMO)
    yield Label(site.links.absolute(site.links.by("agency")), front.agency, site.agency_name(record, front.agency))
    for kind, keys, names in (("topic", front.topics, registers.topics), ("place", front.places, registers.places)):
        scheme = site.links.absolute(site.links.by(kind))
        for key in keys:
            yield Label(scheme, key, names[key].name)


def _enclosure(site: Site, record: Record, at: datetime) -> Enclosure | None:
    """The latest text of the draft that lay open at `at`, else the first file of the dossier."""
    documents: list[Document] = list(record.front.documents)
    for round_ in record.front.rounds:
        documents += round_.documents if round_.opens and round_.opens.start <= at else ()
    held = [d for d in documents if d.file in record.files]
    if not held:
        return None
    chosen = next((d for d in reversed(held) if d.kind == "du-thao"), held[0])
    file = record.files[chosen.file or ""]
    return Enclosure(site.links.absolute(site.links.draft(record.id, file.name)), file.size, _TYPES[file.name.rsplit(".", 1)[1].lower()])


# ---- which feeds there are, and what each holds

def of_record(site: Site, record: Record) -> Iterator[Part]:
    """The feeds of a draft: all of its events."""
    story, path = excerpt(site, record), site.links.draft(record.id)
    lead = f"Mọi tin về hồ sơ {record.code}." + (f" {DEMO}." if record.front.demo else "")
    channel = _channel(site, path, record.front.short_title, lead, whole=True)
    for form in FORMS:
        yield Part(path + form, partial(_draft_feed, form, channel, story))


def of_site(site: Site) -> Iterator[Part]:
    """The feeds of the site, of each topic, agency and place, of what closes soon and of what was answered."""
    feeds = list(_feeds(site))
    for form in FORMS:
        for channel, choice in feeds:
            yield Part(channel.path + form, partial(_feed, form, channel, choice), _digest((form, *channel, choice.digest)))


def _feeds(site: Site) -> Iterator[tuple[Channel, _Choice]]:
    registers, keep = site.registers, site.settings.feeds
    cards = sorted((c for c in site.cards if c.light.happened), key=lambda c: (-c.light.happened[-1], c.id))
    yield _channel(site, "", site.settings.province.site_title, "Mọi tin về dự thảo chính sách lấy ý kiến Nhân dân.", whole=True), _choice(cards, keep)
    for name, kinds in _KINDS.items():
        yield _channel(site, LISTS[name], LABELS[name], f"Mỗi tin là một lần: {', '.join(LABEL[k] for k in kinds)}."), _choice(cards, keep, kinds)
    held = _held(site, cards)
    for kind, what, names in (("topic", "lĩnh vực", registers.topics), ("agency", "cơ quan", registers.agencies), ("place", "địa bàn", registers.places)):
        for key, entry in names.items():
            channel = _channel(site, site.links.by(kind, key), entry.name[:1].upper() + entry.name[1:], f"Tin về dự thảo chính sách theo {what}: {entry.name}.")
            yield channel, _choice(held[kind, key], keep)


def _held(site: Site, cards: Sequence[Card]) -> Mapping[tuple[str, str], list[Card]]:
    """The cards of each topic, agency and place, in the order given.

    Unlike its list, a place's feed holds what happens to a province-wide draft after its closing too.
    """
    heirs, reached = cache(site.registers.heirs), cache(site.registers.places_reached)
    held: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        light = card.light
        for topic in light.topics:
            held["topic", topic].append(card)
        for agency in dict.fromkeys((*heirs(light.agency), *heirs(light.issuer))):
            held["agency", agency].append(card)
        for place in dict.fromkeys(place for key in light.places for place in reached((key,))):
            held["place", place].append(card)
    return held


def _channel(site: Site, path: str, title: str, lead: str, *, whole: bool = False) -> Channel:
    province = site.settings.province
    note = " Trang mẫu, không phải trang chính thức của cơ quan nhà nước." if site.settings.sample else ""
    # Not the address: a site may move, and its feeds stay the same feeds.
    return Channel(path, site.links.absolute(path), f"{site.settings.tag_authority}/{path}",
                   title if whole else f"{title} – {province.site_title}", lead + note, province.publisher)


def _choice(cards: Sequence[Card], keep: Feeds, kinds: tuple[str, ...] = ()) -> _Choice:
    """What a feed over `cards` (latest event first) holds, by their light halves alone."""
    held, since = tuple(cards), 0
    if held and not kinds:
        # Each card has an event, so the latest `items` events are all among the first `items` cards.
        since = _since(keep, [when for card in held[:keep.items] for when in card.light.happened])
        late = bisect_right(held, -since, key=lambda c: -c.light.happened[-1])
        held = (*held[:late], *(c for c in held[late:] if c.light.state == "open"))
    return _Choice(_digest((since, kinds, keep.items, keep.months, " ".join(c.light.face for c in held))), held, since, kinds, keep)


def _since(keep: Feeds, whens: Iterable[int]) -> int:
    """The epoch second from which events are kept: the greater of so many items and so many months before the newest."""
    latest = sorted(whens, reverse=True)[:keep.items]
    if len(latest) < keep.items:
        return min(latest, default=0)
    newest = datetime.fromtimestamp(latest[0], VN)
    months = newest.year * 12 + newest.month - 1 - keep.months
    year, month = months // 12, months % 12 + 1
    day = min(newest.day, monthrange(year, month)[1])
    return min(latest[-1], int(newest.replace(year=year, month=month, day=day).timestamp()))


def _digest(said: object) -> str:
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


# ---- making

def _feed(form: str, channel: Channel, choice: _Choice) -> bytes:
    return _around(form, channel, *_joined(form, choice))


def _draft_feed(form: str, channel: Channel, story: Story) -> bytes:
    found = sorted((-n.when, n.id, item) for n, item in zip(story.news, _pour(form, story), strict=True))
    return _around(form, channel, *_laid(form, found))


@lru_cache(maxsize=4)
def _joined(form: str, choice: _Choice) -> tuple[int, bytes]:
    """The newest item's epoch second (0: none) and all items: the same for all communes without a draft of their own."""
    told, since = choice.kinds, choice.since
    if told:
        since = _since(choice.keep, [n.when for card in choice.cards for n in _story(card).news if n.kind in told])
    found: list[tuple[int, str, bytes]] = []
    for card in choice.cards:
        story, opens = _story(card), card.light.opens
        floor = min(since, opens) if card.light.state == "open" and opens is not None else since
        found += [(-n.when, n.id, item) for n, item in zip(story.news, _items(form, story), strict=True)
                  if n.when >= floor and (not told or n.kind in told)]
    return _laid(form, sorted(found))


def _laid(form: str, found: Sequence[tuple[int, str, bytes]]) -> tuple[int, bytes]:
    return -found[0][0] if found else 0, _SEPARATOR[form].join([item for *_, item in found])


def _story(card: Card) -> Story:
    story: Story = card.heavy.excerpts[NAME]
    return story


def _pour(form: str, story: Story) -> tuple[bytes, ...]:
    """The finished items of a record, in the order of its news."""
    items = _json_items(story) if form == "feed.json" else _xml_items(form, story)
    return tuple(item.encode() for item in items)


_items = lru_cache(maxsize=8192)(_pour)


def _html(story: Story, news: News) -> str:
    contact = f"Đầu mối báo chí: {story.contact}." if story.contact else ""
    said = (f"{DEMO}." if story.demo else "", news.lead, news.text, story.summary, contact)
    return "".join(f"<p>{escape(part)}</p>" for part in said if part)


def _moment(when: int) -> datetime:
    return datetime.fromtimestamp(when, VN)


def _around(form: str, channel: Channel, newest: int, items: bytes) -> bytes:
    """The whole feed. One without items is dated before all, so that its first item moves it forward."""
    import uuid

    said = {**channel._asdict(), "address": channel.url + form, "id": uuid.uuid5(uuid.NAMESPACE_URL, channel.id).urn}
    if form == "feed.json":
        return _json_around(said, items)
    mould = _mould(form)
    said["when"] = _WRITTEN[form](_moment(newest))
    head = mould.head.format_map({name: escape(value) for name, value in said.items()})
    return head.encode() + b"\n" + items + b"\n" + mould.tail.encode() + b"\n"


# ---- the two XML forms

class _Mould(NamedTuple):
    """A feed that feedgen made of marks, cut up: `{name}` stands where escaped text is poured."""

    head: str
    item: str
    label: str
    enclosure: str
    tail: str


@cache
def _mould(form: str) -> _Mould:
    # Imported here: they take 50 ms, and a build often has no feed to make.
    from feedgen.feed import FeedGenerator
    from lxml import etree

    feed = FeedGenerator()
    feed.load_extension("dc", atom=False)
    feed.id("{id}")
    feed.title("{title}")
    feed.subtitle("{lead}")
    feed.author(name="{publisher}")
    feed.language("vi")
    feed.generator("duthao")
    feed.updated(_MARK)
    feed.link(href="{address}", rel="self", type=FORMS[form])
    feed.link(href="{url}", rel="alternate", type="text/html")
    entry = feed.add_entry(order="append")
    entry.id("{id}")
    entry.title("{title}")
    entry.link(href="{url}")
    entry.author(name="{creator}")
    entry.dc.dc_creator("{creator}")
    entry.summary("{html}", type="html")
    entry.published(_MARK)
    entry.updated(_MARK)
    entry.category(term="{term}", scheme="{scheme}", label="{name}")
    entry.enclosure("{file}", "{length}", "{type}")
    root = etree.fromstring(feed.rss_str() if form == "rss.xml" else feed.atom_str())
    for link in root.iterfind("{*}entry/{*}link[@href='{file}']"):  # feedgen drops all that makes it an enclosure
        link.attrib.update({"rel": "enclosure", "length": "{length}", "type": "{type}"})
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode()
    return _cut(text.replace(_WRITTEN[form](_MARK), "{when}"))


def _cut(text: str) -> _Mould:
    whole = _ITEM.fullmatch(text)
    assert whole
    head, begin, item, end, tail = whole.groups()
    label, enclosure = _LABEL.search(item), _FILE.search(item)
    assert label and enclosure
    item = item.replace(label[0], "").replace(enclosure[0], "")
    return _Mould(head, f"{begin}{item}{{more}}{end}", label[0], enclosure[0], tail)


def _xml_items(form: str, story: Story) -> Iterator[str]:
    mould, written = _mould(form), _WRITTEN[form]
    url, creator = escape(story.url), escape(story.creator)
    labels = "".join(_label(mould, label) for label in story.labels)
    for news in story.news:
        file = news.enclosure
        yield mould.item.format(
            id=escape(news.id), title=escape(f"{news.label}: {story.title}"), url=url, creator=creator,
            html=escape(_html(story, news)), when=written(_moment(news.when)),
            more=_label(mould, Label("", news.kind, news.label)) + labels
            + (mould.enclosure.format(file=escape(file.url), length=file.length, type=file.type) if file else ""),
        )


def _label(mould: _Mould, label: Label) -> str:
    form = mould.label if label.scheme else _SCHEME.sub("", mould.label)
    return form.format(scheme=escape(label.scheme), term=escape(label.term), name=escape(label.name))


def _rfc822(moment: datetime) -> str:
    """As RSS dates are written, whatever the locale."""
    return f"{_DAYS[moment.weekday()]}, {moment:%d} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M:%S %z}"


_WRITTEN: Mapping[str, Callable[[datetime], str]] = MappingProxyType({"rss.xml": _rfc822, "atom.xml": datetime.isoformat})


# ---- JSON Feed 1.1

def _json_items(story: Story) -> Iterator[str]:
    authors = [{"name": story.creator}]
    tags = [label.name for label in story.labels]
    for news in story.news:
        item = {
            "id": news.id, "url": story.url, "title": f"{news.label}: {story.title}", "content_html": _html(story, news),
            "date_published": _moment(news.when).isoformat(), "authors": authors, "tags": [news.label, *tags],
        }
        if news.enclosure:
            url, length, kind = news.enclosure
            item["attachments"] = [{"url": url, "mime_type": kind, "size_in_bytes": length}]
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":"))


def _json_around(said: Mapping[str, str], items: bytes) -> bytes:
    head = {
        "version": "https://jsonfeed.org/version/1.1", "title": said["title"], "description": said["lead"], "language": "vi",
        "home_page_url": said["url"], "feed_url": said["address"], "authors": [{"name": said["publisher"]}],
    }
    return json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "items": [\n' + items + b"\n]}\n"
