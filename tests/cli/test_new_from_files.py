"""`duthao new --from`: a record from Word files, what is said of it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from duthao.cli import main
from duthao.records import front_matter
from duthao.records.body import parse
from tests import word_documents
from tests.conftest import ROOT

DOSSIERS = {d.name: d for d in word_documents.dossiers(word_documents.DOSSIERS / "known")}
INDEX = Path("drafts", "lc-2026-090", "index.md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "_registers").symlink_to(ROOT / "drafts" / "_registers")
    (folder / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    return folder


def files(folder: Path, name: str) -> list[str]:
    paths = []
    for file, text in DOSSIERS[name].files.items():
        (folder / file).write_bytes(word_documents.docx(text))
        paths.append(str(folder / file))
    return paths


def new(root: Path, *arguments: str) -> int:
    return main.main(["new", "lc-2026-090", "--root", str(root), *arguments])


def test_a_record_with_sources_and_questions(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(root, "--from", *files(tmp_path, "d01")) == 0
    text = (root / INDEX).read_text(encoding="utf-8")
    source, faults = front_matter.read_document(text.encode(), "index.md")
    assert source and not faults
    data = source.data
    assert data["document_type"] == "nq-hdnd-tinh" and data["places"] == ["lao-cai"]
    assert "rounds" not in data and "approved" not in data and "published" not in data
    lines = text.splitlines()
    place = lines.index("agency: so-giao-duc-va-dao-tao")
    assert lines[place - 2].startswith(
        "# từ cong-van.docx, bảng 1, hàng 1: «UBND TỈNH LÀO CAI SỞ GIÁO DỤC"
    )
    assert lines[place - 1] == "# cũng có ở to-trinh.docx, bảng 1, hàng 1"
    place = lines.index("#     closes: 2026-06-01")
    assert lines[place - 1].startswith("# CẦN XEM: «trước ngày 02/6/2026»")
    assert lines[place - 2].startswith("# từ cong-van.docx, đoạn 5: «")
    said = capsys.readouterr().out
    doubts, rest = said.split("Đã điền", 1)
    assert doubts.index("Cần xem (3)") < doubts.index("đến hết ngày 01/06/2026")
    assert "Còn thiếu:" in rest and "Tóm tắt dễ hiểu (summary)" in rest
    assert "Cột «Ai bị ảnh hưởng» của bảng so sánh" in rest


def test_the_body_is_what_the_papers_say(root: Path, tmp_path: Path) -> None:
    assert new(root, "--from", *files(tmp_path, "d01")) == 0
    source, _ = front_matter.read_document((root / INDEX).read_bytes(), "index.md")
    assert source
    body, faults = parse(source.body, "index.md", 1)
    assert faults == []
    necessity, new_section, other = body["necessity"], body["new"], body["other"]
    assert necessity and new_section and other
    assert (
        necessity.paragraphs[0]
        == "Ở các xã biên giới, nhiều học sinh nhà xa trường, buổi trưa không về nhà."
    )
    assert new_section.table[1] == ("Mức hỗ trợ", "8.000 đồng một bữa", "12.000 đồng một bữa", "")
    assert new_section.items[0] == "Mức hỗ trợ: Giá lương thực tăng"
    assert "Nghị quyết này có hiệu lực từ ngày 01 tháng 9 năm 2026." in other.items


def test_points_of_what_is_new_lose_their_numbers(root: Path, tmp_path: Path) -> None:
    text = "^ TỜ TRÌNH\nII. ĐIỂM MỚI\n1. Tăng mức hỗ trợ.\n- Bỏ hồ sơ giấy."
    (tmp_path / "a.docx").write_bytes(word_documents.docx(text))
    assert new(root, "--from", str(tmp_path / "a.docx")) == 0
    source, _ = front_matter.read_document((root / INDEX).read_bytes(), "index.md")
    assert source
    section = parse(source.body, "index.md", 1)[0]["new"]
    assert section and section.items[:2] == ("Tăng mức hỗ trợ", "Bỏ hồ sơ giấy")


def test_a_doubtful_day_of_effect_stands_in_no_body(root: Path, tmp_path: Path) -> None:
    said = "Nghị quyết số 00/2021/NQ-HĐND có hiệu lực từ ngày 01/8/2021."
    head = "^ NGHỊ QUYẾT\n^ Quy định mức hỗ trợ khám bệnh trên địa bàn tỉnh Lào Cai\n"
    (tmp_path / "a.docx").write_bytes(word_documents.docx(f"{head}Điều 1. Sửa đổi\n{said}"))
    assert new(root, "--from", str(tmp_path / "a.docx")) == 0
    source, _ = front_matter.read_document((root / INDEX).read_bytes(), "index.md")
    assert source and "01/8/2021" not in source.body
    assert f"«{said}»" in (root / INDEX).read_text(encoding="utf-8")


def test_signs_of_markdown_stay_words(root: Path, tmp_path: Path) -> None:
    lines = (
        "2026. Năm đầu * dưới < 5 % ~ đề án [a](b) _x_ | cột",
        "# không phải đề mục",
        "+ một ý",
        "2. # hai",
        "- 1. ba",
        "mức <b>đậm</b>",
    )
    (tmp_path / "a.docx").write_bytes(
        word_documents.docx("^ TỜ TRÌNH\nI. SỰ CẦN THIẾT\n" + "\n".join(lines))
    )
    assert new(root, "--from", str(tmp_path / "a.docx")) == 0
    source, _ = front_matter.read_document((root / INDEX).read_bytes(), "index.md")
    assert source
    body, faults = parse(source.body, "index.md", 1)
    section = body["necessity"]
    assert section and faults == []
    assert [text for _, text in section.blocks] == [
        *(lines[0], lines[1], "một ý"),
        *("# hai", "1. ba", "mức ‹b›đậm‹/b›"),
    ]


@pytest.mark.parametrize("name", sorted(DOSSIERS))
def test_every_record_can_be_read(root: Path, tmp_path: Path, name: str) -> None:
    """Nothing is left to be mended in the form of the file: only what is missing."""
    assert new(root, "--from", *files(tmp_path, name)) == 0
    raw = (root / INDEX).read_bytes()
    source, faults = front_matter.read_document(raw, "index.md")
    assert source and not faults
    assert parse(source.body, "index.md", 1)[1] == []
    assert "0987 000 111" not in raw.decode() and "gmail" not in raw.decode()


def test_what_is_typed_counts_for_more(root: Path, tmp_path: Path) -> None:
    typed = [
        "--topic",
        "giao-duc",
        "--opens",
        "12/05/2026",
        "--closes",
        "10/06/2026",
        "--issuer",
        "HĐND tỉnh",
    ]
    typed[-1] = "hdnd-tinh"
    assert new(root, *typed, "--from", *files(tmp_path, "d01")) == 0
    source, _ = front_matter.read_document((root / INDEX).read_bytes(), "index.md")
    assert source
    assert source.data["topics"] == ["giao-duc"]
    assert source.data["rounds"] == [{"of": "draft", "opens": "2026-05-12", "closes": "2026-06-10"}]


def test_names_are_understood_as_check_understands_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(root, "--issuer", "HĐND tỉnh", "--place", "xã Tả Van", "--agency", "Sở Y tế") == 0
    source, _ = front_matter.read_document((root / INDEX).read_bytes(), "index.md")
    assert source
    assert (source.data["issuer"], source.data["places"]) == ("hdnd-tinh", ["ta-van"])
    assert main.main(["new", "lc-2026-091", "--root", str(root), "--agency", "Sở Ytế"]) == 2
    assert "so-y-te" in capsys.readouterr().err
    # A province and a ward have this name: one is not taken for the other.
    assert main.main(["new", "lc-2026-091", "--root", str(root), "--place", "Lào Cai"]) == 2
    said = capsys.readouterr().err
    assert "«lao-cai» (tỉnh Lào Cai)" in said and "«lao-cai-phuong»" in said


def test_who_stops_a_command_is_told_of_what_it_makes() -> None:
    assert "hồ sơ" in main._stopped("new").vi and "Trang" in main._stopped("build").vi
    assert main._stopped("check").vi == "Đã dừng."


def test_of_half_a_dossier_nothing_is_made(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = files(tmp_path, "d10")
    (tmp_path / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert (
        new(root, "--from", *paths, str(tmp_path / "cu.doc"), str(tmp_path / "khong-co.docx")) == 2
    )
    said = capsys.readouterr().err
    assert "cu.doc: " in said and "Lưu thành (Save As)" in said and "khong-co.docx: " in said
    assert not (root / INDEX).parent.exists()


def test_a_mark_of_secrecy_ends_it(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.docx").write_bytes(word_documents.docx("MẬT\nDự thảo"))
    assert new(root, "--from", str(tmp_path / "a.docx")) == 2
    assert "dấu chỉ độ mật (MẬT)" in capsys.readouterr().err
    assert not (root / INDEX).parent.exists()


@pytest.mark.parametrize("where", ["header", "hidden", "deleted", "comment"])
def test_a_mark_of_secrecy_in_any_part_ends_it(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    plain = word_documents.paragraph("Dự thảo")
    mark = word_documents.paragraph("MẬT")
    body, more = plain, dict[str, str]()
    if where == "header":
        more["word/header1.xml"] = f"<w:hdr {w}>{mark}</w:hdr>"
    elif where == "comment":
        more["word/comments.xml"] = f'<w:comments {w}><w:comment w:id="1">{mark}</w:comment></w:comments>'  # fmt: skip
    elif where == "hidden":
        body += "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>TỐI MẬT</w:t></w:r></w:p>"
    else:
        body += word_documents.paragraph("{-MẬT-}")
    (tmp_path / "a.docx").write_bytes(word_documents.docx_of_xml(body, more))
    assert new(root, "--from", str(tmp_path / "a.docx")) == 2
    assert "dấu chỉ độ mật" in capsys.readouterr().err
    assert not (root / INDEX).parent.exists()


def test_a_central_draft_is_made_another_way(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(root, "--central", "--from", "a.docx") == 2
    assert "--central" in capsys.readouterr().err


def test_the_report_in_english(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUTHAO_LANG", "en")
    assert new(root, "--from", *files(tmp_path, "d16")) == 0
    said = capsys.readouterr().out
    assert "To be looked at" in said and "Left out (2)" in said and "Missing:" in said
