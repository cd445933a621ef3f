"""`duthao release`: what is let out is written down before the build, once, and feeds tell what was written down."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from duthao import clock
from duthao.domain import published
from duthao.records import released
from tests import sample_registers
from tests.conftest import NOW, ROOT, approve, duthao, replace_text, tree
from tests.feed_site import entry_of, ids, plain
from tests.judged_records import CASES

DRAFT = "ht-2026-002"
TAG = f"tag:vanban.hatinh.example,2026:{DRAFT}/"
LATER = "2026-11-23T10:04+07:00"
CORRECTION = (
    "changes:\n  - kind: correction\n    at: 2026-11-23\n    note: Đính chính Điều 3.\nevents:\n"
)


@pytest.fixture
def out(province: Path) -> Path:
    """The test province, released for the first time."""
    assert release(province) == 0
    return province


def release(root: Path, as_of: str = NOW) -> int:
    return duthao("release", "--root", root, "--as-of", as_of).returncode


def build(root: Path, *arguments: str | Path, as_of: str = NOW) -> str:
    done = duthao("build", "--root", root, "--no-pdf", "--as-of", as_of, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr


def register(root: Path, draft: str = DRAFT) -> str:
    return (root / "drafts" / draft / released.NAME).read_text(encoding="utf-8")


def edit(root: Path, old: str, new: str) -> None:
    replace_text(root / "drafts" / DRAFT / "index.md", old, new)
    approve(root, DRAFT)


def test_the_first_release_changes_no_byte_of_the_site(province: Path) -> None:
    """What was out before there was a register keeps its dates; a second release has nothing to say."""
    build(province)
    before = tree(province / "site")
    assert release(province) == 0
    build(province)
    assert tree(province / "site") == before
    held = tree(province / "drafts")
    assert release(province) == release(province, LATER) == 0
    assert tree(province / "drafts") == held


def test_the_address_of_a_meeting_that_was_called_is_kept(out: Path) -> None:
    """From the release after its call on, `check` asks for it."""
    folder = out / "drafts/_events/hop-nuoi-ong"
    folder.mkdir(parents=True)
    text = (CASES / "meeting-twice/good/_events/hop-nuoi-ong/index.md").read_text(encoding="utf-8")
    (folder / "index.md").write_text(text.replace("drafts: [ht-2026-900]\n", ""), encoding="utf-8")
    assert release(out, LATER) == 0
    listed = (out / published.PATH).read_text(encoding="utf-8")
    assert listed.endswith("\nsite_meetings:\n  - hop-nuoi-ong\n")
    shutil.rmtree(folder)
    done = duthao("check", "--root", out, "--as-of", LATER)
    assert done.returncode == 1 and "meeting-vanished" in done.stdout + done.stderr


def test_a_meeting_that_was_released_without_a_register_gets_its_first(out: Path) -> None:
    """As `duthao release` wrote it before meetings had registers; then the register may not go."""
    folder = out / "drafts/_events/hop-nuoi-ong"
    folder.mkdir(parents=True)
    text = (CASES / "meeting-twice/good/_events/hop-nuoi-ong/index.md").read_text(encoding="utf-8")
    (folder / "index.md").write_text(text.replace("drafts: [ht-2026-900]\n", ""), encoding="utf-8")
    assert release(out, LATER) == 0
    (folder / "released.yml").unlink()
    replace_text(out / published.PATH, "\nsite_meetings:\n", "\nmeetings:\n")
    check = duthao("check", "--root", out, "--as-of", LATER)
    assert check.returncode == 0, check.stdout + check.stderr
    assert release(out, "2026-11-23T11:00+07:00") == 0
    assert "at: 2026" in (folder / "released.yml").read_text(encoding="utf-8")
    assert "\nmeetings:" not in (out / published.PATH).read_text(encoding="utf-8")
    (folder / "released.yml").unlink()
    check = duthao("check", "--root", out, "--as-of", "2026-11-24T08:00+07:00")
    assert check.returncode == 1 and "register-vanished" in check.stdout + check.stderr


def test_an_hour_that_was_called_is_not_changed_in_silence(out: Path) -> None:
    """A meeting of the site is told of as it was released, or its move is told; then calendars take it."""
    folder = out / "drafts/_events/hop-nuoi-ong"
    folder.mkdir(parents=True)
    index = folder / "index.md"
    text = (CASES / "meeting-moved--site/bad/_events/hop-nuoi-ong/index.md").read_text("utf-8")
    index.write_text(text, encoding="utf-8")
    assert release(out, LATER) == 0
    held = tree(out / "drafts")
    assert release(out, "2026-11-23T11:00+07:00") == 0
    assert tree(out / "drafts") == held
    replace_text(index, "at: 2026-11-26T14:00", "at: 2026-11-26T15:00")
    for command in ("check", "build", "release"):
        done = duthao(command, "--root", out, "--as-of", "2026-11-24T08:00+07:00")
        assert done.returncode == 1 and "meeting-moved" in done.stdout + done.stderr
    move = "moves: [{was: 2026-11-26T14:00+07:00, reason: Mưa lũ., at: 2026-11-24}]\n"
    replace_text(index, "published:", f"{move}published:")
    assert release(out, "2026-11-24T09:00+07:00") == 0
    build(out, as_of="2026-11-24T09:00+07:00")
    calendar = (out / "site/su-kien/lich.ics").read_text(encoding="utf-8")
    assert "SEQUENCE:1" in calendar and "20261126T150000" in calendar
    replace_text(index, move, "")
    assert release(out, "2026-11-24T10:00+07:00") == 1


def test_a_correction_of_today_is_dated_by_its_release(out: Path) -> None:
    """Entered at ten, it bears the day alone; other news was out since midnight. Before its release no feed tells it."""
    edit(out, "events:\n", CORRECTION)
    path = out / "site" / "du-thao" / DRAFT / "atom.xml"
    assert "1 tin chưa vào nguồn tin" in build(out, as_of=LATER)
    assert not any("/corrected/" in i for i in ids(path.read_bytes()))
    assert "Đính chính Điều 3." in (path.parent / "index.html").read_text(encoding="utf-8")
    before = register(out)
    assert release(out, LATER) == 0
    assert register(out).startswith(before)
    assert "tin chưa vào" not in build(out, as_of=LATER)
    newest = ids(path.read_bytes())[0]
    assert plain(newest) == TAG + "corrected/2026-11-23"
    assert entry_of(path.read_bytes(), newest).published == "2026-11-23T10:04:00+07:00"


def test_a_release_makes_one_records_pages_again(out: Path, tmp_path: Path) -> None:
    """And an incremental build equals a full one."""
    build(out, as_of=LATER)
    edit(out, "events:\n", CORRECTION)
    assert release(out, LATER) == 0
    pages = {
        p: (p / "index.html").stat().st_ino
        for p in (out / "site" / "du-thao").iterdir()
        if (p / "index.html").exists()
    }
    build(out, as_of=LATER)
    same = {p.name for p, inode in pages.items() if (p / "index.html").stat().st_ino == inode}
    assert DRAFT not in same and len(same) > 10
    build(out, "--site", tmp_path / "whole", as_of=LATER)
    assert tree(tmp_path / "whole") == tree(out / "site")


def test_nothing_is_written_where_there_are_errors(province: Path) -> None:
    replace_text(province / "drafts" / DRAFT / "index.md", "title:", "titel:")
    held = tree(province / "drafts")
    assert release(province) == 1
    assert tree(province / "drafts") == held


def test_what_nobody_approved_is_not_recorded(province: Path) -> None:
    shutil.copytree(province / "drafts" / DRAFT, province / "drafts" / "ht-2026-902")
    path = province / "drafts" / "ht-2026-902" / "index.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("approved:")] + text[text.index("demo:") :], encoding="utf-8")
    assert release(province) == 0
    out, _ = published.read(province)
    assert out and "ht-2026-902" not in out.names(published.DRAFTS)
    assert DRAFT in out.names(published.DRAFTS)


def test_a_record_that_was_released_keeps_its_approval(out: Path) -> None:
    path = out / "drafts" / DRAFT / "index.md"
    text = path.read_text(encoding="utf-8")
    start = text.index("approved:")
    end = min(i for name in ("no_secret:", "demo:") if (i := text.find(name, start)) > 0)
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    done = duthao("check", "--root", out, "--as-of", NOW)
    assert done.returncode == 1 and "approval-broken" in done.stdout + done.stderr


def test_a_release_that_was_cut_short_is_completed(out: Path) -> None:
    """The site's register is written last: without it the next release says the rest, and repeats nothing."""
    edit(out, "events:\n", CORRECTION)
    site = (out / published.PATH).read_bytes()
    assert release(out, LATER) == 0
    text = register(out)
    (out / published.PATH).write_bytes(site)
    assert release(out, "2026-11-24T00:13+07:00") == 0
    assert register(out) == text


@pytest.mark.parametrize("as_of", [NOW, "2026-11-21T00:00+07:00"])
def test_nothing_is_let_out_before_what_is_out(out: Path, as_of: str) -> None:
    """Dated no later than the last release, an item would be skipped for ever."""
    edit(out, "events:\n", CORRECTION.replace("2026-11-23", "2026-11-20"))
    held = tree(out / "drafts")
    done = duthao("release", "--root", out, "--as-of", as_of)
    assert done.returncode == 2 and "Lần công bố gần nhất" in done.stderr
    assert tree(out / "drafts") == held


@pytest.mark.parametrize("by_release", [True, False])
def test_a_real_site_does_not_go_back_in_time(province: Path, by_release: bool) -> None:
    """Unless asked twice; another folder is no site of anybody's."""
    last = "2026-11-26T00:13+07:00"
    if by_release:
        assert release(province, last) == 0
    else:
        build(province, as_of=last)
    arguments = ("build", "--root", province, "--no-pdf", "--as-of", NOW)
    done = duthao(*arguments)
    assert done.returncode == 2 and "lùi thời gian" in done.stderr and "--earlier" in done.stderr
    assert duthao(*arguments, "--site", province / "other").returncode == 0
    assert duthao(*arguments, "--earlier").returncode == 0


def test_an_item_says_what_was_so(out: Path) -> None:
    """An extension with another text of the draft: the items before it know neither."""
    feed = out / "site" / "du-thao" / DRAFT / "atom.xml"
    build(out)
    opened = entry_of(feed.read_bytes(), TAG + "opened/1")
    text = (out / "drafts" / DRAFT / "index.md").read_text(encoding="utf-8")
    closes = next(line for line in text.splitlines() if line.startswith("    closes:"))
    change = (
        "\n    deadline_changes:\n      - closes: 2026-12-30\n        reason: Mưa lũ.\n"
        "        decided: 2026-11-23"
    )
    assert "deadline_changes" not in text
    edit(out, closes, closes + change)
    assert release(out, LATER) == 0
    build(out, as_of=LATER)
    now = entry_of(feed.read_bytes(), TAG + "opened/1")
    newest = entry_of(feed.read_bytes(), ids(feed.read_bytes())[0])
    assert "30/12/2026" in newest.summary and "30/12/2026" not in now.summary
    for field in ("summary", "published", "title", "tags"):
        assert now[field] == opened[field]
    assert [f.href for f in now.enclosures] == [f.href for f in opened.enclosures] != []


PLAN = """\
agency: ubnd-tinh
published: 2026-11-02
demo: true
rows:
  2027-001:
    title: Quyết định về nuôi ong
"""
CHANGE = "changes:\n  - at: 2026-11-20\n    note: Thêm một văn bản.\n"


def test_news_of_plans_are_let_out_once_and_stay(province: Path) -> None:
    """What was out before a release knew of plans keeps its day; what is dated back later is news of its release."""
    plan = province / "drafts" / "_registers" / "plan-2027.yml"
    plan.write_text(PLAN, encoding="utf-8")
    assert release(province) == 0
    path = plan.with_name(released.NAME)
    history, faults = released.read(path.parent, "")
    assert history and not faults
    assert {n: w.isoformat() for n, w in history.events.items()} == {
        "published/2027": "2026-11-02T00:00:00+07:00"
    }
    before = path.read_bytes()
    assert release(province, LATER) == 0 and path.read_bytes() == before
    plan.write_text(PLAN.replace("rows:", CHANGE + "rows:"), encoding="utf-8")
    assert release(province, LATER) == 0
    history, _ = released.read(path.parent, "")
    assert history
    (name,) = set(history.events) - {"published/2027"}
    assert name.startswith("changed/2027-2026-11-20-")
    assert history.events[name] == clock.parse(LATER).start
    # An entry before it moves nothing; one that is edited or gone is told, and nothing is released.
    first = CHANGE.replace("11-20", "11-10").replace("Thêm", "Bớt") + CHANGE.partition("\n")[2]
    plan.write_text(PLAN.replace("rows:", first + "rows:"), encoding="utf-8")
    assert release(province, "2026-11-24T10:00+07:00") == 0
    plan.write_text(PLAN.replace("rows:", CHANGE + "rows:"), encoding="utf-8")
    done = duthao("release", "--root", province, "--as-of", "2026-11-25T10:00+07:00")
    assert done.returncode == 1 and "plan-entry-edited" in done.stdout + done.stderr


def test_every_date_of_the_register_is_an_instant(out: Path) -> None:
    for path in (out / "drafts").glob(f"*/{released.NAME}"):
        history, faults = released.read(path.parent, path.parent.name)
        assert history and not faults
        assert all(isinstance(when, datetime) and when.tzinfo for when, _ in history.releases)


def test_the_samples_registers_are_up_to_date(tmp_path: Path) -> None:
    """After its records were edited `make registers` writes them anew; a real site's are never written anew."""
    shutil.copytree(ROOT / "drafts", tmp_path / "drafts")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    held = tree(tmp_path / "drafts")
    sample_registers.write(tmp_path)
    assert tree(tmp_path / "drafts") == held
