"""The articles of a draft with their headings, out of the file that is published with it."""

from __future__ import annotations

from typing import NamedTuple

from duthao.domain import provisions
from duthao.records.record import Record

_DRAFT = "du-thao"
_MAX_HEADING = 120  # characters: more is the text of an article without a heading


class Article(NamedTuple):
    """An article: its key (`dieu-4`), and its heading ("" where it has none)."""

    ref: str
    heading: str

    @property
    def words(self) -> str:
        """`Điều 4. Mức hỗ trợ`."""
        name = provisions.reference_words(self.ref)
        return f"{name}. {self.heading}" if self.heading else name


def heading_of(text: str) -> str:
    """The heading that stands behind the number of an article; "" where it is the text of one without a heading."""
    return text.rstrip("./") if len(text) <= _MAX_HEADING else ""


def articles(record: Record) -> tuple[Article, ...]:
    """The articles of the latest version of the draft; none where they are not told for sure (see `provisions.found_in`)."""
    listed = [document for _, document in record.documents() if document.kind == _DRAFT]
    for document in sorted(listed, key=lambda d: d.version, reverse=True):
        file = record.files.get(document.file or "")
        if file and file.scan.articles:
            return tuple(Article(ref, heading_of(heading)) for ref, heading in file.scan.articles)
    return ()
