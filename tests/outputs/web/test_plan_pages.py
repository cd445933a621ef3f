"""The pages of yearly plans: what stands on them, how it changes with time, and that a long plan is cut into pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from duthao import clock
from duthao.domain.plans import YearPlan
from duthao.outputs.shared import plan_rows
from duthao.outputs.site import Site
from duthao.outputs.web import draft_page
from duthao.outputs.web.plan_pages import PlanPages
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.layouts import Layout, parse
from duthao.rendering.links import Links
from tests.conftest import ROOT
from tests.province_site import visible, visible_at
from tests.summaries import summary_of

_SLOTS = ("title", "description", "canonical", "head", "toc", "main")
LAYOUT = "<html><body>" + "".join(f"<i><!-- duthao: {slot} --></i>" for slot in _SLOTS)
NOW = clock.now("2026-11-22T08:00+07:00")


def _layout() -> Layout:
    return parse(LAYOUT, "x/", str)


@pytest.fixture(scope="module")
def record() -> Record:
    read, findings = record_reader.read(ROOT, "lc-2026-007")
    assert read and not findings
    return read


@pytest.fixture(scope="module")
def site() -> Site:
    """The sample's registers with a clock that runs."""
    settings, _ = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers is not None
    settings = settings.model_copy(update={"as_of": None})
    links = Links("https://gopy.example/")
    return Site(ROOT, settings, links, registers, NOW, {"list": _layout()})


def _with(site: Site, plans: Mapping[int, YearPlan], *records: Record, at: str = "") -> Site:
    registers = site.registers.model_copy(update={"plans": plans})
    site = replace(site, registers=registers, now=clock.now(at) if at else site.now)
    return replace(site, summaries=tuple(summary_of(site, r, PlanPages()) for r in records))


def _plan(**rows: dict[str, Any]) -> YearPlan:
    named = {f"2026-{key[1:]}": {"title": f"Nghị quyết {key}", **row} for key, row in rows.items()}
    return YearPlan.model_validate(
        {"agency": "ubnd-tinh", "published": "2026-01-15", "rows": named}
    )


def _pages(site: Site) -> dict[str, bytes]:
    return {artifact.path: artifact.render() for artifact in PlanPages().for_site(site)}


def _badges(page: Any) -> dict[str, str]:
    return {
        card.get("id"): card.xpath(".//*[@class='dt-badge']/span")[0].text_content()
        for card in page.xpath("//li[@class='dt-card']")
    }


def test_rows_stand_by_quarter_with_their_drafts(site: Site, record: Record) -> None:
    pages = _pages(_with(site, site.registers.plans, record))
    page = visible(pages["ke-hoach/2026/index.html"])
    assert [h.text for h in page.xpath("//h2[starts-with(@id, 'thoi-gian')]")] == ["Quý III/2026 ", "Quý IV/2026 "]  # fmt: skip
    badges = _badges(page)
    assert badges["2026-001"] == "Đã có dự thảo"
    assert badges["2026-005"] == "Đưa ra khỏi kế hoạch"
    assert badges["2026-006"] == "Quá thời gian dự kiến, chưa đăng dự thảo trên trang này"
    assert badges["2026-007"] == "Trong thời gian dự kiến"
    (card,) = page.xpath("//li[@id='2026-001']")
    assert card.xpath(".//a/@href") == ["../../du-thao/lc-2026-007/"]
    assert "Đang lấy ý kiến" in card.text_content()
    assert "Lý do: Nội dung này" in page.xpath("//li[@id='2026-005']")[0].text_content()
    years = visible(pages["ke-hoach/index.html"]).xpath("//li/a[contains(@href, '20')]/@href")
    assert [address[-5:] for address in years] == ["2027/", "2026/"]
    agency = visible(pages["ke-hoach/2026/co-quan/so-xay-dung/index.html"])
    assert list(_badges(agency)) == ["2026-007"]


def test_a_row_becomes_late_while_a_page_is_open(site: Site) -> None:
    plan = _plan(r001={"expected": "2026-11-25"}, r002={"expected": "2026-11-26"})
    made = _pages(_with(site, {2026: plan}))["ke-hoach/2026/index.html"]
    for at, first, second, late in (
        ("2026-11-24T12:00+07:00", "Chưa đến thời gian dự kiến", "Chưa đến thời gian dự kiến", ""),
        ("2026-11-25", "Trong thời gian dự kiến", "Chưa đến thời gian dự kiến", ""),
        (
            "2026-11-26",
            "Quá thời gian dự kiến, chưa đăng dự thảo trên trang này",
            "Trong thời gian dự kiến",
            "1",
        ),
    ):
        page = visible_at(made, clock.now(at))
        assert _badges(page) == {"2026-001": first, "2026-002": second}
        # the same as a build at that instant says
        again = visible(_pages(_with(site, {2026: plan}, at=at))["ke-hoach/2026/index.html"])
        assert _badges(again) == _badges(page)
        told = again.xpath("//li[starts-with(normalize-space(), 'Quá thời gian')]//b/text()")
        assert "".join(told) == late
    steps = lxml.html.fromstring(made.decode()).xpath(
        "//li[contains(., 'Quá thời gian')]//b/@data-steps"
    )
    assert [part.partition(" ")[2] for part in steps[0].split("|")] == ["0", "1", "2"]


def test_what_is_not_out_is_not_shown(site: Site, record: Record) -> None:
    hidden = _plan(r001={}).model_copy(update={"published": None})
    later = _plan(r001={}).model_copy(update={"published": clock.parse("2026-11-23")})
    for plan in (hidden, later):
        pages = _pages(_with(site, {2026: plan}, record))
        assert list(pages) == ["ke-hoach/index.html"]
        assert "Chưa có kế hoạch nào" in pages["ke-hoach/index.html"].decode()
        assert plan_rows.row_of_record(_with(site, {2026: plan}), record) is None
    out = _with(site, {2026: later}, at="2026-11-23")
    assert plan_rows.row_of_record(out, record) == (2026, "2026-001")


def test_a_plan_that_comes_out_makes_its_drafts_anew(site: Site, record: Record) -> None:
    later = _plan(r001={}).model_copy(update={"published": clock.parse("2026-11-22 09:30")})
    (summary,) = _with(site, {2026: later}, record).summaries
    assert summary.fields.holds[1] == int(clock.now("2026-11-22T09:30+07:00").timestamp())


def test_a_draft_names_its_row(site: Site, record: Record) -> None:
    facts = dict(draft_page._facts(site, record, site.view(record)))
    assert facts["Kế hoạch"] == [
        ("", "dòng 2026-001 của kế hoạch năm 2026", "~/ke-hoach/2026/#2026-001")
    ]


def test_a_withdrawn_draft_leaves_the_row_ended(site: Site) -> None:
    plan = _plan(r001={"expected": "2026-12"}).model_copy(update={"demo": True})
    read, _ = record_reader.read(ROOT, "lc-2026-003")
    assert read and read.draft.withdrawn
    withdrawn = replace(read, draft=read.draft.model_copy(update={"plan": "2026-001"}))
    page = visible(_pages(_with(site, {2026: plan}, withdrawn))["ke-hoach/2026/index.html"])
    assert _badges(page) == {"2026-001": "Dự thảo đã dừng hoặc đã rút"}


def test_a_plan_of_564_rows_is_cut_into_pages_of_less_than_100_kb(site: Site) -> None:
    title = "Nghị quyết quy định mức hỗ trợ, đối tượng, trình tự, thủ tục thực hiện chính sách thứ {} trên địa bàn tỉnh Lào Cai giai đoạn 2027 - 2030"
    rows = {
        f"r{n:03d}": {
            "title": title.format(n),
            "agency": ("so-y-te", "so-xay-dung")[n % 2],
            "cooperating": ["so-tai-chinh", "so-tu-phap"],
            "document_type": "nq-hdnd-tinh",
            "form": "new",
            "expected": ("2026-05", "2026-Q2", "cuoi-nam-2026", "2026")[n % 4],
            "audiences": ["nguoi-dan", "doanh-nghiep"],
            "places": ["lao-cai"],
            "channels": ["loudspeaker", "notice_board", "portal"],
            "products": ["notice", "information_sheet"],
        }
        for n in range(1, 565)
    }
    full = _with(site, {2026: _plan(**rows)})
    pages = _pages(full)
    whole = {path: made for path, made in pages.items() if path.count("/") != 4 or "co-quan" not in path}  # fmt: skip
    assert len([path for path in whole if path.startswith("ke-hoach/2026/") and "co-quan" not in path]) == 12  # fmt: skip
    assert max(map(len, pages.values())) < 85_000  # the frame of a page takes 11 kB more
    seen = [
        key
        for path, made in pages.items()
        if path.startswith("ke-hoach/2026/") and "co-quan" not in path
        for key in _badges(visible(made))
    ]
    assert sorted(seen) == sorted(full.registers.plans[2026].rows)
    for row_id in ("2026-001", "2026-300", "2026-564"):
        path, _, anchor = plan_rows.row_addresses(full, 2026)[row_id].partition("#")
        assert f'id="{anchor}"'.encode() in pages[f"{path}index.html"]


def test_pages_are_made_again_when_a_row_turns_and_only_then(site: Site) -> None:
    plan = _plan(r001={"expected": "2026-11-25"})

    def keys(at: str) -> dict[str, str]:
        made = PlanPages().for_site(_with(site, {2026: plan}, at=at))
        return {artifact.path: artifact.cache_key for artifact in made}

    assert keys("2026-11-10") == keys("2026-11-11")
    assert keys("2026-11-20") == keys("2026-11-21")
    assert keys("2026-11-24") != keys("2026-11-25") != keys("2026-11-26")


def test_groups_are_in_the_order_of_time(site: Site) -> None:
    rows = _plan(
        r001={},
        r002={"expected": "2026"},
        r003={"expected": "2027-01"},
        r004={"expected": "2026-Q2"},
        r005={"expected": "2026-04-02"},
    ).rows
    groups = plan_rows.row_groups(site, rows)
    assert [(group.heading, [key for key, _ in group.rows]) for group in groups] == [
        ("Quý II/2026", ["2026-005", "2026-004"]),
        ("Quý I/2027", ["2026-003"]),
        ("Trong năm, dài hơn một quý", ["2026-002"]),
        ("Chưa rõ thời gian", ["2026-001"]),
    ]


def test_what_is_dropped_is_counted_beside(site: Site) -> None:
    gone = {"reason": "Đã có nghị định.", "at": "2026-11-25"}
    plan = _plan(r001={"agency": "so-y-te"}, r002={"agency": "so-y-te", "dropped": gone})
    for at, words in (
        ("2026-11-24", "2 văn bản"),
        ("2026-11-25", "1 văn bản (không kể 1 văn bản đã đưa ra khỏi kế hoạch)"),
    ):
        pages = _pages(_with(site, {2026: plan}, at=at))
        page = visible(pages["ke-hoach/2026/index.html"])
        assert {small.text_content() for small in page.xpath("//h2/small | //details//li/small")} == {words}  # fmt: skip
        assert words in visible(pages["ke-hoach/index.html"]).text_content()


def test_an_invented_draft_fulfils_no_row_of_a_real_plan(site: Site, record: Record) -> None:
    plan = _plan(r001={"expected": "2026-11-20"})
    late, there = "Quá thời gian dự kiến, chưa đăng dự thảo trên trang này", "Đã có dự thảo"
    for demo, label in ((False, late), (True, there)):
        known = {2026: plan.model_copy(update={"demo": demo})}
        page = visible(_pages(_with(site, known, record))["ke-hoach/2026/index.html"])
        assert _badges(page) == {"2026-001": label}
