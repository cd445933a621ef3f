"""`noi-bo/index.html`: the page that leads to all that was made for the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.site import Site
from duthao.outputs.summary import snippet_digest, snippets
from duthao.records.record import Record

_LINKS = "office_links"  # the snippet: what internal outputs made of a draft, as plain tuples


class OfficeContents(Output):
    """It needs no file of the site, for it is opened from a disk."""

    name = "office_contents"
    internal = True

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """`office_links`."""
        links = [
            tuple(link)
            for output in discovery.chosen(internal=True)
            for link in output.page_links(site, record)
        ]
        return {_LINKS: links}

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`index.html`."""
        papers = [
            tuple(link)
            for output in discovery.chosen(internal=True)
            for link in output.site_links(site)
        ]
        yield Artifact(
            "index.html",
            partial(_page, site),
            depends_on=(papers, snippet_digest(site.summaries, _LINKS), site.now.isoformat()),
        )


def _page(site: Site) -> bytes:
    papers: dict[str, list[PageLink]] = {}
    for output in discovery.chosen(internal=True):
        for link in output.site_links(site):
            papers.setdefault(link.group, []).append(link)
    made = zip(site.summaries, snippets(site.summaries, _LINKS), strict=True)
    drafts = [
        {
            "title": summary.fields.title,
            "code": summary.id.upper(),
            "links": [PageLink(*link) for link in links],
        }
        for summary, links in made
        if links
    ]
    return site.render("office-contents.html", site=site, papers=papers, drafts=drafts).encode()
