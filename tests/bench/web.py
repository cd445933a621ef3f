"""`web`: what pages cost who opens them: bytes over the wire, time on a slow network and a slow phone, what moves.

The pages are those of a province of text, served packed as any host serves them, and read by Chromium.
"""

from __future__ import annotations

import gzip
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from duthao.text import fold
from tests.bench.contenders import ROOT, Duthao
from tests.bench.records import Made, communes, generate
from tests.browser import Quiet, chromium, serve

_PAIRS = 100  # the commonest pairs of syllables in titles and summaries, each a first query
_KEYS = 10  # of them typed letter by letter
_SLOW_NETWORK = {  # 400 kbit/s, 400 ms there and back
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
_SLOW_PHONE = 4  # times slower than this processor
_FONTS = (".woff", ".woff2")
# When the deadline is painted first, and how much has moved: asked for before the page begins.
_WATCH = """
window.seen = {moved: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});
(function look() {
  const time = document.querySelector(".dt-status time");
  const painted = performance.getEntriesByType("paint").some((entry) => entry.name === "first-contentful-paint");
  if (time && time.getBoundingClientRect().height && painted) seen.deadline = performance.now();
  else requestAnimationFrame(look);
})();
"""
# From a keystroke to the moment when the page says what was found.
_TYPED = """(letter) => new Promise((done) => {
  const box = document.querySelector("[data-search] input"), began = performance.now();
  new MutationObserver(() => done(performance.now() - began))
    .observe(document.querySelector("[data-search-said]"), {childList: true});
  box.value += letter;
  box.dispatchEvent(new InputEvent("input", {bubbles: true}));
})"""


class Fetched(NamedTuple):
    """What a page asked for: path and bytes over the wire, heads of answers left aside."""

    path: str
    size: int


class Packed(Quiet):
    """Files as hosts serve them: text packed, nothing remembered by the browser but by its own choice."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - so it is called by http.server
        """A file below the site, packed where that helps."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in (".html", ".css", ".js", ".json", ".txt", ".svg", ".xml"):
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def run(counts: Sequence[int]) -> Iterator[str]:
    """The table, a row when it is measured."""
    yield "| records | what | measured | aim |"
    yield "|--:|---|--:|--:|"
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="bench-web-") as name:
            for what, value, aim in measure(Path(name), count):
                yield f"| {count:,} | {what} | {value} | {aim} |"


def measure(folder: Path, count: int) -> Iterator[tuple[str, str, str]]:
    """What is measured of a site of so many records: words, value, aim."""
    made = list(generate(count, communes(ROOT)))
    site = Duthao("duthao", folder)
    site.lay(made)
    subprocess.run(site.command, env=site.environment, check=True, capture_output=True)
    open_draft = next(record for record in reversed(made) if record.is_open)
    with serve(site.out, Packed) as address, chromium() as browser:
        yield from first_visit(browser, address, open_draft.id)
        yield from search(browser, address, made, 30 if count <= 1000 else 80)
        yield from filters(browser, address)


def opened(
    browser: Browser, url: str, *, slow: bool = False, width: int = 360
) -> tuple[Page, list[Fetched]]:
    """A page in a browser that has nothing yet, and what it fetched until the network was quiet."""
    page = browser.new_context(viewport={"width": width, "height": 740}).new_page()
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    if slow:
        protocol.send("Network.emulateNetworkConditions", _SLOW_NETWORK)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": _SLOW_PHONE})
    asked: dict[str, str] = {}
    heads: Counter[str] = Counter()
    fetched: list[Fetched] = []

    def answered(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["response"]["url"]
        heads[event["requestId"]] = event["response"]["encodedDataLength"]

    def finished(event: dict[str, Any]) -> None:
        number = event["requestId"]
        if number in asked:
            size = int(event["encodedDataLength"]) - heads[number]
            fetched.append(Fetched(asked[number], max(0, size)))

    protocol.on("Network.responseReceived", answered)
    protocol.on("Network.loadingFinished", finished)
    page.add_init_script(_WATCH)
    page.goto(url, wait_until="networkidle", timeout=120_000)
    return page, fetched


def first_visit(browser: Browser, address: str, draft: str) -> Iterator[tuple[str, str, str]]:
    """A draft's page in a browser that was never here."""
    url = f"{address}du-thao/{draft}/"
    page, fetched = opened(browser, url)
    size = sum(one.size for one in fetched if not one.path.endswith(_FONTS))
    elsewhere = sum(not one.path.startswith((address, "data:")) for one in fetched)
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    page.wait_for_timeout(300)
    yield "first visit to a draft's page, gzip, no fonts", kilobytes(size), "≤ 30 kB"
    yield "the same: requests to other hosts", str(elsewhere), "0"
    yield "the same: layout shift, scrolled to its end", f"{page.evaluate('seen.moved'):.3f}", "0"
    page.context.close()
    times = []
    for _ in range(3):
        page, _fetched = opened(browser, url, slow=True)
        times.append(page.evaluate("seen.deadline"))
        page.context.close()
    words = "deadline on screen at 400 kbit/s, 400 ms, processor slowed 4 times"
    yield words, f"{median(times) / 1000:.2f} s", "≤ 1.5 s"


def search(
    browser: Browser, address: str, made: Sequence[Made], aim: int
) -> Iterator[tuple[str, str, str]]:
    """First queries, each in a browser that was never here; then typing on a slow phone."""
    worst = 0
    pairs = commonest_pairs(made)
    for pair in pairs:
        page, fetched = opened(browser, f"{address}tim-kiem/?q={quote(pair)}")
        index = f"{address}tim-kiem/"
        size = sum(f.size for f in fetched if f.path.startswith(index) and "?" not in f.path)
        worst = max(worst, size)
        page.context.close()
    words = f"first query, worst of the {len(pairs)} commonest pairs of syllables: index and cards"
    yield words, kilobytes(worst), f"≤ {aim} kB"
    times = []
    for pair in pairs[:_KEYS]:
        page, _ = opened(browser, f"{address}tim-kiem/?q={quote(pair[:-1])}")
        protocol = page.context.new_cdp_session(page)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": _SLOW_PHONE})
        times.append(page.evaluate(_TYPED, pair[-1]))
        page.context.close()
    yield (
        "from a keystroke to what it finds, processor slowed 4 times, worst",
        f"{max(times):.0f} ms",
        "≤ 100 ms",
    )


def filters(browser: Browser, address: str) -> Iterator[tuple[str, str, str]]:
    """A list that filters, asked for by its address."""
    page, fetched = opened(browser, f"{address}du-thao/?tinh-trang=dang-lay-y-kien")
    size = sum(one.size for one in fetched if one.path.endswith(".json"))
    page.context.close()
    yield "first use of the filters: data and cards", kilobytes(size), "≤ 30 kB"


def commonest_pairs(made: Sequence[Made]) -> list[str]:
    """The pairs of neighbouring syllables that most titles and summaries have, without diacritics."""
    counted: Counter[str] = Counter()
    for record in made:
        text = f"{record.front['short_title']} {record.front['summary']}"
        words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
        counted.update({f"{a} {b}" for a, b in pairwise(words)})
    return [pair for pair, _ in counted.most_common(_PAIRS)]


def kilobytes(size: float) -> str:
    """In thousands of bytes."""
    return f"{size / 1000:.1f} kB"
