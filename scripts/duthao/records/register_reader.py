"""Reads `drafts/_registers/`, `published.yml` included, and the meetings of the site; or reports every fault in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from duthao.domain.approvals.approvers import Approver
from duthao.domain.campaigns import Campaign
from duthao.domain.fields import SLUG, Strict
from duthao.domain.published import read as read_published
from duthao.domain.registers import (
    Agency,
    Audience,
    DocumentKind,
    DocumentType,
    Place,
    Registers,
    Topic,
    bare_name,
)
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import register_checks, released, source_text, strict_yaml, validation
from duthao.records.meeting_files import meeting_reader
from duthao.records.plan_files import plan_permanence, plan_privacy, plan_reader
from duthao.records.strict_yaml import KEY, Yaml
from duthao.text import sort_key

FOLDER = "drafts/_registers"
_SLUG = re.compile(SLUG)


_ENTRY: Mapping[str, type[Strict]] = MappingProxyType(
    {
        "agencies": Agency,
        "places": Place,
        "topics": Topic,
        "audiences": Audience,
        "document_types": DocumentType,
        "document_kinds": DocumentKind,
        "campaigns": Campaign,
        "approvers": Approver,
    }
)
_OPTIONAL = ("campaigns", "approvers")  # a province may do without
ROOTS = "approval_roots.pem"  # the certificates by which signed approvals are trusted


def files(root: Path) -> tuple[Path, ...]:
    """Return the files that the registers are read from, sorted; one that may be missing only where it is there."""
    paths = [root / FOLDER / f"{name}.yml" for name in sorted([*_ENTRY, "abbreviations"])]
    return tuple(path for path in paths if path.stem not in _OPTIONAL or path.exists())


def load(root: Path, *, internal: bool = False) -> tuple[Registers | None, list[Finding]]:
    """Read and cross-check all registers; None when a finding in one is an error. Meetings that have a fault are left out.

    `internal`: with what is for the office alone, which is judged always and given to nobody else.
    """
    findings: list[Finding] = []
    tables: dict[str, dict[str, Any]] = {name: {} for name in _OPTIONAL}
    sources: dict[str, Yaml] = {}
    for path in files(root):
        name = path.stem
        sources[name], faults = _read(root, path)
        findings += faults
        tables[name], faults = _entries(name, sources[name])
        findings += faults
    published, faults = read_published(root)
    history, more = released.read(root / FOLDER, FOLDER)
    findings += [*faults, *more]
    planned, faults = plan_reader.load(root, tables)
    findings += faults
    meetings, meeting_faults = meeting_reader.load(root, tables["agencies"])
    if not any(f.severity == "error" for f in findings):
        tables["places"] = _sorted_places(tables["places"])
        given = planned if internal else planned.public
        parts: dict[str, Any] = {**tables, **given._asdict()}
        news = (history.events if history else {}) if published and published.knows_plans else None
        registers = Registers.model_construct(
            None,
            **parts,
            published=published,
            plan_news=news,
            meetings=meetings,
            approval_roots=_approval_roots(root),
        )
        findings += [
            _finding(fault, sources[fault.register]) for fault in register_checks.faults(tables)
        ]
        findings += plan_permanence.judge(planned.plans, news)
        findings += plan_privacy.judge(root, planned.plans, registers)
        if not any(f.severity == "error" for f in findings):
            return registers, findings + meeting_faults
    return None, findings + meeting_faults


def sound(root: Path) -> Registers:
    """All registers, for a command that goes on with nothing less. Raises DuthaoError where one has an error."""
    registers, _ = load(root)
    if registers is None:
        raise DuthaoError(
            Say(
                "Danh mục có lỗi; chạy «duthao check» trước.",
                "The registers have faults; run `duthao check`.",
            )
        )
    return registers


def _approval_roots(root: Path) -> str:
    """The text of the certificates; "" where there are none. Whether they can be used, who verifies by them says."""
    try:
        return (root / FOLDER / ROOTS).read_bytes().decode("ascii", "replace")
    except OSError:
        return ""


def _finding(fault: register_checks.RegisterFault, source: Yaml) -> Finding:
    mark = source.nearest((fault.key, fault.field))
    return Finding(
        f"{FOLDER}/{fault.register}.yml",
        mark.line,
        fault.rule,
        fault.message,
        fault.remedy,
        column=mark.column,
        width=mark.width,
        field=(fault.key, fault.field),
    )


def abbreviations(root: Path) -> dict[str, str]:
    """Return only the province's abbreviations; empty when the file cannot be read (`load` says why)."""
    source, _ = _read(root, root / FOLDER / "abbreviations.yml")
    return {key: str(value) for key, value in source.data.items()}


def _sorted_places(places: dict[str, Any]) -> dict[str, Any]:
    """The province, then all others by their name without `xã`, `phường`."""
    return dict(
        sorted(
            places.items(),
            key=lambda kv: (kv[1].within is not None, sort_key(bare_name(kv[1].name))),
        )
    )


_NOTHING = Yaml({}, {}, ())


def _read(root: Path, path: Path) -> tuple[Yaml, list[Finding]]:
    """The file of a register, empty where it cannot be used, and the faults that show before its entries are judged."""
    where = path.relative_to(root).as_posix()
    try:
        raw = path.read_bytes()
    except OSError:
        missing = Finding(
            where,
            0,
            "register-missing",
            Say("Không thấy tệp danh mục này.", "This register is missing."),
            Say("Tạo tệp theo mẫu trong sổ tay.", "Create it after the handbook."),
        )
        return _NOTHING, [missing]
    text, faults = source_text.decode(raw, where)
    if faults:
        return _NOTHING, faults
    source, faults = strict_yaml.parse(text, where)
    if faults or source is None:
        return _NOTHING, faults
    return source, list(_blank(path.stem, source, where))


def _blank(name: str, source: Yaml, where: str) -> Iterator[Finding]:
    """Entries without any content, and blank fields that no entry has."""
    for key, *field in source.blank:
        if not field:
            message = Say(f"Mục «{key}» để trống.", f"Entry `{key}` is blank.")
            remedy = Say("Điền nội dung hoặc xóa dòng này.", "Fill it in or delete the line.")
        elif name in _ENTRY and not validation.knows(_ENTRY[name], tuple(field)):
            _, fault, remedy = validation.unknown(_ENTRY[name], tuple(field))
            message = Say(f"«{key}»: {fault.vi}", f"`{key}`: {fault.en}")
        else:
            continue
        mark = source.marks[(key, *field, KEY)]
        yield Finding(
            where,
            mark.line,
            "register-entry",
            message,
            remedy,
            column=mark.column,
            width=mark.width,
            field=(key, *field),
        )


def _entries(name: str, source: Yaml) -> tuple[dict[str, Any], list[Finding]]:
    """The entries of a register and every fault in them."""
    if name == "abbreviations":
        return dict(source.data), list(_abbreviation_faults(source))
    entries: dict[str, Any] = {}
    findings: list[Finding] = []
    for key, value in source.data.items():
        if not _SLUG.fullmatch(key):
            findings.append(_bad_key(name, key, source))
        try:
            entries[key] = _ENTRY[name].model_validate(value)
        except ValidationError as error:
            findings += _entry_faults(name, key, source, error)
    return entries, findings


def _abbreviation_faults(source: Yaml) -> Iterator[Finding]:
    """An abbreviation stands for a line of text."""
    for key, value in source.data.items():
        if not isinstance(value, str) or len(value.splitlines()) != 1:
            mark = source.marks[(key,)]
            yield Finding(
                f"{FOLDER}/abbreviations.yml",
                mark.line,
                "register-entry",
                Say(f"«{key}» phải là một dòng chữ.", f"`{key}` must be a line of text."),
                Say("Viết «chữ tắt: chữ đầy đủ» trên một dòng.", "Write `short: full`."),
                column=mark.column,
                width=mark.width,
                field=(key,),
            )


def _bad_key(name: str, key: str, source: Yaml) -> Finding:
    return Finding(
        f"{FOLDER}/{name}.yml",
        source.marks[(key,)].line,
        "register-key",
        Say(
            f"Khóa «{key}» phải là chữ thường không dấu, nối bằng «-».",
            f"Key `{key}` must be a lower-case slug.",
        ),
        Say(
            "Sửa khóa trước khi dùng; đã dùng thì không đổi.",
            "Mend it before it is used; never after.",
        ),
        field=(key,),
    )


def _entry_faults(name: str, key: str, source: Yaml, error: ValidationError) -> Iterator[Finding]:
    for fault in error.errors(include_url=False):
        _, message, remedy = validation.explain(_ENTRY[name], fault)
        yield Finding(
            f"{FOLDER}/{name}.yml",
            source.nearest((key, *fault["loc"])).line,
            "register-entry",
            Say(f"«{key}»: {message.vi}", f"`{key}`: {message.en}"),
            remedy,
            field=(key, *fault["loc"]),
        )
