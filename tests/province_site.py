"""The test province as outputs see it, made in this process: for tests of pages."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import lxml.html

from duthao.clock import parse
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering import mkdocs_site
from duthao.rendering.links import Links
from tests.conftest import NOW, lay_out


def site_without_summaries(root: Path) -> Site:
    """The test province laid out at `root`, with the pages of the host."""
    lay_out(root)
    settings, site_url = settings_reader.load(root)
    now = parse(NOW).start
    links = Links(site_url)
    out = root / "build" / "host"
    mkdocs_site.run(root, out, now)
    host = mkdocs_site.read(out, links, partial(mkdocs_site.banner, root, settings, now))
    registers, _ = register_reader.load(root)
    assert registers is not None
    return Site(root, settings, links, registers, now, host.layouts, pages=host.pages)


def records_of(site: Site) -> dict[str, Record]:
    """Every record by its id."""
    read = {name: record_reader.read(site.root, name)[0] for name in record_reader.ids(site.root)}
    return {name: record for name, record in read.items() if record}


def visible_at(html: str | bytes, now: datetime) -> Any:
    """A page as it is seen at an instant, by whom its clock serves."""
    page = lxml.html.fromstring(html.decode() if isinstance(html, bytes) else html)
    for element in page.xpath("//*[@data-span]"):
        stretches = [stretch.split("-") for stretch in element.get("data-span").split(" ")]
        instant = now.timestamp()
        if not any(
            (not since or int(since) <= instant) and not (until and int(until) <= instant)
            for since, until in stretches
        ):
            element.drop_tree()
    for element in page.xpath("//noscript"):
        element.drop_tree()
    return page


def visible(html: str | bytes) -> Any:
    """A page as it is seen at the instant of the build: without what waits for its time, and for a browser without scripts."""
    page = lxml.html.fromstring(html.decode() if isinstance(html, bytes) else html)
    waiting = (
        "//*[@hidden and (@data-span or @data-steps)] | //*[@data-order]/*[@hidden] | //noscript"
    )
    for element in page.xpath(waiting):
        element.drop_tree()
    return page
