"""Who runs the site, and how to reach them, stands on every page, in every feed and at the head of the data."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree

WHO, EMAIL = "Sở Tư pháp tỉnh Hà Tĩnh", "gopy@hatinh.example"
SAID = ("Cơ quan quản lý trang", "This site is run by", "本网站管理机关", "사이트 관리 기관")


def test_every_page_names_who_runs_the_site(built: Path) -> None:
    pages = sorted((built / "site").rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text(encoding="utf-8")
        footer = text.rpartition("<footer")[2]
        assert any(said in footer for said in SAID) and WHO in footer and EMAIL in footer, page


def test_every_feed_names_its_publisher(built: Path) -> None:
    site = built / "site"
    atom, rss = etree.parse(site / "atom.xml"), etree.parse(site / "rss.xml")
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert atom.findtext("a:author/a:name", namespaces=space) == WHO
    assert atom.findtext("a:author/a:email", namespaces=space) == EMAIL
    assert rss.findtext("channel/managingEditor") == f"{EMAIL} ({WHO})"
    feed = json.loads((site / "feed.json").read_bytes())
    assert feed["authors"] == [{"name": WHO, "url": f"mailto:{EMAIL}"}]


def test_data_begin_with_their_publisher(built: Path) -> None:
    api = built / "site" / "api" / "v1"
    publisher = {"name": WHO, "email": EMAIL, "phone": None}
    assert json.loads((api / "drafts.json").read_bytes())["publisher"] == publisher
    described = json.loads((api / "openapi.json").read_bytes())
    assert described["info"]["contact"] == {"name": WHO, "email": EMAIL}
