"""A file to what it states: only what is said plainly, with the sentence that says it and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO

from duthao import clock
from duthao.domain import provisions
from duthao.records.stated_facts import asked_opinions, written_amounts
from duthao.records.stated_facts.stated import Stated, Statement
from duthao.records.word_files import (
    deadline_sentences,
    deadlines,
    docx_reader,
    draft_titles,
    paragraph_reader,
    provisions_of_draft,
)
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.document import WordDocument, WordParagraph, from_answer
from duthao.records.word_files.papers import Paper, papers
from duthao.records.word_files.source_sentences import single
from duthao.text import fold

_MAX_STATEMENTS = 100
_MAX_SENTENCE = 240  # characters that are kept of one
_MAX_TEXT = 400_000  # characters: more is no draft
_LONGEST = 5_000  # characters of a paragraph
_MAX_NUMBERS = 5_000
_ARTICLES = 2  # headings that make a text one of articles
# Who issues it, in the line of capitals below the title.
_ISSUERS = (
    ("council", re.compile(r"hoi dong nhan dan\b")),
    ("chairman", re.compile(r"chu tich (?:uy ban nhan dan|ubnd)\b")),
    ("committee", re.compile(r"uy ban nhan dan\b")),
)
_YEAR = re.compile(r"\d{4}")
_BEFORE = re.compile(r"\btruoc\b|\bden\b(?! het)")  # "trước ngày 02/6": the first or the second
_TERM = re.compile(r"\bke? tu\b|\btu ngay\b.*\d+ ngay|\d+ ngay\b.*\btu\b")
_NUMBER = re.compile(r"Số\s*:?\s*(?P<number>\d+[a-z]?/\d{4}/[A-ZĐ][\w\-]*)")


def read(raw: bytes, suffix: str, text: str) -> Stated:
    """What a DOCX, or a PDF of which this is the text, states. Never raises: of what breaks its reader nothing is said."""
    try:
        document = _document(raw, suffix, text)
        if document is None or len(text) > _MAX_TEXT:
            return Stated()
        text = document.text  # with the numbers that Word counts, and without what is deleted
        has_articles = len(provisions.headings_in(text)) >= _ARTICLES
        found = tuple(_statements(papers([document]), has_articles))[:_MAX_STATEMENTS]
    except Exception:  # files come from anywhere
        return Stated()
    numbers = tuple(sorted(written_amounts.numbers(text)))
    return Stated(found, numbers if len(numbers) <= _MAX_NUMBERS else ())


def _document(raw: bytes, suffix: str, text: str) -> WordDocument | None:
    if suffix == ".docx":
        answer = docx_reader.read(BytesIO(raw))
        if "blocks" not in answer:
            return None
        document = from_answer("", answer)
        blocks = [b for b in document.blocks if not isinstance(b, WordParagraph) or len(b.text) <= _LONGEST]  # fmt: skip
        return document._replace(blocks=tuple(blocks))
    if suffix != ".pdf":
        return None
    pages = [paragraph_reader.paragraphs(page) for page in text.split("\f")]
    return WordDocument(
        "", tuple(_OfPage(p, n) for n, page in enumerate(pages, 1) for p in page if len(p) <= _LONGEST)
    )  # fmt: skip


class _OfPage(WordParagraph):
    """A paragraph of a PDF: its number is that of the page."""

    __slots__ = ()

    @property
    def place(self) -> str:
        return f"trang {self.number}"


def _statements(found: Sequence[Paper], has_articles: bool) -> Iterator[Statement]:
    for paper in found:
        if paper.kind == "draft" and has_articles:  # else a summary, or a leaf before the text
            yield from _of_draft(paper)
    # Papers of one file may tell each other's day, so they are asked together.
    for candidate in deadlines.find(found):
        if candidate.field == "rounds.0.closes" and candidate.value and candidate.doubt != "refused":  # fmt: skip
            yield from _closes(candidate)


def _of_draft(paper: Paper) -> Iterator[Statement]:
    for title in draft_titles.find([paper]):
        yield _statement("title", str(title.value), title)
    start = draft_titles.title_line(paper)
    for line in paper.lines[start + 1 : start + 9] if start is not None else ():
        text = single(line.text).strip(" ,*")
        if text.isupper() and (kind := next((k for k, p in _ISSUERS if p.match(fold(text))), "")):
            yield Statement("issuer", kind, text, line.place)
            break
    for line in (*paper.left[:8], *paper.lines[:4]):
        if number := _NUMBER.search(line.text):
            yield Statement("number", number["number"], single(line.text), line.place)
            break
    days = [c for c in provisions_of_draft.find([paper]) if c.field == "issued.effective"]
    if len({c.value for c in days}) == 1 and days[0].doubt == "certain":
        yield _statement("effective", str(days[0].value), days[0])


def _closes(candidate: FieldCandidate) -> Iterator[Statement]:
    """None where the sentence may speak of another step, another act or a past asking, or where no year is written."""
    about = fold(candidate.source.text)
    if not _YEAR.search(candidate.words):
        return
    if deadline_sentences.refused(candidate.source.text, candidate.words):
        return
    asked = asked_opinions.asked(candidate.source.text, candidate.words)
    if asked is None:
        return
    day = clock.parse(str(candidate.value)).day
    days = {day}
    if _BEFORE.search(fold(candidate.words)):
        days |= _near(day, 1) if "truoc" in fold(candidate.words) else _near(day, -1)
    if _TERM.search(about):
        days |= _near(day, 1) | _near(day, -1)
    kind = "closes" if asked == "everybody" else "closes_agencies"
    yield _statement(kind, " ".join(sorted(d.isoformat() for d in days)), candidate)


def _near(day: date, by: int) -> set[date]:
    return {day + timedelta(days=by)}


def _statement(kind: str, value: str, candidate: FieldCandidate) -> Statement:
    text = candidate.source.text
    start = max(0, text.find(candidate.words) + len(candidate.words) - _MAX_SENTENCE)
    cut = text[start : start + _MAX_SENTENCE]
    return Statement(kind, value, f"{'…' if start else ''}{cut}", candidate.source.place)
