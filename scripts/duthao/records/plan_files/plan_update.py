"""The rows of an office's list into `plan-<year>.yml`: numbers stay, what a person wrote stays, what differs is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from duthao.domain.plans import PlanRow, YearPlan
from duthao.errors import Say
from duthao.records.plan_files.office_list import (
    NOTE,
    Doubt,
    Fields,
    OfficeListRow,
    cell_name,
    folded_title,
)
from duthao.records.strict_yaml import scalar

_ORDER = (
    "title", "agency", "agency_words", "cooperating", "cooperating_words", "document_type", "form", "expected",
    "expected_words", "audiences", "places", "channels", "products",
)  # fmt: skip
_HEAD = """\
# Kế hoạch năm {year}, lập từ danh mục của cơ quan bằng «duthao plan import». Sửa tay được; nhập lại thì mã dòng không đổi.
# Chưa ghi «published» thì chưa trang nào có kế hoạch này. Mục «internal» không bao giờ công bố.
agency: {agency}
rows:
"""
_ROW = re.compile(r"  (\d{4}-\d{3,}):[ \t]*(#.*)?")
_FIELD = re.compile(r"    ([a-z_]+):")
_ALIKE = 0.75  # of the words in two titles so many are in both where they are one text's


class Update(NamedTuple):
    """The new text of the file, rows that are new and changed, those that the list no longer has, and doubts."""

    text: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def updated(
    text: str, plan: YearPlan | None, rows: Sequence[OfficeListRow], year: int, agency: str
) -> Update:
    """The plan with what the list says. `text` and `plan` are what is there, "" and None where nothing is; then `agency` signs.

    A row is known by its title, else by one that is nearly the same of the same agency. What the list leaves blank, and rows
    that it does not have, stay.
    """
    lines = (text or _HEAD.format(year=year, agency=agency)).splitlines()
    known = dict(plan.rows) if plan else {}
    doubts: list[Doubt] = []
    matched = _matched(known, rows, doubts)
    numbers = [int(key.partition("-")[2]) for key in known]
    last, added, changed = max(numbers, default=0), [], []
    for listed in rows:
        key = matched.get(listed.line)
        if key is None:
            last += 1
            key = f"{year}-{last:03d}"
            added.append(key)
            lines += _written(key, listed.fields)
        elif differing := _differing(known[key], listed, doubts):
            if _edited(lines, key, differing):
                changed.append(key)
            else:
                doubts.append(_not_edited(listed.line, key))
    found = set(matched.values())
    missing = tuple(key for key in known if key not in found and not known[key].dropped)
    return Update("\n".join(lines) + "\n", tuple(added), tuple(changed), missing, tuple(doubts))


# ---- which row is which


def _matched(
    known: Mapping[str, PlanRow], rows: Sequence[OfficeListRow], doubts: list[Doubt]
) -> dict[int, str]:
    """The line of each row of the list that is in the plan → its key there; each row of the plan once."""
    by_title: dict[str, list[str]] = {}
    for key, row in known.items():
        by_title.setdefault(folded_title(row.title), []).append(key)
    matched: dict[int, str] = {}
    first: dict[str, int] = {}
    for listed in rows:
        title = folded_title(str(listed.fields["title"]))
        if title in first:
            doubts.append(_twice(listed.line, first[title]))
        first.setdefault(title, listed.line)
        if keys := by_title.get(title):
            own = [key for key in keys if known[key].agency == listed.fields.get("agency")]
            key = (own or keys)[0]
            keys.remove(key)
            matched[listed.line] = key
    taken = set(matched.values())
    left = {key: row for key, row in known.items() if key not in taken}
    for listed in rows:
        if listed.line not in matched and (alike := _alike(listed, left)):
            doubts.append(_renamed(listed, alike, left.pop(alike)))
            matched[listed.line] = alike
    return matched


def _alike(listed: OfficeListRow, left: Mapping[str, PlanRow]) -> str:
    """The row of the same agency whose title has nearly the same words; "" where there is none."""
    words = set(folded_title(str(listed.fields["title"])).split())
    best, key = _ALIKE, ""
    for other, row in left.items():
        if row.agency == listed.fields.get("agency"):
            theirs = set(folded_title(row.title).split())
            share = len(words & theirs) / len(words | theirs)
            if share >= best:
                best, key = share, other
    return key


def _differing(row: PlanRow, listed: OfficeListRow, doubts: list[Doubt]) -> Fields:
    """What the list says that the plan says otherwise; notes for the office are not replaced."""
    there: dict[str, object] = dict(row)
    differing: Fields = {}
    for field, value in listed.fields.items():
        before = there.get(field)
        if field == NOTE:
            if row.internal is None:
                differing[NOTE] = value
            elif value != row.internal.note:
                doubts.append(_note_stays(listed.line, str(value)))
            continue
        now = row.expected.text if field == "expected" and row.expected else before
        now = list(now) if isinstance(now, tuple) else now
        if now != value:
            differing[field] = value
            if now:
                doubts.append(_replaced(listed.line, field, now, value))
    if "expected" in differing and "expected_words" not in listed.fields and row.expected_words:
        doubts.append(_words_stay(listed.line, row.expected_words))
    return differing


# ---- writing


def _written(key: str, fields: Fields) -> list[str]:
    lines = [f"  {key}:"]
    for field in _ORDER:
        if field in fields:
            lines += _field(field, fields[field])
    if NOTE in fields:
        lines += _note(str(fields[NOTE]))
    return lines


def _field(field: str, value: str | list[str]) -> list[str]:
    if isinstance(value, list):
        return [f"    {field}: [{', '.join(value)}]"]
    # a time is plain as it is: `2027-05`, `2027-Q2`, `../2027-06-30`
    return [f"    {field}: {value if field == 'expected' else scalar(value)}"]


def _note(text: str) -> list[str]:
    return ["    internal:", f"      note: {scalar(text)}"]


def _edited(lines: list[str], key: str, fields: Fields) -> bool:
    """Put the fields into the lines of a row, every other line as it was; False where the row is laid out otherwise."""
    starts = [n for n, line in enumerate(lines) if (row := _ROW.fullmatch(line)) and row[1] == key]
    if len(starts) != 1:
        return False
    start = starts[0] + 1
    end = next(
        (
            n
            for n in range(start, len(lines))
            if lines[n].strip() and not lines[n].startswith("    ")
        ),
        len(lines),
    )
    while end > start and not lines[end - 1].strip():
        end -= 1  # blank lines before what follows belong to it
    own = lines[start:end]
    for field, value in fields.items():
        new = _note(str(value)) if field == NOTE else _field(field, value)
        there = [n for n, line in enumerate(own) if (m := _FIELD.match(line)) and m[1] == field]
        if there:
            stop = next((n for n in range(there[0] + 1, len(own)) if _begins(own[n])), len(own))
            own[there[0] : stop] = new
        else:
            after = [n for n, line in enumerate(own) if _FIELD.match(line) and _before(line, field)]
            stop = next((n for n in range(after[-1] + 1, len(own)) if _begins(own[n])), len(own)) if after else 0  # fmt: skip
            own[stop:stop] = new
    lines[start:end] = own
    return True


def _begins(line: str) -> bool:
    """Whether a line belongs to what comes after a field: the next one, or a comment."""
    return bool(_FIELD.match(line)) or line.lstrip().startswith("#")


def _before(line: str, field: str) -> bool:
    """Whether the field of this line stands before another in the order of rows."""
    match = _FIELD.match(line)
    if not match or match[1] not in _ORDER:
        return False
    return field not in _ORDER or _ORDER.index(match[1]) < _ORDER.index(field)


# ---- what is said


def differences(missing: Sequence[str], plan: YearPlan | None) -> Iterator[Say]:
    """That rows of the plan are not in the list."""
    for key in missing:
        title = plan.rows[key].title if plan else ""
        yield Say(
            f"{key} «{title}» không có trong danh mục: giữ nguyên; nếu đã bỏ thì ghi «dropped» kèm lý do.",
            f"{key} `{title}` is not in the list: it stays; if it was dropped, give `dropped` with the reason.",
        )


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


def _replaced(line: int, field: str, before: object, value: object) -> Doubt:
    shown = (", ".join(v) if isinstance(v, list) else v for v in (before, value))
    was, now = map(str, shown)
    return Doubt(
        cell_name(line, 0),
        Say(f"{field}: «{was}» thành «{now}».", f"{field}: `{was}` becomes `{now}`."),
    )


def _note_stays(line: int, note: str) -> Doubt:
    return Doubt(
        cell_name(line, 0),
        Say(
            f"ghi chú nội bộ đã có, không thay bằng «{note}».",
            f"there is an internal note already, which `{note}` does not replace.",
        ),
    )


def _words_stay(line: int, words: str) -> Doubt:
    return Doubt(
        cell_name(line, 0),
        Say(
            f"thời gian đã đổi nhưng «expected_words» còn ghi «{words}»: sửa hoặc xóa.",
            f"the time changed, and `expected_words` still says `{words}`: mend or delete it.",
        ),
    )


def _not_edited(line: int, key: str) -> Doubt:
    return Doubt(
        cell_name(line, 0),
        Say(
            f"{key} viết theo cách lạ, không sửa được: mỗi trường ghi một dòng rồi nhập lại.",
            f"{key} is laid out so that it cannot be edited: give each field a line and import again.",
        ),
    )
