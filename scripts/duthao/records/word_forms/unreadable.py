"""What in a row of a form is no answer."""

from __future__ import annotations

from typing import NamedTuple

from duthao.errors import Say


class Unreadable(NamedTuple):
    """Why what stands in a row is no answer: the id of the rule, what is wrong, and how to mend it."""

    rule: str
    message: Say
    remedy: Say
