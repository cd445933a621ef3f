"""Text, pages, authors' names and traces out of an attachment, for the search of what must not be published.

Attachments come from many machines and some are built to break readers: nothing here raises, everything is
bounded in size, XML has no entities, and `attachment_scan` runs it in a process of its own that can be stopped.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from duthao.records.file_contents import (
    extracted_content,
    office_file,
    pdf_file,
    picture_details,
    table_cells_said,
)
from duthao.records.file_contents.extracted_content import Content, Trace
from duthao.records.packed_files import MAX_PART, member_bytes, open_archive
from duthao.text import nfc

__all__ = ["Content", "Trace", "read"]


def read(stream: IO[bytes], suffix: str, packed: frozenset[str] = frozenset()) -> Content:
    """What the file holds, by its (lower-case) suffix; `packed` are the suffixes allowed inside a .zip."""
    try:
        content = _read(stream, suffix, packed)
    except Exception:  # a broken file breaks its reader in ways that nobody can list
        return Content(faults=("damaged",))
    return content._replace(
        text=nfc(content.text[: extracted_content.MAX_TEXT]),
        beside=nfc(content.beside[: extracted_content.MAX_TEXT]),
        authors=tuple(sorted({nfc(a.strip()) for a in content.authors if a.strip()})),
        traces=tuple(trace._replace(place=nfc(trace.place)) for trace in content.traces),
    )


def _read(stream: IO[bytes], suffix: str, packed: frozenset[str]) -> Content:
    if suffix == ".pdf":
        return pdf_file.read(stream)
    if suffix in office_file.OFFICE:
        return office_file.read(stream, suffix)
    if suffix == ".zip":
        return _packed(stream, packed)
    if suffix in (".png", ".jpg", ".jpeg"):
        return picture_details.read(stream.read(MAX_PART))
    if suffix in (".txt", ".csv", ".md"):
        plain = _plain(stream.read(MAX_PART))
        return _table(plain) if suffix == ".csv" else plain
    return Content()


def _plain(raw: bytes) -> Content:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Content(raw.decode("utf-16"))
    if b"\0" in raw:
        return Content(faults=("damaged",))
    try:
        return Content(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Content(raw.decode("cp1258", "replace"))  # the Vietnamese code page of Windows


def _table(plain: Content) -> Content:
    text, active = table_cells_said.csv_text(nfc(plain.text))
    traces = [
        Trace(kind, f"dòng {cells[0][0]} «{cells[0][1][:40]}»", len(cells))
        for kind, sure in (("formula", True), ("formula-like", False))
        if (cells := [(n, c) for n, c in active if table_cells_said.is_formula(c) is sure])
    ]
    return plain._replace(text=text, traces=tuple(traces))


def _packed(stream: IO[bytes], allowed: frozenset[str]) -> Content:
    opened = open_archive(stream)
    if opened is None:
        return Content(faults=("bomb",))
    archive, members = opened
    content = Content()
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        suffix = path.suffix.lower()
        if path.is_absolute() or ".." in path.parts or suffix not in allowed - {".zip"}:
            inner = Content(faults=("foreign",))
        elif member.flag_bits & 1:
            inner = Content(faults=("encrypted",))
        else:
            inner = read(BytesIO(member_bytes(archive, member)), suffix)
        content = Content(
            f"{content.text}\n{inner.text}"[: extracted_content.MAX_TEXT],
            None,
            content.authors + inner.authors,
            tuple(sorted({*content.faults, *inner.faults})),
            f"{content.beside}\n{inner.beside}"[: extracted_content.MAX_TEXT],
            content.traces
            + tuple(t._replace(place=f"{path.name} {t.place}".strip()) for t in inner.traces),
        )
    return content
