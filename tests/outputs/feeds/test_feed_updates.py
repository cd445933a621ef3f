"""Feeds over time: what keeps its id, what changes with an edit, and what the build relies on."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from duthao import clock
from duthao.outputs.feeds import feeds, window
from duthao.outputs.shared import draft_news
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS
from duthao.records import record_reader
from tests.conftest import PROVINCE, replace_text
from tests.feed_site import (
    all_records,
    contents,
    entry_of,
    feed_artifacts,
    happened,
    head_of,
    ids,
    rendered,
    retitle,
    root,
    site,
    site_at,
    with_summaries,
)
from tests.summaries import Unread, summary_with

__all__ = ["rendered", "root", "site"]  # fixtures


def test_nothing_but_data_reaches_the_bytes(site: Site, rendered: dict[str, bytes]) -> None:
    later = site_at(PROVINCE, "2026-11-22T19:30+07:00")
    assert len(happened(later)) == len(happened(site))
    assert contents(later) == rendered
    assert {p: artifact.cache_key for p, artifact in feed_artifacts(later).items()} == {
        p: artifact.cache_key for p, artifact in feed_artifacts(site).items()
    }


def test_the_same_in_every_process(rendered: dict[str, bytes]) -> None:
    code = (
        "import hashlib, json, pathlib\nfrom tests.feed_site import PROVINCE, contents, site_at\n"
        "print(json.dumps({p: hashlib.sha256(b).hexdigest() for p, b in contents(site_at(PROVINCE)).items()}))"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={
            "PYTHONPATH": f"{root}{os.pathsep}{root / 'scripts'}",
            "PYTHONHASHSEED": "4",
            "TZ": "America/Los_Angeles",
            "LC_ALL": "C",
        },
    )
    assert json.loads(done.stdout) == {
        path: hashlib.sha256(raw).hexdigest() for path, raw in rendered.items()
    }


def test_ids_survive_new_names(root: Path, rendered: dict[str, bytes]) -> None:
    retitle(root, "ht-2026-003", title="Nghị quyết về phí tham quan", short_title="Phí tham quan")
    replace_text(
        root / "drafts/_registers/agencies.yml",
        "name: Sở Văn hóa, Thể thao và Du lịch",
        "name: Sở Văn hóa",
    )
    replace_text(root / "drafts/_registers/topics.yml", "name: Du lịch", "name: Lữ hành")
    replace_text(
        root / "mkdocs.yml",
        "site_url: https://vanban.hatinh.example/gop-y/",
        "site_url: https://moi.example/",
    )
    renamed = contents(site_at(root))
    assert {path: ids(raw) for path, raw in renamed.items()} == {
        path: ids(raw) for path, raw in rendered.items()
    }
    assert (
        entry_of(renamed["rss.xml"], "tag:vanban.hatinh.example,2026:ht-2026-003/opened/1").title
        == "Mở lấy ý kiến: Phí tham quan"
    )
    for path in (p for p in rendered if p.endswith("atom.xml")):
        assert head_of(renamed[path])["id"] == head_of(rendered[path])["id"]


def test_feeds_have_names_of_their_own(rendered: dict[str, bytes]) -> None:
    atoms = [head_of(raw) for path, raw in rendered.items() if path.endswith("atom.xml")]
    assert (
        len({feed["id"] for feed in atoms}) == len({feed["title"] for feed in atoms}) == len(atoms)
    )


def test_a_reader_misses_nothing_and_sees_nothing_twice() -> None:
    """One that looks twice a day for a month as extensions come: each item once, and none dated before its last look."""
    kept, last = list(all_records(PROVINCE)), clock.parse("2026-10-28T05:17+07:00").start
    start = site_at(PROVINCE, last.isoformat())
    seen = set(happened(start))
    for _ in range(60):
        now = last + timedelta(hours=12)
        site = with_summaries(replace(start, now=now, summaries=()), kept)
        feed = next(
            artifact for artifact in feeds.NewsFeeds().for_site(site) if artifact.path == "rss.xml"
        ).render()
        for event_id in set(ids(feed)) - seen:
            assert last < happened(site)[event_id][0].when <= now
        seen |= set(ids(feed))
        assert seen == set(happened(site))
        last = now


def test_an_edit_of_the_body_is_no_news(root: Path, rendered: dict[str, bytes]) -> None:
    """It changes the full text alone: no item comes, goes, or moves."""
    replace_text(
        root / "drafts/ht-2026-003/index.md",
        "Công ty lữ hành cho rằng",
        "Các công ty lữ hành cho rằng",
    )
    after = contents(site_at(root))
    old, new = "Công ty lữ hành cho rằng".encode(), "Các công ty lữ hành cho rằng".encode()
    assert any(old in raw for raw in rendered.values())
    assert {path: raw.replace(new, old) for path, raw in after.items()} == rendered


def changed_feeds(before: Site, after: Site) -> set[str]:
    """The feeds that will be made again; what is not, does not differ."""
    was = {artifact.path: artifact for artifact in feeds.NewsFeeds().for_site(before)}
    changed = set()
    for artifact in feeds.NewsFeeds().for_site(after):
        old = was[artifact.path]
        if artifact.cache_key != old.cache_key:
            changed.add(artifact.path)
        else:
            assert artifact.render() == old.render(), artifact.path
    return changed


def test_keys_tell_which_feeds_changed(root: Path, site: Site) -> None:
    """Of the feeds of the whole site those are made again whose bytes change."""
    retitle(root, "ht-2026-018", short_title="Tên khác")
    after = site_at(root)
    changed = changed_feeds(site, after)
    old = {artifact.path: artifact.render() for artifact in feeds.NewsFeeds().for_site(site)}
    differ = {
        artifact.path
        for artifact in feeds.NewsFeeds().for_site(after)
        if artifact.render() != old[artifact.path]
    }
    assert differ and differ == changed
    assert "dia-ban/can-loc/rss.xml" not in differ


def test_an_edit_of_the_body_moves_the_newest_items_alone(
    root: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "FULL", 5)
    monkeypatch.setattr(feeds, "FULL", 5)
    newest_news = max(site.summaries, key=lambda c: c.fields.happened[-1:])
    oldest_news = min(
        (c for c in site.summaries if c.fields.happened), key=lambda c: c.fields.happened
    )
    for edited, seen in ((newest_news, True), (oldest_news, False)):
        record, _ = record_reader.read(PROVINCE, edited.id)
        assert record
        text = draft_news.news_text(site, record)._replace(text="<p>Khác.</p>")
        kept = {name: edited.snippet(name) for name in edited.fields.snippet_digests} | {
            draft_news.TEXT: text
        }
        other = summary_with(site, record, {n: x for n, x in kept.items() if n != BASICS})
        after = replace(site, summaries=tuple(other if c is edited else c for c in site.summaries))
        assert ("rss.xml" in changed_feeds(site, after)) is seen


def test_planning_reads_no_snippet(site: Site) -> None:
    bare = replace(site, summaries=tuple(replace(c, store=Unread()) for c in site.summaries))
    assert [(p.path, p.cache_key) for p in feeds.NewsFeeds().for_site(bare)] == [
        (p.path, p.cache_key) for p in feeds.NewsFeeds().for_site(site)
    ]


def test_artifacts_can_be_rendered_in_another_process(
    site: Site, rendered: dict[str, bytes]
) -> None:
    for path, part in feed_artifacts(site).items():
        assert pickle.loads(pickle.dumps(part)).render() == rendered[path]


def test_one_feed_needs_only_its_own_summaries(site: Site) -> None:
    size = len(
        pickle.dumps(
            next(p for p in feeds.NewsFeeds().for_site(site) if p.path == "rss.xml").render
        )
    )
    one = len(
        pickle.dumps(
            next(
                p for p in feeds.NewsFeeds().for_site(site) if p.path == "linh-vuc/y-te/rss.xml"
            ).render
        )
    )
    assert one < size / 3


def test_no_xml_library_is_loaded_before_it_is_needed() -> None:
    code = "import sys, duthao.outputs.feeds.feeds, duthao.outputs.data.drafts_json; print([m for m in ('feedgen', 'lxml', 'dateutil') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
