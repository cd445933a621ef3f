"""Lists of offices: what each cell becomes, and that every doubt is told with its cell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from duthao.domain.expected_time import parse
from duthao.records import register_reader, spreadsheets
from duthao.records.plan_files import list_columns, office_list, time_words
from duthao.records.plan_files.office_list import OfficeList
from duthao.records.plan_files.register_names import RegisterNames, keys_within
from tests.conftest import ROOT
from tests.office_lists import workbook

REGISTERS = register_reader.load(ROOT)[0]
assert REGISTERS is not None
KNOWN = REGISTERS
HEADINGS = ["STT", "Tên văn bản", "Đơn vị chủ trì", "Thời gian"]


@pytest.mark.parametrize(
    "text,time,doubtful",
    [
        ("Tháng 5/2027", "2027-05", False), ("tháng 05 năm 2027", "2027-05", False), ("5/2027", "2027-05", False),
        ("T5/2027", "2027-05", False), ("QUÝ II NĂM 2027", "2027-Q2", False), ("Quý 2", "2027-Q2", True),
        ("Quý II-III/2027", "2027-Q2/2027-Q3", False), ("Quý III, IV năm 2027", "2027-Q3/2027-Q4", False),
        ("Từ tháng 5 đến tháng 6/2027", "2027-05/2027-06", False), ("tháng 5, tháng 6/2027", "2027-05/2027-06", False),
        ("6 tháng đầu năm 2027", "2027-H1", False), ("Năm 2027", "2027", False), ("15/8/2027", "2027-08-15", False),
        ("Kỳ họp thường lệ giữa năm 2027", "giua-nam-2027", False), ("Kỳ họp cuối năm 2027 của HĐND tỉnh", "cuoi-nam-2027", False),
        ("trước 30/6/2027", "../2027-06-30", True), ("Trước tháng 6/2027", "../2027-05-31", True),
        ("Trước quý II/2027", "../2027-03-31", True), ("Chậm nhất tháng 9/2027", "../2027-09", False),
        ("đầu tháng 5/2027", "2027-05", True), ("cuối quý II/2027", "2027-Q2", True), ("cuối năm 2027", "2027-H2", True),
        ("Dự kiến trình tháng 7/2027", "2027-07", False), ("Quý I/2028", "2028-Q1", True),
        ("2027-05-01", "2027-05-01", True), ("2027-05-12", "2027-05-12", False),  # cells that hold days
        ("Kỳ họp chuyên đề", "", True), ("Kỳ họp thường lệ", "", True), ("31/4/2027", "", True), ("Tháng 13/2027", "", True),
        ("Khi có nghị định", "", True), ("2028-02-31", "", True),
        # Not at that time, but after it, before it, from it on, or not then
        ("Từ quý II/2028", "", True), ("Từ tháng 5/2027", "", True), ("Sau quý II/2027", "", True), ("Chưa trình quý II/2027", "", True),
        ("Sau kỳ họp thường lệ giữa năm 2027", "", True), ("Trước kỳ họp giữa năm 2027", "", True),
        ("Không trình kỳ họp giữa năm 2027", "", True), ("Chưa trình kỳ họp cuối năm 2027", "", True),
        ("Lùi kỳ họp giữa năm 2027", "", True), ("Dời sang quý III/2027", "", True), ("Kỳ họp giữa năm 2027 hoặc sau đó", "", True),
        ("Trình HĐND tỉnh tại kỳ họp cuối năm 2027", "cuoi-nam-2027", False), ("Trình kỳ họp cuối năm 2027", "cuoi-nam-2027", False),
        ("Sáu tháng đầu năm 2027", "2027-H1", False), ("Sau tháng đầu năm 2027", "", True),
        ("Từ quý II đến quý III/2027", "2027-Q2/2027-Q3", False), ("Khoảng tháng 5/2027", "2027-05", True), ("quý II/2027 hoặc quý sau", "", True), ("", "", False),
    ],
)  # fmt: skip
def test_a_time_in_words(text: str, time: str, doubtful: bool) -> None:
    told = time_words.read(text, 2027, KNOWN.sessions)
    assert (told.time, told.doubt is not None) == (time, doubtful)
    assert not time or parse(time).text == time


@pytest.mark.parametrize(
    "text,key,ended",
    [
        ("Sở GD&ĐT", "so-giao-duc-va-dao-tao", ""), ("SỞ GD-ĐT", "so-giao-duc-va-dao-tao", ""),
        ("Sở GDĐT tỉnh", "so-giao-duc-va-dao-tao", ""), ("so giao duc va dao tao", "so-giao-duc-va-dao-tao", ""),
        ("Sở Nông nghiệp và Môi trường tỉnh Lào Cai", "so-nong-nghiep-va-moi-truong", ""),
        ("UBND tỉnh", "ubnd-tinh", ""), ("Sở TT&TT", "so-khoa-hoc-va-cong-nghe", "so-thong-tin-va-truyen-thong"),
        ("Sở Xây dựng", "so-xay-dung", ""), ("Sở Kế hoạch", "", ""),
    ],
)  # fmt: skip
def test_an_agency_by_its_names(text: str, key: str, ended: str) -> None:
    found = RegisterNames(KNOWN, 2027).agency(text)
    assert (found.keys, found.ended) == ((key,) if key else (), ended)


def test_agencies_in_a_cell() -> None:
    found, unknown = RegisterNames(KNOWN, 2027).agencies_in(
        "Sở Văn hóa, Thể thao và Du lịch, Sở Tài chính; Sở Nội vụ\n- Công an tỉnh, các xã"
    )
    assert [one.keys[0] for one in found] == ["so-van-hoa-the-thao-va-du-lich", "so-tai-chinh", "so-noi-vu", "cong-an-tinh"]  # fmt: skip
    assert unknown == ["các xã"]


def _read(*rows: Sequence[object], merged: frozenset[str] = frozenset()) -> OfficeList:
    listed = office_list.read(spreadsheets.read_table(workbook(rows), ".xlsx"), KNOWN, 2027, merged)
    assert listed is not None
    return listed


def _cells(listed: OfficeList) -> list[str]:
    return [doubt.cell for doubt in listed.doubts]


def test_a_list_in_groups() -> None:
    listed = _read(
        ["DANH MỤC VĂN BẢN NĂM 2027"],
        HEADINGS,
        ["(1)", "(2)", "(3)", "(4)"],
        ["A", "NGHỊ QUYẾT CỦA HĐND TỈNH"],
        ["I", "Sở Y tế"],
        [1, "Quy định mức hỗ trợ khám bệnh", None, "Quý II/2027"],
        ["II", "SỞ NỘI VỤ"],
        [2, "Quy định chế độ cho thôn", None, "Tháng 5/2027"],
        ["B", "QUYẾT ĐỊNH CỦA UBND TỈNH"],
        [3, "Bãi bỏ quy định về chợ", "Sở Công Thương", "Tháng 6/2027"],
        [None, "Tổng cộng: 3 văn bản"],
    )
    told = [
        (r.fields["document_type"], r.fields["agency"], r.fields.get("form")) for r in listed.rows
    ]
    assert told == [
        ("nq-hdnd-tinh", "so-y-te", None),
        ("nq-hdnd-tinh", "so-noi-vu", None),
        ("qd-ubnd-tinh", "so-cong-thuong", "repealing"),
    ]
    assert _cells(listed) == ["B11"]  # what is neither a row nor a heading is told
    assert listed.skipped == 1


def test_headings_without_marks_and_columns_that_nobody_knows() -> None:
    listed = _read(
        ["So TT", "Ten van ban", "Co quan chu tri", "Thoi gian trinh", "Thoi gian ban hanh", "Kinh phi", "Lanh dao"],
        [1, "Quyết định về giá nước", "Sở Tài chính", "Quý I/2027", "Quý II/2027", "5 triệu", "Phó Giám đốc"],
    )  # fmt: skip
    assert _cells(listed) == ["E1", "F1", "G1"]
    (row,) = listed.rows
    assert row.fields["expected"] == "2027-Q1"
    # money and persons are for the office alone
    assert row.fields["internal"] == "Thoi gian ban hanh: Quý II/2027; Kinh phi: 5 triệu; Lanh dao: Phó Giám đốc"  # fmt: skip


def test_merged_cells_are_carried_down_and_blank_ones_with_a_doubt() -> None:
    rows: list[Sequence[object]] = [
        HEADINGS,
        [1, "Nghị quyết một", "Sở Y tế", "Quý I/2027"],
        [2, "Nghị quyết hai", None, "Quý I/2027"],
        [3, "Nghị quyết ba", None, "Quý I/2027"],
    ]
    listed = _read(*rows, merged=frozenset({"C3"}))
    assert [row.fields["agency"] for row in listed.rows] == ["so-y-te"] * 3
    assert _cells(listed) == ["C4"]


def test_what_is_not_known_keeps_its_words() -> None:
    listed = _read(
        [*HEADINGS, "Cơ quan phối hợp", "Đối tượng", "Kênh truyền thông", "Hình thức xử lý"],
        [1, "Văn bản về X", "Ban Y", "lúc nào đó", "Sở Y tế, các xã", "Người dân; thợ mỏ", "Loa, bảng tin", "gì đó"],
    )  # fmt: skip
    (row,) = listed.rows
    assert row.fields == {
        "title": "Văn bản về X",
        "agency_words": "Ban Y",
        "cooperating": ["so-y-te"],
        "cooperating_words": "Sở Y tế, các xã",
        "expected_words": "lúc nào đó",
        "audiences": ["nguoi-dan"],
        "channels": ["loudspeaker", "notice_board"],
        "internal": "Đối tượng: Người dân; thợ mỏ; Kênh truyền thông: Loa, bảng tin",
    }
    assert sorted(_cells(listed)) == ["B2", "C2", "D2", "E2", "F2", "H2"]
    assert all(doubt.say.vi and doubt.say.en for doubt in listed.doubts)


def test_what_is_no_list_has_no_headings() -> None:
    lines = spreadsheets.read_table(workbook([["Họ tên", "Điện thoại"], ["A", "B"]]), ".xlsx")
    assert office_list.read(lines, KNOWN, 2027) is None


def test_a_longer_sign_wins() -> None:
    signs = list_columns.aliases(list_columns.PRODUCTS)
    told = "Tin, bài viết; tờ thông tin, bài phát thanh"
    assert keys_within(told, signs) == ["news", "information_sheet", "loudspeaker_script"]


@pytest.mark.parametrize(
    "heading,use",
    [
        ("Kinh phí dự kiến", "internal"), ("Dự kiến kinh phí", "internal"), ("Lãnh đạo chủ trì", "internal"),
        ("Người thực hiện", "internal"), ("Cán bộ theo dõi, số điện thoại", "internal"), ("Tiền", "internal"), ("Dự kiến", ""),
        ("Tiến độ", "expected"), ("Đối tượng (người dân, doanh nghiệp)", "audiences"), ("Cơ quan chủ trì", "agency"),
        ("Thời gian dự kiến", "expected"),
    ],
)  # fmt: skip
def test_what_a_column_is_for(heading: str, use: str) -> None:
    assert list_columns._use(heading) == use


def test_money_and_persons_are_in_no_public_field() -> None:
    listed = _read(
        ["STT", "Tên văn bản", "Lãnh đạo chủ trì", "Cơ quan chủ trì", "Kinh phí dự kiến", "Thời gian"],
        [1, "Quyết định về giá nước", "Nguyễn Thị Bích", "Sở Tài chính", "Quý I/2027", "Quý II/2027"],
    )  # fmt: skip
    (row,) = listed.rows
    assert (row.fields["agency"], row.fields["expected"]) == ("so-tai-chinh", "2027-Q2")
    public = {field: value for field, value in row.fields.items() if field != "internal"}
    assert "Bích" not in repr(public) and "Bích" in row.fields["internal"]


def test_a_title_with_nothing_beside_it_is_a_text() -> None:
    listed = _read(
        HEADINGS,
        [None, "Nghị quyết quy định mức hỗ trợ nuôi ong"],
        [None, "Quyết định của Ủy ban nhân dân tỉnh năm 2027"],
        [1, "Quy định giá nước", "Sở Tài chính", "Quý I/2027"],
        ["II", "Nghị quyết quy định chi tiết luật"],
        [2, "Quy định giá điện", "Sở Tài chính", "Quý I/2027"],
    )
    kinds = [(row.fields["title"], row.fields["document_type"]) for row in listed.rows]
    assert kinds == [
        ("Nghị quyết quy định mức hỗ trợ nuôi ong", "nq-hdnd-tinh"),
        ("Quy định giá nước", "qd-ubnd-tinh"),
        ("Quy định giá điện", "qd-ubnd-tinh"),
    ]
    assert set(_cells(listed)) == {"B2", "C2", "D2", "A5"}
