"""Reads `drafts/_registers/` and what `published.yml` holds, or tells every fault in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from duthao.domain.draft import SLUG, Strict
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
from duthao.errors import Finding, Say
from duthao.records import front_matter, register_checks, validation
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
    }
)


def files(root: Path) -> tuple[Path, ...]:
    """The files that the registers are read from, sorted."""
    return tuple(root / FOLDER / f"{name}.yml" for name in sorted([*_ENTRY, "abbreviations"]))


def load(root: Path) -> tuple[Registers | None, list[Finding]]:
    """Read and cross-check all registers; None when a finding is an error."""
    found: list[Finding] = []
    tables: dict[str, dict[str, object]] = {}
    marks: dict[str, _Marks] = {}
    for path in files(root):
        name = path.stem
        rows, marks[name], faults = _read(root, path)
        found += faults
        read = _readings if name == "abbreviations" else partial(_entries, name)
        tables[name] = read(rows, marks[name], found)
    out, faults = read_published(root)
    found += faults
    if not any(f.severity == "error" for f in found):
        sorted_tables: dict[str, Any] = {
            name: _sorted(name, table) for name, table in tables.items()
        }
        registers = Registers.model_construct(None, **sorted_tables, published=out)
        found += [_fault(fault, marks[fault.register]) for fault in register_checks.faults(tables)]
        if not any(f.severity == "error" for f in found):
            return registers, found
    return None, found


def _fault(fault: register_checks.Fault, marks: _Marks) -> Finding:
    mark = marks().get((fault.key, fault.field)) or marks()[(fault.key,)]
    return Finding(
        f"{FOLDER}/{fault.register}.yml",
        mark.line,
        fault.rule,
        fault.message,
        fault.remedy,
        column=mark.column,
        width=mark.width,
    )


def abbreviations(root: Path) -> dict[str, str]:
    """Only the province's abbreviations; empty when the file cannot be read (`load` says why)."""
    rows, _, _ = _read(root, root / FOLDER / "abbreviations.yml")
    return {key: str(value) for key, value in rows.items()}


def _sorted(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """Places by their name without `xã`, `phường`; the rest as the file orders them."""
    if name != "places":
        return table
    return dict(
        sorted(
            table.items(),
            key=lambda kv: (kv[1].within is not None, sort_key(bare_name(kv[1].name))),
        )
    )


# Asked for by a fault only: finding the lines costs as much as reading.
_Marks = Callable[[], dict[front_matter.Path, front_matter.Mark]]


def _read(root: Path, path: Path) -> tuple[dict[str, front_matter.Value], _Marks, list[Finding]]:
    where = path.relative_to(root).as_posix()
    try:
        raw = path.read_bytes()
    except OSError:
        return (
            {},
            dict,
            [
                Finding(
                    where,
                    0,
                    "register-missing",
                    Say("Không thấy tệp danh mục này.", "This register is missing."),
                    Say("Tạo tệp theo mẫu trong sổ tay.", "Create it after the handbook."),
                )
            ],
        )
    text, faults = front_matter.decode(raw, where)
    if faults:
        return {}, dict, faults
    rows, more, has_blank = front_matter.parse(text, where)
    if more or rows is None:
        return {}, dict, more
    document = front_matter.Document({}, text, 1, "", 1)
    blank = _blank(path.stem, document, where) if has_blank else []
    return rows, cache(document.marks), blank


def _blank(name: str, document: front_matter.Document, where: str) -> list[Finding]:
    """Entries without any content, and blank fields that no entry has."""
    marks, found = document.marks(), list[Finding]()
    for key, *field in document.blank():
        mark = marks[(key, *field, front_matter.KEY)]
        if not field:
            said = Say(f"Mục «{key}» để trống.", f"Entry `{key}` is blank.")
            remedy = Say("Điền nội dung hoặc xóa dòng này.", "Fill it in or delete the line.")
        elif name in _ENTRY and not validation.knows(_ENTRY[name], tuple(field)):
            _, told, remedy = validation.unknown(_ENTRY[name], tuple(field))
            said = Say(f"«{key}»: {told.vi}", f"`{key}`: {told.en}")
        else:
            continue
        found.append(
            Finding(
                where,
                mark.line,
                "register-entry",
                said,
                remedy,
                column=mark.column,
                width=mark.width,
            )
        )
    return found


def _readings(
    rows: dict[str, front_matter.Value], marks: _Marks, found: list[Finding]
) -> dict[str, object]:
    """Abbreviations with what they stand for: a line of text each."""
    for key, said in rows.items():
        if not isinstance(said, str) or len(said.splitlines()) != 1:
            mark = marks()[(key,)]
            found.append(
                Finding(
                    f"{FOLDER}/abbreviations.yml",
                    mark.line,
                    "register-entry",
                    Say(f"«{key}» phải là một dòng chữ.", f"`{key}` must be a line of text."),
                    Say("Viết «chữ tắt: chữ đầy đủ» trên một dòng.", "Write `short: full`."),
                    column=mark.column,
                    width=mark.width,
                )
            )
    return dict(rows)


def _entries(
    name: str, rows: dict[str, front_matter.Value], marks: _Marks, found: list[Finding]
) -> dict[str, object]:
    where = f"{FOLDER}/{name}.yml"
    table: dict[str, object] = {}
    for key, row in rows.items():
        if not _SLUG.fullmatch(key):
            found.append(
                Finding(
                    where,
                    marks()[(key,)].line,
                    "register-key",
                    Say(
                        f"Khóa «{key}» phải là chữ thường không dấu, nối bằng «-».",
                        f"Key `{key}` must be a lower-case slug.",
                    ),
                    Say(
                        "Sửa khóa trước khi dùng; đã dùng thì không đổi.",
                        "Mend it before it is used; never after.",
                    ),
                )
            )
        try:
            table[key] = _ENTRY[name].model_validate(row)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                place = next(
                    (
                        marks()[p]
                        for n in range(len(fault["loc"]), -1, -1)
                        if (p := (key, *fault["loc"][:n])) in marks()
                    ),
                    None,
                )
                _, said, remedy = validation.explain(_ENTRY[name], fault)
                found.append(
                    Finding(
                        where,
                        place.line if place else marks()[(key,)].line,
                        "register-entry",
                        Say(f"«{key}»: {said.vi}", f"`{key}`: {said.en}"),
                        remedy,
                    )
                )
    return table
