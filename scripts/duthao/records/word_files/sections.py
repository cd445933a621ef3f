"""Parts of a proposal or an explanation that are sections of a record's body: its headings are nearly those of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.papers import TELLING, Paper, PaperLine, is_rule
from duthao.records.word_files.source_sentences import single
from duthao.text import fold

# The first that fits counts: "nội dung mới" before "nội dung".
_KEYS = (
    ("contested", re.compile(r"y kien khac nhau|con y kien|van de kho|xin y kien|can xin y kien|y kien chua thong nhat")),
    ("new", re.compile(r"diem moi|noi dung moi|nhung (?:noi dung|diem) (?:sua doi|thay doi)|noi dung sua doi|so voi quy dinh hien hanh")),
    ("necessity", re.compile(r"su can thiet|ly do ban hanh|can cu ban hanh va su can thiet|tinh cap thiet")),
    ("purpose", re.compile(r"muc dich|quan diem|muc tieu")),
    ("scope", re.compile(r"pham vi(?:$|,| dieu chinh| ap dung| va doi tuong)|doi tuong (?:ap dung|dieu chinh)")),
    ("content", re.compile(r"noi dung (?:co ban|chinh|chu yeu|cua du thao|du thao)|bo cuc")),
)  # fmt: skip
_NUMBERED = re.compile(
    r"(?P<number>[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,2})\s*(?:[.)/:]|-(?=\s))\s*(?P<title>\S.*)",
    re.DOTALL,
)
_PART = re.compile(
    r"phần\s+(?:[IVX]+|\d+|thứ\s+\w+)\s*[.:-]?\s*(?P<title>\S.{0,150})", re.IGNORECASE
)
_END = re.compile(r"^(?:tren day la|(?:kt|tm|tuq|tl)\. |giam doc$|chu tich$|kinh trinh|noi nhan|xin trinh|\(?(?:gui|xin gui) kem|.{0,40}kinh (?:trinh|de nghi).{0,60}xem xet|tai lieu (?:gui|trinh) kem)")  # fmt: skip
_LONGEST = 160  # characters of a heading
_SHORT = 80  # of one without a number
_MOST = 60  # paragraphs of one section: more is an attachment
_LIST = re.compile(r"^(?:[-+*•\u2013]|[a-zđ]\))\s*")


class _Heading(NamedTuple):
    level: int
    number: int
    title: str
    rest: str


def find(papers: Sequence[Paper]) -> Iterator[FieldCandidate]:
    """Candidates for `body.<key>`, one for each paragraph; of notices only what stands under such headings too."""
    for paper in papers:
        if paper.kind in TELLING:
            yield from _of_paper(paper)


def _of_paper(paper: Paper) -> Iterator[FieldCandidate]:
    within: list[tuple[str, _Heading]] = []  # the sections that are open, the widest first
    taken: dict[str, int] = {}
    for line in paper.lines:
        text = single(line.text)
        if is_rule(text):
            continue
        if _END.match(fold(text)):
            within.clear()
            continue
        if heading := _heading(text):
            named = _key(heading.title)
            while within and _ends(heading, within[-1][1], bool(named)):
                within.pop()
            if named:
                within.append((named, heading))
                text = heading.rest
        if not within or not text:
            continue
        key = within[-1][0]
        taken[key] = taken.get(key, 0) + 1
        if taken[key] <= _MOST:
            yield _paragraph(paper, line, key, text)


def _paragraph(paper: Paper, line: PaperLine, key: str, text: str) -> FieldCandidate:
    plain = _LIST.sub("", text)
    value = f"- {plain}" if _LIST.match(text) and not text[0].isalpha() else text
    if key == "new":
        value = plain.rstrip(" ;.")
    return FieldCandidate(f"body.{key}", value, plain.rstrip(" ;."), paper.source(line))


def _ends(heading: _Heading, before: _Heading, named: bool) -> bool:
    """Whether a heading ends a section: one above it, or the next one beside it, or any beside it that begins a section."""
    beside = heading.level == before.level
    return heading.level < before.level or (
        beside and (named or not heading.number or heading.number == before.number + 1)
    )


def _heading(text: str) -> _Heading | None:
    match = _NUMBERED.match(text)
    if match is None:
        if part := _PART.match(text):
            return _Heading(0, 0, part["title"], "")
        short = len(text) <= _SHORT and text[-1] not in ".;:,"
        if short and any(pattern.match(fold(text)) for _, pattern in _KEYS):
            return _Heading(1, 0, text, "")
        if text.isupper() and 8 < len(text) <= _LONGEST:
            return _Heading(1, 0, text, "")
        return None
    title, rest = match["title"], ""
    if len(text) > _LONGEST or ": " in title:
        title, colon, rest = title.partition(":")
        if not colon or len(title) > _LONGEST:
            return None
    level, number = _rank(match["number"])
    return _Heading(level, number, title, rest.strip())


def _rank(number: str) -> tuple[int, int]:
    """The level of a heading by the manner of its number, and its number."""
    if number[0].isdigit():
        parts = number.split(".")
        return 2 + len(parts) - 1, int(parts[-1])
    if all(c in "IVX" for c in number):
        values = {"I": 1, "V": 5, "X": 10}
        numbers = [values[c] for c in number]
        return 1, sum(
            -v if n + 1 < len(numbers) and v < numbers[n + 1] else v for n, v in enumerate(numbers)
        )
    return 0, ord(number) - ord("A") + 1


def _key(title: str) -> str:
    folded = fold(title)
    return next((key for key, pattern in _KEYS if pattern.search(folded[:100])), "")
