"""What all paper of a draft says of itself: what it is called and for, its code, its edition, its address."""

from __future__ import annotations

from dataclasses import replace

from duthao.outputs.shared import sheet
from tests.outputs.loudspeaker.test_script_phrases import of


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
