"""Findings as people and machines want them: text with the faulty line, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from duthao import __version__
from duthao.errors import Finding, Say
from duthao.rules import catalogue
from duthao.text import nfc

_HIDDEN = (
    "personal-data",
    "secrecy-mark",
)  # their lines must not reach the logs of a machine that others read
_SHOWN = 160  # characters of a line
_RED, _YELLOW, _DIM, _BOLD, _END = "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


def print_findings(findings: Sequence[Finding], form: str, root: Path) -> None:
    """Print the findings on standard output in one of `FORMS`; in text the count goes to standard error."""
    if text := FORMS[form](findings, root):
        print(text)
    if findings and form == "text":
        errors = sum(f.severity == "error" for f in findings)
        print(
            Say(
                f"{errors} lỗi, {len(findings) - errors} cảnh báo.",
                f"{errors} errors, {len(findings) - errors} warnings.",
            ),
            file=sys.stderr,
        )


def _text(findings: Iterable[Finding], root: Path) -> str:
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return "\n".join(_with_line(finding, root, colour) for finding in findings)


def _with_line(finding: Finding, root: Path, colour: bool) -> str:
    """The finding with the faulty line below it, where there is one that may be shown."""
    text = str(finding)
    if colour:
        hue = _RED if finding.severity == "error" else _YELLOW
        place, _, message = text.partition(f": {finding.severity}[")
        text = f"{_BOLD}{place}{_END}: {hue}{finding.severity}[{message}{_END}"
    lines = _lines(root / finding.path)
    if not 0 < finding.line <= len(lines) or finding.rule in _HIDDEN:
        return text
    source, column = _around(lines[finding.line - 1].rstrip(), finding.column)
    shown = f"{finding.line:5} │ {source}"
    if column:
        width = max(1, min(finding.width, len(source) - column + 1))
        shown += f"\n      │ {' ' * (column - 1)}{'^' * width}"
    return f"{text}\n{_DIM}{shown}{_END}" if colour else f"{text}\n{shown}"


def _around(line: str, column: int) -> tuple[str, int]:
    """What fits of a line around a column, and where the column stands in it; what cannot be seen becomes `·`."""
    start = max(0, min(column - _SHOWN // 2, len(line) - _SHOWN)) if column else 0
    ahead, behind = "…" if start else "", "…" if start + _SHOWN < len(line) else ""
    shown = "".join(
        c if c.isprintable() else "·" for c in line[start : start + _SHOWN].replace("\t", " ")
    )
    return ahead + shown + behind, column and column - start + len(ahead)


@cache
def _lines(path: Path) -> tuple[str, ...]:
    """The lines of a file as findings count them."""
    try:
        return tuple(nfc(path.read_text(encoding="utf-8-sig")).split("\n"))
    except (OSError, UnicodeDecodeError):
        return ()


def _json(findings: Iterable[Finding], root: Path) -> str:
    return json.dumps(
        [
            {
                "path": f.path,
                "line": f.line,
                "column": f.column,
                "width": f.width,
                "field": f.field_path,
                "severity": f.severity,
                "rule": f.rule,
                "message": str(f.message),
                "remedy": str(f.remedy),
            }
            for f in findings
        ],
        ensure_ascii=False,
        indent=1,
    )


def _github(findings: Iterable[Finding], root: Path) -> str:
    return "\n".join(
        f"::{f.severity} file={_property(f.path)},line={max(1, f.line)},title={_property(_titled(f))}::{_data(f'{f.message} {f.remedy}')}"
        for f in findings
    )


def _titled(finding: Finding) -> str:
    return f"{finding.rule} ({finding.field_path})" if finding.field else finding.rule


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(findings: Iterable[Finding], root: Path) -> str:
    """SARIF 2.1.0: one run; places relative to the root."""
    findings, entries = list(findings), catalogue()
    rules = [
        {"id": rule, "shortDescription": {"text": entries[rule].title if rule in entries else rule}}
        for rule in sorted({f.rule for f in findings})
    ]
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": {"name": "duthao", "version": __version__, "rules": rules}},
                    "results": [_result(f) for f in findings],
                }
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _result(finding: Finding) -> dict[str, Any]:
    region: dict[str, int] = {"startLine": max(1, finding.line)}
    if finding.column:
        region |= {
            "startColumn": finding.column,
            "endColumn": finding.column + max(1, finding.width),
        }
    return {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": f"{finding.message} {finding.remedy}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.path)},
                    "region": region,
                },
                **_logical(finding),
            }
        ],
    }


def _logical(finding: Finding) -> dict[str, Any]:
    if not finding.field:
        return {}
    return {"logicalLocations": [{"fullyQualifiedName": finding.field_path, "kind": "member"}]}


FORMS: MappingProxyType[str, Callable[[Iterable[Finding], Path], str]] = MappingProxyType(
    {"text": _text, "json": _json, "github": _github, "sarif": _sarif}
)
