"""What lies in `build/` and `site/` is trusted only as this machine left it: damaged, foreign or touched, it is made anew."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from duthao import memory
from tests.conftest import NOW, approve, duthao, lay_out, replace_text, tree

SAID = "làm lại từ đầu"  # the line that tells of it
EDITED = "ht-2026-002"


def build(root: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    done = duthao("build", "--root", root, "--as-of", NOW, *arguments, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def edit(root: Path) -> None:
    """Another word in one record, so that the next build stands on what is remembered of all others."""
    heading = "\n## Nội dung cơ bản\n"
    replace_text(root / "drafts" / EDITED / "index.md", heading, f"\nMột câu.\n{heading}")
    approve(root, EDITED)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """The province, built, not edited; of paper only what a copy may bring along."""
    root = lay_out(tmp_path_factory.mktemp("settled") / "root")
    shutil.copytree(built / "build" / "host", root / "build" / "host")
    for name in ("host.digest", "seal"):
        shutil.copy(built / "build" / name, root / "build" / name)
    build(root, "--no-pdf")
    edit(root)
    time.sleep(0.1)  # so that times of change can be trusted
    return root


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory, settled: Path) -> dict[str, str]:
    """The site of the edited province, made anew."""
    out = tmp_path_factory.mktemp("wanted") / "site"
    root = tmp_path_factory.mktemp("other") / "root"
    shutil.copytree(settled, root)
    shutil.rmtree(root / "build")
    build(root, "--no-pdf", "--site", str(out))
    return tree(out)


@pytest.fixture
def root(tmp_path: Path, settled: Path) -> Path:
    """A copy of one's own, with all that the build left, times included."""
    root = tmp_path / "root"
    shutil.copytree(settled, root, symlinks=True)
    return root


def flip(raw: bytes) -> bytes:
    """Every seventeenth byte, the first and the last are others."""
    spoilt = bytearray(raw)
    for at in {*range(0, len(raw), 17), len(raw) - 1}:
        spoilt[at] ^= 0x55
    return bytes(spoilt)


def one_bit(raw: bytes) -> bytes:
    at = len(raw) // 2
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "flipped": flip,
    "one bit": one_bit,
    "empty": lambda raw: b"",
    "of another version": lambda raw: raw[: memory.SEAL] + b'{"version": 999}',
}


def remembered(root: Path) -> list[Path]:
    """Every file that a build left for the next one, but what only holds it up or is written anew without being read."""
    idle = ("lock", "clock", "nginx.conf", "Caddyfile")
    return sorted(
        path
        for path in (root / "build").rglob("*")
        if path.is_file() and path.name not in idle and "next" not in path.parts
    )


@pytest.mark.parametrize("harm", ["flipped", "empty", "of another version"])
def test_all_of_the_memory_is_damaged(root: Path, wanted: dict[str, str], harm: str) -> None:
    for path in remembered(root):
        path.write_bytes(HARMS[harm](path.read_bytes()))
    assert build(root, "--no-pdf").count(SAID) == 1
    assert tree(root / "site") == wanted
    assert SAID not in build(root, "--no-pdf")


KINDS = (
    "build/seal",
    "build/host.digest",
    "build/host/site/index.html",
    "build/host/site/_vo/draft/index.html",
    "build/memory/site/state.sqlite",
    "build/memory/site/listing.json",
    "build/memory/site/environment.pickle",
    "build/memory/site/stamp.json",
    "build/memory/site/artifacts/*/*",
    "build/memory/site/next.json",
    "build/cache/templates/*",
    "build/cache/scans/*",
)


def test_every_kind_of_memory_is_known(root: Path) -> None:
    """A new one must be put on the list above."""
    known = {path for kind in KINDS for path in root.glob(kind)}
    others = {
        path.relative_to(root).as_posix()
        for path in remembered(root)
        if path not in known and "build/host/" not in path.as_posix()
    }
    assert not others
    assert all(list(root.glob(kind)) for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_piece_of_the_memory_is_damaged(root: Path, wanted: dict[str, str], kind: str) -> None:
    for path in root.glob(kind):
        path.write_bytes(HARMS["one bit"](path.read_bytes()))
    build(root, "--no-pdf")
    assert tree(root / "site") == wanted


@pytest.mark.parametrize("at", (0, 30, 60, 98))
def test_any_page_of_the_state_is_damaged(root: Path, wanted: dict[str, str], at: int) -> None:
    """Four kilobytes at so many hundredths of the file, are others."""
    place = root / "build" / "memory" / "site" / "state.sqlite"
    raw = place.read_bytes()
    begin = len(raw) * at // 100
    place.write_bytes(raw[:begin] + flip(raw[begin : begin + 4000]) + raw[begin + 4000 :])
    build(root, "--no-pdf")
    assert tree(root / "site") == wanted


def test_what_another_machine_left_is_not_read(
    root: Path, wanted: dict[str, str], tmp_path: Path
) -> None:
    """As a CI cache brings it, with whatever digests: here a pickle that would run a command."""
    stranger = {"XDG_STATE_HOME": str(tmp_path / "state")}

    class Harm:
        def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
            return os.system, (f"touch {tmp_path / 'run'}",)

    place = root / "build" / "memory" / "site" / "environment.pickle"
    place.write_bytes(place.read_bytes()[: memory.SEAL + 16] + pickle.dumps(Harm()))
    replace_text(root / "build" / "host" / "site" / "index.html", "</main>", "<p>Sai</p></main>")
    assert build(root, "--no-pdf", env=stranger).count(SAID) == 1
    assert tree(root / "site") == wanted
    assert not (tmp_path / "run").exists()


def test_a_page_of_mkdocs_is_not_published_as_somebody_left_it(
    root: Path, wanted: dict[str, str]
) -> None:
    (root / "build" / "memory" / "site" / "environment.pickle").unlink()
    host = root / "build" / "host" / "site"
    next(host.rglob("*.css")).unlink()
    replace_text(host / "index.html", "</body>", "<p>Sai</p></body>")
    assert SAID in build(root, "--no-pdf")
    assert tree(root / "site") == wanted


# ---- paper


def test_paper_that_was_kept_is_published_only_as_it_was_set(province: Path) -> None:
    build(province)
    before = tree(province / "site")
    kept = sorted((province / "build" / "memory" / "site" / "artifacts").glob("*/*"))
    assert kept
    for path in kept:
        path.write_bytes(path.read_bytes() + b"%")
    (province / "build" / "memory" / "site" / "listing.json").unlink()  # so that all is made again
    (province / "build" / "memory" / "site" / "stamp.json").unlink()
    assert SAID in build(province)
    assert tree(province / "site") == before


# ---- the site itself


def deface(site: Path) -> None:
    page = site / "du-thao" / "ht-2026-001" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"h", b"H"))


def deface_as_long(site: Path) -> None:
    """Of the same size, put in its place as an editor does."""
    page = site / "index.html"
    other = page.with_suffix(".new")
    other.write_bytes(page.read_bytes().replace(b"a", b"b"))
    other.replace(page)


def link(site: Path) -> None:
    page = site / "rss.xml"
    page.rename(site.parent / "elsewhere.xml")
    page.symlink_to(site.parent / "elsewhere.xml")


TOUCHES: dict[str, Callable[[Path], object]] = {
    "defaced": deface,
    "replaced": deface_as_long,
    "removed": lambda site: (site / "api" / "v1" / "openapi.json").unlink(),
    "a folder removed": lambda site: shutil.rmtree(site / "du-thao" / "ht-2026-001"),
    "stray": lambda site: (site / "du-thao" / "la.html").write_text("lạ"),
    "a link": link,
    "another's id": lambda site: (site / "health.json").write_text(json.dumps({"build": "x"})),
}


@pytest.fixture
def done(root: Path, wanted: dict[str, str]) -> Path:
    """Built after the edit: there is nothing to do."""
    build(root, "--no-pdf")
    assert tree(root / "site") == wanted
    return root


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_site_that_was_touched_is_made_whole(
    done: Path, wanted: dict[str, str], touch: str
) -> None:
    TOUCHES[touch](done / "site")
    assert SAID in build(done, "--no-pdf")
    assert tree(done / "site") == wanted
    assert "Không có gì thay đổi" in build(done, "--no-pdf")


@pytest.mark.parametrize("touch", ["defaced", "replaced", "removed", "stray"])
@pytest.mark.parametrize("where", ["site", "build/memory/site/next"])
def test_what_was_touched_is_not_published_with_the_next_edit(
    root: Path, wanted: dict[str, str], touch: str, where: str
) -> None:
    """Whether in the live tree or in the one that becomes it; twice, because they change places."""
    if where != "site":  # there is none after the first build of all
        edit(root)
        build(root, "--no-pdf")
        (root / "drafts" / EDITED / "index.md").write_bytes(
            (root / "drafts" / EDITED / "index.md")
            .read_bytes()
            .replace("Một câu.\n\nMột câu.".encode(), "Một câu.".encode())
        )
        approve(root, EDITED)
    TOUCHES[touch](root / where)
    for _ in range(2):
        build(root, "--no-pdf")
        assert tree(root / "site") == wanted
        os.utime(root / "drafts" / EDITED / "index.md")


def test_a_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    state = tmp_path / "state"
    root = lay_out(tmp_path / "root")
    assert duthao("check", "--root", root, env={"XDG_STATE_HOME": str(state)}).returncode == 0
    key = state / "duthao" / "key"
    assert key.stat().st_size == 32 and key.stat().st_mode & 0o077 == 0
    before = key.read_bytes()
    assert duthao("check", "--root", root, env={"XDG_STATE_HOME": str(state)}).returncode == 0
    assert key.read_bytes() == before


def test_where_no_key_can_be_kept_nothing_is_remembered(tmp_path: Path) -> None:
    """Each process has a key of its own then: it takes longer and is right."""
    root = lay_out(tmp_path / "root")
    nowhere = {"XDG_STATE_HOME": str(root / "mkdocs.yml")}
    first = duthao("check", "--root", root, "--as-of", NOW, env=nowhere)
    again = duthao("check", "--root", root, "--as-of", NOW, env=nowhere)
    assert first.returncode == again.returncode == 0
    assert first.stdout == again.stdout
