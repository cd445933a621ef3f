"""Paths to documents, each read in the process that can be stopped; every file that cannot be read is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from duthao.errors import Say
from duthao.records import attachment_scan, sensitive_data
from duthao.records.word_files import paragraph_reader
from duthao.records.word_files.document import WordDocument, from_answer

_SECRET = Say(
    "tệp có dấu chỉ độ mật ({mark}). Không lấy gì từ hồ sơ này; báo người phụ trách bảo vệ bí mật nhà nước.",
    "the file bears a mark of secrecy ({mark}). Nothing is taken from this dossier; tell who is in charge of state secrets.",
)


def read(
    paths: Sequence[Path], seconds: float = attachment_scan.SECONDS
) -> tuple[list[WordDocument], list[Say]]:
    """The documents, and for each file that is none why, with its name."""
    documents: list[WordDocument] = []
    faults: list[Say] = []
    for path in paths:
        document = paragraph_reader.fault_of_name(path) or _read(path, seconds)
        if isinstance(document, WordDocument):
            documents.append(document)
        else:
            faults.append(Say(f"{path.name}: {document.vi}", f"{path.name}: {document.en}"))
    return documents, faults


def _read(path: Path, seconds: float) -> WordDocument | Say:
    question = {"path": str(path), "suffix": path.suffix.lower(), "paragraphs": True}
    answer = attachment_scan.ask(question, seconds) or {"fault": "unread"}
    if "blocks" not in answer:
        fault = answer.get("fault", "damaged")
        return paragraph_reader.FAULTS.get(fault, paragraph_reader.FAULTS["damaged"])
    document = from_answer(path.name, answer)
    if mark := next(sensitive_data.marks(document.text), None):
        return _secret(mark)
    # Headers, boxes, comments, properties, hidden and deleted text are no part of the document that was read.
    search = {"path": str(path), "suffix": path.suffix.lower(), "packed": []}
    whole = attachment_scan.ask(search, seconds)
    if whole is None:
        return paragraph_reader.FAULTS["unread"]
    hits = (sensitive_data.Hit(*hit) for hit in whole["hits"])
    marks = (hit for hit in hits if hit.kind == "mark")
    return next((_secret(mark) for mark in marks), document)


def _secret(mark: sensitive_data.Hit) -> Say:
    return Say(_SECRET.vi.format(mark=mark.value), _SECRET.en.format(mark=mark.value))
