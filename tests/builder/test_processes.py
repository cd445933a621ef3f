"""Workers: in this process where that is quicker, apart where what they load must not stay, and for so many batches."""

from __future__ import annotations

import os

from duthao.builder.processes import pool


def _where(batch: int) -> tuple[int, int]:
    return batch, os.getpid()


def test_one_worker_is_this_process_unless_it_is_kept_apart() -> None:
    with pool(1, _where) as spread:
        assert list(spread(range(3))) == [(n, os.getpid()) for n in range(3)]
    with pool(1, _where, apart=True) as spread:
        done = list(spread(range(3)))
    assert [batch for batch, _ in done] == [0, 1, 2]
    assert len({pid for _, pid in done} - {os.getpid()}) == 1


def test_a_worker_that_lived_its_batches_gives_way() -> None:
    with pool(1, _where, 2, apart=True) as spread:
        done = list(spread(range(6)))
    assert [batch for batch, _ in done] == list(range(6))
    pids = [pid for _, pid in done]
    assert len(set(pids)) == 3 and pids[0] == pids[1] != pids[2] == pids[3]
