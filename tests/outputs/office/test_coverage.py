"""The coverage of the sample's logs, for the office: figures reconcile with the logs, and worst stands first."""

from __future__ import annotations

import io
from dataclasses import replace

import lxml.html
import pytest
from openpyxl import load_workbook

from duthao import clock
from duthao.domain import log_coverage
from duthao.outputs.office.coverage import Coverage, covered
from duthao.outputs.site import INTERNAL, Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests.conftest import ROOT
from tests.summaries import summary_of

IDS = ("lc-2026-004", "lc-2026-007", "lc-2026-008", "lc-2026-010")


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    read = {name: record_reader.read(ROOT, name)[0] for name in IDS}
    return {name: record for name, record in read.items() if record}


@pytest.fixture(scope="module")
def site(records: dict[str, Record]) -> Site:
    settings, _ = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers is not None and settings.as_of
    now = clock.now(settings.as_of)
    site = Site(ROOT, settings, Links("https://x.example/"), registers, now, {}, internal=True)
    made = tuple(summary_of(site, record, Coverage()) for record in records.values())
    return replace(site, summaries=made)


def files(site: Site) -> dict[str, bytes]:
    return {a.path: a.render() for a in Coverage().for_site(site)}


def test_what_is_shown_is_what_the_logs_say(site: Site, records: dict[str, Record]) -> None:
    found, unlogged = covered(site, site.summaries)
    assert unlogged == ["LC-2026-008"]
    assert [(c.id, c.asked.about, c.gaps) for c in found] == [
        ("lc-2026-007", "asking", 4),
        ("lc-2026-004", "result", 2),
        ("lc-2026-010", "asking", 1),
        ("lc-2026-004", "asking", 0),
    ]
    for c in found:
        log = records[c.id].log
        assert log and c.places == log_coverage.coverage(
            site.registers, records[c.id].draft, log.entries, site.now, c.asked.about, c.asked.round
        )
        counted = [e for e in log.entries if e.about == c.asked.about and e.place]
        assert sum(place.all.entries + place.late for place in c.places) == len(counted)
        assert c.all.posted == len({e.place for e in counted if e.act == "posted"})
        assert c.evidenced.aired == len(
            {e.place for e in counted if e.act == "aired" and e.evidence}
        )


def test_the_page_and_the_workbook_say_the_same(site: Site) -> None:
    made = files(site)
    assert made == files(site)
    page = lxml.html.fromstring(made["do-phu.html"].decode())
    assert INTERNAL in page.text_content()
    by_draft, *lacking, by_commune = page.findall(".//table")
    rows = [[c.text_content() for c in row] for row in by_draft.findall(".//tr")]
    book = load_workbook(io.BytesIO(made["do-phu.xlsx"]))
    sheet = [[c.value for c in row] for row in book["Theo dự thảo"].iter_rows()]
    assert len(rows) == len(sheet) == 5
    for shown, written in zip(rows[1:], sheet[1:], strict=True):
        pairs = [f"{written[n]} ({written[n + 1]})" for n in range(4, 12, 2)]
        assert shown[3:7] == pairs and str(written[3]) == shown[2]
    assert rows[1][3:] == ["1 (0)", "6 (4)", "6 (3)", "0 (0)", "3"]
    names = [row[0].text_content() for row in lacking[0].findall(".//tr")][1:]
    assert names == ["xã Pha Long", "xã Si Ma Cai", "xã Bản Lầu"]
    communes = [[c.text_content() for c in row] for row in by_commune.findall(".//tr")][1:]
    wanting = [int(row[2]) for row in communes]
    assert wanting == sorted(wanting, reverse=True) and sum(wanting) == 7
    places = [[c.value for c in row] for row in book["Từng xã, phường"].iter_rows(min_row=2)]
    assert sum(int(str(row[9])) for row in places) == sum(
        place.all.entries for c in covered(site, site.summaries)[0] for place in c.places
    )
    notes = [cell.value for row in book["Ghi chú"].iter_rows() for cell in row]
    assert notes == [
        "Tính đến 08:00 ngày 22/11/2026, theo nhật ký",
        INTERNAL,
        "Chưa có nhật ký: LC-2026-008",
    ]
    assert "So với: niêm yết 30 ngày, phát loa 3 ngày liên tục" in page.text_content()
    assert "chưa xác minh" in page.text_content()


def test_where_there_is_no_log_at_all(site: Site) -> None:
    made = files(replace(site, summaries=()))
    assert "Chưa dự thảo nào có nhật ký." in made["do-phu.html"].decode()
