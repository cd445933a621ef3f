"""`duthao translate`: a file with headings and digests, then what of it is old; what is there is never written over."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from duthao.records import record_reader
from duthao.records.translation_files import translated_text
from tests.conftest import PROVINCE, ROOT, duthao, replace_text
from tests.loudspeaker_scripts import OPEN


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("_registers", OPEN):
        shutil.copytree(PROVINCE / "drafts" / name, tmp_path / "drafts" / name)
    places = tmp_path / "drafts" / "_registers" / "places.yml"
    text = re.sub(r"(?m)^  languages: .*\n", "", places.read_text(encoding="utf-8"))
    places.write_text(text, encoding="utf-8")
    (tmp_path / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path)
    return tmp_path


def translate(root: Path, lang: str, code: int = 0) -> str:
    done = duthao("translate", OPEN, lang, "--root", root)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_file_has_headings_and_digests_and_is_not_written_over(root: Path) -> None:
    said = translate(root, "en")
    path = root / "drafts" / OPEN / "en.md"
    assert "  en:\n    translator: …" in said and "source_sha256" not in said
    text, findings = translated_text.read(path.read_bytes(), "en.md", "en")
    record, _ = record_reader.read(root, OPEN)
    assert text and record and not findings and not text.parts
    assert text.digests == translated_text.digests(record.draft, record.body)
    assert "## Tóm tắt | Summary\n" in path.read_text(encoding="utf-8")
    replace_text(path, "## Tóm tắt | Summary\n", "## Tóm tắt | Summary\n\nIn short.\n")
    before = path.read_bytes()
    said = translate(root, "en")
    assert "Chưa dịch: «Tên dự thảo»" in said and "«Tóm tắt»" not in said
    replace_text(root / "drafts" / OPEN / "index.md", "summary: ", "summary: Mới. ")
    said = translate(root, "en", code=1)
    assert "Cũ: «Tóm tắt»" in said and path.read_bytes() == before


def test_a_language_that_is_heard_there_gets_the_script_too(root: Path) -> None:
    places = root / "drafts" / "_registers" / "places.yml"
    replace_text(places, "vung-ang:\n", "vung-ang:\n  languages: [tyz]\n")
    said = translate(root, "tyz")
    assert "source_sha256" in said
    text = (root / "drafts" / OPEN / "tyz.md").read_text(encoding="utf-8")
    assert text.endswith("## Bài phát thanh\n") and "## Tóm tắt\n" in text  # no catalogue, no names


def test_what_is_wrong_with_a_file_is_told_and_not_how_it_stands(root: Path) -> None:
    (root / "drafts" / OPEN / "en.md").write_text("---\nsource:\n  summary: x\n", encoding="utf-8")
    said = translate(root, "en", code=1)
    assert "front-matter-unclosed" in said and "Chưa dịch" not in said


@pytest.mark.parametrize("lang", ["vi", "English", "../x", "zh_CN", "zh-CN", "hmn"])
def test_what_is_no_language_is_refused(root: Path, lang: str) -> None:
    assert "mã ngôn ngữ" in translate(root, lang, code=2)
    assert not (root / "drafts" / "x.md").exists()
