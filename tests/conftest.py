"""A small site to build: the test province with the project's own theme and pages."""

from __future__ import annotations

import fcntl
import hashlib
import ipaddress
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from duthao.records import approval, record_reader
from tests.browser import chromium, serve
from tests.snapshots import accepting

ROOT = Path(__file__).resolve().parent.parent
PROVINCE = ROOT / "tests" / "province"
NOW = "2026-11-22T08:00+07:00"
_FOREIGN = (".org.chromium.", "org.chromium.", "playwright", "dumps", "pulse-")

# `make test` tries the same inputs each time, here and elsewhere; `make fuzz` tries new ones.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("new", derandomize=False, deadline=None)
settings.load_profile("same")


def pytest_configure() -> None:
    """What holds for every test: no machine but this one is spoken to, and nothing is accepted in CI."""
    accepting()
    sys.addaudithook(_stay_here)


def _stay_here(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = arguments[1][0]
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise PermissionError(f"a test wanted to speak to {host}")


@pytest.fixture(scope="session", autouse=True)
def _clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of ours stays in the folder of temporary files; what a killed browser leaves is its own."""
    tmp_path_factory.getbasetemp()  # pytest's own folder lies in the one of before
    before = os.environ.get("TMPDIR"), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="duthao-test-") as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        try:
            yield
            left = [p.name for p in Path(folder).iterdir() if not p.name.startswith(_FOREIGN)]
        finally:
            tempfile.tempdir = before[1]
            os.environ.pop("TMPDIR")
            if before[0] is not None:
                os.environ["TMPDIR"] = before[0]
    assert not left, f"tests left these in the folder of temporary files: {left}"


def lay_out(root: Path, records: Path = PROVINCE / "drafts") -> Path:
    """A root with the project's theme and content, and the records and settings of the test province."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(records, root / "drafts")
    shutil.copy(PROVINCE / "mkdocs.yml", root / "mkdocs.yml")
    return root


def tree(folder: Path) -> dict[str, str]:
    """Path → digest of every file; health.json names the instant of the build and is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "health.json"
    }


def duthao(
    *arguments: str | Path, env: dict[str, str] | None = None, **kwargs: object
) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, in a process of its own."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "duthao", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        check=False,
        **kwargs,
    )


def _once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """The folder that `make` fills, made by the first process of this run of tests that asks; the others wait for it."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


def _build(*arguments: str | Path) -> None:
    done = duthao("build", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test province, built once with everything; not to be changed by a test."""
    return _once(
        tmp_path_factory,
        "province",
        lambda folder: _build("--root", lay_out(folder), "--as-of", NOW),
    )


@pytest.fixture
def province(tmp_path: Path, built: Path) -> Path:
    """A copy of the test province of one's own, not built, with the host's pages made already."""
    root = lay_out(tmp_path / "root")
    shutil.copytree(built / "build" / "host", root / "build" / "host")
    for name in ("host.digest", "seal"):
        shutil.copy(built / "build" / name, root / "build" / name)
    shutil.copytree(built / "build" / "cache" / "scans", root / "build" / "cache" / "scans")
    return root


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site of the project itself, built once; not to be changed by a test."""
    return _once(
        tmp_path_factory, "sample", lambda folder: _build("--root", ROOT, "--site", folder)
    )


@pytest.fixture(scope="session")
def address(sample: Path) -> Iterator[str]:
    """Where the sample site is served."""
    with serve(sample) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for all tests of this process."""
    with chromium() as running:
        yield running


@pytest.fixture(autouse=True)
def _pages_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test opens in the browser ends with it, else its scripts run on beside the next."""
    if "browser" not in request.fixturenames:
        yield
        return
    running: Browser = request.getfixturevalue("browser")
    before = list(running.contexts)
    yield
    for context in running.contexts:
        if context not in before:
            context.close()


def approve(root: Path, *ids: str) -> None:
    """Approve records after an edit (none named: all of the root), as their office would."""
    for record_id in ids or record_reader.ids(root):
        path = root / "drafts" / record_id / "index.md"
        path.write_bytes(
            approval.approved_text(root, record_id, "Văn phòng", date(2026, 11, 22)).encode()
        )


Edit = Callable[[Path, str, str], None]


def replace_text(path: Path, old: str, new: str) -> None:
    """Edit a file; the old text must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
