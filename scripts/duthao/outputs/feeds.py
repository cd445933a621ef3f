"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of what happened: an event is an item, made once and joined into every feed that holds it.

The XML is feedgen's, finished with lxml where it falls short, and made once a process with a mark in each place
that differs; items are poured from it, so that thousands of them cost little more than their text.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from functools import cache, lru_cache, partial
from html import escape, unescape
from types import MappingProxyType
from typing import NamedTuple

from duthao.clock import VN, date_vi, moment_words, until_words
from duthao.events import Event
from duthao.lifecycle import LABELS, begun, closes_at, deadlines, taken_back, view
from duthao.links import LISTS
from duthao.model import Document, Front
from duthao.records import Record
from duthao.settings import Feeds
from duthao.site import Card, Part, Site

NAME = "feeds"
FORMS = MappingProxyType({"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml"})
JSON = "feed.json"  # JSON Feed 1.1: the same items, not poured from a mould
DEMO = "Dữ liệu minh họa"
# The lists by state that have a feed: what it says of itself, and the kinds of event that it holds.
_KINDS = MappingProxyType(
    {
        "closing_soon": ("Tin báo dự thảo sắp hết hạn góp ý.", ("closing_soon",)),
        "answered": (
            "Tin công bố tiếp thu, giải trình ý kiến góp ý, hoặc lý do không công bố.",
            ("answered", "no_report"),
        ),
    }
)
_FULL = 50  # so many items of a feed, the newest, hold the summary and the contact too: else a large feed outgrows readers
_TYPES = MappingProxyType(
    {
        "csv": "text/csv",
        "jpeg": "image/jpeg",
        "jpg": "image/jpeg",
        "mp3": "audio/mpeg",
        "pdf": "application/pdf",
        "png": "image/png",
        "txt": "text/plain",
        "zip": "application/zip",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    }
)
File = tuple[str, int, str]  # full address, bytes, media type
_Found = tuple[
    int, str, bytes, "Story", int
]  # minus epoch second, id, short item, whose and which news it is


class Label(NamedTuple):
    """A category: the address of the register that it is from (empty: a kind of event), its key and its name."""

    scheme: str
    key: str
    name: str


class News(NamedTuple):
    """One event that has come: `when` in epoch seconds; id and title escaped, lead and text HTML that is escaped."""

    id: str
    label: Label
    when: int
    title: str
    lead: str
    text: str
    file: File | None


@dataclass(frozen=True, eq=False)
class Story:
    """All that feeds tell of a record, escaped; `news` oldest first, `more` what the newest items of a feed say besides."""

    url: str
    creator: str
    more: str
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


class _Shelf(NamedTuple):
    """Cards that have events, latest event first; those that are open among them; the epoch seconds of the latest events."""

    cards: Sequence[Card] = ()
    open: Sequence[Card] = ()
    latest: Sequence[int] = ()


@dataclass(frozen=True)
class _Strand:
    """Some cards' news for a feed: those since the epoch second `since`, and of an open consultation all since it opened.

    Where `kinds` are named, only those, and how far back is found when they are made, from `keep`.
    Strands of the same `digest` hold the same.
    """

    digest: str
    cards: tuple[Card, ...] = field(compare=False)
    since: int = field(compare=False)
    kinds: tuple[str, ...] = field(compare=False)
    keep: Feeds = field(compare=False)


# ---- what is told of a record

_last: list[
    tuple[Site, Record, Story]
] = []  # of_record and excerpt ask for the same, one after the other


def excerpt(site: Site, record: Record) -> Story:
    """The record's items as data, for all feeds in which they stand."""
    if not (_last and _last[0][0] is site and _last[0][1] is record):
        _last[:] = [(site, record, _story(site, record))]
    return _last[0][2]


def _story(site: Site, record: Record) -> Story:
    who = site.agency_name(record, record.front.agency)
    more = _paragraph(record.front.summary) + _paragraph(_contact(record))
    return Story(
        escape(site.links.absolute(site.links.draft(record.id))),
        escape(who),
        more,
        tuple(_labels(site, record, who)),
        tuple(_news(site, record, who)),
    )


def _news(site: Site, record: Record, who: str) -> Iterator[News]:
    front = record.front
    title, first = escape(front.short_title), _paragraph(f"{DEMO}." if front.demo else "")
    turns, dated = sorted(_turns(front)), any(r.opens and r.closes for r in front.rounds)
    leads: dict[int, str] = {}
    for event in site.events(record):
        if event.when <= site.now:
            nth = bisect_right(turns, event.when)
            if not dated or nth not in leads:
                leads[nth] = first + _paragraph(_lead(front, who, event.when))
            yield News(
                escape(event.id),
                Label("", event.kind, event.label),
                int(event.when.timestamp()),
                f"{escape(event.label)}: {title}",
                leads[nth],
                _paragraph(_said(event)),
                _file(site, record, event.when),
            )


def _said(event: Event) -> str:
    if event.kind != "meeting":
        return event.text
    begins = moment_words(event.at.start) if event.at.timed else date_vi(event.at.day)
    return f"Thời gian: {begins}." + (f" Địa điểm: {event.text}." if event.text else "")


def _paragraph(text: str) -> str:
    """HTML, and that escaped as XML."""
    return f"&lt;p&gt;{escape(escape(text))}&lt;/p&gt;" if text else ""


def _turns(front: Front) -> Iterator[datetime]:
    """Every instant at which the lead of a record with a dated round may change."""
    for round_ in front.rounds:
        for since, closes in deadlines(round_):
            yield from (since, closes.end)
    if ended := taken_back(front):
        yield ended


def _lead(front: Front, who: str, at: datetime) -> str:
    """Who asks opinions on what, until when, as it stood at `at`."""
    text = front.title if front.title.casefold().startswith("dự thảo") else f"dự thảo {front.title}"
    text = text[:1].lower() + text[1:]
    dated = [(r.opens.start, r) for r in front.rounds if r.opens and r.closes]
    ended, current = taken_back(front), begun(front, at)
    over = ended is not None and ended <= at
    if any(r.unknown for r in front.rounds):
        return f"{who} chủ trì soạn thảo {text}. Không có thông tin về thời gian lấy ý kiến."
    if not dated and view(front, at).state == "planned":
        return f"{who} dự kiến lấy ý kiến về {text}. Chưa ấn định thời gian lấy ý kiến."
    if not dated or (over and not current):
        return f"{who} chủ trì soạn thảo {text}."
    round_ = current[1] if current else min(dated, key=lambda d: d[0])[1]
    closes = closes_at(round_, at)
    assert round_.opens and closes
    what, until = (
        f"đề nghị xây dựng {front.title}" if round_.of == "proposal" else text,
        until_words(closes),
    )
    if not current:
        return f"{who} lấy ý kiến về {what} từ ngày {date_vi(round_.opens.day)} đến {until}."
    if closes.end <= at:
        return f"{who} đã lấy ý kiến về {what} đến {until}."
    if over:
        return f"{who} đã lấy ý kiến về {what}; hạn góp ý đã công bố: {until}."
    return f"{who} lấy ý kiến về {what} đến {until}."


def _contact(record: Record) -> str:
    press = record.front.contact
    said = (
        ", ".join(filter(None, (press.name, press.unit, press.phone, press.email))) if press else ""
    )
    return f"Đầu mối báo chí: {said}." if said else ""


def _labels(site: Site, record: Record, who: str) -> Iterator[Label]:
    front, links, registers = record.front, site.links, site.registers
    if front.demo:
        yield Label("", "demo", DEMO)
    yield Label(links.absolute(links.by("agency")), front.agency, who)
    for key in front.topics:
        yield Label(links.absolute(links.by("topic")), key, registers.topics[key].name)
    for key in front.places:
        yield Label(links.absolute(links.by("place")), key, registers.places[key].name)


def _file(site: Site, record: Record, at: datetime) -> File | None:
    """The latest text of the draft that lay open at `at`, else the first file of the dossier."""
    if not record.files:
        return None
    documents: list[Document] = list(record.front.documents)
    for round_ in record.front.rounds:
        documents += round_.documents if round_.opens and round_.opens.start <= at else ()
    held = [d for d in documents if d.file in record.files]
    if not held:
        return None
    chosen = next((d for d in reversed(held) if d.kind == "du-thao"), held[0])
    file = record.files[chosen.file or ""]
    return (
        site.links.absolute(site.links.draft(record.id, file.name)),
        file.size,
        _TYPES[file.name.rsplit(".", 1)[1].lower()],
    )


# ---- which feeds there are, and what each holds


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """The feeds of a draft: all of its events."""
    lead = f"Mọi tin về hồ sơ {record.code}." + (f" {DEMO}." if record.front.demo else "")
    channel = _channel(site, site.links.draft(record.id), record.front.short_title, lead)
    for form in (*FORMS, JSON):
        yield Part(channel.path + form, partial(_draft_feed, form, channel, excerpt(site, record)))


def of_site(site: Site) -> Iterator[Part]:
    """The feeds of the site, of what closes soon and what was answered, of each topic, agency and place."""
    feeds = list(_feeds(site))
    for form in (*FORMS, JSON):
        for channel, strands in feeds:
            needs = _digest(form, *channel, *(strand.digest for strand in strands))
            yield Part(channel.path + form, partial(_feed, form, channel, strands), needs)


def _feeds(site: Site) -> Iterator[tuple[Channel, tuple[_Strand, ...]]]:
    registers, links, keep = site.registers, site.links, site.settings.feeds
    title = site.settings.province.site_title
    cards = sorted(
        (c for c in site.cards if c.light.happened), key=lambda c: (-c.light.happened[-1], c.id)
    )
    lead = "Tin về dự thảo chính sách lấy ý kiến Nhân dân: mở, gia hạn, hết hạn góp ý, kết quả tiếp thu, giải trình."
    yield _channel(site, "", title, lead), _strands(keep, _shelf(cards, keep))
    for name, (lead, kinds) in _KINDS.items():
        strand = _Strand(
            _digest(kinds, keep, *(c.light.face for c in cards)), tuple(cards), 0, kinds, keep
        )
        yield _channel(site, LISTS[name], f"{LABELS[name]} – {title}", lead), (strand,)
    held = _held(site, cards)
    named = [
        ("topic", key, entry.name, f"thuộc lĩnh vực {entry.name}")
        for key, entry in registers.topics.items()
    ]
    named += [
        ("agency", key, entry.name, f"do {entry.name} chủ trì soạn thảo hoặc ban hành")
        for key, entry in registers.agencies.items()
    ]
    named += [
        ("place", key, entry.name, f"áp dụng tại {entry.name}")
        for key, entry in registers.places.items()
    ]
    for kind, key, name, which in named:
        channel = _channel(
            site,
            links.by(kind, key),
            f"{name[:1].upper()}{name[1:]} – {title}",
            f"Tin về dự thảo chính sách {which}.",
        )
        above = registers.upward(key) if kind == "place" else (key,)
        # What concerns the whole province stands in the feed of each commune: a year of it a hundred times over
        # would be most of the site, so a commune's feed goes back so many events and no further.
        reach = keep.model_copy(update={"months": 0}) if len(above) > 1 else keep
        yield channel, _strands(reach, *(held.get((kind, up), _Shelf()) for up in above))


def _held(site: Site, cards: Sequence[Card]) -> Mapping[tuple[str, str], _Shelf]:
    """The cards of each topic, agency and place, in the order given; of places the widest that a card names.

    Unlike its list, a place's feed holds what happens to a draft of the province after its closing too.
    """
    heirs, upward = cache(site.registers.heirs), cache(site.registers.upward)
    held: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        light = card.light
        for topic in light.topics:
            held["topic", topic].append(card)
        for agency in dict.fromkeys((*heirs(light.agency), *heirs(light.issuer))):
            held["agency", agency].append(card)
        for place in light.places:
            if not any(up in light.places for up in upward(place)[1:]):
                held["place", place].append(card)
    return {key: _shelf(found, site.settings.feeds) for key, found in held.items()}


def _channel(site: Site, path: str, title: str, lead: str) -> Channel:
    note = (
        " Trang mẫu, không phải trang chính thức của cơ quan nhà nước."
        if site.settings.sample
        else ""
    )
    # Not the address: a site may move, and its feeds stay the same feeds.
    lasting = f"{site.settings.tag_authority}/{path}"
    return Channel(
        path,
        site.links.absolute(path),
        lasting,
        title,
        lead + note,
        site.settings.province.publisher,
    )


def _shelf(cards: Sequence[Card], keep: Feeds) -> _Shelf:
    # Each card has an event, so the latest `items` events are all among the first `items` cards.
    latest = sorted(when for card in cards[: keep.items] for when in card.light.happened)[
        -keep.items :
    ]
    return _Shelf(cards, [card for card in cards if card.light.state == "open"], latest)


def _strands(keep: Feeds, *shelves: _Shelf) -> tuple[_Strand, ...]:
    """What a feed over these shelves holds, by the light halves of its cards alone."""
    since = _since(keep, [when for shelf in shelves for when in shelf.latest])
    return tuple(_strand(keep, shelf, since) for shelf in shelves)


def _strand(keep: Feeds, shelf: _Shelf, since: int) -> _Strand:
    late = bisect_right(shelf.cards, -since, key=lambda card: -card.light.happened[-1])
    cards = (*shelf.cards[:late], *(card for card in shelf.open if card.light.happened[-1] < since))
    return _Strand(_digest(since, *(card.light.face for card in cards)), cards, since, (), keep)


def _since(keep: Feeds, whens: Iterable[int]) -> int:
    """The epoch second from which events are kept: the greater of so many items and so many months before the newest."""
    latest = sorted(whens)[-keep.items :]
    if len(latest) < keep.items:
        return latest[0] if latest else 0
    newest = _moment(latest[-1])
    months = max(
        newest.year * 12 + newest.month - 1 - keep.months, 1900 * 12
    )  # any number may be set, to keep all
    year, month = months // 12, months % 12 + 1
    day = min(newest.day, monthrange(year, month)[1])
    return min(latest[0], int(newest.replace(year=year, month=month, day=day).timestamp()))


def _digest(*said: object) -> str:
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


# ---- making


def _feed(form: str, channel: Channel, strands: tuple[_Strand, ...]) -> bytes:
    found = [_found(form, strand) for strand in strands]
    return _laid(
        form, channel, found[0] if len(found) == 1 else sorted(f for part in found for f in part)
    )


def _draft_feed(form: str, channel: Channel, story: Story) -> bytes:
    news = zip(story.news, _pour(form, story, full=True), strict=True)
    items = sorted((-n.when, n.id, item) for n, item in news)
    return _around(form, channel, -items[0][0] if items else 0, [item for *_, item in items])


@lru_cache(maxsize=8)
def _found(form: str, strand: _Strand) -> list[_Found]:
    """The strand's items, newest first."""
    told, since = strand.kinds, strand.since
    if told:
        since = _since(
            strand.keep,
            [n.when for card in strand.cards for n in _kept(card).news if n.label.key in told],
        )
    found: list[_Found] = []
    for card in strand.cards:
        story, opens = _kept(card), card.light.opens
        floor = min(since, opens) if card.light.state == "open" and opens is not None else since
        for place, news in enumerate(story.news):
            if news.when >= floor and (not told or news.label.key in told):
                found.append(
                    (-news.when, news.id, _items(form, story, full=False)[place], story, place)
                )
    return sorted(found)


def _kept(card: Card) -> Story:
    story: Story = card.heavy.excerpts[NAME]
    return story


def _laid(form: str, channel: Channel, found: Sequence[_Found]) -> bytes:
    items = [_items(form, story, full=True)[place] for *_, story, place in found[:_FULL]]
    items += [short for _, _, short, _, _ in found[_FULL:]]
    return _around(form, channel, -found[0][0] if found else 0, items)


def _around(form: str, channel: Channel, newest: int, items: Sequence[bytes]) -> bytes:
    """The whole feed. One without items is dated before all, so that its first item moves it forward."""
    if form == JSON:
        return _json_feed(channel, items)
    mould = _mould(form)
    said = channel._asdict() | {
        "address": channel.url + form,
        "id": uuid.uuid5(uuid.NAMESPACE_URL, channel.id).urn,
    }
    head = mould.head.format_map(
        {name: escape(value) for name, value in said.items()} | {"when": _written(form, newest)}
    )
    return b"\n".join([head.encode(), *items, mould.tail.encode(), b""])


def _pour(form: str, story: Story, *, full: bool) -> tuple[bytes, ...]:
    """The finished items of a record, in the order of its news."""
    if form == JSON:
        return tuple(_json_item(story, news, story.more if full else "") for news in story.news)
    mould, more = _mould(form), story.more if full else ""
    labels = "".join(_label(form, label) for label in story.labels)
    return tuple(
        mould.item.format(
            id=n.id,
            title=n.title,
            url=story.url,
            creator=story.creator,
            when=_written(form, n.when),
            html=n.lead + n.text + more,
            more=_label(form, n.label) + labels + (_enclosure(mould, n.file) if n.file else ""),
        ).encode()
        for n in story.news
    )


_items = lru_cache(maxsize=4096)(_pour)


@lru_cache(maxsize=1024)
def _label(form: str, label: Label) -> str:
    mould = _mould(form)
    return (mould.label if label.scheme else mould.plain).format(
        scheme=escape(label.scheme), key=escape(label.key), name=escape(label.name)
    )


def _enclosure(mould: _Mould, file: File) -> str:
    url, length, kind = file
    return mould.enclosure.format(file=escape(url), length=length, type=kind)


def _json_feed(channel: Channel, items: Sequence[bytes]) -> bytes:
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": channel.url + JSON,
        "description": channel.lead,
        "language": "vi",
        "authors": [{"name": channel.publisher}],
    }
    return (
        json.dumps(said, ensure_ascii=False).encode()[:-1]
        + b', "items": [\n'
        + b",\n".join(items)
        + b"\n]}\n"
    )


def _json_item(story: Story, news: News, more: str) -> bytes:
    item: dict[str, object] = {
        "id": unescape(news.id),
        "url": unescape(story.url),
        "title": unescape(news.title),
        "content_html": unescape(news.lead + news.text + more),
        "date_published": _written(JSON, news.when),
        "authors": [{"name": unescape(story.creator)}],
        "tags": [news.label.name, *(label.name for label in story.labels)],
    }
    if news.file:
        url, length, kind = news.file
        item["attachments"] = [{"url": url, "mime_type": kind, "size_in_bytes": length}]
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode()


# ---- dates and moulds

_MARK = (
    981148506  # an epoch second that stands for every date in a mould: feedgen takes no other mark
)
_ITEM = re.compile(r"(.*?)(<item>|<entry>)(.*)(</item>|</entry>)(.*)", re.DOTALL)
_LABEL = re.compile(r"<category\b[^>]*?(?:/>|>[^<]*</category>)")
_FILE = re.compile(r"<(?:enclosure|link)\b[^>]*\{file\}[^>]*/>")
_SCHEME = re.compile(r' \w+="\{scheme\}"')


def _moment(when: int) -> datetime:
    return datetime.fromtimestamp(when, VN)


@lru_cache(maxsize=8192)
def _written(form: str, when: int) -> str:
    """A date as the form writes it, whatever the locale."""
    return format_datetime(_moment(when)) if form == "rss.xml" else _moment(when).isoformat()


class _Mould(NamedTuple):
    """A feed that feedgen made of marks, cut up: `{name}` stands where escaped text is poured."""

    head: str
    item: str
    label: str
    plain: str
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
    feed.updated(_moment(_MARK))
    feed.link(href="{address}", rel="self", type=FORMS[form])
    feed.link(href="{url}", rel="alternate", type="text/html")
    entry = feed.add_entry(order="append")
    entry.id("{id}")
    entry.title("{title}")
    entry.link(href="{url}")
    entry.author(name="{creator}")
    entry.dc.dc_creator("{creator}")
    entry.summary("{html}", type="html")
    entry.published(_moment(_MARK))
    entry.updated(_moment(_MARK))
    entry.category(term="{key}", scheme="{scheme}", label="{name}")
    entry.enclosure("{file}", "{length}", "{type}")
    root = etree.fromstring(feed.rss_str() if form == "rss.xml" else feed.atom_str())
    for link in root.iterfind(
        "{*}entry/{*}link[@href='{file}']"
    ):  # feedgen drops all that makes it an enclosure
        link.attrib.update({"rel": "enclosure", "length": "{length}", "type": "{type}"})
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode()
    return _cut(text.replace(_written(form, _MARK), "{when}"))


def _cut(text: str) -> _Mould:
    whole = _ITEM.fullmatch(text)
    assert whole
    head, begin, item, end, tail = whole.groups()
    label, enclosure = _LABEL.search(item), _FILE.search(item)
    assert label and enclosure
    item = item.replace(label[0], "").replace(enclosure[0], "")
    return _Mould(
        head, f"{begin}{item}{{more}}{end}", label[0], _SCHEME.sub("", label[0]), enclosure[0], tail
    )
