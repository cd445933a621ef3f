"""`duthao edit` as officers use it: who may ask, a record from the first question to `drafts/`, two who write at once."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from duthao.builder import check
from duthao.records import approval, record_reader
from duthao.records.approvals import sheet_marks
from duthao.records.record import Record
from tests.browser import accessibility_faults
from tests.conftest import ROOT, duthao, replace_text
from tests.editor_form import Form, fields_of, opened

RECORD = "lc-2026-007"
SIGNED = "lc-2026-013"  # of two agencies, approved by a digital signature


def read_copy(root: Path, record_id: str) -> Record:
    record, _ = record_reader.read(root / "build" / "soan", record_id)
    assert record
    return record


def index(root: Path, record_id: str = RECORD) -> Path:
    return root / "drafts" / record_id / "index.md"


# ---- who may ask


def test_without_the_key_nothing_is_shown(form: Form) -> None:
    stranger = Form(form.port, "sai")
    for path in ("/", f"/ho-so/{RECORD}/", "/tinh/editor.css", "/?khoa=sai"):
        answer = stranger.get(path)
        assert answer.status == 403 and RECORD not in answer.text
    stranger.cookies[f"duthao_{form.port}"] = "sai"
    assert stranger.get("/").status == 403


def test_a_name_that_leads_here_is_refused(form: Form) -> None:
    for host in ("duthao.example", f"duthao.example:{form.port}", "127.0.0.1", "127.0.0.1:1"):
        assert form.ask("GET", "/", Host=host).status == 400
    assert form.ask("GET", "/", Host=f"localhost:{form.port}").status == 200


def test_another_site_can_write_nothing(form: Form, root: Path) -> None:
    path = f"/ho-so/{RECORD}/van-ban/"
    fields = fields_of(form.get(path).text)
    without = [(name, "x" if name == "csrf" else value) for name, value in fields]
    assert form.post(path, without).status == 403
    assert form.post(path, [(n, v) for n, v in fields if n != "csrf"]).status == 403
    answer = form.ask("POST", path, b"a=b", Origin="https://example.net")
    assert answer.status == 403
    assert form.ask("POST", path, b"a=b", Origin="").status == 403
    assert not (root / "build" / "soan" / "drafts" / RECORD).exists()


def test_the_cookie_and_the_policy_of_pages(form: Form) -> None:
    cookie = form.ask("GET", f"/?khoa={form.key}").headers["set-cookie"].lower()
    assert form.key.lower() not in cookie
    assert "httponly" in cookie and "samesite=strict" in cookie
    headers = form.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    page = form.get(f"/ho-so/{RECORD}/thoi-gian/").text
    assert "<style" not in page and "onclick" not in page and "http://" not in page


@pytest.mark.parametrize("path", ["/../mkdocs.yml", "/tinh/..%2f..%2fmkdocs.yml", "/ho-so/_registers/", "/ho-so/..%2f/", "/tinh/editor-form.html"])  # fmt: skip
def test_no_other_file_is_shown(form: Form, path: str) -> None:
    answer = form.get(path)
    assert answer.status in (404, 409) and "site_url" not in answer.text


# ---- writing


def test_the_desk_says_what_is_due(form: Form) -> None:
    page = form.get("/").text
    assert "Hạn góp ý: hết ngày 05/12/2026" in page
    assert page.index("Có việc sắp đến hạn") < page.index(RECORD)


def test_saving_without_a_change_changes_no_byte(form: Form, root: Path) -> None:
    copy = root / "build" / "soan" / "drafts" / "lc-2026-012"
    for group in ("van-ban", "thoi-gian", "cach-gop-y", "tieu-chi", "noi-dung", "tep"):
        assert form.saved(f"/ho-so/lc-2026-012/{group}/").status == 303
    there = root / "drafts" / "lc-2026-012"
    for path in there.rglob("*"):
        if path.is_file():
            assert (copy / path.relative_to(there)).read_bytes() == path.read_bytes()
    form.saved("/ho-so/lc-2026-012/bo-nhap/")
    assert not copy.exists()


def test_a_fault_stands_beside_its_field(form: Form, root: Path) -> None:
    path = f"/ho-so/{RECORD}/thoi-gian/"
    before = index(root).read_bytes()
    form.saved(path, rounds__0__closes="31/02/2027")
    page = form.get(path).text
    at = page.index('id="loi-rounds.0.closes"')
    assert "Lỗi:" in page[at : page.index("</div>", at)]
    assert 'value="31/02/2027"' in page
    assert "1 lỗi" in form.get(f"/ho-so/{RECORD}/van-ban/").text
    assert index(root).read_bytes() == before
    form.saved(f"/ho-so/{RECORD}/bo-nhap/")


def test_a_new_record_by_the_form_passes_check(form: Form, root: Path) -> None:
    answer = form.typed(
        "/soan-moi/",
        {
            "id": "LC-2026-900",
            "title": "Nghị quyết quy định mức hỗ trợ xây bể chứa nước tại hộ gia đình vùng cao tỉnh Lào Cai",
            "short_title": "Hỗ trợ xây bể chứa nước",
            "type": "nq-hdnd-tinh",
            "agency": "so-nong-nghiep-va-moi-truong",
        },
    )
    assert answer.location == "/ho-so/lc-2026-900/van-ban/"
    assert not index(root, "lc-2026-900").exists()
    base = "/ho-so/lc-2026-900"
    fields = fields_of(form.get(f"{base}/van-ban/").text)
    summary = "Dự thảo hỗ trợ hộ gia đình vùng cao xây bể chứa nước. Mỗi hộ được hỗ trợ một lần."
    given = {"summary": summary}
    fields = [(name, given.get(name, value)) for name, value in fields]
    form.post(
        f"{base}/van-ban/",
        [*fields, ("issuer", "hdnd-tinh"), ("topics", "an-sinh-xa-hoi"), ("luu", "1")],
    )
    form.saved(
        f"{base}/thoi-gian/?them=rounds",
        rounds__0__opens="05/12/2026",
        rounds__0__closes="05/01/2027",
        official_posting__url="https://laocai.example/du-thao/lc-2026-900",
        official_posting__date="05/12/2026",
    )
    form.saved(
        f"{base}/cach-gop-y/",
        comment__email="gopy-be-nuoc@laocai.example",
        comment__in_person="Bộ phận một cửa của Ủy ban nhân dân xã",
    )
    yes = {f"scope.{name}": "false" for name in "abcd"}
    form.typed(f"{base}/tieu-chi/", {**yes, "scope.reason": "Chính sách hẹp."})
    text = "Nhiều hộ vùng cao thiếu nước vào mùa khô. Bể chứa giúp hộ đủ nước dùng."
    keys = ("necessity", "purpose", "scope", "content", "contested")
    cells = {f"body.new.rows.0.{n}": cell for n, cell in enumerate(("Mức hỗ trợ", "Chưa có", "Một lần", "Hộ vùng cao"))}  # fmt: skip
    form.typed(f"{base}/noi-dung/", {**{f"body.{key}": text for key in keys}, **cells})
    page = form.get(f"{base}/").text
    assert "Còn" not in page.split("<h2>")[1], page
    confirm = form.get(f"{base}/luu/").text
    assert "Hỗ trợ xây bể chứa nước" in confirm and "Vẫn lưu" not in confirm
    assert "Đã lưu vào hồ sơ" in form.saved(f"{base}/luu/").text
    told = check.check(root, None, frozenset({"lc-2026-900"}))
    assert [f for f in told if f.severity == "error"] == []
    record, _ = record_reader.read(root, "lc-2026-900")
    assert record and record.draft.rounds[0].closes and record.draft.rounds[0].closes.text == "2027-01-05"  # fmt: skip
    assert not (root / "build" / "soan" / "drafts" / "lc-2026-900").exists()


def test_a_new_record_says_what_it_lacks(form: Form) -> None:
    answer = form.saved("/soan-moi/", id=RECORD, title="", short_title="x")
    assert answer.status == 422
    assert f"Mã {RECORD} đã có hồ sơ." in answer.text and "Chưa điền" in answer.text


# ---- two who write at once


def test_two_browsers_are_joined_or_asked(form: Form) -> None:
    path = "/ho-so/lc-2026-008/van-ban/"
    first, second = (fields_of(form.get(path).text) for _ in range(2))

    def changed(fields: list[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
        return [*((n, value if n == name else v) for n, v in fields), ("luu", "1")]

    assert form.post(path, changed(first, "short_title", "Tên của người thứ nhất")).status == 303
    assert form.post(path, changed(second, "summary", "Tóm tắt của người thứ hai")).status == 303
    page = form.get(path).text
    assert "Tên của người thứ nhất" in page and "Tóm tắt của người thứ hai" in page
    answer = form.post(path, changed(second, "short_title", "Tên của người thứ hai"))
    assert answer.status == 409
    assert "Tên của người thứ nhất" in answer.text and "Tên của người thứ hai" in answer.text
    assert "Tên của người thứ nhất" in form.get(path).text
    chosen = [*fields_of(answer.text), ("chon:short_title", "mine")]
    assert form.post("/ho-so/lc-2026-008/hop-nhat/", chosen).status == 303
    assert "Tên của người thứ hai" in form.get(path).text
    form.saved("/ho-so/lc-2026-008/bo-nhap/")


def test_an_editor_beside_is_not_overwritten(form: Form, root: Path) -> None:
    base = "/ho-so/lc-2026-009"
    form.saved(f"{base}/van-ban/", short_title="Tên từ biểu mẫu")
    title = next(line for line in index(root, "lc-2026-009").read_text().split("\n") if line.startswith("short_title:"))  # fmt: skip
    replace_text(index(root, "lc-2026-009"), title, "short_title: Tên từ tệp")
    answer = form.saved(f"{base}/luu/")
    assert answer.status == 409
    assert "Tên từ tệp" in answer.text and "Tên từ biểu mẫu" in answer.text
    assert "short_title: Tên từ tệp" in index(root, "lc-2026-009").read_text()
    chosen = [*fields_of(answer.text), ("chon:short_title", "mine")]
    assert form.post(f"{base}/hop-nhat/", chosen).status == 303
    assert "Đã lưu" in form.saved(f"{base}/luu/").text
    assert "short_title: Tên từ biểu mẫu" in index(root, "lc-2026-009").read_text()


def test_a_merge_does_not_overwrite_what_another_page_saved(form: Form, root: Path) -> None:
    base = "/ho-so/lc-2026-015"
    form.saved(f"{base}/van-ban/", short_title="Tên từ biểu mẫu")
    path = index(root, "lc-2026-015")
    path.write_text(path.read_text() + "\n")
    first = form.saved(f"{base}/luu/")
    assert first.status == 409
    form.saved(f"{base}/van-ban/", summary="Tóm tắt ghi ở trang khác.")
    again = form.post(f"{base}/hop-nhat/", fields_of(first.text))
    assert again.status == 409
    assert form.post(f"{base}/hop-nhat/", fields_of(again.text)).status == 303
    assert "Tóm tắt ghi ở trang khác." in form.get(f"{base}/van-ban/").text
    form.saved(f"{base}/bo-nhap/")


def test_an_old_page_does_not_discard_what_came_later(form: Form, root: Path) -> None:
    base = "/ho-so/lc-2026-015"
    form.saved(f"{base}/van-ban/", short_title="Tên thứ nhất")
    old = fields_of(form.get(f"{base}/bo-nhap/").text)
    form.saved(f"{base}/van-ban/", short_title="Tên ghi sau")
    answer = form.post(f"{base}/bo-nhap/", old)
    assert answer.status == 409 and "Tên ghi sau" in answer.text
    assert form.post(f"{base}/bo-nhap/", fields_of(answer.text)).status == 303
    assert not (root / "build" / "soan" / "drafts" / "lc-2026-015").exists()


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_of_a_file_that_two_changed_the_officer_chooses(
    form: Form, root: Path, choice: str
) -> None:
    base, name = f"/ho-so/{RECORD}", "to-trinh.pdf"
    path = root / "drafts" / RECORD / name
    before = path.read_bytes()
    form.saved(f"{base}/van-ban/")
    (root / "build" / "soan" / "drafts" / RECORD / name).write_bytes(b"mine")
    path.write_bytes(b"theirs")
    answer = form.saved(f"{base}/luu/")
    assert answer.status == 409 and name in answer.text
    assert path.read_bytes() == b"theirs"
    links = [f"{base}/chon-tep/{whose}/{name}" for whose in ("nhap", "ho-so")]
    assert [form.get(link).body for link in links] == [b"mine", b"theirs"]
    assert form.get(f"{base}/chon-tep/nhap/index.md").status == 409
    assert form.post(f"{base}/chon-tep/", fields_of(answer.text)).status == 409
    chosen = [*fields_of(answer.text), (f"chon:{name}", choice)]
    assert form.post(f"{base}/chon-tep/", chosen).location == f"{base}/luu/"
    assert "Đã lưu" in form.saved(f"{base}/luu/").text
    assert path.read_bytes() == choice.encode()
    path.write_bytes(before)


# ---- files


def test_a_file_is_judged_before_it_lies_beside_the_record(form: Form, root: Path) -> None:
    base = "/ho-so/lc-2026-013/tep/"
    copy = root / "build" / "soan" / "drafts" / "lc-2026-013"
    answer = form.send_file(f"{base[:-4]}tai-tep/", form.get(base).text, "Mã độc.exe", b"MZ")
    assert answer.status == 200 and "Lỗi:" in answer.text and "Mã độc.exe" in answer.text
    assert not (copy / "ma-doc.exe").exists()
    good = (ROOT / "drafts" / RECORD / "to-trinh.pdf").read_bytes()
    name = "Tờ trình (bản ký).pdf"
    answer = form.send_file(f"{base[:-4]}tai-tep/", form.get(base).text, name, good)
    assert answer.status == 303, answer.text
    assert (copy / "to-trinh-ban-ky.pdf").read_bytes() == good
    assert "to-trinh-ban-ky.pdf" in form.get(base).text
    form.saved("/ho-so/lc-2026-013/bo-nhap/")


@pytest.mark.parametrize("name", ["Index.MD", "approval.pdf", "responses.csv"])
def test_a_file_cannot_take_the_name_of_the_records_own(form: Form, root: Path, name: str) -> None:
    base = "/ho-so/lc-2026-013"
    page = form.get(f"{base}/tep/").text
    for button in ((), (("nhan", "1"), ("ten", name.lower()), ("ten-goc", name))):
        if button:
            answer = form.post(f"{base}/tai-tep/nhan/", [*fields_of(page)[:1], *button])
        else:
            answer = form.send_file(f"{base}/tai-tep/", page, name, b"a,b\n")
        assert answer.status == 409 and "đổi tên tệp" in answer.text
    assert not (root / "build" / "soan" / "drafts" / "lc-2026-013").exists()


def test_two_files_that_wait_do_not_push_each_other_out(form: Form) -> None:
    base = "/ho-so/lc-2026-013"
    page = form.get(f"{base}/tep/").text
    first = form.send_file(f"{base}/tai-tep/", page, "mot.exe", b"MZ")
    form.send_file(f"{base}/tai-tep/", page, "hai.exe", b"MZ")
    accepted = [*fields_of(first.text), ("nhan", "1")]
    assert form.post(f"{base}/tai-tep/nhan/", accepted).status == 303
    assert "mot.exe" in form.get(f"{base}/tep/").text
    form.saved(f"{base}/bo-nhap/")


def test_of_several_files_none_is_dropped_unsaid(form: Form) -> None:
    base = "/ho-so/lc-2026-013"
    page = form.get(f"{base}/tep/").text
    answer = form.send_file(f"{base}/tai-tep/", page, "mot.exe", b"MZ", "hai.exe")
    assert answer.status == 409 and "Mỗi lần gửi một tệp" in answer.text


# ---- what happened to a draft

STEPS = {
    "doi-han": {"closes": "20/12/2026", "reason": "Nhiều xã đề nghị thêm thời gian", "decided": "22/11/2026"},
    "dinh-chinh": {"at": "22/11/2026", "note": "Sửa số điện thoại nhận góp ý."},
    "cap-nhat": {"at": "22/11/2026", "note": "Thêm phụ lục mức hỗ trợ."},
    "tong-hop": {"at": "22/11/2026"},
    "giai-trinh": {"at": "22/11/2026"},
    "giai-doan": {"stage": "appraisal", "at": "20/11/2026"},
    "ban-hanh": {"number": "12/2026/NQ-HĐND", "date": "22/11/2026"},
    "rut": {"reason": "Cơ quan soạn thảo nghiên cứu lại", "at": "22/11/2026"},
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_shown_first_and_only_adds(form: Form, root: Path, step: str) -> None:
    path = f"/ho-so/{RECORD}/viec/{step}/"
    fields = fields_of(form.get(path).text)
    names = {name.rpartition(".")[2]: name for name, _ in fields}
    typed = {names[name]: value for name, value in STEPS[step].items()}
    copy = root / "build" / "soan" / "drafts" / RECORD / "index.md"
    shown = form.typed(path, typed, ("xem", "1"))
    assert shown.status == 200 and "Người dân sẽ đọc" in shown.text
    assert not copy.exists()
    assert form.post(path, [*fields_of(shown.text), ("ghi", "1")]).status == 303
    before, after = (p.read_text().split("\n") for p in (index(root), copy))
    left = iter(after)
    assert all(line in left for line in before), "a line that was there is gone"
    assert len(after) > len(before)
    form.saved(f"/ho-so/{RECORD}/bo-nhap/")


def test_an_extension_names_its_letter(form: Form, root: Path) -> None:
    path, place = f"/ho-so/{RECORD}/viec/doi-han/", "rounds.0.deadline_changes.0"
    page = form.get(path).text
    assert "«trước ngày 20/12» là đến hết ngày 19/12" in page
    assert "Văn bản gia hạn hoặc rút ngắn: số, ký hiệu của văn bản" in page
    letter = {"kind": "cong-van", "title": "Công văn gia hạn", "number": "12/SGDĐT-VP", "date": "20/11/2026"}  # fmt: skip
    typed = {f"{place}.{name}": value for name, value in STEPS["doi-han"].items()}
    typed |= {f"{place}.documents.0.{name}": value for name, value in letter.items()}
    assert "số 12/SGDĐT-VP" in form.typed(path, typed, ("xem", "1")).text
    assert form.typed(path, typed, ("ghi", "1")).status == 303
    change = read_copy(root, RECORD).draft.rounds[0].deadline_changes[0]
    assert change.documents[0].cited == "Công văn gia hạn số 12/SGDĐT-VP ngày 20/11/2026"
    form.saved(f"/ho-so/{RECORD}/bo-nhap/")


def test_a_step_that_lacks_something_says_so(form: Form) -> None:
    path = f"/ho-so/{RECORD}/viec/rut/"
    answer = form.typed(path, {"withdrawn.at": "31/02/2027"}, ("ghi", "1"))
    assert answer.status == 422 and "Lỗi:" in answer.text
    assert form.typed(path, {}, ("ghi", "1")).status == 422
    assert form.get("/ho-so/lc-2026-003/viec/rut/").status == 409  # it was withdrawn already


# ---- for approval


def test_a_record_is_handed_over_with_what_changed(form: Form, root: Path) -> None:
    path = f"/ho-so/{RECORD}/gui-duyet/"
    form.saved(f"/ho-so/{RECORD}/cach-gop-y/", comment__phone="0214 000 0199")
    page = form.get(path).text
    assert "bữa ăn trưa" in page  # which draft it is
    assert "Trước: 0214 000 0103" in page and "Nay: 0214 000 0199" in page
    answer = form.saved(path)
    assert answer.body == form.saved(path).body
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        names = packed.namelist()
        told = packed.read("DOI-CHIEU.txt").decode("utf-8-sig")
        text = packed.read(f"{RECORD}/index.md").decode()
    assert f"{RECORD}/to-trinh.pdf" in names and "0214 000 0199" in text
    assert "Trước: 0214 000 0103" in told and "to-trinh.pdf" in told and "chưa được duyệt" in told
    assert "Tóm tắt" not in told  # what did not change is not told
    form.saved(f"/ho-so/{RECORD}/thoi-gian/", rounds__0__closes="31/02/2027")
    assert "Tải gói gửi duyệt" not in form.get(path).text and form.saved(path).status == 409
    form.saved(f"/ho-so/{RECORD}/bo-nhap/")


def test_who_hands_over_learns_how_a_record_is_approved(form: Form, root: Path) -> None:
    path = f"/ho-so/{SIGNED}/gui-duyet/"
    page = form.get(path).text
    assert "Duyệt bằng chữ ký số" in page and f"duthao approve {SIGNED} --signed" in page
    assert "giam-doc-so-y-te" in page and "Không có thay đổi về nội dung" in page
    form.saved(f"/ho-so/{SIGNED}/cach-gop-y/", comment__phone="0214 000 0199")
    answer = form.saved(path)
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        names = packed.namelist()
        sheet = packed.read(f"{SIGNED}-phieu-duyet.pdf")
        text = packed.read(f"{SIGNED}/index.md")
    # What stands for the content approved before is not handed over with another one.
    assert not {f"{SIGNED}/approval.pdf", f"{SIGNED}/approved.json"} & set(names)
    content = approval.content(read_copy(root, SIGNED))
    assert sheet_marks.marks(sheet) == [(SIGNED, content.sha256)]
    assert b"0214 000 0199" in text
    form.saved(f"/ho-so/{SIGNED}/bo-nhap/")


def test_what_was_approved_stays_beside_the_record(form: Form, root: Path) -> None:
    folder = root / "drafts" / SIGNED
    kept = {name: (folder / name).read_bytes() for name in ("approval.pdf", "approved.json")}
    before = index(root, SIGNED).read_bytes()
    page = form.get(f"/ho-so/{SIGNED}/tep/").text
    assert "approval.pdf" not in page and "approved.json" not in page
    sent = form.send_file(f"/ho-so/{SIGNED}/tai-tep/", page, "Approval.PDF", b"%PDF-1.7")
    assert sent.status == 409 and "dành cho tệp riêng của hồ sơ" in sent.text
    form.saved(f"/ho-so/{SIGNED}/cach-gop-y/", comment__phone="0214 000 0199")
    confirm = form.get(f"/ho-so/{SIGNED}/luu/").text
    assert "approval.pdf" not in confirm
    assert "Đã lưu vào hồ sơ" in form.saved(f"/ho-so/{SIGNED}/luu/").text
    assert {name: (folder / name).read_bytes() for name in kept} == kept
    # The content last approved is still known, and so what changed since.
    page = form.get(f"/ho-so/{SIGNED}/gui-duyet/").text
    assert "Thay đổi so với lần duyệt trước" in page and "Nay: 0214 000 0199" in page
    assert "Tên đầy đủ" not in page.split("<h2>Tệp")[0]
    index(root, SIGNED).write_bytes(before)


# ---- in a browser


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_can_be_read_by_everybody(browser: Browser, form: Form, width: int) -> None:
    page = opened(browser, form, width)
    groups = ("", "van-ban/", "thoi-gian/", "cach-gop-y/", "tieu-chi/", "noi-dung/", "tep/")
    for path in (
        "/",
        "/soan-moi/",
        *(f"/ho-so/{RECORD}/{group}" for group in (*groups, "viec/doi-han/", "gui-duyet/")),
    ):
        page.goto(f"http://127.0.0.1:{form.port}{path}")
        assert accessibility_faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_what_is_typed_is_kept_and_judged_at_once(browser: Browser, form: Form) -> None:
    page = opened(browser, form, 1280)
    page.goto(f"http://127.0.0.1:{form.port}/ho-so/lc-2026-011/cach-gop-y/")
    page.get_by_label("Thư điện tử nhận góp ý").fill("không phải thư")
    page.keyboard.press("Tab")
    page.locator('[id="loi-comment.email"] .fault').wait_for()
    assert "Đã lưu nháp" in page.locator("#da-luu").inner_text()
    form.saved("/ho-so/lc-2026-011/bo-nhap/")


def test_rows_are_added_by_keyboard_without_script(browser: Browser, form: Form) -> None:
    page = opened(browser, form, 390, java_script_enabled=False)
    page.goto(f"http://127.0.0.1:{form.port}/ho-so/lc-2026-014/tep/")
    before = page.locator('fieldset.row[id^="o-documents."]').count()
    page.locator('button[value="documents"]').focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator('fieldset.row[id^="o-documents."]').count() == before + 1
    page.locator(f'[id="o-documents.{before}.title"]').focus()
    page.keyboard.type("Tài liệu kèm theo")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(f'[id="o-documents.{before}.title"]').input_value() == "Tài liệu kèm theo"
    form.saved("/ho-so/lc-2026-014/bo-nhap/")


# ---- the command


def test_a_second_start_says_that_the_port_is_taken(form: Form, root: Path) -> None:
    done = duthao("edit", "--root", root, "--no-browser", "--port", str(form.port))
    assert done.returncode == 2
    assert f"Cổng {form.port} đang bận" in done.stderr and "Traceback" not in done.stderr


def test_without_its_packages_it_says_how_to_install_them(root: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'uvicorn' else find(name, *a)\n"
    )
    done = duthao("edit", "--root", root, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2 and "make edit" in done.stderr
