"""Reads `drafts/_events/`: a meeting each folder, or every fault in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from duthao.domain.fields import SLUG
from duthao.domain.meetings.meeting_events import SiteMeeting
from duthao.domain.meetings.site_meetings import (
    FOLDER,
    INDEX,
    MeetingDossier,
    MeetingFile,
    named_files,
)
from duthao.domain.registers import Agency
from duthao.errors import Finding, Say
from duthao.records import attachments, front_matter, released, validation
from duthao.records.source_text import MAX_BYTES
from duthao.records.strict_yaml import KEY, Loc
from duthao.text import closest

_ID = re.compile(SLUG)
_BESIDE = frozenset({INDEX, released.NAME})
_TAKEN = frozenset({"index.html"})  # what is made beside the page


def load(
    root: Path, agencies: Mapping[str, Agency]
) -> tuple[dict[str, MeetingDossier], list[Finding]]:
    """All meetings that can be used, by id, and every fault."""
    meetings: dict[str, MeetingDossier] = {}
    findings: list[Finding] = []
    for name, is_folder in _entries(root / FOLDER):
        if not is_folder:
            findings.append(_stray(name))
            continue
        meeting, faults = _read(root, name, agencies)
        findings += faults
        if meeting:
            meetings[name] = meeting
    return meetings, findings


def _entries(folder: Path) -> list[tuple[str, bool]]:
    """The names of what lies in a folder, sorted, and whether each is a folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted((e.name, e.is_dir()) for e in entries if e.name[0] not in "._")
    except (FileNotFoundError, NotADirectoryError):
        return []


def _read(
    root: Path, name: str, agencies: Mapping[str, Agency]
) -> tuple[MeetingDossier | None, list[Finding]]:
    folder, where = root / FOLDER / name, f"{FOLDER}/{name}/{INDEX}"
    findings = id_faults(name)
    if folder.is_symlink() or (folder / INDEX).is_symlink():
        return None, [*findings, attachments.link_fault(where)]
    if not (folder / INDEX).is_file():
        return None, [*findings, _missing(where)]
    with open(folder / INDEX, "rb") as stream:
        source, faults = front_matter.read_document(stream.read(MAX_BYTES + 1), where)
    findings += faults
    if source is None:
        return None, findings
    findings += _blank(source, where)
    meeting: SiteMeeting | None = None
    try:
        meeting = SiteMeeting.model_validate(source.data)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            rule, message, remedy = validation.explain(SiteMeeting, fault)
            loc: Loc = fault["loc"]
            at = (*loc, KEY) if fault["type"] == "extra_forbidden" else loc
            findings.append(_at(source, where, at, rule, message, remedy))
    if meeting is None:
        return None, findings
    if meeting.agency not in agencies:
        findings.append(_unknown_agency(source, where, meeting.agency, agencies))
    files, faults = _files(root, folder, source, where, meeting)
    history, more = released.read(folder, f"{FOLDER}/{name}")
    findings += [*faults, *more]
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    marks = {loc: (m.line, m.column, m.width) for loc, m in source.yaml.marks.items()}
    body = source.body.strip()
    line = source.body_line + source.body[: source.body.find(body)].count("\n")
    told = history.site_meeting if history else None
    return MeetingDossier(name, meeting, body, files, marks, line, told), findings


def id_faults(name: str) -> list[Finding]:
    """What is wrong with the id of a meeting, as with the name of its folder."""
    return [] if _ID.fullmatch(name) and 4 <= len(name) <= 60 else [_bad_id(name)]


def _files(
    root: Path,
    folder: Path,
    source: front_matter.SourceFile,
    where: str,
    meeting: SiteMeeting,
) -> tuple[dict[str, MeetingFile], list[Finding]]:
    """The files that the meeting names; those that it does not name are told, and not published."""
    named = {name: loc for loc, name in reversed([*named_files(meeting)])}
    present = {name for name, is_folder in _entries(folder) if not is_folder} - _BESIDE
    folders = {name for name, is_folder in _entries(folder) if is_folder}
    findings = [
        _at(source, where, loc, "file-missing", *_no_file(name, present))
        for name, loc in named.items()
        if name not in present or name in _TAKEN
    ]
    findings += [_unlisted(folder, root, name) for name in sorted((present | folders) - {*named})]
    read, faults = attachments.read(folder, root, sorted({*named} & present))
    files = {
        name: MeetingFile(
            name,
            file.sha256,
            file.extent_words,
            file.format,
            file.pages,
            file.scan.authors,
            file.scan.faults,
            file.scan.hits,
            file.scan.traces,
        )
        for name, file in read.items()
    }
    return files, findings + faults


def _blank(source: front_matter.SourceFile, where: str) -> Iterator[Finding]:
    """Fields that no meeting has and that hold nothing: what is blank is not in the data that the schema judges."""
    for loc in source.yaml.blank:
        if not validation.knows(SiteMeeting, loc):
            yield _at(source, where, (*loc, KEY), *validation.unknown(SiteMeeting, loc))


def _at(
    source: front_matter.SourceFile, where: str, loc: Loc, rule: str, message: Say, remedy: Say
) -> Finding:
    mark = source.yaml.nearest(loc)
    return Finding(where, mark.line, rule, message, remedy, column=mark.column, width=mark.width)


# ---- what is said


def _unknown_agency(
    source: front_matter.SourceFile, where: str, key: str, agencies: Mapping[str, Agency]
) -> Finding:
    close = closest(key, agencies, 0.6)
    remedy = Say(
        f"Có phải «{close}»?" if close else "Dùng khóa có trong agencies.yml.",
        f"Did you mean `{close}`?" if close else "Use a key of agencies.yml.",
    )
    return _at(
        source,
        where,
        ("agency",),
        "unknown-reference",
        Say(
            f"«{key}» không có trong danh mục agencies.yml.",
            f"`{key}` is not in agencies.yml.",
        ),
        remedy,
    )


def _no_file(name: str, present: set[str]) -> tuple[Say, Say]:
    close = closest(name.lower(), {other.lower(): other for other in sorted(present)}, 0.75)
    return (
        Say(f"Không thấy tệp «{name}» cạnh index.md.", f"File `{name}` is not beside index.md."),
        Say(
            f"Có phải «{close}»?" if close else "Chép tệp vào cạnh index.md hoặc sửa tên.",
            f"Did you mean `{close}`?" if close else "Copy it there or mend the name.",
        ),
    )


def _unlisted(folder: Path, root: Path, name: str) -> Finding:
    return Finding(
        (folder / name).relative_to(root).as_posix(),
        0,
        "file-unlisted",
        Say(
            "Tệp không được khai báo trong cuộc họp nên không được công bố.",
            "The meeting names no such file: it is not published.",
        ),
        Say("Khai báo ở «handouts» hoặc xóa tệp.", "List it under `handouts` or delete it."),
        "warning",
    )


def _stray(name: str) -> Finding:
    return Finding(
        f"{FOLDER}/{name}",
        0,
        "stray-file",
        Say(
            "Tệp nằm ngoài thư mục của cuộc họp nên không được đọc.",
            "A file outside any meeting's folder is not read.",
        ),
        Say(f"Chuyển tệp vào {FOLDER}/<mã>/.", f"Move it into {FOLDER}/<id>/."),
        "warning",
    )


def _missing(where: str) -> Finding:
    return Finding(
        where,
        0,
        "record-missing",
        Say("Thư mục cuộc họp không có tệp index.md.", "The folder has no index.md."),
        Say("Tạo tệp theo mẫu trong sổ tay, hoặc xóa thư mục.", "Make it after the handbook."),
    )


def _bad_id(name: str) -> Finding:
    return Finding(
        f"{FOLDER}/{name}",
        0,
        "id-form",
        Say(
            "Tên thư mục cuộc họp phải gồm 4–60 chữ thường không dấu, chữ số, nối bằng «-».",
            "A meeting's folder is 4–60 lower-case letters, digits and hyphens.",
        ),
        Say("Đổi tên thư mục, ví dụ tap-huan-2026-11.", "Rename it, e.g. tap-huan-2026-11."),
    )
