"""Reads a finished PDF as a ruler and a reader would: runs of text with place, size and face, and rules.

Lengths are millimetres from the top left corner of an A4 page, type is in points.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

import pikepdf
from PIL import Image

MM = 25.4 / 72
TALL = 297.0


class Face:
    """A font of the file: its name, what its codes mean and how wide they are (1/1000 em)."""

    def __init__(self, font: pikepdf.Object) -> None:
        below = font.DescendantFonts[0]
        self.name = str(font.BaseFont).partition("+")[2]
        self.italic = float(below.FontDescriptor.ItalicAngle) != 0
        pairs = re.findall(
            r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes().decode("ascii")
        )
        self.letters = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs
        }
        self.widths = dict(_widths(list(below.W)))
        self.known = {
            self.letters[code]: width for code, width in self.widths.items() if code in self.letters
        }

    def heavier_than(self, other: Face) -> bool:
        """Whether its letters are wider: a bold instance of a variable font bears the regular's name and stem."""
        shared = [c for c in self.known if c in other.known and c.isalpha()]
        return len(shared) > 2 and sum(self.known[c] for c in shared) > 1.02 * sum(
            other.known[c] for c in shared
        )


def _widths(table: list[Any]) -> Iterator[tuple[int, float]]:
    """The two forms of a PDF's `W`: first code and a list of widths; first and last code and one width."""
    while table:
        first, following, *table = table
        if isinstance(following, pikepdf.Array):
            yield from ((int(first) + step, float(width)) for step, width in enumerate(following))
        else:
            width, *table = table
            yield from ((code, float(width)) for code in range(int(first), int(following) + 1))


class Run(NamedTuple):
    """A run of text: page from 1, left end and baseline, width, size of type, ink (0 is black)."""

    page: int
    text: str
    x: float
    y: float
    width: float
    size: float
    face: Face
    ink: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def end(self) -> float:
        return self.x + self.width


class Rule(NamedTuple):
    """A straight horizontal stroke."""

    page: int
    x: float
    y: float
    length: float

    @property
    def middle(self) -> float:
        return self.x + self.length / 2


class Place(NamedTuple):
    """A matrix that moves and scales, as all do here: origin and scales in PDF units."""

    x: float
    y: float
    across: float
    up: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + self.across * x, self.y + self.up * y

    def moved(self, across: float, _b: float, _c: float, up: float, x: float, y: float) -> Place:
        return Place(*self.at(x, y), self.across * across, self.up * up)


class Printed:
    """All text and rules of a PDF, in the order of the file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.runs: list[Run] = []
        self.rules: list[Rule] = []
        for number, page in enumerate(self.pdf.pages, 1):
            self._read(number, page)

    def _read(self, number: int, page: pikepdf.Page) -> None:
        faces = {name: Face(font) for name, font in page.Resources.Font.items()}
        saved: list[Place] = []
        place = Place(0.0, 0.0, 1.0, 1.0)
        start: tuple[float, float] | None = None
        face, size, ink = next(iter(faces.values())), 0.0, 0.0
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "q":
                    saved.append(place)
                case "Q":
                    place = saved.pop()
                case "cm":
                    place = place.moved(*map(float, operands))
                case "scn" if operands and not isinstance(
                    operands[-1], pikepdf.Name
                ):  # a pattern has no ink of its own
                    ink = max(map(float, operands))
                case "Tf":
                    face, size = faces[str(operands[0])], float(operands[1])
                case "TJ" | "Tj":
                    text, width = _shown(operands[0] if str(operator) == "TJ" else operands, face)
                    self.runs.append(
                        Run(
                            number,
                            text,
                            place.x * MM,
                            TALL - place.y * MM,
                            width * size / 1000 * MM,
                            size,
                            face,
                            ink,
                        )
                    )
                case "m":
                    start = place.at(*map(float, operands))
                case "l":
                    end = place.at(*map(float, operands))
                    if start and abs(start[1] - end[1]) < 0.01:
                        self.rules.append(
                            Rule(
                                number,
                                start[0] * MM,
                                TALL - start[1] * MM,
                                (end[0] - start[0]) * MM,
                            )
                        )
                    start = None
                case _:
                    pass

    @cached_property
    def text(self) -> str:
        """What a reader's programme makes of the file, white space folded."""
        read = subprocess.run(
            ["pdftotext", "-", "-"], input=self.content, capture_output=True, check=True
        )
        return " ".join(read.stdout.decode("utf-8").split())

    def one(self, start: str, page: int = 1) -> Run:
        """The only run of a page that begins so."""
        (run,) = [r for r in self.runs if r.page == page and r.text.startswith(start)]
        return run

    def bold(self, run: Run) -> bool:
        """Whether there is a lighter face of the same slant and kind in the file."""
        kind = run.face.name.partition("-")[0]
        return any(
            run.face.heavier_than(r.face)
            for r in self.runs
            if r.face.italic == run.face.italic and r.face.name.partition("-")[0] == kind
        )

    def under(self, *runs: Run) -> Rule:
        """The only rule just below the last of some centred lines."""
        last = runs[-1]
        (rule,) = [
            r
            for r in self.rules
            if r.page == last.page and 0 < r.y - last.y < 4 and abs(r.middle - last.middle) < 2
        ]
        return rule


def picture(content: bytes, dpi: int, page: int = 1) -> Image.Image:
    """A page of a PDF in grey, as a screen or a printer draws it."""
    at = ["-f", str(page), "-l", str(page)]
    done = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", *at, "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(done.stdout))


def lost(content: bytes, page: int = 1, aside: str = r"^$") -> list[str]:
    """What tesseract does not read of a page at 300 dpi: nothing, where that is at most one letter or digit in a hundred.

    It loses the order of sheets with columns and types of many sizes, so words are sought in several ways of
    looking, from near, twice and three times as far. `aside` are words that are not sought (a pattern).
    """
    at = ["-f", str(page), "-l", str(page)]
    text = subprocess.run(
        ["pdftotext", "-raw", *at, "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    words = re.findall(r"\w{2,}", re.sub(aside, " ", text, flags=re.MULTILINE))
    near = picture(content, 300, page)
    seen = (near, *(near.reduce(times) for times in (2, 3)))
    if near.width > 3000:  # A3, whose large type is read from afar
        seen = seen[::-1]
    missed = words
    for shown, look in product(seen, ("4", "6", "11")):
        found = set(re.findall(r"\w+", read(shown, look)))
        missed = [word for word in missed if word not in found]
        if len("".join(missed)) <= 0.01 * len("".join(words)):
            return []
    return missed


def read(shown: Image.Image, look: str) -> str:
    """What tesseract reads of a picture, looked at in one of its ways (`--psm`)."""
    out = io.BytesIO()
    shown.save(out, "png")
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", "vie", "--psm", look],
        input=out.getvalue(),
        capture_output=True,
        check=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin"},
    )
    return done.stdout.decode()


def _shown(parts: Any, face: Face) -> tuple[str, float]:
    """Text and its width to the end of the last letter, in 1/1000 of the size."""
    text, width, end = "", 0.0, 0.0
    for part in parts:
        if not isinstance(part, pikepdf.String):
            width -= float(part)
            continue
        raw = bytes(part)
        for code in (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)):
            letter = face.letters.get(code, "")
            text, width = text + letter, width + face.widths[code]
            end = width if letter.strip() else end
    return text, end
