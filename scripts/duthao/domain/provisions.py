"""References into the text of a draft: `dieu-4.khoan-2.diem-a`, said as "điểm a khoản 2 Điều 4".

In keys the letter đ is written `dd`, since `d` is another point.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from duthao.text import fold, nfc

REFERENCE = re.compile(
    r"chuong-[1-9]\d{0,2}(?:\.muc-[1-9]\d{0,2})?"
    r"|muc-[1-9]\d{0,2}"
    r"|dieu-[1-9]\d{0,2}[a-z]?(?:\.khoan-[1-9]\d{0,2}[a-z]?)?(?:\.diem-(?:dd|[a-z])\d{0,2})?"
)
# The order of points in a Vietnamese text: đ comes after d.
_POINTS = ("a", "b", "c", "d", "dd", *"efghijklmnopqrstuvwxyz")
_LEVEL = {"chuong": "Chương", "muc": "Mục", "dieu": "Điều", "khoan": "khoản", "diem": "điểm"}
_STEP = re.compile(
    r"(?P<level>chương|chuong|mục|muc|điều|dieu|khoản|khoan|điểm|diem)\s*[-:]?\s*"
    r"(?P<number>\d{1,3}[a-z]?|[ivxlc]{1,7}|dd|[a-zđ]\d{0,2})(?![\wđ])\)?"
)
_BETWEEN = re.compile(r"(?:[\s,;./>–-]|của|cua|thuộc|thuoc|dự|du|thảo|thao)*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def parse(text: str) -> str | None:
    """`Điểm đ, khoản 2 Điều 4` or `dieu-4.khoan-2.diem-dd` → the key; None where it is neither, or names more than one place."""
    text = nfc(text).lower().strip()
    if REFERENCE.fullmatch(text):
        return text
    steps: dict[str, str] = {}
    here = 0
    while here < len(text):
        match = _STEP.match(text, here)
        if match:
            level = fold(match["level"])
            number = _number(level, match["number"])
            if level in steps or number is None:
                return None
            steps[level] = number
            here = match.end()
        between = _BETWEEN.match(text, here)
        assert between
        if not match and between.end() == here:
            return None
        here = between.end()
    key = ".".join(f"{level}-{steps[level]}" for level in _LEVEL if level in steps)
    if "dieu" in steps:  # the article says in which chapter it stands
        key = ".".join(part for part in key.split(".") if not part.startswith(("chuong", "muc")))
    return key if REFERENCE.fullmatch(key) else None


def _number(level: str, text: str) -> str | None:
    if level == "diem":
        return text.replace("đ", "dd") if not text[0].isdigit() else None
    if level == "chuong" and text[0] in _ROMAN:
        return str(_roman(text)) if all(c in _ROMAN for c in text) else None
    return text if text[0].isdigit() else None


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))


def reference_words(reference: str) -> str:
    """`dieu-4.khoan-2.diem-dd` → `điểm đ khoản 2 Điều 4`; "" for "". The first letter is small where a text goes on."""
    steps = [step.partition("-")[::2] for step in reference.split(".") if step]
    return " ".join(f"{_LEVEL[level]} {_shown(number)}" for level, number in reversed(steps))


def _shown(number: str) -> str:
    return number.replace("dd", "đ")


_ARTICLE = re.compile(
    r"^[ \t“\"]*Điều[ \t]+([1-9]\d{0,2}[a-z]?)[ \t]*[.:][ \t]*([^\n]{0,200})", re.MULTILINE
)
_CLAUSE = re.compile(r"^[ \t]*([1-9]\d?)\.[ \t]", re.MULTILINE)


def found_in(text: str) -> tuple[str, ...]:
    """Articles and clauses that stand in the text of a draft, as keys; none where its articles are not told for sure.

    They are sure where they are numbered from 1 without a gap and each once, as in every draft that attaches no regulation
    with articles of its own; so are the clauses of an article.
    """
    matches = list(_ARTICLE.finditer(text))
    numbers = [match[1] for match in matches]
    plain = sorted(int(number) for number in numbers if number.isdigit())
    if not plain or plain != list(range(1, plain[-1] + 1)) or len(set(numbers)) < len(numbers):
        return ()
    found: dict[str, None] = {}
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        key = f"dieu-{match[1]}"
        found[key] = None
        inner = text[match.end() : following.start() if following else len(text)]
        clauses = [int(m[1]) for m in _CLAUSE.finditer(inner)]
        if clauses == list(range(1, len(clauses) + 1)):
            found |= {f"{key}.khoan-{n}": None for n in clauses}
    return tuple(found)


def headings_in(text: str) -> dict[str, str]:
    """What stands behind the number of each article in the text of a draft, by key; at most 200 characters."""
    return {f"dieu-{match[1]}": match[2].strip() for match in _ARTICLE.finditer(text)}


def article(reference: str) -> str:
    """The largest unit that holds it: `dieu-4` of `dieu-4.khoan-2`; "" for ""."""
    return reference.partition(".")[0]


def order(reference: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key: as the provisions stand in a text; what has no reference comes first."""
    return tuple(_step_order(step) for step in reference.split(".") if step)


def _step_order(step: str) -> tuple[int, int, str]:
    level, _, number = step.partition("-")
    rank = list(_LEVEL).index(level)
    if level == "diem":
        letter, digits = re.fullmatch(r"([a-z]+)(\d*)", number).groups()  # type: ignore[union-attr]
        return rank, _POINTS.index(letter), digits
    digits, letter = re.fullmatch(r"(\d+)([a-z]?)", number).groups()  # type: ignore[union-attr]
    return rank, int(digits), letter


_MAX_HEADING = 120  # characters: more is the text of an article without a heading


class Article(NamedTuple):
    """An article: its key (`dieu-4`), and its heading ("" where it has none)."""

    ref: str
    heading: str

    @property
    def words(self) -> str:
        """`Điều 4. Mức hỗ trợ`."""
        name = reference_words(self.ref)
        return f"{name}. {self.heading}" if self.heading else name


def heading_of(text: str) -> str:
    """The heading that stands behind the number of an article; "" where it is the text of one without a heading."""
    return text.rstrip("./") if len(text) <= _MAX_HEADING else ""
