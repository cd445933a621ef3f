"""Files that say otherwise than their record are named; honest oddities, and dossiers of offices that agree, are not."""

from __future__ import annotations

import pkgutil
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from duthao.domain.registers import Registers
from duthao.records import register_reader
from duthao.rules import contradictions
from tests import word_documents
from tests.conftest import ROOT
from tests.judged_records import KNOWN, judged
from tests.record_edits import GOOD, ISSUED, TABLE
from tests.rules.contradiction_cases import KEPT_APART, SEEN, Cases

RULES = {
    rule
    for module in pkgutil.iter_modules(contradictions.__path__)
    for rule in import_module(f"{contradictions.__name__}.{module.name}").RULES
}
DOSSIERS = [d for kind in ("known", "kept_apart") for d in word_documents.dossiers(word_documents.DOSSIERS / kind)]  # fmt: skip
HEAD = "| HỘI ĐỒNG NHÂN DÂN // TỈNH HÀ TĨNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM // Độc lập - Tự do - Hạnh phúc\n"
DRAFT = (
    HEAD
    + """^ NGHỊ QUYẾT
^ Quy định chính sách hỗ trợ nuôi ong trên địa bàn tỉnh Hà Tĩnh
^ HỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
Điều 1. Phạm vi điều chỉnh
1. Nghị quyết quy định mức hỗ trợ hộ nuôi ong.
Điều 2. Mức hỗ trợ
1. Hộ nghèo được hỗ trợ 300.000 đồng một đàn; hộ khác được hỗ trợ 80% mức này.
2. Mua máy quay mật: hai triệu năm trăm nghìn đồng một hộ.
3. Xây nhà kho: 12.450.000 đồng.
Điều 3. Hiệu lực thi hành
Nghị quyết này có hiệu lực từ ngày 01 tháng 3 năm 2027.
"""
)
LETTER = (
    HEAD.replace("HỘI ĐỒNG NHÂN DÂN // TỈNH HÀ TĨNH", "UBND TỈNH HÀ TĨNH // SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    + "| Số: 12/SNNMT-VP | Hà Tĩnh, ngày 02 tháng 11 năm 2026\nKính gửi: Các sở, ngành.\n"
)  # fmt: skip
TITLE = "Nghị quyết quy định chính sách hỗ trợ nuôi ong trên địa bàn tỉnh Hà Tĩnh"
BASE = (
    GOOD.replace(
        "Nghị quyết sửa đổi, bổ sung một số điều của Nghị quyết về chính sách hỗ trợ nuôi ong trên địa bàn tỉnh Hà Tĩnh",
        TITLE,
    )
    .replace("1. Mỗi đàn ong được hỗ trợ 300.000 đồng.\n", "1. Hộ nghèo được 300.000 đồng.\n")
)  # fmt: skip
ITEM = "1. Hộ nghèo được 300.000 đồng.\n"


def documents(files: dict[str, str]) -> str:
    kinds = {
        "du-thao": "du-thao",
        "to-trinh": "to-trinh",
        "ban-so-sanh": "ban-so-sanh",
        "van-ban-ban-hanh": "van-ban-ban-hanh",
    }
    return "documents:\n" + "".join(
        f"  - {{kind: {kinds.get(name.split('.')[0], 'tai-lieu-khac')}, title: Tài liệu, file: {name}, date: 2026-11-02}}\n"
        for name in files
    )


def told(
    root: Path, text: str, files: dict[str, str], known: Registers = KNOWN
) -> list[tuple[str, str, str]]:
    """Rule, the line itself and message of each contradiction of a record with these Word files."""
    folder = root / "drafts" / "ht-2026-900"
    folder.mkdir(parents=True)
    for name, written in files.items():
        (folder / name).write_bytes(word_documents.docx(written))
    text = re.sub(r"(?m)^documents:\n(?:  .*\n)+", "", text, count=1)
    text = text.replace("scope: {", f"{documents(files)}scope: {{", 1)
    found = [f for f in judged(root, text, known=known) if f.rule in RULES]
    assert all(f.severity == "warning" and f.message.en and f.remedy.en for f in found)
    return [(f.rule, text.splitlines()[f.line - 1], f.message.vi) for f in found]


def rules_of(found: list[tuple[str, str, str]]) -> set[str]:
    return {rule for rule, _, _ in found}


# ---- what differs


def test_another_deadline_in_the_letter(tmp_path: Path) -> None:
    letter = LETTER + "Đề nghị các đơn vị góp ý, gửi về Sở chậm nhất ngày 15/12/2026.\n"
    [(rule, line, message)] = told(tmp_path, BASE, {"du-thao.docx": DRAFT, "cong-van.docx": letter})
    assert rule == "file-deadline-differs"
    assert line.strip() == "closes: 2026-11-30"
    assert "cong-van.docx, đoạn 2: «Đề nghị các đơn vị góp ý" in message
    assert "10/12/2026" in message


@pytest.mark.parametrize(
    ("change", "by", "rule"),
    [
        ("hỗ trợ nuôi ong", "hỗ trợ nuôi hươu", "file-title-differs"),
        ("^ NGHỊ QUYẾT", "^ QUYẾT ĐỊNH", "file-type-differs"),
        ("^ HỘI ĐỒNG NHÂN DÂN TỈNH", "^ ỦY BAN NHÂN DÂN TỈNH", "file-issuer-differs"),
    ],
)
def test_another_head(change: str, by: str, rule: str, tmp_path: Path) -> None:
    found = told(tmp_path, BASE, {"du-thao.docx": DRAFT.replace(change, by)})
    assert rules_of(found) == {rule}
    assert all("du-thao.docx, đoạn" in message for _, _, message in found)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Hộ nghèo được hỗ trợ 350.000 đồng một đàn.", "amount-not-in-draft"),
        ("Hộ khác được hỗ trợ 70 % mức này.", "amount-not-in-draft"),
        ("Hỗ trợ máy quay mật 2,6 triệu đồng.", "amount-not-in-draft"),
        ("Mức hỗ trợ ghi tại Điều 12.", "article-not-in-draft"),
        ("Nghị quyết có hiệu lực từ ngày 01/4/2027.", "file-effect-differs"),
    ],
)
def test_a_sentence_that_the_draft_denies(sentence: str, rule: str, tmp_path: Path) -> None:
    text = BASE.replace(ITEM, f"1. {sentence}\n", 1)
    [(found, line, message)] = told(tmp_path, text, {"du-thao.docx": DRAFT})
    assert (found, line) == (rule, f"1. {sentence}")
    assert "du-thao.docx" in message


def test_a_letter_beside_the_draft_hides_nothing(tmp_path: Path) -> None:
    text = BASE.replace(ITEM, "1. Hộ nghèo được 350.000 đồng.\n", 1)
    files = {"du-thao.docx": DRAFT, "cong-van.docx": LETTER}
    assert rules_of(told(tmp_path, text, files)) == {"amount-not-in-draft"}


def test_a_pdf_names_its_page(tmp_path: Path) -> None:
    """The sample's own leaf, beside a record with another deadline."""
    shutil.copytree(ROOT / "drafts" / "lc-2026-007", tmp_path / "drafts" / "lc-2026-007")
    text = (ROOT / "drafts" / "lc-2026-007" / "index.md").read_text(encoding="utf-8")
    known = registers_of_sample()
    found = judged(tmp_path, text, "lc-2026-007", known)
    assert not {f.rule for f in found} & RULES
    text = text.replace("closes: 2026-12-05", "closes: 2026-11-25", 1)
    found = [f for f in judged(tmp_path, text, "lc-2026-007", known) if f.rule in RULES]
    assert {f.message.vi.split(": «")[0] for f in found} >= {"to-trinh.pdf, trang 1"}


def test_an_amount_of_the_comparison(tmp_path: Path) -> None:
    text = BASE.replace(
        "150.000 đồng/đàn | 300.000 đồng/đàn", "150.000 đồng/đàn | 330.000 đồng/đàn"
    )
    assert rules_of(told(tmp_path, text, {"du-thao.docx": DRAFT})) == {"amount-not-in-draft"}


@pytest.mark.parametrize(
    ("number", "rule"),
    [("99/2026/NQ-HĐND", "file-number-differs"), ("{own}", "file-effect-differs")],
)
def test_number_and_effect_of_what_was_issued(number: str, rule: str, tmp_path: Path) -> None:
    own = re.search(r"number: (\S+?)[,}\s]", ISSUED)
    assert own
    number = number.format(own=own[1])
    paper = DRAFT.replace("tháng 3 năm 2027", "tháng 3 năm 2028" if own[1] == number else "tháng 13 năm 2027")  # fmt: skip
    paper = paper.replace("^ NGHỊ QUYẾT", f"| Số: {number} | Hà Tĩnh, ngày 08 tháng 12 năm 2026\n^ NGHỊ QUYẾT", 1)  # fmt: skip
    found = told(tmp_path, ISSUED, {"van-ban-ban-hanh.docx": paper})
    assert rules_of(found) == {rule}


# ---- what is honest

HONEST = (
    "Hộ nghèo được hỗ trợ 0,3 triệu đồng một đàn.",
    "Hộ nghèo được hỗ trợ 300 nghìn đồng một đàn.",
    "Hộ nghèo được hỗ trợ 300 ngàn đồng một đàn.",
    "Hộ khác được 80 phần trăm mức của hộ nghèo.",
    "Hộ khác được 80 % mức của hộ nghèo.",
    "Mua máy quay mật: 2,5 triệu đồng một hộ.",
    "Mua máy quay mật: 2.500.000 đồng một hộ.",
    "Xây nhà kho: 12,45 triệu đồng.",
    "Xây nhà kho: 12,5 triệu đồng.",
    "Kinh phí khoảng 41 tỷ đồng mỗi năm.",
    "Tăng 50.000 đồng so với mức cũ.",
    "Hộ nuôi 20 đàn được tổng cộng 6.000.000 đồng.",
    "Hiện nay hỗ trợ 150.000 đồng một đàn.",
    "Hộ có từ 20 đàn trở lên, nuôi ít nhất 12 tháng.",
    "Mức hỗ trợ ghi tại khoản 2 Điều 2.",
    "Theo Điều 12 Luật Ngân sách nhà nước số 89/2025/QH15.",
    "Thay cho Điều 7 Nghị quyết số 15/2021/NQ-HĐND.",
    "Nghị quyết có hiệu lực từ ngày 01/3/2027.",
    "Nghị quyết số 15/2021/NQ-HĐND có hiệu lực từ ngày 01/01/2022.",
    "Chính sách áp dụng cho giai đoạn 2027 - 2030.",
    "Xã xác nhận số đàn trong tháng 6/2027, quý III/2027.",
    "Gọi 0239 000 0102 hoặc 1022.",
)


@pytest.mark.parametrize("sentence", HONEST)
def test_an_honest_sentence(sentence: str, tmp_path: Path) -> None:
    text = BASE.replace(ITEM, f"1. {sentence}\n", 1)
    assert told(tmp_path, text, {"du-thao.docx": DRAFT}) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Góp ý gửi về Sở trước ngày 11/12/2026.",
        "Góp ý gửi về Sở trước ngày 10/12/2026.",
        "Góp ý gửi về Sở đến hết ngày 30/11/2026.",
        "Góp ý chậm nhất 17 giờ 00 ngày 10/12/2026.",
        "Lấy ý kiến từ ngày 02/11/2026 đến hết ngày 10/12/2026.",
        "Bản giấy gửi đến hết ngày 05/12/2026; góp ý bản điện tử đến hết ngày 10/12/2026.",
        "Góp ý trước ngày 20/12.",
        "Ủy ban nhân dân xã tổng hợp ý kiến, báo cáo về Sở trước ngày 20/12/2026.",
        "Thực hiện Công văn số 15/UBND-KT, Sở đã lấy ý kiến đến hết ngày 20/9/2026.",
        "Sở Tư pháp có ý kiến thẩm định trước ngày 05/01/2027.",
        "Hội đồng nhân dân tỉnh xem xét tại kỳ họp ngày 08/12/2026.",
        "Nghị quyết dự kiến có hiệu lực từ ngày 01/01/2027.",
    ],
)
def test_an_honest_letter(sentence: str, tmp_path: Path) -> None:
    assert told(tmp_path, BASE, {"cong-van.docx": f"{LETTER}{sentence}\n"}) == []


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("^ Quy định chính sách", "^ QUY ĐỊNH CHÍNH SÁCH"),
        ("^ Quy định chính sách hỗ trợ nuôi ong trên", "^ Quy định chính sách hỗ trợ nuôi ong\n^ trên"),
        ("^ NGHỊ QUYẾT", "^ DỰ THẢO LẦN 2\n^ NGHỊ QUYẾT"),
        ("tỉnh Hà Tĩnh\n^ HỘI", "tỉnh Hà Tĩnh\n^ (Dự thảo)\n^ HỘI"),
        (" trên địa bàn tỉnh Hà Tĩnh\n^ HỘI", "\n^ HỘI"),
        ("80%", "80 phần trăm"),
        ("300.000 đồng một đàn", "ba trăm nghìn đồng một đàn"),
        ("300.000 đồng một đàn", "300.000đ/đàn"),
        ("Điều 2. Mức", "“Điều 2. Mức"),
    ],
)  # fmt: skip
def test_an_honest_draft(change: str, by: str, tmp_path: Path) -> None:
    assert change in DRAFT
    assert told(tmp_path, BASE, {"du-thao.docx": DRAFT.replace(change, by, 1)}) == []


def test_amounts_of_an_annex_that_was_not_read_as_text_are_not_missed(tmp_path: Path) -> None:
    text = BASE.replace(ITEM, "1. Hộ nghèo được 999.000 đồng.\n", 1)
    files = {"du-thao.docx": DRAFT, "phu-luc.docx": "PHỤ LỤC\nMức hỗ trợ từng loại.\n"}
    assert told(tmp_path, text, files) == []


def registers_of_sample() -> Registers:
    known, _ = register_reader.load(ROOT)
    assert known
    return known


def of_dossier(dossier: word_documents.Dossier) -> str:
    """A record with what the dossier is to offer."""
    first = {field: values[0] for field, values in dossier.expected.items() if values}
    text = BASE.replace(TITLE, first.get("title", TITLE)).replace("places: [ha-tinh]", "places: [lao-cai]")  # fmt: skip
    text = text.replace("document_type: nq-hdnd-tinh", f"document_type: {first.get('document_type', 'nq-hdnd-tinh')}")  # fmt: skip
    text = text.replace("issuer: hdnd-tinh", f"issuer: {first.get('issuer', 'hdnd-tinh')}")
    closes = str(first.get("rounds.0.closes", "2026-06-20"))[:10]
    opens = str(first.get("rounds.0.opens", "2026-05-11"))[:10]
    begin, end = text.index("rounds:\n"), text.index("official_posting:")
    text = f"{text[:begin]}rounds:\n  - of: draft\n    opens: {opens}\n    closes: {closes}\n{text[end:]}"
    rows = dossier.expected.get("comparison", [])
    table = "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |\n|---|---|---|---|\n"
    table += "".join(f"| {r[0]} | {r[1]} | {r[2]} | Hộ nuôi ong |\n" for r in rows)
    content = "\n".join(f"- {line}" for line in dossier.expected.get("body.content", []))
    text = text.replace(ITEM, "").replace("2. Xã xác nhận số đàn trước ngày 30/6/2027.\n", content + "\n")  # fmt: skip
    return text.replace(TABLE, table + "\n") if rows else text.replace(TABLE, "Không có.\n\n")


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda d: d.name)
def test_a_dossier_agrees_with_its_record(dossier: word_documents.Dossier, tmp_path: Path) -> None:
    assert told(tmp_path, of_dossier(dossier), dossier.files, registers_of_sample()) == []


# Their letters say "20 ngày kể từ ngày đăng tải", quote other letters, name no year, or ask a second time: nothing can be said.
SILENT = frozenset({"d05", "d06", "d13", "d15", "d16", "d20", "k05"})
# Their letters ask the public; of those that ask agencies, a day before the public's says nothing.
OF_THE_PUBLIC = frozenset({"d02", "d04", "d08", "d12", "d18", "k03", "k08", "k09"})


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda d: d.name)
def test_a_dossier_with_another_deadline(dossier: word_documents.Dossier, tmp_path: Path) -> None:
    for closes, silent in (("2026-01-20", dossier.name in SILENT), ("2027-02-17", dossier.name not in OF_THE_PUBLIC)):  # fmt: skip
        text = re.sub(r"closes: \S+", f"closes: {closes}", of_dossier(dossier), count=1)
        found = rules_of(told(tmp_path / closes, text, dossier.files, registers_of_sample()))
        assert found == (set() if silent else {"file-deadline-differs"}), closes


# ---- sentences as offices write them


def of_letter(root: Path, sentence: str) -> set[str]:
    return rules_of(told(root, BASE, {"cong-van.docx": f"{LETTER}{sentence}\n"}))


def of_point(root: Path, sentence: str) -> set[str]:
    text = BASE.replace(ITEM, f"1. {sentence}\n", 1)
    return rules_of(told(root, text, {"du-thao.docx": DRAFT}))


def told_of(root: Path, cases: Cases) -> dict[str, list[str]]:
    """By field, the sentences at which something is told."""
    return {
        field: [
            sentence
            for number, sentence in enumerate(getattr(cases, field))
            if (of_letter if "letters" in field else of_point)(root / f"{field}{number}", sentence)
        ]
        for field in cases._fields
    }


def test_sentences_that_the_rules_were_written_with(tmp_path: Path) -> None:
    found = told_of(tmp_path, SEEN)
    assert (found["honest_letters"], found["honest_points"]) == ([], [])
    assert found["true_letters"] == list(SEEN.true_letters)
    assert found["true_points"] == list(SEEN.true_points)


def test_sentences_that_were_kept_apart(tmp_path: Path) -> None:
    found = told_of(tmp_path, KEPT_APART)
    assert (found["honest_letters"], found["honest_points"]) == ([], [])
    missed = set(KEPT_APART.true_letters + KEPT_APART.true_points)
    missed -= {*found["true_letters"], *found["true_points"]}
    assert missed <= {"Mua máy quay mật: 3 triệu đồng một hộ."}  # 2.500.000, rounded as people do


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("^ Quy định chính sách", "^ Về chính sách"),
        ("^ Quy định chính sách", "^ Qui định chính sách"),
        ("^ Quy định chính sách", "^ Ban hành Quy định chính sách"),
    ],
)
def test_a_title_in_other_words_of_its_beginning(change: str, by: str, tmp_path: Path) -> None:
    assert told(tmp_path, BASE, {"du-thao.docx": DRAFT.replace(change, by, 1)}) == []
