"""The reports in `noi-bo/`: of the running period and the one before, where somebody signs them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from duthao.domain.settings import Reporting
from duthao.errors import Findings
from duthao.outputs.office.period_reports import PeriodReports
from duthao.outputs.site import INTERNAL, Site
from duthao.records.record import Record
from tests.outputs.web.test_pages import library, site
from tests.summaries import summary_of

__all__ = ["library", "site"]


def reporting(site: Site, library: dict[str, Record], **fields: object) -> Site:
    report = Reporting.model_validate({"office": "so-tu-phap", **fields})
    settings = site.settings.model_copy(update={"report": report, "sample": True})
    told = replace(site, settings=settings, internal=True, printed=False)
    summaries = tuple(summary_of(told, r, PeriodReports()) for r in library.values())
    return replace(told, summaries=summaries)


def words(docx: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()


def test_the_running_period_and_the_one_before(site: Site, library: dict[str, Record]) -> None:
    told = reporting(site, library, send_by={"year": "12-20"})
    made = {a.path: a.render() for a in PeriodReports().for_site(told)}
    assert list(made) == ["bao-cao/2026-nam.docx", "bao-cao/2026-6-thang.docx"]
    running, closed = map(words, made.values())
    assert "Kỳ báo cáo chưa kết thúc" in running and "Kỳ báo cáo chưa kết thúc" not in closed
    links = list(PeriodReports().site_links(told))
    assert [(link.path, link.note) for link in links] == [
        ("bao-cao/2026-nam.docx", "gửi trước hết ngày 20/12/2026"),
        ("bao-cao/2026-6-thang.docx", ""),
    ]
    assert not any(INTERNAL in words(docx) for docx in made.values())  # they are sent


def test_none_where_nobody_signs(site: Site, library: dict[str, Record]) -> None:
    told = reporting(site, library, office=None)
    assert not list(PeriodReports().for_site(told)) and not list(PeriodReports().site_links(told))


def test_faults_are_told_when_it_is_made(
    site: Site, library: dict[str, Record], tmp_path: Path
) -> None:
    unknown = reporting(site, library, office="so-khong-co")
    for artifact in PeriodReports().for_site(unknown):
        with pytest.raises(Findings, match="report-office"):
            artifact.render()
    folder = tmp_path / "drafts" / "_registers"
    folder.mkdir(parents=True)
    (folder / "report-2026-nam.md").write_text("## Lạ\n\nMột.\n", encoding="utf-8")
    written = replace(reporting(site, library), root=tmp_path)
    first, _ = PeriodReports().for_site(written)
    with pytest.raises(Findings, match="report-heading"):
        first.render()
