"""One file of the site: its path, what it depends on, and how its bytes are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple


def digest(*said: object) -> str:
    """Of all that a part depends on."""
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


class Artifact(NamedTuple):
    """One file of the site: its path, and how its bytes are made.

    `needs` is a digest of all that the part depends on, known before it is paid for: a part of the whole site is
    made again only when it changed (None: with every change of anything). The bytes of a `costly` part are kept
    between builds under its `needs`. Parts of a record that cost little are made whenever the record changed.
    The bytes of one that is `alike` stand at many paths. `rest` is what follows in the same file and is made again only
    when its own needs changed (its `path` is not read).
    Parts of one `kin` draw on the same pieces: one process makes them, one after the other.
    `make` may raise `errors.Findings`; it must be picklable in parts of the whole site.
    """

    path: str
    render: Callable[[], bytes]
    needs: str | None = None
    cached: bool = False
    alike: bool = False
    rest: Artifact | None = None
    kin: str = ""

    def whole(self) -> bytes:
        """Its bytes, its rest with them."""
        return self.render() + (self.rest.render() if self.rest else b"")
