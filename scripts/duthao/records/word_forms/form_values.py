"""A value as it stands in a form in Word, and back: days as people write them, names in the place of keys, boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from duthao.domain.record_questions.choices import REGISTERS, choices
from duthao.domain.record_questions.listed_lines import LISTED, listed
from duthao.domain.record_questions.questions import RecordQuestion, one_or_several
from duthao.domain.registers import Registers
from duthao.errors import Say
from duthao.records.plan_files.register_names import keys_meant
from duthao.records.strict_yaml import Value
from duthao.records.word_forms import typed_days
from duthao.records.word_forms.unreadable import Unreadable
from duthao.text import closest, slug

TICKED, UNTICKED = "\u2612", "\u2610"
YES, NO = "Có", "Không"
MOST_BOXES = 24  # of more choices each is written on a line
_TICKED = re.compile(r"^\s*(?:[\u2611\u2612\u2713\u2714\u25a0\u25a3]|\[[xX]\])\s*")
_UNTICKED = re.compile(r"^\s*(?:[\u2610\u25a1\u25a2]|\[ ?\])\s*")
_LISTED = re.compile(r"[;\n]")
_BULLET = re.compile(r"^\s*[-+•*]\s+")
_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,\u00a0 ]\d{3})+")
_TRUTHS = {"co": "true", "true": "true", "x": "true", "khong": "false", "false": "false"}
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:|[\w.+-]+@)")
_SIGNS = re.compile(r"^(?:#{1,2}(?=\s)|`{3,}|~{3,})")  # of a heading, of code
_DASH = re.compile(r"^[-*+]\s+(?=\S)")
_BLOCK = re.compile(r"[-*+]\s|\d{1,3}[.)]\s|\||>")


# ---- from the record to the form


def to_words(question: RecordQuestion, value: Value, registers: Registers) -> str:
    """What the row says; "" where nothing is known. Of choices a line each, those that are not chosen too where boxes stand."""
    if question.one_or_several and isinstance(value, str):
        value = [value]
    if question.kind == "choices":
        return _boxes(question, value, registers)
    if question.kind == "lines" and isinstance(value, list):
        return "\n".join(map(str, value))
    if not isinstance(value, str):
        return ""
    if question.kind == "section":
        return section_words(value)
    if question.kind == "choice":
        return names(question.choices_of, registers).get(value, value)
    if question.kind in ("day", "moment"):
        return _day_words(value)
    if question.kind == "truth":
        return {"true": YES, "false": NO}.get(value, value)
    return value


def names(table: str, registers: Registers) -> Mapping[str, str]:
    """Key → what is shown of it: its name, and the key where several have the same one."""
    shown = choices(table, registers)
    seen = [slug(name) for name in shown.values()]
    return {
        key: f"{name} ({key})" if seen.count(slug(name)) > 1 else name
        for key, name in shown.items()
    }


def has_boxes(question: RecordQuestion, registers: Registers) -> bool:
    """Whether the choices stand in the form as boxes to tick; not where their order counts."""
    if question.kind != "choices" or question.one_or_several:
        return False
    return len(names(question.choices_of, registers)) <= MOST_BOXES


def _boxes(question: RecordQuestion, value: Value, registers: Registers) -> str:
    chosen = [str(key) for key in value] if isinstance(value, list) else []
    shown = names(question.choices_of, registers)
    if not has_boxes(question, registers):
        return "\n".join(shown.get(key, key) for key in chosen)
    lines = [f"{TICKED} {shown.get(key, key)}" for key in chosen]  # first, in the record's order
    return "\n".join(lines + [f"{UNTICKED} {shown[key]}" for key in shown if key not in chosen])


def _day_words(value: str) -> str:
    """`05/12/2026`, `05/12/2026 17:00`; what is written in another way stays so."""
    match = _WRITTEN.fullmatch(value)
    if not match:
        return value
    year, month, day = match[1].split("-")
    return f"{day}/{month}/{year}" + (f" {match[2]}" if match[2] else "")


def section_words(markdown: str) -> str:
    """A line for each paragraph, item and row of the Markdown; items of a list within a list begin with `+`."""
    said: list[str] = []
    goes_on = False
    for line in markdown.replace("\\<", "<").split("\n"):
        bare = line.strip()
        if goes_on and bare and not _BLOCK.match(bare):
            said[-1] += f" {bare}"
            continue
        goes_on = bool(bare) and not bare.startswith(("|", "#"))
        if bare:
            nested = line.startswith("  ") and _DASH.match(bare)
            said.append(_DASH.sub("+ " if nested else "- ", bare))
    return "\n".join(said)


# ---- from the form to the record


def from_words(
    question: RecordQuestion, words: str, registers: Registers
) -> Value | Unreadable | None:
    """The value that a row says; None where it is empty."""
    if question.kind == "section":
        markdown = section_markdown(words)
        return (listed(markdown) if question.path in LISTED else markdown) or None
    if question.kind == "choices":
        chosen = _chosen(question, words, registers)
        if question.one_or_several and isinstance(chosen, list):
            return one_or_several(chosen)
        return chosen
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if not lines:
        return None
    if question.kind == "lines":
        return one_or_several([line.removeprefix("mailto:").strip("<>") for line in lines])
    text = ("\n" if question.kind == "long_text" else " ").join(lines)
    if question.kind == "choice":
        return _key(question.choices_of, text, registers)
    if question.kind in ("day", "moment"):
        return typed_days.read(text, question.kind == "moment")
    if question.kind == "truth":
        truth = _TRUTHS.get(slug(_TICKED.sub("x ", text, count=1))) or _TRUTHS.get(
            slug(_TICKED.sub("", text))
        )
        return truth or Unreadable(
            "bad-value",
            Say(f"«{text}» không phải là «{YES}» hay «{NO}».", f"`{text}` is neither yes nor no."),
            Say(f"Chọn «{YES}» hoặc «{NO}».", "Choose one of the two."),
        )
    if question.kind == "count":
        return re.sub(r"\D", "", text) if _THOUSANDS.fullmatch(text) else text
    if question.kind in ("url", "email"):
        return text.removeprefix("mailto:").strip("<>")
    return text


def _chosen(
    question: RecordQuestion, words: str, registers: Registers
) -> Value | Unreadable | None:
    """The keys of the ticked lines; of lines without a box those that are named."""
    lines = [line for line in words.split("\n") if line.strip()]
    boxed = any(_TICKED.match(line) or _UNTICKED.match(line) for line in lines)
    named: list[str] = []
    for line in lines:
        if _UNTICKED.match(line):
            continue
        bare = _TICKED.sub("", line)
        parts = [bare] if boxed else _LISTED.split(_BULLET.sub("", bare))
        named += [part.strip(" .") for part in parts if part.strip(" .")]
    keys: list[Value] = []
    for name in named:
        key = _key(question.choices_of, name, registers)
        if isinstance(key, Unreadable):
            return key
        if key not in keys:
            keys.append(key)
    return keys or None


def _key(table: str, text: str, registers: Registers) -> str | Unreadable:
    shown = names(table, registers)
    if text in shown:
        return text
    for same in (lambda name: name == text, lambda name: slug(name) == slug(text)):
        found = [key for key, name in shown.items() if same(name)]
        if len(found) == 1:
            return found[0]
    meant = keys_meant(registers, table, text) if table in REGISTERS else ()
    if len(meant) == 1:
        return meant[0]
    return Unreadable(
        "word-form-choice",
        Say(
            f"«{text}» không có trong danh sách của ô này.", f"`{text}` is not in this row's list."
        ),
        _offered(text, [shown[key] for key in meant if key in shown] or _like(text, shown)),
    )


def _like(text: str, shown: Mapping[str, str]) -> list[str]:
    by_slug = {slug(name): name for name in shown.values()}
    close = closest(slug(text), by_slug, 0.6)
    return [by_slug[close]] if close else []


def _offered(text: str, offered: Sequence[str]) -> Say:
    if not offered:
        return Say("Chọn một mục trong danh sách của ô.", "Choose one of the row's list.")
    listed = "; ".join(f"«{name}»" for name in offered[:6])
    return Say(f"Chọn trong danh sách; có phải {listed}?", f"Choose of the list; {listed}?")


def section_markdown(words: str) -> str:
    """The Markdown of what was typed in a section: a line is a paragraph, items and rows of a table follow each other."""
    made: list[str] = []
    before = ""
    for line in map(str.strip, words.split("\n")):
        if not line:
            continue
        block = _BLOCK.match(line)
        if made and not (block and _kind(line) == _kind(before)):
            made.append("")
        nested = line.startswith("+ ") and _kind(before) == "item"
        written = _TAG.sub(r"\\<", _SIGNS.sub(_as_text, line))
        made.append("  - " + written[2:] if nested else written)
        before = line
    return "\n".join(made)


def _as_text(signs: re.Match[str]) -> str:
    """Signs with which Markdown would begin a block, as the characters they are. Of a heading the first says it, of code each."""
    return f"\\{signs[0]}" if signs[0][0] == "#" else "".join(f"\\{sign}" for sign in signs[0])


def _kind(line: str) -> str:
    """Of lines of one kind that follow each other Markdown makes one block."""
    match = _BLOCK.match(line)
    return "" if not match else {"|": "row", ">": "quotation"}.get(match[0][:1], "item")


# ---- the comparison


def split_comparison(markdown: str, columns: Sequence[str]) -> tuple[str, list[list[str]], str]:
    """What stands before its table, the rows of the table, and what stands behind; without a table of these columns all of it
    is what stands before.
    """
    lines = markdown.split("\n")
    heads = [
        n
        for n, line in enumerate(lines)
        if [slug(c) for c in _cells(line)] == [slug(c) for c in columns]
    ]
    if len(heads) != 1 or not re.fullmatch(
        r"[|\s:-]*-[|\s:-]*", "".join(lines[heads[0] + 1 : heads[0] + 2])
    ):
        return markdown, [], ""
    end = next(
        (n for n in range(heads[0] + 2, len(lines)) if not lines[n].strip().startswith("|")),
        len(lines),
    )
    rows = [_cells(line) for line in lines[heads[0] + 2 : end]]
    if any(len(row) != len(columns) for row in rows):
        return markdown, [], ""
    return "\n".join(lines[: heads[0]]).strip("\n"), rows, "\n".join(lines[end:]).strip("\n")


def join_comparison(
    before: str, rows: Sequence[Sequence[str]], after: str, columns: Sequence[str]
) -> str:
    """The Markdown of the section."""
    table = []
    if rows:
        table = [_row(columns), "|" + "---|" * len(columns), *map(_row, rows)]
    return "\n\n".join(filter(None, [before, "\n".join(table), after]))


def _cells(line: str) -> list[str]:
    bare = line.strip()
    if not bare.startswith("|"):
        return []
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [
        cell.strip().replace("\\|", "|").replace("\\<", "<")
        for cell in re.split(r"(?<!\\)\|", bare)
    ]


def _row(cells: Sequence[str]) -> str:
    return (
        "| "
        + " | ".join(_TAG.sub(r"\\<", " ".join(c.split()).replace("|", "\\|")) for c in cells)
        + " |"
    )
