"""The main feeds in one file that programs for reading news take in (OPML 2.0), grouped as the page to subscribe from is.

Those are one of all news for whatever can be followed but a single draft, and of the whole site one for each kind of news.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import FEEDS, NEW, TITLES
from duthao.outputs.shared.subscriptions import CAMPAIGN, NEWS_KINDS, subscriptions
from duthao.outputs.site import Site
from duthao.rendering.links import FEED_LIST

_GROUPS = {**TITLES, CAMPAIGN: "Đợt truyền thông"}
_Entry = tuple[
    str, str, str, str
]  # group ("" of none), name, addresses of its RSS feed and of its page


class FeedListFile(Output):
    """`/theo-doi/nguon-tin.opml`."""

    name = "opml"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The file: the whole site, each kind of its news, lists by state, then places, topics, agencies, audiences and campaigns."""
        title = site.settings.province.site_title
        entries = tuple(_entries(site))
        yield Artifact(FEED_LIST, partial(_opml, title, entries), depends_on=(title, entries))


def _entries(site: Site) -> Iterator[_Entry]:
    absolute = site.links.absolute
    for subscription in subscriptions(site, ()):
        path, group = subscription.path, _GROUPS.get(subscription.kind, "")
        _, rss, _ = NEW if subscription.kind == "audience" else FEEDS[0]
        yield group, subscription.name, absolute(path + rss), absolute(path)
        if not subscription.kind:
            for kind in NEWS_KINDS:
                yield "", f"{kind.label}: {subscription.name}", absolute(kind.file), absolute(path)


def _opml(title: str, entries: Sequence[_Entry]) -> bytes:
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for group, some in groupby(entries, key=lambda entry: entry[0]):
        within = etree.SubElement(body, "outline", text=group, title=group) if group else body
        for _, name, feed, page in some:
            etree.SubElement(
                within, "outline", type="rss", text=name, title=name, xmlUrl=feed, htmlUrl=page
            )
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return text
