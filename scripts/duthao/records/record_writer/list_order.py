"""Which entry of a list became which: so that an edit of one entry, or a new one, leaves all others as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duthao.records.strict_yaml import Loc, Value

Pair = tuple[int | None, int | None]
_SAME = 1_000_000
_MOST = 1_000


def pairs(before: Sequence[Value], after: Sequence[Value]) -> list[Pair]:
    """The places before and after of each entry, in order; None where one has gone, or is new.

    Entries that are equal find each other; of the others those that share most of their fields, in the order of the lists. One
    that has its equal at another place is not made of another.
    """
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    olds, news = before[head : len(before) - tail], after[head : len(after) - tail]
    middle = _aligned(olds, news)
    shifted: list[Pair] = [
        (None if i is None else i + head, None if j is None else j + head) for i, j in middle
    ]
    ends = range(tail, 0, -1)
    return [
        *((n, n) for n in range(head)),
        *shifted,
        *((len(before) - n, len(after) - n) for n in ends),
    ]


def surely_the_same(olds: Sequence[Value], new: Value) -> int | None:
    """Which of these became an entry that stands elsewhere: the one that shares more than half of what either says, or None."""
    told = set(_leaves(new))
    for place, old in enumerate(olds):
        if _share_most(set(_leaves(old)), told):
            return place
    return None


def _share_most(leaves: set[tuple[Loc, str]], others: set[tuple[Loc, str]]) -> bool:
    return 2 * len(leaves & others) > max(len(leaves), len(others))


def _aligned(olds: Sequence[Value], news: Sequence[Value]) -> list[Pair]:
    leaves = [[set(_leaves(value)) for value in values] for values in (olds, news)]
    best = [[0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    moved = [value for value in olds if olds.count(value) == news.count(value)]
    score = [
        [
            0 if old != new and (old in moved or new in moved) else _likeness(old, new, a, b)
            for new, b in zip(news, leaves[1], strict=True)
        ]
        for old, a in zip(olds, leaves[0], strict=True)
    ]
    for i in reversed(range(len(olds))):
        for j in reversed(range(len(news))):
            together = best[i + 1][j + 1] + score[i][j] if score[i][j] else 0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    found: list[Pair] = []
    i = j = 0
    while i < len(olds) and j < len(news):
        if score[i][j] and best[i][j] == best[i + 1][j + 1] + score[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    found += [(n, None) for n in range(i, len(olds))]
    found += [(None, n) for n in range(j, len(news))]
    return found


def _likeness(
    old: Value, new: Value, leaves: set[tuple[Loc, str]], others: set[tuple[Loc, str]]
) -> int:
    """0: one cannot be made of the other by an edit."""
    if old == new:
        return _SAME
    if type(old) is not type(new) or (not isinstance(old, str) and not (old and new)):
        return 0
    return 1 + 2 * len(leaves & others) + (_MOST if _share_most(leaves, others) else 0)


def _leaves(value: Value, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _leaves(inner, (*loc, key))
