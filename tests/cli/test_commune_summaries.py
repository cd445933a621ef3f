"""The summary sheet of a commune: given out blank, filled in, read back into rows that name the commune and nobody else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from duthao.clock import parse
from duthao.domain import commune_summaries as sheet
from duthao.domain.responses import Response
from duthao.errors import Finding
from duthao.records import register_reader, responses_reader, xlsx_cells
from duthao.records.form_exports import commune_returns, opinions
from duthao.records.form_exports.commune_returns import CommuneReturn
from tests import commune_summary as summary
from tests.cli.test_responses import confirm, rows
from tests.conftest import ROOT, duthao, lay_out

REGISTERS = register_reader.load(ROOT)[0]
COMMUNES = ("ta-van", "ta-phin", "bac-ha")
TOLD = ("part", "ref", "group", "who", "bodies", "count", "channel", "place", "gist")


@pytest.fixture(scope="module")
def blank() -> bytes:
    return summary.blank(ROOT, summary.DRAFT)


def read(raw: bytes) -> tuple[CommuneReturn | None, list[Finding]]:
    assert REGISTERS
    return commune_returns.read(raw, "phieu.xlsx", summary.DRAFT, COMMUNES, REGISTERS)


def cells(raw: bytes, name: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in xlsx_cells.parse(raw, name)]


def test_the_sample_has_what_a_commune_sent(tmp_path: Path, blank: bytes) -> None:
    """From the filled sheet, by the work table, to rows of the sample's own table; its signer is nowhere."""
    records = tmp_path / "records"
    for name in ("_registers", summary.DRAFT):
        shutil.copytree(ROOT / "drafts" / name, records / name)
    (records / "_registers" / "published.yml").unlink()
    table = records / summary.DRAFT / "responses.csv"
    known, _ = responses_reader.read(table, "responses.csv")
    assert known
    table.unlink()
    root = lay_out(tmp_path / "root", records)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    returned = Path(shutil.copy(summary.FILE, tmp_path))
    for name in (sheet.FACTS_SHEET, sheet.OPINIONS_SHEET):  # filled in from what is published
        assert cells(summary.FILE.read_bytes(), name) == cells(summary.filled(blank), name)

    def taken(*files: Path) -> str:
        done = duthao("responses", "import", *files, "--draft", summary.DRAFT, "--root", root)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    said = taken(returned)
    assert "Phiếu tổng hợp của 1 xã, phường: 412 người được lấy ý kiến" in said
    assert "21 ý kiến, xếp thành 3 dòng" in said
    assert "1 phiếu chỉ ghi đồng ý" in said
    work = tmp_path / f"y-kien-{summary.DRAFT}.xlsx"
    assert rows(work, "Phiếu của xã, phường")[0]["Xã, phường"] == "xã Tả Van"
    assert "0 dòng mới" in taken(returned)
    confirm(work)
    assert "Đã thêm 3 dòng" in taken(work)
    made, findings = responses_reader.read(root / "drafts" / summary.DRAFT / "responses.csv", "")
    assert made and not findings

    def told(row: Response) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in TOLD)

    assert [told(row) for row in made.rows] == [told(r) for r in known.rows if r.no in (44, 54, 69)]
    assert b"Minh H" not in (root / "drafts" / summary.DRAFT / "responses.csv").read_bytes()


def test_what_a_commune_says_itself_and_what_its_people_say(blank: bytes) -> None:
    found, faults = read(
        summary.filled(
            blank,
            {**summary.FACTS, sheet.MAJORITY: "Giữ kinh phí ở xã."},
            [
                {"gist": "Sửa đường trước mùa mưa.", "count": "7"},
                {"gist": "Thêm biển báo.", "who": "Công dân", "count": 3},
                {"gist": "Đồng ý", "ref": "Điều 2"},
            ],
        )
    )
    assert found and not faults
    gathered = opinions.gather([found.export], places={"ta-van": "ta-van"})
    assert [(o.who, o.body, o.count, o.place, o.channel) for o in gathered.opinions] == [
        ("co-quan", "ubnd-xa-ta-van", 1, "", "phieu-tong-hop"),
        ("", "", 7, "ta-van", "phieu-tong-hop"),  # whose they are a person has to say
        ("cong-dan", "", 3, "", "phieu-tong-hop"),  # too few to be told apart by their place
    ]
    assert [a.reason for a in gathered.set_aside] == ["agrees"]


def test_the_same_words_of_two_communes_stay_two(blank: bytes) -> None:
    own = [{"gist": "Giao hồ sơ tuyến đường trước khi bàn giao cho xã quản lý."}]
    returns = [
        read(summary.filled(blank, {**summary.FACTS, sheet.COMMUNE: name}, own))[0]
        for name in ("xã Tả Van", "Tả Phìn")
    ]
    gathered = opinions.gather([r.export for r in returns if r])
    assert [(o.body, o.count) for o in gathered.opinions] == [
        ("ubnd-xa-ta-van", 1),
        ("ubnd-xa-ta-phin", 1),
    ]


def test_a_commune_whose_committee_is_in_no_register_keeps_its_place(blank: bytes) -> None:
    found, faults = read(summary.filled(blank, {**summary.FACTS, sheet.COMMUNE: "xã Bắc Hà"}))
    assert found and not faults
    assert (found.commune, found.body) == ("bac-ha", "")
    gathered = opinions.gather([found.export], places={"bac-ha": "bac-ha"})
    assert [(o.body, o.place) for o in gathered.opinions] == [
        ("", "bac-ha"),
        ("", "bac-ha"),
        ("", ""),
    ]


def test_every_fault_is_told_at_once(blank: bytes) -> None:
    facts = {
        **summary.FACTS,
        sheet.DRAFT: "LC-2026-007",
        sheet.COMMUNE: "xã Không Có",
        sheet.BEGINS: "30/3/2026",
        sheet.PEOPLE: "300",
        "meetings": "bảy",
        sheet.SENT: "hôm qua",
    }
    wrong = [
        {"gist": "Sửa đường.", "ref": "Chỗ nào đó", "who": "Bà con", "count": "nhiều"},
        {"count": "4"},
    ]
    found, faults = read(summary.filled(blank, facts, wrong))
    assert found is None
    assert {f.rule for f in faults} == {"commune-return"}
    said = sorted((f.line, f.message.vi.partition("»")[0][1:]) for f in faults)
    assert said == [
        (2, "Chủ thể góp ý"),
        (2, "Mã hồ sơ"),
        (2, "Số lượt ý kiến"),
        (2, "Điều, khoản, điểm"),
        (3, "Nội dung góp ý"),
        (4, "Xã, phường"),
        (6, "Lấy ý kiến đến ngày"),
        (7, "Họp thôn, tổ dân phố (số cuộc)"),
        (14, "Trong đó: số người đồng ý với dự thảo"),
        (16, "Ngày gửi phiếu"),
    ]
    assert all(f.remedy.vi for f in faults)


def test_late_is_after_the_last_day(blank: bytes) -> None:
    found, _ = read(summary.filled(blank, {**summary.FACTS, sheet.SENT: "01/4/2026"}))
    assert found
    gathered = opinions.gather([found.export], closes=parse("2026-03-31").end)
    assert all(o.late for o in gathered.opinions)
