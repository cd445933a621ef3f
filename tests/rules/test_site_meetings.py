"""Meetings of the whole site are judged as records are: their files, their words, their links, what was put out of them."""

from __future__ import annotations

from pathlib import Path

from duthao.domain import published
from duthao.errors import Finding
from duthao.records import register_reader
from tests import leaking_files
from tests.conftest import PROVINCE
from tests.judged_records import judged_across

HEAD = """---
kind: hoi-nghi
title: Hội nghị về nghề nuôi ong
agency: so-nong-nghiep-va-moi-truong
at: 2026-11-26T09:00+07:00
place: Nhà văn hóa xã
published: 2026-11-16
demo: true
"""


def judged(
    root: Path, more: str = "", body: str = "", head: str = HEAD, **files: bytes
) -> list[Finding]:
    """What is found in one meeting of the site, whose files are named `<name>.<ending>` by `name_ending`."""
    registers = root / register_reader.FOLDER
    folder = root / "drafts/_events/hop-nuoi-ong"
    for made in (registers, folder):
        made.mkdir(parents=True, exist_ok=True)
    for path in (PROVINCE / register_reader.FOLDER).glob("*.yml"):
        (registers / path.name).write_bytes(path.read_bytes())
    named = ""
    for name, content in files.items():
        file = name.replace("_", ".")
        (folder / file).write_bytes(content)
        named += f"- {{title: Tài liệu, file: {file}}}\n"
    text = head + more + (f"handouts:\n{named}" if named else "") + f"---\n\n{body}\n"
    (folder / "index.md").write_text(text, encoding="utf-8")
    known, findings = register_reader.load(root)
    return findings + (judged_across(root, known) if known else [])


def told(findings: list[Finding]) -> list[tuple[str, int, str, str]]:
    return sorted(
        (f.path.removeprefix("drafts/_events/hop-nuoi-ong/"), f.line, f.rule, f.severity)
        for f in findings
    )


def test_files_beside_it_are_searched_as_those_of_a_record(tmp_path: Path) -> None:
    """Comments, tracked changes, hidden sheets, marks of secrecy, authors: whatever a scan finds."""
    found = told(
        judged(
            tmp_path,
            phat_docx=leaking_files.REVIEWED,
            bang_xlsx=leaking_files.workbook(leaking_files.hidden_sheet),
            mat_txt="TỐI MẬT\nĐịa điểm tập kết\n".encode(),
            o_csv=b"ten,so\n=cmd|x,1\n",
            anh_jpg=leaking_files.photo(),
        )
    )
    for expected in (
        ("phat.docx", 0, "attachment-comments", "error"),
        ("phat.docx", 0, "attachment-tracked-changes", "error"),
        ("bang.xlsx", 0, "attachment-hidden-sheets", "warning"),
        ("mat.txt", 0, "secrecy-mark", "error"),
        ("o.csv", 0, "attachment-formula", "error"),
        ("anh.jpg", 0, "author-metadata", "warning"),
        ("anh.jpg", 0, "meeting-personal-data", "error"),
    ):
        assert expected in found, found


def test_marks_of_secrecy_in_its_words_are_told_at_their_lines(tmp_path: Path) -> None:
    found = told(
        judged(
            tmp_path,
            "chair: 'Độ mật: Tối mật'\n",
            "Mời bà con.\n\nLưu hành nội bộ\n\nĐộ mật: Mật",
        )
    )
    assert found == [
        ("index.md", 9, "secrecy-mark", "error"),
        ("index.md", 14, "internal-circulation-mark", "error"),
        ("index.md", 16, "secrecy-mark", "error"),
    ]


def test_an_office_may_be_called_and_nobody_else(tmp_path: Path) -> None:
    """What registers and settings know as an office's; a fixed line that none knows is warned of."""
    body = "Hỏi: sonongnghiep@hatinh.example, 0239 000 0102.\n\nGọi 0912 345 678."
    assert told(judged(tmp_path, body=body)) == [("index.md", 13, "meeting-personal-data", "error")]
    line = told(judged(tmp_path / "line", body="Gọi 0203 3999 123."))
    assert line == [("index.md", 11, "meeting-personal-data", "warning")]


def test_its_words_are_read_as_those_of_a_record(tmp_path: Path) -> None:
    """Lost encodings, what was to be filled in, dead links, a year that nobody means."""
    more = "chair: 'Gi¸m ®èc Së N«ng nghiÖp'\nquestions: ['Mức hỗ trợ [điền tên xã]?', 'TODO hỏi lại']\n"
    body = "Xem [dự thảo](duthao:khong-co-1) và [tệp](khong-co.pdf).\n\n[bấm](javascript:alert)"
    found = told(judged(tmp_path, more, body))
    assert found == [
        ("index.md", 9, "text-old-encoding", "error"),
        ("index.md", 10, "note-to-self", "warning"),
        ("index.md", 10, "placeholder-left", "error"),
        ("index.md", 13, "link-to-no-file", "error"),
        ("index.md", 13, "link-to-no-record", "error"),
        ("index.md", 15, "link-dropped", "error"),
    ]
    table = "| Giờ | Việc |\n|---|---|\n| 8 | Khai mạc | thừa |"
    cells = told(judged(tmp_path / "table", body=f"Chương trình:\n\n{table}"))
    assert cells == [("index.md", 15, "table-cells", "error")]
    known = HEAD.replace("2026-11-26", "2062-11-26")
    far = told(judged(tmp_path / "far", head=known))
    assert far == [("index.md", 5, "meeting-far", "warning")]


def test_one_released_before_meetings_had_registers_takes_its_first_later(tmp_path: Path) -> None:
    register = tmp_path / published.PATH
    register.parent.mkdir(parents=True)
    register.write_text(
        "last: 2026-11-20T00:13:00+07:00\nmeetings:\n  - hop-nuoi-ong\n", encoding="utf-8"
    )
    assert not [f for f in judged(tmp_path) if "vanished" in f.rule or "published" in f.rule]
