"""News as items of RSS 2.0, Atom 1.0 and JSON Feed 1.1, and the feeds around them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from duthao.clock import VN
from duthao.outputs.feeds.xml_templates import ATOM, FORMS, JSON, written, xml_template
from duthao.outputs.shared.draft_news import DraftNews, Label, NewsText
from duthao.outputs.shared.news import News, NewsFile

# An Atom feed must say when it last changed. What never held an item says this, on which communes became what they are:
# no feed of theirs is older, and no clock changes its bytes.
_FIRST = int(datetime(2025, 7, 1, tzinfo=VN).timestamp())


class FeedHeader(NamedTuple):
    """The head of a feed: `path` is the folder it lies in, `url` that folder's full address, `id` names it for ever.

    `email` reaches the publisher, or is empty. `hub` is the full address of its WebSub hub, `archive` that of its newest
    archived page; either may be empty.
    """

    path: str
    url: str
    id: str
    title: str
    lead: str
    publisher: str
    email: str = ""
    hub: str = ""
    archive: str = ""


# ---- items


def item(form: str, draft: DraftNews, news: News, text: NewsText | None = None) -> bytes:
    """A piece of news as an item: lead, categories and file; with the whole text and the picture where `text` is given."""
    labels = (draft.state(news), *draft.labels)
    if form == JSON:
        # JSON Feed has no second place for the whole text: there it follows lead and what happened.
        html = text.of(news) if text else news.lead + news.said
        return _json_item(draft, news, html, labels, news.file, draft.picture if text else "")
    template = xml_template(form)
    more = [_kind(form, news), *(_label(form, label) for label in labels)]
    if text and draft.picture:
        more.append(template.picture.format(picture=escape(draft.picture)))
    if news.file:
        url, length, type_ = news.file
        more.append(template.enclosure.format(file=escape(url), length=length, type=type_))
    full = template.full.format(full=_in_cdata(text.of(news))) if text else ""
    return _xml_item(form, draft, news, news.lead + news.said, full, "".join(more))


def brief_item(form: str, draft: DraftNews, news: News) -> bytes:
    """A piece of news as an item of what happened, deadline and link, which does not repeat the draft's whole title."""
    html = news.brief + news.said
    if form == JSON:
        return _json_item(draft, news, html)
    return _xml_item(form, draft, news, html, "", _kind(form, news))


def _xml_item(form: str, draft: DraftNews, news: News, html: str, full: str, more: str) -> bytes:
    return (
        xml_template(form)
        .item.format(
            id=news.id,  # a tag URI of letters, digits and -.:/,+ alone
            title=escape(f"{news.label}: {draft.title}"),
            url=escape(draft.url),
            creator=escape(draft.creator),
            when=written(form, news.when),
            html=_in_cdata(html),
            full=full,
            more=more,
        )
        .encode()
    )


def _kind(form: str, news: News) -> str:
    """The category of the kind of event."""
    return _label(form, Label("", news.kind, news.category))


@lru_cache(maxsize=1024)
def _label(form: str, label: Label) -> str:
    template = xml_template(form)
    return (template.label if label.scheme else template.plain).format(
        scheme=escape(label.scheme), key=escape(label.key), name=escape(label.name)
    )


def _in_cdata(html: str) -> str:
    return html.replace("]]>", "]]&gt;")


def _json_item(
    draft: DraftNews,
    news: News,
    html: str,
    labels: Sequence[Label] = (),
    file: NewsFile | None = None,
    picture: str = "",
) -> bytes:
    values: dict[str, Any] = {
        "id": news.id,
        "url": draft.url,
        "title": f"{news.label}: {draft.title}",
        "content_html": html,
        "date_published": written(JSON, news.when),
        "authors": [{"name": draft.creator}],
    }
    if picture:
        values["image"] = picture
    values["tags"] = [news.category, *(label.name for label in labels)]
    if file:
        url, size, type_ = file
        values["attachments"] = [{"url": url, "mime_type": type_, "size_in_bytes": size}]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


# ---- feeds


def feed(
    form: str, header: FeedHeader, newest: int, items: Sequence[bytes], file: str = ""
) -> bytes:
    """The whole feed; `newest` is the epoch second of its newest item, 0 where there is none; `file` its name where that is not the form's."""
    if form == JSON:
        return _json_head(header) + b",\n".join(items) + b"\n]}\n"
    links = [("hub", "", header.hub), ("prev-archive", FORMS[ATOM], header.archive)]
    return _xml_feed(form, header, header.url + (file or form), newest, links, items)


def archive(
    header: FeedHeader, address: str, next_page: str, newest: int, items: Sequence[bytes]
) -> bytes:
    """An archived page (RFC 5005) in Atom at `address`; `header.archive` is the one before it, `next_page` the one after it, or empty."""
    links = [
        ("current", FORMS[ATOM], header.url + ATOM),
        ("prev-archive", FORMS[ATOM], header.archive),
        ("next-archive", FORMS[ATOM], next_page),
    ]
    return _xml_feed(ATOM, header, address, newest, links, items, xml_template(ATOM).archive)


def _xml_feed(
    form: str,
    header: FeedHeader,
    address: str,
    newest: int,
    links: Sequence[tuple[str, str, str]],
    items: Sequence[bytes],
    archive: str = "",
) -> bytes:
    template = xml_template(form)
    values = {name: escape(value) for name, value in header._asdict().items()}
    values["id"] = uuid.uuid5(uuid.NAMESPACE_URL, header.id).urn
    linked = [
        template.link.format(target=escape(url), rel=rel, type=type_).replace(' type=""', "")
        for rel, type_, url in links
        if url
    ]
    values |= {
        "address": escape(address),
        "dated": template.dated.format(when=written(form, newest or _FIRST))
        if newest or form == ATOM
        else "",
        "links": "".join(linked),
        "reached": template.reached.format_map(values) if header.email else "",
        "archive": archive,
    }
    head = template.head.format_map(values)
    return b"\n".join((head.encode(), *items, template.tail.encode(), b""))


def _json_head(header: FeedHeader) -> bytes:
    values: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": header.title,
        "home_page_url": header.url,
        "feed_url": header.url + JSON,
        "description": header.lead,
        "language": "vi",
        "authors": [
            {"name": header.publisher} | ({"url": f"mailto:{header.email}"} if header.email else {})
        ],
    }
    if header.hub:
        values["hubs"] = [{"type": "WebSub", "url": header.hub}]
    return json.dumps(values, ensure_ascii=False).encode()[:-1] + b', "items": [\n'
