"""News as items of RSS 2.0, Atom 1.0 and JSON Feed 1.1, poured into moulds, and the feeds around them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape
from json.encoder import encode_basestring as _quoted
from typing import NamedTuple

from duthao.outputs.feeds.xml_templates import ATOM, FORMS, JSON, XmlTemplate, written, xml_template
from duthao.outputs.shared.draft_news import DraftNews, NewsText
from duthao.outputs.shared.news import File, News

HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005


class FeedHeader(NamedTuple):
    """The head of a feed: `path` is the folder it lies in, `url` that folder's full address, `id` names it for ever.

    `email` reaches the publisher, or is empty. `archive` is the full address of its newest archived page, `hub` that of its WebSub hub; either may be empty.
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


def pour(
    form: str, story: DraftNews, told: Sequence[News], text: NewsText | None = None
) -> list[bytes]:
    """Some of a record's news as finished items: lead, categories and file, and of the first the text where it is given."""
    labels = "".join([_label(form, *label) for label in story.labels])
    picture = _picture(form, story.picture) if text and story.picture else b""
    return _poured(form, _item(form, story, labels), told, text, picture, labelled=story)


def without_text(story: DraftNews, told: Sequence[News]) -> list[bytes]:
    """Some of a record's news as Atom items of lead and link alone, as archived pages hold them."""
    return _poured(ATOM, _item(ATOM, story), told)


def _item(form: str, story: DraftNews, labels: str = "") -> bytes:
    """An item with what all news of a record share: what differs is poured as bytes, several times as fast as text."""
    written = _in_json if form == JSON else escape
    said = [labels, *map(written, (story.url, story.title, story.creator))]
    if any("%" in value for value in said):
        said = [value.replace("%", "%%") for value in said]
    labels, url, title, creator = said
    shared = {"labels": labels, "url": url, "title": title, "creator": creator}
    return (_twice(form) % shared).encode()


@cache
def _twice(form: str) -> str:
    """An item to be poured first with what a record's news share, then with what differs."""
    if form == JSON:
        return _JSON_ITEM
    differs = {name: f"%%({name})b" for name in ("id", "when", "full")}
    return (
        xml_template(form)
        .item.replace("%", "%%%%")
        .format(
            title="%%(label)b: %(title)s",
            url="%(url)s",
            creator="%(creator)s",
            html="%%(lead)b%%(said)b",
            more="%%(kind)b%%(state)b%(labels)s%%(picture)b%%(file)b",
            **differs,
        )
    )


_JSON_ITEM = (
    '{"id":"%%(id)b","url":"%(url)s","title":"%%(label)b: %(title)s","content_html":"%%(lead)b%%(said)b%%(full)b"'
    ',"date_published":"%%(when)b","authors":[{"name":"%(creator)s"}]%%(picture)b'
    ',"tags":["%%(kind)b"%%(state)b%(labels)s]%%(file)b}'
)


def _poured(
    form: str,
    item: bytes,
    told: Sequence[News],
    text: NewsText | None = None,
    picture: bytes = b"",
    labelled: DraftNews | None = None,
) -> list[bytes]:
    """`labelled`: the story whose states and files the items bear; None: neither."""
    html = _html_in_json if form == JSON else str.encode
    leads: dict[str, bytes] = {}  # most news of a record share one
    poured = []
    for n in told:
        if n.lead not in leads:
            leads[n.lead] = html(n.lead)
        label, kind = _named(form, n.kind, n.label, n.category)
        said = {
            b"id": n.id.encode(),  # a tag URI of letters, digits and -.:/,+ alone
            b"label": label,
            b"when": written(form, n.when).encode(),
            b"lead": leads[n.lead],
            b"said": html(n.said),
            b"full": _full(form, n, text) if text else b"",
            b"picture": picture,
            b"kind": kind,
            b"state": _label(form, *labelled.state(n)).encode() if labelled else b"",
            b"file": _file(form, n.file) if labelled and n.file else b"",
        }
        poured.append(item % said)
        text, picture = None, b""
    return poured


def _in_json(text: str) -> str:
    return _quoted(text)[1:-1]


def _html_in_json(text: str) -> bytes:
    return _in_json(text).encode()


@lru_cache(maxsize=1024)
def _named(form: str, kind: str, label: str, category: str) -> tuple[bytes, bytes]:
    """How the title of a piece of news begins, and its first category."""
    if form == JSON:
        return _in_json(label).encode(), _in_json(category).encode()
    return escape(label).encode(), _label(form, "", kind, category).encode()


@lru_cache(maxsize=1024)
def _label(form: str, scheme: str, key: str, name: str) -> str:
    if form == JSON:
        return f',"{_in_json(name)}"'
    cast = xml_template(form)
    return (cast.label if scheme else cast.plain).format(
        scheme=escape(scheme), key=escape(key), name=escape(name)
    )


def _picture(form: str, url: str) -> bytes:
    if form == JSON:
        return f',"image":"{_in_json(url)}"'.encode()
    return xml_template(form).picture.format(picture=escape(url)).encode()


def _full(form: str, news: News, text: NewsText) -> bytes:
    """The whole text; JSON Feed has no second place for it, so there it follows lead and what happened."""
    after = text.after(news.asks)
    if form == JSON:
        return _html_in_json(after)
    return _around(form).replace(b"{full}", _in_cdata(f"{news.lead}{news.said}{after}"))


@cache
def _around(form: str) -> bytes:
    return xml_template(form).full.encode()


def _in_cdata(html: str) -> bytes:
    return html.replace("]]>", "]]&gt;").encode()


@lru_cache(maxsize=64)  # most news of a record take one along
def _file(form: str, file: File) -> bytes:
    if form == JSON:
        return (
            f',"attachments":[{{"url":"{_in_json(file.url)}","mime_type":"{file.type}"'
            f',"size_in_bytes":{file.size}}}]'
        ).encode()
    cast = xml_template(form).enclosure
    return cast.format(file=escape(file.url), length=file.size, type=file.type).encode()


# ---- feeds


def feed(form: str, channel: FeedHeader, newest: int, made: Sequence[bytes]) -> bytes:
    """The whole feed. One without items is dated before all, so that its first item moves it forward."""
    return begin(form, channel, newest, made) + end(form, ())


def begin(form: str, channel: FeedHeader, newest: int, made: Sequence[bytes]) -> bytes:
    """A feed up to and with its first items."""
    if form == JSON:
        return _json_head(channel) + b",\n".join(made)
    links = [("hub", "", channel.hub), ("prev-archive", FORMS[ATOM], channel.archive)]
    address, when = channel.url + form, written(form, newest)
    return _lines(_head(xml_template(form), channel, address, when, links), *made)


def end(form: str, made: Sequence[bytes]) -> bytes:
    """The items of a feed that follow the first, and its end."""
    if form == JSON:
        return b"".join([*(b",\n" + item for item in made), b"\n]}\n"])
    return _lines(*made, xml_template(form).tail.encode())


def archive(channel: FeedHeader, address: str, newest: int, made: Sequence[bytes]) -> bytes:
    """An archived page (RFC 5005) in Atom at `address`; `channel.archive` is the one before it."""
    links = [
        ("current", FORMS[ATOM], channel.url + ATOM),
        ("prev-archive", FORMS[ATOM], channel.archive),
    ]
    mark = f'<fh:archive xmlns:fh="{HISTORY}"/><id>'
    cast = xml_template(ATOM)._replace(head=xml_template(ATOM).head.replace("<id>", mark, 1))
    head = _head(cast, channel, address, written(ATOM, newest), links)
    return _lines(head, *made, cast.tail.encode())


def _lines(*lines: bytes) -> bytes:
    return b"\n".join((*lines, b""))


def _head(
    cast: XmlTemplate,
    channel: FeedHeader,
    address: str,
    when: str,
    links: Sequence[tuple[str, str, str]],
) -> bytes:
    said = channel._asdict() | {"address": address}
    if "{id}" in cast.head:  # RSS has none
        said["id"] = uuid.uuid5(uuid.NAMESPACE_URL, channel.id).urn
    more = [
        cast.link.format(target=escape(url), rel=rel, type=kind).replace(' type=""', "")
        for rel, kind, url in links
        if url
    ]
    plain = {name: escape(value) for name, value in said.items()}
    reached = cast.reached.format_map(plain) if channel.email else ""
    return cast.head.format_map(
        plain | {"when": when, "links": "".join(more), "reached": reached}
    ).encode()


def _json_head(channel: FeedHeader) -> bytes:
    said: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": channel.url + JSON,
        "description": channel.lead,
        "language": "vi",
        "authors": [
            {"name": channel.publisher}
            | ({"url": f"mailto:{channel.email}"} if channel.email else {})
        ],
    }
    if channel.hub:
        said["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    return json.dumps(said, ensure_ascii=False).encode()[:-1] + b', "items": [\n'
