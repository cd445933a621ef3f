"""Why there is no clean copy of a file."""

from __future__ import annotations

from duthao.errors import Say


class CannotClean(Exception):
    """There is no clean copy of this file by this program; `say` tells why, and what to do instead."""

    def __init__(self, say: Say) -> None:
        super().__init__(str(say))
        self.say = say
