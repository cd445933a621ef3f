"""`duthao log`: what communes report comes into logs once, whole or not at all, and status tells where something lacks."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from duthao.cli.main import main
from duthao.domain.log_coverage import GAPS
from duthao.records.record_tables import log_reader
from tests.conftest import NOW, PROVINCE

ID = "ht-2026-004"
FORM = (
    "Dấu thời gian,Mã hồ sơ,Xã phường,Thời điểm,Hình thức,Nội dung,Số phút,Đến ngày,Minh chứng\n"
    "x,{code},Phường Thành Sen,{day},Đài truyền thanh cấp xã,Mở lấy ý kiến,4,,\n"
    "x,{code},xã Can Lộc,{day},Bảng tin công cộng,Mở lấy ý kiến,,,https://canloc.hatinh.example/a\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The test province's records and settings."""
    shutil.copytree(PROVINCE / "drafts", tmp_path / "drafts")
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def run(root: Path, *arguments: str | Path) -> int:
    return main(["log", *map(str, arguments), "--root", str(root), "--as-of", NOW])


def exported(
    root: Path, text: str = FORM, day: str = "10/10/2026 17:00", name: str = "a.csv"
) -> Path:
    path = root.parent / f"{root.name}-{name}"
    path.write_text(text.format(code=ID.upper(), day=day), encoding="utf-8")
    return path


def logged(root: Path) -> list[list[str]]:
    table, findings = log_reader.read(root / "drafts" / ID / "log.csv", "")
    assert table and not findings
    return [log_reader.written(entry) for entry in table.entries]


def test_nothing_is_written_before_it_is_confirmed(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    path = exported(root)
    assert run(root, "import", path) == 0
    out = capsys.readouterr().out
    assert "2 việc đã làm" in out and "«Dấu thời gian»" in out and "Chưa ghi gì" in out
    assert out.count(f"+ {ID}: ") == 2 and "4 phút" in out
    assert not (root / "drafts" / ID / "log.csv").exists()
    assert run(root, "import", path, "--yes") == 0
    assert [row[:4] for row in logged(root)] == [
        ["2026-10-10 17:00", "can-loc", "Bảng tin công cộng", "Mở lấy ý kiến"],
        ["2026-10-10 17:00", "thanh-sen", "Đài truyền thanh cấp xã", "Mở lấy ý kiến"],
    ]


def test_what_is_known_is_told_and_what_is_said_besides_is_added(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "import", exported(root), "--yes") == 0
    before = logged(root)
    capsys.readouterr()
    assert run(root, "import", exported(root, name="b.csv"), "--yes") == 0
    out = capsys.readouterr().out
    assert out.count("đã có, bỏ qua") == 2 and "Không có gì mới" in out
    assert logged(root) == before
    more = FORM.replace(
        ",,,https://canloc.hatinh.example/a", ",,2026-10-20,https://canloc.hatinh.example/b"
    )
    assert run(root, "import", exported(root, more), "--yes") == 0
    assert "bổ sung 1 dòng" in capsys.readouterr().out
    (board,) = [row for row in logged(root) if row[1] == "can-loc"]
    assert board[7] == "2026-10-20"
    assert board[8] == "https://canloc.hatinh.example/a; https://canloc.hatinh.example/b"
    other = FORM.replace(",4,", ",5,")
    before = logged(root)
    assert run(root, "import", exported(root, other), "--yes") == 1
    out = capsys.readouterr().out
    assert "a.csv:2: error[log-import]" in out and "nội dung khác" in out
    assert logged(root) == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{day},Đài", "31/11/2026,Đài", "2: error[log-import]"),
        ("Phường Thành Sen", "Phường Nào Đó", "2: error[log-import]"),
        ("x,{code},xã", "x,ht-2026-999,xã", "3: error[log-import]"),
        ("x,{code},xã", "x,,xã", "3: error[log-import]"),
        ("{day},Đài", "23/11/2026,Đài", "2: error[log-date-ahead]"),
        ("cấp xã,Mở lấy ý kiến", "cấp xã,Rút dự thảo", "2: error[log-event-absent]"),
        ("https://canloc.hatinh.example/a", "khong-co.jpg", "3: error[log-evidence-missing]"),
        ("Mã hồ sơ,", "Mã gì,", "1: error[log-import]"),
        ("Xã phường,", "Nơi nào,", "Thiếu cột «Địa bàn»"),
        ("Dấu thời gian,", "Kênh,", "«Kênh» và «Hình thức» cùng là cột «Hình thức»"),
        ("Dấu thời gian,", "Ngày,", "«Ngày» và «Thời điểm» cùng là cột «Thời điểm»"),
        (",4,,", ",4,,,thừa", "2: error[log-import]: Có chữ ở ô nằm ngoài các cột"),
    ],
)
def test_all_of_it_or_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    assert old in FORM
    assert run(root, "import", exported(root, FORM.replace(old, new, 1)), "--yes") == 1
    out = capsys.readouterr().out
    assert told in out and "Chưa ghi gì" in out
    assert not (root / "drafts" / ID / "log.csv").exists()


def test_a_draft_may_be_named_beside_the_file(root: Path) -> None:
    text = "\n".join(",".join(line.split(",")[2:]) for line in FORM.splitlines())
    assert run(root, "import", exported(root, text), "--draft", ID, "--yes") == 0
    assert len(logged(root)) == 2


def test_the_sheet_of_a_commune_comes_back_by_itself(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "sheet", "Thành Sen", "--to", root) == 0
    path = root / "nhat-ky-thanh-sen.xlsx"
    assert path.read_bytes() == path.read_bytes()
    book = load_workbook(path)
    sheet = book["Nhật ký"]
    head = [cell.value for cell in sheet[1]]
    rows = [r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == ID.upper()]
    assert len(rows) >= 2
    sheet.cell(rows[0], head.index("Thời điểm") + 1).value = "10/10/2026"
    book.save(path)
    capsys.readouterr()
    assert run(root, "import", path, "--yes") == 0
    assert "1 việc đã làm" in capsys.readouterr().out
    ((at, place, channel, event, *_),) = logged(root)
    assert (at, place, channel, event) == (
        "2026-10-10",
        "thanh-sen",
        "Bảng tin công cộng",
        "Mở lấy ý kiến",
    )
    assert run(root, "sheet", "thanh-sen", "--to", root) == 0
    again = load_workbook(path)["Nhật ký"]
    left = [[c.value for c in row] for row in again.iter_rows(min_row=2)]
    assert not [row for row in left if row[0] == ID.upper() and channel in row and event in row]


@pytest.mark.parametrize(
    ("draft", "day", "asked"),
    [
        ("ht-2026-004", "2026-11-06", True),
        ("ht-2026-004", "2027-02-05 23:59", True),  # 92 days after the closing
        ("ht-2026-004", "2027-02-06", False),
        ("ht-2026-001", "2026-12-03", True),  # its result is known for less than that
        ("ht-2026-001", "2026-12-26", False),
    ],
)
def test_nobody_is_asked_to_report_what_is_long_over(
    root: Path, draft: str, day: str, asked: bool
) -> None:
    instant = ["--as-of", day, "--root", str(root), "--to", str(root)]
    assert main(["log", "sheet", "can-loc", *instant]) == 0
    sheet = load_workbook(root / "nhat-ky-can-loc.xlsx")["Nhật ký"]
    codes = {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert (draft.upper() in codes) == asked


def test_the_empty_log_of_a_record(root: Path) -> None:
    assert run(root, "sheet", ID) == 0
    table, findings = log_reader.read(root / "drafts" / ID / "log.xlsx", "log.xlsx")
    assert table and table.entries == () and findings == []
    assert run(root, "sheet", ID) == 2
    assert run(root, "sheet", "xã Không Có") == 2


def test_status_tells_the_worst_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "status") == 0
    assert run(root, "import", exported(root), "--yes") == 0
    capsys.readouterr()
    assert run(root, "status", ID, "--all") == 1
    head, *lines = capsys.readouterr().out.splitlines()
    assert "niêm yết 1 (1), phát loa 1 (0), gửi, đăng 0 (0), đã gỡ 0 (0)" in head
    lines = [line for line in lines if "ngày liên tục)" in line]
    assert "chưa niêm yết; chưa phát loa" in lines[0]
    assert {line.split(":")[0].strip() for line in lines[-2:]} == {"phường Thành Sen", "xã Can Lộc"}
    assert "43 ngày" in next(line for line in lines if "Can Lộc" in line)
    assert set(GAPS) == {"not_posted", "not_aired", "posted_short", "aired_short", "still_up"}


ROW = "2026-10-09,can-loc,Bảng tin công cộng,Mở lấy ý kiến,{unit},{minutes}\n"
HEAD = "Thời điểm,Địa bàn,Hình thức,Nội dung,Đơn vị thực hiện,Số phút\n"


def write_log(root: Path, *rows: str, head: str = HEAD) -> Path:
    path = root / "drafts" / ID / "log.csv"
    path.write_text(head + "".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("head", "rows", "told"),
    [
        (HEAD, (ROW.format(unit="UBND xã", minutes="nhiều"),), "log.csv:2: error[log-value]"),
        (
            HEAD,
            (ROW.format(unit="UBND xã", minutes=""), ROW.format(unit="UBND XÃ", minutes="")),
            "log.csv:3: error[log-entry-twice]",
        ),
        (HEAD.replace("Hình thức", "Cách làm"), (), "log.csv:1: error[log-form]"),
    ],
)
def test_a_log_with_a_fault_is_not_written_over(
    root: Path, capsys: pytest.CaptureFixture[str], head: str, rows: tuple[str, ...], told: str
) -> None:
    path = write_log(root, *rows, head=head)
    before = path.read_bytes()
    assert run(root, "import", exported(root), "--yes") == 1
    out = capsys.readouterr().out
    assert f"drafts/{ID}/{told}" in out and "Chưa ghi gì" in out
    assert path.read_bytes() == before


def test_status_counts_nothing_by_half_a_log(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(
        root,
        ROW.format(unit="UBND xã", minutes=""),
        ROW.format(unit="Nhà văn hóa", minutes="nhiều"),
    )
    assert run(root, "status") == 1
    out = capsys.readouterr().out
    assert f"drafts/{ID}/log.csv:3: error[log-value]" in out
    assert "niêm yết" not in out and "chưa có nhật ký" not in out
    write_log(root, head=HEAD.replace("Hình thức", "Cách làm"))
    assert run(root, "status", ID) == 1
    out = capsys.readouterr().out
    assert f"drafts/{ID}/log.csv:1: error[log-form]" in out and "chưa có nhật ký" not in out


def test_a_sheet_says_which_records_it_leaves_out(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_log(root, head=HEAD.replace("Hình thức", "Cách làm"))
    broken = root / "drafts" / "ht-2026-001" / "index.md"
    broken.write_text(broken.read_text(encoding="utf-8").replace("\ntitle:", "\ntitel:", 1))
    assert run(root, "sheet", "can-loc", "--to", root) == 1
    out = capsys.readouterr().out
    assert path.relative_to(root).as_posix() in out and "drafts/ht-2026-001/index.md" in out
    sheet = load_workbook(root / "nhat-ky-can-loc.xlsx")["Nhật ký"]
    codes = {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert not codes & {ID.upper(), "HT-2026-001"}


@pytest.mark.parametrize(
    ("day", "hour", "at"),
    [
        ("10/10/2026", "17:05", "2026-10-10 17:05"),
        ("10/10/2026", "5:05:00", "2026-10-10 05:05"),
        ("5h30", "10/10/2026", "2026-10-10 05:30"),
        ("2026-10-10", "17 giờ", "2026-10-10 17:00"),
        ("10/10/2026", "", "2026-10-10"),
    ],
)
def test_a_day_and_its_hour_may_stand_in_two_columns(
    root: Path, day: str, hour: str, at: str
) -> None:
    text = (
        "Mã hồ sơ,Ngày,Thời gian,Tên xã,Hình thức,Nội dung\n"
        f"{ID},{day},{hour},Can Lộc,Bảng tin công cộng,Mở lấy ý kiến\n"
    )
    assert run(root, "import", exported(root, text), "--yes") == 0
    assert [row[:2] for row in logged(root)] == [[at, "can-loc"]]


def test_what_is_of_no_commune_has_to_be_said(root: Path) -> None:
    text = (
        "Mã hồ sơ,Ngày,Hình thức,Nội dung\n{code},10/10/2026,Cổng thông tin điện tử,Mở lấy ý kiến\n"
    )
    assert run(root, "import", exported(root, text), "--yes") == 1
    assert run(root, "import", exported(root, text), "--draft-wide", "--yes") == 0
    assert [row[1] for row in logged(root)] == [""]


def test_a_row_that_says_something_without_a_day_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "Mã hồ sơ,Ngày,Xã,Hình thức,Nội dung,Đơn vị,Ghi chú\n"
        "{code},,Can Lộc,Bảng tin công cộng,Mở lấy ý kiến,,\n"
        "{code},,Can Lộc,Bảng tin công cộng,Mở lấy ý kiến,UBND xã,\n"
        "{code},,Can Lộc,Bảng tin công cộng,Mở lấy ý kiến,,đã treo\n"
    )
    assert run(root, "import", exported(root, text), "--yes") == 0
    out = capsys.readouterr().out
    assert "0 việc đã làm, 1 dòng chưa điền" in out and "chưa nhập dòng 3, 4" in out
