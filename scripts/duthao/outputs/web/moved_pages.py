"""Addresses of pages written by hand that moved: what is printed or linked somewhere leads on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import MappingProxyType

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.site import Site

MOVED = MappingProxyType({"english/": "en/"})


class MovedPages(Output):
    """Small pages that a browser without scripts follows too."""

    name = "moved"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """Each old address, while the new one is there and nothing else stands at the old."""
        for old, new in MOVED.items():
            if new in site.pages and old not in site.pages:
                yield Artifact(
                    site.links.file(old),
                    partial(_page, site, old, new),
                    depends_on=(new, site.settings.province.imprint, site.links.site_url),
                )


def _page(site: Site, old: str, new: str) -> bytes:
    url = "../" * old.count("/") + new
    return site.render(
        "moved.html",
        url=url,
        canonical=site.links.absolute(new),
        imprint=site.settings.province.imprint,
    ).encode()
