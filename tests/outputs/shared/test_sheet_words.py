"""What all paper of a draft says of itself: what it is called and for, its code, its edition, its address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from duthao.outputs.paper import information
from duthao.outputs.shared import editions, sheet
from duthao.records.body import Body, Section
from duthao.rendering import qr, typesetting
from tests.outputs.loudspeaker.test_script_phrases import of

LETTERS = ["to-roi.txt", "facebook.txt", "zalo.txt"]
SUMMARY = "phieu-tong-hop.pdf"
BOARD = ["to-thong-tin.pdf", "ap-phich.pdf", "to-roi.pdf"]
CHANGE = {"closes": "2026-12-04", "reason": "Mưa.", "decided": "2026-11-18"}
GONE: dict[str, dict[str, Any]] = {
    "withdrawn": {"withdrawn": {"at": "2026-11-18", "reason": "Sót."}},
    "dropped": {"stages": [{"stage": "stopped", "at": "2026-11-18"}]},
}


def round_(**fields: Any) -> dict[str, Any]:
    return {"rounds": [{"opens": "2026-11-10", "closes": "2026-11-30", **fields}]}


def test_what_each_sheet_is_called_and_what_it_is_for() -> None:
    """As they stand beside the links that people tap."""
    kinds = [found for found in vars(sheet).values() if isinstance(found, sheet.SheetKind)]
    assert [tuple(kind) for kind in kinds] == [
        ("thong-bao.pdf", "Thông báo", "A4, để ký, đóng dấu rồi niêm yết"),
        ("to-thong-tin.pdf", "Tờ thông tin", "A4, cho bảng tin"),
        ("ap-phich.pdf", "Áp phích", "A3, cho nơi đông người"),
        ("to-roi.pdf", "Tờ rơi", "A5, phát tận nhà"),
        ("to-roi.txt", "Tin nhắn SMS, Zalo", ""),
        ("facebook.txt", "Bài đăng Facebook", ""),
        ("zalo.txt", "Bài đăng Zalo", ""),
        ("phieu-gop-y.pdf", "Phiếu góp ý", "A4, viết tay rồi nộp"),
        ("phieu-tong-hop.pdf", "Phiếu tổng hợp của xã, phường", "A4, xã, phường ghi rồi gửi lại"),
        ("thay-the.pdf", "Tờ thay thế", "A4, dán thay bản đã niêm yết"),
        ("ket-qua.pdf", "Kết quả lấy ý kiến", "A4, báo lại cho người đã góp ý"),
    ]
    assert sheet.BOARD == ["Ngày niêm yết", "Ngày gỡ", "Người niêm yết", "Địa điểm"]


def test_paper_bears_its_code_its_edition_and_its_address() -> None:
    site, record, _ = of("2026-11-20")
    data = sheet.sheet_data(site, record, "Thông báo")
    assert data["title"] == "Thông báo"
    assert data["imprint"] == "Mã: HT-2026-002 · Bản ngày 10/11/2026"
    assert data["qr_alt"] == f"Mã QR dẫn tới {data['url']}"
    assert data["url"] == f"https://{data['short_url']}/"
    undated = sheet.sheet_data(site, record, "Thông báo", undated=True)
    assert undated["imprint"] == "Mã: HT-2026-002"


def test_paper_of_a_sample_says_so_and_of_which_day_its_figures_are() -> None:
    site, record, _ = of("2026-11-20")
    for as_of, words in (("", "Trang mẫu"), ("2026-11-22T08:00+07:00", "Trang mẫu, số liệu đến ")):
        settings = site.settings.model_copy(update={"sample": True, "as_of": as_of})
        data = sheet.sheet_data(replace(site, settings=settings), record, "Thông báo", undated=True)
        last = data["imprint"].split(" · ")[1]
        assert last.startswith(words) and (last == words) is (as_of == "")


@pytest.mark.parametrize(
    ("now", "fields", "files"),
    [
        ("2026-11-20", {}, ["thong-bao.pdf", *BOARD, *LETTERS, "phieu-gop-y.pdf", SUMMARY]),
        (
            "2026-11-20",
            {"comment": {"phone": "0239 000 0103"}},
            ["thong-bao.pdf", *BOARD, *LETTERS, SUMMARY],
        ),
        (
            "2026-11-18",
            round_(deadline_changes=[CHANGE]),
            ["thong-bao.pdf", *BOARD, *LETTERS, "phieu-gop-y.pdf", SUMMARY, "thay-the.pdf"],
        ),
        ("2026-11-20", GONE["withdrawn"], [*LETTERS, "thay-the.pdf"]),
        ("2026-11-20", GONE["dropped"], [*LETTERS, "thay-the.pdf"]),
        ("2026-11-20", {"rounds": []}, []),
        (
            "2026-12-06",
            round_(outcome={"answered": {"at": "2026-12-05"}}),
            [*LETTERS, "ket-qua.pdf"],
        ),
    ],
)
def test_a_draft_has_the_sheets_that_make_sense_of_it(
    now: str, fields: dict[str, Any], files: list[str]
) -> None:
    site, record, _ = of(now, **fields)
    assert {kind.file for kind in sheet.sheet_kinds(site, record)} == set(files)
    unprinted = replace(site, printed=False)
    assert {kind.file for kind in sheet.sheet_kinds(unprinted, record)} == {
        file for file in files if file.endswith(".txt")
    }


@pytest.mark.parametrize(
    ("now", "fields", "label"),
    [
        ("2026-11-30 23:59", {}, None),
        ("2026-12-01", {}, ""),
        ("2026-11-18", GONE["withdrawn"], "Đã rút dự thảo"),
        ("2026-11-18", GONE["dropped"], "Dừng xây dựng văn bản"),
    ],
)
def test_paper_that_invites_no_more_is_marked_and_named_to_whoever_would_post_it(
    now: str, fields: dict[str, Any], label: str | None
) -> None:
    site, record, view = of(now, **fields)
    assert sheet.takes_comments(site, view) is (label is None)
    own = sheet.own_marks(site, record)
    marks = sheet.sheet_data(site, record, "Tờ thay thế")["marks"]
    assert marks == [*own, *([label] if label else [])]
    why, files = sheet.lapsed(site, record)
    if label is None:
        assert (why, files) == ("", frozenset())
        return
    assert files == {"thong-bao.pdf", *BOARD, *LETTERS, "phieu-gop-y.pdf", "phieu-tong-hop.pdf"}
    assert why == (label or "Hết hạn góp ý ngày 30/11/2026")


def test_without_a_round_nothing_invites_and_nothing_has_lapsed() -> None:
    site, record, _ = of("2026-12-06", rounds=[])
    assert sheet.lapsed(site, record) == ("", frozenset())


@pytest.mark.parametrize(
    ("now", "fields", "before", "note"),
    [
        ("2026-11-09 23:59", {}, "Góp ý đến", "Nhận góp ý từ ngày 10/11/2026"),
        ("2026-11-10", {}, "Góp ý đến", None),
        ("2026-11-18", GONE["withdrawn"], "Đã rút", "không nhận ý kiến góp ý nữa"),
        ("2026-11-18", GONE["dropped"], "Đã dừng", "không nhận ý kiến góp ý nữa"),
        ("2026-11-20", {"shortened": {"reason": "Dịch. "}}, "Góp ý đến", "Lý do: Dịch"),
    ],
)
def test_the_deadline_on_paper_says_what_it_is_worth(
    now: str, fields: dict[str, Any], before: str, note: str | None
) -> None:
    found = sheet.deadline(*of(now, **fields))
    assert found["before"] == before
    assert (found["note"] or "").endswith(note or "") and bool(found["note"]) is bool(note)


def test_a_type_of_document_that_names_nobody_is_called_whole() -> None:
    site, record, _ = of("2026-11-20")
    kind = record.draft.document_type
    types = site.registers.document_types
    for name in ("Đề án", "Đề án của UBND tỉnh"):
        named = {**types, kind: types[kind].model_copy(update={"name": name})}
        other = replace(site, registers=site.registers.model_copy(update={"document_types": named}))
        assert sheet.type_words(other, record).startswith("Đề án của ")


def test_what_changes_is_told_by_row_and_what_stays_is_not() -> None:
    _, record, _ = of("2026-11-20")

    def rows(table: str) -> list[tuple[str | None, ...]]:
        body = Body((Section("new", "X", table, 1),))
        return [tuple(row.values()) for row in sheet.changes(replace(record, body=body))]

    head = "| Nội dung | Hiện hành | Dự thảo | Ai |\n|---|---|---|---|\n"
    assert rows(f"{head}| Phí | 1 đồng | 2 đồng | Dân |\n| Vé | Có | Giữ nguyên như cũ | |\n") == [
        ("Phí", "1 đồng", "2 đồng", "Dân")
    ]
    three = "| Nội dung | Hiện hành | Dự thảo |\n|---|---|---|\n| Phí | 1 đồng | 2 đồng |\n"
    assert rows(three) == [("Phí", "1 đồng", "2 đồng", None)]
    assert rows("| Nội dung | Hiện hành |\n|---|---|\n| Phí | 1 đồng |\n") == []
    assert rows("| Nội dung |\n|---|\n| Phí |\n") == []


@pytest.mark.parametrize(
    ("file", "template"), [("ap-phich.pdf", ""), ("khac.pdf", "ap-phich"), ("ap-phich.png", "")]
)
def test_a_file_is_set_by_its_template_with_the_code_and_a_picture_without_a_date(
    file: str, template: str
) -> None:
    site, record, view = of("2026-11-20")
    data = information.board_data(site, record, view)
    made = sheet.sheet_artifact(site, record, file, data, template)
    assert made.path == site.links.draft(record.id, file)
    path = site.root / "theme" / "print" / "ap-phich.typ"
    drawn = {**data, "qr": qr.svg(data["url"])}
    dated = editions.edition(site, record)
    if file.endswith(".png"):
        assert made.render() == typesetting.png(path, drawn)
    else:
        assert made.render() == typesetting.pdf(path, drawn, dated)
        assert made.content_key and made.content_key() == typesetting.needs(path, drawn, dated)
    assert sheet._with_code({"url": "x", "qr_alt": ""})["qr"] == ""
