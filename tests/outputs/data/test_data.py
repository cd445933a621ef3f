"""The data files: what they hold, that it agrees with the records, and that only data reaches their bytes."""

from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from duthao.outputs.data import drafts_json
from duthao.outputs.shared.shown_meetings import CALLED
from duthao.outputs.site import Site
from duthao.records import record_reader
from duthao.rendering.layouts import Layout
from duthao.rendering.links import LISTS, Links
from tests.conftest import PROVINCE, replace_text
from tests.feed_site import HOSTILE, happened, retitle, root, site_at
from tests.summaries import basics

__all__ = ["root"]  # a fixture of the tests of feeds
BASE = "https://vanban.hatinh.example/gop-y/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = {
    name: Layout(("",), 0, movable=True)
    for name in ("", "404.html", "gioi-thieu/", "so-tay/quy-tac/")
}


@pytest.fixture(scope="module")
def site() -> Site:
    return replace(site_at(PROVINCE), pages=PAGES)


def contents(site: Site) -> dict[str, bytes]:
    return {
        artifact.path: artifact.render() for artifact in drafts_json.DraftsJson().for_site(site)
    }


def drafts(site: Site) -> dict[str, dict[str, Any]]:
    document = json.loads(contents(site)["api/v1/drafts.json"])
    assert document["version"] == 1
    return {draft["id"]: draft for draft in document["drafts"]}


def addresses(sitemap: bytes) -> dict[str, str | None]:
    """Address → lastmod."""
    tree = etree.fromstring(sitemap)
    assert tree.tag == MAP + "urlset"
    entries = [
        (url.findtext(MAP + "loc") or "", url.findtext(MAP + "lastmod"))
        for url in tree.findall(MAP + "url")
    ]
    assert len(dict(entries)) == len(entries)
    return dict(entries)


def test_every_record_is_there_in_order(site: Site) -> None:
    assert list(drafts(site)) == record_reader.ids(PROVINCE)


def test_a_draft_in_full(site: Site) -> None:
    draft = drafts(site)["ht-2026-018"]
    tag, opens, soon, closes = (
        "tag:vanban.hatinh.example,2026:ht-2026-018/",
        "2026-11-02T08:00:00+07:00",
        "2026-11-13T17:00:00+07:00",
        "2026-11-20T17:00:00+07:00",
    )
    assert draft == {
        "id": "ht-2026-018",
        "code": "HT-2026-018",
        "title": "Nghị quyết quy định mức hỗ trợ đội văn nghệ quần chúng thôn, bản trên địa bàn xã Sơn Kim 1",
        "short_title": "Hỗ trợ đội văn nghệ quần chúng ở xã Sơn Kim 1",
        "summary": "Hội đồng nhân dân xã Sơn Kim 1 dự kiến hỗ trợ mỗi đội văn nghệ thôn, bản 5 triệu đồng một năm. "
        "Mỗi đội tập ít nhất hai buổi mỗi tháng.",
        "state": "analysing",
        "label": "Đang tổng hợp, tiếp thu ý kiến",
        "flags": [],
        "opens": opens,
        "closes": closes,
        "first_closes": closes,
        "next_round": None,
        "document_type": {"key": "nq-hdnd-xa", "name": "Nghị quyết của Hội đồng nhân dân cấp xã"},
        "agency": {"key": "ubnd-xa-son-kim-1", "name": "Ủy ban nhân dân xã Sơn Kim 1"},
        "issuer": {"key": "hdnd-xa-son-kim-1", "name": "Hội đồng nhân dân xã Sơn Kim 1"},
        "agencies": [{"key": "ubnd-xa-son-kim-1", "name": "Ủy ban nhân dân xã Sơn Kim 1"}],
        "issuers": [{"key": "hdnd-xa-son-kim-1", "name": "Hội đồng nhân dân xã Sơn Kim 1"}],
        "nationwide": False,
        "topics": [{"key": "van-hoa-the-thao", "name": "Văn hóa, thể thao"}],
        "places": [{"key": "son-kim-1", "name": "xã Sơn Kim 1"}],
        "audiences": [{"key": "nguoi-dan", "name": "Người dân"}],
        "campaigns": [],
        "url": BASE + "du-thao/ht-2026-018/",
        "short_url": BASE + "d/ht-2026-018/",
        "demo": True,
        "documents": [],
        "events": [
            {
                "id": tag + "opened/1",
                "kind": "opened",
                "label": "Mở lấy ý kiến",
                "at": opens,
                "when": opens,
                "text": "Thời hạn góp ý: đến 17 giờ 00 ngày 20/11/2026.",
            },
            {
                "id": tag + "closing_soon/2026-11-20T17:00",
                "kind": "closing_soon",
                "label": "Sắp hết hạn góp ý",
                "at": soon,
                "when": soon,
                "text": "Góp ý đến 17 giờ 00 ngày 20/11/2026.",
            },
            {
                "id": tag + "closed/2026-11-20T17:00",
                "kind": "closed",
                "label": "Hết hạn góp ý",
                "at": closes,
                "when": closes,
                "text": "Hạn góp ý: 17 giờ 00 ngày 20/11/2026.",
            },
        ],
    }


def test_an_extension_keeps_the_first_date_and_the_hour_of_its_news(site: Site) -> None:
    draft = drafts(site)["ht-2026-017"]
    assert (draft["opens"], draft["closes"], draft["first_closes"]) == (
        "2026-10-19",
        "2026-12-02",
        "2026-11-15",
    )
    (extended,) = [e for e in draft["events"] if e["kind"] == "extended"]
    assert (extended["at"], extended["when"]) == ("2026-11-18", "2026-11-18T09:00:00+07:00")


def test_unknown_dates_are_null(site: Site) -> None:
    unknown = drafts(site)["ht-2025-001"]
    assert [unknown[name] for name in ("opens", "closes", "first_closes")] == [None, None, None]


def test_states_flags_and_events_are_those_of_the_summaries(site: Site) -> None:
    listed = drafts(site)
    for summary in site.summaries:
        draft = listed[summary.id]
        assert (draft["state"], draft["label"]) == (
            summary.fields.state,
            basics(summary).view.label,
        )
        assert draft["flags"] == [
            name for name in ("closing_soon", "answer_overdue") if getattr(summary.fields, name)
        ]
        assert [e["id"] for e in draft["events"]] == [
            e.id for e in basics(summary).events if e.when <= site.now
        ]
    assert {flag for draft in listed.values() for flag in draft["flags"]} == {
        "closing_soon",
        "answer_overdue",
    }
    assert sum(len(draft["events"]) for draft in listed.values()) == len(happened(site))


def test_documents_are_the_files(site: Site) -> None:
    documents = [d for draft in drafts(site).values() for d in draft["documents"]]
    own_files = [d for d in documents if d["sha256"]]
    assert own_files
    for document in own_files:
        raw = (PROVINCE / "drafts" / document["url"].removeprefix(BASE + "du-thao/")).read_bytes()
        assert (document["size"], document["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())
    assert {d["kind"] for d in documents} <= set(site.registers.document_kinds)


def test_a_document_of_a_round_to_come_is_not_told_of() -> None:
    before, after = (
        drafts(site_at(PROVINCE, day))["ht-2026-016"]["documents"]
        for day in ("2026-11-02", "2026-11-03")
    )
    assert [d["url"].rsplit("/", 1)[-1] for d in before] == ["de-nghi.pdf"]
    assert [d["url"].rsplit("/", 1)[-1] for d in after] == ["de-nghi.pdf", "du-thao.pdf"]


def test_hostile_text(root: Path) -> None:
    retitle(root, "ht-2026-003", title=HOSTILE, short_title=HOSTILE)
    draft = drafts(site_at(root))["ht-2026-003"]
    assert (draft["title"], draft["short_title"]) == (HOSTILE, HOSTILE)


def test_only_data_reaches_the_bytes(site: Site) -> None:
    later = replace(site_at(PROVINCE, "2026-11-22T19:30+07:00"), pages=PAGES)
    assert contents(later) == contents(site)
    assert [p.cache_key for p in drafts_json.DraftsJson().for_site(later)] == [
        p.cache_key for p in drafts_json.DraftsJson().for_site(site)
    ]


def test_what_it_was_made_from_is_named_by_its_content(root: Path, site: Site) -> None:
    def source(of: Site) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(contents(of)["api/v1/drafts.json"])
        return dict(document["generated_from"])

    replace_text(
        root / "drafts/ht-2026-003/index.md",
        "Công ty lữ hành cho rằng",
        "Các công ty lữ hành cho rằng",
    )
    assert source(site_at(root)) == source(site)
    retitle(root, "ht-2026-003", short_title="Tên khác")
    assert source(site_at(root))["sha256"] != source(site)["sha256"]
    raw = contents(site)["api/v1/drafts.json"]
    lines = raw[raw.index(b"[\n") + 2 : raw.rindex(b"\n]")]
    assert source(site) == {"records": 22, "sha256": hashlib.sha256(lines).hexdigest()}


def test_cache_keys_change_with_what_is_told(root: Path, site: Site) -> None:
    before = {p.path: p.cache_key for p in drafts_json.DraftsJson().for_site(site)}
    retitle(root, "ht-2026-003", short_title="Tên khác")
    after = {
        p.path: p.cache_key
        for p in drafts_json.DraftsJson().for_site(replace(site_at(root), pages=PAGES))
    }
    assert {path for path in before if before[path] != after[path]} == {"api/v1/drafts.json"}
    more = {
        p.path: p.cache_key
        for p in drafts_json.DraftsJson().for_site(
            replace(site, pages={**PAGES, "moi/": PAGES[""]})
        )
    }
    assert {path for path in before if before[path] != more[path]} == {"sitemap.xml"}
    moved = {
        p.path: p.cache_key
        for p in drafts_json.DraftsJson().for_site(
            replace(site, links=Links("https://moi.example/"))
        )
    }
    assert {path for path in before if before[path] != moved[path]} == {"sitemap.xml", "robots.txt"}


def test_artifacts_can_be_rendered_in_another_process(site: Site) -> None:
    for artifact in drafts_json.DraftsJson().for_site(site):
        assert pickle.loads(pickle.dumps(artifact.render))() == artifact.render()


def test_sitemap(site: Site) -> None:
    entries = addresses(contents(site)["sitemap.xml"])
    assert all(url.startswith(BASE) for url in entries)
    wanted = {
        "",
        "gioi-thieu/",
        "so-tay/quy-tac/",
        "du-thao/",
        "linh-vuc/",
        "co-quan/",
        "dia-ban/",
        "doi-tuong/",
    } | set(LISTS.values())
    wanted |= {"bao-chi/", "theo-doi/", "su-kien/", "ke-hoach/", "thong-ke/", "dot-truyen-thong/"}
    wanted |= {f"dot-truyen-thong/{key}/" for key in site.registers.campaigns}
    wanted |= {"bao-chi/khung-phat-song/", "bao-chi/khung-phat-song/tuan-sau/"}
    wanted |= {f"en/{path}" for path in ("du-thao/", "dang-lay-y-kien/", "da-giai-trinh/")}
    wanted |= {
        f"du-thao/{summary.id}/{page}" for summary in site.summaries for page in ("", "bao-chi/")
    }
    told = [s for s in site.summaries if "meeting" in s.fields.kinds]
    assert told
    wanted |= {meeting.path for s in told for meeting in s.snippet(CALLED)}
    for folder, register in (
        ("linh-vuc", site.registers.topics),
        ("co-quan", site.registers.agencies),
        ("dia-ban", site.registers.places),
        ("doi-tuong", site.registers.audiences),
    ):
        wanted |= {f"{folder}/{key}/" for key in register}  # type: ignore[attr-defined]
    owing = [s for s in site.summaries if s.fields.state in ("analysing", "summarised")]
    wanted |= {f"co-quan/{key}/y-kien/" for s in owing for key in s.fields.agencies}
    assert {url.removeprefix(BASE) for url in entries} == wanted


def test_lastmod_is_the_newest_event(site: Site) -> None:
    entries = addresses(contents(site)["sitemap.xml"])

    def newest(*draft_ids: str) -> str:
        return max(
            e.when
            for e, summary in happened(site).values()
            if not draft_ids or summary.id in draft_ids
        ).isoformat()

    for summary in site.summaries:
        if summary.fields.happened:
            assert entries[f"{BASE}du-thao/{summary.id}/"] == newest(summary.id)
    assert entries[BASE + "du-thao/"] == newest()
    assert entries[BASE + "dang-lay-y-kien/"] == newest(
        *(c.id for c in site.summaries if c.fields.state == "open")
    )
    assert entries[BASE + "linh-vuc/du-lich/"] == newest(
        *(c.id for c in site.summaries if "du-lich" in c.fields.topics)
    )
    assert entries[BASE] is None and entries[BASE + "linh-vuc/"] is None
    assert all(datetime.fromisoformat(day) <= site.now for day in entries.values() if day)


def test_the_addresses_in_the_map_are_there(built: Path) -> None:
    raw = (built / "site" / "sitemap.xml").read_bytes()
    missing = [
        url
        for url in addresses(raw)
        if not (built / "site" / Links.file(url.removeprefix(BASE))).is_file()
    ]
    assert missing == []
    assert json.loads((built / "site" / "api/v1/drafts.json").read_bytes())["drafts"]


def test_an_address_with_signs(site: Site) -> None:
    """`&` in the path of the site is escaped."""
    entries = addresses(
        contents(replace(site, links=Links("https://x.example/a&b/")))["sitemap.xml"]
    )
    assert "https://x.example/a&b/du-thao/" in entries


def test_robots(site: Site) -> None:
    text = contents(site)["robots.txt"].decode()
    assert text.splitlines()[0] == "User-agent: *" and "Disallow" not in text
    (line,) = [line for line in text.splitlines() if line.startswith("Sitemap: ")]
    assert urlsplit(line.removeprefix("Sitemap: ")).path == "/gop-y/sitemap.xml"


def test_an_empty_site(site: Site) -> None:
    empty = replace(site, summaries=())
    assert drafts(empty) == {}
    assert BASE + "du-thao/" in addresses(contents(empty)["sitemap.xml"])


def test_every_instant_of_a_day_tells_the_truth() -> None:
    """The last second of the closing day and the first after it, in Việt Nam."""
    for as_of, state in (
        ("2026-11-25T23:59:59+07:00", "open"),
        ("2026-11-26T00:00:00+07:00", "analysing"),
    ):
        assert drafts(site_at(PROVINCE, as_of))["ht-2026-007"]["state"] == state
