"""Which audiences of the register a text names, in the words that officers write in the column «Ai bị ảnh hưởng».

Names are matched as they are spelled: with all marks, since `hộ`, `hồ` and `họ` are three words; capitals do not count. Only
whole words count, and the longest name that fits comes first: `người dân tộc thiểu số` is no `người dân`. What a text leaves
out (`người dân, trừ hộ nghèo`, `người dân không thuộc hộ nghèo`) it does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from duthao.text import nfc

_VERBS = "thuộc|phải|là|có|còn|nằm|bao gồm|gồm|kể|tính|áp dụng|dành|được|đủ|chịu|bị|ảnh hưởng|tác động|liên quan"
# Where a text begins to say whom it leaves out.
_LEAVES_OUT = (
    rf"(?:(?:ngoại |loại )?trừ|(?:không|chưa) (?:{_VERBS})|ngoài|khác với)(?!\w)"
    r"|(?:khác|không|chưa) (?:(?:các|những|nhóm|diện|đối tượng) )*(?=NAME)"
)
# The same words in others, which leave nobody out.
_OTHER_WORDS = (
    r"(?:phòng|khấu|miễn|diệt|bài|giảm|bù|cấn|cộng) trừ|trừ (?:sâu|cỏ|mối|dịch|bệnh|mầm)"
    r"|(?:nước|bên) ngoài|ngoài (?:ra|nước|tỉnh|xã|thôn|huyện|địa bàn|khu vực|công lập|nhà nước|quốc doanh|giờ|trời)"
)
# The tone of an open syllable may stand on either vowel: `uỷ ban`, `ủy ban`; after `q` the `u` bears none.
_TONES = {
    first + later: toned + last
    for first, last, laters, toneds in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for later, toned in zip(laters, toneds, strict=True)
}
_TONED = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)")


class NamedAudiences(NamedTuple):
    """What a text says of audiences: the keys of those that it names, each once, in its order.

    `unclear`: names of which nobody can tell whether the text leaves them out (`trừ hộ nghèo, học sinh`): they are not in
    `keys`.
    """

    keys: tuple[str, ...]
    unclear: tuple[str, ...]


class AudienceNames:
    """The names of all audiences, ready to be looked for. `named`: the key of each and what it is called, its own name first."""

    def __init__(self, named: Mapping[str, Iterable[str]]) -> None:
        self._keys = {spelled(name): key for key, names in named.items() for name in names}
        longest_first = sorted(self._keys, key=lambda name: (-len(name), name))
        names = "|".join(map(re.escape, longest_first)) or r"(?!)"
        leaves_out = _LEAVES_OUT.replace("NAME", rf"(?:{names})(?!\w)")
        self._pattern = re.compile(
            rf"(?<!\w)(?:(?:(?P<name>{names})|{_OTHER_WORDS})(?!\w)|(?P<out>{leaves_out}))|[(),:;]"
        )

    def keys(self, text: str) -> tuple[str, ...]:
        """The keys of the audiences that a text names, each once, in the order of the text; empty where it names none."""
        return self.read(text).keys

    def read(self, text: str) -> NamedAudiences:
        """Whom a text names, and what of it may be meant for others.

        Who is left out stands up to the end of the bracket, else up to a semicolon.
        """
        said = spelled(text)
        reading = _Reading(self._keys)
        for match in self._pattern.finditer(said):
            if match["name"]:
                reading.name(match[0])
            elif match["out"]:
                reading.leaves_out()
            elif match[0] in "(),:;":
                reading.sign(match[0])
        return reading.result()


class _Reading:
    """How far a text has been read: in how many brackets, who is named, and whether somebody is being left out."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._known = keys
        self._keys, self._unclear = dict[str, None](), dict[str, None]()
        self._depth = 0
        self._out: int | None = None  # in how many brackets somebody is left out
        self._listed = self._colon = False  # since then: a comma, a colon

    def name(self, name: str) -> None:
        if self._out is None:
            self._keys[self._known[name]] = None
        elif self._listed and not self._out:
            self._unclear[name] = None

    def leaves_out(self) -> None:
        if self._out is None:
            self._out, self._listed, self._colon = self._depth, False, False

    def sign(self, sign: str) -> None:
        if sign == "(":
            self._depth += 1
        elif sign == ")":
            self._depth = max(0, self._depth - 1)
            if self._out is not None and self._out > self._depth:
                self._out = None
        elif sign == ":":
            self._colon = True
        else:
            self._listed = True
            if not self._depth and sign == ";" and not self._colon:
                self._out = None

    def result(self) -> NamedAudiences:
        return NamedAudiences((*self._keys,), (*self._unclear,))


def spelled(text: str) -> str:
    """One spelling of what is read alike: composed letters, small ones, single blanks, the tone of `ủy` on its `u`."""
    read = " ".join(nfc(text).lower().split())
    return _TONED.sub(lambda match: _TONES[match[0]], read)
