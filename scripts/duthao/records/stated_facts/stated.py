"""What a file states, as it is kept with its scan."""

from __future__ import annotations

from typing import NamedTuple


class Statement(NamedTuple):
    """Something that a file states. `kind` is of: title (`value`: the title), issuer (council, committee or chairman), closes
    (the days that it may mean, ISO, a blank between; asked of everybody), closes_agencies (the same; asked of agencies),
    effective (a day), number (of what was issued). All but the two `closes` only of a draft with articles.

    `place` is `đoạn 12`, `bảng 1, hàng 3` or `trang 2`.
    """

    kind: str
    value: str
    text: str
    place: str


class Stated(NamedTuple):
    """What a file states, and all numbers in it as plain values; none where they are too many to be kept."""

    statements: tuple[Statement, ...] = ()
    numbers: tuple[str, ...] = ()
