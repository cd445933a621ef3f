"""What the state of a build keeps, until when it is as it was, and who can read its snippets."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from duthao.builder.state import BuildState, FileState, RecordState

ROW = RecordState("ht-1", b"stamp", "digest", 0, None, b"light", b"findings", "a\nb", "")
FILES = {"rss.xml": FileState("feeds", "key")}
PIECES = [b"one", b"two" * 5000, b""]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A state with one record and its snippets."""
    path = tmp_path / "state.sqlite"
    with closing(BuildState(path)) as state:
        first = state.add(PIECES)
        state.commit([ROW._replace(first=first)], [], FILES, {"build": "1"})
    return path


def contents(path: Path) -> tuple[dict[str, RecordState], dict[str, FileState], str, int]:
    with closing(BuildState(path)) as state:
        (snippets,) = state.db.execute("SELECT count(*) FROM snippet").fetchone()
        return state.rows(), state.files(), state.meta("build"), snippets


def test_what_is_kept_is_read_again(path: Path) -> None:
    rows, files, build, _ = contents(path)
    assert (list(rows), files, build) == (["ht-1"], FILES, "1")
    first = rows["ht-1"].first
    with closing(BuildState(path)) as state:
        assert state.pieces([first + 2, first, first + 1]) == [PIECES[2], PIECES[0], PIECES[1]]


def test_until_it_is_committed_it_is_as_it_was(path: Path) -> None:
    before = contents(path)
    for anew in (False, True):
        with closing(BuildState(path)) as state:
            if anew:
                state.rebuild()
            first = state.add([b"other"])
            state.publish()
            assert state.pieces([first]) == [b"other"]
        assert contents(path) == before
        assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_one_begun_anew_takes_the_place_of_the_old(path: Path) -> None:
    with closing(BuildState(path)) as state:
        state.rebuild()
        first = state.add([b"other"])
        state.commit([ROW._replace(id="ht-2", first=first)], [], {}, {"build": "2"})
        assert state.pieces([first]) == [b"other"]
    rows, files, build, snippets = contents(path)
    assert (list(rows), files, build, snippets) == (["ht-2"], {}, "2", 1)


def test_snippets_that_were_replaced_are_dropped(path: Path) -> None:
    before = contents(path)[0]["ht-1"]
    with closing(BuildState(path)) as state:
        first = state.add([b"other"])
        dropped = [(before.first, len(PIECES))]
        state.commit([ROW._replace(first=first)], [], FILES, {}, dropped)
    rows, _, _, snippets = contents(path)
    assert rows["ht-1"].first == first and snippets == 1


def test_one_of_other_tables_is_forgotten(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 7")
    assert contents(path) == ({}, {}, "", 0)


_here: list[tuple[BuildState, list[int]]] = []


def _read() -> list[bytes]:
    state, numbers = _here[0]
    return state.pieces(numbers)


@pytest.mark.parametrize("anew", [False, True])
def test_forked_workers_read_what_is_there_and_what_is_new(path: Path, anew: bool) -> None:
    with closing(BuildState(path)) as state:
        old = [] if anew else [state.rows()["ht-1"].first]
        if anew:
            state.rebuild()
        numbers = [*old, state.add([b"new"])]
        state.publish()
        _here[:] = [(state, numbers)]
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            for read in [pool.submit(_read) for _ in range(8)]:
                assert read.result() == [*(PIECES[0] for _ in old), b"new"]
        assert state.pieces(numbers)[-1] == b"new"


def test_what_plans_asked_for_is_sealed_with_the_files(path: Path) -> None:
    with closing(BuildState(path)) as state:
        files = state.files()
        state.commit([], [], files, {"snippets": '{"lists": ["card"]}'})
        assert state.files() == files
        state.db.execute("UPDATE meta SET value = '{}' WHERE key = 'snippets'")
        with pytest.raises(sqlite3.DatabaseError):
            state.files()
