"""Dossiers of offices to what is offered for a record: right values, each with the sentence that holds it, and doubts asked."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.records import register_reader, settings_reader
from duthao.records.word_files import docx_reader
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.document import from_answer
from duthao.records.word_files.dossier import Dossier, read
from duthao.records.word_files.source_sentences import single
from tests import word_documents
from tests.conftest import ROOT

KNOWN = word_documents.dossiers(word_documents.DOSSIERS / "known")
# Written before anything was read from a file, and first read when the reading was done; see their README.
KEPT_APART = word_documents.dossiers(word_documents.DOSSIERS / "kept_apart")
HEAD = "| UBND TỈNH LÀO CAI // SỞ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM // Độc lập - Tự do - Hạnh phúc\n| Số: 12/SYT-VP | Lào Cai, ngày 11 tháng 5 năm 2026\nKính gửi: Các sở, ngành.\n"
DRAFT = "| HỘI ĐỒNG NHÂN DÂN // TỈNH LÀO CAI | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM // Độc lập - Tự do - Hạnh phúc\n^ NGHỊ QUYẾT\n^ Quy định mức hỗ trợ khám bệnh trên địa bàn tỉnh Lào Cai\n^ HỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI\n"
_IN_PARTS = ("legal_basis", "repeals")


@cache
def environment() -> tuple[Registers, Settings]:
    registers, _ = register_reader.load(ROOT)
    settings, _ = settings_reader.load(ROOT)
    assert registers
    return registers, settings


def found(files: dict[str, str]) -> Dossier:
    documents = [
        from_answer(name, docx_reader.read(BytesIO(word_documents.docx(text))))
        for name, text in files.items()
    ]
    return read(documents, *environment(), 2026)


def letter(*lines: str) -> Dossier:
    return found({"cong-van.docx": HEAD + "\n".join(lines)})


def matching(candidate: FieldCandidate, expected: dict[str, Any]) -> list[object]:
    """Those of the expected values that a candidate is; of long texts only their beginnings are written down."""
    wanted, value = expected.get(candidate.field, []), candidate.value
    if candidate.field == "comparison":
        return [w for w in wanted if list(value[:3]) == w[:3] and w[3] in (value[3], value[4])]
    if candidate.field in _IN_PARTS or candidate.field.startswith("body."):
        return [w for w in wanted if str(value).startswith(w)]
    return [w for w in wanted if w == value]


def offered(dossier: Dossier) -> list[FieldCandidate]:
    """What has a value; topics are a mere hint that is always asked."""
    return [c for c in dossier.candidates if c.value and c.field != "topics"]


@pytest.mark.parametrize("dossier", KNOWN, ids=lambda d: d.name)
def test_what_a_dossier_offers(dossier: word_documents.Dossier) -> None:
    candidates = offered(found(dossier.files))
    assert [(c.field, c.value) for c in candidates if not matching(c, dossier.expected)] == []
    hits = [(c.field, hit) for c in candidates for hit in matching(c, dossier.expected)]
    wanted = [(field, value) for field, values in dossier.expected.items() for value in values]
    # Who issues it stands in no paper of these two.
    absent = [("issuer", "ubnd-tinh")] if dossier.name in ("d17", "d20") else []
    assert [each for each in wanted if each not in hits] == absent


@pytest.mark.parametrize("dossier", [*KNOWN, *KEPT_APART], ids=lambda d: d.name)
def test_each_value_stands_in_its_sentence(dossier: word_documents.Dossier) -> None:
    dossier_read = found(dossier.files)
    for candidate in dossier_read.candidates:
        assert candidate.held, candidate
        assert candidate.source.file in dossier.files and candidate.source.place, candidate
        assert candidate.question or candidate.doubt == "certain", candidate
        assert candidate.value or candidate.doubt != "certain", candidate


def test_of_dossiers_that_were_kept_apart_nineteen_values_in_twenty_are_right() -> None:
    right = certain = total = sure = 0
    for dossier in KEPT_APART:
        for candidate in offered(found(dossier.files)):
            hit = bool(matching(candidate, dossier.expected))
            total, right = total + 1, right + hit
            if candidate.doubt == "certain":
                certain, sure = certain + 1, sure + hit
    assert total > 120 and right >= 0.95 * total
    assert sure == certain


def test_the_form_of_letters_changes_nothing() -> None:
    plain = KNOWN[0]
    same = {name: unicodedata.normalize("NFD", text) for name, text in plain.files.items()}
    assert found(same).candidates == found(plain.files).candidates
    spaced = {name: text.replace("ngày ", "ngày\u00a0").replace("Điều", "Ðiều") for name, text in plain.files.items()}  # fmt: skip
    assert found(spaced).candidates == found(plain.files).candidates


# ---- deadlines


@pytest.mark.parametrize(
    "sentence, closes, doubt",
    [
        ("Góp ý gửi về Sở trước ngày 02/6/2026.", "2026-06-01", "doubtful"),
        ("Góp ý gửi về Sở trước ngày 02 tháng 6 năm 2026.", "2026-06-01", "doubtful"),
        ("Góp ý gửi về Sở trước ngày 02/6.", "2026-06-01", "doubtful"),
        ("Góp ý chậm nhất ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý chậm nhất đến hết ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý đến hết ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý không muộn hơn ngày 2-6-2026.", "2026-06-02", "doubtful"),
        ("Góp ý đến ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý trước 17h00' ngày 02/6/2026.", "2026-06-02 17:00", "doubtful"),
        ("Góp ý chậm nhất 16 giờ 30 phút ngày 02/6/2026.", "2026-06-02 16:30", "doubtful"),
        ("Góp ý trước 5 giờ chiều ngày 02/6/2026.", "2026-06-02 17:00", "doubtful"),
        ("Góp ý trước 5 giờ ngày 02/6/2026.", "2026-06-02 05:00", "doubtful"),
        ("Góp ý trước 24 giờ ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý trước 0 giờ ngày 02/6/2026.", "2026-06-02 00:00", "doubtful"),
        ("Góp ý trước khi hết giờ làm việc ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý chậm nhất thứ Hai, ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý chậm nhất ngày 02/6/2026 (thứ Hai).", "2026-06-02", "doubtful"),
        ("Góp ý chậm nhất thứ Ba, ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Góp ý trong thời hạn 20 ngày kể từ ngày 13/5/2026.", "2026-06-02", "doubtful"),
        ("Góp ý trong vòng 20 (hai mươi) ngày, kể từ ngày 13/5/2026.", "2026-06-02", "doubtful"),
        ("Góp ý trong 20 ngày kể từ ngày đăng tải.", "", "doubtful"),
        ("Góp ý trong 20 ngày làm việc kể từ ngày 13/5/2026.", "", "doubtful"),
        ("Góp ý trước ngày 31/6/2026.", "", "refused"),
        ("Góp ý trước 25 giờ ngày 02/6/2026.", "", "refused"),
        ("Góp ý trước ngày 02/6/2025.", "", "refused"),
        ("Sở đã lấy ý kiến đến hết ngày 02/6/2026.", "2026-06-02", "doubtful"),
        ("Báo cáo gửi về Sở chậm nhất ngày 02/6/2026.", "2026-06-02", "doubtful"),
    ],
)
def test_until_when(sentence: str, closes: str, doubt: str) -> None:
    candidates = letter(sentence).of("rounds.0.closes")
    assert [(c.value, c.doubt) for c in candidates] == [(closes, doubt)]


@pytest.mark.parametrize(
    "sentence, opens, closes",
    [
        ("Góp ý chậm nhất ngày 02/6/26.", [], "2026-06-02"),
        ("Góp ý trước ngày 02-6-26.", [], "2026-06-01"),
        ("Lấy ý kiến từ ngày 12/5/26 đến hết ngày 02/6/26.", ["2026-05-12"], "2026-06-02"),
    ],
)
def test_a_year_of_two_figures_is_asked(sentence: str, opens: list[str], closes: str) -> None:
    dossier = letter(sentence)
    [end], begins = dossier.of("rounds.0.closes"), dossier.of("rounds.0.opens")
    assert (end.value, [c.value for c in begins if c.words != "ngày 11 tháng 5 năm 2026"]) == (closes, opens)  # fmt: skip
    assert end.question and "hai chữ số" in end.question.vi


@pytest.mark.parametrize(
    "sentence, opens, closes",
    [
        ("Lấy ý kiến từ ngày 12/5/2026 đến hết ngày 02/6/2026.", "2026-05-12", "2026-06-02"),
        ("Lấy ý kiến từ ngày 12/5/2026 đến ngày 02/6/2026.", "2026-05-12", "2026-06-02"),
        ("Lấy ý kiến từ ngày 12 đến hết ngày 30 tháng 5 năm 2026.", "2026-05-12", "2026-05-30"),
        ("Lấy ý kiến từ ngày 20/12 đến hết ngày 15/01/2027.", "2026-12-20", "2027-01-15"),
        ("Lấy ý kiến từ 8h ngày 12/5/2026 đến 17h ngày 02/6/2026.", "2026-05-12 08:00", "2026-06-02 17:00"),
    ],
)  # fmt: skip
def test_from_when_until_when(sentence: str, opens: str, closes: str) -> None:
    dossier = letter(sentence)
    assert [(c.value, c.doubt) for c in dossier.of("rounds.0.opens")] == [(opens, "doubtful")]
    assert [(c.value, c.doubt) for c in dossier.of("rounds.0.closes")] == [(closes, "doubtful")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 03/02/2026 về việc góp ý.",
        "Nghị quyết có hiệu lực trước ngày 02/6/2026.",
        "Cấp huyện không còn trước ngày 01/7/2026.",
        "Sở trình UBND tỉnh trước ngày 02/6/2026.",
    ],
)
def test_days_of_something_else(sentence: str) -> None:
    assert letter(sentence).of("rounds.0.closes") == ()


def test_the_day_of_the_letter_is_only_a_hint() -> None:
    (opens,) = letter("Đề nghị góp ý dự thảo Nghị quyết.").of("rounds.0.opens")
    assert (opens.value, opens.doubt) == ("2026-05-11", "doubtful")
    assert opens.question and "công văn" in opens.question.vi


def test_a_letter_without_number_and_day_offers_none() -> None:
    head = HEAD.replace("12/SYT", "     /SYT").replace("ngày 11 tháng 5", "ngày    tháng   ")
    dossier = found({"a.docx": head + "Đề nghị góp ý."})
    assert [c for c in dossier.candidates if c.field.startswith(("letter", "rounds"))] == []


def test_two_deadlines_are_both_offered_and_that_is_said() -> None:
    closes = letter("Cơ quan góp ý chậm nhất ngày 30/5/2026.", "Nhân dân góp ý đến hết ngày 10/6/2026.").of("rounds.0.closes")  # fmt: skip
    assert [(c.value, c.doubt) for c in closes] == [("2026-05-30", "doubtful"), ("2026-06-10", "doubtful")]  # fmt: skip
    assert all(c.question and "Tệp ghi nhiều giá trị" in c.question.vi for c in closes)
    files = {"a.docx": HEAD + "Góp ý đến hết ngày 30/5/2026.", "b.docx": HEAD + "Góp ý đến hết ngày 10/6/2026."}  # fmt: skip
    assert all(
        c.question and "Các tệp ghi khác nhau" in c.question.vi
        for c in found(files).of("rounds.0.closes")
    )


def test_the_same_said_twice_is_one_with_two_places() -> None:
    (closes,) = letter("Góp ý đến hết ngày 10/6/2026.", "Hạn góp ý: đến hết ngày 10/6/2026.").of("rounds.0.closes")  # fmt: skip
    assert closes.doubt == "doubtful" and [s.place for s in closes.others] == ["đoạn 3"]


def test_a_time_in_a_proposal_is_asked() -> None:
    (closes,) = found({"tt.docx": "^ TỜ TRÌNH\nGóp ý đến hết ngày 10/6/2026."}).of(
        "rounds.0.closes"
    )
    assert (closes.value, closes.doubt) == ("2026-06-10", "doubtful")


def test_the_day_of_a_plan_that_is_named_is_not_that_of_the_letter() -> None:
    text = "^ THÔNG BÁO\nThực hiện Kế hoạch số 12/KH-UBND ngày 03 tháng 02 năm 2026, Sở lấy ý kiến."
    assert found({"tb.docx": text}).of("letter.date") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Kế hoạch thí điểm từ ngày 01/6/2026 đến ngày 31/12/2026, đề nghị các cơ quan góp ý.",
        "V/v lấy ý kiến dự thảo Nghị quyết quy định chính sách hỗ trợ từ ngày 01/01/2027 đến hết ngày 31/12/2030",
        "Nghị quyết số 5 có giá trị áp dụng đến hết ngày 31/12/2026 nên Sở xin ý kiến góp ý.",
        "Đề nghị góp ý dự thảo kéo dài thời hạn áp dụng Nghị quyết số 12/2021/NQ-HĐND đến hết ngày 31/12/2026.",
        "Đề nghị UBND các xã niêm yết dự thảo, tổng hợp ý kiến góp ý của Nhân dân, gửi về Sở Y tế chậm nhất ngày 15/6/2026.",
        "UBND cấp xã báo cáo kết quả lấy ý kiến chậm nhất ngày 20/6/2026.",
        "Đề nghị các đơn vị đăng ký người tham gia hội nghị góp ý chậm nhất ngày 05/6/2026.",
        "Tổ chức, cá nhân gửi bài tham gia cuộc thi đến hết ngày 30/9/2026.",
        "Đề nghị Sở Tư pháp thẩm định, có ý kiến chậm nhất ngày 20/6/2026.",
        "Sở trả lời ý kiến góp ý chậm nhất ngày 25/7/2026.",
        "Tính đến hết ngày 31/5/2026, Sở nhận 12 ý kiến góp ý.",
        "Nhận được Công văn số 12 về việc lấy ý kiến dự thảo, thời hạn góp ý đến hết ngày 20/6/2026.",
        "Tiếp nhận góp ý trực tiếp từ 7 giờ 30 đến 17 giờ 00 ngày 15/6/2026.",
        "Sở đăng tải lấy ý kiến từ ngày 01/4/2026 đến hết ngày 30/4/2026.",
    ],
)
def test_a_day_of_something_else_is_refused_with_its_reason(sentence: str) -> None:
    dossier = letter(sentence)
    closes = dossier.of("rounds.0.closes")
    assert closes and all(c.doubt == "refused" and not c.value and c.question for c in closes)
    assert {c.value for c in dossier.of("rounds.0.opens")} <= {"", "2026-05-11"}


@pytest.mark.parametrize(
    "lines, closes, asked",
    [
        (("Gửi ý kiến về UBND tỉnh đến hết ngày 15/6/2026.",), ["2026-06-15"], "hạn cuối"),
        (("Để kịp trình UBND tỉnh trước kỳ họp, đề nghị gửi ý kiến chậm nhất ngày 15/6/2026.",), ["2026-06-15"], "bước khác"),
        (("Gửi ý kiến chậm nhất ngày 15/6/2026; Nghị quyết có hiệu lực từ 01/9/2026.",), ["2026-06-15"], "bước khác"),
        (("Gửi ý kiến chậm nhất ngày 10/6/2026 đối với bản giấy và ngày 15/6/2026 đối với bản điện tử.",), ["2026-06-10", "2026-06-15"], "nhiều giá trị"),
        (("Gia hạn thời gian góp ý từ ngày 10/6/2026 đến ngày 20/6/2026.",), ["2026-06-20"], "gia hạn"),
        (("Lấy ý kiến: 30 ngày, từ ngày 01/6/2026 đến hết ngày 20/6/2026.",), ["2026-06-20"], "là 20 ngày"),
        (("Lấy ý kiến từ ngày 20/6/2026 đến ngày 05/6/2026.",), [""], "sau ngày kết thúc"),
        (("Lấy ý kiến từ ngày 20/12 đến ngày 05/01.",), ["2027-01-05"], "không ghi năm"),
        (("Góp ý chậm nhất 12 giờ tối ngày 15/6/2026.",), ["2026-06-15"], "nửa đêm"),
        (("Góp ý chậm nhất 1 giờ trưa ngày 15/6/2026.",), ["2026-06-15 13:00"], "hạn cuối"),
        (("Góp ý chậm nhất thứ Sáu (ngày 15/6/2026).",), ["2026-06-15"], "là thứ Hai"),
        (("Góp ý chậm nhất ngày 15/6/2026 (T6).",), ["2026-06-15"], "là thứ Hai"),
        (("Thời hạn góp ý:", "- Các sở: chậm nhất ngày 10/6/2026;", "- Người dân: đến hết ngày 30/6/2026."), ["2026-06-10", "2026-06-30"], "nhiều giá trị"),
        (("| Thời hạn góp ý | Đến hết ngày 30/6/2026",), ["2026-06-30"], "hạn cuối"),
        (("Mời góp ý dự thảo từ ngày 01-20/6/2026.",), ["2026-06-20"], "hạn cuối"),
        (("Thời gian góp ý: 01/6/2026 - 20/6/2026.",), ["2026-06-20"], "hạn cuối"),
        (("Sau ngày 15/6/2026 Sở không nhận ý kiến góp ý.",), ["2026-06-15"], "hạn cuối"),
    ],
)  # fmt: skip
def test_what_may_be_the_deadline_is_asked(
    lines: tuple[str, ...], closes: list[str], asked: str
) -> None:
    candidates = letter(*lines).of("rounds.0.closes")
    assert [(c.value, c.doubt) for c in candidates] == [(value, "doubtful") for value in closes]
    assert all(c.question and asked in c.question.vi for c in candidates)


def test_a_value_beside_a_doubt_is_doubtful() -> None:
    lines = ("Dự thảo đăng tải công khai tại https://laocai.example/a.", "Dự thảo đăng tải tại http://laocai.example/b.")  # fmt: skip
    urls = letter(*lines).of("official_posting.url")
    assert [(c.value, c.doubt) for c in urls] == [("https://laocai.example/a", "doubtful"), ("", "doubtful")]  # fmt: skip


# ---- what is a person's


@pytest.mark.parametrize(
    "sentence, secret",
    [
        ("Liên hệ đồng chí Lý Văn Mẫu, điện thoại 0912 000 999.", "0912 000 999"),
        ("Góp ý gửi qua số 0987.000.111.", "0987.000.111"),
        ("Góp ý gửi về hộp thư lyvanmau@gmail.com.", "lyvanmau@gmail.com"),
        ("Góp ý gửi bà Lò Thị Mẫu, hộp thư mau@donvi.example.", "mau@donvi.example"),
        ("Góp ý gửi ông Lý Văn Mẫu, địa chỉ: số 12 đường Thử Nghiệm, phường Yên Bái.", "Lý Văn Mẫu"),
    ],
)  # fmt: skip
def test_nothing_of_a_person_is_offered_nor_kept(sentence: str, secret: str) -> None:
    dossier = letter(sentence, "Góp ý đến hết ngày 10/6/2026 gửi số 0912 000 999.")
    offers = [c for c in dossier.candidates if c.field.startswith("comment.")]
    assert offers and all(c.doubt == "refused" and not c.value and c.question for c in offers)
    assert secret not in repr(dossier.candidates) and "0912 000 999" not in repr(dossier.candidates)


@pytest.mark.parametrize(
    "sentence",
    [
        "Góp ý trực tiếp: gặp Nguyễn Văn Mẫu, Sở Y tế.",
        "Góp ý trực tiếp tại Sở Y tế, gặp Nguyễn Văn Mẫu.",
        "Góp ý gửi trực tiếp cho Nguyễn Văn Mẫu, Phòng Tổng hợp.",
        "Góp ý trực tiếp tại nhà Nguyễn Văn Mẫu.",
        "Đầu mối: Nguyễn Văn Mẫu, điện thoại 0214 999 0001, góp ý.",
    ],
)
def test_no_name_goes_into_a_public_field(sentence: str) -> None:
    dossier = letter(sentence, f"{sentence.rstrip('.')} đến hết ngày 10/6/2026.")
    offers = [c for c in dossier.candidates if c.field.startswith("comment.")]
    assert offers and all(c.doubt == "refused" and not c.value for c in offers)
    assert "Nguyễn Văn" not in repr(dossier.candidates)
    assert [c.value for c in dossier.of("rounds.0.closes")] == ["2026-06-10"]


@pytest.mark.parametrize(
    "words",
    ["Liên hệ BS. Nguyễn Văn Mẫu", "Gửi Nguyễn Văn Mẫu - Phòng Nghiệp vụ", "Đầu mối: Lý Thị Mẫu"],
)
def test_a_name_beside_a_deadline_is_not_kept(words: str) -> None:
    (closes,) = letter(f"{words}, góp ý đến hết ngày 10/6/2026.").of("rounds.0.closes")
    assert "Mẫu" not in closes.source.text and closes.value == "2026-06-10"


def test_where_people_come_is_asked_unless_a_register_knows_it() -> None:
    (known,) = letter("Góp ý trực tiếp tại trụ sở Sở Y tế.").of("comment.in_person")
    assert (known.value, known.doubt) == ("trụ sở Sở Y tế", "certain")
    (other,) = letter("Góp ý trực tiếp tại Phòng 302, nhà B.").of("comment.in_person")
    assert other.doubt == "doubtful"


def test_an_office_that_no_register_knows_is_asked() -> None:
    (phone,) = letter("Góp ý gửi về Sở, điện thoại 0214 999 0001.").of("comment.phone")
    assert (phone.value, phone.doubt) == ("0214 999 0001", "doubtful")
    (mail,) = letter("Góp ý gửi về hộp thư vanthu@donvi.example.org.").of("comment.email")
    assert (mail.value, mail.doubt) == ("vanthu@donvi.example.org", "doubtful")


def test_a_paragraph_with_a_number_of_a_person_is_not_offered() -> None:
    text = "^ TỜ TRÌNH\nI. SỰ CẦN THIẾT\nÔng Lý Văn Mẫu, số 0912 000 999, phản ánh nhiều lần.\nĐường hỏng."
    dossier = found({"to-trinh.docx": text})
    values = [(c.value, c.doubt) for c in dossier.of("body.necessity")]
    assert values == [("Đường hỏng.", "certain"), ("", "refused")]


def test_a_paragraph_that_names_a_person_is_not_offered() -> None:
    text = "^ TỜ TRÌNH\nI. SỰ CẦN THIẾT\nHộ Giàng Thị Mẫu, sinh năm 1980, thuộc diện hộ nghèo.\nĐường hỏng."
    dossier = found({"to-trinh.docx": text})
    assert [c.value for c in dossier.of("body.necessity")] == ["Đường hỏng.", ""]
    assert "Giàng Thị Mẫu" not in repr(dossier.candidates)


def test_an_address_without_https_is_asked() -> None:
    (url,) = letter("Dự thảo đăng tải để góp ý tại http://laocai.example/a.").of("official_posting.url")  # fmt: skip
    assert (url.value, url.doubt) == ("", "doubtful")


# ---- comparisons


def comparison(rows: str, kind: str = "^ BẢNG SO SÁNH") -> list[object]:
    return [c.value for c in found({"a.docx": f"{kind}\n{rows}"}).of("comparison")]


def test_columns_in_any_order_and_of_any_number() -> None:
    wanted: list[object] = [("", "Cũ là một", "Mới là hai", "", "")]
    assert comparison("| Quy định hiện hành | Dự thảo\n| Cũ là một | Mới là hai") == wanted
    assert comparison("| Dự thảo | Quy định hiện hành\n| Mới là hai | Cũ là một") == wanted
    assert comparison("| STT | Nghị quyết số 05/2020/NQ-HĐND | Nội dung sửa đổi\n| 1 | Cũ là một | Mới là hai") == wanted  # fmt: skip
    five = (
        "| STT | Điều | Hiện hành | Đề xuất | Lý do\n| 1 | Điều 2 | Cũ là một | Mới là hai | Vì thế"
    )
    assert comparison(five) == [("Điều 2", "Cũ là một", "Mới là hai", "", "Vì thế")]


def test_a_header_over_two_rows_merged_cells_and_numbers_of_columns() -> None:
    rows = "| TT | Nội dung | Quy định | < | Lý do\n| ^ | ^ | Hiện hành | Dự thảo | ^\n| (1) | (2) | (3) | (4) | (5)\n| 1 | Mức | Cũ | Mới | Giá tăng\n| 2 | ^ | Cũ hơn | Mới hơn | ^"
    assert comparison(rows) == [("Mức", "Cũ", "Mới", "", "Giá tăng"), ("Mức", "Cũ hơn", "Mới hơn", "", "Giá tăng")]  # fmt: skip


def test_a_row_over_the_whole_width_names_what_follows() -> None:
    rows = "| Hiện hành | Dự thảo\n| Chương I. Chung | <\n| Cũ | Mới"
    assert comparison(rows) == [("Chương I. Chung", "Cũ", "Mới", "", "")]


def test_an_empty_cell_is_asked_and_a_table_that_is_not_understood_too() -> None:
    (row,) = found({"a.docx": "^ BẢNG SO SÁNH\n| Hiện hành | Dự thảo\n| - | Mới là hai"}).of(
        "comparison"
    )
    assert row.value == ("", "", "Mới là hai", "", "") and row.doubt == "doubtful"
    (table,) = found({"a.docx": "^ BẢNG SO SÁNH\n| Cột một | Cột hai\n| Cũ | Mới"}).of("comparison")
    assert table.value == "" and table.doubt == "doubtful"


def test_columns_that_shift_are_asked_and_never_offered() -> None:
    rows = "| TT | Hiện hành | Dự thảo\n| Cũ | 1 | Mới"
    assert comparison(rows) == [""]


def test_a_row_that_is_not_read_is_asked_and_the_others_are_taken() -> None:
    header = "| TT | Nội dung | Hiện hành | Dự thảo"
    rows = f"{header}\n| 1 | Mức | Cũ một | Mới một\n| 2 | Số bữa | 5 | 8\n{header}\n| 3 | Hồ sơ | Cũ ba | Mới ba"
    rest = ("", "")
    assert comparison(rows) == [("Mức", "Cũ một", "Mới một", *rest), ("Hồ sơ", "Cũ ba", "Mới ba", *rest), ""]  # fmt: skip
    odd = "\n".join(f"| {n} | Số bữa {n} | 5 | 8" for n in range(25))
    asked = found({"a.docx": f"^ BẢNG SO SÁNH\n{header}\n{odd}"}).of("comparison")
    assert len(asked) == 21 and all(c.doubt == "doubtful" and not c.value for c in asked)
    assert asked[-1].question and "còn 5 hàng" in asked[-1].question.vi


def test_what_a_draft_denies_or_only_quotes_is_not_filled_in() -> None:
    lines = "Điều 1. Sửa đổi\nĐiều 3 được sửa như sau:\n“Điều 3. Mức hỗ trợ cũ\nĐiều 4. Hồ sơ cũ”.\nĐiều 2. Thi hành\nKhông thay thế Nghị quyết số 99/2020/NQ-HĐND.\nNghị quyết này thay thế Nghị quyết số 12/2021/NQ-HĐND."
    dossier = found({"nq.docx": DRAFT + lines})
    assert [(c.value, c.doubt) for c in dossier.of("articles")] == [("Điều 1. Sửa đổi", "certain"), ("Điều 2. Thi hành", "certain")]  # fmt: skip
    assert [c.doubt for c in dossier.of("repeals")] == ["doubtful", "certain"]
    unclosed = found({"nq.docx": DRAFT + "Điều 1. Sửa đổi\n“Điều 3. Mức\nĐiều 2. Thi hành"})
    assert {c.doubt for c in unclosed.of("articles")} == {"doubtful"}


def test_other_tables_are_none() -> None:
    assert comparison("| STT | Họ tên | Đơn vị\n| 1 | A | B", "^ BÁO CÁO") == []
    assert comparison("| Ý kiến góp ý | Tiếp thu, giải trình\n| A | B", "^ BÁO CÁO") == []


def test_of_a_table_without_end_so_many_rows_are_taken_and_the_rest_is_told() -> None:
    rows = "\n".join(f"| Cũ thứ {n} | Mới thứ {n}" for n in range(250))
    candidates = found({"a.docx": f"^ BẢNG SO SÁNH\n| Hiện hành | Dự thảo\n{rows}"}).of(
        "comparison"
    )
    assert len(candidates) == 201 and candidates[-1].doubt == "refused"
    assert candidates[-1].question and "50 hàng" in candidates[-1].question.vi


# ---- titles, parties, sections


def test_titles_that_differ_are_both_offered() -> None:
    other = HEAD + "V/v góp ý dự thảo Nghị quyết về viện phí tại các trạm y tế xã"
    titles = found({"cv.docx": other, "nq.docx": DRAFT}).of("title")
    assert [c.doubt for c in titles] == ["doubtful", "doubtful"]
    shorter = HEAD + "V/v góp ý dự thảo Nghị quyết quy định mức hỗ trợ khám bệnh"
    (title,) = found({"cv.docx": shorter, "nq.docx": DRAFT}).of("title")
    assert title.doubt == "certain" and [s.file for s in title.others] == ["cv.docx"]


def test_a_title_ends_before_the_deadline_and_its_place_has_its_own_question() -> None:
    said = "Sở Y tế đề nghị góp ý dự thảo Nghị quyết quy định mức hỗ trợ khám bệnh tại xã Tả Van chậm nhất ngày 15/6/2026."
    dossier = letter(said)
    (title,), (place,) = dossier.of("title"), dossier.of("places")
    assert title.value == "Nghị quyết quy định mức hỗ trợ khám bệnh tại xã Tả Van"
    assert (place.value, place.doubt) == ("ta-van", "doubtful")
    assert place.question and "nơi này" in place.question.vi


def test_a_title_in_capitals_is_asked_and_one_broken_by_a_line_end_read() -> None:
    loud = DRAFT.replace("Quy định mức hỗ trợ khám bệnh trên địa bàn tỉnh Lào Cai", "QUY ĐỊNH MỨC HỖ TRỢ KHÁM BỆNH")  # fmt: skip
    assert [c.doubt for c in found({"nq.docx": loud}).of("title")] == ["doubtful"]


def test_a_chairman_is_told_from_his_committee() -> None:
    head = "| ỦY BAN NHÂN DÂN // TỈNH LÀO CAI | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n^ QUYẾT ĐỊNH\n^ Ban hành Quy chế trực ban của tỉnh\n^ {}\n"
    for line, issuer, kind in (
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "ubnd-tinh", "qd-ubnd-tinh"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "chu-tich-ubnd-tinh", "qd-ct-ubnd-tinh"),
    ):
        dossier = found({"qd.docx": head.format(line)})
        assert [c.value for c in dossier.of("issuer")] == [issuer]
        assert [c.value for c in dossier.of("document_type")] == [kind]


@pytest.mark.parametrize(
    "head, value, asked",
    [
        ("HỘI ĐỒNG NHÂN DÂN // XÃ TẢ VAN", "", "«HỘI ĐỒNG NHÂN DÂN XÃ TẢ VAN»"),
        ("HỘI ĐỒNG NHÂN DÂN // TỈNH SƠN LA", "", "«HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA»"),
        ("HỘI ĐỒNG NHÂN DÂN", "hdnd-tinh", "không ghi của tỉnh hay xã nào"),
    ],
)
def test_a_name_that_leaves_out_a_place_is_asked(head: str, value: str, asked: str) -> None:
    text = DRAFT.replace("| HỘI ĐỒNG NHÂN DÂN // TỈNH LÀO CAI |", f"| {head} |")
    line = single(head.replace("//", " "))
    dossier = found({"nq.docx": text.replace("^ HỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI", f"^ {line}")})
    (issuer,) = dossier.of("issuer")
    assert (issuer.value, issuer.doubt) == (value, "doubtful")
    assert issuer.question and asked in issuer.question.vi
    assert {c.doubt for c in dossier.of("document_type")} == {"doubtful"}
    if not value:
        words = text.replace("tỉnh Lào Cai\n", "tỉnh\n")
        (place,) = found({"nq.docx": words.replace("^ HỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI", f"^ {line}")}).of("places")  # fmt: skip
        assert (place.value, place.doubt) == ("lao-cai", "doubtful")


@pytest.mark.parametrize(
    "head, values",
    [
        ("UBND XÃ TẢ VAN // PHÒNG KINH TẾ", ["ubnd-xa-ta-van"]),
        ("UBND TỈNH SƠN LA // SỞ Y TẾ", ["so-y-te"]),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG // CHI CỤC KIỂM LÂM", ["so-nong-nghiep-va-moi-truong"]),
        ("SỞ TÀI CHÍNH - SỞ Y TẾ", ["so-tai-chinh", "so-y-te"]),
    ],
)
def test_a_head_of_which_lines_are_left_out_is_asked(head: str, values: list[str]) -> None:
    text = HEAD.replace("UBND TỈNH LÀO CAI // SỞ Y TẾ", head)
    agencies = found({"cv.docx": text + "Đề nghị góp ý."}).of("agency")
    assert [(c.value, c.doubt) for c in agencies] == [(value, "doubtful") for value in values]


def test_of_two_that_draft_together_none_is_lost() -> None:
    said = "Sở Y tế và Sở Tài chính đồng chủ trì xây dựng dự thảo Nghị quyết."
    agencies = letter(said).of("agency")
    assert [(c.value, c.doubt) for c in agencies] == [("so-y-te", "doubtful"), ("so-tai-chinh", "doubtful")]  # fmt: skip
    elsewhere = letter("Đề nghị góp ý dự thảo Nghị quyết của HĐND tỉnh Sơn La quy định mức chi.")
    assert [(c.value, c.doubt) for c in elsewhere.of("issuer")] == [("", "doubtful")]


def test_a_body_with_a_task_is_not_who_drafts() -> None:
    tasks = "Điều 3. Tổ chức thực hiện\nGiao Sở Tài chính chủ trì tham mưu bố trí kinh phí thực hiện Nghị quyết."
    assert found({"nq.docx": DRAFT + tasks}).of("agency") == ()
    assert letter("Giao Sở Tài chính chủ trì bố trí kinh phí.").of("agency")[0].value == "so-y-te"
    asked = letter("UBND tỉnh giao Sở Tài chính chủ trì soạn thảo Nghị quyết.").of("agency")
    assert [(c.value, c.doubt) for c in asked] == [
        ("so-tai-chinh", "doubtful"),
        ("so-y-te", "doubtful"),
    ]


def test_when_another_text_took_effect_is_asked() -> None:
    text = DRAFT + "Điều 1. Sửa đổi\nNghị quyết số 00/2021/NQ-HĐND có hiệu lực từ ngày 01/8/2021."
    (effect,) = found({"nq.docx": text}).of("issued.effective")
    assert (effect.value, effect.doubt) == ("2021-08-01", "doubtful")


def test_a_commune_with_its_province_is_the_commune() -> None:
    head = DRAFT.replace("trên địa bàn tỉnh Lào Cai", "tại xã Tả Van, tỉnh Lào Cai")
    assert [c.value for c in found({"nq.docx": head}).of("places")] == ["ta-van"]


def test_an_agency_that_is_no_more_is_asked() -> None:
    head = HEAD.replace("SỞ Y TẾ", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
    (agency,) = found({"a.docx": head + "Đề nghị góp ý."}).of("agency")
    assert (agency.value, agency.doubt) == ("so-khoa-hoc-va-cong-nghe", "doubtful")
    assert agency.question and "SỞ THÔNG TIN VÀ TRUYỀN THÔNG" in agency.question.vi


def test_two_papers_in_one_file() -> None:
    dossier = found({"ho-so.docx": f"{HEAD}Đề nghị góp ý đến hết ngày 10/6/2026.\nTrân trọng.\n{DRAFT}Điều 1. Mức\nMột."})  # fmt: skip
    assert [paper.kind for paper in dossier.papers] == ["letter", "draft"]
    assert [c.value for c in dossier.of("issuer")] == ["hdnd-tinh"]
    assert [c.value for c in dossier.of("articles")] == ["Điều 1. Mức"]


def test_headings_within_a_section_go_with_it() -> None:
    text = "^ TỜ TRÌNH\nIV. NỘI DUNG CƠ BẢN\n1. Phạm vi điều chỉnh\nNghị quyết quy định mức chi.\n2. Mức chi\nMức chi là 10 triệu đồng.\nV. KINH PHÍ\nNgân sách.\nSự cần thiết ban hành\nĐường hỏng.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLý Văn Mẫu"
    dossier = found({"a.docx": text})
    assert [c.value for c in dossier.of("body.scope")] == ["Nghị quyết quy định mức chi."]
    assert [c.value for c in dossier.of("body.content")] == ["2. Mức chi", "Mức chi là 10 triệu đồng."]  # fmt: skip
    assert [c.value for c in dossier.of("body.necessity")] == ["Đường hỏng."]


def test_whom_it_does_not_reach_is_no_audience() -> None:
    text = (
        DRAFT
        + "Điều 2. Đối tượng áp dụng\n1. Người cao tuổi.\n2. Không áp dụng đối với doanh nghiệp."
    )
    assert [c.value for c in found({"nq.docx": text}).of("audiences")] == ["nguoi-cao-tuoi"]


def test_articles_with_a_gap_are_asked() -> None:
    articles = found({"nq.docx": DRAFT + "Điều 1. Mức\nMột.\nĐiều 3. Thi hành\nHai."}).of(
        "articles"
    )
    assert [c.doubt for c in articles] == ["doubtful", "doubtful"]


def test_a_decision_and_its_regulation_have_articles_of_their_own() -> None:
    lines = "Điều 1. Ban hành kèm theo\nBan hành kèm theo Quyết định này Quy chế.\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày 01/4/2027.\n^ QUY CHẾ\n(Ban hành kèm theo Quyết định số 00)\nĐiều 1. Phạm vi\nCó hiệu lực từ ngày 02/4/2027."
    dossier = found({"nq.docx": DRAFT + lines})
    assert [c.doubt for c in dossier.of("articles")] == ["certain"] * 3
    assert [c.value for c in dossier.of("issued.effective")] == ["2027-04-01"]


def test_what_is_missing_is_named() -> None:
    missing = found({"nq.docx": DRAFT}).missing
    assert {"short_title", "summary", "rounds.0.closes", "comment", "comparison"} <= set(missing)
    assert not {"title", "issuer", "document_type", "places"} & set(missing)


def test_from_what_is_longer_than_people_write_nothing_is_taken() -> None:
    dossier = letter("Góp ý trước ngày 02/6/2026, " * 400, "Góp ý đến hết ngày 10/6/2026.")
    assert [c.value for c in dossier.of("rounds.0.closes")] == ["2026-06-10"]
    assert [note.vi.partition(" ")[0] for note in dossier.notes] == ["cong-van.docx"]
    rows = f"| Hiện hành | Dự thảo\n| Cũ | {'rất dài ' * 900}\n| Cũ là một | Mới là hai"
    assert comparison(rows) == [("", "Cũ là một", "Mới là hai", "", "")]
