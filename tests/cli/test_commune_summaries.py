"""The summary sheet of a commune: given out blank, filled in, read back into rows that name the commune and nobody else."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from duthao.cli import commune_files
from duthao.clock import parse
from duthao.domain import commune_summaries as sheet
from duthao.domain.responses import Response
from duthao.errors import Finding
from duthao.outputs.paper import commune_sheet
from duthao.records import record_reader, register_reader, responses_reader, xlsx_cells
from duthao.records.form_exports import commune_returns, opinions
from duthao.records.form_exports.commune_returns import CommuneReturn
from tests import commune_summary as summary
from tests.cli.test_responses import confirm, rows
from tests.conftest import ROOT, duthao, lay_out

REGISTERS = register_reader.load(ROOT)[0]
COMMUNES = ("ta-van", "ta-phin", "bac-ha")
RECORD = record_reader.read(ROOT, summary.DRAFT)[0]
assert REGISTERS and RECORD
ASKING = commune_files.asking(ROOT, RECORD, REGISTERS, 1, parse("2026-03-31").end)._replace(
    communes=COMMUNES
)
TOLD = ("part", "ref", "group", "who", "bodies", "count", "channel", "place", "gist")


@pytest.fixture(scope="module")
def blank() -> bytes:
    return summary.blank(ROOT, summary.DRAFT)


def read(raw: bytes) -> tuple[CommuneReturn | None, list[Finding]]:
    assert REGISTERS
    return commune_returns.read(raw, "phieu.xlsx", ASKING, REGISTERS)


def place(root: Path) -> Path:
    """A province with the sample's draft, of which nobody has answered anything yet."""
    records = root / "records"
    for name in ("_registers", summary.DRAFT):
        shutil.copytree(ROOT / "drafts" / name, records / name)
    (records / "_registers" / "published.yml").unlink()
    (records / summary.DRAFT / "responses.csv").unlink()
    made = lay_out(root / "root", records)
    shutil.copy(ROOT / "mkdocs.yml", made / "mkdocs.yml")
    return made


def taken(root: Path, *files: Path) -> str:
    done = duthao("responses", "import", *files, "--draft", summary.DRAFT, "--root", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def cells(raw: bytes, name: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in xlsx_cells.parse(raw, name)]


def test_the_sample_has_what_a_commune_sent(tmp_path: Path, blank: bytes) -> None:
    """From the filled sheet, by the work table, to rows of the sample's own table; its signer is nowhere."""
    known, _ = responses_reader.read(ROOT / "drafts" / summary.DRAFT / "responses.csv", "")
    assert known
    root = place(tmp_path)
    returned = Path(shutil.copy(summary.FILE, tmp_path))
    for name in (sheet.FACTS_SHEET, sheet.OPINIONS_SHEET):  # filled in from what is published
        assert cells(summary.FILE.read_bytes(), name) == cells(summary.filled(blank), name)

    said = taken(root, returned)
    assert "Phiếu tổng hợp của 1 xã, phường: 412 người được lấy ý kiến" in said
    assert "21 ý kiến, xếp thành 3 dòng" in said
    assert "Đọc 1 tệp, 4 dòng của phiếu tổng hợp" in said and "1 dòng chỉ ghi đồng ý" in said
    work = tmp_path / f"y-kien-{summary.DRAFT}.xlsx"
    assert rows(work, "Phiếu của xã, phường")[0]["Xã, phường"] == "xã Tả Van"
    assert "0 dòng mới" in taken(root, returned)
    confirm(work)
    assert "Đã thêm 3 dòng" in taken(root, work)
    made, findings = responses_reader.read(root / "drafts" / summary.DRAFT / "responses.csv", "")
    assert made and not findings

    def told(row: Response) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in TOLD)

    assert [told(row) for row in made.rows] == [told(r) for r in known.rows if r.no in (44, 54, 69)]
    assert b"Minh H" not in (root / "drafts" / summary.DRAFT / "responses.csv").read_bytes()


def test_a_sheet_that_replaces_another_is_counted_alone(tmp_path: Path, blank: bytes) -> None:
    """Only an opinion was corrected (12 households → 15); its facts are the same, its people are written with a space."""
    root = place(tmp_path)
    facts = {**summary.FACTS, sheet.PEOPLE: "1 240"}
    more = [{**summary.ROWS[0], "count": "15"}, *summary.ROWS[1:]]
    old, new = tmp_path / "a" / "phieu-tong-hop.xlsx", tmp_path / "phieu-tong-hop.xlsx"
    old.parent.mkdir()
    old.write_bytes(summary.filled(blank, facts))
    new.write_bytes(summary.filled(blank, facts, more))
    work = tmp_path / f"y-kien-{summary.DRAFT}.xlsx"
    taken(root, shutil.copy(old, tmp_path / "cu.xlsx"))
    confirm(work)
    said = taken(root, new)
    assert "1240 người" in said and "phiếu mới thay phiếu cũ; 3 dòng chưa duyệt" in said
    assert "3 dòng mới" in said
    table = rows(work, "Ý kiến")
    assert [bool(row["Duyệt"]) for row in table] == [False] * 6
    assert ["phiếu đã được thay" in row["Cần xem"] for row in table] == [True] * 3 + [False] * 3
    assert table[3]["Số lượt ý kiến"] == "15"
    first, second = rows(work, "Phiếu của xã, phường")
    assert first["Thay bằng"] == second["Nguồn"] != first["Nguồn"]
    assert "0 dòng mới" in taken(root, new)


def test_no_text_of_a_sheet_is_dropped(blank: bytes) -> None:
    """Beside what a blank sheet holds: an opinion in the wrong column, a part without an opinion."""
    lost = [
        {"ref": "Điều 1", "group": "Câu hỏi"},
        {"group": "Đề nghị mở đường trước mùa mưa."},
        {"ref": "Điều 1", "group": "Câu hỏi", "part": "Quy định, quy chế kèm theo"},
    ]
    raw = summary.filled(blank, summary.FACTS, lost)
    known = {*ASKING.blank, ("dieu-1", "cau-hoi")}
    found, faults = commune_returns.read(raw, "phieu.xlsx", ASKING._replace(blank=known), REGISTERS)
    assert found is None
    assert [f.line for f in faults] == [3, 4]
    assert all("Nội dung góp ý" in f.message.vi for f in faults)


def test_a_number_is_one_or_none(blank: bytes) -> None:
    for words, people in (("1.240", 1240), ("1 240", 1240), ("412", 412)):
        found, _ = read(
            summary.filled(blank, {**summary.FACTS, sheet.PEOPLE: words, sheet.AGREEING: ""})
        )
        assert found and found.counts[sheet.PEOPLE] == people
    for words in ("1.5", "1240.5", "12.40", "1,240"):
        found, faults = read(
            summary.filled(blank, {**summary.FACTS, sheet.PEOPLE: words, sheet.AGREEING: ""})
        )
        assert found is None and ["Số người" in f.message.vi for f in faults] == [True]


def test_a_sheet_of_another_round_is_not_taken(blank: bytes) -> None:
    raw = summary.filled(blank)
    found, faults = commune_returns.read(
        raw, "phieu.xlsx", ASKING._replace(round=2, rounds=2), REGISTERS
    )
    assert found is None and ["--round" in f.remedy.vi for f in faults] == [True]
    found, faults = read(summary.filled(blank, {**summary.FACTS, sheet.BEGINS: "20/02/2026"}))
    assert found is None and ["ngoài thời gian" in f.message.vi for f in faults] == [True]


def test_days_of_a_sheet_are_read_together(blank: bytes) -> None:
    month_first = {sheet.BEGINS: "03/05/2026", sheet.ENDS: "03/25/2026", sheet.SENT: "04/01/2026"}
    found, _ = read(summary.filled(blank, {**summary.FACTS, **month_first}))
    assert found and found.sent == parse("2026-04-01").start


def test_a_sheet_is_known_whatever_the_order_of_its_pages(blank: bytes) -> None:
    book = load_workbook(io.BytesIO(summary.filled(blank)))
    book.move_sheet(sheet.FACTS_SHEET, 1)
    stream = io.BytesIO()
    book.save(stream)
    raw = stream.getvalue()
    assert commune_returns.is_return(raw, ".xlsx", ("Phần của hồ sơ",))
    found, faults = read(raw)
    assert found and not faults and found.commune == "ta-van"


def test_what_lies_where_the_sheet_was_is_no_return(tmp_path: Path) -> None:
    """Taken from the site too late: it says that the sheet is used no more, and nobody filled it in."""
    assert RECORD
    root, file = place(tmp_path), tmp_path / "phieu-tong-hop.xlsx"
    late = replace(summary.site_of(ROOT), now=parse("2028-01-01").start)
    artifacts = commune_sheet.CommuneSheet().for_record(late, RECORD)
    (over,) = [a for a in artifacts if a.path.endswith(".xlsx")]
    file.write_bytes(over.render())
    done = duthao("responses", "import", file, "--draft", summary.DRAFT, "--root", root)
    assert done.returncode == 2 and "phiếu tổng hợp không dùng nữa" in done.stderr
    assert not (tmp_path / f"y-kien-{summary.DRAFT}.xlsx").exists()


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
        ("", "", 1, "", "phieu-tong-hop"),  # what most people think is no word of a state body
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
    households = [{**own[0], "who": "Hộ gia đình", "count": "6"}]
    returns = [
        read(summary.filled(blank, {**summary.FACTS, sheet.COMMUNE: name}, households))[0]
        for name in ("xã Tả Van", "Tả Phìn")
    ]
    places = {"ta-van": "ta-van", "ta-phin": "ta-phin"}
    gathered = opinions.gather([r.export for r in returns if r], places=places)
    assert [(o.place, o.count) for o in gathered.opinions] == [("ta-van", 6), ("ta-phin", 6)]


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
        (5, "Xã, phường"),
        (7, "Lấy ý kiến đến ngày"),
        (8, "Họp thôn, tổ dân phố (số cuộc)"),
        (15, "Trong đó: số người đồng ý với dự thảo"),
        (17, "Ngày gửi phiếu"),
    ]
    assert all(f.remedy.vi for f in faults)


def test_late_is_after_the_last_day(blank: bytes) -> None:
    found, _ = read(summary.filled(blank, {**summary.FACTS, sheet.SENT: "01/4/2026"}))
    assert found
    gathered = opinions.gather([found.export], closes=parse("2026-03-31").end)
    assert all(o.late for o in gathered.opinions)
