"""For machines: all drafts as one JSON file, the map of all pages, and what robots may read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from html import escape
from io import BytesIO

from duthao.clock import VN
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared import campaign_list, plan_rows
from duthao.outputs.shared.listing import grouped, members
from duthao.outputs.shared.record_data import VERSION, draft_line
from duthao.outputs.shared.response_rows import PAGE, answering, has_rows
from duthao.outputs.shared.shown_meetings import CALLED, of_site
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import (
    ALL,
    LISTED_IN,
    LISTS,
    LISTS_IN,
    MEETINGS,
    PRESS,
    STATISTICS,
    SUBSCRIBE,
)

LINE = "json_line"  # the snippet
DRAFTS = "api/v1/drafts.json"


class DraftsJson(Output):
    """Its snippet is a draft's line, so that an edit of one writes no other anew."""

    name = "data"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/api/v1/drafts.json`, `/sitemap.xml` and `/robots.txt`."""
        summaries = tuple(sorted(site.summaries, key=lambda s: s.id))
        yield drafts_file(site, DRAFTS, summaries)
        pages = tuple(sorted(address for address in site.pages if address != "404.html"))
        placed = [
            (
                c.id,
                c.fields.agencies,
                c.fields.issuers,
                c.fields.topics,
                c.fields.places,
                c.fields.audiences,
                c.fields.lists,
                c.fields.happened[-1:],
                c.fields.languages,
            )
            for c in summaries
        ]
        rows_out = [summary.id for summary in summaries if has_rows(summary)]
        yield Artifact(
            "sitemap.xml",
            partial(_sitemap, replace(site, layouts={}, pages={}, summaries=summaries), pages),
            depends_on=(
                site.links.site_url,
                pages,
                placed,
                rows_out,
                tuple(plan_rows.addresses(site)),
                [(path, [s.id for s in held]) for path, held in campaign_list.addresses(site)],
                [meeting.path for meeting in of_site(site)],
                snippet_digest(_with_meetings(summaries), CALLED),
            ),
        )
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.links.absolute('sitemap.xml')}\n"
        yield Artifact("robots.txt", robots.encode, robots)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft as one line of JSON."""
        return {LINE: draft_line(site, record)}


# ---- drafts.json


def drafts_file(site: Site, path: str, summaries: Sequence[Summary]) -> Artifact:
    """These drafts as one JSON file, in the order given."""
    who = site.settings.province
    publisher = {"name": who.publisher, "email": who.contact_email, "phone": who.contact_phone}
    return Artifact(
        path,
        partial(_drafts, summaries, publisher),
        depends_on=(publisher, snippet_digest(summaries, LINE)),
    )


def _drafts(summaries: Sequence[Summary], publisher: Mapping[str, str | None]) -> bytes:
    """`generated_from` names the content: the same drafts give the same bytes at any time."""
    content, between = hashlib.sha256(), b""
    with BytesIO() as out:  # twenty megabytes and more, which are to lie in the memory once
        out.write(_head(publisher, len(summaries), content.hexdigest()))
        for line in snippets(summaries, LINE):
            content.update(between + line)
            out.write(between + line)
            between = b",\n"
        out.write(b"\n]}\n")
        out.seek(0)
        out.write(_head(publisher, len(summaries), content.hexdigest()))
        return out.getvalue()


def _head(publisher: Mapping[str, str | None], records: int, sha256: str) -> bytes:
    """All before the first record; of one length whatever the digest."""
    head = {
        "version": VERSION,
        "publisher": publisher,
        "generated_from": {"records": records, "sha256": sha256},
    }
    return json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "drafts": [\n'


# ---- sitemap.xml


def _sitemap(site: Site, pages: Sequence[str]) -> bytes:
    """Every page that search engines may show, with the instant of the newest event on it.

    Hand-written pages have no date of their own; the later pages of a list are reached from its first, years of figures from
    the page of all.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for address, summaries in _addresses(site, pages):
        newest = max(
            (summary.fields.happened[-1] for summary in summaries if summary.fields.happened),
            default=None,
        )
        changed = (
            f"<lastmod>{datetime.fromtimestamp(newest, VN).isoformat()}</lastmod>"
            if newest is not None
            else ""
        )
        lines.append(f"<url><loc>{escape(site.links.absolute(address))}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _with_meetings(summaries: Sequence[Summary]) -> list[Summary]:
    """Those of drafts that have told of a meeting."""
    return [summary for summary in summaries if "meeting" in summary.fields.kinds]


def _addresses(site: Site, pages: Sequence[str]) -> Iterator[tuple[str, Sequence[Summary]]]:
    """Each address with the summaries that stand on it."""
    yield from ((address, ()) for address in pages)
    for summary in site.summaries:
        yield site.links.draft(summary.id), [summary]
        yield site.links.press(summary.id), [summary]
        if has_rows(summary):
            yield site.links.draft(summary.id, PAGE), [summary]
        for lang in summary.fields.languages:
            yield site.links.in_language(lang, site.links.draft(summary.id)), [summary]
    for agency, drafts in answering(site.registers, site.summaries).items():
        yield site.links.by("agency", agency) + PAGE, drafts
    yield from ((path, site.summaries) for path in (ALL, PRESS, MEETINGS, STATISTICS))
    yield SUBSCRIBE, ()
    yield from ((path, ()) for path in plan_rows.addresses(site))
    yield from campaign_list.addresses(site)
    yield from ((site.links.running_order(week), ()) for week in ("", "tuan-sau"))
    yield from ((meeting.path, ()) for meeting in of_site(site))
    told = _with_meetings(site.summaries)
    for summary, meetings in zip(told, snippets(told, CALLED), strict=True):
        yield from ((meeting.path, [summary]) for meeting in meetings)
    yield from ((path, members(site.summaries, name)) for name, path in LISTS.items())
    for lang in LISTED_IN:
        there = [summary for summary in site.summaries if lang in summary.fields.languages]
        for name, path in LISTS_IN.items():
            here = members(there, name) if name in LISTS else there
            yield site.links.in_language(lang, path), here
    for kind, by_key in grouped(site, site.summaries).items():
        yield site.links.by(kind), ()
        yield from ((site.links.by(kind, key), summaries) for key, summaries in by_key.items())
