"""What feeds tell of a record: a piece of news for each event that has come, and the text that all of them share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from duthao.domain.lifecycle import LABELS
from duthao.outputs.shared.body_html import rendered
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.news import News, news, paragraph
from duthao.outputs.shared.sheet import CARD, is_news
from duthao.outputs.shared.status import shortened
from duthao.outputs.site import Site, memo
from duthao.outputs.summary import Summary
from duthao.records.record import Record
from duthao.rendering.links import ALL

NEWS, TEXT = "news", "news_text"  # the snippets that feeds keep of a draft
DEMO = "Dữ liệu minh họa"


class Label(NamedTuple):
    """A category: the address of the register that it is from (empty: a kind of event), its key and its name."""

    scheme: str
    key: str
    name: str


class NewsText(NamedTuple):
    """The text that all news of a record share, as HTML: summary and sections, ways to comment, press contact and where to read on.

    The full text of a piece of news is its lead, what happened, `text`, `ways` where it asks, and `end`.
    """

    text: str
    ways: str
    end: str

    def of(self, news: News) -> str:
        """The whole text of a piece of news, as HTML."""
        return f"{news.lead}{news.said}{self.text}{self.ways if news.asks else ''}{self.end}"


@dataclass(frozen=True, eq=False)
class DraftNews:
    """What feeds tell of a record, but for its text: `news` oldest first, `picture` the address of the draft's own card or
    empty: what all drafts in a state share is no picture of this one.

    `labels` are of all news; of each its state is one more, from the register of states at the address `states`.
    """

    url: str
    title: str
    creator: str
    labels: tuple[Label, ...]
    news: tuple[News, ...]
    picture: str
    states: str

    def state(self, news: News) -> Label:
        """The category of the state in which the draft was then."""
        return Label(self.states, news.state, LABELS[news.state])


@lru_cache(maxsize=64)
def news_of(summary: Summary) -> DraftNews:
    """The news that a draft's summary keeps; the newest are asked for in every form and place."""
    news: DraftNews = summary.snippet(NEWS)
    return news


@lru_cache(maxsize=64)
def text_of(summary: Summary) -> NewsText:
    """The text that a draft's summary keeps."""
    text: NewsText = summary.snippet(TEXT)
    return text


@memo
def draft_news(site: Site, record: Record) -> DraftNews:
    """The record's news, made once."""
    who, links = site.drafters(record), site.links
    pictured = site.printed and is_news(site, record)
    return DraftNews(
        links.absolute(links.draft(record.id)),
        record.draft.short_title,
        who,
        tuple(_labels(site, record)),
        tuple(news(site, record, _marks(site, record))),
        links.absolute(links.draft(record.id, CARD)) if pictured else "",
        links.absolute(ALL),
    )


@memo
def news_text(site: Site, record: Record) -> NewsText:
    """The record's text, made once."""
    return NewsText(_text(site, record), _ways(site, record), _end(site, record))


def _marks(site: Site, record: Record) -> str:
    """What the news of what nobody stands for, or of a demonstration, begin with."""
    marks = [*site.warning, *([DEMO] if record.draft.demo else [])]
    return "".join(paragraph(f"{mark}.") for mark in marks)


def _labels(site: Site, record: Record) -> Iterator[Label]:
    draft, links, registers = record.draft, site.links, site.registers
    for warning in site.warning:
        yield Label("", "unapproved", warning)
    if draft.demo:
        yield Label("", "demo", DEMO)
    for key in draft.agencies:
        yield Label(links.absolute(links.by("agency")), key, site.agency_name(record, key))
    for key in draft.topics:
        yield Label(links.absolute(links.by("topic")), key, registers.topics[key].name)
    for key in draft.places:
        yield Label(links.absolute(links.by("place")), key, registers.places[key].name)


# ---- the text that all news of a record share


def _text(site: Site, record: Record) -> str:
    """The summary and the officer's sections."""
    parts = [paragraph(text) for text in (record.draft.summary, *shortened(record.draft))]
    parts += [f"<h2>{s.heading}</h2>{html.strip()}" for s, html in rendered(site, record)]
    return "".join(parts).replace('href="~/', f'href="{escape(site.links.absolute(""))}')


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
    press, links = record.draft.contact, site.links
    parts = (press.name, press.unit, press.phone, press.email) if press else ()
    contact = ", ".join(filter(None, parts))
    page, kit = links.absolute(links.draft(record.id)), links.absolute(links.press(record.id))
    return paragraph(f"{press.role}: {contact}." if press and contact else "") + (
        f'<p>Mã hồ sơ: {record.code}. <a href="{escape(page)}">Trang của dự thảo</a>, '
        f'<a href="{escape(kit)}">tài liệu cho báo chí</a>.</p>'
    )
