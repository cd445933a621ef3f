"""What feeds tell of a record: a piece of news for each event that has come, and the text that all of them share."""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import Any, NamedTuple

from duthao.channels import channels
from duthao.clock import date_vi, moment_words, until_words
from duthao.ending import ending
from duthao.events import Event
from duthao.lifecycle import absences, begun, closes_at, deadlines, view
from duthao.links import ALL
from duthao.model import Document, Front
from duthao.records import Record
from duthao.rendered import rendered
from duthao.site import TEXT, Card, Site, once
from duthao.standing import shortened

STORIES = "feeds"  # the output that keeps the story in the record's card
TEXTS = STORIES + TEXT
DEMO = "Dữ liệu minh họa"
PICTURE = "the.png"  # the card of the draft, 1200 × 630
TYPES = MappingProxyType(
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
# Of these the day is no news of its own: it is worked out, or stands in what is said of them.
_UNDATED = ("opened", "closing_soon", "closed", "overdue", "announced", "meeting")


class Label(NamedTuple):
    """A category: the address of the register that it is from (empty: a kind of event), its key and its name."""

    scheme: str
    key: str
    name: str


class File(NamedTuple):
    """A file to take along: full address, bytes, media type."""

    url: str
    size: int
    type: str


class News(NamedTuple):
    """One event that has come: `when` in epoch seconds, `lead` and `said` as HTML; `asks`: comments were taken then.

    `label` begins the title; `category` names the kind (of a meeting without its title).
    """

    id: str
    kind: str
    label: str
    category: str
    when: int
    lead: str
    said: str
    asks: bool
    file: File | None


class Text(NamedTuple):
    """The text that all news of a record share, as HTML: summary and sections, ways to comment, press contact and where to read on.

    The full text of a piece of news is its lead, what happened, `text`, `ways` where it asks, and `end`.
    """

    text: str
    ways: str
    end: str

    def of(self, news: News) -> str:
        """The whole text of a piece of news, as HTML."""
        return f"{news.lead}{news.said}{self.after(news.asks)}"

    def after(self, asks: bool) -> str:
        """What follows lead and what happened."""
        return f"{self.text}{self.ways if asks else ''}{self.end}"


@dataclass(frozen=True, eq=False)
class Story:
    """What feeds tell of a record, but for its text: `news` oldest first, `picture` the address of a PNG or empty."""

    url: str
    title: str
    creator: str
    labels: tuple[Label, ...]
    news: tuple[News, ...]
    picture: str

    def __reduce__(self) -> tuple[Any, ...]:
        """Plain values only, which thaw in a fifth of the time, and each lead once: most news of a record share one."""
        labels = [tuple(label) for label in self.labels]
        leads = list(dict.fromkeys(n.lead for n in self.news))
        news = [
            (i, kind, label, category, when, leads.index(lead), said, asks, file and tuple(file))
            for i, kind, label, category, when, lead, said, asks, file in self.news
        ]
        told = (self.url, self.title, self.creator, labels, leads, news, self.picture)
        return _thawed, (marshal.dumps(told, _NO_REFERENCES),)


# Of marshal: with references the bytes would tell which texts were one object, which is chance.
_NO_REFERENCES = 2


def _thawed(frozen: bytes) -> Story:
    url, title, creator, labels, leads, news, picture = marshal.loads(frozen)
    new = tuple.__new__  # as a NamedTuple makes itself, without a function of its own in between
    told = [
        (i, kind, label, category, when, leads[lead], said, asks, file and new(File, file))
        for i, kind, label, category, when, lead, said, asks, file in news
    ]
    return Story(
        url,
        title,
        creator,
        tuple([new(Label, label) for label in labels]),
        tuple([new(News, one) for one in told]),
        picture,
    )


@lru_cache(maxsize=64)
def told(card: Card) -> Story:
    """The story that a card keeps; the newest news is asked for in every form and place."""
    kept: Story = card.excerpt(STORIES)
    return kept


@lru_cache(maxsize=64)
def in_full(card: Card) -> Text:
    """The text that a card keeps."""
    kept: Text = card.excerpt(TEXTS)
    return kept


@once
def story(site: Site, record: Record) -> Story:
    """The record's news, made once."""
    who, links = site.agency_name(record, record.front.agency), site.links
    return Story(
        links.absolute(links.draft(record.id)),
        record.front.short_title,
        who,
        tuple(_labels(site, record, who)),
        tuple(_news(site, record, who)),
        links.absolute(links.draft(record.id, PICTURE)) if site.printed else "",
    )


@once
def text(site: Site, record: Record) -> Text:
    """The record's text, made once."""
    return Text(_text(site, record), _ways(site, record), _end(site, record))


def _labels(site: Site, record: Record, who: str) -> Iterator[Label]:
    front, links, registers, view = record.front, site.links, site.registers, site.view(record)
    if front.demo:
        yield Label("", "demo", DEMO)
    yield Label(links.absolute(ALL), view.state, view.label)
    yield Label(links.absolute(links.by("agency")), front.agency, who)
    for key in front.topics:
        yield Label(links.absolute(links.by("topic")), key, registers.topics[key].name)
    for key in front.places:
        yield Label(links.absolute(links.by("place")), key, registers.places[key].name)


# ---- the news


def _news(site: Site, record: Record, who: str) -> Iterator[News]:
    front = record.front
    first = _paragraph(f"{DEMO}.") if front.demo else ""
    turns, dated = sorted(_turns(front)), any(r.opens and r.closes for r in front.rounds)
    leads: dict[int, tuple[str, bool]] = {}
    for event in site.events(record):
        if event.when <= site.now:
            nth = bisect_right(turns, event.when)
            if not dated or nth not in leads:
                lead, asks = _lead(front, who, event.when)
                leads[nth] = first + _paragraph(lead), asks
            yield News(
                event.id,
                event.kind,
                event.label,
                event.label.partition(": ")[0],
                int(event.when.timestamp()),
                leads[nth][0],
                _paragraph(_said(event)),
                leads[nth][1],
                _file(site, record, event.when) if record.files else None,
            )


def _said(event: Event) -> str:
    """What happened, with its day where that is not the day of the news itself."""
    if event.kind == "meeting":
        begins = moment_words(event.at.start) if event.at.timed else date_vi(event.at.day)
        return f"Thời gian: {begins}." + (f" Địa điểm: {event.text}." if event.text else "")
    if event.kind in _UNDATED:
        return event.text
    return f"{event.label} ngày {date_vi(event.at.day)}. {event.text}".rstrip()


def _turns(front: Front) -> Iterator[datetime]:
    """Every instant at which the lead of a record with a dated round may change."""
    for round_ in front.rounds:
        for since, closes in deadlines(round_):
            yield from (since, closes.end)
    for span in absences(front):
        yield from (moment for moment in span if moment)


def _lead(front: Front, who: str, at: datetime) -> tuple[str, bool]:
    """Who asks opinions on what, until when, as it stood at `at`; and whether opinions were taken or would be."""
    text = front.title if front.title.casefold().startswith("dự thảo") else f"dự thảo {front.title}"
    text = text[:1].lower() + text[1:]
    dated = [(r.opens.start, r) for r in front.rounds if r.opens and r.closes]
    ended, current = ending(front, at), begun(front, at)
    end = f"; {ended.words}" if ended else ""
    if any(r.unknown for r in front.rounds):
        return f"{who} chủ trì soạn thảo {text}. Không có thông tin về thời gian lấy ý kiến.", False
    if not dated and view(front, at).state == "planned":
        return f"{who} dự kiến lấy ý kiến về {text}. Chưa ấn định thời gian lấy ý kiến.", False
    if not dated or (ended and not current):
        return f"{who} chủ trì soạn thảo {text}{end}.", False
    round_ = current[1] if current else min(dated, key=lambda d: d[0])[1]
    closes = closes_at(round_, at)
    assert round_.opens and closes
    until = until_words(closes)
    what = f"đề nghị xây dựng {front.title}" if round_.of == "proposal" else text
    if not current:
        opens = date_vi(round_.opens.day)
        return f"{who} lấy ý kiến về {what} từ ngày {opens} đến {until}.", True
    if ended and ended.when < closes.end:
        opens = date_vi(round_.opens.day)
        before = f"trước khi hết thời hạn góp ý đã công bố ({until})"
        return f"{who} lấy ý kiến về {what} từ ngày {opens}{end}, {before}.", False
    if closes.end <= at:
        return f"{who} đã lấy ý kiến về {what} đến {until}{end}.", False
    return f"{who} lấy ý kiến về {what} đến {until}.", True


def _file(site: Site, record: Record, at: datetime) -> File | None:
    """The latest text of the draft that lay open at `at`, else the first file of the dossier."""
    documents: list[Document] = list(record.front.documents)
    for round_ in record.front.rounds:
        documents += round_.documents if round_.opens and round_.opens.start <= at else ()
    held = [d for d in documents if d.file in record.files]
    if not held:
        return None
    chosen = next((d for d in reversed(held) if d.kind == "du-thao"), held[0])
    file = record.files[chosen.file or ""]
    url = site.links.absolute(site.links.draft(record.id, file.name))
    return File(url, file.size, TYPES[file.name.rsplit(".", 1)[1].lower()])


# ---- the text that all news of a record share


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _text(site: Site, record: Record) -> str:
    """The summary and the officer's sections."""
    told = [_paragraph(said) for said in (record.front.summary, *shortened(record.front))]
    told += [f"<h2>{s.heading}</h2>{html.strip()}" for s, html in rendered(site, record)]
    return "".join(told).replace('href="~/', f'href="{escape(site.links.absolute(""))}')


def _ways(site: Site, record: Record) -> str:
    items = [
        f"<li>{escape(way['label'])}: "
        + (
            f'<a href="{escape(way["url"])}">{escape(way["text"])}</a>'
            if way["url"]
            else escape(way["text"])
        )
        + f"{' ' + escape(way['note']) if way['note'] else ''}</li>"
        for way in channels(site, record)
    ]
    return f"<h2>Cách góp ý</h2><ul>{''.join(items)}</ul>" if items else ""


def _end(site: Site, record: Record) -> str:
    press, links = record.front.contact, site.links
    parts = (press.name, press.unit, press.phone, press.email) if press else ()
    said = ", ".join(part for part in parts if part)
    page, kit = links.absolute(links.draft(record.id)), links.absolute(links.press(record.id))
    return _paragraph(f"Đầu mối báo chí: {said}." if said else "") + (
        f'<p>Mã hồ sơ: {record.code}. <a href="{escape(page)}">Trang của dự thảo</a>, '
        f'<a href="{escape(kit)}">tài liệu cho báo chí</a>.</p>'
    )
