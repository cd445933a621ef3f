"""What a finding says, for people at a form: fields by their labels there, never by their keys."""

from __future__ import annotations

import re
from functools import cache

from duthao.domain.record_questions import choices, questions
from duthao.domain.record_questions.questions import LIST
from duthao.errors import FieldPath, Finding

_QUOTED = re.compile(r"«([a-z][a-z_]*(?:\[\d+\])?(?:\.[a-z0-9_]+)*)»")
_KEY_BEHIND = re.compile(r"(?<=») \(([a-z][a-z_.]*)\)| \(([a-z][a-z_]*(?:\.[a-z0-9_]+)+)\)")
_PAIR = re.compile(r"«([a-z][a-z_]*(?:\.[a-z0-9_]+)*): ([^«»{}]+)»")
_KIND = re.compile(r",? \(kind: ([a-z-]+)\)|, kind: ([a-z-]+)")
_HEADING = re.compile(r"«#{1,6} ")
_APPROVE = re.compile(r"\b([Cc])hạy «duthao approve [a-z0-9-]+»")
_TRUTHS = {"true": "Có", "false": "Không"}


def in_words(finding: Finding) -> str:
    """Message and remedy, with the labels of fields in the place of their keys."""
    return text_in_words(f"{finding.message.vi} {finding.remedy.vi}".strip(), finding.field)


def text_in_words(text: str, field: FieldPath) -> str:
    """A message or a remedy of a finding about `field`, without keys, signs of Markdown and commands of the person who approves."""
    text = _KEY_BEHIND.sub(lambda key: "" if _named(key[1] or key[2]) else key[0], text)
    text = _PAIR.sub(lambda pair: _answer(pair[1], pair[2], field) or pair[0], text)
    text = _KIND.sub(lambda kind: _kind(kind[1] or kind[2]), text)
    text = _APPROVE.sub(lambda run: "Trình duyệt" if run[1] == "C" else "trình duyệt", text)
    text = _HEADING.sub("«", text)
    return _QUOTED.sub(lambda key: _label(key[1], field) or key[0], text)


def _answer(key: str, value: str, field: FieldPath) -> str:
    """`«unknown: true»` → `«Không rõ thời gian» là «Có»`; "" where the key is of no field."""
    label = _label(key, field)
    return f"{label} là «{_TRUTHS.get(value) or _fixed(value) or value}»" if label else ""


def _kind(key: str) -> str:
    """A kind by its name, nothing where only a register knows it: the words before it say it too."""
    name = _fixed(key)
    return f" («{name}»)" if name else ""


def _fixed(key: str) -> str:
    """The name of what may be chosen in every province; "" of another."""
    return next((names[key] for names in choices.FIXED.values() if key in names), "")


def _label(key: str, field: FieldPath) -> str:
    """The label of the field that a finding about `field` means by a key; "" where it is none."""
    named = _named(re.sub(r"\[\d+\]", "", key))
    if not named:
        return ""
    here = [LIST if isinstance(part, int) else part for part in field]
    path = max(named, key=lambda p: (_shared(p.split("."), here), -len(p)))
    return f"«{questions.label_of(path)}»"


@cache
def _named(key: str) -> tuple[str, ...]:
    """The paths that a key may mean, fields and groups, in the order of the questions."""
    wanted = [part for part in key.split(".") if not part.isdigit()]
    found: dict[str, None] = {}
    for asked in questions.by_path():
        parts = asked.split(".")
        if parts[0] == questions.BODY:
            continue
        for length in range(len(parts), 0, -1):
            names = [part for part in parts[:length] if part != LIST]
            if parts[length - 1] != LIST and names[-len(wanted) :] == wanted:
                found[".".join(parts[:length])] = None
    return tuple(found)


def _shared(path: list[str], here: list[str]) -> int:
    count = 0
    for one, other in zip(path, here, strict=False):
        if one != other:
            break
        count += 1
    return count
