"""One file of the site: its path, what it depends on, and how its bytes are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple


def digest(value: object) -> str:
    """A digest of plain data: numbers, text, bytes, dates, and tuples, lists and dicts of them; 32 hexadecimal digits."""
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()


class Artifact(NamedTuple):
    """One file of the site: its path below `site/`, and how its bytes are made.

    `render` is called once, or not at all where what is there still holds; it may raise `errors.Findings`, and must be
    picklable in files of the whole site. `depends_on` is plain data (see `digest`) from which all of the bytes follow, known
    before they are paid for: a file of the whole site is rendered again only when it changed (None: with every change of
    anything), a draft's whenever the draft changed. Where rendering is costly, `content_key` gives a digest of all from which
    the bytes follow, found only when they are wanted: under it they are cached, and never made twice.
    """

    path: str
    render: Callable[[], bytes]
    depends_on: object = None
    content_key: Callable[[], str] | None = None

    @property
    def cache_key(self) -> str:
        """The digest of what it depends on; empty where that is not known."""
        return "" if self.depends_on is None else digest(self.depends_on)
