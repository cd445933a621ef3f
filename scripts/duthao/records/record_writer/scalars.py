"""A text as the value of a field: plain, in quotes, or over several lines, so that the strict reader gives it back."""

from __future__ import annotations

import re

from duthao.records.source_text import is_allowed
from duthao.text import nfc

_NOTHING = frozenset({"", "~", "null"})
_WORDS = re.compile(
    r"[^\W\d_](?:[\w ,./()-]*[\w.)])?"
)  # text that nobody could take for anything else
_EXACT = re.compile(r"[\da-f]{64}|\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")
# What YAML takes as it is: it begins with a letter or a digit, and holds neither `: ` nor ` #`.
_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?! |$)|(?<! )#)*", re.DOTALL)
_IN_BRACES = re.compile(r"[^\W_][^:#,?\[\]{}]*")
_WHOLE = re.compile(r"[\w.:+/@-]+", re.ASCII)
_KEY = re.compile(r"[^\W_](?:[\w .()/-]*[\w.)])?|_\w+")
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_LONGEST_KEY = 128  # characters: YAML knows no simple key beyond 1,024


def scalar(text: str, *, braces: bool = False) -> str:
    """The text on one line, in double quotes where YAML or a reader would take it for something else."""
    plain = (_WORDS.fullmatch(text) or _EXACT.fullmatch(text)) and _may_be_plain(text, braces)
    return text if plain else quoted(text)


def in_style(text: str, style: str, *, braces: bool = False, comment: bool = False) -> str:
    """The text on one line as another value of the field was written: `style` is "", `'` or `"`.

    Where it cannot be written so, in double quotes; so is a plain text before a comment, which would seem to cut it.
    """
    if style == "'" and text and "\n" not in text and all(map(_raw, text)):
        return "'" + text.replace("'", "''") + "'"
    if style != "" or (comment and not _WHOLE.fullmatch(text)) or not _may_be_plain(text, braces):
        return quoted(text)
    return text


def key(name: str) -> str:
    """The name of a field. Raises ValueError for one that is too long to be any."""
    if len(name) > _LONGEST_KEY:
        raise ValueError(name)
    return name if _KEY.fullmatch(name) and _may_be_plain(name, braces=True) else quoted(name)


def quoted(text: str) -> str:
    """The text in double quotes; what cannot be seen is named by its number."""
    written = '"'
    for char in text:
        sign = _SHORT.get(char) or (char if _raw(char) else _number(char))
        if len(sign) == 1 and not sign.isascii() and nfc(written[-1] + sign)[0] != written[-1]:
            sign = _number(char)  # an accent behind `\n` would become one letter with its n
        written += sign
    return written + '"'


def lines_of_block(text: str) -> list[str] | None:
    """The text over several lines, the sign before them first; None where it cannot be written so and read again."""
    bare = text.removesuffix("\n")
    lines = bare.split("\n")
    if not bare or len(lines) < 2 or lines[0][:1] in ("", " ") or not lines[-1].strip():
        return None
    if any((line and not line.strip()) or not all(map(_raw, line)) for line in lines):
        return None
    return ["|-" if bare == text else "|", *lines]


def folded(text: str, width: int) -> list[str] | None:
    """One long line broken at blanks into lines of at most `width` characters, the sign before them first; or None."""
    bare = text.removesuffix("\n")
    words = bare.split(" ")
    if not all(words) or not all(c == " " or (_raw(c) and c != "\u00a0") for c in bare):
        return None
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return [">-" if bare == text else ">", *lines]


def _may_be_plain(text: str, braces: bool) -> bool:
    if text in _NOTHING or text[-1] == " " or not all(map(_raw, text)):
        return False
    return bool((_IN_BRACES if braces else _PLAIN).fullmatch(text))


def _raw(char: str) -> bool:
    """Whether the reader takes this sign as it is; tabs and marks of the order of bytes it may take for layout."""
    return is_allowed(char) and char not in "\t\ufeff"


def _number(char: str) -> str:
    code = ord(char)
    return (
        f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}"
    )
