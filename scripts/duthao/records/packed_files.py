"""Packed files from unknown machines, and the XML in them, read within bounds.

Some are built to break readers: sizes are looked at before anything is unpacked, and XML has no document type.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

MAX_PART = 60_000_000  # bytes of one file, unpacked
_MAX_MEMBERS = 5_000
_MAX_UNPACKED = 300_000_000
_MAX_RATIO = 300  # times: text of an office file packs about ten times smaller


def open_archive(stream: IO[bytes]) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]] | None:
    """The archive with its files; None when it would unpack to something unreasonable."""
    archive = zipfile.ZipFile(stream)
    members = [member for member in archive.infolist() if not member.is_dir()]
    swollen = any(
        m.file_size > 1_000_000 and m.file_size > _MAX_RATIO * max(1, m.compress_size)
        for m in members
    )
    if len(members) > _MAX_MEMBERS or sum(m.file_size for m in members) > _MAX_UNPACKED or swollen:
        return None
    return archive, members


def member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One file of an archive. Raises ValueError where it is larger than `MAX_PART`, whatever it says of itself."""
    with archive.open(member) as stream:
        raw = stream.read(MAX_PART + 1)
    if len(raw) > MAX_PART:
        raise ValueError(member.filename)
    return raw


def elements(raw: bytes, *ends: str) -> Iterator[tuple[Any, str]]:
    """Every element with its local name, when it ends; only those named `ends`, where any is named.

    Raises on a document type: office files have none.
    """
    from lxml import etree

    _refuse_document_type(raw)
    found = etree.iterparse(
        BytesIO(raw),
        events=("end",),
        tag=[f"{{*}}{name}" for name in ends] or None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in found:
        if isinstance(element.tag, str):
            yield element, etree.QName(element).localname


def tree(raw: bytes) -> Any:
    """The root of an XML part, for what has to look around an element. Raises as `elements` does."""
    from lxml import etree

    _refuse_document_type(raw)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(raw, parser)


def _refuse_document_type(raw: bytes) -> None:
    if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw:
        raise ValueError("document type")
