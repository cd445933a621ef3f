"""A finished page of MkDocs divided once into literal text and slots, and filled by joining bytes.

A slot is the comment `<!-- duthao: NAME key=value … -->`; its key is the text between the colon and the
arrow. A value names places of the site by `~/`, the site's root (`href="~/du-thao/"`): filling
puts the right number of `../` there, as it does for the addresses that MkDocs wrote.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from duthao.domain.language_codes import VIETNAMESE

# Given as plain text and escaped here; every other slot is given as finished HTML.
TEXT = frozenset({"title", "description", "canonical"})
_SLOT = re.compile(r"<!-- duthao: ([a-z_]+(?: [a-z_]+=[\w.-]+)*) -->")
_RECORD_LINK = re.compile(r'(?<=href=")duthao:([^"#]*)')
_RELATIVE = re.compile(r"""["'=(](?:\.\.(?=[/"')])|\./)""")
# Space that shows, and the indented blank lines that templates leave, which do not: a tenth of a page.
_VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_LANG = re.compile(r'<html lang="([\w-]+)"')
_ROOT = "\ue000"  # stands for the site's root in literals: a character that no page uses


class _Compiled(NamedTuple):
    """A layout at one depth: the site's root as seen from there, its slots, and the literals with the slot before each."""

    root: bytes
    keys: frozenset[str]
    first: bytes
    rest: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Layout:
    """Literal text and slot keys in turn, literal first and last; `depth` is where MkDocs put it.

    A page written by hand may hold addresses relative to its own folder, so only a page whose
    addresses all begin at the root is `movable` to another depth. `base` is set where no relative
    address works (404, which is served at every depth): the root as an absolute path.
    """

    parts: tuple[str, ...]
    depth: int
    movable: bool
    base: str | None = None
    _compiled: dict[int, _Compiled] = field(default_factory=dict, compare=False, repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every slot key once, in the order of the page."""
        return tuple(dict.fromkeys(self.parts[1::2]))

    @property
    def lang(self) -> str:
        """The language that the page says it is in; Vietnamese where it says none."""
        said = _LANG.search(self.parts[0])
        return said[1] if said else VIETNAMESE

    def preset(self, slots: Mapping[str, str]) -> Layout:
        """Return the layout with those slots made literal: what is the same on all pages is filled once."""
        parts = [self.parts[0]]
        for key, literal in zip(self.parts[1::2], self.parts[2::2], strict=True):
            if key in slots:
                parts[-1] += _escaped(key, slots[key]).replace('="~/', f'="{_ROOT}/') + literal
            else:
                parts += [key, literal]
        return Layout(tuple(parts), self.depth, self.movable, self.base)

    def fill(self, path: str, slots: Mapping[str, str]) -> bytes:
        """Return the page for the address `path` (site-relative). KeyError for a missing or an unknown slot."""
        depth = path.count("/")
        compiled = self._compiled.get(depth) or self._compile(depth)
        if slots.keys() != compiled.keys:
            raise KeyError(*sorted(slots.keys() ^ compiled.keys))
        filled = {
            key: _rebased(_escaped(key, value).encode(), compiled.root)
            for key, value in slots.items()
        }
        pieces = [compiled.first]
        for key, literal in compiled.rest:
            pieces += filled[key]
            pieces.append(literal)
        return b"".join(pieces)

    def _root(self, depth: int) -> str:
        return self.base if self.base is not None else "/".join([".."] * depth) or "."

    def _compile(self, depth: int) -> _Compiled:
        if depth != self.depth and not self.movable:
            raise ValueError(f"a page of depth {self.depth} cannot move to depth {depth}")
        root = self._root(depth)
        first, *literals = (part.replace(_ROOT, root).encode() for part in self.parts[::2])
        rest = tuple(zip(self.parts[1::2], literals, strict=True))
        compiled = self._compiled[depth] = _Compiled(
            root.encode(), frozenset(self.keys), first, rest
        )
        return compiled


@dataclass(frozen=True)
class MkDocsSite:
    """What MkDocs made: layouts by kind, hand-written pages by address, other files by output path."""

    layouts: Mapping[str, Layout]
    pages: Mapping[str, Layout]
    files: Mapping[str, Path]


def parse(text: str, path: str, link: Callable[[str], str], base: str | None = None) -> Layout:
    """Divide the page `text` that MkDocs made for the address `path`.

    `link` gives the address of a record's id, for links written as `duthao:<id>`; `duthao:/<address>`
    names an address of the site itself.
    """
    depth = path.count("/")
    text = _tight(text)
    text = _RECORD_LINK.sub(lambda match: f"{_ROOT}/{_address(match[1], link)}", text)
    if base is None and depth:
        prefix = re.escape("/".join([".."] * depth))
        text = re.sub(rf"""(?<=["']){prefix}(?=[/"'])""", _ROOT, text)
    movable = base is None and depth > 0 and not _RELATIVE.search(text)
    return Layout(tuple(_SLOT.split(text)), depth, movable, base)


def _tight(text: str) -> str:
    """The page with every run of space that holds a line's end made one line's end, but where space shows."""
    pieces = _VERBATIM.split(text)  # other text, what is verbatim, its tag, other text …
    pieces[::3] = [_INDENT.sub("\n", piece) for piece in pieces[::3]]
    del pieces[2::3]
    return "".join(pieces).lstrip()


def slot_arguments(key: str) -> tuple[str, dict[str, str]]:
    """The name and the arguments of a slot: `open limit=5` → `("open", {"limit": "5"})`."""
    name, *arguments = key.split(" ")
    return name, dict(argument.split("=", 1) for argument in arguments)


def _address(target: str, link: Callable[[str], str]) -> str:
    return target.removeprefix("/") if target.startswith("/") else link(target)


def _escaped(key: str, value: str) -> str:
    return html.escape(value) if key in TEXT else value


def _rebased(filled: bytes, root: bytes) -> list[bytes]:
    """The value of a slot, in pieces, with `root` for `~` in every `="~/`.

    Looking for the one byte takes an eighth of the time of replacing the four.
    """
    pieces: list[bytes] = []
    start, place = 0, filled.find(b"~")
    while place >= 0:
        if filled[place - 2 : place + 2] == b'="~/':
            pieces += (filled[start:place], root)
            start = place + 1
        place = filled.find(b"~", place + 1)
    pieces.append(filled[start:])
    return pieces
