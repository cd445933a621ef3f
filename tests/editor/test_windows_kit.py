"""The officer's desk for Windows, as far as Linux can tell: what lies in it, and that the form works with that alone.

The packages of the kit are those installed here, cut as the kit cuts them; nothing is fetched. That it starts on Windows is
tried by the workflow `windows`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import re
import shutil
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType
from urllib.parse import urljoin

import pytest
from lxml import html
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from duthao.errors import DuthaoError
from tests import leaking_files
from tests.conftest import ROOT
from tests.editor_form import Form, running

RECORD = "lc-2026-007"


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("windows_kit", ROOT / ".ci" / "windows_kit.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


KIT = _loaded()

# What the kit's `._pth` says: the library of Python and the packages of the kit, nothing else. It has no database either.
ONLY_THE_KIT = """\
import sys
sys.path[:] = [p for p in sys.path if p.endswith("phan-mem") or "/lib/python3" in p and "site-packages" not in p]
sys.meta_path[:] = [finder for finder in sys.meta_path if "editable" not in str(finder)]
sys.modules["sqlite3"] = sys.modules["_sqlite3"] = None
"""


def kit_of(root: Path, place: Path) -> zipfile.ZipFile:
    """The kit of a site, without Python and packages."""
    kit = place / "kit.zip"
    arguments = ["--root", str(root), "--without-python", "--without-packages"]
    assert KIT.main([*arguments, "--output", str(kit)]) == 0
    return zipfile.ZipFile(kit)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The kit of the sample."""
    return kit_of(ROOT, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def folder(packed: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit unpacked, with its packages as they are installed here."""
    place = tmp_path_factory.mktemp("Sở Tư pháp (thử)")
    packed.extractall(place)
    packages = place / KIT.FOLDER / KIT.PACKAGES
    for name in KIT.packages():
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            continue
        for file in files:
            if KIT.is_used(str(file)) and "__pycache__" not in str(file) and ".." not in file.parts:
                (packages / file).parent.mkdir(parents=True, exist_ok=True)
                (packages / file).symlink_to(file.locate())
    return place / KIT.FOLDER


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Form]:
    """An officer who opened the kit: nothing can be imported that it has not."""
    (folder / "only").mkdir()
    (folder / "only" / "sitecustomize.py").write_text(ONLY_THE_KIT)
    path = f"{folder / 'only'}:{folder / KIT.PACKAGES}"
    with running(folder / KIT.SITE, env={"PYTHONPATH": path}) as opened:
        yield opened.enter()


# ---- what lies in it


def test_the_kit_holds_the_form_and_the_records_and_nothing_that_was_made(
    packed: zipfile.ZipFile,
) -> None:
    names = [name.removeprefix(f"{KIT.FOLDER}/") for name in packed.namelist()]
    assert len(names) == len(packed.namelist()) == len(set(names))
    assert {name.split("/")[0] for name in names} == {KIT.START, KIT.README, KIT.PACKAGES, KIT.SITE}
    site = {name.split("/")[1] for name in names if name.startswith(f"{KIT.SITE}/")}
    assert site == {"mkdocs.yml", "drafts", "theme"}
    parts = {part for name in names for part in name.split("/")}
    assert not parts & {"build", "noi-bo", "__pycache__"} and not [p for p in parts if p[0] == "."]
    for record in (ROOT / "drafts").rglob("*"):
        if record.is_file():
            assert f"{KIT.SITE}/{record.relative_to(ROOT).as_posix()}" in names
    assert f"{KIT.PACKAGES}/duthao/speech/lexicon.py" in names
    assert f"{KIT.PACKAGES}/duthao/speech/abbreviations.yml" in names


def test_the_same_files_give_the_same_kit(packed: zipfile.ZipFile, tmp_path: Path) -> None:
    again = kit_of(ROOT, tmp_path)
    assert Path(str(again.filename)).read_bytes() == Path(str(packed.filename)).read_bytes()


def test_what_is_started_is_as_windows_reads_it(packed: zipfile.ZipFile) -> None:
    batch = packed.read(f"{KIT.FOLDER}/{KIT.START}")
    assert batch.startswith(b"@echo off\r\nchcp 65001 >nul\r\n")
    assert batch.count(b"\n") == batch.count(b"\r\n")
    text = batch.decode()
    assert not re.search(r"(?m)^\s*(:|goto)", text), "labels are found by bytes"
    assert '-m duthao edit --root trang %*\r\nset "result=%errorlevel%"' in text
    readme = packed.read(f"{KIT.FOLDER}/{KIT.README}")
    assert readme.startswith(b"\xef\xbb\xbf") and readme.count(b"\n") == readme.count(b"\r\n")
    assert KIT.START in readme.decode() and "Gửi duyệt" in readme.decode()


def test_nothing_made_hidden_or_passing_goes_in(tmp_path: Path) -> None:
    for name in ("drafts", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pdf"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name in (".git/config", "build/soan/drafts/x/index.md", "site/index.html", "noi-bo/a.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    before = set(KIT.site(tmp_path))
    record = tmp_path / "drafts" / RECORD
    for name in ("~$du-thao.docx", "Thumbs.db", ".index.md.half"):
        (record / name).write_text("x")
    assert set(KIT.site(tmp_path)) == before
    (record / "nguon.pdf").symlink_to(ROOT / "LICENSE")
    with pytest.raises(DuthaoError, match=r"nguon\.pdf"):
        KIT.site(tmp_path)


@pytest.mark.parametrize(
    "name", ["trang/a:b.pdf", "trang/con.pdf", "trang/NUL", "trang/x./y", "trang/y ", "a" * 200]
)
def test_names_that_windows_refuses_are_all_told(name: str, tmp_path: Path) -> None:
    files = {name: b"", "trang/Du-thao.pdf": b"", "trang/du-thao.pdf": b""}
    told = [fault.vi for fault in KIT.faults(files)]
    assert len(told) == 3 and told[0].startswith(name)
    with pytest.raises(DuthaoError, match="Du-thao"):
        KIT.pack(files)
    assert not KIT.faults({"trang/console.pdf": b"", "trang/Tờ trình.pdf": b""})


def test_python_is_the_one_that_is_meant_and_looks_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as stand_in:
        for name in ("python.exe", "python312._pth", "sqlite3.dll"):
            stand_in.writestr(name, "as it came")
    with pytest.raises(DuthaoError, match=KIT.PYTHON_SHA256):
        KIT.python(made.getvalue())
    monkeypatch.setattr(KIT, "PYTHON_SHA256", hashlib.sha256(made.getvalue()).hexdigest())
    assert KIT.python(made.getvalue()) == {
        "python/python.exe": b"as it came",
        "python/python312._pth": b"python312.zip\r\n.\r\n..\\phan-mem\r\n",
    }


@pytest.mark.parametrize("arguments", [["--root", "."], ["--python", "khong-co.zip"]])
def test_what_is_missing_is_told_and_nothing_is_written(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert KIT.main([*arguments, "--without-packages", "--output", "kit.zip"]) == 2
    said = capsys.readouterr().err
    assert ("khong-co.zip" if "--python" in arguments else "mkdocs.yml") in said
    assert not list(tmp_path.iterdir())


# ---- its packages


def test_packages_are_those_of_the_project_and_locked() -> None:
    """Made from the project's needs: what is not left out by name is in, with what it asks for on Windows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    edit = {canonicalize_name(n) for n in project["optional-dependencies"]["edit"]}
    assert needs >= KIT.LEFT_OUT, "what is left out is a need"
    packages = set(KIT.packages())
    assert packages >= edit | (needs - KIT.LEFT_OUT)
    assert not packages & KIT.LEFT_OUT
    assert {"h11", "pydantic-core", "et-xmlfile"} <= packages, "what they ask for"
    locked = KIT.locked()
    assert len(re.findall(r"(?m)^[\w.-]+==", locked)) == len(packages)
    assert all("--hash=sha256:" in one for one in re.split(r"\n(?=\w)", locked.strip()))
    assert "://" not in locked


# ---- the form with that alone


def test_every_page_opens_with_what_the_kit_has(desk: Form) -> None:
    """All that links of the desk and of one record lead to."""
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = desk.get(path)
        assert answer.status == 200 and "Phần mềm gặp lỗi" not in answer.text, path
        for link in html.fromstring(answer.text).xpath("//a/@href"):
            to = urljoin(path, link.partition("#")[0].partition("?")[0])
            other = to.startswith("/ho-so/") and not to.startswith(f"/ho-so/{RECORD}/")
            if to.startswith("/") and not other and to not in seen and to not in waiting:
                waiting.append(to)
    assert f"/ho-so/{RECORD}/viec/doi-han/" in seen and "/soan-moi/" in seen and len(seen) > 15


def test_records_are_judged_as_elsewhere(desk: Form, folder: Path, tmp_path: Path) -> None:
    """With all packages and the whole site the same is said of each record, its files among them."""
    for name in ("drafts", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    with running(tmp_path) as whole:
        whole.enter()
        for record in sorted(p.parent.name for p in (ROOT / "drafts").glob("*-*/index.md")):
            said = [form.get(f"/ho-so/{record}/") for form in (desk, whole)]
            assert said[0].status == said[1].status == 200
            one, other = (re.sub(r'name="csrf" value="[^"]*"', "", answer.text) for answer in said)
            assert one == other, record


def test_files_are_read_saved_and_handed_over(desk: Form, folder: Path) -> None:
    """PDF, Word, Excel and pictures by the process that reads; then a field; then the package."""
    base = f"/ho-so/{RECORD}/"
    page = desk.get(f"{base}tep/").text
    phone = leaking_files.run("Số điện thoại 0912345678")
    leaks = {
        "ban-dau.pdf": (leaking_files.stamped(), "dán thêm"),
        "bang.xlsx": (leaking_files.workbook(leaking_files.hidden_sheet), "trang «Nháp»"),
        "anh.jpg": (leaking_files.photo(), "tọa độ nơi chụp"),
        "cong-van.docx": (leaking_files.word(leaking_files.paragraph(phone)), "«091…78»"),
    }
    for name, (content, told) in leaks.items():
        answer = desk.send_file(f"{base}tai-tep/", page, name, content)
        assert answer.status == 200 and told in answer.text, name
    good = (ROOT / "drafts" / "lc-2026-013" / "to-trinh.pdf").read_bytes()
    assert desk.send_file(f"{base}tai-tep/", page, "moi.pdf", good).status == 303
    assert desk.saved(f"{base}van-ban/", short_title="Tên ngắn mới").status in (200, 303)
    copy = folder / KIT.SITE / "build" / "soan" / "drafts" / RECORD
    assert (copy / "moi.pdf").read_bytes() == good
    assert "Tên ngắn mới" in (copy / "index.md").read_text(encoding="utf-8")
    assert desk.saved(f"{base}bo-nhap/").status == 303 and not copy.exists()
    answer = desk.saved(f"{base}gui-duyet/")
    assert answer.headers["content-type"] == "application/zip"
