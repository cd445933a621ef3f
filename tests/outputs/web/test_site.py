"""The finished sample and test sites: every link leads somewhere, nothing comes from elsewhere, demo says so."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from duthao import clock
from duthao.outputs.web.moved_pages import MOVED
from duthao.records import register_reader, settings_reader
from duthao.records.record_reader import ids, read
from duthao.rendering import messages

ROOT = Path(__file__).resolve().parents[3]
BASES = {
    "sample": "https://gopy.laocai.example/",
    "province": "https://vanban.hatinh.example/gop-y/",
}


class Page(HTMLParser):
    """Addresses that a page links to, those that it loads, and its anchors."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        self.anchors |= {named[key] for key in ("id", "name") if key in named}
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if (
            tag in ("script", "img", "iframe", "source", "audio", "video", "embed")
            and "src" in named
        ):
            self.loads.append(named["src"])
        if tag == "link" and set(named.get("rel", "").split()) & {
            "stylesheet",
            "icon",
            "preload",
            "manifest",
            "preconnect",
            "dns-prefetch",
        }:
            self.loads.append(named["href"])
        if tag == "link" and named.get("rel") == "alternate":
            self.links.append(named["href"])


@pytest.fixture(scope="module", params=["sample", "province"])
def site(request: pytest.FixtureRequest) -> tuple[Path, str]:
    folder = (
        request.getfixturevalue("sample")
        if request.param == "sample"
        else request.getfixturevalue("built") / "site"
    )
    return folder, BASES[request.param]


def pages(folder: Path) -> Iterator[tuple[str, Page]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), Page(path)


def served(folder: Path, base: str, page: str, address: str) -> tuple[str, str] | None:
    """(file, anchor) that an address on a page leads to, or None when it leads out of the site."""
    full = urlsplit(urljoin(base + page.removesuffix("index.html"), address))
    path = unquote(full.path)
    if full.scheme not in ("http", "https") or full.netloc != urlsplit(base).netloc:
        return None
    assert path.startswith(urlsplit(base).path), f"{page}: {address} leaves the mount"
    inside = path.removeprefix(urlsplit(base).path)
    return (inside + "index.html" if inside == "" or inside.endswith("/") else inside), unquote(
        full.fragment
    )


def test_every_link_leads_somewhere(site: tuple[Path, str]) -> None:
    folder, base = site
    known = dict(pages(folder))
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    lost = set()
    for name, page in known.items():
        for address in page.links + page.loads:
            target = served(folder, base, name, address)
            if target is None:
                continue
            file, anchor = target
            # "#" and "#__…" are the host's own: the top of the page and its drawers
            missing_anchor = (
                anchor
                and not anchor.startswith("__")
                and file in known
                and anchor not in known[file].anchors
            )
            if file not in files or missing_anchor:
                lost.add((name, address))
    assert sorted(lost) == []


def test_nothing_is_loaded_from_elsewhere(site: tuple[Path, str]) -> None:
    folder, base = site
    for name, page in pages(folder):
        for address in page.loads:
            assert served(folder, base, name, address) or address.startswith("data:"), (
                f"{name} loads {address}"
            )
    for style in folder.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", text), style


def test_no_slot_and_no_marker_is_left(site: tuple[Path, str]) -> None:
    folder, _ = site
    left = [
        p
        for p in folder.rglob("*.html")
        if re.search(
            r"<!-- duthao|~/|\ue000|\{\{|\{%|None\b|Undefined", p.read_text(encoding="utf-8")
        )
    ]
    assert left == []


def test_pages_have_one_title_one_heading_and_a_canonical_address(site: tuple[Path, str]) -> None:
    folder, base = site
    for path in sorted(folder.rglob("*.html")):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix()
        assert text.count("<title>") == 1, name
        assert len(re.findall(r"<h1[ >]", text)) == 1, name
        if name != "404.html":
            # What stands for a draft, for a list in a frame, or for a page that moved, names the page itself.
            address = name.removesuffix("index.html").removesuffix("nhung/")
            expected = f"du-thao/{address.split('/')[1]}/" if address.startswith("d/") else address
            expected = MOVED.get(expected, expected)
            assert f'<link rel="canonical" href="{base}{expected}">' in text, name
        assert f'<html lang="{language_of(name)}"' in text, name


def language_of(name: str) -> str:
    """The language of a page by its address: that of a folder whose language has a catalogue."""
    folders = {lang.lower(): lang for lang in messages.languages(ROOT)} | {"english": "en"}
    return folders.get(name.split("/")[0], "vi")


def test_demo_says_so_on_everything(sample: Path) -> None:
    """Pages, scripts and feed items of an invented record carry the mark; those of a real one do not."""
    for draft in ids(ROOT):
        record, _ = read(ROOT, draft)
        assert record
        for path in sorted((sample / "du-thao" / draft).rglob("*")):
            if path.suffix in (".html", ".xml"):
                text = path.read_text(encoding="utf-8")
                has_items = path.suffix == ".html" or "<item>" in text or "<entry>" in text
                assert ("Dữ liệu minh họa" in text) is (record.draft.demo and has_items), path
            elif path.suffix == ".txt":
                assert (
                    "minh họa" in path.read_text(encoding="utf-8").split("\n")[0]
                ) is record.draft.demo, path


def test_sample_banner_on_every_page(sample: Path) -> None:
    fixed = re.compile("22/11/2026|22 November 2026|2026年11月22日|2026년 11월 22일")
    for path in sorted(sample.rglob("*.html")):
        name = path.relative_to(sample).as_posix()
        if not name.startswith(("d/", *MOVED)):  # these lead on at once
            assert fixed.search(path.read_text(encoding="utf-8")), path


def test_weight_of_a_draft_page(sample: Path) -> None:
    """12 KB of HTML and 130 KB with all that it loads, gzipped: what a slow network can bear; of translations too."""
    for path in sorted(
        (*sample.glob("du-thao/*/index.html"), *sample.glob("*/du-thao/*/index.html"))
    ):
        html = path.read_bytes()
        assert len(gzip.compress(html, 6)) <= 12_000, path
        loads = {
            served(sample, BASES["sample"], path.relative_to(sample).as_posix(), a)
            for a in Page(path).loads
        }
        files = [sample / target[0] for target in loads if target]
        assert (
            len(gzip.compress(html, 6)) + sum(len(gzip.compress(f.read_bytes(), 6)) for f in files)
            <= 130_000
        )


def test_every_date_on_a_draft_page_is_the_records(built: Path) -> None:
    """A page shows no date that its record does not give, or that does not follow from it by rule."""
    settings, _ = settings_reader.load(built)
    registers, _ = register_reader.load(built)
    assert registers
    for draft in ids(built):
        record, _ = read(built, draft)
        assert record
        source = (built / record.path).read_text(encoding="utf-8")
        written = {
            clock.date_vi(clock.parse_date(d)) for d in re.findall(r"\d{4}-\d{2}-\d{2}", source)
        }
        written |= set(re.findall(r"\d{1,2}/\d{1,2}/\d{4}", source))
        from duthao.domain.lifecycle import moments
        from duthao.domain.rounds import time_limits

        by_rule = {clock.date_vi(m.date()) for m in moments(record.draft, time_limits(settings))}
        from datetime import timedelta

        by_rule |= {
            clock.date_vi((m - timedelta(days=1)).date())
            for m in moments(record.draft, time_limits(settings))
        }
        page = (built / "site" / "du-thao" / draft / "index.html").read_text(encoding="utf-8")
        shown = set(re.findall(r"\b\d{2}/\d{2}/\d{4}\b", re.sub(r"<[^>]+>", " ", page)))
        assert shown <= written | by_rule, (draft, sorted(shown - written - by_rule))


def test_a_former_agency_keeps_its_name(built: Path) -> None:
    """A record of 2023 says on everything what its agency was called then."""
    record, _ = read(built, "ht-2023-001")
    registers, _ = register_reader.load(built)
    assert record and registers
    agency = registers.agencies[record.draft.lead_agency]
    assert agency.successor, "the test province needs a record of an agency that is no more"
    for path in (built / "site" / "du-thao" / "ht-2023-001").rglob("*"):
        if path.suffix in (".html", ".xml"):
            text = path.read_text(encoding="utf-8")
            over = path.parent.name in (
                "loa",
                "bai-noi",
                "video",
            )  # nothing is on air any more, so nobody is named
            assert (agency.name in text) != over, path
            assert registers.agencies[agency.successor].name not in text, path
    heirs = (built / "site" / "co-quan" / agency.successor / "index.html").read_text(
        encoding="utf-8"
    )
    assert "ht-2023-001" in heirs and agency.name in heirs


def test_two_rounds_and_an_extension_after_closing(built: Path) -> None:
    two = (built / "site" / "du-thao" / "ht-2026-016" / "index.html").read_text(encoding="utf-8")
    assert two.count("Mở lấy ý kiến") >= 2
    extended = (built / "site" / "du-thao" / "ht-2026-017" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "Gia hạn góp ý" in extended and "Đang lấy ý kiến" in extended


def test_data_names_every_record(built: Path) -> None:
    data = json.loads((built / "site" / "api" / "v1" / "drafts.json").read_text(encoding="utf-8"))
    assert [r["id"] for r in data["drafts"]] and {r["id"] for r in data["drafts"]} == set(
        ids(built)
    )


def test_no_attribute_stands_twice_in_a_tag(built: Path) -> None:
    """A browser takes the first in silence; the HTML is wrong all the same."""
    seen = 0
    for page in (built / "site").rglob("*.html"):
        for tag in re.findall(r"<[a-z][^>]*>", page.read_text(encoding="utf-8")):
            names = re.findall(r"""\s([\w:-]+)=(?:"[^"]*"|'[^']*')""", tag)
            assert len(names) == len(set(names)), f"{page}: {tag}"
            seen += len(names)
    assert seen > 1000


class _Repeated(HTMLParser):
    """Tags that bear an attribute twice: browsers keep the first and pass over the other."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.found.append(self.get_starttag_text() or tag)


def test_no_tag_bears_an_attribute_twice(built: Path) -> None:
    """On a page of each kind: `role` was there twice once."""
    kinds: dict[str, Path] = {}
    for path in sorted((built / "site").rglob("*.html")):
        parts = path.relative_to(built / "site").parts
        kinds.setdefault("/".join((parts[0], *parts[2:])), path)
    assert len(kinds) > 40
    for path in kinds.values():
        reader = _Repeated()
        reader.feed(path.read_text(encoding="utf-8"))
        assert reader.found == [], path
