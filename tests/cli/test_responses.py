"""`duthao responses`: from what people sent to a table that names nobody, by way of a person."""

from __future__ import annotations

import io
import os
import pty
import random
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import load_workbook

from duthao.records import responses_reader
from duthao.text import fold
from tests import form_answers as forms
from tests.conftest import ROOT, approve, duthao, lay_out

DRAFT = "lc-2026-007"
AFTER = "2026-12-07T08:00+07:00"
TABLE = f"drafts/{DRAFT}/responses.csv"
MAPPED = [part for flag in forms.MAPPED for part in ("--map", flag)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one draft."""
    records = tmp_path / "records"
    for name in ("_registers", DRAFT):
        shutil.copytree(ROOT / "drafts" / name, records / name)
    (records / "_registers" / "published.yml").unlink()
    root = lay_out(tmp_path / "root", records)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return root


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """The exports of five providers, in a folder of an officer's own."""
    shutil.copytree(forms.FOLDER, tmp_path / "of an officer")
    return tmp_path / "of an officer"


def taken(site: Path, *arguments: str | Path, code: int = 0) -> str:
    done = duthao("responses", "import", *arguments, "--draft", DRAFT, "--root", site, "--as-of", AFTER)  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def confirm(path: Path, *, who: str = "Công dân", but: frozenset[int] = frozenset()) -> None:
    """What a person does in a spreadsheet: a cross in each row, and the kind of commenter where it is open."""
    book = load_workbook(path)
    sheet = book["Ý kiến"]
    place = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, place["Duyệt"]).value = None if row in but else "x"
        kind = sheet.cell(row, place["Chủ thể góp ý"])
        kind.value = kind.value or who
    book.save(path)


def rows(path: Path, sheet: str = "Ý kiến") -> list[dict[str, str]]:
    lines = list(load_workbook(io.BytesIO(path.read_bytes()))[sheet].iter_rows(values_only=True))
    return [
        dict(zip(map(str, lines[0]), (str(v or "") for v in line), strict=True))
        for line in lines[1:]
    ]


def below_drafts(site: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (site / "drafts").rglob("*") if path.is_file()}


def test_five_providers_at_once(site: Path, exports: Path) -> None:
    """Asked once what columns are for; then from the work table to the table, row by row confirmed."""
    files = sorted(exports.iterdir())
    before = below_drafts(site)
    asked = taken(site, *files, code=2)
    assert "--map 'Nội dung góp ý=opinion'" in asked
    assert before == below_drafts(site)

    said = taken(site, *files, *MAPPED)
    assert "17 phiếu: 15 ý kiến, xếp thành 13 dòng" in said
    assert "Đến sau hạn: 2" in said
    work = exports / f"y-kien-{DRAFT}.xlsx"
    assert "0 dòng mới" in taken(site, *files)  # kept by the headings, and no row twice
    assert len(rows(work)) == 13
    assert "Không có dòng nào" in taken(site, work)
    assert not (site / TABLE).exists()

    confirm(work, but=frozenset({4}))
    assert "Đã thêm 12 dòng" in taken(site, work)
    table, findings = responses_reader.read(site / TABLE, TABLE)
    assert table is not None and not findings
    assert [row.no for row in table.rows] == list(range(1, 13))
    assert (
        table.rows[0].count == 3
    )  # a call, by a form and by the portal, with and without diacritics
    assert {row.channel for row in table.rows} == {"bieu-mau"}
    assert next(row for row in table.rows if row.ref).ref == "dieu-2"
    formula = next(row for row in table.rows if "công thức" in row.gist)
    assert formula.gist.startswith("=1+1") and formula.who == "mttq"

    assert "Không có dòng nào" in taken(site, work)  # what is in is not brought again
    confirm(work)
    assert "Đã thêm 1 dòng" in taken(site, work)
    table, _ = responses_reader.read(site / TABLE, TABLE)
    assert table and [row.no for row in table.rows] == list(range(1, 14))

    done = duthao("responses", "status", "--root", site, "--as-of", AFTER)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{DRAFT}: 13 dòng (15 ý kiến), 13 dòng chưa trả lời")
    assert "còn 29 ngày đến hạn trả lời (05/01/2027, tính từ 07/12/2026)" in done.stdout
    done = duthao("responses", "check", DRAFT, "--root", site, "--as-of", AFTER)
    assert done.stdout.startswith(TABLE) or "không có lỗi" in done.stdout


def test_what_people_sent_never_lies_in_the_repository(site: Path, exports: Path) -> None:
    """Nor does the work table, be it through a link."""
    inside = site / "drafts" / "google-forms.csv"
    shutil.copy(exports / "google-forms.csv", inside)
    (exports / "link.csv").symlink_to(inside)
    for path in (inside, exports / "link.csv"):
        assert "chuyển ra thư mục khác" in taken(site, path, *MAPPED, code=2)
    (site / ".git").mkdir()
    (site / "sub").mkdir()
    inside.rename(site / "google-forms.csv")
    assert "chuyển ra" in taken(site, site / "google-forms.csv", *MAPPED, code=2)
    google = exports / "google-forms.csv"
    assert "chuyển ra" in taken(site, google, *MAPPED, "--work", site / "build" / "w.xlsx", code=2)
    assert not list(site.rglob("*.xlsx"))


def test_the_register_keeps_headings_alone(site: Path, exports: Path) -> None:
    taken(site, *sorted(exports.iterdir()), *MAPPED)
    text = (site / "drafts/_registers/imports.yml").read_text(encoding="utf-8")
    assert text.count("columns:") == 3  # our own forms come back known
    assert "Mức 18.000 đồng một ngày học đã phù hợp chưa?" in text
    assert "Người Góp Ý" not in text and "0900" not in text
    (site / "drafts/_registers/imports.yml").write_text(text.replace("use: ref", "use: điều"), encoding="utf-8")  # fmt: skip
    assert "có lỗi" in taken(site, exports / "google-forms.csv", code=2)
    done = duthao("responses", "check", "--root", site)
    assert done.returncode == 1 and "imports.yml" in done.stdout


def test_a_first_row_without_headings_is_refused_unsaid(site: Path, exports: Path) -> None:
    (exports / "bare.csv").write_bytes(forms.csv_bytes(forms.GOOGLE[1:]))
    said = taken(site, exports / "bare.csv", *MAPPED, code=2)
    assert "không phải tiêu đề" in said
    assert "Người Góp Ý" not in said and "0900" not in said


def test_one_fault_and_nothing_is_written(site: Path, exports: Path) -> None:
    taken(site, exports / "google-forms.csv", *MAPPED)
    work = exports / f"y-kien-{DRAFT}.xlsx"
    confirm(work)
    book = load_workbook(work)
    place = {cell.value: cell.column for cell in book["Ý kiến"][1]}
    book["Ý kiến"].cell(2, place["Nội dung góp ý"]).value = "Người Góp Ý Hai đề nghị tăng"
    book["Ý kiến"].cell(3, place["Nội dung góp ý"]).value = "Gọi 0900 000 002"
    book["Ý kiến"].cell(4, place["Điều, khoản, điểm"]).value = "Điều 1 và Điều 2"
    book.save(work)
    said = taken(site, work, code=1)
    assert [f"y-kien-{DRAFT}.xlsx:{row}: error" in said for row in (2, 3, 4, 5)] == [True, True, True, False]  # fmt: skip
    assert "Góp Ý Hai" not in said and "000 002" not in said
    assert not (site / TABLE).exists()


def test_new_rows_go_into_the_workbook_that_there_is(site: Path, exports: Path) -> None:
    done = duthao("responses", "new", DRAFT, "--root", site)
    assert done.returncode == 0, done.stderr
    path = site / "drafts" / DRAFT / "responses.xlsx"
    assert duthao("responses", "new", DRAFT, "--root", site).returncode == 2
    taken(site, exports / "limesurvey.csv")
    confirm(exports / f"y-kien-{DRAFT}.xlsx")
    taken(site, exports / f"y-kien-{DRAFT}.xlsx")
    table, findings = responses_reader.read(path, "responses.xlsx")
    assert table and len(table.rows) == 4 and not findings
    assert not (site / TABLE).exists()


# ---- 200 persons who do not exist

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Giàng", "Vàng", "Lò", "Sùng", "Tẩn")


def seeded(chance: random.Random) -> list[tuple[str, str]]:
    """200 details of persons, each with the words that somebody put it into."""
    told: list[tuple[str, str]] = []

    def name() -> str:
        letters = "".join(chance.choice("bcdghklmnt") + chance.choice("aeiou") for _ in range(2))
        return f"{chance.choice(_FAMILY)} {chance.choice(('Văn', 'Thị', 'Seo', 'Minh'))} {letters.capitalize()}"

    forms_of_names = (
        "Tôi là {}, {}", "Tôi tên là {}. {}", "{} - ý kiến: {}", "Gửi Sở, {} có ý kiến: {}", "Em tên {}, {}",
    )  # fmt: skip
    for number in range(100):
        one = name()
        if number % 4 == 1:
            one = fold(one)
            told.append((one, f"toi la {one}, {{}}"))
        elif number % 4 == 2:
            told.append((one, f"{{}}\nTrân trọng\n{one}"))
        else:
            told.append((one, forms_of_names[number % 5].format(one, "{}")))
    for number in range(40):
        digits = f"{chance.choice('3579')}{chance.randrange(10**8):08d}"
        one = (f"0{digits}", f"0{digits[:3]} {digits[3:6]} {digits[6:]}", f"+84{digits}", f"0{digits[:2]}.{digits[2:5]}.{digits[5:]}")[number % 4]  # fmt: skip
        told.append((one, f"{{}} Liên hệ {one}."))
    for number in range(20):
        one = f"nguoi.mau{number}.{chance.randrange(10**6)}@vi-du.example"
        told.append((one, f"{{}} Thư: {one}"))
    for number in range(20):
        one = f"{chance.randrange(10**8, 10**9)}" if number % 2 else f"0{chance.randrange(10**10, 10**11)}"  # fmt: skip
        told.append((one, f"CMND/CCCD số {one}. {{}}"))
    for number in range(20):
        one = (f"số {number + 11} ngõ {number + 3} đường Giả Định, phường Mẫu", f"thôn {number + 30}, xã Mẫu Thử")[number % 2]  # fmt: skip
        told.append((one, f"Tôi ở {one}. {{}}"))
    assert len(told) == 200 == len({detail for detail, _ in told})
    return told


# A first name within a sentence, or a nickname: only a person knows that it is one.
UNSEEN = (
    "Con bé Mẫu nhà bên cũng phải nghỉ học buổi chiều, đề nghị hỗ trợ cả cháu ấy.",
    "Quán xôi của Thử đầu xóm bán đắt, đề nghị trường mua chỗ khác.",
    "Thằng Tí lớp 3B đói suốt, đề nghị tăng suất ăn.",
    "Vợ chồng Minh–Họa sẵn sàng nấu ăn cho trường.",
)


def test_none_of_200_persons_enters(site: Path, tmp_path: Path) -> None:
    """Although whoever confirms changes nothing: a row is written without its details, or not at all."""
    chance = random.Random(356)
    people = seeded(chance)
    own = forms.own_opinions(chance)
    answers = [
        ("2026-11-20 08:00:00", detail if number % 2 else "", words.format(next(own)))
        for number, (detail, words) in enumerate(people)
    ]
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.csv").write_bytes(
        forms.csv_bytes([("Timestamp", "Họ tên, liên hệ", "Ý kiến"), *answers])
    )
    (outside / "unseen.csv").write_bytes(forms.csv_bytes([("Ý kiến",), *((u,) for u in UNSEEN)]))
    said = taken(site, outside / "a.csv", outside / "unseen.csv", "--map", "Ý kiến=opinion", "--map", "Họ tên, liên hệ=personal")  # fmt: skip
    work = outside / f"y-kien-{DRAFT}.xlsx"
    confirm(work)
    done = duthao("responses", "import", work, "--draft", DRAFT, "--root", site, "--as-of", AFTER)
    said += done.stdout + done.stderr
    if done.returncode:
        refused = frozenset(
            int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error[" in line
        )
        assert len(refused) <= 4  # else the masks do not help whoever confirms
        confirm(work, but=refused)
        said += taken(site, work)
    table, _ = responses_reader.read(site / TABLE, TABLE)
    assert table and len(table.rows) >= 200
    approve(site, DRAFT)
    built = duthao("build", "--root", site, "--as-of", AFTER, "--no-pdf")
    assert built.returncode == 0, said
    below = [path for path in site.rglob("*") if path.is_file()]
    texts = [said, *(path.read_bytes().decode("utf-8", "replace") for path in below)]
    folded = "\n".join(map(fold, texts))
    assert [detail for detail, _ in people if fold(detail) in folded] == []
    # What only a person could see is still there: so each row is read before it is confirmed.
    assert sum(row.gist in UNSEEN for row in table.rows) == len(UNSEEN)


def test_later_exports_add_only_what_is_new(site: Path, exports: Path) -> None:
    """What a person wrote stays; more copies of a call that is in the table already are a row of their own, told so."""
    first = [("id", "Ý kiến"), ("1", forms.CAMPAIGN), ("2", "Nên có sữa.")]
    more = [("3", "Xin chào. " + forms.CAMPAIGN), ("4", forms.CAMPAIGN), ("5", "Bỏ khoản 3.")]
    (exports / "a.csv").write_bytes(forms.csv_bytes(first))
    taken(site, exports / "a.csv", "--map", "Ý kiến=opinion")
    work = exports / f"y-kien-{DRAFT}.xlsx"
    book = load_workbook(work)
    place = {cell.value: cell.column for cell in book["Ý kiến"][1]}
    book["Ý kiến"].cell(3, place["Nội dung góp ý"]).value = "Thực đơn cần có sữa."
    book.save(work)
    (exports / "a.csv").write_bytes(forms.csv_bytes([*first, *more]))
    assert "2 dòng mới" in taken(site, exports / "a.csv")
    told = rows(work)
    assert [row["Số lượt ý kiến"] for row in told] == ["1", "1", "2", "1"]
    assert told[1]["Nội dung góp ý"] == "Thực đơn cần có sữa."
    assert "cùng lời với một dòng đã có" in told[2]["Cần xem"]


def edited(path: Path, *cells: tuple[int, str, str | None]) -> None:
    """The table with (row, heading, value) written; a heading that is not there is added behind the others."""
    book = load_workbook(path)
    sheet = book["Ý kiến"]
    place = {cell.value: cell.column for cell in sheet[1]}
    for row, heading, value in cells:
        if heading not in place:
            place[heading] = sheet.max_column + 1
            sheet.cell(1, place[heading]).value = heading
        sheet.cell(row, place[heading]).value = value
    book.save(path)


def test_another_export_of_the_same_name_is_read(site: Path, exports: Path) -> None:
    """An answer is known by what it says, not by where it stands; one that moved is not brought twice."""
    for number, texts in enumerate(
        (
            ["Nên có sữa.", "Bỏ khoản 3."],
            ["Làm đường.", "Nên có sữa."],
            ["Bỏ khoản 3.", "Làm đường."],
        )
    ):
        (exports / "a.csv").write_bytes(forms.csv_bytes([("Ý kiến",), *((t,) for t in texts)]))
        said = taken(site, exports / "a.csv", "--map", "Ý kiến=opinion")
        assert f"{(2, 1, 0)[number]} dòng mới" in said
    work = exports / f"y-kien-{DRAFT}.xlsx"
    assert [row["Nguyên văn"] for row in rows(work)] == ["Nên có sữa.", "Bỏ khoản 3.", "Làm đường."]


def test_what_an_officer_added_to_the_work_table_stays(site: Path, exports: Path) -> None:
    (exports / "a.csv").write_bytes(forms.csv_bytes([("Ý kiến",), ("Nên có sữa.",)]))
    taken(site, exports / "a.csv", "--map", "Ý kiến=opinion")
    work = exports / f"y-kien-{DRAFT}.xlsx"
    edited(work, (2, "Giao cho", "phòng chuyên môn"))
    taken(site, exports / "a.csv")
    assert rows(work)[0]["Giao cho"] == "phòng chuyên môn"
    edited(work, (1, "Giao cho", None))
    assert "không có tiêu đề" in taken(site, exports / "a.csv", code=2)


def test_answers_in_the_work_table_are_not_lost(site: Path, exports: Path) -> None:
    """An officer goes on in the workbook that is open: blanks in the table are filled, what stands there is told and stays."""
    taken(site, exports / "limesurvey.csv")
    work = exports / f"y-kien-{DRAFT}.xlsx"
    confirm(work)
    taken(site, work)

    def write(row: int, verdict: str, answer: str) -> None:
        book = load_workbook(work)
        sheet = book["Ý kiến"]
        place = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(row, place["Kết quả"]).value = verdict
        sheet.cell(row, place["Nội dung tiếp thu, giải trình"]).value = answer
        book.save(work)

    write(2, "Ghi nhận", "Sở ghi nhận để đưa vào hướng dẫn.")
    said = taken(site, work)
    assert "Đã ghi trả lời của 1 dòng" in said
    table, _ = responses_reader.read(site / TABLE, TABLE)
    assert table and (table.rows[0].verdict, table.rows[0].answer) == (
        "noted", "Sở ghi nhận để đưa vào hướng dẫn.",
    )  # fmt: skip
    assert not any(r.verdict for r in table.rows[1:])
    stale = work.read_bytes()
    write(2, "Ghi nhận", "Sở ghi nhận và sẽ hướng dẫn các trường.")
    before = (site / TABLE).read_bytes()
    said = taken(site, work)
    assert "Dòng số 1, cột «Nội dung tiếp thu, giải trình»: khác" in said
    assert (site / TABLE).read_bytes() == before
    write(3, "Ghi nhận", "Gọi 0912 345 678 để biết thêm.")
    assert "thông tin riêng" in taken(site, work, code=1)
    assert (site / TABLE).read_bytes() == before
    # It was open all the while, and is saved again as it was before its rows had numbers.
    work.write_bytes(stale)
    book = load_workbook(work)
    place = {cell.value: cell.column for cell in book["Ý kiến"][1]}
    for row in range(2, book["Ý kiến"].max_row + 1):
        for name in ("Số thứ tự", "Đã vào bảng"):
            book["Ý kiến"].cell(row, place[name]).value = None
    book.save(work)
    write(3, "Ngoài phạm vi dự thảo", "Việc này thuộc ngành khác.")
    said = taken(site, work)
    assert "không thêm lần nữa" in said and "Đã thêm" not in said
    after, _ = responses_reader.read(site / TABLE, TABLE)
    assert after and len(after.rows) == len(table.rows)
    assert after.rows[1].verdict == "out_of_scope"
    assert all(row["Đã vào bảng"] for row in rows(work))


def test_check_says_what_is_still_to_be_answered_and_which_table_holds(
    site: Path, exports: Path
) -> None:
    taken(site, exports / "limesurvey.csv")
    work = exports / f"y-kien-{DRAFT}.xlsx"
    confirm(work)
    taken(site, work)

    def check() -> str:
        done = duthao("responses", "check", DRAFT, "--root", site, "--as-of", AFTER)
        return done.stdout + done.stderr

    rows_there = len((site / TABLE).read_text(encoding="utf-8").splitlines()) - 1
    assert f"{DRAFT}: còn {rows_there} dòng chưa trả lời: số 1" in check()
    shutil.copy(work, (site / TABLE).with_suffix(".xlsx"))
    assert "responses-twice" in check() and "không có lỗi" not in check()


def test_a_number_of_another_row_is_told(site: Path, exports: Path) -> None:
    texts = ["Nên có sữa.", "Bỏ khoản 3.", "Làm đường.", "Thêm xe."]
    (exports / "a.csv").write_bytes(forms.csv_bytes([("Ý kiến",), *((t,) for t in texts)]))
    taken(site, exports / "a.csv", "--map", "Ý kiến=opinion")
    work = exports / f"y-kien-{DRAFT}.xlsx"
    confirm(work)
    edited(work, (2, "Số thứ tự", "1"), (3, "Số thứ tự", "1"), (4, "Số thứ tự", "①"))
    said = taken(site, work, code=1)
    assert ".xlsx:3: error" in said and ".xlsx:4: error" in said and "sửa 2 chỗ" in said
    assert not (site / TABLE).exists()
    edited(work, (3, "Số thứ tự", None), (4, "Số thứ tự", "7"))
    assert "Đã thêm 4 dòng" in taken(site, work)
    assert "Không có dòng nào" in taken(site, work)


def test_bodies_and_places_are_keys_before_anything_is_written(site: Path, exports: Path) -> None:
    """Whatever else stands there may be somebody's name: it is refused, and not repeated."""
    texts = ["Nên có sữa.", "Bỏ khoản 3.", "Làm đường.", "Thêm xe."]
    (exports / "a.csv").write_bytes(forms.csv_bytes([("Ý kiến",), *((t,) for t in texts)]))
    taken(site, exports / "a.csv", "--map", "Ý kiến=opinion")
    work = exports / f"y-kien-{DRAFT}.xlsx"
    confirm(work)
    agency = "so-giao-duc-va-dao-tao-lao-cai"
    edited(
        work,
        (2, "Cơ quan góp ý", agency),
        (3, "Chủ thể góp ý", "Cơ quan nhà nước"),
        (3, "Cơ quan góp ý", "cửa hàng Mẫu"),
        (4, "Địa bàn", "nhà Thử Nghiệm"),
        (5, "Chủ thể góp ý", "anh Mẫu"),
    )
    said = taken(site, work, code=1)
    assert "response-body-private" in said and ".xlsx:2" in said
    assert "response-body-unknown" in said and "response-place-unknown" in said
    assert ".xlsx:5: error[responses-value]" in said
    assert "Mẫu" not in said and "Thử" not in said
    assert not (site / TABLE).exists()


def test_text_without_a_heading_is_told(site: Path, exports: Path) -> None:
    (exports / "a.csv").write_bytes(
        forms.csv_bytes([("Ý kiến", ""), ("Tăng", ""), ("Bỏ", "gọi Mẫu")])
    )
    said = taken(site, exports / "a.csv", "--map", "Ý kiến=opinion", code=2)
    assert "dòng 3." in said and "Mẫu" not in said


def test_a_work_table_is_a_workbook(site: Path, exports: Path) -> None:
    (exports / "w.csv").write_bytes(
        forms.csv_bytes([("Duyệt", "Tên nêu ra là công khai"), ("x", "")])
    )
    said = taken(site, exports / "google-forms.csv", *MAPPED, "--work", exports / "w.csv", code=2)
    assert "phải có đuôi .xlsx" in said


def test_columns_are_asked_in_a_terminal(site: Path, exports: Path) -> None:
    """By number or, where the guess is right, by Enter alone; and once."""
    (exports / "a.csv").write_bytes(forms.csv_bytes([("Mục A", "Ý kiến của ông bà"), ("Y Tý", "Tăng")]))  # fmt: skip
    command = [sys.executable, "-m", "duthao", "responses", "import", str(exports / "a.csv"), "--draft", DRAFT, "--root", str(site), "--as-of", AFTER]  # fmt: skip
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, command)
    said = b""
    for asked, answer in enumerate((b"?\n", b"77\n", b"7\n", b"\n"), 1):
        while said.count(b"Enter") < asked:
            said += os.read(terminal, 4096)
        os.write(terminal, answer)
    with suppress(OSError):  # the terminal is closed with the last word
        while part := os.read(terminal, 4096):
            said += part
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said.decode()
    assert said.decode().count(" 1 ") >= 2 and "«77» không phải số nào" in said.decode()
    text = (site / "drafts/_registers/imports.yml").read_text(encoding="utf-8")
    assert text.count("use: place") == 1 and text.count("use: opinion") == 1
    assert "0 dòng mới" in taken(site, exports / "a.csv")
