"""Whom a draft touches: its own rows on its own leaf, and on the page of each audience while something can be said on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.html
import pypdfium2
import pytest
from playwright.sync_api import Browser

from duthao.outputs.shared.comparison.audience_rows import audience_rows
from duthao.outputs.web import affected, lists
from tests import states
from tests.browser import open_page, serve
from tests.conftest import ROOT
from tests.outputs.loudspeaker.test_talks import public
from tests.outputs.office.test_letters import record_of
from tests.outputs.web.test_language_lists import LAYOUT
from tests.province_site import visible, visible_at
from tests.summaries import summary_of


def test_rows_stand_with_each_audience_that_they_name() -> None:
    site, record = public(root=ROOT), record_of("lc-2026-008")
    by_key = {
        about.key: [row.subject for row in about.rows] for about in audience_rows(site, record)
    }
    assert by_key["ho-ngheo-can-ngheo"] == ["Hộ nghèo", "Hộ cận nghèo"]
    assert by_key["nguoi-khuyet-tat"] == ["Hộ có người khuyết tật nặng"]
    assert list(by_key) == [key for key in record.draft.audiences if key in by_key]
    assert "chinh-quyen-cap-xa" not in by_key  # named, and no row is theirs


def test_the_page_of_a_draft_names_each_and_leads_to_its_leaf(sample: Path) -> None:
    folder = sample / "du-thao" / "lc-2026-008"
    page = lxml.html.fromstring((folder / "index.html").read_bytes())
    (section,) = page.xpath("//section[@aria-labelledby='doi-tuong']")
    urls = section.xpath(".//a/@href")
    leaves = lxml.html.fromstring((folder / "doi-tuong" / "index.html").read_bytes())
    assert len(urls) == 7 and urls[0].endswith("doi-tuong/#ho-gia-dinh")
    for url in urls:
        leaf = leaves.get_element_by_id(url.partition("#")[2])
        assert leaf.xpath(".//tbody/tr") and leaf.xpath(".//h2")
    assert "hết ngày 12/12/2026" in leaves.text_content()


def test_an_audience_sees_what_changes_for_it_first(sample: Path) -> None:
    page = visible((sample / "doi-tuong/ho-ngheo-can-ngheo/index.html").read_bytes())
    (section,) = page.xpath("//section[@aria-labelledby='thay-doi']")
    said = " ".join(section.text_content().split())
    assert "Hộ nghèo. Hiện nay: Giảm 50%. Dự thảo: Miễn" in said
    assert "Góp ý đến hết ngày 12/12/2026" in said and "Hộ gia đình ở phường" not in said
    assert section.xpath(".//a[contains(@href, 'du-thao/lc-2026-008/#gop-y')]")
    # Over since 11/11/2026: it stands in the list alone.
    assert "lc-2026-006" in str(page.xpath("//ul//a/@href"))
    assert "lc-2026-006" not in str(section.xpath(".//a/@href"))


@pytest.mark.parametrize(
    ("state", "shown"),
    [("open", True), ("upcoming", True), ("analysing", False), ("withdrawn", False)],
)
def test_only_what_can_be_commented_on_is_told(state: str, shown: bool) -> None:
    site, record = public(), states.record(state)
    summary = summary_of(site, record, lists.Lists())
    assert bool(summary.snippet(lists.AFFECTED)) is (shown and bool(audience_rows(site, record)))
    if audience_rows(site, record):
        (link, *_) = [*affected.AffectedPage().page_links(site, record), None]
        assert bool(link) is shown
        assert [*affected.AffectedPage().for_record(site, record)]  # its address stays


def test_a_list_holds_twenty_at_most() -> None:
    site = public()
    summary = summary_of(site, states.record("open"), lists.Lists())
    key = next(iter(summary.snippet(lists.AFFECTED)))
    many = [
        replace(summary, fields=summary.fields._replace(id=f"ht-2026-{n:03}"))
        for n in range(lists.MOST_CHANGES + 5)
    ]
    path = site.links.file(site.links.by("audience", key))
    (made,) = [
        a for a in lists.Lists().for_site(replace(site, summaries=tuple(many))) if a.path == path
    ]
    list_ = made.render.args[1]  # type: ignore[attr-defined]
    assert len(list_.first.held.all) == lists.MOST_CHANGES and list_.first.more


def test_one_leaf_alone_is_printed(browser: Browser, sample: Path, tmp_path: Path) -> None:
    """With the audience in the address, on one sheet with deadline, ways to comment and code; without, a leaf for each."""
    with serve(sample) as host:
        page, _ = open_page(browser, f"{host}du-thao/lc-2026-008/doi-tuong/#ho-gia-dinh", 1280)
        page.pdf(path=tmp_path / "one.pdf", prefer_css_page_size=True)
        page.goto(f"{host}du-thao/lc-2026-008/doi-tuong/?tat-ca")
        page.pdf(path=tmp_path / "all.pdf", prefer_css_page_size=True)
        page.context.close()
    (one,) = texts(tmp_path / "one.pdf")
    assert "Dành cho: Hộ gia đình" in one and "Hộ kinh doanh" not in one
    for phrase in ("hết ngày 12/12/2026", "Cách góp ý", "0214 000 0107", "d/lc-2026-008"):
        assert phrase in one
    every = texts(tmp_path / "all.pdf")
    assert len(every) == 7
    for phrase in (
        *(
            "Dành cho: ",
            "Đang lấy ý kiến",
            "hết ngày 12/12/2026",
            "Dữ liệu minh họa",
            "LC-2026-008",
        ),
        *("Cách góp ý", "0214 000 0107", "d/lc-2026-008", "Các dòng khác của bảng so sánh"),
    ):
        assert all(phrase in leaf for leaf in every), phrase


@pytest.mark.parametrize(("state", "offered"), [("open", True), ("withdrawn", False)])
def test_a_leaf_says_how_the_draft_stands(state: str, offered: bool) -> None:
    """After a withdrawal too, and then none is offered to print, nor has a code to comment by."""
    site = replace(public(), layouts={"plain": LAYOUT}, approved=False)
    record = states.record(state)
    (page,) = [*affected.AffectedPage().for_record(site, record)]
    seen = visible_at(page.render(), site.now)
    leaves = seen.xpath("//section[contains(@class, 'dt-leaf')]")
    assert leaves
    for leaf in leaves:
        said = " ".join(leaf.text_content().split())
        assert ("In một tờ" in said) == ("Cách góp ý" in said) == offered
        assert "CHƯA DUYỆT" in said and "/d/" in said
        assert bool(leaf.xpath(".//*[@class='qr']")) == offered
        assert ("Đang lấy ý kiến" if offered else "Đã rút dự thảo") in said
    assert seen.xpath("//a[contains(@href, '#noi-dung-moi-so-voi-quy-dinh-hien-hanh')]")


def texts(path: Path) -> list[str]:
    pages = pypdfium2.PdfDocument(path)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
