"""What the ledger keeps, until when it is as it was, and who can read its excerpts."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from duthao.builder.state import BuildState, RecordState

ROW = RecordState("ht-1", b"stamp", "digest", 0, None, b"light", b"findings", "a\nb", "")
PIECES = [b"one", b"two" * 5000, b""]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with one record and its excerpts."""
    path = tmp_path / "ledger.sqlite"
    with closing(BuildState(path)) as ledger:
        first = ledger.add(PIECES)
        ledger.commit([ROW._replace(first=first)], [], {"rss.xml": "needs"}, {"build": "1"})
    return path


def held(path: Path) -> tuple[dict[str, RecordState], dict[str, str], str, int]:
    with closing(BuildState(path)) as ledger:
        (excerpts,) = ledger.db.execute("SELECT count(*) FROM excerpt").fetchone()
        return ledger.rows(), ledger.parts(), ledger.meta("build"), excerpts


def test_what_is_kept_is_read_again(path: Path) -> None:
    rows, parts, build, _ = held(path)
    assert (list(rows), parts, build) == (["ht-1"], {"rss.xml": "needs"}, "1")
    first = rows["ht-1"].first
    with closing(BuildState(path)) as ledger:
        assert ledger.pieces([first + 2, first, first + 1]) == [PIECES[2], PIECES[0], PIECES[1]]


def test_until_it_is_committed_it_is_as_it_was(path: Path) -> None:
    before = held(path)
    for anew in (False, True):
        with closing(BuildState(path)) as ledger:
            if anew:
                ledger.rebuild()
            first = ledger.add([b"other"])
            ledger.publish()
            assert ledger.pieces([first]) == [b"other"]
        assert held(path) == before
        assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_one_begun_anew_takes_the_place_of_the_old(path: Path) -> None:
    with closing(BuildState(path)) as ledger:
        ledger.rebuild()
        first = ledger.add([b"other"])
        ledger.commit([ROW._replace(id="ht-2", first=first)], [], {}, {"build": "2"})
        assert ledger.pieces([first]) == [b"other"]
    rows, parts, build, excerpts = held(path)
    assert (list(rows), parts, build, excerpts) == (["ht-2"], {}, "2", 1)


def test_excerpts_that_were_replaced_are_dropped(path: Path) -> None:
    before = held(path)[0]["ht-1"]
    with closing(BuildState(path)) as ledger:
        first = ledger.add([b"other"])
        dropped = [(before.first, len(PIECES))]
        ledger.commit([ROW._replace(first=first)], [], {"rss.xml": "needs"}, {}, dropped)
    rows, _, _, excerpts = held(path)
    assert rows["ht-1"].first == first and excerpts == 1


def test_one_of_other_tables_is_forgotten(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 7")
    assert held(path) == ({}, {}, "", 0)


_here: list[tuple[BuildState, list[int]]] = []


def _read() -> list[bytes]:
    ledger, numbers = _here[0]
    return ledger.pieces(numbers)


@pytest.mark.parametrize("anew", [False, True])
def test_forked_workers_read_what_is_there_and_what_is_new(path: Path, anew: bool) -> None:
    with closing(BuildState(path)) as ledger:
        old = [] if anew else [ledger.rows()["ht-1"].first]
        if anew:
            ledger.rebuild()
        numbers = [*old, ledger.add([b"new"])]
        ledger.publish()
        _here[:] = [(ledger, numbers)]
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            for read in [pool.submit(_read) for _ in range(8)]:
                assert read.result() == [*(PIECES[0] for _ in old), b"new"]
        assert ledger.pieces(numbers)[-1] == b"new"
