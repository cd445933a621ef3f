"""`duthao edit` from an office's Word files: each value beside its sentence, and nothing taken that nobody ticked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from duthao.editor.working_copies import contents
from tests import word_documents
from tests.browser import accessibility_faults
from tests.editor_form import Form, fields_of, opened


def word_files(name: str) -> dict[str, bytes]:
    """The files of a dossier of the tests."""
    known = word_documents.dossiers(word_documents.DOSSIERS / "known")
    files = next(dossier.files for dossier in known if dossier.name == name)
    return {file: word_documents.docx(text) for file, text in files.items()}


def begun_from(form: Form, files: dict[str, bytes]) -> str:
    """The address of «Đọc tệp» after these were sent."""
    page = form.get("/tu-tep-word/").text
    answer = form.send_files("/tu-tep-word/", page, files)
    assert answer.status == 303, answer.text
    return answer.location


def test_what_stands_in_word_files_is_offered_and_nothing_taken(form: Form, root: Path) -> None:
    address = begun_from(form, word_files("d01"))
    page = form.get(address).text
    assert "<mark>trước ngày 02/6/2026</mark>" in page and "cong-van.docx, đoạn 5" in page
    assert page.index("cần bạn trả lời") < page.index("Chưa chắc") < page.index("Đọc được rõ")
    fields = dict(fields_of(page))
    assert not [name for name in fields if name.startswith(("lay:", "ngay:", "kem:"))]
    answer = form.typed(address, {"id": "lc-2026-910"}, ("tao", "1"))
    assert answer.status == 422 and answer.text.count("Chọn một câu trả lời") == 4
    later = [("ngay:rounds.0.opens", "chua-ro"), ("ngay:rounds.0.closes", "chua-ro")]
    answer = form.post(address, [*fields_of(answer.text), *later, ("tao", "1")])
    assert answer.location == "/ho-so/lc-2026-910/van-ban/"
    begun = contents((root / "build/soan/drafts/lc-2026-910/index.md").read_text())
    for name in ("title", "document_type", "agency", "topics", "places", "rounds", "documents"):
        assert not begun.data.get(name), name
    assert not begun.sections["necessity"] and "đồng" not in begun.sections["new"]
    assert form.get(address).status == 409
    form.saved("/ho-so/lc-2026-910/bo-nhap/")


def test_what_was_ticked_is_in_the_record_as_it_was_mended(form: Form, root: Path) -> None:
    files = word_files("d01")
    address = begun_from(form, files)
    fields = fields_of(form.get(address).text)
    marked = form.post(address, [*fields, ("danh-dau", "")]).text
    days = [("ngay:rounds.0.opens", "2026-05-11"), ("ngay:rounds.0.closes", "2026-06-02")]
    title = next(v for n, v in fields_of(marked) if v.startswith("Nghị quyết quy định chính sách"))
    mended = [(n, "Nghị quyết đã sửa" if v == title else v) for n, v in fields_of(marked)]
    mended = [(n, "lc-2026-911" if n == "id" else v) for n, v in mended]
    mended += [*days, ("kem:to-trinh.docx", "1"), ("tao", "1")]
    assert form.post(address, mended).location == "/ho-so/lc-2026-911/van-ban/"
    copy = root / "build" / "soan" / "drafts" / "lc-2026-911"
    data = contents((copy / "index.md").read_text()).data
    assert data["title"] == "Nghị quyết đã sửa" and data["agency"] == "so-giao-duc-va-dao-tao"
    assert data["rounds"] == [{"of": "draft", "opens": "2026-05-11", "closes": "2026-06-02"}]
    assert data["topics"] == []  # a doubt, which nobody ticked
    assert data["documents"] == [{"kind": "to-trinh", "title": "Tờ trình", "file": "to-trinh.docx"}]
    assert (copy / "to-trinh.docx").read_bytes() == files["to-trinh.docx"]
    assert not (copy / "cong-van.docx").exists()
    assert "12.000 đồng một bữa" in form.get("/ho-so/lc-2026-911/noi-dung/").text
    form.saved("/ho-so/lc-2026-911/bo-nhap/")


def test_what_was_written_and_not_taken_is_told(form: Form) -> None:
    address = begun_from(form, word_files("d01"))
    fields = fields_of(form.get(address).text)
    name = next(n for n, v in fields if v == "sogiaoduc@laocai.example")
    days = [("ngay:rounds.0.opens", "chua-ro"), ("ngay:rounds.0.closes", "khac")]
    sent = [(n, "khac@laocai.example" if n == name else v) for n, v in fields] + days
    answer = form.post(address, [*sent, ("ngay-khac:rounds.0.closes", "31/02/2026"), ("tao", "1")])
    assert answer.status == 422 and 'value="khac@laocai.example"' in answer.text
    assert "Đã sửa nhưng chưa đánh dấu" in answer.text and "Điền ngày có thật" in answer.text
    assert form.post(address, [*fields_of(answer.text), ("thoi", "1")]).location == "/"
    assert form.get(address).status == 409


def test_every_file_that_cannot_be_read_is_told(form: Form, root: Path) -> None:
    page = form.get("/tu-tep-word/").text
    kept = root / "build" / "soan" / "tep-word"
    before = sorted(kept.iterdir()) if kept.exists() else []
    files = {"Công văn.doc": b"\xd0\xcf\x11\xe0", "hỏng.docx": b"PK", **word_files("d03")}
    answer = form.send_files("/tu-tep-word/", page, files)
    assert answer.status == 422
    assert "Công văn.doc: tệp .doc đời cũ" in answer.text and "Lưu thành (Save As)" in answer.text
    assert "hỏng.docx: tệp hỏng" in answer.text
    assert sorted(kept.iterdir()) == before
    assert form.send_files("/tu-tep-word/", page, {}).status == 422


def test_a_published_file_with_a_fault_waits_for_the_officer(form: Form, root: Path) -> None:
    files = {"công văn.docx": word_documents.docx("Kính gửi: ông Giàng A Ví, CCCD 010099000123.")}
    address = begun_from(form, files)
    sent = [(n, "lc-2026-912" if n == "id" else v) for n, v in fields_of(form.get(address).text)]
    days = [("ngay:rounds.0.opens", "chua-ro"), ("ngay:rounds.0.closes", "chua-ro")]
    answer = form.post(address, [*sent, *days, ("kem:công văn.docx", "1"), ("tao", "1")])
    assert answer.location == "/ho-so/lc-2026-912/tai-tep/nhan/", answer.text
    copy = root / "build" / "soan" / "drafts" / "lc-2026-912"
    assert [path.name for path in copy.iterdir()] == ["index.md"]
    page = form.get(answer.location).text
    assert "Lỗi:" in page and "cong-van.docx" in page
    dropped = form.post(answer.location, [*fields_of(page), ("bo", "1")])
    assert form.get(dropped.location).location == "/ho-so/lc-2026-912/tep/"
    assert "file: cong-van.docx" not in (copy / "index.md").read_text()
    form.saved("/ho-so/lc-2026-912/bo-nhap/")


def test_word_files_are_read_by_keyboard_without_script(browser: Browser, form: Form) -> None:
    page = opened(browser, form, 320, java_script_enabled=False)
    page.get_by_role("link", name="Bắt đầu từ tệp Word").focus()
    page.keyboard.press("Enter")
    sent = [{"name": n, "mimeType": "", "buffer": b} for n, b in word_files("d03").items()]
    page.get_by_label("Chọn tệp trên máy").set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="Đọc tệp").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Đọc tệp").wait_for()
    page.locator('[id="o-id"]').fill("lc-2026-913")
    page.keyboard.press("Enter")  # begins nothing by itself
    page.get_by_role("heading", name="Đọc tệp").wait_for()
    for field in ("opens", "closes"):
        page.locator(f'[name="ngay:rounds.0.{field}"][value="chua-ro"]').focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Tạo bản nháp").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ho-so/lc-2026-913/van-ban/")
    form.saved("/ho-so/lc-2026-913/bo-nhap/")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_offers_can_be_read_by_everybody(browser: Browser, form: Form, width: int) -> None:
    page = opened(browser, form, width)
    for address in ("/tu-tep-word/", begun_from(form, word_files("d01"))):
        page.goto(f"http://127.0.0.1:{form.port}{address}")
        assert accessibility_faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
