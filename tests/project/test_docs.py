"""Documents are run: commands in a bare copy of the repository, records and YAML through `check`, figures by their file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.conftest import ROOT
from tests.figures import document, libraries
from tests.word_documents import docx

HANDBOOK = ROOT / "content/so-tay"
CHAPTER = HANDBOOK / "phan-khai-bao.md"  # what is written by hand
DOCUMENTS = [*document.documents(), *sorted(HANDBOOK.rglob("*.md"))]
# Decisions say what was measured, and where things were, on their day.
TODAY = [path for path in DOCUMENTS if not re.match(r"\d{4}-", path.name)]
# Within a step of a list a block is indented.
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
RUN = ("sh", "shell", "console")  # `console`: commands after `$ `, and what they print
SHOWN = {
    "markdown",
    "yaml",
    "text",
    "python",
    "mermaid",
    "ini",
}  # judged below, or (python, mermaid, ini) not run
RECORD = "vi-du-2026-001"

# Not run, with the reason. That a target of make exists is asked for below.
NOT_RUN = {
    "make test": "runs every test, this one too",
    "make test TESTS=tests/project/test_docs.py": "runs this test",
    'make test TESTS="tests/speech -k numbers -x"': "may install what tests use beside Python",
    "make format": "changes the code; tests/project/test_style.py asks for the same",
    "duthao serve": "runs until it is stopped",
    "make edit": "runs until it is stopped",
    "duthao approve lc-2026-007": "asks a person",
    "DUTHAO_ACCEPT=1 .venv/bin/python -m pytest tests/outputs/shared/test_golden.py": "takes what is made now as right",
    'git tag -a vX.Y.Z -m "duthao X.Y.Z"': "is of a version that does not exist",
    "git push origin main vX.Y.Z": "speaks to another machine",
    # With servers of its own, tests/outputs/feeds/test_mail.py types these.
    "TRANG=https://gop-y.tinh.example": "is of this machine there",
    "DANH_SACH=tin-moi@lists.tinh.example": "as above",
    "r2e add moi $TRANG/moi.xml $DANH_SACH": "as above",
    "r2e add dinh-chinh $TRANG/dinh-chinh.xml $DANH_SACH": "as above",
    "r2e run --no-send": "as above",
    "r2e run": "as above",
}


# Nothing that changes what is said or made; where the machine keeps its key is as it was.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("CI", "MFLAGS")
    and not name.startswith(
        ("DUTHAO_", "MAKE", "PYTEST_", "PYTHON")
    )  # of the `make` that runs the tests
}


class Shown(NamedTuple):
    """A command that a document shows, and what it says that it prints (None: nothing is said)."""

    command: str
    output: str | None


def blocks(path: Path, *languages: str) -> list[str]:
    """The fenced blocks of a document in these languages."""
    text = path.read_text(encoding="utf-8")
    return [body for language, body in BLOCK.findall(text) if language in languages]


def commands(path: Path) -> Iterator[Shown]:
    for language, body in BLOCK.findall(path.read_text(encoding="utf-8")):
        if language == "console":
            for entry in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                yield Shown(*entry.split("\n", 1))
        elif language in RUN:
            yield from (Shown(line.strip(), None) for line in body.splitlines())


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git holds of this tree, and the environment, which takes long to install; nothing was ever built in it."""
    root = tmp_path_factory.mktemp("docs") / "duthao"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():  # else deleted, and not yet committed
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    (root / "du-thao.docx").write_bytes(docx("Điều 1. Phạm vi điều chỉnh"))  # an officer's own file
    (root / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():
        if part.suffix != ".ok":
            (root / ".venv" / part.name).symlink_to(part)
    for name in ("site", "test", "bench"):  # else make would install into what this test runs on
        (root / ".venv" / f"{name}.ok").touch()
    return root


def run(clone: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """What a person sees who types these lines at the top of the clone."""
    return subprocess.run(
        ["bash", "-ec", "\n".join(lines)],
        cwd=clone,
        env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},  # what is said in two streams comes in order
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def printed(shown: str, real: str) -> bool:
    """Whether this is what was printed, where `…` stands for anything."""
    pattern = re.escape(shown.strip()).replace("…", ".*")
    return re.fullmatch(pattern, real.strip(), re.DOTALL) is not None


def each(*paths: Path) -> pytest.MarkDecorator:
    """The test, once for each of these documents."""
    return pytest.mark.parametrize(
        "path", paths, ids=lambda path: path.relative_to(ROOT).as_posix()
    )


@each(*(path for path in DOCUMENTS if list(commands(path))))
def test_commands(clone: Path, path: Path) -> None:
    """Every command ends well and prints what the document shows; what is set by one holds for the next."""
    before: list[str] = [". .venv/bin/activate"] if path.is_relative_to(ROOT / "content") else []
    for command, output in commands(path):
        if command in NOT_RUN:
            continue
        if command.startswith(("export ", ". ")):
            before.append(command)
            continue
        if command == "make site":  # the first that is typed, in every language
            shutil.rmtree(clone / "site", ignore_errors=True)
        done = run(clone, *before, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        assert output is None or printed(output, done.stdout), f"{command}\n{done.stdout}"


def test_what_is_not_run_is_shown_somewhere() -> None:
    shown = {command for path in DOCUMENTS for command, _ in commands(path)}
    assert set(NOT_RUN) <= shown


def test_targets_of_make(clone: Path) -> None:
    """Every target that a document names, run or not."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    targets = sorted(set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)))
    done = run(clone, f"make -n {' '.join(targets)}")
    assert {"site", "test"} < set(targets) and done.returncode == 0, done.stdout


def test_commands_in_sentences(clone: Path) -> None:
    """Every command of duthao that is named, with the options that stand beside it."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS if path in TODAY)
    names = sorted(set(re.findall(r"`duthao ([a-z]+)", text)))
    done = run(clone, *(f".venv/bin/python -m duthao {name} --help" for name in names))
    assert "release" in names and done.returncode == 0, done.stdout
    for name, option in re.findall(r"`duthao ([a-z]+) (--[a-z-]+)", text):
        assert f"{option} " in run(clone, f".venv/bin/python -m duthao {name} --help").stdout


@each(*DOCUMENTS)
def test_languages_of_blocks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert {language for language, _ in BLOCK.findall(text)} <= {*RUN, *SHOWN}


@each(*TODAY)
def test_files_that_are_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    examples = {
        "scripts/duthao/rules/exclamations.py",
        f"drafts/{RECORD}/index.md",
        "drafts/_registers/imports.yml",  # written when the first export comes in
        "drafts/lc-2026-007/responses.csv",  # of the sample's open draft, in the handbook's walk
    }
    for name in re.findall(
        r"`((?:tests|docs|scripts|theme|content|drafts|\.github)/[\w./*-]*)`", text
    ):
        assert name in examples or list(ROOT.glob(name.rstrip("/"))), name


@each(*document.documents())
def test_links(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|duthao:)([^)]+)\)", text):
        name, _, anchor = target.partition("#")
        linked = path if not name else (path.parent / name).resolve()
        assert linked.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}, (
                target
            )


# ---- records and YAML


def replaced(text: str, field: str, example: str) -> str:
    """The YAML with the example in the place of the field that it is of."""
    inner = " " * (len(field) - len(field.lstrip()) + 1)
    old = re.search(rf"^{field}:.*\n(?:{inner}.*\n)*", text, re.MULTILINE)
    assert old, field
    return text[: old.start()] + example + text[old.end() :]


def put(clone: Path, text: str) -> Path:
    """The handbook's record with the files that it names, laid into the clone."""
    folder = clone / "drafts" / RECORD
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in re.findall(r"^ +(?:- )?file: (\S+)$", text, re.MULTILINE):
        shutil.copy(ROOT / "drafts/lc-2026-007/du-thao.pdf", folder / name)
    path = folder / "index.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def handbook(clone: Path) -> Iterator[str]:
    """The sample record of the handbook."""
    (text,) = blocks(CHAPTER, "markdown")
    yield text
    shutil.rmtree(clone / "drafts" / RECORD, ignore_errors=True)


def check(clone: Path, as_of: str) -> str:
    told = run(clone, f".venv/bin/python -m duthao check --as-of {as_of} drafts/{RECORD}").stdout
    return "\n".join(line for line in told.splitlines() if "[not-approved]" not in line)


def test_the_handbooks_record(clone: Path, handbook: str) -> None:
    put(clone, handbook)
    assert "error[" not in check(clone, "2026-11-22T08:00+07:00")


def test_the_handbooks_yaml(clone: Path, handbook: str) -> None:
    """Each example takes the place of what its record says of the same field, or joins it."""
    examples = [e for e in blocks(CHAPTER, "yaml") if not e.startswith("so-thi-du:")]
    assert len(examples) >= 9
    for example in examples:
        text = handbook
        for field, value in yaml.safe_load(example).items():
            alone = yaml.safe_dump({field: value}, allow_unicode=True)
            if re.search(rf"^{field}:", text, re.MULTILINE):
                text = replaced(text, field, alone)
            else:
                text = text.replace("demo: true\n", f"{alone}demo: true\n")
        put(clone, text)
        assert "error[" not in check(clone, "2027-03-30T08:00+07:00"), example


def test_the_handbooks_fault(clone: Path, handbook: str) -> None:
    """What the handbook shows of a fault is what `check` says of it."""
    (shown,) = (b for b in blocks(CHAPTER, "text") if "error[" in b)
    put(
        clone,
        handbook.replace("opens: 2026-11-10", "opens: 2026-11-30").replace(
            "closes: 2026-12-05", "closes: 2026-11-10"
        ),
    )
    rule, message = re.search(r"\[(\S+)\]: (.*)", shown).groups()  # type: ignore[union-attr]
    assert f"error[{rule}]: {message}" in check(clone, "2026-11-22T08:00+07:00")


def test_the_rule_that_is_shown(clone: Path, handbook: str) -> None:
    """The whole rule of adding-a-rule.md, put where it says, is found and judges."""
    text = (ROOT / "docs/adding-a-rule.md").read_text(encoding="utf-8")
    (code,) = blocks(ROOT / "docs/adding-a-rule.md", "python")
    named = re.search(r"A whole rule, `(scripts/duthao/rules/\w+\.py)`:", text)
    assert named
    (clone / named[1]).write_text(code, encoding="utf-8")
    put(clone, handbook.replace("xã biên giới\n", "xã biên giới!\n", 1))
    findings = check(clone, "2026-11-22T08:00+07:00")
    (clone / named[1]).unlink()
    assert "warning[title-exclaims]: Tên «Hỗ trợ tiền ăn trưa" in findings


@each(*(path for path in TODAY if blocks(path, "python")))
def test_modules_that_are_shown(path: Path) -> None:
    """A whole module, which begins with its docstring, loads: what it imports is there, by that name."""
    for code in blocks(path, "python"):
        if code.startswith('"""'):
            shown: dict[str, object] = {"__name__": "shown"}
            exec(compile(code, path.name, "exec"), shown)
            assert shown["__doc__"]


@each(*(HANDBOOK / f"{name}.md" for name in ("cau-hinh", "bao-cao", "cong-van")))
def test_yaml_of_settings(clone: Path, path: Path) -> None:
    """What these pages show may stand in mkdocs.yml."""
    before = (clone / "mkdocs.yml").read_text(encoding="utf-8")
    for example in blocks(path, "yaml"):
        (field,) = yaml.safe_load(example)
        indented = re.sub("^", "    ", example, flags=re.MULTILINE).rstrip(" ")
        if f"\n    {field}:\n" in before:
            text = replaced(before, f"    {field}", indented)
        else:  # one that the sample does without
            text = before.replace("\n  duthao:\n", f"\n  duthao:\n{indented}")
            assert text != before
        taken_up(clone, "mkdocs.yml", text)


def taken_up(clone: Path, name: str, text: str) -> None:
    """The site can be read with this text in the file of that name, which then is as before."""
    path = clone / name
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    done = run(clone, ".venv/bin/python -m duthao next")
    if before is None:
        shutil.rmtree(path.parent)
    else:
        path.write_text(before, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_yaml_of_registers_plans_and_meetings(clone: Path) -> None:
    """What the handbook shows of them may stand where it says; parts of one thing stand together in it."""
    (agency,) = (e for e in blocks(CHAPTER, "yaml") if e.startswith("so-thi-du:"))
    (campaign,) = blocks(HANDBOOK / "dot-truyen-thong.md", "yaml")
    for name, example in (("agencies", agency), ("campaigns", campaign)):
        register = f"drafts/_registers/{name}.yml"
        others = (clone / register).read_text(encoding="utf-8")
        key = example.split(":")[0]
        kept = re.sub(rf"^{key}:\n(?: .*\n)+", "", others, flags=re.MULTILINE)
        taken_up(clone, register, kept + example)
    criteria, _ = blocks(HANDBOOK / "nghiem-thu.md", "yaml")
    taken_up(clone, "drafts/_registers/criteria.yml", criteria)
    plan, _, internal = blocks(HANDBOOK / "ke-hoach.md", "yaml")
    taken_up(clone, "drafts/_registers/plan-2027.yml", plan + internal)
    meeting, moves, held = blocks(HANDBOOK / "cuoc-hop.md", "yaml")
    for more in (moves, held):
        front, body = meeting.removeprefix("---\n").split("---\n")
        taken_up(clone, "drafts/_events/vi-du/index.md", f"---\n{front}{more}---\n{body}")


# ---- figures


@each(*document.documents())
def test_figures(path: Path) -> None:
    """Tables of figures are as docs/figures.yml makes them; elsewhere no document of today states one."""
    text = path.read_text(encoding="utf-8")
    assert document.filled(text, document.load()) == text
    if path not in TODAY:
        return
    prose = BLOCK.sub("", document.BLOCK.sub("", text))
    assert re.findall(r"\d[\d.,]* ?(?:ms|s|[kM]B|GB|seconds|minutes|times|%)(?!\w)", prose) == []


def test_calendars_as_the_library_writes_them() -> None:
    """What decision 0054 rests on: icalendar, given our entries, writes the same lines; and what is counted is there."""
    (label,) = (label for label in libraries.calendars() if "same lines" in label)
    same, _, total = libraries.calendars()[label].partition(" of ")
    assert same == total and int(total) > 40
    assert all(int(count) > 10 for count in libraries.lines().values())


def test_every_group_says_how_and_when_it_was_measured() -> None:
    for group, said in document.load().items():
        assert said["command"] == f"make figures WHAT={group}"
        assert re.match(r"20\d\d-\d\d-\d\d, \d+ cores?, ", said["measured"])
        assert said["figures"]


# ---- decisions


def test_the_index_of_decisions() -> None:
    """Every page has its line, with its title and what became of it; every number without a page is accounted for."""
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[\d{4}\]\(([^)]+)\) \| (.*) \|$", index, re.MULTILINE))
    pages = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    assert list(rows) == [page.name for page in pages]
    for page in pages:
        head, status = page.read_text(encoding="utf-8").split("\n\n")[:2]
        title, state = rows[page.name].rsplit(" | ", 1)
        assert head == f"# {page.name[:4]}. {title}"
        said = re.match(r"Status: (accepted|replaced by (\[\d{4}\]\(\S+\)))", status)
        assert said and state.startswith(said[1]), page.name
        for other in re.findall(r"(?:amended|completed|replaced) by \[\d{4}\]\((\S+?)\)", state):
            assert (
                page.name[:4] in (folder / other).read_text(encoding="utf-8") or "amended" in state
            )
    numbers = [int(page.name[:4]) for page in pages]
    gaps = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    accounted = [int(n) for n in re.findall(r"\b(\d{4})\b", index.rsplit("|\n", 1)[1])]
    assert gaps == accounted


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 180


def test_the_changelog_knows_this_version() -> None:
    from duthao import __version__

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", text, re.MULTILINE)
    assert versions[0] == ("Unreleased", "")
    assert versions[1][0] == __version__ and all(day for _, day in versions[1:])
    assert f"Version {__version__}." in (ROOT / "README.md").read_text(encoding="utf-8")
