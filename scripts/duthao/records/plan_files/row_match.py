"""Which row of a list is which row of the plan: by title, else by one that is nearly the same; what may be another text is asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from duthao.domain.plans import PlanRow
from duthao.errors import Say
from duthao.records.plan_files.office_list import Doubt, OfficeListRow, cell_name, folded_title
from duthao.text import fold, nfc

_ALIKE = 0.75  # of the words in two titles so many are in both where they are one text's
_WORD = re.compile(r"[^\W_]+")


class RowMatches(NamedTuple):
    """The line of each row of the list that is in the plan → its key there, each once; and what a person should look at."""

    keys: Mapping[int, str]
    doubts: Sequence[Doubt]


def matched_rows(
    known: Mapping[str, PlanRow], rows: Sequence[OfficeListRow], named: Collection[str] = ()
) -> RowMatches:
    """Match by title; then rows of the same agency whose titles have nearly the same words, and the same numbers and names.

    Rows that records name (`named`) and rows that were dropped are matched by title alone.
    """
    doubts: list[Doubt] = []
    by_title: dict[str, list[str]] = {}
    for key, row in sorted(known.items(), key=lambda pair: pair[1].dropped is not None):
        by_title.setdefault(folded_title(row.title), []).append(key)
    matched: dict[int, str] = {}
    first: dict[str, int] = {}
    for listed in rows:
        title = folded_title(_title(listed))
        if title in first:
            doubts.append(_twice(listed.line, first[title]))
        first.setdefault(title, listed.line)
        if keys := by_title.get(title):
            key = min(keys, key=lambda k: _unlike(listed, known[k]))  # the first of equals
            keys.remove(key)
            matched[listed.line] = key
            if known[key].dropped:
                doubts.append(_listed_again(listed.line, key))
    taken = set(matched.values())
    left = {key: row for key, row in known.items() if key not in taken}
    for listed in rows:
        if listed.line in matched:
            continue
        for key in _alike(listed, left):
            row, fixed = left[key], key in named or left[key].dropped is not None
            if not fixed and same_names(_title(listed), row.title):
                doubts.append(_renamed(listed, key, left.pop(key)))
                matched[listed.line] = key
                break
            doubts.append(_perhaps(listed, key, row))
    return RowMatches(matched, doubts)


def _unlike(listed: OfficeListRow, row: PlanRow) -> tuple[bool, bool]:
    """Of rows whose titles differ in marks alone those come first that have them too, then those of the same agency."""
    other = nfc(row.title).casefold() != nfc(_title(listed)).casefold()
    return other, row.agency != listed.fields.get("agency")


def _title(listed: OfficeListRow) -> str:
    return str(listed.fields["title"])


def _alike(listed: OfficeListRow, left: Mapping[str, PlanRow]) -> list[str]:
    """The rows of the same agency whose titles have nearly the same words, the nearest first."""
    words = set(folded_title(_title(listed)).split())
    found: list[tuple[float, str]] = []
    for key, row in left.items():
        theirs = set(folded_title(row.title).split())
        share = len(words & theirs) / max(1, len(words | theirs))
        if row.agency == listed.fields.get("agency") and share >= _ALIKE:
            found.append((-share, key))
    return [key for _, key in sorted(found)]


def same_names(one: str, other: str) -> bool:
    """Whether two titles have the same numbers and years, and no name with a capital that the other lacks; where one was
    typed without marks, names are compared without them.
    """
    if _is_bare(one) or _is_bare(other):
        one, other = _unmarked(one), _unmarked(other)
    return _missing(one, other) == _missing(other, one) == []


def _is_bare(title: str) -> bool:
    """Whether a title has no marks at all, though some would be due: hardly a Vietnamese title has none."""
    return nfc(title).isascii()


def _unmarked(title: str) -> str:
    """The title without marks, its capitals as they are."""
    return "".join(
        folded.upper() if letter.isupper() else folded
        for letter in nfc(title)
        for folded in [fold(letter)]
    )


def _missing(title: str, other: str) -> list[str]:
    """The numbers and the words with a capital, but the first word, that are not in the other title."""
    there = {word.lower() for word in _WORD.findall(nfc(other))}
    return [
        word
        for place, word in enumerate(_WORD.findall(nfc(title)))
        if (any(map(str.isdigit, word)) or (place and word[0].isupper()))
        and word.lower() not in there
    ]


# ---- what is said


def _twice(line: int, first: int) -> Doubt:
    return Doubt(
        cell_name(line, 0),
        Say(f"trùng tên với dòng {first} của danh mục.", f"the title is that of row {first} too."),
    )


def _renamed(listed: OfficeListRow, key: str, row: PlanRow) -> Doubt:
    return Doubt(
        cell_name(listed.line, 0),
        Say(
            f"gần giống {key} «{row.title}»: coi là cùng một văn bản, đổi tên theo danh mục.",
            f"is nearly {key} `{row.title}`: taken for the same text, with the title of the list.",
        ),
    )


def _perhaps(listed: OfficeListRow, key: str, row: PlanRow) -> Doubt:
    return Doubt(
        cell_name(listed.line, 0),
        Say(
            f"gần giống {key} «{row.title}» nhưng dòng ấy đã có hồ sơ, đã bỏ, hoặc khác số, khác tên riêng: ghi thành dòng mới. "
            f"Nếu là cùng một văn bản thì sửa tên ở {key}, xóa dòng mới rồi nhập lại.",
            f"is nearly {key} `{row.title}`, which a record names, which was dropped, or which differs in a number or a name: taken for a new row. "
            f"Where they are one text, mend the title of {key}, delete the new row and import again.",
        ),
    )


def _listed_again(line: int, key: str) -> Doubt:
    return Doubt(
        cell_name(line, 0),
        Say(
            f"{key} đã đưa ra khỏi kế hoạch mà danh mục vẫn còn: dòng ấy vẫn là đã bỏ.",
            f"{key} was dropped and is in the list still: it stays dropped.",
        ),
    )
