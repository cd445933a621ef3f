"""Which lines of a body are to be another, so that its sections hold other text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from duthao.records import body
from duthao.records.body import Section

OldOrNew = int | str  # the number of a line that stays, from 0, or a new one


def lines(text: str, wanted: Mapping[str, str], headings: Mapping[str, str]) -> list[OldOrNew]:
    """The lines of a body with these sections: key → Markdown. A section that is not named goes with its heading.

    What has no key (text before the first heading, a heading of the officer's own) stays. `headings`: the key of each heading,
    in the order in which new sections are put.
    """
    there = text.split("\n")
    sections = body.parse(text, "", 0, headings)[0].sections
    starts = [section.line for section in sections]
    made: list[OldOrNew] = list(range(starts[0] if starts else len(there)))
    seen: set[str] = set()
    ends = [*starts[1:], len(there)] if starts else []  # a body may have no section yet
    for section, end in zip(sections, ends, strict=True):
        own = list(range(section.line, end))
        if section.key and section.key not in seen:
            seen.add(section.key)
            if section.key not in wanted:
                continue
            own_lines = _changed(section, there, own, wanted[section.key])
            made += own_lines
        else:
            made += own
    missing = [key for key in headings.values() if key in wanted and key not in seen]
    for key in missing:
        _insert(made, there, key, wanted[key], sections, headings, seen)
        seen.add(key)
    if there[-1] == "" and made and _text(made[-1], there):
        made.append("")  # the last line was ended
    return made


def _changed(section: Section, there: Sequence[str], own: list[int], wanted: str) -> list[OldOrNew]:
    """The lines of a section, of which only those are new that are another."""
    if section.markdown == wanted:
        return list(own)
    first, last = 1, len(own)
    while first < last and not there[own[first]]:
        first += 1
    while last > first and not there[own[last - 1]]:
        last -= 1
    new = wanted.split("\n") if wanted else []
    if first == last:  # it was empty
        return [own[0], "", *new, ""] if new else list(own)
    old = [there[n] for n in own[first:last]]
    made: list[OldOrNew] = list(own[:first])
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        made += own[first + i : first + j] if kind == "equal" else new[k:m]
    return [*made, *own[last:]]


def _insert(
    made: list[OldOrNew],
    there: Sequence[str],
    key: str,
    wanted: str,
    sections: Sequence[Section],
    headings: Mapping[str, str],
    seen: set[str],
) -> None:
    """Put a section that was not there before the first that follows it in the order of headings."""
    order = list(headings.values())
    titles = {name: title for title, name in headings.items()}
    later = {f"## {titles[name]}" for name in order[order.index(key) + 1 :] if name in seen}
    starts = {s.line for s in sections if s.key in order[order.index(key) + 1 :] and s.key in seen}
    place = next((n for n, line in enumerate(made) if line in starts or line in later), len(made))
    new: list[OldOrNew] = [f"## {titles[key]}", "", *wanted.split("\n"), ""]
    if place == len(made) and made and _text(made[-1], there) == "":
        place -= 1  # the end of the last line is no line
    if place and _text(made[place - 1], there).strip():
        new.insert(0, "")
    if place == len(made) - 1 and _text(made[-1], there) == "":
        new.pop()
    made[place:place] = new


def _text(line: OldOrNew, there: Sequence[str]) -> str:
    return there[line] if isinstance(line, int) else line
