"""The table of opinions and answers: what officers' programs write is read, what is wrong is told at its place."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from duthao.domain import provisions, responses
from duthao.domain.responses import CHANNELS, COLUMNS, VERDICTS, WHO, Response
from duthao.errors import Finding
from duthao.records import csv_cells, responses_reader
from duthao.records.record_tables.table_rows import clean

WHERE = "drafts/lc-2026-004/responses.csv"


def read(text: str) -> tuple[tuple[Response, ...], list[Finding]]:
    table, findings = responses_reader.parse(text.encode(), WHERE)
    return (table.rows if table else ()), findings


def told(findings: list[Finding]) -> list[tuple[int, int, str]]:
    return [(f.line, f.column, f.rule) for f in findings]


def test_keys_and_vietnamese_headings_are_one() -> None:
    keys, findings = read(
        "no,ref,who,count,gist,verdict,answer\n7,dieu-4.khoan-2.diem-dd,ho-gia-dinh,3,Mái ngói,kept,Vì chi phí\n"
    )
    assert findings == []
    labels, findings = read(
        "\ufeffSTT;ĐIỀU, KHOẢN, ĐIỂM;chu the gop y;Số lượt ý kiến;Nội dung góp ý;Kết quả;Nội dung tiếp thu, giải trình\r\n"
        '7;"Điểm đ, khoản 2 Điều 4";Hộ gia đình;3;Mái ngói;Giữ nguyên dự thảo, có nêu lý do;Vì chi phí\r\n'
    )
    assert findings == []
    assert keys == labels
    (row,) = keys
    assert (row.no, row.round, row.part, row.ref) == (7, 1, "van-ban", "dieu-4.khoan-2.diem-dd")
    assert (row.who, row.count, row.verdict) == ("ho-gia-dinh", 3, "kept")


def test_words_that_may_mean_a_private_body_are_no_state_agency() -> None:
    rows, findings = read('no,who,gist\n1,"Cơ quan, tổ chức",a\n2,Cơ quan nhà nước,b\n')
    assert told(findings) == [(2, 3, "responses-value")]
    assert [row.who for row in rows] == ["co-quan"]


def test_excels_first_line_tabs_lines_in_a_cell_and_blank_lines() -> None:
    rows, findings = read(
        'sep=\t\nno\twho\tgist\n\n1\tcong-dan\t"hai\ndòng ""trong"" ô"\n\t\t\n2\tcong-dan\tmột\n'
    )
    assert findings == []
    assert [(r.no, r.gist) for r in rows] == [(1, 'hai dòng "trong" ô'), (2, "một")]


def test_every_fault_is_told_at_its_line_and_column() -> None:
    rows, findings = read(
        'no,ref,who,count,gist,verdict\n1,Điều 4 và Điều 5,cong-dan,0,"hai\ndòng",Được giải trình\n'
        "x,,ai đó,1,,\n3,,cong-dan,1,tốt,\n4,,cong-dan,1,có, dấu phẩy,kept\n"
    )
    assert [r.no for r in rows] == [3]
    assert told(findings) == [
        (2, 3, "responses-value"),
        (2, 29, "responses-value"),
        (3, 7, "responses-value"),
        (4, 1, "responses-value"),
        (4, 4, "responses-value"),
        (4, 12, "responses-value"),
        (6, 28, "responses-form"),
    ]
    assert "dễ hiểu nhầm" in findings[2].remedy.vi


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 0, "responses-form")),
        ("no,who\n", (1, 1, "responses-form")),
        ("no,who,gist,who\n", (1, 13, "responses-form")),
        ("no,who,gist,verdikt\n", (1, 13, "responses-form")),
        ('no,who,gist\n1,cong-dan,"mở\n', (2, 12, "responses-form")),
        ('no,who,gist\n1,cong-dan,"đóng"rồi\n', (2, 18, "responses-form")),
        ("no,who,gist\n1,cong-dan,\x00\n", (2, 12, "control-character")),
    ],
)
def test_a_table_that_cannot_be_used(text: str, expected: tuple[int, int, str]) -> None:
    rows, findings = read(text)
    assert rows == ()
    assert told(findings) == [expected]


def test_bytes_that_are_no_text_and_no_workbook() -> None:
    assert told(responses_reader.parse(b"no,who,gist\n1,\xff,a\n", WHERE)[1]) == [
        (2, 0, "not-utf8")
    ]
    for raw in (b"", b"PK\x03\x04rest", b"no,who,gist\n"):
        table, findings = responses_reader.parse(raw, "responses.xlsx")
        assert table is None
        assert [f.rule for f in findings] == ["responses-form"]


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Số thứ tự", "Điều, khoản, điểm", "Chủ thể góp ý", "Nội dung góp ý", "Kết quả"])
    sheet.append([1.0, "Điều 4", "Công dân", "'=1+1 là hai", None])
    sheet.append([])
    sheet.append([2, "Điều bốn", "Công dân", "một", "ghi nhận"])
    path = tmp_path / "responses.xlsx"
    book.save(path)
    table, findings = responses_reader.read(path, "drafts/x/responses.xlsx")
    assert table
    assert [(r.no, r.ref, r.gist, r.verdict) for r in table.rows] == [
        (1, "dieu-4", "=1+1 là hai", "")
    ]
    assert not table.complete
    assert [(f.line, f.message.vi) for f in findings] == [
        (4, "Cột «Điều, khoản, điểm» (B4): «Điều bốn» không chỉ rõ một điều, khoản, điểm.")
    ]


def workbook(*rows: list[object]) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([*_HEADINGS], *rows):
        sheet.append(row)
    return book


_HEADINGS = ("Số thứ tự", "Chủ thể góp ý", "Số lượt ý kiến", "Nội dung góp ý", "Đã sửa ở đâu")


def told_of(book: Workbook) -> list[tuple[int, str, str]]:
    stream = io.BytesIO()
    book.save(stream)
    table, findings = responses_reader.parse(stream.getvalue(), "drafts/x/responses.xlsx")
    assert (table is None) == bool(findings)
    return [(f.line, f.rule, f.message.vi) for f in findings]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!"])
def test_an_error_of_a_sheet_is_no_value(error: str) -> None:
    """As a count it would have read as empty, which is one."""
    book = workbook([1, "Công dân", error, "một"], [2, "Công dân", 3, error])
    assert told_of(book) == [
        (2, "responses-value", f"Ô C2: công thức báo lỗi {error}."),
        (3, "responses-value", f"Ô D3: công thức báo lỗi {error}."),
    ]


def test_a_formula_without_a_value_is_refused_wherever_it_stands() -> None:
    book = workbook([1, "Công dân", "=1+1", "một"], [2, "Công dân", None, "hai"])
    assert told_of(book) == [(2, "responses-value", "Ô C2: công thức chưa có kết quả.")]


def test_a_formula_with_a_value_counts_as_its_value(tmp_path: Path) -> None:
    """As Excel keeps both; a formula whose text is empty leaves its cell empty."""
    plain, path = tmp_path / "plain.xlsx", tmp_path / "responses.xlsx"
    workbook([1, "Công dân", "=5+7", "một", '=IF(A2=1,"","x")']).save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                for cell, value in (('r="C2"', "12"), ('r="E2" t="str"', "")):
                    before, after = text.split(cell.split(" ")[0], 1)
                    formula = re.sub(r"<v ?/>|<v></v>", f"<v>{value}</v>", after, count=1)
                    text = before + cell + formula
            new.writestr(name, text)
    table, findings = responses_reader.read(path, "drafts/x/responses.xlsx")
    assert table and not findings
    assert [(row.count, row.changed) for row in table.rows] == [(12, "")]


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200e"])
def test_signs_that_nobody_sees_are_refused_on_a_sheet_as_in_a_csv(sign: str) -> None:
    code = f"U+{ord(sign):04X}"
    assert told_of(workbook([1, "Công dân", 3, f"mức{sign} hỗ trợ"])) == [
        (2, "control-character", f"Có ký tự điều khiển {code} không nhìn thấy được (ô D2).")
    ]
    assert told(read(f"no,who,count,gist\n1,cong-dan,3,mức{sign} hỗ trợ\n")[1]) == [
        (2, 17, "control-character")
    ]
    assert told_of(workbook([1, "Công dân", 3, "hai\ndòng\u00a0một"])) == []


def test_rows_on_a_second_sheet_are_not_lost_in_silence() -> None:
    book = workbook([1, "Công dân", 3, "một"])
    for title, state, text in (
        ("Trống", "visible", " "),
        ("Nháp", "hidden", "ẩn"),
        ("Đợt 2", "visible", "hai"),
        ("Ghi chú", "visible", "ba"),
    ):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet["B7"] = text
    assert told_of(book) == [
        (
            0,
            "responses-form",
            f"Chỉ trang tính đầu («Sheet») được đọc, mà trang «{name}» cũng có chữ.",
        )
        for name in ("Đợt 2", "Ghi chú")
    ]


_TEXT = st.text(st.sampled_from("aăđ=+-@'\",;\n\t Ư1.|#＝"), max_size=12)
_KEY = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)
_ROWS = st.builds(
    Response,
    no=st.integers(1, 9_999_999),
    round=st.integers(1, 20),
    part=st.sampled_from(["van-ban", "kem-theo", "phu-luc", "phu-luc-2", "chung"]),
    ref=st.one_of(st.just(""), st.from_regex(provisions.REFERENCE, fullmatch=True).map(str)),
    group=_TEXT.map(clean),
    who=st.sampled_from(list(WHO)),
    bodies=st.lists(_KEY, max_size=3).map(tuple),
    count=st.integers(1, 9_999_999),
    channel=st.sampled_from(["", *CHANNELS]),
    place=_KEY,
    gist=_TEXT.map(lambda t: clean(t) or "x"),
    verdict=st.sampled_from(["", *VERDICTS]),
    answer=_TEXT.map(clean),
    changed=_TEXT.map(clean),
)


@given(st.lists(_ROWS, max_size=4))
def test_what_is_written_is_read_again(rows: list[Response]) -> None:
    raw = responses_reader.to_csv(rows)
    table, findings = responses_reader.parse(raw, WHERE)
    assert findings == []
    assert table
    assert list(table.rows) == rows
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert lines[0] == [column.heading for column in COLUMNS]
    assert not any(
        cell[:1] in ("=", "+", "-", "@", "\t", "＝") for line in lines for cell in line if cell
    )


@given(_TEXT)
def test_what_is_guarded_is_given_back(text: str) -> None:
    assert csv_cells.unguarded(csv_cells.guarded(text)) == text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Điểm đ, khoản 2 Điều 4", "dieu-4.khoan-2.diem-dd"),
        ("dieu-4.khoan-2.diem-dd", "dieu-4.khoan-2.diem-dd"),
        ("Điều 4 khoản 2 điểm d)", "dieu-4.khoan-2.diem-d"),
        ("khoản 1 Điều 12a của dự thảo", "dieu-12a.khoan-1"),
        ("Mục 1 Chương II", "chuong-2.muc-1"),
        ("Điều 3 Chương IV", "dieu-3"),
        ("dieu 4", "dieu-4"),
        ("Điều 4, Điều 5", None),
        ("Điều bốn", None),
        ("khoản 2", None),
        ("Điều 4.2", None),
        ("dieu-0", None),
        ("dieu-4.diem-đ", "dieu-4.diem-dd"),
        ("", None),
    ],
)
def test_references(text: str, key: str | None) -> None:
    assert provisions.parse(text) == key
    if key:
        assert provisions.parse(provisions.reference_words(key)) == key


def test_points_stand_in_the_order_of_the_alphabet() -> None:
    keys = ["", "dieu-2", "dieu-4", "dieu-4.khoan-1.diem-d", "dieu-4.khoan-1.diem-dd"]
    keys += ["dieu-4.khoan-1.diem-e", "dieu-4.khoan-2", "dieu-10"]
    assert sorted(set(keys), key=provisions.order) == keys


def test_half_a_table_tells_no_result() -> None:
    rows, _ = read("no,who,count,gist,verdict\n1,cong-dan,4,a,kept\n2,cong-dan,1,b,accepted\n")
    assert responses.counts(rows) == {
        "received": 5,
        "accepted": 1,
        "partly": 0,
        "kept": 4,
        "noted": 0,
        "out_of_scope": 0,
    }
    rows, _ = read("no,who,count,gist,verdict\n1,cong-dan,4,a,kept\n2,cong-dan,1,b,\n")
    assert responses.counts(rows) == {"received": 5}


@pytest.mark.parametrize(
    "heading,value",
    [
        ("who", "Mẫu Thử"),
        ("count", "gọi 0900 000 001"),
        ("ref", "Tôi là Lò Thị Mẫu"),
        ("verdict", "hỏi anh Thử Nghiệm"),
        ("gist", "a" * 40_000),
    ],
)
def test_what_may_be_of_a_person_is_not_repeated(heading: str, value: str) -> None:
    cells = {
        "no": "1",
        "who": "cong-dan",
        "gist": "Nên tăng",
        "count": "",
        "ref": "",
        "verdict": "",
    }
    cells[heading] = value
    raw = (",".join(cells) + "\n" + ",".join(cells.values())).encode()
    _, findings = responses_reader.parse(raw, "responses.csv")
    assert [f.rule for f in findings] == ["responses-value"]
    assert value not in str(findings[0])


def test_articles_of_an_attached_regulation_make_numbers_unsure() -> None:
    decision = "\n".join(f"Điều {n}. Tên {n}" for n in (1, 2, 3))
    attached = "\n".join(f"Điều {n}. Tên {n}" for n in (1, 2, 3, 4))
    assert provisions.found_in(attached)[-1] == "dieu-4"
    assert provisions.headings_in(attached)["dieu-4"] == "Tên 4"
    assert provisions.found_in(f"{decision}\nQUY ĐỊNH\n{attached}") == ()
