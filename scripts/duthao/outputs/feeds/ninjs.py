"""The newest news as ninjs 3.0, the JSON of the International Press Telecommunications Council: `/api/v1/ninjs.json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from duthao.outputs.artifact import Artifact
from duthao.outputs.feeds.window import latest_first
from duthao.outputs.feeds.xml_templates import moment
from duthao.outputs.output import Output
from duthao.outputs.shared.draft_news import (
    DEMO,
    NEWS,
    TEXT,
    DraftNews,
    Label,
    NewsText,
    news_of,
    text_of,
)
from duthao.outputs.shared.news import News, NewsFile
from duthao.outputs.shared.record_data import VERSION, written_json
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.rendering.links import API

NEWEST = 50  # items
_STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
Item = dict[str, Any]


class _Registers(NamedTuple):
    """The full addresses below which each agency, place and topic has its page."""

    agency: str
    place: str
    topic: str


class Ninjs(Output):
    """The newest news as ninjs 3.0, the JSON of the International Press Telecommunications Council: `/api/v1/ninjs.json`."""

    name = "ninjs"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The newest items of the whole site, newest first."""
        summaries = tuple(
            latest_first(site.summaries)[:NEWEST]
        )  # each has an event: the newest items are all among theirs
        by = _Registers(*(site.links.absolute(site.links.by(kind)) for kind in _Registers._fields))
        yield Artifact(
            f"{API}ninjs.json",
            partial(_items, summaries, by),
            depends_on=(by, snippet_digest(summaries, NEWS, TEXT)),
        )


def _items(summaries: Sequence[Summary], by: _Registers) -> bytes:
    news = sorted(
        ((-n.when, n.id, n, summary) for summary in summaries for n in news_of(summary).news),
        key=lambda t: t[:2],
    )
    items = [_item(news_of(summary), text_of(summary), n, by) for *_, n, summary in news[:NEWEST]]
    return written_json({"version": VERSION, "items": items}) + b"\n"


def _item(story: DraftNews, text: NewsText, news: News, by: _Registers) -> Item:
    when, state = moment(news.when).isoformat(), story.state(news)
    item: Item = {
        "standard": _STANDARD,
        "uri": news.id,
        "type": "text",
        "version": "1",
        "firstCreated": when,
        "versionCreated": when,
        "pubStatus": "usable",
        "language": "vi",
        "headlines": [{"value": f"{news.label}: {story.title}"}],
        "descriptions": [{"contentType": "text/html", "value": news.lead + news.said}],
        "bodies": [{"contentType": "text/html", "value": text.of(news)}],
        "by": story.creator,
        "infoSources": [{"name": story.creator}],
        "organisations": [_concept(label) for label in story.labels if label.scheme == by.agency],
        "places": [_concept(label) for label in story.labels if label.scheme == by.place],
        "subjects": [
            {"name": news.category, "literal": news.kind},
            {"name": state.name, "literal": state.key},
            *(_concept(label) for label in story.labels if label.scheme == by.topic),
        ],
        "renditions": [{"name": "web", "href": story.url, "contentType": "text/html"}],
        "associations": [*_document(news.file), *_picture(story)],
    }
    if any(label.key == "demo" for label in story.labels):
        item["edNote"] = f"{DEMO}: không phải tin."
    return item


def _concept(label: Label) -> Item:
    return {"name": label.name, "literal": label.key, "uri": f"{label.scheme}{label.key}/"}


def _document(file: NewsFile | None) -> Iterator[Item]:
    if file:
        main = {
            "name": "main",
            "href": file.url,
            "contentType": file.type,
            "sizeInBytes": file.size,
        }
        yield {"name": "document", "uri": file.url, "type": "text", "renditions": [main]}


def _picture(story: DraftNews) -> Iterator[Item]:
    if story.picture:
        main = {
            "name": "main",
            "href": story.picture,
            "contentType": "image/png",
            "width": 1200,
            "height": 630,
        }
        yield {"name": "picture", "uri": story.picture, "type": "picture", "renditions": [main]}
