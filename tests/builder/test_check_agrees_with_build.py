"""One judgement: what `check` passes, `build` builds, and both find the same; nothing that goes wrong is a traceback."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from duthao import rules
from duthao.builder import deep_check
from duthao.builder.build import Report, build
from duthao.builder.inputs import Options
from duthao.errors import DuthaoError, Finding
from duthao.outputs import discovery
from tests.conftest import NOW, PROVINCE, ROOT, approve, duthao, replace_text

OPEN, ANSWERED = "ht-2026-002", "ht-2026-001"
KEPT = (OPEN, ANSWERED, "ht-2026-018", "_registers")


@pytest.fixture(scope="module")
def prepared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with a few records, built once."""
    root = tmp_path_factory.mktemp("judged") / "root"
    root.mkdir()
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in KEPT:
        shutil.copytree(PROVINCE / "drafts" / name, root / "drafts" / name)
    shutil.copy(PROVINCE / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(built / "build" / "host", root / "build" / "host")
    shutil.copy(built / "build" / "host.digest", root / "build" / "host.digest")
    assert not _build(root).failed(strict=False)
    return root


@pytest.fixture
def root(prepared: Path) -> Iterator[Path]:
    """The same root, its records as they were when the test is over."""
    yield prepared
    for name in KEPT:
        shutil.rmtree(prepared / "drafts" / name)
        shutil.copytree(PROVINCE / "drafts" / name, prepared / "drafts" / name)


def _build(root: Path) -> Report:
    return build(Options(root, root / "site", NOW, jobs=1))


def _check(root: Path, *only: str) -> tuple[Finding, ...]:
    return deep_check.check(root, NOW, frozenset(only), lambda stage, done, of: None, jobs=1)


def _errors(findings: tuple[Finding, ...]) -> list[str]:
    return [str(f) for f in findings if f.severity == "error"]


# ---- what is spoiled in a record, and the rule that must say so in `check` (none: it may pass, if it builds)

SPOILS: tuple[tuple[str, str, str, str], ...] = (
    ("a letter that no font has", "short_title: ", "short_title: 𒀀 ", "missing-glyph"),
    ("a note of the author's", "2. Các cơ quan", "2. TODO: Các cơ quan", "speech-unread"),
    ("a template's braces", "2. Các cơ quan", "2. {{ten}} Các cơ quan", "speech-unread"),
    ("a code that nobody reads", "2. Các cơ quan", "2. Mã XQZ9/K7, các cơ quan", "speech-unread"),
    ("a hidden mark", "short_title: Phối", "short_title: Ph\u202eối", ""),
    ("a sign of mathematics", "short_title: Phối", "short_title: ∰ Phối", "missing-glyph"),
    ("an emoji", "1. Ban Quản lý", "1. 🐝 Ban Quản lý", ""),
    ("a title of two lines", "short_title: Phối", "short_title: |\n  Hai dòng\n  Phối", ""),
    ("a summary that fits no sheet", "summary: >-\n", "summary: >-\n" + "  Rất dài.\n" * 30, ""),
    ("a long word", "short_title: Phối", "short_title: " + "Dài" * 25 + " Phối", ""),
    ("a long place", "  in_person: ", "  in_person: " + "Nhà số một, " * 60, "sheet-overflow"),
    ("a table of many rows", "| Báo cáo |", "| Một | Hai | Ba | Bốn |\n" * 60 + "| Báo cáo |", ""),
    ("a cell without words", "| Hai cơ quan |", "| … |", ""),
    ("angle brackets", "2. Các cơ quan", "2. Số hộ \\< 3, các cơ quan", ""),
    ("a name in capitals", "title: Quyết định ban", "title: QUYẾT ĐỊNH BAN", ""),
    (
        "a link to no draft",
        "2. Các cơ quan",
        "2. [Xem](duthao:ht-1999-001) các",
        "link-to-no-record",
    ),
    ("an odd telephone", "  phone: 0239 000 0103", "  phone: máy lẻ #5/7", ""),
    ("a reading of another number", '"e-mail": thư', '"e-mail": hai mươi thư', "spoken-differs"),
    ("a meeting's odd name", "title: Đối thoại với", 'title: "𒀀 & <b>" #x\n    place: "', ""),
    ("a signer of many words", "position: PHÓ", "position: " + "QUYỀN " * 80 + "PHÓ", ""),
)


@pytest.mark.parametrize("old,new,rule", [s[1:] for s in SPOILS], ids=[s[0] for s in SPOILS])
def test_what_check_passes_is_built(root: Path, old: str, new: str, rule: str) -> None:
    replace_text(root / "drafts" / OPEN / "index.md", old, new)
    _approved(root)
    findings = _check(root)
    report = _build(root)
    assert findings == report.findings
    assert report.failed(strict=False) == bool(_errors(findings))
    if rule:
        assert rule in {f.rule for f in findings if f.severity == "error"}
    if _errors(findings):  # nor does anybody stand for it
        before = (root / "drafts" / OPEN / "index.md").read_bytes()
        replace_text(root / "drafts" / OPEN / "index.md", "\ndemo: true", "\n# ghi chú\ndemo: true")
        done = duthao("approve", OPEN, "--root", root, "--as-of", NOW, "--by", "A")
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        assert before.count(b"approved:") == 1


def _approved(root: Path) -> None:
    try:
        approve(root, OPEN)
    except DuthaoError:  # it cannot be read: no approval is given, and both must refuse it
        return


def test_only_what_changed_is_made_again(root: Path) -> None:
    """What was found is remembered: a record whose files would fail now is not looked at again before it changes."""
    replace_text(root / "drafts" / OPEN / "index.md", "2. Các cơ quan", "2. TODO: Các cơ quan")
    first = _check(root)
    assert any(f.rule == "speech-unread" for f in first)
    assert _check(root) == first == _check(root)
    one = _check(root, ANSWERED)
    assert {f.path.split("/")[1] for f in one} <= {ANSWERED}
    replace_text(root / "drafts" / OPEN / "index.md", "2. TODO: Các cơ quan", "2. Các cơ quan")
    assert not any(f.rule == "speech-unread" for f in _check(root))


# ---- no traceback


def test_a_fault_of_a_template_is_told(root: Path) -> None:
    """By name of the template, its line, the output and the record; by `check` as by `build`."""
    template = root / "theme" / "pages" / "draft.html"
    source = template.read_text(encoding="utf-8")
    try:
        template.write_text("{{ khong.co }}\n" + source, encoding="utf-8")
        for command in ("build", "check"):
            for jobs in ((), ("--jobs", "2")) if command == "build" else ((),):
                done = duthao(command, "--root", root, "--as-of", NOW, *jobs)
                assert done.returncode == 2, done.stderr
                assert "Traceback" not in done.stderr
                [line] = [s for s in done.stderr.splitlines() if "Mẫu" in s]
                assert line.startswith("Mẫu theme/pages/draft.html, dòng 1: ")
                assert "khong" in line and "«draft»" in line and "(ht-2026-" in line
    finally:
        template.write_text(source, encoding="utf-8")


@pytest.mark.parametrize(
    "register",
    ["agencies", "places", "topics", "audiences", "document_types", "document_kinds"],
)
def test_a_name_of_two_lines_is_refused(root: Path, register: str) -> None:
    path = root / "drafts" / "_registers" / f"{register}.yml"
    text = path.read_text(encoding="utf-8")
    name = re.compile(r'\bname: (".*?"|.+?)(?=\}|, \w+: |$)', re.MULTILINE)
    text, edits = name.subn(r'name: "Một\\nHai"', text, count=1)
    assert edits == 1
    path.write_text(text, encoding="utf-8")
    findings = _check(root)
    assert ("register-entry", "error") in {(f.rule, f.severity) for f in findings}
    assert any("một dòng" in f.message.vi for f in findings)
    assert findings == _build(root).findings


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    """`build` is a file, so that nothing can be kept in it."""
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (tmp_path / "build").write_text("", encoding="utf-8")
    for command in ("build", "check"):
        done = duthao(command, "--root", tmp_path, "--as-of", NOW)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_program_without_rules_or_outputs_judges_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_once = (rules.modules, rules._checks, discovery.outputs)

    def look_again() -> None:
        for collect in found_once:
            collect.cache_clear()

    for module, place, require in (
        (rules, {"__path__": [str(tmp_path)]}, rules.require),
        (discovery, {"__file__": str(tmp_path / "discovery.py")}, discovery.outputs),
    ):
        look_again()
        for name, value in place.items():
            monkeypatch.setattr(module, name, value)
        try:
            with pytest.raises(DuthaoError):
                require()
        finally:
            monkeypatch.undo()
            look_again()
        require()
