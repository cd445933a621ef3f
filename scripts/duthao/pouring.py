"""News as items of RSS 2.0, Atom 1.0 and JSON Feed 1.1, poured into moulds, and the feeds around them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from json.encoder import encode_basestring as _quoted
from typing import Literal, NamedTuple

from duthao.moulds import ATOM, FORMS, JSON, Mould, mould, written
from duthao.story import File, News, Story

HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
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


# ---- items


@lru_cache(maxsize=2048)
def items(form: str, story: Story) -> tuple[bytes, ...]:
    """The finished items of a record without its text, in the order of its news."""
    return pour(form, story, story.news, "brief")


@lru_cache(maxsize=256)
def whole(form: str, story: Story, place: int) -> bytes:
    """One of a record's items with the whole text: kilobytes that few feeds need."""
    return pour(form, story, story.news[place : place + 1], "full")[0]


def pour(form: str, story: Story, told: Sequence[News], extent: Extent) -> tuple[bytes, ...]:
    """Some of a record's news as finished items."""
    return (_pour_json if form == JSON else _pour_xml)(form, story, told, extent)


def _pour_xml(form: str, story: Story, told: Sequence[News], extent: Extent) -> tuple[bytes, ...]:
    cast = mould(form)
    poured, title = cast.item.format, escape(story.title)
    url, creator = escape(story.url), escape(story.creator)
    full, bare = extent == "full", extent == "bare"
    labels = "" if bare else "".join(_label(form, *label) for label in story.labels)
    if full and story.picture:
        labels += cast.picture.format(picture=escape(story.picture))
    return tuple(
        poured(
            id=n.id,  # a tag URI of letters, digits and -.:/,+ alone
            title=f"{_escaped(n.label)}: {title}",
            url=url,
            creator=creator,
            when=written(form, n.when),
            html=n.lead + n.said,
            full=cast.full.format(full=story.full(n).replace("]]>", "]]&gt;")) if full else "",
            more=_label(form, "", n.kind, n.category)
            + labels
            + (_enclosure(cast, n.file) if n.file and not bare else ""),
        ).encode()
        for n in told
    )


_escaped = lru_cache(maxsize=1024)(escape)


@lru_cache(maxsize=1024)
def _label(form: str, scheme: str, key: str, name: str) -> str:
    cast = mould(form)
    return (cast.label if scheme else cast.plain).format(
        scheme=escape(scheme), key=escape(key), name=escape(name)
    )


def _enclosure(cast: Mould, file: File) -> str:
    return cast.enclosure.format(file=escape(file.url), length=file.size, type=file.type)


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
            f',"date_published":"{written(form, n.when)}{end}{_quoted(n.category)}{names}]'
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
    links = [("hub", "", channel.hub), ("prev-archive", FORMS[ATOM], channel.archive)]
    return _around(mould(form), channel, channel.url + form, written(form, newest), links, made)


def archive(channel: Channel, address: str, newest: int, made: Sequence[bytes]) -> bytes:
    """An archived page (RFC 5005) in Atom at `address`; `channel.archive` is the one before it."""
    links = [
        ("current", FORMS[ATOM], channel.url + ATOM),
        ("prev-archive", FORMS[ATOM], channel.archive),
    ]
    mark = f'<fh:archive xmlns:fh="{HISTORY}"/><id>'
    cast = mould(ATOM)._replace(head=mould(ATOM).head.replace("<id>", mark, 1))
    return _around(cast, channel, address, written(ATOM, newest), links, made)


def _around(
    cast: Mould,
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
        cast.link.format(target=escape(url), rel=rel, type=kind).replace(' type=""', "")
        for rel, kind, url in links
        if url
    ]
    head = cast.head.format_map(
        {name: escape(value) for name, value in said.items()}
        | {"when": when, "links": "".join(more)}
    )
    return b"\n".join([head.encode(), *made, cast.tail.encode(), b""])


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
