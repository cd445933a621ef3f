"""Regular expressions that are compiled when they first match: there are 140, and most texts need a third of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pattern = re.compile
else:

    class pattern:  # noqa: N801 - it stands for `re.compile`
        """As `re.compile`; a fault in the expression shows with its first use."""

        def __init__(self, expression: str, flags: int = 0) -> None:
            self.source = expression, flags

        def __getattr__(self, name: str) -> Any:
            """A method of the compiled pattern, kept so that the next look-up finds it at once."""
            compiled = re.compile(*self.source)
            for method in ("match", "fullmatch", "search", "finditer", "findall", "split", "sub"):
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)
