"""Reads the folders of `drafts/`: a record each, or every fault in it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from duthao.domain.draft import THE_COUNTRY, Draft
from duthao.domain.fields import SLUG
from duthao.domain.language_codes import LANGUAGE
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import (
    attachments,
    body,
    front_matter,
    register_reader,
    released,
    response_table,
    responses_reader,
    settings_reader,
    validation,
)
from duthao.records.approvals import approved_content, signed_sheet
from duthao.records.faulty_fields import left_out
from duthao.records.plan_files import register_names
from duthao.records.record import FOLDER, INDEX, Record
from duthao.records.record_tables import log_reader, tables_of_record
from duthao.records.source_text import MAX_BYTES
from duthao.records.strict_yaml import KEY, Loc
from duthao.records.translation_files import translated_text
from duthao.text import closest, nfc

_ID = re.compile(SLUG)
_TRANSLATION = re.compile(rf"{LANGUAGE}\.md")
_RECORDING = re.compile(r"loa-[a-z0-9-]+\.mp3")


def ids(root: Path) -> list[str]:
    """Return the folder names of all records, sorted; names that begin with `_` or `.` are not records."""
    try:
        with os.scandir(root / FOLDER) as entries:
            return sorted(e.name for e in entries if e.is_dir() and e.name[0] not in "_.")
    except FileNotFoundError:
        return []


def unlisted_files(root: Path) -> list[Finding]:
    """Report files that lie in `drafts/` itself, where nothing would read them."""
    try:
        with os.scandir(root / FOLDER) as entries:
            names = sorted(e.name for e in entries if e.name[0] != "." and not e.is_dir())
    except FileNotFoundError:
        names = []
    return [
        Finding(
            f"{FOLDER}/{name}",
            0,
            "stray-file",
            Say(
                "Tệp nằm ngoài thư mục hồ sơ nên không được đọc.",
                "A file outside any record's folder is not read.",
            ),
            Say("Chuyển tệp vào drafts/<mã>/.", "Move it into drafts/<id>/."),
            "warning",
        )
        for name in names
    ]


def read(root: Path, draft_id: str) -> tuple[Record | None, list[Finding]]:
    """Read one record. None when it cannot be used; every fault that could be found is listed."""
    folder = root / FOLDER / draft_id
    where = f"{FOLDER}/{draft_id}/{INDEX}"
    findings = id_faults(draft_id)
    try:
        raw = _index_bytes(folder)
    except _LinkError:
        return None, [*findings, attachments.link_fault(where)]
    except OSError:
        return None, [
            *findings,
            Finding(
                where,
                0,
                "record-missing",
                Say("Thư mục hồ sơ không có tệp index.md.", "The folder has no index.md."),
                Say(
                    "Tạo hồ sơ bằng lệnh «duthao new» hoặc xóa thư mục.",
                    "Make it with `duthao new` or delete the folder.",
                ),
            ),
        ]
    source, faults = front_matter.read_document(raw, where)
    findings += faults
    if source is None:
        return None, findings
    unsure = left_out.in_yaml(faults, source.data)
    sections, faults = body.parse(source.body, where, source.body_line)
    findings += faults
    draft, faulty_fields = _draft(root, source, where, findings)
    if draft is None:
        return None, findings
    record = Record(draft_id, draft, sections, {}, "", source, faulty_fields | unsure)
    entries = _entries(str(folder))
    names, beside = {entry.name for entry in entries}, f"{FOLDER}/{draft_id}"
    log, faults = tables_of_record.log(folder, beside, names, partial(_below, entries, str(folder)))
    findings += faults
    files, side_files, faults = _files(folder, root, replace(record, log=log), entries)
    findings += faults
    table, faults = tables_of_record.responses(folder, beside, names)
    findings += faults
    history, faults = released.read(folder, beside)
    findings += faults
    translations, faults = _translations(folder, draft_id, side_files)
    findings += faults
    digests = {INDEX: hashlib.sha256(raw).hexdigest()}
    digests |= {a.name: a.sha256 for a in (*files.values(), *side_files.values())}
    record = replace(
        record,
        draft=response_table.counted(draft, table) if table else draft,
        files=files,
        side_files=side_files,
        responses=table,
        log=log,
        history=history,
        translations=translations,
        digest=_digest(str(folder), entries, digests),
    )
    return record, findings


def _translations(
    folder: Path, draft_id: str, names: Iterable[str]
) -> tuple[dict[str, translated_text.TranslatedText], list[Finding]]:
    """The record in other languages, by language, as far as the files can be used."""
    texts: dict[str, translated_text.TranslatedText] = {}
    findings: list[Finding] = []
    for name in filter(_TRANSLATION.fullmatch, names):
        lang, where = name.removesuffix(".md"), f"{FOLDER}/{draft_id}/{name}"
        with open(folder / name, "rb") as stream:
            text, faults = translated_text.read(stream.read(MAX_BYTES + 1), where, lang)
        findings += faults
        if text:
            texts[lang] = text
    return texts, findings


class _LinkError(Exception):
    """The record, or its folder, is a link: whatever it leads to is not in the folder that was approved."""


def _index_bytes(folder: Path) -> bytes:
    """Read index.md, but no more than one byte beyond what a record may have. Raises OSError."""
    index = folder / INDEX
    if folder.is_symlink() or index.is_symlink():
        raise _LinkError
    if not index.is_file():  # a pipe would be waited for
        raise FileNotFoundError
    with open(index, "rb", buffering=0) as stream:
        return stream.read(MAX_BYTES + 1)


def digest(root: Path, draft_id: str) -> str:
    """Return a digest (hex) of every byte in a record's folder, names included."""
    folder = f"{root}/{FOLDER}/{draft_id}"
    return _digest(folder, _entries(folder), {})


def _digest(folder: str, entries: list[os.DirEntry[str]], digests: Mapping[str, str]) -> str:
    """`digests` are the SHA-256 of files that were read already, by name."""
    digest_of_all = hashlib.sha256()
    for path in sorted(_below(entries, folder)):
        sha256 = digests.get(path) or _sha256(f"{folder}/{path}")
        digest_of_all.update(path.encode() + b"\0" + bytes.fromhex(sha256))
    return digest_of_all.hexdigest()


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _below(entries: list[os.DirEntry[str]], folder: str, path: str = "") -> Iterator[str]:
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            inner = f"{path}{entry.name}/"
            yield from _below(_entries(f"{folder}/{inner}"), folder, inner)
        elif entry.is_file():
            yield path + entry.name


def _sha256(path: str) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def id_faults(draft_id: str) -> list[Finding]:
    """Report an id that cannot be an address."""
    if _ID.fullmatch(draft_id) and 4 <= len(draft_id) <= 40:
        return []
    return [
        Finding(
            f"{FOLDER}/{draft_id}",
            0,
            "id-form",
            Say(
                "Tên thư mục hồ sơ phải gồm 4–40 chữ thường không dấu, chữ số, nối bằng «-».",
                "A record's folder is 4–40 lower-case letters, digits and hyphens.",
            ),
            Say("Đổi tên thư mục, ví dụ lc-2026-007.", "Rename it, e.g. lc-2026-007."),
        )
    ]


def _files(
    folder: Path, root: Path, record: Record, entries: list[os.DirEntry[str]]
) -> tuple[dict[str, attachments.Attachment], dict[str, attachments.Attachment], list[Finding]]:
    beside = {INDEX, released.NAME, *log_reader.NAMES, log_reader.EVIDENCE}
    beside |= {approved_content.NAME, signed_sheet.NAME}
    present = {e.name for e in entries if e.name[0] not in "._"} - beside
    named = record.fields_of_files()
    findings = [
        record.finding(
            "file-missing",
            loc,
            Say(
                f"Không thấy tệp «{' '.join(name.split())}» trong thư mục hồ sơ.",
                f"File `{' '.join(name.split())}` is not in the folder.",
            ),
            _closest_name(name, present),
        )
        for name, loc in named.items()
        if name not in present
    ]
    evidence = set(tables_of_record.evidence_files(record.log))
    own = {
        n
        for n in present
        if _TRANSLATION.fullmatch(n)
        or _RECORDING.fullmatch(n)
        or n in (*responses_reader.NAMES, "versions")
    }
    findings += [
        Finding(
            f"{FOLDER}/{record.id}/{name}",
            0,
            "file-unlisted",
            Say(
                "Tệp không được khai báo trong hồ sơ nên không được công bố.",
                "The record names no such file: it is not published.",
            ),
            Say("Khai báo ở «documents» hoặc xóa tệp.", "List it under `documents` or delete it."),
            "warning",
        )
        for name in sorted(present - set(named) - own - evidence)
        if not record.may_name(name)
    ]
    files, faults = attachments.read(folder, root, sorted(set(named) & present))
    faults = [replace(f, field=named.get(f.path.rpartition("/")[2], ())) for f in faults]
    return files, attachments.side_files(folder, root, sorted(own - set(named))), findings + faults


def _closest_name(name: str, present: set[str]) -> Say:
    """Which of the files there may be meant by a name: one that looks the same, or nearly so."""
    names = {nfc(other).lower(): other for other in sorted(present)}
    close = closest(nfc(name).lower(), names, 0.75)
    if close is None:
        return Say(
            "Chép tệp vào cạnh index.md hoặc sửa tên (kể cả chữ hoa, chữ thường).",
            "Copy it beside index.md or mend the name (case matters).",
        )
    other = names[close]
    if nfc(other) == name:  # as a Macintosh may write them: nobody can see the difference
        return Say(
            f"Đổi tên tệp «{name}»: gõ lại tên, vì dấu trong tên tệp đang được lưu rời khỏi chữ.",
            f"Type the name of the file `{name}` anew: its accents are stored apart from their letters.",
        )
    return Say(
        f"Có phải «{other}»? Sửa tên ở đây hoặc đổi tên tệp (kể cả chữ hoa, chữ thường).",
        f"Did you mean `{other}`? Mend the name here or rename the file (case matters).",
    )


def _draft(
    root: Path, source: front_matter.SourceFile, where: str, findings: list[Finding]
) -> tuple[Draft | None, frozenset[Loc]]:
    """The draft and its faulty fields, as in `Record`; the faults are added to `findings`."""
    findings += _blank_and_unknown(source, where)
    try:
        return _placed(root, Draft.model_validate(source.data)), frozenset()
    except ValidationError as error:
        faults = left_out.of_their_own(error.errors(include_url=False), source.data)
    for fault in faults:
        unknown = fault["type"] == "extra_forbidden"
        mark = source.yaml.nearest((*fault["loc"], KEY) if unknown else fault["loc"])
        rule, message, remedy = validation.explain(Draft, fault)
        if rule == "bad-form":
            remedy = _closest_key(root, fault["loc"], fault["input"]) or remedy
        findings.append(
            Finding(
                where,
                mark.line,
                rule,
                message,
                remedy,
                column=mark.column,
                width=mark.width,
                field=fault["loc"],
            )
        )
    draft, faulty = left_out.without_faults(source.data, [fault["loc"] for fault in faults])
    return draft and _placed(root, draft), faulty | {
        (*fault["loc"][:-1], meant)
        for fault in faults
        if fault["type"] == "extra_forbidden" and (meant := validation.meant(Draft, fault["loc"]))
    }


def _placed(root: Path, draft: Draft) -> Draft:
    """A draft for the whole country names no place: here it concerns the whole province."""
    if draft.places != (THE_COUNTRY,):
        return draft
    try:
        province = settings_reader.load(root)[0].province.key
    except DuthaoError:  # whoever publishes needs the settings, and says what is wrong with them
        return draft
    return draft.model_copy(update={"places": (province,)})


REGISTER_OF = {  # field → the register that its keys are in
    "document_type": "document_types",
    "agency": "agencies",
    "issuer": "agencies",
    "topics": "topics",
    "places": "places",
    "audiences": "audiences",
    "campaigns": "campaigns",
    "kind": "document_kinds",
}


def _closest_key(root: Path, loc: Loc, value: object) -> Say | None:
    """What to write where a body, a place or another entry was named in words; None where nothing is so called."""
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    registers = register_reader.load(root)[0] if name in REGISTER_OF else None
    if registers is None:
        return None
    return register_names.key_to_write(registers, REGISTER_OF[name], str(value))


def _blank_and_unknown(source: front_matter.SourceFile, where: str) -> Iterator[Finding]:
    """Fields that no record has and that hold nothing: what is blank is not in the data that the schema judges."""
    for loc in source.yaml.blank:
        if not validation.knows(Draft, loc):
            mark = source.yaml.nearest((*loc, KEY))
            rule, message, remedy = validation.unknown(Draft, loc)
            yield Finding(
                where,
                mark.line,
                rule,
                message,
                remedy,
                column=mark.column,
                width=mark.width,
                field=loc,
            )
