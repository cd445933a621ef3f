"""What only a person can say in a report: difficulties and proposals, from a Markdown file with two headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from duthao.errors import Finding, Say
from duthao.records import source_text
from duthao.records.register_reader import FOLDER
from duthao.text import slug

HEADINGS: Mapping[str, str] = MappingProxyType(
    {"difficulties": "Khó khăn, vướng mắc", "proposals": "Đề xuất, kiến nghị"}
)
_BY_WORDS = {slug(words): key for key, words in HEADINGS.items()}
_HEADING = re.compile(r"^(#+)\s*(.*?)\s*$")
# What paper would show as it is typed, or drop: marks of emphasis, tables, pictures, links, code, HTML, lists by number.
_MARKED = re.compile(r"^\||\*\*|__|!\[|\]\(|```|<[a-zA-Z/!]|^\d+[.)] |^[*+] |^>")


class ReportText(NamedTuple):
    """The paragraphs of both parts, in order; one that begins with `- ` is an item of a list. Empty: to be filled in by hand."""

    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


def default_path(root: Path, period: str, agency: str | None) -> Path:
    """`drafts/_registers/report-<period>.md`, of one agency `report-<period>-<agency>.md`."""
    return root / FOLDER / f"report-{'-'.join(filter(None, (period, agency)))}.md"


def read(path: Path, where: str) -> tuple[ReportText, list[Finding]]:
    """The text, and every fault in it; `where` is how the file is named in them. Raises OSError where it cannot be read."""
    text, findings = source_text.decode(path.read_bytes(), where)
    parts: dict[str, list[str]] = {}
    part: str | None = None
    paragraph: list[str] = []

    def ends() -> None:
        if paragraph and part:
            parts[part].append(" ".join(paragraph))
        paragraph.clear()

    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if heading := _HEADING.match(line):
            ends()
            part = _BY_WORDS.get(slug(heading[2])) if len(heading[1]) == 2 else None
            if part is None or part in parts:
                findings.append(_heading_fault(where, number, heading[2], known=part is not None))
                part = part or ""
            parts.setdefault(part, [])
        elif not line or line.startswith("- "):
            ends()
            if line:
                paragraph.append(line)
        else:
            paragraph.append(line)
        findings += _line_faults(where, number, line, part)
    ends()
    found = {key: tuple(parts.get(key, ())) for key in HEADINGS}
    return ReportText(**found), findings


def _heading_fault(where: str, line: int, words: str, *, known: bool) -> Finding:
    allowed = " hoặc ".join(f"«## {heading}»" for heading in HEADINGS.values())
    message = (
        Say(f"Đề mục «{words}» có hai lần.", f"The heading `{words}` stands twice.")
        if known
        else Say(f"Đề mục «{words}» không có trong mẫu.", f"The heading `{words}` is not known.")
    )
    remedy = Say(
        f"Dùng {allowed}, mỗi đề mục một lần.",
        "Use " + " or ".join(f"`## {h}`" for h in HEADINGS.values()) + ", each once.",
    )
    return Finding(where, line, "report-heading", message, remedy)


def _line_faults(where: str, number: int, line: str, part: str | None) -> Iterator[Finding]:
    if line and part is None and not line.startswith("#"):
        yield Finding(
            where,
            number,
            "report-text-form",
            Say("Có nội dung trước đề mục đầu tiên.", "There is text before the first heading."),
            Say("Chuyển xuống dưới một đề mục.", "Move it below a heading."),
        )
    elif marked := _MARKED.search(line):
        yield Finding(
            where,
            number,
            "report-text-form",
            Say(
                f"Ký hiệu «{marked[0].strip()}» không in được nguyên văn trên báo cáo.",
                f"`{marked[0].strip()}` cannot be set as it is meant.",
            ),
            Say(
                "Viết thành đoạn văn; gạch đầu dòng thì bắt đầu bằng «- ».",
                "Write paragraphs; items begin with `- `.",
            ),
        )
