"""What a packed office file would run, or fetch from elsewhere, when it is opened."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from duthao.records.file_contents.extracted_content import Trace
from duthao.records.packed_files import elements, member_bytes

MACROS = re.compile(
    r"(?:^|/)vbaProject\.bin$|(?:^|/)vbaData\.xml$|(?:^|/)activeX/|(?:^|/)macrosheets/|^Basic/|^Scripts/",
    re.IGNORECASE,
)
EMBEDDED = re.compile(r"/(?:embeddings/(?!.*\.(?:xlsx|docx|pptx)$)|.*\boleObject[^/]*\.bin$)", re.I)
_EXECUTABLE = re.compile(
    r"\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|msi|lnk|cpl|sh)$", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"(?:https?|ftp)://|\\\\|//|file:/{2,4}[^/\\]{2,}[\\/]", re.IGNORECASE)
_LOCAL = re.compile(r"file:/*[A-Za-z]:", re.IGNORECASE)
SCRIPT_LINK = re.compile(
    r"\s*(?:javascript|vbscript|data|ms-[a-z-]+|search-ms|search):", re.IGNORECASE
)
_DDE_FIELD = re.compile(r"\s*(?:DDE|DDEAUTO)\b", re.IGNORECASE)
_FETCHING_FIELD = re.compile(
    r'\s*(?:INCLUDETEXT|INCLUDEPICTURE|IMPORT)\s+"?(?:https?:|ftp:|\\\\)', re.IGNORECASE
)
DDE_FORMULA = re.compile(r"[\w.]{2,40}\|['\"]|\bDDE\s*\(|\b(?:CALL|REGISTER\.ID|EXEC)\s*\(")
_LABELS = {"attachedTemplate": "remote-template", "frame": "remote-part", "aFChunk": "embedded"}


def of_archive(archive: zipfile.ZipFile, by_name: Mapping[str, zipfile.ZipInfo]) -> Iterator[Trace]:
    """Every such part, with its name in the archive."""
    for name, member in by_name.items():
        if EMBEDDED.search(name):
            yield Trace("embedded", name)
        elif is_program(name, _head(archive, member)):
            yield Trace("executable", name)
        elif name.endswith(".rels"):
            yield from _relations(member_bytes(archive, member))


def _head(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        return stream.read(4)


def is_program(name: str, head: bytes) -> bool:
    """Whether a part is a program, by its name or by its first four bytes."""
    return bool(_EXECUTABLE.search(name)) or head[:2] in (b"MZ", b"#!") or head == b"\x7fELF"


def _relations(raw: bytes) -> Iterator[Trace]:
    """Targets outside the file; links that a reader would have to click are none, unless they run something."""
    for relation, _ in elements(raw, "Relationship"):
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        target = str(relation.get("Target", ""))
        if kind == "aFChunk":
            yield Trace("embedded", target[:120])
        elif relation.get("TargetMode") != "External":
            continue
        elif SCRIPT_LINK.match(target) and not target.startswith("data:image/"):
            yield Trace("script-link", target[:60])
        elif kind in ("hyperlink", "externalLinkPath", "externalLinkLong"):
            continue  # a workbook's links to others are told by their own part
        elif kind == "oleObject":
            yield Trace("embedded", target[:120])
        elif _ELSEWHERE.match(target) and not _LOCAL.match(target):
            yield Trace(_LABELS.get(kind, "remote-part"), target[:120])


def mail_addresses(
    archive: zipfile.ZipFile, by_name: Mapping[str, zipfile.ZipInfo]
) -> Iterator[str]:
    """To whom links write: the words that are shown may say something else."""
    for name, member in by_name.items():
        if name.endswith(".rels") and b"mailto:" in (raw := member_bytes(archive, member)).lower():
            for relation, _ in elements(raw, "Relationship"):
                target = str(relation.get("Target", ""))
                if target.lower().startswith("mailto:"):
                    yield target[7:]


def of_fields(root: Any) -> Iterator[Trace]:
    """Fields of a Word part that call another program or fetch a file; their text may be cut over several runs."""
    code: list[str] = []
    for element in root.iter("{*}instrText", "{*}fldSimple", "{*}fldChar"):
        name = element.tag.rpartition("}")[2]
        if name == "instrText":
            code.append(element.text or "")
            continue
        if name == "fldSimple":
            yield from of_code(next((v for k, v in element.items() if k.endswith("}instr")), ""))
        yield from of_code("".join(code))
        code.clear()
    yield from of_code("".join(code))


def of_code(code: str) -> Iterator[Trace]:
    """Of the code of one field."""
    if _DDE_FIELD.match(code):
        yield Trace("dde", "DDE")
    elif _FETCHING_FIELD.match(code):
        yield Trace("remote-part", code.strip()[:120])
