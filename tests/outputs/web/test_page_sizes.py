"""Pages that people open every day stay small however much is open: 100 kB and eight screens of a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser

from duthao import clock
from duthao.outputs.site import AHEAD
from duthao.records import approval
from tests.bench import province_records
from tests.bench.contenders import ROOT
from tests.bench.records import AS_OF, TODAY, Made, generate
from tests.browser import serve
from tests.conftest import duthao

WIDE, LOCAL = 30, 30  # open drafts of the whole province, and of communes
LATELY = "2026-08-01"  # what opened before has ended long ago
KINDS = ("in", "man-hinh", "bao-chi", "theo-doi")
MOST = 100_000  # bytes
SCREENS = 8  # of 360 × 740


def records() -> Iterator[Made]:
    """Of a province of 5,000 those that opened lately: sixty open, some forty to come, and what ended."""
    lately = [
        made
        for made in generate(5000, province_records.places())
        if str(made.front["rounds"][0]["opens"]) >= LATELY
    ]
    asking = [made for made in lately if made.is_open]
    wide = [made for made in asking if made.province_wide]
    local = [made for made in asking if not made.province_wide]
    assert min(len(wide) - WIDE, len(local) - LOCAL) >= 0
    yield from (made for made in lately if not made.is_open)
    for found, most in ((wide, WIDE), (local, LOCAL)):
        yield from (found[n * len(found) // most] for n in range(most))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those pages of such a province, in earnest: its clock runs."""
    folder = tmp_path_factory.mktemp("busy")
    root, out = folder / "root", folder / "site"
    province_records.lay_site(root, ROOT)
    for made in records():
        path = root / "drafts" / made.id / "index.md"
        path.parent.mkdir()
        path.write_text(made.text, encoding="utf-8")
        path.write_text(approval.approved_text(root, made.id, "Người duyệt", TODAY), "utf-8")
    only = [f"--only={output}" for output in ("printing", "screens", "press_desk", "subscribe")]
    done = duthao("build", "--root", root, "--site", out, "--as-of", AS_OF, *only)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def largest(site: Path, kind: str) -> list[Path]:
    """Pages of a kind, the heaviest first."""
    return sorted((site / kind).rglob("*.html"), key=lambda page: -page.stat().st_size)


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_weighs_more_than_a_hundred_kilobytes(busy: Path, kind: str) -> None:
    pages = largest(busy, kind)
    assert len(pages) > 90 or kind in ("bao-chi", "theo-doi")
    assert pages[0].stat().st_size <= MOST, pages[0]


def test_no_page_is_longer_than_eight_screens(busy: Path, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.clock.set_fixed_time(AS_OF)
    page.route("**/health.json", lambda route: route.abort())
    long = {}
    paths = [busy / "in/index.html", *largest(busy, "in")[:3], *largest(busy, "bao-chi")]
    with serve(busy) as host:
        for path in [*paths, *largest(busy, "theo-doi")]:
            address = path.relative_to(busy).as_posix().removesuffix("index.html")
            page.goto(host + address)
            assert page.is_visible("h1")
            height: int = page.evaluate("document.documentElement.scrollHeight")
            if height > SCREENS * 740:
                long[address] = height / 740
    assert not long


def test_what_is_left_out_is_counted_and_stands_in_a_list(busy: Path) -> None:
    for path in [busy / "in/index.html", *largest(busy, "in")[:3]]:
        page = lxml.html.fromstring(path.read_text("utf-8"))
        for heading, most in (("Cần gỡ", 8), ("Đang niêm yết", 6), ("Sắp niêm yết", 2)):
            (section,) = page.xpath(f"//section[starts-with(h2, '{heading}')]")
            assert len(section.xpath("ul/li[not(@hidden)]")) == most
            said, of = section.xpath("string(h2/small)").split(" trong ")
            assert int(said) == most < int(of)
        links = [link.replace("../", "") for link in page.xpath("//article//a/@href")]
        assert "dang-tong-hop/" in links
        assert [link for link in links if link.startswith("dia-ban/")]
    desk = lxml.html.fromstring((busy / "bao-chi/index.html").read_text("utf-8"))
    assert {"../dang-lay-y-kien/", "../du-thao/"} <= set(desk.xpath("//article//a/@href"))


def test_a_screen_shows_twenty_drafts_and_says_how_many_more_there_are(busy: Path) -> None:
    for path in (busy / "man-hinh/index.html", largest(busy, "man-hinh")[1]):
        page = lxml.html.fromstring(path.read_text("utf-8"))
        *slides, last = page.xpath("//*[@data-slide][not(@hidden)]")
        assert len(slides) == 20
        assert all(slide.xpath(".//*[@role='img']") for slide in slides)
        (words,) = last.xpath(".//h2/text()")
        assert words.startswith("Còn ") and words.endswith(" dự thảo khác đang lấy ý kiến")
    assert f"Còn {WIDE + LOCAL - 20} " in (busy / "man-hinh/index.html").read_text("utf-8")


def test_at_each_turn_a_screen_has_twenty_drafts_while_more_are_open(busy: Path) -> None:
    for path in (busy / "man-hinh/index.html", largest(busy, "man-hinh")[1]):
        page = lxml.html.fromstring(path.read_text("utf-8"))
        spans = [
            ([tuple(stretch.split("-")) for stretch in slide.get("data-slide").split(" ")], drawn)
            for slide in page.xpath("//*[@data-slide]")
            for drawn in (bool(slide.xpath(".//*[@role='img']")),)
        ]
        instants = {
            int(edge) for stretches, _ in spans for pair in stretches for edge in pair if edge
        }
        assert len(instants) > 5
        ahead = (clock.now(AS_OF) + AHEAD).timestamp()  # so far lists look
        for now in sorted(instant for instant in instants if instant <= ahead):
            held = [
                drawn
                for stretches, drawn in spans
                if any(
                    (not since or int(since) <= now) and not (until and int(until) <= now)
                    for since, until in stretches
                )
            ]
            assert held.count(False) <= 1
            assert held.count(True) == 20 or not held.count(False), now
