"""`duthao plan import`: a list becomes a plan; a second list changes it, renumbers nothing and loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from duthao.cli.main import main
from duthao.domain.plans import YearPlan
from duthao.records import register_reader
from tests.conftest import ROOT
from tests.office_lists import office_list, workbook

HEADINGS = ["STT", "Tên văn bản", "Cơ quan chủ trì", "Thời gian", "Kinh phí"]
ONE = [1, "Nghị quyết quy định mức hỗ trợ nuôi ong", "Sở Y tế", "Tháng 5/2027", "9 triệu"]
TWO = [2, "Quyết định về giá dịch vụ đò ngang", "Sở Tài chính", "Quý II/2027", None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    registers = tmp_path / "site" / register_reader.FOLDER
    shutil.copytree(ROOT / register_reader.FOLDER, registers)
    for path in registers.glob("plan-*.yml"):
        path.unlink()
    (registers / "published.yml").unlink()  # says that those plans are published
    return tmp_path / "site"


def _import(root: Path, content: bytes, *more: str) -> int:
    path = root.parent / "danh-muc.xlsx"
    path.write_bytes(content)
    return main(["plan", "import", str(path), "--year", "2027", "--root", str(root), *more])


def _plan(root: Path) -> YearPlan:
    registers, findings = register_reader.load(root, internal=True)
    assert registers and not findings
    return registers.plans[2027]


def _file(root: Path) -> Path:
    return root / register_reader.FOLDER / "plan-2027.yml"


def test_a_list_of_a_province(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _import(root, office_list()) == 0
    plan, said = _plan(root), capsys.readouterr().out
    assert len(plan.rows) == 564 and list(plan.rows)[-1] == "2027-564"
    assert all(row.agency for row in plan.rows.values())  # merged cells
    words = [row for row in plan.rows.values() if row.expected is None]
    blank = [row for row in words if row.expected_words is None]
    assert len(words) == 24 and len(blank) == 18  # the others keep their words
    assert "E196, E197" in said and "không ghi thời gian" in said
    assert plan.published is None  # until somebody says so no page shows it
    before = _file(root).read_bytes()
    assert _import(root, office_list()) == 0
    assert _file(root).read_bytes() == before
    assert "0 dòng mới, 0 dòng thay đổi, 564 dòng giữ nguyên" in capsys.readouterr().out


def test_money_is_for_the_office_alone(root: Path) -> None:
    _import(root, workbook([HEADINGS, ONE]))
    row = _plan(root).rows["2027-001"]
    assert row.internal and row.internal.note == "Kinh phí: 9 triệu"
    registers, _ = register_reader.load(root)
    assert registers and "9 triệu" not in repr(registers)


def test_a_second_list_renumbers_nothing_and_loses_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _import(root, workbook([HEADINGS, ONE, TWO]))
    edited = (
        _file(root)
        .read_text(encoding="utf-8")
        .replace(
            "  2027-002:\n",
            "# dòng này đã họp\n  2027-002:\n    # xem lại\n    scope: {a: true, b: true, c: true, d: true}\n",
        )
    )
    _file(root).write_text(edited, encoding="utf-8")
    capsys.readouterr()
    later = [1, "Quyết định về giá dịch vụ đò ngang, đò dọc", "Sở Tài chính", "Tháng 9/2027", None]
    new = [2, "Nghị quyết về quản lý chó, mèo", "Sở Nông nghiệp và Môi trường", None, None]
    assert _import(root, workbook([HEADINGS, new, later])) == 0
    plan, said = _plan(root), capsys.readouterr().out
    assert [(key, row.title) for key, row in plan.rows.items()] == [
        ("2027-001", ONE[1]),
        ("2027-002", later[1]),
        ("2027-003", new[1]),
    ]
    assert plan.rows["2027-002"].expected and plan.rows["2027-002"].expected.text == "2027-09"
    assert plan.rows["2027-002"].scope and plan.rows["2027-002"].scope.d
    text = _file(root).read_text(encoding="utf-8")
    assert "# dòng này đã họp\n  2027-002:\n    # xem lại\n" in text
    assert "gần giống 2027-002" in said and "«2027-Q2» thành «2027-09»" in said
    assert "2027-001 «Nghị quyết quy định mức hỗ trợ nuôi ong» không có trong danh mục" in said


def test_a_blank_cell_erases_nothing(root: Path) -> None:
    _import(root, workbook([HEADINGS, ONE]))
    before = _file(root).read_bytes()
    _import(root, workbook([HEADINGS, [1, ONE[1], "Sở Y tế", None, None]]))
    assert _file(root).read_bytes() == before


def test_a_trial_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _import(root, workbook([HEADINGS, ONE]), "--dry-run") == 0
    assert not _file(root).exists() and "1 dòng mới" in capsys.readouterr().out


def test_csv_without_marks(root: Path) -> None:
    path = root.parent / "danh-muc.csv"
    path.write_text(
        "TT;Ten goi;Don vi chu tri;Tien do\n1;Nghị quyết về X;so y te;quy 3/2027\n",
        encoding="utf-8",
    )
    assert main(["plan", "import", str(path), "--year", "2027", "--root", str(root)]) == 0
    row = _plan(root).rows["2027-001"]
    assert row.agency == "so-y-te" and row.expected and row.expected.text == "2027-Q3"


@pytest.mark.parametrize(
    "content,said",
    [(b"x", "tệp hỏng"), (workbook([["Họ tên", "Số"], ["A", 1]]), "không thấy hàng tiêu đề")],
)
def test_what_is_no_list_is_refused(
    root: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(root, content) == 2
    assert said in capsys.readouterr().err
    assert not _file(root).exists()


def test_a_plan_with_faults_is_not_touched(root: Path) -> None:
    _file(root).write_text(
        "agency: ubnd-tinh\nrows:\n  2027-001:\n    titel: X\n", encoding="utf-8"
    )
    before = _file(root).read_bytes()
    assert _import(root, workbook([HEADINGS, ONE])) == 2
    assert _file(root).read_bytes() == before


@pytest.mark.parametrize("year", ["0", "26", "99999", "-5"])
def test_a_year_of_which_no_plan_would_be_read(
    root: Path, year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root.parent / "danh-muc.xlsx"
    path.write_bytes(workbook([HEADINGS, ONE]))
    assert main(["plan", "import", str(path), f"--year={year}", "--root", str(root)]) == 2
    assert "từ 1900 đến 2199" in capsys.readouterr().err
    assert not list((root / register_reader.FOLDER).glob("plan-*.yml"))


def test_a_row_that_a_record_names_is_not_another_text(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _import(root, workbook([HEADINGS, ONE]))
    (root / "drafts" / "lc-2027-001").mkdir()
    record = root / "drafts" / "lc-2027-001" / "index.md"
    record.write_text("---\nplan: 2027-001\n---\n", encoding="utf-8")
    later = [1, f"{ONE[1]} rừng", *ONE[2:]]
    assert _import(root, workbook([HEADINGS, later])) == 0
    assert list(_plan(root).rows) == ["2027-001", "2027-002"]
    assert "đã có hồ sơ" in capsys.readouterr().out
