"""Records that cannot be used: every fault in one run, with file, line, rule and remedy, and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import NOW, PROVINCE, duthao, replace_text

CASES = Path(__file__).parents[1] / "cases"
GOOD = PROVINCE / "drafts" / "ht-2026-001" / "index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Registers and settings of the test province, without its records."""
    (tmp_path / "drafts").mkdir()
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def put(root: Path, text: str | bytes, draft_id: str = "ht-2026-900") -> Path:
    path = root / "drafts" / draft_id / "index.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def check(root: Path, *arguments: str) -> tuple[int, list[dict[str, str]]]:
    done = duthao("check", "--root", root, "--as-of", NOW, "--format", "json", *arguments)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


def rules(found: list[dict[str, str]]) -> set[tuple[str, int]]:
    return {(f["rule"], int(f["line"])) for f in found if f["severity"] == "error"}


@pytest.mark.parametrize(
    "root,communes",
    [(PROVINCE.parent.parent, ["lc-2026-010", "lc-2026-015"]), (PROVINCE, ["ht-2026-018"])],
)
def test_the_provinces_have_no_fault(root: Path, communes: list[str]) -> None:
    """But the one that they are meant to show: how long a commune must post a draft is not known."""
    code, findings = check(root)
    assert (code, [(f["path"], f["severity"], f["rule"]) for f in findings]) == (
        0,
        [(f"drafts/{id_}/index.md", "warning", "minimum-unknown") for id_ in communes],
    )


def test_one_awful_record(root: Path) -> None:
    """Everything that is wrong in it is told at once; the list is the whole list."""
    put(root, (CASES / "awful.md").read_text(encoding="utf-8"))
    code, findings = check(root)
    lines = [f"{f['line']}: {f['severity']}[{f['rule']}] {f['message']}" for f in findings]
    assert lines == (CASES / "awful.expected.txt").read_text(encoding="utf-8").splitlines()
    assert code == 1
    assert all(f["remedy"] for f in findings)


@pytest.mark.parametrize(
    "old,new,rule",
    [
        ("title:", "titel:", "unknown-key"),
        ("title:", "title: một\ntitle:", "repeated-key"),
        ("opens: 2026", "opens: 2026-02-30 #", "bad-date"),
        ("opens: 2026", "opens: 2036", "closes-before-opens"),
        ("agency: ", "agency: khong-co-", "unknown-reference"),
        ("topics: [", "topics: [khong-co, ", "unknown-reference"),
        ("places: [", "places: [khong-co, ", "unknown-reference"),
        ("## Nội dung cơ bản", "## Nội dung cơ bản\n\n<script>alert(1)</script>", "raw-html"),
        ("## Nội dung cơ bản", "## Nội dung chính", "heading-unknown"),
        ("summary:", "summary: &neo", "yaml-alias"),
        ("file: du-thao.pdf", "file: khong-co.pdf", "file-missing"),
    ],
)
def test_one_fault_in_a_good_record(root: Path, old: str, new: str, rule: str) -> None:
    good = GOOD.read_text(encoding="utf-8")
    assert good.count(old) >= 1, f"{old!r} is not in the record"
    path = put(root, good.replace(old, new, 1))
    for file in GOOD.parent.iterdir():
        if file.name != "index.md":
            shutil.copy(file, path.parent)
    line = (
        path.read_text(encoding="utf-8")
        .split(new.split("\n")[-1] if "\n" in new else new)[0]
        .count("\n")
        + 1
    )
    code, findings = check(root)
    assert code == 1
    assert any(r == rule and abs(n - line) <= 2 for r, n in rules(findings)), (findings, line)


@pytest.mark.parametrize(
    "raw,rule",
    [
        (b"", "empty-file"),
        (b"\xff\xfe\x00", "not-utf8"),
        (b"---\na: [\n---\n", "yaml-syntax"),
        (b"---\na: &a [x]\nb: [*a, *a]\n---\n", "yaml-alias"),
        (b"x" * 300_000, "file-size"),
        (b"no front matter\n", "front-matter-missing"),
    ],
)
def test_files_that_are_no_records(root: Path, raw: bytes, rule: str) -> None:
    put(root, raw)
    code, findings = check(root)
    assert code == 1
    assert rule in {f["rule"] for f in findings}


def test_folders_that_are_no_records(root: Path) -> None:
    (root / "drafts" / "Hồ Sơ").mkdir()
    (root / "drafts" / "ab").mkdir()
    (root / "drafts" / "ghi-chu.txt").write_text("x", encoding="utf-8")
    code, findings = check(root)
    assert code == 1
    assert [(f["rule"], f["path"]) for f in findings] == [
        ("id-form", "drafts/Hồ Sơ"),
        ("record-missing", "drafts/Hồ Sơ/index.md"),
        ("id-form", "drafts/ab"),
        ("record-missing", "drafts/ab/index.md"),
        ("stray-file", "drafts/ghi-chu.txt"),
    ]


def test_a_record_that_is_a_link_or_a_pipe(root: Path, tmp_path: Path) -> None:
    """What a link leads to is nobody's to approve, and a pipe would be waited for."""
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(GOOD.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("ht-2026-901", "ht-2026-902", "ht-2026-903", "ht-2026-904"):
        (root / "drafts" / name).mkdir()
    (root / "drafts" / "ht-2026-901" / "index.md").symlink_to(elsewhere)
    os.mkfifo(root / "drafts" / "ht-2026-902" / "index.md")
    (root / "drafts" / "ht-2026-903" / "index.md").mkdir()
    (root / "drafts" / "ht-2026-904").rmdir()
    (root / "drafts" / "ht-2026-904").symlink_to(root / "drafts" / "ht-2026-903")
    code, findings = check(root)
    assert code == 1
    assert {(f["path"].split("/")[1], f["rule"]) for f in findings} == {
        ("ht-2026-901", "attachment-link"),
        ("ht-2026-902", "record-missing"),
        ("ht-2026-903", "record-missing"),
        ("ht-2026-904", "attachment-link"),
    }


@pytest.mark.parametrize(
    "there,said",
    [
        ("Du-thao.PDF", "Có phải «Du-thao.PDF»?"),
        ("du-thao (1).pdf", "Có phải «du-thao (1).pdf»?"),
        ("phu-luc.pdf", "Chép tệp vào cạnh index.md"),
    ],
)
def test_a_file_that_is_meant(root: Path, there: str, said: str) -> None:
    path = put(root, GOOD.read_text(encoding="utf-8"))
    shutil.copy(GOOD.parent / "du-thao.pdf", path.parent / there)
    _, findings = check(root)
    missing = {f["message"]: f["remedy"] for f in findings if f["rule"] == "file-missing"}
    assert said in next(said for message, said in missing.items() if "«du-thao.pdf»" in message)


def test_a_file_whose_name_only_looks_the_same(root: Path) -> None:
    """As a Macintosh stores it: letters and their accents apart."""
    text = GOOD.read_text(encoding="utf-8").replace("file: du-thao.pdf", "file: dự thảo.pdf")
    path = put(root, text)
    apart = unicodedata.normalize("NFD", "dự thảo.pdf")
    shutil.copy(GOOD.parent / "du-thao.pdf", path.parent / apart)
    _, findings = check(root)
    assert any("gõ lại tên" in f["remedy"] for f in findings if f["rule"] == "file-missing")


def test_faults_of_many_records_and_registers_come_together(root: Path) -> None:
    put(root, "", "ht-2026-901")
    put(root, GOOD.read_text(encoding="utf-8").replace("title:", "titel:", 1), "ht-2026-902")
    replace_text(root / "drafts" / "_registers" / "topics.yml", "name:", "nmae:")
    code, findings = check(root)
    assert code == 1
    assert {"empty-file", "unknown-key", "register-entry"} <= {f["rule"] for f in findings}


def test_check_of_one_record_only(root: Path) -> None:
    put(root, "", "ht-2026-901")
    put(root, "", "ht-2026-902")
    _, findings = check(root, str(root / "drafts" / "ht-2026-901" / "index.md"))
    assert {f["path"] for f in findings} == {"drafts/ht-2026-901/index.md"}


def test_attachments_are_what_they_say(root: Path) -> None:
    text = GOOD.read_text(encoding="utf-8")
    names = ("a.pdf", "b.exe", "c.pdf")
    listed = ", ".join(f"{{kind: du-thao, title: T, file: {n}}}" for n in names)
    path = put(
        root,
        "\n".join(line for line in text.split("\n") if not line.startswith("  - {kind")).replace(
            "documents:", f"documents: [{listed}]\nx_documents:", 1
        ),
    )
    (path.parent / "a.pdf").write_bytes(b"MZ not a pdf")
    (path.parent / "b.exe").write_bytes(b"MZ")
    (path.parent / "c.pdf").symlink_to("/etc/passwd")
    _, findings = check(root)
    assert {"attachment-content", "attachment-format", "attachment-link"} <= {
        f["rule"] for f in findings
    }


def test_messages_in_english_and_for_github(root: Path) -> None:
    put(root, "")
    english = duthao("check", "--root", root, env={"DUTHAO_LANG": "en"})
    assert "The file is empty." in english.stdout
    github = duthao("check", "--root", root, "--format", "github")
    assert github.stdout.startswith(
        "::error file=drafts/ht-2026-900/index.md,line=1,title=empty-file::Tệp trống."
    )


def test_no_settings_is_said_plainly(tmp_path: Path) -> None:
    done = duthao("check", "--root", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "mkdocs.yml" in done.stderr
