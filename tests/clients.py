"""Feed readers as newsrooms run them, over a real local HTTP server, against a site built at one instant after the other."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import threading
from calendar import timegm
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import reader

from duthao import moulds
from duthao.outputs import feeds
from duthao.records import Record
from duthao.site import Site
from tests.test_feeds import happened, with_cards

Seen = dict[str, datetime]  # id of an item → its date


class _Handler(BaseHTTPRequestHandler):
    """Serves what was published last, with an ETag as a static host does."""

    files: dict[str, bytes]

    def do_GET(self) -> None:
        """A file, or that it has not changed."""
        content = self.files[self.path.lstrip("/")]
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("ETag", tag)
        self.send_header(
            "Content-Type", moulds.FORMS.get(self.path.rsplit("/", 1)[-1], "application/feed+json")
        )
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[str]:
    """A server for these files, which may change."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Handler", (_Handler,), {"files": files})
    ) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


class Library:
    """`reader` from PyPI."""

    def __init__(self, folder: Path, url: str) -> None:
        self.reader, self.url = reader.make_reader(str(folder / "reader.sqlite")), url
        self.reader.add_feed(url)

    def fetch(self) -> Seen:
        self.reader.update_feeds(scheduled=False)  # time stands still here
        (feed,) = self.reader.get_feeds()
        assert feed.last_exception is None, feed.last_exception
        entries = list(self.reader.get_entries())
        assert len({e.id for e in entries}) == len(entries)
        return {e.id: e.published for e in entries if e.published}


class Newsboat:
    """newsboat, as a command."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder / "newsboat"
        self.folder.mkdir()
        (self.folder / "urls").write_text(url + "\n", encoding="utf-8")
        (self.folder / "config").write_text("download-retries 1\n", encoding="utf-8")

    def fetch(self) -> Seen:
        names = {
            flag: str(self.folder / name)
            for flag, name in (("-u", "urls"), ("-c", "cache.db"), ("-C", "config"))
        }
        command = ["newsboat", *(word for pair in names.items() for word in pair), "-x", "reload"]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        with sqlite3.connect(self.folder / "cache.db") as held:
            rows = held.execute("SELECT guid, pubDate FROM rss_item WHERE NOT deleted").fetchall()
        assert len({guid for guid, _ in rows}) == len(rows)
        return {guid: datetime.fromtimestamp(when, UTC) for guid, when in rows}


class Ingest:
    """A newsroom's system as Superdesk's RSS ingest works: an item whose date is not newer than the last fetch is skipped for ever."""

    def __init__(self) -> None:
        self.last = datetime.fromtimestamp(0, UTC)
        self.items: dict[str, dict[str, str]] = {}
        self.pictures: set[str] = set()
        self.seen: Seen = {}

    def fetch(self, raw: bytes, now: datetime) -> Seen:
        for entry in feedparser.parse(raw).entries:
            when = datetime.fromtimestamp(timegm(entry.published_parsed), UTC)
            if when <= self.last:
                continue
            assert entry.guid not in self.items, "twice"
            self.items[entry.guid] = {
                "guid": entry.guid,
                "uri": entry.guid,
                "headline": entry.title,
                "abstract": entry.summary,
                "body_html": entry.content[0].value if "content" in entry else entry.summary,
                "link": entry.link,
                "byline": entry.author,
            }
            for picture in entry.get("media_content", ()):  # it takes no other pictures
                assert picture["type"] in ("image/jpeg", "image/png"), picture
                assert picture["url"].endswith((".jpg", ".png")), picture
                self.pictures.add(picture["url"])
            self.seen[entry.guid] = when
        self.last = now
        return self.seen


def follow(
    site: Site, records: Sequence[Record], instants: Sequence[datetime], folder: Path
) -> int:
    """Build at each instant and let every reader fetch; returns how many events they saw.

    Each event is seen by each reader exactly once, at the first build after it has come, and is dated between
    that build and the one before.
    """
    files: dict[str, bytes] = {}
    with served(files) as base:
        _publish(files, site, records, instants[0])
        ingest = Ingest()
        clients = {
            f"reader {form}": Library(_made(folder / form), base + form)
            for form in (*moulds.FORMS, moulds.JSON)
        }
        others = {
            f"newsboat {form}": Newsboat(_made(folder / f"n-{form}"), base + form)
            for form in moulds.FORMS
        }
        before: set[str] = set()
        last = None
        for now in instants:
            whole = _publish(files, site, records, now)
            want = {i: event.when for i, (event, _) in happened(whole).items()}
            for name, client in {**clients, **others}.items():
                assert client.fetch() == want, (name, now)
            assert ingest.fetch(files["rss.xml"], now) == want, now
            assert last is None or all(last < want[i] <= now for i in set(want) - before), now
            assert before <= set(want)
            before, last = set(want), now
        assert all(
            all(item.values()) and item["link"].startswith("https://")
            for item in ingest.items.values()
        )
        newest = max(ingest.items.values(), key=lambda item: ingest.seen[item["guid"]])
        assert newest["abstract"] in newest["body_html"] != newest["abstract"]
        assert ingest.pictures >= {newest["link"] + "the.png"}
    return len(before)


def _publish(files: dict[str, bytes], site: Site, records: Sequence[Record], now: datetime) -> Site:
    whole = with_cards(replace(site, now=now, cards=()), records)
    wanted = (*moulds.FORMS, moulds.JSON)
    files.update({part.path: part.whole() for part in feeds.of_site(whole) if part.path in wanted})
    return whole


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
