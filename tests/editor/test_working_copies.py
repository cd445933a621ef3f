"""Working copies beside officers who write in `drafts/` meanwhile: nothing of theirs comes back old, nothing is lost unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duthao.editor.working_copies import Stale, WorkingCopies, refuse_reserved
from duthao.errors import DuthaoError

ID = "lc-2026-001"


@pytest.fixture
def copies(tmp_path: Path) -> WorkingCopies:
    """A record with two files, which is being written."""
    folder = tmp_path / "drafts" / ID
    folder.mkdir(parents=True)
    for name in ("index.md", "a.pdf", "b.pdf", "approved.json", "approval.pdf", "released.yml"):
        (folder / name).write_text(f"{name} v1")
    copies = WorkingCopies(tmp_path)
    copies.begin(ID)
    return copies


def there(copies: WorkingCopies, name: str = "index.md") -> Path:
    return copies.root / "drafts" / ID / name


def here(copies: WorkingCopies, name: str = "index.md") -> Path:
    return copies.shadow / "drafts" / ID / name


def test_a_merge_takes_the_files_of_the_record(copies: WorkingCopies) -> None:
    for name in ("index.md", "a.pdf", "approval.pdf", "approved.json", "released.yml"):
        there(copies, name).write_text("v2")
    there(copies, "b.pdf").unlink()
    there(copies, "c.pdf").write_text("of the other")
    copies.replace(ID, "joined", rebase=True)
    assert here(copies, "a.pdf").read_text() == here(copies, "approval.pdf").read_text() == "v2"
    assert not here(copies, "b.pdf").exists() and here(copies, "c.pdf").exists()
    copies.write_back(ID)
    assert there(copies).read_text() == "joined"
    for name in ("a.pdf", "approval.pdf", "approved.json", "released.yml"):
        assert there(copies, name).read_text() == "v2"
    assert not there(copies, "b.pdf").exists()
    assert there(copies, "c.pdf").read_text() == "of the other"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
@pytest.mark.parametrize("deleted", [False, True])
def test_a_file_that_both_changed_is_asked_about_after_a_merge_too(
    copies: WorkingCopies, choice: str, deleted: bool
) -> None:
    here(copies, "a.pdf").write_text("mine")
    there(copies).write_text("index v2")
    there(copies, "a.pdf").unlink() if deleted else there(copies, "a.pdf").write_text("theirs")
    copies.replace(ID, "joined", rebase=True)
    with pytest.raises(Stale):
        copies.write_back(ID)
    assert there(copies).read_text() == "index v2"
    assert [conflict.name for conflict in copies.file_conflicts(ID)] == ["a.pdf"]
    copies.settle_files(ID, {})
    assert copies.file_conflicts(ID)
    copies.settle_files(ID, {"a.pdf": choice})
    copies.write_back(ID)
    left = there(copies, "a.pdf").read_text() if there(copies, "a.pdf").exists() else None
    assert left == ("mine" if choice == "mine" else None if deleted else "theirs")


def test_what_only_the_record_changed_or_deleted_stays_so(copies: WorkingCopies) -> None:
    there(copies, "a.pdf").write_text("v2")
    there(copies, "b.pdf").unlink()
    here(copies).write_text("index of the copy")
    assert copies.new_files(ID) == []
    copies.write_back(ID)
    assert there(copies, "a.pdf").read_text() == "v2" and not there(copies, "b.pdf").exists()
    assert there(copies).read_text() == "index of the copy"


def test_the_programs_own_files_do_not_travel(copies: WorkingCopies) -> None:
    assert list(copies.files(ID)) == ["a.pdf", "b.pdf"]
    for name in ("approved.json", "approval.pdf", "released.yml"):
        here(copies, name).write_text("of the copy")
    copies.write_back(ID)
    for name in ("approved.json", "approval.pdf", "released.yml"):
        assert there(copies, name).read_text() == f"{name} v1"


def test_a_writing_that_was_cut_short_goes_on(copies: WorkingCopies) -> None:
    here(copies, "a.pdf").write_text("mine")
    here(copies, "n.pdf").write_text("new")
    here(copies).write_text("index mine")
    there(copies, "a.pdf").write_text("mine")
    there(copies).write_text("index mine")
    copies.write_back(ID)
    assert there(copies, "n.pdf").read_text() == "new" and not copies.has_copy(ID)
    assert not list(there(copies).parent.glob("*.half"))


def test_nothing_is_replaced_where_one_file_cannot_be_written(copies: WorkingCopies) -> None:
    here(copies, "a.pdf").write_text("mine")
    here(copies, "n.pdf").write_text("new")
    there(copies, ".n.pdf.half").mkdir()
    with pytest.raises(OSError):
        copies.write_back(ID)
    assert there(copies, "a.pdf").read_text() == "a.pdf v1"
    assert copies.has_copy(ID) and not there(copies, ".a.pdf.half").exists()


def test_the_origin_is_what_was_copied(copies: WorkingCopies) -> None:
    origin = json.loads((copies.shadow / "goc" / f"{ID}.json").read_text())
    assert sorted(origin["files"]) == ["a.pdf", "b.pdf"]
    there(copies, "a.pdf").write_text("v2")
    here(copies, "a.pdf").write_text("mine")
    assert copies.file_conflicts(ID)


def test_a_copy_whose_origin_is_lost_is_asked_about_and_not_lost(copies: WorkingCopies) -> None:
    here(copies).write_text("index mine")
    here(copies, "a.pdf").write_text("mine")
    (copies.shadow / "goc" / f"{ID}.json").unlink()
    assert copies.is_stale(ID) and copies.origin(ID) == ""
    copies.replace(ID, "index mine", rebase=True)
    assert [conflict.name for conflict in copies.file_conflicts(ID)] == ["a.pdf"]
    copies.settle_files(ID, {"a.pdf": "mine"})
    copies.write_back(ID)
    assert there(copies).read_text() == "index mine"
    assert there(copies, "a.pdf").read_text() == "mine"
    assert there(copies, "b.pdf").exists()


def test_what_discarding_would_lose_has_a_version(copies: WorkingCopies) -> None:
    before = copies.state(ID)
    here(copies, "a.pdf").write_text("mine")
    with_file = copies.state(ID)
    here(copies).write_text("index mine")
    assert len({before, with_file, copies.state(ID)}) == 3


@pytest.mark.parametrize("name", ["index.md", "Approval.PDF", "approved.json", "released.yml", "responses.csv", "log.xlsx", "en.md"])  # fmt: skip
def test_no_file_takes_the_name_of_the_records_own(
    copies: WorkingCopies, tmp_path: Path, name: str
) -> None:
    sent = tmp_path / "sent"
    sent.write_text("of a stranger")
    with pytest.raises(DuthaoError):
        copies.place_file(ID, name, sent)
    assert "of a stranger" not in {path.read_text() for path in here(copies).parent.iterdir()}
    refuse_reserved("index.pdf")
