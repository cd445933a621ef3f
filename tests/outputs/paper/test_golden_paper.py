"""Every word of every sheet of drafts that are hard each in its way, as they are handed to the press.

A change that is meant is accepted with `DUTHAO_ACCEPT=1 make test TESTS=tests/outputs/paper/test_golden_paper.py` and read in the
diff. What is set from these words is for tests of paper: it depends on the fonts of the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from duthao.outputs.paper import (
    comment_form,
    commune_sheet,
    ended_sheet,
    handout,
    information,
    notice,
    replacement,
    result_sheet,
    short_messages,
)
from duthao.outputs.shared import editions
from duthao.outputs.shared import sheet as sheets
from duthao.outputs.shared.over_sheet import over_text
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import ROOT
from tests.outputs.paper.test_sheets import NOW, record_of, site_at
from tests.snapshots import compare, lines

PROPOSAL, COMMUNE = "2026-05-20T08:00+07:00", "2026-11-10T08:00+07:00"
GOLDEN = ROOT / "tests" / "golden" / "paper"
# What is hard about it: the draft, the instant, and a section that is taken away.
CASES = {
    "open-with-a-comparison": ("ht-2026-002", NOW, ""),
    "open-without-a-comparison": ("ht-2026-002", NOW, "new"),
    "open-without-questions": ("ht-2026-017", NOW, "questions"),
    "extended": ("ht-2026-017", NOW, ""),
    "withdrawn": ("ht-2026-015", "2026-11-10T08:00+07:00", ""),
    "answered": ("ht-2026-001", "2026-10-20T08:00+07:00", ""),
    "no-news-any-more": ("ht-2026-001", NOW, ""),
    "first-round-on-the-proposal": ("ht-2026-016", PROPOSAL, ""),
    "second-round-on-the-draft": ("ht-2026-016", NOW, ""),
    "of-a-commune": ("ht-2026-018", COMMUNE, ""),
    "upcoming": ("ht-2026-006", NOW, ""),
    "closed": ("ht-2026-003", "2026-10-01T08:00+07:00", ""),
}


def case(name: str) -> tuple[Site, Record]:
    record_id, now, without = CASES[name]
    record = record_of(record_id)
    sections = tuple(s for s in record.body.sections if s.key != without)
    return site_at(now), replace(record, body=replace(record.body, sections=sections))


def papers(site: Site, record: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The data of each sheet that is made of the record."""
    view, paper_kinds = site.view(record), sheets.sheet_kinds(site, record)
    if sheets.NOTICE in paper_kinds:
        yield "thong-bao", notice.notice(site, record, view)
    if sheets.INFORMATION in paper_kinds:
        yield "to-thong-tin", information.board_data(site, record, view)
    if sheets.HANDOUT in paper_kinds:
        yield "to-roi", handout.handout(site, record, view)
    if sheets.FORM in paper_kinds:
        yield "phieu-gop-y", comment_form.form(site, record, view)
    if sheets.COMMUNES in paper_kinds:
        yield "phieu-tong-hop", commune_sheet.commune_sheet(site, record)
    if gone := sheets.ended_kinds(site, record):
        news = sheets.is_news(site, record)
        said = ended_sheet.ended(site, record) if news else {"lines": over_text(site, record)}
        yield ", ".join(kind.file for kind in gone), said
    turn = editions.superseded(site, record)
    if turn and sheets.REPLACEMENT in paper_kinds:
        yield "thay-the", replacement.replacement(site, record, view, turn)
    if sheets.RESULT in paper_kinds:
        yield "ket-qua", result_sheet.result(site, record)
    if sheets.TEXT in paper_kinds:
        yield "to-roi.txt", {"text": short_messages.message(site, record)}


@pytest.mark.parametrize("name", CASES)
def test_every_word_of_every_sheet(name: str) -> None:
    blocks = [
        f"{sheet}\n{'=' * len(sheet)}\n" + "\n".join(lines(words_of_sheet))
        for sheet, words_of_sheet in papers(*case(name))
    ]
    assert blocks
    compare(GOLDEN / f"{name}.txt", "\n\n".join(blocks) + "\n")


@pytest.mark.parametrize("name", CASES)
def test_what_nobody_approved_says_so_on_every_sheet(name: str) -> None:
    site, record = case(name)
    approved, made = (
        {sheet: said["marks"] for sheet, said in papers(one, record) if "marks" in said}
        for one in (site, replace(site, approved=False))
    )
    assert made
    for sheet, marks in made.items():
        assert "CHƯA DUYỆT" in marks and "CHƯA DUYỆT" not in approved[sheet], sheet
