"""The officer's desk for Windows as one ZIP: `duthao edit` with its own Python, to be unpacked and double-clicked.

`make windows` makes `build/duthao-windows.zip` on Linux. Nothing is installed on the officer's machine, no administrator is
asked for, and once unpacked it needs no network. In the ZIP, below one folder:

- `SOAN-HO-SO.bat`: what is double-clicked; `DOC-TRUOC.txt`: what to know before
- `python/`: the embeddable Python of python.org, its SHA-256 checked, told where packages lie
- `phan-mem/`: this package, and of those that it needs the ones that the form uses, as the lock has them
- `trang/`: of the site's folder what the form reads: `mkdocs.yml`, `drafts/` and a part of `theme/`

The same files give the same bytes. Every fault is said before anything is written.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from duthao import __version__
from duthao.errors import DuthaoError, Say

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "soan-ho-so"
START = "SOAN-HO-SO.bat"
README = "DOC-TRUOC.txt"
PACKAGES = "phan-mem"
SITE = "trang"
LOCK = "requirements-test.txt"  # the lock in which the extra `edit` stands

PYTHON = "3.12.10"
PYTHON_ZIP = f"https://www.python.org/ftp/python/{PYTHON}/python-{PYTHON}-embed-amd64.zip"
PYTHON_SHA256 = "4acbed6dd1c744b0376e3b1cf57ce906f9dc9e95e68824584c8099a63025a3c3"
# Which needs are asked for on the officer's machine (names of PEP 508).
MARKERS = {
    "extra": "",
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": PYTHON,
    "python_version": "3.12",
    "sys_platform": "win32",
}
# What publishing needs and the form does not. A need that is new to the project goes into the kit until it is named here.
LEFT_OUT = frozenset(
    {
        *("babel", "cmarkgfm", "feedgen", "fontpkg-be-vietnam-pro", "fontpkg-noto-serif"),
        *("mkdocs-material", "nh3", "pymdown-extensions", "segno", "tinycss2", "typst"),
        *("watchfiles", "xlsxwriter"),
    }
)
# Of packages: what compilers and type checkers read, and what opens formats that no record holds (11 MB as they lie on disk).
_NOT_USED = (
    *("*/", "*.data/*"),  # folders; scripts that an installation would put elsewhere
    *("*.h", "*.pxd", "*.pxi", "*.pyi", "*.pyx"),
    *("lxml/html/*", "lxml/includes/*", "lxml/isoschematron/*", "lxml/objectify.*"),
    *("PIL/_avif.*", "PIL/_imagingcms.*", "PIL/_imagingft.*", "PIL/_imagingtk.*", "PIL/_webp.*"),
)
# Of Python: a database (0.8 MB).
_PYTHON_NOT_USED = ("sqlite3.dll", "_sqlite3.pyd")
_SITE_FILES = ("mkdocs.yml", "drafts", "theme/editor", "theme/pages/icons.json", "theme/speech")
_PASSING = ("Thumbs.db", "desktop.ini", "__pycache__")  # what systems leave behind

# Python looks for packages here alone, whatever else is installed on the machine.
PTH = f"python312.zip\r\n.\r\n..\\{PACKAGES}\r\n"
# No labels: cmd finds its way by bytes, and letters of several bytes lead it astray. `pushd` takes folders of a network too.
BATCH = f"""\
@echo off
chcp 65001 >nul
pushd "%~dp0"
if not exist "python\\python.exe" (
  echo Chưa giải nén: bấm chuột phải vào tệp .zip, giải nén tất cả («Extract All»), rồi mở {START} trong thư mục vừa giải nén.
  pause
  exit /b 2
)
"python\\python.exe" -X utf8 -m duthao edit --root {SITE} %*
set "result=%errorlevel%"
if not "%result%"=="0" pause
popd
exit /b %result%
"""
_READ_FIRST = f"""\
SOẠN HỒ SƠ DỰ THẢO BẰNG BIỂU MẪU (duthao {__version__})

1. Giải nén cả tệp .zip vào một thư mục ngắn, ví dụ D:\\{FOLDER}. Không cài gì, không cần quyền quản trị, không cần mạng.
2. Mở {START}. Cửa sổ đen hiện ra, rồi trình duyệt mở biểu mẫu. Trình duyệt không tự mở thì chép địa chỉ trong cửa sổ ấy.
3. Windows hỏi vì tệp tải từ mạng: bấm «More info», rồi «Run anyway», hoặc hai nút cùng nghĩa bằng tiếng Việt.
4. Xong việc: bấm «Gửi duyệt», tải gói về máy, chuyển gói cho người phụ trách trang. Chỉ gói ấy đưa được hồ sơ ra khỏi máy.
5. Đóng cửa sổ đen là dừng. Bản nháp còn nguyên trong {SITE}\\build\\soan.

Hồ sơ trong thư mục {SITE} là của ngày đóng gói. Khi nhận gói mới: gửi hết bản nháp của gói cũ, giải nén gói mới vào thư mục khác,
rồi mới xóa gói cũ.

Không chạy được: báo bộ phận công nghệ thông tin, kèm ảnh chụp cửa sổ đen.
"""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\..*)?", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
_LONGEST = (
    180  # letters of a path in the ZIP: Windows takes 259 with the folder that it is unpacked into
)
_PINNED = re.compile(r"^([\w.-]+)==\S+(?: \\\n {4}--hash=\S+)+", re.MULTILINE)

Files = dict[str, bytes]  # path below the folder of the kit → content


# ---- packages


def packages() -> list[str]:
    """Names of the packages of the kit, sorted: what the project and its extra `edit` ask for on Windows, less `LEFT_OUT`.

    What these ask for is what the installed ones say; one that is for Windows alone is not installed here, and asks for nothing.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["edit"]]
    found: set[str] = set()
    waiting = [Requirement(line) for line in asked]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = not requirement.marker or requirement.marker.evaluate(MARKERS)
        if not wanted or name in found or name in LEFT_OUT:
            continue
        found.add(name)
        try:
            waiting += map(Requirement, distribution(name).requires or [])
        except PackageNotFoundError:
            continue
    return sorted(found)


def locked() -> str:
    """The lines of the lock for the packages of the kit. Raises DuthaoError where it has not all of them."""
    text = (ROOT / LOCK).read_text(encoding="utf-8")
    lines: dict[str, str] = {
        canonicalize_name(match[1]): match[0] for match in _PINNED.finditer(text)
    }
    if missing := [name for name in packages() if name not in lines]:
        raise DuthaoError(
            Say(
                f"{LOCK} thiếu: {', '.join(missing)}. Chạy «make lock».",
                f"{LOCK} has not: {', '.join(missing)}. Run `make lock`.",
            )
        )
    return "\n".join(lines[name] for name in packages()) + "\n"


def is_used(path: str) -> bool:
    """Whether a file of a package, or an entry of a wheel, goes into the kit."""
    return not any(fnmatchcase(path, pattern) for pattern in _NOT_USED)


def wheels() -> Files:
    """The packages as they lie on Windows, fetched by pip with the hashes of the lock. Raises DuthaoError where pip cannot."""
    files: Files = {}
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "lock.txt").write_text(locked(), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes"]
        command += ["--no-deps", "--only-binary=:all:"]
        command += ["--platform", "win_amd64", "--python-version", "3.12"]
        command += ["--dest", place, "--requirement", f"{place}/lock.txt"]
        if subprocess.run(command, check=False).returncode:
            raise DuthaoError(
                Say(
                    "Không tải được các gói cho Windows; xem lời của pip ở trên.",
                    "The packages for Windows could not be fetched; see what pip says above.",
                )
            )
        for wheel in sorted(Path(place).glob("*.whl")):
            with zipfile.ZipFile(wheel) as packed:
                for name in filter(is_used, packed.namelist()):
                    files[f"{PACKAGES}/{name}"] = packed.read(name)
    return files


# ---- Python


def python(content: bytes) -> Files:
    """The files of the embeddable Python, with our list of places. Raises DuthaoError where it is not the one that is meant."""
    digest = hashlib.sha256(content).hexdigest()
    if digest != PYTHON_SHA256:
        raise DuthaoError(
            Say(
                f"Tệp Python không đúng bản {PYTHON}: SHA-256 là {digest}, phải là {PYTHON_SHA256}.",
                f"This is not the embeddable Python {PYTHON}: its SHA-256 is {digest}, not {PYTHON_SHA256}.",
            )
        )
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {
            f"python/{entry.filename}": packed.read(entry)
            for entry in packed.infolist()
            if not entry.is_dir() and entry.filename not in _PYTHON_NOT_USED
        }
    return files | {"python/python312._pth": PTH.encode()}


def fetched_python() -> bytes:
    """The embeddable Python from python.org. Raises DuthaoError where it cannot be reached."""
    try:
        with urllib.request.urlopen(PYTHON_ZIP, timeout=60) as answer:
            return bytes(answer.read())
    except OSError as error:
        raise DuthaoError(
            Say(
                f"Không tải được {PYTHON_ZIP} ({error}). Tải ở máy khác rồi chạy: make windows EMBED=TỆP.",
                f"Cannot fetch {PYTHON_ZIP} ({error}). Fetch it elsewhere and run: make windows EMBED=FILE.",
            )
        ) from None


# ---- what is ours


def texts() -> Files:
    """What is started and what is read first: line ends of Windows, UTF-8; the mark of UTF-8 only where Notepad wants it."""
    return {
        START: BATCH.replace("\n", "\r\n").encode(),
        README: _READ_FIRST.replace("\n", "\r\n").encode("utf-8-sig"),
    }


def program() -> Files:
    """This package."""
    folder = ROOT / "scripts"
    files = {f"{PACKAGES}/{path}": content for path, content in _below(folder, "duthao")}
    return files | {f"{PACKAGES}/duthao/LICENSE": (ROOT / "LICENSE").read_bytes()}


def site(root: Path) -> Files:
    """Of a site's folder what the form reads: nothing that was made, hidden, or of git."""
    return {
        f"{SITE}/{path}": content for part in _SITE_FILES for path, content in _below(root, part)
    }


def _below(root: Path, part: str) -> Iterator[tuple[str, bytes]]:
    """(path from the root, content) of a file, or of all files below a folder, sorted.

    Raises DuthaoError where there is none of them, or a link.
    """
    top = root / part
    if not top.exists():
        raise DuthaoError(
            Say(
                f"Thiếu {top}: đây có phải thư mục của trang?",
                f"There is no {top}: is this a site?",
            )
        )
    for path in sorted([top] if top.is_file() else top.rglob("*")):
        names = path.relative_to(root).parts
        if any(name.startswith((".", "~$")) or name in _PASSING for name in names):
            continue
        if path.is_symlink():
            raise DuthaoError(
                Say(
                    f"{path} là liên kết: đặt tệp thật vào chỗ ấy.",
                    f"{path} is a link: put the file itself there.",
                )
            )
        if path.is_file():
            yield "/".join(names), path.read_bytes()


def faults(names: Mapping[str, object]) -> list[Say]:
    """What Windows would not take of the names of a kit, all of it."""
    found: list[Say] = []
    same = Counter(name.casefold() for name in names)
    for name in names:
        parts = name.split("/")
        if any(_REFUSED.search(part) or _RESERVED.fullmatch(part) for part in parts):
            found.append(
                Say(f"{name}: Windows không nhận tên này.", f"{name}: Windows refuses this name.")
            )
        if len(f"{FOLDER}/{name}") > _LONGEST:
            found.append(
                Say(
                    f"{name}: tên dài quá {_LONGEST} ký tự.",
                    f"{name}: longer than {_LONGEST} characters.",
                )
            )
        if same[name.casefold()] > 1:
            found.append(
                Say(
                    f"{name}: có tên khác chỉ khác chữ hoa, chữ thường.",
                    f"{name}: another name differs only in case.",
                )
            )
    return found


# ---- the ZIP


def pack(files: Mapping[str, bytes]) -> bytes:
    """The ZIP, with one folder in it. Raises DuthaoError where Windows would not take its names."""
    if found := faults(files):
        raise DuthaoError(Say("\n".join(s.vi for s in found), "\n".join(s.en for s in found)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, files[name])
    return made.getvalue()


def sizes(kit: bytes) -> Iterator[str]:
    """A line for each part: its size in the ZIP, in MB of a million bytes."""
    parts = Counter[str]()
    with zipfile.ZipFile(io.BytesIO(kit)) as packed:
        for entry in packed.infolist():
            names = entry.filename.split("/")[1:]
            ours = names[:2] == [PACKAGES, "duthao"]
            parts["/".join(names[:2]) if ours else names[0]] += entry.compress_size
    for part, size in sorted(parts.items()):
        yield f"{size / 1e6:6.1f} MB  {part}"
    yield f"{len(kit) / 1e6:6.1f} MB  ZIP"


def main(argv: list[str] | None = None) -> int:
    """Make the kit and say its size; returns 0, or 2 where something stands in its way."""
    parser = argparse.ArgumentParser(description="Make the officer's desk for Windows, one ZIP.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the site's folder")
    parser.add_argument(
        "--python", type=Path, metavar="FILE", help="the embeddable Python; else it is fetched"
    )
    parser.add_argument(
        "--without-python", action="store_true", help="to measure: such a kit does not run"
    )
    parser.add_argument(
        "--without-packages", action="store_true", help="for tests: such a kit does not run"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "duthao-windows.zip")
    asked = parser.parse_args(argv)
    try:
        files = texts() | program() | site(asked.root)
        if not asked.without_python:
            files |= python(asked.python.read_bytes() if asked.python else fetched_python())
        if not asked.without_packages:
            files |= wheels()
        kit = pack(files)
        asked.output.parent.mkdir(parents=True, exist_ok=True)
        half = asked.output.with_suffix(".half")
        half.write_bytes(kit)
        half.replace(asked.output)
    except DuthaoError as error:
        print(error.say, file=sys.stderr)
        return 2
    except OSError as error:
        said = f"{error.filename or asked.output}: {error.strerror or error}"
        print(
            Say(f"Không đọc hoặc ghi được {said}.", f"Cannot read or write {said}."),
            file=sys.stderr,
        )
        return 2
    print(*sizes(kit), asked.output, sep="\n")
    for lacks, what in (
        (asked.without_python, "Python"),
        (asked.without_packages, "gói phần mềm / packages"),
    ):
        if lacks:
            print(Say(f"Chưa có {what}: không chạy được.", f"Without {what}: it does not run."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
