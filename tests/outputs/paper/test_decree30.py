"""The notice, measured out of the finished PDF against Decree 30/2020 (lengths in millimetres, type in points)."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from duthao.rendering import fonts, qr, typesetting
from tests.pdf_text import MM, Printed

TEMPLATE = Path(__file__).parents[3] / "theme" / "print" / "thong-bao.typ"
DAY = date(2026, 11, 22)
DEPARTMENT: dict[str, Any] = {
    "title": "Thông báo: Lấy ý kiến đối với dự thảo Nghị quyết quy định mức hỗ trợ bữa ăn trưa",
    "superior": "Ủy ban nhân dân tỉnh Hà Giang Sơn",
    "body_name": "Sở Giáo dục và Đào tạo",
    "symbol": "TB-SGDĐT",
    "place": "Sơn Hà",
    "subject": "Lấy ý kiến đối với dự thảo Nghị quyết của Hội đồng nhân dân tỉnh quy định mức hỗ trợ bữa ăn trưa "
    "cho học sinh các xã biên giới",
    "marks": ["Dữ liệu minh họa"],
    "imprint": "Mã: SH-2026-007 · Bản ngày 22/11/2026",
    "opening": [
        "Sở Giáo dục và Đào tạo chủ trì soạn thảo dự thảo Nghị quyết quy định mức hỗ trợ bữa ăn trưa cho học "
        "sinh các xã biên giới, trình Hội đồng nhân dân tỉnh xem xét, ban hành. Sở Giáo dục và Đào tạo thông "
        "báo lấy ý kiến của cơ quan, tổ chức, doanh nghiệp và Nhân dân như sau:"
    ],
    "clauses": [
        {
            "heading": "Nội dung lấy ý kiến",
            "points": [],
            "text": [
                "Học sinh mầm non, tiểu học và trung học cơ sở tại các xã biên giới được hỗ trợ 20.000 đồng cho mỗi bữa "
                "ăn trưa tại trường từ năm học 2027 - 2028, nhà trường tổ chức nấu ăn hoặc đặt suất ăn.",
                "Cha mẹ học sinh không phải đóng thêm tiền ăn trưa; trường được hỗ trợ tiền thuê người nấu ăn theo số học "
                "sinh thực tế của từng tháng.",
            ],
        },
        {
            "heading": "Thời hạn góp ý",
            "points": [],
            "text": ["Từ ngày 10/11/2026 đến hết ngày 05/12/2026."],
        },
        {
            "heading": "Hồ sơ lấy ý kiến",
            "text": ["Hồ sơ được đăng tại gopy.sonha.example/d/sh-2026-007, gồm:"],
            "points": [
                "Tờ trình;",
                "Dự thảo Nghị quyết;",
                "Bản so sánh dự thảo với quy định hiện hành, thuyết minh nội dung của từng điều, khoản và các vấn "
                "đề còn ý kiến khác nhau.",
            ],
        },
        {
            "heading": "Cách thức góp ý",
            "text": ["Cơ quan, tổ chức, cá nhân góp ý bằng một trong các cách sau:"],
            "points": [
                "Trực tuyến: điền biểu mẫu trên trang của hồ sơ;",
                "Thư điện tử: gopy.sogiaoduc@sonha.example;",
                "Đường bưu điện: số 03 đường Minh Họa, phường Bình Minh, tỉnh Sơn Hà;",
                "Trực tiếp: bộ phận một cửa của Ủy ban nhân dân xã, phường nơi cư trú;",
                "Điện thoại: 0214 000 0103;",
                "Tại hội nghị đối thoại ngày 27/11/2026.",
            ],
        },
    ],
    "closing": "Sở Giáo dục và Đào tạo đề nghị Ủy ban nhân dân các xã, phường niêm yết Thông báo này và thông tin trên "
    "hệ thống truyền thanh cơ sở",
    "authority": "KT. Giám đốc",
    "position": "Phó Giám đốc",
    "signer": "Nguyễn Văn Minh Họa",
    "recipients": ["Ủy ban nhân dân tỉnh (để báo cáo)", "Ủy ban nhân dân các xã, phường"],
    "archive": "VT, VP",
    "address": [
        "Địa chỉ: Số 03 đường Minh Họa, phường Bình Minh, tỉnh Sơn Hà",
        "Điện thoại: 0214 000 0103",
    ],
    "qr": qr.svg("https://gopy.sonha.example/d/sh-2026-007/"),
    "qr_alt": "Mã QR",
    "qr_words": "Xem hồ sơ tại:",
    "short_url": "gopy.sonha.example/d/sh-2026-007",
}
COMMITTEE = {
    **DEPARTMENT,
    "superior": None,
    "body_name": "Ủy ban nhân dân tỉnh Sơn Hà",
    "symbol": "TB-UBND",
    "authority": "TM. Ủy ban nhân dân",
    "position": "Chủ tịch",
    "signer": None,
    "marks": [],
}


# What stands where, from the decree's table: beginning, size, bold, italic.
ELEMENTS = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, True, False),
    ("Độc lập - Tự do - Hạnh phúc", 13, 14, True, False),
    ("ỦY BAN NHÂN DÂN", 12, 13, False, False),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 12, 13, True, False),
    ("Số:", 13, 13, False, False),
    ("/TB-SGDĐT", 13, 13, False, False),
    ("Sơn Hà, ngày", 13, 14, False, True),
    ("tháng", 13, 14, False, True),
    ("năm", 13, 14, False, True),
    ("THÔNG BÁO", 13, 14, True, False),
    ("Lấy ý kiến đối với dự thảo", 13, 14, True, False),
    ("Sở Giáo dục và Đào tạo chủ trì", 13, 14, False, False),
    ("1. Nội dung lấy ý kiến", 13, 14, True, False),
    ("Địa chỉ: Số 03", 11, 12, False, False),
]
LAST_PAGE = [
    ("KT. GIÁM ĐỐC", 13, 14, True, False),
    ("PHÓ GIÁM ĐỐC", 13, 14, True, False),
    ("Nguyễn Văn Minh Họa", 13, 14, True, False),
    ("Nơi nhận:", 12, 12, True, True),
    ("- Ủy ban nhân dân tỉnh (để báo cáo);", 11, 11, False, False),
    ("- Lưu: VT, VP.", 11, 11, False, False),
]


@pytest.fixture(scope="module")
def paper() -> Printed:
    return Printed(typesetting.pdf(TEMPLATE, DEPARTMENT, DAY))


@pytest.fixture(scope="module")
def committee() -> Printed:
    return Printed(typesetting.pdf(TEMPLATE, COMMITTEE, DAY))


@pytest.mark.parametrize(
    ("page", "start", "least", "most", "bold", "italic"),
    [(1, *row) for row in ELEMENTS] + [(2, *row) for row in LAST_PAGE],
)
def test_every_element_has_its_case_size_and_weight(
    paper: Printed, page: int, start: str, least: float, most: float, bold: bool, italic: bool
) -> None:
    run = paper.one(start, page)
    assert least <= run.size <= most
    assert (paper.bold(run), run.face.italic) == (bold, italic)
    assert run.ink == 0


def test_a4_and_margins(paper: Printed) -> None:
    for page in paper.pdf.pages:
        assert [round(float(side) * MM, 1) for side in page.MediaBox] == [0, 0, 210, 297]
    body = [run for run in paper.runs if run.size >= 10 and run.text != "2"]
    assert 29.99 <= min(run.x for run in body) <= 35
    assert 15 <= 210 - max(run.end for run in body) <= 20
    # A line reaches from 0.8 of its size above the baseline to 0.2 below.
    assert 19.99 <= min(run.y - 0.8 * run.size * MM for run in body) <= 25
    assert 19.99 <= 297 - max(run.y + 0.2 * run.size * MM for run in body) <= 25


def test_name_of_the_state_over_its_motto(paper: Printed) -> None:
    state, motto = paper.one("CỘNG HÒA"), paper.one("Độc lập")
    rule = paper.under(motto)
    assert state.x > 210 / 2 - 20
    assert state.end == pytest.approx(193, abs=0.5)
    assert motto.middle == pytest.approx(state.middle, abs=0.3)
    assert (rule.length, rule.middle) == (
        pytest.approx(motto.width, abs=0.5),
        pytest.approx(motto.middle, abs=0.3),
    )


def test_body_under_its_superior(paper: Printed) -> None:
    above, area, body = (
        paper.one("ỦY BAN NHÂN DÂN"),
        paper.one("TỈNH HÀ GIANG SƠN"),
        paper.one("SỞ GIÁO DỤC"),
    )
    state = paper.one("CỘNG HÒA")
    assert above.y == pytest.approx(state.y, abs=0.2)
    assert above.y < area.y < body.y
    assert body.end < state.x
    for run in (above, area):
        assert run.middle == pytest.approx(body.middle, abs=0.3)
    rule = paper.under(body)
    assert 1 / 3 <= rule.length / body.width <= 1 / 2
    assert rule.middle == pytest.approx(body.middle, abs=0.3)


def test_number_and_date_wait_for_the_pen(paper: Printed) -> None:
    number, symbol = paper.one("Số:"), paper.one("/TB-SGDĐT")
    place, month, year = paper.one("Sơn Hà, ngày"), paper.one("tháng"), paper.one("năm")
    assert {number.y, symbol.y, place.y, month.y, year.y} == {number.y}
    assert symbol.x - number.end > 10
    assert min(month.x - place.end, year.x - month.end) > 8
    assert year.end + 10 < 193 + 5
    assert (number.x + symbol.end) / 2 == pytest.approx(paper.one("SỞ GIÁO DỤC").middle, abs=0.5)
    line = [run for run in paper.runs if run.page == 1 and abs(run.y - number.y) < 1]
    motto = paper.one("Độc lập")
    # The year's blank is as wide as the one between the month and the year, or wider.
    assert (place.x + year.end + 14) / 2 == pytest.approx(motto.middle, abs=2)
    assert not any(char.isdigit() for run in line for char in run.text)


def test_name_and_subject_in_the_middle(paper: Printed) -> None:
    name = paper.one("THÔNG BÁO")
    subject = [
        run
        for run in paper.runs
        if run.page == 1 and name.y < run.y < name.y + 25 and paper.bold(run)
    ]
    assert "".join(run.text for run in subject).split() == DEPARTMENT["subject"].split()
    for run in (name, *subject):
        assert (run.x + run.end) / 2 == pytest.approx((30 + 193) / 2, abs=1)
    rule = paper.under(subject[-1])
    assert 1 / 3 <= rule.length / max(run.width for run in subject) <= 1 / 2


def test_body_is_justified_with_first_lines_indented(paper: Printed) -> None:
    first = paper.one("Sở Giáo dục và Đào tạo chủ trì")
    following = [
        run
        for run in paper.runs
        if run.page == 1 and first.y < run.y < first.y + 20 and run.size == first.size
    ]
    assert 10 <= first.x - 30 <= 12.7
    assert {round(run.x, 1) for run in following} == {30.0}
    assert {round(run.end, 1) for run in (first, *following[:-1])} == {193.0}
    steps = [below.y - above.y for above, below in pairwise((first, *following))]
    single = first.size * MM * 1.15
    assert all(single <= step <= 1.5 * single for step in steps)
    paragraph, after = paper.one("Học sinh mầm non"), paper.one("Cha mẹ học sinh")
    lines = round((after.y - paragraph.y) / steps[0])
    assert after.y - paragraph.y - lines * steps[0] >= 6 * MM - 0.01


def test_points_run_a_b_c_d_đ_e_like_paragraphs(paper: Printed) -> None:
    signs = [
        run for run in paper.runs if run.text.rstrip().endswith(")") and len(run.text.strip()) == 2
    ]
    assert [run.text.strip() for run in signs] == [
        "a)",
        "b)",
        "c)",
        "a)",
        "b)",
        "c)",
        "d)",
        "đ)",
        "e)",
    ]
    assert {round(run.x, 1) for run in signs} == {42.0}
    long = signs[2]
    (second_line,) = [run for run in paper.runs if run.page == long.page and 4 < run.y - long.y < 8]
    assert second_line.x == pytest.approx(30, abs=0.1)


def test_end_of_the_text_and_signature(paper: Printed) -> None:
    assert "hệ thống truyền thanh cơ sở./." in paper.text
    authority, position, signer = (
        paper.one(text, 2) for text in ("KT. GIÁM", "PHÓ GIÁM", "Nguyễn Văn")
    )
    recipients = paper.one("Nơi nhận:", 2)
    closing = max(run.y for run in paper.runs if run.text.rstrip().endswith("./."))
    assert authority.y > closing
    assert authority.y == pytest.approx(recipients.y, abs=0.5)
    assert recipients.x == pytest.approx(30, abs=0.1)
    assert authority.x > 210 / 2
    assert (
        position.middle
        == pytest.approx(authority.middle, abs=0.3)
        == pytest.approx(signer.middle, abs=0.3)
    )
    assert 25 <= signer.y - position.y <= 40


def test_signature_never_stands_alone_on_a_page(paper: Printed) -> None:
    before = [
        run
        for run in paper.runs
        if run.page == 2 and run.y < paper.one("Nơi nhận:", 2).y and run.size >= 13
    ]
    assert len({round(run.y) for run in before} - {round(paper.one("2", 2).y)}) >= 2


def test_pages_are_numbered_from_the_second_in_the_top_margin(paper: Printed) -> None:
    number = paper.one("2", 2)
    assert 13 <= number.size <= 14
    assert 10 < number.y < 20
    assert number.middle == pytest.approx((30 + 193) / 2, abs=0.5)
    assert not [run for run in paper.runs if run.page == 1 and run.text.strip() == "1"]


def test_address_at_the_foot_of_the_first_page_only(paper: Printed) -> None:
    address = paper.one("Địa chỉ: Số 03")
    rule = next(rule for rule in paper.rules if rule.page == 1 and rule.length > 100)
    assert (rule.x, rule.length) == (pytest.approx(30, abs=0.1), pytest.approx(163, abs=0.1))
    assert 0 < address.y - rule.y < 7
    assert address.y > 260
    assert paper.text.count("Địa chỉ: Số 03") == 1
    assert max(run.y for run in paper.runs if run.page == 1 and run.size >= 13) < rule.y


def test_every_page_bears_mark_and_edition(paper: Printed) -> None:
    for page in (1, 2):
        assert paper.one("Dữ liệu minh họa", page).y < 20
        assert paper.one("Mã: SH-2026-007 · Bản ngày 22/11/2026", page).y > 280


def test_code_is_25_mm_wide(paper: Printed) -> None:
    strokes = [
        rule for rule in paper.rules if rule.page == 2 and rule.y > paper.one("- Lưu:", 2).y + 4
    ]
    left, right = (
        min(rule.x for rule in strokes),
        max(rule.x + rule.length for rule in strokes if rule.length < 25),
    )
    assert (left, right - left) == (pytest.approx(30, abs=0.1), pytest.approx(25, abs=0.1))


def test_committee_names_no_body_above_it(committee: Printed) -> None:
    first, area = committee.one("ỦY BAN NHÂN DÂN"), committee.one("TỈNH SƠN HÀ")
    assert first.y == pytest.approx(committee.one("CỘNG HÒA").y, abs=0.2)
    assert committee.bold(first) and committee.bold(area)
    rule = committee.under(area)
    assert 1 / 3 <= rule.length / max(first.width, area.width) <= 1 / 2
    assert committee.one("TM. ỦY BAN NHÂN DÂN", 2).middle == pytest.approx(
        committee.one("CHỦ TỊCH", 2).middle, abs=0.3
    )
    assert "Nguyễn Văn" not in committee.text
    assert "Dữ liệu minh họa" not in committee.text


def test_all_is_set_in_the_one_typeface_of_documents(paper: Printed) -> None:
    serif = fonts.installed().serif.name.replace(" ", "")
    others = {run.text for run in paper.runs if run.face.name.partition("-")[0] != serif}
    assert others == {"Dữ liệu minh họa"}


def test_recipients_are_listed_and_the_archive_ends_the_list(paper: Printed) -> None:
    start = paper.one("Nơi nhận:", 2)
    lines = [
        run.text
        for run in paper.runs
        if run.page == 2 and run.size == 11 and run.y > start.y and run.text.startswith("-")
    ]
    assert lines == [
        "- Ủy ban nhân dân tỉnh (để báo cáo);",
        "- Ủy ban nhân dân các xã, phường;",
        "- Lưu: VT, VP.",
    ]


def test_every_length_of_the_table_holds_in_a_notice_of_the_site(built: Path) -> None:
    """The same out of a record, not of data made for this test: margins, head, blank number and date, end."""
    notices = 0
    for path in sorted((built / "site" / "du-thao").glob("*/thong-bao.pdf")):
        paper = Printed(path.read_bytes())
        if "không nhận ý kiến" in paper.text.lower():  # what lies there once no opinions are taken
            continue
        notices += 1
        state, motto = paper.one("CỘNG HÒA XÃ HỘI"), paper.one("Độc lập - Tự do")
        assert 12 <= state.size <= 13 and 13 <= motto.size <= 14
        assert paper.under(motto).length == pytest.approx(motto.width, abs=0.5)
        assert not re.search(r"\d", paper.one("Số:").text)
        assert "./." in paper.text
        body = [run for run in paper.runs if run.size >= 11]
        assert 29.99 <= min(run.x for run in body) <= 35, path
        assert 15 <= 210 - max(run.end for run in body) <= 20.01, path
        for page in range(2, len(paper.pdf.pages) + 1):
            number = paper.one(str(page), page)
            assert number.middle == pytest.approx((30 + 193) / 2, abs=0.5)
            assert 13 <= number.size <= 14
    assert notices >= 5
