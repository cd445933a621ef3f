"""What a finding says, for people at a form: fields by their labels there, never by their keys."""

from __future__ import annotations

import re
from functools import cache

from duthao.domain.record_questions import questions
from duthao.domain.record_questions.questions import LIST
from duthao.errors import FieldPath, Finding

_QUOTED = re.compile(r"«([a-z][a-z_]*(?:\[\d+\])?(?:\.[a-z0-9_]+)*)»")
_KEY_BEHIND = re.compile(r"(?<=») \(([a-z][a-z_.]*)\)")


def in_words(finding: Finding) -> str:
    """Message and remedy, with the labels of fields in the place of their keys."""
    text = f"{finding.message.vi} {finding.remedy.vi}".strip()
    text = _KEY_BEHIND.sub(lambda key: "" if _named(key[1]) else key[0], text)
    return _QUOTED.sub(lambda key: _label(key[1], finding.field) or key[0], text)


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
