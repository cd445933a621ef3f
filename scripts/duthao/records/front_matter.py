"""A record's text divided into front matter and body."""

from __future__ import annotations

import re
from typing import NamedTuple

from duthao.errors import Finding, Say
from duthao.records import source_text, strict_yaml
from duthao.records.strict_yaml import Value, Yaml

_FENCE = re.compile(r"---[^\S\n]*(?![^\n])")
_NEXT_FENCE = re.compile(r"\n" + _FENCE.pattern)


class SourceFile(NamedTuple):
    """A Markdown file with front matter: its YAML, the body, and the line on which the body begins."""

    yaml: Yaml
    body: str
    body_line: int

    @property
    def data(self) -> dict[str, Value]:
        """The fields of the front matter."""
        return self.yaml.data


def read_document(raw: bytes, path: str) -> tuple[SourceFile | None, list[Finding]]:
    """Split a record into front matter and body. Never raises on any bytes."""
    text, faults = source_text.decode(raw, path)
    if any(f.rule in ("file-size", "not-utf8") for f in faults):
        return None, faults
    hidden = any(f.rule == "control-character" for f in faults)
    if not text.strip():
        return None, [
            Finding(
                path,
                1,
                "empty-file",
                Say("Tệp trống.", "The file is empty."),
                Say("Tạo hồ sơ bằng lệnh «duthao new».", "Make a record with `duthao new`."),
            )
        ]
    opening = _FENCE.match(text)
    if not opening:
        return None, [
            *faults,
            Finding(
                path,
                1,
                "front-matter-missing",
                Say(
                    "Dòng đầu phải là «---» mở phần khai báo.",
                    "The first line must be `---`, opening the front matter.",
                ),
                Say("Thêm dòng «---» ở đầu tệp.", "Add a line `---` at the top."),
            ),
        ]
    closing = _NEXT_FENCE.search(text, opening.end())
    if not closing:
        return None, [
            *faults,
            Finding(
                path,
                1,
                "front-matter-unclosed",
                Say(
                    "Phần khai báo không có dòng «---» kết thúc.",
                    "The front matter has no closing `---`.",
                ),
                Say(
                    "Thêm dòng «---» sau khai báo cuối cùng.",
                    "Add a line `---` after the last field.",
                ),
            ),
        ]
    yaml_text = text[opening.end() + 1 : closing.start()] + "\n"
    yaml, more = strict_yaml.parse(yaml_text, path, first_line=2)
    faults += more
    if yaml is None or hidden:
        return None, faults
    body_line = text.count("\n", 0, closing.end()) + 2
    return SourceFile(yaml, text[closing.end() + 1 :], body_line), faults
