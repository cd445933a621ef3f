"""How large a site is, by kind of file, and what is said where its host will refuse it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duthao.builder.site_size import KINDS, SiteSize, kind_of
from duthao.cli import size_report
from duthao.text import thousands
from tests.conftest import NOW, duthao, replace_text

OF_KINDS = {
    "pages": ("index.html", "assets/duthao.css", "sitemap.xml", "du-thao/lc-2026-007/index.html"),
    "feeds": ("rss.xml", "luu-tru/2026-01.xml", "lich.ics", "feed.json", "dia-ban/y-ty/feed.json"),
    "paper": ("in/bo.pdf", "du-thao/lc-2026-007/thong-bao.pdf", "du-thao/lc-2026-007/loa/loa.pdf"),
    "pictures": ("du-thao/lc-2026-007/the.png",),
    "press": ("du-thao/lc-2026-007/bao-chi/bao-chi.zip",),
    "texts": ("du-thao/lc-2026-007/zalo.txt", "du-thao/lc-2026-007/loa/mo.ssml"),
    "attachments": ("du-thao/lc-2026-007/du-thao.pdf", "du-thao/lc-2026-007/phieu-gop-y.docx"),
    "search": ("tim-kiem/tu/17.json", "tim-kiem/van-ban/ht-2026-002.txt"),
    "data": ("api/v1/drafts.json", "du-lieu/du-thao.csv", "health.json"),
}


@pytest.mark.parametrize(
    ("path", "kind"), [(path, kind) for kind, paths in OF_KINDS.items() for path in paths]
)
def test_each_file_is_of_a_kind(path: str, kind: str) -> None:
    """An attachment is told from a sheet beside it, whatever it is called."""
    assert kind_of(path) == kind


def test_kinds_are_those() -> None:
    assert set(OF_KINDS) == set(KINDS)


HALF = 500_000_000  # bytes: half of what GitHub and GitLab take
BEFORE = {"index.html": "1000000 1", "rss.xml": "2000000 1", "gone.json": "4000000 1"}
AFTER = {
    "index.html": "1000000 1",
    "rss.xml": f"{HALF} 2",
    "du-thao/a/index.html": "500000 2",
    "du-thao/a/ho-so.pdf": f"{HALF // 2} 2",
}


def test_what_is_there_and_what_changed() -> None:
    size = SiteSize(AFTER, BEFORE)
    assert size.files == {"pages": 2, "feeds": 1, "attachments": 1}
    assert size.sizes == {"pages": 1_500_000, "feeds": HALF, "attachments": HALF // 2}
    assert size.changed == {"pages": 500_000, "feeds": HALF, "attachments": HALF // 2}
    assert size.entries == 4 + 2, "du-thao/ and du-thao/a/"
    assert size.largest(1) == [(HALF, "rss.xml")]
    line = size_report.line(size)
    assert line.vi == (
        "Trang có 4 tệp, 751,5 MB; lần này ghi 750,5 MB: "
        "nguồn tin, lịch 500,0 · tệp đính kèm 250,0 · trang 0,5."
    )
    table = size_report.table(size, None)
    assert re.search(r"nguồn tin, lịch +1 +500,0 +500,0 +\+498,0\n", table)
    assert re.search(r"dữ liệu +0 +0,0 +0,0 +−4,0\n", table)
    assert "GitHub Pages: đã dùng 75 % mức tối đa; phải đưa lên xong trong 10 phút" in table


def test_a_site_that_a_host_will_refuse() -> None:
    """Seventy per cent of its bytes, or of its files and folders, are told with what to do; of a server of one's own nothing."""
    heavy = SiteSize(AFTER, {})
    (finding,) = heavy.findings(None)
    assert (finding.rule, finding.severity, finding.path) == ("site-size", "warning", "mkdocs.yml")
    assert "75 % mức của GitHub Pages, 75 % mức của GitLab Pages" in finding.message.vi
    assert "Nhiều nhất: nguồn tin, lịch 500,0 MB, tệp đính kèm 250,0 MB" in finding.message.vi
    assert "attachments_url" in finding.remedy.vi
    assert not list(heavy.findings("own"))
    many = SiteSize({f"d/{n}/index.html": "1 1" for n in range(70_000)}, {})
    (finding,) = many.findings(None)
    assert "70 % mức của GitLab Pages" in finding.message.vi
    assert "GitHub" not in finding.message.vi, "it counts no files"
    assert not list(many.findings("github-pages"))
    light = SiteSize({path: state for path, state in AFTER.items() if path != "rss.xml"}, {})
    assert not list(light.findings(None))


def test_each_build_says_its_size(province: Path) -> None:
    """In one line; `--report-size` in full, also where nothing had to be made."""

    def build(*arguments: str) -> tuple[str, str]:
        done = duthao("build", "--root", province, "--as-of", NOW, "--no-pdf", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    first = build()[1]
    files = sum(path.is_file() for path in (province / "site").rglob("*"))
    assert f"Trang có {thousands(files)} tệp, " in first
    table, said = build("--report-size")
    assert "Không có gì thay đổi." in said
    assert re.search(rf"Tất cả +{thousands(files)} +[\d,]+ +0,0 +0,0\n", table)
    replace_text(province / "mkdocs.yml", "slot_minutes: 15", "slot_minutes: 16")
    table, said = build("--report-size")
    assert "lần này ghi" in said and "Tệp lớn nhất (MB):" in table and "GitHub Pages" in table
