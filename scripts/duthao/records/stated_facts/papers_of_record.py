"""Which files of a record speak for it now: the latest version of its draft, and the papers with which it is sent out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.language_codes import VIETNAMESE
from duthao.records import sensitive_data
from duthao.records.attachments import Attachment
from duthao.records.record import Record
from duthao.records.stated_facts.stated import Statement

DRAFT = "du-thao"
ISSUED = "van-ban-ban-hanh"
# Papers that ask for opinions on this draft or go with it; those on appraisal, on opinions and on other texts tell other days.
SENT_OUT = (
    DRAFT,
    "to-trinh",
    "ban-so-sanh",
    "phieu-gop-y",
    "tai-lieu-khac",
    "tai-lieu-truyen-thong",
)
_UNREADABLE = frozenset({"scanned-pages"})


class PaperOfRecord(NamedTuple):
    """A document of the record with its file."""

    document: Document
    file: Attachment

    def of(self, kind: str) -> list[Statement]:
        """Its statements of that kind."""
        return [s for s in self.file.scan.statements if s.kind == kind]

    @property
    def is_readable(self) -> bool:
        """Whether all its text was read: no picture of a page, no table of another program."""
        scan = self.file.scan
        return not scan.faults and not any(t.kind in _UNREADABLE for t in scan.traces)

    def says(self, statement: Statement) -> str:
        """`du-thao.docx, đoạn 12: «…»`; without its sentence where that holds something of a person."""
        where = f"{self.file.name}, {statement.place}"
        if next(sensitive_data.personal(statement.text), None):
            return where
        return f"{where}: «{statement.text}»"


def papers(record: Record, *kinds: str) -> Iterator[PaperOfRecord]:
    """The papers of these kinds in Vietnamese; of drafts those of the latest version."""
    listed = [d for _, d in record.documents() if d.kind in kinds and d.language == VIETNAMESE]
    latest = max((d.version for d in listed if d.kind == DRAFT), default=0)
    for document in listed:
        file = record.files.get(document.file or "")
        if file and (document.kind != DRAFT or document.version == latest):
            yield PaperOfRecord(document, file)
