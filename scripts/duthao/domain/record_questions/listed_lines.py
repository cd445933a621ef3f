"""Sections that are answered by lines: each line that an officer types is an item of the record's list."""

from __future__ import annotations

import re

LISTED = frozenset({"body.questions"})  # sections of which paper takes the items alone
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s")
_NO_TEXT = re.compile(r"\s|[#|>]|```|~~~")


def listed(markdown: str) -> str:
    """The lines of a section as items of a list. What is an item already stays as it is typed, and so do lines that are no text of
    their own (indented, tables, quotations) and one that ends in a colon: it leads to the items below it.
    """
    made: list[str] = []
    for line in markdown.split("\n"):
        if not line.strip():
            if made and made[-1]:
                made.append("")
            continue
        text = _is_text(line)
        item = text or _ITEM.match(line)
        before = next((written for written in reversed(made) if written), "")
        in_list = bool(_ITEM.match(before.lstrip())) or before[:1].isspace()
        if item and in_list and not made[-1]:
            made.pop()  # lines of one list follow each other
        elif item and made and made[-1] and not in_list:
            made.append("")
        made.append(f"- {line.strip()}" if text else line)
    return "\n".join(made).strip("\n")


def _is_text(line: str) -> bool:
    return not (_ITEM.match(line) or _NO_TEXT.match(line) or line.rstrip().endswith(":"))
