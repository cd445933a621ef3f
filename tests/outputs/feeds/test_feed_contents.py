"""Which feeds there are, and which events stand in each, how far back."""

from __future__ import annotations

from calendar import timegm
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from duthao import clock
from duthao.domain.settings import Feeds
from duthao.outputs.feeds import feeds, window, xml_templates
from duthao.outputs.site import Site
from tests.conftest import replace_text
from tests.feed_formats import faults
from tests.feed_site import contents, happened, ids, parse, reaches, rendered, root, site, site_at
from tests.summaries import basics

__all__ = ["rendered", "root", "site"]  # fixtures


def test_there_is_a_feed_for_everything(site: Site, rendered: dict[str, bytes]) -> None:
    folders = {"", "sap-het-han/", "da-giai-trinh/"}
    folders |= {f"du-thao/{c.id}/" for c in site.summaries}
    folders |= {f"linh-vuc/{key}/" for key in site.registers.topics}
    folders |= {f"co-quan/{key}/" for key in site.registers.agencies}
    folders |= {f"dia-ban/{key}/" for key in site.registers.places}
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
        newest = max((happened_events[i][0].when.timestamp() for i in entry_ids), default=0.0)
        assert timegm(parsed.feed.updated_parsed) == newest


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


def expected(site: Site, folder: str) -> set[str]:
    """The ids that a feed must hold: enough items, enough months, what no archived page holds yet, and what open
    consultations told since they opened; of a commune's own drafts everything."""
    kinds = {"sap-het-han/": {"closing_soon"}, "da-giai-trinh/": {"answered", "no_report"}}.get(
        folder
    )
    held = [
        (e, c)
        for e, c in happened(site).values()
        if reaches(site, folder, c) and (kinds is None or e.kind in kinds)
    ]
    keep, place = site.settings.feeds, folder.removeprefix("dia-ban/").rstrip("/")
    if folder.startswith("du-thao/"):
        return {e.id for e, _ in held}
    within = folder.startswith("dia-ban/") and site.registers.places[place].within
    own = [e.id for e, c in held if within and within not in c.fields.places]
    whens = sorted((e.when for e, c in held if e.id not in own), reverse=True)
    if len(whens) <= keep.items:
        return {e.id for e, _ in held}
    newest = max(e.when for e, _ in happened(site).values()) if kinds else whens[0]
    month = newest.replace(day=1, hour=0, minute=0, second=0)
    monthly = folder == "" or folder.startswith("dia-ban/")
    since = min(whens[keep.items - 1], month if monthly else month.replace(month=1))
    if (
        not within
    ):  # a year of what is province-wide in each commune's feed would be most of the site
        since = min(since, months_back(whens[0], keep.months))
    return {
        e.id
        for e, c in held
        if e.when >= since
        or e.id in own
        or (c.fields.state == "open" and e.when.timestamp() >= (c.fields.opens or 0))
    }


def months_back(newest: datetime, months: int) -> datetime:
    back = newest.replace(year=newest.year - (months // 12), month=newest.month)
    for _ in range(months % 12):
        back = (back.replace(day=1) - timedelta(days=1)).replace(day=newest.day)
    return back


@pytest.mark.parametrize(
    "items,months", [(1, 1), (3, 1), (10, 2), (25, 6), (40, 12), (200, 12), (5, 40)]
)
def test_how_far_back_a_feed_reaches(site: Site, items: int, months: int) -> None:
    kept = replace(
        site, settings=site.settings.model_copy(update={"feeds": Feeds(items=items, months=months)})
    )
    for path, raw in contents(kept).items():
        assert set(ids(raw)) == expected(
            kept, path.rsplit("/", 1)[0] + "/" if "/" in path else ""
        ), path


@pytest.mark.parametrize(
    "newest,months,since",
    [
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-12-31", 1, "2026-11-30"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-03-31 09:30", 37, "2023-02-28 09:30"),
        ("2026-03-31", 10**6, "1900-01-31"),
    ],
)
def test_months_are_those_of_the_calendar(newest: str, months: int, since: str) -> None:
    whens = [int(clock.parse(newest).start.timestamp())]
    day, _, hour = since.partition(" ")
    assert (
        window.since(Feeds(items=1, months=months), whens)
        == datetime.fromisoformat(f"{day}T{hour or '00:00'}+07:00").timestamp()
    )


def test_an_open_consultation_stays_however_old(root: Path) -> None:
    record = root / "drafts/ht-2026-006/index.md"
    replace_text(
        record,
        "    opens: 2026-11-27\n    closes: 2026-12-22",
        "    opens: 2021-11-27\n    closes: 2027-12-22",
    )
    site = site_at(root)
    kept = replace(
        site, settings=site.settings.model_copy(update={"feeds": Feeds(items=1, months=1)})
    )
    for path, raw in contents(kept).items():
        if reaches(
            site, path.rsplit("/", 1)[0], next(c for c in site.summaries if c.id == "ht-2026-006")
        ) and not path.startswith(("sap", "da-g")):
            assert ids(raw)[-1] == "tag:vanban.hatinh.example,2026:ht-2026-006/opened/1", path
    assert len(ids(contents(kept)["rss.xml"])) < len(happened(site)) / 2


def test_a_draft_of_the_province_and_of_a_commune_stands_once_in_its_feed(root: Path) -> None:
    replace_text(
        root / "drafts/ht-2026-003/index.md", "places: [ha-tinh]", "places: [can-loc, ha-tinh]"
    )
    feed_files = contents(site_at(root))
    for key in ("can-loc", "ha-tinh", "son-kim-1"):
        assert not faults("atom.xml", feed_files[f"dia-ban/{key}/atom.xml"])
        assert set(ids(feed_files["du-thao/ht-2026-003/atom.xml"])) <= set(
            ids(feed_files[f"dia-ban/{key}/atom.xml"])
        )


def test_a_commune_hears_of_the_province_and_a_successor_of_its_predecessor(
    rendered: dict[str, bytes],
) -> None:
    commune = set(ids(rendered["dia-ban/son-kim-1/rss.xml"]))
    assert set(ids(rendered["dia-ban/ha-tinh/rss.xml"])) < commune
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
    assert not parse(nothing["rss.xml"]).bozo and not parse(nothing["atom.xml"]).bozo
