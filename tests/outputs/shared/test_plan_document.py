"""The yearly plan as papers: sums as computed, what is for the office in its papers and nowhere else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from duthao import clock
from duthao.domain.plans import PlanChange, YearPlan
from duthao.domain.registers import Registers
from duthao.outputs.office.plan_papers import PlanPapers
from duthao.outputs.paper.plan_paper import PlanPaper
from duthao.outputs.shared import plan_document
from duthao.outputs.shared.signed_papers.official_document import pdf
from duthao.outputs.shared.signed_papers.official_document_word import word_document
from duthao.outputs.site import INTERNAL, Site
from duthao.records import register_reader, settings_reader
from duthao.rendering.links import Links
from tests.conftest import ROOT


def registers(*, internal: bool) -> Registers:
    known, findings = register_reader.load(ROOT, internal=internal)
    assert known and not findings
    return known


def site(*, internal: bool) -> Site:
    settings, _ = settings_reader.load(ROOT)
    now = clock.now("2026-11-22T08:00+07:00")
    links = Links("https://gopy.example/")
    return Site(ROOT, settings, links, registers(internal=internal), now, {}, internal=internal)


def made(of: Site) -> dict[str, bytes]:
    output = PlanPapers() if of.internal else PlanPaper()
    return {artifact.path: artifact.render() for artifact in output.for_site(of)}


@pytest.fixture(scope="module")
def office() -> dict[str, bytes]:
    return made(site(internal=True))


@pytest.fixture(scope="module")
def public() -> dict[str, bytes]:
    return made(site(internal=False))


def marks() -> list[str]:
    """Everything in the sample's registers that is for the office alone, in words."""
    known = registers(internal=True)
    rows = [row.internal for plan in known.plans.values() for row in plan.rows.values()]
    found = [part.note for part in rows if part and part.note]
    found += [words for part in rows if part for task in part.tasks for words in (task.what, task.unit)]  # fmt: skip
    found += [price.name for price in known.unit_prices.values()]
    found += [price.source for price in known.unit_prices.values() if price.source]
    return sorted(set(found))


def texts(name: str, content: bytes) -> Iterator[str]:
    """What a file says, packed or not."""
    if name.endswith(".pdf"):
        for page in pypdfium2.PdfDocument(content):
            yield " ".join(page.get_textpage().get_text_range().split())
    elif content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        for member in archive.namelist():
            yield from texts(member, archive.read(member))
    else:
        yield content.decode("utf-8", "replace")


def test_there_are_twenty_marks_and_the_offices_papers_bear_them(
    office: Mapping[str, bytes],
) -> None:
    assert len(marks()) >= 20
    said = " ".join(text for name in office for text in texts(name, office[name]))
    for mark in marks():
        unpriced = "minh họa)" in mark and "Bảng giá" not in mark
        assert mark in said or unpriced, mark


def test_what_is_for_the_office_is_in_no_public_paper(public: Mapping[str, bytes]) -> None:
    assert sorted(public) == [f"ke-hoach/{y}/ke-hoach.{f}" for y in (2026, 2027) for f in ("docx", "pdf")]  # fmt: skip
    for name, content in public.items():
        said = " ".join(texts(name, content))
        assert "Quyết định" in said
        assert [mark for mark in marks() if mark in said] == []


def test_every_page_for_the_office_says_so(office: Mapping[str, bytes]) -> None:
    for name in office:
        if name.endswith(".pdf"):
            assert all(INTERNAL in page for page in texts(name, office[name]))
        else:
            assert INTERNAL in " ".join(texts(name, office[name]))


def test_sums_are_of_what_has_a_price(office: Mapping[str, bytes]) -> None:
    of = site(internal=True)
    lines = plan_document.budget(of, of.registers.plans[2027])
    assert {line.name.partition(" (")[0]: (line.number, line.total) for line in lines} == {
        "In tờ rơi khổ A5": (5000, 5_000_000),
        "In áp phích khổ A3": (350, 5_250_000),
        "Thu, dựng bài phát thanh": (3, 1_500_000),
        "Hội nghị đối thoại tại xã": (3, 15_000_000),
        "Dịch, đọc tiếng dân tộc": (2, None),
    }
    words = plan_document.total_words(lines)
    assert "26.750.000 đồng" in words and "chưa gồm các khoản chưa có đơn giá: Dịch" in words
    assert plan_document.budget_rows(lines)[-1][:5] == ["Cộng (chưa gồm 1 khoản chưa có đơn giá)", "", "", "", "26.750.000"]  # fmt: skip
    book = load_workbook(io.BytesIO(office["ke-hoach-2027.xlsx"]))
    cells = [[cell.value for cell in row] for row in book["Dự toán"].iter_rows()]
    assert cells[1][2:5] == [5000, 1000, 5_000_000]
    assert [row[4] for row in cells if row[0] == "Cộng"] == [26_750_000]
    assert plan_document.total_words([]) and plan_document.budget_rows([]) == []


def test_a_public_plan_is_the_same_each_day() -> None:
    one, two = site(internal=False), site(internal=False)
    plan = one.registers.plans[2026]
    assert plan_document.day_of(one, plan) == clock.parse_date("2026-06-30")
    later = Site(two.root, two.settings, two.links, two.registers, clock.now("2026-12-01"), {})
    papers = [plan_document.public_document(of, 2026, plan) for of in (one, later)]
    papers[1]["imprint"] = papers[0]["imprint"]  # of the sample it names the instant
    assert json.dumps(papers[0]) == json.dumps(papers[1])


def test_a_plan_that_is_not_out_has_papers_for_the_office_alone() -> None:
    plan = YearPlan.model_validate({"agency": "ubnd-tinh", "rows": {"2028-001": {"title": "X"}}})
    for internal, paths in ((False, []), (True, ["ke-hoach-2028.docx", "ke-hoach-2028.xlsx"])):
        of = site(internal=internal)
        known = of.registers.model_copy(update={"plans": {2028: plan}})
        of = Site(
            of.root, of.settings, of.links, known, of.now, {}, printed=False, internal=internal
        )
        assert list(made(of)) == paths


def test_nothing_for_the_office_is_in_the_site(sample: Path) -> None:
    """Every byte of the sample's site, what is packed unpacked."""
    sought, found = marks(), []
    for path in sorted(sample.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            packed = content[:2] == b"PK" or path.name == "ke-hoach.pdf"
            said = " ".join(texts(path.name, content)) if packed else content.decode("utf-8", "replace")  # fmt: skip
            found += [(path.name, mark) for mark in sought if mark in said]
    assert found == []


def test_the_paper_that_was_put_out_has_its_number_until_the_plan_is_adjusted() -> None:
    of = site(internal=False)
    plan = of.registers.plans[2027].model_copy(update={"number": "12/KH-UBND"})
    data = plan_document.public_document(of, 2027, plan)
    assert data["number"] == "12/KH-UBND"
    assert all("số 12/KH-UBND ngày" in annex["of"] for annex in data["annexes"])
    change = PlanChange.model_validate({"at": "2026-11-21", "note": "Bổ sung một văn bản."})
    adjusted = plan_document.public_document(of, 2027, plan.model_copy(update={"changes": (change,)}))  # fmt: skip
    assert adjusted["number"] == ""
    word = "".join(texts("x.docx", word_document(data, date(2026, 11, 20))))
    assert "Số: 12/KH-UBND" in word
    printed = "".join(texts("x.pdf", pdf(of, "", data, date(2026, 11, 20))))
    assert "Số: 12/KH-UBND" in printed and "số 12/KH-UBND" in printed


def test_a_dropped_text_is_counted_beside() -> None:
    of = site(internal=False)
    data = plan_document.public_document(of, 2026, of.registers.plans[2026])
    said = json.dumps(data["blocks"], ensure_ascii=False)
    assert "gồm 6 văn bản (không kể 1 văn bản đã đưa ra khỏi kế hoạch)" in said
    listed = next(block for block in data["blocks"] if "rows" in block)
    assert sum(int(row[1]) for row in listed["rows"]) == 6
