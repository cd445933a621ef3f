"""Which feeds there are, and which events stand in each, how far back."""

from __future__ import annotations

from calendar import timegm
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from duthao.domain.events import LABEL
from duthao.outputs.feeds import feed_list, feeds, window, xml_templates
from duthao.outputs.shared.subscriptions import NEWS_KINDS
from duthao.outputs.site import Site
from tests.conftest import replace_text
from tests.feed_formats import faults
from tests.feed_site import (
    contents,
    happened,
    head_of,
    ids,
    parse,
    plain,
    reaches,
    rendered,
    root,
    site,
    site_at,
    windows,
)
from tests.summaries import basics

__all__ = ["rendered", "root", "site"]  # fixtures


def test_there_is_a_feed_for_everything(site: Site, rendered: dict[str, bytes]) -> None:
    folders = {"", "sap-het-han/", "da-giai-trinh/"}
    folders |= {f"du-thao/{c.id}/" for c in site.summaries}
    folders |= {f"linh-vuc/{key}/" for key in site.registers.topics}
    folders |= {f"co-quan/{key}/" for key in site.registers.agencies}
    folders |= {f"dia-ban/{key}/" for key in site.registers.places}
    folders |= {f"dot-truyen-thong/{key}/" for key in site.registers.campaigns}
    assert set(rendered) == {folder + form for folder in folders for form in xml_templates.FORMS}


def test_every_feed_as_a_reader_sees_it(site: Site, rendered: dict[str, bytes]) -> None:
    happened_events = happened(site)
    versions = {"rss.xml": "rss20", "atom.xml": "atom10"}
    for path, raw in rendered.items():
        form = path.rsplit("/", 1)[-1]
        parsed = parse(raw)
        assert (parsed.bozo, parsed.version, parsed.feed.language) == (0, versions[form], "vi"), (
            path
        )
        assert [link.href for link in parsed.feed.links if link.rel == "self"] == [
            site.links.absolute(path)
        ]
        assert parsed.feed.link == site.links.absolute(path.removesuffix(form))
        entry_ids = [entry.id for entry in parsed.entries]
        assert len(set(entry_ids)) == len(entry_ids)
        assert entry_ids == sorted(
            entry_ids, key=lambda i: (-happened_events[i][0].when.timestamp(), i)
        ), path
        for entry in parsed.entries:
            event, summary = happened_events[entry.id]
            assert timegm(entry.published_parsed) == event.when.timestamp()
            assert (
                event.when >= event.at.start or event.kind == "meeting"
            )  # which is news when it is called
            assert entry.title == f"{event.label}: {basics(summary).short_title}"
            assert entry.link == site.links.absolute(site.links.draft(summary.id))
            assert entry.author == basics(summary).agency_name
        if entry_ids:
            newest = max(happened_events[i][0].when for i in entry_ids)
            assert timegm(parsed.feed.updated_parsed) == newest.timestamp()


def test_both_forms_hold_the_same(rendered: dict[str, bytes]) -> None:
    for path in (p for p in rendered if p.endswith("rss.xml")):
        twin = rendered[path.replace("rss.xml", "atom.xml")]
        assert ids(rendered[path]) == ids(twin)
        for one, other in zip(parse(rendered[path]).entries, parse(twin).entries, strict=True):
            assert one.published_parsed == other.published_parsed == other.updated_parsed
            assert one.summary == other.summary
            assert [tag.term for tag in one.get("tags", [])] == [tag.label for tag in other.tags]
            assert [dict(e) for e in one.enclosures] == [
                {k: e[k] for k in ("href", "length", "type")} for e in other.enclosures
            ]


def expected(site: Site, folder: str, items: int, days: int, page: int) -> set[str]:
    """The ids that a feed must hold: enough items, enough days, what no archived page holds yet, and the last of each
    open consultation; of a commune's own drafts everything."""
    kinds = {"sap-het-han/": {"closing_soon"}, "da-giai-trinh/": {"answered", "no_report"}}.get(
        folder
    )
    held = [
        (e, c)
        for e, c in happened(site).values()
        if reaches(site, folder, c) and (kinds is None or e.kind in kinds)
    ]
    place = folder.removeprefix("dia-ban/").rstrip("/")
    if folder.startswith("du-thao/"):
        return {e.id for e, _ in held}
    within = folder.startswith("dia-ban/") and site.registers.places[place].within
    own = {e.id for e, c in held if within and within not in c.fields.places}
    wider = [(e, c) for e, c in held if e.id not in own]
    whens = sorted((e.when for e, _ in wider), reverse=True)
    if len(whens) <= items:
        return {e.id for e, _ in held}
    month = folder == "" or folder.startswith("dia-ban/")
    others = [e.when for e, _ in happened(site).values()] if kinds else []
    unread = begun(whens, others, "%Y-%m" if month else "%Y", page)
    since = min(whens[items - 1], whens[0] - timedelta(days=days), unread)
    last = {c.id: max(e.when for e, other in wider if other is c) for _, c in wider}
    return own | {
        e.id
        for e, c in wider
        if e.when >= since or (c.fields.state == "open" and e.when == last[c.id])
    }


def begun(whens: list[datetime], others: list[datetime], period: str, page: int) -> datetime:
    """Since when no archived page is over: pages take whole days of a period, until they have enough items."""
    days: dict[str, list[datetime]] = {}
    for when in sorted([*whens, *others]):
        days.setdefault(when.strftime("%Y-%m-%d"), []).append(when)
    first, held = min(whens + others), 0
    for found in days.values():
        if held >= page or first.strftime(period) != found[0].strftime(period):
            first, held = found[0], 0
        held += sum(whens.count(when) for when in set(found))
    return first.replace(hour=0, minute=0, second=0)


@pytest.mark.parametrize(
    "items,days,page",
    [(1, 1, 1), (3, 1, 5), (10, 30, 10), (25, 8, 200), (40, 365, 20), (200, 8, 100), (5, 8, 3)],
)
def test_how_far_back_a_feed_reaches(site: Site, items: int, days: int, page: int) -> None:
    with windows(items, days, page):
        files = contents(site)
    for path, raw in files.items():
        folder = path.rsplit("/", 1)[0] + "/" if "/" in path else ""
        assert set(ids(raw)) == expected(site, folder, items, days, page), path


def test_an_open_consultation_stays_however_old(root: Path) -> None:
    record = root / "drafts/ht-2026-006/index.md"
    replace_text(
        record,
        "    opens: 2026-11-27\n    closes: 2026-12-22",
        "    opens: 2021-11-27\n    closes: 2027-12-22",
    )
    site = site_at(root)
    with windows(1, 1, 1):
        files = contents(site)
    old = next(c for c in site.summaries if c.id == "ht-2026-006")
    for path, raw in files.items():
        if reaches(site, path.rsplit("/", 1)[0], old) and not path.startswith(("sap", "da-g")):
            last = "tag:vanban.hatinh.example,2026:ht-2026-006/stage/drafting-2026-10-05"
            assert last in map(plain, ids(raw)), path
    assert len(ids(files["rss.xml"])) < len(happened(site)) / 2


def test_a_place_s_own_news_stand_alone(site: Site) -> None:
    """In full, for ever; the feeds beside it are brief and hold what is wider as well."""
    artifacts = {p.path: p for p in feeds.NewsFeeds().for_site(site)}
    alone = {path: p for path, p in artifacts.items() if path.endswith("rieng.xml")}
    assert set(alone) == {
        f"dia-ban/{key}/rieng.xml" for key, place in site.registers.places.items() if place.within
    }
    for path, artifact in alone.items():
        raw, folder = artifact.render(), path.removesuffix("rieng.xml")
        key = folder.split("/")[1]
        assert not faults("rss.xml", raw)
        assert set(ids(raw)) == {
            i for i, (_, c) in happened(site).items() if key in c.fields.places
        }
        parsed, beside = parse(raw), parse(artifacts[folder + "rss.xml"].render())
        assert parsed.feed.title == f"Tin riêng: {beside.feed.title}"
        assert [e.href for e in parsed.feed.links if e.rel == "self"] == [site.links.absolute(path)]
        texts = [entry.link for entry in parsed.entries if "content" in entry]
        assert set(texts) == {entry.link for entry in parsed.entries[:20]}
        assert len(set(texts)) == len(texts)
        assert not any("content" in entry or entry.enclosures for entry in beside.entries)
        whole = {e.id: e for e in parse(artifacts["rss.xml"].render()).entries}
        for entry in beside.entries:
            agency = f"<p>{entry.author} "
            assert agency in entry.summary and len(entry.tags) == 1
            if entry.id in whole:
                said = whole[entry.id].summary
                detailed = len(whole[entry.id].tags) > 1
                assert entry.title == whole[entry.id].title
                assert len(entry.summary) < len(said) if detailed else entry.summary == said
                assert entry.summary.split("</p><p>")[2:] == said.split("</p><p>")[2:]


def test_the_newest_and_all_of_eight_days_are_told_in_detail(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is older is brief: its draft's own title names it."""
    monkeypatch.setattr(feeds, "FULL", 3)
    files = contents(site)
    for path in ("rss.xml", "atom.xml", "dia-ban/ha-tinh/rss.xml"):
        entries = parse(files[path]).entries
        whens = [timegm(entry.published_parsed) for entry in entries]
        detailed = [len(entry.tags) > 1 for entry in entries]
        assert detailed == [n < 3 or when >= whens[0] - 8 * 86400 for n, when in enumerate(whens)]
        assert False in detailed and (path.startswith("dia-ban") or True in detailed[3:]), path


def test_a_draft_of_the_province_and_of_a_commune_stands_once_in_its_feed(root: Path) -> None:
    replace_text(
        root / "drafts/ht-2026-003/index.md", "places: [ha-tinh]", "places: [can-loc, ha-tinh]"
    )
    feed_files = contents(site_at(root))
    own = ids(feed_files["du-thao/ht-2026-003/atom.xml"])
    for key in ("can-loc", "ha-tinh", "son-kim-1"):
        assert not faults("atom.xml", feed_files[f"dia-ban/{key}/atom.xml"])
        told = [i for i in ids(feed_files[f"dia-ban/{key}/atom.xml"]) if i in own]
        # What is wider ends with the newest.
        assert told == (own if key == "ha-tinh" else own[: len(told)]) and told


def test_a_commune_hears_of_the_province_and_a_successor_of_its_predecessor(
    rendered: dict[str, bytes],
) -> None:
    commune = set(ids(rendered["dia-ban/son-kim-1/rss.xml"]))
    assert set(ids(rendered["dia-ban/ha-tinh/rss.xml"])[: window.WIDER]) < commune
    assert commune & set(ids(rendered["du-thao/ht-2026-018/rss.xml"]))
    assert not set(ids(rendered["dia-ban/can-loc/rss.xml"])) & set(
        ids(rendered["du-thao/ht-2026-018/rss.xml"])
    )
    heir = set(ids(rendered["co-quan/so-khoa-hoc-va-cong-nghe/rss.xml"]))
    assert set(ids(rendered["du-thao/ht-2023-001/rss.xml"])) <= heir & set(
        ids(rendered["co-quan/so-thong-tin-va-truyen-thong/rss.xml"])
    )


def test_a_feed_without_items(site: Site, rendered: dict[str, bytes]) -> None:
    empty = [path for path, raw in rendered.items() if not ids(raw)]
    assert {path.rsplit("/", 1)[-1] for path in empty} == set(xml_templates.FORMS)
    nothing = {
        artifact.path: artifact.render()
        for artifact in feeds.NewsFeeds().for_site(replace(site, summaries=()))
        if not artifact.path.endswith(xml_templates.JSON)
    }
    for path, raw in nothing.items():
        assert not ids(raw) and not faults(path, raw)
        assert b">1970-" not in raw and b"Jan 1970" not in raw
        assert ("updated" in parse(raw).feed) == path.endswith("atom.xml")
    assert not parse(nothing["rss.xml"]).bozo and not parse(nothing["atom.xml"]).bozo


# ---- feeds of one kind of news


def kind_feeds(site: Site) -> dict[str, bytes]:
    files = {kind.file for kind in NEWS_KINDS}
    artifacts = feeds.NewsFeeds().for_site(site)
    return {a.path: a.render() for a in artifacts if a.path.rsplit("/", 1)[-1] in files}


def test_each_kind_of_news_can_be_followed_alone(site: Site, rendered: dict[str, bytes]) -> None:
    """Of the whole site, of each topic, agency, place and audience: the newest of these kinds and no other."""
    made = kind_feeds(site)
    known = happened(site)
    for path, raw in made.items():
        folder, _, file = path.rpartition("/")
        kind = next(kind for kind in NEWS_KINDS if kind.file == file)
        reached = [
            (-event.when.timestamp(), id_)
            for id_, (event, summary) in known.items()
            if event.kind in kind.events and reaches(site, f"{folder}/".lstrip("/"), summary)
        ]
        expected = [id_ for _, id_ in sorted(reached)]
        assert ids(raw)[: window.KIND] == expected[: window.KIND], path
        assert set(ids(raw)) <= set(expected)
        assert not faults("rss.xml", raw), path
        if not folder.startswith("doi-tuong/"):  # audiences have no feed of all news
            all_news = rendered[f"{folder}/rss.xml".lstrip("/")]
            assert head_of(raw)["title"] == f"{kind.label}: {head_of(all_news)['title']}"
        assert parse(raw).feed.links[-1].href == site.links.absolute(path)
    registers = site.registers
    named = len(registers.places) + len(registers.topics) + len(registers.agencies)
    inner = sum(place.within is not None for place in registers.places.values())
    assert len(made) == (1 + named - inner) * len(NEWS_KINDS) + inner + len(registers.audiences)
    assert all(ids(made[kind.file]) for kind in NEWS_KINDS)


def test_every_kind_of_news_is_of_one_sort_at_most_and_exists() -> None:
    kinds = [event for kind in NEWS_KINDS for event in kind.events]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) <= set(LABEL)


def test_a_feed_of_one_kind_is_bounded_and_holds_one_of_each_open_draft(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_list, "KIND", 1)
    monkeypatch.setattr(window, "DAYS", 0)
    known = happened(site)
    short = ids(kind_feeds(site)["moi.xml"])
    newest = max((e.when for e, _ in known.values() if e.kind in NEWS_KINDS[0].events))
    old = [i for i in short if known[i][0].when < newest]
    assert old and all(known[i][1].fields.state == "open" for i in old)
    assert len({known[i][1].id for i in old}) == len(old)
