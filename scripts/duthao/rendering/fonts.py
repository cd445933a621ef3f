"""Which font files paper and pictures are set with: an explicit list, each file read before it is trusted.

A font that lacks a few Vietnamese letters prints boxes that nobody sees until the paper hangs on a board,
so a family counts only when all its files are there and each holds every letter of `REQUIRED`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from duthao.errors import DuthaoError, Say
from duthao.text import nfc

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_MARKS = "\u00a0–—…“”‘’«»·•₫§°²³×"


def vietnamese() -> str:
    """The 134 letters of Vietnamese beyond ASCII, both cases, precomposed."""
    small = "đ" + "".join(nfc(vowel + tone) for vowel in _VOWELS for tone in _TONES)
    letters = dict.fromkeys(small + small.upper())
    return "".join(letter for letter in letters if not letter.isascii())


REQUIRED = frozenset(vietnamese() + _ASCII + _MARKS)
_UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}  # (platform, encoding) of a cmap


class Candidate(NamedTuple):
    """A family as it names itself, with the file names of its faces; all of one row lie in one folder."""

    family: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A family that is on this machine, whole and with every Vietnamese letter."""

    name: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FontSet:
    """The fonts of a build: `serif` for what looks like a document, `sans` for what hangs on a wall.

    `digest` (hex) changes when any file changes; `description` is one English line for health.json.
    """

    serif: FontFamily
    sans: FontFamily
    digest: str

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that may be embedded, and no other."""
        return self.serif.files + self.sans.files

    @property
    def description(self) -> str:
        return f"{self.serif.name}, {self.sans.name} (sha256 {self.digest[:12]})"

    @property
    def warning(self) -> Say | None:
        """What whoever builds must know: notices are set in a face that Decree 30/2020 does not name."""
        if self.serif.name in TWINS:
            return None
        return Say(
            f"Máy này không có {', '.join(TWINS)}: thông báo được dàn bằng {self.serif.name}.",
            f"None of {', '.join(TWINS)} is on this machine: notices are set in {self.serif.name}.",
        )


_FOUR = ("Regular", "Bold", "Italic", "BoldItalic")
SERIFS = (
    Candidate(
        "Times New Roman",
        (
            ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
            (
                "Times_New_Roman.ttf",
                "Times_New_Roman_Bold.ttf",
                "Times_New_Roman_Italic.ttf",
                "Times_New_Roman_Bold_Italic.ttf",
            ),
            (
                "Times New Roman.ttf",
                "Times New Roman Bold.ttf",
                "Times New Roman Italic.ttf",
                "Times New Roman Bold Italic.ttf",
            ),
        ),
    ),
    Candidate("Tinos", (tuple(f"Tinos-{face}.ttf" for face in _FOUR),)),
    Candidate("Liberation Serif", (tuple(f"LiberationSerif-{face}.ttf" for face in _FOUR),)),
    Candidate("Noto Serif", (("NotoSerif[wdth,wght].ttf", "NotoSerif-Italic[wdth,wght].ttf"),)),
)
# Times New Roman, and what has its widths.
TWINS = tuple(candidate.family for candidate in SERIFS[:3])
SANS = (
    Candidate(
        "Be Vietnam Pro",
        (
            tuple(
                f"BeVietnamPro-{face}.ttf"
                for face in ("Regular", "Italic", "Medium", "SemiBold", "Bold", "ExtraBold")
            ),
        ),
    ),
)
_SYSTEM = {
    "linux": (
        "/usr/share/fonts/truetype/msttcorefonts",
        "/usr/share/fonts/msttcore",
        "/usr/share/fonts/TTF",
        "/usr/share/fonts/truetype/croscore",
        "/usr/share/fonts/google-croscore",
        "/usr/share/fonts/truetype/tinos",
        "/usr/share/fonts/truetype/liberation2",
        "/usr/share/fonts/truetype/liberation",
        "/usr/share/fonts/liberation-serif-fonts",
        "/usr/share/fonts/liberation-serif",
        "/usr/share/fonts/liberation",
    ),
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/System/Library/Fonts/Supplemental", "/Library/Fonts"),
}
_PACKAGES = ("fontpkg_noto_serif", "fontpkg_be_vietnam_pro")


@lru_cache(maxsize=1)
def installed() -> FontSet:
    """The fonts of this machine, found once in a process. Raises DuthaoError when there are none."""
    return choose(tuple(folders()))


def folders() -> Iterator[Path]:
    """Where fonts are looked for: the usual places of this system, then the installed font packages."""
    yield from map(Path, _SYSTEM.get(sys.platform, ()))
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        for root in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(root) / "files"


def choose(where: Sequence[Path]) -> FontSet:
    """The first serif and the first sans that are whole in one of the folders `where`."""
    serif, sans = _first(SERIFS, where), _first(SANS, where)
    digest = hashlib.sha256()
    for file in serif.files + sans.files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return FontSet(serif, sans, digest.hexdigest())


def _first(candidates: Iterable[Candidate], where: Sequence[Path]) -> FontFamily:
    families = tuple(candidates)
    for family, rows in families:
        for files in (tuple(folder / name for name in row) for row in rows for folder in where):
            if all(file.is_file() and not missing_characters(file.read_bytes()) for file in files):
                return FontFamily(family, files)
    names = ", ".join(candidate.family for candidate in families)
    raise DuthaoError(
        Say(
            f"Không tìm thấy phông chữ đủ chữ tiếng Việt trong số: {names}. "
            f"Cài gói PyPI {' và '.join(_PACKAGES).replace('_', '-')}.",
            f"No font with every Vietnamese letter among: {names}. "
            f"Install {' and '.join(_PACKAGES).replace('_', '-')} from PyPI.",
        )
    )


@lru_cache(maxsize=64)
def has_glyphs(text: str) -> bool:
    """Whether the serif of this machine has a glyph for every letter of `text` (a script in another language)."""
    return not missing_characters(installed().serif.files[0].read_bytes(), frozenset(text) - {"\n"})


def missing_characters(font: bytes, wanted: Collection[str] = REQUIRED) -> str:
    """The characters of `wanted` for which a TrueType or OpenType file has no glyph, in order.

    What cannot be read as a font lacks them all.
    """
    codes = sorted(map(ord, wanted))
    try:
        has = {code for table in _cmaps(font, codes) for code in table}
    except (struct.error, LookupError):
        has = set()
    return "".join(chr(code) for code in codes if code not in has)


def _cmaps(font: bytes, wanted: Sequence[int]) -> Iterator[Iterator[int]]:
    """For each Unicode `cmap` of a font the wanted code points with a glyph (OpenType spec, `cmap`)."""
    (count,) = struct.unpack_from(">4xH", font)
    tables = dict(struct.unpack_from(">4s4xI4x", font, 12 + 16 * row) for row in range(count))
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">2xH", font, cmap)
    for row in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * row)
        if (platform, encoding) not in _UNICODE:
            continue
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == 4:
            yield _segments(font, cmap + offset, wanted)
        elif kind == 12:
            yield _groups(font, cmap + offset, wanted)


def _between(wanted: Sequence[int], start: int, end: int) -> Sequence[int]:
    return wanted[bisect_left(wanted, start) : bisect_right(wanted, end)]


def _segments(font: bytes, at: int, wanted: Sequence[int]) -> Iterator[int]:
    """Format 4: the basic plane in segments of (end, start, delta, offset of glyph numbers)."""
    (double,) = struct.unpack_from(">6xH", font, at)
    ends, starts, deltas, offsets = (
        at + 14,
        at + 16 + double,
        at + 16 + 2 * double,
        at + 16 + 3 * double,
    )
    for step in range(0, double, 2):
        (end,), (start,) = (
            struct.unpack_from(">H", font, table + step) for table in (ends, starts)
        )
        for code in _between(wanted, start, end):
            (delta,), (offset,) = (
                struct.unpack_from(">H", font, table + step) for table in (deltas, offsets)
            )
            if offset:
                place = offsets + step + offset + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", font, place)
                glyph = glyph and glyph + delta
            else:
                glyph = code + delta
            if glyph & 0xFFFF:
                yield code


def _groups(font: bytes, at: int, wanted: Sequence[int]) -> Iterator[int]:
    """Format 12: all planes in groups of (start, end, first glyph)."""
    (count,) = struct.unpack_from(">12xI", font, at)
    for start, end, glyph in struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * count]):
        yield from (code for code in _between(wanted, start, end) if glyph + code - start)
