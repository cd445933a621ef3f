"""Cards for frames on other sites: what they say, and that they stand by themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser

from duthao.outputs.site import Site
from duthao.outputs.web.embed import Embed
from duthao.records.record import Record
from tests.browser import serve
from tests.outputs.web.test_pages import OPEN, changed, library, site
from tests.summaries import summary_of

__all__ = ["library", "site"]


class _Frames(HTMLParser):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes = dict(attrs)


def code_of(page: str) -> dict[str, str | None]:
    """What the code that is to be copied says once it stands on another page."""
    return _Frames(lxml.html.fromstring(page).xpath("string(//pre)")).attributes


@pytest.mark.parametrize("title", ["Giá nước", 'Giá "nước" & <đất>', "Giá &quot;nước&quot;"])
def test_the_code_names_the_card_whatever_its_title(
    site: Site, library: dict[str, Record], title: str
) -> None:
    (artifact,) = Embed().for_record(site, changed(library[OPEN], short_title=title))
    code = code_of(artifact.render().decode())
    assert code["title"] == title
    assert code["src"] == site.links.absolute(artifact.path.removesuffix("index.html"))


def test_a_place_shows_what_its_people_are_asked_on(site: Site, library: dict[str, Record]) -> None:
    summaries = tuple(summary_of(site, record, Embed()) for record in library.values())
    full = replace(site, summaries=summaries)
    cards = {a.path: lxml.html.fromstring(a.render().decode()) for a in Embed().for_site(full)}
    assert len(cards) == len(site.registers.places)
    for key in site.registers.places:
        card = cards[f"dia-ban/{key}/nhung/index.html"]
        asked = {
            f"../../../{site.links.draft(s.id)}"
            for s in summaries
            if s.fields.state == "open" and key in site.registers.places_reached(s.fields.places)
        }
        shown = card.xpath("//li[not(@hidden)]/a/@href")
        assert set(shown) <= asked and len(shown) == min(5, len(asked))
        assert bool(card.xpath("//p[@data-empty and not(@hidden)]")) == (not asked)
        assert card.xpath("string(//p[@class='act']/span)") == str(len(asked))


@pytest.fixture
def elsewhere(tmp_path: Path, address: str, sample: Path) -> Iterator[str]:
    """A commune's own page, on another host, into which the code was copied."""
    frames = [
        (sample / path / "nhung" / "index.html").read_text(encoding="utf-8")
        for path in ("du-thao/lc-2026-007", "dia-ban/trinh-tuong")
    ]
    codes = [lxml.html.fromstring(frame).xpath("string(//pre)") for frame in frames]
    code = re.sub(r"https://[^/]+/", address, "".join(codes))
    (tmp_path / "index.html").write_text(
        f"<!doctype html><html lang=vi><meta charset=utf-8><title>Xã</title><h1>Xã</h1>{code}",
        encoding="utf-8",
    )
    with serve(tmp_path) as address:
        yield address.replace("127.0.0.1", "localhost")


def test_a_frame_loads_its_own_files_alone_and_opens_links_beside_the_page(
    browser: Browser, address: str, elsewhere: str, sample: Path
) -> None:
    drafts = json.loads((sample / "api/v1/drafts.json").read_text(encoding="utf-8"))["drafts"]
    title = next(d["short_title"] for d in drafts if d["id"] == "lc-2026-007")
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(elsewhere)
    own, place = page.frames[1:]
    page.evaluate("document.querySelectorAll('iframe').forEach((f) => f.scrollIntoView())")
    place.wait_for_selector("li a")
    assert own.text_content("h1") == title and "còn " in (own.text_content(".when") or "")
    assert not own.is_visible(".code") and not place.is_visible(".code")
    assert {url for url in asked if not url.startswith((address, elsewhere))} == set()
    with page.context.expect_page() as opened:
        own.click("h1 a")
    assert opened.value.url.endswith("/du-thao/lc-2026-007/") and page.url == elsewhere
