"""Feed readers as newsrooms run them, over a real local HTTP server, against a site built at one instant after the other."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import threading
from calendar import timegm
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser
import reader

from duthao import rules
from duthao.cli.release import record_all
from duthao.errors import Finding
from duthao.outputs.feeds import feeds, xml_templates
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.release_facts import has_come
from duthao.rendering.links import ARCHIVE
from tests.feed_site import all_records, happened, ids, site_at, with_summaries
from tests.year_of_edits import Edit, apply

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
            "Content-Type",
            xml_templates.FORMS.get(self.path.rsplit("/", 1)[-1], "application/feed+json"),
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
    """A newsroom's system as Superdesk's RSS ingest works: an item no newer than the newest that it holds is skipped for ever."""

    def __init__(self) -> None:
        self.newest = datetime.fromtimestamp(0, UTC)
        self.items: dict[str, dict[str, str]] = {}
        self.pictures: set[str] = set()
        self.seen: Seen = {}

    def fetch(self, raw: bytes) -> Seen:
        newest = self.newest
        for entry in feedparser.parse(raw).entries:
            when = datetime.fromtimestamp(timegm(entry.published_parsed), UTC)
            if when <= newest:
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
            self.newest = max(self.newest, when)
        return self.seen


class Visitor:
    """A program that comes once in so many days, and reads archived pages (RFC 5005) only if it `walks`."""

    def __init__(self, days: int, walks: bool) -> None:
        self.every, self.walks, self.next = (
            timedelta(days=days),
            walks,
            datetime.min.replace(tzinfo=UTC),
        )
        self.seen, self.archived = set[str](), set[str]()
        self.read = set[str]()  # addresses of archived pages

    def visit(self, now: datetime, files: dict[str, bytes]) -> bool:
        """Whether it came."""
        if now < self.next:
            return False
        self.next = now + self.every
        feed = feedparser.parse(files["atom.xml"])
        self.seen |= {entry.id for entry in feed.entries}
        while self.walks and (before := _before(feed)) and before not in self.read:
            self.read.add(before)
            feed = feedparser.parse(files[before[before.index(ARCHIVE) :]])
            found = {entry.id for entry in feed.entries}
            assert not found & self.archived, "in two archived pages"
            self.archived |= found
        self.seen |= self.archived
        return True


def _before(feed: Any) -> str | None:
    return next((link.href for link in feed.feed.links if link.rel == "prev-archive"), None)


class Followed:
    """A site's feeds as real readers and a newsroom's system see them, from one publication to the next.

    `before` are all items that its feeds ever held, `known` the ids of those in archived pages too.
    """

    def __init__(self, files: dict[str, bytes], base: str, folder: Path) -> None:
        self.files, self.ingest, self.before = files, Ingest(), dict[str, Any]()
        self.known = set[str]()
        self.visitors = [Visitor(0, walks=False), Visitor(7, walks=False), Visitor(91, walks=True)]
        self.clients: dict[str, Library | Newsboat] = {
            f"reader {form}": Library(_new_folder(folder / form), base + form)
            for form in (*xml_templates.FORMS, xml_templates.JSON)
        }
        self.clients |= {
            f"newsboat {form}": Newsboat(_new_folder(folder / f"n-{form}"), base + form)
            for form in xml_templates.FORMS
        }

    def published(self, now: datetime) -> None:
        """Let everybody fetch: each new item is newer than all before, and none says anything else."""
        items = {
            entry.id: _entry_text(entry)
            for entry in feedparser.parse(self.files["atom.xml"]).entries
        }
        for event, (*item, files) in self.before.items():
            if event in items:  # which old ones are not: visitors see whether that was too early
                assert list(items[event][:-1]) == item, (event, now)
                assert items[event][-1] in (files, []), (
                    event,
                    now,
                )  # a text that was replaced since
        old = [datetime.fromisoformat(item[0]) for item in self.before.values()]
        fresh = [datetime.fromisoformat(items[i][0]) for i in items.keys() - self.before.keys()]
        assert all(when <= now and when > max(old, default=when - SECOND) for when in fresh), now
        self.before |= items
        archived = [raw for path, raw in self.files.items() if path.startswith(ARCHIVE)]
        self.known = self.before.keys() | {i for raw in archived for i in ids(raw)}
        dates = {i: datetime.fromisoformat(item[0]) for i, item in self.before.items()}
        for name, client in self.clients.items():
            assert client.fetch() == dates, (name, now)
        assert self.ingest.fetch(self.files["rss.xml"]) == dates, now

    def visited(self, now: datetime) -> None:
        """Let those come whose turn it is: each has seen all since it first came, and who walks all that ever was."""
        for visitor in self.visitors:
            if visitor.visit(now, self.files):
                want = self.known if visitor.walks else set(self.before)
                assert visitor.seen == want, (visitor.every, now)


SECOND = timedelta(seconds=1)


def _entry_text(entry: Any) -> tuple[Any, ...]:
    """All that an item says for itself: its full text stands in the newest alone."""
    tags = [(tag.term, tag.label) for tag in entry.tags]
    files = [(file.href, file.length) for file in entry.enclosures]
    return entry.published, entry.title, entry.summary, entry.link, tags, files


def follow(
    root: Path, turns: Iterable[tuple[datetime, Sequence[Edit]]], folder: Path
) -> dict[str, Any]:
    """At each turn officers edit, what is new is released, the feeds are made and every reader fetches.

    Returns what the newsroom's system holds, by id. Nothing is judged where there is no edit: records may tell ahead
    what will have been.
    """
    files: dict[str, bytes] = {}
    settings, _ = settings_reader.load(root)
    followed: Followed | None = None
    with served(files) as base:
        for now, edits in turns:
            for edit in edits:
                apply(root, edit)
                assert not (findings := _faults(root, edit, now)), [str(f) for f in findings]
            if record_all(root, settings, now) is None and followed:
                followed.visited(now)
                continue
            bare = replace(site_at(root, now.isoformat()), released=True, summaries=())
            site = with_summaries(bare, all_records(root))
            files.update(
                {
                    artifact.path: artifact.render()
                    for artifact in feeds.NewsFeeds().for_site(site)
                    if artifact.path in xml_templates.ALL or artifact.path.startswith(ARCHIVE)
                }
            )
            followed = followed or Followed(files, base, folder)
            followed.published(now)
            followed.visited(now)
            assert _come(site) <= followed.known <= happened(site).keys(), now
    assert followed
    followed.visited(now + timedelta(days=91))  # everybody once more
    assert len(followed.visitors[-1].read) > 1
    items = followed.ingest.items
    assert all(
        all(item.values()) and item["link"].startswith("https://") for item in items.values()
    )
    newest = max(items.values(), key=lambda item: followed.ingest.seen[item["guid"]])
    assert newest["abstract"] in newest["body_html"] != newest["abstract"]
    assert followed.ingest.pictures >= {newest["link"] + "the.png"}
    return items


def _faults(root: Path, edit: Edit, now: datetime) -> list[Finding]:
    """What the judge refuses of the record that was edited."""
    record, findings = record_reader.read(root, edit.id)
    registers, _ = register_reader.load(root)
    assert record and registers
    settings, _ = settings_reader.load(root)
    others = frozenset(record_reader.ids(root))
    findings += rules.judge(record, rules.Context(registers, settings, now, others))
    return [f for f in findings if f.severity == "error"]


def _come(site: Site) -> set[str]:
    """The ids of all events that have come, whatever a release says; a reminder that came too late aside."""
    return {event.id for event, _ in happened(site).values() if has_come(event, site.now)}


def _new_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
