"""Files beside a record: what they are is read from themselves, and nothing in them stops or fools the reader."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duthao.builder.check import check
from duthao.errors import Finding
from duthao.records import approval, attachment_scan, attachments, record_reader, text_extraction
from tests import leaking_files, sample_files
from tests.conftest import NOW, PROVINCE, replace_text

RECORD = "ht-2026-001"
FILE = "du-thao.pdf"
ALLOWED = frozenset(attachments.ALLOWED)
SOUND = {
    ".pdf": sample_files.pdf("Một", "Hai"),
    ".docx": sample_files.docx("Một", author="A"),
    ".zip": sample_files.packed({"a.txt": "x"}),
    ".txt": "Một\n".encode(),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One good record of the test province, whose file is to be replaced."""
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copytree(PROVINCE / "drafts" / RECORD, tmp_path / "drafts" / RECORD)
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def findings_of(root: Path) -> tuple[Finding, ...]:
    """What `check` finds but for the approval, which every edit here breaks."""
    return tuple(f for f in check(root, NOW) if f.rule != approval.BROKEN)


def put(root: Path, name: str, content: bytes) -> list[Finding]:
    """Let the record's file be this one; every finding that follows."""
    folder = root / "drafts" / RECORD
    replace_text(folder / "index.md", f"file: {FILE}", f"file: {name}")
    (folder / FILE).unlink()
    (folder / name).write_bytes(content)
    return list(findings_of(root))


def test_pages_format_size_and_digest(root: Path) -> None:
    content = sample_files.pdf("Một", "Hai", "Ba")
    assert put(root, "ba-trang.pdf", content) == []
    record, _ = record_reader.read(root, RECORD)
    assert record
    file = record.files["ba-trang.pdf"]
    assert (file.pages, file.format, file.size, file.sha256) == (
        3,
        "PDF",
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert file.extent_words == f"3 trang, {file.size_words}"


def test_the_page_says_how_long_a_file_is(built: Path) -> None:
    page = (built / "site" / "du-thao" / RECORD / "index.html").read_text(encoding="utf-8")
    assert "PDF · 1 trang, " in page


@pytest.mark.parametrize(
    "name,content,rule",
    [
        (
            "x.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            "attachment-format",
        ),
        ("x.docm", sample_files.docx("Một"), "attachment-format"),
        ("x.xlsm", b"PK\x03\x04", "attachment-format"),
        ("x.html", b"<p>", "attachment-format"),
        ("x.exe", b"MZ", "attachment-format"),
        ("x.pdf", b"MZ", "attachment-content"),
        ("x.png", b"<svg/>", "attachment-content"),
        ("x.mp3", b"RIFF", "attachment-content"),
        ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office", "attachment-encrypted"),
        (
            "x.pdf",
            sample_files.changed_pdf(SOUND[".pdf"], "password", user="mk"),
            "attachment-encrypted",
        ),
        (
            "x.pdf",
            sample_files.changed_pdf(SOUND[".pdf"], "password", user=""),
            "attachment-encrypted",
        ),
        ("x.pdf", SOUND[".pdf"][:200], "attachment-damaged"),
        ("x.pdf", b"%PDF-1.7\n" + b"\0" * 500, "attachment-damaged"),
        ("x.docx", SOUND[".docx"][:-30], "attachment-damaged"),
        ("x.docx", sample_files.packed({"a.txt": "x"}), "attachment-damaged"),
        ("x.docx", sample_files.docx(more={"word/document.xml": "<w:p"}), "attachment-damaged"),
        ("x.txt", b"a\0b", "attachment-damaged"),
        (
            "x.docx",
            sample_files.docx("Một", more={"word/vbaProject.bin": b"x"}),
            "attachment-macros",
        ),
        (
            "x.xlsx",
            sample_files.packed({"xl/workbook.xml": "<w/>", "xl/vbaProject.bin": b"x"}),
            "attachment-macros",
        ),
        (
            "x.odt",
            sample_files.packed({"content.xml": "<c/>", "Basic/Standard/M.xml": "<m/>"}),
            "attachment-macros",
        ),
        ("x.pdf", sample_files.changed_pdf(SOUND[".pdf"], "script"), "attachment-macros"),
        ("x.pdf", sample_files.changed_pdf(SOUND[".pdf"], "embedded"), "attachment-hidden-files"),
        (
            "x.docx",
            sample_files.docx(more={"word/document.xml": b"<w>" + b" " * 40_000_000 + b"</w>"}),
            "attachment-size",
        ),
        (
            "x.docx",
            sample_files.docx(
                more={
                    "word/document.xml": '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><d>&b;</d>'
                }
            ),
            "attachment-damaged",
        ),
        (
            "x.docx",
            sample_files.docx(
                more={
                    "word/document.xml": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
                }
            ),
            "attachment-damaged",
        ),
        (
            "x.docx",
            leaking_files.word(
                leaking_files.paragraph(leaking_files.run("Ẩn", "<w:vanish/>")),
            ),
            "attachment-hidden-text",
        ),
        (
            "x.docx",
            leaking_files.word(parts={"comments": leaking_files.COMMENTS.replace("Sở", "")}),
            "attachment-comments",
        ),
        (
            "x.docx",
            leaking_files.word(
                leaking_files.paragraph("<w:ins>" + leaking_files.run("Một") + "</w:ins>")
            ),
            "attachment-tracked-changes",
        ),
        (
            "x.docx",
            sample_files.docx("Một", more={"word/embeddings/oleObject1.bin": b"x"}),
            "attachment-active-content",
        ),
        ("x.csv", b"a,b\n1,=1+1\n", "attachment-formula"),
        ("x.txt", "LƯU HÀNH NỘI BỘ\n".encode(), "internal-circulation-mark"),
        ("x.zip", sample_files.packed({"a.exe": b"MZ"}), "attachment-format"),
        ("x.zip", sample_files.packed({"../a.txt": b"x"}), "attachment-format"),
        ("x.zip", sample_files.packed({"a.zip": SOUND[".zip"]}), "attachment-format"),
        (
            "x.zip",
            sample_files.packed({"a.docx": sample_files.docx(more={"word/vbaProject.bin": b"x"})}),
            "attachment-macros",
        ),
    ],
)
def test_files_that_are_refused(root: Path, name: str, content: bytes, rule: str) -> None:
    findings = put(root, name, content)
    assert [(f.rule, f.severity, f.path) for f in findings] == [
        (rule, "error", f"drafts/{RECORD}/{name}")
    ]
    assert findings[0].remedy.vi


@pytest.mark.parametrize(
    "name,content,rule",
    [
        ("x.pdf", sample_files.scanned_pdf(), "attachment-no-text"),
        ("x.pdf", leaking_files.scans(1, 9), "attachment-scanned-pages"),
        ("x.csv", "a,b\n1,-Hộ nghèo\n".encode(), "attachment-formula-like"),
        (
            "x.zip",
            sample_files.packed({"a.png": leaking_files.photo("PNG", "", "")}),
            "attachment-picture-place",
        ),
        ("x.xlsx", leaking_files.workbook(leaking_files.hidden_sheet), "attachment-hidden-sheets"),
        (
            "x.pdf",
            sample_files.changed_pdf(SOUND[".pdf"], "author", name="Nguyễn Văn A"),
            "author-metadata",
        ),
        ("x.docx", sample_files.docx("Một", author="Nguyễn Văn A"), "author-metadata"),
        (
            "x.docx",
            sample_files.docx(
                "Một",
                more={
                    "word/comments.xml": '<w:c xmlns:w="http://x" w:author="Nguyễn Văn A"><w:p/></w:c>'
                },
            ),
            "author-metadata",
        ),
        (
            "x.odt",
            sample_files.packed(
                {
                    "content.xml": "<c/>",
                    "meta.xml": '<m xmlns:dc="http://x"><dc:creator>Nguyễn Văn A</dc:creator></m>',
                }
            ),
            "author-metadata",
        ),
    ],
)
def test_files_that_are_warned_of(root: Path, name: str, content: bytes, rule: str) -> None:
    findings = put(root, name, content)
    assert [(f.rule, f.severity) for f in findings] == [(rule, "warning")]
    if rule == "author-metadata":
        assert "Nguyễn Văn A" in findings[0].message.vi


@pytest.mark.parametrize(
    "name,content",
    [
        ("x.docx", sample_files.docx("Một", author="HỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH")),
        ("x.txt", "Một\n".encode()),
        ("x.txt", "Một".encode("utf-16")),
        ("x.txt", "Một".encode("cp1258", "replace")),
        ("x.csv", b"\xef\xbb\xbfa;b\n"),
        ("x.zip", SOUND[".zip"]),
        ("x.zip", sample_files.packed({})),
        ("x.png", b"\x89PNG\r\n\x1a\n123"),
        ("x.JPG", b"\xff\xd8\xff\xe0"),
        ("x.mp3", b"ID3\x04"),
    ],
)
def test_files_that_are_let_through(root: Path, name: str, content: bytes) -> None:
    assert put(root, name, content) == []


def test_a_note_with_an_author_is_told_as_a_note_and_as_a_name(root: Path) -> None:
    content = sample_files.changed_pdf(SOUND[".pdf"], "note", text="Xem lại", name="Nguyễn Văn A")
    findings = put(root, "x.pdf", content)
    assert [(f.rule, f.severity) for f in findings] == [
        ("attachment-pdf-notes", "warning"),
        ("author-metadata", "warning"),
    ]
    assert "Nguyễn Văn A" in findings[1].message.vi


def test_links_are_refused(root: Path, tmp_path: Path) -> None:
    path = root / "drafts" / RECORD / FILE
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert [f.rule for f in findings_of(root)] == ["attachment-link"]
    (root / "drafts" / RECORD).rename(tmp_path / "elsewhere")
    (root / "drafts" / RECORD).symlink_to(tmp_path / "elsewhere")
    assert {f.rule for f in findings_of(root)} == {"attachment-link"}


def test_a_file_outside_the_folder_is_no_name(root: Path) -> None:
    replace_text(
        root / "drafts" / RECORD / "index.md", f"file: {FILE}", "file: ../_registers/topics.yml"
    )
    assert "bad-form" in {f.rule for f in findings_of(root)}


def test_an_inaccessible_file_needs_somebody_to_ask(root: Path) -> None:
    index = root / "drafts" / RECORD / "index.md"
    replace_text(index, "accessible: true", "accessible: false")
    assert findings_of(root) == ()
    kept = [
        line
        for line in index.read_text(encoding="utf-8").split("\n")
        if not line.startswith(
            ("contact:", "  email:", "  phone:", "  postal_address:", "  in_person:")
        )
    ]
    index.write_text("\n".join(kept), encoding="utf-8")
    findings = [f for f in findings_of(root) if f.rule == "alternative-contact-missing"]
    assert findings
    assert all(f.severity == "error" and "accessible: false" in kept[f.line - 1] for f in findings)


# ---- each file once


def test_a_file_is_read_once_for_each_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sample_files.pdf("Một", "TỐI MẬT"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    first = attachment_scan.scan(tmp_path, path, digest, ALLOWED)
    assert (first.pages, [hit.page for hit in first.hits]) == (2, [2])
    path.unlink()
    assert attachment_scan.scan(tmp_path, path, digest, ALLOWED) == first
    (kept,) = (tmp_path / attachment_scan.FOLDER).iterdir()
    kept.write_text("{", encoding="utf-8")  # a broken memory is no memory
    assert attachment_scan.scan(tmp_path, path, digest, ALLOWED).faults == ("damaged",)


def test_what_other_rules_found_is_looked_for_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(sample_files.packed({"a.txt": "x"}))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert attachment_scan.scan(tmp_path, path, digest, ALLOWED).faults == ()
    fewer = ALLOWED - {".txt"}
    assert attachment_scan.scan(tmp_path, path, digest, fewer).faults == ("foreign",)


def test_the_reader_is_given_no_secret_and_no_room_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_TOKEN", "secret")
    attachment_scan.close()
    (tmp_path / "a.txt").write_text("Một", encoding="utf-8")
    attachment_scan.scan(tmp_path, tmp_path / "a.txt", "1" * 64, ALLOWED)
    (reader,) = active_readers()
    assert b"SOME_TOKEN" not in (reader / "environ").read_bytes()
    limits = (reader / "limits").read_text().splitlines()
    assert {"Max file size 0 0 bytes", "Max core file size 0 0 bytes"} <= {
        " ".join(line.split()) for line in limits
    }
    attachment_scan.close()
    assert active_readers() == []


def active_readers() -> list[Path]:
    """Of this process, as the system lists them."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    found = [Path("/proc") / child for child in children]
    return [path for path in found if b"attachment_scan" in (path / "cmdline").read_bytes()]


def test_a_reader_that_hangs_is_stopped(tmp_path: Path) -> None:
    """A pipe that nobody writes to stands in for a file over which a reader never comes to an end."""
    os.mkfifo(tmp_path / "a.pdf")
    assert attachment_scan.scan(
        tmp_path, tmp_path / "a.pdf", "0" * 64, ALLOWED, seconds=0.3
    ).faults == ("unread",)
    (tmp_path / "b.txt").write_text("Một", encoding="utf-8")
    assert (
        attachment_scan.scan(tmp_path, tmp_path / "b.txt", "1" * 64, ALLOWED)
        == attachment_scan.Scan()
    )
    assert not list((tmp_path / attachment_scan.FOLDER).glob("0000*"))


def test_no_other_module_reads_what_came_from_outside() -> None:
    """PDFium is written in C++: a file that breaks it may cost the process that is bounded, never the build."""
    package = Path(attachment_scan.__file__).parents[1]
    readers: dict[str, set[str]] = {
        "text_extraction": set(),
        "paragraph_reader": set(),
        "statements": set(),
    }
    for path in package.rglob("*.py"):
        named = re.findall(r"\w+", " ".join(_imports(path)))
        for reader, its_users in readers.items():
            if reader in named:
                its_users.add(path.name)
    assert readers["text_extraction"] == {"attachment_scan.py", "paragraph_reader.py"}
    # `dossier_files` has its words alone: it asks the bounded process to read.
    assert readers["paragraph_reader"] == {
        "attachment_scan.py",
        "dossier_files.py",
        "filled_form.py",
        "statements.py",
    }
    # `statements` is asked inside it.
    assert readers["statements"] == {"attachment_scan.py"}
    asking = (package / "records" / "word_files" / "dossier_files.py").read_text(encoding="utf-8")
    used = set(re.findall(r"paragraph_reader\.(\w+)", asking))
    assert used == {"FAULTS", "fault_of_name"}


def _imports(path: Path) -> list[str]:
    """The import statements of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]


def test_articles_come_with_the_scan(tmp_path: Path) -> None:
    text = "Điều 1. Phạm vi\n1. Một.\n2. Hai.\nĐiều 2. Mức hỗ trợ\nĐiều 3.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    known = (("dieu-1", "Phạm vi"), ("dieu-2", "Mức hỗ trợ"), ("dieu-3", ""))
    for _ in range(2):  # read, then remembered
        assert (
            attachment_scan.scan(tmp_path, tmp_path / "a.txt", "2" * 64, ALLOWED).articles == known
        )
    (tmp_path / "b.txt").write_text(text + "Điều 3.\n", encoding="utf-8")
    assert attachment_scan.scan(tmp_path, tmp_path / "b.txt", "3" * 64, ALLOWED).articles == ()


# ---- whatever the bytes


@settings(max_examples=120)
@given(st.sampled_from(sorted(ALLOWED)), st.binary(max_size=400))
def test_no_bytes_make_the_reader_raise(suffix: str, raw: bytes) -> None:
    for head in (b"", b"%PDF-1.7\n", b"PK\x03\x04"):
        assert isinstance(
            text_extraction.read(BytesIO(head + raw), suffix, ALLOWED), text_extraction.Content
        )


@settings(max_examples=120)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_no_damage_to_a_sound_file_makes_the_reader_raise(suffix: str, data: st.DataObject) -> None:
    raw = bytearray(SOUND[suffix])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
        raw = raw or bytearray(b"x")
    assert isinstance(
        text_extraction.read(BytesIO(bytes(raw)), suffix, ALLOWED), text_extraction.Content
    )
