"""Attachments that lie elsewhere: nothing of them on the site, all of it linked, and what people get is looked after."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import serve
from tests.conftest import NOW, duthao, replace_text

ID = "ht-2026-001"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server of a folder on this machine: its address, and the folder."""
    folder = tmp_path / "served"
    folder.mkdir()
    with serve(folder) as address:
        yield f"{address}gop-y/", folder / "gop-y"


def built_with(root: Path, url: str) -> Path:
    """The site of the province, with its attachments at this address."""
    replace_text(
        root / "mkdocs.yml", "    province:\n", f"    attachments_url: {url}\n    province:\n"
    )
    done = duthao("build", "--root", root, "--as-of", NOW, "--no-pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def attachments(root: Path) -> dict[str, bytes]:
    """What the list of the site names, by path, as it lies in `drafts/`."""
    lines = (root / "site" / "du-thao" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    paths = [line.split("  ", 1)[1] for line in lines]
    return {path: (root / "drafts" / path).read_bytes() for path in paths}


def test_the_list_is_one_that_sha256sum_reads(built: Path) -> None:
    files = attachments(built)
    assert {f"{ID}/du-thao.pdf"} <= files.keys()
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=built / "site" / "du-thao",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and done.stdout.count(": OK") == len(files), done


def test_attachments_elsewhere(province: Path, server: tuple[str, Path]) -> None:
    url, folder = server
    site = built_with(province, url)
    files = attachments(province)
    assert not [path for path in files if (site / "du-thao" / path).exists()]
    page = (site / "du-thao" / ID / "index.html").read_text(encoding="utf-8")
    assert f'href="{url}{ID}/du-thao.pdf"' in page
    data = json.loads((site / "api" / "v1" / "drafts" / f"{ID}.json").read_bytes())
    listed = {file["name"]: file for file in data["files"]}
    assert listed["du-thao.pdf"]["url"] == f"{url}{ID}/du-thao.pdf"
    for path in site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".txt"):
            text = path.read_text(encoding="utf-8")
            wrong = [f for f in files if f"/du-thao/{f}" in text.replace(url, "")]
            assert not wrong, (path, wrong)
            assert not re.search(rf'(?:src|data)="{re.escape(url)}', text), path

    done = duthao("attachments", "verify", "--root", province)
    assert done.returncode == 1 and f"{url}{ID}/du-thao.pdf: máy chủ trả lời 404" in done.stderr
    assert done.stdout.endswith(f"0/{len(files)} tệp đúng.\n")

    done = duthao("attachments", "copy", "--root", province, "--to", folder)
    assert done.returncode == 0, done.stderr
    made = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}
    assert made == files
    assert duthao("attachments", "verify", "--root", province).returncode == 0

    (folder / ID / "du-thao.pdf").write_bytes(b"%PDF-1.7 other")
    done = duthao("attachments", "verify", "--root", province)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "nội dung khác" in line] == [
        f"{url}{ID}/du-thao.pdf: nội dung khác với tệp đã công bố."
    ]
    done = duthao("attachments", "verify", "ht-2026-002", "--root", province)
    assert done.returncode == 0, done.stderr


def test_what_changed_since_the_build_is_not_copied(province: Path, tmp_path: Path) -> None:
    built_with(province, "https://tep.example/")
    path = province / "drafts" / ID / "du-thao.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    done = duthao("attachments", "copy", "--root", province, "--to", tmp_path / "out")
    assert done.returncode == 1 and f"drafts/{ID}/du-thao.pdf" in done.stderr
    assert not list((tmp_path / "out" / ID).glob("*du-thao.pdf*"))
    for name in (p for p in (tmp_path / "out").rglob("*.pdf")):
        there = province / "drafts" / name.relative_to(tmp_path / "out")
        assert (
            hashlib.sha256(name.read_bytes()).digest()
            == hashlib.sha256(there.read_bytes()).digest()
        )


def test_without_a_site_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    assert duthao("attachments", "verify", "--root", tmp_path).returncode == 2
