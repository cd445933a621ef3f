"""The engine: what is made again, what stays, and that no accident leaves half a site."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from duthao.records import register_reader
from tests.conftest import NOW, approve, duthao, lay_out, replace_text, tree

AFTER = "2026-11-22T09:00+07:00"


def build(root: Path, *arguments: str, as_of: str = NOW, env: dict[str, str] | None = None) -> str:
    done = duthao("build", "--root", root, "--as-of", as_of, "--no-pdf", *arguments, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_same_bytes_in_any_zone_locale_and_order(province: Path, tmp_path: Path) -> None:
    build(province, env={"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C"})
    first = tree(province / "site")
    for zone, seed, locale in (
        ("America/Los_Angeles", "2", "C.UTF-8"),
        ("Asia/Ho_Chi_Minh", "3", "POSIX"),
    ):
        other = lay_out(tmp_path / zone.replace("/", "-"))
        build(
            other,
            "--jobs",
            "1" if seed == "2" else "3",
            env={"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale},
        )
        assert changed(first, tree(other / "site")) == set()


def test_nothing_changed(province: Path) -> None:
    build(province)
    before, health = tree(province / "site"), province / "site" / "health.json"
    data = json.loads(health.read_text(encoding="utf-8"))
    assert "Không có gì thay đổi" in build(province, as_of=AFTER)
    assert "Không có gì thay đổi" in build(province, as_of=AFTER)
    assert changed(before, tree(province / "site")) == set()
    found_right = json.loads(health.read_text(encoding="utf-8"))
    assert found_right["build"] == data["build"]
    assert found_right["as_of"] == "2026-11-22T09:00:00+07:00", "pages tell by it how old they are"


def test_the_idle_path_loads_no_heavy_library(province: Path) -> None:
    build(province)
    code = (
        "import sys; from duthao.cli.main import main\n"
        f"assert main(['build', '--root', {str(province)!r}, '--as-of', {AFTER!r}, '--no-pdf']) == 0\n"
        "print([m for m in ('mkdocs', 'jinja2', 'yaml', 'pydantic', 'lxml', 'typst') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_incremental_equals_full(province: Path, tmp_path: Path) -> None:
    """Edits of a body, of a title, a record gone, a record new, a page of content: each time as if made anew."""
    build(province)
    record = province / "drafts" / "ht-2026-001" / "index.md"
    edits = [
        lambda: record.write_text(
            record.read_text(encoding="utf-8") + "\nMột đoạn thêm vào cuối hồ sơ.\n",
            encoding="utf-8",
        ),
        lambda: record.write_text(
            re.sub(
                r"(?m)^short_title: .*$",
                "short_title: Một tên ngắn khác hẳn",
                record.read_text(encoding="utf-8"),
            ),
            encoding="utf-8",
        ),
        lambda: shutil.rmtree(province / "drafts" / "ht-2026-007"),
        lambda: shutil.copytree(
            province / "drafts" / "ht-2026-001", province / "drafts" / "ht-2026-101"
        ),
        lambda: replace_text(province / "content" / "gop-y.md", "# ", "# Sửa: "),
        lambda: replace_text(
            province / "drafts" / "_registers" / "topics.yml", "name: ", "name: Ngành "
        ),
    ]
    for number, edit in enumerate(edits):
        edit()
        approve(province)
        build(province)
        build(province, "--site", str(tmp_path / f"full-{number}"))
        assert changed(tree(tmp_path / f"full-{number}"), tree(province / "site")) == set()


def test_going_back_and_forth_in_time_equals_full(province: Path, tmp_path: Path) -> None:
    for number, moment in enumerate(
        (NOW, "2026-12-20", "2026-10-01", "2027-03-01T00:00+07:00", NOW)
    ):
        build(province, "--earlier", as_of=moment)
        build(province, "--site", str(tmp_path / f"at-{number}"), as_of=moment)
        assert changed(tree(tmp_path / f"at-{number}"), tree(province / "site")) == set()


def test_midnight_alters_exactly_what_changed_state(province: Path) -> None:
    """Over the midnight on which one consultation ends and one enters its last days, with no input changed, nothing else moves."""
    last_second, midnight = "2026-11-25T23:59:59+07:00", "2026-11-26T00:00:00+07:00"
    site = province / "site"
    build(province, as_of=last_second)
    before, facts = tree(site), records_of(site)
    build(province, as_of=midnight)
    moved = changed(before, tree(site))
    stands = {i: (fact["state"], fact["flags"]) for i, fact in records_of(site).items()}
    ended = {i for i in stands if stands[i] != (facts[i]["state"], facts[i]["flags"])}
    assert ended == {"ht-2026-007", "ht-2026-017"}  # one closes, one enters its last seven days
    drafts = {
        path.split("/")[1]
        for path in moved
        if re.match(r"du-thao/[^/]+/", path) and "/trang/" not in path
    }
    assert drafts == ended
    registers, _ = register_reader.load(province)
    assert registers
    keyed = {
        i: {kind: tuple(one["key"] for one in facts[i][kind]) for kind in ("topics", "places")}
        for i in ended
    }
    allowed = {
        key
        for i in ended
        for key in (*keyed[i]["topics"], *registers.places_reached(keyed[i]["places"]))
    }
    lists = {path.split("/")[1] for path in moved if path.startswith(("linh-vuc/", "dia-ban/"))}
    assert lists - {"index.html", "tat-ca.json"} <= allowed
    assert "Không có gì thay đổi" in build(province, as_of="2026-11-26T00:00:01+07:00")


def test_a_midnight_without_news_turns_the_desks_of_the_loudspeakers_alone(
    province: Path, tmp_path: Path
) -> None:
    """Their plan is of days: an idle build does nothing until midnight, and the first after it makes them anew."""
    site = province / "site"
    build(province, as_of="2026-11-28T12:00+07:00")
    before = tree(site)
    assert "Không có gì thay đổi" in build(province, as_of="2026-11-28T23:59:59+07:00")
    build(province, as_of="2026-11-29T00:00+07:00")
    moved = changed(before, tree(site))
    assert "loa/index.html" in moved and all(path.startswith("loa/") for path in moved), moved
    build(province, "--site", str(tmp_path / "full"), as_of="2026-11-29T00:00+07:00")
    assert changed(tree(tmp_path / "full"), tree(site)) == set()


def records_of(site: Path) -> dict[str, dict[str, Any]]:
    """What the published data says of every record."""
    return {
        r["id"]: r
        for r in json.loads((site / "api" / "v1" / "drafts.json").read_text(encoding="utf-8"))[
            "drafts"
        ]
    }


def test_a_clone_changes_times_but_nothing_is_made(province: Path) -> None:
    build(province)
    before = {p: p.stat().st_ino for p in (province / "site").rglob("*.html")}
    for path in (province / "drafts").rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    build(province)
    after = {p: p.stat().st_ino for p in (province / "site").rglob("*.html")}
    assert before == after


def test_faults_leave_the_site_as_it_was(province: Path) -> None:
    build(province)
    before, health = tree(province / "site"), (province / "site" / "health.json").read_bytes()
    replace_text(province / "drafts" / "ht-2026-001" / "index.md", "title:", "titel:")
    done = duthao("build", "--root", province, "--as-of", NOW, "--no-pdf")
    assert done.returncode == 1
    assert "unknown-key" in done.stdout and "drafts/ht-2026-001/index.md:" in done.stdout
    assert changed(before, tree(province / "site")) == set()
    assert (province / "site" / "health.json").read_bytes() == health


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_killed_at_any_point(province: Path, tmp_path: Path, kind: signal.Signals) -> None:
    """Stopped after 0.1, 0.2 … s: the site is whole, the earlier or the new one; and the next build mends all."""
    build(province)
    old = tree(province / "site")
    for path in (province / "drafts").glob("ht-*/index.md"):
        path.write_text(
            re.sub(r"(?m)^short_title: ", "short_title: Mới ", path.read_text(encoding="utf-8")),
            encoding="utf-8",
        )
    approve(province)
    build(province, "--site", str(tmp_path / "full"))
    new = tree(tmp_path / "full")
    command = [
        sys.executable,
        "-m",
        "duthao",
        "build",
        "--root",
        str(province),
        "--as-of",
        NOW,
        "--no-pdf",
    ]
    for tenths in range(1, 9):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(tenths / 10)
        running.send_signal(kind)
        running.wait()
        assert tree(province / "site") in (old, new)
    build(province)
    assert tree(province / "site") == new


def test_a_full_disk_leaves_the_site_whole(province: Path) -> None:
    """A limit on the size of any file stands in for a full disk: writing fails in the same way, in the middle."""
    build(province)
    before = tree(province / "site")
    replace_text(province / "drafts" / "_registers" / "topics.yml", "name: ", "name: Ngành ")
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from duthao.cli.main import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        f"sys.exit(main(['build', '--root', {str(province)!r}, '--as-of', {NOW!r}, '--no-pdf']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert changed(before, tree(province / "site")) == set()


def test_two_builds_at_once_are_refused(province: Path) -> None:
    from duthao.builder import inputs, lock

    with lock.locked(inputs.Options(province, province / "site").work):
        done = duthao("build", "--root", province, "--as-of", NOW)
    assert done.returncode == 2
    assert "đang chạy" in done.stderr


def test_the_tree_that_is_kept_is_the_live_one(province: Path, tmp_path: Path) -> None:
    """After every build, also one that found faults: so the next begins at once, and a site that is gone can be put back."""
    kept, live = province / "build" / "memory" / "site" / "next", province / "site"
    record = province / "drafts" / "ht-2026-002" / "index.md"
    build(province)
    for number in range(3):
        assert tree(kept) == tree(live)
        assert all(os.path.samefile(live / path, kept / path) for path in tree(live))
        if number == 1:
            good = record.read_text(encoding="utf-8")
            replace_text(record, "phone: 0239 000 0103", "phone: [")
            done = duthao("build", "--root", province, "--as-of", NOW, "--no-pdf")
            assert done.returncode == 1
            record.write_text(good, encoding="utf-8")
        else:
            replace_text(
                record, "\n## Nội dung cơ bản\n", f"\nCâu {number}.\n\n## Nội dung cơ bản\n"
            )
            approve(province)
            build(province)
            build(province, "--site", str(tmp_path / f"full-{number}"))
            assert changed(tree(tmp_path / f"full-{number}"), tree(live)) == set()


def test_vanished_records_leave_nothing(province: Path) -> None:
    build(province)
    shutil.rmtree(province / "drafts" / "ht-2026-007")
    build(province)
    left = [p for p in (province / "site").rglob("*") if "ht-2026-007" in p.as_posix()]
    assert left == []
    pages = [p for p in (province / "site").rglob("*") if p.suffix in (".html", ".xml", ".json")]
    assert [p for p in pages if "ht-2026-007" in p.read_text(encoding="utf-8")] == []


def test_a_lost_or_foreign_cache_costs_only_time(province: Path) -> None:
    build(province)
    before = tree(province / "site")
    (province / "build" / "memory" / "site" / "state.sqlite").write_bytes(
        b"not a database at all" * 99
    )
    (province / "build" / "memory" / "site" / "stamp.json").write_text("{", encoding="utf-8")
    build(province)
    assert changed(before, tree(province / "site")) == set()


def test_a_site_that_is_gone_is_put_back(province: Path) -> None:
    """As in a pipeline that keeps `build/` alone: nothing is rendered, nor written."""
    build(province)
    before, looked = tree(province / "site"), listing(province / "site")
    shutil.rmtree(province / "site")
    build(province)
    assert changed(before, tree(province / "site")) == set()
    assert listing(province / "site") == looked


def test_a_tree_that_was_altered_is_not_put_back(province: Path) -> None:
    build(province)
    before = tree(province / "site")
    shutil.rmtree(province / "site")
    kept = province / "build" / "memory" / "site" / "next"
    (kept / "index.html").write_text("<p>Không phải của chúng tôi.", encoding="utf-8")
    (kept / "du-thao" / "them.html").write_text("Thêm.", encoding="utf-8")
    assert "không dùng được" in build(province)
    assert changed(before, tree(province / "site")) == set()


def test_a_site_that_is_gone_goes_on_from_where_it_was(province: Path, tmp_path: Path) -> None:
    build(province)
    shutil.rmtree(province / "site")
    build(province, as_of=AFTER)
    build(province, "--site", str(tmp_path / "full"), as_of=AFTER)
    assert changed(tree(tmp_path / "full"), tree(province / "site")) == set()


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of every file but health.json."""
    files = {path: os.stat(folder / path) for path in tree(folder)}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in files.items()}


def test_workers_that_start_anew(province: Path, tmp_path: Path) -> None:
    """Windows and macOS spawn their workers: everything that they are given must survive the way there."""
    build(province)
    code = (
        "import multiprocessing, sys\n"
        "from duthao.cli.main import main\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        f"    sys.exit(main(['build', '--root', {str(province)!r}, '--site', {str(tmp_path / 'spawned')!r}, '--as-of', {NOW!r}, '--no-pdf', '--jobs', '2']))\n"
    )
    (tmp_path / "start.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "start.py")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert changed(tree(province / "site"), tree(tmp_path / "spawned")) == set()


def test_health_names_the_instant_and_the_build(built: Path) -> None:
    data = json.loads((built / "site" / "health.json").read_text(encoding="utf-8"))
    assert data["records"] == len(list((built / "drafts").glob("[!_]*")))
    assert data["as_of"] == "2026-11-22T08:00:00+07:00"
