"""State secrets and personal data are found wherever they stand, and ordinary Vietnamese is let through."""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duthao.builder.check import check
from duthao.errors import Finding
from duthao.records.office_contacts import is_free_mail
from duthao.records.sensitive_data import marks, personal
from tests import sample_files
from tests.conftest import NOW, PROVINCE, replace_text

RECORD = "ht-2026-001"
CONTACT = r"(?m)^contact:\n(?: .*\n)+"  # the whole field

MARKED = [
    "MẬT",
    "  TỐI MẬT ",
    "**TUYỆT MẬT**",
    "[MẬT]",
    "- MẬT -",
    "M Ậ T",
    "Độ mật: Mật",
    "ĐỘ MẬT: TỐI MẬT",
    "Mức độ mật: tuyệt mật.",
    "| Độ mật: Mật | x |",
    "Độ mật: MẬT        CỘNG HÒA XÃ HỘI",
    "**Độ mật:** Tối mật",
    "Độ mật : MẬT",
    "Độ mật – TỐI MẬT",
    "mËt",
    "tuyÖt mËt",
    "TOÁI MAÄT",
    "Dòng đầu\n\nTUYỆT MẬT\n\nDòng cuối",
]
UNMARKED = [
    "bí mật nhà nước",
    "Luật Bảo vệ bí mật nhà nước",
    "BẢO VỆ BÍ MẬT",
    "MẬT ONG",
    "mật ong rừng Si Ma Cai",
    "bảo mật thông tin",
    "mật độ dân số",
    "MẬT ĐỘ XÂY DỰNG",
    "mật khẩu",
    "Mật",
    "a) Tuyệt mật; b) Tối mật; c) Mật.",
    "Độ mật: Tuyệt mật, Tối mật, Mật",
    "Độ mật: không",
    "Độ mật: mật ong",
    "Tài liệu đóng dấu MẬT phải gửi riêng.",
    "BẢO VỆ BÍ\nMẬT\nNHÀ NƯỚC",
    "GIÁ\nMẬT\nONG",
    "bệnh đường mật",
    "thân mật",
    "1. Bảo mật",
]
PERSONAL = [
    ("CCCD số 010085001234", "id"),
    ("010085001234", "id"),
    ("001 085 012 345", "id"),
    ("CMND 063123456", "id"),
    ("123456789", "id"),
    ("căn cước công dân: 010 085 001 234", "id"),
    ("hộ chiếu C1234567", "id"),
    ("Ông A, 0912.345.678", "mobile"),
    ("(+84) 912 345 678", "mobile"),
    ("84912345678", "mobile"),
    ("(0912) 345 678", "mobile"),
    ("0912-345-678", "mobile"),
    ("0912-34-56-78", "mobile"),
    ("0084912345678", "mobile"),
    ("0214 000 0199", "landline"),
    ("024.3823.1234", "landline"),
    ("(024) 3823 1234", "landline"),
    ("nguyenvana@gmail.com", "email"),
    ("Số tài khoản: 0123 4567 8901", "account"),
    ("STK 19036668888", "account"),
    ("tài khoản số 9527.3.1234567", "account"),
    ("gửi cho <a.b+c@mail.example.vn>", "email"),
]
IMPERSONAL = [
    "150.000.000 đồng",
    "123.456.789.012 đồng",
    "150000000 đồng",
    "1 000 000 000",
    "2026-11-10",
    "giai đoạn 2026-2030",
    "Quyết định 123456789/QĐ-UBND",
    "https://a.example/?id=123456789012",
    "MST: 0312345678",
    "mã số thuế 0100109106",
    "123456789abc",
    "tọa độ 21.123456789",
    "0,123456789",
    "từ 01/01/2026 đến 31/12/2026",
    "1900 1234",
    "diện tích 123456789 m2",
    "gọi 912345678",
    "mã vụ việc 512345678",
    "Biên lai số 123456789",
    "hóa đơn 012345678",
    "tờ khai số: 123456789",
    "kinh phí 120000000",
    "Số tiền: 123456789",
    "số 146/2025/NQ-HĐND",
    "3,5 triệu đồng/người/tháng",
    "mở tài khoản định danh mức 2 cho 150.000 người",
    "lệ phí cấp căn cước công dân là 30.000 đồng",
    "căn cước công dân với kinh phí 1.250.000.000 đồng",
    "27/7–27/9/2023",
    "Điều 5, khoản 2, điểm đ",
    "lc-2026-007",
    "8h30–17h00",
    "QCVN 01:2021/BXD",
    "tỷ lệ 1/500",
    "a@b",
]


@pytest.mark.parametrize("text", MARKED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_of_secrecy(text: str, form: str) -> None:
    assert list(marks(unicodedata.normalize(form, text)))


@pytest.mark.parametrize("text", UNMARKED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_that_are_no_marks(text: str, form: str) -> None:
    assert list(marks(unicodedata.normalize(form, text))) == []


@pytest.mark.parametrize("text,kind", PERSONAL)
def test_personal_data(text: str, kind: str) -> None:
    assert [hit.kind for hit in personal(f"Dòng đầu.\n{text}\n")] == [kind]


@pytest.mark.parametrize("text", IMPERSONAL)
def test_figures_that_are_nobodys(text: str) -> None:
    assert list(personal(text)) == []


def test_two_numbers_in_a_row() -> None:
    assert [hit.value for hit in personal("0912345678/0987654321; 0912 345 679")] == [
        "0912345678",
        "0987654321",
        "0912345679",
    ]


def test_nine_digits_in_a_table_are_an_amount() -> None:
    assert list(personal("Đường tỉnh 156;123456789", table=True)) == []
    assert [hit.kind for hit in personal("Bà B;010085001234", table=True)] == ["id"]


def test_the_place_is_told() -> None:
    hit = next(personal("một\nhai\fba\nGọi 0912 345 678 nhé"))
    assert (hit.page, hit.line, hit.column, hit.width, hit.masked) == (2, 2, 5, 12, "091…78")
    mark = next(marks("một\fhai\n\n TỐI MẬT"))
    assert (mark.page, mark.line, mark.masked) == (2, 3, "TỐI MẬT")


@settings(max_examples=150)
@given(st.text(alphabet="0123456789 .-()+@ậẬmMtTộđ:\n\fkSố tàikhoản", max_size=400))
def test_no_text_breaks_the_search(text: str) -> None:
    for hit in (*marks(text), *personal(text)):
        assert 1 <= hit.page <= text.count("\f") + 1
        assert hit.width > 0


# ---- in records


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One good record of the test province, to be changed."""
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copytree(PROVINCE / "drafts" / RECORD, tmp_path / "drafts" / RECORD)
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def findings_of(root: Path) -> list[Finding]:
    return [f for f in check(root, NOW) if f.rule in ("secrecy-mark", "personal-data")]


def index(root: Path) -> Path:
    return root / "drafts" / RECORD / "index.md"


def line_of(root: Path, text: str) -> int:
    return index(root).read_text(encoding="utf-8").split(text)[0].count("\n") + 1


def append(root: Path, text: str) -> None:
    path = index(root)
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n\n{text}\n", encoding="utf-8")


def test_the_record_itself_is_clean(root: Path) -> None:
    assert findings_of(root) == []


@pytest.mark.parametrize(
    "text,rule",
    [
        ("TUYỆT MẬT", "secrecy-mark"),
        ("Độ mật: Mật", "secrecy-mark"),
        ("Liên hệ ông A, điện thoại 0912 345 678.", "personal-data"),
        ("Bà B, CCCD 010085001234.", "personal-data"),
        ("Gửi về nguyenvana@gmail.com.", "personal-data"),
        ("Gửi về nguyenvana@lamhatinh.example.", "personal-data"),  # a domain that ends alike
        ("Ủng hộ: số tài khoản 19036668888.", "personal-data"),
    ],
)
def test_in_the_body(root: Path, text: str, rule: str) -> None:
    append(root, text)
    (fault,) = findings_of(root)
    assert (fault.rule, fault.severity, fault.line) == (rule, "error", line_of(root, text))
    assert not re.search(r"\d{6}|nguyenvana", f"{fault.message.vi} {fault.message.en}")


def test_in_the_front_matter(root: Path) -> None:
    entries = (
        "{stage: drafting, at: 2026-01-01, note: Gọi 0912 345 678}",
        "{stage: drafting, at: 2026-01-02, note: TỐI MẬT}",
    )
    replace_text(
        index(root), "\nstages:\n", "\nstages:\n" + "".join(f"  - {entry}\n" for entry in entries)
    )
    assert [(f.rule, f.line) for f in findings_of(root)] == [
        ("personal-data", line_of(root, entries[0])),
        ("secrecy-mark", line_of(root, entries[1])),
    ]


def test_contacts_of_the_record_and_of_offices_are_official(root: Path) -> None:
    """The same number is private in a record that does not offer it."""
    append(
        root,
        "Gọi 0912 345 678, viết cho gop-y@gmail.com hoặc cho phong-khac@so.hatinh.example; Hội đồng nhân dân: 0239 000 0001.",
    )
    assert sorted(f.message.vi[:28] for f in findings_of(root)) == [
        "Có số điện thoại di động «09",
        "Có địa chỉ thư điện tử «go…@",
    ]
    text = index(root).read_text(encoding="utf-8")
    index(root).write_text(
        re.sub(
            CONTACT,
            "contact:\n  unit: Văn phòng\n  phone: +84 912 345 678\n  email: gop-y@gmail.com\n",
            text,
        ),
        encoding="utf-8",
    )
    assert findings_of(root) == []


def test_what_stands_in_another_field_is_not_offered(root: Path) -> None:
    """A number in a note is somebody's own, and makes the same number in the body nobody's office."""
    entry = "{stage: drafting, at: 2026-01-01, note: Gọi 0912 345 678}"
    replace_text(index(root), "\nstages:\n", f"\nstages:\n  - {entry}\n")
    append(root, "Liên hệ 0912 345 678.")
    assert [f.rule for f in findings_of(root)] == ["personal-data", "personal-data"]


def test_an_unknown_fixed_line_is_a_warning(root: Path) -> None:
    append(root, "Bộ phận một cửa: 0239 000 0777.")
    assert [(f.rule, f.severity) for f in findings_of(root)] == [("personal-data", "warning")]


def test_an_identity_number_is_official_nowhere(root: Path) -> None:
    text = index(root).read_text(encoding="utf-8")
    index(root).write_text(
        re.sub(
            CONTACT,
            "contact:\n  unit: Văn phòng\n  name: Bà B 010085001234\n  phone: 0239 000 0001\n",
            text,
        ),
        encoding="utf-8",
    )
    assert [(f.rule, f.severity) for f in findings_of(root)] == [("personal-data", "error")]


# ---- in attachments


@pytest.mark.parametrize(
    "name,content",
    [
        ("du-thao.pdf", sample_files.pdf("Tờ trình", "TỐI MẬT\nNội dung")),
        ("du-thao.docx", sample_files.docx("Tờ trình", "TỐI MẬT")),
        (
            "du-thao.docx",
            sample_files.docx(
                "Tờ trình",
                more={
                    "word/header1.xml": '<w:hdr xmlns:w="http://x"><w:p><w:t>TỐI MẬT</w:t></w:p></w:hdr>'
                },
            ),
        ),
        (
            "du-thao.odt",
            sample_files.packed(
                {"content.xml": '<d xmlns:t="http://x"><t:p>TỐI <t:span>MẬT</t:span></t:p></d>'}
            ),
        ),
        (
            "du-thao.xlsx",
            sample_files.packed(
                {
                    "xl/workbook.xml": "<w/>",
                    "xl/sharedStrings.xml": "<s><si><t>TỐI MẬT</t></si></s>",
                }
            ),
        ),
        (
            "du-thao.pptx",
            sample_files.packed(
                {
                    "ppt/presentation.xml": "<w/>",
                    "ppt/slides/slide1.xml": '<s xmlns:a="http://x"><a:p><a:r><a:t>TỐI MẬT</a:t></a:r></a:p></s>',
                }
            ),
        ),
        ("du-thao.txt", "Tờ trình\nTỐI MẬT\n".encode()),
        ("du-thao.txt", "Tờ trình\r\nTỐI MẬT\r\n".encode("utf-16")),
        ("du-thao.zip", sample_files.packed({"a/b.docx": sample_files.docx("TỐI MẬT")})),
        (
            "du-thao.pdf",
            sample_files.changed_pdf(sample_files.pdf("Tờ trình"), "note", text="TỐI MẬT", name=""),
        ),
    ],
    ids=["pdf", "docx", "header", "odt", "xlsx", "pptx", "txt", "utf-16", "zip", "note in pdf"],
)
def test_marks_inside_files(root: Path, name: str, content: bytes) -> None:
    replace_text(index(root), "file: du-thao.pdf", f"file: {name}")
    (root / "drafts" / RECORD / "du-thao.pdf").unlink()
    (root / "drafts" / RECORD / name).write_bytes(content)
    (fault,) = findings_of(root)
    assert (fault.rule, fault.severity, fault.path, fault.line) == (
        "secrecy-mark",
        "error",
        f"drafts/{RECORD}/{name}",
        0,
    )
    assert "TỐI MẬT" in fault.message.vi


def test_personal_data_inside_files(root: Path) -> None:
    content = sample_files.pdf(
        "Danh sách góp ý",
        "Ông A, CCCD 010085001234\nBà B, CCCD 010085001235\nđiện thoại 0912 345 678",
        "Hội đồng nhân dân: 0239 000 0001",
    )
    (root / "drafts" / RECORD / "du-thao.pdf").write_bytes(content)
    assert [f.message.vi for f in findings_of(root)] == [
        "Có 2 số giấy tờ tùy thân, ví dụ «010…34» (trang 2).",
        "Có số điện thoại di động «091…78» (trang 2).",
    ]


def test_personal_data_in_a_translation_and_a_response_table(root: Path) -> None:
    (root / "drafts" / RECORD / "en.md").write_text(
        "---\n---\nCall 0912 345 678.\n", encoding="utf-8"
    )
    (root / "drafts" / RECORD / "responses.csv").write_text(
        "nhóm;ý kiến\ncông dân;số 010085001234\n", encoding="utf-8"
    )
    assert [(f.path.rpartition("/")[2], f.rule) for f in findings_of(root)] == [
        ("en.md", "personal-data"),
        ("responses.csv", "personal-data"),
    ]


@pytest.mark.parametrize(
    ("address", "free"),
    [
        ("gop-y@gmail.com", True),
        ("gop-y@Yahoo.com.vn", True),
        ("gop-y@hotmail.fr", True),
        ("gop-y@proton.me", True),
        ("gop-y@live.tinh.gov.vn", False),
        ("gop-y@outlook.gov.vn", False),
        ("gop-y@sotuphap.gmail.com.hatinh.example", False),
    ],
)
def test_a_free_mailbox_is_known_by_its_provider(address: str, free: bool) -> None:
    assert is_free_mail(address) is free
