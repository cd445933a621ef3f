"""A record's text with other fields and sections, all else of it as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import yaml

from duthao.errors import DuthaoError, Say
from duthao.records import body, front_matter
from duthao.records.front_matter import SourceFile
from duthao.records.record_writer import layout, section_edits
from duthao.records.record_writer.field_edits import Edit, FieldEdits
from duthao.records.record_writer.section_edits import OldOrNew
from duthao.records.strict_yaml import Value
from duthao.text import nfc

_LINE_END = re.compile(r"(\r\n|\r|\n)")

# How values are written, the finest way first: a comment that stands deep would become part of a text above it.
_WAYS = ((False, True), (False, False), (True, False))


class Unwritable(DuthaoError):
    """The text is laid out, or faulty, so that it cannot be made to say what it shall."""


def rewrite(
    text: str,
    data: Mapping[str, Value],
    sections: Mapping[str, str] | None = None,
    headings: Mapping[str, str] = body.HEADINGS,
) -> str:
    """Return the text with these fields and sections; where they are what it holds, the very same text.

    `data` is the whole front matter as `front_matter.read_document` reads it: texts, lists and groups; fields that it does not
    name are taken out, those that stand in the text without a value stay. `sections` is the Markdown of every section by its
    key in `headings`; None: the body stays. Accents and line ends of values are brought into the form that reading gives them.

    What is returned was read again and holds exactly this. Raises Unwritable where that cannot be done.
    """
    pieces = _LINE_END.split(text)
    lines = list(zip(pieces[::2], [*pieces[1::2], ""], strict=True))
    source = _read(text)
    if source is None:
        raise _unwritable()
    wanted = {nfc(key): _normal(value) for key, value in data.items()}
    parts = None
    if sections is not None:
        parts = {key: _normal_text(markdown).strip("\n") for key, markdown in sections.items()}
        if parts == _sections(source, headings):
            parts = None
    if source.data == wanted and parts is None:
        return text
    if source.body_line > len(lines):  # the fence is the last line, and is not ended
        lines.append(("", ""))
    for whole, blocks in _WAYS:
        made = _made(lines, source, wanted, parts, headings, whole=whole, blocks=blocks)
        if made is not None:
            written = _joined(made, lines)
            if _holds(written, source, wanted, parts, headings):
                return written
    raise _unwritable()


def _made(
    lines: Sequence[tuple[str, str]],
    source: SourceFile,
    wanted: Mapping[str, Value],
    parts: Mapping[str, str] | None,
    headings: Mapping[str, str],
    *,
    whole: bool,
    blocks: bool,
) -> list[OldOrNew] | None:
    """Its lines, new ones and the numbers of those that stay; None where its layout is not understood."""
    fence = source.body_line - 2  # the number of the line, from 0, that closes the front matter
    fields: list[OldOrNew] = list(range(1, fence))
    if source.data != wanted:
        yaml_text = "".join(f"{nfc(line)}\n" for line, _ in lines[1:fence])
        try:
            edits = FieldEdits(
                yaml_text, layout.read(yaml_text), whole=whole, blocks=blocks
            ).between(source.data, wanted)
            fields = [
                line + 1 if isinstance(line, int) else line for line in _edited(yaml_text, edits)
            ]
        except (layout.Unusual, ValueError, yaml.YAMLError):
            return None
    rest: list[OldOrNew] = list(range(fence + 1, len(lines)))
    if parts is not None:
        made = section_edits.lines(source.body, parts, headings)
        rest = [line + fence + 1 if isinstance(line, int) else line for line in made]
    return [0, *fields, fence, *rest]


def _edited(text: str, edits: Sequence[Edit]) -> list[OldOrNew]:
    """The lines of a text whose last one is ended, new ones and the numbers of those that no edit touches."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    known = frozenset(starts)
    made: list[OldOrNew] = []
    at = n = 0
    while n < len(edits):
        first = bisect_right(starts, edits[n].start) - 1
        place, new, ended = starts[first], "", False
        # All edits that share a line.
        while (
            n < len(edits)
            and not ended
            and starts[bisect_right(starts, place) - 1] <= edits[n].start
        ):
            edit = edits[n]
            if bisect_right(starts, edit.start) > bisect_right(starts, place):
                break
            if edit.start < place:
                raise layout.Unusual
            new += text[place : edit.start] + edit.text
            place, n = edit.end, n + 1
            ended = place in known and new[-1:] in ("", "\n")
        end = place if ended else starts[bisect_right(starts, place)]
        made += [*range(at, first), *(new + text[place:end]).split("\n")[:-1]]
        at = bisect_right(starts, end) - 1
    return [*made, *range(at, len(starts) - 1)]


def _joined(made: Sequence[OldOrNew], lines: Sequence[tuple[str, str]]) -> str:
    """The text of these lines: a new one ends as the first of the file does."""
    end = lines[0][1]
    written = []
    for number, line in enumerate(made):
        own, ending = (line, end) if isinstance(line, str) else lines[line]
        last = number == len(made) - 1
        written.append(own + ("" if last else ending or end))
    return "".join(written)


def _holds(
    written: str,
    before: SourceFile,
    wanted: Mapping[str, Value],
    parts: Mapping[str, str] | None,
    headings: Mapping[str, str],
) -> bool:
    """Whether the text reads back as what it was to say."""
    after = _read(written)
    if after is None or after.data != wanted:
        return False
    if parts is None:
        return after.body == before.body
    return _sections(after, headings) == parts


def _read(text: str) -> SourceFile | None:
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return None
    return front_matter.read_document(raw, "")[0]


def _sections(source: SourceFile, headings: Mapping[str, str]) -> dict[str, str]:
    """The Markdown of each section of the form; of one that stands twice the first."""
    found: dict[str, str] = {}
    for section in body.parse(source.body, "", 1, headings)[0].sections:
        if section.key:
            found.setdefault(section.key, section.markdown)
    return found


def _normal(value: Value) -> Value:
    if isinstance(value, dict):
        return {nfc(key): _normal(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_normal(inner) for inner in value]
    return _normal_text(value)


def _normal_text(text: str) -> str:
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n"))


def _unwritable() -> Unwritable:
    return Unwritable(
        Say(
            "Hồ sơ viết theo cách lạ nên không ghi thêm được: mỗi trường phải ở dòng riêng; sửa các lỗi mà «duthao check» báo rồi làm lại.",
            "The record is laid out so that nothing can be written into it: give each field a line of its own, and mend what `duthao check` tells.",
        )
    )
