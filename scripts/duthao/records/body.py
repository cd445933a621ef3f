"""The body of a record: Markdown split into the sections that the law's four contents ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from duthao.domain.record_questions import headings
from duthao.errors import Finding, Say

HEADINGS = headings.HEADINGS
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_TELLING = frozenset("#=- ")  # a line that begins with none of these neither is nor makes a heading
_NO_HEADING = re.compile(r" {0,3}#{2,6}[^\W\d_]|\s*(?:>\s*|[-*+]\s+|\d+[.)]\s+)+#{1,2}\s")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+")
_LEAD = re.compile(r"^(?:(?:[-*+]|\d{1,3}[.)])[ \t]+|#{1,6}[ \t]+|>[ \t]*)")
_RULE_ROW = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"(`+)(?:(?!\1).)*\1")
_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:|[\w.+-]+@)[^>\n]*>?")
# Bounded and without going back, so that a flood of brackets takes no longer than any other text.
_LINK = re.compile(r"!?\[([^\]\[]{0,2000}+)\]\(\s{0,9}+<?([^)\s>]{1,2000}+)>?[^)]{0,300}+\)")
_MARKED = re.compile(r"[*_~`\\\[]")
_MARKS = re.compile(r"(\*\*|__|~~|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w))|\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Section:
    """A second-level section. `markdown` is its text without the heading; `line` is the heading's."""

    key: str
    heading: str
    markdown: str
    line: int

    @cached_property
    def blocks(self) -> tuple[tuple[str, str], ...]:
        """Its blocks as (kind, text): kind is paragraph, item, row, heading or code; text is plain."""
        return tuple(_blocks(self.markdown))

    @property
    def items(self) -> tuple[str, ...]:
        """Plain text of its list items."""
        return tuple(text for kind, text in self.blocks if kind == "item")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Plain text of its paragraphs."""
        return tuple(text for kind, text in self.blocks if kind == "paragraph")

    @cached_property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """Cells of its first table as plain text, the header first; empty when there is none."""
        return tuple(_table(self.markdown))


@dataclass(frozen=True)
class Body:
    """The sections in their order; text before the first heading belongs to none."""

    sections: tuple[Section, ...]

    def __getitem__(self, key: str) -> Section | None:
        """The section of that key, or None."""
        return next((s for s in self.sections if s.key == key), None)


def parse(
    text: str, path: str, first_line: int, headings: Mapping[str, str] = HEADINGS
) -> tuple[Body, list[Finding]]:
    """Split a body; every fault in its headings and every piece of raw HTML is found. `headings`: the key of each."""
    sections: list[Section] = []
    findings: list[Finding] = []
    lines: list[str] = []
    heading: tuple[str, int] | None = None
    for number, line, fenced in _lines(text, first_line):
        if fenced or (line[:1] not in _TELLING and "#" not in line and "<" not in line):
            lines.append(line)
            continue
        level, title = _heading(line)
        key = headings.get(heading[0], "") if heading else ""
        place = ("body", key) if key else ("body",)
        if "<" in line:
            findings += (replace(f, field=place) for f in _raw_html(line, path, number))
        if not level:
            above = lines[-1] if lines else ""
            findings += (replace(f, field=place) for f in _no_heading(line, above, path, number))
        if level in ("#", "##"):
            if heading:
                sections.append(_section(heading, lines, headings))
            elif any(g.strip() for g in lines):
                findings.append(_stray(path, first_line))
            heading, lines = (title, number), []
            findings += _heading_faults(level, title, path, number, sections, headings)
        else:
            lines.append(line)
    if heading:
        sections.append(_section(heading, lines, headings))
    elif any(g.strip() for g in lines):
        findings.append(_stray(path, first_line))
    return Body(tuple(sections)), findings


def _lines(text: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """Every line with its number, and whether it is code between fences."""
    numbered = enumerate(text.split("\n"), first_line)
    if "`" in text or "~" in text:
        return _fenced(numbered)
    return ((number, line, False) for number, line in numbered)


def _fenced(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, bool]]:
    fence = ""
    for number, line in numbered:
        match = _FENCE.match(line)
        if match and not fence:
            fence = match.group(1)
            yield number, line, True
        elif fence:
            if match and match.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            yield number, line, True
        else:
            yield number, line, False


def _heading(line: str) -> tuple[str, str]:
    """Its signs and its title; nothing if the line is none."""
    match = _HEADING.match(line) if line[0] in "# " else None
    return (match.group(1), match.group(2) or "") if match else ("", "")


def _section(heading: tuple[str, int], lines: list[str], headings: Mapping[str, str]) -> Section:
    title, line = heading
    return Section(headings.get(title, ""), title, "\n".join(lines).strip("\n"), line)


def _heading_faults(
    level: str,
    title: str,
    path: str,
    line: int,
    before: list[Section],
    headings: Mapping[str, str],
) -> Iterator[Finding]:
    if level == "#":
        yield Finding(
            path,
            line,
            "heading-level",
            Say(
                "Thân hồ sơ chỉ dùng đề mục từ bậc hai (##).", "The body starts at level two (##)."
            ),
            Say("Thêm một dấu #.", "Add one #."),
            field=("body",),
        )
    elif title not in headings:
        yield Finding(
            path,
            line,
            "heading-unknown",
            Say(f"Đề mục «{title}» không có trong mẫu.", f"Heading `{title}` is not in the form."),
            Say(
                "Dùng đúng tên đề mục: " + "; ".join(headings) + ".",
                "Use the headings of the form, verbatim.",
            ),
            field=("body",),
        )
    elif any(s.heading == title for s in before):
        yield Finding(
            path,
            line,
            "heading-repeated",
            Say(f"Đề mục «{title}» có hai lần.", f"Heading `{title}` stands twice."),
            Say("Gộp lại làm một.", "Merge the two."),
            field=("body", headings[title]),
        )


def _no_heading(line: str, before: str, path: str, number: int) -> Iterator[Finding]:
    """What Markdown makes no heading of though it was meant as one, or makes one of though it is none of ours."""
    if "#" in line and _NO_HEADING.match(line):
        yield Finding(
            path,
            number,
            "heading-form",
            Say(
                f"Đề mục viết không đúng dạng: «{line.strip()[:60]}».",
                f"A heading in the wrong form: `{line.strip()[:60]}`.",
            ),
            Say(
                "Viết ở đầu dòng, có dấu cách sau các dấu #: «## Nội dung cơ bản».",
                "Begin the line with it, and leave a blank after the #: `## Nội dung cơ bản`.",
            ),
        )
    elif line[:1] in ("=", "-", " ") and _UNDERLINE.match(line) and _is_text(before):
        yield Finding(
            path,
            number,
            "heading-form",
            Say(
                f"Dòng «{line.strip()[:10]}» biến dòng trên thành đề mục.",
                f"The line `{line.strip()[:10]}` makes a heading of the line above.",
            ),
            Say(
                "Để một dòng trống ở trên; đề mục thì viết «## Tên đề mục».",
                "Leave a blank line above it; write a heading as `## Name`.",
            ),
        )


def _is_text(line: str) -> bool:
    """Whether the line goes on a paragraph, which a line beneath can turn into a heading."""
    return _kind(line, False, "paragraph") == "more" and not line.lstrip().startswith(
        (">", "```", "~~~")
    )


def _stray(path: str, line: int) -> Finding:
    return Finding(
        path,
        line,
        "text-before-heading",
        Say("Có nội dung trước đề mục đầu tiên.", "There is text before the first heading."),
        Say("Chuyển nội dung vào một đề mục.", "Move it under a heading."),
        field=("body",),
    )


def _raw_html(line: str, path: str, number: int) -> Iterator[Finding]:
    bare = _CODE.sub(lambda m: " " * len(m.group()), line)
    for match in _HTML.finditer(bare):
        yield Finding(
            path,
            number,
            "raw-html",
            Say(
                f"Không dùng thẻ HTML trong hồ sơ: {match.group()[:40]}",
                f"Raw HTML is not allowed: {match.group()[:40]}",
            ),
            Say(
                "Viết bằng Markdown; dấu «<» trong câu thì viết «\\<».",
                "Write Markdown; write a lone `<` as `\\<`.",
            ),
            column=match.start() + 1,
            width=len(match.group()),
        )


def plain(text: str) -> str:
    """Markdown of one line as plain text: links as their words, emphasis and escapes removed."""
    if not _MARKED.search(text):  # as most pieces: 0.3 ms a record
        return text.strip()
    return _MARKS.sub(lambda m: m.group(2) or "", _LINK.sub(r"\1", text)).strip()


def links(text: str) -> tuple[str, ...]:
    """Addresses that the Markdown links to."""
    return tuple(match.group(2) for match in _LINK.finditer(text))


def _blocks(markdown: str) -> Iterator[tuple[str, str]]:
    kind, lines = "", list[str]()
    for _, line, fenced in _lines(markdown, 1):
        new = _kind(line, fenced, kind)
        # A line of text after a paragraph or an item goes on with it; all else begins a block of its own.
        if new != "more":
            if lines:
                yield kind, plain(" ".join(lines))
            kind, lines = new, []
        if kind:
            lines.append(_LEAD.sub("", line.strip(), count=1))
    if lines:
        yield kind, plain(" ".join(lines))


def _kind(line: str, fenced: bool, before: str) -> str:
    stripped = line.strip()
    if fenced:
        return "more" if before == "code" else "code"
    if not stripped:
        return ""
    if stripped[0] in "#|":
        return "heading" if stripped[0] == "#" else "row"
    if _ITEM.match(stripped):
        return "item"
    return "more" if before in ("paragraph", "item") else "paragraph"


def _table(markdown: str) -> Iterator[tuple[str, ...]]:
    rows = [line.strip() for _, line, fenced in _lines(markdown, 1) if not fenced]
    start = next(
        (
            i
            for i, row in enumerate(rows)
            if "|" in row
            and i + 1 < len(rows)
            and "|" in rows[i + 1]
            and _RULE_ROW.match(rows[i + 1])
        ),
        None,
    )
    if start is None:
        return
    width = len(_cells(rows[start]))
    for place, row in enumerate(rows[start:]):
        if "|" not in row:
            return
        if place != 1:
            yield tuple([*map(plain, _cells(row)), *[""] * width][:width])


def row_of_last(lines: Sequence[str]) -> int | None:
    """Which row of the first table the last of a section's lines is, from 0 below the head; None where it is none."""
    rows = [line.strip() for line in lines]
    heads = (n for n in range(1, len(rows)) if "|" in rows[n - 1] and _RULE_ROW.match(rows[n]))
    head = next(heads, None)
    if head is None or head + 1 >= len(rows) or not all("|" in row for row in rows[head:]):
        return None
    return len(rows) - head - 2


def uneven_rows(markdown: str) -> Iterator[tuple[int, int, int]]:
    """Rows that have not as many cells as the head of their table: the line (from 0), its cells, those of the head.

    A row that belongs to no table counts as one below a head of 0 cells.
    """
    rows = [("" if fenced else line.strip()) for _, line, fenced in _lines(markdown, 1)]
    width = 0
    for place, row in enumerate(rows):
        if row.startswith(">") or _kind(row, False, "paragraph") not in ("row", "more"):
            width = 0
            continue
        if not width and "|" in row and _RULE_ROW.match("".join(rows[place + 1 : place + 2])):
            width = len(_cells(row))
        elif width or row.startswith("|"):
            cells = len(_cells(row))
            if cells != width:
                yield place, cells, width


def _cells(row: str) -> list[str]:
    inner = row.removeprefix("|")
    cells = _BAR.split(inner) if "\\" in inner else inner.split("|")
    return cells[:-1] if row.endswith("|") and not row.endswith("\\|") else cells
