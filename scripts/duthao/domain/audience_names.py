"""Which audiences of the register a text names, in the words that officers write in the column «Ai bị ảnh hưởng».

Names are matched as they are spelled: with all marks, since `hộ`, `hồ` and `họ` are three words; capitals do not count. Only
whole words count, and the longest name that fits comes first: `người dân tộc thiểu số` is no `người dân`. What a text leaves
out (`người dân, trừ hộ nghèo`) it does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from duthao.text import nfc

# Up to the end of the bracket or of the part: whom a text leaves out stands in a list of its own.
_LEFT_OUT = re.compile(
    r"(?<!\w)(?:trừ|không (?:bao )?gồm|không phải|không tính|không áp dụng)(?!\w)[^;)]*"
)


class AudienceNames:
    """The names of all audiences, ready to be looked for. `named`: the key of each and what it is called, its own name first."""

    def __init__(self, named: Mapping[str, Iterable[str]]) -> None:
        self._keys = {spelled(name): key for key, names in named.items() for name in names}
        longest_first = sorted(self._keys, key=lambda name: (-len(name), name))
        names = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")

    def keys(self, text: str) -> tuple[str, ...]:
        """The keys of the audiences that a text names, each once, in the order of the text; empty where it names none."""
        included = _LEFT_OUT.sub(" ", spelled(text))
        return tuple(dict.fromkeys(self._keys[m] for m in self._pattern.findall(included)))


def spelled(text: str) -> str:
    """One spelling of what is read alike: composed letters, small ones, single blanks."""
    return " ".join(nfc(text).lower().split())
