"""The permanent short address of a draft, for paper and QR codes: `/d/<id>/` leads to the draft's page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.records.record import Record


class ShortAddress(Output):
    """The permanent short address of a draft, for paper and QR codes: `/d/<id>/` leads to the draft's page."""

    name = "short"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """One small page that a browser without scripts follows too."""
        address = site.links.short(record.id)
        yield Artifact(site.links.file(address), partial(_page, site, record))


def _page(site: Site, record: Record) -> bytes:
    draft = site.links.draft(record.id)
    return site.render(
        "short.html",
        title=record.draft.short_title,
        code=record.code,
        summary=record.draft.summary,
        url="../../" + draft,
        canonical=site.links.absolute(draft),
        imprint=site.settings.province.imprint,
    ).encode()
