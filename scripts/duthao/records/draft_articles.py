"""The articles of a draft with their headings, out of the file that is published with it."""

from __future__ import annotations

from duthao.domain.provisions import Article, heading_of
from duthao.records.record import Record

_DRAFT = "du-thao"


def articles(record: Record) -> tuple[Article, ...]:
    """The articles of the latest version of the draft; none where they are not told for sure (see `provisions.found_in`)."""
    listed = [document for _, document in record.documents() if document.kind == _DRAFT]
    for document in sorted(listed, key=lambda d: d.version, reverse=True):
        file = record.files.get(document.file or "")
        if file and file.scan.articles:
            return tuple(Article(ref, heading_of(heading)) for ref, heading in file.scan.articles)
    return ()
