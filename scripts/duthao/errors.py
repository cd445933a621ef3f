"""What can be wrong: findings in data, and the errors after which nothing can go on."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
FieldPath = tuple[str | int, ...]
_NAME = re.compile(r"[\w-]+")


class Say(NamedTuple):
    """One sentence in Vietnamese with its English twin."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if os.environ.get("DUTHAO_LANG") == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in data. `path` is relative to the root, posix; `line` counts from 1, 0 = whole file.

    `column` counts characters from 1 and `width` is how many are meant; 0 = the whole line.

    `field` is what the fault is in, as a path: of the file's YAML (`("rounds", 0, "closes")`), of the sections of a record or
    of a translation (`("body", "new", "rows", 2)`, `rows` being those below the head of its first table), of a table
    (`("rows", 2, "answer")`). Entries count from 0. Where `path` is a file that a record names, it is the field of the record
    that does. Empty: the whole, or what cannot be read.
    """

    path: str
    line: int
    rule: str
    message: Say
    remedy: Say
    severity: Severity = "error"
    column: int = 0
    width: int = 0
    field: FieldPath = ()

    @property
    def field_path(self) -> str:
        """`rounds[0].closes`; "" where no field is meant."""
        return "".join(map(_step, self.field)).removeprefix(".")

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by place, then rule."""
        return (self.path, self.line, self.column, self.rule, self.message.vi)

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.severity}[{self.rule}]: {self.message} {self.remedy}".rstrip()


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _NAME.fullmatch(part) else f"[{json.dumps(part, ensure_ascii=False)}]"


class DuthaoError(Exception):
    """Nothing can go on (exit 2): a setting, a missing program, a disk, never a fault in a record."""

    def __init__(self, say: Say) -> None:
        super().__init__(str(say))
        self.say = say

    def __reduce__(self) -> tuple[type[DuthaoError], tuple[Say]]:
        return type(self), (self.say,)


class TemplateFault(DuthaoError):
    """A template asks for what it is not given, or is none: a fault of the theme, never of a record."""


class Findings(Exception):
    """Raised where making something shows faults in the data it is made from."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings

    def __reduce__(self) -> tuple[type[Findings], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)
