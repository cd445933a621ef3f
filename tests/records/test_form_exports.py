"""Exports of forms: whatever wrote them they are read within bounds; what is the same is one; nobody is named."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duthao.clock import VN
from duthao.domain import responses
from duthao.records import spreadsheets
from duthao.records.form_exports import export_columns, opinions, sent_at, work_table
from duthao.records.form_exports.export_columns import parse_use
from duthao.records.form_exports.export_rows import ExportRow, read_sources, source_words
from duthao.records.form_exports.opinions import Export, Gathered
from duthao.records.form_exports.private_details import details, even_fold, masked, own_phrases
from duthao.records.form_exports.sameness import agrees_only, merged, signature
from duthao.records.spreadsheets import UnreadableTable, read_table
from duthao.rendering.workbook import Sheet, workbook
from duthao.text import fold
from tests import form_answers as forms

TABLE = (
    ("Xã, phường", "Ý kiến"),
    ("Y Tý", "Đề nghị, nếu được; nâng mức\nở dòng thứ hai"),
    ("", "0123"),
    ("Bản Lầu", 'có "ngoặc kép" và =1+1'),
)


@pytest.mark.parametrize(
    "raw,suffix",
    [
        (forms.csv_bytes(TABLE), ".csv"),
        (forms.csv_bytes(TABLE, ";"), ".csv"),
        (forms.csv_bytes(TABLE, "\t"), ".tsv"),
        (forms.csv_bytes(TABLE, "|", "utf-8-sig"), ".txt"),
        (forms.csv_bytes(TABLE, ",", "utf-16"), ".csv"),
        (forms.csv_bytes(TABLE, "\t", "utf-16-le"), ".csv"),
        (b"sep=;\r\n" + forms.csv_bytes(TABLE, ";"), ".csv"),
        (forms.xlsx_bytes(TABLE), ".xlsx"),
        (forms.ods_bytes(TABLE), ".ods"),
        (workbook([Sheet("Trang 1", TABLE)]), ".xlsx"),
    ],
)
def test_every_form_of_a_table_reads_the_same(raw: bytes, suffix: str) -> None:
    assert [line.cells for line in read_table(raw, suffix)] == list(TABLE)


def test_headings_with_commas_do_not_mislead() -> None:
    """Unquoted in a file parted by semicolons, as some portals write."""
    raw = "Xã, phường, thị trấn;Họ tên, chức vụ;Ý kiến\nY Tý;;Tăng mức\n".encode()
    assert [len(line.cells) for line in read_table(raw, ".csv")] == [3, 3]


def test_the_old_code_page_of_windows() -> None:
    raw = "Y kiê\u0301n,Xa\u0303\nTăng,Bát Xát\n".encode("cp1258", "ignore")
    assert read_table(raw, ".csv")[0].cells[1] == "Xã"


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "raw,suffix",
    [
        (packed(content_xml="<a>" + "0" * 70_000_000 + "</a>"), ".ods"),
        (packed(content_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), ".ods"),
        (packed(content_xml="<a>"), ".ods"),
        (packed(xl__workbook_xml="<!DOCTYPE a><a/>"), ".xlsx"),
        (packed(other_xml="<a/>"), ".xlsx"),
        (b"PK\x03\x04 no archive", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
        (b'a,b\n"never closed', ".csv"),
        (b"a\0b,\xff", ".csv"),
        (("a," + "b" * (spreadsheets.MAX_CELL + 1)).encode(), ".csv"),
        ((",".join("a" * (spreadsheets.MAX_COLUMNS + 1))).encode(), ".csv"),
        (b"a\n" * (spreadsheets.MAX_ROWS + 1), ".csv"),
        (forms.ods_bytes([("a",)]).replace(b"mimetype", b"mimetypf")[:-30], ".ods"),
        (b"", ".doc"),
        (packed(other_xml="<a/>"), ".ods"),
    ],
)
def test_what_is_no_table_is_refused_in_words(raw: bytes, suffix: str) -> None:
    with pytest.raises(UnreadableTable) as error:
        read_table(raw, suffix)
    assert error.value.say.vi


@given(st.binary(max_size=300), st.sampled_from(spreadsheets.SUFFIXES))
def test_any_bytes_are_a_table_or_are_refused(raw: bytes, suffix: str) -> None:
    with suppress(UnreadableTable):
        assert all(line.cells for line in read_table(raw, suffix))


# ---- when


@pytest.mark.parametrize(
    "heading,values,expected",
    [
        ("Dấu thời gian", ["2026/11/25 9:12:33 CH GMT+7"], "2026-11-25T21:12:33"),
        ("Timestamp", ["11/25/2026 21:12:33"], "2026-11-25T21:12:33"),
        ("Dấu thời gian", ["5/11/2026 21:12:33", "25/11/2026 0:00:00"], "2026-11-05T21:12:33"),
        ("Timestamp", ["11/5/2026 1:02:03 PM", "11/30/2026 1:02:03 PM"], "2026-11-05T13:02:03"),
        ("_submission_time", ["2026-12-05T16:58:30"], "2026-12-05T23:58:30"),
        ("submitdate. Date submitted", ["2026-11-25 09:12:33"], "2026-11-25T09:12:33"),
        ("end", ["2026-11-25T02:12:33.123Z"], "2026-11-25T09:12:33"),
        ("Ngày gửi", ["25-11-2026"], "2026-11-25T00:00:00"),
    ],
)
def test_times_as_providers_write_them(heading: str, values: list[str], expected: str) -> None:
    assert sent_at.read_times(heading, values).times[0] == datetime.fromisoformat(expected).replace(
        tzinfo=VN
    )


@pytest.mark.parametrize("value", ["", "hôm qua", "31/02/2026", "1980-01-01 00:00:00"])
def test_what_is_no_time(value: str) -> None:
    assert sent_at.read_times("Ngày", [value]).times == (None,)


def test_days_that_could_be_months_are_told() -> None:
    assert sent_at.read_times("Timestamp", ["5/6/2026 1:00", "7/8/2026 1:00"]).unsure
    assert not sent_at.read_times("Timestamp", ["5/6/2026 1:00", "17/8/2026 1:00"]).unsure


# ---- who


@pytest.mark.parametrize(
    "text,hidden",
    [
        ("Tôi là Lò Thị Mẫu, đề nghị tăng.", "Lò Thị Mẫu"),
        ("toi la nguyen van thu, de nghi tang", "nguyen van thu"),
        ("Tên tôi là Ánh Dương. Đề nghị tăng.", "Ánh Dương"),
        ("Xin nhờ anh Thử Nghiệm trả lời.", "Thử Nghiệm"),
        ("Đề nghị tăng.\nTrân trọng\nThử", "Thử"),
        ("VÀNG SEO MẪU", "VÀNG SEO MẪU"),
        ("Nhà tôi ở số 12 ngõ 5 đường Minh Họa, phường Mẫu", "số 12 ngõ 5 đường Minh Họa"),
        ("Tôi ở thôn 3, xã Y Tý.", "thôn 3, xã Y Tý"),
        ("Gọi 0900.000.001 hoặc (0214) 3800 001", "0900.000.001"),
        ("cccd 010101000001", "010101000001"),
        ("thư gửi mot@vi-du.example", "mot@vi-du.example"),
    ],
)
def test_details_of_a_person_are_masked(text: str, hidden: str) -> None:
    found = details(text)
    assert hidden not in masked(text, found)
    assert any(text[d.start : d.end].find(hidden.split()[-1]) >= 0 for d in found)


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị sửa Điều 4, khoản 2 theo Nghị quyết số 12 của Hội đồng nhân dân.",
        "Mức 18.000 đồng không đủ, cần 20.000 đồng từ ngày 01/01/2027.",
        "Đường Hoàng Liên, xã Trịnh Tường và tỉnh Lào Cai cần thêm trường.",
        "Có định biên người nấu ăn; ba bữa một tuần, các bà mẹ thay nhau.",
        "CÓ ĐỊNH BIÊN NGƯỜI NẤU ĂN CHO TỪNG ĐIỂM TRƯỜNG",
        "Ông Chủ tịch xã nên ký.",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert details(text) == []


def test_what_the_sender_wrote_elsewhere_is_found() -> None:
    text = "Gọi Người Góp Ý Một, hoặc nguoi gop y mot."
    assert masked(text, details(text, ["Người Góp Ý Một"])) == "Gọi [tên], hoặc [tên]."


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(even_fold(text)) == len(text)
    for sign, plain in zip(text, even_fold(text), strict=True):
        assert plain in (fold(sign), sign.lower()[:1], sign)


@given(st.text("Nguyễn Văn ATôi là thôn 3, xã.\n@0912 ", max_size=60))
def test_masks_cover_what_was_found_and_nothing_else(text: str) -> None:
    found = details(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = masked(text, [d._replace(kind="name") for d in found]).replace("[tên]", "")
    places = {n for d in found for n in range(d.start, d.end)}
    assert kept == "".join(sign for n, sign in enumerate(text) if n not in places)


@pytest.mark.parametrize("sign", [" ", "\n", ".", ". ", "?!", " \n", "a", "\u00a0", ","])
def test_long_runs_do_not_hold_up_the_import(sign: str) -> None:
    """Quadratic patterns would take minutes here; the places of what is found stay those of the whole text."""
    text = f"Tôi tên là{sign * 20_000} Gọi 0900 000 001. Địa chỉ {sign * 20_000}"
    found = details(text)
    assert "0900 000 001" in [
        t for d in found for t in [text[d.start : d.end]] if d.kind == "mobile"
    ]
    assert signature(text, found)
    assert own_phrases([text])


def test_a_stray_quotation_mark_in_a_long_file_is_told() -> None:
    with pytest.raises(UnreadableTable):
        read_table(('"a;b\n' + "c;d\n" * 90_000).encode(), ".csv")


# ---- what is the same


def test_a_call_with_names_and_greetings_varied_is_one() -> None:
    """Three calls among 700 other opinions: each is found whole, and nothing else with it."""
    chance = random.Random(407)
    calls = [
        forms.CAMPAIGN,
        "Không đồng ý giao thêm việc nấu ăn cho giáo viên, đề nghị có định biên người nấu ăn cho từng điểm trường.",
        "Đề nghị mở rộng cho các xã đặc biệt khó khăn, không chỉ xã biên giới, vì học sinh ở đó cũng đi xa như nhau.",
    ]
    others = forms.own_opinions(chance)
    texts: list[tuple[object, str]] = []
    for number in range(1000):
        who = forms.sender(chance)
        call = chance.randrange(10)
        if call < 3:
            texts.append((call, forms.copied(calls[call], who, chance)))
        else:
            texts.append((f"own {number}", forms.copied(next(others), who, chance)))
    found = merged([signature(text) for _, text in texts])
    told: dict[object, set[int]] = {}
    for (truth, _), place in zip(texts, found, strict=True):
        told.setdefault(truth, set()).add(place)
    assert {truth: len(places) for truth, places in told.items()} == dict.fromkeys(told, 1)
    assert len({min(places) for places in told.values()}) == len(told)


def test_opinions_that_quote_one_article_stay_as_many() -> None:
    article = (
        "“Điều 2. Mức hỗ trợ. Mỗi em được hỗ trợ 18.000 đồng một ngày học, không quá 22 ngày một tháng "
        "và chín tháng một năm học; trường có từ 30 em trở lên được hỗ trợ tiền thuê người nấu ăn.”"
    )
    others = forms.own_opinions(random.Random(2))
    texts = [f"{article} {next(others)} Xin cảm ơn." for _ in range(30)]
    assert merged([signature(text) for text in texts]) == list(range(30))


@pytest.mark.parametrize(
    "one,other",
    [
        ("Đề nghị nâng lên 20.000 đồng.", "Đề nghị nâng lên 25.000 đồng."),
        ("Tôi đồng ý giao cho xã.", "Tôi không đồng ý giao cho xã."),
        ("Bỏ quy định ở Điều 3.", "Bỏ quy định ở Điều 4."),
        ("Áp dụng cho các xã: Y Tý, Bản Lầu.", "Áp dụng cho các xã: Y Tý, Pha Long."),
        ("Nên bán cho trường học ở bản.", "Nên bàn cho trường học ở bản."),
        ("Đường vào thôn 3, xã Y Tý hỏng.", "Đường vào thôn 5, xã Bản Lầu hỏng."),
        ("Đặt tên đường Lê Mẫu.", "Đặt tên đường Trần Mẫu."),
        ("Đề nghị tăng phụ cấp.", "Đề nghị tăng phụ cấp, giáo viên rất vất vả."),
        *(
            (
                f"Dự thảo còn sót học sinh bán trú. {one}",
                f"Dự thảo còn sót học sinh bán trú. {other}",
            )
            for one, other in (
                (
                    "Rất mong cơ quan xem xét cả học sinh nội trú.",
                    "Rất mong cơ quan xem xét cả giáo viên hợp đồng.",
                ),
                (
                    "Mong cơ quan quan tâm học sinh lớp bé.",
                    "Mong cơ quan quan tâm học sinh lớp lớn.",
                ),
                ("Chúng tôi rất lo bếp ăn.", "Chúng tôi rất lo đường xa."),
                ("Cảm ơn Sở đã lo bếp ăn.", "Cảm ơn Sở đã lo sách vở."),
                ("Rất mong cơ quan quan tâm: xã Y Tý.", "Rất mong cơ quan quan tâm: xã Pha Long."),
                ("", "Rất mong dân bản có nhà ở."),
            )
        ),
        ("Hỗ trợ cho học sinh. Xin cảm ơn.", "Hỗ trợ cho học sinh, phụ huynh. Xin cảm ơn."),
        (
            "Kính gửi Sở, học sinh xã Y Tý đi học xa. Xin xe.",
            "Kính gửi Sở, giáo viên xã Y Tý đi dạy xa. Xin xe.",
        ),
        (
            "Kính gửi Sở. Phụ huynh, học sinh đều vất vả.",
            "Kính gửi Sở. Giáo viên, học sinh đều vất vả.",
        ),
        (
            "Tôi là Lò Thị Mẫu. Xã Y Tý, xã Pha Long mong xe.",
            "Tôi là Lò Thị Mẫu. Xã Bản Lầu, xã Pha Long mong xe.",
        ),
    ],
)
def test_what_differs_is_not_one(one: str, other: str) -> None:
    assert merged([signature(one), signature(other)]) == [0, 1]


@pytest.mark.parametrize(
    "text,consent",
    [
        ("Đồng ý", True),
        ("tôi hoàn toàn nhất trí với dự thảo ạ.", True),
        ("dong y", True),
        ("Không có ý kiến gì thêm", True),
        ("Không đồng ý", False),
        ("Đồng ý nhưng nên tăng", False),
        ("Đồng ý tăng mức", False),
        ("Không nên tăng", False),
    ],
)
def test_consent_alone(text: str, consent: bool) -> None:
    assert agrees_only(text) is consent


# ---- all of it


def export(rows: forms.Rows, uses: str, name: str = "tep.csv") -> Export:
    lines = read_table(forms.csv_bytes(rows), ".csv")
    found = tuple(use for text in uses.split() if (use := parse_use(text)))
    assert len(found) == len(uses.split())
    return Export(name, lines[0].cells, found, tuple(lines[1:]))


def gather(*exports: Export, closes: datetime | None = None) -> Gathered:
    return opinions.gather(exports, closes=closes, places={"y-ty": "y-ty"}, channel="bieu-mau")


def test_nothing_is_dropped_in_silence() -> None:
    """Every answer of the samples is in a row or among those set aside."""
    samples = [
        export(forms.GOOGLE, "sent personal personal who place opinion opinion", "google"),
        export(forms.MICROSOFT, "id skip sent personal personal stance opinion", "microsoft"),
        export(forms.PORTAL, "id sent personal opinion ref", "portal"),
    ]
    found = gather(*samples, closes=datetime(2026, 12, 6, tzinfo=VN))
    told = {s for o in found.opinions for s in o.sources} | {a.source for a in found.set_aside}
    assert {s._replace(mark="") for s in told} == {
        ExportRow(e.name, line.number) for e in samples for line in e.lines
    }
    assert opinions.figures(found) == {
        "empty": 1, "agrees": 1, "opposes": 1, "repeated": 1, "beside": 1, "opinions": 8, "rows": 6, "late": 1, "merged": 3,
    }  # fmt: skip
    assert sum(o.count for o in found.opinions) == 8


def test_the_last_second_is_in_time() -> None:
    closes = datetime(2026, 12, 6, tzinfo=VN)
    rows = [("Timestamp", "Ý kiến")] + [
        (f"{closes + timedelta(seconds=shift):%Y-%m-%d %H:%M:%S}", f"Ý thứ {shift}")
        for shift in (-1, 0, 1)
    ]
    late = [o.late for o in gather(export(rows, "sent opinion"), closes=closes).opinions]
    assert late == [False, True, True]


def test_a_late_copy_is_counted_apart() -> None:
    rows = (
        ("Timestamp", "Ý kiến"),
        ("2026-12-01 08:00:00", forms.CAMPAIGN),
        ("2026-12-08 08:00:00", forms.CAMPAIGN),
    )
    found = gather(export(rows, "sent opinion"), closes=datetime(2026, 12, 6, tzinfo=VN))
    assert [(o.late, o.count) for o in found.opinions] == [(False, 1), (True, 1)]


def test_each_part_of_an_answer_is_kept() -> None:
    """A `no` to a question is none to an opinion; consent beside an opinion is listed; the stance is told."""
    rows = (
        (
            "Ông bà có đồng ý không?",
            "Gia đình có sẵn sàng bán rau không?",
            "Ý kiến khác",
            "Mức hỗ trợ, nên thế nào",
        ),
        ("Đồng ý", "Không", "Không", "Nên tăng theo giá chợ"),
    )
    found = gather(export(rows, "stance opinion opinion opinion"))
    assert [o.text for o in found.opinions] == [f"{rows[0][1]} Không", "Nên tăng theo giá chợ"]
    assert [(a.reason, a.text) for a in found.set_aside] == [("beside", "Ý kiến khác: Không")]
    assert all(any("Đồng ý" in note for note in o.notes) for o in found.opinions)


def test_each_original_of_a_call_is_kept() -> None:
    texts = [forms.CAMPAIGN, f"Xin chào. {forms.CAMPAIGN}", f"{forms.CAMPAIGN} Xin cảm ơn."]
    found = gather(export([("Ý kiến",), *((text,) for text in texts)], "opinion"))
    assert [text for _, text in found.opinions[0].originals] == texts
    table, _ = work_table.with_opinions(None, found, 1)
    sheets = dict(work_table.sheets(table))
    assert [line[1] for line in sheets[work_table.MERGED_SHEET][1:]] == texts


@pytest.mark.parametrize("count,told", [("²", 1), ("12", 12), ("-1", 1)])
def test_a_count_is_of_plain_digits(count: str, told: int) -> None:
    rows = (("Số", "Ý kiến"), (count, forms.CAMPAIGN))
    assert gather(export(rows, "count opinion")).opinions[0].count == told


def test_what_no_cell_takes_is_cut_and_told() -> None:
    rows = (("Họ tên", "Ý kiến"), ("b" * 40_000, "Tăng " + "a" * 40_000))
    table, _ = work_table.with_opinions(None, gather(export(rows, "personal opinion")), 1)
    assert "bị cắt" in table.rows[0].beside[work_table.NOTES]
    assert workbook([Sheet(*sheet) for sheet in work_table.sheets(table)])


def test_overlapping_exports_count_once_and_edits_are_told() -> None:
    rows = (("id", "Ý kiến"), ("1", "Tăng mức cho mầm non"), ("2", "Bỏ khoản 3"))
    edited = (("id", "Ý kiến"), ("1", "Tăng mức cho mầm non"), ("2", "Sửa khoản 3"))
    found = gather(export(rows, "id opinion", "a"), export(edited, "id opinion", "b"))
    assert [a.reason for a in found.set_aside] == ["repeated"]
    assert [o.text for o in found.opinions] == ["Tăng mức cho mầm non", "Bỏ khoản 3", "Sửa khoản 3"]
    assert found.opinions[2].notes


def test_the_kind_of_commenter_is_never_guessed() -> None:
    rows = (
        ("Ông/bà là", "Ý kiến"),
        ("Người dân", forms.CAMPAIGN),
        ("Doanh nghiệp", forms.CAMPAIGN),
        ("", forms.CAMPAIGN),
    )
    found = gather(export(rows, "who opinion"))
    assert [(o.who, o.count) for o in found.opinions] == [
        ("cong-dan", 1),
        ("doanh-nghiep", 1),
        ("", 1),
    ]


def test_a_place_is_told_of_five() -> None:
    rows = [("Xã", "Ý kiến"), *[("Y Tý", forms.CAMPAIGN)] * 4]
    assert gather(export(rows, "place opinion")).opinions[0].place == ""
    rows.append(("Y Tý", forms.CAMPAIGN))
    assert gather(export(rows, "place opinion")).opinions[0].place == "y-ty"


@pytest.mark.parametrize(
    "headings",
    [
        ("Dấu thời gian", "Nguyễn Văn Mẫu"),
        ("0900000001", "Ý kiến"),
        ("Ý kiến", "mot@vi-du.example"),
        ("2026-11-25 08:00", "Ý kiến"),
        ("Ý kiến", "Tôi là Lò Thị Mẫu, đề nghị tăng mức hỗ trợ."),
        ("Ý kiến", "toi la nguyen van thu, de nghi tang"),
        ("Ý kiến", "Nhà tôi ở thôn 3, xã Y Tý, đường còn xa."),
    ],
)
def test_a_first_row_of_values_is_no_heading(headings: tuple[str, ...]) -> None:
    reason = export_columns.no_headings(headings)
    assert reason is not None
    assert not any(heading in str(reason) for heading in headings)


@pytest.mark.parametrize(
    "heading",
    (
        "Tên đơn vị",
        "Họ và tên người gửi",
        "Địa chỉ: Số nhà, thôn, xã",
        "Ông/Bà, Anh/Chị là ai",
        "Người gửi góp ý",
    ),
)
def test_what_a_form_asks_for_is_a_heading(heading: str) -> None:
    assert export_columns.no_headings([heading]) is None


@given(st.lists(st.builds(ExportRow, st.sampled_from(["a.csv", "b: c.xlsx"]), st.integers(2, 60), st.just("")), unique=True, min_size=1))  # fmt: skip
def test_sources_are_read_as_they_are_written(sources: list[ExportRow]) -> None:
    assert set(read_sources(source_words(sources))) == set(sources)


def test_a_formula_without_a_value_is_no_empty_cell() -> None:
    """As a program writes it that calculates nothing; also in a row that holds nothing else."""
    raw = forms.xlsx_bytes([["Góp ý", "Số"], ["Một", "=1+1"], ["Hai", 3], ["", "=A2"]])
    with pytest.raises(spreadsheets.UnreadableTable) as caught:
        spreadsheets.read_table(raw, ".xlsx")
    assert "công thức chưa có kết quả ở ô B2, B4" in caught.value.say.vi


def test_a_long_question_names_its_group_in_as_many_words_as_a_table_takes() -> None:
    question = "Ở điểm trường lẻ, nên nấu tại chỗ hay chở cơm từ trường chính?"
    rows = [[question, "Khác"], ["Nấu tại chỗ cho nóng.", ""]]
    (opinion,) = gather(export(rows, "opinion opinion")).opinions
    assert opinion.group == "Ở điểm trường lẻ, nên nấu tại chỗ hay chở cơm từ…"
    assert responses.group_name("Mức hỗ trợ") == "Mức hỗ trợ"
