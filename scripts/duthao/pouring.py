"""News as items of RSS 2.0, Atom 1.0 and JSON Feed 1.1, poured into moulds, and the feeds around them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from json.encoder import encode_basestring as _quoted
from typing import NamedTuple

from duthao.moulds import ATOM, FORMS, JSON, Mould, mould, written
from duthao.story import File, News, Story, Text

HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005


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


@lru_cache(maxsize=2560)
def items(form: str, story: Story) -> tuple[bytes, ...]:
    """The finished items of a record without its text, in the order of its news."""
    return pour(form, story, story.news)


@lru_cache(maxsize=256)
def whole(form: str, story: Story, place: int, text: Text) -> bytes:
    """One of a record's items with the whole text: kilobytes that few feeds need."""
    return pour(form, story, story.news[place : place + 1], text)[0]


def pour(
    form: str, story: Story, told: Sequence[News], text: Text | None = None
) -> tuple[bytes, ...]:
    """Some of a record's news as finished items: lead, categories and file, and where it is given the text."""
    return (_pour_json if form == JSON else _pour_xml)(form, story, told, text)


def bare(story: Story, told: Sequence[News]) -> tuple[bytes, ...]:
    """Some of a record's news as Atom items of lead and link alone, as archived pages hold them."""
    return _pour_xml(ATOM, story, told, None, bare=True)


def _pour_xml(
    form: str, story: Story, told: Sequence[News], text: Text | None, *, bare: bool = False
) -> tuple[bytes, ...]:
    cast = mould(form)
    poured, title = cast.item.format, escape(story.title)
    url, creator = escape(story.url), escape(story.creator)
    labels = "" if bare else "".join(_label(form, *label) for label in story.labels)
    if text and story.picture:
        labels += cast.picture.format(picture=escape(story.picture))
    return tuple(
        poured(
            id=n.id,  # a tag URI of letters, digits and -.:/,+ alone
            title=f"{_escaped(n.label)}: {title}",
            url=url,
            creator=creator,
            when=written(form, n.when),
            html=n.lead + n.said,
            full=cast.full.format(full=text.of(n).replace("]]>", "]]&gt;")) if text else "",
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


def _pour_json(
    form: str, story: Story, told: Sequence[News], text: Text | None
) -> tuple[bytes, ...]:
    head = f'","url":{_quoted(story.url)},"title":"'
    title = f': {_quoted(story.title)[1:]},"content_html":'
    picture = f',"image":{_quoted(story.picture)}' if text and story.picture else ""
    names = "".join("," + _quoted(label.name) for label in story.labels)
    end = f'","authors":[{{"name":{_quoted(story.creator)}}}]{picture},"tags":['
    return tuple(
        (
            f'{{"id":"{n.id}{head}{_quoted(n.label)[1:-1]}{title}'
            f"{_quoted(text.of(n) if text else n.lead + n.said)}"
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
    return begin(form, channel, newest, made) + end(form, ())


def begin(form: str, channel: Channel, newest: int, made: Sequence[bytes]) -> bytes:
    """A feed up to and with its first items."""
    if form == JSON:
        return _json_head(channel) + b",\n".join(made)
    links = [("hub", "", channel.hub), ("prev-archive", FORMS[ATOM], channel.archive)]
    address, when = channel.url + form, written(form, newest)
    return _lines(_head(mould(form), channel, address, when, links), *made)


def end(form: str, made: Sequence[bytes]) -> bytes:
    """The items of a feed that follow the first, and its end."""
    if form == JSON:
        return b"".join([*(b",\n" + item for item in made), b"\n]}\n"])
    return _lines(*made, mould(form).tail.encode())


def archive(channel: Channel, address: str, newest: int, made: Sequence[bytes]) -> bytes:
    """An archived page (RFC 5005) in Atom at `address`; `channel.archive` is the one before it."""
    links = [
        ("current", FORMS[ATOM], channel.url + ATOM),
        ("prev-archive", FORMS[ATOM], channel.archive),
    ]
    mark = f'<fh:archive xmlns:fh="{HISTORY}"/><id>'
    cast = mould(ATOM)._replace(head=mould(ATOM).head.replace("<id>", mark, 1))
    head = _head(cast, channel, address, written(ATOM, newest), links)
    return _lines(head, *made, cast.tail.encode())


def _lines(*lines: bytes) -> bytes:
    return b"\n".join([*lines, b""])


def _head(
    cast: Mould,
    channel: Channel,
    address: str,
    when: str,
    links: Sequence[tuple[str, str, str]],
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
    return cast.head.format_map(
        {name: escape(value) for name, value in said.items()}
        | {"when": when, "links": "".join(more)}
    ).encode()


def _json_head(channel: Channel) -> bytes:
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
    return json.dumps(said, ensure_ascii=False).encode()[:-1] + b', "items": [\n'
